/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Rational Krylov with one real pole for constant coefficients.
///
/// With w = u - steady state, capacity dw/dt = -A w. The space is spanned by
///   w0, S w0, S^2 w0 ...,  S = (capacity + pole A)^-1 capacity,
/// and by the constant, which makes the projected solution conserve mass whatever the tolerance of
/// the solves. In the basis V, orthonormal in the capacity, w(t) = V exp(-t V'AV) V' capacity w0:
/// all times and all time integrals follow from one small symmetric eigenproblem.
/// What is released begins a second chain beside the first, with capacity^-1 release; a falling
/// release acts on each eigenvector in closed form, (exp(-b t) - exp(-a t))/(a - b).
/// The space grows until its change over the last few solves is below the tolerance at all report
/// times; where 48 vectors are not enough the interval is split.
///
/// A store (operator.h) joins as a second cell with v, the u it would be in balance with, a
/// capacity store_in/store_out and a conductance store_in to its cell: s = capacity v. That keeps
/// everything symmetric, and (capacity + pole A)^-1 needs no more than the solver's elimination of
/// s. It takes store_out > 0 wherever store_in > 0, and nothing in stores with store_in = 0; where
/// store_out times the interval is far below 1, the digits of s suffer.
///
/// Memory: one solver (solver.h), and 8 bytes per cell for each vector, 4 in single precision, and
/// for a steady state that is not given; with stores 16 for each vector and 16 besides.
///
/// (Shift-and-invert Krylov: van den Eshof and Hochbruck 2006, doi:10.1137/040605461.)
#ifndef ACICULA_NUMERICS_KRYLOV_H
#define ACICULA_NUMERICS_KRYLOV_H

#include "acicula/numerics/propagate.h"

/// As aci_propagate. Splits the interval where the space would grow too large.
ACI_MUST_CHECK aci_status aci_krylov_propagate(aci_operator *op,
                                               const aci_propagate_options *options,
                                               const aci_watch *watch, double *u,
                                               aci_propagate_report *report);

#endif
