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
