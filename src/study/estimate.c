/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a run would take. The counts are fits to runs of the configs shipped and of variants of
/// them, accuracy 1e-2 to 1e-4 (gcc 12, one core at some 2.5 GHz).
#include "estimate.h"

#include <math.h>
#include <string.h>

#include "accuracy.h"
#include "acicula/study/puncture.h"
#include "acicula/study/run.h"
#include "follicles.h"
#include "mesh.h"

static const double program_bytes = 17e6;
static const double fields_held = 19.0;   ///< operator, multigrid, solver; doubles a cell
static const double stages_held = 13.0;   ///< of a time step, where coefficients change
static const double further_levels = 1.5; ///< over the last one, where a run goes on to its most
static const double cell_time = 9e-9;     ///< s a cell and iteration, in rings
static const double box_time = 22e-9;     ///< the same in a box, whose levels are many
static const double layered_time = 17e-6; ///< s a cell of a level without channels, all its solves
static const double least_time = 0.02;    ///< s to start and end

typedef struct level {
    int cells[3];
    double count;
} level;

static aci_status find_level(const aci_scenario *s, aci_geometry geometry, double resolution,
                             level *out)
{
    aci_grid *grid;
    ACI_TRY(aci_mesh_create(s, geometry, resolution, &grid));
    memcpy(out->cells, grid->cells, sizeof out->cells);
    out->count = (double)aci_grid_size(grid);
    aci_grid_destroy(&grid);
    return ACI_OK;
}

static bool is_closing(const aci_scenario *s)
{
    return aci_closure_is_moving(s->channels.closure);
}

/// Decades of accuracy beyond 1e-2.
static double decades(const aci_scenario *s)
{
    return log10(1e-2 / s->accuracy);
}

/// Iterations of all solves of a level: of the vectors of a Krylov space, or of five stages of each
/// time step.
static double iterations(const aci_scenario *s)
{
    return is_closing(s) ? 360.0 * pow(10.0, 0.37 * decades(s)) : 45.0 * pow(1.75, decades(s));
}

static double time_of_level(const aci_scenario *s, aci_geometry geometry, double cells)
{
    if (geometry == ACI_SLAB || s->channels.kind == ACI_CHANNELS_NONE) {
        return layered_time * cells;
    }
    return iterations(s) * cells * (geometry == ACI_BOX ? box_time : cell_time);
}

/// Krylov vectors, 12 at 1e-2 and five more each decade, beside the fields; on large grids at a
/// loose accuracy they are halves of doubles.
static double memory_of(const aci_scenario *s, double cells)
{
    const double large = 2e6, loose = 1e-2;
    double vectors = fmax(8.0, 12.0 + 5.0 * decades(s));
    vectors *= cells >= large && s->accuracy >= loose ? 0.5 : 1.0;
    double held = fields_held + (is_closing(s) ? stages_held : vectors);
    return program_bytes + cells * sizeof(double) * held;
}

/// Time of all levels; `finest` is the last one. Without a time only the last one is made.
static aci_status climb(const aci_scenario *s, aci_geometry geometry, level *finest, double *time)
{
    double resolution[ACI_ACCURACY_LEVELS_EXPECTED];
    int levels = aci_accuracy_expected(s, geometry, resolution);
    for (int n = time != NULL ? 0 : levels - 1; n < levels; ++n) {
        ACI_TRY(find_level(s, geometry, resolution[n], finest));
        if (time != NULL) {
            *time += time_of_level(s, geometry, finest->count);
        }
    }
    return ACI_OK;
}

/// What the strikes take: their numbers in memory and in the file, and about 0.15 ms each.
static void add_strikes(const aci_puncture *p, aci_run_plan *out)
{
    const double columns = 11.0, seconds = 1.5e-4;
    double strikes = p->treatment->strike_count;
    double rows = p->patch.exists ? p->patch.count : strikes;
    out->memory += strikes * (double)(sizeof(aci_strike) + sizeof(aci_channel));
    out->file += rows * columns * sizeof(double);
    out->time += strikes * seconds;
}

static aci_status climb_cell(aci_status status, aci_scenario *cell, level *finest, double *time)
{
    level reached = {.count = 0.0};
    if (status == ACI_OK) {
        status = climb(cell, cell->geometry, &reached, time);
    }
    aci_channels_destroy(&cell->channels);
    *finest = reached.count > finest->count ? reached : *finest;
    return status;
}

/// The patch of a device, or the cells of the classes that have channels; without any the layers.
static aci_status climb_needled(const aci_scenario *s, const aci_puncture *p, level *finest,
                                double *time, int *solves)
{
    aci_scenario cell;
    *solves = 1;
    if (p->patch.exists) {
        return climb_cell(aci_puncture_patch_scenario(p, s, &cell), &cell, finest, time);
    }
    int open = 0;
    for (int k = 0; k < p->class_count; ++k) {
        if (aci_puncture_is_open(p, k)) {
            ACI_TRY(climb_cell(aci_puncture_class_scenario(p, s, k, &cell), &cell, finest, time));
            *solves = ++open;
        }
    }
    if (open > 0) {
        return ACI_OK;
    }
    aci_status status = aci_puncture_class_scenario(p, s, p->class_count, &cell);
    cell.geometry = ACI_SLAB;
    return climb_cell(status, &cell, finest, time);
}

/// The cell of a resolved follicle, solved beside the needled skin.
static aci_status climb_follicle(const aci_scenario *s, level *finest, double *time)
{
    aci_scenario cell;
    if (!aci_follicles_are_resolved(s)) {
        return ACI_OK;
    }
    return climb_cell(aci_follicles_cell(s, &cell), &cell, finest, time);
}

static aci_status climb_all(const aci_scenario *s, level *finest, aci_run_plan *out)
{
    if (!s->needling.exists) {
        out->solves = 1;
        return climb(s, s->geometry, finest, &out->time);
    }
    aci_puncture puncture;
    aci_status status = aci_puncture_solve(s, &puncture);
    if (status == ACI_OK) {
        status = climb_needled(s, &puncture, finest, &out->time, &out->solves);
    }
    if (status == ACI_OK) {
        add_strikes(&puncture, out);
    }
    aci_puncture_destroy(&puncture);
    return status;
}

aci_status aci_run_estimate(const aci_scenario *s, aci_run_plan *out)
{
    level intact = {.count = 0.0}, finest = intact;
    int fields = s->output.concentration + s->output.activity;
    memset(out, 0, sizeof *out);
    out->time = least_time;
    ACI_TRY(climb(s, ACI_SLAB, &intact, &out->time));
    ACI_TRY(climb_all(s, &finest, out));
    ACI_TRY(climb_follicle(s, &finest, &out->time));
    memcpy(out->cells, finest.cells, sizeof out->cells);
    out->cells_most = fmax(finest.count, aci_accuracy_cells_most(s, s->geometry));
    out->memory += memory_of(s, finest.count);
    out->memory_most = memory_of(s, out->cells_most);
    if (out->cells_most > finest.count) {
        out->time_most = out->time + further_levels * out->solves *
                                         time_of_level(s, s->geometry, out->cells_most);
    }
    out->time_most = fmax(out->time, out->time_most);
    out->file += finest.count * sizeof(double) * fields * s->output.times.count;
    return ACI_OK;
}

aci_status aci_estimate_check(const aci_scenario *s, const aci_puncture *puncture, double *memory)
{
    level finest = {.count = 0.0};
    int solves;
    if (puncture != NULL) {
        ACI_TRY(climb_needled(s, puncture, &finest, NULL, &solves));
    } else {
        ACI_TRY(climb(s, s->geometry, &finest, NULL));
    }
    ACI_TRY(climb_follicle(s, &finest, NULL));
    *memory = memory_of(s, finest.count);
    return ACI_OK;
}
