/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fit_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double step_least = 6e-6;   /* cbrt of the rounding error: central differences */
static const double step_largest = 0.05; /* relative; beyond, curvature counts */
static const double part_that_jumps =
    1e-2; /* of the numerical error, as a grid follows its values */
static const double tolerance_usual = 1e-4, tolerance_largest = 0.02;

void aci_fit_state_destroy(aci_fit_state *state)
{
    free(state->inputs);
    free(state->values);
    free(state->errors);
    free(state->jacobian);
    free(state->statuses);
    *state = (aci_fit_state){.problem = NULL};
}

aci_status aci_fit_state_create(const aci_fit_problem *problem, aci_fit_state *out)
{
    int parameters = problem->parameter_count, outputs = problem->model.outputs;
    int room = problem->starts > 2 * parameters + 1 ? problem->starts : 2 * parameters + 1;
    size_t rows = (size_t)room, width = (size_t)outputs;
    *out = (aci_fit_state){.problem = problem,
                           .parameters = parameters,
                           .outputs = outputs,
                           .room = room,
                           .step = step_least};
    out->tolerance = problem->tolerance > 0.0 ? problem->tolerance : tolerance_usual;
    out->inputs = calloc(rows * (size_t)parameters, sizeof(double));
    out->values = calloc(rows * width, sizeof(double));
    out->errors = calloc(rows * width, sizeof(double));
    out->jacobian = calloc(width * (size_t)parameters, sizeof(double));
    out->statuses = calloc(rows, sizeof *out->statuses);
    if (out->inputs == NULL || out->values == NULL || out->errors == NULL ||
        out->jacobian == NULL || out->statuses == NULL) {
        aci_fit_state_destroy(out);
        return ACI_FAIL(ACI_FILE, "out of memory for a fit");
    }
    return ACI_OK;
}

double aci_fit_value(const aci_fit_parameter *parameter, double place)
{
    double from = parameter->from, to = parameter->to;
    if (place <= 0.0 || place >= 1.0) {
        return place <= 0.0 ? from : to;
    }
    return parameter->logarithmic ? from * exp(place * log(to / from)) : from + place * (to - from);
}

double aci_fit_place(const aci_fit_parameter *parameter, double value)
{
    double from = parameter->from, to = parameter->to;
    double place =
        parameter->logarithmic ? log(value / from) / log(to / from) : (value - from) / (to - from);
    return fmin(fmax(place, 0.0), 1.0);
}

aci_status aci_fit_evaluate(aci_fit_state *state, int count, const double *places)
{
    const aci_fit_problem *problem = state->problem;
    for (int n = 0; n < count * state->parameters; ++n) {
        state->inputs[n] = aci_fit_value(&problem->parameters[n % state->parameters], places[n]);
    }
    state->status = problem->model.evaluate(problem->model.context, count, state->inputs,
                                            state->values, state->errors, state->statuses);
    state->points += count;
    for (int n = 0; n < count && state->status == ACI_OK; ++n) {
        state->failed += state->statuses[n] != ACI_OK;
    }
    return state->status;
}

double aci_fit_chi2(const aci_fit_state *state, const double *values)
{
    const aci_fit_problem *problem = state->problem;
    double sum = 0.0;
    for (int i = 0; i < problem->data_count; ++i) {
        double residual = (values[problem->output[i]] - problem->measured[i]) / problem->error[i];
        sum += residual * residual;
    }
    return isfinite(sum) ? sum : INFINITY;
}

/* A run's error goes smoothly with the values but for a part, by which chi2 jumps: neither slopes
 * over shorter steps nor smaller falls of chi2 mean anything. */
void aci_fit_choose_step(aci_fit_state *state)
{
    const aci_fit_problem *problem = state->problem;
    double noise = 0.0, jump = 0.0;
    for (int i = 0; i < problem->data_count; ++i) {
        double error = state->errors[problem->output[i]], value = state->values[problem->output[i]];
        double scale = fmax(fabs(value), fabs(problem->error[i]));
        bool is_known = isfinite(error) && isfinite(scale);
        noise = is_known ? fmax(noise, error / scale) : noise;
        jump = is_known ? fmax(jump, part_that_jumps * error / problem->error[i]) : jump;
    }
    state->step = fmin(fmax(cbrt(part_that_jumps * noise), step_least), step_largest);
    if (!(problem->tolerance > 0.0)) {
        state->tolerance = fmin(fmax(jump, tolerance_usual), tolerance_largest);
    }
}

/* The step in places: of the logarithm, or relative to the value. */
static double step_of(const aci_fit_state *state, int parameter, double place)
{
    const aci_fit_parameter *p = &state->problem->parameters[parameter];
    if (p->logarithmic) {
        return fmin(state->step / log(p->to / p->from), step_largest);
    }
    double scale = fmax(fabs(aci_fit_value(p, place)), 1e-3 * (p->to - p->from));
    return fmin(state->step * scale / (p->to - p->from), step_largest);
}

/* Slopes between two rows of values; where one has failed, between the other and the middle. */
static void take_slopes(aci_fit_state *state, int parameter, int low, int high, const double *width)
{
    const double *a = &state->values[low * state->outputs];
    const double *b = &state->values[high * state->outputs];
    const double *middle = state->values;
    for (int k = 0; k < state->outputs; ++k) {
        double *slope = &state->jacobian[k * state->parameters + parameter];
        double below = width[0] > 0.0 ? (middle[k] - a[k]) / width[0] : NAN;
        double above = width[1] > 0.0 ? (b[k] - middle[k]) / width[1] : NAN;
        double both = (b[k] - a[k]) / (width[0] + width[1]);
        *slope = isfinite(both) ? both : isfinite(below) ? below : isfinite(above) ? above : 0.0;
    }
}

/* Row 0 of the points is the middle; two follow for each parameter that is not fixed. */
aci_status aci_fit_differentiate(aci_fit_state *state, const aci_fit_point *at)
{
    enum { ROWS = 2 * ACI_FIT_PARAMETERS_MAX + 1 };
    double places[ROWS * ACI_FIT_PARAMETERS_MAX], width[ACI_FIT_PARAMETERS_MAX][2];
    int parameters = state->parameters, count = 1;
    size_t size = (size_t)parameters * sizeof *places;
    memcpy(places, at->place, size);
    for (int j = 0; j < parameters; ++j) {
        if (at->role[j] == ACI_FIT_FIXED) {
            continue;
        }
        double step = step_of(state, j, at->place[j]);
        width[j][0] = fmin(step, at->place[j]);
        width[j][1] = fmin(step, 1.0 - at->place[j]);
        for (int side = 0; side < 2; ++side, ++count) {
            memcpy(&places[count * parameters], at->place, size);
            places[count * parameters + j] += side == 0 ? -width[j][0] : width[j][1];
        }
    }
    ACI_TRY(aci_fit_evaluate(state, count, places));
    memset(state->jacobian, 0, (size_t)(state->outputs * parameters) * sizeof(double));
    for (int j = 0, row = 1; j < parameters; ++j) {
        if (at->role[j] != ACI_FIT_FIXED) {
            take_slopes(state, j, row, row + 1, width[j]);
            row += 2;
        }
    }
    return ACI_OK;
}
