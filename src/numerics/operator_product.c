/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The operator times a field, of double precision or of single precision.
#include <stdbool.h>

#include "acicula/numerics/operator.h"
#include "clones.h"
#include "parallel.h"

enum { CHUNK = 512 };

/// Planes of a product with u of double or of single precision.
typedef struct planes {
    const aci_operator *op;
    const double *diagonal;
    double step;
    bool is_single;
    const double *whole;
    const float *single;
    double *result;
    double *partial; ///< with `single`
} planes;

/// Values from `first` on of diagonal u + step (fluxes of A u); number is the type of u.
#define MULTIPLY_CHUNK(name, number, u)                                                            \
    ACI_CLONES static void name(const planes *p, size_t first, size_t count)                       \
    {                                                                                              \
        const aci_operator *op = p->op;                                                            \
        const size_t row = (size_t)op->cells[0], plane = op->extent.plane;                         \
        const double *restrict gx = op->conductance[0] + first, *restrict gx_before = gx - 1;      \
        const double *restrict gy = op->conductance[1] + first, *restrict gy_before = gy - row;    \
        const double *restrict gz = op->conductance[2] + first, *restrict gz_before = gz - plane;  \
        const double *restrict diagonal = p->diagonal + first, step = p->step;                     \
        const number *restrict own = p->u + first;                                                 \
        const number *restrict x_before = own - 1, *restrict x_after = own + 1;                    \
        const number *restrict y_before = own - row, *restrict y_after = own + row;                \
        const number *restrict z_before = own - plane, *restrict z_after = own + plane;            \
        double *restrict result = p->result + first;                                               \
        for (size_t c = 0; c < count; ++c) {                                                       \
            const double x = (double)own[c];                                                       \
            double flux =                                                                          \
                gx[c] * (x - (double)x_after[c]) + gx_before[c] * (x - (double)x_before[c]);       \
            flux += gy[c] * (x - (double)y_after[c]) + gy_before[c] * (x - (double)y_before[c]);   \
            flux += gz[c] * (x - (double)z_after[c]) + gz_before[c] * (x - (double)z_before[c]);   \
            result[c] = diagonal[c] * x + step * flux;                                             \
        }                                                                                          \
    }

MULTIPLY_CHUNK(multiply_chunk, double, whole)
MULTIPLY_CHUNK(multiply_single, float, single)

static double value_at(const planes *p, size_t c)
{
    return p->is_single ? (double)p->single[c] : p->whole[c];
}

/// One thread, since neighbours share cells; the cut cells are few. Returns u times what is added.
static double add_skew_fluxes(const planes *p)
{
    const aci_operator *op = p->op;
    const size_t stride[3] = {1, (size_t)op->cells[0], op->extent.plane};
    double product = 0.0;
    for (size_t n = 0; n < op->skew_count; ++n) {
        const aci_skew *s = &op->skew[n];
        const size_t c = s->cell;
        const double own = value_at(p, c);
        double gradient[3];
        for (int a = 0; a < 3; ++a) {
            gradient[a] = s->plus[a] * (value_at(p, c + stride[a]) - own) +
                          s->minus[a] * (own - value_at(p, c - stride[a]));
        }
        const double flux[3] = {s->tensor[0] * gradient[1] + s->tensor[1] * gradient[2],
                                s->tensor[0] * gradient[0] + s->tensor[2] * gradient[2],
                                s->tensor[1] * gradient[0] + s->tensor[2] * gradient[1]};
        for (int a = 0; a < 3; ++a) {
            double share = p->step * flux[a];
            p->result[c + stride[a]] += s->plus[a] * share;
            p->result[c] += (s->minus[a] - s->plus[a]) * share;
            p->result[c - stride[a]] -= s->minus[a] * share;
            product += gradient[a] * share;
        }
    }
    return product;
}

static void multiply_plane(const void *context, size_t k)
{
    const planes *p = context;
    const size_t begin = k * p->op->extent.plane, end = begin + p->op->extent.plane;
    aci_lanes sum = {0.0};
    if (!p->is_single) {
        multiply_chunk(p, begin, end - begin);
        return;
    }
    for (size_t first = begin; first < end; first += CHUNK) {
        size_t count = end - first < CHUNK ? end - first : CHUNK;
        multiply_single(p, first, count);
        aci_lanes_add_single(&sum, p->result + first, p->single + first, count);
    }
    p->partial[k] = aci_lanes_sum(&sum);
}

double aci_operator_multiply(const aci_operator *op, const double *diagonal, double step,
                             const float *u, double *result, double *partial)
{
    const planes p = {op, diagonal, step, true, NULL, u, result, partial};
    double product = 0.0;
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= ACI_PARALLEL_FROM, multiply_plane,
                     &p);
    for (int k = 0; k < op->cells[2]; ++k) {
        product += partial[k];
    }
    return product + add_skew_fluxes(&p);
}

void aci_operator_apply(const aci_operator *op, const double *u, double *result)
{
    const size_t plane = op->extent.plane;
    const planes p = {op, op->sink, 1.0, false, u, NULL, result, NULL};
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= ACI_PARALLEL_FROM, multiply_plane,
                     &p);
    add_skew_fluxes(&p);
    for (size_t c = 0; c < op->extent.count && op->decay != NULL; ++c) {
        result[c] += op->decay[c] * u[c];
    }
    size_t last = op->extent.count - plane;
    for (size_t n = 0; n < plane; ++n) {
        result[n] += op->top[n] * u[n];
        result[last + n] += op->bottom[n] * u[last + n];
    }
}
