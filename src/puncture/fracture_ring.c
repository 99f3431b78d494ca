/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_math.h>
#include <math.h>

#include "acicula/puncture/fracture.h"

/* Gauss-Legendre, five points; panels of ln(R/b)/40 keep 1e-10 for alpha up to 20 */
enum { PANELS = 40, POINTS = 5 };
static const double places[] = {0.0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640,
                                -0.9061798459386640};
static const double weights[] = {0.5688888888888889, 0.4786286704993665, 0.4786286704993665,
                                 0.2369268850561891, 0.2369268850561891};

/// (sinh(alpha y/2)/sinh y)^2
static double density(double alpha, double y)
{
    return y > 0.0 ? gsl_pow_2(sinh(0.5 * alpha * y) / sinh(y)) : 0.25 * alpha * alpha;
}

static double integral(double alpha, double end)
{
    double half = 0.5 * end / PANELS;
    double sum = 0.0;
    for (int i = 0; i < PANELS; i++) {
        for (int k = 0; k < POINTS; k++) {
            sum += weights[k] * density(alpha, half * (2.0 * i + 1.0 + places[k]));
        }
    }
    return half * sum;
}

double aci_fracture_ring_energy(double alpha, double part)
{
    return 4.0 * M_PI / (alpha * alpha) * (1.0 - part * part) * integral(alpha, -log(part));
}

/// d/dx of 2 pi j x + S_ring(x)
static double slope(double alpha, double j, double x)
{
    double end = -log(x);
    double strained = 2.0 * x * integral(alpha, end) + (1.0 - x * x) / x * density(alpha, end);
    return 2.0 * M_PI * j - 4.0 * M_PI / (alpha * alpha) * strained;
}

double aci_fracture_ring_pressure(double alpha, double toughness_number, double *part)
{
    double low = 1e-9;
    double high = 1.0;
    while (high > low * (1.0 + 1e-13)) {
        double middle = sqrt(low * high);
        *(slope(alpha, toughness_number, middle) < 0.0 ? &low : &high) = middle;
    }
    *part = low;
    return 2.0 * toughness_number * low + aci_fracture_ring_energy(alpha, low) / M_PI;
}
