/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A pore that closes while it delivers, quasi-steady.
///
///   r(t) = r0 e^(-t/tau),   G(r) = 4 pi D r^2/(4 h + pi r),   dQ/dt = G u0
///   Q(t) = 4 pi D tau u0 [F(r0) - F(r)],   F(r) = r/pi - (4 h/pi^2) ln(1 + pi r/(4 h))
/// G is the one-sided pore of Brown and Escombe (disc.h), Q its integral. Valid while the
/// concentration follows the radius: r^2/D << tau.
///
/// The same pore whose area falls in two parts has r(t) = r0 sqrt(f e^(-t/fast) + (1-f)
/// e^(-t/slow)) and the same G; its Q is the integral over time, by adaptive quadrature.
#ifndef ACICULA_VERIFICATION_CLOSING_PORE_H
#define ACICULA_VERIFICATION_CLOSING_PORE_H

typedef struct aci_closing_pore {
    double diffusivity;    ///< K D of the pore, m2/s
    double length;         ///< h, m
    double radius;         ///< r0, m
    double time_constant;  ///< tau, s
    double donor_activity; ///< u0, kg/m3
} aci_closing_pore;

/// G at time t, m3/s.
double aci_closing_pore_conductance(const aci_closing_pore *pore, double time);

/// Q(t), kg per pore; time may be INFINITY. Relative error 1e-13.
double aci_closing_pore_delivered(const aci_closing_pore *pore, double time);

/// Two parts of the area, each with its time constant, which may be INFINITY.
typedef struct aci_closing_pore_parts {
    double fast_fraction; ///< f, 0..1
    double fast, slow;    ///< s
} aci_closing_pore_parts;

/// Q(t) of a pore that closes in two parts (its own time constant does not count), kg per pore,
/// 0 <= time < INFINITY. Relative error 1e-12; NAN where the quadrature does not get there.
double aci_closing_pore_delivered_in_parts(const aci_closing_pore *pore,
                                           const aci_closing_pore_parts *parts, double time);

#endif
