/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum {
    LANES = 8,
    LINE = 16,
    GUARD = LINE
}; ///< floats of a vector, of a cache line, before an array

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

static aci_multigrid_shape shape_of(const int cells[3])
{
    aci_multigrid_shape s;
    memcpy(s.cells, cells, sizeof s.cells);
    size_t even = ((size_t)cells[0] + 1) / 2;
    s.half = (even + LANES) / LANES * LANES; /* one more at least */
    s.side = s.half * (size_t)cells[2];
    s.slab = 2 * s.side;
    s.count = s.slab * (size_t)cells[1];
    return s;
}

aci_status aci_multigrid_array_create(size_t count, float **out)
{
    size_t total = GUARD + (count + LINE - 1) / LINE * LINE + 2 * LINE;
    float *memory = aci_memory_create(total * sizeof *memory);
    *out = NULL;
    if (memory == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid of %zu cells", count);
    }
    *out = memory + GUARD;
    return ACI_OK;
}

void aci_multigrid_array_destroy(float **array)
{
    if (*array != NULL) {
        free(*array - GUARD);
    }
    *array = NULL;
}

static aci_status create_level(aci_multigrid_level *l, const int cells[3])
{
    l->shape = shape_of(cells);
    float **fields[] = {&l->conductance[0], &l->conductance[1], &l->conductance[2],
                        &l->inverse_pivot,  &l->right,          &l->solution};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        ACI_TRY(aci_multigrid_array_create(l->shape.count, fields[n]));
    }
    l->mass = l->right;
    return ACI_OK;
}

static void destroy_level(aci_multigrid_level *l)
{
    float **fields[] = {&l->conductance[0], &l->conductance[1], &l->conductance[2],
                        &l->inverse_pivot,  &l->right,          &l->solution};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        aci_multigrid_array_destroy(fields[n]);
    }
    for (int n = 0; n < 2; ++n) {
        aci_multigrid_array_destroy(&l->join[n].weight);
        free(l->join[n].first);
        free(l->join[n].parent);
    }
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

static bool is_paired(const int *first, int cells, int fine)
{
    for (int n = 0; n < cells; ++n) {
        if (first[n] != 2 * n) {
            return false;
        }
    }
    return cells == (fine + 1) / 2;
}

/// One more join of the level, along an axis; none where nothing joins.
static aci_status join_axis(aci_multigrid_level *l, outline *o, int axis)
{
    int cells = join_widths(o->width[axis], o->cells[axis], o->reach, NULL);
    if (cells == o->cells[axis]) {
        return ACI_OK;
    }
    aci_multigrid_join *join = &l->join[l->join_count++];
    join->axis = axis;
    join->fine = shape_of(o->cells);
    join->first = calloc((size_t)cells + 1, sizeof *join->first);
    join->parent = calloc((size_t)o->cells[axis], sizeof *join->parent);
    if (join->first == NULL || join->parent == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
    }
    join_widths(o->width[axis], o->cells[axis], o->reach, join->first);
    join->is_paired = is_paired(join->first, cells, o->cells[axis]);
    for (int n = 0; n < cells; ++n) {
        double sum = o->width[axis][join->first[n]];
        bool two = join->first[n + 1] - join->first[n] == 2;
        join->parent[join->first[n]] = join->parent[join->first[n + 1] - 1] = n;
        o->width[axis][n] = sum + (two ? o->width[axis][join->first[n] + 1] : 0.0);
    }
    o->cells[axis] = cells;
    join->coarse = shape_of(o->cells);
    return aci_multigrid_array_create(join->fine.count, &join->weight);
}

static aci_status create_levels(aci_multigrid_levels *m, outline *o)
{
    ACI_TRY(create_level(&m->level[m->count++], o->cells));
    while (o->cells[0] * o->cells[1] > 1) {
        aci_multigrid_level *fine = &m->level[m->count - 1];
        grow_reach(o);
        ACI_TRY(join_axis(fine, o, 0));
        ACI_TRY(join_axis(fine, o, 1));
        ACI_TRY(create_level(&m->level[m->count++], o->cells));
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
