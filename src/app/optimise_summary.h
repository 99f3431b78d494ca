/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The summary of `optimise`, for people and for programs.
#ifndef ACICULA_APP_OPTIMISE_SUMMARY_H
#define ACICULA_APP_OPTIMISE_SUMMARY_H

#include <stdio.h>

#include "acicula/study/goal_findings.h"

typedef struct aci_optimise_summary {
    const aci_goal *goal;
    const aci_optimise_result *result;
    const char *notes; ///< of the findings; NULL for none
    const char *path;  ///< of the findings
    long runs;         ///< computed in this call
} aci_optimise_summary;

void aci_optimise_summary_print(FILE *out, const aci_optimise_summary *summary);
void aci_optimise_summary_json(FILE *out, const aci_optimise_summary *summary);

#endif
