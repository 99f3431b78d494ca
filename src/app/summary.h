/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a run says at its end: the headline numbers in the units people use, with their numerical
/// error; where the compound went; what the numbers rest on.
#ifndef ACICULA_APP_SUMMARY_H
#define ACICULA_APP_SUMMARY_H

#include <stdio.h>

#include "acicula/study/results.h"
#include "acicula/study/scenario.h"

/// In words. `path` is the result file's.
void aci_summary_print(FILE *out, const aci_scenario *scenario, const aci_results *results,
                       const char *path);

/// As one JSON object, SI: file, title, history and control (their last rows), endpoints, the
/// numerical errors of all three, whether the accuracy was reached, values with their origin, cost.
void aci_summary_json(FILE *out, const aci_scenario *scenario, const aci_results *results,
                      const char *path);

#endif
