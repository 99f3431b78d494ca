/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One grid for the fields of many runs, so that they can be laid side by side.
///
/// Each run chooses its own grid. The edges of the common one are the beginning of an infinite
/// sequence that does not depend on the run: 0, then cells of 1 um along z (2 um along x, y or r),
/// each 6 % wider than the one before, at most 50 um. It ends with the cell that holds the largest
/// extent, so that a larger run appends cells and changes none.
///
///   value(C) = sum over c of field(c) volume(c and C) / sum over c of volume(c and C)
///
/// with the volumes of the geometry (annuli for an axisymmetric one): a constant stays itself, and
/// the integral over what both grids cover is kept. What lies at z < 0, the vehicle, is left out.
#ifndef ACICULA_STUDY_COMMON_GRID_H
#define ACICULA_STUDY_COMMON_GRID_H

#include "acicula/numerics/grid.h"

/// The common grid that holds the extents of x or r, y and z, m (those the geometry does not use
/// are ignored); destroy with aci_grid_destroy. ACI_BAD_INPUT when an extent is not positive or
/// larger than 1 m, ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_common_grid_create(aci_geometry geometry, const double extent[3],
                                                 aci_grid **out);

/// Maps a field of `from` (of the same geometry) to the common grid, both in the order of aci_grid.
/// NAN in cells that `from` does not reach; a cell that it reaches in part has the mean over that
/// part. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_common_grid_map(const aci_grid *common, const aci_grid *from,
                                              const double *field, double *to);

#endif
