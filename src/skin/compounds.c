/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/compounds.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compounds_parts.h"
#include "compounds_table.h"

static const double tissue_ph = 7.4;
static const double skin_temperature = 305.15;
static const double water_viscosity = 7.65e-4;
static const double large_mass = 1.0;
static const double hydrophilic_log_kow = -1.0;

int aci_compounds_count(void)
{
    int count = 0;
    while (aci_compounds_table[count].name[0] != '\0') {
        count++;
    }
    return count;
}

const aci_compound *aci_compounds_at(int index)
{
    assert(index >= 0 && index < aci_compounds_count());
    return &aci_compounds_table[index];
}

const aci_compound *aci_compounds_find(const char *name)
{
    for (int i = 0; i < aci_compounds_count(); i++) {
        if (strcmp(aci_compounds_table[i].name, name) == 0) {
            return &aci_compounds_table[i];
        }
    }
    return NULL;
}

aci_compound aci_compounds_blank(const char *name)
{
    aci_compound compound = {.name = ""};
    snprintf(compound.name, sizeof compound.name, "%s", name);
    return compound;
}

bool aci_compounds_is_known(const aci_value *value)
{
    return value->origin != ACI_ORIGIN_MISSING;
}

void aci_compounds_correlate(aci_value *slot, double value, char confidence, const char *source)
{
    if (!aci_compounds_is_known(slot)) {
        *slot = (aci_value){value, ACI_ORIGIN_CORRELATED, confidence, source};
    }
}

void aci_compounds_assume(aci_value *slot, double value, char confidence, const char *source)
{
    if (!aci_compounds_is_known(slot)) {
        *slot = (aci_value){value, ACI_ORIGIN_ASSUMED, confidence, source};
    }
}

bool aci_compounds_is_large(const aci_compound *compound)
{
    return compound->molar_mass.value > large_mass;
}

bool aci_compounds_has_partition_law(const aci_compound *compound)
{
    return aci_compounds_is_known(&compound->log_kow) && !aci_compounds_is_large(compound);
}

double aci_compounds_tissue_ph(void)
{
    return tissue_ph;
}

double aci_compounds_unionised(const aci_compound *compound, double ph)
{
    if (!aci_compounds_has_partition_law(compound)) {
        return 1.0;
    }
    double acid = aci_compounds_is_known(&compound->pka_acid) ? compound->pka_acid.value : NAN;
    double base = aci_compounds_is_known(&compound->pka_base) ? compound->pka_base.value : NAN;
    return aci_correlations_unionised_fraction(ph, acid, base);
}

static void complete_water(aci_compound *compound)
{
    if (aci_compounds_is_known(&compound->radius)) {
        double diffusivity = aci_correlations_stokes_einstein(skin_temperature, water_viscosity,
                                                              compound->radius.value);
        aci_compounds_correlate(&compound->water_diffusivity, diffusivity,
                                compound->radius.confidence, "Stokes and Einstein, water at 32 C");
    }
    aci_compounds_assume(&compound->molar_volume, 1e-3 * compound->molar_mass.value, 'L',
                         "assumed: 1 cm3/g at the boiling point (0.9-1.1 in the library)");
    aci_compounds_correlate(&compound->water_diffusivity,
                            aci_correlations_water_diffusivity(compound->molar_volume.value),
                            compound->molar_volume.confidence,
                            "Wilke and Chang 1955, 10.1002/aic.690010222, water at 30 C");
    aci_compounds_correlate(&compound->radius,
                            aci_correlations_molecular_radius(compound->molar_volume.value), 'M',
                            "from the molar volume");
}

static void complete_without_partition_law(aci_compound *compound)
{
    if (aci_compounds_is_large(compound)) {
        aci_compounds_assume(
            &compound->dermis_diffusivity, 0.35 * compound->water_diffusivity.value, 'L',
            "assumed: 0.35 of that in water, as dextran of 40 kDa in human dermis");
    }
    aci_compounds_correlate(&compound->dermis_diffusivity,
                            aci_correlations_dermis_free_diffusivity(compound->molar_mass.value),
                            'L', "unbound in dermis, Kretsos 2008, 10.1016/j.ijpharm.2007.06.020");
    aci_compounds_assume(&compound->dermis_partition, 0.6, 'L',
                         "assumed: tissue water only, no binding");
}

static double pore_route_clearance(const aci_compound *compound, double binding_factor)
{
    double wall = aci_correlations_capillary_pore_route();
    if (aci_compounds_has_partition_law(compound)) {
        wall = fmax(wall, aci_correlations_capillary_permeability(compound->molar_mass.value,
                                                                  compound->log_kow.value));
    }
    return aci_correlations_clearance(wall, binding_factor);
}

static void complete_clearance(aci_compound *compound, double binding_factor)
{
    if (aci_compounds_is_large(compound)) {
        aci_compounds_assume(&compound->dermis_clearance, 0.0, 'L',
                             "assumed: macromolecules leave by lymph only, set to none");
    } else if (!aci_compounds_has_partition_law(compound) ||
               compound->log_kow.value < hydrophilic_log_kow) {
        aci_compounds_assume(
            &compound->dermis_clearance, pore_route_clearance(compound, binding_factor), 'L',
            "assumed: capillary pore route of 5e-6 cm/s for hydrophilic compounds (log Kow "
            "below -1 or unknown)");
    } else {
        double wall = aci_correlations_capillary_permeability(compound->molar_mass.value,
                                                              compound->log_kow.value);
        aci_compounds_correlate(&compound->dermis_clearance,
                                aci_correlations_clearance(wall, binding_factor), 'M',
                                "Dancik 2013, PMID 22285584");
    }
}

static void complete_dermis(aci_compound *compound)
{
    double binding_factor = 1.0;
    if (aci_compounds_has_partition_law(compound)) {
        aci_correlations_dermis dermis = aci_correlations_dermis_properties(
            compound->molar_mass.value, compound->log_kow.value,
            aci_compounds_unionised(compound, tissue_ph), compound->binding);
        binding_factor = dermis.binding_factor;
        aci_compounds_correlate(&compound->dermis_diffusivity, dermis.diffusivity, 'M',
                                "Kretsos 2008, 10.1016/j.ijpharm.2007.06.020");
        aci_compounds_correlate(
            &compound->dermis_partition, 0.6 * binding_factor, 'M',
            "Kretsos 2008, 10.1016/j.ijpharm.2007.06.020, times the un-ionised share");
    }
    complete_without_partition_law(compound);
    complete_clearance(compound, binding_factor);
}

/// `source` replaces that of the copied number.
static void copy(aci_value *slot, const aci_value *from, aci_origin origin, const char *source)
{
    if (!aci_compounds_is_known(slot)) {
        *slot = (aci_value){from->value, origin, from->confidence, source};
    }
}

static void complete_epidermis(aci_compound *compound)
{
    bool is_law = aci_compounds_has_partition_law(compound);
    aci_origin origin = is_law ? ACI_ORIGIN_CORRELATED : ACI_ORIGIN_ASSUMED;
    const char *source = is_law ? "as dermis, Dancik 2013, PMID 22285584" : "assumed: as dermis";
    copy(&compound->epidermis_diffusivity, &compound->dermis_diffusivity, origin, source);
    copy(&compound->epidermis_partition, &compound->dermis_partition, origin, source);
    copy(&compound->junction_diffusivity, &compound->epidermis_diffusivity, ACI_ORIGIN_ASSUMED,
         "assumed: as viable epidermis");
}

static aci_status check_range(const aci_compound *compound, const char *what,
                              const aci_value *number, double low, double high)
{
    if (aci_compounds_is_known(number) && !(number->value >= low && number->value <= high)) {
        return ACI_FAIL(ACI_BAD_INPUT, "compound %s: %s is %g, allowed is %g to %g", compound->name,
                        what, number->value, low, high);
    }
    return ACI_OK;
}

static aci_status check(const aci_compound *compound)
{
    if (!aci_compounds_is_known(&compound->molar_mass)) {
        return ACI_FAIL(ACI_BAD_INPUT, "compound %s: the molar mass is missing", compound->name);
    }
    if (!(compound->molar_mass.value > 0.0) || !isfinite(compound->molar_mass.value)) {
        return ACI_FAIL(ACI_BAD_INPUT, "compound %s: molar mass is %g kg/mol, must be above 0",
                        compound->name, compound->molar_mass.value);
    }
    ACI_TRY(check_range(compound, "log Kow", &compound->log_kow, -10.0, 15.0));
    ACI_TRY(check_range(compound, "pKa of the acid", &compound->pka_acid, -20.0, 30.0));
    return check_range(compound, "pKa of the base", &compound->pka_base, -20.0, 30.0);
}

aci_status aci_compounds_complete(aci_compound *compound)
{
    ACI_TRY(check(compound));
    complete_water(compound);
    complete_dermis(compound);
    complete_epidermis(compound);
    aci_compounds_complete_barrier(compound);
    return ACI_OK;
}
