/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Threads: each part of the work is done once, and the bits are those of one thread, also where
/// several cases are solved side by side, as a sweep does.
#include "numerics/parallel.h"

#include <criterion/criterion.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "numerics/krylov.h"
#include "support/problem.h"

enum { MARKS = 1000 };

static void mark(const void *context, size_t n)
{
    int *const *marks = context;
    ++(*marks)[n];
}

Test(parallel, a_loop_calls_each_number_once)
{
    int room[MARKS], *marks = room;
    for (int threads = 1; threads <= 3; ++threads) {
        omp_set_num_threads(threads);
        for (size_t count = 0; count <= MARKS; count += 1 + count / 2) {
            memset(room, 0, sizeof room);
            aci_parallel_for(count, count % 2 == 0, mark, &marks);
            for (size_t n = 0; n < MARKS; ++n) {
                cr_assert(room[n] == (n < count ? 1 : 0));
            }
        }
    }
}

/// Every member writes its own mark, waits, and reads all others'.
typedef struct roll {
    int *marks, *seen, *threads;
} roll;

static void call(const void *context, aci_team team)
{
    const roll *r = context;
    r->marks[team.thread] += 1;
    aci_parallel_wait(team);
    for (int n = 0; n < team.threads; ++n) {
        r->seen[team.thread] += r->marks[n];
    }
    r->threads[team.thread] = team.threads;
}

static void check_team(int asked, bool is_large, int expected)
{
    int marks[8] = {0}, seen[8] = {0}, threads[8] = {0};
    const roll r = {marks, seen, threads};
    aci_parallel_team(asked, is_large, call, &r);
    for (int n = 0; n < 8; ++n) {
        cr_assert(marks[n] == (n < expected ? 1 : 0), "%d of %d", n, expected);
        cr_assert(seen[n] == (n < expected ? expected : 0));
        cr_assert(threads[n] == (n < expected ? expected : 0));
    }
}

Test(parallel, a_team_has_each_member_once_and_waits)
{
    omp_set_dynamic(0);
    for (int asked = 1; asked <= 4; ++asked) {
        check_team(asked, true, asked);
        check_team(asked, false, 1);
    }
}

/// In a parallel region of the caller's each thread is a team of its own.
Test(parallel, a_team_inside_a_team_is_one_thread)
{
    omp_set_max_active_levels(1);
#pragma omp parallel num_threads(2)
    check_team(3, true, 1);
}

/// Odd sizes; even the third level, a sixteenth of the columns, and that of the rings go parallel.
static const problem_kind kinds[2] = {
    {.geometry = ACI_BOX, .cells = {131, 129, 67}, .contrast = 1e4},
    {.geometry = ACI_AXISYMMETRIC, .cells = {1031, 1, 263}, .grading = 1.002, .contrast = 1e4},
};

static double *solution_of(const problem *p, double step)
{
    aci_solver *solver;
    double *b = problem_random(p->op, 31), *x = problem_zeros(p->op);
    for (size_t c = 0; c < p->op->extent.count; ++c) {
        b[c] *= p->op->capacity[c];
    }
    cr_assert(aci_solver_create(p->op, &solver) == ACI_OK);
    aci_solver_update(solver, step);
    cr_assert(aci_solver_solve(solver, b, 1e-6, x) == ACI_OK);
    aci_field_destroy(p->op->extent, &b);
    aci_solver_destroy(&solver);
    return x;
}

static double *propagated(const problem *p, double step)
{
    double *u = problem_zeros(p->op);
    aci_propagate_options o = {.end = step, .tolerance = 1e-3};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_krylov_propagate(p->op, &o, &watch, u, &report) == ACI_OK);
    return u;
}

typedef double *(*method)(const problem *p, double step);

static void check_threads(problem_kind kind, method find)
{
    problem p = problem_create(kind);
    const size_t bytes = p.op->extent.count * sizeof(double);
    omp_set_num_threads(1);
    double *one = find(&p, 300.0);
    for (int threads = 2; threads <= 3; ++threads) {
        omp_set_num_threads(threads);
        double *many = find(&p, 300.0);
        cr_assert(memcmp(one, many, bytes) == 0, "%d threads", threads);
        aci_field_destroy(p.op->extent, &many);
    }
    aci_field_destroy(p.op->extent, &one);
    problem_destroy(&p);
}

Test(parallel, a_solve_has_the_same_bits_for_any_number_of_threads)
{
    check_threads(kinds[0], solution_of);
    check_threads(kinds[1], solution_of);
}

Test(parallel, a_propagation_has_the_same_bits_for_any_number_of_threads)
{
    check_threads((problem_kind){.geometry = ACI_BOX, .cells = {47, 45, 43}, .contrast = 1e2},
                  propagated);
}

/// Two cases at a time, each with half the threads or with all of them, if they may be nested.
static void check_side_by_side(method find, int nested)
{
    const problem_kind kind = {
        .geometry = ACI_BOX, .cells = {47, 45, 43}, .grading = 1.03, .contrast = 1e2};
    static const double steps[2] = {100.0, 900.0};
    problem p = problem_create(kind);
    double *alone[2], *together[2];
    omp_set_num_threads(2);
    for (int n = 0; n < 2; ++n) {
        alone[n] = find(&p, steps[n]);
    }
    omp_set_max_active_levels(nested);
#pragma omp parallel for num_threads(2) schedule(static, 1)
    for (int n = 0; n < 2; ++n) {
        together[n] = find(&p, steps[n]);
    }
    for (int n = 0; n < 2; ++n) {
        cr_assert(memcmp(alone[n], together[n], p.op->extent.count * sizeof(double)) == 0);
        aci_field_destroy(p.op->extent, &alone[n]);
        aci_field_destroy(p.op->extent, &together[n]);
    }
    problem_destroy(&p);
}

Test(parallel, cases_side_by_side_have_the_bits_they_have_alone)
{
    for (int nested = 1; nested <= 2; ++nested) {
        check_side_by_side(solution_of, nested);
        check_side_by_side(propagated, nested);
    }
}
