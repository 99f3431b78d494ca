/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a run tells while it works. A run knows no files and no terminal: it calls these.
/// Any member may be NULL. A status other than ACI_OK stops the run with that status.
///
/// A run solves on finer and finer grids until its accuracy is met. Each grid but those which serve
/// the estimate of errors only opens with `begin`, which takes back the snapshots of the one
/// before.
#ifndef ACICULA_STUDY_OBSERVER_H
#define ACICULA_STUDY_OBSERVER_H

#include "acicula/numerics/grid.h"
#include "acicula/study/results.h"

/// The fields of one moment on the grid given to `begin`, each [cells] or NULL when not asked for.
typedef struct aci_snapshot {
    double time;                 ///< s
    const double *concentration; ///< kg/m3, mean over the cell's volume
    const double *activity;      ///< u, kg/m3
} aci_snapshot;

/// What stands still: each [cells].
typedef struct aci_scene {
    const aci_grid *grid;           ///< vehicle cells have z < 0
    const double *channel_fraction; ///< 0..1 at the start
    const int *layer_index;         ///< layer at the cell's centre, -1 in the vehicle
    const double *partition;        ///< mean over the cell at the start
    const double *diffusivity;      ///< along depth, mean over the cell at the start, m2/s
} aci_scene;

typedef struct aci_observer {
    void *context;
    aci_status (*begin)(void *context, const aci_scene *scene);
    aci_status (*snapshot)(void *context, const aci_snapshot *snapshot);
    aci_status (*end)(void *context, const aci_results *results);
    /// fraction 0..1 of the work done, never less than the call before; `stage` is a short phrase
    aci_status (*progress)(void *context, double fraction, const char *stage);
    /// before anything large is taken: bytes of memory the run is expected to need, as
    /// aci_run_estimate has them
    aci_status (*expect)(void *context, double memory);
} aci_observer;

#endif
