/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/vehicles.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static aci_value given(double value)
{
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "config"};
}

static aci_compound_fluid fluid_of(aci_vehicle_use use, const char *name)
{
    aci_compound_fluid fluid;
    const aci_compound *compound = aci_compounds_find(name);
    cr_assert_not_null(compound, "%s", name);
    aci_vehicles_complete(compound, &use);
    cr_assert(aci_vehicles_fluid(&use, compound, &fluid) == ACI_OK);
    return fluid;
}

static double water_diffusivity(const char *name)
{
    return fluid_of((aci_vehicle_use){.kind = ACI_VEHICLE_WATER}, name).diffusivity.value;
}

Test(vehicles, are_documented)
{
    for (int kind = 0; kind < ACI_VEHICLES; kind++) {
        const aci_vehicle *vehicle = aci_vehicles_at((aci_vehicle_kind)kind);
        const aci_value *const numbers[] = {&vehicle->density, &vehicle->viscosity,
                                            &vehicle->polymer_fraction};
        for (int i = 0; i < 3; i++) {
            bool is_known = numbers[i]->origin != ACI_ORIGIN_MISSING;
            cr_assert(!is_known || (strlen(numbers[i]->source) > 5 && numbers[i]->value > 0.0));
        }
        cr_assert(vehicle->density.origin != ACI_ORIGIN_MISSING);
    }
    char *text = aci_vehicles_text();
    cr_assert(text != NULL && strstr(text, "oil: ") != NULL);
    free(text);
}

Test(vehicles, water_is_the_reference)
{
    aci_compound_fluid fluid = fluid_of((aci_vehicle_use){.kind = ACI_VEHICLE_WATER}, "caffeine");
    cr_assert(fluid.partition.value == 1.0 && fluid.partition.origin == ACI_ORIGIN_ASSUMED);
    cr_assert(fabs(1e12 * fluid.diffusivity.value - 845.8) <= 0.05);
}

/// The factors of 2 and 10 % are 0.92 and 0.67; without polymer a gel is water.
Test(vehicles, gel_slows_by_mackie_and_meares)
{
    double water = water_diffusivity("caffeine");
    aci_vehicle_use gel = {.kind = ACI_VEHICLE_GEL, .viscosity = given(100.0)};
    cr_assert(fabs(fluid_of(gel, "caffeine").diffusivity.value / water - 0.92) <= 0.005);
    gel.polymer_fraction = given(0.1);
    cr_assert(fabs(fluid_of(gel, "caffeine").diffusivity.value / water - 0.67) <= 0.005);
    gel.polymer_fraction = given(0.0);
    cr_assert(fluid_of(gel, "caffeine").diffusivity.value == water);
}

/// Viscosity slows macromolecules in a gel, everything in a liquid: in proportion, the law for
/// dextran of 70 kDa in water at 32 C (48.7 um2/s, 0.765 mPa s).
Test(vehicles, viscosity_slows_by_stokes_and_einstein)
{
    aci_vehicle_use gel = {.kind = ACI_VEHICLE_GEL, .viscosity = given(7.65e-3)};
    double dextran = fluid_of(gel, "fitc_dextran_70k").diffusivity.value;
    cr_assert(fabs(1e12 * dextran - 4.87) <= 0.005);
    aci_vehicle_use oil = {.kind = ACI_VEHICLE_OIL, .viscosity = given(7.65e-3)};
    double ratio = fluid_of(oil, "caffeine").diffusivity.value / water_diffusivity("caffeine");
    cr_assert(fabs(ratio - 0.1) < 1e-14);
}

/// K_v = f(7.4)/f(ph) where ions are trapped, 1 where they pass.
Test(vehicles, ph_changes_the_partition_where_ions_are_trapped)
{
    aci_vehicle_use use = {.kind = ACI_VEHICLE_WATER,
                           .barrier = {.ph = given(5.5), .traps_ions = true}};
    double expected = (1.0 + pow(10.0, 7.9 - 5.5)) / (1.0 + pow(10.0, 7.9 - 7.4));
    double partition = fluid_of(use, "lidocaine").partition.value;
    cr_assert(fabs(partition / expected - 1.0) < 1e-14);
    cr_assert(fluid_of(use, "caffeine").partition.value == 1.0);
    use.barrier.traps_ions = false;
    cr_assert(fluid_of(use, "lidocaine").partition.value == 1.0);
}

/// A saturated solution has the activity of the solid in whatever it is dissolved.
Test(vehicles, saturated_solutions_have_one_activity)
{
    const double ph[] = {7.4, 9.0};
    const aci_compound *lidocaine = aci_compounds_find("lidocaine");
    double solid = lidocaine->solubility.value / aci_compounds_unionised(lidocaine, 7.4);
    for (int i = 0; i < 2; i++) {
        aci_vehicle_use use = {.kind = ACI_VEHICLE_WATER,
                               .barrier = {.ph = given(ph[i]), .traps_ions = true}};
        aci_vehicles_complete(lidocaine, &use);
        double u = use.solubility.value / fluid_of(use, "lidocaine").partition.value;
        cr_assert(fabs(u / solid - 1.0) < 1e-13);
    }
    aci_vehicle_use oil = {.kind = ACI_VEHICLE_OIL, .solubility = given(200.0)};
    cr_assert(fabs(200.0 / fluid_of(oil, "lidocaine").partition.value / solid - 1.0) < 1e-13);
}

Test(vehicles, unknown_partition_stays_missing)
{
    aci_vehicle_use oil = {.kind = ACI_VEHICLE_OIL};
    cr_assert(fluid_of(oil, "caffeine").partition.origin == ACI_ORIGIN_MISSING);
    oil.solubility = given(3.0);
    cr_assert(fluid_of(oil, "butoxyethanol").partition.origin == ACI_ORIGIN_MISSING);
    aci_vehicle_use tonic = {.kind = ACI_VEHICLE_ETHANOL_GLYCOL_WATER};
    aci_compound_fluid fluid = fluid_of(tonic, "minoxidil");
    cr_assert(fluid.partition.origin == ACI_ORIGIN_ASSUMED && fluid.partition.value > 10.0);
}

/// A salt's own limit is not known.
Test(vehicles, solubility_of_what_is_ionised_is_capped)
{
    const aci_compound *acid = aci_compounds_find("salicylic_acid");
    aci_vehicle_use use = {.kind = ACI_VEHICLE_WATER};
    aci_vehicles_complete(acid, &use);
    cr_assert(use.solubility.value == 1000.0 && use.solubility.origin == ACI_ORIGIN_CORRELATED);
}
