/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faces.h"

#include <math.h>
#include <stdbool.h>

enum {
    BOX_POINTS = 10,  ///< midpoints along each side of a cut face of a box
    PATCH_POINTS = 5, ///< the same where tilted tracts pass
    ROW_PANELS = 8,   ///< panels along the height of a cut ring
    POINTS_MAX = 128
};

static const double two_pi = 6.28318530717958647692;

/// Where conductivities differ more, the flow keeps to one side of the wall (decision 0009).
static const double insulating_ratio = 20.0;

/// Gauss-Legendre, three points on [0, 1].
static const double gauss_place[3] = {0.11270166537925831148, 0.5, 0.88729833462074168852};
static const double gauss_weight[3] = {5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0};

/// Points of a face with their shares of the area.
typedef struct quadrature {
    int count;
    double point[POINTS_MAX][3];
    double area[POINTS_MAX];
} quadrature;

static void add_point(quadrature *q, const double point[3], double area)
{
    if (area > 0.0) {
        q->point[q->count][0] = point[0];
        q->point[q->count][1] = point[1];
        q->point[q->count][2] = point[2];
        q->area[q->count] = area;
        ++q->count;
    }
}

static void add_ring(quadrature *q, double inner, double outer)
{
    for (int n = 0; n < 3; ++n) {
        double r = inner + gauss_place[n] * (outer - inner);
        const double point[3] = {r, 0.0, 0.0};
        add_point(q, point, gauss_weight[n] * (outer - inner) * two_pi * r);
    }
}

/// A horizontal ring, split where the wall stands at a depth and at the row's edges around it.
static void ring_points(const aci_faces *f, const int at[3], double depth, quadrature *q)
{
    const double *r = f->walls.grid->edges[0];
    const double *z = f->walls.grid->edges[2];
    double least, largest;
    aci_channels_radius_range(&f->walls.channels->profile, z[at[2]], z[at[2] + 1], &least,
                              &largest);
    double wall = aci_channels_radius(&f->walls.channels->profile, depth);
    const double radii[5] = {0.0, least, fmin(fmax(wall, least), largest), largest, HUGE_VAL};
    for (int n = 0; n < 4; ++n) {
        double inner = fmax(r[at[0]], f->walls.factor * radii[n]);
        double outer = fmin(r[at[0] + 1], f->walls.factor * radii[n + 1]);
        if (outer > inner) {
            add_ring(q, inner, outer);
        }
    }
}

/// An upright cylinder between two edges along depth; the angle stands for the area, since the
/// resistance of a ring holds its radius.
static void cylinder_points(const aci_faces *f, int k, quadrature *q)
{
    const double *z = f->walls.grid->edges[2];
    double height = (z[k + 1] - z[k]) / ROW_PANELS;
    for (int panel = 0; panel < ROW_PANELS; ++panel) {
        for (int n = 0; n < 3; ++n) {
            const double point[3] = {0.0, 0.0, z[k] + (panel + gauss_place[n]) * height};
            add_point(q, point, gauss_weight[n] * height * two_pi);
        }
    }
}

static void rectangle_points(const aci_faces *f, int axis, const int at[3], quadrature *q)
{
    const aci_grid *g = f->walls.grid;
    int points = f->walls.channels->kind == ACI_CHANNELS_PATCH ? PATCH_POINTS : BOX_POINTS;
    int a = axis == 0 ? 1 : 0;
    int b = axis == 2 ? 1 : 2;
    double wide = (g->edges[a][at[a] + 1] - g->edges[a][at[a]]) / points;
    double high = (g->edges[b][at[b] + 1] - g->edges[b][at[b]]) / points;
    for (int m = 0; m < points; ++m) {
        for (int n = 0; n < points; ++n) {
            double point[3] = {0.0};
            point[a] = g->edges[a][at[a]] + (m + 0.5) * wide;
            point[b] = g->edges[b][at[b]] + (n + 0.5) * high;
            add_point(q, point, wide * high);
        }
    }
}

static void face_points(const aci_faces *f, int axis, const int at[3], double depth, quadrature *q)
{
    q->count = 0;
    if (f->walls.grid->geometry == ACI_BOX) {
        rectangle_points(f, axis, at, q);
    } else if (axis == 2) {
        ring_points(f, at, depth, q);
    } else {
        cylinder_points(f, at[2], q);
    }
}

static double tissue_conductivity(const aci_faces *f, int axis, int k)
{
    return axis == 2 ? f->rows[k].conductivity : f->rows[k].lateral_conductivity;
}

static double width_along(const aci_grid *g, int axis, double from, double to)
{
    bool ring = axis == 0 && g->geometry == ACI_AXISYMMETRIC;
    return ring ? log(to / from) : to - from;
}

/// Resistance of a stretch of which `channel` is open.
static double series(const aci_faces *f, int axis, int k, aci_stretch line, aci_stretch channel)
{
    const aci_grid *g = f->walls.grid;
    double tissue = tissue_conductivity(f, axis, k);
    double whole = width_along(g, axis, line.from, line.to);
    double from = fmax(line.from, channel.from);
    double to = fmin(line.to, channel.to);
    if (to <= from) {
        return whole / tissue;
    }
    double open = width_along(g, axis, from, to);
    return open / f->channel_conductivity + (whole - open) / tissue;
}

/// Whether one of channel and tissue hardly conducts across.
static bool is_insulated(const aci_faces *f, int k)
{
    double ratio = f->channel_conductivity / f->rows[k].lateral_conductivity;
    return ratio > insulating_ratio || ratio * insulating_ratio < 1.0;
}

/// Where u of a cut cell sits on a line across: its centre, or the nearest point of the material
/// that conducts better, so that a sliver of channel in a cell of tissue stays joined to the rest.
static double node(const aci_faces *f, int axis, int k, double centre, aci_stretch cell,
                   aci_stretch channel)
{
    if (channel.to <= channel.from || !is_insulated(f, k)) {
        return centre;
    }
    if (f->channel_conductivity >= tissue_conductivity(f, axis, k)) {
        return fmin(fmax(centre, channel.from), channel.to);
    }
    if (centre < channel.from || centre > channel.to) {
        return centre;
    }
    bool before = channel.from > cell.from;
    bool after = channel.to < cell.to;
    if (before && (!after || centre - channel.from < channel.to - centre)) {
        return channel.from;
    }
    return after ? channel.to : centre;
}

/// Across: from the cell's node to its lower or upper face.
static double resistance_across(const aci_faces *f, int axis, const int at[3],
                                const double point[3], bool upper)
{
    const aci_grid *g = f->walls.grid;
    const double *edge = g->edges[axis];
    aci_stretch cell = {edge[at[axis]], edge[at[axis] + 1]};
    int column = at[0] + g->cells[0] * at[1];
    aci_stretch channel = aci_walls_overlap(&f->walls, column, axis, point, cell);
    double place = node(f, axis, at[2], g->centres[axis][at[axis]], cell, channel);
    aci_stretch line = upper ? (aci_stretch){place, cell.to} : (aci_stretch){cell.from, place};
    return series(f, axis, at[2], line, channel);
}

/// Along depth: half a cell of the material met at the face, since a wall that is nearly upright
/// lets a flow along it slip sideways rather than end.
static double resistance_along(const aci_faces *f, const int at[3], const double point[3],
                               bool upper)
{
    const aci_grid *g = f->walls.grid;
    const double *edge = g->edges[2];
    double half = 0.5 * (edge[at[2] + 1] - edge[at[2]]);
    double thin = 1e-6 * half;
    double face = edge[at[2] + (upper ? 1 : 0)];
    aci_stretch line = upper ? (aci_stretch){face - thin, face} : (aci_stretch){face, face + thin};
    int column = at[0] + g->cells[0] * at[1];
    aci_stretch channel = aci_walls_overlap(&f->walls, column, 2, point, line);
    return series(f, 2, at[2], line, channel) * half / thin;
}

/// Resistance per area from the node of a cell to its lower or upper face along an axis.
static double resistance(const aci_faces *f, int axis, const int at[3], const double point[3],
                         bool upper)
{
    const aci_grid *g = f->walls.grid;
    unsigned char state = f->state[aci_grid_cell(g, at[0], at[1], at[2])];
    if (state == ACI_WALL_CUT) {
        return axis == 2 ? resistance_along(f, at, point, upper)
                         : resistance_across(f, axis, at, point, upper);
    }
    double centre = g->centres[axis][at[axis]];
    const double *edge = g->edges[axis];
    double whole = upper ? width_along(g, axis, centre, edge[at[axis] + 1])
                         : width_along(g, axis, edge[at[axis]], centre);
    return whole / (state == ACI_WALL_INSIDE ? f->channel_conductivity
                                             : tissue_conductivity(f, axis, at[2]));
}

static double whole_area(const aci_grid *g, int axis, const int at[3])
{
    double width[3];
    for (int n = 0; n < 3; ++n) {
        width[n] = g->edges[n][at[n] + 1] - g->edges[n][at[n]];
    }
    if (axis == 2) {
        return g->column_area[at[0] + g->cells[0] * at[1]];
    }
    if (g->geometry == ACI_AXISYMMETRIC) {
        return two_pi * width[2];
    }
    return axis == 0 ? width[1] * width[2] : width[0] * width[2];
}

static bool is_cut(const aci_faces *f, const int at[3])
{
    return f->state[aci_grid_cell(f->walls.grid, at[0], at[1], at[2])] == ACI_WALL_CUT;
}

/// Of the lining between a cell inside and the next one outside, in the measure of the rings.
static double lining(const aci_faces *f, int axis, const int at[3], const int next[3])
{
    const aci_grid *g = f->walls.grid;
    const aci_channels *channels = f->walls.channels;
    bool is_wall = axis == 0 && g->geometry == ACI_AXISYMMETRIC &&
                   f->state[aci_grid_cell(g, at[0], at[1], at[2])] == ACI_WALL_INSIDE &&
                   f->state[aci_grid_cell(g, next[0], next[1], next[2])] == ACI_WALL_OUTSIDE;
    return is_wall && g->centres[2][at[2]] < channels->lining_depth
               ? channels->lining_resistance / g->edges[0][at[0] + 1]
               : 0.0;
}

double aci_faces_conductance(const aci_faces *f, int axis, const int at[3])
{
    const aci_grid *g = f->walls.grid;
    int next[3] = {at[0], at[1], at[2]};
    ++next[axis];
    const double origin[3] = {0.0};
    if (!is_cut(f, at) && !is_cut(f, next)) {
        return whole_area(g, axis, at) /
               (resistance(f, axis, at, origin, true) + lining(f, axis, at, next) +
                resistance(f, axis, next, origin, false));
    }
    quadrature q;
    face_points(f, axis, at, g->edges[2][at[2] + 1], &q);
    double sum = 0.0;
    for (int n = 0; n < q.count; ++n) {
        sum += q.area[n] / (resistance(f, axis, at, q.point[n], true) +
                            resistance(f, axis, next, q.point[n], false));
    }
    return sum;
}

double aci_faces_side(const aci_faces *f, int i, int j, int k)
{
    const aci_grid *g = f->walls.grid;
    const int at[3] = {i, j, k};
    const bool upper = k > 0;
    const double origin[3] = {0.0};
    if (!is_cut(f, at)) {
        return whole_area(g, 2, at) / resistance(f, 2, at, origin, upper);
    }
    quadrature q;
    face_points(f, 2, at, g->edges[2][k == 0 ? 0 : k + 1], &q);
    double sum = 0.0;
    for (int n = 0; n < q.count; ++n) {
        sum += q.area[n] / resistance(f, 2, at, q.point[n], upper);
    }
    return sum;
}

double aci_faces_fraction(const aci_faces *f, int i, int j, int k)
{
    const aci_grid *g = f->walls.grid;
    const int at[3] = {i, j, k};
    const double *z = g->edges[2];
    const aci_stretch line = {z[k], z[k + 1]};
    quadrature q;
    face_points(f, 2, at, 0.5 * (z[k] + z[k + 1]), &q);
    double volume = 0.0;
    for (int n = 0; n < q.count; ++n) {
        aci_stretch channel =
            aci_walls_overlap(&f->walls, i + g->cells[0] * j, 2, q.point[n], line);
        volume += q.area[n] * fmax(0.0, channel.to - channel.from);
    }
    return fmin(1.0, volume / aci_grid_volume(g, i, j, k));
}

/// Conductivity of a cell along an axis, for the share of a drop that falls inside it.
static double mean_conductivity(const aci_faces *f, int axis, const int at[3])
{
    double tissue = tissue_conductivity(f, axis, at[2]);
    switch (f->state[aci_grid_cell(f->walls.grid, at[0], at[1], at[2])]) {
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
    if (!is_cut(f, at) || is_insulated(f, k) || fraction <= 0.0 || fraction >= 1.0) {
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
