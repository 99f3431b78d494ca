/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Vehicles: what the compound is in when it is put on the skin, and what that does to it.
///
/// Partition K_v = C in the vehicle over the reference u of compounds.h. Where S_w is the
/// solubility in water of the un-ionised form, and f its share at pH 7.4, a saturated solution has
/// u = S_w/f, so that
///   water, gel  K_v = aci_compounds_surface_partition (1 but for a pH that traps ions)
///   others      K_v = f S_v / S_w with S_v the solubility in the vehicle, where both are known
/// Diffusivity D_v:
///   water       that in water
///   gel         Mackie and Meares: D_water ((1 - p)/(1 + p))^2, p the share of polymer by volume.
///               A gel's viscosity does not slow small molecules. Above 1 kg/mol and with a
///               viscosity given: Stokes and Einstein
///   others      Stokes and Einstein: D_water times the ratio of the viscosities
#ifndef ACICULA_SKIN_VEHICLES_H
#define ACICULA_SKIN_VEHICLES_H

#include "acicula/skin/compounds.h"

typedef enum aci_vehicle_kind {
    ACI_VEHICLE_WATER,
    ACI_VEHICLE_GEL,
    ACI_VEHICLE_ETHANOL_GLYCOL_WATER,
    ACI_VEHICLE_OIL,
    ACI_VEHICLES
} aci_vehicle_kind;

/// A vehicle of the table. Numbers that make no sense for it are missing.
typedef struct aci_vehicle {
    const char *name, *note;
    bool is_watery;             ///< has a pH; its solubility is that of water
    aci_value density;          ///< kg/m3
    aci_value viscosity;        ///< at 32 C, Pa s
    aci_value polymer_fraction; ///< by volume, 0..1
} aci_vehicle;

/// A vehicle as it is used. Missing numbers are those of the table.
typedef struct aci_vehicle_use {
    aci_vehicle_kind kind;
    aci_value density, viscosity, polymer_fraction;
    aci_value solubility;      ///< of the compound in it, kg/m3; may be missing
    aci_barrier_state barrier; ///< with the pH of the vehicle, where it is known
} aci_vehicle_use;

const aci_vehicle *aci_vehicles_at(aci_vehicle_kind kind);

/// Fills missing density, viscosity and polymer fraction from the table, and the solubility from
/// the table of solubilities or, in water and gel, S_w/f(pH), at most 1000 kg/m3: a salt's own
/// limit is not known. What nobody knows stays missing.
void aci_vehicles_complete(const aci_compound *compound, aci_vehicle_use *use);

/// Diffusivity and partition in a completed vehicle; the partition is missing where nobody knows
/// it. Same failures as aci_compounds_complete.
aci_status aci_vehicles_fluid(const aci_vehicle_use *use, const aci_compound *compound,
                              aci_compound_fluid *fluid);

/// A listing of all vehicles with origin, confidence and source. malloc'd, the caller frees it;
/// NULL when memory is out.
char *aci_vehicles_text(void);

#endif
