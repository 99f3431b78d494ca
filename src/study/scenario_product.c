/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "scenario_parts.h"

static const double film_max = 0.05; /* m; thicker is no film on skin */

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
    const aci_node *dose = aci_scenario_need(
        reader, "product", "dose", "infinite, a film (50 um), or 2 mg/cm2 or 10 uL/cm2 of product");
    aci_product *out = &reader->out->product;
    if (dose == NULL) {
        return;
    }
    out->infinite = dose->is_word;
    if (!out->infinite) {
        bool is_mass = dose->choice == 1;
        out->film = is_mass ? dose->number / out->density.value : dose->number;
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

/* A key that makes no sense in this vehicle. */
static void refuse_in_vehicle(aci_scenario_reader *reader, const char *key, bool is_allowed,
                              const char *remedy)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_node *node = aci_config_child(product, key);
    if (node != NULL && !is_allowed) {
        aci_config_fault_key(reader->config, node, "%s", remedy);
    }
}

static void read_vehicle(aci_scenario_reader *reader)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_node *vehicle = aci_parameters_value(product, "vehicle");
    aci_product *out = &reader->out->product;
    out->vehicle = vehicle == NULL ? ACI_VEHICLE_WATER : (aci_vehicle_kind)vehicle->choice;
    bool is_watery = aci_vehicles_at(out->vehicle)->is_watery;
    aci_scenario_give(product, "density", &out->density);
    aci_scenario_give(product, "viscosity", &out->viscosity);
    aci_scenario_give(product, "polymer_fraction", &out->polymer_fraction);
    aci_scenario_give(product, "solubility", &out->solubility);
    refuse_in_vehicle(reader, "ph", is_watery,
                      "a pH is that of water, only with vehicle water or gel");
    refuse_in_vehicle(reader, "polymer_fraction", out->vehicle == ACI_VEHICLE_GEL,
                      "only with vehicle: gel");
    refuse_in_vehicle(reader, "viscosity", out->vehicle != ACI_VEHICLE_WATER,
                      "water has its own, only with vehicle gel, ethanol_propylene_glycol_water or "
                      "oil");
}

static aci_vehicle_use vehicle_use(const aci_scenario_reader *reader)
{
    const aci_product *product = &reader->out->product;
    return (aci_vehicle_use){.kind = product->vehicle,
                             .density = product->density,
                             .viscosity = product->viscosity,
                             .polymer_fraction = product->polymer_fraction,
                             .solubility = product->solubility,
                             .barrier = reader->out->skin.barrier};
}

static void complete_vehicle(aci_scenario_reader *reader, aci_compound_fluid *fluid)
{
    aci_product *out = &reader->out->product;
    bool has_compound = reader->has_compound && !reader->compound_is_faulty;
    aci_vehicle_use use = vehicle_use(reader);
    aci_vehicles_complete(has_compound ? &reader->compound : NULL, &use);
    out->density = use.density;
    out->polymer_fraction = use.polymer_fraction;
    out->solubility = use.solubility;
    if (out->vehicle != ACI_VEHICLE_WATER) {
        out->viscosity = use.viscosity;
    }
    if (has_compound && aci_vehicles_fluid(&use, &reader->compound, fluid) != ACI_OK) {
        reader->compound_is_faulty = true;
    }
}

/* Without a compound a watery product is the reference; what another vehicle holds is asked for. */
static void read_partition(aci_scenario_reader *reader, const aci_compound_fluid *fluid)
{
    static const aci_value reference = {1.0, ACI_ORIGIN_ASSUMED, 'M',
                                        "the product is the reference of all partitions"};
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_vehicle *vehicle = aci_vehicles_at(reader->out->product.vehicle);
    aci_value *out = &reader->out->product.partition;
    const aci_value *known = &fluid->partition;
    bool is_missing = known->origin == ACI_ORIGIN_MISSING;
    if (is_missing && !vehicle->is_watery && aci_config_child(product, "partition") == NULL) {
        aci_config_fault_missing(
            reader->config, product, "partition",
            "missing: how the compound divides between %s and water is not known; give it, or "
            "product.solubility (in the vehicle) for a compound whose solubility in water is known",
            vehicle->name);
        return;
    }
    aci_scenario_derive(reader, "product", "partition", is_missing ? &reference : known, out);
}

static void mix_density(aci_product *out)
{
    if (out->density.origin == ACI_ORIGIN_MISSING && out->recipe.solvent_count > 0) {
        out->density = (aci_value){aci_film_density(&out->recipe), ACI_ORIGIN_CORRELATED, 'M',
                                   "that of product.solvents with the rest, ideal volumes"};
    }
}

/* With a partition of the user's own the product is none of the library's vehicles. */
static void drop_foreign_solubility(aci_product *out)
{
    if (out->partition.origin == ACI_ORIGIN_GIVEN && out->solubility.origin != ACI_ORIGIN_GIVEN) {
        out->solubility = (aci_value){.origin = ACI_ORIGIN_MISSING};
    }
}

void aci_scenario_read_product(aci_scenario_reader *reader)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    aci_product *out = &reader->out->product;
    aci_compound_fluid fluid = {.partition = {.origin = ACI_ORIGIN_MISSING}};
    const aci_node *concentration = aci_scenario_need(reader, "product", "concentration",
                                                      "that of the compound, for example 50 kg/m3");
    out->concentration = concentration == NULL ? 0.0 : concentration->number;
    read_vehicle(reader);
    aci_scenario_read_recipe(reader);
    mix_density(out);
    complete_vehicle(reader, &fluid);
    read_dose(reader);
    read_partition(reader, &fluid);
    drop_foreign_solubility(out);
    aci_scenario_check_volatility(reader);
    bool is_film = out->film > 0.0;
    if (!is_film && fluid.diffusivity.origin == ACI_ORIGIN_MISSING) {
        aci_scenario_give(product, "diffusivity", &out->diffusivity);
    } else {
        aci_scenario_derive(reader, "product", "diffusivity", &fluid.diffusivity,
                            &out->diffusivity);
    }
}
