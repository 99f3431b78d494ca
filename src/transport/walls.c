/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walls.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tracts.h"

static void find_ranges(aci_walls *w)
{
    const aci_grid *g = w->grid;
    const double *z = g->edges[2];
    for (int k = 0; k < g->cells[2]; ++k) {
        aci_channels_radius_range(&w->channels->profile, z[k], z[k + 1], &w->range[k].least,
                                  &w->range[k].largest);
    }
}

static void find_distances(aci_walls *w)
{
    const aci_grid *g = w->grid;
    const double *x = g->edges[0];
    const double *y = g->edges[1];
    bool box = g->geometry == ACI_BOX;
    for (int j = 0; j < g->cells[1]; ++j) {
        for (int i = 0; i < g->cells[0]; ++i) {
            int column = i + g->cells[0] * j;
            w->inner[column] = box ? hypot(x[i], y[j]) : x[i];
            w->outer[column] = box ? hypot(x[i + 1], y[j + 1]) : x[i + 1];
        }
    }
}

static aci_status create_upright(aci_walls *w)
{
    size_t columns = (size_t)w->grid->cells[0] * (size_t)w->grid->cells[1];
    w->range = calloc((size_t)w->grid->cells[2], sizeof *w->range);
    w->inner = calloc(columns, sizeof *w->inner);
    w->outer = calloc(columns, sizeof *w->outer);
    if (w->range == NULL || w->inner == NULL || w->outer == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu columns", columns);
    }
    find_ranges(w);
    find_distances(w);
    return ACI_OK;
}

aci_status aci_walls_create(const aci_grid *grid, const aci_channels *channels, aci_walls *out)
{
    *out = (aci_walls){.grid = grid, .channels = channels, .factor = 1.0};
    aci_status status = ACI_OK;
    if (channels->kind == ACI_CHANNELS_PATCH) {
        status = aci_tracts_create(out);
    } else if (channels->kind == ACI_CHANNELS_LATTICE) {
        status = create_upright(out);
    }
    if (status != ACI_OK) {
        aci_walls_destroy(out);
    }
    return status;
}

void aci_walls_destroy(aci_walls *walls)
{
    free(walls->range);
    free(walls->inner);
    free(walls->outer);
    free(walls->first);
    free(walls->passing);
    free(walls->frames);
    memset(walls, 0, sizeof *walls);
}

void aci_walls_set_time(aci_walls *walls, double opened, double time)
{
    walls->factor = aci_closure_radius(walls->channels->closure, opened, time);
}

static void mark_upright(const aci_walls *w, int k, unsigned char *state)
{
    int columns = w->grid->cells[0] * w->grid->cells[1];
    double least = w->factor * w->range[k].least;
    double largest = w->factor * w->range[k].largest;
    for (int n = 0; n < columns; ++n) {
        if (largest > w->inner[n]) {
            state[n] |= least >= w->outer[n] ? ACI_WALL_INSIDE : ACI_WALL_CUT;
        }
    }
}

void aci_walls_mark(const aci_walls *w, int k, unsigned char *state)
{
    if (w->grid->centres[2][k] < 0.0 || !(w->factor > 0.0)) {
        return;
    }
    if (w->channels->kind == ACI_CHANNELS_LATTICE) {
        mark_upright(w, k, state);
    } else if (w->channels->kind == ACI_CHANNELS_PATCH) {
        aci_tracts_mark(w, k, state);
    }
}

static void cross_across(const aci_walls *w, const aci_lines *lines, aci_segments *s)
{
    const bool box = w->grid->geometry == ACI_BOX;
    double radius[ACI_LINES_MAX] = {0.0};
    for (int n = 0; n < lines->period; ++n) {
        radius[n] = w->factor * aci_channels_radius(&w->channels->profile, lines->point[2][n]);
    }
    for (int n = 0; n < lines->count; ++n) {
        double r = radius[n % lines->period];
        double other = box ? lines->point[1 - lines->axis][n] : 0.0;
        double square = r * r - other * other;
        double half = square > 0.0 ? sqrt(square) : 0.0;
        s->channel[n] = square > 0.0 ? aci_stretch_clip(s->line, -half, half)
                                     : (aci_stretch){s->line.from, s->line.from};
    }
}

static void cross_along(const aci_walls *w, const aci_lines *lines, aci_segments *s)
{
    const bool box = w->grid->geometry == ACI_BOX;
    for (int n = 0; n < lines->count; ++n) {
        double x = lines->point[0][n], y = lines->point[1][n];
        double radius = box ? hypot(x, y) : x;
        double length =
            aci_channels_length(&w->channels->profile, w->factor, radius, s->line.from, s->line.to);
        s->channel[n] = (aci_stretch){s->line.from, s->line.from + length};
    }
}

void aci_walls_cross(const aci_walls *w, const aci_lines *lines, int count, aci_segments *segments)
{
    if (w->channels->kind == ACI_CHANNELS_PATCH) {
        aci_tracts_cross(w, lines, count, segments);
        return;
    }
    for (int m = 0; m < count; ++m) {
        if (lines->axis == 2) {
            cross_along(w, lines, &segments[m]);
        } else {
            cross_across(w, lines, &segments[m]);
        }
    }
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

void aci_walls_normal(const aci_walls *w, int i, int j, int k, double normal[3])
{
    const aci_grid *g = w->grid;
    const double centre[3] = {g->centres[0][i], g->centres[1][j], g->centres[2][k]};
    normal[0] = normal[1] = normal[2] = 0.0;
    if (w->channels->kind == ACI_CHANNELS_LATTICE) {
        upright_gradient(w, centre, k, normal);
    } else if (w->channels->kind == ACI_CHANNELS_PATCH) {
        aci_tracts_gradient(w, i + g->cells[0] * j, centre, normal);
    }
    double length = sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
    for (int m = 0; m < 3 && length > 0.0; ++m) {
        normal[m] /= length;
    }
}
