/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "layout.h"

static const struct {
    const char *name, *units;
} rows[ACI_HISTORY_ROWS] = {
#define ROW(name, units, text) {#name, units},
    ACI_HISTORY_LIST(ROW)
#undef ROW
};

static const char *const endpoint_names[ACI_ENDPOINTS] = {
#define NAME(name, units, text) #name,
    ACI_ENDPOINT_LIST(NAME)
#undef NAME
};

#define NOT_INCLUDED                                                                               \
    "; discretisation in space and time only: the uncertainty of the parameters and of the model " \
    "is not included"

/// What a numerical_error is relative to.
static const char *error_measure(const char *name, const char *units, bool infinite)
{
    if (strcmp(name, "absorbed") == 0) {
        return "relative to max(absorbed(t), 1e-3 of its last value), largest over the report "
               "times" NOT_INCLUDED;
    }
    if (strcmp(name, "mass_residual") == 0) {
        return "none: the residual is itself a measure of error" NOT_INCLUDED;
    }
    if (strcmp(units, "kg m-2") != 0) {
        return "relative to the largest value, largest over the report times" NOT_INCLUDED;
    }
    return infinite ? "relative to the last absorbed amount, largest over the report "
                      "times" NOT_INCLUDED
                    : "relative to the dose, largest over the report times" NOT_INCLUDED;
}

static aci_status add_error(hid_t array, int count, const double *errors, const char *measure)
{
    ACI_TRY(aci_store_attribute_numbers(array, "numerical_error", count, errors));
    return aci_store_attribute_text(array, "numerical_error_measure", measure);
}

aci_status aci_ledger_layers(hid_t group, const aci_skin *skin, hid_t *out)
{
    const char *names[ACI_SKIN_LAYERS_MAX];
    for (int i = 0; i < skin->layer_count; i++) {
        names[i] = skin->layers[i].name;
    }
    return aci_store_create_labels(group, "layer", skin->layer_count, names, out);
}

static aci_status write_row(hid_t group, hid_t time, const aci_history *history, int row,
                            bool infinite)
{
    aci_store_array array = {
        .name = rows[row].name, .rank = 1, .size = {(hsize_t)history->times}, .axes = {time}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, history->rows[row], &out);
    if (status == ACI_OK) {
        status = add_error(out, 0, &history->numerical_error[row],
                           error_measure(rows[row].name, rows[row].units, infinite));
    }
    return aci_store_close(out, status);
}

static aci_status write_layer_amount(hid_t group, hid_t time, hid_t layers,
                                     const aci_history *history, bool infinite)
{
    aci_store_array array = {.name = "layer_amount",
                             .rank = 2,
                             .size = {(hsize_t)history->times, (hsize_t)history->layers},
                             .axes = {time, layers}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, history->layer_amount, &out);
    if (status == ACI_OK) {
        status = add_error(out, history->layers, history->layer_error,
                           error_measure("layer_amount", "kg m-2", infinite));
    }
    return aci_store_close(out, status);
}

static aci_status write_scalar(hid_t group, const char *name, double value, double error)
{
    aci_store_array array = {.name = name};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, &value, &out);
    if (status == ACI_OK) {
        status = add_error(out, 0, &error, "relative to the value" NOT_INCLUDED);
    }
    return aci_store_close(out, status);
}

static aci_status write_amounts(hid_t group, const aci_scenario *scenario,
                                const aci_history *history, bool is_needled, hid_t axes[2])
{
    bool infinite = scenario->product.infinite;
    aci_store_array time = {
        .name = "time", .rank = 1, .size = {(hsize_t)history->times}, .is_scale = true};
    ACI_TRY(aci_store_create_array(group, &time, history->time, &axes[0]));
    ACI_TRY(aci_store_attribute_text(axes[0], "axis", "T"));
    ACI_TRY(aci_ledger_layers(group, &scenario->skin, &axes[1]));
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        if (aci_results_has_row(scenario, row)) {
            ACI_TRY(write_row(group, axes[0], history, row, infinite));
        }
    }
    ACI_TRY(write_layer_amount(group, axes[0], axes[1], history, infinite));
    if (is_needled) {
        ACI_TRY(aci_closing_write_area(group, axes[0], scenario, history));
        ACI_TRY(aci_product_write_film(group, axes[0], scenario, history));
    }
    if (!history->has_steady_flux) {
        return ACI_OK;
    }
    return write_scalar(group, "steady_flux", history->steady_flux, history->steady_flux_error);
}

static aci_status write_history(hid_t file, const char *name, const aci_scenario *scenario,
                                const aci_history *history)
{
    hid_t group = H5I_INVALID_HID, axes[2] = {H5I_INVALID_HID, H5I_INVALID_HID};
    aci_status status = aci_store_create_group(file, name, &group);
    if (status == ACI_OK) {
        bool is_needled = strcmp(name, "history") == 0;
        status = write_amounts(group, scenario, history, is_needled, axes);
    }
    status = aci_store_close(axes[1], aci_store_close(axes[0], status));
    return aci_store_close(group, status);
}

static aci_status write_endpoints(hid_t file, const aci_endpoint_value *endpoints)
{
    hid_t group = H5I_INVALID_HID;
    aci_status status = aci_store_create_group(file, "endpoints", &group);
    for (int i = 0; status == ACI_OK && i < ACI_ENDPOINTS; i++) {
        if (endpoints[i].exists) {
            status = write_scalar(group, endpoint_names[i], endpoints[i].value,
                                  endpoints[i].numerical_error);
        }
    }
    return aci_store_close(group, status);
}

static aci_status write_cost(hid_t file, const aci_run_cost *cost)
{
    ACI_TRY(aci_store_attribute_numbers(file, "wall_time", 0, &cost->wall_seconds));
    ACI_TRY(aci_store_attribute_integer(file, "cells", cost->cells));
    ACI_TRY(aci_store_attribute_integer(file, "time_steps", cost->time_steps));
    ACI_TRY(aci_store_attribute_integer(file, "solves", cost->solves));
    ACI_TRY(aci_store_attribute_integer(file, "solver_iterations", cost->iterations));
    return aci_store_attribute_text(file, "propagator", cost->propagator ? cost->propagator : "");
}

aci_status aci_ledger_write(hid_t file, const aci_scenario *scenario, const aci_results *results)
{
    ACI_TRY(write_history(file, "history", scenario, &results->history));
    if (results->control.times > 0) {
        ACI_TRY(write_history(file, "control", scenario, &results->control));
    }
    ACI_TRY(write_endpoints(file, results->endpoints));
    ACI_TRY(aci_store_attribute_numbers(file, "accuracy_requested", 0, &scenario->accuracy));
    ACI_TRY(aci_store_attribute_integer(file, "accuracy_reached", results->accuracy_reached));
    if (aci_results_has_row(scenario, ACI_HISTORY_receptor_concentration)) {
        double share = aci_results_receptor_share(scenario, &results->history);
        ACI_TRY(aci_store_attribute_numbers(file, "receptor_over_donor", 0, &share));
        ACI_TRY(
            aci_store_attribute_integer(file, "sink_condition", share <= ACI_RESULTS_SINK_SHARE));
    }
    return write_cost(file, &results->cost);
}
