/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Levels of the multigrid: how columns join, and the matrix of the joined columns.
///
/// A coarsening joins neighbours along x and then along y; the level in between is not smoothed.
/// Only columns that are narrow enough join, the narrowest first, so that no level couples much
/// more strongly along one lateral axis than along the other where both could still be joined: on a
/// grid that is graded along both axes, a smoother of columns needs that.
#ifndef ACICULA_NUMERICS_MULTIGRID_LEVELS_H
#define ACICULA_NUMERICS_MULTIGRID_LEVELS_H

#include <stdbool.h>

#include "acicula/numerics/operator.h"

enum { ACI_MULTIGRID_LEVELS_MAX = 160, ACI_MULTIGRID_PARALLEL_FROM = 100000 };

/// One level: the matrix diag - g neighbours, its pivots along z, and how it meets the next one.
typedef struct aci_multigrid_level {
    int cells[3];
    aci_extent extent;
    bool smoothed;          ///< false halfway between the joins along x and along y
    double *mass;           ///< diagonal without the face conductances
    double *conductance[3]; ///< times the step
    double *inverse_pivot;  ///< of the z lines
    int joined;             ///< axis joined towards the next level; -1 on the last
    int *first;             ///< [cells of the next level along it + 1] where its members begin
    double *weight;         ///< part of the other coarse neighbour in each fine cell
    double *right, *solution, *residual;
} aci_multigrid_level;

typedef struct aci_multigrid_levels {
    int count;
    aci_multigrid_level level[ACI_MULTIGRID_LEVELS_MAX];
} aci_multigrid_levels;

/// From one level per extent down to one column. Frees nothing on failure: call destroy.
ACI_MUST_CHECK aci_status aci_multigrid_levels_create(const aci_operator *op,
                                                      aci_multigrid_levels *levels);
void aci_multigrid_levels_destroy(aci_multigrid_levels *levels);

/// The matrix of the coarse level and the weights of the fine one, from the fine matrix.
void aci_multigrid_levels_coarsen(const aci_multigrid_level *fine, aci_multigrid_level *coarse);

/// The one or two fine cells of a coarse one; equal where it has one member.
typedef struct aci_multigrid_members {
    size_t first, last, coarse;
} aci_multigrid_members;

aci_multigrid_members aci_multigrid_levels_members(const aci_multigrid_level *fine,
                                                   const aci_multigrid_level *coarse,
                                                   const int at[3]);

#endif
