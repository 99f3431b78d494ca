/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Between the levels of the multigrid.
#ifndef ACICULA_NUMERICS_MULTIGRID_TRANSFER_H
#define ACICULA_NUMERICS_MULTIGRID_TRANSFER_H

#include "multigrid_levels.h"

/// Room a thread needs for a level's transfers, values.
size_t aci_multigrid_transfer_room(const aci_multigrid_shape *shape);

/// Right side of the coarse level's slabs begin .. end - 1: the transpose of the interpolation
/// times the fine residual.
void aci_multigrid_restrict(const aci_multigrid_level *fine, aci_multigrid_level *coarse, int begin,
                            int end, float *room);

/// Colour 0 of the fine solution's slab j gets the interpolation of the coarse one; colour 1, which
/// is solved next, would forget it.
void aci_multigrid_prolong(const aci_multigrid_level *coarse, const aci_multigrid_level *fine,
                           int j, float *room);

#endif
