/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The sheets of an optimisation that hold many designs; see goal_findings.h.
#ifndef ACICULA_STUDY_GOAL_SHEETS_H
#define ACICULA_STUDY_GOAL_SHEETS_H

#include "acicula/study/goal_findings.h"

void aci_goal_sheets_put(aci_findings_text *texts, int row, const char *text);

/// Whether a result is not the same as one before it: a target may also be the objective.
bool aci_goal_sheets_is_first(const aci_goal *goal, int headline);

ACI_MUST_CHECK aci_status aci_goal_sheets_pareto(const aci_goal *goal,
                                                 const aci_optimise_result *result,
                                                 aci_findings *findings);
ACI_MUST_CHECK aci_status aci_goal_sheets_evaluations(const aci_goal *goal,
                                                      const aci_optimise_result *result,
                                                      aci_findings *findings);

#endif
