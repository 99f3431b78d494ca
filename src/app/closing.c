/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closing.h"

#include <math.h>
#include <string.h>

static const char *const words[ACI_CLOSURE_METHODS] = {
    [ACI_CLOSURE_IMPEDANCE] = "impedance",
    [ACI_CLOSURE_WATER_LOSS] = "water loss",
    [ACI_CLOSURE_DYE] = "dye",
    [ACI_CLOSURE_OWN] = "your own method",
};

/* Methods with a threshold, the chosen one first; returns their number. */
static int list_methods(const aci_closing *closing, int list[ACI_CLOSURE_METHODS])
{
    int count = 0;
    if (closing->detection >= 0) {
        list[count++] = closing->detection;
    }
    for (int k = 0; k < ACI_CLOSURE_METHODS; k++) {
        if (k != closing->detection && closing->threshold[k].origin != ACI_ORIGIN_MISSING) {
            list[count++] = k;
        }
    }
    return count;
}

static const char *law_name(aci_closure_law law)
{
    return law == ACI_CLOSURE_TWO_PHASE ? "two_phase" : "exponential";
}

static void print_method(FILE *out, const aci_scenario *scenario, int method)
{
    const aci_value *threshold = &scenario->closing.threshold[method];
    double opened = aci_scenario_opened(scenario, INFINITY);
    double time = aci_closure_time(scenario->channels.closure, opened, threshold->value);
    char after[32] = "never";
    if (isfinite(time)) {
        snprintf(after, sizeof after, "after %.3g h", time / 3600.0);
    }
    fprintf(out, "  closed to %-20s%-20sA/A0 below %.3g (%s)\n", words[method], after,
            threshold->value, aci_skin_origin_name(threshold->origin));
}

static bool is_from_library(const aci_value *value)
{
    return value->origin != ACI_ORIGIN_MISSING && value->origin != ACI_ORIGIN_GIVEN;
}

/* "two_phase, dry, as for needles of 500 um" where a time constant is the library's. */
static void print_law(FILE *out, const aci_scenario *scenario)
{
    const aci_closing *closing = &scenario->closing;
    const aci_closure_numbers *n = &closing->numbers;
    fprintf(out, "%s", law_name(scenario->channels.closure.law));
    if (scenario->channels.closure.law != ACI_CLOSURE_TWO_PHASE) {
        return;
    }
    fprintf(out, ", %s", aci_scenario_closing_state(closing));
    if (is_from_library(&n->fast_time_constant) || is_from_library(&n->slow_time_constant)) {
        bool is_known = closing->needle_length > 0.0;
        fprintf(out, ", %s needles of %.4g um", is_known ? "by" : "as for",
                1e6 * (is_known ? closing->needle_length : ACI_CLOSURE_LENGTH));
    }
}

void aci_closing_print(FILE *out, const aci_scenario *scenario, const char *margin)
{
    int list[ACI_CLOSURE_METHODS], count = list_methods(&scenario->closing, list);
    double opened = aci_scenario_opened(scenario, INFINITY);
    if (scenario->channels.closure.law == ACI_CLOSURE_NONE) {
        return;
    }
    fprintf(out, "%sWhen channels count as closed, by method (", margin);
    print_law(out, scenario);
    if (opened > 0.0) {
        fprintf(out, ", from the last session at %.4g h", opened / 3600.0);
    }
    fprintf(out, "):\n");
    for (int k = 0; k < count; k++) {
        fputs(margin, out);
        print_method(out, scenario, list[k]);
    }
}

void aci_closing_json(aci_json *json, const aci_scenario *scenario)
{
    const aci_closing *closing = &scenario->closing;
    aci_closure closure = scenario->channels.closure;
    double opened = aci_scenario_opened(scenario, INFINITY);
    int list[ACI_CLOSURE_METHODS], count = list_methods(closing, list);
    if (closure.law == ACI_CLOSURE_NONE) {
        return;
    }
    aci_json_open(json, "closing");
    aci_json_number(json, "opened", opened);
    aci_json_text(json, "law", law_name(closure.law));
    if (closure.law == ACI_CLOSURE_TWO_PHASE) {
        aci_json_text(json, "state", aci_scenario_closing_state(closing));
        aci_json_number(json, "needle_length", closing->needle_length);
    }
    if (closing->detection >= 0) {
        aci_json_text(json, "detection",
                      aci_closure_method_name((aci_closure_method)closing->detection));
    }
    aci_json_open(json, "methods");
    for (int k = 0; k < count; k++) {
        double threshold = closing->threshold[list[k]].value;
        aci_json_open(json, aci_closure_method_name((aci_closure_method)list[k]));
        aci_json_number(json, "threshold", threshold);
        aci_json_number(json, "time_closed", aci_closure_time(closure, opened, threshold));
        aci_json_close(json);
    }
    aci_json_close(json);
    aci_json_close(json);
}
