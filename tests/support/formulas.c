/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas.h"

#include <criterion/criterion.h>
#include <math.h>

static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    formula_model *m = context;
    m->points += points;
#pragma omp parallel for schedule(dynamic)
    for (int n = 0; n < points; n++) {
        const double *x = inputs + n * m->inputs;
        m->compute(x, values + n * m->outputs);
        for (int k = 0; k < m->outputs; k++) {
            errors[n * m->outputs + k] = 0.0;
        }
        statuses[n] = m->fails != NULL && m->fails(x) ? ACI_NUMERICAL : ACI_OK;
    }
    return ACI_OK;
}

static const char *reason(void *context)
{
    (void)context;
    return "it is a test";
}

aci_model formula_as_model(formula_model *formula, int inputs, int outputs)
{
    formula->inputs = inputs;
    formula->outputs = outputs;
    return (aci_model){formula, inputs, outputs, evaluate, reason};
}

aci_optimise_problem formula_problem(const aci_model *model, double tolerance)
{
    aci_optimise_problem problem = {
        .model = model, .variable_count = model->inputs, .tolerance = tolerance, .seed = 1};
    for (int k = 0; k < model->inputs; k++) {
        problem.variables[k] = (aci_optimise_variable){.least = 0.0, .most = 1.0, .start = NAN};
    }
    for (int n = 1; n < model->outputs; n++) {
        problem.limits[n - 1] = (aci_optimise_limit){n, -INFINITY, INFINITY};
    }
    problem.limit_count = model->outputs - 1;
    return problem;
}

void formula_solve(const aci_optimise_problem *problem, aci_optimise_result *result)
{
    cr_assert_eq(aci_optimise_solve(problem, result), ACI_OK, "%s", aci_status_message());
}

const double *formula_best_inputs(const aci_optimise_result *result)
{
    return result->points.inputs + result->best * result->variables;
}

double formula_best_value(const aci_optimise_result *result, int output)
{
    return result->points.values[result->best * result->outputs + output];
}
