/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of studies: even, shifted, the same for the same seed. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "study/points.h"

enum { COUNT = 8 * 64, WIDTH = 6 };
static double a[COUNT * WIDTH], b[COUNT * WIDTH];

static void check_slices(void)
{
    for (int r = 0; r < 8; ++r) {
        for (int d = 0; d < WIDTH; ++d) {
            int seen[64] = {0};
            for (int n = 0; n < 64; ++n) {
                double x = a[(r * 64 + n) * WIDTH + d];
                cr_assert(x > 0.0 && x < 1.0);
                seen[(int)floor(64.0 * x)]++;
            }
            for (int k = 0; k < 64; ++k) {
                cr_assert_eq(seen[k], 1, "replicate %d, dimension %d, slice %d", r, d, k);
            }
        }
    }
}

Test(points, of_each_replicate_fall_once_into_each_of_as_many_slices)
{
    cr_assert_eq(aci_points_fill(WIDTH, COUNT, 3, a), ACI_OK);
    check_slices();
    cr_assert_eq(aci_points_latin(WIDTH, COUNT, 3, a), ACI_OK);
    check_slices();
}

/* Of hypercubes each order is as likely: over 400 seeds the product of two coordinates about a half
   has the mean 0 but for five standard errors, 1 / 12 / sqrt(400 COUNT). */
Test(points, of_hypercubes_have_independent_coordinates)
{
    double sum = 0.0;
    for (uint64_t seed = 0; seed < 400; ++seed) {
        cr_assert_eq(aci_points_latin(2, COUNT, seed, a), ACI_OK);
        for (int n = 0; n < COUNT; ++n) {
            sum += (a[2 * n] - 0.5) * (a[2 * n + 1] - 0.5);
        }
    }
    cr_assert_lt(fabs(sum / 400.0 / COUNT), 5.0 / 12.0 / sqrt(400.0 * COUNT));
}

Test(points, hang_on_the_seed_alone)
{
    cr_assert_eq(aci_points_fill(WIDTH, COUNT, 3, a), ACI_OK);
    cr_assert_eq(aci_points_fill(WIDTH, COUNT, 3, b), ACI_OK);
    cr_assert_eq(memcmp(a, b, sizeof a), 0);
    cr_assert_eq(aci_points_fill(WIDTH, COUNT, 4, b), ACI_OK);
    cr_assert_neq(memcmp(a, b, sizeof a), 0);
    cr_assert_neq(memcmp(a, a + 64 * WIDTH, 64 * WIDTH * sizeof *a), 0);
    cr_assert_eq(aci_points_latin(WIDTH, COUNT, 3, a), ACI_OK);
    cr_assert_eq(aci_points_latin(WIDTH, COUNT, 3, b), ACI_OK);
    cr_assert_eq(memcmp(a, b, sizeof a), 0);
    cr_assert_eq(aci_points_round(1), 8);
    cr_assert_eq(aci_points_round(16), 16);
}

/* Over seeds each point is uniform: the first one's mean over 400 shifts of 8 replicates lies
   within five standard errors, sqrt(1 / 12 / 3200), of a half. */
Test(points, are_each_uniform_over_seeds)
{
    double sum = 0.0;
    for (uint64_t seed = 0; seed < 400; ++seed) {
        cr_assert_eq(aci_points_fill(1, 8, seed, a), ACI_OK);
        for (int r = 0; r < 8; ++r) {
            sum += a[r];
        }
    }
    cr_assert_float_eq(sum / 3200.0, 0.5, 5.0 * sqrt(1.0 / 12.0 / 3200.0));
}
