/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walls.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/// Columns i0..i1, j0..j1 that a tract may touch.
typedef struct window {
    int from[2], to[2];
} window;

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

static window window_of(const aci_walls *w, int tract)
{
    const aci_tract *t = &w->channels->tracts[tract];
    const double mouth[2] = {t->x, t->y};
    double radius = fmax(t->mouth_radius, t->bottom_radius);
    window out;
    for (int axis = 0; axis < 2; ++axis) {
        double end = mouth[axis] + t->length * w->axis[tract][axis];
        const double *edges = w->grid->edges[axis];
        int cells = w->grid->cells[axis];
        out.from[axis] = index_below(edges, cells, fmin(mouth[axis], end) - radius);
        out.to[axis] = index_below(edges, cells, fmax(mouth[axis], end) + radius);
    }
    return out;
}

/// Calls for each column of each tract: counts first, then fills.
static void sort_into_columns(aci_walls *w, int *fill)
{
    for (int n = 0; n < w->channels->tract_count; ++n) {
        window area = window_of(w, n);
        for (int j = area.from[1]; j <= area.to[1]; ++j) {
            for (int i = area.from[0]; i <= area.to[0]; ++i) {
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

static aci_status create_columns(aci_walls *w)
{
    size_t columns = (size_t)w->grid->cells[0] * (size_t)w->grid->cells[1];
    size_t tracts = (size_t)w->channels->tract_count;
    w->first = calloc(columns + 1, sizeof *w->first);
    w->axis = calloc(tracts + 1, sizeof *w->axis);
    int *fill = calloc(columns + 1, sizeof *fill);
    if (w->first == NULL || w->axis == NULL || fill == NULL) {
        free(fill);
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu tracts", tracts);
    }
    for (size_t n = 0; n < tracts; ++n) {
        const aci_tract *t = &w->channels->tracts[n];
        w->axis[n][0] = sin(t->tilt) * cos(t->azimuth);
        w->axis[n][1] = sin(t->tilt) * sin(t->azimuth);
        w->axis[n][2] = cos(t->tilt);
    }
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

aci_status aci_walls_create(const aci_grid *grid, const aci_channels *channels, aci_walls *out)
{
    *out = (aci_walls){.grid = grid, .channels = channels, .factor = 1.0};
    if (channels->kind != ACI_CHANNELS_PATCH) {
        return ACI_OK;
    }
    aci_status status = create_columns(out);
    if (status != ACI_OK) {
        aci_walls_destroy(out);
    }
    return status;
}

void aci_walls_destroy(aci_walls *walls)
{
    free(walls->first);
    free(walls->passing);
    free(walls->axis);
    memset(walls, 0, sizeof *walls);
}

void aci_walls_set_time(aci_walls *walls, double opened, double time)
{
    walls->factor = aci_closure_radius(walls->channels->closure, opened, time);
}

static void radial_range(const aci_grid *grid, int i, int j, double *inner, double *outer)
{
    const double *x = grid->edges[0];
    const double *y = grid->edges[1];
    bool box = grid->geometry == ACI_BOX;
    *inner = box ? hypot(x[i], y[j]) : x[i];
    *outer = box ? hypot(x[i + 1], y[j + 1]) : x[i + 1];
}

static aci_wall_state upright_state(const aci_walls *w, int i, int j, int k)
{
    double inner, outer, least, largest;
    const double *z = w->grid->edges[2];
    radial_range(w->grid, i, j, &inner, &outer);
    aci_channels_radius_range(&w->channels->profile, z[k], z[k + 1], &least, &largest);
    if (w->factor * largest <= inner) {
        return ACI_WALL_OUTSIDE;
    }
    return w->factor * least >= outer ? ACI_WALL_INSIDE : ACI_WALL_CUT;
}

/// Squared distance from the axis of a tract, and the distance along it, of a point.
static double across(const aci_walls *w, int tract, const double point[3], double *along)
{
    const aci_tract *t = &w->channels->tracts[tract];
    const double from[3] = {point[0] - t->x, point[1] - t->y, point[2]};
    const double *a = w->axis[tract];
    *along = from[0] * a[0] + from[1] * a[1] + from[2] * a[2];
    double square = from[0] * from[0] + from[1] * from[1] + from[2] * from[2];
    return square - *along * *along;
}

static aci_wall_state patch_state(const aci_walls *w, int i, int j, int k)
{
    const aci_grid *g = w->grid;
    const int at[3] = {i, j, k};
    double centre[3];
    double half = 0.0;
    for (int n = 0; n < 3; ++n) {
        double width = g->edges[n][at[n] + 1] - g->edges[n][at[n]];
        centre[n] = g->centres[n][at[n]];
        half += 0.25 * width * width;
    }
    half = sqrt(half);
    int column = i + g->cells[0] * j;
    for (int n = w->first[column]; n < w->first[column + 1]; ++n) {
        const aci_tract *t = &w->channels->tracts[w->passing[n]];
        double along;
        double distance = sqrt(fmax(across(w, w->passing[n], centre, &along), 0.0));
        double reach = w->factor * fmax(t->mouth_radius, t->bottom_radius) + half;
        if (distance < reach && along > -half && along < t->length + half) {
            return ACI_WALL_CUT;
        }
    }
    return ACI_WALL_OUTSIDE;
}

aci_wall_state aci_walls_state(const aci_walls *w, int i, int j, int k)
{
    if (w->grid->centres[2][k] < 0.0 || w->channels->kind == ACI_CHANNELS_NONE) {
        return ACI_WALL_OUTSIDE;
    }
    return w->channels->kind == ACI_CHANNELS_PATCH ? patch_state(w, i, j, k)
                                                   : upright_state(w, i, j, k);
}

static aci_stretch clip(aci_stretch line, double low, double high)
{
    return (aci_stretch){fmax(line.from, low), fmin(line.to, high)};
}

static aci_stretch nothing(aci_stretch line)
{
    return (aci_stretch){line.from, line.from};
}

static aci_stretch upright_overlap(const aci_walls *w, int axis, const double point[3],
                                   aci_stretch line)
{
    const aci_profile *profile = &w->channels->profile;
    bool box = w->grid->geometry == ACI_BOX;
    if (axis == 2) {
        double radius = box ? hypot(point[0], point[1]) : point[0];
        double length = aci_channels_length(profile, w->factor, radius, line.from, line.to);
        return (aci_stretch){line.from, line.from + length};
    }
    double radius = w->factor * aci_channels_radius(profile, point[2]);
    double other = box ? point[1 - axis] : 0.0;
    double square = radius * radius - other * other;
    return square > 0.0 ? clip(line, -sqrt(square), sqrt(square)) : nothing(line);
}

/// Where a t^2 + 2 b t + c < 0 on a line; the longer end where that is outside of two roots.
static aci_stretch negative_part(double a, double b, double c, aci_stretch line)
{
    if (fabs(a) < 1e-14) {
        if (b == 0.0) {
            return c < 0.0 ? line : nothing(line);
        }
        double root = -0.5 * c / b;
        return b > 0.0 ? clip(line, -HUGE_VAL, root) : clip(line, root, HUGE_VAL);
    }
    double square = b * b - a * c;
    if (square <= 0.0) {
        return a < 0.0 ? line : nothing(line);
    }
    double low = (-b - copysign(sqrt(square), a)) / a;
    double high = (-b + copysign(sqrt(square), a)) / a;
    if (a > 0.0) {
        return clip(line, low, high);
    }
    aci_stretch before = clip(line, -HUGE_VAL, low);
    aci_stretch after = clip(line, high, HUGE_VAL);
    return before.to - before.from > after.to - after.from ? before : after;
}

/// One tract on a line: distance^2 < radius^2 is quadratic in the place t on it.
static aci_stretch tract_overlap(const aci_walls *w, int tract, int axis, const double point[3],
                                 aci_stretch line)
{
    const aci_tract *t = &w->channels->tracts[tract];
    const double mouth[3] = {t->x, t->y, 0.0};
    double start[3] = {point[0], point[1], point[2]};
    start[axis] = 0.0;
    double along;
    double square = across(w, tract, start, &along);
    double rise = w->axis[tract][axis];
    if (fabs(rise) > 1e-14) {
        double s0 = -along / rise;
        double s1 = (t->length - along) / rise;
        line = clip(line, fmin(s0, s1), fmax(s0, s1));
    } else if (along < 0.0 || along > t->length) {
        return nothing(line);
    }
    if (line.to <= line.from) {
        return nothing(line);
    }
    double slope = w->factor * (t->bottom_radius - t->mouth_radius) / t->length;
    double radius = w->factor * t->mouth_radius + slope * along;
    double a = 1.0 - rise * rise - slope * slope * rise * rise;
    double b = -mouth[axis] - along * rise - radius * slope * rise;
    return negative_part(a, b, square - radius * radius, line);
}

aci_stretch aci_walls_overlap(const aci_walls *w, int column, int axis, const double point[3],
                              aci_stretch line)
{
    if (w->channels->kind == ACI_CHANNELS_LATTICE) {
        return upright_overlap(w, axis, point, line);
    }
    aci_stretch hull = nothing(line);
    for (int n = w->first[column]; n < w->first[column + 1]; ++n) {
        aci_stretch part = tract_overlap(w, w->passing[n], axis, point, line);
        if (part.to > part.from) {
            bool first = hull.to <= hull.from;
            hull.from = first ? part.from : fmin(hull.from, part.from);
            hull.to = first ? part.to : fmax(hull.to, part.to);
        }
    }
    return hull;
}

/// Gradient of distance to the axis minus radius, for a profile on the axis.
static void upright_gradient(const aci_walls *w, const double centre[3], int k, double out[3])
{
    const double *z = w->grid->edges[2];
    const aci_profile *profile = &w->channels->profile;
    double low = fmin(z[k + 1], aci_channels_depth(profile));
    double rise = aci_channels_radius(profile, low) - aci_channels_radius(profile, z[k]);
    bool box = w->grid->geometry == ACI_BOX;
    double distance = box ? hypot(centre[0], centre[1]) : centre[0];
    out[0] = centre[0] / distance;
    out[1] = box ? centre[1] / distance : 0.0;
    out[2] = low > z[k] ? -w->factor * rise / (low - z[k]) : 0.0;
}

/// The same for the tract whose wall is nearest.
static void tract_gradient(const aci_walls *w, int column, const double centre[3], double out[3])
{
    double nearest = HUGE_VAL;
    for (int n = w->first[column]; n < w->first[column + 1]; ++n) {
        int tract = w->passing[n];
        const aci_tract *t = &w->channels->tracts[tract];
        const double *a = w->axis[tract];
        double along;
        double distance = sqrt(fmax(across(w, tract, centre, &along), 0.0));
        double slope = w->factor * (t->bottom_radius - t->mouth_radius) / t->length;
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

void aci_walls_normal(const aci_walls *w, int i, int j, int k, double normal[3])
{
    const aci_grid *g = w->grid;
    const double centre[3] = {g->centres[0][i], g->centres[1][j], g->centres[2][k]};
    normal[0] = normal[1] = normal[2] = 0.0;
    if (w->channels->kind == ACI_CHANNELS_LATTICE) {
        upright_gradient(w, centre, k, normal);
    } else if (w->channels->kind == ACI_CHANNELS_PATCH) {
        tract_gradient(w, i + g->cells[0] * j, centre, normal);
    }
    double length = sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
    for (int m = 0; m < 3 && length > 0.0; ++m) {
        normal[m] /= length;
    }
}
