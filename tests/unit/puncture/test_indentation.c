/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/indentation.h"

#include <criterion/criterion.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_ellint.h>
#include <math.h>

static const double plain = 100e3 / 0.75;

static void assert_digits(double value, double expected, double digit)
{
    cr_assert(fabs(value - expected) <= 0.5001 * digit, "%.12g is not %.12g", value, expected);
}

Test(indentation, hertz)
{
    assert_digits(1e5 * aci_indentation_sphere(plain, 50e-6, 10e-6), 3.975232, 1e-6);
    assert_digits(1e6 * aci_indentation_sphere_contact(50e-6, 10e-6), 22.36068, 1e-5);
    assert_digits(aci_indentation_sphere_pressure(plain, 50e-6, 10e-6), 37960.67, 1e-2);
}

Test(indentation, sneddon_cone)
{
    double angle = 15.0 * M_PI / 180.0;
    assert_digits(1e4 * aci_indentation_cone(plain, angle, 100e-6), 2.274423, 1e-6);
    assert_digits(1e6 * aci_indentation_cone_contact(angle, 100e-6), 17.05818, 1e-5);
}

Test(indentation, flat_punch)
{
    assert_digits(1e5 * aci_indentation_punch(plain, 25e-6, 10e-6), 6.666667, 1e-6);
}

Test(indentation, bonded_layer)
{
    double chi = aci_indentation_sphere_contact(50e-6, 10e-6) / 100e-6;
    assert_digits(chi, 0.2236068, 1e-7);
    assert_digits(aci_indentation_bonded_factor(chi), 1.326338, 1e-6);
    assert_digits(1e5 * aci_indentation_bonded_factor(chi) *
                      aci_indentation_sphere(plain, 50e-6, 10e-6),
                  5.272501, 1e-6);
}

Test(indentation, gao_share)
{
    assert_digits(aci_indentation_share(0.6, 0.5), 0.203611, 1e-6);
    assert_digits(aci_indentation_share(0.6, 0.49), 0.211342, 1e-6);
    assert_digits(aci_indentation_share(0.6, 0.3), 0.316262, 1e-6);
    cr_assert(aci_indentation_share(0.0, 0.5) == 0.0);
    cr_assert(aci_indentation_share(INFINITY, 0.3) == 1.0);
    double before = 0.0;
    for (double x = 1e-3; x < 1e6; x *= 1.5) {
        double share = aci_indentation_share(x, 0.5);
        cr_assert(share > before && share < 1.0);
        before = share;
    }
    /* 1 - I -> 3/(pi x), the base of array.h's shared depth */
    cr_assert(fabs((1.0 - before) * 1e6 * M_PI / 3.0 - 1.0) < 1.0);
}

Test(indentation, far_base_takes_three_over_pi_x)
{
    for (double x = 100.0; x < 1e5; x *= 10.0) {
        double left = (1.0 - aci_indentation_share(x, 0.5)) * M_PI * x / 3.0;
        cr_assert(fabs(left - 1.0) < 10.0 / (x * x) + 1e-10, "%g", left);
    }
}

Test(indentation, blunt_cone_goes_on_without_a_step)
{
    double angle = 0.2;
    double switched = 20e-6 * gsl_pow_2(cos(angle));
    double below = aci_indentation_blunt_cone(plain, angle, 20e-6, switched * (1.0 - 1e-9));
    double above = aci_indentation_blunt_cone(plain, angle, 20e-6, switched * (1.0 + 1e-9));
    cr_assert(fabs(above / below - 1.0) < 1e-8);
    /* far beyond the tip it is the cone, shifted: the force's root grows as the cone's */
    double one = sqrt(aci_indentation_blunt_cone(plain, angle, 20e-6, 1.0));
    double two = sqrt(aci_indentation_blunt_cone(plain, angle, 20e-6, 2.0));
    cr_assert(fabs((two - one) / sqrt(aci_indentation_cone(plain, angle, 1.0)) - 1.0) < 1e-6);
}

static aci_indentation_stack even(double young_modulus)
{
    return (aci_indentation_stack){.count = 3,
                                   .thickness = {20e-6, 300e-6, 1.0},
                                   .young_modulus = {young_modulus, young_modulus, young_modulus},
                                   .base = ACI_BASE_SAME,
                                   .span = 10e-3,
                                   .depth_factor = 0.7,
                                   .tip_radius = 5e-6};
}

Test(indentation, even_stack_is_a_half_space)
{
    aci_indentation_stack stack = even(100e3);
    for (double contact = 1e-7; contact < 1e-2; contact *= 3.0) {
        cr_assert(fabs(aci_indentation_modulus(&stack, contact) / 100e3 - 1.0) < 1e-12);
    }
    /* deep enough to forget the tip */
    double force = aci_indentation_force(&stack, 1e-3);
    cr_assert(fabs(force / (0.7 * 100e3 * 1e-6) - 1.0) < 1e-12);
    /* shallow: Hertz */
    double shallow = aci_indentation_force(&stack, 1e-8);
    cr_assert(fabs(shallow / aci_indentation_sphere(plain, 5e-6, 1e-8) - 1.0) < 1e-12);
}

Test(indentation, modulus_lies_between_those_of_the_layers)
{
    aci_indentation_stack stack = even(100e3);
    stack.young_modulus[0] = 1.5e6;
    stack.young_modulus[1] = 60e3;
    stack.young_modulus[2] = 2e3;
    double before = 1.5e6;
    for (double contact = 1e-7; contact < 1.0; contact *= 1.5) {
        double modulus = aci_indentation_modulus(&stack, contact);
        cr_assert(modulus < before && modulus > 2e3, "falls from the top's to the base's");
        before = modulus;
    }
    cr_assert(fabs(aci_indentation_modulus(&stack, 1e-9) / 1.5e6 - 1.0) < 1e-3);
    cr_assert(fabs(aci_indentation_modulus(&stack, 10.0) / 2e3 - 1.0) < 1e-2);
}

Test(indentation, layer_on_a_rigid_base)
{
    aci_indentation_stack stack = even(100e3);
    stack.count = 1;
    stack.thickness[0] = 100e-6;
    stack.base = ACI_BASE_RIGID;
    for (double contact = 1e-6; contact < 1e-3; contact *= 2.0) {
        double exact = 100e3 / aci_indentation_share(100e-6 / contact, 0.5);
        cr_assert(fabs(aci_indentation_modulus(&stack, contact) / exact - 1.0) < 1e-12);
    }
    /* Dimitriadis' 1.326 at chi = 0.22: the share gives 1.26, both first order in chi */
    double chi = 0.2236068;
    double factor = 1.0 / aci_indentation_share(1.0 / chi, 0.5);
    cr_assert(fabs(factor / aci_indentation_bonded_factor(chi) - 1.0) < chi * chi * 1.283);
}

Test(indentation, split_layers_change_nothing)
{
    aci_indentation_stack whole = even(100e3);
    whole.young_modulus[1] = 30e3;
    whole.count = 3;
    aci_indentation_stack split = whole;
    split.count = 4;
    split.thickness[1] = 100e-6;
    split.thickness[2] = 200e-6;
    split.thickness[3] = 1.0;
    split.young_modulus[2] = 30e3;
    split.young_modulus[3] = 100e3;
    for (double contact = 1e-6; contact < 1e-2; contact *= 3.0) {
        cr_assert(fabs(aci_indentation_modulus(&whole, contact) /
                           aci_indentation_modulus(&split, contact) -
                       1.0) < 1e-12);
    }
}

Test(indentation, force_rises_always)
{
    for (int base = ACI_BASE_SAME; base <= ACI_BASE_MISSING; base++) {
        aci_indentation_stack stack = even(100e3);
        stack.count = 2;
        stack.young_modulus[0] = 1.5e6;
        stack.tension = 20.0;
        stack.base = (aci_indentation_base)base;
        double before = aci_indentation_force(&stack, 0.0);
        cr_assert(before == 0.0);
        for (double dimple = 1e-8; dimple < 2e-2; dimple *= 1.1) {
            double force = aci_indentation_force(&stack, dimple);
            cr_assert(force > before, "base %d, dimple %g", base, dimple);
            before = force;
        }
    }
}

Test(indentation, tension_adds_a_membrane)
{
    aci_indentation_stack slack = even(100e3);
    aci_indentation_stack taut = slack;
    taut.tension = 10.0;
    double added = aci_indentation_force(&taut, 1e-3) - aci_indentation_force(&slack, 1e-3);
    double contact = 0.75 * 0.7 * 1e-3;
    cr_assert(fabs(added / (2.0 * M_PI * 10.0 * 1e-3 / log(1.0 + 10e-3 / contact)) - 1.0) < 1e-9);
    cr_assert(fabs(aci_indentation_taut_modulus(&slack, 1e-3) / 100e3 - 1.0) < 1e-12);
    cr_assert(aci_indentation_taut_modulus(&taut, 1e-3) > 100e3);
}

Test(indentation, missing_base_bends)
{
    aci_indentation_stack stack = even(100e3);
    stack.count = 1;
    stack.thickness[0] = 1e-3;
    stack.base = ACI_BASE_MISSING;
    /* a small push on a clamped plate of radius a: 16 pi E h^3/(12 (1 - nu^2) a^2) beside the much
       stiffer contact of a flat tip */
    stack.is_flat = true;
    stack.tip_radius = 1e-3;
    double plate = 16.0 * M_PI * 100e3 * 1e-9 / (12.0 * 0.75 * 1e-4);
    double contact = 2.0 * plain * 1e-3;
    double stiffness = aci_indentation_force(&stack, 1e-6) / 1e-6;
    cr_assert(fabs(stiffness * (1.0 / plate + 1.0 / contact) - 1.0) < 1e-2, "%g", stiffness);
}

enum { RINGS = 200 };

/// Deflection at a distance r under a unit of force spread over a circle of radius s, over
/// (1 - nu^2)/(pi E): the mean of 1/distance, (2/pi) K(k)/(r + s).
static double under_circle(double r, double s)
{
    double k = 2.0 * sqrt(r * s) / (r + s);
    return M_2_PI * gsl_sf_ellint_Kcomp(k, GSL_PREC_DOUBLE) / (r + s);
}

/// How far a rigid annulus (1 - rim/2 to 1 + rim/2) sinks over what its middle does: the rim cut
/// into rings closer towards both edges, where the pressure is singular; on the ring itself the
/// circle's deflection is that a distance step/(2 e) beside it, the mean over a strip.
static double sunk_over_middle(double rim)
{
    gsl_matrix *matrix = gsl_matrix_alloc(RINGS, RINGS);
    gsl_vector *ones = gsl_vector_alloc(RINGS), *force = gsl_vector_alloc(RINGS);
    double at[RINGS], step[RINGS];
    for (int i = 0; i < RINGS; i++) {
        double from = -cos(M_PI * i / RINGS), to = -cos(M_PI * (i + 1) / RINGS);
        at[i] = 1.0 + 0.25 * rim * (from + to);
        step[i] = 0.5 * rim * (to - from);
    }
    for (int i = 0; i < RINGS; i++) {
        gsl_vector_set(ones, (size_t)i, 1.0);
        for (int j = 0; j < RINGS; j++) {
            double aside = i == j ? 0.5 * step[i] / M_E : 0.0;
            gsl_matrix_set(matrix, (size_t)i, (size_t)j, under_circle(at[i] + aside, at[j]));
        }
    }
    gsl_linalg_HH_solve(matrix, ones, force);
    double middle = 0.0;
    for (int j = 0; j < RINGS; j++) {
        middle += gsl_vector_get(force, (size_t)j) / at[j];
    }
    gsl_matrix_free(matrix);
    gsl_vector_free(ones);
    gsl_vector_free(force);
    return 1.0 / middle;
}

/// The dome under a pressed ring against an annulus solved ring by ring; the closed form is that of
/// a thin rim, whose error goes as the square of rim over radius.
Test(indentation, pressed_ring_leaves_a_dome)
{
    aci_indentation_stack stack = {.count = 1,
                                   .base = ACI_BASE_SAME,
                                   .young_modulus = {50e3},
                                   .thickness = {1.0},
                                   .span = 10e-3,
                                   .depth_factor = 1.0,
                                   .tip_radius = 1e-6};
    const double rims[] = {0.05, 0.1, 0.2, 0.5};
    for (int i = 0; i < 4; i++) {
        aci_indentation_ring ring = {4e-3, 4e-3 * rims[i], 1.5, 0.0};
        double middle = 0.75 * 1.5 / (M_PI * 50e3 * 4e-3);
        double lift = aci_indentation_ring_lift(&stack, &ring) / middle;
        double exact = sunk_over_middle(rims[i]) - 1.0;
        cr_assert(fabs(lift / exact - 1.0) < 1e-3 + 0.28 * rims[i] * rims[i], "%g: %g, exact %g",
                  rims[i], lift, exact);
    }
}

/// Suction alone: Johnson's deflections of a loaded disc, and the ring pulled down by as much.
Test(indentation, suction_lifts_the_middle)
{
    aci_indentation_stack stack = {.count = 1,
                                   .base = ACI_BASE_SAME,
                                   .young_modulus = {50e3},
                                   .thickness = {1.0},
                                   .span = 10e-3,
                                   .depth_factor = 1.0,
                                   .tip_radius = 1e-6};
    aci_indentation_ring sucked = {4e-3, 1e-3, 0.0, 10e3};
    aci_indentation_ring pressed = {4e-3, 1e-3, M_PI * 16e-6 * 10e3, 0.0};
    double disc = 2.0 * 0.75 * 10e3 * 4e-3 / 50e3, edge = disc * M_2_PI;
    double lift = aci_indentation_ring_lift(&stack, &sucked);
    double expected = disc - edge + aci_indentation_ring_lift(&stack, &pressed);
    cr_assert(fabs(lift / expected - 1.0) < 1e-14);
}
