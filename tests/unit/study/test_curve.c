/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve through points in time against functions whose integral, peak and roots are known. */
#include "study/curve.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/tolerances.h"

enum { POINTS = 129 };

typedef struct points {
    double time[POINTS], value[POINTS];
    bool turns[POINTS];
    aci_curve curve;
} points;

/* Times crowd at the beginning, as those of regions do. */
static void sample(double (*f)(double), double end, int count, points *out)
{
    *out = (points){.turns = {false}};
    for (int n = 0; n < count; n++) {
        double share = (double)n / (count - 1);
        out->time[n] = end * share * share * share;
        out->value[n] = f(out->time[n]);
    }
    out->curve = (aci_curve){count, out->time, out->value, out->turns};
}

static double parabola(double t)
{
    return 1.0 + t * (6.0 - t);
}

static double wave(double t)
{
    return t * exp(-t);
}

Test(curve, is_exact_for_a_parabola)
{
    points p;
    double when;
    sample(parabola, 8.0, 9, &p);
    assert_relative(aci_curve_integral(&p.curve), 8.0 + 3.0 * 64.0 - 512.0 / 3.0, 1e-13);
    assert_relative(aci_curve_peak(&p.curve, &when), 10.0, 1e-13);
    /* flat at the top: the place is known to the root of the precision */
    assert_relative(when, 3.0, 1e-7);
    assert_relative(aci_curve_above(&p.curve, 6.0), 4.0, 1e-12);
}

/* Of fourth order: halving the steps divides the errors by 16; 8 is asked for, so that the next
 * order's part does not matter. */
Test(curve, converges_for_a_smooth_course)
{
    const double end = 6.0, level = 0.25;
    const double exact = 1.0 - (1.0 + end) * exp(-end);
    const double above = 2.153292364110349 - 0.357402956181389; /* roots of t exp(-t) = 1/4 */
    points coarse, fine;
    double when;
    sample(wave, end, 33, &coarse);
    sample(wave, end, 65, &fine);
    double error[2] = {fabs(aci_curve_integral(&coarse.curve) - exact),
                       fabs(aci_curve_integral(&fine.curve) - exact)};
    cr_assert(error[1] < error[0] / 8.0, "%g %g", error[0], error[1]);
    assert_relative(aci_curve_integral(&fine.curve), exact, 1e-4);
    assert_relative(aci_curve_above(&fine.curve, level), above, 1e-4);
    assert_relative(aci_curve_peak(&fine.curve, &when), exp(-1.0), 1e-4);
    assert_relative(when, 1.0, 1e-2);
}

static double kink(double t)
{
    return t < 1.0 ? 2.0 * t : 3.0 - t;
}

Test(curve, keeps_a_kink_at_a_turn)
{
    points p = {.time = {0.0, 0.4, 0.8, 1.0, 1.5, 2.5, 3.0}};
    double when;
    for (int n = 0; n < 7; n++) {
        p.value[n] = kink(p.time[n]);
        p.turns[n] = p.time[n] == 1.0;
    }
    p.curve = (aci_curve){7, p.time, p.value, p.turns};
    assert_relative(aci_curve_integral(&p.curve), 3.0, 1e-14);
    assert_relative(aci_curve_above(&p.curve, 1.0), 1.5, 1e-14);
    assert_relative(aci_curve_peak(&p.curve, &when), 2.0, 1e-14);
    assert_relative(when, 1.0, 1e-14);
}

Test(curve, of_one_point_is_that_point)
{
    double time = 2.0, value = 3.0, when;
    aci_curve curve = {1, &time, &value, NULL};
    cr_assert_eq(aci_curve_integral(&curve), 0.0);
    cr_assert_eq(aci_curve_above(&curve, 1.0), 0.0);
    cr_assert_eq(aci_curve_peak(&curve, &when), 3.0);
    cr_assert_eq(when, 2.0);
}

Test(curve, thins_to_every_second_point_and_keeps_turns_and_ends)
{
    points p, thin;
    sample(wave, 6.0, 10, &p);
    p.turns[3] = true;
    int count = aci_curve_thin(&p.curve, thin.time, thin.value, thin.turns);
    const int kept[] = {0, 2, 3, 5, 7, 9};
    cr_assert_eq(count, 6);
    for (int n = 0; n < count; n++) {
        cr_assert_eq(thin.time[n], p.time[kept[n]]);
        cr_assert_eq(thin.value[n], p.value[kept[n]]);
        cr_assert_eq(thin.turns[n], kept[n] == 3);
    }
}
