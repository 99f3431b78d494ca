/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits of formulas, whose answers are known. */
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/study/fit.h"
#include "acicula/verification/slab.h"
#include "support/measured.h"

TestSuite(fit, .timeout = 60);

enum { POINTS = 12 };

static double straight(const double *p, double t)
{
    return p[0] + p[1] * t;
}

static double product(const double *p, double t)
{
    return p[0] * p[1] * t;
}

/* Amount through a slab of unit capacity: p[0] its steady flux, p[1] its time h^2/D. */
static double slab(const double *p, double t)
{
    aci_slab s = {.partition = 1.0,
                  .diffusivity = 1.0 / p[1],
                  .thickness = 1.0,
                  .donor_activity = p[0] * p[1]};
    return aci_slab_passed(&s, t);
}

/* Fast and slow filling: amounts p[0] and p[1], times p[2] and 10 p[2]. */
static double filling(const double *p, double t)
{
    return p[0] * (1.0 - exp(-t / p[2])) + p[1] * (1.0 - exp(-0.1 * t / p[2]));
}

/* Nothing, then a steady flux p[0] from p[1] on: what late samples of a cell show. */
static double late(const double *p, double t)
{
    return p[0] * (t - p[1]);
}

static double wavy(const double *p, double t)
{
    return sin(p[0] * t);
}

/* No numbers above p[0] = 2. */
static double partly(const double *p, double t)
{
    return p[0] > 2.0 ? NAN : p[0] * t + p[1];
}

/* The normal equations of a straight line with weights. */
static void solve_straight(const formula_data *d, double answer[2], double covariance[3])
{
    double s = 0, st = 0, stt = 0, sy = 0, sty = 0;
    for (int i = 0; i < d->problem.data_count; ++i) {
        double w = 1.0 / (d->error[i] * d->error[i]), t = d->time[i], y = d->measured[i];
        s += w, st += w * t, stt += w * t * t, sy += w * y, sty += w * t * y;
    }
    double determinant = s * stt - st * st;
    answer[0] = (stt * sy - st * sty) / determinant;
    answer[1] = (s * sty - st * sy) / determinant;
    covariance[0] = stt / determinant;
    covariance[1] = s / determinant;
    covariance[2] = -st / determinant;
}

/* Differences of a linear model are exact up to rounding over the step, 1e-16/6e-6. A profile ends
 * where the root of the rise is met within 0.5 %. */
Test(fit, is_the_closed_form_of_a_linear_model)
{
    static const aci_fit_parameter box[] = {{"a", -50.0, 50.0, 3.0, false},
                                            {"b", -10.0, 10.0, -1.0, false}};
    const double truth[] = {2.0, 0.7};
    formula_data d;
    formula_make(&d, straight, 2, box, POINTS);
    formula_measure(&d, truth, 0.3, 0.05, 5);
    d.problem.tolerance = 1e-12;
    double answer[2], covariance[3], width[2] = {100.0, 20.0};
    solve_straight(&d, answer, covariance);
    aci_fit fit;
    aci_fit_profile profiles[2];
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
    for (int j = 0; j < 2; ++j) {
        double error = sqrt(covariance[j]), half = sqrt(aci_fit_rise(0.0)) * error;
        cr_assert_float_eq(fit.estimate[j], answer[j], 1e-6 * error);
        cr_assert_float_eq(fit.standard_error[j], error, 1e-6 * error);
        cr_assert_float_eq(fit.covariance[j][j] * width[j] * width[j], covariance[j],
                           1e-6 * covariance[j]);
        cr_assert_float_eq(profiles[j].interval.low, answer[j] - half, 0.005 * half);
        cr_assert_float_eq(profiles[j].interval.high, answer[j] + half, 0.005 * half);
        cr_assert_float_eq(fit.linear[j].high, answer[j] + half, 1e-6 * half);
        cr_assert(profiles[j].is_determined);
        double scaled = sqrt(aci_fit_scaled_rise(&fit)) * error;
        cr_assert_float_eq(profiles[j].scaled.high, answer[j] + scaled, 0.005 * scaled);
        for (int k = 0; k < profiles[j].count; ++k) {
            double rise = pow((profiles[j].value[k] - answer[j]) / error, 2.0);
            cr_assert_float_eq(profiles[j].rise[k], rise, 1e-5 * (1.0 + rise));
        }
    }
    double correlation = covariance[2] / sqrt(covariance[0] * covariance[1]);
    cr_assert_float_eq(fit.correlation[0][1], correlation, 1e-6);
    cr_assert_eq(fit.freedom, POINTS - 2);
    cr_assert_eq(fit.direction_count, 0);
    /* The error of a line at a time, from the same covariance. */
    double band = sqrt(covariance[0] + 2.0 * d.time[3] * covariance[2] +
                       d.time[3] * d.time[3] * covariance[1]);
    cr_assert_float_eq(aci_fit_band(&fit, 3), band, 1e-6 * band);
    aci_fit_destroy(&fit);
}

/* chi2 ends below the tolerance asked for, and near its minimum it is the square of the distance in
 * standard errors: without noise the estimate is the truth within sqrt(1e-12) of them. */
Test(fit, finds_the_truth_without_noise)
{
    static const aci_fit_parameter box[] = {{"fast", 0.1, 100.0, 50.0, true},
                                            {"slow", 0.1, 100.0, 1.0, true},
                                            {"time", 0.05, 20.0, 4.0, true}};
    const double truth[] = {5.0, 12.0, 0.8};
    formula_data d;
    formula_make(&d, filling, 3, box, POINTS);
    formula_measure(&d, truth, 0.0, 0.05, 1);
    d.problem.tolerance = 1e-12;
    d.problem.starts = 6;
    aci_fit fit;
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    for (int j = 0; j < 3; ++j) {
        cr_assert_float_eq(fit.estimate[j], truth[j], 1e-6 * fit.standard_error[j]);
    }
    cr_assert_lt(fit.chi2, 1e-12);
    cr_assert_geq(fit.p_value, 0.999);
    aci_fit_destroy(&fit);
}

/* A data set of its own for each seed. An interval of 95 % misses less than 11 of 100 times with a
 * probability of 0.99. */
static void check_coverage(formula *f, int parameters, const aci_fit_parameter *box,
                           const double *truth, double relative)
{
    enum { SEEDS = 100, ENOUGH = 90 };
    int inside[ACI_FIT_PARAMETERS_MAX] = {0}, fitting = 0;
    for (int seed = 1; seed <= SEEDS; ++seed) {
        formula_data d;
        aci_fit fit;
        aci_fit_profile profiles[ACI_FIT_PARAMETERS_MAX];
        formula_make(&d, f, parameters, box, POINTS);
        formula_measure(&d, truth, relative, relative, (unsigned)seed);
        cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
        cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
        for (int j = 0; j < parameters; ++j) {
            const aci_fit_interval *interval = &profiles[j].interval;
            inside[j] += truth[j] >= interval->low && truth[j] <= interval->high;
        }
        fitting += fit.p_value > 0.05;
        aci_fit_destroy(&fit);
    }
    for (int j = 0; j < parameters; ++j) {
        cr_log_info("coverage of %s: %d of %d", box[j].name, inside[j], SEEDS);
        cr_assert_geq(inside[j], ENOUGH, "%s: %d of %d", box[j].name, inside[j], SEEDS);
    }
    cr_assert_geq(fitting, ENOUGH);
}

Test(fit, interval_of_a_slab_holds_the_truth)
{
    static const aci_fit_parameter box[] = {{"flux", 0.01, 100.0, 1.0, true},
                                            {"time", 0.1, 200.0, 10.0, true}};
    check_coverage(slab, 2, box, (const double[]){3.0, 8.0}, 0.1);
}

Test(fit, interval_of_a_filling_holds_the_truth)
{
    static const aci_fit_parameter box[] = {{"fast", 0.1, 100.0, 2.0, true},
                                            {"slow", 0.1, 100.0, 2.0, true},
                                            {"time", 0.05, 20.0, 4.0, true}};
    check_coverage(filling, 3, box, (const double[]){5.0, 12.0, 0.8}, 0.05);
}

Test(fit, interval_of_a_late_flux_holds_the_truth)
{
    static const aci_fit_parameter box[] = {{"flux", 0.01, 100.0, 1.0, true},
                                            {"lag", -20.0, 20.0, 1.0, false}};
    check_coverage(late, 2, box, (const double[]){3.0, -2.0}, 0.1);
}

/* Of 100 data sets of three samples at each time, in how many the slab's own intervals hold the
 * truth: the worse of the two. */
static int hold_of_three(bool pools)
{
    static const aci_fit_parameter box[] = {{"flux", 0.01, 100.0, 1.0, true},
                                            {"time", 0.1, 200.0, 10.0, true}};
    const double truth[] = {3.0, 8.0};
    int inside[2] = {0};
    for (unsigned seed = 1; seed <= 100; ++seed) {
        formula_data d;
        aci_fit fit;
        aci_fit_profile profiles[2];
        formula_make(&d, slab, 2, box, POINTS);
        formula_sample(&d, truth, 0.1, 3, pools, seed);
        cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
        cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
        for (int j = 0; j < 2; ++j) {
            inside[j] +=
                truth[j] >= profiles[j].interval.low && truth[j] <= profiles[j].interval.high;
        }
        aci_fit_destroy(&fit);
    }
    cr_log_info("three samples, %s: %d and %d of 100", pools ? "pooled" : "each", inside[0],
                inside[1]);
    return inside[0] < inside[1] ? inside[0] : inside[1];
}

/* The deviation of three samples has two degrees of freedom: its t is 4.3 where 1.96 is taken, so
 * that intervals on each alone are far too short. Pooled there are 24. */
Test(fit, three_samples_need_a_pooled_deviation)
{
    cr_assert_lt(hold_of_three(false), 80);
    cr_assert_geq(hold_of_three(true), 90);
}

Test(fit, tells_that_only_a_product_is_determined)
{
    static const aci_fit_parameter box[] = {{"a", 0.1, 10.0, 0.5, true},
                                            {"b", 0.1, 10.0, 0.5, true}};
    const double truth[] = {2.0, 1.0};
    formula_data d;
    aci_fit fit;
    aci_fit_profile profiles[2];
    formula_make(&d, product, 2, box, POINTS);
    formula_measure(&d, truth, 0.02, 0.02, 3);
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
    cr_assert_eq(fit.direction_count, 1);
    cr_assert_float_eq(fit.directions[0].component[0], -fit.directions[0].component[1], 1e-4);
    cr_assert_lt(fit.directions[0].rise, 1e-3);
    cr_assert_lt(fit.correlation[0][1], -0.999);
    cr_assert_float_eq(fit.estimate[0] * fit.estimate[1], 2.0, 0.05);
    for (int j = 0; j < 2; ++j) {
        cr_assert(isnan(fit.standard_error[j]));
        cr_assert_not(profiles[j].is_determined);
        cr_assert(profiles[j].interval.high_is_open && fit.linear[j].high_is_open);
    }
    aci_fit_destroy(&fit);
}

/* The slope's best value lies outside its box: it is held at the end, and the offset is that of a
 * line with this slope. */
Test(fit, holds_a_value_at_the_end_of_its_box)
{
    static const aci_fit_parameter box[] = {{"a", -50.0, 50.0, 0.0, false},
                                            {"b", 0.0, 0.5, 0.25, false}};
    const double truth[] = {2.0, 0.7};
    formula_data d;
    aci_fit fit;
    aci_fit_profile profiles[2];
    formula_make(&d, straight, 2, box, POINTS);
    formula_measure(&d, truth, 0.05, 0.05, 5);
    d.problem.tolerance = 1e-10;
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_assert_eq(aci_fit_profiles(&d.problem, &fit, profiles), ACI_OK);
    double weight = 0.0, sum = 0.0;
    for (int i = 0; i < POINTS; ++i) {
        double w = 1.0 / (d.error[i] * d.error[i]);
        weight += w;
        sum += w * (d.measured[i] - 0.5 * d.time[i]);
    }
    cr_assert_eq(fit.at_end[1], 1);
    cr_assert_eq(fit.estimate[1], 0.5);
    cr_assert_float_eq(fit.estimate[0], sum / weight, 1e-5 / sqrt(weight));
    cr_assert_float_eq(fit.standard_error[0], 1.0 / sqrt(weight), 1e-6 / sqrt(weight));
    cr_assert(isnan(fit.standard_error[1]));
    cr_assert_eq(profiles[1].interval.high, 0.5);
    cr_assert(profiles[1].interval.high_is_open && !profiles[1].interval.low_is_open);
    aci_fit_destroy(&fit);
}

/* A start beside one end, the best value near the other: the logistic line is flat on the way. */
Test(fit, comes_back_from_the_wrong_end)
{
    static const aci_fit_parameter box[] = {{"a", -50.0, 50.0, -49.999999, false},
                                            {"b", 0.0, 1.0, 1.0 - 1e-9, false}};
    const double truth[] = {20.0, 0.1};
    formula_data d;
    aci_fit fit;
    formula_make(&d, straight, 2, box, POINTS);
    formula_measure(&d, truth, 0.05, 0.05, 5);
    d.problem.starts = 1;
    double answer[2], covariance[3];
    solve_straight(&d, answer, covariance);
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    for (int j = 0; j < 2; ++j) {
        cr_assert_float_eq(fit.estimate[j], answer[j], 0.02 * sqrt(covariance[j]));
    }
    aci_fit_destroy(&fit);
}

/* Sines of other frequencies are minima of their own; several starts find the least. */
Test(fit, finds_the_least_of_several_minima)
{
    static const aci_fit_parameter box[] = {{"frequency", 0.05, 3.0, 2.5, false}};
    const double truth[] = {0.5};
    formula_data d;
    aci_fit fit;
    formula_make(&d, wavy, 1, box, POINTS);
    formula_measure(&d, truth, 0.0, 0.05, 1);
    d.problem.starts = 40;
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_assert_float_eq(fit.estimate[0], 0.5, 1e-4);
    cr_assert_leq(fit.reached, fit.descents);
    aci_fit_destroy(&fit);
}

Test(fit, goes_around_points_without_numbers)
{
    static const aci_fit_parameter box[] = {{"a", 0.1, 50.0, 1.0, true},
                                            {"b", -5.0, 5.0, 4.0, false}};
    const double truth[] = {1.9, 0.5};
    formula_data d;
    aci_fit fit;
    formula_make(&d, partly, 2, box, POINTS);
    formula_measure(&d, truth, 0.0, 0.05, 1);
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_OK);
    cr_assert_float_eq(fit.estimate[0], 1.9, 0.02 * fit.standard_error[0]);
    cr_assert_gt(fit.failed, 0);
    aci_fit_destroy(&fit);
}

Test(fit, needs_as_many_data_as_values)
{
    static const aci_fit_parameter box[] = {{"a", 0.1, 50.0, 1.0, true},
                                            {"b", -5.0, 5.0, 4.0, false}};
    formula_data d;
    aci_fit fit;
    formula_make(&d, straight, 2, box, 1);
    cr_assert_eq(aci_fit_solve(&d.problem, &fit), ACI_BAD_INPUT);
    cr_assert_str_eq(aci_status_message(),
                     "1 measurement for 2 values to fit, at least as many are needed");
    aci_fit_destroy(&fit);
}
