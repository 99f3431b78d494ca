/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Benchmark B2 with hypre: conjugate gradients with one cycle of its structured multigrid PFMG.
///   mpirun -n N hypre_box solve GRID STEP      one implicit step to a relative residual of 1e-8
///   mpirun -n N hypre_box march GRID STEPS TOLERANCE
/// The march is TR-BDF2 with STEPS steps in each doubling of the time, from 28.125 s. Each process
/// has a slab of the box along y. Prints what build/bench prints.
#include <HYPRE_struct_ls.h>
#include <math.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../staircase.h"

enum { ENTRIES = 4, REPEATS = 3, ITERATIONS_MAX = 500 };

typedef struct box {
    staircase grid;
    int rank;
    HYPRE_Int low[3], high[3]; ///< cells of this process, both ends included
    size_t count;
    double *capacity, *u, *work, *result;
    HYPRE_StructGrid cells;
    HYPRE_StructStencil stencil;
    HYPRE_StructVector left, right, product;
} box;

typedef struct pair {
    HYPRE_StructMatrix matrix;
    HYPRE_StructSolver solver, cycle;
} pair;

static double sum_all(double own)
{
    double sum;
    MPI_Allreduce(&own, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return sum;
}

static void create_vector(const box *b, HYPRE_StructVector *out)
{
    HYPRE_StructVectorCreate(MPI_COMM_WORLD, b->cells, out);
    HYPRE_StructVectorInitialize(*out);
    HYPRE_StructVectorAssemble(*out);
}

static void create_structure(box *b)
{
    HYPRE_Int offsets[ENTRIES][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    HYPRE_StructGridCreate(MPI_COMM_WORLD, 3, &b->cells);
    HYPRE_StructGridSetExtents(b->cells, b->low, b->high);
    HYPRE_StructGridAssemble(b->cells);
    HYPRE_StructStencilCreate(3, ENTRIES, &b->stencil);
    for (int n = 0; n < ENTRIES; ++n) {
        HYPRE_StructStencilSetElement(b->stencil, n, offsets[n]);
    }
    create_vector(b, &b->left);
    create_vector(b, &b->right);
    create_vector(b, &b->product);
}

static void fill_start(box *b)
{
    size_t n = 0;
    for (int k = b->low[2]; k <= b->high[2]; ++k) {
        for (int j = b->low[1]; j <= b->high[1]; ++j) {
            for (int i = b->low[0]; i <= b->high[0]; ++i, ++n) {
                b->capacity[n] = staircase_volume(&b->grid, i, j, k);
                b->u[n] = staircase_material(&b->grid, i, j, k) == FILM ? 1.0 : 0.0;
            }
        }
    }
}

static int create_box(const char *name, box *b)
{
    int processes;
    memset(b, 0, sizeof *b);
    MPI_Comm_size(MPI_COMM_WORLD, &processes);
    MPI_Comm_rank(MPI_COMM_WORLD, &b->rank);
    if (!staircase_create(name, NULL, &b->grid)) {
        return 1;
    }
    b->low[1] = b->grid.cells[1] * b->rank / processes;
    b->high[0] = b->grid.cells[0] - 1;
    b->high[1] = b->grid.cells[1] * (b->rank + 1) / processes - 1;
    b->high[2] = b->grid.cells[2] - 1;
    b->count =
        (size_t)b->grid.cells[0] * (size_t)(b->high[1] - b->low[1] + 1) * (size_t)b->grid.cells[2];
    double **fields[] = {&b->capacity, &b->u, &b->work, &b->result};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        *fields[n] = malloc(b->count * sizeof **fields[n]);
        if (*fields[n] == NULL) {
            return 1;
        }
    }
    fill_start(b);
    create_structure(b);
    return 0;
}

static double face(const box *b, int axis, const int cell[3], int back)
{
    int from[3] = {cell[0], cell[1], cell[2]};
    from[axis] -= back;
    return from[axis] < 0 ? 0.0 : staircase_conductance(&b->grid, axis, from);
}

/// A row of capacity + weight A in the order of the stencil: the cell and those behind it.
static void fill_row(const box *b, const int cell[3], double weight, double row[ENTRIES])
{
    const double capacity = staircase_volume(&b->grid, cell[0], cell[1], cell[2]);
    const material m = staircase_material(&b->grid, cell[0], cell[1], cell[2]);
    row[0] = capacity * (1.0 + weight * staircase_clearance[m]);
    for (int axis = 0; axis < 3; ++axis) {
        double next = weight * face(b, axis, cell, 0);
        const int is_last = cell[axis] == b->grid.cells[axis] - 1;
        row[0] += next + weight * face(b, axis, cell, 1);
        row[1 + axis] = is_last ? 0.0 : -next;
    }
}

static void create_matrix(const box *b, double weight, HYPRE_StructMatrix *out)
{
    HYPRE_Int entries[ENTRIES] = {0, 1, 2, 3};
    double *values = malloc(b->count * ENTRIES * sizeof *values);
    size_t n = 0;
    for (int k = b->low[2]; k <= b->high[2]; ++k) {
        for (int j = b->low[1]; j <= b->high[1]; ++j) {
            for (int i = b->low[0]; i <= b->high[0]; ++i, ++n) {
                fill_row(b, (const int[3]){i, j, k}, weight, values + ENTRIES * n);
            }
        }
    }
    HYPRE_StructMatrixCreate(MPI_COMM_WORLD, b->cells, b->stencil, out);
    HYPRE_StructMatrixSetSymmetric(*out, 1);
    HYPRE_StructMatrixInitialize(*out);
    HYPRE_StructMatrixSetBoxValues(*out, (HYPRE_Int *)b->low, (HYPRE_Int *)b->high, ENTRIES,
                                   entries, values);
    HYPRE_StructMatrixAssemble(*out);
    free(values);
}

/// Relaxation 2, red and black cells in turn, on every level: the fastest of its choices here.
static void create_solver(const box *b, double tolerance, pair *p)
{
    HYPRE_StructPCGCreate(MPI_COMM_WORLD, &p->solver);
    HYPRE_StructPCGSetTol(p->solver, tolerance);
    HYPRE_StructPCGSetMaxIter(p->solver, ITERATIONS_MAX);
    HYPRE_StructPCGSetTwoNorm(p->solver, 1);
    HYPRE_StructPFMGCreate(MPI_COMM_WORLD, &p->cycle);
    HYPRE_StructPFMGSetMaxIter(p->cycle, 1);
    HYPRE_StructPFMGSetTol(p->cycle, 0.0);
    HYPRE_StructPFMGSetZeroGuess(p->cycle);
    HYPRE_StructPFMGSetRelaxType(p->cycle, 2);
    HYPRE_StructPFMGSetSkipRelax(p->cycle, 0);
    HYPRE_StructPCGSetPrecond(p->solver, HYPRE_StructPFMGSolve, HYPRE_StructPFMGSetup, p->cycle);
    HYPRE_StructPCGSetup(p->solver, p->matrix, b->right, b->left);
}

static void destroy_pair(pair *p)
{
    HYPRE_StructPCGDestroy(p->solver);
    HYPRE_StructPFMGDestroy(p->cycle);
    HYPRE_StructMatrixDestroy(p->matrix);
}

static void set_values(const box *b, HYPRE_StructVector v, double *values)
{
    HYPRE_StructVectorSetBoxValues(v, (HYPRE_Int *)b->low, (HYPRE_Int *)b->high, values);
}

static void get_values(const box *b, HYPRE_StructVector v, double *values)
{
    HYPRE_StructVectorGetBoxValues(v, (HYPRE_Int *)b->low, (HYPRE_Int *)b->high, values);
}

static int solve_pair(const box *b, const pair *p)
{
    HYPRE_Int iterations;
    HYPRE_StructPCGSolve(p->solver, p->matrix, b->right, b->left);
    HYPRE_StructPCGGetNumIterations(p->solver, &iterations);
    return (int)iterations;
}

static double residual_of(const box *b, const pair *p)
{
    double missing = 0.0, whole = 0.0;
    HYPRE_StructMatrixMatvec(1.0, p->matrix, b->left, 0.0, b->product);
    get_values(b, b->product, b->work);
    get_values(b, b->right, b->result);
    for (size_t n = 0; n < b->count; ++n) {
        missing += (b->result[n] - b->work[n]) * (b->result[n] - b->work[n]);
        whole += b->result[n] * b->result[n];
    }
    return sqrt(sum_all(missing) / sum_all(whole));
}

static void tell_end(const box *b)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double peak = sum_all((double)usage.ru_maxrss / 1024.0);
    if (b->rank == 0) {
        printf("cells %ld\npeak_MB %.4g\n", staircase_size(&b->grid), peak);
    }
}

static double middle_of(const double t[REPEATS])
{
    return fmax(fmin(t[0], t[1]), fmin(fmax(t[0], t[1]), t[2]));
}

static void run_solve(box *b, double step)
{
    pair p;
    double times[REPEATS], begin = MPI_Wtime();
    int iterations = 0;
    create_matrix(b, step, &p.matrix);
    double middle = MPI_Wtime();
    create_solver(b, 1e-8, &p);
    double ready = MPI_Wtime();
    for (size_t n = 0; n < b->count; ++n) {
        b->work[n] = b->capacity[n] * b->u[n];
    }
    set_values(b, b->right, b->work);
    for (int n = 0; n < REPEATS; ++n) {
        HYPRE_StructVectorSetConstantValues(b->left, 0.0);
        double start = MPI_Wtime();
        iterations = solve_pair(b, &p);
        times[n] = MPI_Wtime() - start;
    }
    double residual = residual_of(b, &p);
    if (b->rank == 0) {
        printf("assembly_s %.6g\nsetup_s %.6g\nsolve_s %.6g\n", middle - begin, ready - middle,
               middle_of(times));
        printf("iterations %d\nresidual %.3g\n", iterations, residual);
    }
    destroy_pair(&p);
}

/// One step of TR-BDF2: a trapezoidal stage, then a backward one, both with the same matrix.
static int take_step(box *b, const pair *p)
{
    static const double half = 0.70710678118654752;
    const double part = 2.0 * (1.0 - half);
    const double from_stage = 1.0 / (part * (2.0 - part));
    const double from_start = (1.0 - part) * (1.0 - part) * from_stage;
    set_values(b, b->left, b->u);
    HYPRE_StructMatrixMatvec(1.0, p->matrix, b->left, 0.0, b->product);
    get_values(b, b->product, b->work);
    for (size_t n = 0; n < b->count; ++n) {
        b->work[n] = 2.0 * b->capacity[n] * b->u[n] - b->work[n];
    }
    set_values(b, b->right, b->work);
    int iterations = solve_pair(b, p);
    get_values(b, b->left, b->result);
    for (size_t n = 0; n < b->count; ++n) {
        const double stage = b->result[n], change = stage - b->u[n];
        b->work[n] = b->capacity[n] * (from_stage * stage - from_start * b->u[n]);
        b->result[n] = stage + change * (1.0 - part) / part; // a first guess for the next stage
    }
    set_values(b, b->right, b->work);
    set_values(b, b->left, b->result);
    iterations += solve_pair(b, p);
    get_values(b, b->left, b->u);
    return iterations;
}

static double amount_of(const box *b)
{
    double own = 0.0;
    for (size_t n = 0; n < b->count; ++n) {
        own += b->capacity[n] * b->u[n];
    }
    return sum_all(own) / (b->grid.side * b->grid.side);
}

static void run_march(box *b, int steps, double tolerance)
{
    const double weight = 1.0 - 0.70710678118654752; // half of the first stage's part of a step
    const double start = amount_of(b), begin = MPI_Wtime();
    double time = 0.0;
    int next = 0, solves = 0, iterations = 0;
    while (next < STAIRCASE_TIMES) {
        double end = time > 0.0 ? fmin(2.0 * time, 24.0 * 3600.0) : 1800.0 / 64.0;
        pair p;
        create_matrix(b, weight * (end - time) / steps, &p.matrix);
        create_solver(b, tolerance, &p);
        for (int n = 0; n < steps; ++n, solves += 2) {
            iterations += take_step(b, &p);
        }
        destroy_pair(&p);
        time = end;
        if (fabs(time - 3600.0 * staircase_hours[next]) < 1.0) {
            double left = start - amount_of(b);
            if (b->rank == 0) {
                printf("row %g %.9g\n", staircase_hours[next], left);
            }
            ++next;
        }
    }
    if (b->rank == 0) {
        printf("wall_s %.6g\nsolves %d\niterations %d\n", MPI_Wtime() - begin, solves, iterations);
    }
}

int main(int count, char **words)
{
    box b;
    MPI_Init(&count, &words);
    const int solves = count == 4 && strcmp(words[1], "solve") == 0;
    const int marches = count == 5 && strcmp(words[1], "march") == 0;
    if (!(solves || marches) || create_box(words[2], &b) != 0) {
        fprintf(stderr, "usage: hypre_box solve GRID STEP | march GRID STEPS TOLERANCE\n");
        MPI_Abort(MPI_COMM_WORLD, 2);
    }
    if (solves) {
        run_solve(&b, strtod(words[3], NULL));
    } else {
        run_march(&b, atoi(words[3]), strtod(words[4], NULL));
    }
    tell_end(&b);
    staircase_destroy(&b.grid);
    MPI_Finalize();
    return 0;
}
