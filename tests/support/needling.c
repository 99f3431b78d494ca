/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "needling.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/skin/mechanics.h"
#include "acicula/skin/sites.h"

aci_skin needling_site(const char *name)
{
    aci_skin skin;
    memset(&skin, 0, sizeof skin);
    aci_sites_fill(aci_sites_find(name), &skin);
    aci_mechanics_fill(&skin);
    return skin;
}

static aci_value given(double value)
{
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "test"};
}

aci_skin needling_even_skin(double shear_modulus, double exponent, double toughness)
{
    aci_skin skin;
    memset(&skin, 0, sizeof skin);
    skin.layer_count = 1;
    strcpy(skin.layers[0].name, "dermis");
    skin.layers[0].thickness = given(0.1);
    skin.layers[0].tissue.shear_modulus = given(shear_modulus);
    skin.layers[0].tissue.ogden_exponent = given(exponent);
    skin.layers[0].tissue.toughness = given(toughness);
    skin.mechanics.toughness_factor = given(1.0);
    skin.mechanics.pre_tension = given(0.0);
    aci_mechanics_fill(&skin);
    return skin;
}

aci_needle needling_cone(double length, double tip_radius, double base_diameter)
{
    return (aci_needle){.shape = ACI_NEEDLE_CONE,
                        .length = length,
                        .tip_radius = tip_radius,
                        .base_diameter = base_diameter,
                        .material = aci_needle_material_find("stainless_steel")};
}

aci_needle needling_shaft(double length, double tip_radius, double diameter, double tip_length)
{
    aci_needle needle = needling_cone(length, tip_radius, diameter);
    needle.shape = ACI_NEEDLE_CYLINDER;
    needle.tip_length = tip_length;
    return needle;
}

aci_insertion_setting needling_travel(double travel)
{
    return (aci_insertion_setting){.drive = ACI_DRIVE_DISPLACEMENT,
                                   .support = ACI_SUPPORT_MUSCLE,
                                   .travel = travel,
                                   .friction = 0.0,
                                   .needles = 1,
                                   .pitch = 1e-3};
}

aci_insertion needling_solve(const aci_skin *skin, const aci_needle *needle,
                             const aci_insertion_setting *setting)
{
    aci_insertion_model *model = NULL;
    aci_insertion out;
    cr_assert(aci_insertion_create(skin, needle, setting, &model) == ACI_OK, "%s",
              aci_status_message());
    cr_assert(aci_insertion_solve(model, NULL, &out) == ACI_OK);
    aci_insertion_destroy(&model);
    cr_assert_null(model);
    return out;
}

/* Steele and Vigna's splitmix64 */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double needling_between(uint64_t *state, double low, double high)
{
    return low + (high - low) * (double)(next(state) >> 11) * 0x1p-53;
}

double needling_spread(uint64_t *state, double low, double high)
{
    return exp(needling_between(state, log(low), log(high)));
}

aci_skin needling_random_skin(uint64_t *state)
{
    int site = (int)needling_between(state, 0.0, aci_sites_count());
    aci_skin skin = needling_site(aci_sites_at(site)->name);
    for (int i = 0; i < skin.layer_count; i++) {
        aci_layer *layer = &skin.layers[i];
        layer->thickness.value *= needling_spread(state, 0.2, 5.0);
        layer->tissue.shear_modulus.value *= needling_spread(state, 0.05, 20.0);
        layer->tissue.toughness.value *= needling_spread(state, 0.01, 10.0);
        layer->tissue.ogden_exponent.value = needling_between(state, 2.0, 12.0);
    }
    skin.mechanics.pre_tension.value = needling_between(state, 0.0, 100e3);
    skin.mechanics.dimple_factor.value = needling_between(state, 0.2, 3.0);
    return skin;
}

aci_needle needling_random_needle(uint64_t *state)
{
    aci_needle needle = needling_cone(needling_spread(state, 0.1e-3, 4e-3),
                                      needling_spread(state, 0.1e-6, 60e-6), 0.0);
    needle.shape = (aci_needle_shape)needling_between(state, 0.0, 3.999);
    needle.base_diameter = 2.3 * needle.tip_radius + needling_spread(state, 20e-6, 400e-6);
    needle.tip_length = needle.length * needling_between(state, 0.05, 1.0);
    return needle;
}

aci_insertion_setting needling_random_setting(uint64_t *state, const aci_needle *needle)
{
    aci_insertion_setting setting = {
        .drive = (aci_drive)needling_between(state, 0.0, 3.999),
        .support = (aci_support)needling_between(state, 0.0, 2.999),
        .law = (aci_puncture_law)needling_between(state, 0.0, 1.999),
        .reference = (aci_reference)needling_between(state, 0.0, 2.999),
        .travel = needle->length * needling_between(state, 0.1, 1.5),
        .force = needling_spread(state, 1e-4, 3.0),
        .energy = needling_spread(state, 1e-8, 1e-2),
        .speed = needling_between(state, -1.0, 3.0),
        .frequency = needling_between(state, 10.0, 200.0),
        .moving_mass = needling_spread(state, 1e-4, 0.05),
        .stall_force = needling_between(state, 0.0, 10.0),
        .slot = needling_between(state, 0.0, 1e-3),
        .friction = needling_between(state, -0.2, 0.5),
        .needles = 1 + (int)needling_spread(state, 1.0, 150.0),
        .pitch = needling_spread(state, 50e-6, 5e-3),
    };
    setting.speed = fmax(0.0, setting.speed);
    setting.stroke = setting.travel * needling_between(state, 1.0, 3.0);
    return setting;
}
