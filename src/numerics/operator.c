/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/operator.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"

static aci_status create_fields(aci_operator *op)
{
    double **fields[] = {&op->capacity, &op->sink, &op->conductance[0], &op->conductance[1],
                         &op->conductance[2]};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        ACI_TRY(aci_field_create(op->extent, fields[n]));
    }
    op->top = calloc(op->extent.plane, sizeof(double));
    op->bottom = calloc(op->extent.plane, sizeof(double));
    if (op->top == NULL || op->bottom == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu columns", op->extent.plane);
    }
    return ACI_OK;
}

static aci_status copy_widths(aci_operator *op, const aci_grid *grid)
{
    for (int axis = 0; axis < 2; ++axis) {
        size_t cells = (size_t)op->cells[axis];
        op->width[axis] = calloc(cells, sizeof(double));
        if (op->width[axis] == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory for %zu columns", cells);
        }
        for (size_t n = 0; n < cells; ++n) {
            op->width[axis][n] = grid->edges[axis][n + 1] - grid->edges[axis][n];
        }
    }
    return ACI_OK;
}

aci_status aci_operator_create(const aci_grid *grid, aci_operator **out)
{
    *out = NULL;
    aci_operator *op = calloc(1, sizeof *op);
    if (op == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for an operator");
    }
    memcpy(op->cells, grid->cells, sizeof op->cells);
    op->extent.plane = (size_t)op->cells[0] * (size_t)op->cells[1];
    op->extent.count = op->extent.plane * (size_t)op->cells[2];
    aci_status status = create_fields(op);
    if (status == ACI_OK) {
        status = copy_widths(op, grid);
    }
    if (status != ACI_OK) {
        aci_operator_destroy(&op);
        return status;
    }
    *out = op;
    return ACI_OK;
}

void aci_operator_destroy(aci_operator **op)
{
    if (*op == NULL) {
        return;
    }
    aci_operator *o = *op;
    aci_field_destroy(o->extent, &o->capacity);
    aci_field_destroy(o->extent, &o->sink);
    aci_field_destroy(o->extent, &o->source);
    aci_field_destroy(o->extent, &o->gauge);
    aci_field_destroy(o->extent, &o->store_in);
    aci_field_destroy(o->extent, &o->store_out);
    aci_field_destroy(o->extent, &o->store_rest);
    aci_field_destroy(o->extent, &o->decay);
    aci_field_destroy(o->extent, &o->decay_rest);
    for (int axis = 0; axis < 3; ++axis) {
        aci_field_destroy(o->extent, &o->conductance[axis]);
    }
    free(o->skew);
    free(o->top);
    free(o->bottom);
    free(o->width[0]);
    free(o->width[1]);
    free(o);
    *op = NULL;
}

aci_status aci_operator_add_source(aci_operator *op)
{
    return op->source != NULL ? ACI_OK : aci_field_create(op->extent, &op->source);
}

aci_status aci_operator_add_gauge(aci_operator *op)
{
    return op->gauge != NULL ? ACI_OK : aci_field_create(op->extent, &op->gauge);
}

aci_status aci_operator_add_stores(aci_operator *op)
{
    ACI_TRY(aci_field_create(op->extent, &op->store_out));
    return aci_field_create(op->extent, &op->store_in);
}

aci_status aci_operator_add_store_rest(aci_operator *op)
{
    return aci_field_create(op->extent, &op->store_rest);
}

aci_status aci_operator_add_decay(aci_operator *op)
{
    ACI_TRY(aci_field_create(op->extent, &op->decay_rest));
    return aci_field_create(op->extent, &op->decay);
}

static double half_resistance(const aci_grid *grid, int axis, int cell, bool upper_half)
{
    const double *edge = grid->edges[axis];
    double centre = grid->centres[axis][cell];
    double from = upper_half ? centre : edge[cell];
    double to = upper_half ? edge[cell + 1] : centre;
    if (axis == 0 && grid->geometry == ACI_AXISYMMETRIC) {
        return log(to / from);
    }
    return to - from;
}

/// Area through which the resistance of half_resistance is divided: for rings it is the angle
/// times height, since log(r1/r0) already holds the radius.
static double face_area(const aci_grid *grid, int axis, int i, int j, int k)
{
    const double two_pi = 6.28318530717958647692;
    double width[3];
    const int at[3] = {i, j, k};
    for (int n = 0; n < 3; ++n) {
        width[n] = grid->edges[n][at[n] + 1] - grid->edges[n][at[n]];
    }
    if (axis == 2) {
        return grid->column_area[i + grid->cells[0] * j];
    }
    if (grid->geometry == ACI_AXISYMMETRIC) {
        return two_pi * width[2];
    }
    return axis == 0 ? width[1] * width[2] : width[0] * width[2];
}

static double series(const aci_grid *grid, int axis, const int at[3], const double *conductivity,
                     size_t stride)
{
    size_t c = aci_grid_cell(grid, at[0], at[1], at[2]);
    double resistance = half_resistance(grid, axis, at[axis], true) / conductivity[c] +
                        half_resistance(grid, axis, at[axis] + 1, false) / conductivity[c + stride];
    return face_area(grid, axis, at[0], at[1], at[2]) / resistance;
}

/// Conductances of one plane.
typedef struct series_of {
    aci_operator *op;
    const aci_grid *grid;
    const double *const *conductivity;
} series_of;

static void series_plane(const void *context, size_t plane)
{
    const series_of *s = context;
    const int k = (int)plane, *cells = s->op->cells;
    const size_t stride[3] = {1, (size_t)cells[0], s->op->extent.plane};
    for (int j = 0; j < cells[1]; ++j) {
        for (int i = 0; i < cells[0]; ++i) {
            const int at[3] = {i, j, k};
            size_t c = aci_grid_cell(s->grid, i, j, k);
            for (int axis = 0; axis < 3; ++axis) {
                s->op->conductance[axis][c] =
                    at[axis] + 1 < cells[axis]
                        ? series(s->grid, axis, at, s->conductivity[axis], stride[axis])
                        : 0.0;
            }
        }
    }
}

void aci_operator_series(aci_operator *op, const aci_grid *grid,
                         const double *const conductivity[3])
{
    const series_of all = {op, grid, conductivity};
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= ACI_PARALLEL_FROM, series_plane,
                     &all);
    size_t last = op->extent.count - op->extent.plane;
    for (size_t n = 0; n < op->extent.plane; ++n) {
        double area = grid->column_area[n];
        op->top[n] = area * conductivity[2][n] / half_resistance(grid, 2, 0, false);
        op->bottom[n] =
            area * conductivity[2][last + n] / half_resistance(grid, 2, op->cells[2] - 1, true);
    }
}

aci_status aci_operator_add_skew(aci_operator *op, const aci_skew *skew)
{
    if (op->skew_count == op->skew_capacity) {
        size_t capacity = op->skew_capacity > 0 ? 2 * op->skew_capacity : 256;
        aci_skew *more = realloc(op->skew, capacity * sizeof *more);
        if (more == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory for %zu cut cells", capacity);
        }
        op->skew = more;
        op->skew_capacity = capacity;
    }
    op->skew[op->skew_count++] = *skew;
    return ACI_OK;
}

void aci_operator_rate(const aci_operator *op, const double *u, double *rate)
{
    aci_operator_apply(op, u, rate);
    for (size_t c = 0; c < op->extent.count; ++c) {
        rate[c] = -rate[c];
    }
    for (size_t c = 0; c < op->extent.count && op->source != NULL; ++c) {
        rate[c] += op->source[c];
    }
    for (size_t c = 0; c < op->extent.count && op->decay != NULL; ++c) {
        rate[c] -= op->decay_rest[c];
    }
    for (size_t n = 0; n < op->extent.plane; ++n) {
        rate[n] += op->top[n] * op->top_value;
    }
}

aci_exchange aci_operator_exchange(const aci_operator *op, const double *u)
{
    aci_exchange exchange = {0};
    size_t last = op->extent.count - op->extent.plane;
    exchange.entered = op->source != NULL ? aci_field_sum(op->extent, op->source) : 0.0;
    for (size_t n = 0; n < op->extent.plane; ++n) {
        exchange.entered += op->top[n] * (op->top_value - u[n]);
        exchange.left += op->bottom[n] * u[last + n];
    }
    exchange.sunk = aci_field_dot(op->extent, op->sink, u);
    exchange.passed = op->gauge != NULL ? aci_field_dot(op->extent, op->gauge, u) : 0.0;
    if (op->decay != NULL) {
        exchange.decayed =
            aci_field_sum(op->extent, op->decay_rest) + aci_field_dot(op->extent, op->decay, u);
    }
    return exchange;
}

aci_exchange aci_operator_exchange_sum(double a, aci_exchange x, double b, aci_exchange y)
{
    return (aci_exchange){a * x.entered + b * y.entered, a * x.left + b * y.left,
                          a * x.sunk + b * y.sunk, a * x.passed + b * y.passed,
                          a * x.decayed + b * y.decayed};
}

double aci_operator_fed(const aci_operator *op)
{
    double sum = op->source != NULL ? aci_field_sum(op->extent, op->source) : 0.0;
    for (size_t n = 0; n < op->extent.plane; ++n) {
        sum += op->top[n] * op->top_value;
    }
    return sum;
}

void aci_operator_exchange_of(const aci_operator *op, const double *u,
                              double out[ACI_OPERATOR_EXCHANGES])
{
    const size_t last = op->extent.count - op->extent.plane;
    out[0] = out[1] = 0.0;
    for (size_t n = 0; n < op->extent.plane; ++n) {
        out[0] -= op->top[n] * u[n];
        out[1] += op->bottom[n] * u[last + n];
    }
    out[2] = aci_field_dot(op->extent, op->sink, u);
    out[3] = op->gauge != NULL ? aci_field_dot(op->extent, op->gauge, u) : 0.0;
}
