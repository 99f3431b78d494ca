/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/trace.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/tolerances.h"

static aci_trace trace_of(double (*flux)(double), int count, double end)
{
    aci_trace trace = {0};
    for (int k = 0; k < count; k++) {
        double time = end * k / (count - 1);
        cr_assert_eq(aci_trace_add(&trace, time, flux(time)), ACI_OK);
    }
    return trace;
}

static double bow(double t)
{
    return 3.0 + t * (2.0 - t);
}

static double straight(double t)
{
    return 1.0 + 2.0 * t;
}

/* Between the points the line; its bend is what the parabola adds: for 3 + 2 t - t^2 and points
 * h apart, (t - a)(b - t). */
Test(trace, is_straight_between_points_and_knows_how_far_off)
{
    aci_trace trace = trace_of(bow, 9, 2.0);
    double bend;
    for (int k = 0; k < 8; k++) {
        double a = 0.25 * k, b = a + 0.25, t = a + 0.1;
        double line = bow(a) + (bow(b) - bow(a)) * 0.4;
        assert_relative(aci_trace_flux(&trace, t, &bend), line, 1e-14);
        assert_relative(bend, (t - a) * (b - t), 1e-12);
    }
    cr_assert(aci_trace_flux(&trace, -0.1, &bend) == 0.0 && bend == 0.0);
    cr_assert(aci_trace_flux(&trace, 2.5, &bend) == bow(2.0) && bend == 0.0);
    aci_trace_destroy(&trace);
}

Test(trace, a_line_does_not_bend)
{
    aci_trace trace = trace_of(straight, 3, 1.0);
    double bend;
    assert_relative(aci_trace_flux(&trace, 0.7, &bend), 2.4, 1e-15);
    cr_assert_lt(bend, 1e-15);
    aci_trace_destroy(&trace);
}

Test(trace, of_none_one_or_two_points)
{
    aci_trace trace = {0};
    double bend;
    cr_assert(aci_trace_flux(&trace, 1.0, &bend) == 0.0);
    cr_assert_eq(aci_trace_add(&trace, 1.0, 7.0), ACI_OK);
    cr_assert(aci_trace_flux(&trace, 1.0, &bend) == 7.0);
    cr_assert_eq(aci_trace_add(&trace, 2.0, 9.0), ACI_OK);
    cr_assert(aci_trace_flux(&trace, 1.5, &bend) == 8.0 && bend == 0.0);
    aci_trace_destroy(&trace);
}

static aci_peak peak_of(double (*flux)(double), int count, double end)
{
    aci_trace_search search = {.count = 0};
    for (int k = 0; k < count; k++) {
        double time = end * k / (count - 1);
        aci_trace_follow(&search, time, flux(time));
    }
    return search.peak;
}

static double pulse(double t)
{
    return t * exp(1.0 - t);
}

/* A parabola's top is found wherever the points lie. Of t e^(1-t), 1 at t = 1, the parabola through
 * points h apart misses h^3 g / (9 sqrt 3) where the third derivative (3 - t) e^(1-t) is at most g;
 * its points are no further than 3/2 h from the top. */
Test(trace, peak_is_the_top_of_the_parabola)
{
    for (int count = 5; count < 40; count++) {
        double h = 3.0 / (count - 1);
        aci_peak top = peak_of(bow, count, 3.0), smooth = peak_of(pulse, count, 3.0);
        assert_relative(top.flux, 4.0, 1e-12);
        assert_relative(top.time, 1.0, 1e-12);
        double third = (2.0 + 1.5 * h) * exp(1.5 * h);
        cr_assert_leq(fabs(smooth.flux - 1.0), h * h * h * third / (9.0 * sqrt(3.0)),
                      "%g at h = %g", smooth.flux, h);
    }
}

Test(trace, peak_of_a_rise_is_its_end)
{
    aci_peak end = peak_of(straight, 5, 1.0);
    cr_assert(end.flux == 3.0 && end.time == 1.0);
}
