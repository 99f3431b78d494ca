/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a run as JSON, in SI. */
#include "closing.h"
#include "needles_json.h"
#include "summary_parts.h"
#include "values.h"

static const char *const endpoint_names[ACI_ENDPOINTS] = {
#define NAME(name, units, text) #name,
    ACI_ENDPOINT_LIST(NAME)
#undef NAME
};

/* The last row of a history, or (`is_error`) the numerical errors in the same shape. */
static void write_history(aci_json *json, const char *key, const aci_scenario *scenario,
                          const aci_history *history, bool is_error)
{
    int end = history->times - 1;
    aci_json_open(json, key);
    if (!is_error) {
        aci_json_number(json, "time", history->time[end]);
    }
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        if (aci_results_has_row(scenario, row)) {
            aci_json_number(json, aci_summary_row_name(row),
                            is_error ? history->numerical_error[row] : history->rows[row][end]);
        }
    }
    aci_json_open(json, "layer_amount");
    for (int layer = 0; layer < history->layers; layer++) {
        aci_json_number(json, scenario->skin.layers[layer].name,
                        is_error ? history->layer_error[layer]
                                 : history->layer_amount[end * history->layers + layer]);
    }
    aci_json_close(json);
    if (history->has_steady_flux) {
        aci_json_number(json, "steady_flux",
                        is_error ? history->steady_flux_error : history->steady_flux);
    }
    aci_json_close(json);
}

static void write_endpoints(aci_json *json, const aci_results *results, bool is_error)
{
    aci_json_open(json, "endpoints");
    for (int i = 0; i < ACI_ENDPOINTS; i++) {
        const aci_endpoint_value *value = &results->endpoints[i];
        if (value->exists) {
            aci_json_number(json, endpoint_names[i],
                            is_error ? value->numerical_error : value->value);
        }
    }
    aci_json_close(json);
}

static void write_numbers(aci_json *json, const aci_scenario *scenario, const aci_results *results,
                          bool is_error)
{
    write_endpoints(json, results, is_error);
    write_history(json, "history", scenario, &results->history, is_error);
    if (results->control.times > 0) {
        write_history(json, "control", scenario, &results->control, is_error);
    }
    aci_summary_write_targets(json, scenario, results, is_error);
    aci_summary_write_body(json, scenario, results, is_error);
}

static void write_needles(aci_json *json, const aci_scenario *scenario, const aci_results *results)
{
    if (results->puncture == NULL) {
        return;
    }
    const aci_treatment_statistics *t = &results->puncture->statistics;
    aci_json_open(json, "needles");
    aci_json_number(json, "depth", t->depth_mean);
    aci_json_number(json, "punctured_fraction", t->punctured_fraction);
    aci_json_number(json, "through_fraction", (double)results->puncture->through / t->strikes);
    aci_json_number(json, "strike_density", t->strike_density);
    aci_json_number(json, "channel_density", t->channel_density);
    aci_json_number(json, "open_area_fraction", t->open_area_fraction);
    aci_json_number(json, "toughness_factor", scenario->skin.mechanics.toughness_factor.value);
    aci_json_close(json);
}

static void write_cost(aci_json *json, const aci_run_cost *cost)
{
    aci_json_open(json, "cost");
    aci_json_integer(json, "cells", cost->cells);
    aci_json_integer(json, "time_steps", cost->time_steps);
    aci_json_integer(json, "solves", cost->solves);
    aci_json_integer(json, "iterations", cost->iterations);
    aci_json_number(json, "wall_seconds", cost->wall_seconds);
    aci_json_text(json, "propagator", cost->propagator != NULL ? cost->propagator : "");
    aci_json_close(json);
}

void aci_summary_json(FILE *out, const aci_scenario *scenario, const aci_results *results,
                      const char *path)
{
    aci_json json = {.out = out};
    aci_json_open(&json, NULL);
    aci_json_text(&json, "file", path);
    aci_json_text(&json, "title", scenario->title);
    write_numbers(&json, scenario, results, false);
    aci_json_open(&json, "numerical_error");
    write_numbers(&json, scenario, results, true);
    aci_json_close(&json);
    aci_json_text(&json, "not_included", "the uncertainty of the parameters and of the model");
    aci_json_number(&json, "accuracy_requested", scenario->accuracy);
    aci_json_boolean(&json, "accuracy_reached", results->accuracy_reached);
    aci_summary_write_miss(&json, scenario, results);
    aci_json_number(&json, "largest_mass_residual",
                    aci_summary_largest_residual(&results->history));
    aci_summary_write_receptor(&json, scenario, results);
    write_needles(&json, scenario, results);
    aci_closing_json(&json, scenario);
    aci_values_json(&json, scenario);
    write_cost(&json, &results->cost);
    aci_json_close(&json);
}
