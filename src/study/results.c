/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/results.h"

#include <stdlib.h>
#include <string.h>

#include "acicula/transport/reaction.h"

aci_status aci_results_create_history(int times, int layers, aci_history *out)
{
    memset(out, 0, sizeof *out);
    out->times = times;
    out->layers = layers;
    size_t count = (size_t)times;
    out->time = calloc(count, sizeof(double));
    out->layer_amount = calloc(count * (size_t)layers, sizeof(double));
    out->layer_error = calloc((size_t)layers, sizeof(double));
    bool complete = out->time != NULL && out->layer_amount != NULL && out->layer_error != NULL;
    for (int n = 0; n < ACI_HISTORY_ROWS; ++n) {
        out->rows[n] = calloc(count, sizeof(double));
        complete = complete && out->rows[n] != NULL;
    }
    return complete ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory for %d report times", times);
}

static bool degrades(const aci_skin *skin)
{
    for (int n = 0; n < skin->layer_count; ++n) {
        if (aci_reaction_layer_of(&skin->layers[n]).rate_max > 0.0) {
            return true;
        }
    }
    return false;
}

bool aci_results_has_row(const aci_scenario *scenario, int row)
{
    const aci_schedule *schedule = &scenario->schedule;
    const aci_product *product = &scenario->product;
    switch (row) {
    case ACI_HISTORY_evaporated:
        return !product->infinite && schedule->dries && product->vapour_pressure.value > 0.0;
    case ACI_HISTORY_removed:
        return !product->infinite && schedule->removes;
    case ACI_HISTORY_degraded:
        return degrades(&scenario->skin);
    case ACI_HISTORY_follicle_amount:
    case ACI_HISTORY_follicle_delivery:
        return scenario->follicles.model != ACI_FOLLICLES_NONE;
    case ACI_HISTORY_receptor_concentration:
        return scenario->skin.below == ACI_BELOW_RECEPTOR;
    default:
        return true;
    }
}

double aci_results_receptor_share(const aci_scenario *scenario, const aci_history *history)
{
    double donor = scenario->product.concentration / scenario->product.partition.value;
    double largest = 0.0;
    for (int n = 0; n < history->times; ++n) {
        double now = history->rows[ACI_HISTORY_receptor_concentration][n];
        largest = now > largest ? now : largest;
    }
    return aci_results_has_row(scenario, ACI_HISTORY_receptor_concentration) ? largest / donor
                                                                             : 0.0;
}

void aci_results_destroy_history(aci_history *history)
{
    free(history->time);
    free(history->layer_amount);
    free(history->layer_error);
    for (int n = 0; n < ACI_HISTORY_ROWS; ++n) {
        free(history->rows[n]);
    }
    memset(history, 0, sizeof *history);
}

void aci_results_destroy(aci_results *results)
{
    aci_results_destroy_history(&results->history);
    aci_results_destroy_history(&results->control);
    aci_systemic_destroy(&results->systemic);
    aci_systemic_destroy(&results->systemic_control);
    aci_readouts_destroy(&results->readouts);
    aci_readouts_destroy(&results->readouts_control);
    if (results->puncture != NULL) {
        aci_puncture_destroy(results->puncture);
        free(results->puncture);
        results->puncture = NULL;
    }
}
