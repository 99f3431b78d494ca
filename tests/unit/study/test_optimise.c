/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems whose optimum is known. The search ends when its box is below the tolerance of a place,
 * so a place is asked for within a few of them; an objective at a smooth optimum is then right to
 * the square of that, at a binding limit to the first order. */
#include "acicula/study/optimise.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <string.h>

#include "support/formulas.h"
#include "support/tolerances.h"

#define TOLERANCE 1e-3

/* f = (x - 0.8)^2 + (y - 0.7)^2, x + y <= 1: at (0.55, 0.45), f = 0.125, and df/dbound =
 * -2 (0.8 - 0.55) = -0.5. */
static void quadratic(const double *x, double *values)
{
    values[0] = (x[0] - 0.8) * (x[0] - 0.8) + (x[1] - 0.7) * (x[1] - 0.7);
    values[1] = x[0] + x[1];
}

Test(optimise, quadratic_below_a_line)
{
    formula_model formula = {.compute = quadratic};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.limits[0].at_most = 1.0;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert(r.is_feasible);
    cr_assert(r.has_converged);
    cr_assert_eq(r.side_count, 1);
    cr_assert_float_eq(formula_best_inputs(&r)[0], 0.55, 5.0 * TOLERANCE);
    cr_assert_float_eq(formula_best_inputs(&r)[1], 0.45, 5.0 * TOLERANCE);
    cr_assert_float_eq(formula_best_value(&r, 0), 0.125, 1e-4);
    cr_assert_leq(formula_best_value(&r, 1), 1.0);
    cr_assert(r.sides[0].is_active);
    cr_assert_float_eq(r.sides[0].multiplier, -0.5, 0.02);
    cr_assert_lt(r.stationarity, 0.02);
    cr_assert_float_eq(r.slopes[0][1], 1.0, 1e-6);
    cr_assert_leq(r.points.count, 150);
    aci_optimise_destroy(&r);
}

/* Rosenbrock's valley in [-1.5, 1.5]^2 within x^2 + y^2 <= 1. On the circle the optimum is a root
 * of one equation; x = 0.786415, y = 0.617698, f = 0.0456748. */
static void rosenbrock(const double *x, double *values)
{
    double bend = x[1] - x[0] * x[0];
    values[0] = 100.0 * bend * bend + (1.0 - x[0]) * (1.0 - x[0]);
    values[1] = x[0] * x[0] + x[1] * x[1];
}

Test(optimise, rosenbrock_in_a_disc)
{
    formula_model formula = {.compute = rosenbrock};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    for (int k = 0; k < 2; k++) {
        problem.variables[k].least = -1.5;
        problem.variables[k].most = 1.5;
    }
    problem.limits[0].at_most = 1.0;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert(r.is_feasible);
    cr_assert(r.has_converged);
    cr_assert_float_eq(formula_best_inputs(&r)[0], 0.786415, 15.0 * TOLERANCE);
    cr_assert_float_eq(formula_best_inputs(&r)[1], 0.617698, 15.0 * TOLERANCE);
    cr_assert_float_eq(formula_best_value(&r, 0), 0.0456748, 2e-3);
    cr_assert(r.sides[0].is_active);
    aci_optimise_destroy(&r);
}

/* x + y >= 1.5 against x^2 + y^2 <= 1: impossible; |violation| is least where both are violated
 * alike on the diagonal: (1.5 - 2 x)/1.5 = 2 x^2 - 1. */
static void at_odds(const double *x, double *values)
{
    values[0] = x[0];
    values[1] = x[0] + x[1];
    values[2] = x[0] * x[0] + x[1] * x[1];
}

Test(optimise, says_that_nothing_is_feasible)
{
    formula_model formula = {.compute = at_odds};
    aci_model model = formula_as_model(&formula, 2, 3);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.limits[0].at_least = 1.5;
    problem.limits[1].at_most = 1.0;
    problem.pareto = 5;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    double diagonal = (-2.0 / 1.5 + sqrt(4.0 / 2.25 + 16.0)) / 4.0;
    double least = (1.5 - 2.0 * diagonal) / 1.5;
    cr_assert(!r.is_feasible);
    cr_assert_geq(r.violation, least - 1e-12);
    cr_assert_leq(r.violation, least + 0.02);
    cr_assert(r.sides[0].margin < 0.0 || r.sides[1].margin < 0.0);
    cr_assert_geq(r.pareto_count, 2);
    aci_optimise_destroy(&r);
}

/* Rises in x, falls in y: the corner (0, 1). */
static void slope(const double *x, double *values)
{
    values[0] = 3.0 * x[0] + x[0] * x[1] - 2.0 * x[1];
    values[1] = x[0];
}

Test(optimise, optimum_in_a_corner)
{
    formula_model formula = {.compute = slope};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert_eq(r.side_count, 0);
    cr_assert(r.is_feasible);
    cr_assert_float_eq(formula_best_inputs(&r)[0], 0.0, 2.0 * TOLERANCE);
    cr_assert_float_eq(formula_best_inputs(&r)[1], 1.0, 2.0 * TOLERANCE);
    cr_assert_eq(r.at_bound[0], -1);
    cr_assert_eq(r.at_bound[1], 1);
    cr_assert_lt(r.stationarity, 1e-6);
    aci_optimise_destroy(&r);
}

/* Length and density: a dose a l^2 n that must reach b, at a wound l^3 n: as short as allowed by
 * n's end: n = 1e7, l = sqrt(b / n). */
static void wounds(const double *x, double *values)
{
    values[0] = x[0] * x[0] * x[0] * x[1];
    values[1] = x[0] * x[0] * x[1];
    values[2] = x[1];
}

Test(optimise, logarithmic_variables_over_decades)
{
    formula_model formula = {.compute = wounds};
    aci_model model = formula_as_model(&formula, 2, 3);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.variables[0] = (aci_optimise_variable){1e-4, 2e-3, true, false, NAN};
    problem.variables[1] = (aci_optimise_variable){1e4, 1e8, true, false, NAN};
    problem.limits[0].at_least = 0.9;
    problem.limits[1].at_most = 1e7;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert(r.is_feasible);
    /* The logarithms' ranges are log 20 and log 1e4. */
    assert_relative(formula_best_inputs(&r)[0], 3e-4, 5.0 * TOLERANCE * log(20.0));
    assert_relative(formula_best_inputs(&r)[1], 1e7, 5.0 * TOLERANCE * log(1e4));
    assert_relative(formula_best_value(&r, 0), 2.7e-4, 0.02);
    /* f = b^(3/2) n^(-1/2): df/db = 1.5 f/b, df/dn = -f/(2 n). */
    assert_relative(r.sides[0].multiplier, 1.5 * 2.7e-4 / 0.9, 0.05);
    assert_relative(r.sides[1].multiplier, -0.5 * 2.7e-4 / 1e7, 0.05);
    aci_optimise_destroy(&r);
}

/* Two wells: a broad one of depth 0.8 about 0.25, a narrow one of depth 1 about (0.8, 0.8). */
static void wells(const double *x, double *values)
{
    double broad = (x[0] - 0.25) * (x[0] - 0.25) + (x[1] - 0.25) * (x[1] - 0.25);
    double narrow = (x[0] - 0.8) * (x[0] - 0.8) + (x[1] - 0.8) * (x[1] - 0.8);
    values[0] = -0.8 * exp(-broad / 0.08) - exp(-narrow / 0.02);
    values[1] = x[0];
}

Test(optimise, finds_the_better_of_two_wells)
{
    formula_model formula = {.compute = wells};
    aci_model model = formula_as_model(&formula, 2, 2);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
        problem.seed = seed;
        aci_optimise_result r;
        formula_solve(&problem, &r);
        cr_assert_float_eq(formula_best_inputs(&r)[0], 0.8, 10.0 * TOLERANCE, "seed %d", (int)seed);
        cr_assert_float_eq(formula_best_inputs(&r)[1], 0.8, 10.0 * TOLERANCE);
        aci_optimise_destroy(&r);
    }
}

static bool fails_beyond(const double *x)
{
    return x[0] + 0.3 * x[1] > 0.75;
}

/* The optimum without limit would be where the model fails, f = (x - 0.8)^2 + (y - 0.7)^2: the
 * nearest point that works is (0.6124, 0.6437)... and up to half of the gaps between points. */
Test(optimise, failed_points_do_not_stop_it)
{
    formula_model formula = {.compute = quadratic, .fails = fails_beyond};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.limits[0].at_most = 10.0;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    int failed = 0;
    for (int n = 0; n < r.points.count; n++) {
        failed += r.points.statuses[n] != ACI_OK;
        cr_assert(r.points.statuses[n] == ACI_OK ||
                  strcmp(r.points.reasons[n], "it is a test") == 0);
        cr_assert(r.points.statuses[n] == ACI_OK || isnan(r.points.values[n * 2]));
    }
    double beyond = 0.8 + 0.3 * 0.7 - 0.75, least = beyond * beyond / (1.0 + 0.3 * 0.3);
    cr_assert_gt(failed, 0);
    cr_assert(r.is_feasible);
    cr_assert_geq(formula_best_value(&r, 0), least - 1e-12);
    cr_assert_leq(formula_best_value(&r, 0), least + 0.01);
    aci_optimise_destroy(&r);
}

static bool fails_always(const double *x)
{
    (void)x;
    return true;
}

Test(optimise, refuses_where_all_fails)
{
    formula_model formula = {.compute = quadratic, .fails = fails_always};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    aci_optimise_result r;
    cr_assert_eq(aci_optimise_solve(&problem, &r), ACI_NUMERICAL);
    cr_assert(strstr(aci_status_message(), "it is a test") != NULL);
    aci_optimise_destroy(&r);
}

/* Whole needles: f is least at n = 7.3, so at 7; a result that is infinite is no answer. */
static void needles(const double *x, double *values)
{
    values[0] = (x[0] - 7.3) * (x[0] - 7.3) + x[1];
    values[1] = x[1] > 0.9 ? INFINITY : 1.0;
}

Test(optimise, whole_numbers_stay_whole)
{
    formula_model formula = {.compute = needles};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.variables[0] = (aci_optimise_variable){1.0, 40.0, false, true, 33.0};
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert_eq(r.points.inputs[0], 33.0);
    cr_assert_eq(formula_best_inputs(&r)[0], 7.0);
    cr_assert_leq(formula_best_inputs(&r)[1], 2.0 * TOLERANCE);
    for (int n = 0; n < r.points.count; n++) {
        double input = r.points.inputs[n * 2];
        cr_assert_eq(input, round(input));
        cr_assert_eq(r.points.statuses[n] == ACI_OK, r.points.inputs[n * 2 + 1] <= 0.9);
    }
    aci_optimise_destroy(&r);
}

/* f = |x - c|^2 over six variables with sum x >= 3.6, c = 0.4: each x = 0.6, f = 0.24. */
static void six(const double *x, double *values)
{
    values[0] = values[1] = 0.0;
    for (int k = 0; k < 6; k++) {
        values[0] += (x[k] - 0.4) * (x[k] - 0.4);
        values[1] += x[k];
    }
}

Test(optimise, six_variables)
{
    formula_model formula = {.compute = six};
    aci_model model = formula_as_model(&formula, 6, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.limits[0].at_least = 3.6;
    problem.tolerance = 5e-3;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert(r.is_feasible);
    cr_assert_float_eq(formula_best_value(&r, 0), 0.24, 0.02);
    aci_optimise_destroy(&r);
}

static void assert_equal_results(const aci_optimise_result *a, const aci_optimise_result *b)
{
    cr_assert_eq(a->points.count, b->points.count);
    cr_assert_eq(memcmp(a->points.values, b->points.values,
                        (size_t)(a->points.count * a->outputs) * sizeof(double)),
                 0);
    cr_assert_eq(a->best, b->best);
    cr_assert_eq(a->pareto_count, b->pareto_count);
}

Test(optimise, is_the_same_for_any_number_of_threads)
{
    formula_model formula = {.compute = rosenbrock};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.limits[0].at_most = 1.0;
    problem.pareto = 8;
    aci_optimise_result one, three;
    omp_set_num_threads(1);
    formula_solve(&problem, &one);
    omp_set_num_threads(3);
    formula_solve(&problem, &three);
    assert_equal_results(&one, &three);
    aci_optimise_destroy(&one);
    aci_optimise_destroy(&three);
}

/* The cheap model knows the second result: the screening's points all hold its limit. */
static void cheap_sum(const double *x, double *values)
{
    values[0] = x[0] + x[1];
}

Test(optimise, a_cheap_screening_spares_points)
{
    formula_model formula = {.compute = quadratic}, cheap = {.compute = cheap_sum};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_model screen = formula_as_model(&cheap, 2, 1);
    aci_optimise_problem problem = formula_problem(&model, TOLERANCE);
    problem.limits[0].at_most = 0.6;
    problem.screen = &screen;
    problem.screen_outputs[0] = 1;
    aci_optimise_result r;
    formula_solve(&problem, &r);
    for (int n = 2; n < r.points.count; n++) {
        if (r.points.stages[n] == ACI_OPTIMISE_SCREENING) {
            cr_assert_leq(r.points.values[n * 2 + 1], 0.6);
        }
    }
    cr_assert_gt(cheap.points, 100);
    cr_assert_float_eq(formula_best_inputs(&r)[0], 0.35, 5.0 * TOLERANCE);
    aci_optimise_destroy(&r);
}

Test(optimise, refuses_what_is_no_problem)
{
    formula_model formula = {.compute = quadratic};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_result r;
    aci_optimise_problem good = formula_problem(&model, TOLERANCE), bad = good;
    bad.variables[1].most = 0.0;
    cr_assert_eq(aci_optimise_solve(&bad, &r), ACI_BAD_INPUT);
    bad = good;
    bad.variables[1].is_log = true;
    cr_assert_eq(aci_optimise_solve(&bad, &r), ACI_BAD_INPUT);
    bad = good;
    bad.objective = 2;
    cr_assert_eq(aci_optimise_solve(&bad, &r), ACI_BAD_INPUT);
    bad = good;
    bad.pareto = 2;
    cr_assert_eq(aci_optimise_solve(&bad, &r), ACI_BAD_INPUT);
    bad = good;
    bad.variable_count = 0;
    cr_assert_eq(aci_optimise_solve(&bad, &r), ACI_BAD_INPUT);
    aci_optimise_destroy(&r);
}
