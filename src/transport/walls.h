/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Where the walls of channels stand in a grid: which cells they cut, and how much of a straight
/// line is channel, the one geometric question of the coefficients.
///
/// In an axisymmetric cell and in the quarter of a square cell the channel stands upright on the
/// axis x = y = 0; in a patch each column of the grid knows the tracts that may pass through it.
#ifndef ACICULA_TRANSPORT_WALLS_H
#define ACICULA_TRANSPORT_WALLS_H

#include "acicula/numerics/grid.h"
#include "acicula/puncture/channels.h"

enum { ACI_LINES_MAX = 128 };

/// Of the upright profile over one row of cells, at time zero, m.
typedef struct aci_wall_range {
    double least, largest;
} aci_wall_range;

/// What of a tract does not change as it closes.
typedef struct aci_tract_frame {
    double axis[3];     ///< unit vector along the tract, down
    double depth;       ///< of the lowest point of its flat end, at most, m
    int from[2], to[2]; ///< columns along x and y that it may touch, both ends included
} aci_tract_frame;

typedef struct aci_walls {
    const aci_grid *grid;
    const aci_channels *channels;
    double factor;           ///< of all radii: closure at the time set last
    aci_wall_range *range;   ///< [rows], lattice
    double *inner, *outer;   ///< [columns] distances of their nearest and farthest corner, lattice
    int *first;              ///< [columns + 1], patch: where a column's tracts begin in `passing`
    int *passing;            ///< indices of tracts
    aci_tract_frame *frames; ///< [tracts]
} aci_walls;

typedef enum aci_wall_state { ACI_WALL_OUTSIDE, ACI_WALL_INSIDE, ACI_WALL_CUT } aci_wall_state;

enum { ACI_WALL_MASK = 3 }; ///< of the bits of a cell that hold its state

ACI_MUST_CHECK aci_status aci_walls_create(const aci_grid *grid, const aci_channels *channels,
                                           aci_walls *out);
void aci_walls_destroy(aci_walls *walls);
/// For channels opened at a time before.
void aci_walls_set_time(aci_walls *walls, double opened, double time);

/// Where the cells of a row lie, by its number; CUT also where they might be cut. `state`
/// [columns], all outside before; other bits stay.
void aci_walls_mark(const aci_walls *walls, int k, unsigned char *state);

/// A stretch of a line; empty where to <= from.
typedef struct aci_stretch {
    double from, to;
} aci_stretch;

/// The part of a stretch between two places.
static inline aci_stretch aci_stretch_clip(aci_stretch line, double low, double high)
{
    return (aci_stretch){line.from > low ? line.from : low, line.to < high ? line.to : high};
}

/// Lines along `axis` through points, whose own coordinate along the axis is 0. The depths of
/// points are those of the first `period` points again and again.
typedef struct aci_lines {
    int axis, count, period;
    double point[3][ACI_LINES_MAX];
} aci_lines;

/// The same segment of each line, inside one column.
typedef struct aci_segments {
    int column;
    aci_stretch line;
    aci_stretch channel[ACI_LINES_MAX]; ///< gets the part that is channel
} aci_segments;

/// The part that is channel of each segment, for one or two segments of each line. One stretch: of
/// two channels that pass, the hull. Along depth only its length counts where a profile bulges.
void aci_walls_cross(const aci_walls *walls, const aci_lines *lines, int count,
                     aci_segments *segments);

/// Unit normal of the wall nearest to a cell's centre, out of the channel (axisymmetric: r, 0, z).
void aci_walls_normal(const aci_walls *walls, int i, int j, int k, double normal[3]);

#endif
