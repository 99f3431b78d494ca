/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the film of a product is made of, and the film of a scenario. */
#include <math.h>
#include <stdlib.h>

#include "scenario_parts.h"

static const aci_value water_usual = {0.9, ACI_ORIGIN_ASSUMED, 'L',
                                      "a watery serum; product.solvents not given"};
static const aci_value residue_usual = {
    1200.0, ACI_ORIGIN_ASSUMED, 'L', "between polymers and oils (about 1) and glycerol and sugars"};
static const aci_value pressure_usual = {0.0, ACI_ORIGIN_ASSUMED, 'M',
                                         "the compound does not evaporate"};

static const double mixing_error = 0.01; /* of the product's mass */

static void read_solvents(aci_scenario_reader *reader, const aci_node *list)
{
    aci_film_recipe *recipe = &reader->out->product.recipe;
    for (int i = 0; i < aci_solvents_count(); i++) {
        const aci_solvent *solvent = aci_solvents_at(i);
        const aci_node *node = aci_parameters_value(list, solvent->name);
        if (node != NULL && node->number > 0.0 && recipe->solvent_count < ACI_FILM_SOLVENTS_MAX) {
            recipe->solvents[recipe->solvent_count] = solvent;
            aci_scenario_give(list, solvent->name, &recipe->fractions[recipe->solvent_count++]);
        }
    }
}

/* Room for the compound stays: 90 % of water, or what the compound leaves. */
void aci_scenario_complete_recipe(aci_scenario_reader *reader)
{
    aci_film_recipe *recipe = &reader->out->product.recipe;
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_solvent *water = aci_solvents_find("water");
    double left = 1.0 - reader->out->product.concentration / water->density.value;
    if (recipe->solvent_count == 0 && aci_config_child(product, "solvents") == NULL && left > 0.0) {
        recipe->solvents[0] = water;
        recipe->fractions[0] = water_usual;
        recipe->fractions[0].value = fmin(water_usual.value, left);
        recipe->solvent_count = 1;
    }
}

/* Solvents and compound are at most the whole product, but for the error of ideal volumes. */
static void check_room(aci_scenario_reader *reader, const aci_node *list)
{
    const aci_product *out = &reader->out->product;
    double share = out->concentration / aci_film_density(&out->recipe), rest = 1.0;
    for (int i = 0; i < out->recipe.solvent_count; i++) {
        rest -= out->recipe.fractions[i].value;
    }
    if (rest > 0.0 && share > rest + mixing_error) {
        aci_config_fault(reader->config, list,
                         "%.3g %% in all leave no room for the compound, which is %.3g %% of the "
                         "product's mass",
                         100.0 * (1.0 - rest), 100.0 * share);
    }
}

void aci_scenario_read_recipe(aci_scenario_reader *reader)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_node *list = aci_parameters_value(product, "solvents");
    aci_product *out = &reader->out->product;
    out->recipe.residue_density = residue_usual;
    out->vapour_pressure = pressure_usual;
    aci_scenario_give(product, "residue_density", &out->recipe.residue_density);
    aci_scenario_give(product, "vapour_pressure", &out->vapour_pressure);
    out->molar_mass = reader->compound.molar_mass;
    read_solvents(reader, list);
    if (list != NULL) {
        check_room(reader, list);
    }
    if (aci_film_check(&out->recipe) != ACI_OK) {
        aci_scenario_refuse(reader, aci_status_message());
    }
}

/* What evaporates goes by its concentration over its solubility, and by its molar mass. */
void aci_scenario_check_volatility(aci_scenario_reader *reader)
{
    const aci_node *product = aci_config_child(reader->root, "product");
    const aci_product *out = &reader->out->product;
    if (out->vapour_pressure.value > 0.0 && out->solubility.origin == ACI_ORIGIN_MISSING &&
        aci_config_child(product, "solubility") == NULL) {
        aci_config_fault_missing(reader->config, product, "solubility",
                                 "missing, expected one such as 5 kg/m3: a compound with a "
                                 "vapour_pressure evaporates by its concentration over it");
    }
    if (out->vapour_pressure.value > 0.0 && out->molar_mass.origin == ACI_ORIGIN_MISSING &&
        !reader->compound_is_faulty) {
        aci_config_fault_missing(reader->config, product, "compound",
                                 "missing, expected a name or {molar_mass: 150 g/mol}: what "
                                 "evaporates goes by its molar mass");
    }
}

static int compare_events(const void *a, const void *b)
{
    const aci_film_event *left = a, *right = b;
    if (left->time != right->time) {
        return left->time < right->time ? -1 : 1;
    }
    return (left->removed < right->removed) - (left->removed > right->removed);
}

aci_status aci_scenario_film(const aci_scenario *scenario, aci_film **out)
{
    const aci_schedule *schedule = &scenario->schedule;
    const aci_product *product = &scenario->product;
    int count = 0;
    *out = NULL;
    aci_film_event *events = calloc((size_t)schedule->reapply.count + 2, sizeof *events);
    if (events == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the product's film");
    }
    events[count++] = (aci_film_event){schedule->apply_at, product->film, 0.0};
    for (int k = 0; k < schedule->reapply.count; k++) {
        events[count++] = (aci_film_event){schedule->reapply.time[k], product->film, 0.0};
    }
    if (schedule->removes) { /* at the same time wiping comes before fresh product */
        events[count++] = (aci_film_event){schedule->remove_at, 0.0, schedule->removed_fraction};
    }
    qsort(events, (size_t)count, sizeof *events, compare_events);
    const aci_film_history history = {.events = events,
                                      .event_count = count,
                                      .occluded = schedule->occluded,
                                      .window_count = schedule->window_count,
                                      .end = scenario->duration};
    aci_status status = aci_film_create(&product->recipe,
                                        schedule->dries ? &schedule->climate : NULL, &history, out);
    free(events);
    return status;
}
