/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numerics/stepper.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/problem.h"
#include "support/tolerances.h"

static const double end = 600.0;

/// The coefficients of a problem, to be changed with time.
typedef struct changing {
    const aci_operator *original;
    double before, moved, worst;
} changing;

/// Every second cell takes up more and more, and conducts less and less across.
static aci_status change(void *context, double time, aci_operator *op)
{
    const changing *c = context;
    for (size_t n = 0; n < op->extent.count; ++n) {
        op->capacity[n] = c->original->capacity[n] * (1.0 + (n % 2 == 0 ? time / end : 0.0));
        op->conductance[0][n] = c->original->conductance[0][n] * exp(-3.0 * time / end);
    }
    return ACI_OK;
}

static aci_status check_balance(void *context, const aci_moment *moment)
{
    changing *c = context;
    const aci_exchange *e = &moment->total;
    double now = problem_content(moment->op, moment->u) - c->before;
    double moved = fabs(e->entered) + fabs(e->left) + fabs(e->sunk);
    c->worst = fmax(c->worst, fabs(now - (e->entered - e->left - e->sunk)) / moved);
    return ACI_OK;
}

static const problem_kind kind = {
    .geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 11}, .grading = 1.2, .contrast = 1e3};

/// Propagates under changing coefficients; `u` gets the end.
static long run(double tolerance, double *u, changing *c, problem *p)
{
    problem original = problem_create(kind);
    *c = (changing){.original = original.op};
    const double times[3] = {1.0, 100.0, end};
    aci_propagate_options o = {.end = end,
                               .tolerance = tolerance,
                               .report_count = 3,
                               .report_times = times,
                               .coefficients = change,
                               .context = c};
    aci_watch watch = {.context = c, .report = check_balance};
    aci_propagate_report report = {0};
    for (size_t n = 0; n < p->op->extent.plane; ++n) {
        u[n] = 1.0;
    }
    c->before = problem_content(original.op, u);
    cr_assert(aci_stepper_propagate(p->op, &o, &watch, u, &report) == ACI_OK);
    problem_destroy(&original);
    return report.steps;
}

Test(stepper, conserves_with_changing_coefficients)
{
    for (double tolerance = 1e-2; tolerance > 1e-7; tolerance *= 0.1) {
        problem p = problem_create(kind);
        double *u = problem_zeros(p.op);
        changing c;
        run(tolerance, u, &c, &p);
        cr_assert(c.worst < 1e-12, "%g at tolerance %g", c.worst, tolerance);
        aci_field_destroy(p.op->extent, &u);
        problem_destroy(&p);
    }
}

static double distance(const aci_operator *op, const double *a, const double *b)
{
    double sum = 0.0;
    double size = 0.0;
    for (size_t n = 0; n < op->extent.count; ++n) {
        sum += op->capacity[n] * (a[n] - b[n]) * (a[n] - b[n]);
        size += op->capacity[n];
    }
    return sqrt(sum / size);
}

/// The error of a step is tolerance, ~ step^3; that of the whole ~ step^2 ~ tolerance^(2/3), so a
/// hundredth of the tolerance gives 1/21.5 of the error with 4.6 times the steps.
Test(stepper, is_second_order_in_time)
{
    problem p = problem_create(kind);
    double *exact = problem_zeros(p.op);
    changing c;
    run(1e-9, exact, &c, &p);
    double error[2];
    long steps[2];
    for (int n = 0; n < 2; ++n) {
        problem q = problem_create(kind);
        double *u = problem_zeros(q.op);
        steps[n] = run(n == 0 ? 1e-4 : 1e-6, u, &c, &q);
        error[n] = distance(p.op, u, exact);
        aci_field_destroy(q.op->extent, &u);
        problem_destroy(&q);
    }
    double order = log(error[0] / error[1]) / log((double)steps[1] / (double)steps[0]);
    cr_assert(order > 1.7 && order < 2.8, "%g: %g %g, %ld %ld", order, error[0], error[1], steps[0],
              steps[1]);
    aci_field_destroy(p.op->extent, &exact);
    problem_destroy(&p);
}

Test(stepper, agrees_with_the_exact_exponential)
{
    problem p = problem_create(kind);
    double *u = problem_zeros(p.op);
    double *exact = problem_zeros(p.op);
    u[0] = 0.5;
    problem_exact(p.op, u, end, exact);
    aci_propagate_options o = {.end = end, .tolerance = 1e-8};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    double error = distance(p.op, u, exact);
    cr_assert(error < 1e-5, "%g", error);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &exact);
    problem_destroy(&p);
}

/// Amounts stay where they are when only the capacity changes and nothing conducts.
static aci_status swell(void *context, double time, aci_operator *op)
{
    const aci_operator *original = context;
    for (size_t n = 0; n < op->extent.count; ++n) {
        op->capacity[n] = original->capacity[n] * (1.0 + time / end);
    }
    return ACI_OK;
}

Test(stepper, a_change_of_capacity_keeps_each_cells_mass)
{
    problem p =
        problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 6}, .closed = true});
    problem original =
        problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 6}, .closed = true});
    aci_field_fill(p.op->extent, 0.0, p.op->conductance[2]);
    double *u = problem_random(p.op, 21);
    double *start = problem_random(p.op, 21);
    aci_propagate_options o = {
        .end = end, .tolerance = 1e-3, .coefficients = swell, .context = original.op};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    for (size_t n = 0; n < p.op->extent.count; ++n) {
        assert_relative(u[n], 0.5 * start[n], 1e-12);
    }
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &start);
    problem_destroy(&p);
    problem_destroy(&original);
}

Test(stepper, a_nan_is_reported)
{
    problem p = problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 10}});
    double *u = problem_zeros(p.op);
    u[4] = NAN;
    aci_propagate_options o = {.end = end, .tolerance = 1e-3};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    u[4] = 0.0;
    p.op->conductance[2][3] = NAN;
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

static aci_status refuse(void *context, double time, aci_operator *op)
{
    (void)context;
    (void)op;
    return time > 10.0 ? ACI_INTERRUPTED : ACI_OK;
}

Test(stepper, a_status_of_the_coefficients_is_passed_on)
{
    problem p = problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 10}});
    double *u = problem_zeros(p.op);
    aci_propagate_options o = {.end = end, .tolerance = 1e-3, .coefficients = refuse};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_INTERRUPTED);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

/// Conducts the faster the shorter the step is: no step is short enough.
typedef struct chase {
    const aci_operator *original;
    int calls;
} chase;

static aci_status outrun(void *context, double time, aci_operator *op)
{
    chase *c = context;
    double faster = time > 0.0 ? end / time : 1.0;
    ++c->calls;
    for (size_t n = 0; n < op->extent.count; ++n) {
        op->conductance[2][n] = c->original->conductance[2][n] * faster;
    }
    return ACI_OK;
}

/// Each attempt sets the coefficients twice; a hundred rejections in a row are allowed.
Test(stepper, a_step_that_is_always_rejected_is_reported)
{
    const problem_kind column = {.geometry = ACI_SLAB, .cells = {1, 1, 20}, .closed = true};
    problem p = problem_create(column);
    problem original = problem_create(column);
    double *u = problem_random(p.op, 3);
    chase c = {.original = original.op};
    aci_propagate_options o = {
        .end = end, .tolerance = 1e-3, .coefficients = outrun, .context = &c};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    cr_assert(strstr(aci_status_message(), "rejected"), "%s", aci_status_message());
    cr_assert(c.calls < 250, "%d calls", c.calls);
    cr_assert(report.steps == 0);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
    problem_destroy(&original);
}
