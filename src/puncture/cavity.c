/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/cavity.h"

#include <gsl/gsl_math.h>
#include <math.h>

/// a^2 - A^2 without cancellation.
static double growth(const aci_cavity *cavity)
{
    return (cavity->radius - cavity->rest) * (cavity->radius + cavity->rest);
}

double aci_cavity_pressure(const aci_cavity *cavity)
{
    double radius = cavity->radius;
    return cavity->shear_modulus *
           (log(radius / cavity->rest) + 0.5 * growth(cavity) / (radius * radius));
}

double aci_cavity_energy(const aci_cavity *cavity)
{
    return M_PI * cavity->shear_modulus * growth(cavity) * log(cavity->radius / cavity->rest);
}

aci_cavity_point aci_cavity_at(const aci_cavity *cavity, double r)
{
    double mu = cavity->shear_modulus;
    double rest = sqrt(r * r - growth(cavity));
    double stretch = r / rest;
    /* what is left of the pressure further out: the integral of (s_hoop - s_radial)/r */
    double radial = -mu * (log(stretch) + 0.5 * growth(cavity) / (r * r));
    return (aci_cavity_point){.rest = rest,
                              .stretch = stretch,
                              .radial = radial,
                              .hoop =
                                  radial + mu * (gsl_pow_2(stretch) - 1.0 / gsl_pow_2(stretch))};
}

double aci_cavity_tube_pressure(const aci_cavity *cavity, double outer, double *outer_radius)
{
    double k = growth(cavity);
    double a = cavity->radius;
    double b = sqrt(outer * outer + k);
    *outer_radius = b;
    return 0.5 * cavity->shear_modulus *
           (2.0 * log(a * outer / (cavity->rest * b)) + k * (1.0 / (a * a) - 1.0 / (b * b)));
}

double aci_cavity_sphere_pressure(const aci_cavity *cavity)
{
    double part = cavity->rest / cavity->radius;
    return cavity->shear_modulus * (2.5 - 2.0 * part - 0.5 * gsl_pow_4(part));
}
