/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/tolerance_findings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sheets.h"

/// The study and what it is about.
typedef struct subject {
    const aci_tolerance *found;
    const aci_tolerance_subject *of;
} subject;

static aci_status write_distribution(const subject *at, aci_findings *findings)
{
    aci_sheets_page page = aci_sheets_start(findings, "distribution", "share",
                                            "Quantiles with intervals", ACI_TOLERANCE_QUANTILES);
    aci_sheets_numbers(&page,
                       (aci_sheets_column){"share", "", "1", "part of the values that lies below"},
                       aci_tolerance_shares, sizeof(double));
    for (int k = 0; k < at->found->outputs; ++k) {
        const aci_headline *result = &at->of->inquiry->results[k];
        aci_sheets_column column = {at->of->inquiry->names[k], "", result->outcome.unit,
                                    result->label};
        aci_sheets_intervals(&page, column, at->found->results[k].quantiles, sizeof(aci_interval));
    }
    return aci_sheets_end(&page);
}

static void result_text(const void *context, int row, aci_findings_text text)
{
    const subject *at = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%.200s", at->of->inquiry->results[row].label);
}

static void unit_text(const void *context, int row, aci_findings_text text)
{
    const subject *at = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%s", at->of->inquiry->results[row].outcome.unit);
}

static void shape_text(const void *context, int row, aci_findings_text text)
{
    const subject *at = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%s",
             at->found->results[row].is_far_from_normal ? "far from normal" : "");
}

static void write_estimates(const aci_tolerance_output *first, aci_sheets_page *page)
{
    const aci_sheets_column columns[] = {
        {"mean", "", "", "mean, in result_unit"},
        {"deviation", "", "", "standard deviation, in result_unit"},
        {"linear", "", "1", "R2 of the linear regression on all variables"},
    };
    aci_sheets_intervals(page, columns[0], &first->mean, sizeof *first);
    aci_sheets_intervals(page, columns[1], &first->deviation, sizeof *first);
    aci_sheets_intervals(page, columns[2], &first->linear, sizeof *first);
}

static void write_shapes(const aci_tolerance_output *first, aci_sheets_page *page)
{
    const aci_sheets_column columns[] = {
        {"skewness", "", "1", "skewness; 0 of a normal distribution"},
        {"kurtosis", "", "1", "excess kurtosis; 0 of a normal distribution"},
        {"centre", "", "", "with all at the centres of their distributions, in result_unit"},
        {"median", "", "", "with all at their medians, in result_unit"},
        {"root_sum_square", "", "", "deviation by root sum of squares, in result_unit"},
        {"worst_low", "", "",
         "worst case downwards: causes two deviations off added up, or the least sample, in "
         "result_unit"},
        {"worst_high", "", "",
         "worst case upwards: causes two deviations off added up, or the largest sample, in "
         "result_unit"},
    };
    const double *const places[] = {
        &first->skewness,        &first->kurtosis,  &first->centre,     &first->median,
        &first->root_sum_square, &first->worst_low, &first->worst_high,
    };
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; ++k) {
        aci_sheets_numbers(page, columns[k], places[k], sizeof *first);
    }
}

static aci_status write_moments(const subject *at, aci_findings *findings)
{
    double used[ACI_INQUIRY_RESULTS_MAX];
    aci_sheets_page page = aci_sheets_start(findings, "moments", "result", "Mean, spread and shape",
                                            at->found->outputs);
    for (int k = 0; k < at->found->outputs; ++k) {
        used[k] = at->found->results[k].used;
    }
    aci_sheets_texts(&page, "result", "headline number", result_text, at);
    aci_sheets_texts(&page, "result_unit", "unit of the result's numbers", unit_text, at);
    aci_sheets_numbers(&page, (aci_sheets_column){"used", "", "1", "samples with a value"}, used,
                       sizeof(double));
    write_estimates(at->found->results, &page);
    write_shapes(at->found->results, &page);
    aci_sheets_texts(&page, "remark", "what to know", shape_text, at);
    return aci_sheets_end(&page);
}

static void write_causes(const subject *at, int output, aci_sheets_page *page)
{
    static const char *const steps[ACI_TOLERANCE_STEPS] = {"minus_2", "minus_1", "plus_1",
                                                           "plus_2"};
    const aci_tolerance_cause *first = &at->found->causes[output * at->found->inputs];
    const char *name = at->of->inquiry->names[output];
    const char *unit = at->of->inquiry->results[output].outcome.unit;
    const aci_sheets_column columns[] = {
        {name, "regression", "1", "squared standardised regression coefficient"},
        {name, "first", "1", "first-order Sobol index from the sample"},
        {name, "root_sum_square", "1", "part of the root sum of squares' square"},
    };
    aci_sheets_intervals(page, columns[0], &first->regression, sizeof *first);
    aci_sheets_intervals(page, columns[1], &first->first, sizeof *first);
    aci_sheets_numbers(page, columns[2], &first->root_sum_square, sizeof *first);
    for (int s = 0; s < ACI_TOLERANCE_STEPS; ++s) {
        aci_sheets_column column = {name, steps[s], unit,
                                    "result with this one off by so many deviations"};
        aci_sheets_numbers(page, column, &first->steps[s], sizeof *first);
    }
}

static aci_status write_contributions(const subject *at, aci_findings *findings)
{
    aci_sheets_page page = aci_sheets_start(findings, "contributions", "variable",
                                            "What each cause contributes", at->found->inputs);
    aci_sheets_variables(&page, at->of->uncertain);
    for (int k = 0; k < at->found->outputs; ++k) {
        write_causes(at, k, &page);
    }
    return aci_sheets_end(&page);
}

/// A limit and what was found about it.
typedef struct held {
    double at_least, at_most; ///< NAN where there is none
    aci_tolerance_capability capability;
    const aci_limit *limit;
    const char *remark;
} held;

static void limit_text(const void *context, int row, aci_findings_text text)
{
    const held *rows = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%.200s", rows[row].limit->headline.label);
}

static void limit_unit_text(const void *context, int row, aci_findings_text text)
{
    const held *rows = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%s", rows[row].limit->headline.outcome.unit);
}

static void remark_text(const void *context, int row, aci_findings_text text)
{
    const held *rows = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%s", rows[row].remark);
}

static double or_missing(double limit)
{
    return isfinite(limit) ? limit : NAN;
}

static aci_status hold_all(const subject *at, held *rows)
{
    for (int n = 0; n < at->of->limits->count; ++n) {
        const aci_limit *limit = &at->of->limits->limits[n];
        int output = at->of->limit_outputs[n];
        rows[n] = (held){.at_least = or_missing(limit->at_least),
                         .at_most = or_missing(limit->at_most),
                         .limit = limit};
        ACI_TRY(aci_tolerance_hold(at->found, output, limit->at_least, limit->at_most,
                                   &rows[n].capability));
        bool is_far = at->found->results[output].is_far_from_normal;
        rows[n].remark = !is_far                         ? ""
                         : isnan(rows[n].capability.ppk) ? "far from normal: Cp and Cpk say little"
                                                         : "far from normal: read ppk, not Cpk";
    }
    return ACI_OK;
}

static aci_status write_held(const held *rows, int count, aci_findings *findings)
{
    const aci_sheets_column columns[] = {
        {"at_least", "", "", "lower limit, in result_unit"},
        {"at_most", "", "", "upper limit, in result_unit"},
        {"within", "", "1", "share within the limits"},
        {"cp", "", "1", "Cp"},
        {"cpk", "", "1", "Cpk"},
        {"ppk", "", "1", "Ppk from quantiles, for any distribution"},
    };
    aci_sheets_page page =
        aci_sheets_start(findings, "spec", "limit", "Results against their limits", count);
    aci_sheets_texts(&page, "result", "headline number", limit_text, rows);
    aci_sheets_texts(&page, "result_unit", "unit of the limits", limit_unit_text, rows);
    aci_sheets_numbers(&page, columns[0], &rows->at_least, sizeof *rows);
    aci_sheets_numbers(&page, columns[1], &rows->at_most, sizeof *rows);
    aci_sheets_intervals(&page, columns[2], &rows->capability.within, sizeof *rows);
    aci_sheets_intervals(&page, columns[3], &rows->capability.cp, sizeof *rows);
    aci_sheets_intervals(&page, columns[4], &rows->capability.cpk, sizeof *rows);
    aci_sheets_numbers(&page, columns[5], &rows->capability.ppk, sizeof *rows);
    aci_sheets_texts(&page, "remark", "what to know", remark_text, rows);
    return aci_sheets_end(&page);
}

static aci_status write_spec(const subject *at, aci_findings *findings)
{
    int count = at->of->limits->count;
    if (count == 0) {
        return ACI_OK;
    }
    held *rows = calloc((size_t)count, sizeof *rows);
    aci_status status = rows != NULL ? hold_all(at, rows)
                                     : ACI_FAIL(ACI_FILE, "out of memory for %d limits", count);
    if (status == ACI_OK) {
        status = write_held(rows, count, findings);
    }
    free(rows);
    return status;
}

static aci_status write_headlines(const subject *at, aci_findings *findings)
{
    aci_error_bar bars[ACI_INQUIRY_RESULTS_MAX];
    for (int k = 0; k < at->found->outputs; ++k) {
        const aci_tolerance_output *result = &at->found->results[k];
        bars[k] = aci_error_bars_start(at->of->scenario, &at->of->inquiry->results[k], false);
        bars[k].value = result->centre;
        bars[k].numerical = result->centre_error;
        bars[k].parameter_low = result->central.low;
        bars[k].parameter_high = result->central.high;
    }
    return aci_error_bars_write(bars, at->found->outputs, at->found->confidence, findings);
}

static aci_status note_shapes(const subject *at, aci_findings *findings)
{
    for (int k = 0; k < at->found->outputs; ++k) {
        const aci_tolerance_output *result = &at->found->results[k];
        if (result->is_far_from_normal) {
            ACI_TRY(aci_findings_note(findings,
                                      "%s is far from normal (skewness %.2g, excess kurtosis "
                                      "%.2g): Cp and Cpk are of a normal one, quantiles and Ppk "
                                      "are not.",
                                      at->of->inquiry->results[k].label, result->skewness,
                                      result->kurtosis));
        }
    }
    return ACI_OK;
}

static aci_status write_notes(const subject *at, aci_findings *findings)
{
    const aci_tolerance *found = at->found;
    ACI_TRY(aci_findings_note(findings,
                              "%d samples in 8 replicates, %d runs; intervals of %.4g %%, those of "
                              "quantiles and shares as if drawn at random, so rather too wide.",
                              found->samples, found->points, 100.0 * found->confidence));
    if (found->failed > 0) {
        ACI_TRY(aci_findings_note(
            findings, "%d runs failed, %d of them samples, which are left out%s%s.", found->failed,
            found->failed_samples, found->reason[0] != '\0' ? "; the last for: " : "",
            found->reason));
    }
    return note_shapes(at, findings);
}

aci_status aci_tolerance_findings_write(const aci_tolerance *tolerance,
                                        const aci_tolerance_subject *of, aci_findings *findings)
{
    const subject at = {tolerance, of};
    ACI_TRY(write_distribution(&at, findings));
    ACI_TRY(write_moments(&at, findings));
    ACI_TRY(write_contributions(&at, findings));
    ACI_TRY(write_spec(&at, findings));
    ACI_TRY(write_headlines(&at, findings));
    ACI_TRY(aci_sheets_samples(of->uncertain, of->inquiry, tolerance->samples, tolerance->sample,
                               tolerance->values, findings));
    return write_notes(&at, findings);
}
