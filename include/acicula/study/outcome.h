/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The results of a run by name, for studies: `absorbed`, `steady_flux`, `layer_amount`, `depth`.
///
/// Names are those of the result file (history, endpoints, systemic, regions, treatment,
/// insertion). An outcome is a block [times][members] of numbers, both 1 where it has no time or no
/// members (layers, regions). Those of needles (is_mechanical) need no transport.
#ifndef ACICULA_STUDY_OUTCOME_H
#define ACICULA_STUDY_OUTCOME_H

#include "acicula/study/results.h"
#include "acicula/study/scenario.h"

typedef enum aci_outcome_members {
    ACI_OUTCOME_SINGLE,
    ACI_OUTCOME_LAYERS,
    ACI_OUTCOME_REGIONS
} aci_outcome_members;

typedef struct aci_outcome {
    char name[ACI_NAME_SIZE];
    char unit[ACI_NAME_SIZE]; ///< as in the file, "kg m-2"
    const char *long_name;
    bool over_time; ///< a number for each report time
    bool is_mechanical;
    bool needs_control; ///< of the run's intact skin
    aci_outcome_members members;
    int source, index; ///< where outcome.c finds it
} aci_outcome;

enum { ACI_OUTCOMES_MAX = 96 };

/// All that runs of the scenario can have; fills `list` (ACI_OUTCOMES_MAX), returns how many.
int aci_outcome_list(const aci_scenario *scenario, aci_outcome *list);

/// All that any run can have, likewise: to say what names mean.
int aci_outcome_list_all(aci_outcome *list);

/// One by name. ACI_BAD_INPUT with "'absorbt' is no result, did you mean 'absorbed'? there are
/// ...", or says what the scenario lacks for it.
ACI_MUST_CHECK aci_status aci_outcome_find(const aci_scenario *scenario, const char *name,
                                           aci_outcome *out);

/// Numbers of the block: of times (report times or 1) and members.
int aci_outcome_times(const aci_outcome *outcome, const aci_scenario *scenario);
int aci_outcome_width(const aci_outcome *outcome, const aci_scenario *scenario);

/// Writes the block. A number the run does not have (no steady flux, a lag time of a finite dose)
/// is NAN. `errors`, of the same shape, are absolute numerical estimates, NAN where not known (all
/// of mechanics); may be NULL.
void aci_outcome_values(const aci_outcome *outcome, const aci_scenario *scenario,
                        const aci_results *results, double *values, double *errors);

#endif
