/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of solutions, made by hand so that every number of the sum is known. */
#include "study/mixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/scenarios.h"
#include "support/tolerances.h"

enum { LAYERS = 3, TIMES = 4, POINTS = 401 };

static const double end_time = 8.0; /* s */

/// Flux a t exp(1 - t / peak) / peak: the highest, a, at `peak`.
typedef struct part_law {
    double height, peak, error;
} part_law;

static double flux_of(const part_law *law, double t)
{
    return law->height * t / law->peak * exp(1.0 - t / law->peak);
}

/// Integral of the flux.
static double absorbed_of(const part_law *law, double t)
{
    double x = t / law->peak;
    return law->height * law->peak * exp(1.0) * (1.0 - (1.0 + x) * exp(-x));
}

/* A dose of 100, of which what is absorbed left through the bottom; the rest lies in the layers in
 * the shares 1 : 2 : 3. */
static void fill_history(const part_law *law, aci_history *h)
{
    for (int n = 0; n < TIMES; n++) {
        double t = end_time * (n + 1) / TIMES, absorbed = absorbed_of(law, t);
        h->time[n] = t;
        h->rows[ACI_HISTORY_applied][n] = 100.0;
        h->rows[ACI_HISTORY_bottom][n] = absorbed;
        h->rows[ACI_HISTORY_absorbed][n] = absorbed;
        h->rows[ACI_HISTORY_absorption_flux][n] = flux_of(law, t);
        for (int k = 0; k < LAYERS; k++) {
            h->layer_amount[n * LAYERS + k] = (100.0 - absorbed) * (k + 1) / 6.0;
        }
    }
    for (int row = 0; row < ACI_HISTORY_mass_residual; row++) {
        h->numerical_error[row] = law->error;
    }
    for (int k = 0; k < LAYERS; k++) {
        h->layer_error[k] = law->error;
    }
}

/* `shift` moves the points of the trace, so that no two parts need have the same. */
static void make_part(const part_law *law, double shift, aci_accurate *out)
{
    aci_solution *solution = &out->solution;
    aci_trace_search search = {.count = 0};
    memset(out, 0, sizeof *out);
    cr_assert_eq(aci_results_create_history(TIMES, LAYERS, &solution->history), ACI_OK);
    fill_history(law, &solution->history);
    for (int k = 0; k < POINTS; k++) {
        double part = (k + (k > 0 && k < POINTS - 1 ? shift : 0.0)) / (POINTS - 1.0);
        double time = end_time * part * part;
        cr_assert_eq(aci_trace_add(&solution->trace, time, flux_of(law, time)), ACI_OK);
        aci_trace_follow(&search, time, flux_of(law, time));
    }
    solution->peak = search.peak;
    out->peak_error = out->peak_time_error = out->dermal_error = law->error;
    out->reached = true;
}

static void read_scenario(trial *t)
{
    trial_read(trial_slab,
               SETTINGS("product.dose=50 um", "simulation.duration=8 s",
                        "simulation.report_times=[2 s, 4 s, 6 s, 8 s]"),
               t);
}

Test(mixture, of_one_part_is_the_part)
{
    const part_law law = {0.7, 2.3, 1e-3};
    trial t;
    aci_accurate part, sum;
    read_scenario(&t);
    make_part(&law, 0.0, &part);
    const aci_mixture_part parts[] = {{1.0, &part}};
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 1, &sum), ACI_OK);
    const aci_history *a = &part.solution.history, *b = &sum.solution.history;
    for (int row = 0; row < ACI_HISTORY_mass_residual; row++) {
        cr_assert_arr_eq(a->rows[row], b->rows[row], TIMES * sizeof(double));
        assert_relative(b->numerical_error[row], a->numerical_error[row], 1e-15);
    }
    cr_assert_arr_eq(a->layer_amount, b->layer_amount, TIMES * LAYERS * sizeof(double));
    cr_assert_arr_eq(a->time, b->time, TIMES * sizeof(double));
    cr_assert(sum.solution.peak.flux == part.solution.peak.flux);
    cr_assert(sum.solution.peak.time == part.solution.peak.time);
    assert_relative(sum.peak_error, part.peak_error, 1e-3); /* at the line, not at the top */
    assert_relative(sum.dermal_error, part.dermal_error, 1e-14);
    aci_accuracy_destroy(&sum);
    aci_accuracy_destroy(&part);
    trial_drop(&t);
}

/* Weights 1/4, 1/2, 1/4 are exact in binary, so the sum of equal parts is the part to the bit. */
Test(mixture, of_equal_parts_is_the_part)
{
    const part_law law = {0.7, 2.3, 1e-3};
    trial t;
    aci_accurate part, sum;
    read_scenario(&t);
    make_part(&law, 0.0, &part);
    const aci_mixture_part parts[] = {{0.25, &part}, {0.5, &part}, {0.25, &part}};
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 3, &sum), ACI_OK);
    for (int n = 0; n < TIMES; n++) {
        cr_assert(sum.solution.history.rows[ACI_HISTORY_absorbed][n] ==
                  part.solution.history.rows[ACI_HISTORY_absorbed][n]);
    }
    cr_assert(sum.solution.peak.flux == part.solution.peak.flux);
    aci_accuracy_destroy(&sum);
    aci_accuracy_destroy(&part);
    trial_drop(&t);
}

Test(mixture, amounts_are_weighted_sums_and_close)
{
    const part_law laws[] = {{0.7, 2.3, 1e-3}, {3.0, 0.9, 2e-3}, {0.02, 6.0, 5e-3}};
    const double weights[] = {0.3, 0.6, 0.1};
    trial t;
    aci_accurate part[3], sum;
    aci_mixture_part parts[3];
    read_scenario(&t);
    for (int p = 0; p < 3; p++) {
        make_part(&laws[p], 0.0, &part[p]);
        parts[p] = (aci_mixture_part){weights[p], &part[p]};
    }
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 3, &sum), ACI_OK);
    const aci_history *h = &sum.solution.history;
    for (int n = 0; n < TIMES; n++) {
        double absorbed = 0.0, in_layers = 0.0;
        for (int p = 0; p < 3; p++) {
            absorbed += weights[p] * absorbed_of(&laws[p], h->time[n]);
        }
        for (int k = 0; k < LAYERS; k++) {
            in_layers += h->layer_amount[n * LAYERS + k];
        }
        assert_relative(h->rows[ACI_HISTORY_absorbed][n], absorbed, 1e-14);
        assert_relative(h->rows[ACI_HISTORY_applied][n], 100.0, 1e-14);
        assert_relative(in_layers + absorbed, 100.0, 1e-13);
        cr_assert_lt(fabs(h->rows[ACI_HISTORY_mass_residual][n]), 1e-13);
    }
    for (int p = 0; p < 3; p++) {
        aci_accuracy_destroy(&part[p]);
    }
    aci_accuracy_destroy(&sum);
    trial_drop(&t);
}

/* The absolute errors add: with parts whose numbers are off by their error in the same direction,
 * the sum is off by just the estimate, where no small early value asks for more. */
Test(mixture, error_covers_errors_that_add)
{
    const part_law laws[] = {{0.7, 2.3, 1e-3}, {3.0, 0.9, 2e-3}};
    trial t;
    aci_accurate part[2], sum;
    read_scenario(&t);
    make_part(&laws[0], 0.0, &part[0]);
    make_part(&laws[1], 0.0, &part[1]);
    const aci_mixture_part parts[] = {{0.4, &part[0]}, {0.6, &part[1]}};
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 2, &sum), ACI_OK);
    double estimate = sum.solution.history.numerical_error[ACI_HISTORY_absorbed], worst = 0.0;
    for (int n = 0; n < TIMES; n++) {
        double off[2], time = sum.solution.history.time[n];
        for (int p = 0; p < 2; p++) {
            off[p] = laws[p].error * absorbed_of(&laws[p], time);
        }
        double size = sum.solution.history.rows[ACI_HISTORY_absorbed][n];
        worst = fmax(worst, (0.4 * off[0] + 0.6 * off[1]) / size);
    }
    assert_relative(estimate, worst, 1e-12);
    cr_assert(estimate > 1e-3 && estimate < 2e-3);
    aci_accuracy_destroy(&sum);
    aci_accuracy_destroy(&part[0]);
    aci_accuracy_destroy(&part[1]);
    trial_drop(&t);
}

/* A cell less another that is added: what both lend each other cancels, their errors do not. */
Test(mixture, difference_keeps_amounts_and_adds_errors)
{
    const part_law laws[] = {{0.7, 2.3, 1e-3}, {3.0, 0.9, 2e-3}};
    trial t;
    aci_accurate part[2], sum;
    read_scenario(&t);
    make_part(&laws[0], 0.0, &part[0]);
    make_part(&laws[1], 0.0, &part[1]);
    const aci_mixture_part parts[] = {{1.0, &part[0]}, {1.0, &part[1]}, {-1.0, &part[1]}};
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 3, &sum), ACI_OK);
    const aci_history *h = &sum.solution.history;
    double off = 0.0;
    for (int n = 0; n < TIMES; n++) {
        double one = absorbed_of(&laws[0], h->time[n]), other = absorbed_of(&laws[1], h->time[n]);
        assert_relative(h->rows[ACI_HISTORY_absorbed][n], one, 1e-13);
        assert_relative(h->rows[ACI_HISTORY_applied][n], 100.0, 1e-14);
        off = fmax(off, (1e-3 * one + 2.0 * 2e-3 * other) / one);
    }
    assert_relative(h->numerical_error[ACI_HISTORY_absorbed], off, 1e-12);
    assert_relative(sum.solution.peak.flux, part[0].solution.peak.flux, 1e-13);
    cr_assert(sum.peak_error > part[0].peak_error);
    aci_accuracy_destroy(&sum);
    aci_accuracy_destroy(&part[0]);
    aci_accuracy_destroy(&part[1]);
    trial_drop(&t);
}

static double top_of_sum(const part_law laws[2], const double weights[2], double *time)
{
    double low = laws[1].peak, high = laws[0].peak;
    for (int i = 0; i < 200; i++) { /* golden section would do; the sum has one top between */
        double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
        double at_a = weights[0] * flux_of(&laws[0], a) + weights[1] * flux_of(&laws[1], a);
        double at_b = weights[0] * flux_of(&laws[0], b) + weights[1] * flux_of(&laws[1], b);
        *(at_a < at_b ? &low : &high) = at_a < at_b ? a : b;
    }
    *time = 0.5 * (low + high);
    return weights[0] * flux_of(&laws[0], *time) + weights[1] * flux_of(&laws[1], *time);
}

/* The peak of a sum is neither the sum of the peaks nor at one of their times. Points of the two
 * traces that do not meet are bridged by lines: the estimate covers that. */
Test(mixture, peak_is_that_of_the_sum)
{
    static const double shifts[] = {0.0, 0.37};
    const part_law laws[] = {{1.0, 2.3, 0.0}, {1.5, 1.5, 0.0}};
    const double weights[] = {0.5, 0.5};
    trial t;
    read_scenario(&t);
    for (int k = 0; k < 2; k++) {
        aci_accurate part[2], sum;
        double time, top = top_of_sum(laws, weights, &time);
        make_part(&laws[0], 0.0, &part[0]);
        make_part(&laws[1], shifts[k], &part[1]);
        const aci_mixture_part parts[] = {{weights[0], &part[0]}, {weights[1], &part[1]}};
        cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 2, &sum), ACI_OK);
        const aci_peak *peak = &sum.solution.peak;
        cr_assert_lt(peak->flux, 0.5 * (laws[0].height + laws[1].height));
        cr_assert(peak->time > laws[1].peak && peak->time < laws[0].peak);
        /* the parabola itself: h^3 g / (9 sqrt 3), h = 0.019 s, third derivative g < 1.2 there */
        cr_assert_leq(fabs(peak->flux / top - 1.0), sum.peak_error + 6e-7, "%g %g", peak->flux,
                      top);
        cr_assert_leq(fabs(peak->time / time - 1.0), sum.peak_time_error + 1e-3);
        cr_assert_lt(sum.peak_error, 1e-3);
        cr_assert_lt(sum.peak_time_error, 0.02);
        aci_accuracy_destroy(&sum);
        aci_accuracy_destroy(&part[0]);
        aci_accuracy_destroy(&part[1]);
    }
    trial_drop(&t);
}

/* flux (t - lag) of the parts add up to the late straight part of the sum: fluxes 2 and 6 with lags
 * 10 and 2 s, half each, are a flux of 4 with the lag (1 x 10 + 3 x 2) / 4 = 4 s. */
Test(mixture, steady_flux_and_lag_of_the_sum)
{
    const part_law law = {0.7, 2.3, 1e-3};
    trial t;
    aci_accurate part[2], sum;
    read_scenario(&t);
    for (int p = 0; p < 2; p++) {
        make_part(&law, 0.0, &part[p]);
        part[p].solution.history.has_steady_flux = true;
        part[p].solution.history.steady_flux = p == 0 ? 2.0 : 6.0;
        part[p].solution.history.steady_flux_error = 1e-3;
        part[p].solution.lag_time = p == 0 ? 10.0 : 2.0;
    }
    const aci_mixture_part parts[] = {{0.5, &part[0]}, {0.5, &part[1]}};
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 2, &sum), ACI_OK);
    cr_assert(sum.solution.history.has_steady_flux);
    assert_relative(sum.solution.history.steady_flux, 4.0, 1e-15);
    assert_relative(sum.solution.history.steady_flux_error, 1e-3, 1e-14);
    assert_relative(sum.solution.lag_time, 4.0, 1e-15);
    cr_assert(sum.solution.peak.time == t.scenario.duration);
    aci_accuracy_destroy(&sum);
    part[1].solution.history.has_steady_flux = false; /* its channels close */
    cr_assert_eq(aci_mixture_combine(&t.scenario, parts, 2, &sum), ACI_OK);
    cr_assert_not(sum.solution.history.has_steady_flux);
    cr_assert(sum.solution.history.steady_flux == 0.0);
    aci_accuracy_destroy(&sum);
    aci_accuracy_destroy(&part[0]);
    aci_accuracy_destroy(&part[1]);
    trial_drop(&t);
}
