/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/variable.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/scenario.h"

bool aci_variable_is_of_study(const char *key)
{
    static const char *const sections[] = {"sweep",     "uncertain", "spec",     "sensitivity",
                                           "tolerance", "optimise",  "calibrate"};
    for (size_t k = 0; k < sizeof sections / sizeof sections[0]; ++k) {
        size_t length = strlen(sections[k]);
        if (strncmp(key, sections[k], length) == 0 && strchr(".[", key[length]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool takes_one_value(const aci_parameter *row)
{
    switch (row->kind) {
    case ACI_QUANTITY:
    case ACI_NUMBER:
    case ACI_COUNT:
    case ACI_CHOICE:
    case ACI_BOOLEAN:
    case ACI_PATH:
    case ACI_TEXT:
        return true;
    default:
        return row->kind == ACI_SECTION && (row->open_text || row->words != NULL);
    }
}

static aci_status refuse(aci_config *config, const aci_node *node)
{
    char *text = NULL;
    aci_status status = aci_parameters_explain(aci_scenario_parameters(), node->key, &text);
    free(text);
    if (status == ACI_OK) {
        aci_config_fault_key(config, node,
                             "takes no single value, expected a key such as channels.depth");
    } else {
        aci_config_fault_key(config, node, "%s", aci_status_message());
    }
    return aci_config_status(config);
}

static void name_column(aci_variable *out)
{
    size_t used = 0;
    for (const char *c = out->key; *c != '\0'; ++c) {
        bool is_sign = strchr(".[]- ", *c) != NULL;
        if (!is_sign || (*c != ']' && used > 0 && out->name[used - 1] != '_')) {
            out->name[used++] = is_sign ? '_' : *c;
        }
    }
    out->name[used] = '\0';
}

static void set_unit(aci_variable *out, const char *unit, size_t length)
{
    snprintf(out->in_unit, sizeof out->in_unit, "%.*s", (int)length, unit);
    if (aci_units_base(out->in_unit, out->unit) != ACI_OK) {
        snprintf(out->unit, sizeof out->unit, "1");
    }
}

aci_status aci_variable_read(aci_config *config, const aci_node *node, aci_variable *out)
{
    memset(out, 0, sizeof *out);
    const aci_parameter *row = aci_parameters_find(aci_scenario_parameters(), node->key);
    if (row == NULL || !takes_one_value(row) || aci_variable_is_of_study(node->key)) {
        return refuse(config, node);
    }
    const char *unit = row->unit != NULL ? row->unit : "1";
    snprintf(out->key, sizeof out->key, "%s", node->key);
    out->row = row;
    out->is_number = row->kind == ACI_QUANTITY || row->kind == ACI_NUMBER || row->kind == ACI_COUNT;
    out->is_count = row->kind == ACI_COUNT;
    set_unit(out, unit, strcspn(unit, "|"));
    name_column(out);
    return ACI_OK;
}

static void nth_unit(const aci_parameter *row, int n, char unit[ACI_UNITS_TEXT_SIZE])
{
    const char *at = row->unit != NULL ? row->unit : "1";
    while (n-- > 0 && strchr(at, '|') != NULL) {
        at = strchr(at, '|') + 1;
        at += strspn(at, " ");
    }
    snprintf(unit, ACI_UNITS_TEXT_SIZE, "%.*s", (int)strcspn(at, "|"), at);
}

/* The dimension of the first number is that of all. */
static bool fits_unit(aci_config *config, aci_variable *variable, const aci_node *node)
{
    char unit[ACI_UNITS_TEXT_SIZE];
    nth_unit(variable->row, node->choice, unit);
    if (!variable->has_unit) {
        set_unit(variable, unit, strlen(unit));
        variable->has_unit = true;
    }
    if (!aci_units_match(unit, variable->in_unit)) {
        aci_config_fault(config, node,
                         "another dimension than the values before it, expected one in %s",
                         variable->in_unit);
        return false;
    }
    return true;
}

bool aci_variable_check(aci_config *config, aci_variable *variable, const aci_node *node)
{
    if (variable->row->kind == ACI_SECTION) {
        ((aci_node *)node)->valid = node->kind == ACI_NODE_SCALAR && node->text[0] != '\0';
        if (!node->valid) {
            aci_config_fault(config, node, "expected a word or a name");
        }
        return node->valid;
    }
    if (!aci_parameters_check_as(config, aci_scenario_parameters(), variable->row, node)) {
        return false;
    }
    bool is_quantity = variable->is_number && !node->is_word;
    return !is_quantity || fits_unit(config, variable, node);
}

bool aci_variable_read_end(aci_config *config, aci_variable *variable, const aci_node *range,
                           const char *key, double *out)
{
    const aci_node *node = aci_config_child(range, key);
    if (node == NULL) {
        aci_config_fault_missing(config, range, key, "missing, expected an end of the range");
        return false;
    }
    if (!aci_variable_check(config, variable, node)) {
        return false;
    }
    if (node->is_word) {
        aci_config_fault(config, node, "a word, expected a number");
        return false;
    }
    *out = node->number;
    return true;
}

aci_status aci_variable_write(const aci_variable *variable, double value,
                              char text[ACI_UNITS_TEXT_SIZE])
{
    if (variable->is_count) {
        snprintf(text, ACI_UNITS_TEXT_SIZE, "%.0f", round(value));
        return ACI_OK;
    }
    return aci_units_write(value, variable->in_unit, text);
}

double aci_variable_given(const aci_config *config, const aci_variable *variable)
{
    const aci_node *node = aci_config_find(config, variable->key);
    bool is_number = node != NULL && node->kind == ACI_NODE_SCALAR && node->valid &&
                     variable->is_number && !node->is_word;
    return is_number ? node->number : NAN;
}
