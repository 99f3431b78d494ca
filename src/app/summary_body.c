/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the absorbed compound does in the body, in the summary of a run. */
#include "summary_parts.h"

/* Microgrammes where there are no milligrammes. */
static const char *choose_unit(double value, const char *large, const char *small)
{
    return value < 1e-5 ? small : large;
}

static void print_body_endpoint(FILE *out, const aci_systemic_course *course,
                                aci_systemic_endpoint endpoint, const char *label, const char *unit)
{
    const aci_systemic_value *value = &course->endpoints[endpoint];
    if (value->exists && value->numerical_error < 1.0) {
        aci_summary_number(out, label, value->value, unit, value->numerical_error);
    } else if (value->exists) {
        aci_summary_label(out, label);
        fprintf(out, "less than its numerical error: cannot be told from nothing\n");
    }
}

static void print_largest(FILE *out, const aci_systemic_course *course, const char *label)
{
    const aci_systemic_value *largest = &course->endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max];
    print_body_endpoint(out, course, ACI_SYSTEMIC_ENDPOINT_concentration_max, label,
                        choose_unit(largest->value, "mg/L", "ug/L"));
}

static void print_margin(FILE *out, const aci_scenario *scenario, const aci_systemic_course *course)
{
    char level[ACI_SUMMARY_TEXT], label[ACI_SUMMARY_TEXT + 32];
    aci_summary_format(scenario->systemic.stated_level.value, "mg/L", level);
    snprintf(label, sizeof label, "%s (stated) over it", level);
    print_body_endpoint(out, course, ACI_SYSTEMIC_ENDPOINT_margin, label, "1");
}

void aci_summary_print_body(FILE *out, const aci_scenario *scenario, const aci_results *results)
{
    const aci_systemic_course *course = &results->systemic;
    const aci_systemic_value *time =
        &course->endpoints[ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max];
    char area[ACI_SUMMARY_TEXT], half_life[ACI_SUMMARY_TEXT];
    if (course->times == 0) {
        return;
    }
    aci_summary_format(scenario->systemic.treated_area.value, "cm2", area);
    aci_summary_format(aci_systemic_half_life(&scenario->systemic), "h", half_life);
    fprintf(out, "\nIn the body, from %s of such skin; %s, terminal half-life %s:\n", area,
            scenario->systemic.k12.origin != ACI_ORIGIN_MISSING ? "two compartments"
                                                                : "one compartment",
            half_life);
    print_largest(out, course, "largest plasma concentration");
    if (time->exists && course->rises_to_the_end) {
        aci_summary_label(out, "reached after");
        fprintf(out, "still rising at the end\n");
    } else {
        print_body_endpoint(out, course, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max,
                            "reached after", "h");
    }
    print_largest(out, &results->systemic_control, "the same behind intact skin");
    print_margin(out, scenario, course);
    print_body_endpoint(out, course, ACI_SYSTEMIC_ENDPOINT_area_under_curve, "area under its curve",
                        "mg h/L");
    print_body_endpoint(out, course, ACI_SYSTEMIC_ENDPOINT_area_under_curve_total,
                        "the same, without end", "mg h/L");
    print_body_endpoint(out, course, ACI_SYSTEMIC_ENDPOINT_systemic_fraction,
                        "came in, of the applied", "%");
}

/* Endpoints and the last moment of the course. */
void aci_summary_write_body(aci_json *json, const aci_scenario *scenario,
                            const aci_results *results, bool is_error)
{
    const aci_systemic_course *course = &results->systemic;
    const aci_systemic_value *control =
        &results->systemic_control.endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max];
    if (course->times == 0) {
        return;
    }
    aci_json_open(json, "systemic");
    for (int n = 0; n < ACI_SYSTEMIC_ENDPOINTS; n++) {
        const aci_systemic_value *value = &course->endpoints[n];
        if (value->exists) {
            aci_json_number(json, aci_systemic_endpoint_name((aci_systemic_endpoint)n),
                            is_error ? value->numerical_error : value->value);
        }
    }
    if (control->exists) {
        aci_json_number(json, "control_concentration_max",
                        is_error ? control->numerical_error : control->value);
    }
    for (int row = 0; row < ACI_SYSTEMIC_ROWS; row++) {
        aci_json_number(json, aci_systemic_row_name((aci_systemic_row)row),
                        is_error ? course->numerical_error[row]
                                 : course->rows[row][course->times - 1]);
    }
    if (!is_error) {
        aci_json_number(json, "half_life", aci_systemic_half_life(&scenario->systemic));
    }
    aci_json_close(json);
}
