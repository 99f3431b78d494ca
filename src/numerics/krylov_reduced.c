/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The small problem of a Krylov space, and the solution from it.
#include <math.h>

#include "decay.h"
#include "dense.h"
#include "krylov_space.h"

/// Row and column of the constant in the projected matrix, from small numbers alone.
static void border(const aci_krylov_space *s, aci_krylov_reduced *r, double *matrix)
{
    int n = s->count;
    double corner = s->row_sum;
    for (int k = 0; k < n; ++k) {
        double across = s->image_of_one[k];
        for (int l = 0; l < n; ++l) {
            across -= s->matrix[k][l] * s->with_one[l];
        }
        corner -= s->with_one[k] * (s->image_of_one[k] + across);
        matrix[k * r->order + n] = matrix[n * r->order + k] = across / r->constant_norm;
    }
    matrix[n * r->order + n] = corner / (r->constant_norm * r->constant_norm);
}

static double exchange_of_member(const aci_krylov_space *s, const aci_krylov_reduced *r, int m,
                                 int member)
{
    if (member < s->count) {
        return s->exchange[m][member];
    }
    double sum = s->exchange_of_one[m];
    for (int k = 0; k < s->count; ++k) {
        sum -= s->with_one[k] * s->exchange[m][k];
    }
    return sum / r->constant_norm;
}

static double fed_of_member(const aci_krylov_space *s, const aci_krylov_reduced *r, int member)
{
    if (member < s->count) {
        return s->fed[member];
    }
    double sum = s->release_sum;
    for (int k = 0; k < s->count; ++k) {
        sum -= s->with_one[k] * s->fed[k];
    }
    return sum / r->constant_norm;
}

void aci_krylov_space_reduce(const aci_krylov_space *s, aci_krylov_reduced *r)
{
    double matrix[ACI_KRYLOV_ORDER_MAX * ACI_KRYLOV_ORDER_MAX];
    double left = s->capacity_sum;
    for (int k = 0; k < s->count; ++k) {
        left -= s->with_one[k] * s->with_one[k];
    }
    r->has_constant = left > 1e-13 * s->capacity_sum;
    r->constant_norm = r->has_constant ? sqrt(left) : 0.0;
    r->order = s->count + (r->has_constant ? 1 : 0);
    for (int k = 0; k < s->count; ++k) {
        for (int l = 0; l < s->count; ++l) {
            matrix[k * r->order + l] = s->matrix[k][l];
        }
    }
    if (r->has_constant) {
        border(s, r, matrix);
    }
    aci_dense_eigen(r->order, matrix, r->rate, r->vectors);
    r->fall = s->release_rate;
    for (int e = 0; e < r->order; ++e) {
        r->fed[e] = 0.0;
        for (int k = 0; k < r->order && s->release != NULL; ++k) {
            r->fed[e] += fed_of_member(s, r, k) * r->vectors[k * r->order + e];
        }
        r->start[e] = s->start_norm * r->vectors[e];
        for (int m = 0; m < ACI_KRYLOV_EXCHANGES; ++m) {
            r->exchange[m][e] = 0.0;
            for (int k = 0; k < r->order; ++k) {
                r->exchange[m][e] += exchange_of_member(s, r, m, k) * r->vectors[k * r->order + e];
            }
        }
    }
}

static double amplitude(const aci_krylov_reduced *r, int e, double time)
{
    double fed = r->fed[e] != 0.0 ? r->fed[e] * aci_decay_driven(r->rate[e], r->fall, time) : 0.0;
    return r->start[e] * aci_decay_value(r->rate[e], time) + fed;
}

static double amplitude_integral(const aci_krylov_reduced *r, int e, double time)
{
    double fed =
        r->fed[e] != 0.0 ? r->fed[e] * aci_decay_driven_integral(r->rate[e], r->fall, time) : 0.0;
    return r->start[e] * aci_decay_integral(r->rate[e], time) + fed;
}

void aci_krylov_space_exchanges(const aci_krylov_space *s, const aci_krylov_reduced *r, double time,
                                aci_exchange *rate, aci_exchange *total)
{
    double sums[2][ACI_KRYLOV_EXCHANGES] = {{0.0}};
    for (int e = 0; e < r->order; ++e) {
        const double now = amplitude(r, e, time);
        const double until = total != NULL ? amplitude_integral(r, e, time) : 0.0;
        for (int m = 0; m < ACI_KRYLOV_EXCHANGES; ++m) {
            sums[0][m] += r->exchange[m][e] * now;
            sums[1][m] += r->exchange[m][e] * until;
        }
    }
    const aci_exchange *base = &s->steady_rate;
    aci_exchange moving = {sums[0][0], sums[0][1], sums[0][2], sums[0][3], 0.0};
    aci_exchange moved = {sums[1][0], sums[1][1], sums[1][2], sums[1][3], 0.0};
    *rate = aci_operator_exchange_sum(1.0, *base, 1.0, moving);
    if (total != NULL) {
        *total = aci_operator_exchange_sum(time, *base, 1.0, moved);
    }
}

void aci_krylov_space_coordinates(const aci_krylov_reduced *r, double time, double *y)
{
    for (int k = 0; k < r->order; ++k) {
        y[k] = 0.0;
        for (int e = 0; e < r->order; ++e) {
            y[k] += r->vectors[k * r->order + e] * amplitude(r, e, time);
        }
    }
}

/// The steady state and a sum of members, of u or of v; NULL: of those of single precision.
static void assemble(const aci_krylov_space *s, const aci_krylov_reduced *r, double time,
                     double *const *members, double *u)
{
    aci_extent extent = s->op->extent;
    const int count = r->order - (r->has_constant ? 1 : 0);
    double y[ACI_KRYLOV_ORDER_MAX] = {0.0};
    aci_krylov_space_coordinates(r, time, y);
    double constant = r->has_constant ? y[count] / r->constant_norm : 0.0;
    for (int k = 0; k < count; ++k) {
        y[k] = constant * s->with_one[k] - y[k];
    }
    if (s->steady != NULL) {
        aci_field_copy(extent, s->steady, u);
    } else {
        aci_field_fill(extent, 0.0, u);
    }
    if (members != NULL) {
        aci_field_subtract(extent, count, y, members, u);
    } else {
        aci_field_subtract_single(extent, count, y, s->single, u);
    }
    aci_field_shift(extent, constant, u);
}

void aci_krylov_space_assemble(const aci_krylov_space *s, const aci_krylov_reduced *r, double time,
                               double *u)
{
    assemble(s, r, time, s->is_single ? NULL : s->chain, u);
}

void aci_krylov_space_assemble_store(const aci_krylov_space *s, const aci_krylov_reduced *r,
                                     double time, double *store)
{
    assemble(s, r, time, s->stored, store);
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        store[c] *= s->balance[c];
    }
}
