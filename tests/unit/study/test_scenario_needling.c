/* SPDX-License-Identifier: GPL-3.0-or-later */
/* device, insertion and treatment of a config, and the text they are written as. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/scenario.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

static const char roller[] =
    "skin: {site: cheek}\n"
    "device: {preset: dermaroller_mf8}\n"
    "insertion: {force_total: 5 N}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: 10 uL/cm2}\n"
    "simulation: {duration: 8 h}\n";

static void same_value(const char *name, const aci_value *a, const aci_value *b)
{
    bool is_there = a->origin != ACI_ORIGIN_MISSING;
    cr_assert_eq(is_there, b->origin != ACI_ORIGIN_MISSING, "%s", name);
    cr_assert(a->value == b->value, "%s: %.17g %.17g", name, a->value, b->value);
}

/* Limits of a dial belong to a product of the library, not to a device that is written out. */
static void same_device(const aci_device *a, const aci_device *b)
{
    cr_assert_eq(a->kind, b->kind);
    cr_assert_eq(a->shape, b->shape);
    cr_assert_eq(a->material == NULL, b->material == NULL);
    cr_assert(a->material == NULL || strcmp(a->material, b->material) == 0);
    for (int i = 0; i < aci_device_number_count(); i++) {
        const aci_device_number *number = aci_device_number_at(i);
        aci_device left = *a, right = *b;
        if (number->kinds[0] != '\0') {
            same_value(number->name, aci_device_value(&left, number),
                       aci_device_value(&right, number));
        }
    }
}

static void same_plan(const aci_treatment_plan *a, const aci_treatment_plan *b)
{
    cr_assert(a->area == b->area && a->speed == b->speed && a->passes == b->passes);
    cr_assert_eq(a->direction_count, b->direction_count);
    for (int k = 0; k < a->direction_count; k++) {
        cr_assert(a->directions[k] == b->directions[k]);
    }
    cr_assert(a->seed == b->seed && a->merge_radius == b->merge_radius);
    same_value("thickness", &a->spread.thickness, &b->spread.thickness);
    same_value("modulus", &a->spread.modulus, &b->spread.modulus);
    same_value("toughness", &a->spread.toughness, &b->spread.toughness);
    same_value("force", &a->spread.force, &b->spread.force);
    same_value("speed", &a->spread.speed, &b->spread.speed);
    same_value("travel", &a->spread.travel, &b->spread.travel);
}

static void same_use(const aci_device_use *a, const aci_device_use *b)
{
    cr_assert(a->drive == b->drive && a->support == b->support && a->law == b->law);
    cr_assert(a->speed == b->speed && a->force == b->force && a->friction == b->friction);
    cr_assert(a->reach == b->reach && a->force_is_needle == b->force_is_needle);
}

static void same_skin(const aci_skin *a, const aci_skin *b)
{
    const aci_skin_mechanics *m = &a->mechanics, *n = &b->mechanics;
    cr_assert_eq(a->layer_count, b->layer_count);
    for (int i = 0; i < a->layer_count; i++) {
        const aci_tissue *left = &a->layers[i].tissue, *right = &b->layers[i].tissue;
        same_value("thickness", &a->layers[i].thickness, &b->layers[i].thickness);
        same_value("shear_modulus", &left->shear_modulus, &right->shear_modulus);
        same_value("ogden_exponent", &left->ogden_exponent, &right->ogden_exponent);
        same_value("toughness", &left->toughness, &right->toughness);
        same_value("density", &left->density, &right->density);
        same_value("vessel_density", &left->vessel_density, &right->vessel_density);
    }
    same_value("toughness_factor", &m->toughness_factor, &n->toughness_factor);
    same_value("pre_tension", &m->pre_tension, &n->pre_tension);
    same_value("dimple_factor", &m->dimple_factor, &n->dimple_factor);
    same_value("span", &m->span, &n->span);
    same_value("rate_reference", &m->rate_reference, &n->rate_reference);
    same_value("rate_exponent", &m->rate_exponent, &n->rate_exponent);
    same_value("recoil", &m->recoil, &n->recoil);
}

static void same_needling(const aci_scenario *a, const aci_scenario *b)
{
    const aci_needling *left = &a->needling, *right = &b->needling;
    cr_assert(left->exists && right->exists);
    same_device(&left->device, &right->device);
    same_use(&left->use, &right->use);
    same_plan(&left->plan, &right->plan);
    cr_assert_eq(left->classes, right->classes);
    cr_assert_str_eq(left->profile_file, right->profile_file);
    cr_assert_eq(left->profile.count, right->profile.count);
    for (int k = 0; k < left->profile.count; k++) {
        cr_assert(left->profile.depth[k] == right->profile.depth[k]);
        cr_assert(left->profile.radius[k] == right->profile.radius[k]);
    }
    same_skin(&a->skin, &b->skin);
    cr_assert(a->channels.kind == b->channels.kind && a->geometry == b->geometry);
    cr_assert(a->patch == b->patch);
    cr_assert(a->channels.diffusivity == b->channels.diffusivity);
    const aci_closure *one = &a->channels.closure, *other = &b->channels.closure;
    cr_assert(one->law == other->law && one->time_constant == other->time_constant);
    cr_assert(one->fast_fraction == other->fast_fraction);
    cr_assert(one->fast_time_constant == other->fast_time_constant);
    cr_assert(one->slow_time_constant == other->slow_time_constant);
}

/* The resolved text read again, its files from memory as `rerun` does it. */
static void goes_round(const trial *t)
{
    char *text = NULL;
    trial copy = {0};
    cr_assert_eq(aci_scenario_text(&t->scenario, &text), ACI_OK);
    cr_assert_eq(aci_config_parse("resolved", text, strlen(text), &copy.config), ACI_OK);
    for (int i = 0; i < aci_config_input_count(t->config); i++) {
        const aci_config_input *input = aci_config_input_at(t->config, i);
        cr_assert_eq(aci_config_add_input(copy.config, input->name, input->text, input->size),
                     ACI_OK);
    }
    aci_status status = aci_scenario_read(copy.config, &copy.scenario);
    cr_assert_eq(status, ACI_OK, "%s\n%s", aci_config_faults(copy.config), text);
    same_needling(&t->scenario, &copy.scenario);
    free(text);
    trial_drop(&copy);
}

Test(scenario_needling, resolved_text_gives_the_same_scenario)
{
    static const char *const settings[][8] = {
        {NULL},
        {"insertion={force_per_needle: 0.12 N, support: free, puncture: line, friction: 0.3}",
         "treatment={area: 12.3 cm2, speed: 33 mm/s, passes: 3, directions: [0 deg, 37.3 deg]}",
         NULL},
        {"device={preset: generic_pen, protrusion: 0.7 mm, frequency: 90 Hz}", "insertion={}",
         "treatment={seed: 9007199254740991, merge_radius: 41.3 um, classes: 7}", NULL},
        {"device={preset: dermapen_4, needle: {gauge: 33, shape: bevel, tip_length: 700 um}}",
         "insertion={drive: energy, support: bone}", "treatment={spread: none}", NULL},
        {"device={preset: infini, protrusion: 1.1 mm, conducting_length: 0.3 mm}",
         "insertion={drive: displacement}",
         "treatment={spread: {thickness: 0.1, travel: 0, force: 0.7}}", NULL},
        {"device={kind: stamp, needles: 36, density: 333 /cm2, needle: {shape: pyramid, length: "
         "0.7 mm, base_diameter: 123 um, tip_radius: 1.7 um, material: silicon}}",
         "insertion={drive: energy}", "device.moving_mass=17 g", "device.entry_speed=3.3 m/s",
         NULL},
        {"skin.layers=[{name: dermis, thickness: 1234.5 um, shear_modulus: 33 kPa, "
         "ogden_exponent: 7.7, toughness: 1.1 kJ/m2, density: 1050 kg/m3, vessel_density: 3 "
         "/mm2}]",
         "skin.toughness_factor=0.77", "skin.pre_tension=21 kPa", "skin.recoil=0.31",
         "skin.rate_exponent=0", "skin.span=3.3 mm", NULL},
        {"simulation.geometry=box", "simulation.patch=2.7 mm",
         "simulation.cells={x: 8, y: 8, z: "
         "20}",
         "channels.closure={of: area, time_constant: 5.7 h}", NULL},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        trial t;
        trial_read(roller, settings[i], &t);
        goes_round(&t);
        trial_drop(&t);
    }
}

Test(scenario_needling, every_product_goes_round)
{
    for (int i = 0; i < aci_device_count(); i++) {
        char setting[ACI_TEXT_SIZE];
        trial t;
        snprintf(setting, sizeof setting, "device={preset: %s}", aci_device_at(i)->name);
        trial_read(roller, SETTINGS(setting, "insertion={}"), &t);
        goes_round(&t);
        trial_drop(&t);
    }
}

Test(scenario_needling, shipped_configs_are_right_and_go_round)
{
    static const char *const names[] = {"home_roller", "clinic_roller", "clinic_roller_hard",
                                        "pen"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[ACI_TEXT_SIZE];
        trial t;
        snprintf(path, sizeof path, "configs/%s.yaml", names[i]);
        trial_read_file(path, NULL, &t);
        goes_round(&t);
        trial_drop(&t);
    }
}

/* A tip of radius 2 um that is 30 um wide at 400 um and 25 um at its base 600 um above. */
Test(scenario_needling, a_measured_needle_goes_round)
{
    static const char csv[] = "depth_um,radius_um\n0,2\n400,30\n600,25\n";
    trial t = {0};
    cr_assert_eq(aci_config_parse("trial", roller, sizeof roller - 1, &t.config), ACI_OK);
    cr_assert_eq(aci_config_set(t.config, "device.needle", "{profile: n.csv}"), ACI_OK);
    cr_assert_eq(aci_config_add_input(t.config, "n.csv", csv, sizeof csv - 1), ACI_OK);
    cr_assert_eq(aci_scenario_read(t.config, &t.scenario), ACI_OK, "%s",
                 aci_config_faults(t.config));
    const aci_device *device = &t.scenario.needling.device;
    assert_relative(device->needle_length.value, 600e-6, 1e-12);
    assert_relative(device->needle_diameter.value, 60e-6, 1e-12);
    assert_relative(device->tip_radius.value, 2e-6, 1e-12);
    /* what the widest part has opened stays as wide behind it */
    assert_relative(t.scenario.needling.profile.radius[2], 30e-6, 1e-12);
    goes_round(&t);
    trial_drop(&t);
}

Test(scenario_needling, set_overrides_a_preset)
{
    trial t;
    trial_read(roller,
               SETTINGS("device.needle.length=0.5 mm", "device.needle.gauge=32",
                        "device.needles=96", "insertion.force_total=7 N", "treatment.passes=4"),
               &t);
    const aci_needling *n = &t.scenario.needling;
    cr_assert(n->device.needle_length.value == 0.5e-3);
    assert_relative(n->device.needle_diameter.value, 0.23e-3, 1e-12); /* ISO 9626 */
    cr_assert(n->device.needles.value == 96.0 && n->device.rows.value == 8.0);
    cr_assert(n->use.force == 7.0 && n->plan.passes == 4);
    cr_assert_eq(n->device.needle_length.origin, ACI_ORIGIN_GIVEN);
    cr_assert_eq(n->device.rows.origin, ACI_ORIGIN_MEASURED);
    trial_drop(&t);
}

/* Every whole number a double holds exactly. */
Test(scenario_needling, seeds_reach_2_to_53)
{
    trial t;
    trial_read(roller, SETTINGS("treatment.seed=9007199254740992"), &t);
    cr_assert_eq(t.scenario.needling.plan.seed, UINT64_C(9007199254740992));
    trial_drop(&t);
}

/* Of two keys that exclude each other --set wins over the config, whichever it is. */
Test(scenario_needling, set_decides_between_keys_that_exclude_each_other)
{
    trial t;
    trial_read(roller,
               SETTINGS("insertion.force_per_needle=0.2 N", "device.needle.base_diameter=200 um"),
               &t);
    cr_assert(t.scenario.needling.use.force_is_needle && t.scenario.needling.use.force == 0.2);
    cr_assert(t.scenario.needling.device.needle_diameter.value == 200e-6);
    trial_drop(&t);
}

/* Any product can treat its default area: its head fits on it and strikes at least once. */
Test(scenario_needling, default_area_has_room_for_every_head)
{
    for (int i = 0; i < aci_device_count(); i++) {
        char setting[ACI_TEXT_SIZE];
        trial t;
        snprintf(setting, sizeof setting, "device={preset: %s}", aci_device_at(i)->name);
        trial_read(roller, SETTINGS(setting, "insertion={}"), &t);
        double side = sqrt(t.scenario.needling.plan.area);
        cr_assert_geq(side * (1.0 + 1e-9), aci_motion_extent(&t.scenario.needling.device));
        cr_assert_geq(t.scenario.needling.plan.area, 4e-4);
        trial_drop(&t);
    }
    trial wide;
    trial_read(roller,
               SETTINGS("device={kind: stamp, needles: 100, pitch: 3 mm, needle: {length: "
                        "1 mm}}",
                        "insertion={}"),
               &wide);
    assert_relative(wide.scenario.needling.plan.area, 9e-4, 1e-12);
    trial_drop(&wide);
}

Test(scenario_needling, drive_follows_device_and_force)
{
    static const struct {
        const char *device, *insertion;
        aci_drive drive;
    } cases[] = {
        {"device={preset: generic_pen}", "insertion={}", ACI_DRIVE_CAM},
        {"device={preset: generic_pen}", "insertion={force_total: 2 N}", ACI_DRIVE_FORCE},
        {"device={preset: dermaroller_mf8}", "insertion={}", ACI_DRIVE_DISPLACEMENT},
        {"device={preset: dermaroller_mf8}", "insertion={force_per_needle: 0.1 N}",
         ACI_DRIVE_FORCE},
        {"device={preset: infini}", "insertion={drive: energy}", ACI_DRIVE_ENERGY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        trial t;
        trial_read(roller, SETTINGS(cases[i].device, cases[i].insertion), &t);
        cr_assert_eq(t.scenario.needling.use.drive, cases[i].drive, "%zu", i);
        trial_drop(&t);
    }
}

/* Only what penetration needs: neither product nor simulation. */
Test(scenario_needling, insert_needs_skin_and_device_alone)
{
    static const char text[] = "skin: {site: cheek}\ndevice: {preset: generic_pen}\n";
    trial t = {0}, whole;
    cr_assert_eq(aci_config_parse("trial", text, sizeof text - 1, &t.config), ACI_OK);
    cr_assert_eq(aci_scenario_read_needles(t.config, &t.scenario), ACI_OK, "%s",
                 aci_config_faults(t.config));
    trial_read(roller, SETTINGS("device={preset: generic_pen}", "insertion={}"), &whole);
    same_device(&t.scenario.needling.device, &whole.scenario.needling.device);
    same_use(&t.scenario.needling.use, &whole.scenario.needling.use);
    same_plan(&t.scenario.needling.plan, &whole.scenario.needling.plan);
    same_skin(&t.scenario.skin, &whole.scenario.skin);
    trial_drop(&whole);
    trial_drop(&t);
}

/* What is there without a device is no second fault. */
Test(scenario_needling, insert_without_a_device_asks_for_it_alone)
{
    static const char text[] =
        "skin: {site: cheek}\ninsertion: {support: bone}\ntreatment: {passes: 2}\n";
    trial t = {0};
    cr_assert_eq(aci_config_parse("trial", text, sizeof text - 1, &t.config), ACI_OK);
    cr_assert_eq(aci_scenario_read_needles(t.config, &t.scenario), ACI_BAD_INPUT);
    cr_assert_eq(aci_config_fault_count(t.config), 1, "%s", aci_config_faults(t.config));
    cr_assert_not_null(strstr(aci_config_faults(t.config), "device: missing"));
    trial_drop(&t);
}
