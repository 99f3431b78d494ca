/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The stepper's Runge-Kutta rule, ARK4(3)6L[2]SA of Kennedy and Carpenter (2003,
/// doi:10.1016/S0168-9274(02)00138-1): the first stage is explicit, the others are implicit with
/// one pole, the last one is the end of the step. L-stable, of fourth order, every stage of second.
#ifndef ACICULA_SRC_NUMERICS_STEPPER_RULE_H
#define ACICULA_SRC_NUMERICS_STEPPER_RULE_H

enum { ACI_STEPPER_STAGES = 6, ACI_STEPPER_LAST = ACI_STEPPER_STAGES - 1 };

#define ACI_STEPPER_POLE 0.25 ///< of the step

/// When the stages are, of the step.
extern const double aci_stepper_node[ACI_STEPPER_STAGES];

/// Of the rates of all stages up to a stage's own.
extern const double aci_stepper_weight[ACI_STEPPER_STAGES][ACI_STEPPER_STAGES];

/// The end by the rule minus the end by one of third order, from the rates. The latter is not that
/// of the authors, whose difference is a fifth of the error where a step is three times what a mode
/// lasts, and a tenth where it is six times. This one, filtered by (1 - z/4)^-1, z = -rate step, is
/// the error of exp(z) within a fifth for z from -0.5 to -100, which is where errors of
/// consequence arise; it is more than the error elsewhere.
extern const double aci_stepper_difference[ACI_STEPPER_STAGES];

#endif
