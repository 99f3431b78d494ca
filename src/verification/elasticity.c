/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/elasticity.h"

#include <math.h>

aci_elasticity_point aci_elasticity_tube_at(const aci_elasticity_tube *tube, double radius)
{
    double a2 = tube->inner * tube->inner;
    double b2 = tube->outer * tube->outer;
    double c = tube->pressure * a2 / (b2 - a2);
    double shear = tube->young_modulus / (2.0 * (1.0 + tube->poisson));
    double spread = b2 / (radius * radius);
    return (aci_elasticity_point){
        .radial = c * (1.0 - spread),
        .hoop = c * (1.0 + spread),
        .displacement = c * ((1.0 - 2.0 * tube->poisson) * radius + b2 / radius) / (2.0 * shear)};
}

double aci_elasticity_uniaxial(double shear_modulus, double exponent, double stretch)
{
    return 2.0 * shear_modulus / exponent *
           (pow(stretch, exponent) - pow(stretch, -0.5 * exponent));
}

double aci_elasticity_equibiaxial(double shear_modulus, double exponent, double stretch)
{
    return 2.0 * shear_modulus / exponent *
           (pow(stretch, exponent) - pow(stretch, -2.0 * exponent));
}

/// J times the Cauchy stress along an axis.
static double axial(double mu, double lambda, double stretch, double volume)
{
    return mu * (stretch * stretch - 1.0) + lambda * log(volume);
}

/// The stretch x at which a free axis bears nothing, J = driven x^power; the stress rises with x.
static double free_stretch(double mu, double lambda, double driven, double power)
{
    double low = 1e-6;
    double high = 1e6;
    while (high > low * (1.0 + 4e-16)) {
        double middle = sqrt(low * high);
        if (middle <= low || middle >= high) {
            break;
        }
        *(axial(mu, lambda, middle, driven * pow(middle, power)) < 0.0 ? &low : &high) = middle;
    }
    return low;
}

aci_elasticity_stretched aci_elasticity_compressible_uniaxial(double shear_modulus, double lambda,
                                                              double stretch)
{
    double across = free_stretch(shear_modulus, lambda, stretch, 2.0);
    double volume = stretch * across * across;
    double stress = axial(shear_modulus, lambda, stretch, volume) / volume;
    return (aci_elasticity_stretched){across, volume, stress};
}

aci_elasticity_stretched aci_elasticity_compressible_equibiaxial(double shear_modulus,
                                                                 double lambda, double stretch)
{
    double across = free_stretch(shear_modulus, lambda, stretch * stretch, 1.0);
    double volume = stretch * stretch * across;
    double stress = axial(shear_modulus, lambda, stretch, volume) / volume;
    return (aci_elasticity_stretched){across, volume, stress};
}

double aci_elasticity_shear_stress(double shear_modulus, double shear)
{
    return shear_modulus * shear;
}

double aci_elasticity_shear_normal_difference(double shear_modulus, double shear)
{
    return shear_modulus * shear * shear;
}

aci_elasticity_waves aci_elasticity_waves_of(double young_modulus, double poisson, double density)
{
    double bulk = young_modulus / (3.0 * (1.0 - 2.0 * poisson));
    double shear = young_modulus / (2.0 * (1.0 + poisson));
    return (aci_elasticity_waves){.bulk_modulus = bulk,
                                  .shear_modulus = shear,
                                  .pressure_wave = sqrt((bulk + 4.0 / 3.0 * shear) / density),
                                  .shear_wave = sqrt(shear / density),
                                  .bar_wave = sqrt(young_modulus / density)};
}
