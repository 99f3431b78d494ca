/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Rectilinear grids of cells in three geometries that differ in volumes and areas only.
///
/// Axis 0 is x or r, axis 1 is y, axis 2 is z. Cell (i, j, k) is stored at
///   i + cells[0] * (j + cells[1] * k)
/// so that x runs fastest; a column is one (i, j) with all its k.
///   slab:         one column of area 1 m2
///   axisymmetric: cells[1] = 1, a column is a ring, area pi (r1^2 - r0^2)
///   box:          area dx dy
#ifndef ACICULA_NUMERICS_GRID_H
#define ACICULA_NUMERICS_GRID_H

#include <stddef.h>

#include "acicula/base/status.h"

typedef enum aci_geometry { ACI_SLAB, ACI_AXISYMMETRIC, ACI_BOX } aci_geometry;

typedef struct aci_grid {
    aci_geometry geometry;
    int cells[3];
    double *edges[3];    ///< [cells + 1], m, increasing
    double *centres[3];  ///< [cells], m
    double *column_area; ///< [cells[0] * cells[1]], m2
    double footprint;    ///< sum of the column areas, m2
} aci_grid;

/// Copies the edges, `edges[axis]` [cells[axis] + 1], m. They may be NULL for an axis that the
/// geometry does not use, which has one cell: 0 and 1 for a slab, 1 for an axisymmetric grid.
/// ACI_BAD_INPUT when other edges are NULL or edges do not increase, when cells[axis] < 1 or > 1 on
/// such an axis; ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_grid_create(aci_geometry geometry, const int cells[3],
                                          const double *const edges[3], aci_grid **out);
void aci_grid_destroy(aci_grid **grid);

static inline size_t aci_grid_cell(const aci_grid *grid, int i, int j, int k)
{
    return (size_t)i + (size_t)grid->cells[0] * ((size_t)j + (size_t)grid->cells[1] * (size_t)k);
}

static inline size_t aci_grid_size(const aci_grid *grid)
{
    return (size_t)grid->cells[0] * (size_t)grid->cells[1] * (size_t)grid->cells[2];
}

/// Volume of a cell, m3.
double aci_grid_volume(const aci_grid *grid, int i, int j, int k);

#endif
