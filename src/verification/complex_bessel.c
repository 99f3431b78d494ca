/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/complex_bessel.h"

#include <assert.h>
#include <gsl/gsl_math.h>
#include <math.h>

/* e^-40 = 4e-18 */
static const double digits = 40.0;

/// The integrand decays up to the line Im t = pi/2 - |arg z|, which limits the step for small z.
/// For large z it is exp(-z t^2/2), whose sum errs by exp(-2 pi^2/(step^2 z)).
double complex aci_complex_bessel_k(int order, double complex z)
{
    double strip = M_PI / 2.0 - fabs(carg(z));
    assert((order == 0 || order == 1) && strip > 0.2 && cabs(z) >= 1e-12);
    double wide = M_PI * sqrt(creal(z) / digits) / cabs(z);
    double step = fmin(2.0 * M_PI * strip / digits, wide);
    double end = acosh(1.0 + (digits + 5.0) / creal(z));
    int count = (int)ceil(end / step);
    double complex sum = 0.5;
    for (int j = 1; j <= count; j++) {
        double half = sinh(0.5 * j * step);
        double weight = order ? cosh(j * step) : 1.0;
        sum += weight * cexp(-2.0 * z * half * half);
    }
    return sum * step;
}

/// Aliasing of N points over the whole circle is I_N(z), negligible for N > |z| + 60 or so.
double complex aci_complex_bessel_i(int order, double complex z)
{
    assert((order == 0 || order == 1) && creal(z) >= 0.0 && cabs(z) < 1e5);
    int count = 40 + (int)ceil(cabs(z));
    double complex sum = 0.0;
    for (int j = 0; j <= count; j++) {
        double angle = M_PI * j / count;
        double half = sin(0.5 * angle);
        double weight = (j == 0 || j == count ? 0.5 : 1.0) * (order ? cos(angle) : 1.0);
        sum += weight * cexp(-2.0 * z * half * half);
    }
    return sum / count;
}
