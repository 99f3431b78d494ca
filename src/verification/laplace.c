/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/laplace.h"

#include <assert.h>
#include <gsl/gsl_math.h>
#include <math.h>

/* e^-digits is the error asked of the trapezoidal rule and of its truncation, 4e-18 */
static const double digits = 40.0;

/// The largest step with both discretisation errors below e^-digits: the branch point and poles lie
/// at distance 1 on one side, e^(s t) grows as exponent (2 d + d^2) on the other.
static double contour_step(double exponent)
{
    double poles = 2.0 * M_PI / digits;
    double growth = M_PI / (exponent + sqrt(digits * exponent));
    return fmin(poles, growth);
}

double aci_laplace_invert(aci_laplace_transform transform, const void *context, double time,
                          double delay)
{
    assert(time > 0.0 && delay >= 0.0);
    double exponent = fmax(4.0, delay * delay / (4.0 * time));
    if (!(exponent <= 600.0)) {
        return 0.0;
    }
    double scale = exponent / time;
    double step = contour_step(exponent);
    int count = (int)ceil(sqrt(digits / exponent) / step);
    double sum = 0.0;
    for (int j = count; j >= 0; j--) {
        double complex root = 1.0 + I * (j * step);
        double complex square = root * root;
        double complex value = cexp(exponent * square) * transform(scale * square, context) * root;
        sum += (j == 0 ? 1.0 : 2.0) * creal(value);
    }
    return sum * scale * step / M_PI;
}
