/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "acicula/study/puncture.h"
#include "support/scenarios.h"

TestSuite(settings, .timeout = 60);

static const char stamp[] =
    "skin: {site: cheek}\n"
    "device: {kind: stamp, needles: 16, needle: {length: 0.6 mm}}\n"
    "treatment: {area: 0.64 cm2, passes: 2}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: infinite}\n"
    "simulation: {duration: 1 h}\n";

static void solve(const char *const *changes, aci_puncture *out)
{
    trial t;
    trial_read(stamp, changes, &t);
    aci_status status = aci_puncture_solve(&t.scenario, out);
    if (status == ACI_OK) {
        status = aci_puncture_solve_settings(&t.scenario, out);
    }
    cr_assert_eq(status, ACI_OK, "%s", aci_status_message());
    trial_drop(&t);
}

/// The eighth setting is the chosen one, and all strikes of a small treatment are used.
Test(settings, the_chosen_setting_is_the_treatment)
{
    aci_puncture p;
    solve(NULL, &p);
    const aci_settings *s = &p.settings;
    cr_assert_leq(p.statistics.strikes, ACI_SETTINGS_STRIKES);
    cr_assert_eq(p.statistics.punctures, p.statistics.strikes);
    cr_assert_eq(s->kind, ACI_SETTINGS_needle_length);
    cr_assert_eq(s->chosen, 0.6e-3);
    cr_assert_eq(s->setting[7], s->chosen);
    cr_assert_eq(s->depth_5[7], p.statistics.depth_quantiles[0]);
    cr_assert_eq(s->depth_50[7], p.statistics.depth_quantiles[2]);
    cr_assert_eq(s->depth_95[7], p.statistics.depth_quantiles[4]);
    cr_assert_eq(s->punctured_share[7], 1);
    aci_puncture_destroy(&p);
}

/// Without spread every strike is the mean, and no tip goes deeper than its needle moves.
Test(settings, without_spread_the_band_is_the_mean_needle)
{
    aci_puncture p;
    solve(SETTINGS("treatment.spread=none"), &p);
    const aci_settings *s = &p.settings;
    for (int row = 0; row < ACI_SETTINGS; row++) {
        cr_assert_eq(s->depth_5[row], s->depth_95[row]);
        cr_assert_eq(s->depth_50[row], s->depth_95[row]);
        cr_assert_leq(s->depth_50[row], s->setting[row]);
        cr_assert_eq(s->punctured_share[row], s->depth_50[row] > 0 ? 1 : 0);
        cr_assert(row == 0 || s->setting[row] > s->setting[row - 1]);
    }
    cr_assert_eq(s->depth_50[7], p.mean.depth);
    aci_puncture_destroy(&p);
}

Test(settings, what_is_set_goes_with_device_and_drive)
{
    aci_puncture p;
    solve(SETTINGS("insertion.force_total=4 N"), &p);
    cr_assert_eq(p.settings.kind, ACI_SETTINGS_force_total);
    cr_assert_eq(p.settings.setting[ACI_SETTINGS - 1], 8);
    aci_puncture_destroy(&p);
    solve(SETTINGS("insertion.force_per_needle=0.1 N"), &p);
    cr_assert_eq(p.settings.kind, ACI_SETTINGS_force_per_needle);
    aci_puncture_destroy(&p);
    solve(SETTINGS("device.kind=pen", "device.stroke=0.5 mm", "device.protrusion=0.4 mm"), &p);
    cr_assert_eq(p.settings.kind, ACI_SETTINGS_protrusion);
    cr_assert_eq(p.settings.chosen, 0.4e-3);
    cr_assert_eq(p.settings.setting[ACI_SETTINGS - 1], 0.5e-3);
    aci_puncture_destroy(&p);
}

Test(settings, are_the_same_with_any_number_of_threads)
{
    aci_puncture one, two;
    aci_run_set_threads(1);
    solve(NULL, &one);
    aci_run_set_threads(2);
    solve(NULL, &two);
    cr_assert_eq(memcmp(&one.settings, &two.settings, sizeof one.settings), 0);
    aci_puncture_destroy(&one);
    aci_puncture_destroy(&two);
}

Test(settings, have_the_names_of_config_keys)
{
    cr_assert_str_eq(aci_settings_name(ACI_SETTINGS_protrusion), "protrusion");
    cr_assert_str_eq(aci_settings_name(ACI_SETTINGS_force_per_needle), "force_per_needle");
}

/// The table goes below the chosen setting, also where that is the least a config may ask for.
Test(settings, ends_of_the_ranges_have_a_table)
{
    static const char *const settings[][4] = {
        {"insertion.force_total=1e-6 N", NULL},
        {"insertion.force_per_needle=1e-9 N", NULL},
        {"insertion.force_total=500 N", NULL},
        {"device.needle.length=0.01 mm", "treatment.spread=none", NULL},
        {"device.kind=pen", "device.protrusion=0.001 mm", "treatment.spread=none", NULL},
    };
    for (size_t k = 0; k < sizeof settings / sizeof settings[0]; k++) {
        aci_puncture p;
        solve(settings[k], &p);
        cr_assert(p.settings.setting[0] > 0.0);
        aci_puncture_destroy(&p);
    }
}
