/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a config's text that belong to the product's film and to the schedule. */
#include <string.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 192, NUMBERS = ACI_FILM_SOLVENTS_MAX + 7 };

static const char drying_none[] = "assumed: the product keeps its thickness";

/// A number of the film, its unit for people beside the SI one of the entry.
typedef struct film_number {
    aci_scenario_number entry;
    const char *shown;
} film_number;

/* The numbers of the film that the run uses. */
static int film_numbers(const aci_scenario *scenario, film_number list[NUMBERS])
{
    const aci_product *product = &scenario->product;
    const aci_climate *climate = &scenario->schedule.climate;
    const aci_film_recipe *recipe = &product->recipe;
    int count = 0;
    for (int i = 0; i < recipe->solvent_count; i++) {
        list[count++] = (film_number){
            {false, "product.solvents", recipe->solvents[i]->name, "1", &recipe->fractions[i]},
            "%"};
    }
    const film_number rest[] = {
        {{false, "product", "residue_density", "kg/m3", &recipe->residue_density}, "g/mL"},
        {{false, "product", "vapour_pressure", "Pa", &product->vapour_pressure}, "Pa"},
        {{false, "schedule.drying", "skin_temperature", "K", &climate->skin_temperature}, "degC"},
        {{false, "schedule.drying", "air_temperature", "K", &climate->air_temperature}, "degC"},
        {{false, "schedule.drying", "humidity", "1", &climate->humidity}, "%"},
        {{false, "schedule.drying", "wind", "m/s", &climate->wind}, "m/s"},
    };
    for (size_t k = 0; k < sizeof rest / sizeof rest[0]; k++) {
        const aci_value *value = rest[k].entry.value;
        bool is_given = value->origin == ACI_ORIGIN_GIVEN;
        if (value->origin != ACI_ORIGIN_MISSING && (is_given || scenario->schedule.dries)) {
            list[count++] = rest[k];
        }
    }
    return count;
}

int aci_scenario_film_numbers(const aci_scenario *scenario, aci_scenario_number *list)
{
    film_number numbers[NUMBERS];
    int count = film_numbers(scenario, numbers);
    for (int i = 0; i < count; i++) {
        list[i] = numbers[i].entry;
    }
    return count;
}

void aci_scenario_list_film(aci_writer *to, const aci_scenario *scenario)
{
    film_number numbers[NUMBERS];
    int count = film_numbers(scenario, numbers);
    for (int i = 0; i < count; i++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "%s.%s", numbers[i].entry.group, numbers[i].entry.name);
        aci_writer_list(to, key, numbers[i].entry.value, numbers[i].shown);
    }
    if (scenario->schedule.exists && !scenario->schedule.dries && !scenario->product.infinite) {
        aci_writer_line(to, "schedule.drying", "none", drying_none);
    }
}

static void write_group(aci_writer *to, const aci_scenario *scenario, const char *group, int indent)
{
    film_number numbers[NUMBERS];
    int count = film_numbers(scenario, numbers);
    for (int i = 0; i < count; i++) {
        if (strcmp(numbers[i].entry.group, group) == 0) {
            aci_writer_value(to, indent, numbers[i].entry.name, numbers[i].entry.value,
                             numbers[i].shown);
        }
    }
}

void aci_scenario_write_film(aci_writer *to, const aci_scenario *scenario)
{
    if (scenario->product.recipe.solvent_count > 0) {
        fprintf(to->out, "  solvents:\n");
        write_group(to, scenario, "product.solvents", 4);
    }
    write_group(to, scenario, "product", 2);
}

static void write_windows(aci_writer *to, const aci_schedule *schedule)
{
    if (schedule->window_count == 0) {
        return;
    }
    fprintf(to->out, "  occluded: [");
    for (int k = 0; k < schedule->window_count; k++) {
        fprintf(to->out, k == 0 ? "" : ", ");
        aci_writer_quantity(to, schedule->occluded[k].from, "h");
        fprintf(to->out, ", ");
        aci_writer_quantity(to, schedule->occluded[k].to, "h");
    }
    fprintf(to->out, "]\n");
}

static void write_drying(aci_writer *to, const aci_scenario *scenario)
{
    if (scenario->product.infinite) {
        return;
    }
    if (!scenario->schedule.dries) {
        fprintf(to->out, "  drying: none  # %s\n", drying_none);
        return;
    }
    fprintf(to->out, "  drying:\n");
    write_group(to, scenario, "schedule.drying", 4);
}

void aci_scenario_write_schedule(aci_writer *to, const aci_scenario *scenario)
{
    const aci_schedule *schedule = &scenario->schedule;
    if (!schedule->exists) {
        return;
    }
    fprintf(to->out, "schedule:\n");
    aci_writer_key(to, 2, "apply_at", schedule->apply_at, "min");
    if (schedule->removes) {
        aci_writer_key(to, 2, "remove_at", schedule->remove_at, "h");
    }
    if (schedule->removes && !scenario->product.infinite) {
        aci_writer_key(to, 2, "removed_fraction", schedule->removed_fraction, "%");
    }
    if (schedule->reapply.count > 0) {
        aci_writer_times(to, "reapply", &schedule->reapply);
    }
    write_windows(to, schedule);
    if (scenario->channels.kind != ACI_CHANNELS_NONE) {
        aci_writer_times(to, "needling", &schedule->needling);
    }
    write_drying(to, scenario);
}
