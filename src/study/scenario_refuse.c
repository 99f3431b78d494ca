/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a message that begins with the path of a number to the place of the key that sets it. */
#include <stdio.h>
#include <string.h>

#include "scenario_parts.h"

/// A number of the device and its key, or the key that stands for it.
typedef struct other_name {
    const char *number, *key, *instead;
} other_name;

static const other_name other_names[] = {
    {"device.needle_length", "device.needle.length", "device.needle.profile"},
    {"device.needle_diameter", "device.needle.base_diameter", "device.needle.gauge"},
    {"device.tip_radius", "device.needle.tip_radius", "device.needle.profile"},
    {"device.tip_length", "device.needle.tip_length", "device.needle.profile"},
    {"device.tip_wear", "device.needle.wear", "device.needle.wear"},
    {"device.pitch", "device.pitch", "device.density"},
};

/* The deepest node on a path that is there; `rest` is what of the path is not. */
static const aci_node *walk(const aci_node *root, const char *path, const char **rest)
{
    const aci_node *node = root;
    *rest = path;
    while (**rest != '\0') {
        char key[ACI_NAME_SIZE];
        size_t length = strcspn(*rest, ".");
        snprintf(key, sizeof key, "%.*s", (int)length, *rest);
        const aci_node *child = node->kind == ACI_NODE_MAP ? aci_config_child(node, key) : NULL;
        if (child == NULL) {
            break;
        }
        node = child;
        *rest += length + ((*rest)[length] == '.');
    }
    return node;
}

static bool is_there(const aci_node *root, const char *path)
{
    const char *rest;
    walk(root, path, &rest);
    return *rest == '\0';
}

static const char *key_of(const aci_node *root, const char *path)
{
    for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; i++) {
        const other_name *row = &other_names[i];
        if (strcmp(row->number, path) == 0) {
            return is_there(root, row->instead) ? row->instead : row->key;
        }
    }
    return path;
}

void aci_scenario_refuse(aci_scenario_reader *reader, const char *message)
{
    char path[ACI_TEXT_SIZE];
    size_t length = strcspn(message, " :");
    const char *said = message + length, *rest;
    snprintf(path, sizeof path, "%.*s", (int)length, message);
    said += strspn(said, " =:");
    const aci_node *node = walk(reader->root, key_of(reader->root, path), &rest);
    if (*rest != '\0') {
        aci_config_fault_missing(reader->config, node, rest, "%s", said);
    } else if (node->kind == ACI_NODE_MAP) {
        aci_config_fault_key(reader->config, node, "%s", said);
    } else {
        aci_config_fault(reader->config, node, "%s", said);
    }
}

bool aci_scenario_fault(aci_config *config, const char *message)
{
    aci_scenario_reader reader = {.config = config, .root = aci_config_root(config)};
    aci_parameter_table table = aci_scenario_parameters();
    size_t length = strcspn(message, " :");
    for (int i = 0; i < table.count && reader.root != NULL; i++) {
        const char *key = table.rows[i].key;
        if (strlen(key) == length && strncmp(key, message, length) == 0) {
            aci_scenario_refuse(&reader, message);
            return true;
        }
    }
    return false;
}
