/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/disc.h"

#include <gsl/gsl_math.h>
#include <math.h>

const aci_disc_case aci_disc_cases[ACI_DISC_CASES] = {
    {0.05, 0.0, 5.602828024, 5e-10}, {0.1, 0.0, 3.103463660, 5e-10}, {0.2, 0.0, 1.856024165, 5e-10},
    {0.3, 0.0, 1.4436875, 5e-8},     {0.5, 0.0, 1.1247344, 5e-8},    {0.1, 0.05, 4.80911, 1e-5},
    {0.1, 0.1, 6.40189, 1e-5},       {0.2, 0.05, 2.30669, 1e-5},
};

double aci_disc_constriction(double ratio)
{
    double square = ratio * ratio;
    double odd = 0.34406 + square * (0.0435 + square * 0.02271);
    return 1.0 - 1.40978 * ratio + ratio * square * odd;
}

double aci_disc_resistance(const aci_disc *disc)
{
    double mouth = M_PI * disc->radius * disc->radius;
    double cell = M_PI * disc->cell_radius * disc->cell_radius;
    double constriction = aci_disc_constriction(disc->radius / disc->cell_radius);
    double path = disc->depth / cell + constriction / (4.0 * disc->radius);
    return (path + disc->pore_length / mouth) / disc->conductivity;
}

double aci_disc_pore_resistance(double radius, double length, double conductivity)
{
    return (length + 0.25 * M_PI * radius) / (M_PI * radius * radius * conductivity);
}

double aci_disc_pore_resistance_two_sided(double radius, double length, double conductivity)
{
    return (length + 0.5 * M_PI * radius) / (M_PI * radius * radius * conductivity);
}

/// Prolate and oblate meet in the hemisphere, where focus/angle is 0/0.
double aci_disc_spheroid_factor(double radius, double depth)
{
    double ratio = depth / radius;
    double focus = sqrt(fabs(ratio * ratio - 1.0));
    if (focus < 1e-5) {
        return 2.0 * M_PI * radius * (1.0 + (ratio - 1.0) / 3.0);
    }
    double angle = ratio > 1.0 ? asinh(focus) : atan2(focus, ratio);
    return 2.0 * M_PI * radius * focus / angle;
}

double aci_disc_spheroid_conductance(double radius, double depth, double lateral, double axial)
{
    return sqrt(lateral * axial) * aci_disc_spheroid_factor(radius, depth * sqrt(lateral / axial));
}
