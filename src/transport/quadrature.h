/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Points over the faces of cells, with their shares of the area.
#ifndef ACICULA_TRANSPORT_QUADRATURE_H
#define ACICULA_TRANSPORT_QUADRATURE_H

#include "walls.h"

/// The lines run across the face.
typedef struct aci_quadrature {
    aci_lines lines;
    double area[ACI_LINES_MAX]; ///< m2; of upright cylinders angle times height, as the resistance
                                ///< of a ring holds its radius
} aci_quadrature;

/// Of the face between a cell and the next one along `axis`; one across depth lies at `depth`,
/// inside or at the edge of the cell.
void aci_quadrature_face(const aci_walls *walls, int axis, const int at[3], double depth,
                         aci_quadrature *out);

#endif
