/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/parameters.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/base/units.h"
#include "config_tree.h"
#include "parameters_words.h"

enum { LIST_SIZE = 640, UNIT_SIZE = 64 };

/// One value being held against its row.
typedef struct check {
    aci_config *config;
    aci_parameter_table table;
    const aci_parameter *row;
    aci_node *node;
} check;

static void check_map(aci_config *config, aci_parameter_table table, aci_node *map);

/* A slip is taken as the key it comes near, so that this key is not missed as well. */
static bool refuse_unknown(aci_config *config, aci_parameter_table table, aci_node *node)
{
    char parent[ACI_CONFIG_PATH_SIZE], allowed[LIST_SIZE];
    aci_config_path(node->parent, true, parent);
    const char *nearest = aci_parameters_nearest(table, parent, node->key);
    aci_parameters_keys(table, parent, allowed, sizeof allowed);
    if (nearest != NULL) {
        aci_config_fault_key(config, node, "unknown key '%.60s', did you mean '%s'? allowed are %s",
                             node->key, nearest, allowed);
    } else {
        aci_config_fault_key(config, node, "unknown key '%.60s', allowed are %s", node->key,
                             allowed);
    }
    bool is_slip = nearest != NULL && aci_config_child(node->parent, nearest) == NULL;
    node->key = is_slip ? nearest : node->key;
    return is_slip;
}

static void refuse_word(const check *at, const aci_node *node)
{
    char allowed[LIST_SIZE];
    const char *text = node->text;
    aci_parameters_list(at->row->words, allowed, sizeof allowed);
    if (aci_parameters_word(at->row->later, text) >= 0) {
        aci_config_fault(at->config, node, "'%s' is not part of this version yet, allowed are %s",
                         text, allowed);
    } else if (text[0] == '\0') {
        aci_config_fault(at->config, node, "a value is missing, allowed are %s", allowed);
    } else {
        char nearest[UNIT_SIZE];
        bool is_near = aci_parameters_nearest_word(at->row->words, text, nearest, sizeof nearest);
        aci_config_fault(at->config, node, "unknown word '%.60s',%s%s%s allowed are %s", text,
                         is_near ? " did you mean '" : "", is_near ? nearest : "",
                         is_near ? "'?" : "", allowed);
    }
}

static void check_word(const check *at, aci_node *node)
{
    node->choice = aci_parameters_word(at->row->words, node->text);
    node->is_word = node->valid = node->choice >= 0;
    if (!node->valid) {
        refuse_word(at, node);
    }
}

/* The units of the row one after the other; the message is that of the first. */
static bool read_units(const check *at, aci_node *node)
{
    const char *units = at->row->unit == NULL ? "1" : at->row->unit;
    char message[256] = "", unit[UNIT_SIZE];
    int column = 0;
    for (int k = 0; aci_parameters_nth(units, k, unit, sizeof unit); k++) {
        int place = 0;
        node->choice = k;
        if (aci_units_read(node->text, unit, &node->number, &place) == ACI_OK) {
            return true;
        }
        if (k == 0) {
            column = place;
            snprintf(message, sizeof message, "%s", aci_status_message());
        }
    }
    char others[LIST_SIZE] = "", words[LIST_SIZE] = "";
    if (strchr(units, '|') != NULL) {
        aci_parameters_list(strchr(units, '|') + 1, others, sizeof others);
    }
    if (at->row->words != NULL) {
        aci_parameters_list(at->row->words, words, sizeof words);
    }
    aci_config_fault_in(at->config, node, column, "%s%s%s%s%s", message, *others ? ", also " : "",
                        others, *words ? ", or the word " : "", words);
    return false;
}

static bool is_within(aci_range range, double value)
{
    if (range.minimum == 0.0 && range.maximum == 0.0 && !range.minimum_excluded) {
        return true;
    }
    bool above = range.minimum_excluded ? value > range.minimum : value >= range.minimum;
    bool below = range.maximum_excluded ? value < range.maximum : value <= range.maximum;
    return above && below;
}

static void check_number(const check *at, aci_node *node)
{
    char range[LIST_SIZE];
    if (at->row->words != NULL && aci_parameters_word(at->row->words, node->text) >= 0) {
        check_word(at, node);
        return;
    }
    node->is_word = false;
    if (node->text[0] == '\0') {
        aci_config_fault(at->config, node, "a value is missing, expected %s",
                         aci_parameters_expected(at->row));
        return;
    }
    if (!read_units(at, node)) {
        return;
    }
    aci_parameters_range(at->row, range, sizeof range);
    bool is_count =
        at->row->kind != ACI_COUNT || (node->number == floor(node->number) &&
                                       fabs(node->number) <= fmax(INT_MAX, at->row->range.maximum));
    node->valid = is_within(at->row->range, node->number) && is_count;
    if (!is_count) {
        aci_config_fault(at->config, node, "%.60s is not a whole number, allowed is %s", node->text,
                         range);
    } else if (!node->valid) {
        aci_config_fault(at->config, node, "%.60s is out of range, allowed is %s", node->text,
                         range);
    }
}

static void check_boolean(const check *at, aci_node *node)
{
    int word = aci_parameters_word("no|yes|false|true|off|on", node->text);
    node->valid = word >= 0;
    node->number = word % 2;
    if (!node->valid) {
        aci_config_fault(at->config, node, "'%.60s' is neither yes nor no", node->text);
    }
}

static void check_text(const check *at, aci_node *node)
{
    bool has_control = false;
    for (const char *c = node->text; *c != '\0'; c++) {
        has_control = has_control || ((unsigned char)*c < 0x20 || *c == 0x7f);
    }
    bool is_empty = node->text[0] == '\0' && !node->is_quoted;
    node->valid = !is_empty && !has_control && strlen(node->text) < ACI_PARAMETER_TEXT_MAX;
    if (is_empty) {
        aci_config_fault(at->config, node, "a value is missing, expected a text");
    } else if (!node->valid) {
        aci_config_fault(at->config, node, "expected a text of one line, at most %d bytes",
                         ACI_PARAMETER_TEXT_MAX - 1);
    }
}

static void check_scalar(const check *at, aci_node *node)
{
    node->valid = false;
    if (node->kind != ACI_NODE_SCALAR) {
        aci_config_fault(at->config, node, "a %s, expected %s",
                         node->kind == ACI_NODE_LIST ? "list" : "map",
                         aci_parameters_expected(at->row));
        return;
    }
    switch (at->row->kind) {
    case ACI_QUANTITY:
    case ACI_QUANTITIES:
    case ACI_NUMBER:
    case ACI_COUNT:
        check_number(at, node);
        break;
    case ACI_CHOICE:
    case ACI_CHOICES:
        check_word(at, node);
        break;
    case ACI_BOOLEAN:
        check_boolean(at, node);
        break;
    default:
        check_text(at, node);
        break;
    }
}

static void refuse_repeated(const check *at)
{
    const aci_node *seen[64] = {0};
    for (const aci_node *child = at->node->first; child != NULL; child = child->next) {
        if (!child->valid || child->choice >= 64) {
            continue;
        }
        if (seen[child->choice] != NULL) {
            at->node->valid = false;
            aci_config_fault(at->config, child, "'%s' twice, allowed once", child->text);
        }
        seen[child->choice] = child;
    }
}

static void check_list(const check *at)
{
    aci_node *node = at->node;
    node->valid = node->kind == ACI_NODE_LIST;
    if (!node->valid) {
        aci_config_fault(at->config, node, "no list, expected %s",
                         aci_parameters_expected(at->row));
        return;
    }
    for (const aci_node *child = node->first; child != NULL; child = child->next) {
        check_scalar(at, (aci_node *)child);
        node->valid = node->valid && child->valid;
    }
    if (at->row->kind == ACI_CHOICES) {
        refuse_repeated(at);
    }
}

/* `--set skin.layers.dermis.thickness` without a list of layers makes a map of maps: its keys are
   the names of the entries. */
static void make_entries(const check *at)
{
    aci_node *map = at->node, *last = NULL;
    map->first = map->kind == ACI_NODE_MAP ? map->first : NULL;
    for (const aci_node *child = map->first, *next; child != NULL; child = next) {
        aci_node *entry = (aci_node *)child;
        aci_node *name =
            aci_config_node(at->config, ACI_NODE_SCALAR,
                            (aci_config_place){child->set, child->line, child->column});
        next = child->next;
        if (name == NULL) {
            return;
        }
        name->text = child->key;
        name->key = "name";
        name->parent = child;
        name->next = child->first;
        entry->first = name;
        entry->last = entry->last == NULL ? name : entry->last;
        entry->count++;
        entry->key = NULL;
        last = entry;
    }
    map->last = last;
    map->kind = ACI_NODE_LIST;
}

/* A name alone is an entry with nothing else in it. */
static void make_named_entry(const check *at, aci_node *entry)
{
    aci_node *name = aci_config_node(at->config, ACI_NODE_SCALAR,
                                     (aci_config_place){entry->set, entry->line, entry->column});
    if (name == NULL) {
        return;
    }
    name->text = entry->text;
    name->is_quoted = entry->is_quoted;
    name->key = "name";
    name->parent = entry;
    entry->kind = ACI_NODE_MAP;
    entry->text = NULL;
    entry->first = entry->last = name;
    entry->count = 1;
}

static bool is_map_of_maps(const aci_node *node)
{
    for (const aci_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind != ACI_NODE_MAP || aci_config_child(child, "name") != NULL) {
            return false;
        }
    }
    return node->kind == ACI_NODE_MAP;
}

static void check_entries(const check *at)
{
    aci_node *node = at->node;
    if (node->set != NULL && is_map_of_maps(node)) {
        make_entries(at);
    }
    node->valid = node->kind == ACI_NODE_LIST;
    if (!node->valid) {
        aci_config_fault(at->config, node, "no list, expected %s",
                         aci_parameters_expected(at->row));
        return;
    }
    for (const aci_node *child = node->first; child != NULL; child = child->next) {
        aci_node *entry = (aci_node *)child;
        if (at->row->open_text && entry->kind == ACI_NODE_SCALAR && entry->text[0] != '\0') {
            make_named_entry(at, entry);
        }
        entry->valid = entry->kind == ACI_NODE_MAP;
        if (entry->valid) {
            check_map(at->config, at->table, entry);
        } else {
            aci_config_fault(at->config, child, "no map, expected an entry such as {name: dermis}");
        }
    }
}

static void check_section(const check *at)
{
    aci_node *node = at->node;
    node->valid = node->kind == ACI_NODE_MAP;
    if (node->kind == ACI_NODE_MAP) {
        check_map(at->config, at->table, node);
    } else if (node->kind == ACI_NODE_LIST || node->text[0] == '\0') {
        aci_config_fault(at->config, node, "%s, expected %s",
                         node->kind == ACI_NODE_LIST ? "a list" : "nothing below it",
                         aci_parameters_expected(at->row));
    } else if (at->row->open_text) {
        check_text(at, node);
    } else if (at->row->words != NULL) {
        check_word(at, node);
    } else {
        aci_config_fault(at->config, node, "'%.60s' is no map, expected %s", node->text,
                         aci_parameters_expected(at->row));
    }
}

static void check_open(const check *at)
{
    at->node->valid = at->node->kind == ACI_NODE_MAP && at->node->count > 0;
    if (!at->node->valid) {
        aci_config_fault(at->config, at->node, "no map with something in it, expected %s",
                         aci_parameters_expected(at->row));
    }
}

static void check_value(const check *at)
{
    switch (at->row->kind) {
    case ACI_SECTION:
        check_section(at);
        break;
    case ACI_ENTRIES:
        check_entries(at);
        break;
    case ACI_QUANTITIES:
    case ACI_CHOICES:
    case ACI_TEXTS:
        check_list(at);
        break;
    case ACI_OPEN:
        check_open(at);
        break;
    case ACI_LATER:
        aci_config_fault_key(at->config, at->node, "not part of this version yet. %s",
                             at->row->meaning);
        break;
    default:
        check_scalar(at, at->node);
        break;
    }
}

static void check_map(aci_config *config, aci_parameter_table table, aci_node *map)
{
    for (const aci_node *child = map->first; child != NULL; child = child->next) {
        char path[ACI_CONFIG_PATH_SIZE];
        aci_config_path(child, true, path);
        check at = {config, table, aci_parameters_row(table, path), (aci_node *)child};
        if (at.row == NULL && refuse_unknown(config, table, at.node)) {
            aci_config_path(child, true, path);
            at.row = aci_parameters_row(table, path);
        }
        if (at.row != NULL) {
            check_value(&at);
        }
    }
}

void aci_parameters_check(aci_config *config, aci_parameter_table table)
{
    if (config->root != NULL) {
        check_map(config, table, config->root);
    }
}

bool aci_parameters_check_as(aci_config *config, aci_parameter_table table,
                             const aci_parameter *row, const aci_node *node)
{
    check at = {config, table, row, (aci_node *)node};
    check_scalar(&at, at.node);
    return node->valid;
}
