/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Steady diffusion from small openings: disc in a cylindrical cell, pore above it, spheroid hole.
///
/// "Conductivity" is K D, m2/s; a resistance is u over flow, s/m3, per opening.
///   cell:      r < b, 0 < z < L, no flux through r = b, u = 0 at z = L
///   membrane:  impermeable at z = 0, with a hole of radius a at the centre
///   donor:     u = 1 on the hole (pore_length = 0, the disc), or at the far end of a pore of
///              radius a and length h that leads to the hole and holds the same medium
#ifndef ACICULA_VERIFICATION_DISC_H
#define ACICULA_VERIFICATION_DISC_H

typedef struct aci_disc {
    double radius;       ///< a, m
    double cell_radius;  ///< b, m, > a
    double depth;        ///< L, m
    double pore_length;  ///< h, m, >= 0
    double conductivity; ///< K D, m2/s
} aci_disc;

/// A computed case with L = 3 b: lengths in units of b, resistance times K D b. Discs from dual
/// series (Sneddon, Mixed Boundary Value Problems in Potential Theory, 1966), pores from a
/// numerical solution good to 1e-5.
typedef struct aci_disc_case {
    double radius;      ///< a/b
    double pore_length; ///< h/b
    double resistance;  ///< R K D b
    double uncertainty; ///< of that, absolute
} aci_disc_case;

enum { ACI_DISC_CASES = 8 };

/// Five discs, then three pores.
extern const aci_disc_case aci_disc_cases[ACI_DISC_CASES];

/// Constriction factor of Negus and Yovanovich 1984 for a held disc on a long cylinder, e = a/b:
/// psi = 1 - 1.40978 e + 0.34406 e^3 + 0.0435 e^5 + 0.02271 e^7, within 6e-5 for e <= 0.5 of the
/// dual series. The term in e is what a sealed side takes from the resistance of any small source.
double aci_disc_constriction(double ratio);

/// L/(pi b^2 K D) + psi/(4 K D a) + h/(pi a^2 K D): exact to psi for the disc with L > b. For a
/// pore 1.8 to 2.4 % low in the listed cases, because the flow narrows before it enters the cell.
double aci_disc_resistance(const aci_disc *disc);

/// The resistance by expanding the flux through the hole in Jacobi polynomials with the right edge
/// singularity ((1 - r^2/a^2)^(-1/2) for the disc, ^(-1/3) for the pore's 270 degree edge), matched
/// by Galerkin to the Bessel series of cell and pore. Any L and h, 0.02 <= a/b <= 0.7.
/// Relative error: disc 1e-9, pore 1e-7, judged by the number of shapes. 0.05 to 0.5 s.
double aci_disc_series_resistance(const aci_disc *disc);

/// Pore of radius a and length h whose far end is held and whose hole opens into a half-space, or
/// into a half-space at both ends: (h + pi a/4)/(pi a^2 K D), (h + pi a/2)/(pi a^2 K D). The series
/// rule of Brown and Escombe 1900, Phil. Trans. R. Soc. B 193, 223: an approximation.
double aci_disc_pore_resistance(double radius, double length, double conductivity);
double aci_disc_pore_resistance_two_sided(double radius, double length, double conductivity);

/// Shape factor S, m, of half a spheroid hole of mouth radius a and depth L in the surface of a
/// half-space: wall at u, no flux through the surface around, flow = K D S u. Prolate (L > a)
/// 2 pi c/arccosh(L/a), oblate 2 pi c/arccos(L/a), c^2 = |L^2 - a^2|; disc 4 a, hemisphere 2 pi a:
/// 2 pi times the capacity of the whole conductor, Landau and Lifshitz, Electrodynamics of
/// Continuous Media, 2nd ed. 1984, section 4.
double aci_disc_spheroid_factor(double radius, double depth);

/// The same in a medium with conductivity `lateral` along the surface and `axial` into depth:
/// flow/u, m3/s, sqrt(lateral axial) S(a, L sqrt(lateral/axial)).
double aci_disc_spheroid_conductance(double radius, double depth, double lateral, double axial);

#endif
