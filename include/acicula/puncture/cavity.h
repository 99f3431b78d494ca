/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Cavities in an incompressible neo-Hooke solid, W = (mu/2)(l1^2 + l2^2 + l3^2 - 3): the pressure
/// with which skin holds on to a needle.
///
/// A circular hole of radius A in the solid at rest is pushed to a radius a. Plane strain: a ring
/// of radius rho moves to r with r^2 - rho^2 = a^2 - A^2. Spherical: r^3 - rho^3 = a^3 - A^3.
/// Ogden, Non-Linear Elastic Deformations, 1984, chapter 5. SI units.
#ifndef ACICULA_PUNCTURE_CAVITY_H
#define ACICULA_PUNCTURE_CAVITY_H

typedef struct aci_cavity {
    double shear_modulus; ///< Pa
    double rest;          ///< A, m, > 0
    double radius;        ///< a >= A, m
} aci_cavity;

/// State of a point of the deformed solid around a cylindrical cavity.
typedef struct aci_cavity_point {
    double rest;         ///< rho, m
    double stretch;      ///< of the hoop, r/rho
    double radial, hoop; ///< stresses, Pa; the pressure far away is 0
} aci_cavity_point;

/// Pressure in an infinite solid, Pa: mu [ln(a/A) + (1 - A^2/a^2)/2].
double aci_cavity_pressure(const aci_cavity *cavity);

/// Strain energy per unit of length, J/m: pi mu (a^2 - A^2) ln(a/A).
double aci_cavity_energy(const aci_cavity *cavity);

/// The point at r >= a.
aci_cavity_point aci_cavity_at(const aci_cavity *cavity, double r);

/// Pressure in a tube of outer radius B > A at rest, free outside, Pa; stores its radius b:
/// (mu/2) [ln(a^2 B^2/(A^2 b^2)) + k (1/a^2 - 1/b^2)], k = a^2 - A^2, b^2 = B^2 + k.
double aci_cavity_tube_pressure(const aci_cavity *cavity, double outer, double *outer_radius);

/// Pressure of a spherical cavity in an infinite solid, Pa, with l = a/A:
/// mu (5/2 - 2/l - 1/(2 l^4)); at most 5 mu/2.
double aci_cavity_sphere_pressure(const aci_cavity *cavity);

#endif
