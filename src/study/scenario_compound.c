/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "scenario_parts.h"

enum { NAMES_SIZE = 900 };

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
    aci_scenario_give(node, "solubility", &compound->solubility);
    aci_scenario_give(node, "skin_permeability", &compound->skin_permeability);
    snprintf(reader->out->product.compound, ACI_NAME_SIZE, "inline");
    reader->has_compound = compound->molar_mass.origin != ACI_ORIGIN_MISSING;
    if (aci_config_child(node, "molar_mass") == NULL) {
        aci_config_fault_missing(reader->config, node, "molar_mass",
                                 "missing, expected the molar mass such as 122 g/mol");
    }
}

static bool has_channels(const aci_node *root)
{
    const aci_node *channels = aci_config_child(root, "channels");
    return aci_config_child(root, "device") != NULL ||
           (channels != NULL && channels->kind == ACI_NODE_MAP);
}

/* Where water meets water, ions pass with the rest: channels trap none. */
static void read_surface(aci_scenario_reader *reader, const aci_node *product)
{
    const aci_node *measured = aci_parameters_value(product, "measured_permeability");
    aci_barrier_state *barrier = &reader->out->skin.barrier;
    aci_scenario_give(product, "ph", &reader->out->product.ph);
    barrier->ph = reader->out->product.ph;
    barrier->traps_ions = barrier->ph.origin != ACI_ORIGIN_MISSING && !has_channels(reader->root);
    aci_value *permeability = &reader->compound.skin_permeability;
    bool is_no = measured != NULL && measured->is_word && measured->choice == 1;
    if (is_no && permeability->origin != ACI_ORIGIN_MISSING) {
        reader->out->product.ignores_measured = true;
        *permeability = (aci_value){.origin = ACI_ORIGIN_MISSING};
    } else if (measured != NULL && !measured->is_word) {
        aci_scenario_give(product, "measured_permeability", permeability);
        reader->out->product.permeability = *permeability;
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
    read_surface(reader, product);
    reader->compound_is_faulty =
        !reader->has_compound && aci_config_child(product, "compound") != NULL;
}
