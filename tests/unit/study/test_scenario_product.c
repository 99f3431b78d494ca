/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is put on the skin: vehicle, pH, hydration, and what is said of the numbers. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/scenarios.h"

static const char serum[] =
    "skin: {site: cheek}\n"
    "product: {compound: lidocaine, concentration: 1 kg/m3, dose: 2 mg/cm2}\n"
    "simulation: {duration: 8 h}\n"
    "output: {fields: []}\n";

#define CHANNELS "channels={mouth_radius: 30 um, bottom_radius: 5 um, depth: 300 um, pitch: 500 um}"

static trial given(const char *const *settings)
{
    trial t;
    trial_read(serum, settings, &t);
    return t;
}

static double layer_permeability(const aci_layer *layer)
{
    return layer->partition.value * layer->diffusivity.value / layer->thickness.value;
}

static bool says(const trial *t, const char *words)
{
    return t->scenario.notes != NULL && strstr(t->scenario.notes, words) != NULL;
}

Test(scenario_product, stands_in_water_at_the_ph_of_the_tissue)
{
    trial t = given(NULL);
    const aci_product *product = &t.scenario.product;
    cr_assert_eq(product->vehicle, ACI_VEHICLE_WATER);
    cr_assert_eq(product->ph.origin, ACI_ORIGIN_MISSING);
    cr_assert_eq(product->viscosity.origin, ACI_ORIGIN_MISSING);
    cr_assert(product->partition.value == 1.0 && product->density.value == 1000.0);
    cr_assert(fabs(product->film - 20e-6) < 1e-18);
    cr_assert(!t.scenario.skin.barrier.traps_ions);
    trial_drop(&t);
}

/// Lidocaine, base of pKa 7.9: K_v is the ratio of the shares.
Test(scenario_product, ph_without_channels_traps_ions)
{
    trial t = given(SETTINGS("product.ph=5.5"));
    double expected = (1.0 + pow(10.0, 7.9 - 5.5)) / (1.0 + pow(10.0, 7.9 - 7.4));
    cr_assert(fabs(t.scenario.product.partition.value / expected - 1.0) < 1e-14);
    cr_assert(says(&t, "traps ions on the product's side"));
    trial_drop(&t);
}

Test(scenario_product, ph_with_channels_lets_ions_pass)
{
    trial t = given(SETTINGS("product.ph=5.5", CHANNELS));
    cr_assert(t.scenario.product.partition.value == 1.0);
    cr_assert(says(&t, "nothing is trapped"));
    trial_drop(&t);
}

/// Both readings let the same through intact skin: P u is f(ph) P_sc + P_polar times C.
Test(scenario_product, both_readings_of_a_ph_agree_on_intact_skin)
{
    trial trapped = given(SETTINGS("product.ph=5.5", "product.measured_permeability=no"));
    trial passing = given(SETTINGS("product.ph=5.5", "product.measured_permeability=no", CHANNELS));
    double one = layer_permeability(&trapped.scenario.skin.layers[0]) /
                 trapped.scenario.product.partition.value;
    double other = layer_permeability(&passing.scenario.skin.layers[0]);
    cr_assert(fabs(one / other - 1.0) < 1e-13);
    trial_drop(&trapped);
    trial_drop(&passing);
}

/// The library's thickness swells, one of the config does not.
Test(scenario_product, soaked_stratum_corneum_swells_where_the_library_has_it)
{
    trial dry = given(NULL), wet = given(SETTINGS("skin.hydration=full"));
    trial own = given(SETTINGS("skin.hydration=full", "skin.layers=[{name: stratum_corneum, "
                                                      "thickness: 20 um}]"));
    double swelling =
        wet.scenario.skin.layers[0].thickness.value / dry.scenario.skin.layers[0].thickness.value;
    cr_assert(fabs(swelling / (43.365 / 13.365) - 1.0) < 1e-14);
    cr_assert_eq(wet.scenario.skin.layers[0].thickness.origin, ACI_ORIGIN_ASSUMED);
    cr_assert(own.scenario.skin.layers[0].thickness.value == 20e-6);
    cr_assert(says(&wet, "whatever skin.hydration says"));
    trial_drop(&dry);
    trial_drop(&wet);
    trial_drop(&own);
}

Test(scenario_product, measured_permeability_is_used_replaced_or_left)
{
    trial library = given(NULL), own = given(SETTINGS("product.measured_permeability=1e-3 cm/h"));
    trial none = given(SETTINGS("product.measured_permeability=no"));
    const double kp[] = {0.0034, 1e-3};
    const trial *const measured[] = {&library, &own};
    for (int i = 0; i < 2; i++) {
        const aci_layer *barrier = &measured[i]->scenario.skin.layers[0];
        double shown = layer_permeability(barrier) * barrier->thickness.value / 13.365e-6;
        cr_assert(fabs(shown / (kp[i] * 1e-2 / 3600.0) - 1.0) < 1e-13);
        cr_assert(!says(measured[i], "predicted (Wang"));
    }
    cr_assert(says(&none, "predicted (Wang") && says(&none, "is known and not used"));
    trial_drop(&library);
    trial_drop(&own);
    trial_drop(&none);
}

Test(scenario_product, notes_say_where_a_correlation_is_out_of_its_depth)
{
    trial polar = given(SETTINGS("product.compound=tranexamic_acid"));
    trial inline_one = given(SETTINGS("product.compound={molar_mass: 900 g/mol, log_kow: 1}"));
    trial closed = given(SETTINGS("product.compound=fitc_dextran_70k", CHANNELS));
    cr_assert(says(&polar, "assumed polar pathway") && says(&polar, "outside the range"));
    cr_assert(says(&inline_one, "Potts and Guy") && says(&inline_one, "750 g/mol"));
    cr_assert(says(&closed, "keep the compound out") && says(&closed, "Sideways"));
    trial_drop(&polar);
    trial_drop(&inline_one);
    trial_drop(&closed);
}

Test(scenario_product, channels_that_never_close_are_said)
{
    trial open = given(SETTINGS("product.compound=caffeine", CHANNELS));
    trial closing = given(
        SETTINGS("product.compound=caffeine", CHANNELS, "channels.closure={time_constant: 6 h}"));
    trial intact = given(SETTINGS("product.compound=caffeine"));
    cr_assert(says(&open, "stay as open as they were made"));
    cr_assert(!says(&closing, "stay as open") && !says(&intact, "stay as open"));
    trial_drop(&open);
    trial_drop(&closing);
    trial_drop(&intact);
}

Test(scenario_product, a_vehicle_that_dries_is_not_said_to_stay)
{
    static const char vehicle[] = "product.vehicle=ethanol_propylene_glycol_water";
    trial stays = given(SETTINGS("product.compound=minoxidil", vehicle));
    trial dries = given(SETTINGS("product.compound=minoxidil", vehicle, "schedule.drying={}",
                                 "product.solvents={ethanol: 60 %}"));
    cr_assert(says(&stays, "does not evaporate") && !says(&dries, "does not evaporate"));
    trial_drop(&stays);
    trial_drop(&dries);
}

Test(scenario_product, more_than_dissolves_is_said)
{
    trial most = given(SETTINGS("product.compound=caffeine", "product.concentration=23.9 kg/m3"));
    trial more = given(SETTINGS("product.compound=caffeine", "product.concentration=24 kg/m3"));
    cr_assert(!says(&most, "above the solubility"));
    cr_assert(says(&more, "above the solubility in the product, 23.9 kg/m3 (measured)"));
    cr_assert(more.scenario.product.solubility.value == 23.9);
    trial_drop(&most);
    trial_drop(&more);
}

/// Solvents neat: K u of the stratum corneum beyond what a solute weighs.
Test(scenario_product, more_than_stratum_corneum_holds_is_said)
{
    trial thin = given(SETTINGS("product.compound=dpgme", "product.concentration=90 kg/m3"));
    trial neat = given(SETTINGS("product.compound=dpgme", "product.concentration=930 kg/m3"));
    cr_assert(!says(&thin, "more than it can") && says(&neat, "more than it can"));
    trial_drop(&thin);
    trial_drop(&neat);
}

/// Density of the vehicle turns the mass into a film; solubilities make the partition.
Test(scenario_product, oil_takes_its_numbers_from_the_vehicle)
{
    trial t = given(SETTINGS("product.compound=caffeine", "product.vehicle=oil",
                             "product.solubility=0.239 kg/m3"));
    const aci_product *product = &t.scenario.product;
    cr_assert(fabs(product->film - 0.02 / 940.0) < 1e-17);
    cr_assert(fabs(product->partition.value - 0.01) < 1e-16);
    cr_assert(product->viscosity.value == 0.02);
    trial_drop(&t);
}

/// Without a compound or with all numbers given nothing is left to be said.
Test(scenario_product, numbers_of_the_config_need_no_notes)
{
    trial t;
    trial_read(trial_slab, NULL, &t);
    cr_assert_str_empty(t.scenario.notes);
    trial_drop(&t);
}

static void goes_round(const char *const *settings)
{
    trial once = given(settings), again;
    char *text = NULL, *copy = NULL;
    cr_assert_eq(aci_scenario_text(&once.scenario, &text), ACI_OK);
    trial_read(text, NULL, &again);
    cr_assert_eq(aci_scenario_text(&again.scenario, &copy), ACI_OK);
    const aci_product *one = &once.scenario.product, *other = &again.scenario.product;
    cr_assert_eq(one->vehicle, other->vehicle);
    cr_assert(one->density.value == other->density.value);
    cr_assert(one->ph.value == other->ph.value);
    cr_assert(one->viscosity.value == other->viscosity.value);
    cr_assert(one->polymer_fraction.value == other->polymer_fraction.value);
    cr_assert(one->solubility.value == other->solubility.value);
    cr_assert(one->partition.value == other->partition.value);
    cr_assert(one->diffusivity.value == other->diffusivity.value);
    cr_assert_eq(once.scenario.skin.barrier.hydration, again.scenario.skin.barrier.hydration);
    cr_assert(once.scenario.skin.barrier.polar_permeability.value ==
              again.scenario.skin.barrier.polar_permeability.value);
    for (int i = 0; i < once.scenario.skin.layer_count; i++) {
        const aci_layer *a = &once.scenario.skin.layers[i], *b = &again.scenario.skin.layers[i];
        cr_assert(a->thickness.value == b->thickness.value);
        cr_assert(a->diffusivity.value == b->diffusivity.value);
        cr_assert(a->partition.value == b->partition.value);
    }
    free(text);
    free(copy);
    trial_drop(&once);
    trial_drop(&again);
}

Test(scenario_product, resolved_text_gives_the_same_product)
{
    goes_round(SETTINGS("product.ph=5.5", "product.measured_permeability=no"));
    goes_round(SETTINGS("product.ph=5.5", "product.measured_permeability=2e-4 cm/h", CHANNELS));
    goes_round(SETTINGS("skin.hydration=full", "skin.polar_permeability=0 cm/h"));
    goes_round(SETTINGS("product.vehicle=gel", "product.polymer_fraction=5 %"));
    goes_round(SETTINGS("product.vehicle=oil", "product.solubility=200 kg/m3"));
    goes_round(
        SETTINGS("product.vehicle=ethanol_propylene_glycol_water", "product.compound=minoxidil"));
}

/// A measured permeability comes back from a run within the resistance of the layers below, 5 %.
Test(scenario_product, run_returns_the_measured_permeability)
{
    trial t;
    trial_compute(serum,
                  SETTINGS("skin.site=human_dermatomed", "product.dose=infinite",
                           "product.compound={molar_mass: 300 g/mol, log_kow: 1, "
                           "skin_permeability: 4e-4 cm/h}",
                           "simulation.accuracy=1e-2"),
                  &t);
    const aci_endpoint_value *kp = &t.results.endpoints[ACI_ENDPOINT_permeability];
    cr_assert(kp->exists);
    cr_assert(fabs(kp->value / (4e-4 * 1e-2 / 3600.0) - 1.0) < 0.05);
    trial_drop(&t);
}

/// Benchmark B3: 128 cells across 4 mm are 31 um, and mouths 60 um wide; across 100 mm they are
/// 781 um.
Test(scenario_product, notes_say_where_channels_are_narrower_than_a_cell)
{
    trial t;
    trial_read_file("configs/benchmark/B3.yaml", NULL, &t);
    cr_assert(!says(&t, "spread over it"));
    trial_drop(&t);
    trial_read_file("configs/benchmark/B3.yaml", SETTINGS("simulation.patch=100 mm"), &t);
    cr_assert(says(&t, "simulation.cells are 781 um wide on this patch"));
    cr_assert(says(&t, "the narrowest channel 60 um at its mouth"));
    cr_assert(says(&t, "3334 cells across"));
    trial_drop(&t);
}
