/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_lines.h"

#include "clones.h"

enum { WIDTH = 8, MOST = 8 }; ///< columns of a vector; vectors held in registers

#define ALWAYS static inline __attribute__((always_inline))
#define LANES_AT(place) (*(aci_single_lanes *)(place))
#define GIVEN(place) (*(const aci_single_lanes *)(place))

typedef enum neighbours { NONE, ALONG_X, ALL } neighbours;

/// Right side of a row's vector, with what neighbours send.
ALWAYS void gather(const aci_line_set *s, size_t c, neighbours which, aci_single_lanes *out)
{
    aci_single_lanes sum = GIVEN(s->right + c);
    if (which != NONE) {
        sum = sum + GIVEN(s->g_before + c) * GIVEN(s->x_before + c) +
              GIVEN(s->g_after + c) * GIVEN(s->x_after + c);
    }
    if (which == ALL) {
        sum += GIVEN(s->g_front + c) * GIVEN(s->x_front + c) +
               GIVEN(s->g_back + c) * GIVEN(s->x_back + c);
    }
    *out = sum;
}

/// Down and up through `count` vectors of columns.
ALWAYS void solve(const aci_line_set *s, const int count, const neighbours which)
{
    aci_single_lanes near[MOST] = {{0.0F}};
    for (int k = 0; k < s->depth; ++k) {
        const size_t at = (size_t)k * s->count;
#pragma GCC unroll 8
        for (int v = 0; v < count; ++v) {
            const size_t c = at + (size_t)v * WIDTH;
            aci_single_lanes sum;
            gather(s, c, which, &sum);
            if (k > 0) {
                sum += GIVEN(s->g_down + c - s->count) * near[v];
            }
            near[v] = sum * GIVEN(s->pivot + c);
            LANES_AT(s->x + c) = near[v];
        }
    }
    for (int k = s->depth - 2; k >= 0; --k) {
        const size_t at = (size_t)k * s->count;
#pragma GCC unroll 8
        for (int v = 0; v < count; ++v) {
            const size_t c = at + (size_t)v * WIDTH;
            near[v] = GIVEN(s->x + c) + GIVEN(s->g_down + c) * GIVEN(s->pivot + c) * near[v];
            LANES_AT(s->x + c) = near[v];
        }
    }
}

ALWAYS void solve_counted(const aci_line_set *s, const neighbours which)
{
    switch (s->count / WIDTH) {
    case 1:
        solve(s, 1, which);
        break;
    case 2:
        solve(s, 2, which);
        break;
    case 3:
        solve(s, 3, which);
        break;
    case 4:
        solve(s, 4, which);
        break;
    case 5:
        solve(s, 5, which);
        break;
    case 6:
        solve(s, 6, which);
        break;
    case 7:
        solve(s, 7, which);
        break;
    default:
        solve(s, 8, which);
    }
}

ALWAYS void eliminate(const aci_line_set *s, const neighbours which)
{
    for (int k = 0; k < s->depth; ++k) {
        const size_t at = (size_t)k * s->count, up = k > 0 ? s->count : 0;
        const float *restrict right = s->right + at, *restrict pivot = s->pivot + at;
        const float *restrict down = s->g_down + at - up, *above = s->x + at - up;
        const float *restrict x_before = s->x_before + at, *restrict g_before = s->g_before + at;
        const float *restrict x_after = s->x_after + at, *restrict g_after = s->g_after + at;
        const float *restrict x_front = s->x_front + at, *restrict g_front = s->g_front + at;
        const float *restrict x_back = s->x_back + at, *restrict g_back = s->g_back + at;
        float *x = s->x + at;
        const float held = k > 0 ? 1.0F : 0.0F;
#pragma GCC ivdep
        for (size_t m = 0; m < s->count; ++m) {
            float sum = right[m];
            if (which != NONE) {
                sum = sum + g_before[m] * x_before[m] + g_after[m] * x_after[m];
            }
            if (which == ALL) {
                sum += g_front[m] * x_front[m] + g_back[m] * x_back[m];
            }
            x[m] = (sum + held * down[m] * above[m]) * pivot[m];
        }
    }
}

ALWAYS void substitute(const aci_line_set *s)
{
    for (int k = s->depth - 2; k >= 0; --k) {
        const size_t at = (size_t)k * s->count;
        const float *restrict down = s->g_down + at, *restrict pivot = s->pivot + at;
        const float *restrict below = s->x + at + s->count;
        float *restrict x = s->x + at;
        for (size_t m = 0; m < s->count; ++m) {
            x[m] += down[m] * pivot[m] * below[m];
        }
    }
}

ALWAYS void solve_any(const aci_line_set *s, const neighbours which)
{
    if (s->count <= WIDTH * MOST) {
        solve_counted(s, which);
        return;
    }
    eliminate(s, which);
    substitute(s);
}

ACI_CLONES static void relax_all(const aci_line_set *s)
{
    solve_any(s, ALL);
}

ACI_CLONES static void relax_flat(const aci_line_set *s)
{
    solve_any(s, ALONG_X);
}

ACI_CLONES static void start(const aci_line_set *s)
{
    solve_any(s, NONE);
}

void aci_lines_relax(const aci_line_set *s)
{
    if (s->is_flat) {
        relax_flat(s);
    } else {
        relax_all(s);
    }
}

void aci_lines_start(const aci_line_set *s)
{
    start(s);
}
