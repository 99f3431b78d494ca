/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schedule and the film of a config, and the text they are written as. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/scenario.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

static const char serum[] =
    "skin: {site: cheek}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: 20 um}\n"
    "channels: {mouth_radius: 30 um, bottom_radius: 5 um, depth: 300 um, pitch: 500 um}\n"
    "simulation: {duration: 24 h}\n";

/* {} of `drying` is a heated room, so nothing else is set. */
#define FULL                                                                                       \
    "product.solvents={water: 80 %, ethanol: 12.5 %}", "product.residue_density=1.3 g/mL",         \
        "product.vapour_pressure=2 Pa", "product.solubility=400 kg/m3",                            \
        "schedule.apply_at=-10 min", "schedule.remove_at=4 h", "schedule.removed_fraction=80 %",   \
        "schedule.reapply=[2 h, 4 h]", "schedule.occluded=[0 h, 30 min, 1 h, 90 min]",             \
        "schedule.needling=[0 h, 12 h]", "schedule.drying.humidity=55 %",                          \
        "schedule.drying.skin_temperature=33.5 degC"

Test(schedule, without_one_is_there_from_the_start_to_the_end)
{
    trial t;
    trial_read(serum, NULL, &t);
    const aci_schedule *schedule = &t.scenario.schedule;
    cr_assert_not(schedule->exists || schedule->removes || schedule->dries);
    cr_assert(schedule->apply_at == 0.0 && schedule->reapply.count == 0);
    cr_assert(schedule->window_count == 0 && schedule->needling.count == 1);
    cr_assert(schedule->needling.time[0] == 0.0);
    cr_assert_eq(t.scenario.product.recipe.solvent_count, 0);
    cr_assert_neq(t.scenario.product.solubility.origin, ACI_ORIGIN_GIVEN);
    trial_drop(&t);
}

Test(schedule, is_read_in_si)
{
    trial t;
    trial_read(serum, SETTINGS(FULL), &t);
    const aci_schedule *schedule = &t.scenario.schedule;
    const aci_product *product = &t.scenario.product;
    cr_assert(schedule->exists && schedule->removes && schedule->dries);
    cr_assert(schedule->apply_at == -600.0 && schedule->remove_at == 14400.0);
    cr_assert(schedule->removed_fraction == 0.8);
    cr_assert(schedule->reapply.count == 2 && schedule->reapply.time[1] == 14400.0);
    cr_assert_eq(schedule->window_count, 2);
    cr_assert(schedule->occluded[1].from == 3600.0 && schedule->occluded[1].to == 5400.0);
    cr_assert(schedule->needling.count == 2 && schedule->needling.time[1] == 43200.0);
    cr_assert(schedule->climate.skin_temperature.value == 306.65);
    cr_assert(schedule->climate.humidity.value == 0.55);
    cr_assert_eq(schedule->climate.humidity.origin, ACI_ORIGIN_GIVEN);
    cr_assert_eq(schedule->climate.wind.origin, ACI_ORIGIN_ASSUMED);
    cr_assert(schedule->climate.wind.value == 0.165);
    cr_assert_eq(product->recipe.solvent_count, 2);
    cr_assert_str_eq(product->recipe.solvents[1]->name, "ethanol");
    cr_assert(product->recipe.fractions[1].value == 0.125);
    cr_assert(product->recipe.residue_density.value == 1300.0);
    cr_assert(product->vapour_pressure.value == 2.0 && product->solubility.value == 400.0);
    trial_drop(&t);
}

static void same_value(const aci_value *a, const aci_value *b)
{
    cr_assert(a->value == b->value &&
              (a->origin == ACI_ORIGIN_MISSING) == (b->origin == ACI_ORIGIN_MISSING));
}

static void same_schedule(const aci_schedule *a, const aci_schedule *b)
{
    cr_assert(a->exists == b->exists && a->removes == b->removes && a->dries == b->dries);
    cr_assert(a->apply_at == b->apply_at && a->remove_at == b->remove_at);
    cr_assert(a->removed_fraction == b->removed_fraction);
    cr_assert(a->reapply.count == b->reapply.count && a->needling.count == b->needling.count);
    for (int k = 0; k < a->reapply.count; k++) {
        cr_assert(a->reapply.time[k] == b->reapply.time[k]);
    }
    for (int k = 0; k < a->needling.count; k++) {
        cr_assert(a->needling.time[k] == b->needling.time[k]);
    }
    cr_assert_eq(a->window_count, b->window_count);
    for (int k = 0; k < a->window_count; k++) {
        cr_assert(a->occluded[k].from == b->occluded[k].from);
        cr_assert(a->occluded[k].to == b->occluded[k].to);
    }
    same_value(&a->climate.skin_temperature, &b->climate.skin_temperature);
    same_value(&a->climate.air_temperature, &b->climate.air_temperature);
    same_value(&a->climate.humidity, &b->climate.humidity);
    same_value(&a->climate.wind, &b->climate.wind);
}

static void same_recipe(const aci_product *a, const aci_product *b)
{
    cr_assert_eq(a->recipe.solvent_count, b->recipe.solvent_count);
    for (int i = 0; i < a->recipe.solvent_count; i++) {
        cr_assert_eq(a->recipe.solvents[i], b->recipe.solvents[i]);
        same_value(&a->recipe.fractions[i], &b->recipe.fractions[i]);
    }
    same_value(&a->recipe.residue_density, &b->recipe.residue_density);
    same_value(&a->vapour_pressure, &b->vapour_pressure);
    same_value(&a->solubility, &b->solubility);
    cr_assert(a->film == b->film);
}

static void goes_round(const char *const *settings)
{
    trial first, again;
    char *text = NULL;
    trial_read(serum, settings, &first);
    cr_assert_eq(aci_scenario_text(&first.scenario, &text), ACI_OK);
    trial_read(text, NULL, &again);
    same_schedule(&first.scenario.schedule, &again.scenario.schedule);
    same_recipe(&first.scenario.product, &again.scenario.product);
    free(text);
    trial_drop(&first);
    trial_drop(&again);
}

Test(schedule, reads_the_same_from_its_own_text)
{
    goes_round(NULL);
    goes_round(SETTINGS(FULL));
    goes_round(SETTINGS("schedule.drying={}"));
    goes_round(SETTINGS("schedule.drying=none", "product.solvents.water=70 %"));
    goes_round(SETTINGS("schedule={apply_at: 1 h, remove_at: 2 h, occluded: [1 h, 2 h]}",
                        "product.dose=infinite"));
    goes_round(SETTINGS("schedule.apply_at=0 min", "channels=none"));
}

static void says(const aci_scenario *scenario, const char *words)
{
    char *origins = NULL;
    cr_assert_eq(aci_scenario_origins(scenario, &origins), ACI_OK);
    cr_assert(strstr(origins, words) != NULL, "'%s' is not in\n%s", words, origins);
    free(origins);
}

/* What nobody gave is assumed and says so: a watery serum in a heated room, or no drying. */
Test(schedule, says_what_is_assumed)
{
    trial t;
    trial_read(serum, SETTINGS("schedule.drying={}"), &t);
    cr_assert(t.scenario.product.recipe.fractions[0].value == 0.9);
    cr_assert_eq(t.scenario.product.recipe.fractions[0].origin, ACI_ORIGIN_ASSUMED);
    says(&t.scenario, "assumed: a watery serum");
    says(&t.scenario, "assumed: the compound does not evaporate");
    says(&t.scenario, "schedule.drying.air_temperature ");
    aci_scenario_number numbers[ACI_SCENARIO_NUMBERS_MAX];
    cr_assert_eq(aci_scenario_numbers(&t.scenario, numbers), 7);
    trial_drop(&t);
    trial_read(serum, SETTINGS("schedule.apply_at=0 min"), &t);
    says(&t.scenario, "assumed: the product keeps its thickness");
    trial_drop(&t);
}

/* The default leaves room for a compound that is more than a tenth of the product. */
Test(schedule, assumed_water_leaves_room_for_the_compound)
{
    trial t;
    trial_read(serum, SETTINGS("schedule.drying={}", "product.concentration=300 kg/m3"), &t);
    assert_relative(t.scenario.product.recipe.fractions[0].value, 1.0 - 300.0 / 997.0, 1e-15);
    trial_drop(&t);
}

/* A dose in mass is that mass of the recipe, unless a density is given. */
Test(schedule, a_dose_in_mass_has_the_density_of_its_solvents)
{
    trial t;
    trial_read(serum, SETTINGS("product.dose=2 mg/cm2", "product.solvents.ethanol=90 %"), &t);
    double density = 1.0 / (0.9 / 785.0 + 0.1 / 1200.0);
    assert_relative(t.scenario.product.film, 0.02 / density, 1e-14);
    trial_drop(&t);
    trial_read(serum,
               SETTINGS("product.dose=2 mg/cm2", "product.solvents.ethanol=90 %",
                        "product.density=0.8 g/mL"),
               &t);
    assert_relative(t.scenario.product.film, 0.02 / 800.0, 1e-14);
    trial_drop(&t);
}

/* On at -10 min, covered for the first half hour, on again at 2 h; at 4 h four fifths are wiped off
 * before fresh product comes on. */
Test(schedule, makes_the_film_it_says)
{
    trial t;
    aci_film *film = NULL;
    trial_read(serum, SETTINGS(FULL), &t);
    cr_assert_eq(aci_scenario_film(&t.scenario, &film), ACI_OK, "%s", aci_status_message());
    cr_assert(aci_film_thickness_before(film, -600.0) == 0.0);
    assert_relative(aci_film_thickness(film, -600.0), 20e-6, 1e-12);
    cr_assert_lt(aci_film_thickness(film, 0.0), 20e-6);
    cr_assert(aci_film_thickness(film, 1800.0) == aci_film_thickness(film, 0.0));
    assert_relative(aci_film_thickness(film, 7200.0) - aci_film_thickness_before(film, 7200.0),
                    20e-6, 1e-12);
    assert_relative(aci_film_thickness(film, 14400.0),
                    0.2 * aci_film_thickness_before(film, 14400.0) + 20e-6, 1e-12);
    cr_assert_gt(aci_film_thickness(film, 86400.0), aci_film_residue(film, 86400.0));
    aci_film_destroy(&film);
    trial_drop(&t);
    trial_read(serum, NULL, &t);
    cr_assert_eq(aci_scenario_film(&t.scenario, &film), ACI_OK);
    cr_assert(aci_film_thickness(film, 86400.0) == aci_film_thickness(film, 0.0));
    aci_film_destroy(&film);
    trial_drop(&t);
}
