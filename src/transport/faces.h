/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Conductances of faces and volume fractions of cells by integration to the channel wall.
#ifndef ACICULA_TRANSPORT_FACES_H
#define ACICULA_TRANSPORT_FACES_H

#include <stdbool.h>

#include "acicula/numerics/operator.h"
#include "walls.h"

/// The compound in the tissue of one row of cells.
typedef struct aci_row {
    double partition;
    double lateral_conductivity; ///< partition diffusivity across, m2/s
    double conductivity;         ///< along depth, m2/s
    double clearance;            ///< 1/s
} aci_row;

typedef struct aci_faces {
    aci_walls walls;
    aci_row *rows;        ///< [rows]
    unsigned char *state; ///< [cells] aci_wall_state
    double channel_conductivity;
} aci_faces;

/// Of the face between a cell and the next one along `axis`, m3/s.
double aci_faces_conductance(const aci_faces *faces, int axis, const int at[3]);

/// From the centre of a cell in the first or last row to the outer side there, m3/s.
double aci_faces_side(const aci_faces *faces, int i, int j, int k);

/// Part of a cell's volume that is channel.
double aci_faces_fraction(const aci_faces *faces, int i, int j, int k);

/// The skew of a cut cell: its conductivity is parallel along the wall and series across it,
///   tensor = parallel (1 - n n') + series n n',     n the wall's normal,
/// of which the faces hold the diagonal. False where nothing is to be added: the wall is square to
/// the grid, or one material hardly conducts, so that no flow crosses.
bool aci_faces_skew(const aci_faces *faces, int i, int j, int k, double fraction, aci_skew *out);

#endif
