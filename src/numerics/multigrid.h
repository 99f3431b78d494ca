/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Multigrid for capacity + step A, stores included: a preconditioner that keeps z lines whole.
///
/// Smoother: columns in two colours, each solved exactly along z. Coarsening joins neighbouring
/// columns along x and along y, the narrowest first, until one column is left, which the smoother
/// solves exactly; so a slab takes one iteration. Face conductances join in parallel across and in
/// series along; interpolation follows the series resistances, so it stays right across jumps. One
/// V-cycle is symmetric and positive definite. The order of all sums is fixed: the same bits for
/// any number of threads.
#ifndef ACICULA_NUMERICS_MULTIGRID_H
#define ACICULA_NUMERICS_MULTIGRID_H

#include "acicula/numerics/operator.h"

typedef struct aci_multigrid aci_multigrid;

ACI_MUST_CHECK aci_status aci_multigrid_create(const aci_operator *op, aci_multigrid **out);
void aci_multigrid_destroy(aci_multigrid **multigrid);

/// Takes over the coefficients of `op` for
/// capacity_factor (capacity + that of the stores over the step) + step A.
void aci_multigrid_update(aci_multigrid *multigrid, const aci_operator *op, double capacity_factor,
                          double step);

/// x = one V-cycle for the right side b, from zero. Both are fields of the operator's extent.
void aci_multigrid_cycle(aci_multigrid *multigrid, const double *b, double *x);

#endif
