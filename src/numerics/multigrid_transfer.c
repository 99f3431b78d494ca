/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_transfer.h"

#include <string.h>

#include "clones.h"
#include "multigrid_smooth.h"

enum { BESIDE = 16, ROWS = 8 }; ///< values on either side of a row in the room, rows in it

size_t aci_multigrid_transfer_room(const aci_multigrid_shape *shape)
{
    return ROWS * (2 * shape->half + 2 * BESIDE);
}

/// A row of the room; what lies beside it may be read.
static float *room_row(const aci_multigrid_shape *finest, float *room, int n)
{
    return room + (size_t)n * (2 * finest->half + 2 * BESIDE) + BESIDE;
}

/// Two halves to cells in order, and back.
ACI_CLONES static void weave(const float *restrict even, const float *restrict odd, size_t half,
                             float *restrict row)
{
    for (size_t m = 0; m < half; ++m) {
        row[2 * m] = even[m];
        row[2 * m + 1] = odd[m];
    }
}

/// Halves of a row, in one array or far apart.
typedef struct halves {
    float *even, *odd;
} halves;

static halves row_of(const aci_multigrid_shape *s, const float *array, int j, int k)
{
    const size_t at = (size_t)j * s->slab + (size_t)k * s->half;
    return (halves){(float *)array + at, (float *)array + at + s->side};
}

ACI_CLONES static void restrict_pairs(const float *restrict even, const float *restrict odd,
                                      const float *restrict w_even, const float *restrict w_odd,
                                      size_t count, float *restrict out)
{
    const float *restrict odd_before = odd - 1, *restrict w_before = w_odd - 1;
    const float *restrict even_after = even + 1, *restrict w_after = w_even + 1;
    for (size_t i = 0; i < count; ++i) {
        float inside = (1.0F - w_even[i]) * even[i] + (1.0F - w_odd[i]) * odd[i];
        out[i] = inside + (w_before[i] * odd_before[i] + w_after[i] * even_after[i]);
    }
}

/// Members of one coarse row, from cells in order. The weights of cells that lean the other way, or
/// to nobody, are zero.
static void restrict_members(const int *first, int count, const float *fine, const float *w,
                             float *out)
{
    for (int i = 0; i < count; ++i) {
        const int low = first[i], high = first[i + 1] - 1;
        float inside = (1.0F - w[low]) * fine[low];
        inside += high > low ? (1.0F - w[high]) * fine[high] : 0.0F;
        out[i] = inside + (w[low - 1] * fine[low - 1] + w[high + 1] * fine[high + 1]);
    }
}

ACI_CLONES static void split(const float *restrict row, size_t half, float *restrict even,
                             float *restrict odd)
{
    for (size_t m = 0; m < half; ++m) {
        even[m] = row[2 * m];
        odd[m] = row[2 * m + 1];
    }
}

/// One row joined along x.
static void restrict_along_x(const aci_multigrid_join *join, halves fine, halves weight,
                             const aci_multigrid_shape *finest, float *room, halves coarse)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    const int cells = c->cells[0];
    float *out = room_row(finest, room, 5);
    if (join->is_paired) {
        restrict_pairs(fine.even, fine.odd, weight.even, weight.odd, (size_t)cells, out);
    } else {
        float *row = room_row(finest, room, 6), *w = room_row(finest, room, 7);
        weave(fine.even, fine.odd, f->half, row);
        weave(weight.even, weight.odd, f->half, w);
        row[-1] = w[-1] = 0.0F;
        restrict_members(join->first, cells, row, w, out);
    }
    memset(out + cells, 0, (2 * c->half - (size_t)cells) * sizeof *out);
    split(out, c->half, coarse.even, coarse.odd);
}

ACI_CLONES static void add_share(const float *restrict fine, const float *restrict weight, bool own,
                                 size_t count, float *restrict coarse)
{
    for (size_t m = 0; m < count; ++m) {
        coarse[m] += (own ? 1.0F - weight[m] : weight[m]) * fine[m];
    }
}

/// What a fine slab's row gives to a coarse slab's.
static void restrict_along_y(const aci_multigrid_join *join, halves fine, int j, int k, int to,
                             bool own, const float *right)
{
    halves weight = row_of(&join->fine, join->weight, j, k);
    halves coarse = row_of(&join->coarse, right, to, k);
    add_share(fine.even, weight.even, own, join->fine.half, coarse.even);
    add_share(fine.odd, weight.odd, own, join->fine.half, coarse.odd);
}

/// Residual of a row, after the join along x if there is one.
static halves find_row(const aci_multigrid_level *l, int j, int k, halves to, float *room)
{
    const aci_multigrid_shape *s = &l->shape;
    const bool is_joined = l->join[0].axis == 0;
    halves fine = to;
    if (is_joined) {
        fine = (halves){room_row(s, room, 0), room_row(s, room, 1)};
    }
    float *own = (j & 1) == 0 ? fine.even : fine.odd, *other = (j & 1) == 0 ? fine.odd : fine.even;
    aci_multigrid_residual_row(l, j, k, own);
    memset(other, 0, s->half * sizeof *other);
    if (is_joined) {
        restrict_along_x(&l->join[0], fine, row_of(s, l->join[0].weight, j, k), s, room, to);
    }
    return to;
}

/// A fine slab's part of the slabs of this thread.
static void restrict_slab(const aci_multigrid_level *l, int j, int begin, int end, float *right,
                          float *room)
{
    const aci_multigrid_shape *s = &l->shape;
    const aci_multigrid_join *join = &l->join[l->join_count - 1];
    const int parent = join->parent[j], low = join->first[parent];
    const int high = join->first[parent + 1] - 1;
    const int other = low == high ? -1 : j == low ? parent - 1 : parent + 1;
    for (int k = 0; k < s->cells[2]; ++k) {
        halves row = {room_row(s, room, 2), room_row(s, room, 3)};
        find_row(l, j, k, row, room);
        if (parent >= begin && parent < end) {
            restrict_along_y(join, row, j, k, parent, true, right);
        }
        if (other >= begin && other < end) {
            restrict_along_y(join, row, j, k, other, false, right);
        }
    }
}

void aci_multigrid_restrict(const aci_multigrid_level *l, aci_multigrid_level *coarse, int begin,
                            int end, float *room)
{
    const aci_multigrid_shape *c = &coarse->shape;
    const aci_multigrid_join *join = &l->join[l->join_count - 1];
    if (join->axis == 0) {
        for (int j = begin; j < end; ++j) {
            for (int k = 0; k < c->cells[2]; ++k) {
                find_row(l, j, k, row_of(c, coarse->right, j, k), room);
            }
        }
        return;
    }
    const size_t slabs = (size_t)(end - begin);
    memset(coarse->right + (size_t)begin * c->slab, 0, slabs * c->slab * sizeof(float));
    const int low = join->first[begin] > 0 ? join->first[begin] - 1 : 0;
    const int high =
        join->first[end] < l->shape.cells[1] ? join->first[end] : l->shape.cells[1] - 1;
    for (int j = low; j <= high && slabs > 0; ++j) {
        restrict_slab(l, j, begin, end, coarse->right, room);
    }
}

/// fine += u + weight (other - u)
ACI_CLONES static void prolong_half(const float *restrict u, const float *restrict other,
                                    const float *restrict weight, size_t count, float factor,
                                    float *restrict fine)
{
    for (size_t m = 0; m < count; ++m) {
        fine[m] = factor * fine[m] + (u[m] + weight[m] * (other[m] - u[m]));
    }
}

/// `u` are the coarse cells in order, u[-1] and u[count] may be read.
static void prolong_members(const aci_multigrid_join *join, const float *u, const float *weight,
                            int odd, float *fine)
{
    for (int i = odd; i < join->fine.cells[0]; i += 2) {
        const int parent = join->parent[i], low = join->first[parent];
        const int other =
            i == low ? parent - 1 : parent + 1; /* whose weight is zero for one alone */
        fine[i >> 1] += u[parent] + weight[i >> 1] * (u[other] - u[parent]);
    }
}

/// The even or the odd cells of a row.
static void prolong_along_x(const aci_multigrid_join *join, halves coarse, halves weight, int odd,
                            const aci_multigrid_shape *finest, float *room, halves fine)
{
    const size_t count = (size_t)(join->fine.cells[0] + 1 - odd) / 2;
    float *u = room_row(finest, room, 0), *to = odd == 0 ? fine.even : fine.odd;
    const float *w = odd == 0 ? weight.even : weight.odd;
    weave(coarse.even, coarse.odd, join->coarse.half, u);
    u[-1] = 0.0F;
    if (join->is_paired) {
        prolong_half(u, odd == 0 ? u - 1 : u + 1, w, count, 1.0F, to);
    } else {
        prolong_members(join, u, w, odd, to);
    }
}

/// Row k of fine slab j from coarse slabs; factor 1 adds to what is there, 0 forgets it.
static void prolong_along_y(const aci_multigrid_join *join, const float *coarse, int j, int k,
                            bool even, bool odd, float factor, halves fine)
{
    const aci_multigrid_shape *c = &join->coarse;
    const int parent = join->parent[j], low = join->first[parent];
    int other = j == low ? parent - 1 : parent + 1; /* beyond either end its weight is zero */
    other = other < 0 || other >= c->cells[1] ? parent : other;
    halves u = row_of(c, coarse, parent, k), v = row_of(c, coarse, other, k);
    halves weight = row_of(&join->fine, join->weight, j, k);
    if (even) {
        prolong_half(u.even, v.even, weight.even, c->half, factor, fine.even);
    }
    if (odd) {
        prolong_half(u.odd, v.odd, weight.odd, c->half, factor, fine.odd);
    }
}

void aci_multigrid_prolong(const aci_multigrid_level *coarse, const aci_multigrid_level *l, int j,
                           float *room)
{
    const aci_multigrid_shape *s = &l->shape;
    const aci_multigrid_join *join = &l->join[0], *last = &l->join[l->join_count - 1];
    const int odd = j & 1;
    for (int k = 0; k < s->cells[2]; ++k) {
        halves fine = row_of(s, l->solution, j, k);
        halves middle = {room_row(s, room, 2), room_row(s, room, 3)};
        if (join->axis == 1) {
            prolong_along_y(join, coarse->solution, j, k, odd == 0, odd == 1, 1.0F, fine);
            continue;
        }
        if (last->axis == 1) {
            prolong_along_y(last, coarse->solution, j, k, true, true, 0.0F, middle);
        } else {
            middle = row_of(&coarse->shape, coarse->solution, j, k);
        }
        prolong_along_x(join, middle, row_of(s, join->weight, j, k), odd, s, room, fine);
    }
}
