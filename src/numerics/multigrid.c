/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid.h"

#include <stdlib.h>

#include "multigrid_levels.h"

enum { STRIP = 64 };

struct aci_multigrid {
    aci_multigrid_levels levels;
};

aci_status aci_multigrid_create(const aci_operator *op, aci_multigrid **out)
{
    *out = NULL;
    aci_multigrid *m = calloc(1, sizeof *m);
    if (m == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
    }
    aci_status status = aci_multigrid_levels_create(op, &m->levels);
    if (status != ACI_OK) {
        aci_multigrid_destroy(&m);
        return status;
    }
    *out = m;
    return ACI_OK;
}

void aci_multigrid_destroy(aci_multigrid **multigrid)
{
    if (*multigrid != NULL) {
        aci_multigrid_levels_destroy(&(*multigrid)->levels);
    }
    free(*multigrid);
    *multigrid = NULL;
}

/// Pivots of the z lines of row j, p_k = e_k + g_k with e_k = rest_k + g_{k-1} e_{k-1} / p_{k-1}:
/// nothing is subtracted, so that a line that hardly touches anything else keeps its digits.
static void factor_row(aci_multigrid_level *l, int j)
{
    const double *gx = l->conductance[0];
    const double *gy = l->conductance[1];
    const double *gz = l->conductance[2];
    const size_t row = (size_t)l->cells[0];
    const size_t plane = l->extent.plane;
    double *rest = l->residual;
    for (int k = 0; k < l->cells[2]; ++k) {
        size_t begin = (size_t)k * plane + (size_t)j * row;
        for (size_t c = begin; c < begin + row; ++c) {
            rest[c] = l->mass[c] + gx[c] + gx[c - 1] + gy[c] + gy[c - row];
            if (k > 0) {
                rest[c] += gz[c - plane] * rest[c - plane] * l->inverse_pivot[c - plane];
            }
            l->inverse_pivot[c] = 1.0 / (rest[c] + gz[c]);
        }
    }
}

static void factor(aci_multigrid_level *l)
{
#pragma omp parallel for schedule(static) if (l->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int j = 0; j < l->cells[1]; ++j) {
        factor_row(l, j);
    }
    aci_field_fill(l->extent, 0.0, l->residual);
}

void aci_multigrid_update(aci_multigrid *m, const aci_operator *op, double capacity_factor,
                          double step)
{
    aci_multigrid_level *finest = &m->levels.level[0];
    size_t last = op->extent.count - op->extent.plane;
#pragma omp parallel for schedule(static) if (op->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (size_t c = 0; c < op->extent.count; ++c) {
        finest->mass[c] = capacity_factor * op->capacity[c] + step * op->sink[c];
        for (int axis = 0; axis < 3; ++axis) {
            finest->conductance[axis][c] = step * op->conductance[axis][c];
        }
    }
    for (size_t c = 0; c < op->extent.count && op->store_in != NULL; ++c) {
        finest->mass[c] += capacity_factor * aci_operator_store_capacity(op, step, c);
    }
    for (size_t c = 0; c < op->extent.count && op->decay != NULL; ++c) {
        finest->mass[c] += step * op->decay[c];
    }
    for (size_t n = 0; n < op->extent.plane; ++n) {
        finest->mass[n] += step * op->top[n];
        finest->mass[last + n] += step * op->bottom[n];
    }
    for (int n = 0; n < m->levels.count; ++n) {
        if (m->levels.level[n].smoothed) {
            factor(&m->levels.level[n]);
        }
        if (n + 1 < m->levels.count) {
            aci_multigrid_levels_coarsen(&m->levels.level[n], &m->levels.level[n + 1]);
        }
    }
}

/// Upwards through the lines of relax_strip, after the way down.
static void substitute(const aci_multigrid_level *l, double *x, size_t begin, size_t end)
{
    const double *gz = l->conductance[2];
    const size_t plane = l->extent.plane;
    for (int k = l->cells[2] - 2; k >= 0; --k) {
        size_t shift = (size_t)k * plane;
        for (size_t c = begin + shift; c < end + shift; c += 2) {
            x[c] += gz[c] * l->inverse_pivot[c] * x[c + plane];
        }
    }
}

/// Columns begin, begin + 2, ... below end of a row, solved along z with their neighbours held.
static void relax_strip(const aci_multigrid_level *l, const double *b, double *x, size_t begin,
                        size_t end)
{
    const double *gx = l->conductance[0];
    const double *gy = l->conductance[1];
    const double *gz = l->conductance[2];
    const size_t row = (size_t)l->cells[0];
    const size_t plane = l->extent.plane;
    for (int k = 0; k < l->cells[2]; ++k) {
        size_t shift = (size_t)k * plane;
        for (size_t c = begin + shift; c < end + shift; c += 2) {
            double right = b[c] + gx[c] * x[c + 1] + gx[c - 1] * x[c - 1];
            right += gy[c] * x[c + row] + gy[c - row] * x[c - row];
            right += gz[c - plane] * x[c - plane];
            x[c] = right * l->inverse_pivot[c];
        }
    }
    substitute(l, x, begin, end);
}

/// The same with zero neighbours, whatever x holds.
static void start_strip(const aci_multigrid_level *l, const double *b, double *x, size_t begin,
                        size_t end)
{
    const double *gz = l->conductance[2];
    const size_t plane = l->extent.plane;
    for (int k = 0; k < l->cells[2]; ++k) {
        size_t shift = (size_t)k * plane;
        for (size_t c = begin + shift; c < end + shift; c += 2) {
            x[c] = (b[c] + gz[c - plane] * x[c - plane]) * l->inverse_pivot[c];
        }
    }
    substitute(l, x, begin, end);
}

typedef void (*strip_solver)(const aci_multigrid_level *l, const double *b, double *x, size_t begin,
                             size_t end);

static void relax(const aci_multigrid_level *l, const double *b, double *x, int colour,
                  strip_solver solve)
{
    const int strips = (l->cells[0] + STRIP - 1) / STRIP;
#pragma omp parallel for collapse(2)                                                               \
    schedule(static) if (l->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int j = 0; j < l->cells[1]; ++j) {
        for (int s = 0; s < strips; ++s) {
            int left = s * STRIP;
            int right = left + STRIP < l->cells[0] ? left + STRIP : l->cells[0];
            size_t row = (size_t)j * (size_t)l->cells[0];
            solve(l, b, x, row + (size_t)(left + ((left + j + colour) & 1)), row + (size_t)right);
        }
    }
}

/// After colour 0 from zero and then colour 1, only colour 0 has a residual: what colour 1 sends.
static void form_residual(const aci_multigrid_level *l, const double *x, double *residual)
{
    const double *gx = l->conductance[0];
    const double *gy = l->conductance[1];
    const size_t row = (size_t)l->cells[0];
#pragma omp parallel for schedule(static) if (l->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int k = 0; k < l->cells[2]; ++k) {
        for (int j = 0; j < l->cells[1]; ++j) {
            size_t begin = (size_t)k * l->extent.plane + (size_t)j * row;
            for (size_t c = begin + (size_t)(j & 1); c < begin + row; c += 2) {
                residual[c] = gx[c] * x[c + 1] + gx[c - 1] * x[c - 1] + gy[c] * x[c + row] +
                              gy[c - row] * x[c - row];
            }
        }
    }
}

/// Members of one coarse row, next to each other along x, into `right`. The weights of cells that
/// lean the other way, or to nobody, are zero.
static void restrict_along_x(const aci_multigrid_level *fine, const double *r, const double *w,
                             int cells, double *right)
{
    for (int i = 0; i < cells; ++i) {
        const double *f = r + fine->first[i];
        const double *v = w + fine->first[i];
        int last = fine->first[i + 1] - fine->first[i] - 1;
        double sum = (1.0 - v[0]) * f[0] + v[-1] * f[-1] + v[last + 1] * f[last + 1];
        right[i] = last == 0 ? sum : sum + (1.0 - v[1]) * f[1];
    }
}

static void restrict_along_y(const aci_multigrid_level *fine, const double *r, const double *w,
                             bool two, double *right)
{
    const size_t row = (size_t)fine->cells[0];
    const size_t beyond = two ? 2 * row : row;
    for (size_t i = 0; i < row; ++i) {
        double sum = (1.0 - w[i]) * r[i] + w[i + beyond] * r[i + beyond];
        sum += *(w + i - row) * *(r + i - row);
        right[i] = two ? sum + (1.0 - w[i + row]) * r[i + row] : sum;
    }
}

static void restrict_residual(const aci_multigrid_level *fine, const double *residual,
                              aci_multigrid_level *coarse)
{
#pragma omp parallel for schedule(static) if (fine->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int k = 0; k < coarse->cells[2]; ++k) {
        for (int j = 0; j < coarse->cells[1]; ++j) {
            const int at[3] = {0, j, k};
            aci_multigrid_members m = aci_multigrid_levels_members(fine, coarse, at);
            const double *r = residual + m.first;
            const double *w = fine->weight + m.first;
            double *right = coarse->right + m.coarse;
            if (fine->joined == 0) {
                restrict_along_x(fine, r, w, coarse->cells[0], right);
            } else {
                restrict_along_y(fine, r, w, m.first != m.last, right);
            }
        }
    }
}

static void prolong_along_x(const aci_multigrid_level *fine, const double *u, const double *w,
                            int cells, double *x)
{
    for (int i = 0; i < cells; ++i) {
        int first = fine->first[i];
        x[first] += u[i] + w[first] * (*(u + i - 1) - u[i]);
        if (fine->first[i + 1] - first == 2) {
            x[first + 1] += u[i] + w[first + 1] * (u[i + 1] - u[i]);
        }
    }
}

static void prolong_along_y(const aci_multigrid_level *fine, const double *u, const double *w,
                            bool two, double *x)
{
    const size_t row = (size_t)fine->cells[0];
    for (size_t i = 0; i < row; ++i) {
        x[i] += u[i] + w[i] * (*(u + i - row) - u[i]);
    }
    for (size_t i = 0; two && i < row; ++i) {
        x[i + row] += u[i] + w[i + row] * (u[i + row] - u[i]);
    }
}

static void prolong(const aci_multigrid_level *fine, const aci_multigrid_level *coarse, double *x)
{
#pragma omp parallel for schedule(static) if (fine->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int k = 0; k < coarse->cells[2]; ++k) {
        for (int j = 0; j < coarse->cells[1]; ++j) {
            const int at[3] = {0, j, k};
            aci_multigrid_members m = aci_multigrid_levels_members(fine, coarse, at);
            const double *u = coarse->solution + m.coarse;
            const double *w = fine->weight + m.first;
            if (fine->joined == 0) {
                prolong_along_x(fine, u, w, coarse->cells[0], x + m.first);
            } else {
                prolong_along_y(fine, u, w, m.first != m.last, x + m.first);
            }
        }
    }
}

static void cycle(aci_multigrid *m, int n, const double *b, double *x)
{
    aci_multigrid_level *l = &m->levels.level[n];
    if (n + 1 == m->levels.count) {
        relax(l, b, x, 0, start_strip);
        return;
    }
    aci_multigrid_level *coarse = &m->levels.level[n + 1];
    if (l->smoothed) {
        relax(l, b, x, 0, start_strip);
        relax(l, b, x, 1, relax_strip);
        form_residual(l, x, l->residual);
    } else {
        aci_field_fill(l->extent, 0.0, x);
    }
    restrict_residual(l, l->smoothed ? l->residual : b, coarse);
    cycle(m, n + 1, coarse->right, coarse->solution);
    prolong(l, coarse, x);
    if (l->smoothed) {
        relax(l, b, x, 1, relax_strip);
        relax(l, b, x, 0, relax_strip);
    }
}

void aci_multigrid_cycle(aci_multigrid *m, const double *b, double *x)
{
    cycle(m, 0, b, x);
}
