/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/fit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit_state.h"

enum { DESCENTS_MAX = 3, RESTARTS_MAX = 4 };

static const double same_minimum = 0.1; /* of chi2 */

void aci_fit_destroy(aci_fit *fit)
{
    free(fit->values);
    free(fit->errors);
    free(fit->jacobian);
    *fit = (aci_fit){.parameter_count = 0};
}

/* The given start, then points of Sobol's sequence, which fills the box evenly. */
static aci_status place_starts(const aci_fit_problem *problem, double *places)
{
    int parameters = problem->parameter_count;
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)parameters);
    if (sequence == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the starts of a fit");
    }
    for (int j = 0; j < parameters; ++j) {
        const aci_fit_parameter *p = &problem->parameters[j];
        places[j] = aci_fit_place(p, p->start);
    }
    for (int n = 1; n < problem->starts; ++n) {
        gsl_qrng_get(sequence, &places[n * parameters]);
    }
    gsl_qrng_free(sequence);
    return ACI_OK;
}

/* The best start not yet taken; -1 when the rest has no numbers. */
static int take_best(const aci_fit_state *state, int starts, bool *taken)
{
    int best = -1;
    double least = INFINITY;
    for (int n = 0; n < starts; ++n) {
        double chi2 = aci_fit_chi2(state, &state->values[n * state->outputs]);
        best = !taken[n] && chi2 < least ? n : best;
        least = best == n ? chi2 : least;
    }
    if (best >= 0) {
        taken[best] = true;
    }
    return best;
}

/* The given start, where it has numbers, and the best of the others. */
static int choose_starts(aci_fit_state *state, const double *places, aci_fit_point *points)
{
    int starts = state->problem->starts, count = 0, next = 0;
    bool *taken = calloc((size_t)starts, sizeof *taken);
    if (taken == NULL) {
        return 0;
    }
    taken[0] = true;
    if (!isfinite(aci_fit_chi2(state, state->values))) {
        next = take_best(state, starts, taken);
    }
    for (; next >= 0 && count < DESCENTS_MAX; next = take_best(state, starts, taken)) {
        aci_fit_point *point = &points[count++];
        *point = (aci_fit_point){.chi2 = INFINITY};
        memcpy(point->place, &places[next * state->parameters],
               (size_t)state->parameters * sizeof(double));
    }
    free(taken);
    return count;
}

static aci_status tell(const aci_fit_problem *problem, const char *stage)
{
    return problem->progress == NULL ? ACI_OK : problem->progress(problem->context, stage);
}

static aci_status no_numbers(const aci_fit_problem *problem)
{
    const aci_model *model = &problem->model;
    const char *reason = model->reason == NULL ? NULL : model->reason(model->context);
    return ACI_FAIL(ACI_NUMERICAL, "none of %d starting points gives numbers to fit%s%s",
                    problem->starts,
                    reason == NULL ? "" : "; the last failed with: ", reason == NULL ? "" : reason);
}

static aci_status descend_all(aci_fit_state *state, aci_fit_point *best, aci_fit *fit)
{
    const aci_fit_problem *problem = state->problem;
    aci_fit_point points[DESCENTS_MAX] = {{.chi2 = INFINITY}};
    size_t size = (size_t)problem->starts * (size_t)problem->parameter_count;
    double *places = calloc(size, sizeof *places);
    aci_status status = places == NULL ? ACI_FAIL(ACI_FILE, "out of memory for a fit")
                                       : place_starts(problem, places);
    if (status == ACI_OK) {
        status = aci_fit_evaluate(state, problem->starts, places);
    }
    if (status == ACI_OK) {
        aci_fit_choose_step(state);
        fit->descents = choose_starts(state, places, points);
        status = fit->descents == 0 ? no_numbers(problem) : ACI_OK;
    }
    *best = (aci_fit_point){.chi2 = INFINITY};
    for (int n = 0; n < fit->descents && status == ACI_OK; ++n) {
        status = tell(problem, "descent");
        status = status == ACI_OK ? aci_fit_settle(state, &points[n]) : status;
        *best = points[n].chi2 < best->chi2 ? points[n] : *best;
    }
    for (int n = 0; n < fit->descents; ++n) {
        fit->reached += points[n].chi2 < best->chi2 + same_minimum;
    }
    free(places);
    return status;
}

static aci_status keep(aci_fit_state *state, const aci_fit_point *point, aci_fit *fit)
{
    size_t width = (size_t)state->outputs, size = sizeof(double);
    ACI_TRY(aci_fit_differentiate(state, point));
    fit->values = calloc(width, size);
    fit->errors = calloc(width, size);
    fit->jacobian = calloc(width * (size_t)state->parameters, size);
    if (fit->values == NULL || fit->errors == NULL || fit->jacobian == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a fit");
    }
    memcpy(fit->values, state->values, width * size);
    memcpy(fit->errors, state->errors, width * size);
    memcpy(fit->jacobian, state->jacobian, width * (size_t)state->parameters * size);
    for (int j = 0; j < state->parameters; ++j) {
        fit->place[j] = point->place[j];
        fit->estimate[j] = aci_fit_value(&state->problem->parameters[j], point->place[j]);
        fit->at_end[j] = point->role[j] != ACI_FIT_AT_END ? 0 : point->place[j] < 0.5 ? -1 : 1;
    }
    fit->chi2 = aci_fit_chi2(state, state->values);
    return aci_fit_spread(state, point, fit);
}

static aci_status check_problem(const aci_fit_problem *problem)
{
    if (problem->data_count < problem->parameter_count) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "%d measurement%s for %d values to fit, at least as many are "
                        "needed",
                        problem->data_count, problem->data_count == 1 ? "" : "s",
                        problem->parameter_count);
    }
    return ACI_OK;
}

aci_status aci_fit_solve(const aci_fit_problem *problem, aci_fit *out)
{
    aci_fit_state state;
    aci_fit_point best;
    *out = (aci_fit){.parameter_count = problem->parameter_count,
                     .data_count = problem->data_count,
                     .error_freedom = problem->error_freedom,
                     .output_count = problem->model.outputs};
    ACI_TRY(check_problem(problem));
    ACI_TRY(aci_fit_state_create(problem, &state));
    aci_status status = descend_all(&state, &best, out);
    if (status == ACI_OK) {
        status = keep(&state, &best, out);
    }
    out->points = state.points;
    out->failed = state.failed;
    aci_fit_state_destroy(&state);
    return status;
}

/* The fit again, from one point; what was counted stays counted. Whether chi2 fell: if not, the fit
 * stays. */
static aci_status solve_again(const aci_fit_problem *problem, const double *places, aci_fit *fit,
                              bool *fell)
{
    aci_fit_parameter parameters[ACI_FIT_PARAMETERS_MAX];
    aci_fit_problem again = *problem;
    aci_fit found, other;
    for (int j = 0; j < problem->parameter_count; ++j) {
        parameters[j] = problem->parameters[j];
        parameters[j].start =
            aci_fit_value(&parameters[j], fmin(fmax(places[j], 1e-3), 1.0 - 1e-3));
    }
    again.parameters = parameters;
    again.starts = 1;
    aci_status status = aci_fit_solve(&again, &found);
    *fell = status == ACI_OK && found.chi2 < fit->chi2;
    other = *fell ? *fit : found;
    *fit = *fell ? found : *fit;
    fit->points = found.points + (*fell ? other.points : fit->points);
    fit->failed = found.failed + (*fell ? other.failed : fit->failed);
    fit->descents += *fell ? other.descents : 1;
    aci_fit_destroy(&other);
    return status;
}

aci_status aci_fit_profiles(const aci_fit_problem *problem, aci_fit *fit, aci_fit_profile *out)
{
    bool fell = true;
    for (int j = 0, restarts = 0; j < problem->parameter_count; ++j) {
        ACI_TRY(tell(problem, problem->parameters[j].name));
        ACI_TRY(aci_fit_profile_one(problem, fit, j, &out[j]));
        if (out[j].found_better && fell && restarts++ < RESTARTS_MAX) {
            ACI_TRY(solve_again(problem, out[j].better, fit, &fell));
            j = fell ? -1 : j;
        }
    }
    return ACI_OK;
}
