/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a study of uncertain numbers is asked: how many samples, from which seed, about which
/// results.
///
///   sensitivity:                  # or tolerance
///     samples: 512
///     seed: 1
///     confidence: 95 %
///     results: [depth, {result: absorbed, at: 4 h}]
#ifndef ACICULA_STUDY_INQUIRY_H
#define ACICULA_STUDY_INQUIRY_H

#include <stdint.h>

#include "acicula/study/headline.h"

enum { ACI_INQUIRY_RESULTS_MAX = 8 };

typedef struct aci_inquiry {
    int samples; ///< 0: the study's own number
    uint64_t seed;
    double confidence; ///< of the intervals, 0..1
    int count;
    aci_headline results[ACI_INQUIRY_RESULTS_MAX];
    /// Names of their columns: "absorbed_at_4_h", "layer_amount_dermis_at_24_h".
    char names[ACI_INQUIRY_RESULTS_MAX][2 * ACI_NAME_SIZE];
} aci_inquiry;

/// Reads the section ("sensitivity"). Without `results`: absorbed at the end, and depth and
/// punctured_fraction with a device. Without the section: 95 %, seed 1. Adds all faults;
/// ACI_BAD_INPUT when there is any.
ACI_MUST_CHECK aci_status aci_inquiry_read(aci_config *config, const char *section,
                                           const aci_scenario *scenario, aci_inquiry *out);

/// Adds the result of a limit where it is not there yet, and finds its place among the results;
/// -1, and nothing added, when there are too many.
int aci_inquiry_add(aci_inquiry *inquiry, const aci_headline *headline);

/// The name of a result's column from its label: what is neither a letter nor a digit becomes one
/// underscore.
void aci_inquiry_name(const aci_headline *headline, char name[2 * ACI_NAME_SIZE]);

#endif
