/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/transport/probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "diffusion_parts.h"

enum { PARALLEL_FROM = 200000 };

static const double least_part = 1e-6; ///< of a cell that must be tissue for a concentration

aci_status aci_probe_create(const aci_grid *grid, const aci_diffusion *diffusion, aci_probe *out)
{
    size_t cells = aci_grid_size(grid);
    double **const arrays[] = {&out->volume, &out->mass, &out->concentration};
    *out = (aci_probe){.grid = grid, .diffusion = diffusion};
    for (size_t n = 0; n < sizeof arrays / sizeof arrays[0]; ++n) {
        *arrays[n] = calloc(cells, sizeof(double));
        if (*arrays[n] == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory for %zu cells", cells);
        }
    }
    return ACI_OK;
}

void aci_probe_destroy(aci_probe *probe)
{
    free(probe->volume);
    free(probe->mass);
    free(probe->concentration);
    *probe = (aci_probe){0};
}

static size_t plane_of(const aci_grid *grid)
{
    return (size_t)grid->cells[0] * (size_t)grid->cells[1];
}

static double height_of(const aci_grid *grid, int k)
{
    return grid->edges[2][k + 1] - grid->edges[2][k];
}

static bool is_tissue(const aci_probe *probe, int k)
{
    int layer = aci_diffusion_layer(probe->diffusion, k);
    return layer >= 0 && layer < aci_diffusion_layer_count(probe->diffusion);
}

static void look_at_row(aci_probe *probe, const aci_moment *moment, const double *bound, int k)
{
    const unsigned char *state = aci_diffusion_states(probe->diffusion, k);
    const double *cut = probe->diffusion->cuts[k].fraction;
    const double fluid = aci_diffusion_channel_partition(probe->diffusion);
    size_t plane = plane_of(probe->grid);
    double height = height_of(probe->grid, k);
    for (size_t n = 0; n < plane; ++n) {
        size_t c = plane * (size_t)k + n;
        double fraction = aci_diffusion_part(state[n], &cut), tissue = 1.0 - fraction;
        double volume = probe->grid->column_area[n] * height;
        double capacity = moment->op->capacity[c] - fraction * volume * fluid;
        if (!is_tissue(probe, k)) {
            probe->volume[c] = probe->mass[c] = 0.0;
            probe->concentration[c] = NAN;
            continue;
        }
        probe->volume[c] = tissue * volume;
        probe->mass[c] = capacity * moment->u[c] + (bound != NULL ? bound[c] : 0.0);
        probe->concentration[c] = tissue > least_part ? probe->mass[c] / probe->volume[c] : NAN;
    }
}

void aci_probe_look(aci_probe *probe, const aci_moment *moment, const double *bound)
{
    probe->activity = moment->u;
#pragma omp parallel for schedule(static) if (aci_grid_size(probe->grid) >= PARALLEL_FROM)
    for (int k = 0; k < probe->grid->cells[2]; ++k) {
        look_at_row(probe, moment, bound, k);
    }
}

/// Concentration beside a cell, NAN beyond the layer and where there is no tissue.
static double beside(const aci_probe *probe, const int at[3], int axis, int step)
{
    const aci_grid *grid = probe->grid;
    int to[3] = {at[0], at[1], at[2]};
    to[axis] += step;
    if (to[axis] < 0 || to[axis] >= grid->cells[axis]) {
        return NAN;
    }
    bool is_same = aci_diffusion_layer(probe->diffusion, to[2]) ==
                   aci_diffusion_layer(probe->diffusion, at[2]);
    return is_same ? probe->concentration[aci_grid_cell(grid, to[0], to[1], to[2])] : NAN;
}

/// How much the concentration changes over a cell along an axis.
static double change(const aci_probe *probe, const int at[3], int axis)
{
    const aci_grid *grid = probe->grid;
    if (grid->cells[axis] == 1) {
        return 0.0;
    }
    int n = at[axis];
    const double *centre = grid->centres[axis];
    double here = probe->concentration[aci_grid_cell(grid, at[0], at[1], at[2])];
    double before = beside(probe, at, axis, -1), after = beside(probe, at, axis, 1);
    double low = isnan(before) ? here : before, high = isnan(after) ? here : after;
    double from = isnan(before) ? centre[n] : centre[n - 1];
    double to = isnan(after) ? centre[n] : centre[n + 1];
    double width = grid->edges[axis][n + 1] - grid->edges[axis][n];
    return to > from ? fabs(high - low) / (to - from) * width : 0.0;
}

/// Part of a cell above a threshold.
static double part_above(const aci_probe *probe, const int at[3], double threshold)
{
    double range = change(probe, at, 0) + change(probe, at, 1) + change(probe, at, 2);
    double over = probe->concentration[aci_grid_cell(probe->grid, at[0], at[1], at[2])] - threshold;
    if (fabs(over) >= 0.5 * range) {
        return over > 0.0 ? 1.0 : 0.0;
    }
    return 0.5 + over / range;
}

static void sum_row(const aci_probe *probe, int k, double threshold, aci_probe_band *out)
{
    const aci_grid *grid = probe->grid;
    aci_probe_band row = {0};
    for (int j = 0; j < grid->cells[1]; ++j) {
        for (int i = 0; i < grid->cells[0]; ++i) {
            size_t c = aci_grid_cell(grid, i, j, k);
            row.volume += probe->volume[c];
            row.amount += probe->mass[c];
            if (isnan(probe->concentration[c])) {
                continue;
            }
            out->largest = fmax(out->largest, probe->concentration[c]);
            if (threshold > 0.0) {
                row.above += probe->volume[c] * part_above(probe, (int[3]){i, j, k}, threshold);
            }
        }
    }
    out->volume += row.volume / grid->footprint;
    out->amount += row.amount / grid->footprint;
    out->above += row.above / grid->footprint;
}

void aci_probe_sum(const aci_probe *probe, double from, double to, double threshold,
                   aci_probe_band *out)
{
    *out = (aci_probe_band){0};
    for (int k = 0; k < probe->grid->cells[2]; ++k) {
        double centre = probe->grid->centres[2][k];
        if (centre >= from && centre <= to && is_tissue(probe, k)) {
            sum_row(probe, k, threshold, out);
        }
    }
}

static int row_at(const aci_grid *grid, double depth)
{
    int k = 0;
    while (k + 1 < grid->cells[2] && grid->edges[2][k + 1] <= depth) {
        ++k;
    }
    return k;
}

/// The row to interpolate with, and its share; the row itself where its layer has no other there.
static int neighbour_of(const aci_probe *probe, int k, double depth, double *share)
{
    const aci_grid *grid = probe->grid;
    const double *centre = grid->centres[2];
    int other = depth < centre[k] ? k - 1 : k + 1;
    *share = 0.0;
    if (other < 0 || other >= grid->cells[2]) {
        return k;
    }
    *share = (depth - centre[k]) / (centre[other] - centre[k]);
    return other;
}

static double mix(double a, double b, double share)
{
    return isnan(a) ? b : isnan(b) ? a : (1.0 - share) * a + share * b;
}

int aci_probe_plane(const aci_probe *probe, double depth, aci_spot *out)
{
    const aci_grid *grid = probe->grid;
    size_t plane = plane_of(grid);
    double share;
    int k = row_at(grid, depth), other = neighbour_of(probe, k, depth, &share), count = 0;
    if (aci_diffusion_layer(probe->diffusion, k) != aci_diffusion_layer(probe->diffusion, other)) {
        other = k;
    }
    for (size_t n = 0; n < plane; ++n) {
        size_t a = plane * (size_t)k + n, b = plane * (size_t)other + n;
        double value = mix(probe->concentration[a], probe->concentration[b], share);
        double area = (1.0 - share) * probe->volume[a] / height_of(grid, k) +
                      share * probe->volume[b] / height_of(grid, other);
        if (!isnan(value)) {
            out[count++] = (aci_spot){value, area / grid->footprint};
        }
    }
    return count;
}

double aci_probe_activity(const aci_probe *probe, int column, double depth)
{
    size_t plane = plane_of(probe->grid);
    double share;
    int k = row_at(probe->grid, depth), other = neighbour_of(probe, k, depth, &share);
    return (1.0 - share) * probe->activity[plane * (size_t)k + (size_t)column] +
           share * probe->activity[plane * (size_t)other + (size_t)column];
}

static int compare_spots(const void *a, const void *b)
{
    double x = ((const aci_spot *)a)->value, y = ((const aci_spot *)b)->value;
    return (x > y) - (x < y);
}

/* The Gini coefficient is one less twice the area under the Lorenz curve. */
void aci_probe_uniformity(int count, aci_spot *spots, double threshold, aci_uniformity *out)
{
    double area = 0.0, sum = 0.0, squares = 0.0, lorenz = 0.0, above = 0.0;
    *out = (aci_uniformity){0};
    qsort(spots, (size_t)count, sizeof *spots, compare_spots);
    for (int n = 0; n < count; ++n) {
        double part = spots[n].area * spots[n].value;
        lorenz += spots[n].area * (sum + 0.5 * part);
        sum += part;
        area += spots[n].area;
        above += spots[n].value > threshold ? spots[n].area : 0.0;
    }
    if (!(area > 0.0) || !(sum > 0.0)) {
        return;
    }
    double mean = sum / area;
    for (int n = 0; n < count; ++n) {
        squares += spots[n].area * (spots[n].value - mean) * (spots[n].value - mean);
    }
    bool is_even = spots[0].value == spots[count - 1].value;
    out->variation = is_even ? 0.0 : sqrt(squares / area) / mean;
    out->gini = is_even ? 0.0 : 1.0 - 2.0 * lorenz / (area * sum);
    out->above = above / area;
}
