/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /systemic: what the absorbed compound does in the body. */
#include "layout.h"

#define NOT_INCLUDED                                                                               \
    "; a bound from the computation of skin and body: the uncertainty of the parameters and of "   \
    "the model is not included"

static aci_status add_error(hid_t array, double error, const char *measure)
{
    ACI_TRY(aci_store_attribute_numbers(array, "numerical_error", 0, &error));
    return aci_store_attribute_text(array, "numerical_error_measure", measure);
}

static aci_status write_row(hid_t group, hid_t time, const char *name,
                            const aci_systemic_course *course, aci_systemic_row row)
{
    static const char of_largest[] =
        "relative to the largest value, largest over time" NOT_INCLUDED;
    static const char of_input[] = "relative to the last input_amount, largest over "
                                   "time" NOT_INCLUDED;
    bool is_amount = row != ACI_SYSTEMIC_plasma_concentration && row != ACI_SYSTEMIC_input_rate;
    aci_store_array array = {
        .name = name, .rank = 1, .size = {(hsize_t)course->times}, .axes = {time}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, course->rows[row], &out);
    if (status == ACI_OK) {
        status = add_error(out, course->numerical_error[row], is_amount ? of_input : of_largest);
    }
    return aci_store_close(out, status);
}

static aci_status write_endpoint(hid_t group, const char *name, const aci_systemic_value *endpoint)
{
    aci_store_array array = {.name = name};
    hid_t out = H5I_INVALID_HID;
    if (!endpoint->exists) {
        return ACI_OK;
    }
    aci_status status = aci_store_create_array(group, &array, &endpoint->value, &out);
    if (status == ACI_OK) {
        status = add_error(out, endpoint->numerical_error, "relative to the value" NOT_INCLUDED);
    }
    return aci_store_close(out, status);
}

static aci_status write_level(hid_t group, const aci_value *level)
{
    aci_store_array array = {.name = "stated_level"};
    hid_t out = H5I_INVALID_HID;
    if (level->origin == ACI_ORIGIN_MISSING) {
        return ACI_OK;
    }
    aci_status status = aci_store_create_array(group, &array, &level->value, &out);
    return aci_store_close(out, status);
}

static aci_status write_course(hid_t group, const aci_scenario *scenario,
                               const aci_results *results, hid_t *time)
{
    const aci_systemic_course *course = &results->systemic, *control = &results->systemic_control;
    aci_store_array axis = {
        .name = "time", .rank = 1, .size = {(hsize_t)course->times}, .is_scale = true};
    ACI_TRY(aci_store_create_array(group, &axis, course->time, time));
    ACI_TRY(aci_store_attribute_text(*time, "axis", "T"));
    for (int row = 0; row < ACI_SYSTEMIC_ROWS; row++) {
        const char *name = aci_systemic_row_name((aci_systemic_row)row);
        ACI_TRY(write_row(group, *time, name, course, (aci_systemic_row)row));
    }
    ACI_TRY(write_row(group, *time, "control_concentration", control,
                      ACI_SYSTEMIC_plasma_concentration));
    for (int n = 0; n < ACI_SYSTEMIC_ENDPOINTS; n++) {
        const char *name = aci_systemic_endpoint_name((aci_systemic_endpoint)n);
        ACI_TRY(write_endpoint(group, name, &course->endpoints[n]));
    }
    ACI_TRY(write_endpoint(group, "control_concentration_max",
                           &control->endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max]));
    return write_level(group, &scenario->systemic.stated_level);
}

aci_status aci_body_write(hid_t file, const aci_scenario *scenario, const aci_results *results)
{
    hid_t group = H5I_INVALID_HID, time = H5I_INVALID_HID;
    if (results->systemic.times == 0) {
        return ACI_OK;
    }
    aci_status status = aci_store_create_group(file, "systemic", &group);
    if (status == ACI_OK) {
        status = write_course(group, scenario, results, &time);
    }
    return aci_store_close(group, aci_store_close(time, status));
}

unsigned long long aci_body_size(const aci_results *results)
{
    const aci_systemic_course *course = &results->systemic;
    unsigned long long variables = ACI_SYSTEMIC_ROWS + ACI_SYSTEMIC_ENDPOINTS + 4;
    return course->times == 0
               ? 0
               : variables * (4096 + sizeof(double) * (unsigned long long)course->times);
}
