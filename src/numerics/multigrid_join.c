/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The matrix of joined columns: mass, conductance along x, y, z.
#include "multigrid_levels.h"

/// The one or two fine cells of a coarse one, at the lowest row; equal where it has one member.
typedef struct members {
    size_t first, last, coarse;
} members;

static members members_of(const aci_multigrid_join *join, int i, int j)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    const int *first = join->first;
    const bool along_x = join->axis == 0;
    const int low[2] = {along_x ? first[i] : i, along_x ? j : first[j]};
    const int high[2] = {along_x ? first[i + 1] - 1 : i, along_x ? j : first[j + 1] - 1};
    return (members){(size_t)low[1] * f->slab + aci_multigrid_place(f, low[0]),
                     (size_t)high[1] * f->slab + aci_multigrid_place(f, high[0]),
                     (size_t)j * c->slab + aci_multigrid_place(c, i)};
}

/// Resistance from the middle of a coarse cell to its members: half of that between them.
static float inner_half(float between, members m)
{
    return m.first == m.last || between == 0.0F ? 0.0F : 0.5F / between;
}

/// Across the faces between two coarse columns: conductances, and the weights on both sides.
static void join_across(const aci_multigrid_join *join, members m, members next,
                        const float *conductance, float *coarse)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    float *weight = join->weight;
    for (int k = 0; k < f->cells[2]; ++k) {
        const size_t at = (size_t)k * f->half;
        const float middle = conductance[m.last + at];
        const float before = inner_half(conductance[m.first + at], m);
        const float after = inner_half(conductance[next.first + at], next);
        const float joined = middle > 0.0F ? 1.0F / (before + 1.0F / middle + after) : 0.0F;
        coarse[m.coarse + (size_t)k * c->half] = joined;
        weight[m.last + at] = before * joined;
        weight[next.first + at] = after * joined;
    }
}

/// Beyond the last coarse column there is none.
static void join_nothing(const aci_multigrid_join *join, members m, float *coarse)
{
    const aci_multigrid_shape *c = &join->coarse;
    for (int k = 0; k < c->cells[2]; ++k) {
        coarse[m.coarse + (size_t)k * c->half] = 0.0F;
    }
}

/// Part of what a fine cell has that counts with the coarse cell it leans to. One that follows the
/// other for the most part, since a jump lies between it and the member beside it, would else hold
/// there a cell that it does not move: on graded grids the last column before a jump may have most
/// of what lies on its side. Even pairs lean by a quarter and are left together.
static float share_of(float weight)
{
    return weight > 0.5F ? 2.0F * weight - 1.0F : 0.0F;
}

/// A column of fine cells and the faces between them and those `beyond`, in `depth` rows.
typedef struct line {
    size_t at, beyond;
    int depth;
} line;

/// Whether any cell of the column counts elsewhere; a face does as far as both its cells do.
static bool is_leaning(const aci_multigrid_join *join, size_t at)
{
    float most = 0.0F;
    for (int k = 0; k < join->fine.cells[2]; ++k) {
        const float weight = join->weight[at + (size_t)k * join->fine.half];
        most = weight > most ? weight : most;
    }
    return share_of(most) > 0.0F;
}

/// coarse += fine
static void add_whole(const aci_multigrid_join *join, size_t from, const float *fine, float *coarse)
{
    for (int k = 0; k < join->fine.cells[2]; ++k) {
        coarse[(size_t)k * join->coarse.half] += fine[from + (size_t)k * join->fine.half];
    }
}

/// coarse += what of the fine values counts elsewhere, or what is kept
static void add_part(const aci_multigrid_join *join, line from, bool is_kept, const float *fine,
                     float *coarse)
{
    const float *weight = join->weight;
    for (int k = 0; k < from.depth; ++k) {
        const size_t at = from.at + (size_t)k * join->fine.half;
        const float own = weight[at], other = weight[at + from.beyond];
        const float share = share_of(own < other ? own : other);
        coarse[(size_t)k * join->coarse.half] += (is_kept ? 1.0F - share : share) * fine[at];
    }
}

/// Coarse cell n further along the join's axis, or the cell itself where there is none.
static members near_of(const aci_multigrid_join *join, int i, int j, int n)
{
    const int at = (join->axis == 0 ? i : j) + n;
    const bool exists = at >= 0 && at < join->coarse.cells[join->axis];
    const int step = exists ? n : 0;
    return join->axis == 0 ? members_of(join, i + step, j) : members_of(join, i, j + step);
}

void aci_multigrid_join_faces(const aci_multigrid_join *join, const float *fine, float *coarse,
                              int j)
{
    for (int i = 0; i < join->coarse.cells[0]; ++i) {
        members m = near_of(join, i, j, 0), next = near_of(join, i, j, 1);
        if (next.coarse != m.coarse) {
            join_across(join, m, next, fine, coarse);
        } else {
            join_nothing(join, m, coarse);
        }
    }
}

/// From a cell to the next along the lateral axis that the join leaves alone; 0 at the end.
static size_t beyond_of(const aci_multigrid_join *join, int i, int j)
{
    const aci_multigrid_shape *f = &join->fine;
    if (join->axis == 0) {
        return j + 1 < f->cells[1] ? f->slab : 0;
    }
    return i + 1 < f->cells[0] ? aci_multigrid_place(f, i + 1) - aci_multigrid_place(f, i) : 0;
}

/// A coarse cell's members, and whether they and those of its neighbours that lean to it do so.
typedef struct surroundings {
    members before, own, after;
    bool leaning[4]; ///< last of those before, first and last of its own, first of those after
} surroundings;

static surroundings surroundings_of(const aci_multigrid_join *join, int i, int j)
{
    surroundings s = {near_of(join, i, j, -1), near_of(join, i, j, 0), near_of(join, i, j, 1), {0}};
    s.leaning[0] = s.before.coarse != s.own.coarse && is_leaning(join, s.before.last);
    s.leaning[1] = is_leaning(join, s.own.first);
    s.leaning[2] = s.own.last != s.own.first && is_leaning(join, s.own.last);
    s.leaning[3] = s.after.coarse != s.own.coarse && is_leaning(join, s.after.first);
    return s;
}

/// What lies beside each other. `kind` says where the cells beyond the faces are.
static void join_beside(const aci_multigrid_join *join, const surroundings *s, line kind,
                        const float *fine, float *coarse)
{
    const size_t at[4] = {s->before.last, s->own.first, s->own.last, s->after.first};
    const bool is_own[4] = {false, true, s->own.last != s->own.first, false};
    float *to = coarse + s->own.coarse;
    for (int k = 0; k < join->coarse.cells[2]; ++k) {
        to[(size_t)k * join->coarse.half] = 0.0F;
    }
    for (int n = 0; n < 4; ++n) {
        kind.at = at[n];
        if (s->leaning[n]) {
            add_part(join, kind, is_own[n], fine, to);
        } else if (is_own[n]) {
            add_whole(join, at[n], fine, to);
        }
    }
}

void aci_multigrid_join_cells(const aci_multigrid_join *join, float *const fine[4],
                              float *const coarse[4], int j)
{
    const int depth = join->fine.cells[2], aside = 2 - join->axis;
    const line cells = {.depth = depth}, rows = {.beyond = join->fine.half, .depth = depth - 1};
    for (int i = 0; i < join->coarse.cells[0]; ++i) {
        const surroundings s = surroundings_of(join, i, j);
        const line sides = {.beyond = beyond_of(join, i, j), .depth = depth};
        join_beside(join, &s, cells, fine[0], coarse[0]);
        join_beside(join, &s, sides, fine[aside], coarse[aside]);
        join_beside(join, &s, rows, fine[3], coarse[3]);
    }
}
