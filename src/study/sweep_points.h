/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The points of a sweep's design in the unit cube.
#ifndef ACICULA_STUDY_SWEEP_POINTS_H
#define ACICULA_STUDY_SWEEP_POINTS_H

#include "acicula/study/sweep.h"

/// Fills sweep->unit for a latin_hypercube or sobol of `count` cases. ACI_FILE without memory.
ACI_MUST_CHECK aci_status aci_sweep_sample(aci_sweep *sweep);

#endif
