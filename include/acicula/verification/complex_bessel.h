/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Modified Bessel functions of orders 0 and 1 of a complex argument, scaled, for Laplace
/// inversion.
///
/// Both by the trapezoidal rule, which converges geometrically for these analytic integrands:
///   K_n(z) = int_0^inf exp(-z cosh t) cosh(n t) dt            DLMF 10.32.9
///   I_n(z) = 1/pi int_0^pi exp(z cos t) cos(n t) dt           DLMF 10.32.3
/// DLMF: https://dlmf.nist.gov/10.32
#ifndef ACICULA_VERIFICATION_COMPLEX_BESSEL_H
#define ACICULA_VERIFICATION_COMPLEX_BESSEL_H

#include <complex.h>

/// e^z K_order(z), order 0 or 1, |arg z| <= 1.3, |z| >= 1e-12. Relative error about 1e-14.
double complex aci_complex_bessel_k(int order, double complex z);

/// e^(-z) I_order(z), order 0 or 1, Re z >= 0, |z| < 1e5. Error about 1e-14 of |e^(-z) I_0(z)|.
double complex aci_complex_bessel_i(int order, double complex z);

#endif
