/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/closing_pore.h"

#include <gsl/gsl_math.h>
#include <math.h>

double aci_closing_pore_conductance(const aci_closing_pore *pore, double time)
{
    double radius = pore->radius * exp(-time / pore->time_constant);
    double path = 4.0 * pore->length + M_PI * radius;
    return 4.0 * M_PI * pore->diffusivity * radius * radius / path;
}

/// x - ln(1 + x), x >= 0; by its series where the difference would cancel.
static double logarithm_gap(double x)
{
    if (x > 0.1) {
        return x - log1p(x);
    }
    double sum = 0.0;
    for (int n = 18; n >= 2; n--) {
        sum = x * (1.0 / n - sum);
    }
    return x * sum;
}

double aci_closing_pore_delivered(const aci_closing_pore *pore, double time)
{
    double scale = 4.0 * pore->length / M_PI;
    double open = logarithm_gap(pore->radius / scale);
    double left = logarithm_gap(pore->radius * exp(-time / pore->time_constant) / scale);
    double rate = 4.0 * M_PI * pore->diffusivity * pore->donor_activity;
    return rate * pore->time_constant * scale / M_PI * (open - left);
}
