/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clones.h"
#include "memory.h"
#include "parallel.h"

enum { BLOCK = 4096, PARTS = 512, ALIGNMENT = 64 };

static size_t padding(aci_extent extent)
{
    size_t per_line = ALIGNMENT / sizeof(double);
    return (extent.plane + per_line - 1) / per_line * per_line;
}

aci_status aci_field_create(aci_extent extent, double **out)
{
    *out = NULL;
    size_t total = extent.count + 2 * padding(extent);
    double *memory = aci_memory_create(total * sizeof *memory);
    if (memory == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a field of %zu cells", extent.count);
    }
    *out = memory + padding(extent);
    return ACI_OK;
}

void aci_field_destroy(aci_extent extent, double **field)
{
    if (*field != NULL) {
        free(*field - padding(extent));
    }
    *field = NULL;
}

/// What is done to each block of a field; the work may give a number.
typedef struct job {
    const double *w, *a, *b;
    double *y, factor;
} job;

typedef double (*block_work)(const job *j, size_t begin, size_t end);

typedef struct blocks {
    size_t count, first; ///< cells; the cell at which the first block begins
    block_work work;
    const job *job;
    double *partial; ///< NULL where no numbers are asked for
} blocks;

static void do_block(const void *context, size_t n)
{
    const blocks *b = context;
    size_t begin = b->first + n * BLOCK, end = begin + BLOCK;
    double found = b->work(b->job, begin, end < b->count ? end : b->count);
    if (b->partial != NULL) {
        b->partial[n] = found;
    }
}

static size_t parts_of(size_t count, size_t part)
{
    return (count + part - 1) / part;
}

static void do_all(aci_extent extent, block_work work, job what)
{
    const blocks b = {extent.count, 0, work, &what, NULL};
    aci_parallel_for(parts_of(extent.count, BLOCK), extent.count >= ACI_PARALLEL_FROM, do_block,
                     &b);
}

/// The sums of all blocks, added in order whatever thread made them.
static double sum_all(aci_extent extent, block_work work, job what)
{
    double partial[PARTS], total = 0.0;
    for (size_t first = 0; first < extent.count; first += (size_t)PARTS * BLOCK) {
        size_t left = parts_of(extent.count - first, BLOCK);
        const blocks b = {extent.count, first, work, &what, partial};
        const size_t parts = left < PARTS ? left : PARTS;
        aci_parallel_for(parts, extent.count >= ACI_PARALLEL_FROM, do_block, &b);
        for (size_t n = 0; n < parts; ++n) {
            total += partial[n];
        }
    }
    return total;
}

static double sum_products(const job *j, size_t begin, size_t end)
{
    aci_lanes sum = {0.0};
    aci_lanes_add(&sum, j->a + begin, j->b + begin, end - begin);
    return aci_lanes_sum(&sum);
}

ACI_CLONES static double sum_weighted(const job *j, size_t begin, size_t end)
{
    const double *w = j->w, *a = j->a, *b = j->b;
    aci_lanes sum = {0.0};
    size_t c = begin;
    for (; c + ACI_LANES <= end; c += ACI_LANES) {
        sum += ACI_LANES_AT(w + c) * ACI_LANES_AT(a + c) * ACI_LANES_AT(b + c);
    }
    for (size_t n = 0; c + n < end; ++n) {
        sum[n] += w[c + n] * a[c + n] * b[c + n];
    }
    return aci_lanes_sum(&sum);
}

ACI_CLONES static double sum_plain(const job *j, size_t begin, size_t end)
{
    const double *a = j->a;
    aci_lanes sum = {0.0};
    size_t c = begin;
    for (; c + ACI_LANES <= end; c += ACI_LANES) {
        sum += ACI_LANES_AT(a + c);
    }
    for (size_t n = 0; c + n < end; ++n) {
        sum[n] += a[c + n];
    }
    return aci_lanes_sum(&sum);
}

double aci_field_dot(aci_extent extent, const double *a, const double *b)
{
    return sum_all(extent, sum_products, (job){.a = a, .b = b});
}

double aci_field_weighted_dot(aci_extent extent, const double *w, const double *a, const double *b)
{
    return sum_all(extent, sum_weighted, (job){.w = w, .a = a, .b = b});
}

double aci_field_sum(aci_extent extent, const double *a)
{
    return sum_all(extent, sum_plain, (job){.a = a});
}

ACI_CLONES static double largest_of(const job *j, size_t begin, size_t end)
{
    double lane[ACI_LANES] = {0.0}, largest = 0.0;
    size_t c = begin;
    for (; c + ACI_LANES <= end; c += ACI_LANES) {
        for (size_t n = 0; n < ACI_LANES; ++n) {
            double size = fabs(j->a[c + n]);
            lane[n] = size > lane[n] ? size : lane[n];
        }
    }
    for (size_t n = 0; c + n < end; ++n) {
        double size = fabs(j->a[c + n]);
        lane[n] = size > lane[n] ? size : lane[n];
    }
    for (size_t n = 0; n < ACI_LANES; ++n) {
        largest = lane[n] > largest ? lane[n] : largest;
    }
    return largest;
}

double aci_field_largest(aci_extent extent, const double *a)
{
    const job what = {.a = a};
    double partial[PARTS], largest = 0.0;
    for (size_t first = 0; first < extent.count; first += (size_t)PARTS * BLOCK) {
        size_t left = parts_of(extent.count - first, BLOCK);
        const blocks b = {extent.count, first, largest_of, &what, partial};
        const size_t parts = left < PARTS ? left : PARTS;
        aci_parallel_for(parts, extent.count >= ACI_PARALLEL_FROM, do_block, &b);
        for (size_t n = 0; n < parts; ++n) {
            largest = partial[n] > largest ? partial[n] : largest;
        }
    }
    return largest;
}

ACI_CLONES static double shift(const job *j, size_t begin, size_t end)
{
    for (size_t c = begin; c < end; ++c) {
        j->y[c] += j->factor;
    }
    return 0.0;
}

ACI_CLONES static double add(const job *j, size_t begin, size_t end)
{
    const double factor = j->factor, *restrict a = j->a;
    double *restrict y = j->y;
    for (size_t c = begin; c < end; ++c) {
        y[c] += factor * a[c];
    }
    return 0.0;
}

ACI_CLONES static double scale_and_add(const job *j, size_t begin, size_t end)
{
    const double factor = j->factor, *restrict a = j->a;
    double *restrict y = j->y;
    for (size_t c = begin; c < end; ++c) {
        y[c] = a[c] + factor * y[c];
    }
    return 0.0;
}

ACI_CLONES static double multiply(const job *j, size_t begin, size_t end)
{
    const double *restrict w = j->w, *restrict a = j->a;
    double *restrict y = j->y;
    for (size_t c = begin; c < end; ++c) {
        y[c] = w[c] * a[c];
    }
    return 0.0;
}

ACI_CLONES static double scale(const job *j, size_t begin, size_t end)
{
    for (size_t c = begin; c < end; ++c) {
        j->y[c] *= j->factor;
    }
    return 0.0;
}

static double copy(const job *j, size_t begin, size_t end)
{
    memcpy(j->y + begin, j->a + begin, (end - begin) * sizeof *j->y);
    return 0.0;
}

static double fill(const job *j, size_t begin, size_t end)
{
    for (size_t c = begin; c < end; ++c) {
        j->y[c] = j->factor;
    }
    return 0.0;
}

void aci_field_shift(aci_extent extent, double value, double *y)
{
    do_all(extent, shift, (job){.factor = value, .y = y});
}

void aci_field_add(aci_extent extent, double factor, const double *x, double *y)
{
    do_all(extent, add, (job){.factor = factor, .a = x, .y = y});
}

void aci_field_scale_and_add(aci_extent extent, const double *x, double factor, double *y)
{
    do_all(extent, scale_and_add, (job){.factor = factor, .a = x, .y = y});
}

void aci_field_multiply(aci_extent extent, const double *w, const double *x, double *y)
{
    do_all(extent, multiply, (job){.w = w, .a = x, .y = y});
}

void aci_field_scale(aci_extent extent, double factor, double *y)
{
    do_all(extent, scale, (job){.factor = factor, .y = y});
}

void aci_field_copy(aci_extent extent, const double *x, double *y)
{
    do_all(extent, copy, (job){.a = x, .y = y});
}

void aci_field_fill(aci_extent extent, double value, double *y)
{
    do_all(extent, fill, (job){.factor = value, .y = y});
}
