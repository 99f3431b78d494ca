/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receptor, and what is read out of the tissue, in the summary of a run. */
#include <string.h>

#include "summary_parts.h"

enum { KEY = 96 };

static const char *const region_names[ACI_REGION_ROWS] = {
#define NAME(name, units, text) #name,
    ACI_REGION_LIST(NAME)
#undef NAME
};

static const char *const endpoint_names[ACI_REGION_ENDPOINTS] = {
#define NAME(name, units, text) #name,
    ACI_REGION_ENDPOINT_LIST(NAME)
#undef NAME
};

static const char *const uniformity_names[ACI_UNIFORMITY_ROWS] = {
#define NAME(name, units, text) #name,
    ACI_UNIFORMITY_LIST(NAME)
#undef NAME
};

void aci_summary_print_receptor(FILE *out, const aci_scenario *scenario, const aci_results *results)
{
    const aci_history *h = &results->history;
    const int row = ACI_HISTORY_receptor_concentration;
    char donor[ACI_SUMMARY_TEXT];
    if (!aci_results_has_row(scenario, row)) {
        return;
    }
    double last = h->rows[row][h->times - 1];
    double share = aci_results_receptor_share(scenario, h);
    aci_summary_format(scenario->product.concentration / scenario->product.partition.value, "mg/mL",
                       donor);
    fprintf(out, "\nThe receptor:\n");
    aci_summary_number(out, "concentration at the end", last, last < 1e-3 ? "ug/mL" : "mg/mL",
                       h->numerical_error[row]);
    aci_summary_label(out, "at most, of the donor");
    fprintf(out, "%.3g %% (of %s as it was put on, partition included)\n", 100.0 * share, donor);
    if (share > ACI_RESULTS_SINK_SHARE) {
        fprintf(out,
                "Warning: that is more than %.0f %%, no sink any more: the receptor held back what "
                "was absorbed.\nA larger receptor.volume, or samples, would keep it a sink.\n",
                100.0 * ACI_RESULTS_SINK_SHARE);
    }
}

void aci_summary_write_receptor(aci_json *json, const aci_scenario *scenario,
                                const aci_results *results)
{
    if (aci_results_has_row(scenario, ACI_HISTORY_receptor_concentration)) {
        double share = aci_results_receptor_share(scenario, &results->history);
        aci_json_number(json, "receptor_over_donor", share);
        aci_json_boolean(json, "sink_condition", share <= ACI_RESULTS_SINK_SHARE);
    }
}

static void print_endpoint(FILE *out, const aci_readouts *r, int endpoint, int region,
                           const char *label, const char *unit)
{
    const aci_series *s = &r->endpoints[endpoint];
    aci_summary_number(out, label, s->values[region], unit, s->errors[region]);
}

static const char *concentration_unit(double value)
{
    return value < 1e-3 ? "ug/mL" : "mg/mL";
}

/* A largest value at the very end says how long was simulated. */
static void print_time(FILE *out, const aci_scenario *scenario, const aci_readouts *r, int region)
{
    const int endpoint = ACI_REGION_ENDPOINT_time_of_mean_concentration_max;
    if (r->endpoints[endpoint].values[region] < scenario->duration * (1.0 - 1e-9)) {
        print_endpoint(out, r, endpoint, region, "reached after", "h");
        return;
    }
    aci_summary_label(out, "reached after");
    fprintf(out, "still rising at the end\n");
}

static void print_region(FILE *out, const aci_scenario *scenario, const aci_results *results, int k)
{
    const aci_region *region = &scenario->targets.regions[k];
    const aci_readouts *r = &results->readouts;
    const int largest = ACI_REGION_ENDPOINT_mean_concentration_max;
    char level[ACI_SUMMARY_TEXT], label[ACI_SUMMARY_TEXT + 32];
    fprintf(out, "\n%s, %.4g to %.4g um deep%s:\n", region->name, 1e6 * region->from.value,
            1e6 * region->to.value, region->from.origin == ACI_ORIGIN_ASSUMED ? " (assumed)" : "");
    print_endpoint(out, r, largest, k, "largest mean concentration",
                   concentration_unit(r->endpoints[largest].values[k]));
    print_time(out, scenario, r, k);
    if (results->readouts_control.times > 0) {
        const aci_series *control = &results->readouts_control.endpoints[largest];
        aci_summary_number(out, "the same in intact skin", control->values[k],
                           concentration_unit(control->values[k]), control->errors[k]);
    }
    print_endpoint(out, r, ACI_REGION_ENDPOINT_mean_area_under_curve, k, "area under its curve",
                   "mg h/mL");
    if (region->threshold > 0.0) {
        aci_summary_format(region->threshold, concentration_unit(region->threshold), level);
        snprintf(label, sizeof label, "above %s for", level);
        print_endpoint(out, r, ACI_REGION_ENDPOINT_time_above_threshold, k, label, "h");
    }
}

static double last_of(const aci_series *s, int column)
{
    return s->values[(s->times - 1) * s->columns + column];
}

static void print_planes(FILE *out, const aci_scenario *scenario, const aci_readouts *r)
{
    const aci_targets *t = &scenario->targets;
    if (t->plane_count > 0) {
        fprintf(out, "\nAcross the skin, at the end:\n");
    }
    for (int k = 0; k < t->plane_count; k++) {
        fprintf(out, "  at %.4g um: variation %.3g %%, Gini %.3g", 1e6 * t->plane[k],
                100.0 * last_of(&r->uniformity[ACI_UNIFORMITY_variation], k),
                last_of(&r->uniformity[ACI_UNIFORMITY_gini], k));
        if (t->plane_threshold[k] > 0.0) {
            fprintf(out, ", %.3g %% of the area above %.4g mg/mL",
                    100.0 * last_of(&r->uniformity[ACI_UNIFORMITY_area_above], k),
                    t->plane_threshold[k]);
        }
        if (aci_readouts_overlap(scenario)) {
            fprintf(out, ", overlap %.3g", last_of(&r->uniformity[ACI_UNIFORMITY_overlap], k));
        }
        fprintf(out, "\n");
    }
}

static void print_strips(FILE *out, const aci_scenario *scenario, const aci_readouts *r)
{
    char first[ACI_SUMMARY_TEXT], last[ACI_SUMMARY_TEXT];
    int count = scenario->targets.strips;
    if (count == 0) {
        return;
    }
    aci_summary_format(last_of(&r->strips, 0), "ug/cm2", first);
    aci_summary_format(last_of(&r->strips, count - 1), "ug/cm2", last);
    fprintf(out, "\nOf %d tape strips, at the end the first holds %s, the last %s.\n", count, first,
            last);
}

void aci_summary_print_targets(FILE *out, const aci_scenario *scenario, const aci_results *results)
{
    for (int k = 0; k < scenario->targets.region_count; k++) {
        print_region(out, scenario, results, k);
    }
    print_planes(out, scenario, &results->readouts);
    print_strips(out, scenario, &results->readouts);
}

static void write_region(aci_json *json, const aci_region *region, const aci_results *results,
                         int k, bool is_error)
{
    const aci_readouts *r = &results->readouts, *control = &results->readouts_control;
    const aci_series *largest = &control->endpoints[ACI_REGION_ENDPOINT_mean_concentration_max];
    aci_json_open(json, region->name);
    if (!is_error) {
        aci_json_number(json, "region_top", region->from.value);
        aci_json_number(json, "region_bottom", region->to.value);
    }
    for (int row = 0; row < ACI_REGION_ROWS; row++) {
        if (row != ACI_REGION_share_above || region->threshold > 0.0) {
            aci_json_number(json, region_names[row],
                            is_error ? r->regions[row].errors[k] : last_of(&r->regions[row], k));
        }
    }
    for (int row = 0; row < ACI_REGION_ENDPOINTS; row++) {
        const aci_series *s = &r->endpoints[row];
        if (row != ACI_REGION_ENDPOINT_time_above_threshold || region->threshold > 0.0) {
            aci_json_number(json, endpoint_names[row], is_error ? s->errors[k] : s->values[k]);
        }
    }
    if (largest->times > 0) {
        aci_json_number(json, "control_mean_concentration_max",
                        is_error ? largest->errors[k] : largest->values[k]);
    }
    aci_json_close(json);
}

static void write_strips(aci_json *json, const aci_readouts *r, bool is_error)
{
    char key[KEY];
    aci_json_open(json, "strips");
    for (int k = 0; k < r->strips.columns; k++) {
        snprintf(key, sizeof key, "%d", k + 1);
        aci_json_number(json, key, is_error ? r->strips.errors[k] : last_of(&r->strips, k));
    }
    aci_json_close(json);
}

static void write_planes(aci_json *json, const aci_scenario *scenario, const aci_readouts *r,
                         bool is_error)
{
    const aci_targets *t = &scenario->targets;
    char key[KEY];
    aci_json_open(json, "uniformity");
    for (int k = 0; k < t->plane_count; k++) {
        snprintf(key, sizeof key, "%.6g um", 1e6 * t->plane[k]);
        aci_json_open(json, key);
        for (int row = 0; row < ACI_UNIFORMITY_ROWS; row++) {
            bool exists = row == ACI_UNIFORMITY_area_above ? t->plane_threshold[k] > 0.0
                          : row == ACI_UNIFORMITY_overlap  ? aci_readouts_overlap(scenario)
                                                           : true;
            const aci_series *s = &r->uniformity[row];
            if (exists) {
                aci_json_number(json, uniformity_names[row],
                                is_error ? s->errors[k] : last_of(s, k));
            }
        }
        aci_json_close(json);
    }
    aci_json_close(json);
}

void aci_summary_write_targets(aci_json *json, const aci_scenario *scenario,
                               const aci_results *results, bool is_error)
{
    const aci_targets *t = &scenario->targets;
    if (t->region_count > 0) {
        aci_json_open(json, "regions");
        for (int k = 0; k < t->region_count; k++) {
            write_region(json, &t->regions[k], results, k, is_error);
        }
        aci_json_close(json);
    }
    if (t->strips > 0) {
        write_strips(json, &results->readouts, is_error);
    }
    if (t->plane_count > 0) {
        write_planes(json, scenario, &results->readouts, is_error);
    }
}
