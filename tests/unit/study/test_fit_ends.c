/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where profiles end, against profiles taken by brute force. */
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/study/fit.h"
#include "support/measured.h"

TestSuite(fit_ends, .timeout = 120);

enum { POINTS = 6, SCAN = 400, HALVINGS = 60 };

/* Decay seen late: amount and rate go along with each other on a bend. */
static double decay(const double *p, double t)
{
    return p[0] * exp(-p[1] * (t + 6.0));
}

/* Two ways side by side, hardly told apart: flat until one alone is too much, then steep. */
static double side_by_side(const double *p, double t)
{
    return p[0] * t + p[1] * pow(t, 1.1);
}

static const aci_fit_parameter decay_box[] = {{"amount", 0.1, 1000.0, 3.0, true},
                                              {"rate", 0.001, 1.0, 0.05, true}};
static const aci_fit_parameter side_box[] = {{"one", 1e-2, 1e2, 3.0, true},
                                             {"other", 1e-2, 1e2, 0.3, true}};
static const double decay_truth[] = {10.0, 0.15}, side_truth[] = {1.0, 1.0};

static double chi2_at(const formula_data *d, const double *places)
{
    double values[2], sum = 0.0;
    for (int j = 0; j < 2; ++j) {
        values[j] = aci_fit_value(&d->problem.parameters[j], places[j]);
    }
    for (int i = 0; i < d->problem.data_count; ++i) {
        double gap = (d->f(values, d->time[i]) - d->measured[i]) / d->error[i];
        sum += gap * gap;
    }
    return sum;
}

/* The least chi2 with one place held: a scan, then golden sections of what surrounds its least. */
static double least_with(const formula_data *d, int held, double place)
{
    const double golden = 0.5 * (sqrt(5.0) - 1.0);
    double places[2] = {place, place}, least = INFINITY, at = 0.0;
    for (int n = 0; n <= SCAN; ++n) {
        places[1 - held] = (double)n / SCAN;
        double chi2 = chi2_at(d, places);
        at = chi2 < least ? places[1 - held] : at;
        least = fmin(least, chi2);
    }
    double low = fmax(at - 1.0 / SCAN, 0.0), high = fmin(at + 1.0 / SCAN, 1.0);
    for (int n = 0; n < HALVINGS; ++n) {
        double right = low + golden * (high - low), left = high - golden * (high - low);
        places[1 - held] = left;
        double before = chi2_at(d, places);
        places[1 - held] = right;
        double after = chi2_at(d, places);
        *(before < after ? &high : &low) = before < after ? right : left;
        least = fmin(least, fmin(before, after));
    }
    return least;
}

/* Where the profile crosses a chi2, to one side of a place; the end of the box where it does not.
 */
static double crossing(const formula_data *d, int held, double start, int side, double chi2)
{
    double low = start, high = start;
    do {
        low = high;
        high = low + 0.01 * side;
    } while (high > 0.0 && high < 1.0 && least_with(d, held, high) < chi2);
    high = fmin(fmax(high, 0.0), 1.0);
    if (least_with(d, held, high) < chi2) {
        return high;
    }
    for (int n = 0; n < 24; ++n) {
        double middle = 0.5 * (low + high);
        *(least_with(d, held, middle) < chi2 ? &low : &high) = middle;
    }
    return high;
}

static void compare(const formula_data *d, const aci_fit *fit, int j, double rise,
                    const aci_fit_interval *found)
{
    const aci_fit_parameter *p = &d->problem.parameters[j];
    double low = crossing(d, j, fit->place[j], -1, fit->chi2 + rise);
    double high = crossing(d, j, fit->place[j], 1, fit->chi2 + rise);
    double enough = 0.01 * (high - low);
    cr_expect_float_eq(aci_fit_place(p, found->low), low, enough, "%s low %.4f, not %.4f", p->name,
                       aci_fit_place(p, found->low), low);
    cr_expect_float_eq(aci_fit_place(p, found->high), high, enough, "%s high %.4f, not %.4f",
                       p->name, aci_fit_place(p, found->high), high);
    cr_expect_eq(found->low_is_open, low == 0.0);
    cr_expect_eq(found->high_is_open, high == 1.0);
}

static void check_ends(formula *f, const aci_fit_parameter *box, const double *truth,
                       double deviation, unsigned seed)
{
    formula_data d;
    aci_fit fit;
    aci_fit_profile profiles[2];
    formula_make(&d, f, 2, box, POINTS);
    formula_measure(&d, truth, deviation, deviation, seed);
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
    double given = aci_fit_rise(0.0), scaled = aci_fit_scaled_rise(&fit);
    for (int j = 0; j < 2; ++j) {
        const aci_fit_interval *intervals[] = {&profiles[j].interval, &profiles[j].scaled};
        compare(&d, &fit, j, given, intervals[0]);
        compare(&d, &fit, j, scaled, intervals[1]);
        const aci_fit_interval *inner = intervals[given < scaled ? 0 : 1];
        const aci_fit_interval *outer = intervals[given < scaled ? 1 : 0];
        cr_expect(outer->low <= inner->low && outer->high >= inner->high);
    }
    aci_fit_destroy(&fit);
}

Test(fit_ends, are_where_a_bent_valley_crosses)
{
    for (unsigned seed = 1; seed <= 12; ++seed) {
        check_ends(decay, decay_box, decay_truth, 0.2, seed);
    }
}

Test(fit_ends, are_where_a_flat_valley_turns_steep)
{
    for (unsigned seed = 1; seed <= 12; ++seed) {
        check_ends(side_by_side, side_box, side_truth, 0.05, seed);
    }
}

/* As of runs: smooth but for a part that no one can follow. */
static double grainy(const double *p, double t)
{
    return decay(p, t) * (1.0 + 3e-4 * sin(1e5 * p[0] + 1e6 * p[1] + t));
}

/* A model of accuracy 1e-2 whose values jump by up to 6e-4: chi2 then jumps by up to
 * 2 x 6 x 6e-4/0.2 x |residual| = 0.04, which is 0.01 of the root of the threshold. */
Test(fit_ends, bear_the_errors_of_runs)
{
    for (unsigned seed = 1; seed <= 12; ++seed) {
        formula_data d, smooth;
        aci_fit fit;
        aci_fit_profile profiles[2];
        formula_make(&d, grainy, 2, decay_box, POINTS);
        formula_make(&smooth, decay, 2, decay_box, POINTS);
        formula_measure(&d, decay_truth, 0.2, 0.2, seed);
        formula_measure(&smooth, decay_truth, 0.2, 0.2, seed);
        d.numerical = 1e-2;
        cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
        cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
        for (int j = 0; j < 2; ++j) {
            double low = crossing(&smooth, j, fit.place[j], -1, fit.chi2 + aci_fit_rise(0.0));
            double high = crossing(&smooth, j, fit.place[j], 1, fit.chi2 + aci_fit_rise(0.0));
            const aci_fit_interval *found = &profiles[j].interval;
            double enough = 0.03 * (high - low);
            cr_expect_float_eq(aci_fit_place(&decay_box[j], found->low), low, enough, "%u %d %g %g",
                               seed, j, aci_fit_place(&decay_box[j], found->low), low);
            cr_expect_float_eq(aci_fit_place(&decay_box[j], found->high), high, enough,
                               "%u %d %g %g", seed, j, aci_fit_place(&decay_box[j], found->high),
                               high);
        }
        aci_fit_destroy(&fit);
    }
}

/* Places go along with each other by more than 0.95. An interval of 95 % misses less than 11 of 100
 * times with a probability of 0.99. */
Test(fit_ends, of_a_bent_valley_hold_the_truth)
{
    enum { SEEDS = 100, ENOUGH = 90 };
    int inside[2] = {0};
    for (unsigned seed = 1; seed <= SEEDS; ++seed) {
        formula_data d;
        aci_fit fit;
        aci_fit_profile profiles[2];
        formula_make(&d, decay, 2, decay_box, POINTS);
        formula_measure(&d, decay_truth, 0.2, 0.2, seed);
        cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
        cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
        bool is_inside = fit.at_end[0] == 0 && fit.at_end[1] == 0;
        cr_assert(!is_inside || fit.correlation[0][1] > 0.95, "%g", fit.correlation[0][1]);
        for (int j = 0; j < 2; ++j) {
            const aci_fit_interval *interval = &profiles[j].interval;
            inside[j] += decay_truth[j] >= interval->low && decay_truth[j] <= interval->high;
        }
        aci_fit_destroy(&fit);
    }
    cr_log_info("a bent valley: %d and %d of %d", inside[0], inside[1], SEEDS);
    cr_assert_geq(inside[0], ENOUGH);
    cr_assert_geq(inside[1], ENOUGH);
}

/* As if grids were chosen anew at each step: chi2 jumps. */
static double stepped(const double *p, double t)
{
    return p[0] < 1.2 ? p[0] * t : (p[0] + 0.5) * t;
}

Test(fit_ends, says_where_chi2_jumps)
{
    static const aci_fit_parameter box[] = {{"slope", 0.1, 10.0, 2.0, true}};
    const double truth[] = {1.0};
    formula_data d;
    aci_fit fit;
    aci_fit_profile profile;
    formula_make(&d, stepped, 1, box, POINTS);
    formula_measure(&d, truth, 0.0, 0.4, 1);
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_assert_eq(aci_fit_profiles(&d.problem, &fit, &profile), ACI_OK);
    cr_expect(profile.is_uneven);
    cr_expect_float_eq(profile.interval.high, 1.2, 0.01);
    aci_fit_destroy(&fit);
}

/* Two hollows, at -1 and, deeper, a little beyond 1; the hill between them is 1.21 high. */
static double hollows(const double *p, double t)
{
    (void)t;
    return 0.8 * pow(p[0] * p[0] - 1.0, 2.0) + 0.3 * (1.0 - p[0]);
}

/* One start, on the side of the wrong one: the profile finds the other, and the fit goes on there.
 */
Test(fit_ends, go_on_from_a_lower_minimum)
{
    static const aci_fit_parameter box[] = {{"place", -2.0, 2.0, -1.2, false}};
    formula_data d;
    aci_fit fit;
    aci_fit_profile profile;
    formula_make(&d, hollows, 1, box, 1);
    d.problem.starts = 1;
    d.problem.tolerance = 1e-10;
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_expect_lt(fit.estimate[0], -0.8);
    cr_assert_eq(aci_fit_profiles(&d.problem, &fit, &profile), ACI_OK);
    cr_expect_gt(fit.estimate[0], 1.0);
    cr_expect_lt(fit.chi2, 1e-6);
    cr_expect_gt(profile.deepest, -1e-6);
    cr_expect_lt(profile.interval.low, -1.0);
    aci_fit_destroy(&fit);
}
