/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS_MAX = 160, PARALLEL_FROM = 16384, STRIP = 64 };

/// Columns left by the two joins of a coarsening, at most, as a part of those before; and the
/// factor by which the reach of joining grows until that is met.
static const double columns_left = 0.8;
static const double reach_growth = 1.25;

/// One level: the matrix diag - g neighbours, its pivots along z, and how it meets the next one.
typedef struct level {
    int cells[3];
    aci_extent extent;
    bool smoothed;          ///< false halfway between the joins along x and along y
    double *mass;           ///< diagonal without the face conductances
    double *conductance[3]; ///< times the step
    double *inverse_pivot;  ///< of the z lines
    int joined;             ///< axis joined towards the next level; -1 on the last
    int *first;             ///< [cells of the next level along it + 1] where its members begin
    double *weight;         ///< part of the other coarse neighbour in each fine cell
    double *right, *solution, *residual;
} level;

struct aci_multigrid {
    int count;
    level levels[LEVELS_MAX];
};

/// What is left to be joined: cells and lateral widths of the last level so far.
typedef struct outline {
    int cells[3];
    double *width[2];
    double reach; ///< two neighbours join where they are together no wider
} outline;

static aci_status create_level(level *l, const int cells[3], bool finest, bool smoothed)
{
    memcpy(l->cells, cells, sizeof l->cells);
    l->extent.plane = (size_t)cells[0] * (size_t)cells[1];
    l->extent.count = l->extent.plane * (size_t)cells[2];
    l->smoothed = smoothed;
    l->joined = -1;
    double **always[] = {&l->mass, &l->conductance[0], &l->conductance[1], &l->conductance[2],
                         &l->weight};
    for (size_t n = 0; n < sizeof always / sizeof *always; ++n) {
        ACI_TRY(aci_field_create(l->extent, always[n]));
    }
    if (smoothed) {
        ACI_TRY(aci_field_create(l->extent, &l->inverse_pivot));
        ACI_TRY(aci_field_create(l->extent, &l->residual));
    }
    if (!finest) {
        ACI_TRY(aci_field_create(l->extent, &l->right));
        ACI_TRY(aci_field_create(l->extent, &l->solution));
    }
    return ACI_OK;
}

static void destroy_level(level *l)
{
    double **fields[] = {&l->mass,           &l->conductance[0], &l->conductance[1],
                         &l->conductance[2], &l->inverse_pivot,  &l->weight,
                         &l->residual,       &l->right,          &l->solution};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        aci_field_destroy(l->extent, fields[n]);
    }
    free(l->first);
}

/// Joins neighbours from the lower end on; returns the number of cells that are left. `first`
/// [that + 1] may be NULL.
static int join_widths(const double *width, int cells, double reach, int *first)
{
    int count = 0;
    for (int n = 0; n < cells; ++count) {
        if (first != NULL) {
            first[count] = n;
        }
        n += n + 1 < cells && width[n] + width[n + 1] <= reach ? 2 : 1;
    }
    if (first != NULL) {
        first[count] = cells;
    }
    return count;
}

/// The narrowest columns join first, so that no level couples much more strongly along one lateral
/// axis than along the other where both could still be joined.
static void grow_reach(outline *o)
{
    double before = (double)o->cells[0] * o->cells[1];
    double after = before;
    if (o->cells[0] < 2 || o->cells[1] < 2) {
        o->reach = HUGE_VAL;
        return;
    }
    while (after > columns_left * before) {
        o->reach *= reach_growth;
        after = (double)join_widths(o->width[0], o->cells[0], o->reach, NULL) *
                join_widths(o->width[1], o->cells[1], o->reach, NULL);
    }
}

/// The next level, by one join along an axis; none where nothing joins.
static aci_status join_axis(aci_multigrid *m, outline *o, int axis)
{
    level *fine = &m->levels[m->count - 1];
    int cells = join_widths(o->width[axis], o->cells[axis], o->reach, NULL);
    if (cells == o->cells[axis]) {
        return ACI_OK;
    }
    fine->first = calloc((size_t)cells + 1, sizeof *fine->first);
    if (fine->first == NULL || m->count == LEVELS_MAX) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
    }
    fine->joined = axis;
    join_widths(o->width[axis], o->cells[axis], o->reach, fine->first);
    for (int n = 0; n < cells; ++n) {
        double sum = o->width[axis][fine->first[n]];
        o->width[axis][n] =
            sum +
            (fine->first[n + 1] - fine->first[n] == 2 ? o->width[axis][fine->first[n] + 1] : 0.0);
    }
    o->cells[axis] = cells;
    bool last = axis == 1 || join_widths(o->width[1], o->cells[1], o->reach, NULL) == o->cells[1];
    return create_level(&m->levels[m->count++], o->cells, false, last);
}

static aci_status create_levels(aci_multigrid *m, outline *o)
{
    ACI_TRY(create_level(&m->levels[m->count++], o->cells, true, true));
    while (o->cells[0] * o->cells[1] > 1) {
        grow_reach(o);
        ACI_TRY(join_axis(m, o, 0));
        ACI_TRY(join_axis(m, o, 1));
    }
    return ACI_OK;
}

static aci_status create_outline(outline *o, const aci_operator *op)
{
    memcpy(o->cells, op->cells, sizeof o->cells);
    o->reach = HUGE_VAL;
    for (int axis = 0; axis < 2; ++axis) {
        size_t bytes = (size_t)op->cells[axis] * sizeof(double);
        o->width[axis] = malloc(bytes);
        if (o->width[axis] == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
        }
        memcpy(o->width[axis], op->width[axis], bytes);
        for (int n = 0; n < op->cells[axis]; ++n) {
            o->reach = fmin(o->reach, op->width[axis][n]);
        }
    }
    return ACI_OK;
}

aci_status aci_multigrid_create(const aci_operator *op, aci_multigrid **out)
{
    *out = NULL;
    aci_multigrid *m = calloc(1, sizeof *m);
    if (m == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
    }
    outline o = {0};
    aci_status status;
    ACI_TRY_OR(cleanup, create_outline(&o, op));
    ACI_TRY_OR(cleanup, create_levels(m, &o));
    *out = m;
cleanup:
    free(o.width[0]);
    free(o.width[1]);
    if (status != ACI_OK) {
        aci_multigrid_destroy(&m);
    }
    return status;
}

void aci_multigrid_destroy(aci_multigrid **multigrid)
{
    if (*multigrid == NULL) {
        return;
    }
    for (int n = 0; n < LEVELS_MAX; ++n) {
        destroy_level(&(*multigrid)->levels[n]);
    }
    free(*multigrid);
    *multigrid = NULL;
}

/// Pivots of the z lines of row j, p_k = e_k + g_k with e_k = rest_k + g_{k-1} e_{k-1} / p_{k-1}:
/// nothing is subtracted, so that a line that hardly touches anything else keeps its digits.
static void factor_row(level *l, int j)
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

static void factor(level *l)
{
#pragma omp parallel for schedule(static) if (l->extent.count >= PARALLEL_FROM)
    for (int j = 0; j < l->cells[1]; ++j) {
        factor_row(l, j);
    }
    aci_field_fill(l->extent, 0.0, l->residual);
}

static size_t stride_of(const level *l, int axis)
{
    return axis == 0 ? 1 : (size_t)l->cells[0];
}

/// The one or two fine cells of a coarse one; equal where it has one member.
typedef struct members {
    size_t first, last, coarse;
} members;

static members members_at(const level *fine, const level *coarse, const int at[3])
{
    int axis = fine->joined;
    int low[3] = {at[0], at[1], at[2]};
    low[axis] = fine->first[at[axis]];
    size_t first = (size_t)low[0] + (size_t)fine->cells[0] * (size_t)low[1] +
                   fine->extent.plane * (size_t)low[2];
    bool two = fine->first[at[axis] + 1] - low[axis] == 2;
    members m = {first, two ? first + stride_of(fine, axis) : first,
                 (size_t)at[0] + (size_t)coarse->cells[0] * (size_t)at[1] +
                     coarse->extent.plane * (size_t)at[2]};
    return m;
}

/// Resistance from the middle of a coarse cell to its members: half of that between them.
static double inner_half(const level *fine, members m)
{
    double between = fine->conductance[fine->joined][m.first];
    return m.first == m.last || between == 0.0 ? 0.0 : 0.5 / between;
}

/// Across the face between two coarse cells: conductance and the weights on both sides.
static void join_across(const level *fine, level *coarse, members m, members next)
{
    double middle = fine->conductance[fine->joined][m.last];
    double before = inner_half(fine, m);
    double after = inner_half(fine, next);
    double whole = before + 1.0 / middle + after;
    coarse->conductance[fine->joined][m.coarse] = middle > 0.0 ? 1.0 / whole : 0.0;
    fine->weight[m.last] = middle > 0.0 ? before / whole : 0.0;
    fine->weight[next.first] = middle > 0.0 ? after / whole : 0.0;
}

/// The outermost fine cells keep weight zero from creation.
static void coarsen_cell(const level *fine, level *coarse, const int at[3])
{
    int axis = fine->joined;
    members m = members_at(fine, coarse, at);
    double both = m.first == m.last ? 0.0 : 1.0;
    coarse->mass[m.coarse] = fine->mass[m.first] + both * fine->mass[m.last];
    for (int other = 0; other < 3; ++other) {
        if (other != axis) {
            coarse->conductance[other][m.coarse] =
                fine->conductance[other][m.first] + both * fine->conductance[other][m.last];
        }
    }
    if (at[axis] + 1 < coarse->cells[axis]) {
        int beyond[3] = {at[0], at[1], at[2]};
        ++beyond[axis];
        join_across(fine, coarse, m, members_at(fine, coarse, beyond));
    }
}

static void coarsen(const level *fine, level *coarse)
{
#pragma omp parallel for schedule(static) if (fine->extent.count >= PARALLEL_FROM)
    for (int k = 0; k < coarse->cells[2]; ++k) {
        for (int j = 0; j < coarse->cells[1]; ++j) {
            for (int i = 0; i < coarse->cells[0]; ++i) {
                const int at[3] = {i, j, k};
                coarsen_cell(fine, coarse, at);
            }
        }
    }
}

void aci_multigrid_update(aci_multigrid *m, const aci_operator *op, double capacity_factor,
                          double step)
{
    level *finest = &m->levels[0];
    size_t last = op->extent.count - op->extent.plane;
#pragma omp parallel for schedule(static) if (op->extent.count >= PARALLEL_FROM)
    for (size_t c = 0; c < op->extent.count; ++c) {
        finest->mass[c] = capacity_factor * op->capacity[c] + step * op->sink[c];
        for (int axis = 0; axis < 3; ++axis) {
            finest->conductance[axis][c] = step * op->conductance[axis][c];
        }
    }
    for (size_t n = 0; n < op->extent.plane; ++n) {
        finest->mass[n] += step * op->top[n];
        finest->mass[last + n] += step * op->bottom[n];
    }
    for (int n = 0; n < m->count; ++n) {
        if (m->levels[n].smoothed) {
            factor(&m->levels[n]);
        }
        if (n + 1 < m->count) {
            coarsen(&m->levels[n], &m->levels[n + 1]);
        }
    }
}

/// Upwards through the lines of relax_strip, after the way down.
static void substitute(const level *l, double *x, size_t begin, size_t end)
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
static void relax_strip(const level *l, const double *b, double *x, size_t begin, size_t end)
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
static void start_strip(const level *l, const double *b, double *x, size_t begin, size_t end)
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

typedef void (*strip_solver)(const level *l, const double *b, double *x, size_t begin, size_t end);

static void relax(const level *l, const double *b, double *x, int colour, strip_solver solve)
{
    const int strips = (l->cells[0] + STRIP - 1) / STRIP;
#pragma omp parallel for collapse(2) schedule(static) if (l->extent.count >= PARALLEL_FROM)
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
static void form_residual(const level *l, const double *x, double *residual)
{
    const double *gx = l->conductance[0];
    const double *gy = l->conductance[1];
    const size_t row = (size_t)l->cells[0];
#pragma omp parallel for schedule(static) if (l->extent.count >= PARALLEL_FROM)
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
static void restrict_along_x(const level *fine, const double *r, const double *w, int cells,
                             double *right)
{
    for (int i = 0; i < cells; ++i) {
        const double *f = r + fine->first[i];
        const double *v = w + fine->first[i];
        int last = fine->first[i + 1] - fine->first[i] - 1;
        double sum = (1.0 - v[0]) * f[0] + v[-1] * f[-1] + v[last + 1] * f[last + 1];
        right[i] = last == 0 ? sum : sum + (1.0 - v[1]) * f[1];
    }
}

static void restrict_along_y(const level *fine, const double *r, const double *w, bool two,
                             double *right)
{
    const size_t row = (size_t)fine->cells[0];
    const size_t beyond = two ? 2 * row : row;
    for (size_t i = 0; i < row; ++i) {
        double sum = (1.0 - w[i]) * r[i] + w[i + beyond] * r[i + beyond];
        sum += *(w + i - row) * *(r + i - row);
        right[i] = two ? sum + (1.0 - w[i + row]) * r[i + row] : sum;
    }
}

static void restrict_residual(const level *fine, const double *residual, level *coarse)
{
#pragma omp parallel for schedule(static) if (fine->extent.count >= PARALLEL_FROM)
    for (int k = 0; k < coarse->cells[2]; ++k) {
        for (int j = 0; j < coarse->cells[1]; ++j) {
            const int at[3] = {0, j, k};
            members m = members_at(fine, coarse, at);
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

static void prolong_along_x(const level *fine, const double *u, const double *w, int cells,
                            double *x)
{
    for (int i = 0; i < cells; ++i) {
        int first = fine->first[i];
        x[first] += u[i] + w[first] * (*(u + i - 1) - u[i]);
        if (fine->first[i + 1] - first == 2) {
            x[first + 1] += u[i] + w[first + 1] * (u[i + 1] - u[i]);
        }
    }
}

static void prolong_along_y(const level *fine, const double *u, const double *w, bool two,
                            double *x)
{
    const size_t row = (size_t)fine->cells[0];
    for (size_t i = 0; i < row; ++i) {
        x[i] += u[i] + w[i] * (*(u + i - row) - u[i]);
    }
    for (size_t i = 0; two && i < row; ++i) {
        x[i + row] += u[i] + w[i + row] * (u[i + row] - u[i]);
    }
}

static void prolong(const level *fine, const level *coarse, double *x)
{
#pragma omp parallel for schedule(static) if (fine->extent.count >= PARALLEL_FROM)
    for (int k = 0; k < coarse->cells[2]; ++k) {
        for (int j = 0; j < coarse->cells[1]; ++j) {
            const int at[3] = {0, j, k};
            members m = members_at(fine, coarse, at);
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
    level *l = &m->levels[n];
    if (n + 1 == m->count) {
        relax(l, b, x, 0, start_strip);
        return;
    }
    level *coarse = &m->levels[n + 1];
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
