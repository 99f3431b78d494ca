/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_transfer.h"

#include <string.h>

#include "clones.h"
#include "multigrid_smooth.h"

enum { BESIDE = 16 }; ///< values on either side of a row in the room

/// A slab of the level, a row of cells in order.
size_t aci_multigrid_transfer_room(const aci_multigrid_shape *shape)
{
    return shape->slab + shape->side + 2 * shape->half + 4 * BESIDE;
}

/// In the room: values of colour 0 of a slab, a slab after the join along x, a row.
typedef struct place {
    float *side, *middle, *row;
} place;

static place places_of(const aci_multigrid_shape *finest, float *room)
{
    float *middle = room + finest->side + BESIDE;
    return (place){room, middle, middle + finest->slab + 2 * BESIDE};
}

/// Pairs join: of the fine cells only those with even i (`next` 1), or only those with odd i (-1),
/// have a residual; each leans that way. The coarse cells go to their halves.
ACI_CLONES static void restrict_pairs(const float *fine, const float *weight, int next,
                                      const aci_multigrid_shape *f, const aci_multigrid_shape *c,
                                      float *even)
{
    float *odd = even + c->side;
    const size_t count = ((size_t)c->cells[0] + 1) / 2;
    for (int k = 0; k < f->cells[2]; ++k) {
        const float *restrict r = fine + (size_t)k * f->half, *restrict s = r + next;
        const float *restrict w = weight + (size_t)k * f->half, *restrict v = w + next;
        float *restrict to_even = even + (size_t)k * c->half;
        float *restrict to_odd = odd + (size_t)k * c->half;
        for (size_t m = 0; m < count; ++m) {
            const size_t i = 2 * m;
            to_even[m] = (1.0F - w[i]) * r[i] + v[i] * s[i];
            to_odd[m] = (1.0F - w[i + 1]) * r[i + 1] + v[i + 1] * s[i + 1];
        }
    }
}

/// The same where not all are pairs: each fine cell gives to its parent and to the one it leans to.
static void restrict_members(const aci_multigrid_join *join, const float *fine, const float *weight,
                             int odd, float *row, float *coarse)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    for (int k = 0; k < f->cells[2]; ++k) {
        const float *r = fine + (size_t)k * f->half, *w = weight + (size_t)k * f->half;
        float *even = coarse + (size_t)k * c->half, *other_half = even + c->side;
        memset(row - 1, 0, ((size_t)c->cells[0] + 3) * sizeof *row);
        for (int i = odd; i < f->cells[0]; i += 2) {
            const int parent = join->parent[i];
            const int other = i == join->first[parent] ? parent - 1 : parent + 1;
            row[parent] += (1.0F - w[i >> 1]) * r[i >> 1];
            row[other] += w[i >> 1] * r[i >> 1];
        }
        for (int i = 0; i < c->cells[0]; i += 2) {
            even[i >> 1] = row[i];
            other_half[i >> 1] = row[i + 1];
        }
    }
}

static void restrict_along_x(const aci_multigrid_join *join, const float *side, int j, float *row,
                             float *coarse)
{
    const aci_multigrid_shape *f = &join->fine;
    const int odd = j & 1;
    const float *weight = join->weight + (size_t)j * f->slab + (size_t)odd * f->side;
    if (join->is_paired) {
        restrict_pairs(side, weight, odd == 0 ? 1 : -1, f, &join->coarse, coarse);
    } else {
        restrict_members(join, side, weight, odd, row + BESIDE, coarse);
    }
}

ACI_CLONES static void add_own(const float *restrict fine, const float *restrict weight,
                               size_t count, float *restrict coarse)
{
    for (size_t m = 0; m < count; ++m) {
        coarse[m] += (1.0F - weight[m]) * fine[m];
    }
}

ACI_CLONES static void add_leaning(const float *restrict fine, const float *restrict weight,
                                   size_t count, float *restrict coarse)
{
    for (size_t m = 0; m < count; ++m) {
        coarse[m] += weight[m] * fine[m];
    }
}

/// Values of a slab.
typedef struct part {
    size_t from, count;
} part;

/// What values of a fine slab give to the coarse slabs of a range.
static void restrict_along_y(const aci_multigrid_join *join, const float *fine, int j, part of,
                             const int range[2], float *right)
{
    const size_t from = of.from, count = of.count;
    const aci_multigrid_shape *c = &join->coarse;
    const int parent = join->parent[j], low = join->first[parent];
    const int other = join->first[parent + 1] - low == 1 ? -1 : j == low ? parent - 1 : parent + 1;
    const float *weight = join->weight + (size_t)j * join->fine.slab + from;
    if (parent >= range[0] && parent < range[1]) {
        add_own(fine, weight, count, right + (size_t)parent * c->slab + from);
    }
    if (other >= range[0] && other < range[1]) {
        add_leaning(fine, weight, count, right + (size_t)other * c->slab + from);
    }
}

static void restrict_slab(const aci_multigrid_level *l, int j, const int range[2], float *right,
                          place in)
{
    const aci_multigrid_shape *s = &l->shape;
    const aci_multigrid_join *first = &l->join[0], *last = &l->join[l->join_count - 1];
    aci_multigrid_residual(l, j, in.side);
    if (first->axis == 1) {
        const part own = {(size_t)(j & 1) * s->side, s->side};
        restrict_along_y(first, in.side, j, own, range, right);
    } else if (last->axis == 0) {
        restrict_along_x(first, in.side, j, in.row, right + (size_t)j * first->coarse.slab);
    } else {
        restrict_along_x(first, in.side, j, in.row, in.middle);
        restrict_along_y(last, in.middle, j, (part){0, first->coarse.slab}, range, right);
    }
}

void aci_multigrid_restrict(const aci_multigrid_level *l, aci_multigrid_level *coarse, int begin,
                            int end, float *room)
{
    const aci_multigrid_join *join = &l->join[l->join_count - 1];
    const int range[2] = {begin, end};
    const place in = places_of(&l->shape, room);
    int low = begin, high = end - 1;
    if (begin == end) {
        return;
    }
    if (l->join_count == 2) { /* its padding stays as it is */
        memset(in.middle, 0, l->join[0].coarse.slab * sizeof *in.middle);
    }
    if (join->axis == 1) {
        const size_t slab = coarse->shape.slab, slabs = (size_t)(end - begin);
        memset(coarse->right + (size_t)begin * slab, 0, slabs * slab * sizeof(float));
        low = join->first[begin] > 0 ? join->first[begin] - 1 : 0;
        high = join->first[end] < l->shape.cells[1] ? join->first[end] : l->shape.cells[1] - 1;
    }
    for (int j = low; j <= high; ++j) {
        restrict_slab(l, j, range, coarse->right, in);
    }
}

/// fine = factor fine + u + weight (other - u)
ACI_CLONES static void prolong_values(const float *restrict u, const float *restrict other,
                                      const float *restrict weight, size_t count, float factor,
                                      float *restrict fine)
{
    for (size_t m = 0; m < count; ++m) {
        fine[m] = factor * fine[m] + (u[m] + weight[m] * (other[m] - u[m]));
    }
}

/// Fine cells with even i lean to the coarse cell before theirs, those with odd i to the one after.
/// `ahead` is that one for coarse cells with even i, `behind` for those with odd i.
ACI_CLONES static void prolong_pairs(const aci_multigrid_join *join, const float *coarse,
                                     const float *weight, int is_odd, float *fine)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    const float *even = coarse, *odd = coarse + c->side;
    const float *ahead = is_odd ? odd : odd - 1, *behind = is_odd ? even + 1 : even;
    const size_t count = ((size_t)c->cells[0] + 1) / 2;
    for (int k = 0; k < f->cells[2]; ++k) {
        const size_t at = (size_t)k * c->half;
        const float *restrict u = even + at, *restrict v = odd + at;
        const float *restrict a = ahead + at, *restrict b = behind + at;
        const float *restrict w = weight + (size_t)k * f->half;
        float *restrict to = fine + (size_t)k * f->half;
        for (size_t m = 0; m < count; ++m) {
            const size_t i = 2 * m;
            to[i] += u[m] + w[i] * (a[m] - u[m]);
            to[i + 1] += v[m] + w[i + 1] * (b[m] - v[m]);
        }
    }
}

static void prolong_members(const aci_multigrid_join *join, const float *coarse,
                            const float *weight, int odd, float *fine)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    for (int k = 0; k < f->cells[2]; ++k) {
        const float *u = coarse + (size_t)k * c->half, *w = weight + (size_t)k * f->half;
        float *to = fine + (size_t)k * f->half;
        for (int i = odd; i < f->cells[0]; i += 2) {
            const int parent = join->parent[i];
            int other = i == join->first[parent] ? parent - 1 : parent + 1;
            other = other < 0 || other >= c->cells[0] ? parent : other; /* its weight is zero */
            const float own = u[aci_multigrid_place(c, parent)];
            to[i >> 1] += own + w[i >> 1] * (u[aci_multigrid_place(c, other)] - own);
        }
    }
}

/// The even or the odd cells of a slab.
static void prolong_along_x(const aci_multigrid_join *join, const float *coarse, int j, float *fine)
{
    const size_t own = (size_t)(j & 1) * join->fine.side;
    const float *weight = join->weight + (size_t)j * join->fine.slab + own;
    if (join->is_paired) {
        prolong_pairs(join, coarse, weight, j & 1, fine + own);
    } else {
        prolong_members(join, coarse, weight, j & 1, fine + own);
    }
}

/// Values of fine slab j.
static void prolong_along_y(const aci_multigrid_join *join, const float *coarse, int j, part of,
                            float factor, float *fine)
{
    const size_t from = of.from, count = of.count;
    const aci_multigrid_shape *c = &join->coarse;
    const int parent = join->parent[j];
    int other = j == join->first[parent] ? parent - 1 : parent + 1;
    other = other < 0 || other >= c->cells[1] ? parent : other; /* its weight is zero */
    prolong_values(coarse + (size_t)parent * c->slab + from,
                   coarse + (size_t)other * c->slab + from,
                   join->weight + (size_t)j * join->fine.slab + from, count, factor, fine + from);
}

void aci_multigrid_prolong(const aci_multigrid_level *coarse, const aci_multigrid_level *l, int j,
                           float *room)
{
    const aci_multigrid_shape *s = &l->shape;
    const aci_multigrid_join *first = &l->join[0], *last = &l->join[l->join_count - 1];
    const place in = places_of(s, room);
    float *fine = l->solution + (size_t)j * s->slab;
    if (first->axis == 1) {
        const part own = {(size_t)(j & 1) * s->side, s->side};
        prolong_along_y(first, coarse->solution, j, own, 1.0F, fine);
    } else if (last->axis == 0) {
        prolong_along_x(first, coarse->solution + (size_t)j * first->coarse.slab, j, fine);
    } else {
        const part all = {0, first->coarse.slab};
        prolong_along_y(last, coarse->solution, j, all, 0.0F, in.middle);
        prolong_along_x(first, in.middle, j, fine);
    }
}
