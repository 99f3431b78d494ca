/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numerics/krylov.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "support/problem.h"
#include "support/tolerances.h"

static const double hours = 3600.0;

static aci_propagate_options options(double end, double tolerance)
{
    return (aci_propagate_options){.end = end, .tolerance = tolerance};
}

static double largest_difference(const aci_operator *op, const double *a, const double *b)
{
    double largest = 0.0;
    for (size_t c = 0; c < op->extent.count; ++c) {
        largest = fmax(largest, fabs(a[c] - b[c]));
    }
    return largest;
}

static void check_exact(problem_kind kind, double time, double tolerance)
{
    problem p = problem_create(kind);
    double *u = problem_constant(p.op, 0.0);
    double *exact = problem_zeros(p.op);
    u[0] = 0.5;
    problem_exact(p.op, u, time, exact);
    aci_propagate_options o = options(time, tolerance);
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    double difference = largest_difference(p.op, u, exact);
    cr_assert(difference < 10.0 * tolerance, "%g at %g s", difference, time);
    cr_assert(report.indicator <= tolerance);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &exact);
    problem_destroy(&p);
}

/// u is of order one; ten times the tolerance, since it bounds amounts and not the largest u.
Test(krylov, agrees_with_the_exact_exponential)
{
    const problem_kind kinds[3] = {
        {.geometry = ACI_SLAB, .cells = {1, 1, 40}, .contrast = 1e3},
        {.geometry = ACI_AXISYMMETRIC, .cells = {8, 1, 9}, .grading = 1.2, .contrast = 1e3},
        {.geometry = ACI_BOX, .cells = {4, 3, 6}, .contrast = 1e2},
    };
    for (int n = 0; n < 3; ++n) {
        for (double time = 1.0; time < 2e4; time *= 10.0) {
            check_exact(kinds[n], time, 1e-7);
        }
    }
}

/// As many vectors as cells are enough, and fewer than the least the space asks for.
Test(krylov, a_space_that_is_exhausted_is_exact)
{
    for (int cells = 1; cells <= 5; ++cells) {
        check_exact((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, cells}}, 40.0, 1e-9);
    }
}

typedef struct ledger {
    double before, moved, worst;
} ledger;

static aci_status check_balance(void *context, const aci_moment *moment)
{
    ledger *l = context;
    const aci_exchange *e = &moment->total;
    double change = problem_content(moment->op, moment->u) - l->before;
    double moved = fabs(e->entered) + fabs(e->left) + fabs(e->sunk);
    l->worst = fmax(l->worst, fabs(change - (e->entered - e->left - e->sunk)) / moved);
    return ACI_OK;
}

/// What has entered, left and sunk is integrated apart from u; their balance closes to the rounding
/// of the projected problem however coarse the tolerance is.
static void check_conservation(problem *p, double start, double tolerance, size_t single_from)
{
    double *u = problem_constant(p->op, 0.0);
    for (size_t c = 0; c < p->op->extent.plane; ++c) {
        u[c] = start;
    }
    const double times[5] = {60.0, 600.0, 1.0 * hours, 8.0 * hours, 24.0 * hours};
    aci_propagate_options o = options(24.0 * hours, tolerance);
    o.report_times = times;
    o.report_count = 5;
    o.single_from = single_from;
    ledger l = {.before = problem_content(p->op, u)};
    aci_watch watch = {.context = &l, .report = check_balance};
    aci_propagate_report report = {0};
    cr_assert(aci_krylov_propagate(p->op, &o, &watch, u, &report) == ACI_OK);
    cr_assert(l.worst < 1e-12, "%g at tolerance %g", l.worst, tolerance);
    aci_field_destroy(p->op->extent, &u);
}

Test(krylov, conserves_at_any_tolerance)
{
    const problem_kind kinds[3] = {
        {.geometry = ACI_SLAB, .cells = {1, 1, 60}, .contrast = 1e4},
        {.geometry = ACI_AXISYMMETRIC, .cells = {21, 1, 25}, .grading = 1.15, .contrast = 1e5},
        {.geometry = ACI_BOX, .cells = {9, 8, 12}, .grading = 1.2, .contrast = 1e4},
    };
    for (int n = 0; n < 3; ++n) {
        problem p = problem_create(kinds[n]);
        for (double tolerance = 1e-1; tolerance > 1e-7; tolerance *= 1e-2) {
            check_conservation(&p, 0.0, tolerance, 0);
            check_conservation(&p, 3.0, tolerance, 0);
        }
        problem_destroy(&p);
    }
}

/// A start that is the same in many cells is rounded the same way in all of them: 1e-8 of what it
/// holds must not be missing for ever.
Test(krylov, conserves_with_vectors_in_single_precision)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_BOX, .cells = {9, 8, 12}, .grading = 1.2, .contrast = 1e4});
    p.op->top_value = 0.0;
    for (size_t c = 0; c < p.op->extent.plane; ++c) {
        p.op->top[c] = 0.0;
    }
    for (double start = 1.0; start < 2.0; start += 0.07) {
        check_conservation(&p, start, 1e-2, 1);
        check_conservation(&p, start, 1e-3, 1);
    }
    problem_destroy(&p);
}

Test(krylov, a_start_near_the_constant_conserves)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_AXISYMMETRIC, .cells = {13, 1, 12}, .contrast = 1e3, .closed = true});
    for (double bump = 1e-2; bump > 1e-15; bump *= 0.1) {
        double *u = problem_constant(p.op, 1.0);
        u[3] += bump;
        double before = problem_content(p.op, u);
        aci_propagate_options o = options(1000.0, 1e-4);
        aci_watch watch = {0};
        aci_propagate_report report = {0};
        cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
        assert_relative(problem_content(p.op, u), before, 1e-13);
        aci_field_destroy(p.op->extent, &u);
    }
    problem_destroy(&p);
}

Test(krylov, a_nan_is_reported)
{
    problem p = problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 10}});
    double *u = problem_zeros(p.op);
    u[4] = NAN;
    aci_propagate_options o = options(100.0, 1e-4);
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    u[4] = 0.0;
    p.op->capacity[4] = NAN;
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

/// The steady state itself does not move.
Test(krylov, the_steady_state_stays)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 12}, .contrast = 1e3});
    double *u = problem_zeros(p.op);
    double *steady = problem_zeros(p.op);
    aci_steady state;
    aci_propagate_report report = {0};
    cr_assert(aci_propagate_steady(p.op, steady, &state, &report) == ACI_OK);
    aci_field_copy(p.op->extent, steady, u);
    aci_propagate_options o = options(hours, 1e-6);
    aci_watch watch = {0};
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    cr_assert(largest_difference(p.op, u, steady) < 1e-10);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &steady);
    problem_destroy(&p);
}

typedef struct course {
    double fraction;
    int calls;
} course;

static aci_status follow(void *context, double fraction)
{
    course *c = context;
    cr_assert(fraction >= c->fraction && fraction <= 1.0, "%g after %g", fraction, c->fraction);
    c->fraction = fraction;
    ++c->calls;
    return ACI_OK;
}

/// A front that is to be right after 10 us and after a day needs several pieces: more solves than
/// the one space holds.
Test(krylov, progress_never_runs_backwards_where_the_interval_splits)
{
    problem p =
        problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 600}, .contrast = 1e4});
    double *u = problem_zeros(p.op);
    const double times[2] = {1e-5, 24.0 * hours};
    aci_propagate_options o = options(24.0 * hours, 1e-4);
    o.report_times = times;
    o.report_count = 2;
    course c = {0};
    aci_watch watch = {.context = &c, .progress = follow};
    aci_propagate_report report = {0};
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    cr_assert(report.solves > 50 && c.calls > 50 && c.fraction == 1.0);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

/// The same in single precision, whose members take the place of u: the pieces begin with the start
/// all the same.
Test(krylov, a_split_in_single_precision_goes_back_to_the_start)
{
    problem p =
        problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 600}, .contrast = 1e6});
    const double times[1] = {1e-9};
    aci_propagate_options o = options(24.0 * hours, 1e-3);
    aci_watch watch = {0};
    aci_propagate_report report[2] = {{0}, {0}};
    double *u[2] = {problem_zeros(p.op), problem_zeros(p.op)};
    o.report_times = times;
    o.report_count = 1;
    for (int n = 0; n < 2; ++n) {
        o.single_from = n == 0 ? SIZE_MAX : 1;
        for (size_t c = 0; c < 300; ++c) {
            u[n][c] = 2.0;
        }
        cr_assert(aci_krylov_propagate(p.op, &o, &watch, u[n], &report[n]) == ACI_OK);
        cr_assert(report[n].solves > report[n].steps + 40, "%ld solves, %ld vectors",
                  report[n].solves, report[n].steps);
    }
    cr_assert(largest_difference(p.op, u[0], u[1]) < 1e-3);
    aci_field_destroy(p.op->extent, &u[0]);
    aci_field_destroy(p.op->extent, &u[1]);
    problem_destroy(&p);
}

static aci_status propagate_for_an_hour(problem *p, double *u, aci_propagate_report *report)
{
    const double times[2] = {60.0, hours};
    aci_propagate_options o = options(hours, 1e-4);
    o.report_times = times;
    o.report_count = 2;
    aci_watch watch = {0};
    return aci_krylov_propagate(p->op, &o, &watch, u, report);
}

/// Nothing is there and nothing is held on top: no space is needed, u stays zero.
Test(krylov, nothing_stays_nothing)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 12}, .contrast = 1e3});
    p.op->top_value = 0.0;
    double *u = problem_zeros(p.op);
    aci_propagate_report report = {0};
    cr_assert(propagate_for_an_hour(&p, u, &report) == ACI_OK, "%s", aci_status_message());
    cr_assert(report.steps == 0 && report.indicator == 0.0);
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        cr_assert(u[c] == 0.0);
    }
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

/// A closed system with as much above as below zero holds nothing, in sum; errors are measured by
/// what there is all the same. It becomes uniform, which is zero: 300 um deep with 1e-10 m2/s.
Test(krylov, a_content_of_zero_measures_errors_all_the_same)
{
    const problem_kind kinds[2] = {
        {.geometry = ACI_SLAB, .cells = {1, 1, 40}, .closed = true},
        {.geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 12}, .contrast = 1e2, .closed = true},
    };
    for (int n = 0; n < 2; ++n) {
        problem p = problem_create(kinds[n]);
        double *u = problem_random(p.op, 5);
        double *exact = problem_zeros(p.op);
        double mean = problem_content(p.op, u) / aci_field_sum(p.op->extent, p.op->capacity);
        for (size_t c = 0; c < p.op->extent.count; ++c) {
            u[c] -= mean;
        }
        problem_exact(p.op, u, hours, exact);
        aci_propagate_report report = {0};
        cr_assert(propagate_for_an_hour(&p, u, &report) == ACI_OK, "%s", aci_status_message());
        cr_assert(report.steps < 48, "%ld", report.steps);
        cr_assert(largest_difference(p.op, u, exact) < 1e-3);
        aci_field_destroy(p.op->extent, &u);
        aci_field_destroy(p.op->extent, &exact);
        problem_destroy(&p);
    }
}

/// The state that is handed in takes the place of the one that is found: the same bits, and the
/// solves for it fall away.
Test(krylov, a_steady_state_that_is_known_is_the_one_that_is_found)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_BOX, .cells = {9, 8, 7}, .grading = 1.2, .contrast = 1e3});
    double *u[2] = {problem_zeros(p.op), problem_zeros(p.op)}, *steady = problem_zeros(p.op);
    aci_propagate_report report[2] = {{0}, {0}}, search = {0};
    aci_propagate_options o = options(hours, 1e-5);
    aci_watch watch = {0};
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u[0], &report[0]) == ACI_OK);
    cr_assert(aci_propagate_steady_state(p.op, steady, &o.steady_rate, &search) == ACI_OK);
    o.steady = steady;
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u[1], &report[1]) == ACI_OK);
    cr_assert(memcmp(u[0], u[1], p.op->extent.count * sizeof *steady) == 0);
    cr_assert(search.solves > 0 && report[0].solves == report[1].solves + search.solves);
    aci_field_destroy(p.op->extent, &u[0]);
    aci_field_destroy(p.op->extent, &u[1]);
    aci_field_destroy(p.op->extent, &steady);
    problem_destroy(&p);
}

/// The u of an hour, far from the steady one, with vectors in single precision from `single_from`
/// cells on where the tolerance allows it.
static double *followed_for_an_hour(const problem *p, double tolerance, size_t single_from,
                                    aci_propagate_report *report)
{
    const double times[3] = {60.0, 600.0, hours};
    double *u = problem_zeros(p->op);
    aci_propagate_options o = options(hours, tolerance);
    o.report_times = times;
    o.report_count = 3;
    o.single_from = single_from;
    aci_watch watch = {0};
    cr_assert(aci_krylov_propagate(p->op, &o, &watch, u, report) == ACI_OK);
    return u;
}

/// Where the tolerance is tight vectors stay double on any grid (the same bits); where it is loose
/// rounding costs no solve and a part of the tolerance.
Test(krylov, vectors_are_single_where_the_tolerance_is_loose_alone)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_AXISYMMETRIC, .cells = {21, 1, 25}, .grading = 1.15, .contrast = 1e4});
    const double tolerances[5] = {1e-2, 1e-3, 9e-4, 1e-4, 1e-6};
    for (int n = 0; n < 5; ++n) {
        aci_propagate_report report[2] = {{0}, {0}};
        double *u[2] = {followed_for_an_hour(&p, tolerances[n], SIZE_MAX, &report[0]),
                        followed_for_an_hour(&p, tolerances[n], 1, &report[1])};
        bool is_same = memcmp(u[0], u[1], p.op->extent.count * sizeof *u[0]) == 0;
        cr_assert(is_same == (tolerances[n] < 1e-3), "at %g", tolerances[n]);
        cr_assert(report[0].solves == report[1].solves, "at %g", tolerances[n]);
        cr_assert(largest_difference(p.op, u[0], u[1]) < 0.1 * tolerances[n]);
        aci_field_destroy(p.op->extent, &u[0]);
        aci_field_destroy(p.op->extent, &u[1]);
    }
    problem_destroy(&p);
}
