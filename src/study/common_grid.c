/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/common_grid.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double pi = 3.14159265358979323846;
static const double first_along_depth = 1e-6, first_lateral = 2e-6; // m
static const double growth = 1.06, widest = 50e-6, extent_max = 1.0;

static bool is_used(aci_geometry geometry, int axis)
{
    return axis == 2 || geometry == ACI_BOX || (geometry == ACI_AXISYMMETRIC && axis == 0);
}

/// Writes edges until one is at or beyond `extent`; NULL only counts. Returns the cells.
static int make_edges(int axis, double extent, double *edges)
{
    double edge = 0.0, width = axis == 2 ? first_along_depth : first_lateral;
    int cells = 0;
    do {
        if (edges != NULL) {
            edges[cells] = edge;
        }
        edge += width;
        width = fmin(growth * width, widest);
        cells++;
    } while (edge < extent);
    if (edges != NULL) {
        edges[cells] = edge;
    }
    return cells;
}

static aci_status make_axis(int axis, double extent, int *cells, double **edges)
{
    if (!(extent > 0.0 && extent <= extent_max)) {
        return ACI_FAIL(ACI_BAD_INPUT, "the common grid cannot reach %g m, allowed is 0 to %g m",
                        extent, extent_max);
    }
    *cells = make_edges(axis, extent, NULL);
    *edges = malloc(((size_t)*cells + 1) * sizeof **edges);
    if (*edges == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the common grid");
    }
    make_edges(axis, extent, *edges);
    return ACI_OK;
}

aci_status aci_common_grid_create(aci_geometry geometry, const double extent[3], aci_grid **out)
{
    int cells[3] = {1, 1, 1};
    double *edges[3] = {NULL, NULL, NULL};
    aci_status status = ACI_OK;
    *out = NULL;
    for (int axis = 0; status == ACI_OK && axis < 3; ++axis) {
        if (is_used(geometry, axis)) {
            status = make_axis(axis, extent[axis], &cells[axis], &edges[axis]);
        }
    }
    if (status == ACI_OK) {
        const double *const given[3] = {edges[0], edges[1], edges[2]};
        status = aci_grid_create(geometry, cells, given, out);
    }
    for (int axis = 0; axis < 3; ++axis) {
        free(edges[axis]);
    }
    return status;
}

/// What a cell of one grid and one of the other have in common along an axis.
typedef struct overlap {
    int cell; ///< of the other grid
    double measure;
} overlap;

/// Overlaps of all cells along an axis: those of cell i are start[i] .. start[i + 1] - 1.
typedef struct overlaps {
    int *start;
    overlap *list;
} overlaps;

static double measure(bool is_radius, double low, double high)
{
    return is_radius ? pi * (high - low) * (high + low) : high - low;
}

/// Both lists of edges increase, so one walk along both finds all.
static void find_overlaps(bool is_radius, const int cells[2], const double *const edges[2],
                          overlaps *out)
{
    int count = 0, next = 0;
    for (int i = 0; i < cells[0]; ++i) {
        out->start[i] = count;
        while (next < cells[1] && edges[1][next + 1] <= edges[0][i]) {
            ++next;
        }
        for (int k = next; k < cells[1] && edges[1][k] < edges[0][i + 1]; ++k) {
            double low = fmax(edges[0][i], edges[1][k]);
            double high = fmin(edges[0][i + 1], edges[1][k + 1]);
            out->list[count++] = (overlap){k, measure(is_radius, low, high)};
        }
    }
    out->start[cells[0]] = count;
}

static aci_status make_overlaps(const aci_grid *common, const aci_grid *from, int axis,
                                overlaps *out)
{
    const int cells[2] = {common->cells[axis], from->cells[axis]};
    out->start = malloc(((size_t)cells[0] + 1) * sizeof *out->start);
    out->list = malloc(((size_t)cells[0] + (size_t)cells[1]) * sizeof *out->list);
    if (out->start == NULL || out->list == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the common grid");
    }
    if (!is_used(common->geometry, axis)) {
        out->start[0] = 0;
        out->start[1] = 1;
        out->list[0] = (overlap){0, 1.0};
        return ACI_OK;
    }
    const double *const edges[2] = {common->edges[axis], from->edges[axis]};
    find_overlaps(common->geometry == ACI_AXISYMMETRIC && axis == 0, cells, edges, out);
    return ACI_OK;
}

/// Adds the overlaps of a row along x to the sums of value and volume.
static void add_row(const overlaps *along, int i, const double *row, double area, double sums[2])
{
    for (int n = along->start[i]; n < along->start[i + 1]; ++n) {
        double volume = area * along->list[n].measure;
        sums[0] += volume * row[along->list[n].cell];
        sums[1] += volume;
    }
}

static double mean_over(const aci_grid *from, const overlaps along[3], const int at[3],
                        const double *field)
{
    double sums[2] = {0.0, 0.0};
    for (int k = along[2].start[at[2]]; k < along[2].start[at[2] + 1]; ++k) {
        for (int j = along[1].start[at[1]]; j < along[1].start[at[1] + 1]; ++j) {
            const overlap *z = &along[2].list[k], *y = &along[1].list[j];
            const double *row = field + aci_grid_cell(from, 0, y->cell, z->cell);
            add_row(&along[0], at[0], row, y->measure * z->measure, sums);
        }
    }
    return sums[1] > 0.0 ? sums[0] / sums[1] : NAN;
}

static void map(const aci_grid *common, const aci_grid *from, const overlaps along[3],
                const double *field, double *to)
{
    for (int k = 0; k < common->cells[2]; ++k) {
        for (int j = 0; j < common->cells[1]; ++j) {
            for (int i = 0; i < common->cells[0]; ++i) {
                const int at[3] = {i, j, k};
                to[aci_grid_cell(common, i, j, k)] = mean_over(from, along, at, field);
            }
        }
    }
}

aci_status aci_common_grid_map(const aci_grid *common, const aci_grid *from, const double *field,
                               double *to)
{
    assert(common->geometry == from->geometry);
    overlaps along[3] = {{NULL, NULL}, {NULL, NULL}, {NULL, NULL}};
    aci_status status = ACI_OK;
    for (int axis = 0; status == ACI_OK && axis < 3; ++axis) {
        status = make_overlaps(common, from, axis, &along[axis]);
    }
    if (status == ACI_OK) {
        map(common, from, along, field, to);
    }
    for (int axis = 0; axis < 3; ++axis) {
        free(along[axis].start);
        free(along[axis].list);
    }
    return status;
}
