/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Formulas as models, and the problems of searching in them.
#ifndef ACICULA_TESTS_SUPPORT_FORMULAS_H
#define ACICULA_TESTS_SUPPORT_FORMULAS_H

#include "acicula/study/optimise.h"

/// A formula that fails where `fails` says so; points are evaluated side by side.
typedef struct formula_model {
    void (*compute)(const double *x, double *values);
    bool (*fails)(const double *x);
    int inputs, outputs, points; ///< points counts the evaluated ones
} formula_model;

/// The formula as a model with exact values.
aci_model formula_as_model(formula_model *formula, int inputs, int outputs);

/// Least value 0 in the unit cube, each other value a limit without bounds, seed 1.
aci_optimise_problem formula_problem(const aci_model *model, double tolerance);

/// Asserts that the problem is solved.
void formula_solve(const aci_optimise_problem *problem, aci_optimise_result *result);

const double *formula_best_inputs(const aci_optimise_result *result);
double formula_best_value(const aci_optimise_result *result, int output);

#endif
