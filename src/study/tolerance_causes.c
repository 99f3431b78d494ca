/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_sf_legendre.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "points.h"
#include "tolerance_parts.h"

enum { ORDERS = 6, COUNT_LEAST = 16 };

/// What one column tells of its causes: regression, first, and R^2 at the end.
typedef struct shares {
    double regression[ACI_UNCERTAIN_MAX], first[ACI_UNCERTAIN_MAX], linear;
} shares;

/// Workspaces for columns of up to `rows`.
typedef struct workspace {
    gsl_multifit_linear_workspace *fit; ///< of as many rows as the column at hand
    gsl_matrix *matrix, *covariance;
    gsl_vector *values, *coefficients;
    size_t *order;
    double *input;
} workspace;

static void release(workspace *room)
{
    if (room->fit != NULL) {
        gsl_multifit_linear_free(room->fit);
    }
    if (room->matrix != NULL) {
        gsl_matrix_free(room->matrix);
    }
    if (room->covariance != NULL) {
        gsl_matrix_free(room->covariance);
    }
    if (room->values != NULL) {
        gsl_vector_free(room->values);
    }
    if (room->coefficients != NULL) {
        gsl_vector_free(room->coefficients);
    }
    free(room->order);
    free(room->input);
}

static bool reserve(const aci_tolerance_column *column, workspace *room)
{
    size_t rows = (size_t)column->count, width = (size_t)column->inputs + 1;
    *room = (workspace){
        .fit = gsl_multifit_linear_alloc(rows, width),
        .matrix = gsl_matrix_alloc(rows, width),
        .covariance = gsl_matrix_alloc(width, width),
        .values = gsl_vector_alloc(rows),
        .coefficients = gsl_vector_alloc(width),
        .order = malloc(rows * sizeof *room->order),
        .input = malloc(rows * sizeof *room->input),
    };
    return room->fit != NULL && room->matrix != NULL && room->covariance != NULL &&
           room->values != NULL && room->coefficients != NULL && room->order != NULL &&
           room->input != NULL;
}

/* Mean and deviation of an input over the column. */
static void measure_input(const aci_tolerance_column *column, int input, double *mean,
                          double *deviation)
{
    double sum = 0.0, squares = 0.0;
    for (int n = 0; n < column->count; ++n) {
        sum += column->sample[n][input];
    }
    *mean = sum / column->count;
    for (int n = 0; n < column->count; ++n) {
        double from_mean = column->sample[n][input] - *mean;
        squares += from_mean * from_mean;
    }
    *deviation = sqrt(squares / (column->count - 1));
}

/* Inputs and output enter standardised, so that SI numbers of any size fit well and coefficients
   are the standardised ones. */
static void fill_fit(const aci_tolerance_column *column, workspace *room)
{
    double mean = aci_tolerance_column_mean(column);
    double deviation = aci_tolerance_column_deviation(column);
    for (int n = 0; n < column->count; ++n) {
        gsl_matrix_set(room->matrix, (size_t)n, 0, 1.0);
        gsl_vector_set(room->values, (size_t)n, (column->values[n] - mean) / deviation);
    }
    for (int i = 0; i < column->inputs; ++i) {
        double middle, width;
        measure_input(column, i, &middle, &width);
        for (int n = 0; n < column->count; ++n) {
            double x = width > 0.0 ? (column->sample[n][i] - middle) / width : 0.0;
            gsl_matrix_set(room->matrix, (size_t)n, (size_t)i + 1, x);
        }
    }
}

static void fit(const aci_tolerance_column *column, workspace *room, shares *out)
{
    double rest = NAN;
    fill_fit(column, room);
    int code = gsl_multifit_linear(room->matrix, room->values, room->coefficients, room->covariance,
                                   &rest, room->fit);
    out->linear = code == 0 ? 1.0 - rest / (column->count - 1) : NAN;
    for (int i = 0; i < column->inputs; ++i) {
        double slope = gsl_vector_get(room->coefficients, (size_t)i + 1);
        out->regression[i] = code == 0 ? slope * slope : NAN;
    }
}

/* Coefficients of the values along one input in each replicate: the mean of y with the normalised
   Legendre polynomials of where the input stands among its values. */
static void project(const aci_tolerance_column *column, int input, workspace *room,
                    double coefficients[ACI_POINTS_REPLICATES][ORDERS + 1])
{
    double mean = aci_tolerance_column_mean(column), polynomial[ORDERS + 1];
    int counts[ACI_POINTS_REPLICATES] = {0};
    for (int n = 0; n < column->count; ++n) {
        room->input[n] = column->sample[n][input];
    }
    gsl_sort_index(room->order, room->input, 1, (size_t)column->count);
    memset(coefficients, 0, ACI_POINTS_REPLICATES * sizeof *coefficients);
    for (int n = 0; n < column->count; ++n) {
        size_t row = room->order[n];
        int replicate = column->replicates[row];
        gsl_sf_legendre_Pl_array(ORDERS, (2.0 * n + 1.0) / column->count - 1.0, polynomial);
        ++counts[replicate];
        for (int k = 1; k <= ORDERS; ++k) {
            coefficients[replicate][k] +=
                sqrt(2.0 * k + 1.0) * polynomial[k] * (column->values[row] - mean);
        }
    }
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        for (int k = 1; k <= ORDERS; ++k) {
            coefficients[r][k] = counts[r] > 0 ? coefficients[r][k] / counts[r] : NAN;
        }
    }
}

/* The squares of the coefficients, as products of those of different replicates, which know nothing
   of each other, so that chance adds nothing; over the variance. */
static double first_index(const aci_tolerance_column *column, int input, workspace *room)
{
    double coefficients[ACI_POINTS_REPLICATES][ORDERS + 1], all = 0.0;
    double deviation = aci_tolerance_column_deviation(column);
    project(column, input, room, coefficients);
    for (int k = 1; k <= ORDERS; ++k) {
        double sum = 0.0, squares = 0.0;
        int used = 0;
        for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
            double part = coefficients[r][k];
            sum += isnan(part) ? 0.0 : part;
            squares += isnan(part) ? 0.0 : part * part;
            used += !isnan(part);
        }
        all += used > 1 ? (sum * sum - squares) / (used * (used - 1)) : NAN;
    }
    return all / (deviation * deviation);
}

static aci_status find_shares(const aci_tolerance_column *column, shares *out)
{
    workspace room = {.fit = NULL};
    bool is_enough = column->count >= 4 * (column->inputs + 1) && column->count >= COUNT_LEAST &&
                     aci_tolerance_column_varies(column);
    for (int i = 0; i < column->inputs; ++i) {
        out->regression[i] = out->first[i] = NAN;
    }
    out->linear = NAN;
    if (!is_enough) {
        return ACI_OK;
    }
    if (!reserve(column, &room)) {
        release(&room);
        return ACI_FAIL(ACI_FILE, "out of memory for %d samples", column->count);
    }
    fit(column, &room, out);
    for (int i = 0; i < column->inputs; ++i) {
        out->first[i] = first_index(column, i, &room);
    }
    release(&room);
    return ACI_OK;
}

static aci_interval interval_of(double value, const shares *parts, size_t offset, double confidence)
{
    double without[ACI_POINTS_REPLICATES];
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        without[r] = *(const double *)((const char *)&parts[r] + offset);
    }
    return aci_interval_jackknife(value, without, ACI_POINTS_REPLICATES, confidence);
}

aci_status aci_tolerance_find_causes(aci_tolerance *tolerance, int output,
                                     const aci_tolerance_column *column, aci_tolerance_column *part)
{
    shares whole, parts[ACI_POINTS_REPLICATES];
    double confidence = tolerance->confidence;
    ACI_TRY(find_shares(column, &whole));
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        aci_tolerance_column_without(column, r, part);
        ACI_TRY(find_shares(part, &parts[r]));
    }
    tolerance->results[output].linear =
        interval_of(whole.linear, parts, offsetof(shares, linear), confidence);
    for (int i = 0; i < tolerance->inputs; ++i) {
        aci_tolerance_cause *cause = &tolerance->causes[output * tolerance->inputs + i];
        size_t place = (size_t)i * sizeof(double);
        cause->regression = interval_of(whole.regression[i], parts,
                                        offsetof(shares, regression) + place, confidence);
        cause->first =
            interval_of(whole.first[i], parts, offsetof(shares, first) + place, confidence);
    }
    return ACI_OK;
}

/* Effects of one input on the worst case: the least and the largest of 0 and both ends. */
static void add_worst(aci_tolerance_output *out, const aci_tolerance_cause *cause)
{
    double low = cause->steps[0] - out->median, high = cause->steps[3] - out->median;
    double least = low < high ? low : high, most = low < high ? high : low;
    out->worst_low += isnan(low + high) ? NAN : fmin(least, 0.0);
    out->worst_high += isnan(low + high) ? NAN : fmax(most, 0.0);
}

void aci_tolerance_find_steps(aci_tolerance *tolerance, int output, const aci_survey *survey)
{
    aci_tolerance_output *out = &tolerance->results[output];
    aci_tolerance_cause *causes = &tolerance->causes[output * tolerance->inputs];
    out->centre = aci_survey_value(survey, ACI_SURVEY_CENTRE, output);
    out->centre_error = isnan(out->centre) ? NAN : survey->errors[output];
    out->median = aci_survey_value(survey, ACI_SURVEY_MEDIAN, output);
    out->worst_low = out->worst_high = out->median;
    double squares = 0.0;
    for (int i = 0; i < tolerance->inputs; ++i) {
        for (int s = 0; s < ACI_TOLERANCE_STEPS; ++s) {
            causes[i].steps[s] = aci_survey_value(survey, aci_survey_point(survey, i, s), output);
        }
        double half = 0.5 * (causes[i].steps[2] - causes[i].steps[1]);
        causes[i].root_sum_square = half * half;
        squares += half * half;
        add_worst(out, &causes[i]);
    }
    out->root_sum_square = sqrt(squares);
    for (int i = 0; i < tolerance->inputs; ++i) {
        causes[i].root_sum_square = squares > 0.0 ? causes[i].root_sum_square / squares : NAN;
    }
}
