/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Steady deep penetration of a soft solid that cracks: force against radius, stiffness, toughness.
///
/// Shergold and Fleck 2004 (10.1098/rspa.2004.1315): a cylinder of radius R advances through an
/// incompressible one-term Ogden solid (mu, alpha) of toughness J. Per unit of advance it opens a
/// crack and strains what it wedges apart; the crack takes the size that costs least. With
/// j = J/(mu R) the force is mu R^2 times a number of j and alpha alone:
///   sharp tip, planar crack of half-length a:  phi(j)   = min over a/R of 2 j a/R + S(R/a)
///   flat tip, ring crack of radius b:          phi(j)   = min over b/R of 2 pi j b/R + S_ring(b/R)
///   S_ring(x) = (4 pi/alpha^2) (1 - x^2) int_0^(ln 1/x) (sinh(alpha y/2)/sinh y)^2 dy
/// (the column under the punch left out; alpha = 2: pi (1 - x^2) ln(1/x)).
///
/// S(R/a), strain energy per unit length over mu R^2 around a frictionless rigid cylinder in a
/// planar slit, comes from plane strain finite elements, straight in logarithms between knots:
/// alpha 2 at R/a 0.2-1.0 (fine mesh), alpha 3 at 0.2-1.6, alpha 5 at 0.2-3.0, alpha 9 at 0.2-1.3
/// (coarse mesh: up to -12 % at R/a 0.2, -2 % at 0.4). For alpha 2 knots from the exact limit
/// S -> pi ln(2 R/a) follow at R/a >= 4: the stretched angle is conjugate harmonic around the slit,
/// whose logarithmic capacity is a/2. Beyond the last knot S goes on as its last power of R/a, so
/// phi beyond j = 3 (alpha 3), 71 (alpha 5) or 35 (alpha 9) is an extrapolation; the true power
/// tends to alpha - 2, so for steep skin it is a low one. Between two alphas ln S is straight in
/// alpha; above 9 (up to 12, the steepest skin published) it is carried on from 5 and 9.
///
/// A needle in skin has j of 30 to 10000. No allocation; safe from every thread. SI units.
#ifndef ACICULA_PUNCTURE_FRACTURE_H
#define ACICULA_PUNCTURE_FRACTURE_H

enum { ACI_FRACTURE_KNOTS = 64 };

/// One crack law: the energy of opening as powers of R/a, piece by piece, for one alpha.
typedef struct aci_fracture_law {
    double alpha;
    double perimeter;                        ///< 2 for the planar crack, 2 pi for the ring
    int count;                               ///< of knots, >= 2
    double opening[ACI_FRACTURE_KNOTS];      ///< R/a, rising
    double energy[ACI_FRACTURE_KNOTS];       ///< S/(mu R^2)
    double power[ACI_FRACTURE_KNOTS];        ///< of the piece above knot i
    double factor[ACI_FRACTURE_KNOTS];       ///< S = factor (R/a)^power there
    double toughness[2][ACI_FRACTURE_KNOTS]; ///< j at which that piece begins and ends to be least
} aci_fracture_law;

/// The crack of one advancing cylinder.
typedef struct aci_fracture_steady {
    double force;       ///< N: work per unit of advance
    double half_length; ///< of the crack (ring: its radius), m
    double elastic;     ///< strain energy per unit of length, N; the rest of the force is fracture
} aci_fracture_steady;

/// The law of the planar crack for alpha in [2, 12].
void aci_fracture_planar(double alpha, aci_fracture_law *out);

/// The law of the ring crack for alpha in [2, 12]: 64 knots of S_ring, 2e-3 of the exact force.
void aci_fracture_ring(double alpha, aci_fracture_law *out);

/// The steady force at a radius, > 0; toughness 0 gives no force and no crack.
aci_fracture_steady aci_fracture_solve(const aci_fracture_law *law, double shear_modulus,
                                       double toughness, double radius);

/// S/(mu R^2) of a law at R/a, > 0.
double aci_fracture_energy(const aci_fracture_law *law, double opening);

/// S_ring/(mu R^2) at x = b/R in (0, 1], 1e-10 relative.
double aci_fracture_ring_energy(double alpha, double part);

/// The ring crack exactly: p/mu = F/(pi mu R^2) at j > 0; stores b/R.
double aci_fracture_ring_pressure(double alpha, double toughness_number, double *part);

#endif
