/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What studies of uncertain numbers are asked, from the config. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/inquiry.h"
#include "support/scenarios.h"

static void read_slab(const char *const *settings, trial *t, aci_inquiry *out)
{
    trial_read(trial_slab, settings, t);
    cr_assert_eq(aci_inquiry_read(t->config, "sensitivity", &t->scenario, out), ACI_OK, "%s",
                 aci_status_message());
}

Test(inquiry, asks_for_what_is_absorbed_without_a_section)
{
    trial t;
    aci_inquiry inquiry;
    read_slab(NULL, &t, &inquiry);
    cr_assert_eq(inquiry.count, 1);
    cr_assert_str_eq(inquiry.names[0], "absorbed_at_24_h");
    cr_assert_eq(inquiry.samples, 0);
    cr_assert_eq(inquiry.seed, 1);
    cr_assert_eq(inquiry.confidence, 0.95);
    trial_drop(&t);
}

Test(inquiry, takes_names_and_times)
{
    trial t;
    aci_inquiry inquiry;
    read_slab(SETTINGS("sensitivity={samples: 64, seed: 7, confidence: 90 %, results: "
                       "[lag_time, {result: layer_amount.dermis, at: 24 h}]}"),
              &t, &inquiry);
    cr_assert_eq(inquiry.count, 2);
    cr_assert_str_eq(inquiry.names[0], "lag_time");
    cr_assert_str_eq(inquiry.names[1], "layer_amount_dermis_at_24_h");
    cr_assert_eq(inquiry.results[1].at, 86400.0);
    cr_assert_eq(inquiry.samples, 64);
    cr_assert_eq(inquiry.seed, 7);
    cr_assert_eq(inquiry.confidence, 0.9);
    trial_drop(&t);
}

static void check_refused(const char *results, const char *key, const char *words)
{
    trial t;
    aci_inquiry inquiry;
    char setting[256];
    snprintf(setting, sizeof setting, "sensitivity.results=%s", results);
    trial_read(trial_slab, SETTINGS(setting), &t);
    cr_assert_eq(aci_inquiry_read(t.config, "sensitivity", &t.scenario, &inquiry), ACI_BAD_INPUT);
    trial_check_fault(&t, key, words);
    trial_drop(&t);
}

Test(inquiry, what_is_wrong_is_told_in_its_place)
{
    check_refused("[absorbt]", "sensitivity.results[0].name", "did you mean 'absorbed'");
    check_refused("[{result: depth}]", "sensitivity.results[0].result", "needs a device");
    check_refused("[{result: absorbed, at: 5.5 h}]", "sensitivity.results[0].at", "report time");
    check_refused("[{at: 1 h}]", "sensitivity.results[0].result", "missing");
    check_refused("[absorbed, {result: absorbed, at: 24 h}]", "results[1]", "twice");
    check_refused("[]", "sensitivity.results", "1 to 8");
}
