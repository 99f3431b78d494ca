/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One implicit step of backward Euler, solved until the residual in the norm of the peers,
/// |b - A x| / |b| over the cells, is 1e-8. The library measures errors in another norm
/// (solver.h), so the loosest of its tolerances that is enough is looked for first.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "acicula/numerics/solver.h"
#include "clock.h"
#include "commands.h"
#include "discrete.h"

enum { REPEATS = 3, KERNEL_REPEATS = 9 };

static const double wanted = 1e-8;

typedef struct task {
    const discrete *d;
    aci_solver *solver;
    double step;
    double *b, *x, *work;
    double residual;
    long iterations;
    double time;
} task;

static double residual_of(const task *t)
{
    const aci_operator *op = t->d->op;
    aci_operator_apply(op, t->x, t->work);
    double missing = 0.0, whole = 0.0;
    for (size_t c = 0; c < op->extent.count; ++c) {
        double r = t->b[c] - op->capacity[c] * t->x[c] - t->step * t->work[c];
        missing += r * r;
        whole += t->b[c] * t->b[c];
    }
    return sqrt(missing / whole);
}

static aci_status solve_once(task *t, double tolerance)
{
    long before = aci_solver_work(t->solver).iterations;
    aci_field_fill(t->d->op->extent, 0.0, t->x);
    double begin = clock_now();
    ACI_TRY(aci_solver_solve(t->solver, t->b, tolerance, t->x));
    t->time = clock_now() - begin;
    t->iterations = aci_solver_work(t->solver).iterations - before;
    t->residual = residual_of(t);
    return ACI_OK;
}

/// Half powers of ten from 1e-8 up while they are enough, or down until one is.
static aci_status find_tolerance(task *t, double *out)
{
    double tolerance = 1e-8;
    ACI_TRY(solve_once(t, tolerance));
    const bool loosen = t->residual <= wanted;
    do {
        *out = tolerance;
        tolerance *= loosen ? sqrt(10.0) : sqrt(0.1);
        if (tolerance < 1e-13 || tolerance > 1e-2) {
            return ACI_FAIL(ACI_NUMERICAL, "no tolerance gives a residual of %g", wanted);
        }
        ACI_TRY(solve_once(t, tolerance));
    } while ((t->residual <= wanted) == loosen);
    *out = loosen ? *out : tolerance;
    return ACI_OK;
}

static aci_status measure_solve(task *t)
{
    double tolerance, times[REPEATS];
    ACI_TRY(find_tolerance(t, &tolerance));
    for (int n = 0; n < REPEATS; ++n) {
        ACI_TRY(solve_once(t, tolerance));
        times[n] = t->time;
    }
    printf("solve_s %.6g\ntolerance %.3g\niterations %ld\nresidual %.3g\n",
           clock_median(times, REPEATS), tolerance, t->iterations, t->residual);
    return ACI_OK;
}

static aci_status measure_kernels(task *t)
{
    double apply, cycles[KERNEL_REPEATS];
    ACI_TRY(discrete_time_apply(t->d, t->x, &apply));
    for (int n = 0; n < KERNEL_REPEATS; ++n) {
        double begin = clock_now();
        aci_solver_filter(t->solver, t->b, t->x);
        cycles[n] = clock_now() - begin;
    }
    printf("apply_s %.6g\ncycle_s %.6g\n", apply, clock_median(cycles, KERNEL_REPEATS));
    return ACI_OK;
}

static aci_status measure(task *t)
{
    const aci_operator *op = t->d->op;
    ACI_TRY(aci_field_create(op->extent, &t->b));
    ACI_TRY(aci_field_create(op->extent, &t->x));
    ACI_TRY(aci_field_create(op->extent, &t->work));
    for (size_t c = 0; c < op->extent.count; ++c) {
        t->b[c] = op->capacity[c] * t->d->u[c];
    }
    double begin = clock_now();
    ACI_TRY(aci_solver_create(op, &t->solver));
    aci_solver_update(t->solver, t->step);
    printf("cells %zu\nvoxels_s %.6g\nassembly_s %.6g\nsetup_s %.6g\n", op->extent.count,
           t->d->voxels_s, t->d->setup_s, clock_now() - begin);
    ACI_TRY(measure_solve(t));
    return measure_kernels(t);
}

static void drop(task *t)
{
    double **fields[] = {&t->b, &t->x, &t->work};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        if (*fields[n] != NULL) {
            aci_field_destroy(t->d->op->extent, fields[n]);
        }
    }
    aci_solver_destroy(&t->solver);
}

int command_solve(char **words)
{
    discrete d;
    task t = {.d = &d, .step = strtod(words[1], NULL)};
    aci_status status = discrete_create(words[0], words[2], &d);
    if (status == ACI_OK) {
        status = measure(&t);
    }
    drop(&t);
    discrete_destroy(&d);
    return status == ACI_OK ? 0 : discrete_fail(status);
}
