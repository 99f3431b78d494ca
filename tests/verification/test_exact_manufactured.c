/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <gsl/gsl_integration.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/manufactured.h"

enum { SLAB, CELL, CUBE, KINDS };

static const aci_manufactured *const cases[KINDS] = {
    [SLAB] = &aci_manufactured_slab,
    [CELL] = &aci_manufactured_cell,
    [CUBE] = &aci_manufactured_cube,
};

Test(exact_manufactured, cube_has_the_printed_values)
{
    const aci_manufactured *cube = &aci_manufactured_cube;
    const double places[3][3] = {{.2, .3, .4}, {.7, .1, .8}, {.5, .5, .1}};
    const double times[3] = {.2, .5, 0};
    const char *activity[3] = {".819854228065", ".135040484179", ".987688340595"};
    const char *source[3] = {"6.84524978627", "-1.72292144852", "1.43539686403"};
    for (int i = 0; i < 3; i++) {
        assert_printed(cube->activity(places[i], times[i]), activity[i]);
        assert_printed(cube->source(places[i], times[i]), source[i]);
    }
    assert_printed(cube->amount(.5), ".526441203611");
    assert_printed(cube->exit(.5), ".381094452946");
}

/// Flux density along an axis times the metric (r for the radius of the cell), by a central
/// difference of u.
static double flow(int kind, const double place[3], int axis, double time)
{
    const aci_manufactured *problem = cases[kind];
    double step = 1e-3;
    double sample[4];
    for (int i = 0; i < 4; i++) {
        double moved[3] = {place[0], place[1], place[2]};
        moved[axis] += (i < 2 ? i - 2 : i - 1) * step;
        sample[i] = problem->activity(moved, time);
    }
    double slope = (sample[0] - 8.0 * sample[1] + 8.0 * sample[2] - sample[3]) / (12.0 * step);
    double diffusivity[3];
    problem->diffusivity(place, diffusivity);
    double metric = kind == CELL && axis == 0 ? place[0] : 1.0;
    return -metric * problem->partition(place) * diffusivity[axis] * slope;
}

static double divergence(int kind, const double place[3], double time)
{
    double step = 1e-3;
    double sum = 0.0;
    for (int axis = 0; axis < 3; axis++) {
        double sample[4];
        for (int i = 0; i < 4; i++) {
            double moved[3] = {place[0], place[1], place[2]};
            moved[axis] += (i < 2 ? i - 2 : i - 1) * step;
            sample[i] = flow(kind, moved, axis, time);
        }
        double metric = kind == CELL && axis == 0 ? place[0] : 1.0;
        double slope = sample[0] - 8.0 * sample[1] + 8.0 * sample[2] - sample[3];
        sum += slope / (12.0 * step) / metric;
    }
    return sum;
}

/* fourth-order differences with h = 1e-3: truncation (pi h)^4/30 and round-off eps/h^2, both < 1e-9
 */
Test(exact_manufactured, sources_satisfy_the_equation)
{
    const double places[3][3] = {{.2, .3, .4}, {.7, .1, .8}, {.45, .6, .15}};
    for (int kind = 0; kind < KINDS; kind++) {
        const aci_manufactured *problem = cases[kind];
        for (int i = 0; i < 3; i++) {
            double time = 0.3;
            double step = 1e-3;
            double rise = problem->activity(places[i], time + step) -
                          problem->activity(places[i], time - step);
            double rate = rise / (2.0 * step) / (1.0 + step * step / 6.0);
            double loss = problem->clearance * problem->activity(places[i], time);
            double source =
                problem->partition(places[i]) * (rate + loss) + divergence(kind, places[i], time);
            cr_assert_float_eq(problem->source(places[i], time), source, 1e-8, "%s: %.12g, %.12g",
                               problem->name, problem->source(places[i], time), source);
        }
    }
}

/// int over the domain of f, by Gauss-Legendre points (exact to round-off for these functions).
static double integral(int kind, double (*f)(int kind, const double place[3], double time),
                       double time)
{
    gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(16);
    double sum = 0.0;
    for (size_t n = 0; n < 16 * 16 * 16; n++) {
        size_t index[3] = {n % 16, n / 16 % 16, n / 256};
        double place[3];
        double weight = 1.0;
        for (int axis = 0; axis < 3; axis++) {
            double part;
            gsl_integration_glfixed_point(0.0, 1.0, index[axis], &place[axis], &part, table);
            weight *= part;
        }
        double metric = kind == CELL ? 2.0 * acos(-1.0) * place[0] : 1.0;
        sum += weight * metric * f(kind, place, time);
    }
    gsl_integration_glfixed_table_free(table);
    return sum;
}

static double density(int kind, const double place[3], double time)
{
    return cases[kind]->partition(place) * cases[kind]->activity(place, time);
}

static double source(int kind, const double place[3], double time)
{
    return cases[kind]->source(place, time);
}

Test(exact_manufactured, amounts_are_the_integrals)
{
    for (int kind = 0; kind < KINDS; kind++) {
        assert_relative(integral(kind, density, 0.4), cases[kind]->amount(0.4), 1e-12);
    }
}

/* amounts decay with e^-t to a constant, so their rate is (amount(t + d) - amount(t))/(1 - e^-d)
 * e^0 */
Test(exact_manufactured, flows_balance)
{
    for (int kind = 0; kind < KINDS; kind++) {
        const aci_manufactured *problem = cases[kind];
        double rate = (problem->amount(1.4) - problem->amount(0.4)) / (1.0 - exp(-1.0));
        double flows = problem->entry(0.4) - problem->exit(0.4);
        double change = flows - problem->clearance * problem->amount(0.4);
        cr_assert_float_eq(rate, change + integral(kind, source, 0.4), 1e-11, "%s", problem->name);
    }
}

Test(exact_manufactured, walls_have_their_values)
{
    for (int kind = 0; kind < KINDS; kind++) {
        const aci_manufactured *problem = cases[kind];
        const double top[3] = {.3, .6, 0.0};
        const double bottom[3] = {.3, .6, 1.0};
        cr_assert_float_eq(problem->activity(bottom, 0.7), problem->bottom, 1e-15);
        if (!isnan(problem->top)) {
            cr_assert_float_eq(problem->activity(top, 0.7), problem->top, 1e-15);
        }
        const double side[3] = {1.0, .6, .4};
        cr_assert_float_eq(flow(kind, side, 0, 0.7), 0.0, 1e-10);
    }
}
