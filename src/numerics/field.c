/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/field.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "clones.h"
#include "memory.h"

enum { BLOCK = 4096, PARALLEL_FROM = 60000, ALIGNMENT = 64 };

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

static size_t block_end(aci_extent extent, size_t begin)
{
    return begin + BLOCK < extent.count ? begin + BLOCK : extent.count;
}

/// The sums of all blocks, added in order whatever thread made them.
typedef double (*block_sum)(const double *w, const double *a, const double *b, size_t begin,
                            size_t end);

static double ordered_sum(aci_extent extent, block_sum sum, const double *w, const double *a,
                          const double *b)
{
    enum { CHUNK = 512 };
    double partial[CHUNK];
    double total = 0.0;
    for (size_t first = 0; first < extent.count; first += (size_t)CHUNK * BLOCK) {
        size_t left = (extent.count - first + BLOCK - 1) / BLOCK;
        int blocks = left < CHUNK ? (int)left : CHUNK;
#pragma omp parallel for schedule(static) if (extent.count >= PARALLEL_FROM)
        for (int n = 0; n < blocks; ++n) {
            size_t begin = first + (size_t)n * BLOCK;
            partial[n] = sum(w, a, b, begin, block_end(extent, begin));
        }
        for (int n = 0; n < blocks; ++n) {
            total += partial[n];
        }
    }
    return total;
}

ACI_CLONES static double sum_products(const double *w, const double *a, const double *b,
                                      size_t begin, size_t end)
{
    (void)w;
    aci_lanes sum = {0.0};
    size_t c = begin;
    for (; c + ACI_LANES <= end; c += ACI_LANES) {
        sum += ACI_LANES_AT(a + c) * ACI_LANES_AT(b + c);
    }
    for (size_t n = 0; c + n < end; ++n) {
        sum[n] += a[c + n] * b[c + n];
    }
    return aci_lanes_sum(&sum);
}

ACI_CLONES static double sum_weighted(const double *w, const double *a, const double *b,
                                      size_t begin, size_t end)
{
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

ACI_CLONES static double sum_plain(const double *w, const double *a, const double *b, size_t begin,
                                   size_t end)
{
    (void)w;
    (void)b;
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

enum { TOGETHER = 1024, PARTS = 32, FIELDS_MAX = 64 };

/// Of one block with all fields, which stays in the cache meanwhile.
static void sum_block(const double *w, const double *a, int fields, double *const b[], size_t begin,
                      size_t end, double out[FIELDS_MAX])
{
    for (int n = 0; n < fields; ++n) {
        out[n] = w != NULL ? sum_weighted(w, a, b[n], begin, end)
                           : sum_products(NULL, a, b[n], begin, end);
    }
}

void aci_field_dots(aci_extent extent, const double *w, const double *a, int fields,
                    double *const b[], double out[])
{
    double partial[PARTS][FIELDS_MAX];
    memset(out, 0, (size_t)fields * sizeof *out);
    for (size_t first = 0; first < extent.count; first += (size_t)PARTS * TOGETHER) {
        size_t left = (extent.count - first + TOGETHER - 1) / TOGETHER;
        int blocks = left < PARTS ? (int)left : PARTS;
#pragma omp parallel for schedule(static) if (extent.count >= PARALLEL_FROM)
        for (int p = 0; p < blocks; ++p) {
            size_t begin = first + (size_t)p * TOGETHER, end = begin + TOGETHER;
            end = end < extent.count ? end : extent.count;
            sum_block(w, a, fields, b, begin, end, partial[p]);
        }
        for (int p = 0; p < blocks; ++p) {
            for (int n = 0; n < fields; ++n) {
                out[n] += partial[p][n];
            }
        }
    }
}

ACI_CLONES static void subtract_block(int fields, const double factor[], double *const x[],
                                      size_t begin, size_t end, double *restrict y)
{
    for (int n = 0; n < fields; ++n) {
        const double f = factor[n], *restrict from = x[n];
        for (size_t c = begin; c < end; ++c) {
            y[c] -= f * from[c];
        }
    }
}

void aci_field_subtract(aci_extent extent, int fields, const double factor[], double *const x[],
                        double *y)
{
    const size_t blocks = (extent.count + TOGETHER - 1) / TOGETHER;
#pragma omp parallel for schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t p = 0; p < blocks; ++p) {
        size_t begin = p * TOGETHER, end = begin + TOGETHER;
        subtract_block(fields, factor, x, begin, end < extent.count ? end : extent.count, y);
    }
}

double aci_field_dot(aci_extent extent, const double *a, const double *b)
{
    return ordered_sum(extent, sum_products, NULL, a, b);
}

double aci_field_weighted_dot(aci_extent extent, const double *w, const double *a, const double *b)
{
    return ordered_sum(extent, sum_weighted, w, a, b);
}

double aci_field_sum(aci_extent extent, const double *a)
{
    return ordered_sum(extent, sum_plain, NULL, a, NULL);
}

double aci_field_largest(aci_extent extent, const double *a)
{
    double largest = 0.0;
#pragma omp parallel for schedule(static) reduction(max                                            \
                                                    : largest) if (extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < extent.count; ++c) {
        double size = a[c] < 0.0 ? -a[c] : a[c];
        largest = size > largest ? size : largest;
    }
    return largest;
}

void aci_field_shift(aci_extent extent, double value, double *y)
{
#pragma omp parallel for simd schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < extent.count; ++c) {
        y[c] += value;
    }
}

void aci_field_add(aci_extent extent, double factor, const double *x, double *y)
{
#pragma omp parallel for simd schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < extent.count; ++c) {
        y[c] += factor * x[c];
    }
}

void aci_field_scale_and_add(aci_extent extent, const double *x, double factor, double *y)
{
#pragma omp parallel for simd schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < extent.count; ++c) {
        y[c] = x[c] + factor * y[c];
    }
}

void aci_field_scale(aci_extent extent, double factor, double *y)
{
#pragma omp parallel for simd schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < extent.count; ++c) {
        y[c] *= factor;
    }
}

static size_t block_count(size_t count, size_t block)
{
    return (count + block - 1) / block;
}

void aci_field_copy(aci_extent extent, const double *x, double *y)
{
    const size_t blocks = block_count(extent.count, BLOCK);
#pragma omp parallel for schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t n = 0; n < blocks; ++n) {
        size_t begin = n * BLOCK;
        memcpy(y + begin, x + begin, (block_end(extent, begin) - begin) * sizeof *y);
    }
}

void aci_field_fill(aci_extent extent, double value, double *y)
{
#pragma omp parallel for simd schedule(static) if (extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < extent.count; ++c) {
        y[c] = value;
    }
}
