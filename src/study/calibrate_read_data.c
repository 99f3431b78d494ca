/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a calibration, what differs between them, and how well they are known. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibrate_parts.h"

double aci_calibrate_number(const aci_node *map, const char *key, double usual)
{
    const aci_node *node = aci_parameters_value(map, key);
    return node != NULL ? node->number : usual;
}

static bool is_named_before(const aci_node *first, const aci_node *node)
{
    while (first != node && strcmp(first->text, node->text) != 0) {
        first = first->next;
    }
    return first != node;
}

void aci_calibrate_read_data(aci_calibrate_reading *r)
{
    const aci_node *data = aci_config_child(r->section, "data");
    if (data == NULL || data->count == 0) {
        aci_config_fault_missing(
            r->config, r->section, "data",
            "missing, expected CSV files of measurements here or on the command "
            "line");
        return;
    }
    for (const aci_node *node = data->first; node != NULL; node = node->next) {
        if (is_named_before(data->first, node)) {
            aci_config_fault(r->config, node, "%s is named twice", node->text);
            return;
        }
        if (aci_measured_read(r->config, node, NULL, r->out->unit, &r->out->measured) != ACI_OK) {
            return;
        }
    }
}

static bool is_fitted(const aci_calibrate *calibrate, const char *key)
{
    for (int k = 0; k < calibrate->key_count; ++k) {
        if (strcmp(calibrate->keys[k].variable.key, key) == 0) {
            return true;
        }
    }
    return false;
}

/* One KEY=VALUE line; a quoted text stays one. */
static void read_assignment(aci_calibrate_reading *r, const aci_node *node, FILE *lines)
{
    aci_variable variable;
    if (aci_variable_read(r->config, node, &variable) != ACI_OK) {
        return;
    }
    if (is_fitted(r->out, node->key)) {
        aci_config_fault_key(r->config, node, "is fitted as well, allowed is one of both");
        return;
    }
    if (node->kind != ACI_NODE_SCALAR) {
        aci_config_fault(r->config, node, "no single value, expected one");
        return;
    }
    if (aci_variable_check(r->config, &variable, node)) {
        const char *quote = node->is_quoted ? "\"" : "";
        fprintf(lines, "%s=%s%s%s\n", node->key, quote, node->text, quote);
    }
}

static void list_sets(const aci_measured *measured, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int k = 0; k < measured->set_count && used < size; ++k) {
        used += (size_t)snprintf(text + used, size - used, "%s%s", k > 0 ? ", " : "",
                                 measured->sets[k]);
    }
}

static void read_set(aci_calibrate_reading *r, const aci_node *entry)
{
    const aci_node *name = aci_parameters_value(entry, "name");
    const aci_node *values = aci_parameters_value(entry, "set");
    char known[ACI_MEASURED_SETS_MAX * ACI_NAME_SIZE];
    size_t size = 0;
    if (name == NULL) {
        aci_config_fault_missing(r->config, entry, "name", "missing, expected that of a data set");
        return;
    }
    int set = aci_measured_find(&r->out->measured, name->text);
    if (set < 0 || r->out->assignments[set] != NULL) {
        list_sets(&r->out->measured, known, sizeof known);
        aci_config_fault(r->config, name, "%s '%.60s', the data have %s",
                         set < 0 ? "no data set" : "a second entry for", name->text, known);
        return;
    }
    FILE *lines = open_memstream(&r->out->assignments[set], &size);
    if (lines == NULL) {
        aci_config_fault(r->config, name, "out of memory");
        return;
    }
    for (const aci_node *node = values == NULL ? NULL : values->first; node; node = node->next) {
        read_assignment(r, node, lines);
    }
    fclose(lines);
}

void aci_calibrate_read_sets(aci_calibrate_reading *r)
{
    const aci_node *sets = aci_parameters_value(r->section, "sets");
    for (const aci_node *node = sets == NULL ? NULL : sets->first; node; node = node->next) {
        read_set(r, node);
    }
}

/* Few samples each, and deviations as alike as those of one relative deviation are. */
static bool is_poolable(const aci_measured *measured)
{
    const double few = 10.0, least_likeness = 0.05;
    return aci_measured_fewest(measured) < few && aci_measured_likeness(measured) > least_likeness;
}

void aci_calibrate_read_error(aci_calibrate_reading *r)
{
    const aci_node *error = aci_parameters_value(r->section, "error");
    const aci_measured *measured = &r->out->measured;
    double freedom = 0.0;
    int missing = 0;
    bool all = true;
    r->out->relative = aci_calibrate_number(error, "relative", NAN);
    const aci_node *pool = aci_parameters_value(error, "pool");
    for (int i = 0; i < measured->count; ++i) {
        const bool has_amount = measured->rows[i].amount != 0.0;
        missing += isnan(measured->rows[i].deviation) && (isnan(r->out->relative) || !has_amount);
        all = all && measured->rows[i].samples > 1.0 && measured->rows[i].amount > 0.0 &&
              isfinite(measured->rows[i].deviation);
    }
    bool is_auto = pool == NULL || pool->choice == 0;
    r->out->pools = is_auto ? all && is_poolable(measured) : pool->choice == 1;
    if (missing > 0 && !r->out->pools) {
        aci_config_fault_missing(r->config, error != NULL ? error : r->section,
                                 error != NULL ? "relative" : "error",
                                 "missing, %d amount%s of the data without sd: expected error: "
                                 "{relative: 5 %%}, and an sd where the amount is 0",
                                 missing, missing == 1 ? "" : "s");
    }
    if (r->out->pools && isnan(aci_measured_spread(measured, &freedom))) {
        aci_config_fault(r->config, aci_config_child(error, "pool"),
                         "nothing to pool, the data have no sd of two samples or more");
    }
}
