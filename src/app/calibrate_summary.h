/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What `calibrate` says at its end.
#ifndef ACICULA_APP_CALIBRATE_SUMMARY_H
#define ACICULA_APP_CALIBRATE_SUMMARY_H

#include <stdio.h>

#include "acicula/study/calibrate.h"

typedef struct aci_calibrate_summary {
    const aci_calibrate_join *join;
    const aci_fit *fit;
    const aci_fit_profile *profiles; ///< NULL: none
    const aci_findings *findings;    ///< with the notes
    const aci_plan_sample *samples;  ///< NULL: no plan
    int sample_count;
    long runs;
    const char *path;
} aci_calibrate_summary;

/// In words and in the units of the config.
void aci_calibrate_summary_print(FILE *out, const aci_calibrate_summary *summary);

/// As one JSON object, SI: findings, runs, measurements, chi2, freedom, p_value, aic, aicc; under
/// `parameters` for each its estimate, standard_error, low, high, interval, open_low, open_high;
/// with a plan under `plan` the samples that were picked; notes.
void aci_calibrate_summary_json(FILE *out, const aci_calibrate_summary *summary);

#endif
