/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the numerics ask of the allocator: nothing while they work, and so many bytes per cell.
#include "numerics/memory.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>

#include "numerics/krylov.h"
#include "numerics/stepper.h"
#include "support/allocations.h"
#include "support/problem.h"

/// The last two are large enough for several threads at their first levels.
static const problem_kind kinds[5] = {
    {.geometry = ACI_SLAB, .cells = {1, 1, 60}, .contrast = 1e4},
    {.geometry = ACI_AXISYMMETRIC, .cells = {23, 1, 21}, .grading = 1.1, .contrast = 1e4},
    {.geometry = ACI_BOX, .cells = {9, 8, 7}, .grading = 1.2, .contrast = 1e4},
    {.geometry = ACI_AXISYMMETRIC, .cells = {301, 1, 211}, .contrast = 1e2},
    {.geometry = ACI_BOX, .cells = {43, 41, 39}, .grading = 1.05, .contrast = 1e2},
};

Test(memory, the_counter_sees_every_way_to_ask)
{
    void *aligned; /* volatile, lest the compiler spares what is not used */
    allocations_start();
    void *volatile small = malloc(10);
    void *volatile zeroed = calloc(3, 5);
    void *volatile larger = realloc(small, 40);
    void *volatile lines = aligned_alloc(64, 128);
    cr_assert(posix_memalign(&aligned, 64, 7) == 0);
    free(zeroed);
    allocations found = allocations_stop();
    cr_assert(found.calls == 5, "%ld", found.calls);
    cr_assert(found.bytes == 40 + 128 + 7, "%zu", found.bytes);
    cr_assert(found.most == 40 + 128 + 7 + 15, "%zu", found.most);
    free(larger);
    free(lines);
    free(aligned);
}

Test(memory, arrays_are_zero_and_begin_at_a_cache_line)
{
    const size_t sizes[5] = {0, 1, 4097, (8U << 20) - 1, (8U << 20) + 12345};
    for (int n = 0; n < 5; ++n) {
        char *memory = aci_memory_create(sizes[n]);
        cr_assert(memory != NULL && (uintptr_t)memory % 64 == 0);
        for (size_t c = 0; c < sizes[n]; ++c) {
            cr_assert(memory[c] == 0);
        }
        free(memory);
    }
}

static void check_solver_asks_for_nothing(const problem_kind *kind)
{
    problem p = problem_create(*kind);
    aci_solver *solver;
    cr_assert(aci_solver_create(p.op, &solver) == ACI_OK);
    double *b = problem_constant(p.op, 1e-15);
    double *x = problem_zeros(p.op);
    const double steps[3] = {10.0, 3600.0, INFINITY};
    allocations_start();
    for (int n = 0; n < 3; ++n) {
        aci_solver_update(solver, steps[n]);
        aci_solver_filter(solver, b, x);
        cr_assert(aci_solver_solve(solver, b, 1e-8, x) == ACI_OK);
    }
    allocations found = allocations_stop();
    cr_assert(found.calls == 0, "%ld", found.calls);
    aci_field_destroy(p.op->extent, &b);
    aci_field_destroy(p.op->extent, &x);
    aci_solver_destroy(&solver);
    problem_destroy(&p);
}

Test(memory, a_solve_asks_for_nothing)
{
    for (int threads = 1; threads <= 2; ++threads) {
        omp_set_num_threads(threads);
        for (int n = 0; n < 5; ++n) {
            check_solver_asks_for_nothing(&kinds[n]);
        }
    }
}

/// A channel that closes; the loss and the uptake of the stores have tangents.
static aci_status close_channel(void *context, double time, aci_operator *op)
{
    const double *open = context;
    for (size_t c = 0; c < op->extent.count; ++c) {
        op->conductance[2][c] = open[c] * exp(-time / 500.0);
    }
    return ACI_OK;
}

static aci_status touch(void *context, const double *u, const double *store, aci_operator *op)
{
    (void)context;
    (void)store;
    for (size_t c = 0; c < op->extent.count; ++c) {
        double x = fmax(u[c], 0.0), part = x / (0.1 + x), rate = 1e-3 * op->capacity[c];
        op->decay[c] = rate * (1.0 - part) / (0.1 + x);
        op->decay_rest[c] = rate * part * part;
        op->store_in[c] = op->decay[c];
        op->store_rest[c] = op->decay_rest[c];
        op->store_out[c] = 1e-3;
    }
    return ACI_OK;
}

static void add_stores_and_losses(aci_operator *op)
{
    cr_assert(aci_operator_add_stores(op) == ACI_OK && aci_operator_add_decay(op) == ACI_OK);
    cr_assert(aci_operator_add_store_rest(op) == ACI_OK);
}

/// Calls of the allocator in a whole propagation; its steps.
static long calls_of(const problem_kind *kind, bool is_rich, double tolerance, long *steps)
{
    problem p = problem_create(*kind);
    double *open = problem_zeros(p.op);
    double *u = problem_zeros(p.op);
    double *store = problem_zeros(p.op);
    aci_field_copy(p.op->extent, p.op->conductance[2], open);
    aci_propagate_options o = {.end = 600.0,
                               .tolerance = tolerance,
                               .coefficients = close_channel,
                               .tangent = touch,
                               .store = store,
                               .context = open};
    if (is_rich) {
        add_stores_and_losses(p.op);
    }
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    allocations_start();
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    allocations found = allocations_stop();
    cr_assert(found.bytes == 0, "%zu", found.bytes);
    *steps = report.steps;
    aci_field_destroy(p.op->extent, &open);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &store);
    problem_destroy(&p);
    return found.calls;
}

Test(memory, a_step_asks_for_nothing)
{
    for (int n = 0; n < 6; ++n) {
        long few, many;
        long calls = calls_of(&kinds[n / 2], n % 2 == 1, 1e-1, &few);
        cr_assert(calls_of(&kinds[n / 2], n % 2 == 1, 1e-3, &many) == calls, "%ld", calls);
        cr_assert(many > few, "%ld, %ld", few, many);
    }
}

/// Bytes per cell of the operator and of the solver.
typedef struct demand {
    double matrix, solver;
} demand;

static demand demand_of(problem_kind kind)
{
    problem p = problem_create(kind);
    aci_operator *op;
    aci_solver *solver;
    const double cells = (double)p.op->extent.count;
    demand found;
    allocations_start();
    cr_assert(aci_operator_create(p.grid, &op) == ACI_OK);
    found.matrix = (double)allocations_stop().most / cells;
    allocations_start();
    cr_assert(aci_solver_create(op, &solver) == ACI_OK);
    found.solver = (double)allocations_stop().most / cells;
    aci_solver_destroy(&solver);
    aci_operator_destroy(&op);
    problem_destroy(&p);
    return found;
}

/// What solver.h says.
static const double uniform_bytes = 110.0, graded_bytes = 230.0, ring_bytes = 125.0;

static const problem_kind uniform = {.geometry = ACI_BOX, .cells = {48, 48, 48}};
static const problem_kind graded = {.geometry = ACI_BOX, .cells = {48, 48, 48}, .grading = 1.2};
static const problem_kind rings = {.geometry = ACI_AXISYMMETRIC, .cells = {240, 1, 200}};

/// Twice the cells along each axis, with the same widths at both ends.
static problem_kind doubled(problem_kind kind)
{
    for (int axis = 0; axis < 3; ++axis) {
        kind.cells[axis] *= kind.cells[axis] > 1 ? 2 : 1;
    }
    kind.grading = sqrt(kind.grading);
    return kind;
}

/// An operator has five fields of eight bytes, each with two planes of zeros; two sides; some
/// lines.
static void check_demand(problem_kind kind, double bound)
{
    demand few = demand_of(kind);
    demand many = demand_of(doubled(kind));
    double planes = 2.0 * kind.cells[2];
    cr_assert(many.matrix <= 40.0 * (1.0 + 2.0 / planes) + 16.0 / planes + 0.1, "%g", many.matrix);
    cr_assert(many.solver <= bound, "%g", many.solver);
    /* at most 8.2 times for 8 times the cells */
    cr_assert(many.matrix <= 8.2 / 8.0 * few.matrix, "%g, %g", few.matrix, many.matrix);
    cr_assert(many.solver <= 8.2 / 8.0 * few.solver, "%g, %g", few.solver, many.solver);
}

/// A solver has four fields (32 bytes) and a level of multigrid seven arrays and the weights of two
/// joins, the second of half as many cells: 34 bytes in single precision, a third more for all
/// coarser levels, and 8 between two joins. That is 86; a row of 48 of a colour is padded to 56,
/// one of 24 to 32, less than a quarter.
Test(memory, of_a_uniform_box_is_bounded_and_linear)
{
    check_demand(uniform, uniform_bytes);
}

/// Only the narrowest columns join, but a level leaves at most 0.8 of them, so that all together
/// have at most five times the cells of the first: 32 + 5 times 34 + 8 and the padding.
Test(memory, of_a_graded_box_is_bounded_and_linear)
{
    check_demand(graded, graded_bytes);
}

/// Rings join along one axis: seven arrays and one of weights, 32 bytes, twice, and the fields' 32.
/// Two threads have room for one and a half slabs each, 12 bytes; padding.
Test(memory, of_rings_is_bounded_and_linear)
{
    omp_set_num_threads(2);
    check_demand(rings, ring_bytes);
}

/// One solver, the vectors, and the steady state; and what is small.
static void check_propagation(problem_kind kind)
{
    kind.contrast = 1e2;
    problem p = problem_create(kind);
    const double cells = (double)p.op->extent.count, planes = kind.cells[2];
    double *u = problem_zeros(p.op);
    aci_propagate_options o = {.end = 3600.0, .tolerance = 1e-3};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    allocations_start();
    cr_assert(aci_krylov_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    double bytes = (double)allocations_stop().most / cells;
    double vectors = (double)report.steps + 2.0; /* one more is tried where the last is not new */
    double small = 2e5 / cells;
    double bound = demand_of(kind).solver + 8.0 * (vectors + 1.0) * (1.0 + 3.0 / planes) + small;
    cr_assert(bytes <= bound, "%g, not %g", bytes, bound);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

Test(memory, of_a_krylov_propagation_is_a_solver_and_its_vectors)
{
    check_propagation(uniform);
    check_propagation(graded);
    check_propagation(rings);
}
