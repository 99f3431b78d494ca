/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regions, strips and planes from the config, and back into one. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support/scenarios.h"

static const aci_region *read_one(const char *setting, trial *t)
{
    trial_read(trial_slab, SETTINGS(setting), t);
    cr_assert_eq(t->scenario.targets.region_count, 1);
    return &t->scenario.targets.regions[0];
}

static void check_depths(const char *setting, double from, double to)
{
    trial t;
    const aci_region *region = read_one(setting, &t);
    cr_assert_float_eq(region->from.value, from, 1e-18, "%s: %.17g", setting, region->from.value);
    cr_assert_float_eq(region->to.value, to, 1e-18, "%s: %.17g", setting, region->to.value);
    trial_drop(&t);
}

/* Layers of 15, 85 and 900 um. */
Test(scenario_targets, regions_are_given_by_depth_layer_or_library)
{
    check_depths("regions=[{name: a, from: 70 um, to: 77 um}]", 70e-6, 77e-6);
    check_depths("regions=[{name: a, layer: viable_epidermis}]", 15e-6, 100e-6);
    check_depths("regions=[stratum_corneum]", 0.0, 15e-6);
    check_depths("regions=[basal_layer]", 92e-6, 100e-6);
    check_depths("regions=[papillary_dermis]", 100e-6, 300e-6);
    check_depths("regions=[{name: lowest, layer: basal_layer}]", 92e-6, 100e-6);
}

Test(scenario_targets, what_the_library_assumes_says_so)
{
    trial t;
    const aci_region *region = read_one("regions=[basal_layer]", &t);
    cr_assert_eq(region->from.origin, ACI_ORIGIN_ASSUMED);
    cr_assert_not_null(region->from.source);
    trial_drop(&t);
    region = read_one("regions=[{name: basal_layer, from: 70 um, to: 80 um}]", &t);
    cr_assert_eq(region->from.origin, ACI_ORIGIN_GIVEN);
    trial_drop(&t);
}

Test(scenario_targets, planes_take_the_threshold_of_the_region_around_them)
{
    trial t;
    trial_read(trial_slab,
               SETTINGS("regions=[{name: a, from: 70 um, to: 90 um, threshold: 2 kg/m3}]",
                        "output.uniformity_depths=[80 um, 300 um]"),
               &t);
    cr_assert_eq(t.scenario.targets.plane_threshold[0], 2.0);
    cr_assert_eq(t.scenario.targets.plane_threshold[1], 0.0);
    trial_drop(&t);
    trial_read(trial_slab,
               SETTINGS("regions=[{name: a, from: 70 um, to: 90 um, threshold: 2 kg/m3}]",
                        "output.uniformity_depths=[80 um, 300 um]",
                        "output.uniformity_threshold=5 kg/m3"),
               &t);
    cr_assert_eq(t.scenario.targets.plane_threshold[0], 5.0);
    cr_assert_eq(t.scenario.targets.plane_threshold[1], 5.0);
    trial_drop(&t);
}

Test(scenario_targets, resolved_config_gives_the_same_targets)
{
    trial t, again;
    char *text = NULL;
    trial_read(trial_cone,
               SETTINGS("regions=[basal_layer, {name: a, from: 71.3 um, to: 0.1 mm, "
                        "threshold: 1 mg/L}]",
                        "output.uniformity_depths=[80 um]", "output.uniformity_threshold=5 kg/m3",
                        "output.strips=7"),
               &t);
    cr_assert_eq(aci_scenario_text(&t.scenario, &text), ACI_OK, "%s", aci_status_message());
    trial_read(text, NULL, &again);
    const aci_targets *a = &t.scenario.targets, *b = &again.scenario.targets;
    cr_assert_eq(a->region_count, b->region_count);
    for (int k = 0; k < a->region_count; k++) {
        cr_assert_str_eq(a->regions[k].name, b->regions[k].name);
        cr_assert_eq(a->regions[k].from.value, b->regions[k].from.value);
        cr_assert_eq(a->regions[k].to.value, b->regions[k].to.value);
        cr_assert_eq(a->regions[k].threshold, b->regions[k].threshold);
    }
    cr_assert_eq(a->plane[0], b->plane[0]);
    cr_assert_eq(a->plane_threshold[0], b->plane_threshold[0]);
    cr_assert_eq(a->strips, b->strips);
    free(text);
    trial_drop(&t);
    trial_drop(&again);
}
