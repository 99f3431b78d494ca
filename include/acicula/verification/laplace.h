/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Numerical inversion of Laplace transforms of diffusion problems, in double precision.
///
///   f(t) = 1/(2 pi i) int e^(s t) F(s) ds
/// by the trapezoidal rule on the parabola s = mu (1 + i y)^2. With mu = a^2/(4 t^2) this is the
/// path of steepest descent of e^(s t - a sqrt(s)), so that a front that has only just arrived
/// keeps its relative accuracy although f is tiny; later mu t = 4 keeps e^(s t) harmless.
/// Parabolic contours: Weideman and Trefethen 2007, 10.1090/S0025-5718-07-01945-X.
#ifndef ACICULA_VERIFICATION_LAPLACE_H
#define ACICULA_VERIFICATION_LAPLACE_H

#include <complex.h>

/// F(s), Re sqrt(s) > 0, analytic off the negative real axis and real on the positive one.
typedef double complex (*aci_laplace_transform)(double complex s, const void *context);

/// f(t) for t > 0. `delay` is a in F ~ e^(-a sqrt(s)), s^(1/2): 0 when nothing is known, the sum of
/// length/sqrt(D) between source and observer otherwise. It must not be too large: accuracy is lost
/// then; too small a value costs relative accuracy only where f is nearly zero.
/// Relative error about 1e-13 of the larger of f(t) and |F(mu)| mu e^(mu t); 17 to 60 evaluations.
/// Returns 0 when a^2/(4 t) > 600, where f is below 1e-260 of its scale.
double aci_laplace_invert(aci_laplace_transform transform, const void *context, double time,
                          double delay);

#endif
