/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/fracture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>
#include <math.h>

static double force_number(double alpha, double j)
{
    aci_fracture_law law;
    aci_fracture_planar(alpha, &law);
    return aci_fracture_solve(&law, 1.0, j, 1.0).force;
}

Test(fracture, knots_are_the_table)
{
    const struct {
        double alpha, opening, energy;
    } table[] = {{2, 0.2, 1.47}, {2, 0.4, 1.88}, {2, 0.7, 2.39}, {2, 1.0, 2.89}, {3, 0.6, 2.25},
                 {3, 1.6, 4.51}, {5, 0.2, 1.32}, {5, 1.0, 3.59}, {5, 1.5, 6.71}, {5, 3.0, 25.1},
                 {9, 0.4, 2.07}, {9, 0.8, 3.91}, {9, 1.0, 6.37}, {9, 1.3, 15.3}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        aci_fracture_law law;
        aci_fracture_planar(table[i].alpha, &law);
        double energy = aci_fracture_energy(&law, table[i].opening);
        /* the law's own knots lie up to half of ln(15)/40 beside the table's; a chord of that
           length misses a curve of S'' up to 30 (in logarithms) by 30/8 (0.068)^2 */
        cr_assert(fabs(energy / table[i].energy - 1.0) < 0.018, "alpha %g, R/a %g: %g",
                  table[i].alpha, table[i].opening, energy);
    }
}

Test(fracture, minimised_forces)
{
    const struct {
        double alpha, j, half_length, force;
    } rows[] = {{3, 1, 1.03, 5.05},   {3, 2, 0.78, 6.81},   {5, 1, 1.23, 5.39},
                {5, 10, 0.649, 20.0}, {5, 30, 0.455, 41.3}, {5, 100, 0.283, 89.8},
                {9, 1, 1.55, 6.08},   {9, 10, 0.981, 26.3}, {9, 30, 0.798, 61.3},
                {9, 100, 0.613, 157}, {9, 325, 0.474, 394}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        aci_fracture_law law;
        aci_fracture_planar(rows[i].alpha, &law);
        aci_fracture_steady steady = aci_fracture_solve(&law, 1.0, rows[i].j, 1.0);
        /* the force is a minimum: how the knots are joined moves it by less than 1 %, and the
           crack, where the curve is flat, by less than 5 % */
        cr_assert(fabs(steady.force / rows[i].force - 1.0) < 0.01, "alpha %g j %g: %g",
                  rows[i].alpha, rows[i].j, steady.force);
        cr_assert(fabs(steady.half_length / rows[i].half_length - 1.0) < 0.05, "alpha %g j %g: %g",
                  rows[i].alpha, rows[i].j, steady.half_length);
    }
}

Test(fracture, power_fit_of_steep_skin)
{
    for (double j = 10.0; j <= 1000.0; j *= 1.5) {
        cr_assert(fabs(force_number(9.0, j) / (4.40 * pow(j, 0.776)) - 1.0) < 0.02, "j %g", j);
    }
}

Test(fracture, examples_of_needles)
{
    const double radius[] = {25, 35, 50, 70, 100, 125, 500};
    const double force[] = {61, 91, 141, 212, 328, 430, 2330};
    aci_fracture_law law;
    aci_fracture_planar(9.0, &law);
    for (int i = 0; i < 7; i++) {
        double found = aci_fracture_solve(&law, 0.11e6, 2500.0, 1e-6 * radius[i]).force;
        cr_assert(fabs(1e3 * found / force[i] - 1.0) < 0.03, "%g um: %g", radius[i], found);
    }
}

Test(fracture, ring_crack_to_the_digits)
{
    const double j[] = {1, 10, 100};
    const double part[] = {0.535655, 0.050637, 0.005001};
    const double pressure[] = {1.516457, 3.988164, 6.298185};
    for (int i = 0; i < 3; i++) {
        double x;
        cr_assert(fabs(aci_fracture_ring_pressure(2.0, j[i], &x) - pressure[i]) < 5.01e-7);
        cr_assert(fabs(x - part[i]) < 5.01e-7);
    }
}

Test(fracture, ring_crack_table)
{
    const struct {
        double alpha, j, part, pressure;
    } rows[] = {{3, 1, 0.572, 1.536},  {5, 1, 0.633, 1.58},  {5, 10, 0.313, 8.70},
                {5, 100, 0.170, 46.4}, {9, 1, 0.712, 1.64},  {9, 10, 0.496, 11.7},
                {9, 100, 0.363, 84},   {9, 325, 0.311, 233}, {2, 325, 0.0015, 7.477}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double x;
        double pressure = aci_fracture_ring_pressure(rows[i].alpha, rows[i].j, &x);
        cr_assert(fabs(pressure / rows[i].pressure - 1.0) < 0.005, "%g", pressure);
        cr_assert(fabs(x / rows[i].part - 1.0) < 0.03, "%g", x);
    }
}

Test(fracture, ring_energy_of_neo_hooke_is_closed)
{
    for (double x = 0.01; x < 1.0; x += 0.07) {
        double exact = M_PI * (1.0 - x * x) * log(1.0 / x);
        cr_assert(fabs(aci_fracture_ring_energy(2.0, x) / exact - 1.0) < 1e-12);
    }
    cr_assert(aci_fracture_ring_energy(9.0, 1.0) == 0.0);
}

Test(fracture, ring_energy_against_the_integral_over_the_solid)
{
    /* midpoint rule in ln(rho) from b out to 1e4 R: what lies beyond is 1e-8 */
    double alpha = 5.0;
    double x = 0.3;
    int count = 200000;
    double span = log(1e4 / x);
    double sum = 0.0;
    for (int i = 0; i < count; i++) {
        double rho = x * exp(span * (i + 0.5) / count);
        double l = sqrt(1.0 + (1.0 - x * x) / (rho * rho));
        sum += 2.0 / (alpha * alpha) * (pow(l, alpha) + pow(l, -alpha) - 2.0) * 2.0 * M_PI * rho *
               rho * span / count;
    }
    cr_assert(fabs(sum / aci_fracture_ring_energy(alpha, x) - 1.0) < 1e-6);
}

Test(fracture, ring_law_follows_the_exact_ring)
{
    for (double alpha = 2.0; alpha <= 12.0; alpha += 2.5) {
        aci_fracture_law law;
        aci_fracture_ring(alpha, &law);
        for (double j = 1.0; j < 3000.0; j *= 3.0) {
            double x;
            double exact = M_PI * aci_fracture_ring_pressure(alpha, j, &x);
            double found = aci_fracture_solve(&law, 1.0, j, 1.0).force;
            cr_assert(fabs(found / exact - 1.0) < 2e-3, "alpha %g j %g: %g", alpha, j,
                      found / exact);
        }
    }
}

Test(fracture, wide_opening_of_neo_hooke_is_a_hole_of_half_the_slit)
{
    aci_fracture_law law;
    aci_fracture_planar(2.0, &law);
    for (double opening = 8.0; opening < 1e4; opening *= 3.0) {
        /* chords of a logarithm in logarithms lie below it by at most 1/8 (ln 4/ln(2 R/a))^2 */
        double exact = M_PI * log(2.0 * opening);
        double bound = 0.125 * gsl_pow_2(log(4.0) / log(opening));
        double found = aci_fracture_energy(&law, opening);
        cr_assert(found < exact * (1.0 + 1e-3) && found > exact * (1.0 - bound), "%g", found);
    }
}

Test(fracture, scales_with_its_units)
{
    aci_fracture_law law;
    aci_fracture_planar(6.3, &law);
    aci_fracture_steady one = aci_fracture_solve(&law, 0.2e6, 900.0, 40e-6);
    aci_fracture_steady two = aci_fracture_solve(&law, 0.2e6 * 3.0, 900.0 * 6.0, 80e-6);
    cr_assert(fabs(two.force / one.force - 12.0) < 1e-12);
    cr_assert(fabs(two.half_length / one.half_length - 2.0) < 1e-12);
    cr_assert(fabs(two.elastic / one.elastic - 12.0) < 1e-12);
}

Test(fracture, work_is_the_crack_and_the_strain)
{
    for (double alpha = 2.0; alpha <= 12.0; alpha += 0.7) {
        aci_fracture_law law;
        aci_fracture_planar(alpha, &law);
        for (double j = 0.1; j < 1e4; j *= 1.7) {
            aci_fracture_steady s = aci_fracture_solve(&law, 1.0, j, 1.0);
            cr_assert(fabs((2.0 * j * s.half_length + s.elastic) / s.force - 1.0) < 1e-12);
            double around = fmin(2.0 * j * s.half_length * 1.02 +
                                     aci_fracture_energy(&law, 1.0 / (1.02 * s.half_length)),
                                 2.0 * j * s.half_length * 0.98 +
                                     aci_fracture_energy(&law, 1.0 / (0.98 * s.half_length)));
            cr_assert(around >= s.force * (1.0 - 1e-12), "no cheaper crack: alpha %g j %g", alpha,
                      j);
        }
    }
}

Test(fracture, pressure_falls_with_radius_and_rises_with_toughness_and_stiffness)
{
    for (double alpha = 2.0; alpha <= 12.0; alpha += 0.5) {
        aci_fracture_law law;
        aci_fracture_planar(alpha, &law);
        double before = INFINITY;
        for (double radius = 1e-6; radius < 1e-3; radius *= 1.2) {
            double force = aci_fracture_solve(&law, 0.1e6, 2e3, radius).force;
            cr_assert(force / (radius * radius) < before);
            cr_assert(aci_fracture_solve(&law, 0.1e6, 2.2e3, radius).force > force);
            cr_assert(aci_fracture_solve(&law, 0.11e6, 2e3, radius).force > force);
            before = force / (radius * radius);
        }
    }
}

Test(fracture, pressure_rises_with_the_exponent)
{
    /* from j = 10 on, where the crack is no longer than the needle is wide */
    for (double j = 10.0; j < 1e4; j *= 2.0) {
        double before = 0.0;
        for (double alpha = 2.0; alpha <= 12.0; alpha += 0.25) {
            double force = force_number(alpha, j);
            cr_assert(force > before, "alpha %g j %g", alpha, j);
            before = force;
        }
    }
}

Test(fracture, flat_tips_need_more_than_sharp_ones)
{
    for (double alpha = 2.0; alpha <= 12.0; alpha += 0.5) {
        for (double j = 2.0; j < 2e4; j *= 1.5) {
            double x;
            double flat = aci_fracture_ring_pressure(alpha, j, &x);
            cr_assert(flat >= force_number(alpha, j) / M_PI, "alpha %g j %g", alpha, j);
        }
    }
}

Test(fracture, no_toughness_no_force)
{
    aci_fracture_law law;
    aci_fracture_planar(9.0, &law);
    aci_fracture_steady none = aci_fracture_solve(&law, 1e5, 0.0, 1e-5);
    cr_assert(none.force == 0.0 && none.half_length == 0.0 && none.elastic == 0.0);
    double before = force_number(9.0, 1e-3);
    for (double j = 1e-4; j > 1e-12; j *= 0.1) {
        cr_assert(force_number(9.0, j) < before, "goes to 0 with the toughness");
        before = force_number(9.0, j);
    }
}
