/* SPDX-License-Identifier: GPL-3.0-or-later */
/// TR-BDF2 for coefficients that change with time, in masses m = capacity u:
///   stage to t + g h:  m1 + (g h/2) A1 u1 = m0 + (g h/2) (rate0 + source1),      g = 2 - sqrt 2
///   stage to t + h:    m2 + (g h/2) A2 u2 = c1 m1 - c2 m0 + (g h/2) source2,     c1 - c2 = 1
/// L-stable, second order (Bank et al. 1985; Hosea and Shampine 1996,
/// doi:10.1016/0168-9274(95)00115-8). What enters and leaves is integrated by the same rule, so
/// that the balance closes to round-off.
///
/// With stores (operator.h) both stages are those of m + s and of s, p = g h/2:
///   (capacity + k) u1 + p A u1 = (m + s)0 + p source - q
///   s1 = q + k u1,   q = s0/(1 + p store_out),   k = p store_in/(1 + p store_out)
/// with 0 for the right side of each stage as above. What a cell and its store exchange, which may
/// be huge against what they hold, is never added up: m + s keeps its digits.
///
/// With tangents (operator.h) each stage is Newton's iteration on its nonlinear equation
/// (stepper_stage.h); an attempt whose stages do not converge counts as one with too large an
/// error.
///
/// The step follows the embedded third-order difference,
/// filtered by one multigrid cycle, relative to the largest norm so far,
///   |u, s|^2 = sum over cells of capacity u^2 + s^2/(capacity + store_in/store_out)
/// which is that of a capacity where cell and store are in balance. With tangents the differences
/// of what has decayed and of what has left or sunk count too, each relative to its sum since
/// `begin`, at least to 1e-4 of the largest content: a few cells that hold next to nothing may be
/// where most of it goes.
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
