/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "faces.h"

/// Conductivity of a cell along an axis, for the share of a drop that falls inside it.
static double mean_conductivity(const aci_faces *f, int axis, const int at[3])
{
    double tissue = aci_faces_tissue(f, axis, at[2]);
    switch (aci_faces_state(f, at)) {
    case ACI_WALL_INSIDE:
        return f->channel_conductivity;
    case ACI_WALL_CUT:
        return sqrt(f->channel_conductivity * tissue);
    default:
        return tissue;
    }
}

/// Gradient per difference to the neighbour on one side: the share of it inside the cell over half
/// the cell's width, half of it for the mean of both sides.
static double one_sided(const aci_faces *f, int axis, const int at[3], int step)
{
    const aci_grid *g = f->walls.grid;
    int other[3] = {at[0], at[1], at[2]};
    other[axis] += step;
    if (other[axis] < 0 || other[axis] >= g->cells[axis]) {
        return 0.0;
    }
    const double *edge = g->edges[axis];
    double here = 0.5 * (edge[at[axis] + 1] - edge[at[axis]]);
    double there = 0.5 * (edge[other[axis] + 1] - edge[other[axis]]);
    double inside = here / mean_conductivity(f, axis, at);
    double outside = there / mean_conductivity(f, axis, other);
    return 0.5 * inside / (inside + outside) / here;
}

bool aci_faces_skew(const aci_faces *f, int i, int j, int k, double fraction, aci_skew *out)
{
    const aci_grid *g = f->walls.grid;
    const int at[3] = {i, j, k};
    if (aci_faces_state(f, at) != ACI_WALL_CUT || aci_faces_is_insulated(f, k) || fraction <= 0.0 ||
        fraction >= 1.0) {
        return false;
    }
    double n[3];
    aci_walls_normal(&f->walls, i, j, k, n);
    double tissue = f->rows[k].lateral_conductivity;
    double parallel = fraction * f->channel_conductivity + (1.0 - fraction) * tissue;
    double across = 1.0 / (fraction / f->channel_conductivity + (1.0 - fraction) / tissue);
    double size = (across - parallel) * aci_grid_volume(g, i, j, k);
    out->cell = aci_grid_cell(g, i, j, k);
    out->tensor[0] = size * n[0] * n[1];
    out->tensor[1] = size * n[0] * n[2];
    out->tensor[2] = size * n[1] * n[2];
    for (int axis = 0; axis < 3; ++axis) {
        out->plus[axis] = one_sided(f, axis, at, 1);
        out->minus[axis] = one_sided(f, axis, at, -1);
    }
    return out->tensor[0] != 0.0 || out->tensor[1] != 0.0 || out->tensor[2] != 0.0;
}
