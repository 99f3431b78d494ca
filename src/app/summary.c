/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <math.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/study/run.h"
#include "closing.h"
#include "needles_json.h"
#include "summary_parts.h"
#include "values.h"

enum { LABEL = 30, NUMBER_SIZE = 32 };

/* Four digits say enough here, and powers of ten only where digits would be many; the file has all.
 */
static void format_number(double value, int digits, char text[NUMBER_SIZE])
{
    double size = fabs(value);
    bool is_plain = size >= pow(10.0, digits) - 0.5 && size < 1e7;
    snprintf(text, NUMBER_SIZE, is_plain ? "%.*f" : "%.*g", is_plain ? 0 : digits, value);
}

void aci_summary_format(double value, const char *unit, char text[ACI_SUMMARY_TEXT])
{
    char number[NUMBER_SIZE];
    double shown = value;
    if (aci_units_convert(value, unit, &shown) != ACI_OK) {
        shown = NAN;
    }
    bool is_pure = strcmp(unit, "1") == 0;
    format_number(shown, 4, number);
    snprintf(text, ACI_SUMMARY_TEXT, "%s%s%s", number, is_pure ? "" : " ", is_pure ? "" : unit);
}

void aci_summary_label(FILE *out, const char *label)
{
    fprintf(out, "  %-*s", LABEL, label);
}

void aci_summary_number(FILE *out, const char *label, double value, const char *unit, double error)
{
    char text[ACI_SUMMARY_TEXT];
    aci_summary_format(value, unit, text);
    aci_summary_label(out, label);
    fprintf(out, "%-20s numerical error %.2g %%\n", text, 100.0 * error);
}

static void print_endpoint(FILE *out, const aci_results *results, aci_endpoint endpoint,
                           const char *label, const char *unit)
{
    const aci_endpoint_value *value = &results->endpoints[endpoint];
    if (value->exists) {
        aci_summary_number(out, label, value->value, unit, value->numerical_error);
    }
}

/* A maximum at the very end is none: it says how long was simulated. */
static void print_time_of_largest(FILE *out, const aci_scenario *scenario,
                                  const aci_results *results)
{
    static const char label[] = "time of the largest flux";
    static const double steady = 0.99; /* part of the steady flux */
    const aci_endpoint_value *time = &results->endpoints[ACI_ENDPOINT_time_of_flux_max];
    double flux = results->endpoints[ACI_ENDPOINT_flux_max].value;
    if (!time->exists || time->value < scenario->duration * (1.0 - 1e-9)) {
        print_endpoint(out, results, ACI_ENDPOINT_time_of_flux_max, label, "h");
        return;
    }
    bool is_steady =
        results->history.has_steady_flux && flux >= steady * results->history.steady_flux;
    aci_summary_label(out, label);
    fprintf(out, "%s\n", is_steady ? "none: it has become steady" : "still rising at the end");
}

static double last(const aci_history *history, aci_history_row row)
{
    return history->rows[row][history->times - 1];
}

/* Round-off and what the solves leave are no result. */
static bool is_resolved(const aci_scenario *scenario, const aci_history *history)
{
    double applied = last(history, ACI_HISTORY_applied);
    return !(applied > 0.0) ||
           last(history, ACI_HISTORY_absorbed) >= aci_run_resolved(scenario) * applied;
}

static void print_absorbed(FILE *out, const aci_scenario *scenario, const char *label,
                           const aci_history *history)
{
    double absorbed = last(history, ACI_HISTORY_absorbed);
    if (!is_resolved(scenario, history)) {
        aci_summary_label(out, label);
        fprintf(out, "less than %.0e of what was applied: cannot be told from nothing\n",
                aci_run_resolved(scenario));
    } else {
        aci_summary_number(out, label, absorbed, "ug/cm2",
                           history->numerical_error[ACI_HISTORY_absorbed]);
    }
}

static void print_headline(FILE *out, const aci_scenario *scenario, const aci_results *results)
{
    const aci_history *history = &results->history;
    print_absorbed(out, scenario, "absorbed", history);
    if (results->control.times > 0) {
        print_absorbed(out, scenario, "absorbed, intact skin", &results->control);
    }
    print_endpoint(out, results, ACI_ENDPOINT_enhancement_ratio, "needled over intact", "1");
    print_endpoint(out, results, ACI_ENDPOINT_dermal_delivery, "in living skin or absorbed",
                   "ug/cm2");
    if (aci_results_has_row(scenario, ACI_HISTORY_follicle_delivery)) {
        aci_summary_number(out, "through follicles", last(history, ACI_HISTORY_follicle_delivery),
                           "ug/cm2", history->numerical_error[ACI_HISTORY_follicle_delivery]);
    }
    if (is_resolved(scenario, history)) {
        print_endpoint(out, results, ACI_ENDPOINT_fraction_of_dose, "absorbed part of the dose",
                       "%");
        print_endpoint(out, results, ACI_ENDPOINT_flux_max, "largest absorption flux", "ug/cm2/h");
        print_time_of_largest(out, scenario, results);
    }
    if (history->has_steady_flux) {
        aci_summary_number(out, "steady flux", history->steady_flux, "ug/cm2/h",
                           history->steady_flux_error);
    }
    print_endpoint(out, results, ACI_ENDPOINT_lag_time, "lag time", "h");
    print_endpoint(out, results, ACI_ENDPOINT_permeability, "permeability", "cm/h");
}

static void print_share(FILE *out, double amount, double applied, const char *where)
{
    static const double nothing =
        1e-12; /* of the applied amount: what a solver's rounding leaves */
    char text[ACI_SUMMARY_TEXT];
    amount = fabs(amount) > nothing * applied ? amount : 0.0;
    aci_summary_format(amount, "ug/cm2", text);
    fprintf(out, "  %9.4f %%  %-18s %s\n", 100.0 * amount / applied, text, where);
}

static void print_dose(FILE *out, const aci_scenario *scenario, const aci_history *history)
{
    char text[ACI_SUMMARY_TEXT], hours[ACI_SUMMARY_TEXT], where[ACI_NAME_SIZE + 16];
    double applied = last(history, ACI_HISTORY_applied);
    int end = history->times - 1;
    if (!(applied > 0.0)) {
        fprintf(out, "\nNothing has entered the skin.\n");
        return;
    }
    aci_summary_format(applied, "ug/cm2", text);
    aci_summary_format(history->time[end], "h", hours);
    fprintf(out, "\nWhere the %s that %s are after %s:\n", text,
            scenario->product.infinite ? "entered the skin" : "were applied", hours);
    if (!scenario->product.infinite) {
        print_share(out, last(history, ACI_HISTORY_vehicle), applied, "still in the product");
    }
    for (int layer = 0; layer < history->layers; layer++) {
        snprintf(where, sizeof where, "in %s", scenario->skin.layers[layer].name);
        print_share(out, history->layer_amount[end * history->layers + layer], applied, where);
    }
    if (scenario->channels.kind != ACI_CHANNELS_NONE) {
        print_share(out, last(history, ACI_HISTORY_channel_amount), applied, "in the channels");
    }
    if (aci_results_has_row(scenario, ACI_HISTORY_follicle_amount)) {
        print_share(out, last(history, ACI_HISTORY_follicle_amount), applied,
                    "in the hair follicles");
    }
    if (aci_results_has_row(scenario, ACI_HISTORY_removed)) {
        print_share(out, last(history, ACI_HISTORY_removed), applied, "wiped off");
    }
    if (aci_results_has_row(scenario, ACI_HISTORY_evaporated)) {
        print_share(out, last(history, ACI_HISTORY_evaporated), applied, "evaporated");
    }
    if (aci_results_has_row(scenario, ACI_HISTORY_degraded)) {
        print_share(out, last(history, ACI_HISTORY_degraded), applied, "broken down in the skin");
    }
    print_share(out, last(history, ACI_HISTORY_cleared), applied, "cleared by the blood");
    print_share(out, last(history, ACI_HISTORY_bottom), applied,
                scenario->skin.below == ACI_BELOW_SEALED     ? "out at the bottom, which is sealed"
                : scenario->skin.below == ACI_BELOW_RECEPTOR ? "in the receptor and its samples"
                                                             : "out at the bottom");
}

/* What the numbers of the whole treatment do not say of this run. */
static void print_cuts(FILE *out, const aci_scenario *scenario, const aci_puncture *p)
{
    if (p->through > 0) {
        fprintf(out,
                "Note: %.3g %% of the strikes went through the skin; their channels end at "
                "%.4g mm, with it.\n",
                100.0 * p->through / p->statistics.strikes,
                1e3 * aci_skin_thickness(&scenario->skin));
    }
    if (p->patch.exists) {
        fprintf(out,
                "The patch holds %d of the channels, %.4g per cm2; %d more were left out because "
                "they\noverlap deeper ones, %d moved in from the edge.\n",
                p->patch.count, 1e-4 * p->patch.count / (scenario->patch * scenario->patch),
                p->patch.window.dropped, p->patch.window.moved);
    }
}

/* What the device did, in three lines: the depths, and the calibration they rest on. */
static void print_needles(FILE *out, const aci_scenario *scenario, const aci_results *results)
{
    if (results->puncture == NULL) {
        return;
    }
    const aci_treatment_statistics *t = &results->puncture->statistics;
    fprintf(
        out,
        "\nThe needles made %.4g channels per cm2 of skin, %.3g %% of their strikes; tips %.4g um "
        "deep\nin the mean (5 %% to 95 %% of the punctured: %.4g to %.4g um), by a toughness "
        "factor of %.3g\n(`acicula insert` says more).\n",
        1e-4 * t->channel_density, t->strikes > 0 ? 100.0 * t->channels / t->strikes : 0.0,
        1e6 * t->depth_mean, 1e6 * t->depth_quantiles[0], 1e6 * t->depth_quantiles[4],
        scenario->skin.mechanics.toughness_factor.value);
    print_cuts(out, scenario, results->puncture);
    const char *weakness = aci_needles_json_weakness(results->puncture);
    if (weakness != NULL) {
        fprintf(out,
                "Note: the mean needle %s before it is as deep as computed: safety %.3g against\n"
                "buckling, %.3g of its strength.\n",
                weakness, results->puncture->mean.buckling_safety,
                results->puncture->mean.strength_safety);
    }
}

void aci_summary_print(FILE *out, const aci_scenario *scenario, const aci_results *results,
                       const char *path)
{
    char hours[ACI_SUMMARY_TEXT], seconds[NUMBER_SIZE];
    const aci_history *history = &results->history;
    const aci_run_cost *cost = &results->cost;
    if (scenario->title[0] != '\0') {
        fprintf(out, "%s\n", scenario->title);
    }
    aci_summary_format(history->time[history->times - 1], "h", hours);
    fprintf(out, "Per treated area, after %s:\n", hours);
    print_headline(out, scenario, results);
    print_dose(out, scenario, history);
    fprintf(out, "  not accounted for: %.1g of it at most (mass residual)\n",
            aci_summary_largest_residual(history));
    aci_summary_print_receptor(out, scenario, results);
    aci_summary_print_targets(out, scenario, results);
    aci_summary_print_body(out, scenario, results);
    print_needles(out, scenario, results);
    if (scenario->channels.closure.law != ACI_CLOSURE_NONE) {
        fprintf(out, "\n");
        aci_closing_print(out, scenario, "");
    }
    fprintf(out, "\nWhat the numbers rest on (`acicula check` and /provenance/values have the "
                 "sources):\n");
    aci_values_print(out, scenario, "");
    fprintf(out, "The errors above are those of the computation alone: what the parameters and the "
                 "model add is\nnot included, and is usually larger.\n");
    aci_summary_print_miss(out, scenario, results);
    format_number(cost->wall_seconds, 2, seconds);
    fprintf(out, "\nResult: %s (%ld cells, %ld time steps, %s s)\n", path, cost->cells,
            cost->time_steps, seconds);
}
