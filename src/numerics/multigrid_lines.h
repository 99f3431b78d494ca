/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Lines along z of one colour in a slab, and the ways through few of them.
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

/// Whether a row of them fits into registers. Then what one row hands to the next stays there: to
/// wait for memory at each row would take as long as all the arithmetic.
bool aci_lines_are_few(const aci_line_set *lines);

/// Solves them with their neighbours held; with neighbours of zero. Bit for bit as the loops over
/// rows do.
void aci_lines_relax_few(const aci_line_set *lines);
void aci_lines_start_few(const aci_line_set *lines);

#endif
