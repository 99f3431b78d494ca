/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "scenario_parts.h"

enum { NAMES_SIZE = 900 };
static const double density_default = 1000.0; /* kg/m3, water */
static const double film_max = 0.05;          /* m; thicker is no film on skin */

static void read_library_compound(aci_scenario_reader *reader, const aci_node *node)
{
    char names[NAMES_SIZE] = "";
    const aci_compound *found = aci_compounds_find(node->text);
    if (found != NULL) {
        reader->compound = *found;
        reader->has_compound = true;
        snprintf(reader->out->product.compound, ACI_NAME_SIZE, "%s", found->name);
        return;
    }
    for (int i = 0; i < aci_compounds_count(); i++) {
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", used > 0 ? ", " : "",
                 aci_compounds_at(i)->name);
    }
    char nearest[ACI_NAME_SIZE];
    bool is_near = aci_parameters_nearest_word(names, node->text, nearest, sizeof nearest);
    aci_config_fault(reader->config, node,
                     "unknown compound '%.60s',%s%s%s the library has %s; inline numbers are "
                     "allowed too",
                     node->text, is_near ? " did you mean '" : "", is_near ? nearest : "",
                     is_near ? "'?" : "", names);
}

static void read_inline_compound(aci_scenario_reader *reader, const aci_node *node)
{
    static const aci_binding_class classes[] = {ACI_BINDING_NEUTRAL, ACI_BINDING_SITE_ACID,
                                                ACI_BINDING_ACID};
    const aci_node *binding = aci_parameters_value(node, "binding");
    aci_compound *compound = &reader->compound;
    *compound = aci_compounds_blank("inline");
    compound->binding = binding == NULL ? ACI_BINDING_NEUTRAL : classes[binding->choice];
    aci_scenario_give(node, "molar_mass", &compound->molar_mass);
    aci_scenario_give(node, "log_kow", &compound->log_kow);
    aci_scenario_give(node, "pka_acid", &compound->pka_acid);
    aci_scenario_give(node, "pka_base", &compound->pka_base);
    aci_scenario_give(node, "molar_volume", &compound->molar_volume);
    aci_scenario_give(node, "water_diffusivity", &compound->water_diffusivity);
    aci_scenario_give(node, "skin_permeability", &compound->skin_permeability);
    snprintf(reader->out->product.compound, ACI_NAME_SIZE, "inline");
    reader->has_compound = compound->molar_mass.origin != ACI_ORIGIN_MISSING;
    if (aci_config_child(node, "molar_mass") == NULL) {
        aci_config_fault_missing(reader->config, node, "molar_mass",
                                 "missing, expected the molar mass such as 122 g/mol");
    }
}

void aci_scenario_read_compound(aci_scenario_reader *reader)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_node *node = aci_parameters_value(product, "compound");
    if (node != NULL && node->kind == ACI_NODE_MAP) {
        read_inline_compound(reader, node);
    } else if (node != NULL) {
        read_library_compound(reader, node);
    }
    reader->compound_is_faulty =
        !reader->has_compound && aci_config_child(product, "compound") != NULL;
}

void aci_scenario_derive(aci_scenario_reader *reader, const char *section, const char *key,
                         const aci_value *derived, aci_value *value)
{
    const aci_node *map = aci_config_child(reader->root, section);
    aci_scenario_give(map, key, value);
    if (value->origin != ACI_ORIGIN_MISSING || aci_config_child(map, key) != NULL) {
        return;
    }
    if (derived != NULL && derived->origin != ACI_ORIGIN_MISSING) {
        *value = *derived;
    } else if (!reader->compound_is_faulty && map != NULL) {
        aci_config_fault_missing(reader->config, map, key,
                                 "missing: give it, or name product.compound (library, or inline "
                                 "{molar_mass: 122 g/mol, log_kow: -0.35})");
    }
}

static void read_dose(aci_scenario_reader *reader)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_node *density = aci_parameters_value(product, "density");
    const aci_node *dose = aci_scenario_need(
        reader, "product", "dose", "infinite, a film (50 um), or 2 mg/cm2 or 10 uL/cm2 of product");
    aci_product *out = &reader->out->product;
    if (dose == NULL) {
        return;
    }
    out->infinite = dose->is_word;
    if (!out->infinite) {
        bool is_mass = dose->choice == 1;
        double mixed =
            out->recipe.solvent_count > 0 ? aci_film_density(&out->recipe) : density_default;
        double weight = density == NULL ? mixed : density->number;
        out->film = is_mass ? dose->number / weight : dose->number;
    }
    if (dose->number > 0.0 && !out->infinite && out->film < ACI_SCENARIO_LENGTH_LEAST) {
        aci_config_fault(reader->config, dose, "a film of %.3g nm, allowed are at least %g nm",
                         1e9 * out->film, 1e9 * ACI_SCENARIO_LENGTH_LEAST);
    }
    if (out->film > film_max) {
        aci_config_fault(reader->config, dose, "a film of %.3g mm, allowed are at most %g mm",
                         1e3 * out->film, 1e3 * film_max);
    }
}

void aci_scenario_read_product(aci_scenario_reader *reader)
{
    static const aci_value reference = {1.0, ACI_ORIGIN_ASSUMED, 'M',
                                        "the product is the reference of all partitions"};
    const aci_node *product = aci_config_child(reader->root, "product");
    aci_product *out = &reader->out->product;
    aci_compound_fluid fluid = {.partition = reference};
    const aci_node *concentration = aci_scenario_need(reader, "product", "concentration",
                                                      "that of the compound, for example 50 kg/m3");
    out->concentration = concentration == NULL ? 0.0 : concentration->number;
    aci_scenario_read_recipe(reader);
    read_dose(reader);
    if (reader->has_compound && !reader->compound_is_faulty &&
        aci_compounds_vehicle(&reader->compound, &fluid) != ACI_OK) {
        reader->compound_is_faulty = true;
    }
    aci_scenario_derive(reader, "product", "partition", &fluid.partition, &out->partition);
    bool is_film = out->film > 0.0;
    if (!is_film && fluid.diffusivity.origin == ACI_ORIGIN_MISSING) {
        aci_scenario_give(product, "diffusivity", &out->diffusivity);
    } else {
        aci_scenario_derive(reader, "product", "diffusivity", &fluid.diffusivity,
                            &out->diffusivity);
    }
}
