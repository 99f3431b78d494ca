/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How skin gives way before and beside a puncture: force against the depth of the dimple.
///
/// Closed forms for a half-space of E, nu, with E* = E/(1 - nu^2):
///   sphere of radius r (Hertz)   F = (4/3) E* sqrt(r) w^1.5,      c = sqrt(r w)
///   cone of half-angle t (Sneddon) F = (2/pi) E* tan(t) w^2,      c = (2/pi) w tan(t)
///   flat punch of radius c       F = 2 E* c w
/// (c the radius of contact; Johnson, Contact Mechanics, 1985). A soft solid pushed in deeper than
/// its tip is wide forgets the tip: F = beta E w^2 (Shojaeifard and Bacca 2025,
/// 10.1039/D5SM00502G, from 10 radii on).
///
/// Layers: the skin is a stack, soft under stiff under a base that is rigid, soft or missing.
/// The dimple is the sum of what each layer gives, each weighed by the share I of a half-space's
/// dimple that comes from above a depth (Gao, Chiu and Lee 1992, 10.1016/0020-7683(92)90004-D):
///   1/E_eff = sum over layers k of [I((z_k + h_k)/c) - I(z_k/c)]/E_k,
///   I(x) = (2/pi) atan x + [(1 - 2 nu) x ln((1 + x^2)/x^2) - x/(1 + x^2)]/(2 pi (1 - nu)).
/// A stiff layer spreads the load over what lies under it, so a layer sees those above it as
/// thicker: z_k = sum over i < k of h_i (E_i/E_k)^(1/3) (Odemark 1949), which is the real depth
/// where the stiffness is even. c is the contact radius of the cone that needs the same force,
/// (3/4) beta w. Checks: one layer on a like base gives E; on a rigid base E/I(h/c). Nothing below:
/// the stack bends as a clamped plate of radius span and stretches where it bends by more than its
/// thickness H, F = (16 pi B/span^2) y (1 + 0.443 y^2/H^2) (Timoshenko and Woinowsky-Krieger 1959).
/// In-plane tension T (N/m) adds 2 pi T w/ln(1 + span/c). SI units; no allocation; safe from every
/// thread.
#ifndef ACICULA_PUNCTURE_INDENTATION_H
#define ACICULA_PUNCTURE_INDENTATION_H

#include <stdbool.h>

/// Force of a rigid sphere at a depth, N; plain_modulus is E* in all three.
double aci_indentation_sphere(double plain_modulus, double radius, double depth);
double aci_indentation_cone(double plain_modulus, double half_angle, double depth);
double aci_indentation_punch(double plain_modulus, double radius, double depth);

/// Radius of contact of a sphere and of a cone, m.
double aci_indentation_sphere_contact(double radius, double depth);
double aci_indentation_cone_contact(double half_angle, double depth);

/// Largest pressure under a sphere, Pa: (2 E*/pi) sqrt(w/r).
double aci_indentation_sphere_pressure(double plain_modulus, double radius, double depth);

/// A cone with a rounded tip: the sphere until its contact reaches r cos(t), then the cone shifted
/// so that the force goes on without a step.
double aci_indentation_blunt_cone(double plain_modulus, double half_angle, double radius,
                                  double depth);

/// Factor on a sphere's force in an incompressible layer bonded to a rigid base, chi = c/h
/// (Dimitriadis and others 2002, 10.1016/S0006-3495(02)75620-8):
/// 1 + 1.133 chi + 1.283 chi^2 + 0.769 chi^3 + 0.0975 chi^4; meant for chi <= 1.
double aci_indentation_bonded_factor(double chi);

/// Gao's share I(x), 0 at x = 0, 1 for x without limit.
double aci_indentation_share(double x, double poisson);

enum { ACI_INDENTATION_LAYERS = 36 };

/// A stack to be indented, top to bottom; the last layer goes on for ever unless `base` is rigid or
/// missing.
typedef enum aci_indentation_base {
    ACI_BASE_SAME, ///< the last layer is a half-space; its thickness is not looked at
    ACI_BASE_RIGID,
    ACI_BASE_MISSING, ///< the stack is clamped at `span`
} aci_indentation_base;

typedef struct aci_indentation_stack {
    int count;
    double thickness[ACI_INDENTATION_LAYERS];     ///< m
    double young_modulus[ACI_INDENTATION_LAYERS]; ///< Pa
    aci_indentation_base base;
    double tension;      ///< T in the plane, N/m, >= 0
    double span;         ///< radius at which the skin is held, m
    double depth_factor; ///< beta
    double tip_radius;   ///< m
    int is_flat;         ///< tip is a flat punch of tip_radius
} aci_indentation_stack;

/// E_eff at a radius of contact, Pa, > 0.
double aci_indentation_modulus(const aci_indentation_stack *stack, double contact);

/// The same with the tension: the modulus of the half-space on which a flat punch of that radius is
/// as hard to push, E_eff + (3/4) pi T/(c ln(1 + span/c)), Pa.
double aci_indentation_taut_modulus(const aci_indentation_stack *stack, double contact);

/// How a pen's nozzle holds the skin: a rigid ring that a hand presses on, with or without suction
/// inside it.
typedef struct aci_indentation_ring {
    double radius;  ///< a, to the middle of the rim, m, > 0
    double width;   ///< b of the rim, m, 0 < b <= a/2
    double force;   ///< P of the hand, N, >= 0
    double suction; ///< q inside the ring, Pa, >= 0
} aci_indentation_ring;

/// By how much the skin amid the ring stands above the ring, m, >= 0. A rigid ring on a half-space
/// sinks by ln(32 a/b)/pi of what its middle does (the capacity of a thin annulus), so that it
/// leaves a dome; suction lifts the middle against the rim (Johnson, Contact Mechanics, 3.4), and
/// pulls the ring down as much:
///   lift = (ln(32 a/b)/pi - 1) (P + pi a^2 q) (1 - nu^2)/(pi E a) + (2 - 4/pi) (1 - nu^2) q a/E,
/// nu = 1/2, E the taut modulus at the contact radius a. A thin rim: too small by 0.27 (b/a)^2, 1 %
/// at b = a/5, 7 % at a/2 (test). A dome of small slope: lift << a.
double aci_indentation_ring_lift(const aci_indentation_stack *stack,
                                 const aci_indentation_ring *ring);

/// Force at a dimple w >= 0, N: the larger of the deep force beta E_eff w^2 and that of the tip
/// (sphere, or flat punch), both with E_eff and nu = 1/2, in series with the bending of a stack
/// without base, and beside it the tension. Strictly rising, 0 at 0.
double aci_indentation_force(const aci_indentation_stack *stack, double dimple);

#endif
