/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Between rows of a field, in double precision, and their halves in the multigrid (its levels say
/// how they lie). A row has `cells` values, a half its cells with even or odd i.
#ifndef ACICULA_SRC_NUMERICS_MULTIGRID_ROWS_H
#define ACICULA_SRC_NUMERICS_MULTIGRID_ROWS_H

#include <stddef.h>

/// halves = factor row; what is too small for single precision becomes zero.
void aci_multigrid_load_row(const double *row, double factor, int cells, float *even, float *odd);

/// row = halves
void aci_multigrid_copy_row(const float *even, const float *odd, int cells, double *row);

/// The same in single precision, alone or to beta row.
void aci_multigrid_weave_row(const float *even, const float *odd, int cells, float *row);
void aci_multigrid_take_row(const float *even, const float *odd, float beta, int cells, float *row);

/// Sum of a b; `count` is a multiple of eight.
double aci_multigrid_slab_product(const float *a, const float *b, size_t count);

/// x += alpha p, r -= alpha image
void aci_multigrid_move_row(double alpha, const float *p, const double *image, int cells, double *x,
                            double *r);

/// x = alpha p, r -= alpha image
void aci_multigrid_start_row(double alpha, const float *p, const double *image, int cells,
                             double *x, double *r);

#endif
