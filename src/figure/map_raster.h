/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Numbers at the nodes of a lattice, filled up between them; and lines of equal value.
#ifndef ACICULA_FIGURE_MAP_RASTER_H
#define ACICULA_FIGURE_MAP_RASTER_H

#include "image.h"

/// Nodes at parts 0..1 of a panel's sides, rising; at least two along each.
typedef struct aci_map_lattice {
    int columns, rows;
    const double *across, *up;
} aci_map_lattice;

/// Straight between the four nodes around a place, of the logarithm where `is_log`; NAN where one
/// of them is.
double aci_map_raster_between(const aci_map_lattice *lattice, const double *values, bool is_log,
                              double x, double y);

/// Segments of the line value = level between the places of a raster, the first at 0 and the last
/// at 1 along each side, the first row at 0. Their x and z are parts of the panel. Allocates
/// `*segments`; the caller frees it.
ACI_MUST_CHECK aci_status aci_map_raster_line(const aci_raster *raster, double level,
                                              aci_segment **segments, int *count);

#endif
