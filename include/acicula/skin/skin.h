/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Skin as a stack of layers from the surface down, with what is known of each number.
///
/// A value carries where it comes from (aci_origin), so that no assumption becomes a fact on the
/// way to the output. All numbers SI.
#ifndef ACICULA_SKIN_SKIN_H
#define ACICULA_SKIN_SKIN_H

#include <stdbool.h>

#include "acicula/base/status.h"

enum { ACI_NAME_SIZE = 64, ACI_SKIN_LAYERS_MAX = 32 };

typedef enum aci_origin {
    ACI_ORIGIN_MISSING,    ///< not set yet
    ACI_ORIGIN_GIVEN,      ///< by the user's config
    ACI_ORIGIN_SETTING,    ///< follows from skin.setting, whatever the config or the library say
    ACI_ORIGIN_MEASURED,   ///< a published measurement
    ACI_ORIGIN_CORRELATED, ///< computed from a published correlation
    ACI_ORIGIN_ASSUMED,    ///< a guess or a neighbour's value; says so wherever it is shown
} aci_origin;

/// A number with its history. `source` is static text (author, year, DOI, or "config").
typedef struct aci_value {
    double value;
    aci_origin origin;
    char confidence; ///< 'H', 'M' or 'L'; 0 when given by the user
    const char *source;
} aci_value;

/// How a layer answers a needle: an incompressible one-term Ogden solid that cracks,
///   W = (2 mu / alpha^2) (l1^alpha + l2^alpha + l3^alpha - 3),  E = 3 mu.
typedef struct aci_tissue {
    aci_value shear_modulus;  ///< mu at slow loading, Pa, > 0
    aci_value ogden_exponent; ///< alpha, >= 2 (2 is the neo-Hooke solid)
    aci_value toughness;      ///< energy of a mode I crack, J/m2, > 0, before the skin's factor
    aci_value density;        ///< kg/m3, > 0
    aci_value vessel_density; ///< length of vessels wide enough to bleed, per volume, 1/m2, >= 0
} aci_tissue;

/// What the mechanics of the whole skin needs beside its layers; filled by mechanics.h.
typedef struct aci_skin_mechanics {
    aci_value toughness_factor; ///< multiplies every toughness: the calibration, shown everywhere
    aci_value pre_tension;      ///< in-plane stress of the resting skin, Pa, >= 0
    aci_value dimple_factor;    ///< beta of F = beta E w^2 under a deep needle, > 0
    aci_value span;             ///< distance at which the skin is held in its plane, m, > 0
    aci_value rate_reference;   ///< 1/s: mu grows by 1 + (rate / rate_reference)^rate_exponent
    aci_value rate_exponent;    ///< >= 0; the exponent alpha does not change with the rate
    aci_value recoil;           ///< share of the needle's radius that closes on withdrawal, 0..1
    aci_value thickness_spread; ///< coefficients of variation between people and places,
    aci_value modulus_spread;   ///< lognormal, >= 0
    aci_value toughness_spread;
} aci_skin_mechanics;

typedef enum aci_binding_kind {
    ACI_BINDING_NONE,
    ACI_BINDING_LINEAR,
    ACI_BINDING_SATURABLE
} aci_binding_kind;

/// Slow, reversible binding of the compound in a layer; what binds at once is in the partition.
/// The equations: transport/reaction.h.
typedef struct aci_binding {
    aci_binding_kind kind;
    aci_value on_rate;  ///< of C; linear: 1/s, saturable: m3/kg/s; >= 0
    aci_value off_rate; ///< 1/s, >= 0
    aci_value capacity; ///< saturable: largest bound concentration, kg/m3, > 0
} aci_binding;

/// Saturable conversion of the compound in a layer (Michaelis-Menten); none while rate_max is zero.
typedef struct aci_metabolism {
    aci_value rate_max;        ///< kg/m3/s, >= 0
    aci_value half_saturation; ///< C at half of it, kg/m3, > 0
} aci_metabolism;

/// One layer. The compound's numbers (diffusivity ... clearance) are filled from the config, the
/// compound's table or its correlations.
typedef struct aci_layer {
    char name[ACI_NAME_SIZE];
    aci_value thickness;           ///< m, > 0
    aci_value diffusivity;         ///< along depth, of the total concentration, m2/s, > 0
    aci_value lateral_diffusivity; ///< across, m2/s, > 0
    aci_value partition;           ///< C/u at equilibrium, > 0
    aci_value clearance;           ///< first-order loss of C, 1/s, >= 0; of the layer's top where
                                   ///< clearance_depth is known
    aci_value clearance_depth; ///< in which it falls to 1/e, m, > 0; missing: the same throughout
    aci_binding binding;       ///< only from the config
    aci_metabolism metabolism; ///< only from the config
    aci_tissue tissue;
} aci_layer;

typedef enum aci_skin_setting { ACI_IN_VIVO, ACI_IN_VITRO } aci_skin_setting;
typedef enum aci_skin_below { ACI_BELOW_SINK, ACI_BELOW_SEALED, ACI_BELOW_RECEPTOR } aci_skin_below;

/// Water in the stratum corneum: as skin under air or a thin film has it, or soaked.
typedef enum aci_skin_hydration { ACI_HYDRATION_PARTIAL, ACI_HYDRATION_FULL } aci_skin_hydration;

/// The state of the stratum corneum that a compound's numbers in it are for. All zero: partially
/// hydrated, at the pH of the tissue, with the polar pathway assumed (compounds.h).
typedef struct aci_barrier_state {
    aci_skin_hydration hydration;
    aci_value polar_permeability; ///< of the polar pathway where D in water is 5e-10 m2/s, m/s
    aci_value ph;                 ///< that of the product on it
    bool traps_ions; ///< the tissue keeps its pH, only what is un-ionised passes into it
} aci_barrier_state;

typedef struct aci_skin {
    char site[ACI_NAME_SIZE]; ///< library name; "" when the config gives the whole stack
    aci_skin_setting setting;
    aci_skin_below below;
    aci_barrier_state barrier;
    int layer_count;
    aci_layer layers[ACI_SKIN_LAYERS_MAX]; ///< top to bottom
    aci_skin_mechanics mechanics;
} aci_skin;

/// The word of an origin: "given", "setting", "measured", "correlated", "assumed".
const char *aci_skin_origin_name(aci_origin origin);

/// Depth of the lower side, m.
double aci_skin_thickness(const aci_skin *skin);

/// Depth of the upper side of a layer, m.
double aci_skin_layer_top(const aci_skin *skin, int layer);

/// Index of the layer at a depth (upper side included, lower side excluded); the last one below.
int aci_skin_layer_at(const aci_skin *skin, double depth);

/// Index by name, -1 when there is none.
int aci_skin_find(const aci_skin *skin, const char *name);

#endif
