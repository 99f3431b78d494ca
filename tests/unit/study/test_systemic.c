/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/systemic.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/bodies.h"

TestSuite(systemic, .timeout = 30);

static const double day = 86400.0;
static const double stepped = 1e-9; /* of all that comes in */

static double steady(double time)
{
    (void)time;
    return 3e-9;
}

static double hump(double time)
{
    double x = time / day;
    return 5e-9 * x * (1.0 - x) * (1.0 - x);
}

static double late(double time)
{
    return time > 0.5 * day ? 4e-9 * (time / day - 0.5) : 0.0;
}

static double both(double time)
{
    return hump(time) + late(time);
}

static double stops(double time)
{
    return time < 0.25 * day ? 3e-9 : 0.0;
}

/* Worked by hand: 1 mg/h of tranexamic acid, 30 mg/h of lidocaine in 70 kg. */
Test(systemic, plateau_is_rate_over_clearance)
{
    static const double rate_of[] = {1e-6 / 3600, 30e-6 / 3600};
    static const double clearance[] = {6.78e-3 / 3600, 63e-3 / 3600},
                        level[] = {0.147e-3, 0.476e-3};
    for (int n = 0; n < 2; n++) {
        for (double volume = 0.02; volume < 0.1; volume *= 2.0) {
            const double time[] = {0.0, 60 * day};
            aci_compartments body = {clearance[n] / volume, 0.3 / 3600, 0.6 / 3600};
            aci_systemic_model model = body_model(&body, volume);
            aci_systemic_input in = {
                .count = 1, .time = time, .first = &rate_of[n], .last = &rate_of[n]};
            aci_systemic_course course = body_solve(&model, &in, 2);
            double end = course.rows[ACI_SYSTEMIC_plasma_concentration][1];
            cr_assert_float_eq(end, rate_of[n] / clearance[n], 1e-5 * end);
            cr_assert_float_eq(end, level[n], 0.5e-6);
            cr_assert(course.rises_to_the_end);
            aci_systemic_destroy(&course);
        }
    }
}

Test(systemic, what_came_in_is_in_the_body_or_gone)
{
    body_input in;
    body_fill(&in, 50, day, both);
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course course = body_solve(&model, &in.input, 300);
        double total = course.rows[ACI_SYSTEMIC_input_amount][299];
        for (int n = 0; n < course.times; n++) {
            double found = course.rows[ACI_SYSTEMIC_central_amount][n] +
                           course.rows[ACI_SYSTEMIC_peripheral_amount][n] +
                           course.rows[ACI_SYSTEMIC_eliminated_amount][n];
            cr_assert_float_eq(found, course.rows[ACI_SYSTEMIC_input_amount][n], 1e-12 * total);
        }
        aci_systemic_destroy(&course);
    }
}

/* The area over the run by Simpson's rule of 2000 steps, that without end by the law. */
Test(systemic, areas_are_amounts_over_clearance)
{
    body_input in;
    body_fill(&in, 100, day, hump);
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course course = body_solve(&model, &in.input, 2001);
        const double *c = course.rows[ACI_SYSTEMIC_plasma_concentration];
        double sum = 0.0, clearance = bodies[b].elimination * 0.04;
        for (int n = 0; n + 2 < 2001; n += 2) {
            sum += (c[n] + 4.0 * c[n + 1] + c[n + 2]) * day / 2000 / 3.0;
        }
        double area = body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_area_under_curve);
        double total = course.rows[ACI_SYSTEMIC_input_amount][2000];
        cr_assert_float_eq(area, sum, 1e-7 * sum);
        cr_assert_float_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_area_under_curve_total),
                           total / clearance, 1e-12 * total / clearance);
        cr_assert_lt(area, total / clearance);
        aci_systemic_destroy(&course);
    }
}

Test(systemic, no_way_to_the_second_compartment_is_one)
{
    body_input in;
    body_fill(&in, 50, day, both);
    aci_compartments closed = bodies[0];
    aci_systemic_model one = body_model(&bodies[0], 0.04), two = one;
    two.k12 = (aci_value){0.0, ACI_ORIGIN_GIVEN, 0, "test"};
    two.k21 = (aci_value){1.0 / 3600, ACI_ORIGIN_GIVEN, 0, "test"};
    aci_systemic_course a = body_solve(&one, &in.input, 50), b = body_solve(&two, &in.input, 50);
    for (int n = 0; n < 50; n++) {
        cr_assert_float_eq(a.rows[ACI_SYSTEMIC_central_amount][n],
                           b.rows[ACI_SYSTEMIC_central_amount][n],
                           stepped * a.rows[ACI_SYSTEMIC_input_amount][49]);
        cr_assert_eq(b.rows[ACI_SYSTEMIC_peripheral_amount][n], 0.0);
    }
    cr_assert_float_eq(aci_systemic_half_life(&two), log(2.0) / closed.elimination, 1e-9);
    aci_systemic_destroy(&a);
    aci_systemic_destroy(&b);
}

/* Both volumes filled at once, but for a lag of the order of the exchange time. */
Test(systemic, fast_exchange_is_one_larger_compartment)
{
    body_input in;
    body_fill(&in, 50, day, hump);
    double lag[2];
    for (int n = 0; n < 2; n++) {
        double exchange = (n == 0 ? 20.0 : 40.0) / 3600;
        aci_compartments fast = {0.9 / 3600, 2.0 * exchange, exchange}, slow = {0.3 / 3600, 0, 0};
        aci_systemic_model two = body_model(&fast, 0.02), one = body_model(&slow, 0.06);
        aci_systemic_course a = body_solve(&two, &in.input, 50),
                            b = body_solve(&one, &in.input, 50);
        lag[n] = fabs(a.rows[ACI_SYSTEMIC_plasma_concentration][25] -
                      b.rows[ACI_SYSTEMIC_plasma_concentration][25]) /
                 b.rows[ACI_SYSTEMIC_plasma_concentration][25];
        aci_systemic_destroy(&a);
        aci_systemic_destroy(&b);
    }
    cr_assert_lt(lag[0], 0.02);
    cr_assert_float_eq(lag[0] / lag[1], 2.0, 0.1);
}

Test(systemic, inputs_superpose)
{
    body_input first, second, sum;
    body_fill(&first, 60, day, hump);
    body_fill(&second, 60, day, late);
    body_fill(&sum, 60, day, both);
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course x = body_solve(&model, &first.input, 40),
                            y = body_solve(&model, &second.input, 40),
                            z = body_solve(&model, &sum.input, 40);
        double total = z.rows[ACI_SYSTEMIC_input_amount][39];
        for (int row = 0; row < ACI_SYSTEMIC_ROWS; row++) {
            double scale = row == ACI_SYSTEMIC_plasma_concentration ? total / 0.04
                           : row == ACI_SYSTEMIC_input_rate         ? 1e-8
                                                                    : total;
            for (int n = 0; n < 40; n++) {
                cr_assert_float_eq(x.rows[row][n] + y.rows[row][n], z.rows[row][n],
                                   3.0 * stepped * scale);
            }
        }
        aci_systemic_destroy(&x);
        aci_systemic_destroy(&y);
        aci_systemic_destroy(&z);
    }
}

/* An eighth: the solution is in parts of what comes in, so that only binary digits move. */
Test(systemic, is_linear_to_the_bit)
{
    body_input in;
    body_fill(&in, 60, day, both);
    aci_systemic_model model = body_model(&bodies[1], 0.04);
    aci_systemic_course whole = body_solve(&model, &in.input, 40);
    for (int n = 0; n < 60; n++) {
        in.first[n] /= 8.0;
        in.last[n] /= 8.0;
    }
    aci_systemic_course part = body_solve(&model, &in.input, 40);
    for (int n = 0; n < 40; n++) {
        cr_assert_eq(whole.rows[ACI_SYSTEMIC_plasma_concentration][n],
                     8.0 * part.rows[ACI_SYSTEMIC_plasma_concentration][n]);
    }
    cr_assert_eq(body_endpoint(&whole, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max),
                 body_endpoint(&part, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max));
    aci_systemic_destroy(&whole);
    aci_systemic_destroy(&part);
}

Test(systemic, nothing_is_negative_and_without_input_the_body_empties)
{
    body_input in;
    body_fill(&in, 4, day, stops);
    in.last[0] = 3e-9; /* it ends at once */
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course course = body_solve(&model, &in.input, 200);
        double total = course.rows[ACI_SYSTEMIC_input_amount][199], before = INFINITY;
        for (int n = 0; n < 200; n++) {
            double central = course.rows[ACI_SYSTEMIC_central_amount][n];
            double peripheral = course.rows[ACI_SYSTEMIC_peripheral_amount][n];
            cr_assert_geq(central, -stepped * total);
            cr_assert_geq(peripheral, -stepped * total);
            if (course.time[n] >= 0.25 * day) {
                cr_assert_leq(central + peripheral, before);
                before = central + peripheral;
            }
        }
        cr_assert_float_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max),
                           0.25 * day, 1e-6);
        aci_systemic_destroy(&course);
    }
}

Test(systemic, terminal_half_life_is_that_of_the_late_decline)
{
    body_input in;
    body_fill(&in, 4, 20 * day, steady);
    in.first[1] = in.last[1] = in.first[2] = in.last[2] = in.first[3] = in.last[3] = 0.0;
    for (int b = 0; b < 2; b++) { /* the third body takes weeks */
        const double time[] = {0.0, 7 * day, 7 * day + 3600.0};
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        in.time[1] = 6.5 * day;
        aci_systemic_course course;
        cr_assert_eq(aci_systemic_solve(&model, &in.input, 3, time, &course), ACI_OK);
        const double *c = course.rows[ACI_SYSTEMIC_plasma_concentration];
        double half_life = log(2.0) * 3600.0 / log(c[1] / c[2]);
        cr_assert_float_eq(half_life, aci_systemic_half_life(&model), 1e-4 * half_life);
        aci_systemic_destroy(&course);
    }
}

Test(systemic, elimination_of_a_half_life_gives_that_half_life)
{
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        double rate =
            aci_systemic_elimination(aci_systemic_half_life(&model), bodies[b].k12, bodies[b].k21);
        cr_assert_float_eq(rate, bodies[b].elimination, 1e-12 * rate);
    }
}

Test(systemic, largest_concentration_does_not_depend_on_the_times_kept)
{
    body_input in;
    body_fill(&in, 37, day, both);
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course few = body_solve(&model, &in.input, 2),
                            many = body_solve(&model, &in.input, 3000);
        double most = body_endpoint(&many, ACI_SYSTEMIC_ENDPOINT_concentration_max);
        double scale = many.rows[ACI_SYSTEMIC_input_amount][2999] / 0.04, seen = 0.0;
        cr_assert_float_eq(body_endpoint(&few, ACI_SYSTEMIC_ENDPOINT_concentration_max), most,
                           stepped * scale);
        for (int n = 0; n < 3000; n++) {
            seen = fmax(seen, many.rows[ACI_SYSTEMIC_plasma_concentration][n]);
        }
        cr_assert_leq(seen, most);
        cr_assert_float_eq(seen, most, 1e-5 * most);
        aci_systemic_destroy(&few);
        aci_systemic_destroy(&many);
    }
}

static const double pi = 3.14159265358979323846;
static double strength; /* of the disturbance */
static double turns;

/* The hump, its amount changed by a share `strength` at most: d/dt of A (1 + strength sin). */
static double disturbed(double time)
{
    double x = time / day, phase = 2.0 * pi * turns * x;
    double amount = 5e-9 * day * (x * x / 2 - 2 * x * x * x / 3 + x * x * x * x / 4);
    return hump(time) * (1.0 + strength * sin(phase)) +
           amount * strength * 2.0 * pi * turns / day * cos(phase);
}

Test(systemic, errors_cover_what_the_input_may_be_off_by)
{
    body_input in, other;
    body_fill(&in, 2000, day, hump);
    in.input.amount_error = 0.02;
    strength = 0.02 * (1.0 - 1e-5); /* the pieces miss 1e-6 of the disturbed amount */
    in.input.rate_error = INFINITY;
    in.input.amount_floor = 1e-9;
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course own = body_solve(&model, &in.input, 400);
        for (turns = 0.25; turns < 1.6; turns += 0.25) {
            body_fill(&other, 2000, day, disturbed);
            aci_systemic_course off = body_solve(&model, &other.input, 400);
            for (int e = 0; e < ACI_SYSTEMIC_ENDPOINT_systemic_fraction; e++) {
                const aci_systemic_value *value = &own.endpoints[e];
                cr_assert_float_eq(off.endpoints[e].value, value->value,
                                   value->numerical_error * value->value, "body %d, %g turns, %s",
                                   b, turns, aci_systemic_endpoint_name(e));
            }
            aci_systemic_destroy(&off);
        }
        double total = body_endpoint(&own, ACI_SYSTEMIC_ENDPOINT_area_under_curve_total);
        cr_assert_leq(own.endpoints[ACI_SYSTEMIC_ENDPOINT_area_under_curve_total].numerical_error,
                      0.021);
        cr_assert_gt(total, 0.0);
        aci_systemic_destroy(&own);
    }
}

/* The rate off by a part of its largest value moves the amount by that part over k_e at most. */
Test(systemic, a_known_rate_bounds_what_a_fast_body_holds)
{
    body_input in;
    body_fill(&in, 10, day, steady);
    in.input.amount_error = 0.01;
    in.input.rate_error = 0.01 * steady(0.0);
    const aci_compartments fast = {6.0 / 3600, 0.0, 0.0};
    aci_systemic_model model = body_model(&fast, 0.04);
    aci_systemic_course course = body_solve(&model, &in.input, 10);
    cr_assert_float_eq(course.endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max].numerical_error,
                       0.01, 1e-6);
    in.input.rate_error = INFINITY;
    aci_systemic_destroy(&course);
    course = body_solve(&model, &in.input, 10);
    cr_assert_gt(course.endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max].numerical_error, 0.5);
    aci_systemic_destroy(&course);
}

Test(systemic, margin_is_the_stated_level_over_the_largest)
{
    body_input in;
    body_fill(&in, 10, day, hump);
    aci_systemic_model model = body_model(&bodies[0], 0.04);
    aci_systemic_course course = body_solve(&model, &in.input, 10);
    cr_assert_not(course.endpoints[ACI_SYSTEMIC_ENDPOINT_margin].exists);
    cr_assert_not(course.endpoints[ACI_SYSTEMIC_ENDPOINT_systemic_fraction].exists);
    aci_systemic_destroy(&course);
    model.stated_level = (aci_value){5e-3, ACI_ORIGIN_GIVEN, 0, "test"};
    in.input.applied = 1.0;
    course = body_solve(&model, &in.input, 10);
    cr_assert_float_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_margin) *
                           body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_concentration_max),
                       5e-3, 1e-17);
    cr_assert_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_systemic_fraction),
                 course.rows[ACI_SYSTEMIC_input_amount][9]);
    aci_systemic_destroy(&course);
}

static double none(double time)
{
    (void)time;
    return 0.0;
}

Test(systemic, nothing_in_is_nothing)
{
    body_input in;
    body_fill(&in, 10, day, none);
    aci_systemic_model model = body_model(&bodies[1], 0.04);
    aci_systemic_course course = body_solve(&model, &in.input, 10);
    for (int n = 0; n < 10; n++) {
        cr_assert_eq(course.rows[ACI_SYSTEMIC_plasma_concentration][n], 0.0);
    }
    cr_assert_not(course.endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max].exists);
    cr_assert_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_area_under_curve_total), 0.0);
    aci_systemic_destroy(&course);
}
