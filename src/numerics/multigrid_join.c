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

static void join_beside(const aci_multigrid_join *join, members m, const float *fine, float *coarse)
{
    const aci_multigrid_shape *f = &join->fine, *c = &join->coarse;
    const float both = m.first == m.last ? 0.0F : 1.0F;
    for (int k = 0; k < f->cells[2]; ++k) {
        const size_t at = (size_t)k * f->half;
        coarse[m.coarse + (size_t)k * c->half] = fine[m.first + at] + both * fine[m.last + at];
    }
}

void aci_multigrid_join_slab(const aci_multigrid_join *join, float *const fine[4],
                             float *const coarse[4], int j)
{
    const int across = join->axis + 1;
    for (int i = 0; i < join->coarse.cells[0]; ++i) {
        members m = members_of(join, i, j);
        for (int n = 0; n < 4; ++n) {
            if (n != across) {
                join_beside(join, m, fine[n], coarse[n]);
            }
        }
        const int at = join->axis == 0 ? i : j;
        if (at + 1 < join->coarse.cells[join->axis]) {
            members next =
                join->axis == 0 ? members_of(join, i + 1, j) : members_of(join, i, j + 1);
            join_across(join, m, next, fine[across], coarse[across]);
        } else {
            join_nothing(join, m, coarse[across]);
        }
    }
}
