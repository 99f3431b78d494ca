/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A limited dose on one homogeneous membrane with a sink below: eigenfunction series.
#ifndef ACICULA_VERIFICATION_FINITE_DOSE_H
#define ACICULA_VERIFICATION_FINITE_DOSE_H

/// A dose that starts evenly spread over the upper part of the membrane, 0 < x < zone:
///   dC/dt = D C'',  D C' = evaporation C at x = 0,  C = 0 at x = h.
/// Kasting 2001, J. Pharm. Sci. 90, 202.
typedef struct aci_finite_dose_zone {
    double zone;        ///< m, 0 < zone <= thickness
    double thickness;   ///< h, m
    double diffusivity; ///< D, m2/s
    double evaporation; ///< k_e, m/s, >= 0; 0 is a sealed surface
} aci_finite_dose_zone;

/// Fraction of the dose through the bottom until `time`; absolute error 1e-13 for D t/h^2 > 1e-4.
double aci_finite_dose_absorbed(const aci_finite_dose_zone *dose, double time);

/// Fraction of the dose evaporated until `time`; the same range.
double aci_finite_dose_evaporated(const aci_finite_dose_zone *dose, double time);

/// Limit of the absorbed fraction, (1 + chi zone/(2 h))/(1 + chi) with chi = k_e h/D.
double aci_finite_dose_limit(const aci_finite_dose_zone *dose);

/// A well-stirred film of thickness h_v on the membrane. beta = K h/h_v, K relative to the film:
///   C_v/C_0 = sum 2 beta/(x^2 + beta^2 + beta) exp(-x^2 D t/h^2),   x tan x = beta.
/// Carslaw and Jaeger, Conduction of Heat in Solids, 2nd ed. 1959, chapter 3.
typedef struct aci_finite_dose_film {
    double film;        ///< h_v, m
    double partition;   ///< K, C membrane over C film
    double thickness;   ///< h, m
    double diffusivity; ///< D, m2/s
} aci_finite_dose_film;

/// n-th root (from 0) of x tan x = beta, beta > 0, to round-off.
double aci_finite_dose_root(double beta, int n);

/// C_v/C_0 in the film; absolute error 1e-13 for D t/h^2 > 1e-4.
double aci_finite_dose_film_left(const aci_finite_dose_film *dose, double time);

/// Fraction of the dose through the bottom until `time`; the same range.
double aci_finite_dose_film_absorbed(const aci_finite_dose_film *dose, double time);

#endif
