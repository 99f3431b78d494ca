/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/solver.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "multigrid.h"

enum { ITERATIONS_MAX = 200 };

struct aci_solver {
    const aci_operator *op;
    aci_multigrid *multigrid;
    double capacity_factor, step; ///< the matrix is capacity_factor capacity + step A
    double *residual, *direction, *image, *corrected, *row_sum;
    double *with_stores; ///< capacity of cells and stores; NULL: that of the operator
    aci_solver_report report;
};

aci_status aci_solver_create(const aci_operator *op, aci_solver **out)
{
    *out = NULL;
    aci_solver *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a solver");
    }
    s->op = op;
    aci_status status;
    ACI_TRY_OR(failed, aci_multigrid_create(op, &s->multigrid));
    double **fields[] = {&s->residual, &s->direction, &s->image, &s->corrected, &s->row_sum};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        ACI_TRY_OR(failed, aci_field_create(op->extent, fields[n]));
    }
    if (op->store_in != NULL) {
        ACI_TRY_OR(failed, aci_field_create(op->extent, &s->with_stores));
    }
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
    aci_extent extent = s->op->extent;
    double **fields[] = {&s->residual, &s->direction, &s->image, &s->corrected, &s->row_sum};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        aci_field_destroy(extent, fields[n]);
    }
    aci_field_destroy(extent, &s->with_stores);
    aci_multigrid_destroy(&s->multigrid);
    free(s);
    *solver = NULL;
}

/// result = matrix u
static void multiply(const aci_solver *s, const double *u, double *result)
{
    aci_operator_apply(s->op, u, result);
    const double *capacity = s->with_stores != NULL ? s->with_stores : s->op->capacity;
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        result[c] = s->capacity_factor * capacity[c] * u[c] + s->step * result[c];
    }
}

void aci_solver_update(aci_solver *s, double step)
{
    bool steady = isinf(step);
    s->capacity_factor = steady ? 0.0 : 1.0;
    s->step = steady ? 1.0 : step;
    aci_multigrid_update(s->multigrid, s->op, s->capacity_factor, s->step);
    aci_extent extent = s->op->extent;
    for (size_t c = 0; c < extent.count && s->with_stores != NULL; ++c) {
        s->with_stores[c] = s->op->capacity[c] + aci_operator_store_capacity(s->op, s->step, c);
    }
    aci_field_fill(extent, 1.0, s->direction);
    multiply(s, s->direction, s->row_sum);
}

/// Adds the constant that makes the residuals sum to zero.
static void close_balance(aci_solver *s, const double *b, double *x)
{
    aci_extent extent = s->op->extent;
    double whole = aci_field_sum(extent, s->row_sum);
    if (!(whole > 0.0)) {
        return;
    }
    /* the sum of the matrix times x, column by column: what stays inside drops out exactly */
    double missing = aci_field_sum(extent, b) - aci_field_dot(extent, s->row_sum, x);
    double shift = missing / whole;
    for (size_t c = 0; c < extent.count; ++c) {
        x[c] += shift;
    }
}

static aci_status iterate(aci_solver *s, double tolerance, double *x)
{
    aci_extent extent = s->op->extent;
    aci_multigrid_cycle(s->multigrid, s->residual, s->corrected);
    aci_field_copy(extent, s->corrected, s->direction);
    double energy = aci_field_dot(extent, s->residual, s->corrected);
    const double goal = tolerance * tolerance * energy;
    for (int n = 0; n < ITERATIONS_MAX && energy > goal; ++n) {
        multiply(s, s->direction, s->image);
        double alpha = energy / aci_field_dot(extent, s->direction, s->image);
        aci_field_add(extent, alpha, s->direction, x);
        aci_field_add(extent, -alpha, s->image, s->residual);
        aci_multigrid_cycle(s->multigrid, s->residual, s->corrected);
        double next = aci_field_dot(extent, s->residual, s->corrected);
        aci_field_scale_and_add(extent, s->corrected, next / energy, s->direction);
        energy = next;
        ++s->report.iterations;
    }
    if (!(energy <= goal)) {
        return ACI_FAIL(ACI_NUMERICAL, "conjugate gradients did not converge in %d iterations",
                        ITERATIONS_MAX);
    }
    return ACI_OK;
}

aci_status aci_solver_solve(aci_solver *s, const double *b, double tolerance, double *x)
{
    aci_extent extent = s->op->extent;
    aci_field_fill(extent, 0.0, x);
    aci_field_copy(extent, b, s->residual);
    ++s->report.solves;
    ACI_TRY(iterate(s, tolerance, x));
    close_balance(s, b, x);
    return ACI_OK;
}

void aci_solver_filter(aci_solver *s, const double *b, double *x)
{
    aci_multigrid_cycle(s->multigrid, b, x);
}

aci_solver_report aci_solver_work(const aci_solver *s)
{
    return s->report;
}
