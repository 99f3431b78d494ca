/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits on results, from the config. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/study/limits.h"
#include "support/scenarios.h"

/* Report times of the slab: 24 h is the last. */
static void read_spec(const char *setting, trial *t, aci_limits *out)
{
    trial_read(trial_slab, SETTINGS(setting), t);
    cr_assert_eq(aci_limits_read(t->config, "spec", &t->scenario, out), ACI_OK, "%s",
                 aci_status_message());
}

Test(study_limits, are_read_in_the_units_of_their_results)
{
    trial t;
    aci_limits limits;
    read_spec("spec=[{result: absorbed, at: 24 h, at_least: 2 ug/cm2}, "
              "{result: layer_amount.dermis, at_least: 1 g/m2, at_most: 3e-3 kg/m2}]",
              &t, &limits);
    cr_assert_eq(limits.count, 2);
    cr_assert_eq(limits.limits[0].at_least, 2e-5);
    cr_assert_eq(limits.limits[0].at_most, INFINITY);
    cr_assert_eq(limits.limits[0].headline.at, 86400.0);
    cr_assert_eq(limits.limits[1].at_least, 1e-3);
    cr_assert_eq(limits.limits[1].at_most, 3e-3);
    trial_drop(&t);
}

Test(study_limits, without_the_section_there_are_none)
{
    trial t;
    aci_limits limits;
    trial_read(trial_slab, NULL, &t);
    cr_assert_eq(aci_limits_read(t.config, "spec", &t.scenario, &limits), ACI_OK);
    cr_assert_eq(limits.count, 0);
    trial_drop(&t);
}

static void check_refused(const char *setting, const char *key, const char *words)
{
    trial t;
    aci_limits limits;
    trial_read(trial_slab, SETTINGS(setting), &t);
    cr_assert_eq(aci_limits_read(t.config, "spec", &t.scenario, &limits), ACI_BAD_INPUT);
    trial_check_fault(&t, key, words);
    trial_drop(&t);
}

Test(study_limits, what_is_wrong_is_told_in_its_place)
{
    check_refused("spec=[{at_least: 2 ug/cm2}]", "spec[0].result", "missing");
    check_refused("spec=[{result: absorbt, at_least: 2 ug/cm2}]", "spec[0].result", "absorbed");
    check_refused("spec=[{result: absorbed, at: 5.5 h, at_least: 2 ug/cm2}]", "spec[0].at",
                  "report time");
    check_refused("spec=[{result: absorbed, at_least: 2 um}]", "spec[0].at_least", "kg");
    check_refused("spec=[{result: absorbed}]", "spec[0]", "limits nothing");
    check_refused("spec=[{result: absorbed, at_least: 2 ug/cm2, at_most: 1 ug/cm2}]",
                  "spec[0].at_most", "nothing lies between");
}

Test(study_limits, all_faults_are_told_at_once)
{
    trial t;
    aci_limits limits;
    trial_read(trial_slab,
               SETTINGS("spec=[{result: absorbed, at_least: 1 kg, at_most: 2 s}, {result: none}]"),
               &t);
    cr_assert_eq(aci_limits_read(t.config, "spec", &t.scenario, &limits), ACI_BAD_INPUT);
    cr_assert_eq(aci_config_fault_count(t.config), 3, "%s", aci_config_faults(t.config));
    trial_drop(&t);
}
