/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What flows in and falls: aci_propagate_options.release, by both methods, against exact answers.
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/numerics/propagate.h"
#include "support/problem.h"
#include "support/tolerances.h"

static const aci_propagate_method methods[2] = {ACI_PROPAGATE_KRYLOV, ACI_PROPAGATE_STEPPER};

static aci_status keep(void *context, const aci_moment *moment)
{
    *(aci_exchange *)context = moment->total;
    return ACI_OK;
}

/// Returns what was exchanged; `*steps` gets the steps in time, where asked for.
static aci_exchange propagate(problem *p, const aci_propagate_options *options, double *u,
                              long *steps)
{
    aci_exchange total = {0};
    aci_propagate_options o = *options;
    o.report_count = 1;
    o.report_times = &o.end;
    aci_watch watch = {.context = &total, .report = keep};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(p->op, &o, &watch, u, &report) == ACI_OK);
    if (steps != NULL) {
        *steps = report.steps;
    }
    return total;
}

/// Seconds of the first rate: (1 - exp(-x)) / rate.
static double seconds(double rate, double time)
{
    return rate > 0.0 ? -expm1(-rate * time) / rate : time;
}

/// Released in two cells of an open problem with a sink: what is there, left and sank is what was
/// there, entered and was released, to round-off, slow or fast, also for ever (rate 0).
Test(release, is_accounted_for)
{
    const double rates[] = {0.0, 1e-5, 1e-3, 0.3};
    problem p = problem_create((problem_kind){
        .geometry = ACI_AXISYMMETRIC, .cells = {13, 1, 15}, .grading = 1.1, .contrast = 1e3});
    double *source = problem_zeros(p.op);
    source[40] = 1e-15;
    source[90] = 3e-15;
    for (int n = 0; n < 8; ++n) {
        double *u = problem_zeros(p.op);
        aci_propagate_options o = {.begin = 100.0,
                                   .end = 1900.0,
                                   .tolerance = 1e-6,
                                   .method = methods[n % 2],
                                   .release = source,
                                   .release_rate = rates[n / 2]};
        aci_exchange total = propagate(&p, &o, u, NULL);
        double released = 4e-15 * seconds(rates[n / 2], 1800.0);
        double found = problem_content(p.op, u) + total.left + total.sunk - total.entered;
        double whole = fabs(total.entered) + released;
        cr_assert(fabs(found - released) < 1e-12 * whole, "%d: %g of %g", n, found, released);
        aci_field_destroy(p.op->extent, &u);
    }
    aci_field_destroy(p.op->extent, &source);
    problem_destroy(&p);
}

/// Even in a closed problem with an even sink a, u = (exp(-b t) - exp(-a t))/(a - b), t exp(-a t)
/// where both are equal. Each step of the stepper may err by 1e-7 of the largest u.
Test(release, even_release_against_even_sink)
{
    const double sink = 1e-3, end = 2000.0, rates[] = {0.0, 1e-4, 1e-3, 1.0000001e-3, 2e-2};
    problem p = problem_create(
        (problem_kind){.geometry = ACI_BOX, .cells = {5, 6, 7}, .contrast = 1e2, .closed = true});
    size_t cells = p.op->extent.count;
    double *source = problem_zeros(p.op);
    for (size_t c = 0; c < cells; ++c) {
        p.op->sink[c] = sink * p.op->capacity[c];
        source[c] = 1e-2 * p.op->capacity[c];
    }
    for (int n = 0; n < 10; ++n) {
        double rate = rates[n / 2], u_start = 0.5;
        double *u = problem_constant(p.op, u_start);
        aci_propagate_options o = {.end = end,
                                   .tolerance = 1e-7,
                                   .method = methods[n % 2],
                                   .release = source,
                                   .release_rate = rate};
        long steps;
        propagate(&p, &o, u, &steps);
        double slow = fmin(sink, rate), fast = fmax(sink, rate);
        double part = exp(-slow * end) * seconds(fast - slow, end);
        double expected = 1e-2 * part + u_start * exp(-sink * end);
        double largest = fmax(u_start, expected);
        for (size_t c = 0; c < cells; ++c) {
            double allowed = n % 2 == 0 ? 1e-9 * expected : (double)steps * 1e-7 * largest;
            cr_assert(fabs(u[c] - expected) <= allowed, "%d: %g not %g", n, u[c], expected);
        }
        aci_field_destroy(p.op->extent, &u);
    }
    aci_field_destroy(p.op->extent, &source);
    problem_destroy(&p);
}

/// Uneven everywhere, both methods, which share nothing but the operator, give the same as they do
/// without a release (test_propagate.c).
Test(release, methods_agree_where_nothing_is_even)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 11}, .grading = 1.2, .contrast = 1e4});
    double *source = problem_zeros(p.op), *u[2];
    source[30] = 1e-14;
    for (int n = 0; n < 2; ++n) {
        u[n] = problem_zeros(p.op);
        aci_propagate_options o = {.end = 3600.0,
                                   .tolerance = 1e-7,
                                   .method = methods[n],
                                   .release = source,
                                   .release_rate = 5e-4};
        propagate(&p, &o, u[n], NULL);
    }
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        cr_assert(fabs(u[0][c] - u[1][c]) < 1e-4, "%g and %g", u[0][c], u[1][c]);
    }
    aci_field_destroy(p.op->extent, &u[0]);
    aci_field_destroy(p.op->extent, &u[1]);
    aci_field_destroy(p.op->extent, &source);
    problem_destroy(&p);
}
