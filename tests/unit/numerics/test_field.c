/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/field.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>

#include "support/tolerances.h"

/// Not a multiple of the block of the sums, and large enough to be shared among threads.
static const aci_extent large = {.count = 300007, .plane = 777};

static double *ramp(aci_extent extent, double factor)
{
    double *field;
    cr_assert(aci_field_create(extent, &field) == ACI_OK);
    for (size_t c = 0; c < extent.count; ++c) {
        field[c] = factor * sin(0.1 * (double)c);
    }
    return field;
}

Test(field, a_plane_of_zeros_stands_before_and_after)
{
    const aci_extent extents[3] = {{.count = 5, .plane = 1}, {.count = 77, .plane = 7}, large};
    for (int n = 0; n < 3; ++n) {
        double *field;
        cr_assert(aci_field_create(extents[n], &field) == ACI_OK);
        aci_field_fill(extents[n], 3.0, field);
        for (size_t c = 1; c <= extents[n].plane; ++c) {
            cr_assert(*(field - c) == 0.0);
            cr_assert(field[extents[n].count + c - 1] == 0.0);
        }
        cr_assert((uintptr_t)field % 64 == 0);
        aci_field_destroy(extents[n], &field);
        cr_assert(field == NULL);
    }
}

/// Rounding of n additions stays below n units in the last place of the sum of absolute values.
Test(field, sums_agree_with_extended_precision)
{
    double *a = ramp(large, 1.0);
    double *b = ramp(large, 2.0);
    long double sum = 0.0L, dot = 0.0L, weighted = 0.0L, size = 0.0L;
    for (size_t c = 0; c < large.count; ++c) {
        sum += a[c];
        size += fabsl((long double)a[c]);
        dot += (long double)a[c] * b[c];
        weighted += (long double)b[c] * a[c] * b[c];
    }
    double bound = 5000.0 * 2.3e-16 * 4.0 * (double)size;
    cr_assert(fabs(aci_field_sum(large, a) - (double)sum) < bound);
    cr_assert(fabs(aci_field_dot(large, a, b) - (double)dot) < bound);
    cr_assert(fabs(aci_field_weighted_dot(large, b, a, b) - (double)weighted) < bound);
    aci_field_destroy(large, &a);
    aci_field_destroy(large, &b);
}

Test(field, sums_have_the_same_bits_for_any_number_of_threads)
{
    double *a = ramp(large, 1.0);
    double *b = ramp(large, 0.3);
    omp_set_num_threads(1);
    double dot = aci_field_dot(large, a, b);
    double weighted = aci_field_weighted_dot(large, b, a, b);
    double sum = aci_field_sum(large, a);
    for (int threads = 2; threads <= 3; ++threads) {
        omp_set_num_threads(threads);
        cr_assert(aci_field_dot(large, a, b) == dot);
        cr_assert(aci_field_weighted_dot(large, b, a, b) == weighted);
        cr_assert(aci_field_sum(large, a) == sum);
    }
    aci_field_destroy(large, &a);
    aci_field_destroy(large, &b);
}

Test(field, adding_and_scaling_do_what_they_say)
{
    const aci_extent small = {.count = 9, .plane = 3};
    double *x = ramp(small, 1.0);
    double *y = ramp(small, 4.0);
    aci_field_add(small, 2.0, x, y);
    cr_assert(y[5] == 4.0 * sin(0.5) + 2.0 * sin(0.5));
    aci_field_copy(small, x, y);
    aci_field_scale_and_add(small, x, 0.5, y);
    cr_assert(y[5] == 1.5 * sin(0.5));
    aci_field_scale(small, 2.0, y);
    cr_assert(y[5] == 3.0 * sin(0.5));
    cr_assert(*(y - 1) == 0.0 && y[9] == 0.0);
    aci_field_destroy(small, &x);
    aci_field_destroy(small, &y);
}

/// Around the vector of sums, their blocks, and large enough for several threads.
static const size_t sizes[8] = {1, 7, 8, 9, 4095, 4096, 4097, 70001};

/// Rounding of a product and of the additions of one lane, of all blocks: a few thousand roundings.
static const double sum_rounding = 5000.0 * 2.3e-16;

static double *noise(aci_extent extent, int seed)
{
    double *field;
    cr_assert(aci_field_create(extent, &field) == ACI_OK);
    for (size_t c = 0; c < extent.count; ++c) {
        field[c] = sin(1.7 * (double)c + seed) + 0.1 * cos(0.3 * (double)c * seed);
    }
    return field;
}

static void check_dot(aci_extent extent, const double *w, const double *a, const double *b,
                      double found)
{
    long double sum = 0.0L, size = 0.0L;
    for (size_t c = 0; c < extent.count; ++c) {
        long double term = (long double)a[c] * b[c] * (w != NULL ? w[c] : 1.0);
        sum += term;
        size += fabsl(term);
    }
    cr_assert(fabs(found - (double)sum) <= sum_rounding * (double)size, "%zu", extent.count);
}

enum { FIELDS = 64 };

/// All numbers of fields at once, up to the most.
Test(field, many_products_at_once_are_those_one_by_one)
{
    for (int n = 0; n < 8; ++n) {
        const aci_extent extent = {.count = sizes[n], .plane = 3};
        const int fields = n % 2 == 0 ? FIELDS : n;
        double *w = noise(extent, 100), *a = noise(extent, 101), *b[FIELDS], out[FIELDS];
        for (int k = 0; k < fields; ++k) {
            b[k] = noise(extent, k);
        }
        aci_field_dots(extent, NULL, a, fields, b, out);
        for (int k = 0; k < fields; ++k) {
            check_dot(extent, NULL, a, b[k], out[k]);
        }
        aci_field_dots(extent, w, a, fields, b, out);
        for (int k = 0; k < fields; ++k) {
            check_dot(extent, w, a, b[k], out[k]);
            aci_field_destroy(extent, &b[k]);
        }
        aci_field_destroy(extent, &w);
        aci_field_destroy(extent, &a);
    }
}

/// In the order given, so to the last bit.
Test(field, many_fields_are_subtracted_one_after_another)
{
    for (int n = 0; n < 8; ++n) {
        const aci_extent extent = {.count = sizes[n], .plane = 3};
        double *y = noise(extent, 50), *before = noise(extent, 50), *x[FIELDS], factor[FIELDS];
        for (int k = 0; k < FIELDS; ++k) {
            x[k] = noise(extent, k);
            factor[k] = 0.3 - 0.01 * k;
        }
        aci_field_subtract(extent, FIELDS, factor, x, y);
        for (size_t c = 0; c < extent.count; ++c) {
            for (int k = 0; k < FIELDS; ++k) {
                before[c] -= factor[k] * x[k][c];
            }
            cr_assert(y[c] == before[c]);
        }
        cr_assert(*(y - 1) == 0.0 && y[extent.count] == 0.0);
        for (int k = 0; k < FIELDS; ++k) {
            aci_field_destroy(extent, &x[k]);
        }
        aci_field_destroy(extent, &y);
        aci_field_destroy(extent, &before);
    }
}

/// Wherever it stands, of either sign, beside a NaN.
Test(field, the_largest_is_found_at_any_place)
{
    for (int n = 0; n < 8; ++n) {
        const aci_extent extent = {.count = sizes[n], .plane = 3};
        double *a = noise(extent, 9);
        const size_t places[4] = {0, extent.count / 2, extent.count - 1, extent.count / 3};
        for (int at = 0; at < 4; ++at) {
            double kept = a[places[at]];
            a[places[at]] = at % 2 == 0 ? -7.0 : 7.0;
            cr_assert(aci_field_largest(extent, a) == 7.0);
            a[places[at]] = NAN;
            cr_assert(aci_field_largest(extent, a) < 7.0);
            a[places[at]] = kept;
        }
        aci_field_destroy(extent, &a);
    }
}

Test(field, shifting_and_multiplying_reach_every_cell_and_no_other)
{
    for (int n = 0; n < 8; ++n) {
        const aci_extent extent = {.count = sizes[n], .plane = 3};
        double *w = noise(extent, 3), *x = noise(extent, 4), *y = noise(extent, 5);
        aci_field_multiply(extent, w, x, y);
        for (size_t c = 0; c < extent.count; ++c) {
            cr_assert(y[c] == w[c] * x[c]);
        }
        aci_field_shift(extent, 0.7, y);
        for (size_t c = 0; c < extent.count; ++c) {
            cr_assert(y[c] == w[c] * x[c] + 0.7);
        }
        cr_assert(*(y - 1) == 0.0 && y[extent.count] == 0.0);
        aci_field_destroy(extent, &w);
        aci_field_destroy(extent, &x);
        aci_field_destroy(extent, &y);
    }
}
