/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A long channel wall held at u in tissue with clearance: radial diffusion, steady and transient.
///
///   K du/dt = K D (1/r) d/dr(r du/dr) - K k u,   r > a,   u(a) = wall_activity for t > 0, u(r, 0)
///   = 0
/// in an endless medium, or in a cell whose outer wall r = b is sealed. With q = sqrt((s + k)/D)
///   U(r)/U(a) = K0(q r)/K0(q a)   or   [I1(q b) K0(q r) + K1(q b) I0(q r)]/[... at a].
/// Per length of channel. Carslaw and Jaeger, Conduction of Heat in Solids, 2nd ed. 1959,
/// section 13.5.
#ifndef ACICULA_VERIFICATION_RADIAL_H
#define ACICULA_VERIFICATION_RADIAL_H

typedef struct aci_radial {
    double wall_radius;   ///< a, m
    double cell_radius;   ///< b, m, > a; 0: endless medium
    double partition;     ///< K
    double diffusivity;   ///< D, m2/s
    double clearance;     ///< k, 1/s; > 0 for the steady functions of an endless medium
    double wall_activity; ///< kg/m3
} aci_radial;

/// Steady u(r), kg/m3. a <= r (<= b).
double aci_radial_steady_activity(const aci_radial *radial, double radius);

/// Steady flux per length out of the wall, kg/m/s.
double aci_radial_steady_flux(const aci_radial *radial);

/// u(r, t), kg/m3; time > 0. Relative error about 1e-12 of the wall's value.
double aci_radial_activity(const aci_radial *radial, double radius, double time);

/// Flux per length out of the wall, kg/m/s; time > 0. Relative error about 1e-12.
double aci_radial_flux(const aci_radial *radial, double time);

/// Amount per length that has left the wall since t = 0, kg/m; time > 0.
double aci_radial_passed(const aci_radial *radial, double time);

/// Amount per length cleared since t = 0, kg/m; time > 0.
double aci_radial_cleared(const aci_radial *radial, double time);

/// Amount per length in the tissue, kg/m; time > 0. passed = amount + cleared.
double aci_radial_amount(const aci_radial *radial, double time);

#endif
