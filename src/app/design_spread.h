/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the uncertain numbers of a config make of a design: the parameters' part of its error bars.
#ifndef ACICULA_APP_DESIGN_SPREAD_H
#define ACICULA_APP_DESIGN_SPREAD_H

#include "acicula/study/distribution.h"
#include "acicula/study/goal.h"
#include "study.h"

/// Runs the best design at the points of a Latin hypercube through the distributions of the section
/// `uncertain` (centres of chosen keys are changed to the chosen values), fills parameter_low and
/// parameter_high of the sheet `headlines` with the ends of the middle 95 %, and notes it. A key
/// that the design chose strays about the chosen value. Nothing without the section or without a
/// design.
ACI_MUST_CHECK aci_status aci_design_spread_add(aci_study *study, const aci_goal *goal,
                                                const aci_optimise_result *result,
                                                aci_distribution_list *uncertain,
                                                aci_findings *findings);

#endif
