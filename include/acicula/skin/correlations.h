/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Published correlations for the movement of small molecules in water and skin. SI in and out.
///
/// They reproduce measured numbers within a factor of about three at best. Symbols: M molar mass,
/// Kow octanol/water partition of the un-ionised form, V molar volume at the boiling point, f the
/// un-ionised share at pH 7.4, f_u the unbound share in 2.7 % albumin, BF the binding factor.
#ifndef ACICULA_SKIN_CORRELATIONS_H
#define ACICULA_SKIN_CORRELATIONS_H

/// Which albumin binding law applies (Kretsos, Miller, Zamora-Estrada and Kasting 2008).
typedef enum aci_binding_class {
    ACI_BINDING_NEUTRAL,   ///< neutral compounds and bases
    ACI_BINDING_SITE_ACID, ///< acids with the pharmacophore of an albumin site, e.g. salicylic acid
    ACI_BINDING_ACID,      ///< other acids and zwitterions
} aci_binding_class;

/// The un-ionised share at a pH: f = a b + (1 - a)(1 - b) with a = 1/(1 + 10^(pH - pKa acid)),
/// b = 1/(1 + 10^(pKa base - pH)). Pass NAN for a group the compound does not have. A zwitterion
/// counts as un-ionised, as in the published codes.
double aci_correlations_unionised_fraction(double ph, double pka_acid, double pka_base);

/// Permeability of human skin from water, m/s: log10 Kp[cm/h] = -2.7437 + 0.71 log Kow - 0.0061 M,
/// M in g/mol. M is clamped to 0.75 kg/mol and log Kow to -3..6. Error about a factor of three.
/// Potts and Guy 1992, 10.1023/A:1015810312465.
double aci_correlations_potts_guy(double molar_mass, double log_kow);

/// Count of atoms and bonds for Schroeder's rule.
typedef struct aci_correlations_atoms {
    int carbon, hydrogen, nitrogen, oxygen, fluorine, chlorine, bromine, iodine, sulphur;
    int rings, double_bonds, triple_bonds;
} aci_correlations_atoms;

/// Molar volume at the boiling point, m3/mol: 7 (C+H+N+O) + 10.5 F + 24.5 Cl + 31.5 Br + 38.5 I
/// + 21 S - 7 rings + 7 double bonds + 14 triple bonds, in cm3/mol: Schroeder's rule; Poling,
/// Prausnitz and O'Connell, The Properties of Gases and Liquids, 5th ed. 2001, chapter 4.
double aci_correlations_molar_volume(const aci_correlations_atoms *atoms);

/// Diffusivity in water at 30 C, m2/s: 1.92e-4 V^-0.6 cm2/s for V < 445.2 cm3/mol (Wilke and Chang
/// 1955, 10.1002/aic.690010222), 3.78e-5 V^(-1/3) above. `molar_volume` in m3/mol, > 0.
double aci_correlations_water_diffusivity(double molar_volume);

/// Molecular radius, m: 0.145 V^0.6 angstrom for V < 445.2 cm3/mol, 0.735 V^(1/3) above, as in the
/// published code of the model of Dancik et al. 2013, PMID 22285584.
double aci_correlations_molecular_radius(double molar_volume);

/// Stokes-Einstein diffusivity, m2/s: k_B T / (6 pi viscosity radius); K, Pa s, m. Water at 32 C:
/// 305.15 K, 7.65e-4 Pa s.
double aci_correlations_stokes_einstein(double temperature, double viscosity, double radius);

/// What Kretsos and Kasting's dermis needs.
typedef struct aci_correlations_dermis {
    double unbound;          ///< f_u
    double binding_factor;   ///< BF
    double partition;        ///< C per un-ionised aqueous C; times f for the total: 0.6 BF
    double free_diffusivity; ///< m2/s
    double diffusivity;      ///< of C, m2/s
} aci_correlations_dermis;

/// Dermis and viable epidermis: f_u = 1/(1 + A e^logD + B), logD = log Kow + log10 f, at least
/// 0.005; BF = 0.68 + 0.32/f_u + 0.001 f Kow; K = 0.6 BF/f; D_free = 10^(-4.15 - 0.655 log10 M)
/// cm2/s with M in g/mol; D = (D_free + 0.32e-7 cm2/s (1 - f_u)/f_u)/BF. (A, B) by class: (0.5578,
/// 0.0188), (0.7936, 0.2239), (0.3127, 0.5121). `unionised` is f in (0, 1]. Kretsos et al.
/// 2008, 10.1016/j.ijpharm.2007.06.020; Dancik et al. 2013, Adv. Drug Deliv. Rev. 65, 221, PMID
/// 22285584.
aci_correlations_dermis aci_correlations_dermis_properties(double molar_mass, double log_kow,
                                                           double unionised,
                                                           aci_binding_class binding);

/// Diffusivity of an unbound compound in dermis, m2/s: 10^(-4.15 - 0.655 log10 M) cm2/s.
double aci_correlations_dermis_free_diffusivity(double molar_mass);

/// Permeability of the capillary wall from a skin permeability, m/s: 100 times Potts-Guy. Dancik et
/// al. 2013, PMID 22285584.
double aci_correlations_capillary_permeability(double molar_mass, double log_kow);

/// The pore route through the capillary wall that hydrophilic compounds take, as a floor for the
/// number above: 5e-8 m/s (5e-6 cm/s, the lower end of 5e-6..1e-5). Assumed, low confidence, for
/// 0.15 to 0.5 kg/mol; used here up to 1 kg/mol and below 0.15 kg/mol for want of better.
double aci_correlations_capillary_pore_route(void);

/// First-order clearance by dermal blood of the total concentration, 1/s:
/// (1/(P_cap S) + 1/Q)^-1 / BF with S = 1e4 1/m and Q = 0.0022 1/s. `capillary_permeability` > 0.
/// Dancik et al. 2013, PMID 22285584.
double aci_correlations_clearance(double capillary_permeability, double binding_factor);

#endif
