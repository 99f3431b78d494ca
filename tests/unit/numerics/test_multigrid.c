/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numerics/multigrid.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <string.h>

#include "acicula/numerics/solver.h"
#include "support/multigrid.h"
#include "support/problem.h"
#include "support/tolerances.h"

static const problem_kind kinds[5] = {
    {.geometry = ACI_SLAB, .cells = {1, 1, 31}, .contrast = 1e6},
    {.geometry = ACI_AXISYMMETRIC, .cells = {37, 1, 21}, .grading = 1.15, .contrast = 1e8},
    {.geometry = ACI_BOX, .cells = {17, 12, 11}, .grading = 1.25, .contrast = 1e4},
    {.geometry = ACI_BOX, .cells = {1, 9, 5}, .contrast = 1e2},
    {.geometry = ACI_BOX, .cells = {9, 9, 1}, .grading = 1.5, .contrast = 1e2},
};

static const double single = 6e-8;     ///< one rounding of the cycle's numbers
static const double roundings = 100.0; ///< about as many in a row

/// The matrix capacity_factor capacity + step A.
static void update(aci_multigrid *m, const aci_operator *op, double capacity_factor, double step)
{
    const size_t last = op->extent.count - op->extent.plane;
    double *diagonal;
    cr_assert(aci_field_create(op->extent, &diagonal) == ACI_OK);
    for (size_t c = 0; c < op->extent.count; ++c) {
        diagonal[c] = capacity_factor * op->capacity[c] + step * op->sink[c];
        diagonal[c] += c < op->extent.plane ? step * op->top[c] : 0.0;
        diagonal[c] += c >= last ? step * op->bottom[c - last] : 0.0;
    }
    multigrid_update(m, op, diagonal, step);
    aci_field_destroy(op->extent, &diagonal);
}

/// x'My = y'Mx to rounding, and x'Mx > 0; from capacity alone to the steady state.
static void check_symmetry(const problem_kind *kind, double capacity_factor, double step)
{
    problem p = problem_create(*kind);
    aci_extent extent = p.op->extent;
    aci_multigrid *m;
    cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
    update(m, p.op, capacity_factor, step);
    double *x = problem_random(p.op, 1);
    double *y = problem_random(p.op, 2);
    double *mx = problem_random(p.op, 3);
    double *my = problem_random(p.op, 4);
    for (size_t c = 0; c < extent.count; ++c) {
        x[c] *= p.op->capacity[c];
        y[c] *= p.op->capacity[c];
    }
    aci_multigrid_cycle(m, x, mx);
    aci_multigrid_cycle(m, y, my);
    double xmx = aci_field_dot(extent, x, mx);
    double ymy = aci_field_dot(extent, y, my);
    cr_assert(xmx > 0.0 && ymy > 0.0);
    double difference = aci_field_dot(extent, x, my) - aci_field_dot(extent, y, mx);
    cr_assert(fabs(difference) < roundings * single * sqrt(xmx * ymy), "%g of %g", difference,
              sqrt(xmx * ymy));
    double **fields[] = {&x, &y, &mx, &my};
    for (int n = 0; n < 4; ++n) {
        aci_field_destroy(extent, fields[n]);
    }
    aci_multigrid_destroy(&m);
    problem_destroy(&p);
}

Test(multigrid, one_cycle_is_symmetric_and_positive)
{
    for (int n = 0; n < 5; ++n) {
        check_symmetry(&kinds[n], 1.0, 10.0);
        check_symmetry(&kinds[n], 1.0, 3600.0);
        check_symmetry(&kinds[n], 0.0, 1.0);
    }
}

/// Where nothing flows in with the other sign no digits cancel: four roundings a cell, there and
/// back.
Test(multigrid, one_column_is_solved_to_single_precision)
{
    problem p = problem_create(kinds[0]);
    aci_extent extent = p.op->extent;
    aci_multigrid *m;
    aci_solver *solver;
    cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
    cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
    update(m, p.op, 1.0, 100.0);
    aci_solver_update(solver, 100.0);
    double *b = problem_random(p.op, 5);
    double *x = problem_zeros(p.op);
    double *exact = problem_zeros(p.op);
    for (size_t c = 0; c < extent.count; ++c) {
        b[c] = p.op->capacity[c] * fabs(b[c]);
    }
    cr_assert(aci_solver_solve(solver, b, 1e-14, exact) == ACI_OK);
    aci_multigrid_cycle(m, b, x);
    for (size_t c = 0; c < extent.count; ++c) {
        cr_assert(fabs(x[c] - exact[c]) < 8.0 * 31.0 * single * exact[c]);
    }
    aci_field_destroy(extent, &b);
    aci_field_destroy(extent, &x);
    aci_field_destroy(extent, &exact);
    aci_solver_destroy(&solver);
    aci_multigrid_destroy(&m);
    problem_destroy(&p);
}

/// What the result held before does not count, and a second cycle gives the same bits.
Test(multigrid, a_cycle_starts_from_zero)
{
    problem p = problem_create(kinds[2]);
    aci_multigrid *m;
    cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
    update(m, p.op, 1.0, 100.0);
    double *b = problem_random(p.op, 6);
    double *x = problem_zeros(p.op);
    double *y = problem_random(p.op, 7);
    aci_multigrid_cycle(m, b, x);
    aci_multigrid_cycle(m, b, y);
    cr_assert(memcmp(x, y, p.op->extent.count * sizeof *x) == 0);
    aci_field_destroy(p.op->extent, &b);
    aci_field_destroy(p.op->extent, &x);
    aci_field_destroy(p.op->extent, &y);
    aci_multigrid_destroy(&m);
    problem_destroy(&p);
}

/// Cells that touch nobody across (a lateral conductance of zero) make no NaN.
Test(multigrid, zero_conductances_are_allowed)
{
    problem p = problem_create(kinds[2]);
    aci_field_fill(p.op->extent, 0.0, p.op->conductance[0]);
    for (size_t c = 0; c < p.op->extent.count; c += 3) {
        p.op->conductance[1][c] = 0.0;
    }
    aci_multigrid *m;
    cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
    update(m, p.op, 1.0, 100.0);
    double *b = problem_random(p.op, 8);
    double *x = problem_zeros(p.op);
    aci_multigrid_cycle(m, b, x);
    cr_assert(isfinite(aci_field_sum(p.op->extent, x)));
    aci_field_destroy(p.op->extent, &b);
    aci_field_destroy(p.op->extent, &x);
    aci_multigrid_destroy(&m);
    problem_destroy(&p);
}

Test(multigrid, a_cycle_has_the_same_bits_for_any_number_of_threads)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_BOX, .cells = {71, 33, 32}, .grading = 1.05, .contrast = 1e4});
    double *b = problem_random(p.op, 9);
    double *one = problem_zeros(p.op);
    double *many = problem_zeros(p.op);
    for (int threads = 1; threads <= 3; ++threads) {
        aci_multigrid *m;
        omp_set_num_threads(threads);
        cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
        update(m, p.op, 1.0, 300.0);
        aci_multigrid_cycle(m, b, threads == 1 ? one : many);
        aci_multigrid_destroy(&m);
        cr_assert(threads == 1 || memcmp(one, many, p.op->extent.count * sizeof *one) == 0);
    }
    aci_field_destroy(p.op->extent, &b);
    aci_field_destroy(p.op->extent, &one);
    aci_field_destroy(p.op->extent, &many);
    problem_destroy(&p);
}
