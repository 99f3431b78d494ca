/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Solves (capacity + step A) x = b by conjugate gradients with one multigrid cycle in front.
///
/// The capacity is that of the cells and of what their stores take up over the step (operator.h).
///
/// The error is measured by r.M r, M the cycle: close to the energy of the error, so a cell of a
/// nanometre counts by what it holds. After convergence a constant is added to x so that the
/// residuals of all cells sum to zero: what is left of the tolerance never becomes lost mass.
///
/// Memory, beside the operator's 40 bytes per cell: at most 110 bytes per cell on a uniform box,
/// 230 on one that is graded across, 125 on rings, from a hundred cells across on; more on smaller
/// ones. Rings take 6 more for each thread beyond two. Nothing is allocated between create and
/// destroy.
#ifndef ACICULA_NUMERICS_SOLVER_H
#define ACICULA_NUMERICS_SOLVER_H

#include "acicula/numerics/operator.h"

typedef struct aci_solver aci_solver;

typedef struct aci_solver_report {
    long solves;
    long iterations;
} aci_solver_report;

/// Memory for one operator's extent. The operator is borrowed until destroy.
ACI_MUST_CHECK aci_status aci_solver_create(const aci_operator *op, aci_solver **out);
void aci_solver_destroy(aci_solver **solver);

/// Takes over the operator's coefficients as they are now, and the step (s, > 0). With step
/// INFINITY the matrix is A itself (steady state), whatever the stores.
void aci_solver_update(aci_solver *solver, double step);

/// Two fields that are free between two solves; the first may hold the right side of the next.
double *aci_solver_right(aci_solver *solver);
double *aci_solver_spare(aci_solver *solver);

/// x solves to `tolerance` (relative to zero as first guess; 1e-14 .. 1e-1), whatever x held
/// before. ACI_NUMERICAL when it does not converge in 200 iterations or meets a NaN.
ACI_MUST_CHECK aci_status aci_solver_solve(aci_solver *solver, const double *b, double tolerance,
                                           double *x);

/// x = one multigrid cycle for b: a cheap, rough solve that removes what is stiff.
void aci_solver_filter(aci_solver *solver, const double *b, double *x);

/// Work since create.
aci_solver_report aci_solver_work(const aci_solver *solver);

#endif
