/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One run: scenario in, results out, told to an observer on the way.
///
/// The grid and the tolerance in time are chosen so that the estimated error meets
/// `simulation.accuracy` (accuracy.h), or are those of `simulation.cells`. Along with it goes the
/// same scenario on intact skin (a slab), the control.
#ifndef ACICULA_STUDY_RUN_H
#define ACICULA_STUDY_RUN_H

#include "acicula/study/observer.h"
#include "acicula/study/results.h"
#include "acicula/study/scenario.h"

/// What a run would take; estimates from the cells alone, nothing is solved.
typedef struct aci_run_plan {
    int cells[3];  ///< x or r, y, z of the finest grid that is expected
    double memory; ///< bytes
    double file;   ///< bytes of fields before compression
    double time;   ///< s on one core, to a factor of about 3
} aci_run_plan;

ACI_MUST_CHECK aci_status aci_run_estimate(const aci_scenario *scenario, aci_run_plan *out);

/// Runs. `observer` may be NULL. `out` must be destroyed with aci_results_destroy also on failure.
/// ACI_NUMERICAL when the mass residual exceeds 1e-9 or a solve does not converge.
ACI_MUST_CHECK aci_status aci_run(const aci_scenario *scenario, const aci_observer *observer,
                                  aci_results *out);

/// Threads used from now on; 0: as many as the machine or OMP_NUM_THREADS says. Returns the number.
int aci_run_set_threads(int threads);

#endif
