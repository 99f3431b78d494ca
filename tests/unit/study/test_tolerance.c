/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spread of results against models whose spread is known, and how often intervals hold it. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "acicula/study/tolerance.h"

enum { SEEDS = 100, INPUTS = 3 };
static const double infinite = INFINITY, pi = 3.141592653589793;

typedef void formula(const double *x, double *y);

static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    formula *of = *(formula **)context;
    for (int p = 0; p < points; ++p) {
        of(inputs + p * INPUTS, values + p);
        statuses[p] = isnan(values[p]) ? ACI_NUMERICAL : ACI_OK;
        errors[p] = 1e-3;
    }
    return ACI_OK;
}

static aci_tolerance solve(formula *of, const aci_distribution *inputs, int samples, uint64_t seed)
{
    aci_tolerance found;
    aci_model model = {&of, INPUTS, 1, evaluate, NULL};
    aci_tolerance_options options = {samples, seed, 0.95};
    cr_assert_eq(aci_tolerance_solve(&model, inputs, &options, &found), ACI_OK);
    return found;
}

/* Normal inputs of deviation 1, 2, 4 about 1: mean 13, deviation sqrt(21), and normal. */
static const aci_distribution normals[INPUTS] = {
    {ACI_DISTRIBUTION_NORMAL, 1.0, 1.0, -INFINITY, INFINITY},
    {ACI_DISTRIBUTION_NORMAL, 1.0, 2.0, -INFINITY, INFINITY},
    {ACI_DISTRIBUTION_NORMAL, 1.0, 4.0, -INFINITY, INFINITY},
};
static const double sum_mean = 13.0;

static void sum(const double *x, double *y)
{
    *y = 10.0 + x[0] + x[1] + x[2];
}

static bool holds(aci_interval interval, double truth)
{
    return interval.low <= truth && truth <= interval.high;
}

/* Fewest hits of n trials of an interval that holds with p, but for one chance in 10^5. */
static int fewest(int n, double p)
{
    int k = 0;
    while (gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n) < 1e-5) {
        ++k;
    }
    return k;
}

enum { KNOWN = 10 };
static void count_hits(const aci_tolerance *found, int hits[KNOWN])
{
    const aci_tolerance_output *y = found->results;
    aci_tolerance_capability capability;
    double deviation = sqrt(21.0), most = sum_mean + 6.0, least = sum_mean - 9.0;
    cr_assert_eq(aci_tolerance_hold(found, 0, least, most, &capability), ACI_OK);
    hits[0] += holds(y->mean, sum_mean);
    hits[1] += holds(y->deviation, deviation);
    hits[2] += holds(y->quantiles[1], sum_mean + deviation * gsl_cdf_ugaussian_Pinv(0.05));
    hits[3] += holds(y->quantiles[4], sum_mean);
    hits[4] += holds(capability.within,
                     gsl_cdf_ugaussian_P(6.0 / deviation) - gsl_cdf_ugaussian_P(-9.0 / deviation));
    hits[5] += holds(capability.cp, 15.0 / 6.0 / deviation);
    hits[6] += holds(capability.cpk, 6.0 / 3.0 / deviation);
    hits[7] += holds(found->causes[1].regression, 4.0 / 21.0);
    hits[8] += holds(found->causes[0].first, 1.0 / 21.0);
    hits[9] += holds(found->causes[1].first, 4.0 / 21.0);
}

/* Student's t from 8 replicates is exact for the mean alone: 92 % are asked for. */
Test(tolerance, intervals_hold_what_is_known_of_a_sum)
{
    int hits[KNOWN] = {0};
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        aci_tolerance found = solve(sum, normals, 512, seed);
        count_hits(&found, hits);
        aci_tolerance_destroy(&found);
    }
    for (int k = 0; k < KNOWN; ++k) {
        cr_assert_geq(hits[k], fewest(SEEDS, 0.92), "%d: %d", k, hits[k]);
    }
}

static void product(const double *x, double *y)
{
    *y = (x[0] - 1.0) * (x[1] - 1.0) * (x[2] - 1.0);
}

/* Alone none of the three does anything. */
Test(tolerance, the_worst_case_holds_what_was_seen)
{
    aci_tolerance found = solve(product, normals, 1024, 1);
    const aci_tolerance_output *y = found.results;
    cr_assert_gt(y->worst_high, y->quantiles[ACI_TOLERANCE_QUANTILES - 1].value);
    cr_assert_lt(y->worst_low, y->quantiles[0].value);
    aci_tolerance_destroy(&found);
}

Test(tolerance, of_a_sum_adds_up_one_at_a_time)
{
    aci_tolerance found = solve(sum, normals, 1024, 1);
    const aci_tolerance_output *y = found.results;
    cr_assert_float_eq(y->root_sum_square, sqrt(21.0), 1e-9);
    double least = sum_mean - 14.0, most = sum_mean + 14.0;
    for (int row = 0; row < found.samples; ++row) {
        least = fmin(least, found.values[row]);
        most = fmax(most, found.values[row]);
    }
    cr_assert_float_eq(y->worst_high, most, 1e-9);
    cr_assert_float_eq(y->worst_low, least, 1e-9);
    cr_assert_float_eq(y->linear.value, 1.0, 1e-12);
    cr_assert_float_eq(y->centre, sum_mean, 1e-12);
    cr_assert_eq(y->centre_error, 1e-3);
    cr_assert(!y->is_far_from_normal);
    double all = 0.0;
    for (int i = 0; i < INPUTS; ++i) {
        const aci_tolerance_cause *cause = &found.causes[i];
        double known = pow(4.0, i) / 21.0;
        cr_assert_float_eq(cause->root_sum_square, known, 1e-9);
        cr_assert_float_eq(cause->steps[2], sum_mean + pow(2.0, i), 1e-9);
        /* Six orders miss 0.5 % of a normal law. */
        double error = 2.0 * (cause->first.high - cause->first.value) + 0.005 * known;
        cr_assert_lt(fabs(cause->first.value - known), error, "%d", i);
        all += cause->regression.value;
    }
    /* The fit is exact; only what inputs have in common by chance, 1 / sqrt(n) each, is left. */
    cr_assert_float_eq(all, 1.0, 6.0 / sqrt(1024.0));
    aci_tolerance_destroy(&found);
}

static void ishigami(const double *x, double *y)
{
    *y = sin(x[0]) + 7.0 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4.0) * sin(x[0]);
}

/* First indices 0.3139, 0.4424, 0. Six orders see all of sin and miss, of sin^2, which turns over
   four times, 1.9 %. A line sees the first alone. */
Test(tolerance, finds_first_indices_in_the_sample_itself)
{
    static const double known[INPUTS] = {0.31390, 0.44241, 0.0};
    const aci_distribution angle = {ACI_DISTRIBUTION_UNIFORM, 0.0, 0.0, -pi, pi};
    const aci_distribution angles[INPUTS] = {angle, angle, angle};
    aci_tolerance found = solve(ishigami, angles, 8192, 2);
    for (int i = 0; i < INPUTS; ++i) {
        aci_interval first = found.causes[i].first;
        double error = 2.0 * (first.high - first.value) + 0.0192 * known[i];
        cr_assert_lt(fabs(first.value - known[i]), error, "%d: %g", i, first.value);
        cr_assert_lt(error, 0.05);
    }
    cr_assert_lt(found.causes[1].regression.value, 0.01);
    aci_tolerance_destroy(&found);
}

static void exponential(const double *x, double *y)
{
    *y = exp(0.3 * (x[0] - 1.0));
}

/* The 0.135 % quantile of n points lies within sqrt(p / n) / phi(3) = 0.032 standard deviations of
   itself, which is 1.6 % of the width; three times that. */
Test(tolerance, of_a_skew_result_takes_quantiles_for_its_capability)
{
    aci_tolerance found = solve(exponential, normals, 65536, 3);
    aci_tolerance_capability capability;
    cr_assert(found.results[0].is_far_from_normal);
    cr_assert_eq(aci_tolerance_hold(&found, 0, -infinite, 3.0, &capability), ACI_OK);
    double known = 2.0 / (exp(0.9) - 1.0);
    cr_assert_float_eq(capability.ppk, known, 0.05 * known);
    double deviation = exp(0.045) * sqrt(expm1(0.09));
    cr_assert_float_eq(capability.cpk.value, (3.0 - exp(0.045)) / 3.0 / deviation, 0.01);
    cr_assert(isnan(capability.cp.value));
    aci_tolerance_destroy(&found);
}

static void failing(const double *x, double *y)
{
    *y = x[0] > 2.0 ? NAN : x[0];
}

/* One standard deviation and more above the mean fail: 15.87 %. */
Test(tolerance, leaves_out_what_fails_and_counts_it)
{
    aci_tolerance found = solve(failing, normals, 1024, 1);
    double known = 1024.0 * gsl_cdf_ugaussian_Q(1.0);
    cr_assert_float_eq((double)found.failed_samples, known, 8.0);
    cr_assert_eq(found.results[0].used, 1024 - found.failed_samples);
    cr_assert(isnan(found.results[0].worst_high));
    cr_assert(isfinite(found.results[0].mean.low));
    aci_tolerance_destroy(&found);
}

static void constant(const double *x, double *y)
{
    *y = 0.0 * x[0] + 4.0;
}

Test(tolerance, of_what_does_not_vary_has_no_capability)
{
    aci_tolerance found = solve(constant, normals, 64, 1);
    aci_tolerance_capability capability;
    cr_assert_eq(aci_tolerance_hold(&found, 0, 3.0, 5.0, &capability), ACI_OK);
    cr_assert_eq(capability.within.value, 1.0);
    cr_assert(isnan(capability.cp.value) && isnan(capability.cpk.value) && isnan(capability.ppk));
    cr_assert(isnan(found.causes[0].regression.value) && isnan(found.causes[0].first.value));
    aci_tolerance_destroy(&found);
}
