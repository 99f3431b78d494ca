/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans of further measurements, against determinants. */
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/study/plan.h"
#include "support/measured.h"

TestSuite(plan, .timeout = 10);

enum { POINTS = 10 };

static double straight(const double *p, double t)
{
    return p[0] + p[1] * t;
}

static const aci_fit_parameter box[] = {{"a", -50.0, 50.0, 0.5, false},
                                        {"b", -10.0, 10.0, 0.5, false}};

/* Only the first three points are measured, all could be. */
static void fit_line(formula_data *d, aci_fit *fit)
{
    const double truth[] = {2.0, 0.7};
    formula_make(d, straight, 2, box, POINTS);
    formula_measure(d, truth, 0.0, 0.1, 1);
    d->problem.data_count = 3;
    cr_assert_eq(aci_fit_solve(&d->problem, fit), ACI_OK);
}

static void propose(const formula_data *d, aci_plan_sample *samples)
{
    for (int n = 0; n < POINTS; ++n) {
        samples[n] = (aci_plan_sample){.output = n, .error = d->error[n]};
    }
}

/* The information of a line in places, by hand: a from -50 to 50, b from -10 to 10. */
static double determinant(const formula_data *d, const int *times, int count, double inverse[2])
{
    double aa = 12.0, ab = 0.0, bb = 12.0;
    for (int k = 0; k < count; ++k) {
        double weight = 1.0 / (d->error[times[k]] * d->error[times[k]]), t = d->time[times[k]];
        aa += weight * 100.0 * 100.0;
        ab += weight * 100.0 * 20.0 * t;
        bb += weight * 20.0 * t * 20.0 * t;
    }
    double value = aa * bb - ab * ab;
    inverse[0] = bb / value;
    inverse[1] = aa / value;
    return value;
}

Test(plan, gain_is_the_logarithm_of_the_determinants)
{
    formula_data d;
    aci_fit fit;
    aci_plan_sample samples[POINTS];
    double inverse[2];
    int times[] = {0, 1, 2, 0};
    fit_line(&d, &fit);
    propose(&d, samples);
    aci_plan_rank(&d.problem, &fit, 3, POINTS, samples);
    double before = determinant(&d, times, 3, inverse);
    for (int n = 0; n < POINTS; ++n) {
        times[3] = n;
        double gain = log(determinant(&d, times, 4, inverse) / before);
        cr_assert_float_eq(samples[n].gain, gain, 1e-6 * (1.0 + gain));
        for (int j = 0; j < 2; ++j) {
            double half = sqrt(aci_fit_rise(0.0) * inverse[j]);
            cr_assert_float_eq(samples[n].half[j], half, 1e-6 * half);
        }
    }
    aci_fit_destroy(&fit);
}

/* Each is the best of those left beside the ones before, by exhaustion. */
Test(plan, picks_the_best_beside_those_before)
{
    formula_data d;
    aci_fit fit;
    aci_plan_sample samples[POINTS];
    double inverse[2];
    int times[6] = {0, 1, 2}, picked[POINTS] = {0};
    fit_line(&d, &fit);
    propose(&d, samples);
    aci_plan_rank(&d.problem, &fit, 3, POINTS, samples);
    for (int turn = 1; turn <= 3; ++turn) {
        int best = -1;
        double largest = 0.0;
        for (int n = 0; n < POINTS; ++n) {
            times[2 + turn] = n;
            double value = picked[n] ? 0.0 : determinant(&d, times, 3 + turn, inverse);
            best = value > largest ? n : best;
            largest = fmax(value, largest);
        }
        picked[best] = 1;
        times[2 + turn] = best;
        cr_assert_eq(samples[best].pick, turn);
    }
    int ranks = 0;
    for (int n = 0; n < POINTS; ++n) {
        ranks += samples[n].rank;
    }
    cr_assert_eq(ranks, POINTS * (POINTS + 1) / 2);
    aci_fit_destroy(&fit);
}

/* Where the data say nothing at all, what is known is the box. */
Test(plan, without_information_an_interval_is_that_of_the_box)
{
    formula_data d;
    aci_fit fit;
    aci_plan_sample sample = {.output = 0, .error = 1e30};
    fit_line(&d, &fit);
    for (int i = 0; i < POINTS; ++i) {
        d.error[i] = 1e30;
    }
    aci_plan_rank(&d.problem, &fit, 1, 1, &sample);
    cr_assert_float_eq(sample.half[0], sqrt(aci_fit_rise(0.0) / 12.0), 1e-6);
    aci_fit_destroy(&fit);
}
