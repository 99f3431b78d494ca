/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How much of a straight line is channel: the one geometric question of the coefficients.
///
/// In an axisymmetric cell and in the quarter of a square cell the channel stands upright on the
/// axis x = y = 0; in a patch each column of the grid knows the tracts that may pass through it.
#ifndef ACICULA_TRANSPORT_WALLS_H
#define ACICULA_TRANSPORT_WALLS_H

#include "acicula/numerics/grid.h"
#include "acicula/puncture/channels.h"

typedef struct aci_walls {
    const aci_grid *grid;
    const aci_channels *channels;
    double factor;     ///< of all radii: closure at the time set last
    int *first;        ///< [columns + 1], patch: where a column's tracts begin in `passing`
    int *passing;      ///< indices of tracts
    double (*axis)[3]; ///< [tracts] unit vectors along the tracts, down
} aci_walls;

typedef enum aci_wall_state { ACI_WALL_OUTSIDE, ACI_WALL_INSIDE, ACI_WALL_CUT } aci_wall_state;

ACI_MUST_CHECK aci_status aci_walls_create(const aci_grid *grid, const aci_channels *channels,
                                           aci_walls *out);
void aci_walls_destroy(aci_walls *walls);
/// For channels opened at a time before.
void aci_walls_set_time(aci_walls *walls, double opened, double time);

/// Where a cell lies; CUT also where it might be cut.
aci_wall_state aci_walls_state(const aci_walls *walls, int i, int j, int k);

/// A stretch of a line; empty where to <= from.
typedef struct aci_stretch {
    double from, to;
} aci_stretch;

/// The part that is channel of the segment `line` along `axis` through `point` (its own coordinate
/// along the axis does not count), inside a column. One stretch: of two channels that pass, the
/// hull. Along depth only its length counts where a profile bulges.
aci_stretch aci_walls_overlap(const aci_walls *walls, int column, int axis, const double point[3],
                              aci_stretch line);

/// Unit normal of the wall nearest to a cell's centre, out of the channel (axisymmetric: r, 0, z).
void aci_walls_normal(const aci_walls *walls, int i, int j, int k, double normal[3]);

#endif
