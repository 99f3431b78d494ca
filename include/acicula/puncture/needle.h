/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One needle: its shape, its material, and what load it bears.
///
/// The shape is one number against the distance s from the tip: the radius R(s) of the circle with
/// the same cross-section area as the needle there. R(0) is the tip radius, R does not fall
/// with s. SI units; s in [0, length].
#ifndef ACICULA_PUNCTURE_NEEDLE_H
#define ACICULA_PUNCTURE_NEEDLE_H

#include <stdbool.h>

#include "acicula/base/status.h"
#include "acicula/puncture/channels.h"

typedef enum aci_needle_shape {
    ACI_NEEDLE_CONE,     ///< straight from the tip radius to the base radius
    ACI_NEEDLE_PYRAMID,  ///< square cross-section; base_diameter is the side of the base
    ACI_NEEDLE_CYLINDER, ///< a shaft of base_diameter with a conical tip of tip_length
    ACI_NEEDLE_BEVEL,    ///< a shaft of base_diameter cut by one plane over tip_length
    ACI_NEEDLE_PROFILE,  ///< measured radius against the distance from the tip
} aci_needle_shape;

/// A needle's material; `friction` is Coulomb's coefficient against skin.
typedef struct aci_needle_material {
    const char *name;
    double young_modulus; ///< Pa
    double strength;      ///< yield or fracture stress, Pa
    double friction;
    char confidence; ///< 'H', 'M' or 'L'
    const char *source;
} aci_needle_material;

typedef struct aci_needle {
    aci_needle_shape shape;
    double length;        ///< tip to base, m, > 0
    double tip_radius;    ///< m, > 0
    double base_diameter; ///< m, > 0
    double tip_length;    ///< of the tapered end (cylinder, bevel), m; 0 < tip_length <= length
    const aci_needle_material *material;
    aci_profile profile; ///< ACI_NEEDLE_PROFILE: `depth` is s; owned by whoever made it
} aci_needle;

/// Radius R(s), m; the base's beyond the base, the tip's before the tip.
/// Cone, pyramid and cylinder are straight between tip radius, tip_length and base. The bevel is
/// the circle of the segment's area, pi R^2 = r^2 acos(1 - h/r) - (r - h) sqrt(2 r h - h^2) with
/// h = 2 r s/tip_length, not below the tip radius.
double aci_needle_radius(const aci_needle *needle, double distance);

/// dR/ds at s, >= 0; at a corner the slope towards the base.
double aci_needle_slope(const aci_needle *needle, double distance);

/// Radius of the whole base, m.
double aci_needle_base_radius(const aci_needle *needle);

/// Number of pieces on which R is straight (or nearly: a bevel is cut into many), tip to base.
int aci_needle_piece_count(const aci_needle *needle);

/// Where piece `index` ends, as a distance from the tip, m; the last one ends at the base.
double aci_needle_piece_end(const aci_needle *needle, int index);

/// Lateral surface of the circles between the tip and s, the tip's own face left out, m2.
double aci_needle_surface(const aci_needle *needle, double distance);

/// Volume between the tip and s, m3.
double aci_needle_volume(const aci_needle *needle, double distance);

/// Whether the tip is as wide as the shaft (to a tenth): a punch, which cuts a ring, not a slit.
bool aci_needle_is_flat(const aci_needle *needle);

/// Axial force at which the needle, clamped at the base and free at the tip, buckles (N): the
/// least P with y'' + P y/(E I(s)) = 0, y(0) = 0, y'(length) = 0; pi^2 E I/(4 L^2) for a uniform
/// one. Solved piece by piece in closed form (I goes as R^4 on a straight piece); 1e-9 relative.
double aci_needle_buckling_force(const aci_needle *needle);

/// The same of the part that is not yet in the skin, loaded where it enters: the first `buried` m
/// (0 <= buried < length) are held by the skin. Rises with `buried`.
double aci_needle_buckling_force_beyond(const aci_needle *needle, double buried);

/// Largest stress under an axial force at the tip and a lateral force spread evenly over the first
/// `buried` m from the tip (0 < buried <= length), Pa: F/A + M c/I over all s, with
///   M = lateral s^2/(2 buried) inside the skin, lateral (s - buried/2) outside it
/// and c the distance of the outermost fibre.
double aci_needle_stress(const aci_needle *needle, double axial, double lateral, double buried);

/// The material of a name; NULL when there is none. `aci_needle_material_at` goes through all,
/// 0 <= index < count. Constant and shared.
const aci_needle_material *aci_needle_material_find(const char *name);
int aci_needle_material_count(void);
const aci_needle_material *aci_needle_material_at(int index);

/// Outer diameter of a needle gauge 10 to 34 (ISO 9626), m; 0 for one that is not in the standard.
double aci_needle_gauge(int gauge);

#endif
