/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Between the levels of the multigrid.
#ifndef ACICULA_NUMERICS_MULTIGRID_TRANSFER_H
#define ACICULA_NUMERICS_MULTIGRID_TRANSFER_H

#include "multigrid_levels.h"

/// Room a thread needs for a level's transfers, values.
size_t aci_multigrid_transfer_room(const aci_multigrid_shape *shape);

/// Right side of the coarse level: the transpose of the interpolation times the fine residual, in
/// the slabs of this thread.
void aci_multigrid_restrict(const aci_multigrid_level *fine, aci_multigrid_level *coarse,
                            float *room);

/// The fine solution gets the interpolation of the coarse one, in the slabs of this thread.
void aci_multigrid_prolong(const aci_multigrid_level *coarse, aci_multigrid_level *fine,
                           float *room);

#endif
