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
    unsigned char *state; ///< [cells] aci_wall_state in the bits of ACI_WALL_MASK
    double *half[3][2];   ///< [cells[axis]] edge to centre, centre to edge; of rings the logarithm
    double channel_conductivity;
} aci_faces;

/// All but the states, for a grid. ACI_FILE when memory is short; destroy also then.
ACI_MUST_CHECK aci_status aci_faces_create(const aci_grid *grid, const aci_channels *channels,
                                           aci_faces *out);
void aci_faces_destroy(aci_faces *faces);

/// Of the faces towards the next cells along all axes in one row of cells, as if it and the next
/// were tissue only, m3/s; `out[axis]` [columns], zero where there is no next cell.
void aci_faces_fill_tissue(const aci_faces *faces, int k, double *const out[3]);

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

/// Whether one of channel and tissue hardly conducts across, in a row: no cell of it has a skew.
bool aci_faces_is_insulated(const aci_faces *faces, int k);

static inline aci_wall_state aci_faces_state(const aci_faces *faces, const int at[3])
{
    return faces->state[aci_grid_cell(faces->walls.grid, at[0], at[1], at[2])] & ACI_WALL_MASK;
}

/// Conductivity of the tissue of a row, m2/s.
static inline double aci_faces_tissue(const aci_faces *faces, int axis, int k)
{
    return axis == 2 ? faces->rows[k].conductivity : faces->rows[k].lateral_conductivity;
}

#endif
