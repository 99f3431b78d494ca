/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The systemic kinetics against the exact solutions of one and two compartments. */
#include <criterion/criterion.h>
#include <math.h>

#include "support/bodies.h"

TestSuite(exact_compartments, .timeout = 30);

static const double day = 86400.0;

/* Steps of 1e-11 of all that comes in, some hundreds of them. */
static const double stepped = 1e-9;

static double steady(double time)
{
    (void)time;
    return 2e-9;
}

Test(exact_compartments, constant_infusion)
{
    body_input in;
    body_fill(&in, 1, day, steady);
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course course = body_solve(&model, &in.input, 49);
        double total = steady(0.0) * day;
        for (int n = 1; n < course.times; n++) {
            double exact[2] = {0.0, 0.0};
            aci_compartments_advance(&bodies[b], course.time[n], steady(0.0), steady(0.0), exact);
            cr_assert_float_eq(course.rows[ACI_SYSTEMIC_central_amount][n], exact[0],
                               stepped * total);
            cr_assert_float_eq(course.rows[ACI_SYSTEMIC_peripheral_amount][n], exact[1],
                               stepped * total);
            cr_assert_float_eq(course.rows[ACI_SYSTEMIC_plasma_concentration][n], exact[0] / 0.04,
                               stepped * total / 0.04);
        }
        aci_systemic_destroy(&course);
    }
}

/* The closed form itself: R/k_e (1 - e^(-k_e t)). */
Test(exact_compartments, infusion_into_one_compartment_is_the_textbooks)
{
    const aci_compartments *body = &bodies[0];
    for (double time = 600.0; time < day; time *= 1.7) {
        double amount[2] = {0.0, 0.0};
        aci_compartments_advance(body, time, 2e-9, 2e-9, amount);
        double exact = -2e-9 / body->elimination * expm1(-body->elimination * time);
        cr_assert_float_eq(amount[0], exact, 1e-13 * 2e-9 / body->elimination);
    }
}

/* Pieces of uneven length with jumps between them. */
Test(exact_compartments, straight_pieces_with_jumps)
{
    enum { PIECES = 7 };
    static const double time[PIECES + 1] = {0, 10, 4000, 4001, 20000, 50000, 51000, 86400};
    static const double first[PIECES] = {0, 5e-9, 8e-9, 1e-9, 0, 9e-9, 2e-9};
    static const double last[PIECES] = {4e-9, 1e-9, 0, 3e-9, 0, 1e-9, 2e-9};
    aci_systemic_input in = {.count = PIECES, .time = time, .first = first, .last = last};
    for (int b = 0; b < BODIES; b++) {
        aci_systemic_model model = body_model(&bodies[b], 0.04);
        aci_systemic_course course;
        double exact[2] = {0.0, 0.0}, total = 0.0;
        cr_assert_eq(aci_systemic_solve(&model, &in, PIECES + 1, time, &course), ACI_OK);
        for (int n = 0; n < PIECES; n++) {
            total += 0.5 * (first[n] + last[n]) * (time[n + 1] - time[n]);
        }
        for (int n = 0; n < PIECES; n++) {
            aci_compartments_advance(&bodies[b], time[n + 1] - time[n], first[n], last[n], exact);
            cr_assert_float_eq(course.rows[ACI_SYSTEMIC_central_amount][n + 1], exact[0],
                               stepped * total);
            cr_assert_float_eq(course.rows[ACI_SYSTEMIC_peripheral_amount][n + 1], exact[1],
                               stepped * total);
        }
        aci_systemic_destroy(&course);
    }
}

static double depot_rate; /* 1/s */

static double from_depot(double time)
{
    return 1e-5 * depot_rate * exp(-depot_rate * time);
}

/* Largest error of the central amount over the dose, from a depot in straight pieces. */
static double depot_error(const aci_compartments *body, int pieces)
{
    body_input in;
    aci_systemic_model model = body_model(body, 0.04);
    double largest = 0.0;
    body_fill(&in, pieces, day, from_depot);
    aci_systemic_course course = body_solve(&model, &in.input, 97);
    for (int n = 0; n < course.times; n++) {
        double exact = 1e-5 * aci_compartments_depot(body, depot_rate, course.time[n]);
        largest = fmax(largest, fabs(course.rows[ACI_SYSTEMIC_central_amount][n] - exact) / 1e-5);
    }
    aci_systemic_destroy(&course);
    return largest;
}

/* A chord lies h^2/8 |R''| off its arc, which is all the error there is. */
Test(exact_compartments, first_order_input_is_met_to_second_order)
{
    depot_rate = 0.9 / 3600;
    for (int b = 0; b < BODIES; b++) {
        double coarse = depot_error(&bodies[b], 480), fine = depot_error(&bodies[b], 960);
        double chord = depot_rate * pow(depot_rate * day / 960, 2) / 12.0 / depot_rate;
        cr_assert_leq(fine, chord);
        cr_assert_float_eq(log2(coarse / fine), 2.0, 0.05, "body %d: %g, %g", b, coarse, fine);
    }
}

/* ln(k_a/k_e)/(k_a - k_e), for a depot faster and (flip-flop) slower than the elimination. At a
 * flat top an error d of the amount moves the time by sqrt(2 d/|A''|). */
Test(exact_compartments, peak_lies_where_the_textbooks_say)
{
    static const double rates[] = {3.1 / 3600, 0.11 / 3600};
    for (int n = 0; n < 2; n++) {
        body_input in;
        depot_rate = rates[n];
        body_fill(&in, BODY_PIECES_MAX, day, from_depot);
        aci_systemic_model model = body_model(&bodies[0], 0.04);
        aci_systemic_course course = body_solve(&model, &in.input, 49);
        double time = aci_compartments_depot_peak(&bodies[0], depot_rate);
        double peak = 1e-5 * aci_compartments_depot(&bodies[0], depot_rate, time);
        double chord = pow(depot_rate * day / BODY_PIECES_MAX, 2) / 8.0;
        cr_assert_float_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_concentration_max),
                           peak / 0.04, (chord + stepped) * 1e-5 / 0.04);
        cr_assert_float_eq(body_endpoint(&course, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max),
                           time, sqrt(2.0 * chord) / depot_rate);
        cr_assert_not(course.rises_to_the_end);
        aci_systemic_destroy(&course);
    }
}

/* Flip-flop: depot and elimination change places, and the amount over the depot's rate stays. */
Test(exact_compartments, flip_flop)
{
    const aci_compartments slow = {0.2 / 3600, 0.0, 0.0}, fast = {1.5 / 3600, 0.0, 0.0};
    body_input in;
    depot_rate = fast.elimination;
    body_fill(&in, 2880, day, from_depot);
    aci_systemic_model model = body_model(&slow, 0.04);
    aci_systemic_course one = body_solve(&model, &in.input, 49);
    depot_rate = slow.elimination;
    body_fill(&in, 2880, day, from_depot);
    model = body_model(&fast, 0.04);
    aci_systemic_course other = body_solve(&model, &in.input, 49);
    double chord = pow(fast.elimination * day / 2880, 2) / 8.0;
    double ratio = fast.elimination / slow.elimination;
    for (int n = 0; n < one.times; n++) {
        cr_assert_float_eq(one.rows[ACI_SYSTEMIC_central_amount][n],
                           ratio * other.rows[ACI_SYSTEMIC_central_amount][n],
                           (1.0 + ratio) * (chord + stepped) * 1e-5);
    }
    const double *late = &other.rows[ACI_SYSTEMIC_central_amount][46];
    double decline = log(late[0] / late[2]) / (other.time[48] - other.time[46]);
    cr_assert_float_eq(decline, slow.elimination, 1e-3 * slow.elimination);
    aci_systemic_destroy(&one);
    aci_systemic_destroy(&other);
}
