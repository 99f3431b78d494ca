/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device of a config: a preset or one of one's own, with its needle. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario_parts.h"

enum { NAMES_SIZE = 1024, PROFILE_ROWS_MOST = 2000 };

/// A config key and the device's number it sets.
typedef struct number_key {
    const char *key, *number;
} number_key;

static const number_key head_keys[] = {
    {"needles", "needles"},
    {"pitch", "pitch"},
    {"rows", "rows"},
    {"width", "width"},
    {"protrusion", "protrusion"},
    {"stroke", "stroke"},
    {"frequency", "frequency"},
    {"moving_mass", "moving_mass"},
    {"stall_force", "stall_force"},
    {"ring_radius", "ring_radius"},
    {"ring_width", "ring_width"},
    {"suction", "suction"},
    {"drum_radius", "drum_radius"},
    {"rolling_radius", "rolling_radius"},
    {"entry_speed", "entry_speed"},
    {"tolerance", "tolerance"},
    {"surface_drag", "surface_drag"},
    {"missing", "missing"},
    {"conducting_length", "conducting_length"},
    {NULL, NULL},
};

static const number_key needle_keys[] = {
    {"length", "needle_length"},  {"base_diameter", "needle_diameter"},
    {"tip_radius", "tip_radius"}, {"tip_length", "tip_length"},
    {"wear", "tip_wear"},         {NULL, NULL},
};

static void add_name(char names[NAMES_SIZE], const char *name)
{
    size_t used = strlen(names);
    snprintf(names + used, NAMES_SIZE - used, "%s%s", used > 0 ? ", " : "", name);
}

static void refuse_name(aci_scenario_reader *reader, const aci_node *node, const char *what,
                        const char *names)
{
    char nearest[ACI_NAME_SIZE];
    bool is_near = aci_parameters_nearest_word(names, node->text, nearest, sizeof nearest);
    aci_config_fault(reader->config, node, "unknown %s '%.60s',%s%s%s the library has %s", what,
                     node->text, is_near ? " did you mean '" : "", is_near ? nearest : "",
                     is_near ? "'?" : "", names);
}

/* A key that a kind of device has no use for is a mistake, not a wish to ignore. */
static void give_number(aci_scenario_reader *reader, const aci_node *map, const number_key *row)
{
    aci_device *device = &reader->out->needling.device;
    const aci_node *node = aci_parameters_value(map, row->key);
    if (node == NULL) {
        return;
    }
    for (int i = 0; i < aci_device_number_count(); i++) {
        const aci_device_number *number = aci_device_number_at(i);
        char letter = "prsf"[device->kind];
        if (strcmp(number->name, row->number) != 0) {
            continue;
        }
        if (strchr(number->kinds, letter) == NULL) {
            aci_config_fault_key(reader->config, node, "a %s has no %s, leave it out",
                                 aci_device_kind_name(device->kind), row->key);
            return;
        }
        aci_scenario_give(map, row->key, aci_device_value(device, number));
    }
}

static const aci_device *find_preset(aci_scenario_reader *reader, const aci_node *node)
{
    char names[NAMES_SIZE] = "";
    const aci_device *found = aci_device_find(node->text);
    for (int i = 0; i < aci_device_count() && found == NULL; i++) {
        add_name(names, aci_device_at(i)->name);
    }
    if (found == NULL) {
        refuse_name(reader, node, "device", names);
    }
    return found;
}

/* The preset or an empty device; false when there is nothing to go on with. */
static bool start_device(aci_scenario_reader *reader, const aci_node *map)
{
    aci_needling *out = &reader->out->needling;
    const aci_node *preset = aci_parameters_value(map, "preset");
    const aci_node *kind = aci_parameters_value(map, "kind");
    const aci_device *found = preset == NULL ? NULL : find_preset(reader, preset);
    if (aci_config_child(map, "preset") != NULL && found == NULL) {
        return false;
    }
    if (found == NULL && aci_config_child(map, "kind") == NULL) {
        aci_config_fault_missing(reader->config, map, "kind",
                                 "missing, expected pen, roller, stamp or rf, or a preset");
    }
    if (found != NULL && kind != NULL && (aci_device_kind)kind->choice != found->kind) {
        aci_config_fault(reader->config, kind, "%s is a %s, leave kind out", found->name,
                         aci_device_kind_name(found->kind));
        return false;
    }
    if (found == NULL && kind == NULL) {
        return false;
    }
    out->device = found != NULL ? *found : aci_device_blank((aci_device_kind)kind->choice);
    return true;
}

static void read_material(aci_scenario_reader *reader, const aci_node *needle)
{
    const aci_node *node = aci_parameters_value(needle, "material");
    char names[NAMES_SIZE] = "";
    if (node == NULL) {
        return;
    }
    const aci_needle_material *found = aci_needle_material_find(node->text);
    for (int i = 0; i < aci_needle_material_count() && found == NULL; i++) {
        add_name(names, aci_needle_material_at(i)->name);
    }
    if (found == NULL) {
        refuse_name(reader, node, "material", names);
    } else {
        reader->out->needling.device.material = found->name;
    }
}

static void read_gauge(aci_scenario_reader *reader, const aci_node *needle)
{
    const aci_node *gauge = aci_config_child(needle, "gauge");
    const aci_node *diameter = aci_config_child(needle, "base_diameter");
    if (gauge == NULL || !gauge->valid) {
        return;
    }
    if (aci_scenario_is_conflict(&diameter, &gauge)) {
        aci_config_fault_key(reader->config, gauge,
                             "given together with base_diameter, allowed is one of them");
    } else if (gauge != NULL &&
               aci_device_set_gauge(&reader->out->needling.device, (int)gauge->number) != ACI_OK) {
        aci_config_fault(reader->config, gauge, "%s", aci_status_message());
    }
}

/* What has been opened does not close behind the widest part: the skin meets that. */
static void widen(aci_profile *profile)
{
    for (int k = 1; k < profile->count; k++) {
        profile->radius[k] = fmax(profile->radius[k], profile->radius[k - 1]);
    }
}

static void set_from_profile(aci_device *device, const aci_profile *profile)
{
    int last = profile->count - 1;
    double radius = profile->radius[last];
    device->shape = ACI_NEEDLE_PROFILE;
    device->needle_length = (aci_value){profile->depth[last], ACI_ORIGIN_GIVEN, 0, "config"};
    device->needle_diameter = (aci_value){2.0 * radius, ACI_ORIGIN_GIVEN, 0, "config"};
    device->tip_radius = (aci_value){profile->radius[0], ACI_ORIGIN_GIVEN, 0, "config"};
    device->tip_length = device->needle_length;
}

static void check_profile(aci_scenario_reader *reader, const aci_node *node)
{
    const aci_profile *profile = &reader->out->needling.profile;
    double tip = profile->radius[0], base = profile->radius[profile->count - 1];
    if (profile->count > PROFILE_ROWS_MOST) {
        aci_config_fault(reader->config, node, "%d rows, allowed are up to %d", profile->count,
                         PROFILE_ROWS_MOST);
    } else if (!(tip > 0.0)) {
        aci_config_fault(reader->config, node, "a tip of radius 0, expected at least 0.001 um");
    } else if (tip > base) {
        aci_config_fault(reader->config, node,
                         "the tip, radius %.6g um, is wider than the base, %.6g um", 1e6 * tip,
                         1e6 * base);
    }
}

static aci_status read_profile(aci_scenario_reader *reader, const aci_node *needle)
{
    static const char *const others[] = {"shape",      "length",     "base_diameter", "gauge",
                                         "tip_radius", "tip_length", "wear",          NULL};
    aci_needling *out = &reader->out->needling;
    const aci_node *node = aci_parameters_value(needle, "profile");
    if (node == NULL) {
        return ACI_OK;
    }
    for (const char *const *key = others; *key != NULL; key++) {
        const aci_node *other = aci_config_child(needle, *key);
        if (other != NULL) {
            aci_config_fault_key(reader->config, other,
                                 "not together with device.needle.profile, leave one out");
        }
    }
    snprintf(out->profile_file, sizeof out->profile_file, "%s", node->text);
    aci_status status = aci_scenario_read_profile(reader, node, &out->profile);
    if (status != ACI_OK) {
        return aci_config_fault_count(reader->config) > 0 ? ACI_OK : status;
    }
    check_profile(reader, node);
    widen(&out->profile);
    set_from_profile(&out->device, &out->profile);
    return ACI_OK;
}

static void read_density(aci_scenario_reader *reader, const aci_node *map)
{
    const aci_node *pitch = aci_config_child(map, "pitch");
    const aci_node *density = aci_config_child(map, "density");
    if (density == NULL || !density->valid) {
        return;
    }
    if (aci_scenario_is_conflict(&pitch, &density)) {
        aci_config_fault_key(reader->config, density,
                             "given together with pitch, allowed is one of them");
    } else if (density != NULL) {
        reader->out->needling.device.pitch =
            (aci_value){1.0 / sqrt(density->number), ACI_ORIGIN_GIVEN, 0, "config"};
    }
}

static aci_status read_needle(aci_scenario_reader *reader, const aci_node *map)
{
    static const aci_needle_shape shapes[] = {ACI_NEEDLE_CONE, ACI_NEEDLE_PYRAMID,
                                              ACI_NEEDLE_CYLINDER, ACI_NEEDLE_BEVEL};
    const aci_node *needle = aci_parameters_value(map, "needle");
    const aci_node *shape = aci_parameters_value(needle, "shape");
    if (shape != NULL) {
        reader->out->needling.device.shape = shapes[shape->choice];
    }
    for (const number_key *row = needle_keys; row->key != NULL; row++) {
        give_number(reader, needle, row);
    }
    read_material(reader, needle);
    read_gauge(reader, needle);
    return read_profile(reader, needle);
}

/* What nobody can guess; asked for where it belongs. */
static void ask(aci_scenario_reader *reader, const aci_node *map)
{
    const aci_device *device = &reader->out->needling.device;
    if (device->needles.origin == ACI_ORIGIN_MISSING && aci_config_child(map, "needles") == NULL) {
        aci_config_fault_missing(reader->config, map, "needles",
                                 "missing, expected the number of needles such as 12");
    }
    const aci_node *needle = aci_config_child(map, "needle");
    if (device->needle_length.origin == ACI_ORIGIN_MISSING &&
        aci_config_child(needle, "length") == NULL && aci_config_child(needle, "profile") == NULL &&
        device->dial_most.origin == ACI_ORIGIN_MISSING) {
        aci_config_fault_missing(reader->config, map, "needle.length",
                                 "missing, expected the needles' length such as 1.5 mm");
    }
}

static aci_status read_device(aci_scenario_reader *reader, const aci_node *map)
{
    for (const number_key *row = head_keys; row->key != NULL; row++) {
        give_number(reader, map, row);
    }
    read_density(reader, map);
    ACI_TRY(read_needle(reader, map));
    ask(reader, map);
    aci_device *device = &reader->out->needling.device;
    if (aci_config_fault_count(reader->config) > 0) {
        return ACI_OK;
    }
    aci_device_complete(device);
    if (aci_device_check(device) != ACI_OK) {
        aci_scenario_refuse(reader, aci_status_message());
    }
    return ACI_OK;
}

aci_status aci_scenario_read_needling(aci_scenario_reader *reader)
{
    static const char *const others[] = {"insertion", "treatment"};
    const aci_node *map = aci_parameters_value(reader->root, "device");
    for (int k = 0; k < 2 && aci_config_child(reader->root, "device") == NULL; k++) {
        const aci_node *other = aci_config_child(reader->root, others[k]);
        if (other != NULL) {
            aci_config_fault_key(reader->config, other, "only with device, leave it out");
        }
    }
    if (map == NULL || map->kind != ACI_NODE_MAP) {
        return ACI_OK;
    }
    reader->out->needling.exists = true;
    if (!start_device(reader, map)) {
        return ACI_OK;
    }
    ACI_TRY(read_device(reader, map));
    aci_scenario_read_insertion(reader);
    aci_scenario_read_treatment(reader);
    return ACI_OK;
}
