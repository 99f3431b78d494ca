/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/compounds.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../support/compound_reference.h"

static const double cm_per_h = 1e-2 / 3600.0;
static const double um2 = 1e-12;

static aci_compound completed(const char *name)
{
    const aci_compound *found = aci_compounds_find(name);
    cr_assert_not_null(found, "%s", name);
    aci_compound compound = *found;
    cr_assert(aci_compounds_complete(&compound) == ACI_OK);
    return compound;
}

static double barrier_permeability(const aci_compound *compound)
{
    return compound->barrier_partition.value * compound->barrier_diffusivity.value /
           aci_barrier_thickness(compound->barrier.hydration);
}

static aci_value given(double value)
{
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "config"};
}

Test(compounds, has_the_promised_ones)
{
    const char *const names[] = {"caffeine",
                                 "niacinamide",
                                 "ascorbic_acid",
                                 "ascorbyl_glucoside",
                                 "tranexamic_acid",
                                 "glycerol",
                                 "minoxidil",
                                 "salicylic_acid",
                                 "lidocaine",
                                 "acyclovir",
                                 "hydrocortisone",
                                 "triamcinolone_acetonide",
                                 "retinol",
                                 "tretinoin",
                                 "ghk",
                                 "ghk_copper",
                                 "palmitoyl_pentapeptide_4",
                                 "naltrexone",
                                 "calcein",
                                 "insulin",
                                 "fitc_dextran_4k",
                                 "fitc_dextran_10k",
                                 "fitc_dextran_40k",
                                 "fitc_dextran_70k",
                                 "hyaluronic_acid_5k",
                                 "hyaluronic_acid_50k",
                                 "hyaluronic_acid_300k",
                                 "hyaluronic_acid_1000k",
                                 "testosterone",
                                 "butoxyethanol",
                                 "dpgme",
                                 "hyaluronic_acid_10k",
                                 "hyaluronic_acid_100k"};
    int count = (int)(sizeof names / sizeof names[0]);
    for (int i = 0; i < count; i++) {
        cr_assert_not_null(aci_compounds_find(names[i]), "%s", names[i]);
    }
    cr_assert(aci_compounds_count() == count);
    cr_assert_null(aci_compounds_find("caff"));
    cr_assert_null(aci_compounds_find(""));
}

static void assert_documented(const aci_value *value, const char *name)
{
    cr_assert(value->origin != ACI_ORIGIN_MISSING, "%s", name);
    cr_assert(value->source != NULL && strlen(value->source) > 10, "%s", name);
    cr_assert(value->confidence != '\0' && strchr("HML", value->confidence) != NULL, "%s", name);
    bool is_said = strncmp(value->source, "assumed", 7) == 0;
    cr_assert(!is_said || value->confidence != 'H', "%s", name);
}

Test(compounds, are_complete_and_documented)
{
    for (int i = 0; i < aci_compounds_count(); i++) {
        aci_compound compound = completed(aci_compounds_at(i)->name);
        const aci_value *const numbers[] = {&compound.molar_mass,
                                            &compound.molar_volume,
                                            &compound.radius,
                                            &compound.water_diffusivity,
                                            &compound.barrier_partition,
                                            &compound.barrier_diffusivity,
                                            &compound.barrier_lateral,
                                            &compound.epidermis_diffusivity,
                                            &compound.epidermis_partition,
                                            &compound.junction_diffusivity,
                                            &compound.dermis_diffusivity,
                                            &compound.dermis_partition};
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            assert_documented(numbers[k], compound.name);
            cr_assert(numbers[k]->value > 0.0, "%s", compound.name);
        }
        assert_documented(&compound.dermis_clearance, compound.name);
        cr_assert(compound.dermis_clearance.value >= 0.0, "%s", compound.name);
    }
}

Test(compounds, reproduce_the_reference_table)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        aci_compound compound = completed(row->name);
        cr_assert(agrees(1e3 * compound.molar_mass.value, row->mass), "%s", row->name);
        cr_assert(agrees(compound.water_diffusivity.value / um2, row->water), "%s", row->name);
        cr_assert(agrees(compound.dermis_diffusivity.value / um2, row->diffusivity), "%s",
                  row->name);
        cr_assert(agrees(compound.barrier_permeability.value / cm_per_h, row->barrier_permeability),
                  "%s", row->name);
    }
}

/// The table's K is per un-ionised form: both its K and its share carry half a unit of the fourth
/// digit, 5e-4 relative at most each.
Test(compounds, dermis_partition_is_that_of_the_total)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        double expected = row->partition * row->unionised;
        double ratio = completed(row->name).dermis_partition.value / expected;
        cr_assert(fabs(ratio - 1.0) <= 1e-3, "%s", row->name);
    }
}

/// Only log Kow below -1 gets the pore route. Tretinoin lies above the clamp at log Kow 6.
Test(compounds, clearance_is_the_table_or_the_pore_route)
{
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        double clearance = completed(row->name).dermis_clearance.value;
        if (row->log_kow < -1.0) {
            cr_assert(clearance > 3e-4 && clearance < 7e-4, "%s", row->name);
        } else if (row->log_kow <= 6.0) {
            cr_assert(agrees(clearance, row->clearance), "%s", row->name);
        }
    }
}

/// h, K and D cancel, so a measured Kp comes back to round-off.
Test(compounds, measured_permeability_is_reproduced)
{
    const char *const names[] = {"caffeine",       "salicylic_acid", "lidocaine",
                                 "hydrocortisone", "acyclovir",      "ghk_copper"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        aci_compound compound = completed(names[i]);
        double ratio = barrier_permeability(&compound) / compound.skin_permeability.value;
        cr_assert(fabs(ratio - 1.0) < 1e-14, "%s", names[i]);
        cr_assert(compound.barrier_diffusivity.origin == ACI_ORIGIN_MEASURED, "%s", names[i]);
    }
}

/// Un-ionised share of the table's P plus the polar pathway; niacinamide is a base of pKa 3.35.
Test(compounds, correlated_permeability_has_its_polar_pathway)
{
    aci_compound niacinamide = completed("niacinamide");
    double polar = 1e-5 * niacinamide.water_diffusivity.value / 5e-10;
    double share = aci_correlations_unionised_fraction(7.4, NAN, 3.35);
    double expected = share * niacinamide.barrier_permeability.value + polar * cm_per_h;
    cr_assert(fabs(barrier_permeability(&niacinamide) / expected - 1.0) < 1e-13);
    cr_assert(niacinamide.barrier_diffusivity.origin == ACI_ORIGIN_CORRELATED);
}

Test(compounds, macromolecules_and_polyanions_are_kept_out)
{
    for (int i = 0; i < aci_compounds_count(); i++) {
        aci_compound compound = completed(aci_compounds_at(i)->name);
        bool is_out =
            compound.is_excluded && compound.skin_permeability.origin == ACI_ORIGIN_MISSING;
        cr_assert((barrier_permeability(&compound) < 1e-9 * cm_per_h) == is_out, "%s",
                  compound.name);
        cr_assert(!is_out || compound.barrier_diffusivity.confidence == 'L', "%s", compound.name);
    }
}

/// Diffusivity falls with size within a family, in water and in dermis.
Test(compounds, larger_polymers_are_slower)
{
    const char *const chains[] = {"fitc_dextran_4k",      "fitc_dextran_10k",
                                  "fitc_dextran_40k",     "fitc_dextran_70k",
                                  "hyaluronic_acid_50k",  "hyaluronic_acid_100k",
                                  "hyaluronic_acid_300k", "hyaluronic_acid_1000k"};
    for (size_t i = 1; i < sizeof chains / sizeof chains[0]; i++) {
        aci_compound small = completed(chains[i - 1]);
        aci_compound large = completed(chains[i]);
        cr_assert(large.water_diffusivity.value < small.water_diffusivity.value);
        cr_assert(large.dermis_diffusivity.value < small.dermis_diffusivity.value);
    }
}

Test(compounds, nothing_is_faster_in_skin_than_in_water)
{
    for (int i = 0; i < aci_compounds_count(); i++) {
        aci_compound compound = completed(aci_compounds_at(i)->name);
        double water = compound.water_diffusivity.value;
        cr_assert(compound.dermis_diffusivity.value < water, "%s", compound.name);
        cr_assert(compound.epidermis_diffusivity.value < water, "%s", compound.name);
        cr_assert(compound.barrier_diffusivity.value <= compound.barrier_lateral.value);
        cr_assert(compound.barrier_lateral.value < water, "%s", compound.name);
    }
}

Test(compounds, inline_neutral_compound_follows_potts_and_guy)
{
    aci_compound compound = aci_compounds_blank("inline");
    compound.molar_mass = given(0.19419);
    compound.log_kow = given(-0.07);
    cr_assert(aci_compounds_complete(&compound) == ACI_OK);
    double expected = aci_correlations_potts_guy(0.19419, -0.07);
    cr_assert(fabs(barrier_permeability(&compound) / expected - 1.0) < 1e-14);
    cr_assert(compound.barrier_diffusivity.origin == ACI_ORIGIN_CORRELATED);
    cr_assert(compound.log_kow.origin == ACI_ORIGIN_GIVEN);
    double dermis = completed("caffeine").dermis_diffusivity.value;
    cr_assert(compound.dermis_diffusivity.value == dermis);
}

Test(compounds, inline_ionised_compound_keeps_the_polar_pathway)
{
    aci_compound compound = aci_compounds_blank("inline");
    compound.molar_mass = given(0.15);
    compound.log_kow = given(1.0);
    compound.pka_acid = given(2.0);
    compound.binding = ACI_BINDING_ACID;
    cr_assert(aci_compounds_complete(&compound) == ACI_OK);
    double polar = aci_barrier_polar_permeability(compound.water_diffusivity.value,
                                                  aci_barrier_polar_reference());
    cr_assert(fabs(barrier_permeability(&compound) / polar - 1.0) < 1e-14);
    cr_assert(compound.barrier_diffusivity.origin == ACI_ORIGIN_ASSUMED);
    cr_assert(compound.barrier_partition.value >= aci_barrier_water(ACI_HYDRATION_PARTIAL));
}

Test(compounds, given_numbers_stay)
{
    aci_compound compound = aci_compounds_blank("inline");
    compound.molar_mass = given(0.3);
    compound.log_kow = given(2.0);
    compound.dermis_diffusivity = given(7e-11);
    compound.dermis_clearance = given(0.0);
    compound.barrier_diffusivity = given(3e-15);
    cr_assert(aci_compounds_complete(&compound) == ACI_OK);
    cr_assert(compound.dermis_diffusivity.value == 7e-11);
    cr_assert(compound.dermis_clearance.value == 0.0);
    cr_assert(compound.barrier_diffusivity.value == 3e-15);
    cr_assert(compound.epidermis_diffusivity.value == 7e-11);
}

Test(compounds, completing_twice_changes_nothing)
{
    for (int i = 0; i < aci_compounds_count(); i++) {
        aci_compound once = completed(aci_compounds_at(i)->name);
        aci_compound twice = once;
        cr_assert(aci_compounds_complete(&twice) == ACI_OK);
        cr_assert(once.barrier_diffusivity.value == twice.barrier_diffusivity.value);
        cr_assert(once.dermis_partition.value == twice.dermis_partition.value);
        cr_assert(once.dermis_clearance.value == twice.dermis_clearance.value);
    }
}

Test(compounds, bad_input_is_refused)
{
    aci_compound compound = aci_compounds_blank("inline");
    cr_assert(aci_compounds_complete(&compound) == ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "molar mass"));
    compound.molar_mass = given(-1.0);
    cr_assert(aci_compounds_complete(&compound) == ACI_BAD_INPUT);
    compound.molar_mass = given(NAN);
    cr_assert(aci_compounds_complete(&compound) == ACI_BAD_INPUT);
    compound.molar_mass = given(0.2);
    compound.log_kow = given(40.0);
    cr_assert(aci_compounds_complete(&compound) == ACI_BAD_INPUT);
    compound.log_kow = given(NAN);
    cr_assert(aci_compounds_complete(&compound) == ACI_BAD_INPUT);
    aci_compound_fluid fluid;
    aci_skin skin = {.layer_count = 0};
    cr_assert(aci_compounds_fill(&compound, &skin) == ACI_BAD_INPUT);
    cr_assert(aci_compounds_channel(&compound, &fluid) == ACI_BAD_INPUT);
}

Test(compounds, listing_names_all)
{
    char *text = aci_compounds_text();
    cr_assert_not_null(text);
    for (int i = 0; i < aci_compounds_count(); i++) {
        cr_assert_not_null(strstr(text, aci_compounds_at(i)->name));
    }
    cr_assert_not_null(strstr(text, "HuskinDB"));
    free(text);
}

static aci_compound in_state(const char *name, aci_barrier_state state)
{
    aci_compound compound = *aci_compounds_find(name);
    compound.barrier = state;
    cr_assert(aci_compounds_complete(&compound) == ACI_OK);
    return compound;
}

/// Soaked stratum corneum: the table's P, the given polar pathway, 36 times as fast sideways.
Test(compounds, hydration_changes_the_barrier_and_nothing_else)
{
    const aci_barrier_state soaked = {.hydration = ACI_HYDRATION_FULL,
                                      .polar_permeability = given(0.0)};
    for (int i = 0; i < compound_reference_count; i++) {
        const compound_reference *row = &compound_references[i];
        aci_compound wet = in_state(row->name, soaked), dry = completed(row->name);
        double share = aci_compounds_unionised(&wet, 7.4);
        double water = aci_barrier_water(ACI_HYDRATION_FULL);
        double partition = share * (row->soaked_partition - water) + water;
        cr_assert(fabs(wet.barrier_partition.value / partition - 1.0) < 5e-4, "%s", row->name);
        cr_assert(agrees(wet.barrier_permeability.value / cm_per_h, row->soaked_permeability));
        cr_assert(wet.dermis_partition.value == dry.dermis_partition.value);
        bool is_measured = wet.skin_permeability.origin == ACI_ORIGIN_MEASURED;
        double expected =
            is_measured ? wet.skin_permeability.value : share * wet.barrier_permeability.value;
        cr_assert(fabs(barrier_permeability(&wet) / expected - 1.0) < 1e-13, "%s", row->name);
        double ratio = wet.barrier_lateral.value / wet.barrier_diffusivity.value;
        double most = wet.epidermis_diffusivity.value / wet.barrier_diffusivity.value;
        cr_assert(fabs(ratio / fmax(1.0, fmin(36.0, most)) - 1.0) < 1e-13, "%s", row->name);
    }
}

/// What goes through, P u = P C / K_v, is f(ph) P_sc + P_polar times the applied concentration C,
/// whether or not the tissue traps ions.
Test(compounds, flux_through_the_barrier_follows_the_share_at_the_products_ph)
{
    for (int traps = 0; traps < 2; traps++) {
        const aci_barrier_state state = {.ph = given(3.0), .traps_ions = traps == 1};
        aci_compound acid = in_state("tretinoin", state);
        double kv = aci_compounds_surface_partition(&acid);
        double share = 1.0 / (1.0 + pow(10.0, 3.0 - 4.76));
        double tissue = 1.0 / (1.0 + pow(10.0, 7.4 - 4.76));
        aci_compounds_prediction parts = aci_compounds_predict(&acid);
        cr_assert(fabs(kv / (traps == 1 ? tissue / share : 1.0) - 1.0) < 1e-14);
        cr_assert(fabs(parts.barrier / (share * acid.barrier_permeability.value) - 1.0) < 1e-14);
        double flux = barrier_permeability(&acid) / kv;
        cr_assert(fabs(flux / (parts.barrier + parts.polar) - 1.0) < 1e-13);
    }
}

/// A measured permeability is that of the applied concentration whatever the pH.
Test(compounds, measured_permeability_does_not_see_the_ph)
{
    const aci_barrier_state state = {.ph = given(5.0), .traps_ions = true};
    aci_compound lidocaine = in_state("lidocaine", state);
    double flux = barrier_permeability(&lidocaine) / aci_compounds_surface_partition(&lidocaine);
    cr_assert(fabs(flux / lidocaine.skin_permeability.value - 1.0) < 1e-13);
}

/// Without the pathway an acid all ionised would have a barrier of nothing.
Test(compounds, polar_pathway_is_in_proportion_and_may_be_none)
{
    aci_compound none = in_state("glycerol", (aci_barrier_state){.polar_permeability = given(0.0)});
    aci_compound ten =
        in_state("glycerol", (aci_barrier_state){.polar_permeability = given(1e-4 * cm_per_h)});
    aci_compounds_prediction parts = aci_compounds_predict(&ten);
    cr_assert(fabs(barrier_permeability(&none) / none.barrier_permeability.value - 1.0) < 1e-14);
    cr_assert(fabs(parts.polar / (1e-4 * cm_per_h * ten.water_diffusivity.value / 5e-10) - 1.0) <
              1e-14);
    cr_assert(barrier_permeability(&ten) > barrier_permeability(&none));
}

/// Given the molar volume an inline compound is predicted as one of the library.
Test(compounds, inline_compound_with_its_volume_is_that_of_the_library)
{
    aci_compound dpgme = aci_compounds_blank("inline");
    dpgme.molar_mass = given(0.1482);
    dpgme.log_kow = given(-0.22);
    dpgme.molar_volume = given(182e-6);
    cr_assert(aci_compounds_complete(&dpgme) == ACI_OK);
    aci_compound shipped = completed("dpgme");
    cr_assert(fabs(barrier_permeability(&dpgme) / barrier_permeability(&shipped) - 1.0) < 1e-13);
}
