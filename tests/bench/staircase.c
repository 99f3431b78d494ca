/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "staircase.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tracts.h"

enum { SEGMENTS = 5 };

const double staircase_diffusivity[STAIRCASE_MATERIALS] = {1e-2, 100.0, 200.0, 500.0, 500.0};
const double staircase_clearance[STAIRCASE_MATERIALS] = {0.0, 0.0, 1e-4, 0.0, 0.0};
const double staircase_hours[STAIRCASE_TIMES] = {0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0};

static const double breaks[SEGMENTS + 1] = {-50.0, 0.0, 15.0, 100.0, 350.0, 1000.0};
static const int layers[SEGMENTS] = {8, 12, 24, 32, 20}; ///< of the coarsest grid, B2
static const int patch_layers[SEGMENTS] = {8, 12, 20, 32, 24};

static bool divide_evenly(double side, int count, double **out)
{
    double *edges = malloc(((size_t)count + 1) * sizeof *edges);
    for (int n = 0; edges != NULL && n <= count; ++n) {
        edges[n] = side * n / count;
    }
    *out = edges;
    return edges != NULL;
}

static bool divide_depth(const int counts[SEGMENTS], int scale, staircase *g)
{
    int all = 0, done = 0;
    for (int s = 0; s < SEGMENTS; ++s) {
        all += counts[s] * scale;
    }
    double *edges = malloc(((size_t)all + 1) * sizeof *edges);
    if (edges == NULL) {
        return false;
    }
    edges[0] = breaks[0];
    for (int s = 0; s < SEGMENTS; ++s) {
        for (int n = 1; n <= counts[s] * scale; ++n) {
            edges[++done] = breaks[s] + (breaks[s + 1] - breaks[s]) * n / (counts[s] * scale);
        }
    }
    g->cells[2] = all;
    g->edges[2] = edges;
    return true;
}

long staircase_size(const staircase *g)
{
    return (long)g->cells[0] * g->cells[1] * g->cells[2];
}

static material layer_at(double z)
{
    return z < 0.0 ? FILM : z < 15.0 ? HORNY : z < 100.0 ? EPIDERMIS : DERMIS;
}

static void fill_layers(staircase *g)
{
    const size_t plane = (size_t)g->cells[0] * (size_t)g->cells[1];
    for (int k = 0; k < g->cells[2]; ++k) {
        double centre = 0.5 * (g->edges[2][k] + g->edges[2][k + 1]);
        memset(g->material + plane * (size_t)k, (int)layer_at(centre), plane);
    }
}

static bool create_empty(const char *name, staircase *g)
{
    const bool is_patch = strcmp(name, "B3") == 0;
    const int scale = is_patch ? 1 : 1 << (name[1] - '0');
    g->side = is_patch ? 4000.0 : 250.0;
    g->cells[0] = g->cells[1] = is_patch ? 512 : 64 * scale;
    if (!divide_evenly(g->side, g->cells[0], &g->edges[0]) ||
        !divide_evenly(g->side, g->cells[1], &g->edges[1]) ||
        !divide_depth(is_patch ? patch_layers : layers, scale, g)) {
        return false;
    }
    g->material = malloc((size_t)staircase_size(g));
    return g->material != NULL;
}

/// The channel of B2 stands on the edge of the quarter.
static const tract upright = {
    .length = 300.0, .mouth = 30.0, .bottom = 5.0, .axis = {0.0, 0.0, 1.0}};

bool staircase_create(const char *name, const char *tracts_path, staircase *out)
{
    memset(out, 0, sizeof *out);
    const bool is_patch = strcmp(name, "B3") == 0;
    if (!is_patch && (name[0] != 'G' || name[1] < '0' || name[1] > '2')) {
        fprintf(stderr, "no grid has the name %s: G0, G1, G2 or B3\n", name);
        return false;
    }
    if (!create_empty(name, out)) {
        fprintf(stderr, "no memory for the grid %s\n", name);
        return false;
    }
    fill_layers(out);
    if (is_patch) {
        return tracts_carve_file(tracts_path, out);
    }
    tracts_carve(&upright, out);
    return true;
}

void staircase_destroy(staircase *g)
{
    for (int axis = 0; axis < 3; ++axis) {
        free(g->edges[axis]);
    }
    free(g->material);
    memset(g, 0, sizeof *g);
}

double staircase_width(const staircase *g, int axis, int index)
{
    return g->edges[axis][index + 1] - g->edges[axis][index];
}

material staircase_material(const staircase *g, int i, int j, int k)
{
    return (material)g
        ->material[(size_t)i + (size_t)g->cells[0] * ((size_t)j + (size_t)g->cells[1] * (size_t)k)];
}

double staircase_volume(const staircase *g, int i, int j, int k)
{
    return staircase_width(g, 0, i) * staircase_width(g, 1, j) * staircase_width(g, 2, k);
}

static double half_resistance(const staircase *g, int axis, const int cell[3])
{
    material m = staircase_material(g, cell[0], cell[1], cell[2]);
    return 0.5 * staircase_width(g, axis, cell[axis]) / staircase_diffusivity[m];
}

double staircase_conductance(const staircase *g, int axis, const int cell[3])
{
    const double area =
        staircase_volume(g, cell[0], cell[1], cell[2]) / staircase_width(g, axis, cell[axis]);
    const bool is_last = cell[axis] == g->cells[axis] - 1;
    if (is_last) {
        return axis == 2 ? area / half_resistance(g, axis, cell) : 0.0;
    }
    int next[3] = {cell[0], cell[1], cell[2]};
    ++next[axis];
    return area / (half_resistance(g, axis, cell) + half_resistance(g, axis, next));
}
