/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/surrogate.h"

#include <criterion/criterion.h>
#include <math.h>

#include "acicula/base/random.h"
#include "study/descent.h"
#include "support/tolerances.h"

enum { POINTS = 30 };

/* Even points of a cube of side `size` about 0.5, with a linear, a curved and a steep output. */
static aci_surrogate *make(double size, double places[POINTS][2], double values[POINTS][3])
{
    aci_random random = aci_random_start(3, 1, 0);
    aci_surrogate *out = NULL;
    for (int n = 0; n < POINTS; n++) {
        for (int k = 0; k < 2; k++) {
            places[n][k] = 0.5 + size * (aci_random_uniform(&random) - 0.5);
        }
        values[n][0] = 2.0 - 3.0 * places[n][0] + places[n][1];
        values[n][1] = sin(3.0 * places[n][0]) * places[n][1];
        values[n][2] = exp(9.0 * places[n][0] - 4.0 * places[n][1]);
    }
    cr_assert_eq(aci_surrogate_create(2, 3, POINTS, places[0], values[0], &out), ACI_OK);
    return out;
}

Test(surrogate, meets_its_points_and_is_exact_where_it_can_be)
{
    double places[POINTS][2], values[POINTS][3], found[3];
    aci_surrogate *s = make(1.0, places, values);
    for (int n = 0; n < POINTS; n++) {
        aci_surrogate_values(s, places[n], found);
        for (int m = 0; m < 3; m++) {
            cr_assert_float_eq(found[m], values[n][m], 1e-9 * (1.0 + fabs(values[n][m])));
        }
    }
    const double apart[2] = {0.31, 0.77};
    aci_surrogate_values(s, apart, found);
    cr_assert_float_eq(found[0], 2.0 - 3.0 * 0.31 + 0.77, 1e-10);
    assert_relative(found[2], exp(9.0 * 0.31 - 4.0 * 0.77), 1e-9);
    aci_surrogate_destroy(&s);
    cr_assert_null(s);
}

/* Differences of a linear function are exact, also where the cube ends. */
Test(surrogate, slopes_are_those_of_the_surface)
{
    double places[POINTS][2], values[POINTS][3], slopes[6];
    aci_surrogate *s = make(1.0, places, values);
    const double corner[2] = {0.0, 1.0};
    aci_surrogate_slopes(s, corner, 0.02, slopes);
    cr_assert_float_eq(slopes[0], -3.0, 1e-8);
    cr_assert_float_eq(slopes[3], 1.0, 1e-8);
    aci_surrogate_destroy(&s);
}

/* The error of cubic functions falls with the size of the cloud; the matrix does not mind it. */
Test(surrogate, a_small_cloud_is_met_as_well)
{
    double places[POINTS][2], values[POINTS][3], found[3];
    const double middle[2] = {0.5, 0.5};
    aci_surrogate *s = make(1e-5, places, values);
    aci_surrogate_values(s, middle, found);
    cr_assert_float_eq(found[1], 0.5 * sin(1.5), 1e-9);
    aci_surrogate_destroy(&s);
}

Test(surrogate, refuses_points_in_a_plane)
{
    double places[6][2], values[6];
    aci_surrogate *s;
    for (int n = 0; n < 6; n++) {
        places[n][0] = 0.1 * n;
        places[n][1] = 0.5;
        values[n] = n;
    }
    cr_assert_eq(aci_surrogate_create(2, 1, 6, places[0], values, &s), ACI_NUMERICAL);
    cr_assert_null(s);
    cr_assert_eq(aci_surrogate_create(2, 1, 2, places[0], values, &s), ACI_NUMERICAL);
}

/* Least f = 2 - 3 x + y in a box: its corner; with f >= 0.5 beside it, that line. */
Test(surrogate, a_descent_keeps_to_box_and_sides)
{
    double places[POINTS][2], values[POINTS][3], found[2];
    aci_surrogate *s = make(1.0, places, values);
    aci_descent d = {.surrogate = s,
                     .variables = 2,
                     .objective = 0,
                     .sign = 1.0,
                     .side_count = 1,
                     .sides = {{0, -1.0, 0.5}},
                     .least = {0.1, 0.2},
                     .most = {0.7, 0.9}};
    const double start[2] = {0.3, 0.6};
    cr_assert_eq(aci_descent_solve(&d, 1, start, found), ACI_OK);
    /* f itself must be >= 0.5: many places, all on that line. */
    cr_assert_float_eq(2.0 - 3.0 * found[0] + found[1], 0.5, 1e-5);
    cr_assert_leq(aci_descent_violation(&d, found), 1e-5);
    d.side_count = 0;
    cr_assert_eq(aci_descent_solve(&d, 1, start, found), ACI_OK);
    cr_assert_float_eq(found[0], 0.7, 1e-5);
    cr_assert_float_eq(found[1], 0.2, 1e-5);
    aci_surrogate_destroy(&s);
}
