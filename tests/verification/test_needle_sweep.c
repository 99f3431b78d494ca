/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Ten thousand strikes of every kind: a number always comes out.
#include <criterion/criterion.h>
#include <math.h>

#include "support/needling.h"

enum { MODELS = 500, STRIKES = 20 };

static void assert_finite(const aci_insertion *out)
{
    const double numbers[] = {
        out->depth,          out->dimple,          out->displacement,          out->force,
        out->largest_force,  out->puncture_force,  out->puncture_displacement, out->pop_in,
        out->friction_force, out->contact_force,   out->lateral_force,         out->energy.work,
        out->energy.elastic, out->energy.fracture, out->energy.friction,       out->energy.kinetic};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        cr_assert(isfinite(numbers[i]) && numbers[i] >= 0.0, "number %zu: %g", i, numbers[i]);
    }
    cr_assert(isfinite(out->energy.damping));
    cr_assert(out->buckling_safety > 0.0 && out->strength_safety > 0.0);
}

static void assert_residual(const aci_skin *skin, const aci_needle *needle,
                            const aci_insertion *out, double slot)
{
    aci_residual residual;
    aci_withdrawal_residual(skin, needle, out, (aci_drag){slot, 0.1 * slot}, &residual);
    cr_assert(isfinite(residual.mouth_radius) && residual.mouth_radius >= 0.0);
    cr_assert(isfinite(residual.volume) && residual.volume >= 0.0);
    cr_assert(residual.bottom_radius >= 0.0 && residual.bottom_radius <= residual.mouth_radius);
    cr_assert(residual.bleeding >= 0.0 && residual.bleeding <= 1.0);
}

Test(needle_sweep, ten_thousand_strikes_give_numbers)
{
    uint64_t state = 11;
    for (int i = 0; i < MODELS; i++) {
        aci_skin skin = needling_random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        aci_insertion_model *model;
        cr_assert(aci_insertion_create(&skin, &needle, &setting, &model) == ACI_OK);
        for (int k = 0; k < STRIKES; k++) {
            aci_insertion_variation variation = {
                needling_spread(&state, 0.3, 3.0), needling_spread(&state, 0.3, 3.0),
                needling_spread(&state, 0.3, 3.0), needling_spread(&state, 0.3, 3.0),
                needling_spread(&state, 0.3, 3.0), needling_spread(&state, 0.3, 3.0)};
            aci_insertion out;
            cr_assert(aci_insertion_solve(model, &variation, &out) == ACI_OK);
            assert_finite(&out);
            assert_residual(&skin, &needle, &out, setting.slot);
        }
        aci_insertion_destroy(&model);
    }
}

Test(needle_sweep, extremes_give_numbers)
{
    const double scales[] = {1e-9, 1e-3, 1.0, 1e3, 1e6};
    for (int a = 0; a < 5; a++) {
        for (int b = 0; b < 5; b++) {
            for (int drive = 0; drive < 4; drive++) {
                aci_skin skin = needling_site("cheek");
                aci_needle needle = needling_cone(1e-3, 4e-6, 200e-6);
                aci_insertion_setting setting = needling_travel(1e-3);
                setting.drive = (aci_drive)drive;
                setting.force = scales[a];
                setting.energy = scales[a];
                setting.speed = scales[b] * 1e-3;
                setting.moving_mass = scales[a];
                setting.needles = 1 + 3 * b;
                skin.mechanics.pre_tension.value = scales[b];
                for (int k = 0; k < skin.layer_count; k++) {
                    skin.layers[k].tissue.shear_modulus.value *= scales[a];
                    skin.layers[k].tissue.toughness.value *= scales[b];
                }
                aci_insertion out = needling_solve(&skin, &needle, &setting);
                assert_finite(&out);
                assert_residual(&skin, &needle, &out, 0.0);
            }
        }
    }
}

Test(needle_sweep, needle_longer_than_the_skin_goes_through)
{
    aci_skin skin = needling_site("hairless_rat");
    aci_needle needle = needling_cone(20e-3, 4e-6, 300e-6);
    aci_insertion_setting setting = needling_travel(20e-3);
    aci_insertion out = needling_solve(&skin, &needle, &setting);
    assert_finite(&out);
    cr_assert(out.depth > aci_skin_thickness(&skin) && out.layer == skin.layer_count);
}
