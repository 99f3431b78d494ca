/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/correlations.h"

#include <criterion/criterion.h>
#include <math.h>

#include "../../support/compound_reference.h"

static const double cm_per_h = 1e-2 / 3600.0;
static const double um2 = 1e-12;

static double share(const compound_reference *compound)
{
    return aci_correlations_unionised_fraction(7.4, compound->pka_acid, compound->pka_base);
}

static aci_correlations_dermis dermis_of(const compound_reference *compound)
{
    return aci_correlations_dermis_properties(1e-3 * compound->mass, compound->log_kow,
                                              share(compound), compound->binding);
}

/// The worked example, every digit printed: half a unit of the last one.
Test(correlations, caffeine_worked_example)
{
    aci_correlations_atoms atoms = {
        .carbon = 8, .hydrogen = 10, .nitrogen = 4, .oxygen = 2, .rings = 2, .double_bonds = 4};
    double volume = aci_correlations_molar_volume(&atoms);
    cr_assert(fabs(volume - 182e-6) < 1e-18);
    cr_assert(fabs(aci_correlations_water_diffusivity(volume) - 8.458e-10) <= 0.0005e-10);
    cr_assert(fabs(aci_correlations_molecular_radius(volume) - 3.29e-10) <= 0.005e-10);
    double kp = aci_correlations_potts_guy(0.19419, -0.07) / cm_per_h;
    cr_assert(fabs(kp - 1.0521e-4) <= 0.00005e-4);
}

Test(correlations, caffeine_in_dermis)
{
    aci_correlations_dermis dermis =
        aci_correlations_dermis_properties(0.19419, -0.07, 1.0, ACI_BINDING_NEUTRAL);
    cr_assert(fabs(dermis.unbound - 0.650) <= 0.0005);
    cr_assert(fabs(dermis.binding_factor - 1.173) <= 0.0005);
    cr_assert(fabs(dermis.partition - 0.704) <= 0.0005);
    cr_assert(fabs(dermis.diffusivity - 1.928e-10) <= 0.0005e-10);
    double wall = aci_correlations_capillary_permeability(0.19419, -0.07);
    double clearance = aci_correlations_clearance(wall, dermis.binding_factor);
    cr_assert(fabs(clearance - 2.20e-4) <= 0.005e-4);
    cr_assert(fabs(sqrt(dermis.diffusivity / clearance) - 936e-6) <= 0.5e-6);
}

Test(correlations, dextran_of_70_kda_in_water)
{
    double diffusivity = aci_correlations_stokes_einstein(305.15, 7.65e-4, 6.0e-9);
    cr_assert(fabs(diffusivity - 48.7 * um2) <= 0.05 * um2);
}

Test(correlations, table_of_water)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        double water = aci_correlations_water_diffusivity(1e-6 * row->volume);
        cr_assert(agrees(water / um2, row->water), "%s", row->name);
    }
}

/// Above log Kow 6 the table is not clamped, the function is.
Test(correlations, table_of_potts_and_guy)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        double kp = aci_correlations_potts_guy(1e-3 * row->mass, row->log_kow) / cm_per_h;
        double beyond = fmax(0.0, row->log_kow - 6.0);
        cr_assert(agrees(kp * pow(10.0, 0.71 * beyond), row->potts_guy), "%s", row->name);
    }
}

Test(correlations, table_of_dermis)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        aci_correlations_dermis dermis = dermis_of(row);
        cr_assert(agrees(share(row), row->unionised), "%s", row->name);
        cr_assert(agrees(dermis.unbound, row->unbound), "%s", row->name);
        cr_assert(agrees(dermis.binding_factor, row->binding_factor), "%s", row->name);
        cr_assert(agrees(dermis.partition, row->partition), "%s", row->name);
        cr_assert(agrees(dermis.diffusivity / um2, row->diffusivity), "%s", row->name);
        cr_assert(agrees(dermis.free_diffusivity / um2, row->free_diffusivity), "%s", row->name);
    }
}

Test(correlations, table_of_clearance)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        double beyond = fmax(0.0, row->log_kow - 6.0);
        double wall = aci_correlations_capillary_permeability(1e-3 * row->mass, row->log_kow) *
                      pow(10.0, 0.71 * beyond);
        double clearance = aci_correlations_clearance(wall, dermis_of(row).binding_factor);
        cr_assert(agrees(clearance, row->clearance), "%s", row->name);
    }
}

Test(correlations, potts_guy_is_clamped)
{
    cr_assert(aci_correlations_potts_guy(2.0, 1.0) == aci_correlations_potts_guy(0.75, 1.0));
    cr_assert(aci_correlations_potts_guy(0.3, 9.0) == aci_correlations_potts_guy(0.3, 6.0));
    cr_assert(aci_correlations_potts_guy(0.3, -9.0) == aci_correlations_potts_guy(0.3, -3.0));
}

/// Published range: 4e-4 to 7e-4 1/s for 5e-6 to 1e-5 cm/s and no binding.
Test(correlations, pore_route_clears_within_its_published_range)
{
    double wall = aci_correlations_capillary_pore_route();
    double low = aci_correlations_clearance(wall, 1.0);
    double high = aci_correlations_clearance(2.0 * wall, 1.0);
    cr_assert(fabs(low - 4e-4) <= 0.5e-4);
    cr_assert(fabs(high - 7e-4) <= 0.5e-4);
}

/// Blood flow is the limit, whatever the wall.
Test(correlations, clearance_is_limited_by_blood_flow)
{
    cr_assert(aci_correlations_clearance(1e3, 1.0) < 0.0022);
    cr_assert(fabs(aci_correlations_clearance(1e3, 2.0) - 0.0011) < 1e-8);
}

Test(correlations, ionisation_is_one_half_at_the_pka)
{
    cr_assert(fabs(aci_correlations_unionised_fraction(5.0, 5.0, NAN) - 0.5) < 1e-15);
    cr_assert(fabs(aci_correlations_unionised_fraction(5.0, NAN, 5.0) - 0.5) < 1e-15);
    cr_assert(aci_correlations_unionised_fraction(5.0, NAN, NAN) == 1.0);
}

/// Far on the ionised side the Henderson-Hasselbalch ratio holds without cancellation.
Test(correlations, strong_acids_keep_their_digits)
{
    double f = aci_correlations_unionised_fraction(7.4, -8.6, NAN);
    cr_assert(fabs(f / 1e-16 - 1.0) < 1e-12);
}
