/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "accuracy.h"

#include <math.h>
#include <string.h>

#include "mesh.h"

enum { LEVELS_MAX = 8 };

static const double first_step = 0.62; ///< resolution of the first companion over the first guess
static const double step_up_max = 2.0; ///< from one level to the next
static const double cells_least = 3e5; ///< allowed at any accuracy; beyond it
static const double cells_share = 2e3; ///< over the accuracy, but never more than
static const double layered_cells_most = 5e4; ///< depth alone needs fewer
static const double flat_cells_most = 2e6;    ///< of r and z: half a minute
static const double cells_most = 2.5e7;       ///< where the estimate stands as it is
static const double time_share = 0.1;         ///< tolerance in time over accuracy
/// The same where single depths and regions are asked for, which count by what they hold
/// themselves.
static const double local_share = 0.01;
/// Error of one step over accuracy. A companion takes the same: its error in time would count as
/// one of its cells.
static const double step_share = 0.7;
static const double loosest = 0.02; ///< tolerance of a companion
static const double well_cut = 4.0; ///< cells between two edges that must be, in the mean

double aci_accuracy_first_guess(aci_geometry geometry, double accuracy)
{
    /// estimate for absorbed times resolution squared, measured on the benchmark set
    const double constant = geometry == ACI_AXISYMMETRIC ? 0.073 : 0.016;
    return fmax(1.5, sqrt(constant / accuracy));
}

/// Nothing varies across.
static bool is_layered(const aci_scenario *scenario, aci_geometry geometry)
{
    return geometry == ACI_SLAB || scenario->channels.kind == ACI_CHANNELS_NONE;
}

int aci_accuracy_expected(const aci_scenario *scenario, aci_geometry geometry,
                          double resolution[ACI_ACCURACY_LEVELS_EXPECTED])
{
    /// over the first guess; found on the configs shipped and variants of them
    const double box[] = {first_step, 1.0, 1.26};
    const double layered[] = {first_step, 1.0, 2.0, 3.5};
    const double *part = box;
    int levels = 2;
    double guess = 1.0;
    if (scenario->cells[2] == 0) {
        guess = aci_accuracy_first_guess(geometry, scenario->accuracy);
        part = is_layered(scenario, geometry) ? layered : box;
        levels = part == layered ? 4 : geometry == ACI_AXISYMMETRIC ? 2 : 3;
    }
    for (int n = 0; n < levels; ++n) {
        resolution[n] = guess * part[n];
    }
    return levels;
}

double aci_accuracy_cells_most(const aci_scenario *scenario, aci_geometry geometry)
{
    if (scenario->cells[2] > 0) {
        return 0.0;
    }
    double most = is_layered(scenario, geometry) ? layered_cells_most
                  : geometry == ACI_AXISYMMETRIC ? flat_cells_most
                                                 : cells_most;
    return fmin(most, fmax(cells_least, cells_share / scenario->accuracy));
}

/// The levels of one call, the last two of which are kept.
typedef struct climb {
    const aci_accuracy_options *options;
    aci_grid *grid;
    aci_run_cost cost;
    double done, share; ///< progress: what lies behind, and what this level may add
} climb;

static aci_status on_progress(void *context, double fraction)
{
    climb *c = context;
    if (c->options->progress == NULL) {
        return ACI_OK;
    }
    return c->options->progress(c->options->progress_context, c->done + c->share * fraction);
}

static void add_cost(aci_run_cost *sum, const aci_run_cost *part)
{
    sum->cells = part->cells;
    sum->propagator = part->propagator;
    sum->time_steps = part->time_steps;
    sum->solves += part->solves;
    sum->iterations += part->iterations;
}

static double share_of_time(const aci_scenario *s)
{
    const aci_targets *t = &s->targets;
    bool is_local = t->region_count > 0 || t->strips > 0 || t->plane_count > 0;
    return is_local ? local_share : time_share;
}

/// Sees nothing, at the same times as the one who sees the result.
static const aci_observer blind = {.context = NULL};

/// One level. `coarser`, other than 1 of a companion, loosens a Krylov space as its cells are
/// loosened.
static aci_status solve_level(climb *c, double resolution, double coarser, aci_accurate *out)
{
    const aci_scenario *s = c->options->scenario;
    aci_grid_destroy(&c->grid);
    ACI_TRY(aci_mesh_create(s, c->options->geometry, resolution, &c->grid));
    const double accuracy = c->options->accuracy;
    const aci_observer *observer = c->options->observer;
    aci_simulate_options options = {
        .scenario = s,
        .grid = c->grid,
        .tolerance = fmin(loosest, share_of_time(s) * accuracy * coarser * coarser),
        .step_tolerance = fmin(loosest, step_share * accuracy),
        .with_steady = true,
        .observer = observer != NULL && coarser != 1.0 ? &blind : observer,
        .progress = on_progress,
        .progress_context = c};
    memset(out, 0, sizeof *out);
    out->resolution = resolution;
    ACI_TRY(aci_simulate(&options, &out->solution));
    add_cost(&c->cost, &out->solution.cost);
    c->done += c->share;
    return ACI_OK;
}

static double growth_of_cells(const aci_accuracy_options *options, double factor)
{
    if (is_layered(options->scenario, options->geometry)) {
        return factor;
    }
    return pow(factor, options->geometry == ACI_AXISYMMETRIC ? 2.0 : 3.0);
}

/// Resolution that should meet the accuracy, from the excess of the last one.
static double next_resolution(const climb *c, const aci_accurate *last, double over)
{
    double factor = fmin(step_up_max, fmax(1.15, 1.08 * sqrt(over)));
    double cells = (double)aci_grid_size(c->grid);
    double allowed = aci_accuracy_cells_most(c->options->scenario, c->options->geometry);
    while (factor > 1.0 && cells * growth_of_cells(c->options, factor) > allowed) {
        factor *= 0.95;
    }
    return factor > 1.1 ? last->resolution * factor : 0.0;
}

/// What a level takes of the whole work: by its cells among the levels that are expected, with
/// something left for what is not; of that the further ones take most each.
static double share_of_level(const climb *c, int level)
{
    const double known = 0.9, further = 0.7;
    double resolution[ACI_ACCURACY_LEVELS_EXPECTED], whole = 0.0;
    int levels = aci_accuracy_expected(c->options->scenario, c->options->geometry, resolution);
    for (int n = 0; n < levels; ++n) {
        whole += growth_of_cells(c->options, resolution[n]);
    }
    return level < levels ? known * growth_of_cells(c->options, resolution[level]) / whole
                          : further * (1.0 - c->done);
}

/// Levels of growing resolution until the accuracy is met.
static aci_status climb_levels(climb *c, aci_accurate *out)
{
    const double accuracy = c->options->accuracy;
    double resolution = aci_accuracy_first_guess(c->options->geometry, accuracy);
    aci_accurate coarse = {0};
    c->share = share_of_level(c, 0);
    aci_status status = solve_level(c, first_step * resolution, 1.0 / first_step, &coarse);
    for (int level = 1; status == ACI_OK; ++level) {
        c->share = share_of_level(c, level);
        status = solve_level(c, resolution, 1.0, out);
        if (status != ACI_OK) {
            break;
        }
        aci_accuracy_estimate(c->options->scenario, out, &coarse);
        double over = aci_accuracy_excess(out, accuracy);
        out->reached = over <= 1.0;
        resolution = next_resolution(c, out, over);
        if (out->reached || level + 1 == LEVELS_MAX || resolution == 0.0) {
            break;
        }
        aci_accuracy_destroy(&coarse);
        coarse = *out;
        *out = (aci_accurate){0};
    }
    aci_accuracy_destroy(&coarse);
    return status;
}

/// Whether a coarser grid tells the error of the given one: beside layers and the like that are one
/// cell high in both it would find none.
static aci_status may_coarsen(const aci_accuracy_options *options, const aci_grid *given, bool *may)
{
    aci_grid *least; /* a cell between any two edges that must be */
    ACI_TRY(aci_mesh_create(options->scenario, options->geometry, 1e-9, &least));
    *may = true;
    for (int axis = 0; axis < 3; ++axis) {
        double coarse = first_step * given->cells[axis];
        *may = *may && (given->cells[axis] == 1 || coarse >= well_cut * least->cells[axis]);
    }
    aci_grid_destroy(&least);
    return ACI_OK;
}

/// Resolution of the companion of given cells: finer where it cannot well be coarser, and where
/// that is no great work.
static aci_status choose_companion(const aci_accuracy_options *options, double *resolution)
{
    aci_grid *given;
    bool may = false;
    ACI_TRY(aci_mesh_create(options->scenario, options->geometry, 1.0, &given));
    aci_status status = may_coarsen(options, given, &may);
    double finer = (double)aci_grid_size(given) * growth_of_cells(options, 2.0);
    *resolution = status != ACI_OK || may || finer > cells_least ? first_step : 2.0;
    aci_grid_destroy(&given);
    return status;
}

/// The cells the user asked for, and a companion for the estimate.
static aci_status solve_given(climb *c, aci_accurate *out)
{
    aci_accurate companion = {0};
    double resolution;
    ACI_TRY(choose_companion(c->options, &resolution));
    c->share = resolution < 1.0 ? 0.25 : 0.8;
    aci_status status = solve_level(c, resolution, 1.0 / resolution, &companion);
    c->share = 1.0 - c->share;
    if (status == ACI_OK) {
        status = solve_level(c, 1.0, 1.0, out);
    }
    if (status == ACI_OK) {
        aci_accuracy_estimate(c->options->scenario, out, &companion);
        out->reached = aci_accuracy_excess(out, c->options->accuracy) <= 1.0;
    }
    aci_accuracy_destroy(&companion);
    return status;
}

aci_status aci_accuracy_solve(const aci_accuracy_options *options, aci_accurate *out)
{
    memset(out, 0, sizeof *out);
    climb c = {.options = options};
    bool given = options->scenario->cells[2] > 0;
    aci_status status = given ? solve_given(&c, out) : climb_levels(&c, out);
    c.cost.cells = out->solution.cost.cells;
    out->solution.cost = c.cost;
    aci_grid_destroy(&c.grid);
    return status;
}

void aci_accuracy_destroy(aci_accurate *accurate)
{
    aci_simulate_destroy(&accurate->solution);
}
