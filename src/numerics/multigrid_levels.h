/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Levels of the multigrid: how columns join, and the matrix of the joined columns, all in single
/// precision.
///
/// A coarsening joins neighbours along x and then along y. Only columns that are narrow enough
/// join, the narrowest first, so that no level couples much more strongly along one lateral axis
/// than along the other where both could still be joined: on a grid that is graded along both axes,
/// a smoother of columns needs that.
///
/// Layout of an array: [cells y][2][depth][half]. The cells with even i come first and then those
/// with odd i, each row of them padded to `half` values that stay zero. So the lines of one colour
/// lie side by side and along z follow one another in memory, and what lies just beyond either end
/// of a row may be read.
#ifndef ACICULA_NUMERICS_MULTIGRID_LEVELS_H
#define ACICULA_NUMERICS_MULTIGRID_LEVELS_H

#include <stdbool.h>

#include "acicula/numerics/operator.h"
#include "parallel.h"

enum { ACI_MULTIGRID_LEVELS_MAX = 160 };

typedef struct aci_multigrid_shape {
    int cells[3];
    size_t half, side, slab, count; ///< values of a half row, of all depth, of both, of an array
} aci_multigrid_shape;

static inline bool aci_multigrid_is_large(const aci_multigrid_shape *shape)
{
    return shape->count >= ACI_PARALLEL_FROM;
}

/// Where cell i of the lowest row of a slab is; the next row is `half` on.
static inline size_t aci_multigrid_place(const aci_multigrid_shape *shape, int i)
{
    return (size_t)(i & 1) * shape->side + (size_t)(i >> 1);
}

/// Neighbours along x or y that become one.
typedef struct aci_multigrid_join {
    int axis;
    bool is_paired; ///< two by two from the lower end on
    aci_multigrid_shape fine, coarse;
    int *first;    ///< [coarse cells along the axis + 1] where its members begin
    int *parent;   ///< [fine cells along the axis] the coarse cell of each
    float *weight; ///< fine array: part of the other coarse neighbour in each fine cell
} aci_multigrid_join;

/// The matrix diag - g neighbours, its pivots along z, and how it meets the next level: by a join
/// along x, along y, or one after the other.
typedef struct aci_multigrid_level {
    aci_multigrid_shape shape;
    float *mass;           ///< diagonal without the face conductances; lies where `right` will
    float *conductance[3]; ///< times the step
    float *inverse_pivot;  ///< of the z lines
    float *right, *solution;
    int join_count; ///< 0 on the last level
    aci_multigrid_join join[2];
} aci_multigrid_level;

typedef struct aci_multigrid_levels {
    int count;
    aci_multigrid_level level[ACI_MULTIGRID_LEVELS_MAX];
} aci_multigrid_levels;

/// Zeroed array of `count` values with some zeros on either side.
ACI_MUST_CHECK aci_status aci_multigrid_array_create(size_t count, float **out);
void aci_multigrid_array_destroy(float **array);

/// From the operator's columns down to one. Frees nothing on failure: call destroy.
ACI_MUST_CHECK aci_status aci_multigrid_levels_create(const aci_operator *op,
                                                      aci_multigrid_levels *levels);
void aci_multigrid_levels_destroy(aci_multigrid_levels *levels);

/// The coarse matrix, one row of slabs after another: first the faces across the join, of the fine
/// conductances along its axis, and the weights towards this row and the next; conductances in a
/// row add their resistances, from middle to middle, and the weights follow the resistances.
void aci_multigrid_join_faces(const aci_multigrid_join *join, const float *fine, float *coarse,
                              int j);

/// Then, with the weights of all rows, masses and the conductances beside each other from the fine
/// matrix: they add up.
void aci_multigrid_join_cells(const aci_multigrid_join *join, float *const fine[4],
                              float *const coarse[4], int j);

#endif
