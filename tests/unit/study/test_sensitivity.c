/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sobol indices against models whose indices are known, and how often the intervals hold them. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "acicula/study/sensitivity.h"

enum { SEEDS = 100, INPUTS = 3, INDICES = 2 * INPUTS };

static const double pi = 3.141592653589793;

/// A model whose indices are known: first, then total ones.
typedef struct known {
    void (*formula)(const double *x, double *y);
    int outputs;
    aci_distribution inputs[INPUTS];
    double indices[INDICES];
    double failing; ///< points whose first input lies above it fail
} known;

static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    const known *of = context;
    for (int p = 0; p < points; ++p) {
        of->formula(inputs + p * INPUTS, values + p * of->outputs);
        statuses[p] = inputs[p * INPUTS] > of->failing ? ACI_NUMERICAL : ACI_OK;
        for (int k = 0; k < of->outputs; ++k) {
            values[p * of->outputs + k] = statuses[p] == ACI_OK ? values[p * of->outputs + k] : NAN;
            errors[p * of->outputs + k] = 1e-3;
        }
    }
    return ACI_OK;
}

static const char *why(void *context)
{
    (void)context;
    return "too large";
}

static aci_sensitivity solve(const known *of, int samples, uint64_t seed)
{
    aci_sensitivity found;
    aci_model model = {(void *)of, INPUTS, of->outputs, evaluate, why};
    aci_sensitivity_options options = {samples, seed, 0.95};
    cr_assert_eq(aci_sensitivity_solve(&model, of->inputs, &options, &found), ACI_OK);
    return found;
}

/* Ishigami and Homma 1990: sin x1 + a sin^2 x2 + b x3^4 sin x1 on (-pi, pi), a = 7, b = 0.1.
     V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2,  V1 = (1 + b pi^4/5)^2 / 2,  V2 = a^2/8,
     V13 = 8 b^2 pi^8 / 225. */
static void ishigami(const double *x, double *y)
{
    y[0] = sin(x[0]) + 7.0 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4.0) * sin(x[0]);
}

static known make_ishigami(void)
{
    double b = 0.1, p4 = pow(pi, 4.0), p8 = p4 * p4;
    double v1 = 0.5 * (1.0 + b * p4 / 5.0) * (1.0 + b * p4 / 5.0), v2 = 49.0 / 8.0;
    double v13 = 8.0 * b * b * p8 / 225.0, v = v1 + v2 + v13;
    const aci_distribution angle = {ACI_DISTRIBUTION_UNIFORM, 0.0, 0.0, -pi, pi};
    return (known){ishigami,
                   1,
                   {angle, angle, angle},
                   {v1 / v, v2 / v, 0.0, (v1 + v13) / v, v2 / v, v13 / v},
                   INFINITY};
}

/* A sum of normal inputs with deviations 1, 2, 4: indices by their squares. Not quite linear in
   the points, so that the quasi-random error is not that of rounding. */
static void sum(const double *x, double *y)
{
    y[0] = 10.0 + x[0] + x[1] + x[2];
}

static known make_sum(void)
{
    const double v[] = {1.0 / 21.0, 4.0 / 21.0, 16.0 / 21.0};
    return (known){sum,
                   1,
                   {{ACI_DISTRIBUTION_NORMAL, 1.0, 1.0, -INFINITY, INFINITY},
                    {ACI_DISTRIBUTION_NORMAL, 1.0, 2.0, -INFINITY, INFINITY},
                    {ACI_DISTRIBUTION_NORMAL, 1.0, 4.0, -INFINITY, INFINITY}},
                   {v[0], v[1], v[2], v[0], v[1], v[2]},
                   INFINITY};
}

static aci_interval index_of(const aci_sensitivity *found, int k)
{
    return k < INPUTS ? found->first[k] : found->total[k - INPUTS];
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

/* Student's t with 7 degrees from 8 replicates is not exact for a ratio: 92 % are asked for. */
static void check_coverage(const known *of, int samples)
{
    int hits[INDICES] = {0};
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        aci_sensitivity found = solve(of, samples, seed);
        for (int k = 0; k < INDICES; ++k) {
            aci_interval index = index_of(&found, k);
            hits[k] += index.low <= of->indices[k] && of->indices[k] <= index.high;
        }
        aci_sensitivity_destroy(&found);
    }
    for (int k = 0; k < INDICES; ++k) {
        cr_assert_geq(hits[k], fewest(SEEDS, 0.92), "index %d of %d points: %d", k, samples,
                      hits[k]);
    }
}

Test(sensitivity, of_ishigami_has_intervals_that_hold_the_known_indices)
{
    known of = make_ishigami();
    cr_assert_float_eq(of.indices[0], 0.3139, 5e-5);
    cr_assert_float_eq(of.indices[1], 0.4424, 5e-5);
    cr_assert_float_eq(of.indices[3], 0.5576, 5e-5);
    cr_assert_float_eq(of.indices[5], 0.2437, 5e-5);
    check_coverage(&of, 256);
    check_coverage(&of, 1024);
}

Test(sensitivity, of_a_sum_has_intervals_that_hold_the_known_indices)
{
    known of = make_sum();
    check_coverage(&of, 256);
    check_coverage(&of, 1024);
}

/* An index is a mean of N numbers whose deviation is of the order of 1; sampled at random its
   interval would be 2 t(7) / sqrt(N) = 0.052 wide. */
Test(sensitivity, goes_to_the_known_indices)
{
    known models[] = {make_ishigami(), make_sum()};
    for (int m = 0; m < 2; ++m) {
        aci_sensitivity found = solve(&models[m], 8192, 11);
        for (int k = 0; k < INDICES; ++k) {
            aci_interval index = index_of(&found, k);
            cr_assert_lt(index.high - index.low, 0.052, "%d %d: %g %g", m, k, index.low,
                         index.high);
            cr_assert_lt(fabs(index.value - models[m].indices[k]), index.high - index.low,
                         "%d %d %g: %g %g", m, k, models[m].indices[k], index.low, index.high);
        }
        aci_sensitivity_destroy(&found);
    }
}

static void product(const double *x, double *y)
{
    y[0] = x[0] * sqrt(x[1]);
    y[1] = 5.0;
}

static known make_product(void)
{
    const aci_distribution width = {ACI_DISTRIBUTION_LOG_UNIFORM, 1.2, 0.0, 0.5, 2.0};
    return (known){product, 2, {width, width, width}, {0.0}, INFINITY};
}

Test(sensitivity, one_at_a_time_has_the_quantiles_and_the_elasticity)
{
    known of = make_product();
    aci_sensitivity found = solve(&of, 64, 1);
    double low = 0.5 * pow(4.0, 0.05), high = 0.5 * pow(4.0, 0.95);
    cr_assert_float_eq(found.low_input[0], low, 1e-14);
    cr_assert_float_eq(found.high[0], high, 1e-14);
    cr_assert_float_eq(found.low[2 * 1], sqrt(low), 1e-14);
    cr_assert_float_eq(found.median[0], 1.0, 1e-14);
    cr_assert_float_eq(found.elasticity[0], 1.0, 1e-14);
    cr_assert_float_eq(found.elasticity[2 * 1], (sqrt(high) - sqrt(low)) / (high - low), 1e-14);
    cr_assert_eq(found.elasticity[2 * 2], 0.0);
    cr_assert_float_eq(found.centre[0], pow(1.2, 1.5), 1e-14);
    cr_assert_eq(found.centre_error[0], 1e-3);
    cr_assert(isnan(found.first[INPUTS].value), "an output that does not vary has no index");
    aci_sensitivity_destroy(&found);
}

/* Above 1.8, 7.6 % of the shares of the first input. */
Test(sensitivity, leaves_out_the_base_points_that_fail)
{
    known of = make_product();
    of.failing = 1.8;
    aci_sensitivity found = solve(&of, 512, 1);
    double share = log(1.8 / 0.5) / log(4.0);
    int most = (int)(512 * share * share) + 8 * 8;
    cr_assert_gt(found.failed, 0);
    cr_assert_str_eq(found.reason, "too large");
    cr_assert_lt(found.used[0], most);
    cr_assert_gt(found.used[0], most - 2 * 8 * 8);
    cr_assert(isfinite(found.first[0].value) && isfinite(found.first[0].low));
    cr_assert(isnan(found.high[0]), "95 %% of the first input fails");
    aci_sensitivity_destroy(&found);
}

Test(sensitivity, is_the_same_for_the_same_seed)
{
    known of = make_ishigami();
    aci_sensitivity a = solve(&of, 128, 5), b = solve(&of, 128, 5), c = solve(&of, 128, 6);
    cr_assert_eq(memcmp(a.first, b.first, INPUTS * sizeof *a.first), 0);
    cr_assert_neq(memcmp(a.first, c.first, INPUTS * sizeof *a.first), 0);
    aci_sensitivity_destroy(&a);
    aci_sensitivity_destroy(&b);
    aci_sensitivity_destroy(&c);
}

Test(sensitivity, without_inputs_is_bad_input)
{
    known of = make_sum();
    aci_sensitivity found;
    aci_model model = {&of, 0, 1, evaluate, NULL};
    aci_sensitivity_options options = {64, 1, 0.95};
    cr_assert_eq(aci_sensitivity_solve(&model, of.inputs, &options, &found), ACI_BAD_INPUT);
    aci_sensitivity_destroy(&found);
}
