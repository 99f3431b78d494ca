/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/cavity.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>
#include <math.h>

static void assert_digits(double value, double expected, double digit)
{
    cr_assert(fabs(value - expected) <= 0.5001 * digit, "%.12g is not %.12g", value, expected);
}

static const aci_cavity example = {50e3, 10e-6, 70e-6};

Test(cavity, infinite_solid)
{
    assert_digits(aci_cavity_pressure(&example), 1.217853e5, 0.1);
    assert_digits(1e3 * aci_cavity_energy(&example), 1.467182, 1e-6);
    aci_cavity_point point = aci_cavity_at(&example, 100e-6);
    assert_digits(1e6 * point.rest, 72.11103, 1e-5);
    assert_digits(point.stretch, 1.386750, 1e-6);
    assert_digits(point.radial, -28348.16, 1e-2);
    assert_digits(point.hoop, 41805.68, 1e-2);
}

Test(cavity, finite_tube)
{
    double outer;
    assert_digits(aci_cavity_tube_pressure(&example, 500e-6, &outer), 1.208389e5, 0.1);
    assert_digits(1e6 * outer, 504.7772, 1e-4);
}

Test(cavity, wide_tube_is_the_infinite_solid)
{
    double outer;
    /* the missing ring bears mu k/(B^2) or so: 1e-10 at B = 1e5 a */
    double wide = aci_cavity_tube_pressure(&example, 7.0, &outer);
    cr_assert(fabs(wide / aci_cavity_pressure(&example) - 1.0) < 1e-9);
}

Test(cavity, small_strain)
{
    /* linear 2 mu u/a = 1000 Pa; at 1 % the finite strain takes 1 % off */
    aci_cavity slight = {50e3, 1.0, 1.01};
    assert_digits(aci_cavity_pressure(&slight), 990.115, 1e-3);
    aci_cavity tiny = {50e3, 1.0, 1.0 + 1e-7};
    cr_assert(fabs(aci_cavity_pressure(&tiny) / (2.0 * 50e3 * 1e-7) - 1.0) < 1e-6);
}

Test(cavity, pressure_is_the_slope_of_the_energy)
{
    for (double a = 12e-6; a < 200e-6; a *= 1.3) {
        double step = 1e-5 * a;
        aci_cavity above = {50e3, 10e-6, a + step};
        aci_cavity below = {50e3, 10e-6, a - step};
        aci_cavity here = {50e3, 10e-6, a};
        double slope = (aci_cavity_energy(&above) - aci_cavity_energy(&below)) / (2.0 * step);
        /* central differences with (step/a)^2 = 1e-10 and rounding 1e-16/1e-5 */
        cr_assert(fabs(slope / (2.0 * M_PI * a * aci_cavity_pressure(&here)) - 1.0) < 1e-8);
    }
}

Test(cavity, wall_bears_the_pressure)
{
    cr_assert(fabs(aci_cavity_at(&example, 70e-6).radial / aci_cavity_pressure(&example) + 1.0) <
              1e-13);
}

Test(cavity, sphere)
{
    aci_cavity twice = {1.0, 1.0, 2.0};
    aci_cavity five = {1.0, 1.0, 5.0};
    aci_cavity wide = {1.0, 1.0, 1e12};
    assert_digits(aci_cavity_sphere_pressure(&twice), 1.468750, 1e-6);
    assert_digits(aci_cavity_sphere_pressure(&five), 2.099200, 1e-6);
    assert_digits(aci_cavity_sphere_pressure(&wide), 2.5, 1e-10);
}
