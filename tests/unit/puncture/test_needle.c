/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/needle.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>
#include <math.h>

static aci_needle needle(aci_needle_shape shape)
{
    return (aci_needle){.shape = shape,
                        .length = 1e-3,
                        .tip_radius = 5e-6,
                        .base_diameter = 200e-6,
                        .tip_length = 400e-6,
                        .material = aci_needle_material_find("stainless_steel")};
}

Test(needle, cone)
{
    aci_needle n = needle(ACI_NEEDLE_CONE);
    cr_assert(aci_needle_radius(&n, 0.0) == 5e-6);
    cr_assert(aci_needle_radius(&n, -1.0) == 5e-6);
    cr_assert(fabs(aci_needle_radius(&n, 0.5e-3) / 52.5e-6 - 1.0) < 1e-14);
    cr_assert(aci_needle_radius(&n, 2e-3) == 100e-6);
    cr_assert(fabs(aci_needle_slope(&n, 0.5e-3) / 0.095 - 1.0) < 1e-14);
    double volume = M_PI / 3.0 * (25e-12 + 500e-12 + 1e-8) * 1e-3;
    cr_assert(fabs(aci_needle_volume(&n, 1e-3) / volume - 1.0) < 1e-14);
    double surface = M_PI * 105e-6 * hypot(1e-3, 95e-6);
    cr_assert(fabs(aci_needle_surface(&n, 1e-3) / surface - 1.0) < 1e-14);
    cr_assert(!aci_needle_is_flat(&n));
}

Test(needle, pyramid_has_the_area_of_its_square)
{
    aci_needle n = needle(ACI_NEEDLE_PYRAMID);
    double base = aci_needle_radius(&n, 1e-3);
    cr_assert(fabs(M_PI * base * base / 4e-8 - 1.0) < 1e-14);
}

Test(needle, cylinder_has_a_conical_tip)
{
    aci_needle n = needle(ACI_NEEDLE_CYLINDER);
    cr_assert(fabs(aci_needle_radius(&n, 200e-6) / 52.5e-6 - 1.0) < 1e-14);
    cr_assert(aci_needle_radius(&n, 400e-6) == 100e-6);
    cr_assert(aci_needle_slope(&n, 0.5e-3) == 0.0);
    double volume = M_PI * (1e-8 * 600e-6 + (25e-12 + 500e-12 + 1e-8) / 3.0 * 400e-6);
    cr_assert(fabs(aci_needle_volume(&n, 1e-3) / volume - 1.0) < 1e-14);
}

Test(needle, bevel_is_a_cut_cylinder)
{
    aci_needle n = needle(ACI_NEEDLE_BEVEL);
    n.tip_radius = 1e-9;
    /* half way the plane cuts half of the circle; the cut takes half of the tip's volume */
    double half = aci_needle_radius(&n, 200e-6);
    cr_assert(fabs(half / (100e-6 * M_SQRT1_2) - 1.0) < 1e-12);
    double volume = M_PI * 1e-8 * (600e-6 + 200e-6);
    cr_assert(fabs(aci_needle_volume(&n, 1e-3) / volume - 1.0) < 1e-4);
    for (double s = 20e-6; s < 399e-6; s += 20e-6) {
        double slope = (aci_needle_radius(&n, s + 1e-9) - aci_needle_radius(&n, s - 1e-9)) / 2e-9;
        cr_assert(fabs(aci_needle_slope(&n, s) / slope - 1.0) < 1e-5);
    }
}

Test(needle, profile_is_read_straight)
{
    double distance[] = {0.0, 100e-6, 300e-6, 1e-3};
    double radius[] = {4e-6, 20e-6, 20e-6, 90e-6};
    aci_needle n = needle(ACI_NEEDLE_PROFILE);
    n.profile = (aci_profile){4, distance, radius};
    cr_assert(fabs(aci_needle_radius(&n, 50e-6) / 12e-6 - 1.0) < 1e-14);
    cr_assert(fabs(aci_needle_radius(&n, 650e-6) / 55e-6 - 1.0) < 1e-14);
    cr_assert(aci_needle_radius(&n, 5.0) == 90e-6);
    cr_assert(aci_needle_slope(&n, 200e-6) == 0.0);
    cr_assert(fabs(aci_needle_slope(&n, 650e-6) / 0.1 - 1.0) < 1e-12);
    cr_assert(aci_needle_base_radius(&n) == 90e-6);
}

Test(needle, radius_never_falls)
{
    for (int shape = ACI_NEEDLE_CONE; shape <= ACI_NEEDLE_BEVEL; shape++) {
        aci_needle n = needle((aci_needle_shape)shape);
        double before = 0.0;
        double volume = -1.0;
        for (double s = 0.0; s <= 1e-3; s += 1e-6) {
            cr_assert(aci_needle_radius(&n, s) >= before);
            cr_assert(aci_needle_volume(&n, s) > volume);
            cr_assert(aci_needle_slope(&n, s) >= 0.0);
            before = aci_needle_radius(&n, s);
            volume = aci_needle_volume(&n, s);
        }
    }
}

Test(needle, flat_is_a_tip_as_wide_as_the_shaft)
{
    aci_needle n = needle(ACI_NEEDLE_CYLINDER);
    n.tip_radius = 95e-6;
    cr_assert(aci_needle_is_flat(&n));
    n.tip_radius = 80e-6;
    cr_assert(!aci_needle_is_flat(&n));
}

Test(needle, uniform_needle_buckles_as_euler)
{
    aci_needle n = needle(ACI_NEEDLE_CONE);
    n.tip_radius = 100e-6;
    double inertia = M_PI / 4.0 * 1e-16;
    double euler = M_PI * M_PI * n.material->young_modulus * inertia / (4.0 * 1e-6);
    cr_assert(fabs(aci_needle_buckling_force(&n) / euler - 1.0) < 1e-9);
}

Test(needle, cone_buckles_as_its_closed_form)
{
    /* y = R sin(q/r0 - q/R), slope 0 at the base: tan u = -u r1/... with u = q (1/r0 - 1/r1):
       sin u + (q/r1) cos u = 0 */
    aci_needle n = needle(ACI_NEEDLE_CONE);
    n.tip_radius = 20e-6;
    double r0 = 20e-6;
    double r1 = 100e-6;
    double low = 0.5 * M_PI / (1.0 / r0 - 1.0 / r1);
    double high = 2.0 * low;
    for (int i = 0; i < 200; i++) {
        double q = 0.5 * (low + high);
        double u = q / r0 - q / r1;
        *(sin(u) + q / r1 * cos(u) > 0.0 ? &low : &high) = q;
    }
    double grade = (r1 - r0) / 1e-3;
    double load = gsl_pow_2(low * grade) * n.material->young_modulus * M_PI / 4.0;
    cr_assert(fabs(aci_needle_buckling_force(&n) / load - 1.0) < 1e-9);
}

Test(needle, profile_of_a_cone_buckles_alike)
{
    aci_needle cone = needle(ACI_NEEDLE_CONE);
    double distance[] = {0.0, 0.3e-3, 0.8e-3, 1e-3};
    double radius[] = {5e-6, 33.5e-6, 81e-6, 100e-6};
    aci_needle same = needle(ACI_NEEDLE_PROFILE);
    same.profile = (aci_profile){4, distance, radius};
    double whole = aci_needle_buckling_force(&cone);
    cr_assert(fabs(aci_needle_buckling_force(&same) / whole - 1.0) < 1e-8);
}

Test(needle, what_sticks_out_buckles_as_a_shorter_needle)
{
    aci_needle whole = needle(ACI_NEEDLE_CYLINDER);
    aci_needle rest = needle(ACI_NEEDLE_CONE);
    rest.length = 0.3e-3;
    rest.tip_radius = 100e-6;
    double beyond = aci_needle_buckling_force_beyond(&whole, 0.7e-3);
    cr_assert(fabs(beyond / aci_needle_buckling_force(&rest) - 1.0) < 1e-8);
    double before = 0.0;
    for (double buried = 0.0; buried < 0.99e-3; buried += 0.05e-3) {
        double force = aci_needle_buckling_force_beyond(&whole, buried);
        cr_assert(force > before);
        before = force;
    }
}

Test(needle, pyramid_buckles_by_its_square)
{
    aci_needle n = needle(ACI_NEEDLE_PYRAMID);
    n.tip_radius = 200e-6 / sqrt(M_PI);
    double inertia = gsl_pow_4(200e-6) / 12.0;
    double euler = M_PI * M_PI * n.material->young_modulus * inertia / (4.0 * 1e-6);
    cr_assert(fabs(aci_needle_buckling_force(&n) / euler - 1.0) < 1e-9);
}

Test(needle, stress)
{
    aci_needle n = needle(ACI_NEEDLE_CONE);
    n.tip_radius = 100e-6;
    double area = M_PI * 1e-8;
    cr_assert(fabs(aci_needle_stress(&n, 0.1, 0.0, 1e-3) / (0.1 / area) - 1.0) < 1e-12);
    /* a shaft, its lower 0.4 mm loaded: the moment at the base of 1 mm has the arm 0.8 mm */
    double bending = 0.01 * 0.8e-3 * 100e-6 / (M_PI / 4.0 * 1e-16);
    double sum = 0.1 / area + bending;
    cr_assert(fabs(aci_needle_stress(&n, 0.1, 0.01, 0.4e-3) / sum - 1.0) < 1e-12);
    /* all of a cone loaded: M/R^3 goes as s^2/(s + a)^3, a from apex to tip, largest at s = 2 a */
    aci_needle cone = needle(ACI_NEEDLE_CONE);
    double grade = 0.095;
    double apex = 5e-6 / grade;
    double r = grade * 3.0 * apex;
    double most = 0.5 * 0.01 * 4.0 * apex * apex / 1e-3 / (M_PI / 4.0 * r * r * r);
    cr_assert(fabs(aci_needle_stress(&cone, 0.0, 0.01, 1e-3) / most - 1.0) < 1e-3);
}

Test(needle, materials)
{
    cr_assert(aci_needle_material_count() >= 5);
    for (int i = 0; i < aci_needle_material_count(); i++) {
        const aci_needle_material *m = aci_needle_material_at(i);
        cr_assert(aci_needle_material_find(m->name) == m);
        cr_assert(m->young_modulus > 1e8 && m->strength > 1e6 && m->friction > 0.0);
        cr_assert(m->source != NULL && m->confidence != 0);
    }
    cr_assert_null(aci_needle_material_find("chewing gum"));
}

Test(needle, gauges)
{
    const int gauges[] = {10, 18, 26, 30, 34};
    const double millimetres[] = {3.4, 1.2, 0.45, 0.3, 0.18};
    for (int i = 0; i < 5; i++) {
        cr_assert(fabs(1e3 * aci_needle_gauge(gauges[i]) - millimetres[i]) < 1e-12);
    }
    cr_assert(aci_needle_gauge(9) == 0.0 && aci_needle_gauge(35) == 0.0);
    for (int gauge = 11; gauge <= 34; gauge++) {
        cr_assert(aci_needle_gauge(gauge) < aci_needle_gauge(gauge - 1));
    }
}
