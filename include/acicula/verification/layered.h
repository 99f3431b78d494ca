/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Exact transient diffusion through any number of layers, with clearance, by Laplace transform.
///
/// Per layer, depth x downwards, u = C/K continuous, J = -K D du/dx continuous:
///   K du/dt = K D d2u/dx2 - K k u,   u(x, 0) = initial_activity of the layer.
/// In Laplace space each layer is a two-port with q = sqrt((s + k)/D); admittances are combined
/// from the bottom upwards and activities from the top downwards in a form without growing
/// exponentials, and aci_laplace_invert returns to time. Classical; Carslaw and Jaeger, Conduction
/// of Heat in Solids, 2nd ed. 1959, chapters 3 and 12.
///
/// Top of the stack:
///   held:  u = donor_activity for t > 0 (infinite dose)
///   else:  d/dt(donor_capacity u) = -J - transfer u, u = donor_activity at t = 0: a well-stirred
///          film that may evaporate; with donor_capacity = 0 and transfer = 0 it is sealed.
/// A meshed vehicle of finite dose is a first layer with initial_activity under a sealed top.
///
/// Everything is per area of skin, SI. Reached against the series of slab.h: relative error 4e-14
/// from D t/h^2 = 0.004 (outflow 1e-26 of its later values) to 300; against the published digits of
/// stiff stacks every printed digit, up to 10.
#ifndef ACICULA_VERIFICATION_LAYERED_H
#define ACICULA_VERIFICATION_LAYERED_H

#include <stdbool.h>

enum { ACI_LAYERED_MAX = 40 };

typedef struct aci_layered_material {
    double partition;        ///< K, > 0
    double diffusivity;      ///< D, m2/s, > 0
    double thickness;        ///< m, > 0
    double clearance;        ///< k, loss of C, 1/s, >= 0
    double initial_activity; ///< u at t = 0, kg/m3
} aci_layered_material;

typedef struct aci_layered {
    bool donor_held;       ///< the top is held at donor_activity
    double donor_activity; ///< u of the donor, kg/m3
    double donor_capacity; ///< K h of a stirred donor film, m; 0 without; ignored when held
    double transfer;       ///< evaporation P in J = P u at the top, m/s; ignored when held
    bool bottom_sealed;    ///< no flux through the bottom; else a perfect sink, u = 0
    int count;             ///< layers, 1 to ACI_LAYERED_MAX
    aci_layered_material layers[ACI_LAYERED_MAX]; ///< top to bottom
} aci_layered;

/// Total thickness, m.
double aci_layered_thickness(const aci_layered *stack);

/// Flux downwards through an interface, kg/m2/s; 0 is the top, `count` the bottom. time > 0.
double aci_layered_flux(const aci_layered *stack, int interface, double time);

/// Amount that has crossed an interface downwards since t = 0, kg/m2; time >= 0.
/// Interface 0: uptake from a held or stirred donor; `count`: what has left through the bottom.
double aci_layered_passed(const aci_layered *stack, int interface, double time);

/// u at a depth below the top of the stack, kg/m3; time > 0.
double aci_layered_activity(const aci_layered *stack, double depth, double time);

/// int K u dx over a layer, kg/m2; time > 0.
double aci_layered_amount(const aci_layered *stack, int layer, double time);

/// Amount cleared in a layer since t = 0, kg/m2; time > 0.
double aci_layered_cleared(const aci_layered *stack, int layer, double time);

/// The same, all layers.
double aci_layered_cleared_total(const aci_layered *stack, double time);

/// Amount lost through the top by `transfer` since t = 0, kg/m2; time > 0. Not for a held donor.
double aci_layered_evaporated(const aci_layered *stack, double time);

/// Amount left in the stirred donor, kg/m2; time > 0. Not for a held donor.
double aci_layered_donor(const aci_layered *stack, double time);

/// sum h/(K D), s/m: u0 over steady flux with a sink below and no clearance.
double aci_layered_resistance(const aci_layered *stack);

/// Steady flux into the top under a held donor, kg/m2/s, with clearance and either bottom.
/// The sum of h sqrt(k/D) must stay below 300.
double aci_layered_steady_entry(const aci_layered *stack);

/// Steady flux out of the bottom under a held donor, kg/m2/s; 0 when sealed. Same range.
double aci_layered_steady_exit(const aci_layered *stack);

/// Lag time of the outflow under a held donor into a sink, s: passed -> exit (t - lag). Layers that
/// are empty at t = 0; clearance allowed. Same range.
double aci_layered_lag(const aci_layered *stack);

#endif
