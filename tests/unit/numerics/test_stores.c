/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Stores of the cells against what they are equal to: a closed form, a second column of cells, a
/// larger capacity.
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "numerics/krylov.h"
#include "numerics/stepper.h"
#include "support/problem.h"
#include "support/tolerances.h"

enum { ROWS = 40 };

static const double end = 600.0;
static const double times[3] = {1.0, 100.0, 600.0};

/// A slab whose cells take up at `fast` 1/s and less further down and give back at a third to three
/// times of it.
static double in_of(const aci_operator *op, size_t c, double fast)
{
    return op->capacity[c] * fast / (1.0 + (double)c / ROWS);
}

static double out_of(size_t c, double fast)
{
    return fast * (0.3 + 2.7 * (double)c / ROWS);
}

static problem with_stores(double fast)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, ROWS}, .contrast = 1e2});
    cr_assert(aci_operator_add_stores(p.op) == ACI_OK);
    for (size_t c = 0; c < ROWS; ++c) {
        p.op->store_in[c] = in_of(p.op, c, fast);
        p.op->store_out[c] = out_of(c, fast);
    }
    return p;
}

/// The same without stores: in their place a second column of cells, each coupled to its own alone.
static problem with_second_column(const aci_operator *stores)
{
    problem p = problem_create((problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {2, 1, ROWS}});
    for (size_t k = 0; k < ROWS; ++k) {
        size_t c = 2 * k;
        p.op->capacity[c] = stores->capacity[k];
        p.op->capacity[c + 1] = stores->store_in[k] / stores->store_out[k];
        p.op->conductance[0][c] = stores->store_in[k];
        p.op->conductance[2][c] = stores->conductance[2][k];
        p.op->conductance[2][c + 1] = 0.0;
        p.op->sink[c] = stores->sink[k];
        p.op->sink[c + 1] = 0.0;
    }
    p.op->top[0] = stores->top[0];
    p.op->bottom[0] = stores->bottom[0];
    p.op->top[1] = p.op->bottom[1] = 0.0;
    return p;
}

typedef struct result {
    double *u, *store;
    aci_exchange total;
    double worst; ///< unaccounted for at the report times, relative
    double before;
    long steps;
} result;

static double content(const aci_operator *op, const double *u, const double *store)
{
    return problem_content(op, u) + aci_field_sum(op->extent, store);
}

static aci_status check_balance(void *context, const aci_moment *moment)
{
    result *r = context;
    const aci_exchange *e = &moment->total;
    double change = content(moment->op, moment->u, moment->store) - r->before;
    double size = r->before + fabs(e->entered) + fabs(e->left) + fabs(e->sunk);
    r->worst = fmax(r->worst, fabs(change - (e->entered - e->left - e->sunk)) / size);
    r->total = *e;
    return ACI_OK;
}

typedef aci_status (*method)(aci_operator *, const aci_propagate_options *, const aci_watch *,
                             double *, aci_propagate_report *);

/// From u = 0.5 in the upper quarter, with stores that hold as much there.
static result run(problem *p, method propagate, double tolerance)
{
    result r = {.u = problem_zeros(p->op), .store = problem_zeros(p->op)};
    for (size_t c = 0; c < p->op->extent.count / 4; ++c) {
        r.u[c] = 0.5;
        r.store[c] = 0.5 * p->op->capacity[c];
    }
    r.before = content(p->op, r.u, r.store);
    aci_propagate_options o = {.end = end,
                               .tolerance = tolerance,
                               .report_count = 3,
                               .report_times = times,
                               .store = r.store};
    aci_watch watch = {.context = &r, .report = check_balance};
    aci_propagate_report report = {0};
    cr_assert(propagate(p->op, &o, &watch, r.u, &report) == ACI_OK, "%s", aci_status_message());
    r.steps = report.steps;
    return r;
}

static void drop(problem *p, result *r)
{
    aci_field_destroy(p->op->extent, &r->u);
    aci_field_destroy(p->op->extent, &r->store);
    problem_destroy(p);
}

/// Largest error of u and of what is stored, against the second column by its eigenproblem.
static double error_of(const problem *p, const result *r)
{
    problem q = with_second_column(p->op);
    double *start = problem_zeros(q.op), *exact = problem_zeros(q.op);
    for (size_t k = 0; k < ROWS / 4; ++k) {
        start[2 * k] = 0.5;
        start[2 * k + 1] = 0.5 * p->op->capacity[k] / q.op->capacity[2 * k + 1];
    }
    problem_exact(q.op, start, end, exact);
    double worst = 0.0;
    for (size_t k = 0; k < ROWS; ++k) {
        double v = r->store[k] / q.op->capacity[2 * k + 1];
        worst = fmax(worst, fabs(r->u[k] - exact[2 * k]));
        worst = fmax(worst, fabs(v - exact[2 * k + 1]));
    }
    aci_field_destroy(q.op->extent, &start);
    aci_field_destroy(q.op->extent, &exact);
    problem_destroy(&q);
    return worst;
}

/// u is at most 1. From binding that hardly begins to binding 6e5 times faster than the interval.
Test(stores, are_a_second_column_of_cells)
{
    for (double fast = 1e-4; fast < 1e4; fast *= 1e2) {
        problem p = with_stores(fast);
        result r = run(&p, aci_krylov_propagate, 1e-10);
        double error = error_of(&p, &r);
        cr_assert(error < 1e-8, "at %g 1/s: %g", fast, error);
        drop(&p, &r);
        p = with_stores(fast);
        r = run(&p, aci_stepper_propagate, 1e-8);
        error = error_of(&p, &r);
        cr_assert(error < 1e-5, "at %g 1/s, in steps: %g", fast, error);
        drop(&p, &r);
    }
}

/// As in test_stepper.c.
Test(stores, are_stepped_in_fourth_order)
{
    double error[2];
    long steps[2];
    for (int n = 0; n < 2; ++n) {
        problem p = with_stores(1e-2);
        result r = run(&p, aci_stepper_propagate, n == 0 ? 1e-4 : 1e-7);
        error[n] = error_of(&p, &r);
        steps[n] = r.steps;
        drop(&p, &r);
    }
    double order = log(error[0] / error[1]) / log((double)steps[1] / (double)steps[0]);
    cr_assert(order > 3.5 && order < 5.5, "%g: %g %g, %ld %ld", order, error[0], error[1], steps[0],
              steps[1]);
}

/// One closed cell: s goes to its balance with the rate in/capacity + out.
Test(stores, of_a_closed_cell_relax_exponentially)
{
    const method methods[2] = {aci_krylov_propagate, aci_stepper_propagate};
    const double out = 3e-3, on = 5e-3;
    for (int m = 0; m < 2; ++m) {
        problem p = problem_create(
            (problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 1}, .closed = true});
        cr_assert(aci_operator_add_stores(p.op) == ACI_OK);
        double whole = p.op->capacity[0], u[1 + 2] = {0.0, 1.0, 0.0}, store[3] = {0.0};
        p.op->store_in[0] = on * whole;
        p.op->store_out[0] = out;
        aci_propagate_options o = {.end = end, .tolerance = 1e-8, .store = &store[1]};
        aci_watch watch = {0};
        aci_propagate_report report = {0};
        cr_assert(methods[m](p.op, &o, &watch, &u[1], &report) == ACI_OK);
        double expected = whole * on / (on + out) * -expm1(-(on + out) * end);
        assert_relative(store[1], expected, 1e-5);
        assert_relative(store[1] + whole * u[1], whole, 1e-13);
        problem_destroy(&p);
    }
}

/// At 1e6 1/s a store is a capacity store_in/store_out: what it lags behind is 1e-6 s of 600.
Test(stores, that_are_fast_are_capacity)
{
    problem q = with_stores(1e6);
    double *u = problem_zeros(q.op);
    for (size_t c = 0; c < ROWS; ++c) {
        q.op->capacity[c] += q.op->store_in[c] / q.op->store_out[c];
        q.op->store_in[c] = 0.0;
    }
    double *none = problem_zeros(q.op);
    aci_propagate_options o = {.end = end, .tolerance = 1e-10, .store = none};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_krylov_propagate(q.op, &o, &watch, u, &report) == ACI_OK);
    const method methods[2] = {aci_krylov_propagate, aci_stepper_propagate};
    for (int m = 0; m < 2; ++m) {
        problem p = with_stores(1e6);
        double *v = problem_zeros(p.op), *store = problem_zeros(p.op);
        o.store = store;
        o.tolerance = m == 0 ? 1e-10 : 1e-8;
        cr_assert(methods[m](p.op, &o, &watch, v, &report) == ACI_OK);
        for (size_t c = 0; c < ROWS; ++c) {
            double ratio = p.op->store_in[c] / p.op->store_out[c];
            cr_assert(fabs(v[c] - u[c]) < (m == 0 ? 1e-8 : 1e-5), "%zu: %g", c, v[c] - u[c]);
            cr_assert(fabs(store[c] / ratio - v[c]) < 1e-8);
        }
        aci_field_destroy(p.op->extent, &v);
        aci_field_destroy(p.op->extent, &store);
        problem_destroy(&p);
    }
    aci_field_destroy(q.op->extent, &u);
    aci_field_destroy(q.op->extent, &none);
    problem_destroy(&q);
}

/// Cells and stores together, to round-off: in steps at any speed of binding. In a Krylov space,
/// whose matrix holds the rates, their last digits act over the whole interval where, as here, the
/// start is far from balance.
Test(stores, keep_the_mass)
{
    for (double fast = 1e-4; fast < 1e7; fast *= 1e2) {
        for (double tolerance = 1e-2; tolerance > 1e-6; tolerance *= 0.1) {
            problem p = with_stores(fast);
            result r = run(&p, aci_stepper_propagate, tolerance);
            cr_assert(r.worst < 1e-13, "%g at %g 1/s, tolerance %g", r.worst, fast, tolerance);
            drop(&p, &r);
            p = with_stores(fast);
            r = run(&p, aci_krylov_propagate, tolerance);
            double allowed = 1e-13 + DBL_EPSILON * fast * end;
            cr_assert(r.worst < allowed, "%g at %g 1/s, %g, Krylov", r.worst, fast, tolerance);
            drop(&p, &r);
        }
    }
}

/// Cells that swell and bind more and more, half of which do not bind at the start.
static aci_status change(void *context, double time, aci_operator *op)
{
    const aci_operator *original = context;
    for (size_t c = 0; c < op->extent.count; ++c) {
        op->capacity[c] = original->capacity[c] * (1.0 + time / end);
        op->store_in[c] = original->store_in[c] * (c % 2 == 0 ? time / end : 1.0 - time / end);
    }
    return ACI_OK;
}

/// Nor when coefficients change, whose stores need the stepper whatever is asked for.
Test(stores, keep_the_mass_while_coefficients_change)
{
    for (double fast = 1e-3; fast < 1e4; fast *= 1e3) {
        problem p = with_stores(fast), original = with_stores(fast);
        result r = {.u = problem_constant(p.op, 1.0), .store = problem_constant(p.op, 1e-5)};
        r.before = content(p.op, r.u, r.store);
        aci_propagate_options o = {.end = end,
                                   .tolerance = 1e-4,
                                   .report_count = 3,
                                   .report_times = times,
                                   .method = ACI_PROPAGATE_KRYLOV,
                                   .coefficients = change,
                                   .context = original.op,
                                   .store = r.store};
        aci_watch watch = {.context = &r, .report = check_balance};
        aci_propagate_report report = {0};
        cr_assert(aci_propagate(p.op, &o, &watch, r.u, &report) == ACI_OK);
        cr_assert(r.worst < 1e-13, "%g at %g 1/s", r.worst, fast);
        cr_assert(strcmp(report.method, "ESDIRK4") == 0);
        problem_destroy(&original);
        drop(&p, &r);
    }
}

/// What never gives back, and what is full where nothing binds any more, is stepped.
Test(stores, that_the_space_cannot_hold_are_stepped)
{
    for (int n = 0; n < 3; ++n) {
        problem p = with_stores(1e-2);
        double *u = problem_constant(p.op, 1.0), *store = problem_constant(p.op, 1e-6);
        p.op->store_out[3] = n == 0 ? 0.0 : p.op->store_out[3];
        p.op->store_in[5] = n == 1 ? 0.0 : p.op->store_in[5];
        aci_propagate_options o = {.end = end, .tolerance = 1e-4, .store = store};
        aci_watch watch = {0};
        aci_propagate_report report = {0};
        cr_assert(aci_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
        cr_assert(strcmp(report.method, n < 2 ? "ESDIRK4" : "rational Krylov") == 0);
        aci_field_destroy(p.op->extent, &u);
        aci_field_destroy(p.op->extent, &store);
        problem_destroy(&p);
    }
}

/// The steady state knows nothing of stores; they must fill up on the way to it.
Test(stores, delay_the_steady_state)
{
    problem p = with_stores(1e-2), q = with_second_column(p.op);
    double *u = problem_zeros(p.op), *v = problem_zeros(q.op);
    aci_steady steady, expected;
    aci_propagate_report report = {0};
    cr_assert(aci_propagate_steady(p.op, u, &steady, &report) == ACI_OK);
    cr_assert(aci_propagate_steady(q.op, v, &expected, &report) == ACI_OK);
    assert_relative(steady.rate.left, expected.rate.left, 1e-10);
    assert_relative(steady.deficit.left, expected.deficit.left, 1e-10);
    assert_relative(steady.deficit.sunk, expected.deficit.sunk, 1e-10);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(q.op->extent, &v);
    problem_destroy(&p);
    problem_destroy(&q);
}
