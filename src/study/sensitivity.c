/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/sensitivity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "points.h"
#include "spread.h"
#include "survey.h"

static const double tornado_shares[] = {0.05, 0.95};
enum { SHARES = 2 };

/// The study at work. A base point's runs stand together: A, B, AB_1 .. AB_d.
typedef struct study {
    aci_survey survey;
    aci_sensitivity *out;
    bool *is_whole; ///< [samples] of the output at hand
} study;

static int point_of(const study *at, int row, int which)
{
    return aci_survey_before(&at->survey) + row * (at->out->inputs + 2) + which;
}

static double value_at(const study *at, int row, int which, int output)
{
    return aci_survey_value(&at->survey, point_of(at, row, which), output);
}

static void put_base_point(study *at, int row, const double *shares)
{
    int inputs = at->out->inputs;
    double mixed[ACI_UNCERTAIN_MAX];
    aci_survey_put(&at->survey, point_of(at, row, 0), shares);
    aci_survey_put(&at->survey, point_of(at, row, 1), shares + inputs);
    for (int i = 0; i < inputs; ++i) {
        memcpy(mixed, shares, (size_t)inputs * sizeof *mixed);
        mixed[i] = shares[inputs + i];
        aci_survey_put(&at->survey, point_of(at, row, 2 + i), mixed);
    }
}

static aci_status design(study *at, uint64_t seed)
{
    int width = 2 * at->out->inputs;
    double *shares = malloc((size_t)at->out->samples * (size_t)width * sizeof *shares);
    if (shares == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d base points", at->out->samples);
    }
    aci_status status = aci_points_fill(width, at->out->samples, seed, shares);
    for (int row = 0; status == ACI_OK && row < at->out->samples; ++row) {
        put_base_point(at, row, shares + (size_t)row * (size_t)width);
    }
    free(shares);
    return status;
}

static void find_whole(study *at, int output)
{
    int used = 0;
    for (int row = 0; row < at->out->samples; ++row) {
        at->is_whole[row] = true;
        for (int which = 0; which < at->out->inputs + 2; ++which) {
            at->is_whole[row] = at->is_whole[row] && !isnan(value_at(at, row, which, output));
        }
        used += at->is_whole[row];
    }
    at->out->used[output] = used;
}

/* The rows of all replicates but one (-1: all of them). */
static bool is_counted(const study *at, int row, int without)
{
    long replicate = (long)row * ACI_POINTS_REPLICATES / at->out->samples;
    return at->is_whole[row] && replicate != without;
}

/// Mean of A and B, and their variance.
typedef struct moments {
    long count;
    double mean, variance;
} moments;

static moments find_moments(const study *at, int output, int without)
{
    moments found = {0, 0.0, 0.0};
    for (int row = 0; row < at->out->samples; ++row) {
        if (is_counted(at, row, without)) {
            found.count += 1;
            found.mean += value_at(at, row, 0, output) + value_at(at, row, 1, output);
        }
    }
    if (found.count == 0) {
        return found;
    }
    found.mean /= 2.0 * (double)found.count;
    for (int row = 0; row < at->out->samples; ++row) {
        if (is_counted(at, row, without)) {
            double a = value_at(at, row, 0, output) - found.mean;
            double b = value_at(at, row, 1, output) - found.mean;
            found.variance += a * a + b * b;
        }
    }
    found.variance /= 2.0 * (double)found.count;
    return found;
}

/* Both estimators of one input and output. */
static void estimate(const study *at, int output, int input, int without, double out[2])
{
    moments of = find_moments(at, output, without);
    double first = 0.0, total = 0.0;
    for (int row = 0; row < at->out->samples; ++row) {
        if (is_counted(at, row, without)) {
            double a = value_at(at, row, 0, output), b = value_at(at, row, 1, output);
            double mixed = value_at(at, row, 2 + input, output);
            first += (b - of.mean) * (mixed - a);
            total += (mixed - a) * (mixed - a);
        }
    }
    bool varies = of.count > 1 && of.variance > 1e-20 * of.mean * of.mean;
    double scale = (double)of.count * of.variance;
    out[0] = varies ? first / scale : NAN;
    out[1] = varies ? 0.5 * total / scale : NAN;
}

static void estimate_indices(const study *at, int output, int input)
{
    double value[2], without[2][ACI_POINTS_REPLICATES], part[2];
    estimate(at, output, input, -1, value);
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        estimate(at, output, input, r, part);
        without[0][r] = part[0];
        without[1][r] = part[1];
    }
    int place = output * at->out->inputs + input;
    at->out->first[place] =
        aci_interval_jackknife(value[0], without[0], ACI_POINTS_REPLICATES, at->out->confidence);
    at->out->total[place] =
        aci_interval_jackknife(value[1], without[1], ACI_POINTS_REPLICATES, at->out->confidence);
}

static void read_tornado(const study *at, int input, int output)
{
    aci_sensitivity *out = at->out;
    int place = input * out->outputs + output;
    double low = aci_survey_value(&at->survey, aci_survey_point(&at->survey, input, 0), output);
    double high = aci_survey_value(&at->survey, aci_survey_point(&at->survey, input, 1), output);
    double change = (high - low) / out->median[output];
    double way = (out->high_input[input] - out->low_input[input]) / out->median_input[input];
    out->low[place] = low;
    out->high[place] = high;
    out->elasticity[place] = isfinite(change / way) ? change / way : NAN;
}

static void read_one_at_a_time(const study *at)
{
    aci_sensitivity *out = at->out;
    const aci_distribution *of = at->survey.distributions;
    for (int i = 0; i < out->inputs; ++i) {
        out->median_input[i] = aci_distribution_quantile(&of[i], 0.5);
        out->low_input[i] = aci_distribution_quantile(&of[i], tornado_shares[0]);
        out->high_input[i] = aci_distribution_quantile(&of[i], tornado_shares[1]);
    }
    for (int k = 0; k < out->outputs; ++k) {
        out->centre[k] = aci_survey_value(&at->survey, ACI_SURVEY_CENTRE, k);
        out->centre_error[k] = isnan(out->centre[k]) ? NAN : at->survey.errors[k];
        out->median[k] = aci_survey_value(&at->survey, ACI_SURVEY_MEDIAN, k);
        for (int i = 0; i < out->inputs; ++i) {
            read_tornado(at, i, k);
        }
    }
}

static void read_sample(const study *at)
{
    aci_sensitivity *out = at->out;
    size_t inputs = (size_t)out->inputs;
    for (int row = 0; row < out->rows; ++row) {
        int point = point_of(at, row / 2, row % 2);
        memcpy(out->sample + (size_t)row * inputs, at->survey.inputs + (size_t)point * inputs,
               inputs * sizeof *out->sample);
        for (int k = 0; k < out->outputs; ++k) {
            out->values[row * out->outputs + k] = aci_survey_value(&at->survey, point, k);
        }
    }
}

static aci_status analyse(study *at)
{
    aci_sensitivity *out = at->out;
    const char *(*reason)(void *) = at->survey.model->reason;
    const char *why = reason != NULL ? reason(at->survey.model->context) : NULL;
    out->points = at->survey.points;
    out->failed = aci_survey_failures(&at->survey);
    snprintf(out->reason, sizeof out->reason, "%s", out->failed > 0 && why != NULL ? why : "");
    read_one_at_a_time(at);
    read_sample(at);
    for (int k = 0; k < out->outputs; ++k) {
        find_whole(at, k);
        for (int i = 0; i < out->inputs; ++i) {
            estimate_indices(at, k, i);
        }
        ACI_TRY(aci_spread_central(out->values, out->rows, out->outputs, k, out->confidence,
                                   &out->spread[k]));
    }
    return ACI_OK;
}

static aci_status allocate(aci_sensitivity *out)
{
    size_t inputs = (size_t)out->inputs, outputs = (size_t)out->outputs, rows = (size_t)out->rows;
    size_t count = inputs * outputs + 1;
    out->used = calloc(outputs + 1, sizeof *out->used);
    out->first = calloc(count, sizeof *out->first);
    out->total = calloc(count, sizeof *out->total);
    out->spread = calloc(outputs + 1, sizeof *out->spread);
    double **const rooms[] = {&out->centre,       &out->centre_error, &out->median,
                              &out->median_input, &out->low_input,    &out->high_input,
                              &out->low,          &out->high,         &out->elasticity,
                              &out->sample,       &out->values};
    const size_t sizes[] = {outputs, outputs, outputs, inputs,        inputs,        inputs,
                            count,   count,   count,   rows * inputs, rows * outputs};
    bool is_short =
        out->used == NULL || out->first == NULL || out->total == NULL || out->spread == NULL;
    for (size_t k = 0; k < sizeof rooms / sizeof rooms[0]; ++k) {
        *rooms[k] = calloc(sizes[k] + 1, sizeof(double));
        is_short = is_short || *rooms[k] == NULL;
    }
    return is_short ? ACI_FAIL(ACI_FILE, "out of memory for %d base points", out->samples) : ACI_OK;
}

static aci_status solve(study *at, uint64_t seed)
{
    aci_sensitivity *out = at->out;
    ACI_TRY(aci_survey_create(&at->survey, out->samples * (out->inputs + 2)));
    ACI_TRY(allocate(out));
    at->is_whole = calloc((size_t)out->samples, sizeof *at->is_whole);
    if (at->is_whole == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d base points", out->samples);
    }
    ACI_TRY(design(at, seed));
    ACI_TRY(aci_survey_run(&at->survey));
    return analyse(at);
}

aci_status aci_sensitivity_solve(const aci_model *model, const aci_distribution *distributions,
                                 const aci_sensitivity_options *options, aci_sensitivity *out)
{
    int samples = aci_points_round(options->samples);
    study at = {.survey = {.model = model,
                           .distributions = distributions,
                           .share_count = SHARES,
                           .shares = tornado_shares},
                .out = out};
    *out = (aci_sensitivity){.inputs = model->inputs,
                             .outputs = model->outputs,
                             .samples = samples,
                             .rows = 2 * samples,
                             .confidence = options->confidence};
    aci_status status = solve(&at, options->seed);
    free(at.is_whole);
    aci_survey_destroy(&at.survey);
    return status;
}

void aci_sensitivity_destroy(aci_sensitivity *sensitivity)
{
    free(sensitivity->used);
    free(sensitivity->first);
    free(sensitivity->total);
    free(sensitivity->spread);
    double *const rooms[] = {
        sensitivity->centre,       sensitivity->centre_error, sensitivity->median,
        sensitivity->median_input, sensitivity->low_input,    sensitivity->high_input,
        sensitivity->low,          sensitivity->high,         sensitivity->elasticity,
        sensitivity->sample,       sensitivity->values};
    for (size_t k = 0; k < sizeof rooms / sizeof rooms[0]; ++k) {
        free(rooms[k]);
    }
    *sensitivity = (aci_sensitivity){.inputs = 0};
}
