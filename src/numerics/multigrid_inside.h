/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ACICULA_SRC_NUMERICS_MULTIGRID_INSIDE_H
#define ACICULA_SRC_NUMERICS_MULTIGRID_INSIDE_H

#include "multigrid.h"
#include "multigrid_levels.h"

struct aci_multigrid {
    aci_extent extent; ///< of the operator
    aci_multigrid_levels levels;
    int threads;
    float **room;               ///< [threads] for transfers
    double *partial;            ///< [slabs] sums
    float *middle[4];           ///< matrix between two joins of a level, during an update
    bool has_middle;            ///< its own; else the caller's spare fields
    aci_multigrid_shape widest; ///< the largest such matrix
    double unit;                ///< the matrix inside is that of the operator times this
};

/// array of the finest level = factor field
void aci_multigrid_load(const aci_multigrid *multigrid, const double *field, double factor,
                        float *array);

/// One V-cycle, from the finest level's right side to its solution; `partial` gets the products of
/// both, slab by slab.
void aci_multigrid_run(aci_multigrid *multigrid);

#endif
