/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Smooth solutions chosen beforehand, with the source that makes them exact: orders of
/// convergence.
///
///   d(K u)/dt = div(K D grad u) - K k u + S
/// with K(x), D(x) = diag smooth and k constant, all of order one, on unit domains. Coordinates are
/// (x or r, y, z) as in numerics/grid.h, z downwards. Total flows and amounts are closed forms, so
/// that every output of a solver can be judged, not only u. Every case keeps
///   d(amount)/dt = entry - exit - k amount + int S dV.
/// The method: Roache 2002, 10.1115/1.1436090.
#ifndef ACICULA_VERIFICATION_MANUFACTURED_H
#define ACICULA_VERIFICATION_MANUFACTURED_H

typedef struct aci_manufactured {
    const char *name;
    double clearance; ///< k
    double top;       ///< u held at z = 0; NAN: no flux through z = 0
    double bottom;    ///< u held at z = 1. The sides are sealed.
    double (*activity)(const double place[3], double time);    ///< u
    double (*source)(const double place[3], double time);      ///< S
    double (*partition)(const double place[3]);                ///< K
    void (*diffusivity)(const double place[3], double out[3]); ///< D along x or r, y, z
    double (*amount)(double time);                             ///< int K u dV over the domain
    double (*entry)(double time); ///< flow into the domain through z = 0
    double (*exit)(double time);  ///< flow out of the domain through z = 1
} aci_manufactured;

/// Unit cube: u = e^-t (1 + cos(pi x) cos(pi y)/2) cos(pi z/2), K = 1 + z, D_x = D_y = 1 + x/2,
/// D_z = (1 + z)/10, k = 2. Sealed top.
extern const aci_manufactured aci_manufactured_cube;

/// 0 < z < 1, area 1: u = 1 - z + e^-t sin(pi z)/2, K = 1 + z, D = (2 - z)/10, k = 1. Held top 1.
extern const aci_manufactured aci_manufactured_slab;

/// Cylinder r < 1, 0 < z < 1: u = 1 - z + e^-t (1 + J0(j r)/2) sin(pi z)/2 with j = 3.8317 (J1(j) =
/// 0), K = (1 + z)(1 + r^2/2), D_r = 1 + r^2/2, D_z = (1 + z)/10, k = 1. Held top 1.
extern const aci_manufactured aci_manufactured_cell;

#endif
