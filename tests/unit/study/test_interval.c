/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence intervals: known numbers, and how often they hold the truth. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "acicula/base/random.h"
#include "acicula/study/interval.h"

enum { TRIALS = 2000 };

/* Fewest hits of n trials of a test that holds with p, but for one chance in 10^5. */
static int fewest(int n, double p)
{
    int k = 0;
    while (gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n) < 1e-5) {
        ++k;
    }
    return k;
}

/* Wilson's interval of 8 of 10 at 95 %: 0.490 to 0.943 (Newcombe 1998, method 3's arithmetic). */
Test(interval, of_a_share_is_wilsons)
{
    aci_interval share = aci_interval_share(8, 10, 0.95);
    double z2 = 1.959963984540054 * 1.959963984540054;
    double root = sqrt(z2 * z2 + 4.0 * z2 * 8.0 * 2.0 / 10.0);
    cr_assert_float_eq(share.value, 0.8, 1e-15);
    cr_assert_float_eq(share.low, (16.0 + z2 - root) / (2.0 * (10.0 + z2)), 1e-12);
    cr_assert_float_eq(share.high, (16.0 + z2 + root) / (2.0 * (10.0 + z2)), 1e-12);
    cr_assert_eq(aci_interval_share(0, 20, 0.95).low, 0.0);
    cr_assert_eq(aci_interval_share(20, 20, 0.95).high, 1.0);
    cr_assert_float_eq(aci_interval_share(0, 20, 0.95).high, z2 / (20.0 + z2), 1e-12);
}

/* The mean without one of the numbers: the jackknife is then Student's interval itself. */
Test(interval, of_the_jackknife_is_students_for_a_mean)
{
    const double x[8] = {1.0, 2.5, 3.0, 0.5, 4.0, 2.0, 1.5, 3.5};
    double mean = 0.0, squares = 0.0, without[8];
    for (int k = 0; k < 8; ++k) {
        mean += x[k] / 8.0;
    }
    for (int k = 0; k < 8; ++k) {
        squares += (x[k] - mean) * (x[k] - mean);
        without[k] = (8.0 * mean - x[k]) / 7.0;
    }
    aci_interval found = aci_interval_jackknife(mean, without, 8, 0.95);
    double half = 2.36462425101 * sqrt(squares / 7.0 / 8.0); /* t(7), 97.5 % */
    cr_assert_float_eq(found.high - mean, half, 1e-9);
    cr_assert_float_eq(mean - found.low, half, 1e-9);
    without[3] = NAN;
    cr_assert(isnan(aci_interval_jackknife(mean, without, 8, 0.95).low));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Ranks 40 and 61 hold the median of 100 with 0.9648, the closest ranks that do for 95 %. */
Test(interval, of_a_quantile_takes_the_ranks_of_the_binomial_law)
{
    double sorted[100];
    for (int k = 0; k < 100; ++k) {
        sorted[k] = k + 1;
    }
    aci_interval median = aci_interval_quantile(sorted, 100, 0.5, 0.95);
    cr_assert_float_eq(median.value, 50.5, 1e-12);
    cr_assert_eq(median.low, 40.0);
    cr_assert_eq(median.high, 61.0);
    cr_assert(isnan(aci_interval_quantile(sorted, 100, 0.01, 0.95).low));
    cr_assert(isnan(aci_interval_quantile(sorted, 100, 0.99, 0.95).high));
}

Test(interval, of_a_quantile_holds_the_truth_at_least_as_often_as_it_says)
{
    static const double shares[] = {0.05, 0.25, 0.5, 0.95};
    int hits[4] = {0}, count = 200;
    double x[200];
    for (int t = 0; t < TRIALS; ++t) {
        aci_random random = aci_random_start(7, 1, (uint64_t)t);
        for (int k = 0; k < count; ++k) {
            x[k] = aci_random_uniform(&random);
        }
        qsort(x, (size_t)count, sizeof *x, by_value);
        for (int s = 0; s < 4; ++s) {
            aci_interval found = aci_interval_quantile(x, count, shares[s], 0.9);
            hits[s] += found.low <= shares[s] && shares[s] <= found.high;
        }
    }
    for (int s = 0; s < 4; ++s) {
        cr_assert_geq(hits[s], fewest(TRIALS, 0.9), "%g: %d", shares[s], hits[s]);
    }
}
