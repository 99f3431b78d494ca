/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/withdrawal.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_ellint.h>
#include <math.h>

#include "support/needling.h"

static aci_insertion hole(double depth)
{
    return (aci_insertion){.punctured = true, .depth = depth, .rate_factor = 1.0};
}

Test(withdrawal, nothing_stays_without_a_puncture)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1e-3, 4e-6, 200e-6);
    aci_insertion dent = {.punctured = false, .dimple = 1e-3};
    aci_residual out;
    aci_withdrawal_residual(&skin, &needle, &dent, (aci_drag){1e-4, 1e-5}, &out);
    cr_assert(out.depth == 0.0 && out.mouth_radius == 0.0 && out.bottom_radius == 0.0 &&
              out.mouth_area == 0.0 && out.volume == 0.0 && out.bleeding == 0.0);
    cr_assert(aci_withdrawal_radius(&skin, &needle, &dent, 0.0) == 0.0);
}

Test(withdrawal, access_of_a_circle_is_its_radius)
{
    for (double barrier = 0.0; barrier < 1e-4; barrier += 1e-5) {
        cr_assert(fabs(aci_withdrawal_access(7e-6, 7e-6, barrier) / 7e-6 - 1.0) < 1e-12);
    }
    cr_assert(aci_withdrawal_access(7e-6, 0.0, 1e-5) == 0.0);
}

Test(withdrawal, access_without_a_barrier_is_that_of_an_elliptic_disc)
{
    for (double width = 0.01; width < 1.0; width += 0.1) {
        double modulus = sqrt(1.0 - width * width);
        double disc = 0.5 * M_PI / gsl_sf_ellint_Kcomp(modulus, GSL_PREC_DOUBLE);
        cr_assert(fabs(aci_withdrawal_access(1.0, width, 0.0) / disc - 1.0) < 1e-12);
    }
}

Test(withdrawal, access_of_a_slit_exceeds_its_area)
{
    double before = 0.0;
    for (double width = 1e-9; width < 20e-6; width *= 1.5) {
        double access = aci_withdrawal_access(20e-6, width, 15e-6);
        double even = sqrt(20e-6 * width);
        cr_assert(access > even * (1.0 - 1e-12) && access < 20e-6 * (1.0 + 1e-12));
        cr_assert(access > before);
        before = access;
    }
    /* through a thick barrier the hole alone counts, and with it the area */
    cr_assert(fabs(aci_withdrawal_access(20e-6, 5e-6, 1.0) / 10e-6 - 1.0) < 1e-4);
}

Test(withdrawal, tension_opens_a_slit_to_an_ellipse)
{
    /* E 100 kPa, nu 1/2: b/a = 0.075, 0.15, 0.30 at 5, 10, 20 kPa */
    aci_needle needle = needling_cone(1e-3, 4e-6, 200e-6);
    aci_insertion insertion = hole(0.5e-3);
    const double tension[] = {5e3, 10e3, 20e3};
    const double part[] = {0.075, 0.15, 0.30};
    for (int i = 0; i < 3; i++) {
        aci_skin skin = needling_even_skin(100e3 / 3.0, 9.0, 1.5e3);
        skin.mechanics.recoil.value = 1.0;
        skin.mechanics.pre_tension.value = tension[i];
        aci_residual out;
        aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.0, 0.0}, &out);
        cr_assert(fabs(out.slit_half_width / out.slit_half_length - part[i]) < 1e-12);
    }
}

Test(withdrawal, law_8_slack_elastic_skin_closes)
{
    aci_needle needle = needling_cone(1e-3, 4e-6, 200e-6);
    aci_insertion insertion = hole(0.7e-3);
    aci_skin skin = needling_site("forearm");
    skin.mechanics.recoil.value = 1.0;
    double volume = -1.0;
    double mouth = -1.0;
    for (double tension = 0.0; tension < 200e3; tension += 10e3) {
        skin.mechanics.pre_tension.value = tension;
        aci_residual out;
        aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.0, 0.0}, &out);
        cr_assert(out.volume > volume && out.mouth_radius > mouth);
        cr_assert(tension > 0.0 || (out.volume == 0.0 && out.mouth_radius == 0.0));
        volume = out.volume;
        mouth = out.mouth_radius;
    }
}

Test(withdrawal, law_8_hole_is_never_wider_than_the_needle)
{
    uint64_t state = 8;
    for (int i = 0; i < 300; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        skin.mechanics.recoil.value = needling_between(&state, 0.0, 1.0);
        aci_insertion insertion = hole(needle.length * needling_between(&state, 0.01, 1.0));
        for (double part = 0.0; part <= 1.0; part += 0.1) {
            double depth = part * insertion.depth;
            double radius = aci_withdrawal_radius(&skin, &needle, &insertion, depth);
            double full = aci_needle_radius(&needle, insertion.depth - depth);
            cr_assert(radius <= full * (1.0 + 1e-12) && radius >= 0.0);
        }
        aci_residual out;
        aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.0, 0.0}, &out);
        cr_assert(out.volume <= aci_needle_volume(&needle, insertion.depth) * (1.0 + 1e-3));
        cr_assert(out.bottom_radius <= out.mouth_radius && out.bottom_radius >= 0.0);
        cr_assert(out.bleeding >= 0.0 && out.bleeding <= 1.0);
    }
}

Test(withdrawal, recoil_sets_the_width)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1e-3, 4e-6, 200e-6);
    aci_insertion insertion = hole(0.5e-3);
    double half = aci_withdrawal_radius(&skin, &needle, &insertion, 0.0);
    cr_assert(fabs(half / (0.5 * aci_needle_radius(&needle, 0.5e-3)) - 1.0) < 1e-9);
    skin.mechanics.recoil.value = 0.0;
    double full = aci_withdrawal_radius(&skin, &needle, &insertion, 0.0);
    cr_assert(fabs(full / aci_needle_radius(&needle, 0.5e-3) - 1.0) < 1e-9);
}

Test(withdrawal, cone_keeps_mouth_depth_and_volume)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_shaft(1.5e-3, 10e-6, 200e-6, 0.5e-3);
    aci_insertion insertion = hole(1.2e-3);
    aci_residual out;
    aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.0, 0.0}, &out);
    double r = out.mouth_radius;
    double s = out.bottom_radius;
    double cone = M_PI / 3.0 * (r * r + r * s + s * s) * out.depth;
    cr_assert(out.depth == 1.2e-3 && s > 0.0 && s < r);
    cr_assert(fabs(cone / out.volume - 1.0) < 1e-12);
    /* half of the needle's radius at every depth: a quarter of its volume */
    cr_assert(fabs(4.0 * out.volume / aci_needle_volume(&needle, 1.2e-3) - 1.0) < 5e-3);
}

Test(withdrawal, drag_lengthens_the_mouth)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1e-3, 4e-6, 200e-6);
    aci_insertion insertion = hole(0.5e-3);
    aci_residual straight, dragged;
    aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.0, 0.0}, &straight);
    aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.1e-3, 0.01e-3}, &dragged);
    cr_assert(fabs(dragged.slit_half_length - straight.slit_half_length - 5e-6) < 1e-12);
    cr_assert(dragged.mouth_area > straight.mouth_area && dragged.bleeding > straight.bleeding);
}

Test(withdrawal, shallow_channels_hardly_bleed_and_deep_ones_often)
{
    const char *const sites[] = {"cheek", "forehead", "neck", "forearm"};
    aci_needle needle = needling_shaft(1.5e-3, 4e-6, 250e-6, 1e-3);
    for (int i = 0; i < 4; i++) {
        aci_skin skin = needling_site(sites[i]);
        double before = -1.0;
        for (double depth = 0.05e-3; depth <= 1.5e-3; depth += 0.05e-3) {
            aci_insertion insertion = hole(depth);
            aci_residual out;
            aci_withdrawal_residual(&skin, &needle, &insertion, (aci_drag){0.0, 0.0}, &out);
            cr_assert(out.bleeding >= before);
            cr_assert(depth > 0.1501e-3 || out.bleeding < 0.02, "%s", sites[i]);
            cr_assert(depth < 1.1999e-3 || out.bleeding > 0.2, "%s %g", sites[i], out.bleeding);
            before = out.bleeding;
        }
    }
}

Test(withdrawal, relaxes_in_its_time)
{
    cr_assert(aci_withdrawal_relaxed(3.0, 1.0, 0.0, 60.0) == 3.0);
    cr_assert(fabs(aci_withdrawal_relaxed(3.0, 1.0, 60.0, 60.0) - (1.0 + 2.0 / M_E)) < 1e-14);
}

Test(withdrawal, pain_of_length_and_number)
{
    cr_assert(aci_withdrawal_pain(160e-6, 1) == 1.0);
    /* Gill's needles by the depths of the header; the exponent is rounded to 0.005, 0.8 % here */
    double longer = aci_withdrawal_pain(851e-6, 1) / aci_withdrawal_pain(159e-6, 1);
    cr_assert(fabs(longer / pow(1450.0 / 480.0, 1.77) - 1.0) < 0.008, "%g", longer);
    cr_assert(fabs(aci_withdrawal_pain(160e-6, 10) - 2.0) < 0.01);
}
