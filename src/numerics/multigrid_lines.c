/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_lines.h"

#include "clones.h"

enum { WIDTH = 8, MOST = 8 }; ///< columns of a vector; vectors held in registers

#define ALWAYS static inline __attribute__((always_inline))
#define LANES_AT(place) (*(aci_single_lanes *)(place))
#define GIVEN(place) (*(const aci_single_lanes *)(place))

bool aci_lines_are_few(const aci_line_set *s)
{
    return s->count <= WIDTH * MOST;
}

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

ACI_CLONES static void relax_all(const aci_line_set *s)
{
    solve_counted(s, ALL);
}

ACI_CLONES static void relax_flat(const aci_line_set *s)
{
    solve_counted(s, ALONG_X);
}

ACI_CLONES static void start(const aci_line_set *s)
{
    solve_counted(s, NONE);
}

void aci_lines_relax_few(const aci_line_set *s)
{
    if (s->is_flat) {
        relax_flat(s);
    } else {
        relax_all(s);
    }
}

void aci_lines_start_few(const aci_line_set *s)
{
    start(s);
}
