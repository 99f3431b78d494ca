/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Channels: the open holes in the skin, as shapes that close with time.
///
/// A shape is a radius r0 against depth (or, for a tract, against the distance s along its axis);
/// with time every radius shrinks by the factor of closure.h.
/// A point is channel where z > 0, 0 <= s <= length and its distance to the axis is below r.
#ifndef ACICULA_PUNCTURE_CHANNELS_H
#define ACICULA_PUNCTURE_CHANNELS_H

#include <stdbool.h>
#include <stddef.h>

#include "acicula/base/status.h"
#include "acicula/puncture/closure.h"

/// Radius against depth, straight between the points; zero below the last one. Owned arrays.
typedef struct aci_profile {
    int count;      ///< >= 2
    double *depth;  ///< m, depth[0] = 0, not decreasing (two equal depths: a step)
    double *radius; ///< m, >= 0
} aci_profile;

/// One channel of a patch: a truncated cone about a tilted axis through its mouth centre.
typedef struct aci_tract {
    double x, y;                        ///< mouth centre from the patch corner, m
    double length;                      ///< along the axis, m
    double mouth_radius, bottom_radius; ///< m
    double tilt;                        ///< from +z, rad
    double azimuth;                     ///< from +x to +y, rad
} aci_tract;

typedef enum aci_channels_kind {
    ACI_CHANNELS_NONE,    ///< intact skin
    ACI_CHANNELS_LATTICE, ///< one upright channel in each cell of a square lattice
    ACI_CHANNELS_PATCH,   ///< a list of tracts on a square patch
} aci_channels_kind;

typedef struct aci_channels {
    aci_channels_kind kind;
    aci_profile profile; ///< lattice
    double pitch;        ///< lattice, m
    int tract_count;
    aci_tract *tracts; ///< patch; owned
    aci_closure closure;
    double diffusivity; ///< of the compound in the channel fluid, m2/s
    double partition;   ///< of the channel fluid
    /// A thin lining of the wall of an upright cylinder, down to `lining_depth` (m): its resistance
    /// to u, thickness over partition and diffusivity, s/m; 0: none.
    double lining_resistance, lining_depth;
    bool is_grown; ///< there before the needles: a hair follicle
} aci_channels;

/// Frees what the channels own and leaves an intact skin. Accepts a zeroed struct.
void aci_channels_destroy(aci_channels *channels);

/// A truncated cone with a flat end as a profile of two points. Allocates; free with destroy.
ACI_MUST_CHECK aci_status aci_channels_cone(double mouth_radius, double bottom_radius, double depth,
                                            aci_profile *out);

/// Radius of an upright profile at a depth at time zero, m; 0 outside.
double aci_channels_radius(const aci_profile *profile, double depth);

/// Depth of the profile's end, m.
double aci_channels_depth(const aci_profile *profile);

/// Length of the depths in [from, to] at which the wall, its radii times `factor`, lies outside
/// `radius`: how much of an upright line at that distance from the axis is channel. m.
double aci_channels_length(const aci_profile *profile, double factor, double radius, double from,
                           double to);

/// Least and largest radius at time zero over the depths [from, to]; 0 counts where the range
/// leaves the profile.
void aci_channels_radius_range(const aci_profile *profile, double from, double to, double *least,
                               double *largest);

#endif
