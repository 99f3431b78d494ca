/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /closure and /history/area_fraction: how the channels close, and when which method sees it. */
#include <math.h>
#include <stdlib.h>

#include "layout.h"

/// The methods that have a threshold, each with its time.
typedef struct watched {
    int count;
    const char *names[ACI_CLOSURE_METHODS];
    double threshold[ACI_CLOSURE_METHODS], time[ACI_CLOSURE_METHODS];
} watched;

static watched watch(const aci_scenario *scenario)
{
    watched out = {.count = 0};
    double opened = aci_scenario_opened(scenario, INFINITY);
    for (int k = 0; k < ACI_CLOSURE_METHODS; k++) {
        const aci_value *threshold = &scenario->closing.threshold[k];
        if (threshold->origin == ACI_ORIGIN_MISSING) {
            continue;
        }
        double time = aci_closure_time(scenario->channels.closure, opened, threshold->value);
        out.names[out.count] = aci_closure_method_name((aci_closure_method)k);
        out.threshold[out.count] = threshold->value;
        out.time[out.count++] = isfinite(time) ? time : ACI_STORE_FILL;
    }
    return out;
}

static aci_status write_numbers(hid_t group, hid_t axis, const char *name, bool has_gaps, int count,
                                const double *values)
{
    aci_store_array array = {
        .name = name, .is_field = has_gaps, .rank = 1, .size = {(hsize_t)count}, .axes = {axis}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, values, &out);
    return aci_store_close(out, status);
}

static const char *law_name(aci_closure_law law)
{
    return law == ACI_CLOSURE_TWO_PHASE ? "two_phase"
           : law == ACI_CLOSURE_AREA    ? "exponential, of the area"
                                        : "exponential, of the radius";
}

static aci_status write_attributes(hid_t group, const aci_scenario *scenario)
{
    const aci_closing *closing = &scenario->closing;
    aci_closure_law law = scenario->channels.closure.law;
    double opened = aci_scenario_opened(scenario, INFINITY);
    ACI_TRY(aci_store_attribute_text(group, "law", law_name(law)));
    ACI_TRY(aci_store_attribute_numbers(group, "opened", 0, &opened));
    if (law == ACI_CLOSURE_TWO_PHASE) {
        ACI_TRY(aci_store_attribute_text(group, "state", aci_scenario_closing_state(closing)));
        ACI_TRY(aci_store_attribute_numbers(group, "needle_length", 0, &closing->needle_length));
    }
    if (closing->detection < 0) {
        return ACI_OK;
    }
    aci_closure_method method = (aci_closure_method)closing->detection;
    return aci_store_attribute_text(group, "detection", aci_closure_method_name(method));
}

static aci_status write_group(hid_t group, const aci_scenario *scenario, hid_t *axis)
{
    const watched seen = watch(scenario);
    ACI_TRY(write_attributes(group, scenario));
    ACI_TRY(aci_store_create_labels(group, "method", seen.count, seen.names, axis));
    ACI_TRY(write_numbers(group, *axis, "threshold", false, seen.count, seen.threshold));
    return write_numbers(group, *axis, "time_closed", true, seen.count, seen.time);
}

aci_status aci_closing_write(hid_t file, const aci_scenario *scenario)
{
    hid_t group = H5I_INVALID_HID, axis = H5I_INVALID_HID;
    if (scenario->channels.closure.law == ACI_CLOSURE_NONE) {
        return ACI_OK;
    }
    aci_status status = aci_store_create_group(file, "closure", &group);
    if (status == ACI_OK) {
        status = write_group(group, scenario, &axis);
    }
    return aci_store_close(group, aci_store_close(axis, status));
}

aci_status aci_closing_write_area(hid_t group, hid_t time, const aci_scenario *scenario,
                                  const aci_history *history)
{
    if (scenario->channels.closure.law == ACI_CLOSURE_NONE) {
        return ACI_OK;
    }
    double *area = malloc(((size_t)history->times + 1) * sizeof *area);
    if (area == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d times", history->times);
    }
    for (int n = 0; n < history->times; n++) {
        double now = history->time[n];
        double opened = aci_scenario_opened(scenario, now);
        area[n] = aci_closure_area(scenario->channels.closure, opened, now);
    }
    aci_status status = write_numbers(group, time, "area_fraction", false, history->times, area);
    free(area);
    return status;
}
