/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many cases of one config: what they are read as, and what they are known by. */
#include "acicula/study/cases.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/scenarios.h"

typedef struct opened {
    aci_config *config;
    aci_cases *cases;
} opened;

static opened open_cases(const char *text, const char *set)
{
    opened o = {NULL, NULL};
    cr_assert_eq(aci_config_parse("test.yaml", text, strlen(text), &o.config), ACI_OK);
    cr_assert_eq(aci_cases_create(o.config, set, &o.cases), ACI_OK, "%s", aci_status_message());
    return o;
}

static void drop(opened *o)
{
    aci_cases_destroy(&o->cases);
    aci_config_destroy(&o->config);
}

static uint64_t identity_of(const char *text, const char *set)
{
    opened o = open_cases(text, set);
    uint64_t identity = aci_cases_identity(o.cases);
    drop(&o);
    return identity;
}

/* A case is what `run --set` would read: the same scenario, number by number. */
Test(cases, read_what_a_run_with_set_reads)
{
    const aci_assignment values[] = {{"channels.depth", "120 um"},
                                     {"skin.layers.dermis.clearance", "2e-4 1/s"}};
    trial t;
    aci_scenario scenario;
    char *expected = NULL, *found = NULL;
    trial_read(trial_cone,
               SETTINGS("channels.pitch=400 um", "channels.depth=120 um",
                        "skin.layers.dermis.clearance=2e-4 1/s"),
               &t);
    opened o = open_cases(trial_cone, "channels.pitch=400 um\n");
    cr_assert_eq(aci_cases_read(o.cases, 2, values, &scenario), ACI_OK);
    cr_assert_eq(aci_scenario_text(&t.scenario, &expected), ACI_OK);
    cr_assert_eq(aci_scenario_text(&scenario, &found), ACI_OK);
    cr_assert_str_eq(found, expected);
    free(expected);
    free(found);
    aci_scenario_destroy(&scenario);
    trial_drop(&t);
    drop(&o);
}

Test(cases, a_case_that_cannot_be_says_why)
{
    const aci_assignment values[] = {{"channels.depth", "2 mm"}};
    aci_scenario scenario;
    opened o = open_cases(trial_cone, NULL);
    cr_assert_eq(aci_cases_read(o.cases, 1, values, &scenario), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "channels.depth"), "%s", aci_status_message());
    aci_scenario_destroy(&scenario);
    drop(&o);
}

Test(cases, identity_is_that_of_the_content)
{
    const char *a = "channels: {depth: 100 um, pitch: 1 mm}\ntitle: a\n";
    const char *same = "# other words\ntitle: b\nchannels:\n  pitch: 1000 um\n  depth: 0.1 mm\n"
                       "sweep: {vary: {channels.depth: [1 um]}}\n";
    cr_assert_eq(identity_of(a, NULL), identity_of(same, NULL));
    cr_assert_eq(identity_of(a, "channels.depth=2 mm\n"),
                 identity_of("channels: {depth: 2000 um, pitch: 1 mm}\n", NULL));
    cr_assert_neq(identity_of(a, NULL), identity_of(a, "channels.depth=101 um\n"));
    cr_assert_neq(identity_of(a, NULL), identity_of("channels: {depth: 100 um}\n", NULL));
    cr_assert_neq(identity_of("product: {dose: infinite}\n", NULL),
                  identity_of("product: {dose: 10 um}\n", NULL));
}

Test(cases, identity_of_a_case_knows_its_values_and_not_their_order)
{
    const aci_assignment forth[] = {{"channels.depth", "120 um"}, {"channels.pitch", "1 mm"}};
    const aci_assignment back[] = {{"channels.pitch", "1000 um"}, {"channels.depth", "0.12 mm"}};
    const aci_assignment swapped[] = {{"channels.depth", "1 mm"}, {"channels.pitch", "120 um"}};
    opened o = open_cases(trial_cone, NULL);
    uint64_t identity = aci_cases_identity_of(o.cases, 2, forth);
    cr_assert_eq(identity, aci_cases_identity_of(o.cases, 2, back));
    cr_assert_neq(identity, aci_cases_identity_of(o.cases, 2, swapped));
    cr_assert_neq(identity, aci_cases_identity_of(o.cases, 1, forth));
    drop(&o);
}

Test(cases, identity_knows_the_end_of_long_values)
{
    enum { LONG = 2000 };
    char value[LONG + 1] = "", text[LONG + 40];
    uint64_t found[2][2];
    const aci_assignment other = {"channels.profile", value};
    memset(value, 'a', LONG);
    for (int k = 0; k < 2; k++) {
        value[LONG - 1] = k == 0 ? 'a' : 'b';
        snprintf(text, sizeof text, "channels: {profile: %s}\n", value);
        opened o = open_cases(trial_cone, NULL);
        found[k][0] = identity_of(text, NULL);
        found[k][1] = aci_cases_identity_of(o.cases, 1, &other);
        drop(&o);
    }
    cr_assert_neq(found[0][0], found[1][0]);
    cr_assert_neq(found[0][1], found[1][1]);
}

Test(cases, identity_knows_the_content_of_files)
{
    const char *text = "channels: {file: tracts.csv}\n", *rows = "x_um\n1\n", *others = "x_um\n2\n";
    uint64_t found[2];
    for (int k = 0; k < 2; k++) {
        const char *input = k == 0 ? rows : others;
        const aci_config_input *given = NULL;
        opened o = {NULL, NULL};
        cr_assert_eq(aci_config_parse("test.yaml", text, strlen(text), &o.config), ACI_OK);
        cr_assert_eq(aci_config_add_input(o.config, "tracts.csv", input, strlen(input)), ACI_OK);
        const aci_node *node = aci_config_find(o.config, "channels.file");
        cr_assert_eq(aci_config_read_input(o.config, node, &given), ACI_OK);
        cr_assert_eq(aci_cases_create(o.config, NULL, &o.cases), ACI_OK);
        found[k] = aci_cases_identity(o.cases);
        drop(&o);
    }
    cr_assert_neq(found[0], found[1]);
}
