/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One strike made ready: how the skin holds against this needle at any depth, and how it gives.
#ifndef ACICULA_SRC_PUNCTURE_STRIKE_H
#define ACICULA_SRC_PUNCTURE_STRIKE_H

#include "acicula/puncture/fracture.h"
#include "acicula/puncture/insertion.h"

enum {
    ACI_STRATA = ACI_SKIN_LAYERS_MAX + 1, ///< the layers and what lies under them
    ACI_STATIONS = 80,                    ///< along the needle, closer towards the tip
    ACI_DIMPLE_KNOTS = 40,
    ACI_BUCKLING_KNOTS = 13,
};

/// A layer as the needle meets it.
typedef struct aci_stratum {
    double thickness, shear_modulus, toughness;
    const aci_fracture_law *law;
} aci_stratum;

struct aci_insertion_model {
    aci_skin skin;
    aci_needle needle; ///< with a profile of its own
    aci_insertion_setting setting;
    int strata;
    aci_stratum stratum[ACI_STRATA];
    aci_fracture_law laws[ACI_STRATA];
    double station[ACI_STATIONS], radius[ACI_STATIONS]; ///< distance from the tip, R there
    double friction;
    double buckling_force[ACI_BUCKLING_KNOTS]; ///< with that share of the length in the skin
    double unit_axial_stress;
};

/// A density along the needle, straight between the stations, and its integral from the tip.
typedef struct aci_table {
    double value[ACI_STATIONS], sum[ACI_STATIONS];
} aci_table;

/// What one stratum does to the needle at a distance s from the tip, per advance of the tip: force
/// that cuts, force that strains; and the friction on the needle from the tip to s.
typedef struct aci_holding {
    aci_table fracture, elastic, friction;
    aci_table all; ///< the three together
} aci_holding;

/// The dimple against force: powers between knots, with the energy that goes into it.
typedef struct aci_dimple {
    double depth[ACI_DIMPLE_KNOTS], force[ACI_DIMPLE_KNOTS], energy[ACI_DIMPLE_KNOTS];
} aci_dimple;

typedef struct aci_strike {
    const aci_insertion_model *model;
    aci_insertion_variation variation;
    double speed, mean_speed; ///< at first touch, over the way in, m/s
    double rate_factor;
    int strata;                 ///< that this needle can reach
    double top[ACI_STRATA + 1]; ///< m
    aci_stratum stratum[ACI_STRATA];
    aci_holding holding[ACI_STRATA];
    aci_dimple local, dimple; ///< the needle's own; with those of its neighbours
    double lift;              ///< of the skin into the nozzle, m
    double travel;            ///< from first touch, m
    double depth_limit;
    double steady_force, puncture_force, puncture_displacement;
} aci_strike;

/// Makes a strike ready.
void aci_strike_prepare(const aci_insertion_model *model, const aci_insertion_variation *variation,
                        aci_strike *out);

/// By how much the resting skin stands into the nozzle, m; 0 without one.
double aci_strike_lift(const aci_strike *strike);

/// Energies a needle has spent at a depth of its tip, J.
typedef struct aci_strike_energy {
    double fracture, elastic, friction;
} aci_strike_energy;

/// Force against the advance at a depth of the tip that lies in (or at the edge of) stratum `tip`.
double aci_strike_force(const aci_strike *strike, double depth, int tip);
double aci_strike_friction(const aci_strike *strike, double depth, int tip);
/// Work of that force from first touch to a depth, J.
double aci_strike_work(const aci_strike *strike, double depth, int tip);
aci_strike_energy aci_strike_spent(const aci_strike *strike, double depth, int tip);

/// Fills the dimple's tables and the puncture.
void aci_strike_fill_dimple(aci_strike *strike);

/// Depth of a dimple at a force, force and energy at a depth.
double aci_strike_dimple_depth(const aci_dimple *dimple, double force);
double aci_strike_dimple_force(const aci_dimple *dimple, double depth);
double aci_strike_dimple_energy(const aci_dimple *dimple, double depth);

/// How far a strike can go.
typedef struct aci_strike_limits {
    double travel; ///< m
    double force;  ///< N, INFINITY for none
    double energy; ///< at first touch, J, INFINITY for none
    double push;   ///< force that goes on pushing, N
} aci_strike_limits;

/// Follows the strike until a limit stops it.
void aci_strike_follow(const aci_strike *strike, const aci_strike_limits *limits,
                       aci_insertion *out);

#endif
