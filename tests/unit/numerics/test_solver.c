/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/solver.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <string.h>

#include "support/problem.h"
#include "support/tolerances.h"

/// What is asked for: at most this many iterations for a reduction by 1e-8.
static const long iterations_allowed = 12;
static const double steps[5] = {10.0, 100.0, 1000.0, 3600.0, INFINITY};

/// b = capacity random: a right side with every wave number in it.
static double *right_side(const aci_operator *op)
{
    double *b = problem_random(op, 11);
    for (size_t c = 0; c < op->extent.count; ++c) {
        b[c] *= op->capacity[c];
    }
    return b;
}

/// residual = b - (capacity + step A) x
static void form_residual(const aci_operator *op, double step, const double *b, const double *x,
                          double *residual)
{
    aci_operator_apply(op, x, residual);
    for (size_t c = 0; c < op->extent.count; ++c) {
        double image = isinf(step) ? residual[c] : op->capacity[c] * x[c] + step * residual[c];
        residual[c] = b[c] - image;
    }
}

static long iterations_of(const problem *p, double step, double tolerance)
{
    aci_solver *solver;
    cr_assert(aci_solver_create(p->op, &solver) == ACI_OK);
    aci_solver_update(solver, step);
    double *b = right_side(p->op);
    double *x = problem_zeros(p->op);
    cr_assert(aci_solver_solve(solver, b, tolerance, x) == ACI_OK);
    long iterations = aci_solver_work(solver).iterations;
    aci_field_destroy(p->op->extent, &b);
    aci_field_destroy(p->op->extent, &x);
    aci_solver_destroy(&solver);
    return iterations;
}

/// Over contrasts from 1 to 1e8 and steps from 10 s to an hour.
static long most_iterations(problem_kind kind)
{
    static const double times[4] = {10.0, 100.0, 600.0, 3600.0};
    long most = 0;
    for (double contrast = 1.0; contrast < 2e8; contrast *= 100.0) {
        kind.contrast = contrast;
        problem p = problem_create(kind);
        for (int n = 0; n < 4; ++n) {
            long now = iterations_of(&p, times[n], 1e-8);
            most = now > most ? now : most;
        }
        problem_destroy(&p);
    }
    return most;
}

/// The same for grids graded along all axes by 1 to 1.3.
static void check_iterations(problem_kind kind)
{
    for (double ratio = 1.0; ratio < 1.35; ratio += 0.1) {
        kind.grading = kind.down = ratio;
        long most = most_iterations(kind);
        cr_assert(most <= iterations_allowed, "%ld at a ratio of %g", most, ratio);
    }
}

Test(solver, a_slab_takes_one_iteration)
{
    for (int n = 0; n < 5; ++n) {
        problem p = problem_create(
            (problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 300}, .contrast = 1e8});
        cr_assert(iterations_of(&p, steps[n], 1e-10) == 1);
        problem_destroy(&p);
    }
}

Test(solver, rings_need_few_iterations_at_any_contrast_and_grading)
{
    check_iterations((problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {61, 1, 53}});
    check_iterations((problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {60, 1, 52}});
}

Test(solver, boxes_of_odd_sizes_need_few_iterations_at_any_contrast_and_grading)
{
    check_iterations((problem_kind){.geometry = ACI_BOX, .cells = {21, 17, 23}});
}

Test(solver, boxes_of_even_sizes_need_few_iterations_at_any_contrast_and_grading)
{
    check_iterations((problem_kind){.geometry = ACI_BOX, .cells = {20, 16, 22}});
}

/// Grading 1.3 for 100 rings spans eleven decades of widths; each coarsening squares the ratio, and
/// the error of joining such unlike columns adds up over the seven levels: measured 14.
Test(solver, widths_of_eleven_decades_need_some_iterations_more)
{
    problem_kind kind = {
        .geometry = ACI_AXISYMMETRIC, .cells = {100, 1, 60}, .grading = 1.3, .down = 1.3};
    long most = most_iterations(kind);
    cr_assert(most <= 3 * iterations_allowed / 2, "%ld", most);
}

/// Of the steady state, for which there is no mass at all.
Test(solver, a_steady_state_needs_few_iterations)
{
    for (double contrast = 1.0; contrast < 2e8; contrast *= 1e4) {
        problem p = problem_create((problem_kind){.geometry = ACI_BOX,
                                                  .cells = {21, 16, 23},
                                                  .grading = 1.2,
                                                  .down = 1.2,
                                                  .contrast = contrast});
        long most = iterations_of(&p, INFINITY, 1e-8);
        cr_assert(most <= iterations_allowed, "%ld at %g", most, contrast);
        problem_destroy(&p);
    }
}

/// The sum of all residuals is left at the rounding of that sum, far below the tolerance.
Test(solver, the_balance_closes_whatever_the_tolerance)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_BOX, .cells = {13, 11, 17}, .grading = 1.2, .contrast = 1e5});
    aci_extent extent = p.op->extent;
    aci_solver *solver;
    cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
    double *b = right_side(p.op);
    double *x = problem_zeros(p.op);
    double *residual = problem_zeros(p.op);
    for (int n = 0; n < 5; ++n) {
        aci_solver_update(solver, steps[n]);
        cr_assert(aci_solver_solve(solver, b, 1e-3, x) == ACI_OK);
        form_residual(p.op, steps[n], b, x, residual);
        double size = 0.0;
        for (size_t c = 0; c < extent.count; ++c) {
            size += fabs(b[c]) + fabs(residual[c]);
        }
        cr_assert(fabs(aci_field_sum(extent, residual)) < 1e-14 * size, "step %g", steps[n]);
    }
    aci_field_destroy(extent, &b);
    aci_field_destroy(extent, &x);
    aci_field_destroy(extent, &residual);
    aci_solver_destroy(&solver);
    problem_destroy(&p);
}

/// A known x comes back; r.M r is between half and twice the energy of the error, so that the
/// energy norm of the error is below 2 tolerance of the energy norm of x.
Test(solver, the_error_is_below_the_tolerance)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_AXISYMMETRIC, .cells = {31, 1, 29}, .grading = 1.1, .contrast = 1e6});
    aci_extent extent = p.op->extent;
    aci_solver *solver;
    cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
    double *x = problem_random(p.op, 12);
    double *b = problem_zeros(p.op);
    double *back = problem_random(p.op, 13);
    double *error = problem_zeros(p.op);
    double *image = problem_zeros(p.op);
    form_residual(p.op, 300.0, b, x, image);
    aci_field_scale_and_add(extent, b, -1.0, image);
    aci_field_copy(extent, image, b);
    aci_solver_update(solver, 300.0);
    for (double tolerance = 1e-3; tolerance > 1e-11; tolerance *= 1e-2) {
        cr_assert(aci_solver_solve(solver, b, tolerance, back) == ACI_OK);
        aci_field_copy(extent, x, error);
        aci_field_add(extent, -1.0, back, error);
        form_residual(p.op, 300.0, b, back, image);
        double energy = aci_field_dot(extent, error, image);
        double whole = aci_field_dot(extent, x, b);
        cr_assert(energy <= 4.0 * tolerance * tolerance * whole, "%g at %g", sqrt(energy / whole),
                  tolerance);
    }
    double **fields[] = {&x, &b, &back, &error, &image};
    for (int n = 0; n < 5; ++n) {
        aci_field_destroy(extent, fields[n]);
    }
    aci_solver_destroy(&solver);
    problem_destroy(&p);
}

Test(solver, nothing_gives_nothing)
{
    problem p = problem_create((problem_kind){.geometry = ACI_BOX, .cells = {5, 4, 3}});
    aci_solver *solver;
    cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
    aci_solver_update(solver, 10.0);
    double *b = problem_zeros(p.op);
    double *x = problem_random(p.op, 14);
    cr_assert(aci_solver_solve(solver, b, 1e-6, x) == ACI_OK);
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        cr_assert(x[c] == 0.0);
    }
    aci_field_destroy(p.op->extent, &b);
    aci_field_destroy(p.op->extent, &x);
    aci_solver_destroy(&solver);
    problem_destroy(&p);
}

Test(solver, a_nan_is_reported)
{
    problem p = problem_create((problem_kind){.geometry = ACI_BOX, .cells = {5, 4, 3}});
    aci_solver *solver;
    cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
    double *b = right_side(p.op);
    double *x = problem_zeros(p.op);
    aci_solver_update(solver, 10.0);
    b[7] = NAN;
    cr_assert(aci_solver_solve(solver, b, 1e-6, x) == ACI_NUMERICAL);
    b[7] = 0.0;
    p.op->conductance[2][3] = NAN;
    aci_solver_update(solver, 10.0);
    cr_assert(aci_solver_solve(solver, b, 1e-6, x) == ACI_NUMERICAL);
    aci_field_destroy(p.op->extent, &b);
    aci_field_destroy(p.op->extent, &x);
    aci_solver_destroy(&solver);
    problem_destroy(&p);
}

/// Scaling capacities and conductances scales the matrix; a power of two even keeps the bits.
Test(solver, scaling_the_matrix_and_the_right_side_changes_nothing)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_BOX, .cells = {9, 8, 7}, .grading = 1.2, .contrast = 1e4});
    aci_extent extent = p.op->extent;
    double *b = right_side(p.op);
    double *x[2] = {problem_zeros(p.op), problem_zeros(p.op)};
    for (int n = 0; n < 2; ++n) {
        aci_solver *solver;
        cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
        aci_solver_update(solver, 100.0);
        cr_assert(aci_solver_solve(solver, b, 1e-6, x[n]) == ACI_OK);
        aci_solver_destroy(&solver);
        double *fields[] = {p.op->capacity,       p.op->sink,           p.op->conductance[0],
                            p.op->conductance[1], p.op->conductance[2], b};
        for (int m = 0; m < 6; ++m) {
            aci_field_scale(extent, 1024.0, fields[m]);
        }
        for (size_t c = 0; c < extent.plane; ++c) {
            p.op->top[c] *= 1024.0;
            p.op->bottom[c] *= 1024.0;
        }
    }
    cr_assert(memcmp(x[0], x[1], extent.count * sizeof *b) == 0);
    aci_field_destroy(extent, &b);
    aci_field_destroy(extent, &x[0]);
    aci_field_destroy(extent, &x[1]);
    problem_destroy(&p);
}
