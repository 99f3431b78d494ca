/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Limits on results, as a config states them: `spec`, and the targets and constraints of
/// `optimise`.
///
///   spec:
///     - {result: absorbed, at: 4 h, at_least: 2 ug/cm2}
///     - {result: depth, at_least: 80 um, at_most: 160 um}
///     - {result: layer_amount.dermis, at: 24 h, at_most: 10 ug/cm2}
#ifndef ACICULA_STUDY_LIMITS_H
#define ACICULA_STUDY_LIMITS_H

#include "acicula/study/headline.h"

enum { ACI_LIMITS_MAX = 24 };

typedef struct aci_limit {
    aci_headline headline;
    double at_least, at_most; ///< SI; -INFINITY and INFINITY where not given
} aci_limit;

typedef struct aci_limits {
    int count;
    aci_limit limits[ACI_LIMITS_MAX];
} aci_limits;

/// Reads the list that stands under `section` of the config ("spec"); count 0 without it. Bounds
/// are held against the unit of their result. Adds all faults; ACI_BAD_INPUT when there is any.
ACI_MUST_CHECK aci_status aci_limits_read(aci_config *config, const char *section,
                                          const aci_scenario *scenario, aci_limits *out);

#endif
