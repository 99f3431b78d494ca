/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A Runge-Kutta rule of fourth order (stepper_rule.h) for coefficients that change with time, in
/// masses m = capacity u and their rates f = source - A u, p a quarter of the step h:
///   (capacity_i + p A_i) u_i = m_0 + h sum over j < i of weight_ij f_j + p source_i
/// with the coefficients of the stage's own time. A change of capacity keeps each cell's mass. What
/// enters and leaves is integrated by the same rule, so that the balance closes to round-off.
///
/// With stores (operator.h) the stages are those of m + s and of s, with r and q for their right
/// sides:
///   (capacity + k) u + p A u = r + p source - q/(1 + p store_out)
///   s = q/(1 + p store_out) + k u,   k = p store_in/(1 + p store_out)
/// What a cell and its store exchange, which may be huge against what they hold, is never added up:
/// m + s keeps its digits.
///
/// With tangents (operator.h) each stage is Newton's iteration on its nonlinear equation
/// (stepper_stage.h); an attempt whose stages do not converge counts as one with too large an
/// error.
///
/// The step follows the rule's own difference (stepper_error.h), counted in amounts, which is what
/// a run is judged by: a wall that moves from cell to cell jolts few cells, and their sum of
/// squares would ask for steps that no amount needs. Behind a sharp start more is allowed, the
/// earlier the more.
///
/// A trace gets the ends of the steps and points between them, on the parabola with a step's ends
/// and its integral.
#ifndef ACICULA_NUMERICS_STEPPER_H
#define ACICULA_NUMERICS_STEPPER_H

#include "acicula/numerics/propagate.h"

/// As aci_propagate. ACI_NUMERICAL where a hundred attempts at one step are rejected in a row, or
/// after 200 000 attempts in all.
ACI_MUST_CHECK aci_status aci_stepper_propagate(aci_operator *op,
                                                const aci_propagate_options *options,
                                                const aci_watch *watch, double *u,
                                                aci_propagate_report *report);

#endif
