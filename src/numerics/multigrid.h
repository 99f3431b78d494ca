/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Multigrid for diagonal + step A: a preconditioner that keeps z lines whole, in single precision.
///
/// Smoother: columns in two colours, each solved exactly along z. Coarsening joins neighbouring
/// columns along x and along y, the narrowest first, until one column is left, which the smoother
/// solves exactly. Face conductances join in parallel across and in series along; interpolation
/// follows the series resistances, so it stays right across jumps, and a column that it moves with
/// the next coarse cell rather than with its own counts there. One V-cycle is symmetric and
/// positive definite up to rounding. The order of all sums is fixed: the same bits for any number
/// of threads.
///
/// Single precision is enough: no step of the cycle takes the difference of large numbers, and what
/// rounding leaves is a preconditioner as good as before.
#ifndef ACICULA_NUMERICS_MULTIGRID_H
#define ACICULA_NUMERICS_MULTIGRID_H

#include <stdbool.h>

#include "acicula/numerics/operator.h"

typedef struct aci_multigrid aci_multigrid;

ACI_MUST_CHECK aci_status aci_multigrid_create(const aci_operator *op, aci_multigrid **out);
void aci_multigrid_destroy(aci_multigrid **multigrid);

/// Takes over the matrix: `diagonal` [cells] without the face conductances, and step times those of
/// `op`, skew cells left out. `spare` are fields to work in, whose values are lost.
void aci_multigrid_update(aci_multigrid *multigrid, const aci_operator *op, const double *diagonal,
                          double step, double *const spare[2]);

/// x = one V-cycle for the right side b, from zero. Both are fields of the operator's extent.
void aci_multigrid_cycle(aci_multigrid *multigrid, const double *b, double *x);

/// The same in the parts that conjugate gradients are made of. The result of a cycle stays inside,
/// in units of its own; `size` brings r near 1, lest single precision runs out of exponents.
///
/// r = b, which may be the same, and a cycle for size r; returns the product of its result and
/// size r.
double aci_multigrid_begin(aci_multigrid *multigrid, const double *b, double size, double *r);

/// p = the result of the last cycle + beta p; with beta = 0 whatever p holds.
void aci_multigrid_turn(const aci_multigrid *multigrid, double beta, float *p);

/// A step along a direction p with its image.
typedef struct aci_multigrid_step {
    double alpha, size;
    bool is_first; ///< x holds nothing yet
    float *p;
    const double *image;
    double *x, *r;
} aci_multigrid_step;

/// x += alpha p, or x = alpha p where that is the first; r -= alpha image; a cycle for size r;
/// returns the product of its result and size r.
double aci_multigrid_descend(aci_multigrid *multigrid, const aci_multigrid_step *step);

#endif
