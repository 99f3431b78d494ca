/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One run: scenario in, results out, told to an observer on the way.
///
/// The grid and the tolerance in time are chosen so that the estimated error meets
/// `simulation.accuracy` (accuracy.h), or are those of `simulation.cells`. Along with it goes the
/// same scenario on intact skin (a slab), the control; both with the follicles the scenario has.
#ifndef ACICULA_STUDY_RUN_H
#define ACICULA_STUDY_RUN_H

#include "acicula/study/observer.h"
#include "acicula/study/results.h"
#include "acicula/study/scenario.h"

/// What a run would take, all its levels and the intact skin with it; estimates from the scenario
/// alone: the channels of a device are computed for it, the transport is not. Cells, memory and
/// time are right to a factor of 2 on the configs shipped; skin without channels to one of 5. How
/// far a run must refine is known only once it is solved: cells_most is where it stops in any case.
typedef struct aci_run_plan {
    int solves;         ///< needled skins: one, or one for each depth class with channels
    int cells[3];       ///< x or r, y, z of the finest grid that is expected
    double cells_most;  ///< cells it may refine to
    double memory;      ///< bytes, the program itself included
    double memory_most; ///< with cells_most
    double file;        ///< bytes of fields before compression
    double time;        ///< s on one core of 2 to 3 GHz
    double time_most;   ///< with cells_most
} aci_run_plan;

ACI_MUST_CHECK aci_status aci_run_estimate(const aci_scenario *scenario, aci_run_plan *out);

/// Runs. `observer` may be NULL. `out` must be destroyed with aci_results_destroy also on failure.
/// ACI_NUMERICAL when the mass residual exceeds 1e-9 or a solve does not converge.
ACI_MUST_CHECK aci_status aci_run(const aci_scenario *scenario, const aci_observer *observer,
                                  aci_results *out);

/// The same, leaving out what is not asked for. `without_control`: the intact skin is not computed
/// where nothing else of the results needs it (strikes without a channel, resolved follicles, the
/// body): `control` is then empty, and there is no enhancement_ratio; all else is the same bit for
/// bit.
typedef struct aci_run_options {
    const aci_scenario *scenario;
    const aci_observer *observer; ///< may be NULL
    bool without_control;
} aci_run_options;
ACI_MUST_CHECK aci_status aci_run_with(const aci_run_options *options, aci_results *out);

/// Part of the applied amount below which what is absorbed cannot be told from nothing, and a ratio
/// to it means nothing: 1e-6 of simulation.accuracy, round-off at least.
double aci_run_resolved(const aci_scenario *scenario);

/// Threads used from now on; 0: as many as the machine or OMP_NUM_THREADS says. Returns the number.
int aci_run_set_threads(int threads);

#endif
