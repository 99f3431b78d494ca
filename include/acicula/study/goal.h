/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What an optimisation is asked for: the section `optimise` of a config.
///
///   optimise:
///     vary:
///       device.needle.length: {from: 0.2 mm, to: 1.5 mm}
///       device.density: {from: 50 /cm2, to: 500 /cm2, spacing: log}
///     target: [{result: layer_amount.dermis, at: 4 h, at_least: 2 ug/cm2}]
///     constraints: [{result: strength_safety, at_least: 2}, {result: bleeding, at_most: 5 %}]
///     minimise: invasiveness
///     pareto: 24
#ifndef ACICULA_STUDY_GOAL_H
#define ACICULA_STUDY_GOAL_H

#include "acicula/study/limits.h"
#include "acicula/study/optimise.h"
#include "acicula/study/variable.h"

typedef struct aci_goal {
    int variable_count;
    aci_variable variables[ACI_OPTIMISE_VARIABLES_MAX];
    aci_optimise_variable ranges[ACI_OPTIMISE_VARIABLES_MAX];
    int target_count; ///< of the limits; they come first
    int limit_count;
    aci_limit limits[2 * ACI_LIMITS_MAX];
    /// What the model must give: the objective, then the limits' results in their order.
    int headline_count;
    aci_headline headlines[ACI_OPTIMISE_OUTPUTS_MAX];
    /// Those of them that needles alone give, and which of the model's outputs they are.
    int mechanical_count;
    aci_headline mechanical[ACI_OPTIMISE_OUTPUTS_MAX];
    int screen_outputs[ACI_OPTIMISE_OUTPUTS_MAX];
    int pareto, screening, points_most;
    uint64_t seed;
    double tolerance;
} aci_goal;

/// Reads the section and looks its results up in the scenario. Adds all faults; ACI_BAD_INPUT when
/// there is any, or no section.
ACI_MUST_CHECK aci_status aci_goal_read(aci_config *config, const aci_scenario *scenario,
                                        aci_goal *out);

/// The problem of the goal for a model of its variables and headlines, and (NULL: none) one of its
/// variables and mechanical headlines; both are borrowed.
aci_optimise_problem aci_goal_problem(const aci_goal *goal, const aci_model *model,
                                      const aci_model *screen);

#endif
