/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read out of the tissue: regions, planes, tape strips. */
#include <stdio.h>
#include <string.h>

#include "scenario_parts.h"

/* Both depths given; what is missing or faulty is told here or was told before. */
static bool read_depths(aci_scenario_reader *reader, const aci_node *entry, aci_region *out)
{
    static const char *const keys[2] = {"from", "to"};
    for (int k = 0; k < 2; k++) {
        if (aci_config_child(entry, keys[k]) == NULL) {
            aci_config_fault_missing(reader->config, entry, keys[k],
                                     "missing: from and to come together, for example 70 um and "
                                     "77 um");
            return false;
        }
    }
    aci_scenario_give(entry, "from", &out->from);
    aci_scenario_give(entry, "to", &out->to);
    return out->from.origin != ACI_ORIGIN_MISSING && out->to.origin != ACI_ORIGIN_MISSING;
}

static bool find_depths(aci_scenario_reader *reader, const aci_node *entry, const aci_node *name,
                        aci_region *out)
{
    const aci_node *layer = aci_config_child(entry, "layer");
    const aci_node *place = layer != NULL ? layer : name;
    if (reader->skin_is_faulty || !place->valid) {
        return false;
    }
    if (aci_regions_find(&reader->out->skin, place->text, out) != ACI_OK) {
        aci_config_fault(reader->config, place, "%s%s", aci_status_message(),
                         layer != NULL ? "" : ": give from and to");
        return false;
    }
    return true;
}

static void check_depths(aci_scenario_reader *reader, const aci_node *entry,
                         const aci_region *region)
{
    const aci_node *to = aci_config_child(entry, "to");
    const aci_node *name = aci_config_child(entry, "name");
    double bottom = aci_skin_thickness(&reader->out->skin);
    if (!(region->to.value - region->from.value >= ACI_SCENARIO_LENGTH_LEAST)) {
        aci_config_fault(reader->config, to != NULL ? to : name,
                         "the region ends at %.6g um and begins at %.6g um, it must end at least "
                         "%g um below its beginning",
                         1e6 * region->to.value, 1e6 * region->from.value,
                         1e6 * ACI_SCENARIO_LENGTH_LEAST);
    } else if (!reader->skin_is_faulty && region->to.value > bottom * (1.0 + 1e-9)) {
        aci_config_fault(reader->config, to != NULL ? to : name,
                         "the region ends at %.6g um, below the skin, which ends at %.6g um",
                         1e6 * region->to.value, 1e6 * bottom);
    }
}

static bool read_name(aci_scenario_reader *reader, const aci_node *entry, aci_region *out)
{
    const aci_targets *targets = &reader->out->targets;
    const aci_node *name = aci_parameters_value(entry, "name");
    if (aci_config_child(entry, "name") == NULL) {
        aci_config_fault_missing(reader->config, entry, "name",
                                 "missing, expected the region's name such as basal_layer");
    }
    if (name == NULL) {
        return false;
    }
    if (!aci_scenario_is_name(name->text)) {
        aci_config_fault(reader->config, name,
                         "'%.60s' is no name, allowed are up to %d letters, digits, '_' and '-'",
                         name->text, ACI_NAME_SIZE - 1);
        return false;
    }
    for (int k = 0; k < targets->region_count; k++) {
        if (strcmp(targets->regions[k].name, name->text) == 0) {
            aci_config_fault(reader->config, name, "a second region '%s', names must differ",
                             name->text);
            return false;
        }
    }
    snprintf(out->name, sizeof out->name, "%s", name->text);
    return true;
}

static void read_region(aci_scenario_reader *reader, const aci_node *entry)
{
    aci_region region = {.threshold = 0.0};
    const aci_node *from = aci_config_child(entry, "from"), *to = aci_config_child(entry, "to");
    const aci_node *layer = aci_config_child(entry, "layer");
    const aci_node *given = from != NULL ? from : to;
    const aci_node *threshold = aci_parameters_value(entry, "threshold");
    if (!read_name(reader, entry, &region)) {
        return;
    }
    if (aci_scenario_is_conflict(&given, &layer)) {
        aci_config_fault_key(reader->config, layer,
                             "given together with %s, allowed is the layer or both depths",
                             given->key);
        return;
    }
    bool has_depths = given != NULL
                          ? read_depths(reader, entry, &region)
                          : find_depths(reader, entry, aci_config_child(entry, "name"), &region);
    if (has_depths) {
        check_depths(reader, entry, &region);
    }
    region.threshold = threshold != NULL ? threshold->number : 0.0;
    reader->out->targets.regions[reader->out->targets.region_count++] = region;
}

static void read_regions(aci_scenario_reader *reader)
{
    const aci_node *list = aci_parameters_value(reader->root, "regions");
    if (list != NULL && list->count > ACI_REGIONS_MAX) {
        aci_config_fault(reader->config, list, "%d regions, allowed are %d", list->count,
                         ACI_REGIONS_MAX);
        return;
    }
    for (const aci_node *entry = list == NULL ? NULL : list->first; entry; entry = entry->next) {
        if (entry->valid) {
            read_region(reader, entry);
        }
    }
}

static double threshold_at(const aci_targets *targets, double depth)
{
    for (int k = 0; k < targets->region_count && targets->given_threshold == 0.0; k++) {
        const aci_region *region = &targets->regions[k];
        if (region->threshold > 0.0 && depth >= region->from.value && depth <= region->to.value) {
            return region->threshold;
        }
    }
    return targets->given_threshold;
}

static void read_planes(aci_scenario_reader *reader, const aci_node *output)
{
    aci_targets *targets = &reader->out->targets;
    const aci_node *list = aci_parameters_value(output, "uniformity_depths");
    const aci_node *threshold = aci_parameters_value(output, "uniformity_threshold");
    double bottom = aci_skin_thickness(&reader->out->skin), before = 0.0;
    if (threshold != NULL && aci_config_child(output, "uniformity_depths") == NULL) {
        aci_config_fault_key(reader->config, threshold, "only with output.uniformity_depths");
    }
    if (list != NULL && list->count > ACI_PLANES_MAX) {
        aci_config_fault(reader->config, list, "%d depths, allowed are %d", list->count,
                         ACI_PLANES_MAX);
        return;
    }
    targets->given_threshold = threshold != NULL ? threshold->number : 0.0;
    for (const aci_node *node = list == NULL ? NULL : list->first; node; node = node->next) {
        if (node->number <= before) {
            aci_config_fault(reader->config, node,
                             "%s is not deeper than the depth before it, depths must increase",
                             node->text);
        } else if (!reader->skin_is_faulty && node->number >= bottom) {
            aci_config_fault(reader->config, node, "%s is below the skin, which ends at %.6g um",
                             node->text, 1e6 * bottom);
        }
        before = node->number;
        targets->plane_threshold[targets->plane_count] = threshold_at(targets, node->number);
        targets->plane[targets->plane_count++] = node->number;
    }
}

static void read_strips(aci_scenario_reader *reader, const aci_node *output)
{
    const aci_node *strips = aci_parameters_value(output, "strips");
    if (strips == NULL) {
        return;
    }
    reader->out->targets.strips = (int)strips->number;
    if (!reader->skin_is_faulty && aci_skin_find(&reader->out->skin, "stratum_corneum") < 0) {
        aci_config_fault_key(reader->config, strips,
                             "tape strips need a layer called stratum_corneum, which this skin has "
                             "not");
    }
}

void aci_scenario_read_targets(aci_scenario_reader *reader)
{
    const aci_node *output = aci_config_child(reader->root, "output");
    read_regions(reader);
    read_planes(reader, output);
    read_strips(reader, output);
}
