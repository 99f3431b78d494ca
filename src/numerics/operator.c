/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/operator.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "clones.h"
#include "parallel.h"

enum { PARALLEL_FROM = 60000, CHUNK = 512 };

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
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= PARALLEL_FROM, series_plane, &all);
    size_t last = op->extent.count - op->extent.plane;
    for (size_t n = 0; n < op->extent.plane; ++n) {
        double area = grid->column_area[n];
        op->top[n] = area * conductivity[2][n] / half_resistance(grid, 2, 0, false);
        op->bottom[n] =
            area * conductivity[2][last + n] / half_resistance(grid, 2, op->cells[2] - 1, true);
    }
}

/// Values from `first` on of diagonal u + step (fluxes of A u).
ACI_CLONES static void multiply_chunk(const aci_operator *op, const double *restrict diagonal,
                                      double step, const double *restrict u, size_t first,
                                      size_t count, double *restrict result)
{
    const size_t row = (size_t)op->cells[0], plane = op->extent.plane;
    const double *restrict gx = op->conductance[0] + first, *restrict gx_before = gx - 1;
    const double *restrict gy = op->conductance[1] + first, *restrict gy_before = gy - row;
    const double *restrict gz = op->conductance[2] + first, *restrict gz_before = gz - plane;
    const double *restrict x = u + first, *restrict x_before = x - 1, *restrict x_after = x + 1;
    const double *restrict y_before = x - row, *restrict y_after = x + row;
    const double *restrict z_before = x - plane, *restrict z_after = x + plane;
    for (size_t c = 0; c < count; ++c) {
        double flux = gx[c] * (x[c] - x_after[c]) + gx_before[c] * (x[c] - x_before[c]);
        flux += gy[c] * (x[c] - y_after[c]) + gy_before[c] * (x[c] - y_before[c]);
        flux += gz[c] * (x[c] - z_after[c]) + gz_before[c] * (x[c] - z_before[c]);
        result[first + c] = diagonal[first + c] * x[c] + step * flux;
    }
}

ACI_CLONES static void add_products(aci_lanes *out, const double *a, const double *b, size_t count)
{
    aci_lanes sum = *out;
    size_t c = 0;
    for (; c + ACI_LANES <= count; c += ACI_LANES) {
        sum += ACI_LANES_AT(a + c) * ACI_LANES_AT(b + c);
    }
    for (size_t n = 0; c + n < count; ++n) {
        sum[n] += a[c + n] * b[c + n];
    }
    *out = sum;
}

static double multiply_plane(const aci_operator *op, const double *diagonal, double step,
                             const double *u, int k, double *result)
{
    const size_t begin = (size_t)k * op->extent.plane, end = begin + op->extent.plane;
    aci_lanes sum = {0.0};
    for (size_t first = begin; first < end; first += CHUNK) {
        size_t count = end - first < CHUNK ? end - first : CHUNK;
        multiply_chunk(op, diagonal, step, u, first, count, result);
        add_products(&sum, u + first, result + first, count);
    }
    return aci_lanes_sum(&sum);
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

/// One thread, since neighbours share cells; the cut cells are few. Returns u times what is added.
static double add_skew_fluxes(const aci_operator *op, double step, const double *u, double *result)
{
    const size_t stride[3] = {1, (size_t)op->cells[0], op->extent.plane};
    double product = 0.0;
    for (size_t n = 0; n < op->skew_count; ++n) {
        const aci_skew *s = &op->skew[n];
        const size_t c = s->cell;
        double gradient[3];
        for (int a = 0; a < 3; ++a) {
            gradient[a] =
                s->plus[a] * (u[c + stride[a]] - u[c]) + s->minus[a] * (u[c] - u[c - stride[a]]);
        }
        const double flux[3] = {s->tensor[0] * gradient[1] + s->tensor[1] * gradient[2],
                                s->tensor[0] * gradient[0] + s->tensor[2] * gradient[2],
                                s->tensor[1] * gradient[0] + s->tensor[2] * gradient[1]};
        for (int a = 0; a < 3; ++a) {
            double share = step * flux[a];
            result[c + stride[a]] += s->plus[a] * share;
            result[c] += (s->minus[a] - s->plus[a]) * share;
            result[c - stride[a]] -= s->minus[a] * share;
            product += gradient[a] * share;
        }
    }
    return product;
}

/// Planes of a product.
typedef struct planes {
    const aci_operator *op;
    const double *diagonal, *u;
    double step, *result;
    double *partial; ///< NULL where no sums are asked for
} planes;

static void multiply_one(const void *context, size_t k)
{
    const planes *p = context;
    const size_t plane = p->op->extent.plane;
    if (p->partial != NULL) {
        p->partial[k] = multiply_plane(p->op, p->diagonal, p->step, p->u, (int)k, p->result);
    } else {
        multiply_chunk(p->op, p->diagonal, p->step, p->u, k * plane, plane, p->result);
    }
}

double aci_operator_multiply(const aci_operator *op, const double *diagonal, double step,
                             const double *u, double *result, double *partial)
{
    const planes p = {op, diagonal, u, step, result, partial};
    double product = 0.0;
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= PARALLEL_FROM, multiply_one, &p);
    for (int k = 0; k < op->cells[2]; ++k) {
        product += partial[k];
    }
    return product + add_skew_fluxes(op, step, u, result);
}

void aci_operator_apply(const aci_operator *op, const double *u, double *result)
{
    const size_t plane = op->extent.plane;
    const planes p = {op, op->sink, u, 1.0, result, NULL};
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= PARALLEL_FROM, multiply_one, &p);
    add_skew_fluxes(op, 1.0, u, result);
    for (size_t c = 0; c < op->extent.count && op->decay != NULL; ++c) {
        result[c] += op->decay[c] * u[c];
    }
    size_t last = op->extent.count - plane;
    for (size_t n = 0; n < plane; ++n) {
        result[n] += op->top[n] * u[n];
        result[last + n] += op->bottom[n] * u[last + n];
    }
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
