/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What an optimisation found, as sheets. SI; a number that there is not is NAN, an error of a
/// result of needles too (they are exact).
///
/// `design`, dimension `variable`: the best design.
///   key (text)       "device.needle.length"
///   set (text)       "device.needle.length=0.834 mm", as --set takes it
///   unit (text)      of the next three and of 1/slope
///   value, from, to
///   at_bound (1)     -1 at `from`, 1 at `to`, else 0
///   slope            d objective / d variable, objective_unit / unit
///   objective_unit (text)
///
/// `headlines`, dimension `headline` (error_bars.h): the objective and the limits' results of it.
///
/// `constraints`, dimension `constraint`: each side of each limit, targets first.
///   result, role ("target", "constraint"), side ("at_least", "at_most"), unit (texts)
///   value, bound
///   margin           how far on the right side, below 0 where violated
///   numerical        error of the value, absolute
///   holds, active, certain (0 or 1); certain: the margin is more than the error
///   multiplier       d objective / d bound, objective_unit / unit
///   objective_unit, state (texts): "violated", "active", "holds", and " within its error"
///
/// `pareto`, dimension `point`: designs that no other beats, by rising benefit (falling where less
/// is meant); missing without `optimise.pareto`.
///   benefit, benefit_error   the first target's result, in its unit; long_name names it
///   cost, cost_error         the objective, in its unit; long_name names it
///   one column for each key varied, by its name (device_needle_length), in its unit
///   meets_target (0 or 1)    all limits hold
///   is_knee, is_optimum (0 or 1), label (text: "knee", "optimum" or "")
///   evaluation               row of `evaluations`, from 0
///
/// `evaluations`, dimension `evaluation`: all designs computed, in their order.
///   one column for each key varied, one for each result and NAME_error
///   violation (1)    largest share of its bound by which one is violated; NAN where failed
///   is_best (0 or 1), stage ("screening", "search", "restart", "pareto"), message (texts)
#ifndef ACICULA_STUDY_GOAL_FINDINGS_H
#define ACICULA_STUDY_GOAL_FINDINGS_H

#include "acicula/study/findings.h"
#include "acicula/study/goal.h"

/// Adds the sheets and what to know as notes. ACI_FILE when memory is out.
ACI_MUST_CHECK aci_status aci_goal_findings_write(const aci_goal *goal,
                                                  const aci_scenario *scenario,
                                                  const aci_optimise_result *result,
                                                  aci_findings *findings);

/// "violated", "active", "active within its error", "holds", "holds within its error".
const char *aci_goal_findings_state(const aci_optimise_side *side);

#endif
