/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The smoother: columns in two colours like a chessboard's, each solved exactly along z with its
/// neighbours held.
#ifndef ACICULA_NUMERICS_MULTIGRID_SMOOTH_H
#define ACICULA_NUMERICS_MULTIGRID_SMOOTH_H

#include "multigrid_levels.h"

/// Pivots of the level's z lines.
void aci_multigrid_factor(aci_multigrid_level *level);

/// Solves the columns of a colour in slab j for the level's right side into its solution.
void aci_multigrid_relax(const aci_multigrid_level *level, int j, int colour);

/// The same for colour 0 with zero neighbours, whatever the solution holds.
void aci_multigrid_start(const aci_multigrid_level *level, int j);

/// Residual of colour 0 in slab j after colour 0 from zero and then colour 1: what colour 1 sends.
/// That of colour 1 is zero. [depth][half]
void aci_multigrid_residual(const aci_multigrid_level *level, int j, float *side);

#endif
