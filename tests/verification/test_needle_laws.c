/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What must hold for any needle in any skin.
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/skin/mechanics.h"
#include "support/needling.h"

enum { DRAWS = 60 };

static void scale(aci_value *value, double factor)
{
    value->value *= factor;
}

/// A like problem with lengths and moduli scaled.
static void scale_all(aci_skin *skin, aci_needle *needle, aci_insertion_setting *setting,
                      double length, double modulus)
{
    for (int i = 0; i < skin->layer_count; i++) {
        scale(&skin->layers[i].thickness, length);
        scale(&skin->layers[i].tissue.shear_modulus, modulus);
        scale(&skin->layers[i].tissue.toughness, modulus * length);
    }
    scale(&skin->mechanics.pre_tension, modulus);
    scale(&skin->mechanics.span, length);
    needle->length *= length;
    needle->tip_radius *= length;
    needle->base_diameter *= length;
    needle->tip_length *= length;
    setting->travel *= length;
    setting->pitch *= length;
    setting->force *= modulus * length * length;
    setting->energy *= modulus * length * length * length;
}

Test(needle_laws, law_1_numbers_do_not_depend_on_units)
{
    uint64_t state = 1;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        /* speeds bring in a density, muscle and the line law their own stiffness */
        setting.speed = setting.frequency = 0.0;
        setting.support = i % 2 ? ACI_SUPPORT_BONE : ACI_SUPPORT_FREE;
        setting.law = ACI_PUNCTURE_ENERGY;
        setting.drive = (aci_drive)(i % 3);
        aci_insertion before = needling_solve(&skin, &needle, &setting);
        scale_all(&skin, &needle, &setting, 2.0, 3.0);
        aci_insertion after = needling_solve(&skin, &needle, &setting);
        /* every step scales; what differs is rounding, 1e-16, times a few steep powers */
        cr_assert(after.punctured == before.punctured && after.layer == before.layer);
        cr_assert(fabs(after.displacement - 2.0 * before.displacement) <=
                  1e-9 * after.displacement);
        cr_assert(fabs(after.depth - 2.0 * before.depth) <= 1e-9 * after.displacement);
        cr_assert(fabs(after.force - 12.0 * before.force) <= 1e-9 * after.force);
        cr_assert(fabs(after.puncture_force - 12.0 * before.puncture_force) <=
                  1e-9 * after.puncture_force);
        cr_assert(fabs(after.energy.work - 24.0 * before.energy.work) <= 1e-9 * after.energy.work);
    }
}

Test(needle_laws, law_2_blunt_needles_need_more_and_jump)
{
    uint64_t state = 2;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_insertion_setting setting = needling_travel(3e-3);
        double before = 0.0;
        for (double tip = 0.1e-6; tip < 60e-6; tip *= 2.0) {
            aci_needle needle = needling_cone(3e-3, tip, 300e-6);
            aci_insertion out = needling_solve(&skin, &needle, &setting);
            cr_assert(out.puncture_force > before, "tip %g", tip);
            before = out.puncture_force;
            if (out.punctured && out.stop == ACI_STOP_TRAVEL && out.depth < setting.travel) {
                cr_assert(out.pop_in > 0.0 && out.pop_in <= out.depth * (1.0 + 1e-12));
            }
        }
    }
}

Test(needle_laws, law_2_points_enter_gradually)
{
    aci_skin skin = needling_site("cheek");
    aci_insertion_setting setting = needling_travel(1e-3);
    double pop_in = 1.0;
    for (double tip = 10e-6; tip > 1e-12; tip *= 0.1) {
        aci_needle needle = needling_cone(1e-3, tip, 200e-6);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.punctured && out.pop_in < pop_in);
        pop_in = out.pop_in;
    }
    cr_assert(pop_in < 0.1e-6, "%g", pop_in);
}

Test(needle_laws, law_3_depth_and_dimple_are_the_travel)
{
    uint64_t state = 3;
    for (int i = 0; i < 20 * DRAWS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.depth <= needle.length);
        cr_assert(out.depth + out.dimple == out.displacement);
        cr_assert(out.displacement <= setting.travel * (1.0 + 1e-12));
        cr_assert(out.punctured || out.depth == 0.0);
        if (setting.drive == ACI_DRIVE_FORCE && setting.force < out.puncture_force) {
            cr_assert(!out.punctured);
        }
    }
}

Test(needle_laws, law_3_deeper_with_force_and_travel)
{
    uint64_t state = 4;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        setting.speed = 0.0;
        setting.drive = ACI_DRIVE_FORCE;
        double before = 0.0;
        for (setting.force = 1e-3; setting.force < 10.0; setting.force *= 1.5) {
            double depth = needling_solve(&skin, &needle, &setting).depth;
            cr_assert(depth >= before * (1.0 - 1e-9), "%g after %g", depth, before);
            before = depth;
        }
        setting.drive = ACI_DRIVE_DISPLACEMENT;
        before = 0.0;
        double travel = setting.travel;
        for (double part = 0.1; part < 1.05; part += 0.1) {
            setting.travel = part * travel;
            double depth = needling_solve(&skin, &needle, &setting).depth;
            /* the dimple's knots move with the travel: powers between them, 1e-3 of the dimple */
            cr_assert(depth >= before - 1e-3 * setting.travel, "%g after %g", depth, before);
            before = depth;
        }
    }
}

Test(needle_laws, law_3_efficiency_rises_with_travel)
{
    for (double exponent = 2.0; exponent <= 12.0; exponent += 2.5) {
        aci_skin skin = needling_even_skin(0.1e6, exponent, 1.5e3);
        aci_needle needle = needling_cone(4e-3, 5e-6, 300e-6);
        double before = 0.0;
        for (double travel = 0.1e-3; travel <= 4e-3; travel += 0.1e-3) {
            aci_insertion_setting setting = needling_travel(travel);
            double efficiency = needling_solve(&skin, &needle, &setting).depth / travel;
            cr_assert(efficiency >= before * (1.0 - 1e-9), "travel %g", travel);
            before = efficiency;
        }
        cr_assert(before > 0.1);
    }
}

Test(needle_laws, law_5_stiff_skin_gives_no_way_and_soft_skin_all)
{
    aci_needle needle = needling_cone(1e-3, 5e-6, 200e-6);
    aci_insertion_setting setting = needling_travel(1e-3);
    setting.support = ACI_SUPPORT_BONE;
    double before = 0.0;
    for (double modulus = 1e2; modulus < 1e18; modulus *= 10.0) {
        aci_skin skin = needling_even_skin(modulus, 9.0, 1.5e3);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        double efficiency = out.depth / setting.travel;
        cr_assert(efficiency >= before);
        before = efficiency;
        if (modulus < 1e3) {
            cr_assert(!out.punctured, "a dimple only");
        }
    }
    cr_assert(before > 0.99, "%g", before);
}

Test(needle_laws, law_6_far_needles_are_single_ones)
{
    uint64_t state = 6;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        setting.drive = ACI_DRIVE_DISPLACEMENT;
        /* a shared depth that cuts nothing but the endless base */
        setting.support = ACI_SUPPORT_MUSCLE;
        setting.needles = 25;
        setting.pitch = 1e5;
        aci_insertion many = needling_solve(&skin, &needle, &setting);
        setting.needles = 1;
        aci_insertion one = needling_solve(&skin, &needle, &setting);
        /* c/(contact * pitch) of the plate's shared depth and of the lattice sum: 1e-7 */
        cr_assert(fabs(many.depth - one.depth) <= 1e-6 * setting.travel);
        cr_assert(fabs(many.puncture_force - one.puncture_force) <= 1e-6 * one.puncture_force);
    }
}

Test(needle_laws, law_6_crowded_needles_act_as_one)
{
    aci_skin skin = needling_site("forearm");
    aci_needle needle = needling_cone(0.6e-3, 10e-6, 300e-6);
    aci_insertion_setting setting = needling_travel(0.6e-3);
    setting.needles = 25;
    setting.reference = ACI_REFERENCE_PLATE;
    double dimple = 1.0;
    double ratio = 0.0;
    for (setting.pitch = 4e-3; setting.pitch > 4e-9; setting.pitch *= 0.5) {
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.dimple <= dimple, "skin and needles go down together");
        ratio = out.dimple / dimple;
        dimple = out.dimple;
    }
    /* a thin layer h on a rigid base takes F ~ w^3/h, a membrane held at p/2 F ~ w^2/p */
    cr_assert(ratio > sqrt(0.5) - 0.01 && ratio < cbrt(0.5) + 0.01, "%g", ratio);
    setting.reference = ACI_REFERENCE_FAR;
    double travel = 0.0;
    for (setting.pitch = 4e-3; setting.pitch > 1e-6; setting.pitch *= 0.5) {
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.puncture_displacement > travel, "each pushes the others' skin away");
        travel = out.puncture_displacement;
    }
}

Test(needle_laws, law_6_more_needles_need_more_force)
{
    aci_skin skin = needling_site("forearm");
    aci_needle needle = needling_cone(0.6e-3, 10e-6, 300e-6);
    aci_insertion_setting setting = needling_travel(0.6e-3);
    for (int reference = 0; reference < 3; reference++) {
        setting.reference = (aci_reference)reference;
        double before = 0.0;
        for (setting.needles = 1; setting.needles < 200; setting.needles++) {
            double total =
                setting.needles * needling_solve(&skin, &needle, &setting).puncture_force;
            cr_assert(total >= before, "%d needles", setting.needles);
            before = total;
        }
    }
}

enum { SHAFT_ROWS = 401, SHAFT_DEPTHS = 3 };

/// Force of a shaft in even skin at 1, 2 and 3 mm; along a shaft it is straight in the depth, so
/// it is read between the rows.
static void read_forces(const aci_insertion_row *rows, double *force)
{
    int found = 0;
    for (int i = 1; i < SHAFT_ROWS && found < SHAFT_DEPTHS; i++) {
        double wanted = 1e-3 * (found + 1.0);
        if (rows[i].depth < wanted) {
            continue;
        }
        double part = (wanted - rows[i - 1].depth) / (rows[i].depth - rows[i - 1].depth);
        force[found++] = rows[i - 1].force + part * (rows[i].force - rows[i - 1].force);
    }
    cr_assert(found == SHAFT_DEPTHS);
}

static void shaft_forces(double exponent, double friction, double *force)
{
    aci_skin skin = needling_even_skin(0.1e6, exponent, 1.5e3);
    aci_needle needle = needling_shaft(8e-3, 10e-6, 150e-6, 0.5e-3);
    aci_insertion_setting setting = needling_travel(8e-3);
    setting.friction = friction;
    aci_insertion_model *model;
    aci_insertion_row rows[SHAFT_ROWS];
    aci_insertion out;
    cr_assert(aci_insertion_create(&skin, &needle, &setting, &model) == ACI_OK);
    cr_assert(aci_insertion_curve(model, NULL, SHAFT_ROWS, rows, &out) == ACI_OK);
    aci_insertion_destroy(&model);
    cr_assert((out.friction_force > 0.0) == (friction > 0.0), "what withdrawal meets");
    read_forces(rows, force);
}

Test(needle_laws, law_7_friction_alone_grows_along_a_shaft)
{
    for (double exponent = 3.0; exponent <= 12.0; exponent += 3.0) {
        double smooth[SHAFT_DEPTHS];
        double rough[SHAFT_DEPTHS];
        shaft_forces(exponent, 0.0, smooth);
        shaft_forces(exponent, 0.3, rough);
        cr_assert(fabs(smooth[2] / smooth[0] - 1.0) < 1e-9, "constant");
        double first = rough[1] - rough[0];
        double second = rough[2] - rough[1];
        cr_assert(first > 0.0 && fabs(second / first - 1.0) < 1e-6, "linear");
    }
}

Test(needle_laws, law_9_energy_is_accounted_for)
{
    uint64_t state = 9;
    for (int i = 0; i < 20 * DRAWS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        double sum = out.energy.elastic + out.energy.fracture + out.energy.friction +
                     out.energy.damping + out.energy.kinetic;
        /* work is summed along the way, the rest taken at its end */
        cr_assert(fabs(sum - out.energy.work) <= 1e-9 * out.energy.work, "%d: %g of %g", i, sum,
                  out.energy.work);
        cr_assert(out.energy.fracture >= 0.0 && out.energy.friction >= 0.0);
        cr_assert(out.energy.elastic >= 0.0 && out.energy.kinetic >= 0.0);
        cr_assert(out.energy.damping >= -1e-9 * out.energy.work, "%d: %g of %g", i,
                  out.energy.damping, out.energy.work);
    }
}

Test(needle_laws, law_9_work_is_the_force_along_the_way)
{
    enum { ROWS = 2001 };
    static aci_insertion_row rows[ROWS];
    uint64_t state = 10;
    for (int i = 0; i < 20; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        setting.drive = ACI_DRIVE_DISPLACEMENT;
        /* no plate and no bone that bears a share of the force */
        setting.travel = fmin(setting.travel, needle.length);
        setting.support = i % 2 ? ACI_SUPPORT_MUSCLE : ACI_SUPPORT_FREE;
        aci_insertion_model *model;
        aci_insertion out;
        cr_assert(aci_insertion_create(&skin, &needle, &setting, &model) == ACI_OK);
        cr_assert(aci_insertion_curve(model, NULL, ROWS, rows, &out) == ACI_OK);
        aci_insertion_destroy(&model);
        double work = 0.0;
        double largest = 0.0;
        for (int k = 1; k < ROWS; k++) {
            double step = rows[k].displacement - rows[k - 1].displacement;
            double force = rows[k].force + rows[k - 1].force;
            work += 0.5 * force * step;
            largest = fmax(largest, rows[k].force);
            cr_assert(rows[k].depth >= rows[k - 1].depth * (1.0 - 1e-9));
        }
        /* a row is 1/2000 of the way; a drop of the force inside one counts half of it */
        cr_assert(fabs(work / out.energy.work - 1.0) < 5e-3, "%d: %g of %g", i, work,
                  out.energy.work);
        cr_assert(largest <= out.largest_force * (1.0 + 1e-9));
    }
}
