/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/gaussian.h"

#include <gsl/gsl_math.h>
#include <math.h>

double aci_gaussian_density(const double diffusivity[3], const double point[3], double time)
{
    double density = 1.0;
    for (int axis = 0; axis < 3; axis++) {
        double spread = 4.0 * diffusivity[axis] * time;
        density *= exp(-point[axis] * point[axis] / spread) / sqrt(M_PI * spread);
    }
    return density;
}

double aci_gaussian_interval_mean(double diffusivity, double low, double high, double time)
{
    double width = 2.0 * sqrt(diffusivity * time);
    double part;
    if (low > 0.0) {
        part = erfc(low / width) - erfc(high / width);
    } else if (high < 0.0) {
        part = erfc(-high / width) - erfc(-low / width);
    } else {
        part = erf(high / width) - erf(low / width);
    }
    return 0.5 * part / (high - low);
}

double aci_gaussian_box_mean(const double diffusivity[3], const double low[3], const double high[3],
                             double time)
{
    double mean = 1.0;
    for (int axis = 0; axis < 3; axis++) {
        mean *= aci_gaussian_interval_mean(diffusivity[axis], low[axis], high[axis], time);
    }
    return mean;
}

/// An image further off than 6 (4 D t)^(1/2) gives erfc(6) = 2e-17.
static double sealed_interval_mean(double diffusivity, double wall, double low, double high,
                                   double time)
{
    int images = (int)ceil(0.5 + 6.0 * sqrt(diffusivity * time) / wall);
    double mean = aci_gaussian_interval_mean(diffusivity, low, high, time);
    for (int n = 1; n <= images; n++) {
        double shift = 2.0 * n * wall;
        mean += aci_gaussian_interval_mean(diffusivity, low + shift, high + shift, time) +
                aci_gaussian_interval_mean(diffusivity, low - shift, high - shift, time);
    }
    return mean;
}

double aci_gaussian_sealed_mean(const double diffusivity[3], const double walls[3],
                                const double low[3], const double high[3], double time)
{
    double mean = 1.0;
    for (int axis = 0; axis < 3; axis++) {
        mean *= sealed_interval_mean(diffusivity[axis], walls[axis], low[axis], high[axis], time);
    }
    return mean;
}

double aci_gaussian_ring_mean(double lateral, double axial, const double radii[2],
                              const double heights[2], double time)
{
    double spread = 4.0 * lateral * time;
    double inner = radii[0] * radii[0];
    double across = radii[1] * radii[1] - inner;
    double part = exp(-inner / spread) * -expm1(-across / spread);
    double height = aci_gaussian_interval_mean(axial, heights[0], heights[1], time);
    return part / (M_PI * across) * height;
}
