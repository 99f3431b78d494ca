/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/tolerance.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "points.h"
#include "spread.h"
#include "tolerance_parts.h"

const double aci_tolerance_shares[ACI_TOLERANCE_QUANTILES] = {0.01, 0.05, 0.10, 0.25, 0.50,
                                                              0.75, 0.90, 0.95, 0.99};

/* What lies below -2, -1, 1 and 2 standard deviations of a normal law. */
static const double step_shares[ACI_TOLERANCE_STEPS] = {0.022750131948179207, 0.15865525393145705,
                                                        0.84134474606854295, 0.97724986805182079};

static const double skewness_most = 0.5, kurtosis_most = 1.0;

typedef double column_function(const aci_tolerance_column *column);

static aci_interval estimate(const aci_tolerance_column *column, aci_tolerance_column *part,
                             column_function *function, double confidence)
{
    double without[ACI_POINTS_REPLICATES];
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        aci_tolerance_column_without(column, r, part);
        without[r] = function(part);
    }
    return aci_interval_jackknife(function(column), without, ACI_POINTS_REPLICATES, confidence);
}

static void find_shape(const aci_tolerance_column *column, aci_tolerance_output *out)
{
    size_t count = (size_t)column->count;
    double mean = out->mean.value, deviation = out->deviation.value;
    bool varies = aci_tolerance_column_varies(column);
    out->skewness = varies ? gsl_stats_skew_m_sd(column->values, 1, count, mean, deviation) : NAN;
    out->kurtosis =
        varies ? gsl_stats_kurtosis_m_sd(column->values, 1, count, mean, deviation) : NAN;
    out->is_far_from_normal =
        fabs(out->skewness) > skewness_most || fabs(out->kurtosis) > kurtosis_most;
}

static aci_status find_quantiles(const aci_tolerance *tolerance, int output,
                                 aci_tolerance_output *out)
{
    double *sorted = malloc(((size_t)tolerance->samples + 1) * sizeof *sorted);
    if (sorted == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d samples", tolerance->samples);
    }
    int count =
        aci_spread_sort(tolerance->values, tolerance->samples, tolerance->outputs, output, sorted);
    for (int k = 0; k < ACI_TOLERANCE_QUANTILES; ++k) {
        out->quantiles[k] =
            aci_interval_quantile(sorted, count, aci_tolerance_shares[k], tolerance->confidence);
    }
    free(sorted);
    return aci_spread_central(tolerance->values, tolerance->samples, tolerance->outputs, output,
                              tolerance->confidence, &out->central);
}

static aci_status evaluate_column(aci_tolerance *tolerance, int output,
                                  const aci_tolerance_column *column, aci_tolerance_column *part)
{
    aci_tolerance_output *out = &tolerance->results[output];
    out->used = column->count;
    out->mean = estimate(column, part, aci_tolerance_column_mean, tolerance->confidence);
    out->deviation = estimate(column, part, aci_tolerance_column_deviation, tolerance->confidence);
    find_shape(column, out);
    ACI_TRY(find_quantiles(tolerance, output, out));
    return aci_tolerance_find_causes(tolerance, output, column, part);
}

static aci_status evaluate_output(aci_tolerance *tolerance, int output)
{
    aci_tolerance_column column, part = {.count = 0};
    aci_status status = aci_tolerance_column_create(tolerance, output, &column);
    if (status == ACI_OK) {
        status = aci_tolerance_column_create(tolerance, output, &part);
    }
    if (status == ACI_OK) {
        status = evaluate_column(tolerance, output, &column, &part);
    }
    aci_tolerance_column_destroy(&column);
    aci_tolerance_column_destroy(&part);
    return status;
}

static void read_sample(const aci_survey *survey, aci_tolerance *out)
{
    size_t inputs = (size_t)out->inputs;
    int before = aci_survey_before(survey);
    memcpy(out->sample, survey->inputs + (size_t)before * inputs,
           (size_t)out->samples * inputs * sizeof *out->sample);
    for (int row = 0; row < out->samples; ++row) {
        out->failed_samples += survey->statuses[before + row] != ACI_OK;
        for (int k = 0; k < out->outputs; ++k) {
            out->values[row * out->outputs + k] = aci_survey_value(survey, before + row, k);
        }
    }
}

/* The stack of single causes misses what they do together; what was seen is no worse case. */
static void include_samples(aci_tolerance *tolerance, int output)
{
    aci_tolerance_output *out = &tolerance->results[output];
    for (int row = 0; row < tolerance->samples && !isnan(out->worst_low + out->worst_high); ++row) {
        const double value = tolerance->values[row * tolerance->outputs + output];
        out->worst_low = fmin(out->worst_low, value);
        out->worst_high = fmax(out->worst_high, value);
    }
}

static aci_status evaluate(const aci_survey *survey, aci_tolerance *out)
{
    const char *(*reason)(void *) = survey->model->reason;
    const char *why = reason != NULL ? reason(survey->model->context) : NULL;
    out->points = survey->points;
    out->failed = aci_survey_failures(survey);
    snprintf(out->reason, sizeof out->reason, "%s", out->failed > 0 && why != NULL ? why : "");
    read_sample(survey, out);
    for (int k = 0; k < out->outputs; ++k) {
        aci_tolerance_find_steps(out, k, survey);
        include_samples(out, k);
        ACI_TRY(evaluate_output(out, k));
    }
    return ACI_OK;
}

static aci_status design(aci_survey *survey, const aci_tolerance *out, uint64_t seed)
{
    double *shares = malloc((size_t)out->samples * (size_t)out->inputs * sizeof *shares);
    if (shares == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d samples", out->samples);
    }
    aci_status status = aci_points_latin(out->inputs, out->samples, seed, shares);
    for (int row = 0; status == ACI_OK && row < out->samples; ++row) {
        aci_survey_put(survey, aci_survey_before(survey) + row,
                       shares + (size_t)row * (size_t)out->inputs);
    }
    free(shares);
    return status;
}

static aci_status allocate(aci_tolerance *out)
{
    size_t inputs = (size_t)out->inputs, outputs = (size_t)out->outputs;
    size_t samples = (size_t)out->samples;
    out->results = calloc(outputs + 1, sizeof *out->results);
    out->causes = calloc(inputs * outputs + 1, sizeof *out->causes);
    out->sample = calloc(samples * inputs, sizeof *out->sample);
    out->values = calloc(samples * outputs + 1, sizeof *out->values);
    return out->results != NULL && out->causes != NULL && out->sample != NULL && out->values != NULL
               ? ACI_OK
               : ACI_FAIL(ACI_FILE, "out of memory for %d samples", out->samples);
}

static aci_status solve(aci_survey *survey, uint64_t seed, aci_tolerance *out)
{
    ACI_TRY(aci_survey_create(survey, out->samples));
    ACI_TRY(allocate(out));
    ACI_TRY(design(survey, out, seed));
    ACI_TRY(aci_survey_run(survey));
    return evaluate(survey, out);
}

aci_status aci_tolerance_solve(const aci_model *model, const aci_distribution *distributions,
                               const aci_tolerance_options *options, aci_tolerance *out)
{
    aci_survey survey = {.model = model,
                         .distributions = distributions,
                         .share_count = ACI_TOLERANCE_STEPS,
                         .shares = step_shares};
    *out = (aci_tolerance){.inputs = model->inputs,
                           .outputs = model->outputs,
                           .samples = aci_points_round(options->samples),
                           .confidence = options->confidence};
    aci_status status = solve(&survey, options->seed, out);
    aci_survey_destroy(&survey);
    return status;
}

void aci_tolerance_destroy(aci_tolerance *tolerance)
{
    free(tolerance->results);
    free(tolerance->causes);
    free(tolerance->sample);
    free(tolerance->values);
    *tolerance = (aci_tolerance){.inputs = 0};
}
