/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/solver.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "memory.h"
#include "multigrid.h"
#include "parallel.h"

enum { ITERATIONS_MAX = 200 };

struct aci_solver {
    const aci_operator *op;
    aci_multigrid *multigrid; ///< NULL for one column, which is solved directly
    double step;
    double *residual, *image;
    float *direction; ///< with a plane of zeros on either side
    double *diagonal; ///< of the matrix without the conductances, which is also its row sum
    double *partial;  ///< [depth] sums of planes
    double whole;     ///< sum of the diagonal
    aci_solver_report report;
};

static aci_status create_direction(aci_solver *s)
{
    const aci_extent extent = s->op->extent;
    float *memory = aci_memory_create((extent.count + 2 * extent.plane) * sizeof *memory);
    s->direction = memory != NULL ? memory + extent.plane : NULL;
    return memory != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory for a solver");
}

aci_status aci_solver_create(const aci_operator *op, aci_solver **out)
{
    *out = NULL;
    aci_solver *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a solver");
    }
    s->op = op;
    aci_status status;
    if (op->extent.plane > 1) {
        ACI_TRY_OR(failed, aci_multigrid_create(op, &s->multigrid));
    }
    double **fields[] = {&s->residual, &s->image, &s->diagonal};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        ACI_TRY_OR(failed, aci_field_create(op->extent, fields[n]));
    }
    if (op->extent.plane > 1) {
        ACI_TRY_OR(failed, create_direction(s));
    }
    s->partial = calloc((size_t)op->cells[2], sizeof *s->partial);
    status = s->partial != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory for a solver");
    ACI_TRY_OR(failed, status);
    *out = s;
    return ACI_OK;
failed:
    aci_solver_destroy(&s);
    return status;
}

void aci_solver_destroy(aci_solver **solver)
{
    if (*solver == NULL) {
        return;
    }
    aci_solver *s = *solver;
    double **fields[] = {&s->residual, &s->image, &s->diagonal};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        aci_field_destroy(s->op->extent, fields[n]);
    }
    if (s->direction != NULL) {
        free(s->direction - s->op->extent.plane);
    }
    aci_multigrid_destroy(&s->multigrid);
    free(s->partial);
    free(s);
    *solver = NULL;
}

/// What every cell has.
typedef struct plain_part {
    const aci_operator *op;
    double capacity_factor, step, *diagonal;
} plain_part;

static void fill_plane(const void *context, size_t k)
{
    const plain_part *p = context;
    const size_t plane = p->op->extent.plane;
    for (size_t c = k * plane; c < (k + 1) * plane; ++c) {
        p->diagonal[c] = p->capacity_factor * p->op->capacity[c] + p->step * p->op->sink[c];
    }
}

/// The diagonal: capacities, those of the stores, sinks and what leaves through the outer sides.
static void fill_diagonal(aci_solver *s, double capacity_factor)
{
    const aci_operator *op = s->op;
    const size_t last = op->extent.count - op->extent.plane;
    double *d = s->diagonal;
    const plain_part part = {op, capacity_factor, s->step, d};
    aci_parallel_for((size_t)op->cells[2], op->extent.count >= ACI_PARALLEL_FROM, fill_plane,
                     &part);
    for (size_t c = 0; c < op->extent.count && op->store_in != NULL && capacity_factor > 0.0; ++c) {
        d[c] += capacity_factor * aci_operator_store_capacity(op, s->step, c);
    }
    for (size_t c = 0; c < op->extent.count && op->decay != NULL; ++c) {
        d[c] += s->step * op->decay[c];
    }
    for (size_t n = 0; n < op->extent.plane; ++n) {
        d[n] += s->step * op->top[n];
        d[last + n] += s->step * op->bottom[n];
    }
}

void aci_solver_update(aci_solver *s, double step)
{
    bool steady = isinf(step);
    s->step = steady ? 1.0 : step;
    fill_diagonal(s, steady ? 0.0 : 1.0);
    s->whole = aci_field_sum(s->op->extent, s->diagonal);
    if (s->multigrid != NULL) {
        double *const spare[2] = {s->residual, s->image};
        aci_multigrid_update(s->multigrid, s->op, s->diagonal, s->step, spare);
    }
}

/// image = matrix direction; returns their product.
static double multiply(const aci_solver *s)
{
    return aci_operator_multiply(s->op, s->diagonal, s->step, s->direction, s->image, s->partial);
}

/// Adds the constant that makes the residuals sum to zero, `sum` of the right side.
static void close_balance(aci_solver *s, double sum, double *x)
{
    aci_extent extent = s->op->extent;
    if (!(s->whole > 0.0)) {
        return;
    }
    /* the sum of the matrix times x, column by column: what stays inside drops out exactly */
    double missing = sum - aci_field_dot(extent, s->diagonal, x);
    aci_field_shift(extent, missing / s->whole, x);
}

/// A power of two that brings the right side near 1.
static double size_of(const aci_solver *s, const double *b)
{
    double largest = aci_field_largest(s->op->extent, b);
    int exponent = 0;
    frexp(largest, &exponent);
    return largest > 0.0 && isfinite(largest) ? ldexp(1.0, -exponent) : 1.0;
}

static aci_status iterate(aci_solver *s, const double *b, double tolerance, double *x)
{
    aci_multigrid *m = s->multigrid;
    const double size = size_of(s, b);
    double energy = aci_multigrid_begin(m, b, size, s->residual);
    const double goal = tolerance * tolerance * energy;
    double beta = 0.0;
    int n = 0;
    for (; n < ITERATIONS_MAX && energy > goal; ++n) {
        aci_multigrid_turn(m, beta, s->direction);
        /* the residual and the energy are those of size r; the direction is in units of the cycle
         */
        double alpha = energy / (size * multiply(s));
        double next = aci_multigrid_descend(m, &(aci_multigrid_step){.alpha = alpha,
                                                                     .size = size,
                                                                     .is_first = n == 0,
                                                                     .p = s->direction,
                                                                     .image = s->image,
                                                                     .x = x,
                                                                     .r = s->residual});
        beta = next / energy;
        energy = next;
    }
    s->report.iterations += n;
    if (!(energy <= goal)) {
        return ACI_FAIL(ACI_NUMERICAL, "conjugate gradients did not converge in %d iterations",
                        ITERATIONS_MAX);
    }
    if (n == 0) {
        aci_field_fill(s->op->extent, 0.0, x);
    }
    return ACI_OK;
}

/// One column: p_k = e_k + g_k with e_k = diagonal_k + g_{k-1} e_{k-1}/p_{k-1}, so that nothing is
/// subtracted.
static void solve_column(aci_solver *s, const double *b, double *x)
{
    const double *g = s->op->conductance[2];
    const size_t count = s->op->extent.count;
    double *pivot = s->image, rest = 0.0;
    for (size_t k = 0; k < count; ++k) {
        double above = k > 0 ? s->step * g[k - 1] / pivot[k - 1] : 0.0;
        rest = s->diagonal[k] + above * rest;
        pivot[k] = rest + s->step * g[k];
        x[k] = b[k] + (k > 0 ? above * x[k - 1] : 0.0);
    }
    for (size_t k = count; k-- > 0;) {
        x[k] = (x[k] + (k + 1 < count ? s->step * g[k] * x[k + 1] : 0.0)) / pivot[k];
    }
}

double *aci_solver_right(aci_solver *s)
{
    return s->residual;
}

double *aci_solver_spare(aci_solver *s)
{
    return s->image;
}

aci_status aci_solver_solve(aci_solver *s, const double *b, double tolerance, double *x)
{
    aci_extent extent = s->op->extent;
    const double sum = aci_field_sum(extent, b);
    ++s->report.solves;
    if (s->multigrid == NULL) {
        solve_column(s, b, x);
        ++s->report.iterations;
        if (!isfinite(aci_field_sum(extent, x))) {
            return ACI_FAIL(ACI_NUMERICAL, "the solution of a column is not finite");
        }
    } else {
        ACI_TRY(iterate(s, b, tolerance, x));
    }
    close_balance(s, sum, x);
    return ACI_OK;
}

void aci_solver_filter(aci_solver *s, const double *b, double *x)
{
    if (s->multigrid == NULL) {
        solve_column(s, b, x);
    } else {
        aci_multigrid_cycle(s->multigrid, b, x);
    }
}

aci_solver_report aci_solver_work(const aci_solver *s)
{
    return s->report;
}
