/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/barrier.h"

#include <assert.h>
#include <math.h>

#include "acicula/skin/correlations.h"

/// What differs between the two states of hydration; cgs.
typedef struct state {
    double thickness;                     ///< cm
    double corneocyte_share;              ///< phi_c
    double corneocyte_water;              ///< nu
    double slowing;                       ///< s
    double keratin;                       ///< phi
    double hindrance[4];                  ///< H
    double lateral_length;                ///< L, cm
    double sigma_limit, resistance_limit; ///< c1, c2
    double anisotropy;
    double fit[25]; ///< a_ij, row by row in the power of log10 sigma
} state;

static const double protein_density = 1.37;
static const double protein_mass = 0.9;
static const double bilayer_repeat = 13e-7;

static const state states[] = {
    [ACI_HYDRATION_PARTIAL] =
        {
            .thickness = 13.365e-4,
            .corneocyte_share = 0.9073,
            .corneocyte_water = 0.43,
            .slowing = 3.0,
            .keratin = 0.6044,
            .hindrance = {1.0001, -2.4497, 1.141, 0.5432},
            .lateral_length = 30.266e-4,
            .sigma_limit = 0.8979,
            .resistance_limit = 5.536e5,
            .anisotropy = 150.0,
            .fit = {-4.95725,   0.838263,    -0.207133,   0.0837613,  -0.00861439,
                    0.00187015, -1.05288e-4, -0.00849198, 0.00666713, -0.00119412,
                    7.45813e-4, -1.8624e-4,  -0.00360234, 0.00343394, -7.68073e-4,
                    1.82904e-4, -8.28876e-5, -5.26007e-4, 7.1352e-4,  -2.13017e-4,
                    2.83838e-5, -1.98892e-5, -6.05354e-6, 4.84676e-5, -2.1566e-5},
        },
    [ACI_HYDRATION_FULL] =
        {
            .thickness = 43.365e-4,
            .corneocyte_share = 0.9684,
            .corneocyte_water = 2.75,
            .slowing = 1.0,
            .keratin = 0.1928,
            .hindrance = {0.9999, -1.2762, 0.0718, 0.1195},
            .lateral_length = 31.319e-4,
            .sigma_limit = 0.9685,
            .resistance_limit = 1.827e5,
            .anisotropy = 36.0,
            .fit = {-4.48116,    0.823855,    -0.200615,   0.0874482,   -0.00969133,
                    0.00388257,  7.26031e-4,  -0.0163362,  0.0115681,   -0.00217086,
                    8.34108e-5,  -9.56469e-4, -7.16288e-4, 0.00195218,  -7.07896e-4,
                    -9.4815e-4,  -8.09313e-4, 0.0037365,   -0.00169451, 9.24718e-5,
                    -2.09213e-4, -1.42974e-4, 8.35781e-4,  -4.33507e-4, 4.3709e-5},
        },
};

static double lipid_partition(double log_kow)
{
    return 0.43 * pow(10.0, 0.81 * log_kow);
}

static double corneocyte_partition(const state *s, double protein)
{
    double water = s->corneocyte_water;
    return (protein_mass * protein + water) / (protein_mass / protein_density + water);
}

double aci_barrier_partition(double log_kow, aci_skin_hydration hydration)
{
    const state *s = &states[hydration];
    double protein = 5.4 * pow(10.0, 0.27 * log_kow);
    return (1.0 - s->corneocyte_share) * lipid_partition(log_kow) +
           s->corneocyte_share * corneocyte_partition(s, protein);
}

double aci_barrier_water(aci_skin_hydration hydration)
{
    const state *s = &states[hydration];
    return s->corneocyte_share * corneocyte_partition(s, 0.0);
}

double aci_barrier_thickness(aci_skin_hydration hydration)
{
    return 1e-2 * states[hydration].thickness;
}

double aci_barrier_anisotropy(aci_skin_hydration hydration)
{
    return states[hydration].anisotropy;
}

/// Diffusivity in the corneocytes times the share of them that is open; 0 when nothing is.
static double corneocyte_diffusivity(const state *s, double molar_volume)
{
    double lambda = 1e10 * aci_correlations_molecular_radius(molar_volume) / 35.0;
    double open = 1.0 - s->keratin * (1.0 + lambda) * (1.0 + lambda);
    const double *h = s->hindrance;
    double hindrance = h[0] + lambda * (h[1] + lambda * (h[2] + lambda * h[3]));
    double water = 1e4 * aci_correlations_water_diffusivity(molar_volume);
    return open > 0.0 && hindrance > 0.0 ? water * open * hindrance * open : 0.0;
}

static double fitted(const state *s, double log_sigma, double log_resistance)
{
    double sum = 0.0;
    for (int i = 4; i >= 0; i--) {
        double row = 0.0;
        for (int j = 4; j >= 0; j--) {
            row = row * log_resistance + s->fit[5 * i + j];
        }
        sum = sum * log_sigma + row;
    }
    return pow(10.0, sum);
}

aci_barrier_permeation aci_barrier_permeability(double molar_mass, double log_kow,
                                                double molar_volume, aci_skin_hydration hydration)
{
    assert(molar_mass > 0.0 && molar_volume > 0.0);
    const state *s = &states[hydration];
    double mass = 1e3 * molar_mass;
    double lipid = (1.24e-7 * pow(100.0 / mass, 2.43) + 2.34e-9) / s->slowing;
    double crossing = pow(10.0, -0.725 - 0.792 * cbrt(mass)) / s->slowing;
    double resistance = crossing * s->lateral_length * s->lateral_length / (bilayer_repeat * lipid);
    double corneocyte = corneocyte_diffusivity(s, molar_volume);
    if (corneocyte == 0.0) {
        return (aci_barrier_permeation){0.0, INFINITY, log10(resistance), false};
    }
    double sigma = lipid * lipid_partition(log_kow) / corneocyte;
    aci_barrier_permeation out = {.log_sigma = log10(sigma), .log_resistance = log10(resistance)};
    out.is_fitted = out.log_sigma >= -3.5 && out.log_sigma <= 1.5 && out.log_resistance > 1.0 &&
                    out.log_resistance < 4.5;
    double reduced = out.is_fitted
                         ? fitted(s, out.log_sigma, out.log_resistance)
                         : 1.0 / (s->sigma_limit * sigma + s->resistance_limit / resistance);
    out.permeability = 1e-2 * reduced * lipid * lipid_partition(log_kow) / s->thickness;
    return out;
}

double aci_barrier_polar_permeability(double water_diffusivity, double reference)
{
    return reference * water_diffusivity / 5e-10;
}

double aci_barrier_polar_reference(void)
{
    return 1e-5 * (1e-2 / 3600.0);
}
