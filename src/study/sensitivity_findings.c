/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/sensitivity_findings.h"

#include <stdio.h>

#include "acicula/base/units.h"
#include "sheets.h"

/// The study and what it is about.
typedef struct subject {
    const aci_sensitivity *found;
    const aci_distribution_list *uncertain;
    const aci_inquiry *inquiry;
} subject;

static aci_status write_indices(const subject *of, aci_findings *findings)
{
    aci_sheets_page page = aci_sheets_start(findings, "indices", "variable",
                                            "Sobol indices with intervals", of->uncertain->count);
    aci_sheets_variables(&page, of->uncertain);
    for (int k = 0; k < of->inquiry->count; ++k) {
        const char *name = of->inquiry->names[k];
        int row = k * of->found->inputs;
        aci_sheets_intervals(&page,
                             (aci_sheets_column){name, "first", "1", "first-order Sobol index"},
                             &of->found->first[row], sizeof(aci_interval));
        aci_sheets_intervals(&page, (aci_sheets_column){name, "total", "1", "total Sobol index"},
                             &of->found->total[row], sizeof(aci_interval));
    }
    return aci_sheets_end(&page);
}

static void unit_text(const void *context, int row, aci_findings_text text)
{
    const subject *of = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%s", of->uncertain->variables[row].unit);
}

/* For reading: four digits in the unit of the config. */
static void value_text(const aci_variable *variable, double value, aci_findings_text text)
{
    double shown = value;
    const char *unit = variable->in_unit;
    if (aci_units_convert(value, unit, &shown) != ACI_OK) {
        unit = variable->unit;
    }
    bool is_pure = unit[0] == '1' && unit[1] == '\0';
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%.4g%s%s", shown, is_pure ? "" : " ",
             is_pure ? "" : unit);
}

static void low_text(const void *context, int row, aci_findings_text text)
{
    const subject *of = context;
    value_text(&of->uncertain->variables[row], of->found->low_input[row], text);
}

static void high_text(const void *context, int row, aci_findings_text text)
{
    const subject *of = context;
    value_text(&of->uncertain->variables[row], of->found->high_input[row], text);
}

static void write_bars(const subject *of, int output, aci_sheets_page *page)
{
    const aci_sensitivity *found = of->found;
    const char *name = of->inquiry->names[output];
    const char *unit = of->inquiry->results[output].outcome.unit;
    size_t stride = (size_t)found->outputs * sizeof(double);
    const aci_sheets_column columns[] = {
        {name, "low", unit, "result with the variable at its 5 % quantile"},
        {name, "high", unit, "result with the variable at its 95 % quantile"},
        {name, "median", unit, "result with all variables at their medians"},
        {name, "elasticity", "1", "relative change of the result over that of the variable"},
    };
    aci_sheets_numbers(page, columns[0], found->low + output, stride);
    aci_sheets_numbers(page, columns[1], found->high + output, stride);
    aci_sheets_numbers(page, columns[2], found->median + output, 0);
    aci_sheets_numbers(page, columns[3], found->elasticity + output, stride);
}

static void write_quantiles(const subject *of, aci_sheets_page *page)
{
    const aci_sensitivity *found = of->found;
    const aci_sheets_column columns[] = {
        {"low", "", "", "5 % quantile of the variable, in variable_unit"},
        {"median", "", "", "median of the variable, in variable_unit"},
        {"high", "", "", "95 % quantile of the variable, in variable_unit"},
    };
    aci_sheets_texts(page, "variable_unit", "unit of low, median and high", unit_text, of);
    aci_sheets_numbers(page, columns[0], found->low_input, sizeof(double));
    aci_sheets_numbers(page, columns[1], found->median_input, sizeof(double));
    aci_sheets_numbers(page, columns[2], found->high_input, sizeof(double));
    aci_sheets_texts(page, "low_text", "low, to be read", low_text, of);
    aci_sheets_texts(page, "high_text", "high, to be read", high_text, of);
}

static aci_status write_tornado(const subject *of, aci_findings *findings)
{
    aci_sheets_page page = aci_sheets_start(findings, "tornado", "variable",
                                            "One variable at a time", of->uncertain->count);
    aci_sheets_variables(&page, of->uncertain);
    write_quantiles(of, &page);
    for (int k = 0; k < of->inquiry->count; ++k) {
        write_bars(of, k, &page);
    }
    return aci_sheets_end(&page);
}

static aci_status write_headlines(const subject *of, const aci_scenario *scenario,
                                  aci_findings *findings)
{
    aci_error_bar bars[ACI_INQUIRY_RESULTS_MAX];
    for (int k = 0; k < of->inquiry->count; ++k) {
        bars[k] = aci_error_bars_start(scenario, &of->inquiry->results[k], false);
        bars[k].value = of->found->centre[k];
        bars[k].numerical = of->found->centre_error[k];
        bars[k].parameter_low = of->found->spread[k].low;
        bars[k].parameter_high = of->found->spread[k].high;
    }
    return aci_error_bars_write(bars, of->inquiry->count, of->found->confidence, findings);
}

static aci_status write_notes(const subject *of, aci_findings *findings)
{
    const aci_sensitivity *found = of->found;
    ACI_TRY(aci_findings_note(
        findings,
        "%d base points in 8 replicates, %d runs; intervals of %.4g %% from the replicates.",
        found->samples, found->points, 100.0 * found->confidence));
    if (found->failed > 0) {
        ACI_TRY(aci_findings_note(findings, "%d runs failed%s%s.", found->failed,
                                  found->reason[0] != '\0' ? ", the last for: " : "",
                                  found->reason));
    }
    for (int k = 0; k < of->inquiry->count; ++k) {
        if (found->used[k] < found->samples) {
            ACI_TRY(aci_findings_note(findings,
                                      "%s: %d of %d base points were dropped for a missing value; "
                                      "the indices are those of the rest.",
                                      of->inquiry->results[k].label,
                                      found->samples - found->used[k], found->samples));
        }
    }
    return ACI_OK;
}

aci_status aci_sensitivity_findings_write(const aci_sensitivity *sensitivity,
                                          const aci_distribution_list *uncertain,
                                          const aci_inquiry *inquiry, const aci_scenario *scenario,
                                          aci_findings *findings)
{
    const subject of = {sensitivity, uncertain, inquiry};
    ACI_TRY(write_indices(&of, findings));
    ACI_TRY(write_tornado(&of, findings));
    ACI_TRY(write_headlines(&of, scenario, findings));
    ACI_TRY(aci_sheets_samples(uncertain, inquiry, sensitivity->rows, sensitivity->sample,
                               sensitivity->values, findings));
    return write_notes(&of, findings);
}
