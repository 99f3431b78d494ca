/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Lines along z of one colour in a slab.
#ifndef ACICULA_NUMERICS_MULTIGRID_LINES_H
#define ACICULA_NUMERICS_MULTIGRID_LINES_H

#include <stdbool.h>
#include <stddef.h>

/// The columns of one colour in a slab: their values from the lowest row on, and those of their
/// neighbours at the same place of other arrays.
typedef struct aci_line_set {
    size_t count; ///< columns, with the padding; also the distance of two rows
    int depth;
    bool is_flat; ///< no neighbours along y
    const float *right;
    float *x;
    const float *x_before, *x_after, *x_front, *x_back; ///< along x and y
    const float *g_before, *g_after, *g_front, *g_back;
    const float *mass, *g_down; ///< along z, towards larger k
    float *pivot;
} aci_line_set;

/// Solves them with their neighbours held; with neighbours of zero, whatever x holds. Where a row
/// of them fits into registers, what one row hands to the next stays there: to wait for memory at
/// each row would take as long as all the arithmetic. The bits do not depend on that.
void aci_lines_relax(const aci_line_set *lines);
void aci_lines_start(const aci_line_set *lines);

#endif
