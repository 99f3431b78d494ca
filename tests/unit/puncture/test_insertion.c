/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/insertion.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>
#include <math.h>

#include "acicula/puncture/fracture.h"
#include "acicula/skin/mechanics.h"
#include "support/needling.h"

static double steady(double modulus, double exponent, double toughness, double radius)
{
    aci_fracture_law law;
    aci_fracture_planar(exponent, &law);
    return aci_fracture_solve(&law, modulus, toughness, radius).force;
}

Test(insertion, tapered_needle_meets_the_cylinder_of_its_width_at_the_surface)
{
    aci_skin skin = needling_even_skin(0.1e6, 7.0, 1.5e3);
    aci_needle needle = needling_cone(1.5e-3, 5e-6, 250e-6);
    for (double travel = 0.4e-3; travel <= 1.5e-3; travel += 0.1e-3) {
        aci_insertion_setting setting = needling_travel(travel);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        double exact = steady(0.1e6, 7.0, 1.5e3, aci_needle_radius(&needle, out.depth));
        /* straight between 80 stations, a curve R^1.3: 1/8 (step/s)^2 where s is small */
        cr_assert(fabs(out.force / exact - 1.0) < 1e-3, "%g of %g", out.force, exact);
    }
}

Test(insertion, layers_add_by_the_widths_at_their_sides)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1.5e-3, 5e-6, 250e-6);
    aci_insertion_setting setting = needling_travel(10e-3);
    setting.drive = ACI_DRIVE_FORCE;
    for (setting.force = 0.05; setting.force < 0.2; setting.force *= 1.3) {
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        double force = 0.0;
        for (int k = 0; k <= out.layer; k++) {
            const aci_tissue *tissue = &skin.layers[k].tissue;
            double mu = aci_mechanics_modulus(&skin, k, 0.0);
            double toughness = aci_mechanics_toughness(&skin, k);
            double above = out.depth - aci_skin_layer_top(&skin, k);
            double below = out.depth - aci_skin_layer_top(&skin, k + 1);
            force += steady(mu, tissue->ogden_exponent.value, toughness,
                            aci_needle_radius(&needle, above));
            if (k < out.layer) {
                force -= steady(mu, tissue->ogden_exponent.value, toughness,
                                aci_needle_radius(&needle, below));
            }
        }
        cr_assert(out.stop == ACI_STOP_FORCE && fabs(out.force / force - 1.0) < 2e-3, "%g of %g",
                  out.force, force);
    }
}

Test(insertion, pointed_needle_breaks_in_at_three_times_its_steady_force)
{
    /* so tough and soft that the dimple is far deeper than the tip is wide */
    aci_skin skin = needling_even_skin(1e3, 9.0, 1e4);
    skin.layers[0].thickness.value = 1e5;
    aci_needle needle = needling_cone(0.2, 2e-6, 1e-3);
    aci_insertion_setting setting = needling_travel(0.2);
    aci_insertion out = needling_solve(&skin, &needle, &setting);
    double steady_force = steady(1e3, 9.0, 1e4, 2e-6);
    cr_assert(fabs(out.puncture_force / (3.0 * steady_force) - 1.0) < 1e-3, "%g",
              out.puncture_force / steady_force);
    double beta = skin.mechanics.dimple_factor.value;
    double dimple = sqrt(3.0 * steady_force / (beta * 3e3));
    cr_assert(fabs(out.puncture_displacement / dimple - 1.0) < 1e-3);
}

Test(insertion, punch_jumps_in_by_sqrt_3_less_1)
{
    /* a needle of one width meets one force: the dimple falls from sqrt(3) to 1 times its steady */
    aci_skin skin = needling_even_skin(1e3, 9.0, 1e4);
    skin.layers[0].thickness.value = 1e5;
    aci_needle needle = needling_cone(0.2, 2e-6, 4e-6);
    aci_insertion_setting setting = needling_travel(0.15);
    aci_insertion out = needling_solve(&skin, &needle, &setting);
    aci_fracture_law law;
    aci_fracture_ring(9.0, &law);
    double steady_force = aci_fracture_solve(&law, 1e3, 1e4, 2e-6).force;
    double dimple = sqrt(steady_force / (skin.mechanics.dimple_factor.value * 3e3));
    cr_assert(fabs(out.pop_in / ((sqrt(3.0) - 1.0) * dimple) - 1.0) < 2e-3, "%g",
              out.pop_in / dimple);
    cr_assert(fabs(out.dimple / dimple - 1.0) < 1e-3 &&
              fabs(out.force / steady_force - 1.0) < 1e-9);
    /* lost: the work of three times the force to sqrt(3) w, less that of one to w and the way in */
    double lost = steady_force * dimple * (sqrt(3.0) - 1.0 / 3.0 - (sqrt(3.0) - 1.0));
    cr_assert(fabs(out.energy.damping / lost - 1.0) < 5e-3, "%g", out.energy.damping / lost);
}

Test(insertion, line_law)
{
    aci_skin skin = needling_site("abdomen");
    aci_insertion_setting setting = needling_travel(1.5e-3);
    setting.law = ACI_PUNCTURE_LINE;
    const double diameter[] = {5e-6, 37e-6, 0.5e-6};
    const double force[] = {20e-3, 167e-3, 0.0};
    for (int i = 0; i < 3; i++) {
        aci_needle needle = needling_cone(1.5e-3, 0.5 * diameter[i], 300e-6);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(fabs(out.puncture_force - force[i]) < 0.1e-3, "%g", out.puncture_force);
        cr_assert(out.punctured == (out.puncture_displacement <= 1.5e-3));
    }
}

Test(insertion, force_below_the_puncture_only_dents)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1.5e-3, 10e-6, 250e-6);
    aci_insertion_setting setting = needling_travel(1.5e-3);
    double puncture = needling_solve(&skin, &needle, &setting).puncture_force;
    setting.drive = ACI_DRIVE_FORCE;
    setting.force = 0.999 * puncture;
    aci_insertion dent = needling_solve(&skin, &needle, &setting);
    cr_assert(!dent.punctured && dent.depth == 0.0 && dent.dimple == dent.displacement);
    cr_assert(dent.stop == ACI_STOP_FORCE && fabs(dent.force / setting.force - 1.0) < 1e-9);
    setting.force = 1.001 * puncture;
    aci_insertion hole = needling_solve(&skin, &needle, &setting);
    cr_assert(hole.punctured && hole.depth > 0.0 && fabs(hole.force / setting.force - 1.0) < 1e-9);
}

Test(insertion, landed_plate_bears_the_rest)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(0.5e-3, 4e-6, 100e-6);
    aci_insertion_setting setting = needling_travel(0.5e-3);
    setting.drive = ACI_DRIVE_FORCE;
    setting.force = 5.0;
    aci_insertion out = needling_solve(&skin, &needle, &setting);
    cr_assert(out.stop == ACI_STOP_TRAVEL && out.displacement == 0.5e-3);
    cr_assert(fabs((out.force + out.contact_force) / 5.0 - 1.0) < 1e-12);
    setting.reference = ACI_REFERENCE_PLATE;
    setting.travel = 0.05e-3;
    out = needling_solve(&skin, &needle, &setting);
    cr_assert(!out.punctured && out.stop == ACI_STOP_PLATE);
}

Test(insertion, energy_is_used_up_or_left)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1.5e-3, 4e-6, 250e-6);
    aci_insertion_setting setting = needling_travel(1.5e-3);
    setting.drive = ACI_DRIVE_ENERGY;
    double depth = -1.0;
    for (setting.energy = 1e-7; setting.energy < 1e-2; setting.energy *= 2.0) {
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(fabs(out.energy.work / setting.energy - 1.0) < 1e-9);
        cr_assert(out.depth >= depth);
        cr_assert((out.stop == ACI_STOP_TRAVEL) == (out.energy.kinetic > 0.0));
        depth = out.depth;
    }
    setting.energy = 0.0;
    aci_insertion none = needling_solve(&skin, &needle, &setting);
    cr_assert(!none.punctured && none.displacement == 0.0 && none.force == 0.0);
}

Test(insertion, pen_stalls_or_makes_its_way)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(2e-3, 4e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    setting.drive = ACI_DRIVE_CAM;
    setting.stroke = 2.5e-3;
    setting.frequency = 100.0;
    setting.needles = 12;
    setting.reference = ACI_REFERENCE_NOZZLE;
    aci_insertion idle = needling_solve(&skin, &needle, &setting);
    cr_assert(idle.stop == ACI_STOP_STALL && idle.displacement == 0.0);
    double depth = 0.0;
    for (setting.stall_force = 0.01; setting.stall_force < 20.0; setting.stall_force *= 1.5) {
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.depth >= depth);
        depth = out.depth;
    }
    aci_insertion strong = needling_solve(&skin, &needle, &setting);
    cr_assert(strong.stop == ACI_STOP_TRAVEL && strong.displacement == 1e-3);
    cr_assert(strong.energy.work <= setting.stall_force / 12.0 * 1e-3);
    /* the tip is at p - (S/2)(1 + cos 2 pi f t): below the skin from acos(1 - 2 p/S)/(2 pi f)
       before it is deepest, and the way of 1 mm is shorter than the needle */
    double rate = 2.0 * M_PI * 100.0 / acos(1.0 - 2.0 * 1e-3 / 2.5e-3);
    cr_assert(fabs(strong.rate_factor / aci_mechanics_rate_factor(&skin, rate) - 1.0) < 1e-12);
}

/// The dial set to the whole stroke touches the skin at rest, and is no slow needle for that: depth
/// grows with the dial to its end.
Test(insertion, whole_stroke_loses_no_depth)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(2.5e-3, 4e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    setting.drive = ACI_DRIVE_CAM;
    setting.stroke = 2.5e-3;
    setting.frequency = 100.0;
    setting.moving_mass = 5e-3;
    setting.stall_force = 20.0;
    double depth = 0.0;
    for (int i = 1; i <= 25; i++) {
        setting.travel = setting.stroke * i / 25.0;
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.depth >= depth, "%d: %g after %g", i, out.depth, depth);
        depth = out.depth;
    }
    cr_assert(depth > 0.0);
}

/// A hand that presses the nozzle lifts the skin towards the needles: by nothing for no force, in
/// proportion to it, less on stiffer skin; all of it is travel, as far as the stroke goes.
Test(insertion, pressed_nozzle_adds_travel)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(2.5e-3, 4e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    setting.reference = ACI_REFERENCE_NOZZLE;
    setting.ring = (aci_indentation_ring){4e-3, 1e-3, 0.0, 0.0};
    aci_insertion idle = needling_solve(&skin, &needle, &setting);
    cr_assert(idle.lift == 0.0 && idle.displacement == 1e-3);
    setting.ring.force = 1.0;
    aci_insertion light = needling_solve(&skin, &needle, &setting);
    setting.ring.force = 2.0;
    aci_insertion firm = needling_solve(&skin, &needle, &setting);
    cr_assert(light.lift > 0.0 && fabs(firm.lift / light.lift - 2.0) < 1e-14);
    cr_assert(light.displacement == 1e-3 + light.lift && firm.depth > light.depth);
    setting.drive = ACI_DRIVE_CAM;
    setting.stroke = 1e-3 + 0.5 * light.lift;
    setting.frequency = 100.0;
    setting.stall_force = 20.0;
    aci_insertion held = needling_solve(&skin, &needle, &setting);
    cr_assert(held.lift == firm.lift && held.displacement == setting.stroke);
    aci_insertion_variation stiff = {1.0, 2.0, 1.0, 1.0, 1.0, 1.0};
    aci_insertion_model *model = NULL;
    cr_assert(aci_insertion_create(&skin, &needle, &setting, &model) == ACI_OK);
    cr_assert(aci_insertion_solve(model, &stiff, &held) == ACI_OK && held.lift < firm.lift);
    aci_insertion_destroy(&model);
}

/* At the full stroke the crank stands still at first touch: nothing is brought along, but the motor
 * pushes on, here through all of a travel that is too short for a blunt needle. */
Test(insertion, pen_at_full_stroke_pushes_from_rest)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(2e-3, 80e-6, 300e-6);
    aci_insertion_setting setting = needling_travel(0.1e-3);
    setting.drive = ACI_DRIVE_CAM;
    setting.stroke = setting.travel;
    setting.frequency = 100.0;
    setting.moving_mass = 5e-3;
    setting.stall_force = 5.0;
    aci_insertion out = needling_solve(&skin, &needle, &setting);
    cr_assert(!out.punctured && out.stop == ACI_STOP_TRAVEL);
    cr_assert(out.dimple == setting.travel && out.force > 0.0);
}

Test(insertion, fast_needles_dent_less)
{
    aci_skin skin = needling_site("human_dermatomed");
    aci_needle needle = needling_cone(0.5e-3, 8e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(0.5e-3);
    double before = 1.0;
    for (setting.speed = 0.0; setting.speed < 5.0; setting.speed = 0.01 + 2.0 * setting.speed) {
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.puncture_displacement < before);
        before = out.puncture_displacement;
    }
}

Test(insertion, bone_ends_the_way)
{
    aci_skin skin = needling_site("human_dermatomed");
    aci_needle needle = needling_cone(3e-3, 4e-6, 100e-6);
    aci_insertion_setting setting = needling_travel(3e-3);
    setting.support = ACI_SUPPORT_BONE;
    aci_insertion out = needling_solve(&skin, &needle, &setting);
    double thickness = aci_skin_thickness(&skin);
    cr_assert(out.depth <= thickness * (1.0 + 1e-12) && out.contact_force >= 0.0);
    setting.support = ACI_SUPPORT_FREE;
    out = needling_solve(&skin, &needle, &setting);
    cr_assert(out.depth > thickness && out.layer == skin.layer_count, "through and out");
}

Test(insertion, variation_of_one_is_the_mean)
{
    aci_skin skin = needling_site("cheek");
    /* tension, which does not vary, would hide the modulus */
    skin.mechanics.pre_tension.value = 0.0;
    aci_needle needle = needling_cone(1.5e-3, 4e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    aci_insertion_model *model;
    cr_assert(aci_insertion_create(&skin, &needle, &setting, &model) == ACI_OK);
    aci_insertion_variation one = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    aci_insertion_variation soft = {1.0, 0.5, 1.0, 1.0, 1.0, 1.0};
    aci_insertion_variation tough = {1.0, 1.0, 2.0, 1.0, 1.0, 1.0};
    aci_insertion_variation further = {1.0, 1.0, 1.0, 1.0, 1.0, 1.2};
    aci_insertion mean, same, other;
    cr_assert(aci_insertion_solve(model, NULL, &mean) == ACI_OK);
    cr_assert(aci_insertion_solve(model, &one, &same) == ACI_OK);
    cr_assert(mean.depth == same.depth && mean.force == same.force);
    cr_assert(aci_insertion_solve(model, &soft, &other) == ACI_OK);
    cr_assert(other.depth < mean.depth && other.dimple > mean.dimple);
    cr_assert(aci_insertion_solve(model, &tough, &other) == ACI_OK);
    cr_assert(other.depth < mean.depth);
    cr_assert(aci_insertion_solve(model, &further, &other) == ACI_OK);
    cr_assert(other.displacement == 1.2e-3 && other.depth > mean.depth);
    aci_insertion_destroy(&model);
}

Test(insertion, curve_ends_at_the_strike)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1.5e-3, 10e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1.2e-3);
    aci_insertion_model *model;
    aci_insertion_row rows[50];
    aci_insertion out;
    cr_assert(aci_insertion_create(&skin, &needle, &setting, &model) == ACI_OK);
    cr_assert(aci_insertion_curve(model, NULL, 50, rows, &out) == ACI_OK);
    aci_insertion_destroy(&model);
    cr_assert(rows[0].displacement == 0.0 && rows[0].force == 0.0);
    cr_assert(rows[49].displacement == out.displacement);
    cr_assert(fabs(rows[49].depth / out.depth - 1.0) < 1e-9);
    for (int i = 1; i < 50; i++) {
        bool is_before = rows[i].displacement < out.puncture_displacement;
        cr_assert(is_before == (rows[i].depth == 0.0));
        cr_assert(fabs(rows[i].depth + rows[i].dimple - rows[i].displacement) < 1e-15);
    }
}

Test(insertion, safety)
{
    aci_skin skin = needling_site("cheek");
    aci_needle stout = needling_cone(1e-3, 10e-6, 300e-6);
    aci_needle slender = needling_cone(1e-3, 10e-6, 60e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    aci_insertion strong = needling_solve(&skin, &stout, &setting);
    aci_insertion weak = needling_solve(&skin, &slender, &setting);
    double puncture = aci_needle_buckling_force(&stout) / strong.puncture_force;
    double later = aci_needle_buckling_force_beyond(&stout, strong.depth) / strong.largest_force;
    /* the buckling force of what sticks out is read from below between a dozen depths */
    cr_assert(strong.buckling_safety <= fmin(puncture, later) * (1.0 + 1e-9));
    cr_assert(strong.buckling_safety > 0.8 * fmin(puncture, later));
    cr_assert(strong.buckling_safety > weak.buckling_safety);
    setting.slot = 0.2e-3;
    aci_insertion dragged = needling_solve(&skin, &slender, &setting);
    cr_assert(weak.lateral_force == 0.0 && dragged.lateral_force > 0.0);
    cr_assert(dragged.strength_safety < weak.strength_safety);
}

Test(insertion, impossible_input_is_named)
{
    aci_skin skin = needling_site("cheek");
    aci_needle needle = needling_cone(1e-3, 10e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    aci_insertion_model *model = NULL;
    aci_needle wide = needle;
    wide.tip_radius = 1e-3;
    cr_assert(aci_insertion_create(&skin, &wide, &setting, &model) == ACI_BAD_INPUT);
    cr_assert_null(model);
    aci_needle none = needle;
    none.length = 0.0;
    cr_assert(aci_insertion_create(&skin, &none, &setting, &model) == ACI_BAD_INPUT);
    aci_insertion_setting still = setting;
    still.travel = NAN;
    cr_assert(aci_insertion_create(&skin, &needle, &still, &model) == ACI_BAD_INPUT);
    aci_insertion_setting empty = setting;
    empty.needles = 0;
    cr_assert(aci_insertion_create(&skin, &needle, &empty, &model) == ACI_BAD_INPUT);
    aci_insertion_destroy(&model);
}
