/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracts.h"

#include <math.h>
#include <stdio.h>

static const double degree = 0.017453292519943295;

static double centre_of(const staircase *g, int axis, int index)
{
    return 0.5 * (g->edges[axis][index] + g->edges[axis][index + 1]);
}

/// First cell whose centre is at or beyond a place.
static int first_beyond(const staircase *g, int axis, double place)
{
    int low = 0, high = g->cells[axis];
    while (low < high) {
        int middle = (low + high) / 2;
        if (centre_of(g, axis, middle) < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_inside(const tract *t, double x, double y, double z)
{
    const double dx = x - t->x, dy = y - t->y;
    const double along = dx * t->axis[0] + dy * t->axis[1] + z * t->axis[2];
    if (along < 0.0 || along > t->length) {
        return false;
    }
    const double radius = t->mouth + (t->bottom - t->mouth) * along / t->length;
    return dx * dx + dy * dy + z * z - along * along < radius * radius;
}

/// Cells that may lie inside: between mouth and end, and a mouth's radius around both.
static void bound(const tract *t, const staircase *g, int from[3], int to[3])
{
    const double start[3] = {t->x, t->y, 0.0};
    for (int axis = 0; axis < 3; ++axis) {
        double end = start[axis] + t->length * t->axis[axis];
        from[axis] = first_beyond(g, axis, fmin(start[axis], end) - t->mouth);
        to[axis] = first_beyond(g, axis, fmax(start[axis], end) + t->mouth);
    }
    int surface = first_beyond(g, 2, 0.0);
    from[2] = from[2] < surface ? surface : from[2];
}

void tracts_carve(const tract *t, staircase *g)
{
    int from[3], to[3];
    bound(t, g, from, to);
    for (int k = from[2]; k < to[2]; ++k) {
        for (int j = from[1]; j < to[1]; ++j) {
            unsigned char *row =
                g->material + (size_t)g->cells[0] * ((size_t)j + (size_t)g->cells[1] * (size_t)k);
            for (int i = from[0]; i < to[0]; ++i) {
                if (is_inside(t, centre_of(g, 0, i), centre_of(g, 1, j), centre_of(g, 2, k))) {
                    row[i] = CHANNEL;
                }
            }
        }
    }
}

static bool read_tract(const char *line, tract *t)
{
    double tilt, azimuth;
    if (sscanf(line, "%lf,%lf,%lf,%lf,%lf,%lf,%lf", &t->x, &t->y, &t->length, &t->mouth, &t->bottom,
               &tilt, &azimuth) != 7) {
        return false;
    }
    t->axis[0] = sin(degree * tilt) * cos(degree * azimuth);
    t->axis[1] = sin(degree * tilt) * sin(degree * azimuth);
    t->axis[2] = cos(degree * tilt);
    return true;
}

bool tracts_carve_file(const char *path, staircase *g)
{
    char line[512];
    int count = 0;
    FILE *file = path == NULL ? NULL : fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "cannot read the tracts: %s\n", path == NULL ? "no file named" : path);
        return false;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        tract t;
        if (read_tract(line, &t)) {
            tracts_carve(&t, g);
            ++count;
        }
    }
    fclose(file);
    return count > 0;
}
