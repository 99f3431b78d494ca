/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One field with many others at once, part by part, so that it stays in the cache meanwhile.
#include <string.h>

#include "acicula/numerics/field.h"
#include "clones.h"
#include "parallel.h"

enum { TOGETHER = 1024, FEW_PARTS = 64, FIELDS_MAX = 64 };

/// The others are of double or of single precision.
typedef struct bundle {
    size_t count, first;
    const double *w, *a;
    int fields;
    double *const *b;
    float *const *single;
    double (*partial)[FIELDS_MAX];
    double *y;
    const double *factor;
} bundle;

ACI_CLONES static void weigh(const double *restrict w, const double *restrict a, size_t count,
                             double *restrict out)
{
    for (size_t c = 0; c < count; ++c) {
        out[c] = w[c] * a[c];
    }
}

static void sum_part(const void *context, size_t n)
{
    const bundle *s = context;
    double weighted[TOGETHER];
    const size_t begin = s->first + n * TOGETHER, end = begin + TOGETHER;
    const size_t count = (end < s->count ? end : s->count) - begin;
    const double *a = s->a + begin;
    if (s->w != NULL) {
        weigh(s->w + begin, a, count, weighted);
        a = weighted;
    }
    for (int k = 0; k < s->fields; ++k) {
        aci_lanes sum = {0.0};
        if (s->b != NULL) {
            aci_lanes_add(&sum, a, s->b[k] + begin, count);
        } else {
            aci_lanes_add_single(&sum, a, s->single[k] + begin, count);
        }
        s->partial[n][k] = aci_lanes_sum(&sum);
    }
}

static size_t parts_of(size_t count)
{
    return (count + TOGETHER - 1) / TOGETHER;
}

static void sum_all(bundle s, double out[])
{
    double partial[FEW_PARTS][FIELDS_MAX];
    memset(out, 0, (size_t)s.fields * sizeof *out);
    s.partial = partial;
    for (; s.first < s.count; s.first += (size_t)FEW_PARTS * TOGETHER) {
        const size_t left = parts_of(s.count - s.first);
        const size_t parts = left < FEW_PARTS ? left : FEW_PARTS;
        aci_parallel_for(parts, s.count >= ACI_PARALLEL_FROM, sum_part, &s);
        for (size_t p = 0; p < parts; ++p) {
            for (int n = 0; n < s.fields; ++n) {
                out[n] += partial[p][n];
            }
        }
    }
}

void aci_field_dots(aci_extent extent, const double *w, const double *a, int fields,
                    double *const b[], double out[])
{
    sum_all((bundle){.count = extent.count, .w = w, .a = a, .fields = fields, .b = b}, out);
}

void aci_field_dots_single(aci_extent extent, const double *w, const double *a, int fields,
                           float *const b[], double out[])
{
    sum_all((bundle){.count = extent.count, .w = w, .a = a, .fields = fields, .single = b}, out);
}

ACI_CLONES static void subtract_values(const double *restrict x, double factor, size_t begin,
                                       size_t end, double *restrict y)
{
    for (size_t c = begin; c < end; ++c) {
        y[c] -= factor * x[c];
    }
}

ACI_CLONES static void subtract_singles(const float *restrict x, double factor, size_t begin,
                                        size_t end, double *restrict y)
{
    for (size_t c = begin; c < end; ++c) {
        y[c] -= factor * (double)x[c];
    }
}

static void subtract_part(const void *context, size_t n)
{
    const bundle *s = context;
    const size_t begin = n * TOGETHER, whole = begin + TOGETHER;
    const size_t end = whole < s->count ? whole : s->count;
    for (int k = 0; k < s->fields; ++k) {
        if (s->b != NULL) {
            subtract_values(s->b[k], s->factor[k], begin, end, s->y);
        } else {
            subtract_singles(s->single[k], s->factor[k], begin, end, s->y);
        }
    }
}

void aci_field_subtract(aci_extent extent, int fields, const double factor[], double *const x[],
                        double *y)
{
    const bundle s = {.count = extent.count, .fields = fields, .b = x, .y = y, .factor = factor};
    aci_parallel_for(parts_of(s.count), s.count >= ACI_PARALLEL_FROM, subtract_part, &s);
}

void aci_field_subtract_single(aci_extent extent, int fields, const double factor[],
                               float *const x[], double *y)
{
    const bundle s = {
        .count = extent.count, .fields = fields, .single = x, .y = y, .factor = factor};
    aci_parallel_for(parts_of(s.count), s.count >= ACI_PARALLEL_FROM, subtract_part, &s);
}

typedef struct rounding {
    size_t count;
    double *y;
    float *out;
} rounding;

static void round_part(const void *context, size_t n)
{
    const rounding *r = context;
    const size_t begin = n * TOGETHER, whole = begin + TOGETHER;
    for (size_t c = begin; c < (whole < r->count ? whole : r->count); ++c) {
        r->out[c] = (float)r->y[c];
        r->y[c] = (double)r->out[c];
    }
}

void aci_field_round(aci_extent extent, double *y, float *out)
{
    const rounding r = {extent.count, y, out};
    aci_parallel_for(parts_of(r.count), r.count >= ACI_PARALLEL_FROM, round_part, &r);
}
