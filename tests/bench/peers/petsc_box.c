/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Benchmark B2 with PETSc: a distributed array, conjugate gradients, and for the march the
/// adaptive second-order backward differentiation of its time steppers.
///   mpirun -n N petsc_box -mode solve -grid G0 -step 600 [preconditioner's options]
///   mpirun -n N petsc_box -mode march -grid G0 [options of TS, KSP and PC]
/// One implicit step is solved to a relative residual of 1e-8. Prints what build/bench prints.
#include <petscdmda.h>
#include <petscts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../staircase.h"

enum { REPEATS = 3, NEIGHBOURS = 7 };

typedef struct box {
    staircase grid;
    DM array;
    Mat transport, system; ///< A; and capacity times a shift + A
    Vec capacity, u, scratch;
} box;

static PetscErrorCode create_fields(box *b)
{
    const int *n = b->grid.cells;
    PetscCall(DMDACreate3d(PETSC_COMM_WORLD, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE,
                           DMDA_STENCIL_STAR, n[0], n[1], n[2], PETSC_DECIDE, PETSC_DECIDE,
                           PETSC_DECIDE, 1, 1, NULL, NULL, NULL, &b->array));
    // Unknowns at the centres of cells: a coarse cell gives its value to the fine ones in it.
    PetscCall(DMDASetInterpolationType(b->array, DMDA_Q0));
    PetscCall(DMSetFromOptions(b->array));
    PetscCall(DMSetUp(b->array));
    PetscCall(DMCreateMatrix(b->array, &b->transport));
    PetscCall(DMCreateGlobalVector(b->array, &b->capacity));
    PetscCall(VecDuplicate(b->capacity, &b->u));
    PetscCall(VecDuplicate(b->capacity, &b->scratch));
    return 0;
}

/// Adds the face before or behind the cell along an axis to its row.
static void add_face(const box *b, const int cell[3], int axis, int direction, MatStencil *columns,
                     PetscScalar *values, int *count)
{
    int from[3] = {cell[0], cell[1], cell[2]};
    from[axis] += direction < 0 ? -1 : 0;
    const int other = cell[axis] + direction;
    if (from[axis] < 0) {
        return;
    }
    const double conductance = staircase_conductance(&b->grid, axis, from);
    values[0] += conductance;
    if (other < b->grid.cells[axis]) {
        int next[3] = {cell[0], cell[1], cell[2]};
        next[axis] = other;
        columns[*count] = (MatStencil){.i = next[0], .j = next[1], .k = next[2]};
        values[(*count)++] = -conductance;
    }
}

static PetscErrorCode fill_row(box *b, const int cell[3])
{
    MatStencil columns[NEIGHBOURS];
    PetscScalar values[NEIGHBOURS];
    const material m = staircase_material(&b->grid, cell[0], cell[1], cell[2]);
    int count = 1;
    memset(columns, 0, sizeof columns);
    columns[0] = (MatStencil){.i = cell[0], .j = cell[1], .k = cell[2]};
    values[0] = staircase_clearance[m] * staircase_volume(&b->grid, cell[0], cell[1], cell[2]);
    for (int axis = 0; axis < 3; ++axis) {
        add_face(b, cell, axis, -1, columns, values, &count);
        add_face(b, cell, axis, 1, columns, values, &count);
    }
    return MatSetValuesStencil(b->transport, 1, columns, count, columns, values, INSERT_VALUES);
}

static PetscErrorCode fill(box *b)
{
    PetscInt low[3], size[3];
    PetscScalar ***capacity, ***u;
    PetscCall(DMDAGetCorners(b->array, &low[0], &low[1], &low[2], &size[0], &size[1], &size[2]));
    PetscCall(DMDAVecGetArray(b->array, b->capacity, &capacity));
    PetscCall(DMDAVecGetArray(b->array, b->u, &u));
    for (int k = (int)low[2]; k < low[2] + size[2]; ++k) {
        for (int j = (int)low[1]; j < low[1] + size[1]; ++j) {
            for (int i = (int)low[0]; i < low[0] + size[0]; ++i) {
                capacity[k][j][i] = staircase_volume(&b->grid, i, j, k);
                u[k][j][i] = staircase_material(&b->grid, i, j, k) == FILM ? 1.0 : 0.0;
                PetscCall(fill_row(b, (const int[3]){i, j, k}));
            }
        }
    }
    PetscCall(DMDAVecRestoreArray(b->array, b->capacity, &capacity));
    PetscCall(DMDAVecRestoreArray(b->array, b->u, &u));
    PetscCall(MatAssemblyBegin(b->transport, MAT_FINAL_ASSEMBLY));
    PetscCall(MatAssemblyEnd(b->transport, MAT_FINAL_ASSEMBLY));
    PetscCall(MatSetOption(b->transport, MAT_SPD, PETSC_TRUE));
    return MatDuplicate(b->transport, MAT_COPY_VALUES, &b->system);
}

static PetscErrorCode shift_system(box *b, PetscReal shift, Mat system)
{
    PetscCall(MatCopy(b->transport, system, SAME_NONZERO_PATTERN));
    PetscCall(VecCopy(b->capacity, b->scratch));
    PetscCall(VecScale(b->scratch, shift));
    return MatDiagonalSet(system, b->scratch, ADD_VALUES);
}

/// capacity du/dt + A u, which the time stepper makes zero.
static PetscErrorCode implicit_function(TS steps, PetscReal time, Vec u, Vec rate, Vec out,
                                        void *context)
{
    box *b = context;
    (void)steps;
    (void)time;
    PetscCall(MatMult(b->transport, u, out));
    PetscCall(VecPointwiseMult(b->scratch, b->capacity, rate));
    return VecAXPY(out, 1.0, b->scratch);
}

static PetscErrorCode implicit_jacobian(TS steps, PetscReal time, Vec u, Vec rate, PetscReal shift,
                                        Mat matrix, Mat system, void *context)
{
    (void)steps;
    (void)time;
    (void)u;
    (void)rate;
    (void)matrix;
    return shift_system(context, shift, system);
}

static PetscErrorCode tell_end(const box *b)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double own = (double)usage.ru_maxrss / 1024.0, sum;
    MPI_Allreduce(&own, &sum, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD);
    return PetscPrintf(PETSC_COMM_WORLD, "cells %ld\npeak_MB %.4g\n", staircase_size(&b->grid),
                       sum);
}

static PetscErrorCode measure_solves(KSP solver, Vec right, Vec x, double times[REPEATS])
{
    for (int n = 0; n < REPEATS; ++n) {
        PetscCall(VecSet(x, 0.0));
        double begin = MPI_Wtime();
        PetscCall(KSPSolve(solver, right, x));
        times[n] = MPI_Wtime() - begin;
    }
    return PetscSortReal(REPEATS, times);
}

static PetscErrorCode relative_residual(box *b, Vec right, Vec x, PetscReal *out)
{
    PetscReal missing, whole;
    PetscCall(MatMult(b->system, x, b->scratch));
    PetscCall(VecAYPX(b->scratch, -1.0, right));
    PetscCall(VecNorm(b->scratch, NORM_2, &missing));
    PetscCall(VecNorm(right, NORM_2, &whole));
    *out = missing / whole;
    return 0;
}

static PetscErrorCode create_solver(box *b, KSP *out)
{
    PetscBool uses_array = PETSC_FALSE;
    PetscCall(KSPCreate(PETSC_COMM_WORLD, out));
    PetscCall(KSPSetType(*out, KSPCG));
    PetscCall(KSPSetNormType(*out, KSP_NORM_UNPRECONDITIONED));
    PetscCall(KSPSetTolerances(*out, 1e-8, 1e-300, 1e5, 2000));
    PetscCall(KSPSetDM(*out, b->array));
    PetscCall(KSPSetDMActive(*out, PETSC_FALSE));
    PetscCall(PetscOptionsGetBool(NULL, NULL, "-array_levels", &uses_array, NULL));
    if (uses_array) { // coarse grids of the array, but not its matrix
        PC preconditioner;
        PetscCall(KSPGetPC(*out, &preconditioner));
        PetscCall(PCSetDM(preconditioner, b->array));
    }
    PetscCall(KSPSetOperators(*out, b->system, b->system));
    return KSPSetFromOptions(*out);
}

static PetscErrorCode run_solve(box *b)
{
    PetscReal step = 600.0, residual = 0.0;
    double times[REPEATS];
    PetscInt iterations;
    KSP solver;
    Vec right, x;
    PetscCall(PetscOptionsGetReal(NULL, NULL, "-step", &step, NULL));
    PetscCall(VecDuplicate(b->u, &right));
    PetscCall(VecDuplicate(b->u, &x));
    PetscCall(shift_system(b, 1.0 / step, b->system));
    double begin = MPI_Wtime();
    PetscCall(create_solver(b, &solver));
    PetscCall(KSPSetUp(solver));
    double setup = MPI_Wtime() - begin;
    PetscCall(VecPointwiseMult(right, b->capacity, b->u));
    PetscCall(VecScale(right, 1.0 / step));
    PetscCall(measure_solves(solver, right, x, times));
    PetscCall(KSPGetIterationNumber(solver, &iterations));
    PetscCall(relative_residual(b, right, x, &residual));
    PetscCall(
        PetscPrintf(PETSC_COMM_WORLD, "setup_s %.6g\nsolve_s %.6g\n", setup, times[REPEATS / 2]));
    PetscCall(
        PetscPrintf(PETSC_COMM_WORLD, "iterations %d\nresidual %.3g\n", (int)iterations, residual));
    PetscCall(VecDestroy(&right));
    PetscCall(VecDestroy(&x));
    return KSPDestroy(&solver);
}

static PetscErrorCode create_stepper(box *b, TS *out)
{
    SNES equations;
    PetscCall(TSCreate(PETSC_COMM_WORLD, out));
    PetscCall(TSSetProblemType(*out, TS_LINEAR));
    PetscCall(TSSetType(*out, TSBDF));
    PetscCall(TSSetDM(*out, b->array));
    PetscCall(TSSetIFunction(*out, NULL, implicit_function, b));
    PetscCall(TSSetIJacobian(*out, b->system, b->system, implicit_jacobian, b));
    PetscCall(TSSetTimeStep(*out, 0.1));
    PetscCall(TSSetMaxSteps(*out, 1000000));
    PetscCall(TSSetExactFinalTime(*out, TS_EXACTFINALTIME_MATCHSTEP));
    PetscCall(TSGetSNES(*out, &equations));
    PetscCall(SNESSetType(equations, SNESKSPONLY));
    return TSSetFromOptions(*out);
}

static PetscErrorCode run_march(box *b)
{
    const double area = b->grid.side * b->grid.side, begin = MPI_Wtime();
    PetscReal start, rest;
    PetscInt iterations, steps;
    TS stepper;
    PetscCall(create_stepper(b, &stepper));
    PetscCall(VecDot(b->capacity, b->u, &start));
    for (int n = 0; n < STAIRCASE_TIMES; ++n) {
        PetscCall(TSSetMaxTime(stepper, 3600.0 * staircase_hours[n]));
        PetscCall(TSSolve(stepper, b->u));
        PetscCall(VecDot(b->capacity, b->u, &rest));
        PetscCall(PetscPrintf(PETSC_COMM_WORLD, "row %g %.9g\n", staircase_hours[n],
                              (start - rest) / area));
    }
    PetscCall(TSGetKSPIterations(stepper, &iterations));
    PetscCall(TSGetStepNumber(stepper, &steps));
    PetscCall(PetscPrintf(PETSC_COMM_WORLD, "wall_s %.6g\nsolves %d\niterations %d\n",
                          MPI_Wtime() - begin, (int)steps, (int)iterations));
    return TSDestroy(&stepper);
}

int main(int count, char **words)
{
    box b = {0};
    char mode[16] = "solve", name[16] = "G0";
    PetscCall(PetscInitialize(&count, &words, NULL, NULL));
    PetscCall(PetscOptionsGetString(NULL, NULL, "-mode", mode, sizeof mode, NULL));
    PetscCall(PetscOptionsGetString(NULL, NULL, "-grid", name, sizeof name, NULL));
    if (!staircase_create(name, NULL, &b.grid)) {
        PetscCall(PetscFinalize());
        return 2;
    }
    double begin = MPI_Wtime();
    PetscCall(create_fields(&b));
    PetscCall(fill(&b));
    PetscCall(PetscPrintf(PETSC_COMM_WORLD, "assembly_s %.6g\n", MPI_Wtime() - begin));
    PetscCall(strcmp(mode, "march") == 0 ? run_march(&b) : run_solve(&b));
    PetscCall(tell_end(&b));
    staircase_destroy(&b.grid);
    PetscCall(PetscFinalize());
    return 0;
}
