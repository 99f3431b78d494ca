/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `calibrate` and its data. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calibrate_parts.h"

enum { STARTS_USUAL = 8, SAMPLES_USUAL = 3, PICKS_USUAL = 3, LOG_FROM = 10 };

void aci_calibrate_destroy(aci_calibrate *calibrate)
{
    for (int k = 0; k < ACI_MEASURED_SETS_MAX; ++k) {
        free(calibrate->assignments[k]);
    }
    free(calibrate->plan.times);
    aci_measured_destroy(&calibrate->measured);
    *calibrate = (aci_calibrate){.key_count = 0};
}

/* A result over time, by its name; faults are told at the node (NULL: the default is at fault). */
static bool find_result(aci_calibrate_reading *r, const aci_node *node, const char *name,
                        aci_headline *out)
{
    const aci_node *place = node != NULL ? node : r->section;
    if (aci_headline_find(r->scenario, name, NAN, out) != ACI_OK) {
        aci_config_fault(r->config, place, "%s", aci_status_message());
        return false;
    }
    if (!out->outcome.over_time) {
        aci_config_fault(
            r->config, place,
            "'%.60s' is one number for the whole run, expected a result over time such "
            "as absorbed",
            name);
    }
    return out->outcome.over_time;
}

static bool read_result(aci_calibrate_reading *r)
{
    const aci_node *node = aci_parameters_value(r->section, "result");
    const char *name = node != NULL ? node->text : "absorbed";
    aci_headline headline;
    if (!find_result(r, node, name, &headline)) {
        return false;
    }
    snprintf(r->out->result, sizeof r->out->result, "%.*s", ACI_NAME_SIZE - 1, name);
    snprintf(r->out->unit, sizeof r->out->unit, "%s", headline.outcome.unit);
    return true;
}

/* One of from, to, start; false for a fault, `value` unchanged where the key is not there. */
static bool read_end(aci_calibrate_reading *r, aci_calibrate_key *key, const aci_node *map,
                     const char *name, double *value)
{
    const aci_node *node = aci_config_child(map, name);
    if (node == NULL) {
        return true;
    }
    if (node->kind != ACI_NODE_SCALAR) {
        aci_config_fault(r->config, node, "no number, expected one value");
        return false;
    }
    if (!aci_variable_check(r->config, &key->variable, node)) {
        return false;
    }
    if (node->is_word) {
        aci_config_fault(r->config, node, "a word, expected a number");
        return false;
    }
    *value = node->number;
    return true;
}

static bool check_names(aci_calibrate_reading *r, const aci_node *map)
{
    static const char *const names = "from|to|start|scale|separate";
    bool is_right = map->kind == ACI_NODE_MAP;
    if (!is_right) {
        aci_config_fault(r->config, map, "no map, expected {from: .., to: ..}");
    }
    for (const aci_node *node = is_right ? map->first : NULL; node != NULL; node = node->next) {
        char nearest[ACI_NAME_SIZE], wrapped[ACI_NAME_SIZE];
        snprintf(wrapped, sizeof wrapped, "%.40s", node->key);
        const char *found = strstr(names, wrapped);
        size_t length = strlen(wrapped);
        bool is_known = found != NULL && (found == names || found[-1] == '|') &&
                        (found[length] == '|' || found[length] == '\0');
        if (!is_known) {
            bool is_near = aci_parameters_nearest_word(names, wrapped, nearest, sizeof nearest);
            aci_config_fault_key(r->config, node,
                                 "unknown key '%s',%s%s%s allowed are from, to, "
                                 "start, scale and separate",
                                 wrapped, is_near ? " did you mean '" : "", is_near ? nearest : "",
                                 is_near ? "'?" : "");
            is_right = false;
        }
    }
    return is_right;
}

/* The one of two words; `usual` where the key is not there; -1 for a fault. */
static int read_word(aci_calibrate_reading *r, const aci_node *map, const char *name,
                     const char *no, const char *yes, int usual)
{
    const aci_node *node = aci_config_child(map, name);
    if (node == NULL) {
        return usual;
    }
    if (node->kind == ACI_NODE_SCALAR && strcmp(node->text, yes) == 0) {
        return 1;
    }
    if (node->kind == ACI_NODE_SCALAR && strcmp(node->text, no) == 0) {
        return 0;
    }
    aci_config_fault(r->config, node, "allowed are %s and %s", no, yes);
    return -1;
}

static bool check_box(aci_calibrate_reading *r, const aci_node *map, const aci_calibrate_key *key)
{
    const aci_node *to = aci_config_child(map, "to");
    const aci_node *start = aci_config_child(map, "start");
    if (!(key->from < key->to)) {
        aci_config_fault(r->config, to, "not above from, the box must have a width");
        return false;
    }
    if (key->logarithmic && !(key->from > 0.0)) {
        aci_config_fault(r->config, aci_config_child(map, "from"),
                         "0 or less has no logarithm, expected more or scale: linear");
        return false;
    }
    if (start != NULL && !(key->start > key->from && key->start < key->to)) {
        aci_config_fault(r->config, start, "not between from and to");
        return false;
    }
    return true;
}

static double middle_of(const aci_calibrate_key *key)
{
    return key->logarithmic ? sqrt(key->from * key->to) : 0.5 * (key->from + key->to);
}

/* Scale, start and whether each data set has its own. */
static bool complete_key(aci_calibrate_reading *r, const aci_node *map, aci_calibrate_key *key)
{
    bool is_wide = key->from > 0.0 && key->to >= LOG_FROM * key->from;
    int scale = read_word(r, map, "scale", "linear", "log", is_wide);
    int separate = read_word(r, map, "separate", "no", "yes", 0);
    key->logarithmic = scale == 1;
    key->separate = separate == 1;
    if (scale < 0 || separate < 0 || !check_box(r, map, key)) {
        return false;
    }
    if (isnan(key->start)) {
        double given = aci_variable_given(r->config, &key->variable);
        key->start = given > key->from && given < key->to ? given : middle_of(key);
    }
    return true;
}

static void read_key(aci_calibrate_reading *r, const aci_node *node)
{
    aci_calibrate *out = r->out;
    aci_calibrate_key key = {.from = NAN, .to = NAN, .start = NAN};
    if (aci_variable_read(r->config, node, &key.variable) != ACI_OK) {
        return;
    }
    if (!key.variable.is_number || key.variable.is_count) {
        aci_config_fault_key(r->config, node,
                             "cannot be fitted, expected the key of a number that "
                             "is no count");
        return;
    }
    if (out->key_count == ACI_CALIBRATE_KEYS_MAX) {
        aci_config_fault_key(r->config, node, "more than %d keys to fit", ACI_CALIBRATE_KEYS_MAX);
        return;
    }
    if (!check_names(r, node) || !read_end(r, &key, node, "from", &key.from) ||
        !read_end(r, &key, node, "to", &key.to) || !read_end(r, &key, node, "start", &key.start)) {
        return;
    }
    if (isnan(key.from) || isnan(key.to)) {
        aci_config_fault_missing(r->config, node, isnan(key.from) ? "from" : "to",
                                 "missing, expected an end of the box to search, such as 1 %s",
                                 key.variable.in_unit);
    } else if (complete_key(r, node, &key)) {
        out->keys[out->key_count++] = key;
    }
}

static void read_keys(aci_calibrate_reading *r)
{
    const aci_node *fit = aci_parameters_value(r->section, "fit");
    if (aci_config_child(r->section, "fit") == NULL) {
        aci_config_fault_missing(r->config, r->section, "fit",
                                 "missing, expected what to fit such as {channels.diffusivity: "
                                 "{from: 1e-11 m2/s, to: 1e-9 m2/s}}");
    }
    for (const aci_node *node = fit == NULL ? NULL : fit->first; node != NULL; node = node->next) {
        read_key(r, node);
    }
}

static void read_planned_results(aci_calibrate_reading *r, const aci_node *plan)
{
    const aci_node *results = aci_parameters_value(plan, "results");
    for (const aci_node *node = results == NULL ? NULL : results->first; node; node = node->next) {
        aci_headline headline;
        int *count = &r->out->plan.result_count;
        if (*count == ACI_CALIBRATE_PLANNED_MAX) {
            aci_config_fault(r->config, node, "more than %d results", ACI_CALIBRATE_PLANNED_MAX);
            return;
        }
        if (find_result(r, node, node->text, &headline)) {
            snprintf(r->out->plan.results[(*count)++], ACI_NAME_SIZE, "%.*s", ACI_NAME_SIZE - 1,
                     node->text);
        }
    }
}

static void read_planned_times(aci_calibrate_reading *r, const aci_node *plan)
{
    const aci_node *times = aci_parameters_value(plan, "times");
    double before = 0.0;
    int count = times == NULL ? 0 : times->count;
    r->out->plan.times = calloc((size_t)count + 1, sizeof(double));
    if (r->out->plan.times == NULL) {
        aci_config_fault(r->config, plan != NULL ? plan : r->section,
                         "out of memory for its times");
        return;
    }
    for (const aci_node *node = count > 0 ? times->first : NULL; node != NULL; node = node->next) {
        if (!(node->number > before && node->number <= r->scenario->duration)) {
            aci_config_fault(r->config, node,
                             "times must increase and end within simulation.duration");
            return;
        }
        before = r->out->plan.times[r->out->plan.time_count++] = node->number;
    }
}

static void read_plan(aci_calibrate_reading *r)
{
    const aci_node *plan = aci_parameters_value(r->section, "plan");
    double freedom = 0.0, pooled = aci_measured_spread(&r->out->measured, &freedom);
    double usual = isfinite(pooled) ? pooled : isfinite(r->out->relative) ? r->out->relative : 0.1;
    r->out->plan.relative = aci_calibrate_number(plan, "error", usual);
    r->out->plan.samples = aci_calibrate_number(plan, "samples", SAMPLES_USUAL);
    r->out->plan.picks = (int)aci_calibrate_number(plan, "picks", PICKS_USUAL);
    read_planned_results(r, plan);
    read_planned_times(r, plan);
}

static void check_count(aci_calibrate_reading *r)
{
    int count = 0;
    for (int k = 0; k < r->out->key_count; ++k) {
        count += r->out->keys[k].separate ? r->out->measured.set_count : 1;
    }
    if (count > ACI_FIT_PARAMETERS_MAX) {
        aci_config_fault_key(r->config, aci_config_child(r->section, "fit"),
                             "%d values to fit, allowed are %d", count, ACI_FIT_PARAMETERS_MAX);
    }
    if (r->out->measured.count < count) {
        aci_config_fault_key(r->config, aci_config_child(r->section, "fit"),
                             "%d values to fit to %d measurements, at least as many are needed",
                             count, r->out->measured.count);
    }
}

aci_status aci_calibrate_read(aci_config *config, const aci_scenario *scenario, aci_calibrate *out)
{
    aci_calibrate_reading r = {.config = config, .scenario = scenario, .out = out};
    *out = (aci_calibrate){.relative = NAN};
    r.section = aci_parameters_value(aci_config_root(config), "calibrate");
    if (r.section == NULL) {
        aci_config_fault_missing(config, aci_config_root(config), "calibrate",
                                 "missing, expected what to fit, such as {fit: "
                                 "{channels.diffusivity: {from: 1e-11 m2/s, to: 1e-9 m2/s}}}");
        return aci_config_status(config);
    }
    out->profiles = aci_calibrate_number(r.section, "profile", 1.0) != 0.0;
    out->starts = (int)aci_calibrate_number(r.section, "starts", STARTS_USUAL);
    read_keys(&r);
    if (read_result(&r)) {
        aci_calibrate_read_data(&r);
    }
    ACI_TRY(aci_config_status(config));
    aci_calibrate_read_sets(&r);
    aci_calibrate_read_error(&r);
    read_plan(&r);
    check_count(&r);
    return aci_config_status(config);
}
