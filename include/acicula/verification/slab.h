/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One homogeneous slab, empty at t = 0, u held at u0 on top: series and steady closed forms.
///
///   du/dt = D d2u/dx2 - k u,   J = -K D du/dx,   0 < x < h
/// Crank, The Mathematics of Diffusion, 2nd ed. 1975, chapters 4 and 14; the semi-infinite medium
/// with a first-order loss: Danckwerts 1950, Trans. Faraday Soc. 46, 300.
#ifndef ACICULA_VERIFICATION_SLAB_H
#define ACICULA_VERIFICATION_SLAB_H

typedef struct aci_slab {
    double partition;      ///< K
    double diffusivity;    ///< D, m2/s
    double thickness;      ///< h, m
    double clearance;      ///< k, 1/s; only the functions that say so use it
    double donor_activity; ///< u0, kg/m3
} aci_slab;

/// Without clearance, sink at h: flux out of the bottom, kg/m2/s. 0 at time <= 0. 1e-13 relative.
double aci_slab_flux(const aci_slab *slab, double time);

/// Without clearance, sink at h: amount through the bottom, kg/m2. Relative error 1e-13.
double aci_slab_passed(const aci_slab *slab, double time);

/// Without clearance, sink at h: u(x, t), kg/m3.
double aci_slab_activity(const aci_slab *slab, double depth, double time);

/// Without clearance: h^2/(6 D), s.
double aci_slab_lag(const aci_slab *slab);

/// With clearance k > 0, lambda = sqrt(D/k), sink at h:
/// J(0) = K sqrt(D k) u0/tanh(h/lambda), J(h) = K sqrt(D k) u0/sinh(h/lambda).
double aci_slab_cleared_entry(const aci_slab *slab);
double aci_slab_cleared_exit(const aci_slab *slab);
/// u(x) = u0 sinh((h - x)/lambda)/sinh(h/lambda).
double aci_slab_cleared_activity(const aci_slab *slab, double depth);

/// With clearance k > 0, no flux at h: J(0) = K sqrt(D k) u0 tanh(h/lambda).
double aci_slab_sealed_entry(const aci_slab *slab);
/// u(x) = u0 cosh((h - x)/lambda)/cosh(h/lambda).
double aci_slab_sealed_activity(const aci_slab *slab, double depth);

/// With clearance k >= 0, semi-infinite (thickness unused), time >= 0: uptake through the top,
/// kg/m2, u0 K sqrt(D/k) [(k t + 1/2) erf sqrt(k t) + sqrt(k t/pi) e^(-k t)].
double aci_slab_danckwerts_uptake(const aci_slab *slab, double time);
/// u(x, t), kg/m3, time > 0; x sqrt(k/D) must stay below 300.
double aci_slab_danckwerts_activity(const aci_slab *slab, double depth, double time);

#endif
