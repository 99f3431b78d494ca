/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The stratum corneum as bricks and mortar: what a small un-ionised molecule finds in it.
///
/// Wang, Kasting and Nitsche 2006 and 2007 (10.1002/jps.20509, 10.1002/jps.20883), with the fit and
/// the transbilayer permeability that the CDC's Finite Dose Skin Permeation Calculator uses (Dancik
/// et al. 2013, PMID 22285584). cgs inside, SI in and out; M molar mass in g/mol, V molar volume,
/// a molecular radius, D_water at 30 C. Two states, partial | full hydration:
///   lipid       D_lip = (1.24e-7 (100/M)^2.43 + 2.34e-9)/s cm2/s, s = 3 | 1; K_lip = 0.43 Kow^0.81
///   corneocyte  D_cor = D_water (1 - phi') H(lambda), lambda = a/35 A, phi' = phi (1 + lambda)^2,
///               phi = 0.6044 | 0.1928, H a cubic
///   sigma       D_lip K_lip / (D_cor (1 - phi'))
///   R           k_trans L^2 / (13 nm D_lip), k_trans = 10^(-0.725 - 0.792 M^(1/3))/s cm/s,
///               L = 30.266 | 31.319 um
///   P           Phat D_lip K_lip / h, log10 Phat = sum a_ij (log10 sigma)^i (log10 R)^j, 25
///   numbers
/// The fit holds for -3.5 <= log10 sigma <= 1.5 and 1 < log10 R < 4.5. Outside, the asymptote
/// 1/Phat = c1 sigma + c2/R is used; at the
/// edges it differs from the fit by 1 to 20 %.
/// The model has no polar pathway: what is hydrophilic permeates faster than it says. Measured
/// permeabilities scatter about it by a factor of 3 to 5.
#ifndef ACICULA_SKIN_BARRIER_H
#define ACICULA_SKIN_BARRIER_H

#include <stdbool.h>

#include "acicula/skin/skin.h"

/// Partition for the un-ionised form, C per aqueous C: (1 - phi_c) K_lip + phi_c K_cor with
/// K_cor = (0.9 (5.4 Kow^0.27) + nu) / (0.9/1.37 + nu); phi_c = 0.9073 | 0.9684, nu = 0.43 | 2.75.
/// Nitsche, Wang and Kasting 2006, 10.1002/jps.20549.
double aci_barrier_partition(double log_kow, aci_skin_hydration hydration);

/// The part of that partition which is water, 0.359 | 0.782: all that an ionised compound finds.
double aci_barrier_water(aci_skin_hydration hydration);

/// Thickness the permeabilities belong to, 13.365 | 43.365 um.
double aci_barrier_thickness(aci_skin_hydration hydration);

/// Diffusivity across over that along depth: 150, the low end of 150 to more than 1000 | 36, the
/// middle of 34 to 39. Nitsche and Kasting, as read in an abstract.
double aci_barrier_anisotropy(aci_skin_hydration hydration);

typedef struct aci_barrier_permeation {
    double permeability; ///< of that thickness, un-ionised form, m/s; 0: it does not fit in
    double log_sigma, log_resistance; ///< log10 of sigma and of R
    bool is_fitted;                   ///< within the range of the fit; else the asymptote
} aci_barrier_permeation;

/// Molar mass in kg/mol and molar volume in m3/mol, both > 0.
aci_barrier_permeation aci_barrier_permeability(double molar_mass, double log_kow,
                                                double molar_volume, aci_skin_hydration hydration);

/// The polar pathway that is missing there, m/s: `reference` times D_water / 5e-10 m2/s. Not for
/// macromolecules.
double aci_barrier_polar_permeability(double water_diffusivity, double reference);

/// The reference of that pathway, 1e-5 cm/h: the lower end of 1e-5 to 1e-4. Assumed, low
/// confidence.
double aci_barrier_polar_reference(void);

#endif
