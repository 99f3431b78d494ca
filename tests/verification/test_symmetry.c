/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Grids that hold the same skin in another way, through transport and propagation alone: columns
/// against a slab, a quarter against the whole cell, a patch with x and y exchanged.
///
/// Both sides of a comparison are the same linear system in other numbering, so they differ by the
/// tolerance in time (1e-8 of the solution, relative), and by round-off.
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "acicula/numerics/propagate.h"
#include "acicula/transport/diffusion.h"
#include "study/mesh.h"
#include "support/scenarios.h"

enum { QUARTER = 11, WHOLE = 2 * QUARTER, ROWS = 24 };

static const double tolerance = 1e-8;
static const double hour = 3600.0;
static const double half_pitch = 250e-6;

static const double across[QUARTER + 1] = {0.0,   6e-6,  12e-6, 18e-6, 24e-6,  30e-6,
                                           36e-6, 45e-6, 60e-6, 90e-6, 140e-6, 250e-6};
static const double depths[ROWS + 1] = {0.0,    3e-6,   7e-6,   11e-6,  15e-6,  20e-6,  30e-6,
                                        45e-6,  65e-6,  82e-6,  100e-6, 120e-6, 150e-6, 180e-6,
                                        210e-6, 240e-6, 265e-6, 285e-6, 300e-6, 330e-6, 400e-6,
                                        500e-6, 650e-6, 800e-6, 1000e-6};

/// One solution: u held at 1 on top, at the end.
typedef struct solution {
    aci_grid *grid;
    aci_operator *op;
    aci_diffusion *diffusion;
    double *u;
    aci_exchange total;
} solution;

static const aci_reservoir held = {.infinite = true, .value = 1.0};

static aci_status keep_total(void *context, const aci_moment *moment)
{
    solution *s = context;
    s->total = moment->total;
    return ACI_OK;
}

/// Takes over the grid.
static void solve(const aci_skin *skin, const aci_channels *channels, aci_grid *grid, solution *s)
{
    *s = (solution){.grid = grid};
    cr_assert(aci_diffusion_create(skin, channels, &held, grid, &s->diffusion) == ACI_OK);
    cr_assert(aci_operator_create(grid, &s->op) == ACI_OK);
    cr_assert(aci_diffusion_fill(s->diffusion, 0.0, s->op) == ACI_OK);
    cr_assert(aci_field_create(s->op->extent, &s->u) == ACI_OK);
    const double end = 2.0 * hour;
    aci_propagate_options options = {
        .end = end, .report_count = 1, .report_times = &end, .tolerance = tolerance};
    aci_watch watch = {.context = s, .report = keep_total};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(s->op, &options, &watch, s->u, &report) == ACI_OK, "%s",
              aci_status_message());
}

static void finish(solution *s)
{
    aci_field_destroy(s->op->extent, &s->u);
    aci_operator_destroy(&s->op);
    aci_diffusion_destroy(&s->diffusion);
    aci_grid_destroy(&s->grid);
}

static aci_grid *create_box(int count, const double *edges)
{
    const int cells[3] = {count, count, ROWS};
    const double *const axes[3] = {edges, edges, depths};
    aci_grid *grid;
    cr_assert(aci_grid_create(ACI_BOX, cells, axes, &grid) == ACI_OK);
    return grid;
}

static void mirror(double edges[WHOLE + 1])
{
    for (int n = 0; n <= QUARTER; ++n) {
        edges[QUARTER + n] = half_pitch + across[n];
        edges[QUARTER - n] = half_pitch - across[n];
    }
}

static void assert_same_exchange(const solution *a, double scale, const solution *b)
{
    double size = b->total.entered;
    cr_expect(fabs(scale * a->total.entered - size) < 10.0 * tolerance * size);
    cr_expect(fabs(scale * a->total.left - b->total.left) < 10.0 * tolerance * size);
    cr_expect(fabs(scale * a->total.sunk - b->total.sunk) < 10.0 * tolerance * size);
}

static aci_channels patch_of(aci_tract *tracts, int count)
{
    return (aci_channels){.kind = ACI_CHANNELS_PATCH,
                          .tract_count = count,
                          .tracts = tracts,
                          .diffusivity = 5e-10,
                          .partition = 1.0};
}

/// One upright tract at the corner of a quarter, and in the middle of the whole cell.
Test(symmetry, quarter_cell_is_the_whole_cell)
{
    trial t;
    double edges[WHOLE + 1];
    aci_tract corner = {0.0, 0.0, 300e-6, 30e-6, 5e-6, 0.0, 0.0};
    aci_tract middle = {half_pitch, half_pitch, 300e-6, 30e-6, 5e-6, 0.0, 0.0};
    aci_channels one = patch_of(&corner, 1);
    aci_channels four = patch_of(&middle, 1);
    solution quarter, whole;
    trial_read(trial_cone, SETTINGS("skin.layers.dermis.clearance=1e-4 1/s"), &t);
    mirror(edges);
    solve(&t.scenario.skin, &one, create_box(QUARTER, across), &quarter);
    solve(&t.scenario.skin, &four, create_box(WHOLE, edges), &whole);
    double away = 0.0;
    for (int k = 0; k < ROWS; ++k) {
        for (int j = 0; j < WHOLE; ++j) {
            for (int i = 0; i < WHOLE; ++i) {
                int x = i < QUARTER ? QUARTER - 1 - i : i - QUARTER;
                int y = j < QUARTER ? QUARTER - 1 - j : j - QUARTER;
                away = fmax(away, fabs(whole.u[aci_grid_cell(whole.grid, i, j, k)] -
                                       quarter.u[aci_grid_cell(quarter.grid, x, y, k)]));
            }
        }
    }
    printf("quarter and whole cell: u differs by %.1e\n", away);
    cr_assert(away < 10.0 * tolerance, "%g", away);
    assert_same_exchange(&quarter, 4.0, &whole);
    finish(&quarter);
    finish(&whole);
    trial_drop(&t);
}

/// The channel of a lattice is the upright tract of a patch. Only the rules that integrate over cut
/// faces differ (10 x 10 midpoints and 5 x 5); on a cell of 6 um a fifth, 1.2 um of 30 um of
/// radius, bounds what a midpoint of the wall may miss: 4 %.
Test(symmetry, lattice_is_the_upright_tract)
{
    trial t;
    aci_tract corner = {0.0, 0.0, 300e-6, 30e-6, 5e-6, 0.0, 0.0};
    aci_channels tract = patch_of(&corner, 1);
    solution lattice, patch;
    trial_read(trial_cone, NULL, &t);
    solve(&t.scenario.skin, &t.scenario.channels, create_box(QUARTER, across), &lattice);
    solve(&t.scenario.skin, &tract, create_box(QUARTER, across), &patch);
    double ratio = patch.total.left / lattice.total.left;
    printf("upright tract and lattice: what left differs by %.1e\n", ratio - 1.0);
    cr_assert(fabs(ratio - 1.0) < 0.02, "%g", ratio);
    finish(&lattice);
    finish(&patch);
    trial_drop(&t);
}

/// Two tilted tracts, one of them across the diagonal, and their mirror images at x = y.
Test(symmetry, exchange_of_x_and_y)
{
    const double right = 1.57079632679489661923;
    trial t;
    double edges[WHOLE + 1];
    aci_tract tracts[2] = {{180e-6, 260e-6, 280e-6, 30e-6, 5e-6, 0.4, 0.3},
                           {330e-6, 150e-6, 220e-6, 25e-6, 10e-6, 0.3, 2.0}};
    aci_tract exchanged[2];
    for (int n = 0; n < 2; ++n) {
        exchanged[n] = tracts[n];
        exchanged[n].x = tracts[n].y;
        exchanged[n].y = tracts[n].x;
        exchanged[n].azimuth = right - tracts[n].azimuth;
    }
    aci_channels here = patch_of(tracts, 2);
    aci_channels there = patch_of(exchanged, 2);
    solution a, b;
    trial_read(trial_cone, SETTINGS("skin.layers.dermis.clearance=1e-4 1/s"), &t);
    for (int n = 0; n <= WHOLE; ++n) {
        edges[n] = 2.0 * half_pitch * n / WHOLE;
    }
    solve(&t.scenario.skin, &here, create_box(WHOLE, edges), &a);
    solve(&t.scenario.skin, &there, create_box(WHOLE, edges), &b);
    cr_assert(a.op->skew_count > 0 && a.op->skew_count == b.op->skew_count);
    double away = 0.0, lowest = 0.0, highest = 0.0;
    for (int k = 0; k < ROWS; ++k) {
        for (int j = 0; j < WHOLE; ++j) {
            for (int i = 0; i < WHOLE; ++i) {
                double u = a.u[aci_grid_cell(a.grid, i, j, k)];
                away = fmax(away, fabs(u - b.u[aci_grid_cell(b.grid, j, i, k)]));
                lowest = fmin(lowest, u);
                highest = fmax(highest, u);
            }
        }
    }
    printf("x and y exchanged: u differs by %.1e, lowest %.1e, highest - 1 %.1e\n", away, lowest,
           highest - 1.0);
    cr_assert(away < 10.0 * tolerance, "%g", away);
    cr_assert(lowest > -10.0 * tolerance && highest < 1.0 + 10.0 * tolerance);
    assert_same_exchange(&a, 1.0, &b);
    finish(&a);
    finish(&b);
    trial_drop(&t);
}

/// A slab with the depths of another grid.
static aci_grid *slab_of(const aci_grid *grid)
{
    const int cells[3] = {1, 1, grid->cells[2]};
    const double *const axes[3] = {NULL, NULL, grid->edges[2]};
    aci_grid *slab;
    cr_assert(aci_grid_create(ACI_SLAB, cells, axes, &slab) == ACI_OK);
    return slab;
}

/// The grid of a scenario and a slab with its depths: u of each row is the same in all columns.
static void check_slab(const trial *t, aci_geometry geometry, const aci_channels *channels)
{
    static const aci_channels none = {.diffusivity = 1.0, .partition = 1.0};
    aci_grid *grid;
    solution many, one;
    cr_assert(aci_mesh_create(&t->scenario, geometry, 1.0, &grid) == ACI_OK);
    solve(&t->scenario.skin, &none, slab_of(grid), &one);
    solve(&t->scenario.skin, channels == NULL ? &none : channels, grid, &many);
    size_t plane = many.op->extent.plane;
    double away = 0.0;
    for (size_t c = 0; c < many.op->extent.count; ++c) {
        away = fmax(away, fabs(many.u[c] - one.u[c / plane]));
    }
    printf("columns and slab: u differs by %.1e\n", away);
    cr_assert(away < 10.0 * tolerance, "%g", away);
    assert_same_exchange(&one, grid->footprint, &many);
    finish(&many);
    finish(&one);
}

Test(symmetry, no_channels_are_the_slab)
{
    trial t;
    trial_read(trial_slab, SETTINGS("skin.layers.dermis.clearance=1e-4 1/s"), &t);
    check_slab(&t, ACI_AXISYMMETRIC, NULL);
    check_slab(&t, ACI_BOX, NULL);
    trial_drop(&t);
}

/// A channel of the tissue's own stuff in one uniform stack; no clearance, which the channel would
/// not share. Cut cells are cut all the same.
Test(symmetry, channel_of_tissue_is_the_slab)
{
    trial t;
    trial_read(trial_cone,
               SETTINGS("skin.layers.stratum_corneum.diffusivity=2e-10 m2/s",
                        "skin.layers.viable_epidermis.diffusivity=2e-10 m2/s",
                        "skin.layers.stratum_corneum.partition=0.7",
                        "skin.layers.viable_epidermis.partition=0.7",
                        "skin.layers.dermis.partition=0.7", "channels.partition=0.7",
                        "channels.diffusivity=2e-10 m2/s"),
               &t);
    check_slab(&t, ACI_AXISYMMETRIC, &t.scenario.channels);
    check_slab(&t, ACI_BOX, &t.scenario.channels);
    trial_drop(&t);
}
