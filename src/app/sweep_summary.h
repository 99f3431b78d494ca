/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a sweep tells when it is done.
#ifndef ACICULA_APP_SWEEP_SUMMARY_H
#define ACICULA_APP_SWEEP_SUMMARY_H

#include <stdio.h>

#include "sweep_plan.h"

typedef struct aci_sweep_summary {
    const aci_sweep_plan *plan;
    long rows;           ///< of the catalogue
    long computed;       ///< in this call
    long failed;         ///< of all rows
    double case_seconds; ///< mean of those computed
} aci_sweep_summary;

void aci_sweep_summary_print(FILE *out, const aci_sweep_summary *summary);
void aci_sweep_summary_json(FILE *out, const aci_sweep_summary *summary);

#endif
