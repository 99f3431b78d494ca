/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracts.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/// What rounding may do to a comparison of lengths, relative; cells that it would decide are
/// integrated.
static const double rounding = 1e-9;

static int index_below(const double *edges, int cells, double x)
{
    int low = 0;
    int high = cells;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (edges[middle] <= x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static void find_window(const aci_walls *w, const aci_tract *t, aci_tract_frame *frame)
{
    const double mouth[2] = {t->x, t->y};
    double radius = larger(t->mouth_radius, t->bottom_radius);
    for (int axis = 0; axis < 2; ++axis) {
        double end = mouth[axis] + t->length * frame->axis[axis];
        const double *edges = w->grid->edges[axis];
        int cells = w->grid->cells[axis];
        frame->from[axis] = index_below(edges, cells, smaller(mouth[axis], end) - radius);
        frame->to[axis] = index_below(edges, cells, larger(mouth[axis], end) + radius);
    }
}

static void find_frames(aci_walls *w)
{
    for (int n = 0; n < w->channels->tract_count; ++n) {
        const aci_tract *t = &w->channels->tracts[n];
        aci_tract_frame *frame = &w->frames[n];
        frame->axis[0] = sin(t->tilt) * cos(t->azimuth);
        frame->axis[1] = sin(t->tilt) * sin(t->azimuth);
        frame->axis[2] = cos(t->tilt);
        frame->depth = t->length * frame->axis[2] +
                       larger(t->mouth_radius, t->bottom_radius) * sin(fabs(t->tilt));
        find_window(w, t, frame);
    }
}

/// Calls for each column of each tract: counts first, then fills.
static void sort_into_columns(aci_walls *w, int *fill)
{
    for (int n = 0; n < w->channels->tract_count; ++n) {
        const aci_tract_frame *area = &w->frames[n];
        for (int j = area->from[1]; j <= area->to[1]; ++j) {
            for (int i = area->from[0]; i <= area->to[0]; ++i) {
                int column = i + w->grid->cells[0] * j;
                if (fill == NULL) {
                    ++w->first[column + 1];
                } else {
                    w->passing[fill[column]++] = n;
                }
            }
        }
    }
}

aci_status aci_tracts_create(aci_walls *w)
{
    size_t columns = (size_t)w->grid->cells[0] * (size_t)w->grid->cells[1];
    size_t tracts = (size_t)w->channels->tract_count;
    w->first = calloc(columns + 1, sizeof *w->first);
    w->frames = calloc(tracts + 1, sizeof *w->frames);
    int *fill = calloc(columns + 1, sizeof *fill);
    if (w->first == NULL || w->frames == NULL || fill == NULL) {
        free(fill);
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu tracts", tracts);
    }
    find_frames(w);
    sort_into_columns(w, NULL);
    for (size_t n = 0; n < columns; ++n) {
        w->first[n + 1] += w->first[n];
        fill[n] = w->first[n];
    }
    w->passing = calloc((size_t)w->first[columns] + 1, sizeof *w->passing);
    if (w->passing != NULL) {
        sort_into_columns(w, fill);
    }
    free(fill);
    return w->passing != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory for the tracts");
}

/// Squared distance from the axis of a tract, and the distance along it, of a point.
static double across(const aci_walls *w, int tract, const double point[3], double *along)
{
    const aci_tract *t = &w->channels->tracts[tract];
    const double from[3] = {point[0] - t->x, point[1] - t->y, point[2]};
    const double *a = w->frames[tract].axis;
    *along = from[0] * a[0] + from[1] * a[1] + from[2] * a[2];
    double square = from[0] * from[0] + from[1] * from[1] + from[2] * from[2];
    return square - *along * *along;
}

static double slope_of(const aci_walls *w, int tract)
{
    const aci_tract *t = &w->channels->tracts[tract];
    return w->factor * (t->bottom_radius - t->mouth_radius) / t->length;
}

/// A cell as a box about its centre.
typedef struct box {
    double centre[3], half[3];
} box;

/// Half the extent of a box along a direction.
static double extent_along(const box *b, double x, double y, double z)
{
    return fabs(x) * b->half[0] + fabs(y) * b->half[1] + fabs(z) * b->half[2];
}

/// A box in the frame of a tract: along its axis, away from it and around it.
static aci_wall_state state_of_box(const aci_walls *w, int tract, const box *b)
{
    const aci_tract *t = &w->channels->tracts[tract];
    const double *a = w->frames[tract].axis;
    double along;
    double distance = sqrt(larger(across(w, tract, b->centre, &along), 0.0));
    double length = extent_along(b, a[0], a[1], a[2]);
    double low = along - length, high = along + length;
    if (high < 0.0 || low > t->length) {
        return ACI_WALL_OUTSIDE;
    }
    double slope = slope_of(w, tract), mouth = w->factor * t->mouth_radius;
    double upper = mouth + slope * larger(low, 0.0);
    double lower = mouth + slope * smaller(high, t->length);
    double away[3] = {b->centre[0] - t->x - along * a[0], b->centre[1] - t->y - along * a[1],
                      b->centre[2] - along * a[2]};
    if (!(distance > 0.0)) {
        return ACI_WALL_CUT;
    }
    for (int n = 0; n < 3; ++n) {
        away[n] /= distance;
    }
    double outwards = extent_along(b, away[0], away[1], away[2]);
    if (distance - outwards > larger(upper, lower) * (1.0 + rounding)) {
        return ACI_WALL_OUTSIDE;
    }
    double around = extent_along(b, a[1] * away[2] - a[2] * away[1],
                                 a[2] * away[0] - a[0] * away[2], a[0] * away[1] - a[1] * away[0]);
    double margin = rounding * t->length;
    bool between = low > margin && high < t->length - margin;
    double least = smaller(upper, lower) * (1.0 - rounding);
    return between && hypot(distance + outwards, around) < least ? ACI_WALL_INSIDE : ACI_WALL_CUT;
}

/// The columns along x (0) or y that a tract may touch where it passes a row of cells.
static void find_span(const aci_walls *w, int tract, int k, int axis, int span[2])
{
    const aci_grid *g = w->grid;
    const aci_tract *t = &w->channels->tracts[tract];
    const aci_tract_frame *frame = &w->frames[tract];
    double radius = w->factor * larger(t->mouth_radius, t->bottom_radius) / frame->axis[2];
    double drift = frame->axis[axis] / frame->axis[2], mouth = axis == 0 ? t->x : t->y;
    double upper = mouth + drift * g->edges[2][k], lower = mouth + drift * g->edges[2][k + 1];
    double low = smaller(upper, lower) - radius, high = larger(upper, lower) + radius;
    int from = index_below(g->edges[axis], g->cells[axis], low) - 1;
    int to = index_below(g->edges[axis], g->cells[axis], high) + 1;
    span[0] = from > frame->from[axis] ? from : frame->from[axis];
    span[1] = to < frame->to[axis] ? to : frame->to[axis];
}

static void mark_tract(const aci_walls *w, int tract, int k, unsigned char *state)
{
    const aci_grid *g = w->grid;
    const double *x = g->edges[0], *y = g->edges[1], *z = g->edges[2];
    box b = {.centre[2] = g->centres[2][k], .half[2] = 0.5 * (z[k + 1] - z[k])};
    int along_x[2], along_y[2];
    find_span(w, tract, k, 0, along_x);
    find_span(w, tract, k, 1, along_y);
    for (int j = along_y[0]; j <= along_y[1]; ++j) {
        b.centre[1] = g->centres[1][j];
        b.half[1] = 0.5 * (y[j + 1] - y[j]);
        for (int i = along_x[0]; i <= along_x[1]; ++i) {
            unsigned char *cell = &state[i + g->cells[0] * j];
            b.centre[0] = g->centres[0][i];
            b.half[0] = 0.5 * (x[i + 1] - x[i]);
            aci_wall_state found = state_of_box(w, tract, &b);
            bool known = found == ACI_WALL_OUTSIDE || (*cell & ACI_WALL_MASK) == ACI_WALL_INSIDE;
            *cell = known ? *cell : (unsigned char)(*cell - (*cell & ACI_WALL_MASK) + found);
        }
    }
}

void aci_tracts_mark(const aci_walls *w, int k, unsigned char *state)
{
    for (int n = 0; n < w->channels->tract_count; ++n) {
        if (w->grid->edges[2][k] < w->frames[n].depth * (1.0 + rounding)) {
            mark_tract(w, n, k, state);
        }
    }
}

/// The stretch of each line that is in one tract.
typedef struct stretches {
    double from[ACI_LINES_MAX], to[ACI_LINES_MAX];
} stretches;

/// Where a t^2 + 2 b t + c < 0 on each line, a > 0: between the roots. Loops for vectors.
static void clip_to_roots(double a, const double *b, const double *c, int count, stretches *lines)
{
    double square[ACI_LINES_MAX], root[ACI_LINES_MAX];
    for (int n = 0; n < count; ++n) {
        square[n] = b[n] * b[n] - a * c[n];
    }
    for (int n = 0; n < count; ++n) {
        root[n] = square[n] > 0.0 ? sqrt(square[n]) : 0.0;
        lines->to[n] = square[n] > 0.0 ? lines->to[n] : -HUGE_VAL;
    }
    for (int n = 0; n < count; ++n) {
        double low = (-b[n] - root[n]) / a;
        double high = (-b[n] + root[n]) / a;
        lines->from[n] = larger(lines->from[n], low);
        lines->to[n] = smaller(lines->to[n], high);
    }
}

/// The same on one line, a <= 0; the longer end where that is outside of two roots.
static aci_stretch outside_roots(double a, double b, double c, aci_stretch line)
{
    const aci_stretch nothing = {line.from, line.from};
    if (a > -1e-14) {
        if (b == 0.0) {
            return c < 0.0 ? line : nothing;
        }
        double root = -0.5 * c / b;
        return b > 0.0 ? aci_stretch_clip(line, -HUGE_VAL, root)
                       : aci_stretch_clip(line, root, HUGE_VAL);
    }
    double square = b * b - a * c;
    if (square <= 0.0) {
        return line;
    }
    double root = sqrt(square);
    aci_stretch before = aci_stretch_clip(line, -HUGE_VAL, (-b + root) / a);
    aci_stretch after = aci_stretch_clip(line, (-b - root) / a, HUGE_VAL);
    return before.to - before.from > after.to - after.from ? before : after;
}

/// Between the planes of a tract's flat ends. A line that never meets them is whole or nothing.
static void clip_to_ends(const double *along, double rise, double length, int count, stretches *out)
{
    bool meets = fabs(rise) > 1e-14;
    for (int n = 0; n < count && meets; ++n) {
        double s0 = -along[n] / rise;
        double s1 = (length - along[n]) / rise;
        out->from[n] = smaller(s0, s1);
        out->to[n] = larger(s0, s1);
    }
    for (int n = 0; n < count && !meets; ++n) {
        bool inside = along[n] >= 0.0 && along[n] <= length;
        out->from[n] = inside ? -HUGE_VAL : 0.0;
        out->to[n] = inside ? HUGE_VAL : 0.0;
    }
}

/// One tract on whole lines: distance^2 < radius^2 is quadratic in the place t on each.
static void cross_tract(const aci_walls *w, int tract, const aci_lines *lines, stretches *out)
{
    const aci_tract *t = &w->channels->tracts[tract];
    const double mouth[3] = {t->x, t->y, 0.0}, *towards = w->frames[tract].axis;
    const double rise = towards[lines->axis], start = mouth[lines->axis];
    const double slope = slope_of(w, tract), mouth_radius = w->factor * t->mouth_radius;
    const double a = 1.0 - rise * rise - slope * slope * rise * rise;
    double along[ACI_LINES_MAX], b[ACI_LINES_MAX], c[ACI_LINES_MAX];
    for (int n = 0; n < lines->count; ++n) {
        double x = lines->point[0][n] - t->x, y = lines->point[1][n] - t->y, z = lines->point[2][n];
        double s = x * towards[0] + y * towards[1] + z * towards[2];
        double radius = mouth_radius + slope * s;
        along[n] = s;
        b[n] = -start - s * rise - radius * slope * rise;
        c[n] = x * x + y * y + z * z - s * s - radius * radius;
    }
    clip_to_ends(along, rise, t->length, lines->count, out);
    if (a >= 1e-14) {
        clip_to_roots(a, b, c, lines->count, out);
        return;
    }
    for (int n = 0; n < lines->count; ++n) {
        aci_stretch line = {out->from[n], out->to[n]};
        line = line.to > line.from ? outside_roots(a, b[n], c[n], line) : line;
        out->from[n] = line.from;
        out->to[n] = line.to;
    }
}

static void add_to_hulls(const stretches *whole, int count, aci_segments *s)
{
    for (int n = 0; n < count; ++n) {
        aci_stretch part = aci_stretch_clip(s->line, whole->from[n], whole->to[n]);
        aci_stretch *hull = &s->channel[n];
        if (part.to > part.from) {
            bool first = hull->to <= hull->from;
            hull->from = first ? part.from : smaller(hull->from, part.from);
            hull->to = first ? part.to : larger(hull->to, part.to);
        }
    }
}

static bool passes(const aci_walls *w, int tract, int column)
{
    bool found = false;
    for (int n = w->first[column]; n < w->first[column + 1]; ++n) {
        found = found || w->passing[n] == tract;
    }
    return found;
}

/// What holds all segments: points run from one corner of their rectangle to the opposite one.
static box box_of(const aci_lines *lines, int count, const aci_segments *segments)
{
    double low[3], high[3];
    for (int n = 0; n < 3; ++n) {
        low[n] = lines->point[n][0];
        high[n] = lines->point[n][lines->count - 1];
    }
    low[lines->axis] = segments[0].line.from;
    high[lines->axis] = segments[0].line.to;
    for (int m = 1; m < count; ++m) {
        low[lines->axis] = smaller(low[lines->axis], segments[m].line.from);
        high[lines->axis] = larger(high[lines->axis], segments[m].line.to);
    }
    box out;
    for (int n = 0; n < 3; ++n) {
        out.centre[n] = 0.5 * (low[n] + high[n]);
        out.half[n] = 0.5 * (high[n] - low[n]);
    }
    return out;
}

void aci_tracts_cross(const aci_walls *w, const aci_lines *lines, int count, aci_segments *segments)
{
    stretches whole;
    const box all = box_of(lines, count, segments);
    for (int m = 0; m < count; ++m) {
        for (int n = 0; n < lines->count; ++n) {
            double from = segments[m].line.from;
            segments[m].channel[n] = (aci_stretch){from, from};
        }
    }
    for (int m = 0; m < count; ++m) {
        int column = segments[m].column;
        for (int n = w->first[column]; n < w->first[column + 1]; ++n) {
            int tract = w->passing[n];
            if ((m > 0 && passes(w, tract, segments[0].column)) ||
                state_of_box(w, tract, &all) == ACI_WALL_OUTSIDE) {
                continue;
            }
            cross_tract(w, tract, lines, &whole);
            for (int other = m; other < count; ++other) {
                add_to_hulls(&whole, lines->count, &segments[other]);
            }
        }
    }
}

void aci_tracts_gradient(const aci_walls *w, int column, const double centre[3], double out[3])
{
    double nearest = HUGE_VAL;
    for (int n = w->first[column]; n < w->first[column + 1]; ++n) {
        int tract = w->passing[n];
        const aci_tract *t = &w->channels->tracts[tract];
        const double *a = w->frames[tract].axis;
        double along;
        double distance = sqrt(larger(across(w, tract, centre, &along), 0.0));
        double slope = slope_of(w, tract);
        double gap = fabs(distance - w->factor * t->mouth_radius - slope * along);
        if (gap >= nearest || distance == 0.0) {
            continue;
        }
        nearest = gap;
        const double from[3] = {centre[0] - t->x, centre[1] - t->y, centre[2]};
        for (int m = 0; m < 3; ++m) {
            out[m] = (from[m] - along * a[m]) / distance - slope * a[m];
        }
    }
}
