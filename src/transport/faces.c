/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faces.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "quadrature.h"

static const double two_pi = 6.28318530717958647692;

/// Where conductivities differ more, the flow keeps to one side of the wall (decision 0009).
static const double insulating_ratio = 20.0;

static double width_along(const aci_grid *g, int axis, double from, double to)
{
    bool ring = axis == 0 && g->geometry == ACI_AXISYMMETRIC;
    return ring ? log(to / from) : to - from;
}

static aci_status create_halves(const aci_grid *g, aci_faces *f)
{
    for (int axis = 0; axis < 3; ++axis) {
        int cells = g->cells[axis];
        const double *edge = g->edges[axis], *centre = g->centres[axis];
        for (int upper = 0; upper < 2; ++upper) {
            f->half[axis][upper] = calloc((size_t)cells, sizeof(double));
            if (f->half[axis][upper] == NULL) {
                return ACI_FAIL(ACI_FILE, "not enough memory for an axis of %d cells", cells);
            }
        }
        for (int n = 0; n < cells; ++n) {
            f->half[axis][0][n] = width_along(g, axis, edge[n], centre[n]);
            f->half[axis][1][n] = width_along(g, axis, centre[n], edge[n + 1]);
        }
    }
    return ACI_OK;
}

aci_status aci_faces_create(const aci_grid *grid, const aci_channels *channels, aci_faces *out)
{
    size_t cells = aci_grid_size(grid);
    *out = (aci_faces){.channel_conductivity = channels->partition * channels->diffusivity};
    out->rows = calloc((size_t)grid->cells[2], sizeof *out->rows);
    out->state = calloc(cells, sizeof *out->state);
    if (out->rows == NULL || out->state == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the coefficients of %zu cells", cells);
    }
    ACI_TRY(create_halves(grid, out));
    return aci_walls_create(grid, channels, &out->walls);
}

void aci_faces_destroy(aci_faces *faces)
{
    aci_walls_destroy(&faces->walls);
    for (int axis = 0; axis < 3; ++axis) {
        free(faces->half[axis][0]);
        free(faces->half[axis][1]);
    }
    free(faces->rows);
    free(faces->state);
    memset(faces, 0, sizeof *faces);
}

static bool is_cut(const aci_faces *f, const int at[3])
{
    return aci_faces_state(f, at) == ACI_WALL_CUT;
}

static double edge_width(const aci_grid *g, int axis, int n)
{
    return g->edges[axis][n + 1] - g->edges[axis][n];
}

static double whole_area(const aci_grid *g, int axis, const int at[3])
{
    if (axis == 2) {
        return g->column_area[at[0] + g->cells[0] * at[1]];
    }
    if (g->geometry == ACI_AXISYMMETRIC) {
        return two_pi * edge_width(g, 2, at[2]);
    }
    return edge_width(g, 1 - axis, at[1 - axis]) * edge_width(g, 2, at[2]);
}

/// One row of cells along axis 0; whether there is a next one along axes 1 and 2.
static void fill_tissue_line(const aci_faces *f, int j, int k, double *const out[3])
{
    const aci_grid *g = f->walls.grid;
    const int cells = g->cells[0];
    const double *lower = f->half[0][0], *upper = f->half[0][1];
    const double across = f->rows[k].lateral_conductivity;
    const double side = whole_area(g, 0, (const int[3]){0, j, k});
    const double height = edge_width(g, 2, k);
    for (int i = 0; i + 1 < cells; ++i) {
        out[0][i] = side / (upper[i] / across + lower[i + 1] / across);
    }
    out[0][cells - 1] = 0.0;
    memset(out[1], 0, (size_t)cells * sizeof(double));
    memset(out[2], 0, (size_t)cells * sizeof(double));
    if (j + 1 < g->cells[1]) {
        const double resistance = f->half[1][1][j] / across + f->half[1][0][j + 1] / across;
        for (int i = 0; i < cells; ++i) {
            out[1][i] = edge_width(g, 0, i) * height / resistance;
        }
    }
    if (k + 1 < g->cells[2]) {
        const double resistance = f->half[2][1][k] / f->rows[k].conductivity +
                                  f->half[2][0][k + 1] / f->rows[k + 1].conductivity;
        for (int i = 0; i < cells; ++i) {
            out[2][i] = g->column_area[i + cells * j] / resistance;
        }
    }
}

void aci_faces_fill_tissue(const aci_faces *f, int k, double *const out[3])
{
    const aci_grid *g = f->walls.grid;
    for (int j = 0; j < g->cells[1]; ++j) {
        size_t first = (size_t)g->cells[0] * (size_t)j;
        fill_tissue_line(f, j, k,
                         (double *const[3]){out[0] + first, out[1] + first, out[2] + first});
    }
}

/// Resistance of a stretch of which `channel` is open.
static double series(const aci_faces *f, int axis, int k, aci_stretch line, aci_stretch channel)
{
    const aci_grid *g = f->walls.grid;
    double tissue = aci_faces_tissue(f, axis, k);
    double whole = width_along(g, axis, line.from, line.to);
    aci_stretch open = aci_stretch_clip(line, channel.from, channel.to);
    if (open.to <= open.from) {
        return whole / tissue;
    }
    double width = width_along(g, axis, open.from, open.to);
    return width / f->channel_conductivity + (whole - width) / tissue;
}

bool aci_faces_is_insulated(const aci_faces *f, int k)
{
    double ratio = f->channel_conductivity / f->rows[k].lateral_conductivity;
    return ratio > insulating_ratio || ratio * insulating_ratio < 1.0;
}

/// Where u of a cut cell that is insulated sits on a line across: its centre, or the nearest point
/// of the material that conducts better, so that a sliver of channel in a cell of tissue stays
/// joined to the rest.
static double node(const aci_faces *f, int axis, int k, double centre, aci_stretch cell,
                   aci_stretch channel)
{
    if (channel.to <= channel.from) {
        return centre;
    }
    if (f->channel_conductivity >= aci_faces_tissue(f, axis, k)) {
        double inside = centre > channel.from ? centre : channel.from;
        return inside < channel.to ? inside : channel.to;
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

/// One side of a face: from the node of the cell there to the face.
typedef struct side {
    int axis, at[3];
    bool is_upper;     ///< of the two halves of the cell
    bool is_insulated; ///< see node
    double thin;       ///< along depth: what is looked at of the half cell, m
} side;

/// Across: the whole cell is looked at. Along depth: a thin slice of it, for half a cell of the
/// material met at the face, since a wall that is nearly upright lets a flow along it slip sideways
/// rather than end.
static void begin_side(const aci_faces *f, int axis, const int at[3], bool is_upper, side *out,
                       aci_segments *segments)
{
    const aci_grid *g = f->walls.grid;
    const double *edge = &g->edges[axis][at[axis]];
    *out = (side){.axis = axis,
                  .at = {at[0], at[1], at[2]},
                  .is_upper = is_upper,
                  .is_insulated = aci_faces_is_insulated(f, at[2])};
    segments->column = at[0] + g->cells[0] * at[1];
    segments->line = (aci_stretch){edge[0], edge[1]};
    if (axis == 2) {
        out->thin = 1e-6 * (0.5 * (edge[1] - edge[0]));
        segments->line = is_upper ? (aci_stretch){edge[1] - out->thin, edge[1]}
                                  : (aci_stretch){edge[0], edge[0] + out->thin};
    }
}

/// Per area, on one line.
static double cut_resistance(const aci_faces *f, const side *s, aci_stretch cell,
                             aci_stretch channel)
{
    const aci_grid *g = f->walls.grid;
    int k = s->at[2];
    if (s->axis == 2) {
        double half = 0.5 * edge_width(g, 2, k);
        return series(f, 2, k, cell, channel) * half / s->thin;
    }
    double centre = g->centres[s->axis][s->at[s->axis]];
    double place = s->is_insulated ? node(f, s->axis, k, centre, cell, channel) : centre;
    aci_stretch line =
        s->is_upper ? (aci_stretch){place, cell.to} : (aci_stretch){cell.from, place};
    return series(f, s->axis, k, line, channel);
}

/// Per area, of half a cell that no wall cuts.
static double whole_resistance(const aci_faces *f, int axis, const int at[3], bool upper)
{
    return f->half[axis][upper ? 1 : 0][at[axis]] / (aci_faces_state(f, at) == ACI_WALL_INSIDE
                                                         ? f->channel_conductivity
                                                         : aci_faces_tissue(f, axis, at[2]));
}

/// Of the lining between a cell inside and the next one outside, in the measure of the rings.
static double lining(const aci_faces *f, int axis, const int at[3], const int next[3])
{
    const aci_grid *g = f->walls.grid;
    const aci_channels *channels = f->walls.channels;
    bool is_wall = axis == 0 && g->geometry == ACI_AXISYMMETRIC &&
                   aci_faces_state(f, at) == ACI_WALL_INSIDE &&
                   aci_faces_state(f, next) == ACI_WALL_OUTSIDE;
    return is_wall && g->centres[2][at[2]] < channels->lining_depth
               ? channels->lining_resistance / g->edges[0][at[0] + 1]
               : 0.0;
}

/// Adds the resistance of one side to that of each line.
static void add_side(const aci_faces *f, const side *s, const aci_segments *segments, int count,
                     double *resistance)
{
    for (int n = 0; n < count; ++n) {
        resistance[n] += cut_resistance(f, s, segments->line, segments->channel[n]);
    }
}

/// Over a face of which `count` sides, 1 or 2, belong to cut cells; the rest resists the same on
/// every line.
static double integrate(const aci_faces *f, const aci_quadrature *q, int count, const side *sides,
                        aci_segments *segments, double rest)
{
    double resistance[ACI_LINES_MAX], sum = 0.0;
    aci_walls_cross(&f->walls, &q->lines, count, segments);
    for (int n = 0; n < q->lines.count; ++n) {
        resistance[n] = 0.0;
    }
    for (int m = 0; m < count; ++m) {
        add_side(f, &sides[m], &segments[m], q->lines.count, resistance);
    }
    for (int n = 0; n < q->lines.count; ++n) {
        sum += q->area[n] / (resistance[n] + rest);
    }
    return sum;
}

double aci_faces_conductance(const aci_faces *f, int axis, const int at[3])
{
    const aci_grid *g = f->walls.grid;
    int next[3] = {at[0], at[1], at[2]};
    ++next[axis];
    bool here = is_cut(f, at), there = is_cut(f, next);
    if (!here && !there) {
        return whole_area(g, axis, at) /
               (whole_resistance(f, axis, at, true) + lining(f, axis, at, next) +
                whole_resistance(f, axis, next, false));
    }
    aci_quadrature q;
    side sides[2];
    aci_segments segments[2];
    int count = 0;
    double rest = 0.0;
    aci_quadrature_face(&f->walls, axis, at, g->edges[2][at[2] + 1], &q);
    if (here) {
        begin_side(f, axis, at, true, &sides[count], &segments[count]);
        ++count;
    } else {
        rest += whole_resistance(f, axis, at, true);
    }
    if (there) {
        begin_side(f, axis, next, false, &sides[count], &segments[count]);
        ++count;
    } else {
        rest += whole_resistance(f, axis, next, false);
    }
    return integrate(f, &q, count, sides, segments, rest);
}

double aci_faces_side(const aci_faces *f, int i, int j, int k)
{
    const aci_grid *g = f->walls.grid;
    const int at[3] = {i, j, k};
    const bool upper = k > 0;
    if (!is_cut(f, at)) {
        return whole_area(g, 2, at) / whole_resistance(f, 2, at, upper);
    }
    aci_quadrature q;
    side only;
    aci_segments segments;
    aci_quadrature_face(&f->walls, 2, at, g->edges[2][k == 0 ? 0 : k + 1], &q);
    begin_side(f, 2, at, upper, &only, &segments);
    return integrate(f, &q, 1, &only, &segments, 0.0);
}

double aci_faces_fraction(const aci_faces *f, int i, int j, int k)
{
    const aci_grid *g = f->walls.grid;
    const int at[3] = {i, j, k};
    const double *z = g->edges[2];
    aci_quadrature q;
    aci_segments segments = {.column = i + g->cells[0] * j, .line = {z[k], z[k + 1]}};
    double volume = 0.0;
    aci_quadrature_face(&f->walls, 2, at, 0.5 * (z[k] + z[k + 1]), &q);
    aci_walls_cross(&f->walls, &q.lines, 1, &segments);
    for (int n = 0; n < q.lines.count; ++n) {
        volume += q.area[n] * fmax(0.0, segments.channel[n].to - segments.channel[n].from);
    }
    return fmin(1.0, volume / aci_grid_volume(g, i, j, k));
}
