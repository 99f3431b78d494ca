/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/slab.h"

#include <gsl/gsl_math.h>
#include <math.h>

/* below this D t/h^2 the images converge faster than the modes; both are exact */
static const double switch_over = 0.25;

/* enough of either: exp(-pi^2 n^2/4) and exp(-(2 n + 1)^2) are below 1e-60 at the last one */
enum { TERMS = 12 };

static double fourier_number(const aci_slab *slab, double time)
{
    return slab->diffusivity * time / (slab->thickness * slab->thickness);
}

/// int_x^inf erfc, which is e^(-x^2)/sqrt(pi) - x erfc(x).
static double integral_erfc(double x)
{
    return exp(-x * x) / sqrt(M_PI) - x * erfc(x);
}

double aci_slab_flux(const aci_slab *slab, double time)
{
    if (time <= 0.0) {
        return 0.0;
    }
    double number = fourier_number(slab, time);
    double sum = 0.0;
    for (int n = TERMS; n >= 1; n--) {
        double odd = 2.0 * n - 1.0;
        double sign = n % 2 ? -1.0 : 1.0;
        sum += number < switch_over ? exp(-odd * odd / (4.0 * number))
                                    : sign * exp(-M_PI * M_PI * n * n * number);
    }
    double shape = number < switch_over ? 2.0 * sum / sqrt(M_PI * number) : 1.0 + 2.0 * sum;
    return slab->partition * slab->diffusivity * slab->donor_activity / slab->thickness * shape;
}

double aci_slab_passed(const aci_slab *slab, double time)
{
    if (time <= 0.0) {
        return 0.0;
    }
    double number = fourier_number(slab, time);
    double sum = 0.0;
    for (int n = TERMS; n >= 1; n--) {
        double sign = n % 2 ? -1.0 : 1.0;
        sum += number < switch_over ? integral_erfc((2.0 * n - 1.0) / (2.0 * sqrt(number)))
                                    : sign * exp(-M_PI * M_PI * n * n * number) / (n * n);
    }
    double shape = number < switch_over ? 4.0 * sqrt(number) * sum
                                        : number - 1.0 / 6.0 - 2.0 / (M_PI * M_PI) * sum;
    return slab->partition * slab->donor_activity * slab->thickness * shape;
}

double aci_slab_activity(const aci_slab *slab, double depth, double time)
{
    if (time <= 0.0) {
        return depth > 0.0 ? 0.0 : slab->donor_activity;
    }
    double number = fourier_number(slab, time);
    double place = depth / slab->thickness;
    double images = 0.0;
    double modes = 0.0;
    for (int n = TERMS; n >= 1; n--) {
        double width = 2.0 * sqrt(number);
        images += erfc((2.0 * (n - 1) + place) / width) - erfc((2.0 * n - place) / width);
        modes += sin(n * M_PI * place) / n * exp(-M_PI * M_PI * n * n * number);
    }
    double shape = number < switch_over ? images : 1.0 - place - 2.0 / M_PI * modes;
    return slab->donor_activity * shape;
}

double aci_slab_lag(const aci_slab *slab)
{
    return slab->thickness * slab->thickness / (6.0 * slab->diffusivity);
}

static double reaction_rate(const aci_slab *slab)
{
    return sqrt(slab->clearance / slab->diffusivity);
}

/// K sqrt(D k) u0: the steady flux into an endless depth.
static double deep_flux(const aci_slab *slab)
{
    return slab->partition * sqrt(slab->diffusivity * slab->clearance) * slab->donor_activity;
}

double aci_slab_cleared_entry(const aci_slab *slab)
{
    return deep_flux(slab) / tanh(reaction_rate(slab) * slab->thickness);
}

double aci_slab_cleared_exit(const aci_slab *slab)
{
    return deep_flux(slab) / sinh(reaction_rate(slab) * slab->thickness);
}

double aci_slab_cleared_activity(const aci_slab *slab, double depth)
{
    double rate = reaction_rate(slab);
    double shape = sinh(rate * (slab->thickness - depth)) / sinh(rate * slab->thickness);
    return slab->donor_activity * shape;
}

double aci_slab_sealed_entry(const aci_slab *slab)
{
    return deep_flux(slab) * tanh(reaction_rate(slab) * slab->thickness);
}

double aci_slab_sealed_activity(const aci_slab *slab, double depth)
{
    double rate = reaction_rate(slab);
    double shape = cosh(rate * (slab->thickness - depth)) / cosh(rate * slab->thickness);
    return slab->donor_activity * shape;
}

double aci_slab_danckwerts_uptake(const aci_slab *slab, double time)
{
    double scale = slab->partition * slab->donor_activity;
    double reacted = slab->clearance * time;
    if (reacted < 1e-12) {
        return 2.0 * scale * sqrt(slab->diffusivity * time / M_PI);
    }
    double root = sqrt(reacted);
    double shape = (reacted + 0.5) * erf(root) + root / sqrt(M_PI) * exp(-reacted);
    return scale * sqrt(slab->diffusivity / slab->clearance) * shape;
}

double aci_slab_danckwerts_activity(const aci_slab *slab, double depth, double time)
{
    double rate = reaction_rate(slab);
    double front = depth / (2.0 * sqrt(slab->diffusivity * time));
    double root = sqrt(slab->clearance * time);
    double arriving = exp(-rate * depth) * erfc(front - root);
    double returning = exp(rate * depth) * erfc(front + root);
    return 0.5 * slab->donor_activity * (arriving + returning);
}
