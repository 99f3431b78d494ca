/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Columns left by the two joins of a coarsening, at most, as a part of those before; and the
/// factor by which the reach of joining grows until that is met.
static const double columns_left = 0.8;
static const double reach_growth = 1.25;

/// What is left to be joined: cells and lateral widths of the last level so far.
typedef struct outline {
    int cells[3];
    double *width[2];
    double reach; ///< two neighbours join where they are together no wider
} outline;

static aci_status create_level(aci_multigrid_level *l, const int cells[3], bool finest,
                               bool smoothed)
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

static void destroy_level(aci_multigrid_level *l)
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
static aci_status join_axis(aci_multigrid_levels *m, outline *o, int axis)
{
    aci_multigrid_level *fine = &m->level[m->count - 1];
    int cells = join_widths(o->width[axis], o->cells[axis], o->reach, NULL);
    if (cells == o->cells[axis]) {
        return ACI_OK;
    }
    fine->first = calloc((size_t)cells + 1, sizeof *fine->first);
    if (fine->first == NULL || m->count == ACI_MULTIGRID_LEVELS_MAX) {
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
    return create_level(&m->level[m->count++], o->cells, false, last);
}

static aci_status create_levels(aci_multigrid_levels *m, outline *o)
{
    ACI_TRY(create_level(&m->level[m->count++], o->cells, true, true));
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

aci_status aci_multigrid_levels_create(const aci_operator *op, aci_multigrid_levels *levels)
{
    outline o = {0};
    aci_status status = create_outline(&o, op);
    if (status == ACI_OK) {
        status = create_levels(levels, &o);
    }
    free(o.width[0]);
    free(o.width[1]);
    return status;
}

void aci_multigrid_levels_destroy(aci_multigrid_levels *levels)
{
    for (int n = 0; n < levels->count; ++n) {
        destroy_level(&levels->level[n]);
    }
}

static size_t stride_of(const aci_multigrid_level *l, int axis)
{
    return axis == 0 ? 1 : (size_t)l->cells[0];
}

aci_multigrid_members aci_multigrid_levels_members(const aci_multigrid_level *fine,
                                                   const aci_multigrid_level *coarse,
                                                   const int at[3])
{
    int axis = fine->joined;
    int low[3] = {at[0], at[1], at[2]};
    low[axis] = fine->first[at[axis]];
    size_t first = (size_t)low[0] + (size_t)fine->cells[0] * (size_t)low[1] +
                   fine->extent.plane * (size_t)low[2];
    bool two = fine->first[at[axis] + 1] - low[axis] == 2;
    aci_multigrid_members m = {first, two ? first + stride_of(fine, axis) : first,
                               (size_t)at[0] + (size_t)coarse->cells[0] * (size_t)at[1] +
                                   coarse->extent.plane * (size_t)at[2]};
    return m;
}

/// Resistance from the middle of a coarse cell to its members: half of that between them.
static double inner_half(const aci_multigrid_level *fine, aci_multigrid_members m)
{
    double between = fine->conductance[fine->joined][m.first];
    return m.first == m.last || between == 0.0 ? 0.0 : 0.5 / between;
}

/// Across the face between two coarse cells: conductance and the weights on both sides.
static void join_across(const aci_multigrid_level *fine, aci_multigrid_level *coarse,
                        aci_multigrid_members m, aci_multigrid_members next)
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
static void coarsen_cell(const aci_multigrid_level *fine, aci_multigrid_level *coarse,
                         const int at[3])
{
    int axis = fine->joined;
    aci_multigrid_members m = aci_multigrid_levels_members(fine, coarse, at);
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
        join_across(fine, coarse, m, aci_multigrid_levels_members(fine, coarse, beyond));
    }
}

void aci_multigrid_levels_coarsen(const aci_multigrid_level *fine, aci_multigrid_level *coarse)
{
#pragma omp parallel for schedule(static) if (fine->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int k = 0; k < coarse->cells[2]; ++k) {
        for (int j = 0; j < coarse->cells[1]; ++j) {
            for (int i = 0; i < coarse->cells[0]; ++i) {
                const int at[3] = {i, j, k};
                coarsen_cell(fine, coarse, at);
            }
        }
    }
}
