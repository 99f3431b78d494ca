/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A pore that closes while it delivers, quasi-steady.
///
///   r(t) = r0 e^(-t/tau),   G(r) = 4 pi D r^2/(4 h + pi r),   dQ/dt = G u0
///   Q(t) = 4 pi D tau u0 [F(r0) - F(r)],   F(r) = r/pi - (4 h/pi^2) ln(1 + pi r/(4 h))
/// G is the one-sided pore of Brown and Escombe (disc.h), Q its integral. Valid while the
/// concentration follows the radius: r^2/D << tau.
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

#endif
