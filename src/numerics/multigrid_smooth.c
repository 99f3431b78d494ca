/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_smooth.h"

#include "clones.h"
#include "multigrid_lines.h"
#include "parallel.h"

/// What the outermost slabs would find beyond them is themselves, through conductances of zero: for
/// the first one those of the last slab.
static aci_line_set lines_of(const aci_multigrid_level *l, int j, int colour)
{
    const aci_multigrid_shape *s = &l->shape;
    const size_t odd = (size_t)((j + colour) & 1);
    const size_t own = (size_t)j * s->slab + odd * s->side;
    const size_t before = (size_t)j * s->slab + (1 - odd) * s->side - (1 - odd);
    const size_t front = j > 0 ? s->slab : 0, back = j + 1 < s->cells[1] ? s->slab : 0;
    const size_t none = s->count - s->slab + odd * s->side;
    const float *x = l->solution, *gx = l->conductance[0], *gy = l->conductance[1];
    return (aci_line_set){.count = s->half,
                          .depth = s->cells[2],
                          .is_flat = s->cells[1] == 1,
                          .right = l->right + own,
                          .x = l->solution + own,
                          .x_before = x + before,
                          .x_after = x + before + 1,
                          .x_front = x + own - front,
                          .x_back = x + own + back,
                          .g_before = gx + before,
                          .g_after = gx + own,
                          .g_front = gy + (j > 0 ? own - s->slab : none),
                          .g_back = gy + own,
                          .mass = l->mass + own,
                          .g_down = l->conductance[2] + own,
                          .pivot = l->inverse_pivot + own};
}

/// p_k = e_k + g_k with e_k = rest_k + g_{k-1} e_{k-1} / p_{k-1}: nothing is subtracted, so that a
/// line that hardly touches anything else keeps its digits. `rest` [count] holds e.
ACI_CLONES static void factor_lines(const aci_line_set *s, float *restrict rest)
{
    for (int k = 0; k < s->depth; ++k) {
        const size_t at = (size_t)k * s->count;
        const float *restrict mass = s->mass + at, *restrict down = s->g_down + at;
        const float *restrict before = s->g_before + at, *restrict after = s->g_after + at;
        const float *restrict front = s->g_front + at, *restrict back = s->g_back + at;
        float *restrict pivot = s->pivot + at;
        for (size_t m = 0; m < s->count; ++m) {
            float above = k > 0 ? down[m - s->count] * rest[m] * pivot[m - s->count] : 0.0F;
            rest[m] = mass[m] + before[m] + after[m] + front[m] + back[m] + above;
            float whole = rest[m] + down[m];
            pivot[m] = whole > 0.0F ? 1.0F / whole : 0.0F;
        }
    }
}

static void factor_slab(const void *context, size_t j)
{
    const aci_multigrid_level *l = context;
    for (int colour = 0; colour < 2; ++colour) {
        aci_line_set s = lines_of(l, (int)j, colour);
        factor_lines(&s, s.x);
    }
}

void aci_multigrid_factor(aci_multigrid_level *l)
{
    aci_parallel_for((size_t)l->shape.cells[1], aci_multigrid_is_large(&l->shape), factor_slab, l);
}

void aci_multigrid_relax(const aci_multigrid_level *l, int j, int colour)
{
    aci_line_set s = lines_of(l, j, colour);
    aci_lines_relax(&s);
}

void aci_multigrid_start(const aci_multigrid_level *l, int j)
{
    aci_line_set s = lines_of(l, j, 0);
    aci_lines_start(&s);
}

ACI_CLONES static void find_sent(const aci_line_set *s, float *restrict out)
{
    const float *restrict x_before = s->x_before, *restrict g_before = s->g_before;
    const float *restrict x_after = s->x_after, *restrict g_after = s->g_after;
    const float *restrict x_front = s->x_front, *restrict g_front = s->g_front;
    const float *restrict x_back = s->x_back, *restrict g_back = s->g_back;
    const size_t count = s->count * (size_t)s->depth;
    for (size_t m = 0; m < count; ++m) {
        float sum = g_before[m] * x_before[m] + g_after[m] * x_after[m];
        out[m] = sum + (g_front[m] * x_front[m] + g_back[m] * x_back[m]);
    }
}

ACI_CLONES static void find_sent_flat(const aci_line_set *s, float *restrict out)
{
    const float *restrict x_before = s->x_before, *restrict g_before = s->g_before;
    const float *restrict x_after = s->x_after, *restrict g_after = s->g_after;
    const size_t count = s->count * (size_t)s->depth;
    for (size_t m = 0; m < count; ++m) {
        out[m] = g_before[m] * x_before[m] + g_after[m] * x_after[m];
    }
}

void aci_multigrid_residual(const aci_multigrid_level *l, int j, float *side)
{
    const aci_line_set s = lines_of(l, j, 0);
    if (s.is_flat) {
        find_sent_flat(&s, side);
    } else {
        find_sent(&s, side);
    }
}
