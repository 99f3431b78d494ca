/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Openings and points: disc, pore, hole, long channel, Gaussian against the exact solutions.
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "acicula/numerics/grading.h"
#include "acicula/numerics/propagate.h"
#include "acicula/transport/diffusion.h"
#include "acicula/verification/disc.h"
#include "acicula/verification/gaussian.h"
#include "acicula/verification/radial.h"
#include "support/tolerances.h"

/// Near the edge of a hole in a sheet of no thickness u goes like distance^(1/2): an exponent of
/// 2/3 balances the errors of a second-order scheme; at a right-angled rim 5/9 does (grading.h).
static const double knife = 2.0 / 3.0;
static const double rim = 5.0 / 9.0;
static const double quarter_turn = 1.57079632679489661923;

static double *edge_axis(double inner, double outer, double exponent, int cells)
{
    aci_grading g = {.coarsest = outer};
    aci_grading_add_break(&g, 0.0);
    if (inner > 0.0) {
        aci_grading_add_break(&g, inner);
    }
    aci_grading_add_break(&g, outer);
    double length = inner > 0.0 ? inner : 0.2 * outer;
    aci_grading_add_focus(&g, (aci_focus){inner, length, exponent, 1e-9});
    double *edges;
    cr_assert(aci_grading_edges_counted(&g, cells, &edges) == ACI_OK);
    return edges;
}

/// An axis from 0 with breaks at `inner` and geometric cells around it.
static double *axis(double inner, double outer, double finest, int cells)
{
    aci_grading g = {.coarsest = outer};
    aci_grading_add_break(&g, 0.0);
    aci_grading_add_break(&g, inner);
    aci_grading_add_break(&g, outer);
    aci_grading_add_focus(&g, (aci_focus){inner, inner, 1.0, finest});
    double *edges;
    cr_assert(aci_grading_edges_counted(&g, cells, &edges) == ACI_OK);
    return edges;
}

static double *axis_from_zero(double length, double outer, double finest, int cells)
{
    aci_grading g = {.coarsest = outer};
    aci_grading_add_break(&g, 0.0);
    aci_grading_add_break(&g, outer);
    aci_grading_add_focus(&g, (aci_focus){0.0, length, 1.0, finest});
    double *edges;
    cr_assert(aci_grading_edges_counted(&g, cells, &edges) == ACI_OK);
    return edges;
}

static aci_grid *ring_grid(double *across, int rings, double *along, int rows)
{
    const int cells[3] = {rings, 1, rows};
    const double *const edges[3] = {across, NULL, along};
    aci_grid *grid;
    cr_assert(aci_grid_create(ACI_AXISYMMETRIC, cells, edges, &grid) == ACI_OK);
    free(across);
    free(along);
    return grid;
}

static aci_layer layer_of(double conductivity, double thickness)
{
    return (aci_layer){.thickness = {.value = thickness},
                       .diffusivity = {.value = conductivity},
                       .lateral_diffusivity = {.value = conductivity},
                       .partition = {.value = 1.0}};
}

/// Steady flow with u = 1 held on top where r < opening.
static double steady_flow(const aci_skin *skin, const aci_channels *channels, const aci_grid *grid,
                          double opening)
{
    const aci_reservoir held = {.infinite = true, .value = 1.0};
    aci_operator *op;
    aci_diffusion *diffusion;
    double *u;
    cr_assert(aci_operator_create(grid, &op) == ACI_OK);
    cr_assert(aci_diffusion_create(skin, channels, &held, grid, &diffusion) == ACI_OK);
    cr_assert(aci_diffusion_fill(diffusion, 0.0, op) == ACI_OK);
    for (int i = 0; i < grid->cells[0]; ++i) {
        op->top[i] = grid->centres[0][i] < opening ? op->top[i] : 0.0;
    }
    cr_assert(aci_field_create(op->extent, &u) == ACI_OK);
    aci_steady steady;
    aci_propagate_report report = {0};
    cr_assert(aci_propagate_steady(op, u, &steady, &report) == ACI_OK, "%s", aci_status_message());
    aci_field_destroy(op->extent, &u);
    aci_diffusion_destroy(&diffusion);
    aci_operator_destroy(&op);
    return steady.rate.left;
}

/// Disc in a sealed plane, cell radius b = 1, depth 3: 140 by 140 cells.
Test(exact_openings, f4a_disc)
{
    const aci_channels none = {.kind = ACI_CHANNELS_NONE, .partition = 1.0};
    aci_skin skin = {.layer_count = 1, .layers = {layer_of(1.0, 3.0)}};
    for (int n = 0; n < 5; ++n) {
        const aci_disc_case *c = &aci_disc_cases[n];
        aci_grid *grid = ring_grid(edge_axis(c->radius, 1.0, knife, 140), 140,
                                   edge_axis(0.0, 3.0, knife, 140), 140);
        double found = 1.0 / steady_flow(&skin, &none, grid, c->radius);
        printf("F4a a/b = %g: %.1e\n", c->radius, found / c->resistance - 1.0);
        assert_relative(found, c->resistance, 1e-3);
        aci_grid_destroy(&grid);
    }
}

/// A pore through a sheet that conducts 1e-10 of the rest: leak below 1e-8 of the flow.
Test(exact_openings, f4b_pore)
{
    for (int n = 5; n < ACI_DISC_CASES; ++n) {
        const aci_disc_case *c = &aci_disc_cases[n];
        aci_channels pore = {
            .kind = ACI_CHANNELS_LATTICE, .pitch = 1.0, .partition = 1.0, .diffusivity = 1.0};
        cr_assert(aci_channels_cone(c->radius, c->radius, c->pore_length, &pore.profile) == ACI_OK);
        aci_skin skin = {.layer_count = 2,
                         .layers = {layer_of(1e-10, c->pore_length), layer_of(1.0, 3.0)}};
        aci_grid *grid = ring_grid(edge_axis(c->radius, 1.0, rim, 140), 140,
                                   edge_axis(c->pore_length, c->pore_length + 3.0, rim, 140), 140);
        double found = 1.0 / steady_flow(&skin, &pore, grid, c->radius);
        printf("F4b a/b = %g: %.1e\n", c->radius, found / c->resistance - 1.0);
        assert_relative(found, c->resistance, 1e-3);
        aci_channels_destroy(&pore);
        aci_grid_destroy(&grid);
    }
}

/// Half a spheroid as a profile of straight pieces between points at equal steps of the angle.
static aci_profile spheroid(double radius, double depth, int pieces)
{
    size_t size = ((size_t)pieces + 1) * sizeof(double);
    aci_profile p = {.count = pieces + 1, .depth = malloc(size), .radius = malloc(size)};
    for (int n = 0; n <= pieces; ++n) {
        double angle = quarter_turn * n / pieces;
        p.depth[n] = depth * sin(angle);
        p.radius[n] = n < pieces ? radius * cos(angle) : 0.0;
    }
    return p;
}

/// Edges at length sin(angle), then at length cosh(x): along r and z together they meet on the
/// wall of the spheroid, so that it cuts cells from corner to corner.
static double *arc_axis(double length, double outer, int cells)
{
    double *edges = malloc(((size_t)cells + 1) * sizeof *edges);
    int half = cells / 2;
    for (int n = 0; n <= half; ++n) {
        edges[n] = length * sin(quarter_turn * n / half);
        edges[half + n] = length * cosh(acosh(outer / length) * n / half);
    }
    edges[cells] = outer;
    return edges;
}

static double hole_factor(double radius, double depth, int pieces, double base, aci_grid *grid)
{
    aci_channels hole = {
        .kind = ACI_CHANNELS_LATTICE, .pitch = 1.0, .partition = 1.0, .diffusivity = 1e6};
    hole.profile = spheroid(radius, depth, pieces);
    aci_skin skin = {.layer_count = 1, .layers = {layer_of(1.0, base)}};
    double factor = steady_flow(&skin, &hole, grid, radius);
    aci_channels_destroy(&hole);
    aci_grid_destroy(&grid);
    return factor;
}

/// A hole that conducts 1e6 times better, so that its wall is at u = 1: the flow enters evenly per
/// depth, so u falls by S L ln 2/(pi a^2) 1e-6 < 9e-5 down to the tip.
/// The half-space is a cell of b = 40 L. Its sealed side takes 1.40978/(4 b) from the resistance
/// (disc.h) and its held base at z adds z/(pi b^2): with z = 1.10724 b nothing remains but a
/// quadrupole, (L/b)^2 S/(2 pi b) = 1e-5 of the flow.
Test(exact_openings, f4c_needle_shaped_hole)
{
    enum { CELLS = 160 };
    const double radius = 35e-6;
    const double depths[3] = {150e-6, 300e-6, 500e-6};
    for (int n = 0; n < 3; ++n) {
        double side = 40.0 * depths[n];
        double base = 1.40978 * 0.5 * quarter_turn * side;
        aci_grid *grid = ring_grid(arc_axis(radius, side, CELLS), CELLS,
                                   arc_axis(depths[n], base, CELLS), CELLS);
        assert_relative(hole_factor(radius, depths[n], CELLS / 2, base, grid),
                        aci_disc_spheroid_factor(radius, depths[n]), 1e-3);
    }
}

/// On cells that do not know the wall the error is of first order where a flow crosses it: here
/// 4.4e-3, with twice the cells along both axes 2.6e-3. The half-space ends at 0.5 m: 3e-5.
Test(exact_openings, f4c_on_cells_off_the_wall)
{
    const double radius = 35e-6;
    const double depth = 150e-6;
    aci_grid *grid = ring_grid(axis(radius, 0.5, 1e-2, 300), 300, axis(depth, 0.5, 1e-2, 320), 320);
    assert_relative(hole_factor(radius, depth, 40, 0.5, grid),
                    aci_disc_spheroid_factor(radius, depth), 5e-3);
}

enum { F5_CELLS = 160, F5_TIMES = 4 };

typedef struct passed {
    int count;
    double entered[F5_TIMES], sunk[F5_TIMES];
} passed;

static aci_status keep(void *context, const aci_moment *moment)
{
    passed *p = context;
    p->entered[p->count] = moment->total.entered;
    p->sunk[p->count++] = moment->total.sunk;
    return ACI_OK;
}

/// One row of rings of height 1 m. The first cell is the channel: it conducts 1e5 times better and
/// is tied to the held side by as much, so that its wall is held to 1e-4 when the first ring, a
/// tenth of a radius thick, takes up most.
Test(exact_openings, f5_long_channel_with_clearance)
{
    const aci_radial exact = {35e-6, 300e-6, 0.7, 3e-11, 2e-4, 10.0};
    const double times[F5_TIMES] = {60.0, 300.0, 900.0, 3600.0};
    double *across = malloc((F5_CELLS + 1) * sizeof *across);
    double *outside = axis_from_zero(35e-6, 265e-6, 1e-2, F5_CELLS - 1);
    across[0] = 0.0;
    for (int n = 0; n < F5_CELLS; ++n) {
        across[n + 1] = 35e-6 + outside[n];
    }
    free(outside);
    double *along = malloc(2 * sizeof *along);
    along[0] = 0.0;
    along[1] = 1.0;
    aci_grid *grid = ring_grid(across, F5_CELLS, along, 1);
    aci_operator *op;
    double *u, *conductivity;
    cr_assert(aci_operator_create(grid, &op) == ACI_OK);
    cr_assert(aci_field_create(op->extent, &u) == ACI_OK);
    cr_assert(aci_field_create(op->extent, &conductivity) == ACI_OK);
    aci_field_fill(op->extent, 0.7 * 3e-11, conductivity);
    conductivity[0] *= 1e5;
    const double *const all[3] = {conductivity, conductivity, conductivity};
    aci_operator_series(op, grid, all);
    for (int i = 0; i < F5_CELLS; ++i) {
        double volume = aci_grid_volume(grid, i, 0, 0);
        op->capacity[i] = i == 0 ? 1e-3 * volume : 0.7 * volume;
        op->sink[i] = i == 0 ? 0.0 : 2e-4 * op->capacity[i];
        op->top[i] = i == 0 ? 1e5 * op->conductance[0][0] : 0.0;
        op->bottom[i] = 0.0;
    }
    op->top_value = 10.0;
    aci_propagate_options o = {
        .end = 3600.0, .report_count = F5_TIMES, .report_times = times, .tolerance = 1e-6};
    passed p = {0};
    aci_watch watch = {.context = &p, .report = keep};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(op, &o, &watch, u, &report) == ACI_OK, "%s", aci_status_message());
    for (int n = 0; n < F5_TIMES; ++n) {
        assert_relative(p.entered[n], aci_radial_passed(&exact, times[n]), 1e-3);
        assert_relative(p.sunk[n], aci_radial_cleared(&exact, times[n]), 1e-3);
    }
    aci_field_destroy(op->extent, &u);
    aci_field_destroy(op->extent, &conductivity);
    aci_operator_destroy(&op);
    aci_grid_destroy(&grid);
}

enum { F9_CELLS = 48 };

static const double f9_diffusivity[3] = {2e-10, 1e-10, 5e-11};

/// The sealed box of 3 standard deviations at 100 s.
static aci_grid *f9_grid(double walls[3])
{
    double edges[3][F9_CELLS + 1];
    for (int n = 0; n < 3; ++n) {
        walls[n] = 3.0 * sqrt(200.0 * f9_diffusivity[n]);
        for (int m = 0; m <= F9_CELLS; ++m) {
            edges[n][m] = walls[n] * m / F9_CELLS;
        }
    }
    const int cells[3] = {F9_CELLS, F9_CELLS, F9_CELLS};
    const double *const axes[3] = {edges[0], edges[1], edges[2]};
    aci_grid *grid;
    cr_assert(aci_grid_create(ACI_BOX, cells, axes, &grid) == ACI_OK);
    return grid;
}

static void f9_cell(const aci_grid *g, const int at[3], double low[3], double high[3])
{
    for (int n = 0; n < 3; ++n) {
        low[n] = g->edges[n][at[n]];
        high[n] = g->edges[n][at[n] + 1];
    }
}

/// Cell means of the exact solution in an octant; the mass is that of the whole box.
static void f9_fill(const aci_grid *g, const double walls[3], double time, double *u)
{
    for (int k = 0; k < F9_CELLS; ++k) {
        for (int j = 0; j < F9_CELLS; ++j) {
            for (int i = 0; i < F9_CELLS; ++i) {
                const int at[3] = {i, j, k};
                double low[3], high[3];
                f9_cell(g, at, low, high);
                u[aci_grid_cell(g, i, j, k)] =
                    aci_gaussian_sealed_mean(f9_diffusivity, walls, low, high, time);
            }
        }
    }
}

static void f9_operator(const aci_grid *grid, aci_operator *op)
{
    double *conductivity[3];
    for (int n = 0; n < 3; ++n) {
        cr_assert(aci_field_create(op->extent, &conductivity[n]) == ACI_OK);
        aci_field_fill(op->extent, f9_diffusivity[n], conductivity[n]);
    }
    const double *const all[3] = {conductivity[0], conductivity[1], conductivity[2]};
    aci_operator_series(op, grid, all);
    for (size_t n = 0; n < op->extent.plane; ++n) {
        op->top[n] = op->bottom[n] = 0.0;
    }
    aci_field_fill(op->extent, aci_grid_volume(grid, 0, 0, 0), op->capacity);
    for (int n = 0; n < 3; ++n) {
        aci_field_destroy(op->extent, &conductivity[n]);
    }
}

/// Mean over the cell that holds (100, 50, 80) um against that of free space: the image in the
/// nearest wall, of x, is exp(-2 w (w - x)/s^2) = 1e-6 of it, with w = 3 s and x = 0.8 s.
static void f9_check_point(const aci_grid *g, const double *u)
{
    const double point[3] = {100e-6, 50e-6, 80e-6};
    int at[3];
    double low[3], high[3];
    for (int n = 0; n < 3; ++n) {
        at[n] = (int)(point[n] / g->edges[n][1] + 1e-9);
    }
    f9_cell(g, at, low, high);
    assert_relative(u[aci_grid_cell(g, at[0], at[1], at[2])],
                    aci_gaussian_box_mean(f9_diffusivity, low, high, 100.0), 1e-3);
}

/// From 40 s to 100 s in an octant, against the exact solution between sealed walls: nothing is
/// cut off. Second differences of width h add D h^2/12 u'''' to the equation: at the peak and per
/// axis 60 s D h^2/12 3/s^4 with s^2 = 2 D 100 s and h = s/16, 2.9e-4; 8.8e-4 for three axes,
/// where it is largest.
Test(exact_openings, f9_anisotropic_gaussian)
{
    double walls[3];
    aci_grid *grid = f9_grid(walls);
    aci_operator *op;
    double *u, *expected;
    cr_assert(aci_operator_create(grid, &op) == ACI_OK);
    cr_assert(aci_field_create(op->extent, &u) == ACI_OK);
    cr_assert(aci_field_create(op->extent, &expected) == ACI_OK);
    f9_operator(grid, op);
    f9_fill(grid, walls, 40.0, u);
    f9_fill(grid, walls, 100.0, expected);
    aci_propagate_options o = {.begin = 40.0, .end = 100.0, .tolerance = 1e-5};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(op, &o, &watch, u, &report) == ACI_OK, "%s", aci_status_message());
    for (size_t c = 0; c < op->extent.count; ++c) {
        cr_assert(fabs(u[c] - expected[c]) < 1e-3 * expected[0], "%g of %g", u[c] - expected[c],
                  expected[0]);
    }
    f9_check_point(grid, u);
    aci_field_destroy(op->extent, &u);
    aci_field_destroy(op->extent, &expected);
    aci_operator_destroy(&op);
    aci_grid_destroy(&grid);
}
