/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A single number of a run that a study is about: an outcome, one of its members, a time.
#ifndef ACICULA_STUDY_HEADLINE_H
#define ACICULA_STUDY_HEADLINE_H

#include "acicula/study/outcome.h"

typedef struct aci_headline {
    aci_outcome outcome;
    int time, member;              ///< indices into the block; 0 where it has none. The
                                   ///< time's is that of the scenario it was found in
    double at;                     ///< the report time meant, s; 0 where it has no time
    char label[2 * ACI_NAME_SIZE]; ///< "layer_amount.dermis at 4 h"
} aci_headline;

/// From "absorbed", "layer_amount.dermis" or "region_amount.target", and a time (NAN: the last),
/// which must be a report time. ACI_BAD_INPUT otherwise, saying what is allowed.
ACI_MUST_CHECK aci_status aci_headline_find(const aci_scenario *scenario, const char *name,
                                            double at, aci_headline *out);

/// The same from the scalars of a config that have the name and the time (NULL: none). Faults are
/// added, that of the name first; false for one.
bool aci_headline_read(aci_config *config, const aci_scenario *scenario, const aci_node *name,
                       const aci_node *at, aci_headline *out);

/// Whether the scenario, perhaps one with other times, reports at its time.
bool aci_headline_is_reported(const aci_headline *headline, const aci_scenario *scenario);

/// Its value (NAN where there is none) and absolute numerical error (NULL: not wanted).
double aci_headline_value(const aci_headline *headline, const aci_scenario *scenario,
                          const aci_results *results, double *error);

#endif
