/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a run is from what was asked for, and what would help. */
#include <math.h>
#include <string.h>

#include "summary_parts.h"

enum { QUANTITY = ACI_NAME_SIZE + 32 };

static const double largest_accuracy = 0.1; /* that may be asked for */

static const char *const row_names[ACI_HISTORY_ROWS] = {
#define NAME(name, units, text) #name,
    ACI_HISTORY_LIST(NAME)
#undef NAME
};

double aci_summary_largest_residual(const aci_history *history)
{
    double largest = 0.0;
    for (int i = 0; i < history->times; i++) {
        largest = fmax(largest, fabs(history->rows[ACI_HISTORY_mass_residual][i]));
    }
    return largest;
}

const char *aci_summary_row_name(int row)
{
    return row_names[row];
}

/* As the file calls it. */
static void name_quantity(const aci_scenario *scenario, const aci_shortfall *worst,
                          char text[QUANTITY])
{
    if (worst->row == ACI_SHORTFALL_LAYER) {
        snprintf(text, QUANTITY, "layer_amount of %s", scenario->skin.layers[worst->layer].name);
    } else {
        snprintf(text, QUANTITY, "%s",
                 worst->row == ACI_SHORTFALL_STEADY_FLUX ? "steady_flux" : row_names[worst->row]);
    }
}

/* The least simulation.accuracy that these estimates meet, to one digit, never below it. */
static double reached_accuracy(const aci_scenario *scenario, const aci_shortfall *worst)
{
    double least = scenario->accuracy * worst->error / worst->allowed;
    double unit = pow(10.0, floor(log10(least)));
    return unit * ceil(least / unit * (1.0 - 1e-9));
}

static void print_advice(FILE *out, const aci_scenario *scenario, const aci_shortfall *worst)
{
    double reached = reached_accuracy(scenario, worst);
    if (scenario->cells[2] > 0) {
        fprintf(out,
                "      More simulation.cells make it smaller; without any the run chooses them "
                "by the accuracy.\n");
    } else if (reached <= largest_accuracy) {
        fprintf(out,
                "      A run does not try more cells than these; simulation.accuracy %g is met.\n",
                reached);
    }
}

void aci_summary_print_miss(FILE *out, const aci_scenario *scenario, const aci_results *results)
{
    const aci_shortfall *worst = &results->worst;
    char quantity[QUANTITY], hours[ACI_SUMMARY_TEXT];
    if (results->accuracy_reached) {
        return;
    }
    name_quantity(scenario, worst, quantity);
    aci_summary_format(worst->time, "h", hours);
    fprintf(
        out,
        "Note: simulation.accuracy %g was not reached; the numerical errors above are what they "
        "are.\n      The worst is that of %s%s%s%s: %.2g %%, allowed is %.2g %%.\n",
        scenario->accuracy, quantity, worst->is_control ? " on intact skin" : "",
        worst->time > 0.0 ? " at " : "", worst->time > 0.0 ? hours : "", 100.0 * worst->error,
        100.0 * worst->allowed);
    print_advice(out, scenario, worst);
}

void aci_summary_write_miss(aci_json *json, const aci_scenario *scenario,
                            const aci_results *results)
{
    const aci_shortfall *worst = &results->worst;
    char quantity[QUANTITY];
    if (results->accuracy_reached) {
        return;
    }
    name_quantity(scenario, worst, quantity);
    aci_json_open(json, "accuracy_missed");
    aci_json_text(json, "quantity", quantity);
    aci_json_boolean(json, "intact_skin", worst->is_control);
    if (worst->time > 0.0) {
        aci_json_number(json, "time", worst->time);
    }
    aci_json_number(json, "numerical_error", worst->error);
    aci_json_number(json, "allowed", worst->allowed);
    aci_json_close(json);
}
