/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/barrier.h"

#include <criterion/criterion.h>
#include <math.h>

#include "../../support/compound_reference.h"

static const double cm_per_h = 1e-2 / 3600.0;

static double permeability(const compound_reference *row, aci_skin_hydration hydration)
{
    return aci_barrier_permeability(1e-3 * row->mass, row->log_kow, 1e-6 * row->volume, hydration)
               .permeability /
           cm_per_h;
}

/// Fifteen compounds as an independent script has them.
Test(barrier, table_of_partition_and_permeability)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        double dry = aci_barrier_partition(row->log_kow, ACI_HYDRATION_PARTIAL);
        double wet = aci_barrier_partition(row->log_kow, ACI_HYDRATION_FULL);
        cr_assert(agrees(dry, row->barrier_partition), "%s", row->name);
        cr_assert(agrees(wet, row->soaked_partition), "%s", row->name);
        cr_assert(agrees(permeability(row, ACI_HYDRATION_PARTIAL), row->barrier_permeability), "%s",
                  row->name);
        cr_assert(agrees(permeability(row, ACI_HYDRATION_FULL), row->soaked_permeability), "%s",
                  row->name);
    }
}

/// With Kow -> 0 only the water of the corneocytes is left.
Test(barrier, partition_tends_to_its_water)
{
    for (int state = 0; state < 2; state++) {
        aci_skin_hydration hydration = (aci_skin_hydration)state;
        double water = aci_barrier_water(hydration);
        cr_assert(fabs(water - (state == 0 ? 0.359 : 0.782)) <= 0.0005);
        cr_assert(fabs(aci_barrier_partition(-60.0, hydration) / water - 1.0) < 1e-12);
    }
}

/// The formula of sigma and R, worked for caffeine (partially hydrated) to the digits printed.
Test(barrier, caffeine_worked_example)
{
    aci_barrier_permeation p =
        aci_barrier_permeability(0.19419, -0.07, 182e-6, ACI_HYDRATION_PARTIAL);
    cr_assert(fabs(pow(10.0, p.log_sigma) - 6.743e-3) <= 0.0005e-3);
    cr_assert(fabs(pow(10.0, p.log_resistance) - 1271.5) <= 0.05);
    cr_assert(p.is_fitted);
}

static aci_barrier_permeation at(double log_kow, aci_skin_hydration hydration)
{
    return aci_barrier_permeability(0.2, log_kow, 230e-6, hydration);
}

/// The asymptote takes over at the ends of the range with a step of at most 5 % for 0.2 kg/mol
/// (0.97 to 1.04 by the independent script).
Test(barrier, asymptote_continues_the_fit)
{
    for (int state = 0; state < 2; state++) {
        aci_skin_hydration hydration = (aci_skin_hydration)state;
        int changes = 0;
        for (double log_kow = -4.0; log_kow < 5.0; log_kow += 1e-3) {
            aci_barrier_permeation one = at(log_kow, hydration),
                                   next = at(log_kow + 1e-3, hydration);
            double growth = next.permeability / one.permeability;
            bool is_edge = one.is_fitted != next.is_fitted;
            cr_assert(is_edge ? fabs(growth - 1.0) < 0.05 : growth > 1.0, "%g", log_kow);
            changes += is_edge;
        }
        cr_assert_eq(changes, 2);
    }
}

/// Far out the lipid is no resistance: P tends to D_cor (1 - phi')/(c1 h), free of Kow, with an
/// error of c2/(c1 sigma R).
Test(barrier, permeability_saturates_for_the_lipophilic)
{
    aci_barrier_permeation high = at(9.0, ACI_HYDRATION_FULL);
    double error = 1.827e5 / (0.9685 * pow(10.0, high.log_sigma + high.log_resistance));
    double growth = at(14.0, ACI_HYDRATION_FULL).permeability / high.permeability - 1.0;
    cr_assert(growth > 0.0 && growth < 1.001 * error && error < 0.01);
}

/// phi' reaches 1 where lambda = 1/sqrt(phi) - 1: the radius 10.0 angstrom, partially hydrated.
Test(barrier, what_does_not_fit_into_corneocytes_does_not_pass)
{
    double radius = 35.0 * (1.0 / sqrt(0.6044) - 1.0);
    double volume = 1e-6 * pow(radius / 0.735, 3.0);
    aci_skin_hydration dry = ACI_HYDRATION_PARTIAL;
    cr_assert(aci_barrier_permeability(0.9, 2.0, 0.999 * volume, dry).permeability > 0.0);
    cr_assert(aci_barrier_permeability(0.9, 2.0, 1.001 * volume, dry).permeability == 0.0);
}

Test(barrier, polar_pathway_is_in_proportion_to_diffusion_in_water)
{
    double reference = aci_barrier_polar_reference();
    cr_assert(fabs(reference / (1e-5 * cm_per_h) - 1.0) < 1e-15);
    cr_assert(fabs(aci_barrier_polar_permeability(1e-9, reference) / (2.0 * reference) - 1.0) <
              1e-15);
}
