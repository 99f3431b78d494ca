/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/problem.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "numerics/dense.h"

static double *edges(int cells, double from, double to, double ratio)
{
    double *e = malloc(((size_t)cells + 1) * sizeof *e);
    double sum = 0.0;
    e[0] = 0.0;
    for (int n = 0; n < cells; ++n) {
        sum += pow(ratio, n);
        e[n + 1] = sum;
    }
    for (int n = 0; n <= cells; ++n) {
        e[n] = from + (to - from) * e[n] / sum;
    }
    return e;
}

static double conductivity_at(const problem_kind *kind, double x, double y, double z)
{
    double contrast = kind->contrast > 0.0 ? kind->contrast : 1.0;
    if (hypot(x, y) < 40e-6 && z < 100e-6 && kind->geometry != ACI_SLAB) {
        return 5e-10;
    }
    return z < 20e-6 ? 5e-10 / contrast : 1e-10;
}

static void fill(const problem_kind *kind, const aci_grid *g, aci_operator *op)
{
    double *conductivity;
    cr_assert(aci_field_create(op->extent, &conductivity) == ACI_OK);
    for (int k = 0; k < g->cells[2]; ++k) {
        for (int j = 0; j < g->cells[1]; ++j) {
            for (int i = 0; i < g->cells[0]; ++i) {
                size_t c = aci_grid_cell(g, i, j, k);
                double y = kind->geometry == ACI_BOX ? g->centres[1][j] : 0.0;
                double z = g->centres[2][k];
                conductivity[c] = conductivity_at(kind, g->centres[0][i], y, z);
                op->capacity[c] = aci_grid_volume(g, i, j, k) * (z < 20e-6 ? 1.0 : 0.7);
                op->sink[c] = z < 20e-6 || kind->closed ? 0.0 : 1e-4 * op->capacity[c];
            }
        }
    }
    const double *const along[3] = {conductivity, conductivity, conductivity};
    aci_operator_series(op, g, along);
    aci_field_destroy(op->extent, &conductivity);
}

problem problem_create(problem_kind kind)
{
    const double ratios[2] = {kind.grading, kind.down};
    double *e[3];
    for (int axis = 0; axis < 3; ++axis) {
        double ratio = ratios[axis == 2];
        e[axis] =
            edges(kind.cells[axis], 0.0, axis == 2 ? 200e-6 : 300e-6, ratio > 0.0 ? ratio : 1.0);
    }
    bool across = kind.geometry != ACI_SLAB;
    const double *const given[3] = {across ? e[0] : NULL, kind.geometry == ACI_BOX ? e[1] : NULL,
                                    e[2]};
    problem p;
    cr_assert(aci_grid_create(kind.geometry, kind.cells, given, &p.grid) == ACI_OK);
    cr_assert(aci_operator_create(p.grid, &p.op) == ACI_OK);
    fill(&kind, p.grid, p.op);
    p.op->top_value = kind.closed ? 0.0 : 1.0;
    for (size_t n = 0; kind.closed && n < p.op->extent.plane; ++n) {
        p.op->top[n] = p.op->bottom[n] = 0.0;
    }
    for (int axis = 0; axis < 3; ++axis) {
        free(e[axis]);
    }
    return p;
}

void problem_destroy(problem *p)
{
    aci_operator_destroy(&p->op);
    aci_grid_destroy(&p->grid);
}

double *problem_zeros(const aci_operator *op)
{
    double *field;
    cr_assert(aci_field_create(op->extent, &field) == ACI_OK);
    return field;
}

double *problem_constant(const aci_operator *op, double value)
{
    double *field = problem_zeros(op);
    aci_field_fill(op->extent, value, field);
    return field;
}

double *problem_random(const aci_operator *op, unsigned seed)
{
    double *field = problem_zeros(op);
    unsigned long long state = 88172645463325252ULL + seed;
    for (size_t c = 0; c < op->extent.count; ++c) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        field[c] = (double)(state >> 11) / 4503599627370496.0 - 1.0;
    }
    return field;
}

double problem_content(const aci_operator *op, const double *u)
{
    return aci_field_dot(op->extent, op->capacity, u);
}

/// matrix = capacity^-1/2 A capacity^-1/2, column by column.
static void fill_matrix(const aci_operator *op, double *matrix)
{
    size_t n = op->extent.count;
    double *unit = problem_zeros(op);
    double *image = problem_zeros(op);
    for (size_t c = 0; c < n; ++c) {
        unit[c] = 1.0;
        aci_operator_apply(op, unit, image);
        unit[c] = 0.0;
        for (size_t r = 0; r < n; ++r) {
            matrix[r * n + c] = image[r] / sqrt(op->capacity[r]) / sqrt(op->capacity[c]);
        }
    }
    aci_field_destroy(op->extent, &unit);
    aci_field_destroy(op->extent, &image);
}

void problem_exact(const aci_operator *op, const double *start, double time, double *u)
{
    size_t n = op->extent.count;
    double *matrix = malloc(n * n * sizeof *matrix);
    double *vectors = malloc(n * n * sizeof *vectors);
    double *values = malloc(n * sizeof *values);
    double *constant = problem_zeros(op);
    double *nothing = problem_zeros(op);
    fill_matrix(op, matrix);
    aci_operator_rate(op, nothing, constant);
    aci_dense_eigen((int)n, matrix, values, vectors);
    aci_field_fill(op->extent, 0.0, u);
    for (size_t e = 0; e < n; ++e) {
        double amplitude = 0.0;
        double driven = 0.0;
        for (size_t c = 0; c < n; ++c) {
            amplitude += vectors[c * n + e] * sqrt(op->capacity[c]) * start[c];
            driven += vectors[c * n + e] * constant[c] / sqrt(op->capacity[c]);
        }
        double x = fmax(values[e], 0.0) * time;
        double integral = x < 1e-9 ? time * (1.0 - 0.5 * x) : -expm1(-x) / x * time;
        double now = amplitude * exp(-x) + driven * integral;
        for (size_t c = 0; c < n; ++c) {
            u[c] += vectors[c * n + e] * now / sqrt(op->capacity[c]);
        }
    }
    free(matrix);
    free(vectors);
    free(values);
    aci_field_destroy(op->extent, &constant);
    aci_field_destroy(op->extent, &nothing);
}
