/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The walls of a patch: truncated cones about tilted axes, each looked for in its own
/// neighbourhood only.
#ifndef ACICULA_TRANSPORT_TRACTS_H
#define ACICULA_TRANSPORT_TRACTS_H

#include "walls.h"

/// The tracts of each column.
ACI_MUST_CHECK aci_status aci_tracts_create(aci_walls *walls);

/// As aci_walls_mark, aci_walls_cross; the gradient of distance to the axis minus radius, for the
/// tract whose wall is nearest.
void aci_tracts_mark(const aci_walls *walls, int k, unsigned char *state);
void aci_tracts_cross(const aci_walls *walls, const aci_lines *lines, int count,
                      aci_segments *segments);
void aci_tracts_gradient(const aci_walls *walls, int column, const double centre[3], double out[3]);

#endif
