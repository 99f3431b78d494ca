/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Second order in space on smooth solutions with smooth coefficients, in the capacity L2 norm of
/// cell values against values at the centres, at a fixed time.
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "acicula/numerics/propagate.h"
#include "acicula/verification/manufactured.h"

enum { GRIDS = 3 };

static const double time_end = 0.25;

typedef struct problem {
    const aci_manufactured *solution;
    aci_grid *grid;
} problem;

static void place_of(const aci_grid *g, int i, int j, int k, double place[3])
{
    place[0] = g->centres[0][i];
    place[1] = g->centres[1][j];
    place[2] = g->centres[2][k];
}

typedef void (*visitor)(const problem *p, int i, int j, int k, double time, void *out);

static void for_each_cell(const problem *p, double time, visitor visit, void *out)
{
    for (int k = 0; k < p->grid->cells[2]; ++k) {
        for (int j = 0; j < p->grid->cells[1]; ++j) {
            for (int i = 0; i < p->grid->cells[0]; ++i) {
                visit(p, i, j, k, time, out);
            }
        }
    }
}

static void set_source(const problem *p, int i, int j, int k, double time, void *out)
{
    aci_operator *op = out;
    double place[3];
    place_of(p->grid, i, j, k, place);
    op->source[aci_grid_cell(p->grid, i, j, k)] =
        p->solution->source(place, time) * aci_grid_volume(p->grid, i, j, k);
}

static aci_status change(void *context, double time, aci_operator *op)
{
    ACI_TRY(aci_operator_add_source(op));
    for_each_cell(context, time, set_source, op);
    return ACI_OK;
}

typedef struct coefficients {
    aci_operator *op;
    double *u;
    double *conductivity[3];
} coefficients;

static void set_cell(const problem *p, int i, int j, int k, double time, void *out)
{
    coefficients *c = out;
    size_t n = aci_grid_cell(p->grid, i, j, k);
    double place[3], diffusivity[3];
    place_of(p->grid, i, j, k, place);
    p->solution->diffusivity(place, diffusivity);
    double partition = p->solution->partition(place);
    for (int axis = 0; axis < 3; ++axis) {
        c->conductivity[axis][n] = partition * diffusivity[axis];
    }
    c->op->capacity[n] = partition * aci_grid_volume(p->grid, i, j, k);
    c->op->sink[n] = p->solution->clearance * c->op->capacity[n];
    c->u[n] = p->solution->activity(place, time);
}

typedef struct difference {
    const aci_operator *op;
    const double *u;
    double square, size;
} difference;

static void add_square(const problem *p, int i, int j, int k, double time, void *out)
{
    difference *d = out;
    size_t n = aci_grid_cell(p->grid, i, j, k);
    double place[3];
    place_of(p->grid, i, j, k, place);
    double away = d->u[n] - p->solution->activity(place, time);
    d->square += d->op->capacity[n] * away * away;
    d->size += d->op->capacity[n];
}

static aci_grid *create_grid(aci_geometry geometry, int cells)
{
    double *edges = malloc(((size_t)cells + 1) * sizeof *edges);
    for (int n = 0; n <= cells; ++n) {
        edges[n] = (double)n / cells;
    }
    bool across = geometry != ACI_SLAB;
    bool box = geometry == ACI_BOX;
    const int counts[3] = {across ? cells : 1, box ? cells : 1, cells};
    const double *const axes[3] = {across ? edges : NULL, box ? edges : NULL, edges};
    aci_grid *grid;
    cr_assert(aci_grid_create(geometry, counts, axes, &grid) == ACI_OK);
    free(edges);
    return grid;
}

static double error_of(const aci_manufactured *solution, aci_geometry geometry, int cells)
{
    problem p = {solution, create_grid(geometry, cells)};
    coefficients c;
    cr_assert(aci_operator_create(p.grid, &c.op) == ACI_OK);
    aci_extent extent = c.op->extent;
    double **fields[] = {&c.u, &c.conductivity[0], &c.conductivity[1], &c.conductivity[2]};
    for (int n = 0; n < 4; ++n) {
        cr_assert(aci_field_create(extent, fields[n]) == ACI_OK);
    }
    for_each_cell(&p, 0.0, set_cell, &c);
    const double *const conductivity[3] = {c.conductivity[0], c.conductivity[1], c.conductivity[2]};
    aci_operator_series(c.op, p.grid, conductivity);
    c.op->top_value = isnan(solution->top) ? 0.0 : solution->top;
    for (size_t n = 0; n < extent.plane && isnan(solution->top); ++n) {
        c.op->top[n] = 0.0;
    }
    aci_propagate_options o = {
        .end = time_end, .tolerance = 1e-5, .coefficients = change, .context = &p};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(c.op, &o, &watch, c.u, &report) == ACI_OK);
    difference d = {.op = c.op, .u = c.u};
    for_each_cell(&p, time_end, add_square, &d);
    for (int n = 0; n < 4; ++n) {
        aci_field_destroy(extent, fields[n]);
    }
    aci_operator_destroy(&c.op);
    aci_grid_destroy(&p.grid);
    return sqrt(d.square / d.size);
}

static void check_order(const aci_manufactured *solution, aci_geometry geometry,
                        const int cells[GRIDS])
{
    double error[GRIDS];
    for (int n = 0; n < GRIDS; ++n) {
        error[n] = error_of(solution, geometry, cells[n]);
    }
    for (int n = 0; n + 1 < GRIDS; ++n) {
        double order = log(error[n] / error[n + 1]) / log((double)cells[n + 1] / cells[n]);
        printf("%s: %d to %d cells, error %.3e to %.3e, order %.3f\n", solution->name, cells[n],
               cells[n + 1], error[n], error[n + 1], order);
        cr_assert(order >= 1.8 && order <= 2.3, "order %g", order);
    }
}

Test(orders, slab_is_second_order)
{
    check_order(&aci_manufactured_slab, ACI_SLAB, (const int[GRIDS]){8, 16, 32});
}

Test(orders, cell_is_second_order)
{
    check_order(&aci_manufactured_cell, ACI_AXISYMMETRIC, (const int[GRIDS]){8, 16, 32});
}

Test(orders, cube_is_second_order)
{
    check_order(&aci_manufactured_cube, ACI_BOX, (const int[GRIDS]){6, 10, 16});
}
