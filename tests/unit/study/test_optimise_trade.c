/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trade-offs whose front is known. */
#include <criterion/criterion.h>
#include <math.h>

#include "support/formulas.h"

static const double *values_of(const aci_optimise_result *r, int member)
{
    return r->points.values + r->pareto[member] * r->outputs;
}

static void assert_front(const aci_optimise_result *r)
{
    for (int n = 1; n < r->pareto_count; n++) {
        const double *x = values_of(r, n - 1), *y = values_of(r, n);
        double benefit = r->benefit_rises ? y[1] - x[1] : x[1] - y[1];
        cr_assert_gt(benefit, 0.0);
        cr_assert_gt(y[0], x[0]);
    }
}

/* Schaffer: f1 = x^2, f2 = (x - 2)^2; the front is sqrt(f1) + sqrt(f2) = 2, 0 <= x <= 2. */
static void schaffer(const double *x, double *values)
{
    values[0] = x[0] * x[0];
    values[1] = (x[0] - 2.0) * (x[0] - 2.0);
}

/* Between the ends at (0, 4) and (4, 0) the front in shares is sqrt(u) + sqrt(v) = 1. It leaves 1/6
 * of the box below it, and is farthest from the chord at u = v = 1/4. n points at equal distances
 * miss a staircase of at most 1/(n - 1) of the box. A place is good to 2e-3 of a range of 10, and
 * beyond an end the sum of the roots grows twice as fast as the place. */
Test(optimise_trade, convex_front_of_schaffer)
{
    formula_model formula = {.compute = schaffer};
    aci_model model = formula_as_model(&formula, 1, 2);
    aci_optimise_problem problem = formula_problem(&model, 2e-3);
    problem.pareto = 21;
    problem.variables[0] = (aci_optimise_variable){-4.0, 6.0, false, false, NAN};
    problem.limits[0] = (aci_optimise_limit){1, -INFINITY, 1.0};
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert(!r.benefit_rises);
    cr_assert_eq(r.pareto_count, 21);
    assert_front(&r);
    for (int n = 0; n < r.pareto_count; n++) {
        const double *f = values_of(&r, n);
        cr_assert_float_eq(sqrt(f[0]) + sqrt(f[1]), 2.0, 2.0 * 2e-3 * 10.0);
    }
    cr_assert_lt(values_of(&r, 0)[0], 0.01);
    cr_assert_lt(values_of(&r, 20)[1], 0.01);
    cr_assert_lt(fabs(r.hypervolume - 5.0 / 6.0), 1.0 / 20.0);
    cr_assert_float_eq(values_of(&r, r.knee)[0], 1.0, 0.25);
    cr_assert_float_eq(r.points.inputs[r.best], 1.0, 0.05);
    aci_optimise_destroy(&r);
}

/* Fonseca and Fleming 1995 with two variables in [-2, 2]:
 *   f1 = 1 - exp(-sum (x_k - 1/sqrt 2)^2),  f2 with a plus; the front has x1 = x2 in +-1/sqrt 2, so
 *   f1 = 1 - exp(-(2 - s)^2), f2 = 1 - exp(-s^2), s from 0 to 2: not convex. */
static void fonseca(const double *x, double *values)
{
    double minus = 0.0, plus = 0.0;
    for (int k = 0; k < 2; k++) {
        minus += (x[k] - sqrt(0.5)) * (x[k] - sqrt(0.5));
        plus += (x[k] + sqrt(0.5)) * (x[k] + sqrt(0.5));
    }
    values[0] = 1.0 - exp(-minus);
    values[1] = exp(-plus); /* a benefit: more is better */
}

static double distance_to_front(const double *f)
{
    double nearest = INFINITY;
    for (int n = 0; n <= 2000; n++) {
        double s = 2.0 * n / 2000.0;
        nearest =
            fmin(nearest, hypot(f[0] - (1.0 - exp(-(2.0 - s) * (2.0 - s))), f[1] - exp(-s * s)));
    }
    return nearest;
}

Test(optimise_trade, front_of_fonseca_and_fleming_that_is_not_convex)
{
    formula_model formula = {.compute = fonseca};
    aci_model model = formula_as_model(&formula, 2, 2);
    aci_optimise_problem problem = formula_problem(&model, 5e-3);
    problem.pareto = 16;
    problem.variables[0] = problem.variables[1] =
        (aci_optimise_variable){-2.0, 2.0, false, false, NAN};
    problem.limits[0] = (aci_optimise_limit){1, 0.5, INFINITY};
    aci_optimise_result r;
    formula_solve(&problem, &r);
    cr_assert(r.benefit_rises);
    cr_assert_geq(r.pareto_count, 12);
    assert_front(&r);
    double widest = 0.0;
    for (int n = 0; n < r.pareto_count; n++) {
        cr_assert_lt(distance_to_front(values_of(&r, n)), 0.02);
        if (n > 0) {
            widest = fmax(widest, hypot(values_of(&r, n)[0] - values_of(&r, n - 1)[0],
                                        values_of(&r, n)[1] - values_of(&r, n - 1)[1]));
        }
    }
    /* The front is about 1.6 long: no gap beyond three equal pieces of 15. */
    cr_assert_lt(widest, 3.0 * 1.6 / 15.0);
    cr_assert_lt(values_of(&r, 0)[0], 0.02);
    cr_assert_gt(values_of(&r, r.pareto_count - 1)[1], 0.98);
    aci_optimise_destroy(&r);
}
