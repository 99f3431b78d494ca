/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/grid.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

static bool uses_axis(aci_geometry geometry, int axis)
{
    return axis == 2 || geometry == ACI_BOX || (axis == 0 && geometry == ACI_AXISYMMETRIC);
}

static aci_status copy_axis(aci_grid *grid, int axis, const double *edges)
{
    static const double unit[2] = {0.0, 1.0};
    const double *from = edges != NULL ? edges : unit;
    int cells = grid->cells[axis];
    if (edges == NULL && (cells > 1 || uses_axis(grid->geometry, axis))) {
        return ACI_FAIL(ACI_BAD_INPUT, "axis %d needs the edges of its cells", axis);
    }
    grid->edges[axis] = malloc(((size_t)cells + 1) * sizeof(double));
    grid->centres[axis] = malloc((size_t)cells * sizeof(double));
    if (grid->edges[axis] == NULL || grid->centres[axis] == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for an axis of %d cells", cells);
    }
    memcpy(grid->edges[axis], from, ((size_t)cells + 1) * sizeof(double));
    for (int n = 0; n < cells; ++n) {
        if (!(from[n + 1] > from[n])) {
            return ACI_FAIL(ACI_BAD_INPUT, "grid edge %d of axis %d does not increase", n + 1,
                            axis);
        }
        grid->centres[axis][n] = 0.5 * (from[n] + from[n + 1]);
    }
    return ACI_OK;
}

static double ring_area(double inner, double outer)
{
    return pi * (outer - inner) * (outer + inner);
}

static aci_status fill_areas(aci_grid *grid)
{
    size_t columns = (size_t)grid->cells[0] * (size_t)grid->cells[1];
    grid->column_area = malloc(columns * sizeof(double));
    if (grid->column_area == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu columns", columns);
    }
    const double *x = grid->edges[0];
    const double *y = grid->edges[1];
    grid->footprint = 0.0;
    for (int j = 0; j < grid->cells[1]; ++j) {
        for (int i = 0; i < grid->cells[0]; ++i) {
            double area = grid->geometry == ACI_AXISYMMETRIC
                              ? ring_area(x[i], x[i + 1])
                              : (x[i + 1] - x[i]) * (y[j + 1] - y[j]);
            grid->column_area[i + grid->cells[0] * j] = area;
            grid->footprint += area;
        }
    }
    return ACI_OK;
}

static aci_status check_cells(aci_geometry geometry, const int cells[3])
{
    for (int axis = 0; axis < 3; ++axis) {
        if (cells[axis] < 1) {
            return ACI_FAIL(ACI_BAD_INPUT, "axis %d needs at least one cell", axis);
        }
    }
    if (geometry == ACI_SLAB && (cells[0] != 1 || cells[1] != 1)) {
        return ACI_FAIL(ACI_BAD_INPUT, "a slab has one column");
    }
    if (geometry == ACI_AXISYMMETRIC && cells[1] != 1) {
        return ACI_FAIL(ACI_BAD_INPUT, "an axisymmetric grid has one cell along axis 1");
    }
    return ACI_OK;
}

aci_status aci_grid_create(aci_geometry geometry, const int cells[3], const double *const edges[3],
                           aci_grid **out)
{
    *out = NULL;
    ACI_TRY(check_cells(geometry, cells));
    aci_grid *grid = calloc(1, sizeof *grid);
    if (grid == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a grid");
    }
    grid->geometry = geometry;
    memcpy(grid->cells, cells, sizeof grid->cells);
    aci_status status = ACI_OK;
    for (int axis = 0; axis < 3 && status == ACI_OK; ++axis) {
        status = copy_axis(grid, axis, edges[axis]);
    }
    if (status == ACI_OK) {
        status = fill_areas(grid);
    }
    if (status != ACI_OK) {
        aci_grid_destroy(&grid);
        return status;
    }
    *out = grid;
    return ACI_OK;
}

void aci_grid_destroy(aci_grid **grid)
{
    if (*grid == NULL) {
        return;
    }
    for (int axis = 0; axis < 3; ++axis) {
        free((*grid)->edges[axis]);
        free((*grid)->centres[axis]);
    }
    free((*grid)->column_area);
    free(*grid);
    *grid = NULL;
}

double aci_grid_volume(const aci_grid *grid, int i, int j, int k)
{
    return grid->column_area[i + grid->cells[0] * j] * (grid->edges[2][k + 1] - grid->edges[2][k]);
}
