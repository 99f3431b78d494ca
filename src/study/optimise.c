/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/optimise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "optimise_parts.h"

enum { SCREENING_PER_VARIABLE = 8, POINTS_USUAL = 400, PURPOSE = 0x6f707469 };

#define TOLERANCE_USUAL 0.005

static aci_status check_variable(const aci_optimise_variable *v, int number)
{
    if (!(v->least < v->most) || !isfinite(v->least) || !isfinite(v->most)) {
        return ACI_FAIL(ACI_BAD_INPUT, "variable %d: from %g to %g is no range", number, v->least,
                        v->most);
    }
    if (v->is_log && v->least <= 0.0) {
        return ACI_FAIL(ACI_BAD_INPUT, "variable %d: a logarithm from %g on", number, v->least);
    }
    return ACI_OK;
}

static aci_status check(const aci_optimise_problem *p)
{
    int outputs = p->model->outputs;
    if (p->variable_count < 1 || p->variable_count > ACI_OPTIMISE_VARIABLES_MAX ||
        p->variable_count != p->model->inputs) {
        return ACI_FAIL(ACI_BAD_INPUT, "%d variables, allowed are 1 to %d", p->variable_count,
                        ACI_OPTIMISE_VARIABLES_MAX);
    }
    if (outputs > ACI_OPTIMISE_OUTPUTS_MAX || p->objective < 0 || p->objective >= outputs ||
        p->limit_count > ACI_OPTIMISE_LIMITS_MAX) {
        return ACI_FAIL(ACI_BAD_INPUT, "%d results and %d limits, allowed are %d and %d", outputs,
                        p->limit_count, ACI_OPTIMISE_OUTPUTS_MAX, ACI_OPTIMISE_LIMITS_MAX);
    }
    for (int k = 0; k < p->variable_count; k++) {
        ACI_TRY(check_variable(&p->variables[k], k + 1));
    }
    for (int n = 0; n < p->limit_count; n++) {
        if (p->limits[n].output < 0 || p->limits[n].output >= outputs) {
            return ACI_FAIL(ACI_BAD_INPUT, "limit %d is on no result", n + 1);
        }
    }
    if (p->pareto != 0 &&
        (p->pareto < 3 || p->pareto > ACI_OPTIMISE_PARETO_MAX || p->limit_count < 1)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "%d points of a trade-off, allowed are 3 to %d, and a target", p->pareto,
                        ACI_OPTIMISE_PARETO_MAX);
    }
    return ACI_OK;
}

static void fill_defaults(aci_optimise_problem *p)
{
    if (p->screening <= 0) {
        p->screening = SCREENING_PER_VARIABLE * (p->variable_count + 1);
    }
    if (p->points_most <= 0) {
        p->points_most = POINTS_USUAL;
    }
    if (p->points_most > ACI_OPTIMISE_POINTS_MAX) {
        p->points_most = ACI_OPTIMISE_POINTS_MAX;
    }
    if (!(p->tolerance > 0.0)) {
        p->tolerance = TOLERANCE_USUAL;
    }
}

static void add_side(aci_optimise_result *r, const aci_optimise_limit *limit, int number,
                     bool is_least)
{
    double bound = is_least ? limit->at_least : limit->at_most;
    if (isfinite(bound)) {
        r->sides[r->side_count++] = (aci_optimise_side){.limit = number,
                                                        .output = limit->output,
                                                        .is_least = is_least,
                                                        .bound = bound,
                                                        .scale = bound != 0.0 ? fabs(bound) : 1.0};
    }
}

static aci_status prepare(aci_search *s)
{
    const aci_optimise_problem *p = &s->problem;
    aci_optimise_result *r = s->result;
    aci_optimise_points *points = &r->points;
    size_t room = (size_t)p->points_most;
    size_t inputs = room * (size_t)s->variables, outputs = room * (size_t)s->outputs;
    r->variables = s->variables;
    r->outputs = s->outputs;
    r->best = r->knee = -1;
    for (int n = 0; n < p->limit_count; n++) {
        add_side(r, &p->limits[n], n, true);
        add_side(r, &p->limits[n], n, false);
    }
    points->inputs = malloc(inputs * sizeof(double));
    points->places = malloc(inputs * sizeof(double));
    points->values = malloc(outputs * sizeof(double));
    points->errors = malloc(outputs * sizeof(double));
    points->statuses = malloc(room * sizeof *points->statuses);
    points->stages = malloc(room * sizeof *points->stages);
    points->reasons = calloc(room, sizeof *points->reasons);
    s->avoided = malloc(inputs * sizeof(double));
    s->avoided_radius = malloc(room * sizeof(double));
    if (points->inputs == NULL || points->places == NULL || points->values == NULL ||
        points->errors == NULL || points->statuses == NULL || points->stages == NULL ||
        points->reasons == NULL || s->avoided == NULL || s->avoided_radius == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d points", p->points_most);
    }
    return ACI_OK;
}

static aci_status solve(aci_search *s)
{
    ACI_TRY(prepare(s));
    ACI_TRY(aci_search_screen(s));
    ACI_TRY(aci_search_run(s));
    if (s->problem.pareto > 0) {
        ACI_TRY(aci_search_trade(s));
        s->result->best = aci_search_best(s);
    }
    return aci_search_describe(s);
}

aci_status aci_optimise_solve(const aci_optimise_problem *problem, aci_optimise_result *out)
{
    *out = (aci_optimise_result){.best = -1, .knee = -1};
    ACI_TRY(check(problem));
    aci_search search = {.problem = *problem,
                         .result = out,
                         .variables = problem->variable_count,
                         .outputs = problem->model->outputs,
                         .random = aci_random_start(problem->seed, PURPOSE, 0)};
    fill_defaults(&search.problem);
    aci_status status = solve(&search);
    free(search.avoided);
    free(search.avoided_radius);
    return status;
}

void aci_optimise_destroy(aci_optimise_result *result)
{
    aci_optimise_points *points = &result->points;
    free(points->inputs);
    free(points->places);
    free(points->values);
    free(points->errors);
    free(points->statuses);
    free(points->stages);
    free(points->reasons);
    *points = (aci_optimise_points){.count = 0};
}

double aci_optimise_violation(const aci_optimise_result *result, int point)
{
    const double *values = result->points.values + point * result->outputs;
    double most = 0.0;
    if (result->points.statuses[point] != ACI_OK) {
        return INFINITY;
    }
    for (int i = 0; i < result->side_count; i++) {
        const aci_optimise_side *side = &result->sides[i];
        double excess = (side->is_least ? -1.0 : 1.0) * (values[side->output] - side->bound);
        most = fmax(most, excess / side->scale);
    }
    return most;
}
