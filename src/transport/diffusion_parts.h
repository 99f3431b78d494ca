/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the parts of diffusion share: who knows the layers, who fills, who observes.
#ifndef ACICULA_TRANSPORT_DIFFUSION_PARTS_H
#define ACICULA_TRANSPORT_DIFFUSION_PARTS_H

#include "acicula/transport/diffusion.h"
#include "faces.h"

/// The cells of one row that walls cut, in their order. Of all other cells the state says what part
/// is channel.
typedef struct aci_cuts {
    size_t count, room;
    double *fraction; ///< [room]
    bool is_touched;  ///< any cell of the row is or was no mere tissue
} aci_cuts;

/// The bits of faces.state above ACI_WALL_MASK hold the state before the walls moved last.
struct aci_diffusion {
    aci_situation now;
    const aci_skin *skin;
    const aci_channels *channels;
    const aci_reservoir *reservoir;
    const aci_grid *grid;
    aci_faces faces;
    int *layer;     ///< [rows], -1 in the film
    aci_cuts *cuts; ///< [rows]
    bool *is_stale; ///< [rows] of one fill: every coefficient of the row is to be written
    const aci_operator *filled; ///< last; NULL: none
};

void aci_diffusion_fill_film(const aci_diffusion *diffusion, aci_row *row);

/// Part of a cell that is channel. `*cut` starts at the row's cut cells and goes on to the next one
/// as the row's cells are asked in their order.
static inline double aci_diffusion_part(unsigned char state, const double **cut)
{
    switch (state & ACI_WALL_MASK) {
    case ACI_WALL_INSIDE:
        return 1.0;
    case ACI_WALL_CUT:
        return *(*cut)++;
    default:
        return 0.0;
    }
}

/// The states of a row, [columns].
static inline unsigned char *aci_diffusion_states(const aci_diffusion *diffusion, int k)
{
    return diffusion->faces.state + aci_grid_cell(diffusion->grid, 0, 0, k);
}

#endif
