/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The release of the stepper (propagate.h), which falls exponentially: in a step a line stands for
/// it, with its integral and its ends' difference, which the rule integrates exactly.
#ifndef ACICULA_SRC_NUMERICS_STEPPER_RELEASE_H
#define ACICULA_SRC_NUMERICS_STEPPER_RELEASE_H

#include "stepper_stage.h"

/// The line of the step under way, at its stages, into s->fed.
void aci_stepper_find_release(aci_stepper *s);

/// Adds `pole` times the release at a share of it; nothing without one.
void aci_stepper_add_release(const aci_stepper *s, double pole, double fed, double *right);

/// The longest step in which the line is near enough to the release, s; infinite without one.
double aci_stepper_release_step(const aci_stepper *s);

#endif
