/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The error of a step of the stepper, estimated.
#ifndef ACICULA_SRC_NUMERICS_STEPPER_ERROR_H
#define ACICULA_SRC_NUMERICS_STEPPER_ERROR_H

#include "stepper_stage.h"

/// What u and the stores (NULL: none) hold, all cells counted without sign, kg. `scratch` is none
/// of them.
double aci_stepper_content(const aci_stepper *s, const double *u, const double *store,
                           double *scratch);

/// The rule's difference of the step under way, the larger of two: that of what is held, filtered
/// by one multigrid cycle and counted without sign, over the largest content so far; that of what
/// has decayed, and of what has left or sunk, over its sum until the end of the step (`total`) or a
/// small part of that content.
double aci_stepper_error(aci_stepper *s, const aci_exchange *total);

/// The first report time, or the end.
double aci_stepper_first_target(const aci_propagate_options *options);

/// How much more than by the end of the step under way will have come in by the first report time
/// after a sharp start: the root of the ratio of times. 1 from that time on.
double aci_stepper_to_come(const aci_stepper *s);

/// Sum over the stages of weight times exchange, kg/s.
aci_exchange aci_stepper_sum_of_flux(const aci_stepper *s, const double *weight);

#endif
