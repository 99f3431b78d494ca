/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/parameters.h"

static const aci_parameter rows[] = {
    {.key = "oven",
     .kind = ACI_SECTION,
     .words = "none",
     .standard = "none: cold dough",
     .meaning = "The oven."},
    {.key = "oven.width",
     .kind = ACI_QUANTITY,
     .unit = "cm",
     .range = {0.0, 2.0, true, false},
     .standard = "60 cm",
     .source = "assumed",
     .confidence = 'L',
     .meaning = "Width of the oven."},
    {.key = "oven.dose",
     .kind = ACI_QUANTITY,
     .unit = "um|mg/cm2",
     .words = "infinite",
     .meaning = "Flour."},
    {.key = "oven.mode",
     .kind = ACI_CHOICE,
     .words = "hot|cold",
     .later = "steam",
     .meaning = "Mode, one | of two."},
    {.key = "oven.fan", .kind = ACI_BOOLEAN, .meaning = "Fan."},
    {.key = "oven.trays", .kind = ACI_ENTRIES, .meaning = "Trays."},
    {.key = "oven.trays[].name", .kind = ACI_TEXT, .meaning = "Name."},
    {.key = "oven.trays[].count",
     .kind = ACI_COUNT,
     .range = {1.0, 9.0, false, false},
     .meaning = "Loaves."},
    {.key = "times", .kind = ACI_QUANTITIES, .unit = "h", .meaning = "Times."},
    {.key = "robot", .kind = ACI_LATER, .meaning = "Bake by hand."},
};
static const aci_parameter_table table = {sizeof rows / sizeof rows[0], rows};

static aci_config *check(const char *text)
{
    aci_config *config = NULL;
    cr_assert_eq(aci_config_parse("FILE", text, strlen(text), &config), ACI_OK, "%s",
                 aci_status_message());
    aci_parameters_check(config, table);
    return config;
}

static double number(const aci_config *config, const char *path)
{
    const aci_node *node = aci_config_find(config, path);
    return node != NULL && node->valid ? node->number : NAN;
}

Test(parameters, fills_in_si_values_and_words)
{
    aci_config *config = check("oven: {width: 60 cm, dose: 2 mg/cm2, mode: cold, fan: yes,\n"
                               "  trays: [{name: top, count: 3}]}\ntimes: [1 h, 30 min]\n");
    cr_assert_str_eq(aci_config_faults(config), "");
    cr_assert(number(config, "oven.width") == 0.6);
    cr_assert(number(config, "oven.dose") == 0.02);
    cr_assert_eq(aci_config_find(config, "oven.dose")->choice, 1);
    cr_assert_eq(aci_config_find(config, "oven.mode")->choice, 1);
    cr_assert(number(config, "oven.fan") == 1.0);
    cr_assert(number(config, "oven.trays[0].count") == 3.0);
    cr_assert(number(config, "times[1]") == 1800.0);
    aci_config_destroy(&config);
}

Test(parameters, takes_words_where_they_are_allowed)
{
    aci_config *config = check("oven: {dose: infinite}\n");
    cr_assert(aci_config_find(config, "oven.dose")->is_word);
    cr_assert_eq(aci_config_set(config, "oven", "none"), ACI_OK);
    aci_parameters_check(config, table);
    cr_assert(aci_config_find(config, "oven")->is_word);
    cr_assert_str_eq(aci_config_faults(config), "");
    aci_config_destroy(&config);
}

Test(parameters, finds_every_fault_at_once)
{
    static const char *const faults[] = {
        "FILE:1:15: error: oven.width: 3 m is out of range, allowed is > 0 cm, <= 200 cm\n",
        "FILE:1:20: error: oven.mod: unknown key 'mod', did you mean 'mode'?",
        "FILE:1:25: error: oven.mode: unknown word 'hpt', did you mean 'hot'?",
        "FILE:1:30: error: oven.colour: unknown key 'colour', allowed are width, dose, mode, fan, "
        "trays\n",
        "FILE:2:21: error: oven.trays[0].count: 0.5 is not a whole number",
        "FILE:3:10: error: times[0]: a unit is missing, for example h\n",
        "FILE:4:1: error: robot: not part of this version yet. Bake by hand.\n",
    };
    aci_config *config = check("oven: {width: 3 m, mod: hpt, colour: red,\n"
                               "  trays: [{count:   0.5}]}\ntimes: [1]\nrobot: {a: b}\n");
    const char *page = aci_config_faults(config);
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        cr_assert(strstr(page, faults[i]) != NULL, "missing: %s\nin:\n%s", faults[i], page);
    }
    cr_assert_eq(aci_config_fault_count(config), 7, "%s", page);
    cr_assert(isnan(number(config, "oven.width")));
    aci_config_destroy(&config);
}

Test(parameters, makes_entries_that_set_names)
{
    aci_config *config = check("oven: {}\n");
    cr_assert_eq(aci_config_set(config, "oven.trays.top.count", "4"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "oven.trays.low.count", "5"), ACI_OK);
    aci_parameters_check(config, table);
    cr_assert_str_eq(aci_config_faults(config), "");
    cr_assert(number(config, "oven.trays[1].count") == 5.0);
    cr_assert(number(config, "oven.trays.top.count") == 4.0);
    aci_config_destroy(&config);
}

Test(parameters, finds_rows_by_any_path)
{
    static const char *const paths[] = {"oven.trays[].count", "oven.trays[3].count",
                                        "oven.trays.top.count", "oven.trays.count"};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(aci_parameters_find(table, paths[i]), &rows[7], "%s", paths[i]);
    }
    cr_assert_null(aci_parameters_find(table, "oven.trays[3]count"));
    cr_assert_null(aci_parameters_find(table, ""));
    cr_assert_str_eq(aci_parameters_nearest(table, "oven", "widht"), "width");
    cr_assert_null(aci_parameters_nearest(table, "oven", "colour"));
    /* a word that goes on where the key ends: nothing behind the key is read */
    const aci_parameter letter = {.key = "t", .kind = ACI_NUMBER, .meaning = "time"};
    cr_assert_str_eq(aci_parameters_nearest((aci_parameter_table){1, &letter}, "", "tx"), "t");
}

/// The nearest key is told as the key was typed, whatever names its entry of a list.
Test(parameters, explains_entries_of_lists_and_names_the_nearest_key)
{
    static const char *const slips[][2] = {
        {"oven.trays[].cuont", "'oven.trays[].count'"},
        {"oven.trays[3].cuont", "'oven.trays[3].count'"},
        {"oven.trays.top.cuont", "'oven.trays.top.count'"},
        {"oven.trays.cuont", "'oven.trays[].count'"},
        {"oven.tray[3].count", "'oven.trays[3].count'"},
        {"ovn.width", "'oven.width'"},
        {"ovn.widht", "'oven'"},
    };
    static const char *const far[] = {"",
                                      ".",
                                      "[",
                                      "oven.",
                                      "oven.trays[3].",
                                      "oven.trays[3",
                                      "oven.trays[3].colour",
                                      "oven.width.x",
                                      "oven.width[0]",
                                      "oven.trays[3]count"};
    static const char *const known[] = {"oven.trays",         "oven.trays[]",
                                        "oven.trays[3]",      "oven.trays.count",
                                        "oven.trays[].count", "oven.trays[3].count"};
    char *text = NULL;
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        cr_assert_eq(aci_parameters_explain(table, slips[i][0], &text), ACI_BAD_INPUT);
        cr_assert(strstr(aci_status_message(), slips[i][1]) != NULL, "%s", aci_status_message());
    }
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        cr_assert_eq(aci_parameters_explain(table, far[i], &text), ACI_BAD_INPUT, "%s", far[i]);
        cr_assert(strstr(aci_status_message(), "did you mean") == NULL, "%s", aci_status_message());
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        cr_assert_eq(aci_parameters_explain(table, known[i], &text), ACI_OK, "%s", known[i]);
        cr_assert(strstr(text, "oven.trays[].count\n") != NULL, "%s", text);
        free(text);
    }
    cr_assert_eq(aci_parameters_explain(table, "times[0]", &text), ACI_OK);
    free(text);
}

Test(parameters, explains_and_prints_the_reference)
{
    char *text = NULL;
    cr_assert_eq(aci_parameters_explain(table, "oven.width", &text), ACI_OK);
    cr_assert_str_eq(text, "oven.width\n    Width of the oven.\n    value:   quantity in cm\n"
                           "    range:   > 0 cm, <= 200 cm\n    default: 60 cm\n"
                           "    source:  assumed, low confidence\n");
    free(text);
    cr_assert_eq(aci_parameters_explain(table, "oven", &text), ACI_OK);
    cr_assert_eq(strncmp(text,
                         "oven\n    The oven.\n    value:   map, or none\n"
                         "    default: none: cold dough\noven.width\n",
                         79),
                 0, "%s", text);
    free(text);
    cr_assert_eq(aci_parameters_explain(table, "oven.trays", &text), ACI_OK);
    cr_assert(strstr(text, "oven.trays[].count") != NULL);
    free(text);
    cr_assert_eq(aci_parameters_explain(table, "oven.widht", &text), ACI_BAD_INPUT);
    cr_assert_str_eq(aci_status_message(), "unknown key 'oven.widht', did you mean 'oven.width'?");
    cr_assert_null(text);
    cr_assert_eq(aci_parameters_reference(table, &text), ACI_OK);
    cr_assert(strstr(text, "## oven\n") != NULL && strstr(text, "one \\| of two") != NULL);
    for (int i = 0; i < table.count; i++) {
        cr_assert(strstr(text, rows[i].key) != NULL);
    }
    free(text);
}
