/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "acicula/skin/mechanics.h"
#include "acicula/skin/sites.h"
#include "scenario_parts.h"

enum { NAMES_SIZE = 640 };

static void add_name(char names[NAMES_SIZE], const char *name)
{
    size_t used = strlen(names);
    snprintf(names + used, NAMES_SIZE - used, "%s%s", used > 0 ? ", " : "", name);
}

static const aci_site *read_site(aci_scenario_reader *reader, const aci_node *node)
{
    char names[NAMES_SIZE] = "";
    const aci_site *site = aci_sites_find(node->text);
    for (int i = 0; i < aci_sites_count() && site == NULL; i++) {
        add_name(names, aci_sites_at(i)->name);
    }
    if (site == NULL) {
        char nearest[ACI_NAME_SIZE];
        bool is_near = aci_parameters_nearest_word(names, node->text, nearest, sizeof nearest);
        aci_config_fault(reader->config, node, "unknown site '%.60s',%s%s%s the library has %s",
                         node->text, is_near ? " did you mean '" : "", is_near ? nearest : "",
                         is_near ? "'?" : "", names);
    }
    return site;
}

bool aci_scenario_is_name(const char *text)
{
    const char *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t length = strlen(text);
    return length > 0 && length < ACI_NAME_SIZE && strspn(text, allowed) == length;
}

static bool is_dermis_part(const char *name)
{
    size_t length = strlen(name);
    return length > 7 && strcmp(name + length - 7, "_dermis") == 0;
}

/* Papillary and reticular dermis become one layer `dermis`, as most measurements mean it. */
static int merge_dermis(aci_scenario_reader *reader)
{
    aci_skin *skin = &reader->out->skin;
    int first = 0, last = skin->layer_count - 1;
    while (first <= last && !is_dermis_part(skin->layers[first].name)) {
        first++;
    }
    while (last >= first && !is_dermis_part(skin->layers[last].name)) {
        last--;
    }
    if (first > last) {
        return -1;
    }
    aci_layer merged = skin->layers[last];
    for (int i = first; i <= last; i++) {
        if (reader->layers[i] != NULL) {
            return -1; /* one of the two has an entry of its own */
        }
    }
    for (int i = first; i < last; i++) {
        merged.thickness.value += skin->layers[i].thickness.value;
    }
    snprintf(merged.name, sizeof merged.name, "dermis");
    skin->layers[first] = merged;
    size_t below = (size_t)(skin->layer_count - 1 - last);
    memmove(&skin->layers[first + 1], &skin->layers[last + 1], below * sizeof(aci_layer));
    memmove(&reader->layers[first + 1], &reader->layers[last + 1], below * sizeof(aci_node *));
    for (int i = skin->layer_count - (last - first); i < skin->layer_count; i++) {
        reader->layers[i] = NULL;
    }
    skin->layer_count -= last - first;
    return first;
}

/* The layer an entry is about: found in the site, or added to the stack. -1 after a fault. */
static int place_layer(aci_scenario_reader *reader, const aci_node *entry, const char *name)
{
    aci_skin *skin = &reader->out->skin;
    char names[NAMES_SIZE] = "";
    int index = aci_skin_find(skin, name);
    bool has_site = skin->site[0] != '\0';
    if (index < 0 && has_site && strcmp(name, "dermis") == 0) {
        index = merge_dermis(reader);
    }
    for (int i = 0; i < skin->layer_count; i++) {
        add_name(names, skin->layers[i].name);
    }
    const aci_node *node = aci_config_child(entry, "name");
    if (index < 0 && (has_site || (entry->set != NULL && skin->layer_count > 0))) {
        aci_config_fault(reader->config, node, "no layer '%s', %s has %s", name,
                         has_site ? skin->site : "the config", names);
    } else if (index < 0 && skin->layer_count == ACI_SKIN_LAYERS_MAX) {
        aci_config_fault(reader->config, node, "more than %d layers", ACI_SKIN_LAYERS_MAX);
    } else if (index < 0) {
        index = skin->layer_count++;
        skin->layers[index] = (aci_layer){.name = ""};
        snprintf(skin->layers[index].name, ACI_NAME_SIZE, "%s", name);
    } else if (reader->layers[index] != NULL) {
        aci_config_fault(reader->config, node, "a second layer '%s', names must differ", name);
        return -1;
    }
    return index;
}

static void read_layer(aci_scenario_reader *reader, const aci_node *entry)
{
    const aci_node *name = aci_parameters_value(entry, "name");
    if (aci_config_child(entry, "name") == NULL) {
        aci_config_fault_missing(reader->config, entry, "name",
                                 "missing, expected the layer's name such as dermis");
    }
    if (name != NULL && !aci_scenario_is_name(name->text)) {
        aci_config_fault(reader->config, name,
                         "'%.60s' is no name, allowed are up to %d letters, digits, '_' and '-'",
                         name->text, ACI_NAME_SIZE - 1);
        return;
    }
    int index = name == NULL ? -1 : place_layer(reader, entry, name->text);
    if (index < 0) {
        return;
    }
    aci_layer *layer = &reader->out->skin.layers[index];
    reader->layers[index] = entry;
    aci_scenario_give(entry, "thickness", &layer->thickness);
    aci_scenario_give(entry, "diffusivity", &layer->diffusivity);
    aci_scenario_give(entry, "lateral_diffusivity", &layer->lateral_diffusivity);
    aci_scenario_give(entry, "partition", &layer->partition);
    aci_scenario_give(entry, "clearance", &layer->clearance);
    aci_scenario_give(entry, "clearance_depth", &layer->clearance_depth);
    aci_scenario_read_reaction(reader, entry, layer);
    aci_scenario_give(entry, "shear_modulus", &layer->tissue.shear_modulus);
    aci_scenario_give(entry, "ogden_exponent", &layer->tissue.ogden_exponent);
    aci_scenario_give(entry, "toughness", &layer->tissue.toughness);
    aci_scenario_give(entry, "density", &layer->tissue.density);
    aci_scenario_give(entry, "vessel_density", &layer->tissue.vessel_density);
    if (layer->thickness.origin == ACI_ORIGIN_MISSING &&
        aci_config_child(entry, "thickness") == NULL) {
        aci_config_fault_missing(reader->config, entry, "thickness",
                                 "missing, expected the thickness of '%s' such as 15 um, or a "
                                 "skin.site that knows it",
                                 layer->name);
    }
}

static void read_layers(aci_scenario_reader *reader, const aci_node *skin)
{
    const aci_node *layers = aci_parameters_value(skin, "layers");
    bool has_site = reader->out->skin.site[0] != '\0';
    if (layers != NULL && layers->count == 0 && !has_site) {
        aci_config_fault(reader->config, layers, "no layers, expected at least one or a skin.site");
    }
    for (const aci_node *entry = layers == NULL ? NULL : layers->first; entry;
         entry = entry->next) {
        if (entry->valid) {
            read_layer(reader, entry);
        }
        reader->skin_is_faulty = reader->skin_is_faulty || !entry->valid;
    }
}

static void read_mechanics(const aci_node *skin, aci_skin_mechanics *out)
{
    aci_scenario_give(skin, "toughness_factor", &out->toughness_factor);
    aci_scenario_give(skin, "pre_tension", &out->pre_tension);
    aci_scenario_give(skin, "dimple_factor", &out->dimple_factor);
    aci_scenario_give(skin, "span", &out->span);
    aci_scenario_give(skin, "rate_reference", &out->rate_reference);
    aci_scenario_give(skin, "rate_exponent", &out->rate_exponent);
    aci_scenario_give(skin, "recoil", &out->recoil);
}

/* The library's thicknesses are those of skin under air; the config's are taken as they are. */
static void swell(aci_skin *skin)
{
    int index = aci_skin_find(skin, "stratum_corneum");
    if (index < 0 || skin->barrier.hydration == ACI_HYDRATION_PARTIAL ||
        skin->layers[index].thickness.origin == ACI_ORIGIN_GIVEN) {
        return;
    }
    double dry = aci_barrier_thickness(ACI_HYDRATION_PARTIAL);
    double swollen =
        skin->layers[index].thickness.value * aci_barrier_thickness(ACI_HYDRATION_FULL) / dry;
    skin->layers[index].thickness =
        (aci_value){swollen, ACI_ORIGIN_ASSUMED, 'L',
                    "assumed: the library's, swollen 3.245 times as in the model of Wang, Kasting "
                    "and Nitsche (13.365 to 43.365 um)"};
}

void aci_scenario_read_skin(aci_scenario_reader *reader)
{
    const aci_node *skin = aci_config_child(reader->root, "skin");
    const aci_node *site = aci_parameters_value(skin, "site");
    const aci_node *setting = aci_parameters_value(skin, "setting");
    const aci_node *below = aci_parameters_value(skin, "below");
    const aci_node *hydration = aci_parameters_value(skin, "hydration");
    aci_skin *out = &reader->out->skin;
    out->setting = ACI_IN_VIVO;
    if (aci_config_child(skin, "site") == NULL && aci_config_child(skin, "layers") == NULL) {
        aci_config_fault_missing(reader->config, reader->root, "skin",
                                 "nothing known of it, expected skin.site or skin.layers");
        return;
    }
    const aci_site *found = site == NULL ? NULL : read_site(reader, site);
    if (found == NULL && aci_config_child(skin, "site") != NULL) {
        return;
    }
    if (found != NULL) {
        aci_sites_fill(found, out);
    }
    out->setting = setting != NULL ? (aci_skin_setting)setting->choice : out->setting;
    out->below = below != NULL ? (aci_skin_below)below->choice : ACI_BELOW_SINK;
    out->barrier.hydration =
        hydration != NULL ? (aci_skin_hydration)hydration->choice : ACI_HYDRATION_PARTIAL;
    aci_scenario_give(skin, "polar_permeability", &out->barrier.polar_permeability);
    read_mechanics(skin, &out->mechanics);
    int faults = aci_config_fault_count(reader->config);
    read_layers(reader, skin);
    swell(out);
    aci_mechanics_fill(out);
    for (int i = 0; i < out->layer_count; i++) {
        reader->skin_is_faulty = reader->skin_is_faulty || out->layers[i].thickness.value <= 0.0;
    }
    reader->skin_is_faulty =
        reader->skin_is_faulty || aci_config_fault_count(reader->config) > faults;
}

static void refuse_missing(aci_scenario_reader *reader, int index, const char *key)
{
    const aci_layer *layer = &reader->out->skin.layers[index];
    const aci_node *entry = reader->layers[index];
    const char *remedy = reader->has_compound
                             ? "the compound's values are for the layers stratum_corneum, "
                               "viable_epidermis, dermis and hypodermis, give your own here"
                             : "give it, or name product.compound (library, or inline "
                               "{molar_mass: 122 g/mol, log_kow: -0.35})";
    if (reader->compound_is_faulty || aci_config_child(entry, key) != NULL ||
        (entry == NULL && reader->has_asked)) {
        return;
    }
    if (entry != NULL) {
        aci_config_fault_missing(reader->config, entry, key, "missing for layer '%s': %s",
                                 layer->name, remedy);
    } else {
        reader->has_asked = true;
        aci_config_fault(reader->config,
                         aci_config_child(aci_config_child(reader->root, "skin"), "site"),
                         "no %s for layer '%s': %s", key, layer->name, remedy);
    }
}

/* A zero that the config gives is no other number. */
static void fill_clearance(aci_scenario *scenario, aci_layer *layer)
{
    bool is_given = layer->clearance.origin == ACI_ORIGIN_GIVEN && layer->clearance.value != 0.0;
    if (scenario->skin.setting == ACI_IN_VITRO) {
        const char *source =
            is_given ? "setting in_vitro, not the clearance of the config" : "setting in_vitro";
        layer->clearance = (aci_value){0.0, ACI_ORIGIN_SETTING, 0, source};
        scenario->drops_clearance = scenario->drops_clearance || is_given;
    } else if (layer->clearance.origin == ACI_ORIGIN_MISSING) {
        layer->clearance = (aci_value){0.0, ACI_ORIGIN_ASSUMED, 'L', "none named, taken as zero"};
    }
}

void aci_scenario_fill_layers(aci_scenario_reader *reader)
{
    aci_skin *skin = &reader->out->skin;
    for (int i = 0; i < skin->layer_count; i++) {
        aci_layer *layer = &skin->layers[i];
        bool is_isotropic = layer->lateral_diffusivity.origin == ACI_ORIGIN_MISSING &&
                            layer->diffusivity.origin == ACI_ORIGIN_GIVEN;
        layer->lateral_diffusivity = is_isotropic ? layer->diffusivity : layer->lateral_diffusivity;
    }
    if (reader->has_compound && aci_compounds_fill(&reader->compound, skin) != ACI_OK) {
        aci_config_fault(reader->config,
                         aci_config_child(aci_config_child(reader->root, "product"), "compound"),
                         "%s", aci_status_message());
        reader->compound_is_faulty = true;
    }
    for (int i = 0; i < skin->layer_count; i++) {
        aci_layer *layer = &skin->layers[i];
        if (layer->diffusivity.origin == ACI_ORIGIN_MISSING) {
            refuse_missing(reader, i, "diffusivity");
        } else if (layer->lateral_diffusivity.origin == ACI_ORIGIN_MISSING) {
            layer->lateral_diffusivity = layer->diffusivity;
        }
        if (layer->partition.origin == ACI_ORIGIN_MISSING) {
            refuse_missing(reader, i, "partition");
        }
        fill_clearance(reader->out, layer);
    }
}
