/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions: quantiles against moments, and the section `uncertain`. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/distribution.h"
#include "support/scenarios.h"

static const aci_distribution normal = {ACI_DISTRIBUTION_NORMAL, 3.0, 0.5, -INFINITY, INFINITY};
static const aci_distribution lognormal = {ACI_DISTRIBUTION_LOGNORMAL, 2.0, 0.3, 0.0, INFINITY};

/* With ends, so that the midpoint rule has a bound. */
static const aci_distribution ended[] = {
    {ACI_DISTRIBUTION_NORMAL, 3.0, 0.5, 2.7, 4.5},  {ACI_DISTRIBUTION_NORMAL, 0.1, 1.0, 0.0, 6.0},
    {ACI_DISTRIBUTION_LOGNORMAL, 2.0, 0.3, 1.0, 4}, {ACI_DISTRIBUTION_UNIFORM, 0.0, 0.0, -1.0, 4.0},
    {ACI_DISTRIBUTION_LOG_UNIFORM, 0, 0, 0.5, 20},  {ACI_DISTRIBUTION_TRIANGULAR, 1.0, 0.0, 0.5, 4},
};
enum { ENDED = sizeof ended / sizeof ended[0], POINTS = 20000 };

/* Integrals of Q and Q^2 over the share by the midpoint rule, which errs by at most the whole rise
   of the function over twice the number of points where it is monotonous. */
Test(distribution, moments_are_those_of_the_quantiles)
{
    for (int k = 0; k < ENDED; ++k) {
        const aci_distribution *of = &ended[k];
        double mean = aci_distribution_mean(of), spread = aci_distribution_deviation(of);
        double sum = 0.0, square = 0.0, rise = of->most - of->least;
        for (int n = 0; n < POINTS; ++n) {
            double from_mean = aci_distribution_quantile(of, (n + 0.5) / POINTS) - mean;
            sum += from_mean / POINTS;
            square += from_mean * from_mean / POINTS;
        }
        cr_assert_lt(fabs(sum), 0.5 * rise / POINTS, "%d: %g", k, sum);
        cr_assert_lt(fabs(square - spread * spread), rise * rise / POINTS, "%d: %g", k, square);
    }
}

Test(distribution, quantiles_rise_and_keep_to_the_ends)
{
    for (int k = 0; k < ENDED; ++k) {
        double before = ended[k].least;
        for (int n = 1; n < 1000; ++n) {
            double value = aci_distribution_quantile(&ended[k], 1e-3 * n);
            cr_assert(value > before && value <= ended[k].most, "%d %d", k, n);
            before = value;
        }
        cr_assert_lt(aci_distribution_quantile(&ended[k], 1e-12) - ended[k].least, 1e-4);
        cr_assert_lt(ended[k].most - aci_distribution_quantile(&ended[k], 1.0 - 1e-12), 1e-4);
    }
}

/* 1.959963984540054: Abramowitz and Stegun, table 26.5. */
Test(distribution, unbounded_laws_have_their_known_quantiles)
{
    double z = 1.959963984540054;
    cr_assert_float_eq(aci_distribution_quantile(&normal, 0.975), 3.0 + 0.5 * z, 1e-14);
    cr_assert_float_eq(aci_distribution_quantile(&normal, 0.025), 3.0 - 0.5 * z, 1e-14);
    cr_assert_float_eq(aci_distribution_quantile(&normal, 0.5), 3.0, 1e-15);
    cr_assert_float_eq(aci_distribution_quantile(&lognormal, 0.975), 2.0 * exp(0.3 * z), 1e-14);
    cr_assert_float_eq(aci_distribution_mean(&normal), 3.0, 1e-15);
    cr_assert_float_eq(aci_distribution_deviation(&normal), 0.5, 1e-15);
    cr_assert_float_eq(aci_distribution_mean(&lognormal), 2.0 * exp(0.045), 1e-14);
    cr_assert_float_eq(aci_distribution_deviation(&lognormal), 2.0 * exp(0.045) * sqrt(expm1(0.09)),
                       1e-14);
}

static void read_cone(const char *setting, trial *t, aci_distribution_list *out)
{
    trial_read(trial_cone, SETTINGS(setting), t);
    cr_assert_eq(aci_distribution_read(t->config, out), ACI_OK, "%s", aci_status_message());
}

/* The channel of the cone is 300 um deep. */
Test(distribution, is_read_around_the_value_of_the_config)
{
    trial t;
    aci_distribution_list list;
    read_cone("uncertain={channels.depth: {distribution: normal, tolerance: 0.02 mm}, "
              "skin.layers.dermis.thickness: {distribution: lognormal, variation: 20 %}, "
              "channels.pitch: {distribution: normal, variation: 1 %}, "
              "channels.partition: {distribution: lognormal, factor: 3}, "
              "channels.mouth_radius: {distribution: triangular, from: 20 um, to: 50 um}}",
              &t, &list);
    cr_assert_eq(list.count, 5);
    cr_assert_str_eq(list.variables[0].key, "channels.depth");
    cr_assert_float_eq(list.distributions[0].centre, 300e-6, 1e-18);
    cr_assert_float_eq(list.distributions[0].spread, 10e-6, 1e-18);
    cr_assert_float_eq(list.distributions[1].centre, 900e-6, 1e-18);
    cr_assert_float_eq(list.distributions[1].spread, sqrt(log1p(0.04)), 1e-15);
    cr_assert_float_eq(list.distributions[2].spread, 5e-6, 1e-18);
    cr_assert_float_eq(list.distributions[3].spread, 0.5 * log(3.0), 1e-15);
    cr_assert_float_eq(list.distributions[4].centre, 30e-6, 1e-18);
    trial_drop(&t);
}

Test(distribution, of_equal_chances_has_its_centre_where_the_config_is)
{
    trial t;
    aci_distribution_list list;
    read_cone("uncertain={channels.depth: {distribution: uniform, from: 0.2 mm, to: 0.5 mm}, "
              "channels.pitch: {distribution: log_uniform, from: 0.6 mm, to: 0.7 mm}}",
              &t, &list);
    cr_assert_float_eq(list.distributions[0].centre, 300e-6, 1e-18);
    cr_assert(isnan(list.distributions[1].centre));
    trial_drop(&t);
}

Test(distribution, is_cut_off_at_the_range_of_the_key)
{
    trial t;
    aci_distribution_list list;
    read_cone("uncertain={channels.depth: {distribution: normal, deviation: 1 mm}, "
              "channels.pitch: {distribution: normal, deviation: 10 um, from: 495 um}}",
              &t, &list);
    cr_assert_eq(list.distributions[0].least, list.variables[0].row->range.minimum);
    cr_assert_eq(list.distributions[0].most, list.variables[0].row->range.maximum);
    cr_assert_gt(aci_distribution_quantile(&list.distributions[0], 1e-9), 0.0);
    cr_assert_eq(list.distributions[1].least, 495e-6);
    trial_drop(&t);
}

static void check_refused(const char *entry, const char *key, const char *words)
{
    trial t;
    aci_distribution_list list;
    char setting[512];
    snprintf(setting, sizeof setting, "uncertain={%s}", entry);
    trial_read(trial_cone, SETTINGS(setting), &t);
    cr_assert_eq(aci_distribution_read(t.config, &list), ACI_BAD_INPUT, "%s", entry);
    trial_check_fault(&t, key, words);
    trial_drop(&t);
}

Test(distribution, what_is_wrong_is_told_in_its_place)
{
    check_refused("channels.dept: {distribution: normal}", "channels.dept", "channels.depth");
    check_refused("channels.depth: 3 um", "channels.depth", "expected one such as");
    check_refused("skin.below: {distribution: uniform}", "skin.below", "words");
    check_refused("channels.depth: {tolerance: 3 um}", "distribution", "missing");
    check_refused("channels.depth: {distribution: norml, tolerance: 3 um}", "distribution",
                  "did you mean 'normal'");
    check_refused("channels.depth: {distribution: normal, tolerence: 3 um}", "tolerence",
                  "did you mean 'tolerance'");
    check_refused("channels.depth: {distribution: uniform, from: 3 um, to: 9 um, mode: 4 um}",
                  "mode", "allowed are distribution, from, to");
    check_refused("channels.depth: {distribution: normal}", "depth", "how wide");
    check_refused("channels.depth: {distribution: normal, deviation: 3 um, variation: 10 %}",
                  "variation", "one of them");
    check_refused("channels.depth: {distribution: normal, deviation: 0 um}", "deviation", "> 0");
    check_refused("channels.depth: {distribution: normal, deviation: 3 s}", "deviation", "um");
    check_refused("channels.depth: {distribution: lognormal, factor: 0.5}", "factor", "> 1");
    check_refused("channels.depth: {distribution: uniform, from: 3 um}", "to", "missing");
    check_refused("channels.depth: {distribution: uniform, from: 9 um, to: 3 um}", "to",
                  "nothing between");
    check_refused("channels.depth: {distribution: uniform, from: -9 um, to: 3 um}", "from",
                  "out of range");
    check_refused("channels.depth: {distribution: triangular, from: 1 um, to: 3 um}", "depth",
                  "centre");
    check_refused("skin.layers.dermis.clearance: {distribution: normal, deviation: 1 1/s}", "mean",
                  "no number");
}
