/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One scenario on one grid with one tolerance in time: the history, and fields where asked for.
#ifndef ACICULA_STUDY_SIMULATE_H
#define ACICULA_STUDY_SIMULATE_H

#include "acicula/numerics/operator.h"
#include "acicula/study/observer.h"
#include "acicula/study/results.h"
#include "acicula/study/scenario.h"
#include "trace.h"

typedef struct aci_solution {
    aci_history history; ///< without errors
    aci_peak peak;
    aci_trace trace;
    aci_readouts readouts; ///< empty where the scenario asks for none
    double lag_time;       ///< s, where the history has a steady flux
    aci_run_cost cost;     ///< without wall time
} aci_solution;

typedef struct aci_simulate_options {
    const aci_scenario *scenario;
    const aci_grid *grid;         ///< a slab is intact skin whatever the channels
    double tolerance;             ///< in time, relative
    double step_tolerance;        ///< of one step, where steps are taken; 0: the same
    bool with_steady;             ///< also the steady flux, where one exists
    const aci_observer *observer; ///< gets begin and snapshots at the field times; may be NULL
    /// Changes the operator once it is filled, NULL in a run: how a test plants a loss that the
    /// balance must see.
    void (*disturb)(aci_operator *op);
    /// called with 0..1; may be NULL
    aci_status (*progress)(void *context, double fraction);
    void *progress_context;
} aci_simulate_options;

/// `out` must be destroyed also on failure. ACI_NUMERICAL where mass is lost.
ACI_MUST_CHECK aci_status aci_simulate(const aci_simulate_options *options, aci_solution *out);
void aci_simulate_destroy(aci_solution *solution);

#endif
