/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/vehicles.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compounds_parts.h"
#include "values.h"

static const double solubility_most = 1000.0;
static const double skin_temperature = 305.15;

static const aci_vehicle vehicles[ACI_VEHICLES] = {
    [ACI_VEHICLE_WATER] =
        {
            .name = "water",
            .note = "a watery solution without thickener",
            .is_watery = true,
            .density = ACI_VALUE_ASSUMED(1000.0, 'M', "assumed: that of water, rounded"),
            .viscosity = ACI_VALUE_MEASURED(7.65e-4, 'H', "water at 32 C"),
        },
    [ACI_VEHICLE_GEL] =
        {
            .name = "gel",
            .note = "water thickened by a polymer",
            .is_watery = true,
            .density = ACI_VALUE_ASSUMED(1000.0, 'M', "assumed: that of water, rounded"),
            .polymer_fraction = ACI_VALUE_ASSUMED(
                0.02, 'M', "assumed: 2 %, the upper end of cosmetic gels (0.5-2 %), from memory"),
        },
    [ACI_VEHICLE_ETHANOL_GLYCOL_WATER] =
        {
            .name = "ethanol_propylene_glycol_water",
            .note =
                "60:20:20 by volume, as minoxidil solutions; to let it dry, name product.solvents",
            .density = ACI_VALUE_ASSUMED(
                880.0, 'M',
                "assumed: 60 % of 0.785, 20 % of 1.03 and 20 % of 1.0 g/mL, from memory"),
            .viscosity = ACI_VALUE_ASSUMED(
                3e-3, 'L', "assumed: about 3 mPa s, that of 60 % ethanol with glycol, from memory"),
        },
    [ACI_VEHICLE_OIL] =
        {
            .name = "oil",
            .note = "medium-chain triglycerides",
            .density = ACI_VALUE_ASSUMED(940.0, 'M', "assumed: triglycerides, from memory"),
            .viscosity =
                ACI_VALUE_ASSUMED(2e-2, 'L', "assumed: triglycerides at 32 C, from memory"),
        },
};

/// Solubility of a compound in a vehicle.
typedef struct known_solubility {
    const char *compound;
    aci_vehicle_kind vehicle;
    aci_value value;
} known_solubility;

static const known_solubility solubilities[] = {
    {"minoxidil", ACI_VEHICLE_ETHANOL_GLYCOL_WATER,
     ACI_VALUE_ASSUMED(50.0, 'L',
                       "assumed: the 5 % solutions sold are near saturation, from memory")},
};

const aci_vehicle *aci_vehicles_at(aci_vehicle_kind kind)
{
    assert(kind < ACI_VEHICLES);
    return &vehicles[kind];
}

static void take(aci_value *slot, const aci_value *from)
{
    if (!aci_compounds_is_known(slot)) {
        *slot = *from;
    }
}

static void complete_solubility(const aci_compound *compound, aci_vehicle_use *use)
{
    int count = (int)(sizeof solubilities / sizeof solubilities[0]);
    for (int i = 0; i < count; i++) {
        if (solubilities[i].vehicle == use->kind &&
            strcmp(solubilities[i].compound, compound->name) == 0) {
            take(&use->solubility, &solubilities[i].value);
        }
    }
    if (vehicles[use->kind].is_watery && aci_compounds_is_known(&compound->solubility)) {
        const aci_value *ph = &use->barrier.ph;
        double share = aci_compounds_unionised(
            compound, aci_compounds_is_known(ph) ? ph->value : aci_compounds_tissue_ph());
        double value = compound->solubility.value;
        double total = fmax(value, fmin(value / share, solubility_most));
        aci_value water = {total, ACI_ORIGIN_CORRELATED, compound->solubility.confidence,
                           "that in water over the un-ionised share, at most 1000 g/L"};
        water = total > value ? water : compound->solubility;
        take(&use->solubility, &water);
    }
}

void aci_vehicles_complete(const aci_compound *compound, aci_vehicle_use *use)
{
    const aci_vehicle *vehicle = aci_vehicles_at(use->kind);
    take(&use->density, &vehicle->density);
    take(&use->viscosity, &vehicle->viscosity);
    take(&use->polymer_fraction, &vehicle->polymer_fraction);
    if (compound != NULL) {
        complete_solubility(compound, use);
    }
}

static aci_value watery_partition(const aci_vehicle_use *use, const aci_compound *compound)
{
    if (!aci_compounds_is_known(&use->barrier.ph)) {
        return (aci_value){1.0, ACI_ORIGIN_ASSUMED, 'M',
                           "assumed: a watery product at the pH of the tissue"};
    }
    if (!use->barrier.traps_ions) {
        return (aci_value){
            1.0, ACI_ORIGIN_ASSUMED, 'M',
            "assumed: a watery product; ions pass where it meets the tissue's water, "
            "its pH acts on the stratum corneum"};
    }
    return (aci_value){aci_compounds_surface_partition(compound), ACI_ORIGIN_CORRELATED, 'M',
                       "un-ionised share at pH 7.4 over that at the pH of the product"};
}

static aci_value partition(const aci_vehicle_use *use, const aci_compound *compound)
{
    bool is_known =
        aci_compounds_is_known(&use->solubility) && aci_compounds_is_known(&compound->solubility);
    if (vehicles[use->kind].is_watery) {
        return watery_partition(use, compound);
    }
    if (!is_known) {
        return (aci_value){.origin = ACI_ORIGIN_MISSING};
    }
    double share = aci_compounds_unionised(compound, aci_compounds_tissue_ph());
    bool is_measured =
        use->solubility.origin == ACI_ORIGIN_GIVEN || use->solubility.origin == ACI_ORIGIN_MEASURED;
    return (aci_value){share * use->solubility.value / compound->solubility.value,
                       is_measured ? ACI_ORIGIN_CORRELATED : ACI_ORIGIN_ASSUMED, 'L',
                       "solubility in the vehicle over that in water, un-ionised share at pH 7.4; "
                       "the ideal solution that this means is rough"};
}

static aci_value thick(const aci_vehicle_use *use, const aci_compound *compound)
{
    return (aci_value){aci_correlations_stokes_einstein(skin_temperature, use->viscosity.value,
                                                        compound->radius.value),
                       ACI_ORIGIN_CORRELATED, 'L',
                       "Stokes and Einstein with the viscosity of the vehicle"};
}

static aci_value diffusivity(const aci_vehicle_use *use, const aci_compound *compound)
{
    aci_value water = compound->water_diffusivity;
    bool is_gel = use->kind == ACI_VEHICLE_GEL || aci_compounds_is_known(&use->polymer_fraction);
    if (aci_compounds_is_large(compound) && aci_compounds_is_known(&use->viscosity) &&
        use->kind != ACI_VEHICLE_WATER) {
        return thick(use, compound);
    }
    if (is_gel) {
        double p = use->polymer_fraction.value;
        double open = (1.0 - p) / (1.0 + p);
        return (aci_value){water.value * open * open, ACI_ORIGIN_CORRELATED,
                           aci_compounds_is_large(compound) ? 'L' : 'M',
                           "Mackie and Meares 1955, 10.1098/rspa.1955.0234, from that in water"};
    }
    if (use->kind == ACI_VEHICLE_WATER) {
        return water;
    }
    double ratio = vehicles[ACI_VEHICLE_WATER].viscosity.value / use->viscosity.value;
    return (aci_value){water.value * ratio, ACI_ORIGIN_CORRELATED, 'L',
                       "that in water by the ratio of the viscosities"};
}

aci_status aci_vehicles_fluid(const aci_vehicle_use *use, const aci_compound *compound,
                              aci_compound_fluid *fluid)
{
    aci_compound complete = *compound;
    complete.barrier = use->barrier;
    ACI_TRY(aci_compounds_complete(&complete));
    fluid->diffusivity = diffusivity(use, &complete);
    fluid->partition = partition(use, &complete);
    return ACI_OK;
}

static void write_number(FILE *stream, const char *label, const aci_value *value, double scale,
                         const char *unit)
{
    if (value->origin != ACI_ORIGIN_MISSING) {
        fprintf(stream, "  %-24s %8.4g %-6s %-9s  confidence %c  %s\n", label, scale * value->value,
                unit, aci_skin_origin_name(value->origin), value->confidence, value->source);
    }
}

static void write_vehicle(FILE *stream, aci_vehicle_kind kind)
{
    const aci_vehicle *vehicle = aci_vehicles_at(kind);
    fprintf(stream, "%s: %s\n", vehicle->name, vehicle->note);
    write_number(stream, "density", &vehicle->density, 1e-3, "g/mL");
    write_number(stream, "viscosity", &vehicle->viscosity, 1e3, "mPa s");
    write_number(stream, "polymer fraction", &vehicle->polymer_fraction, 100.0, "%");
    for (size_t i = 0; i < sizeof solubilities / sizeof solubilities[0]; i++) {
        char label[ACI_NAME_SIZE];
        snprintf(label, sizeof label, "solubility of %s", solubilities[i].compound);
        if (solubilities[i].vehicle == kind) {
            write_number(stream, label, &solubilities[i].value, 1.0, "g/L");
        }
    }
}

char *aci_vehicles_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return NULL;
    }
    for (int kind = 0; kind < ACI_VEHICLES; kind++) {
        write_vehicle(stream, (aci_vehicle_kind)kind);
    }
    return fclose(stream) == 0 ? text : NULL;
}
