/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The grid of a scenario: where its cells must be small, in plain depths and radii.
///
/// Edges pass through every boundary of layers, of regions and of tape strips, z = 0 and the
/// channel's end. Cells crowd with the
/// exponent 5/9 (grading.h) where a channel leaves a layer that conducts far less than the next
/// one: there u has a corner; for a finite dose also at the rim of the mouth.
#ifndef ACICULA_STUDY_MESH_H
#define ACICULA_STUDY_MESH_H

#include "acicula/numerics/grid.h"
#include "acicula/study/scenario.h"

/// Grid at a resolution (cells per length scale; doubling it halves every cell). ACI_SLAB leaves
/// the channels out. Where `scenario->cells` is set, the cells are those numbers times `resolution`
/// (1: as asked). ACI_BAD_INPUT, with what to change, beyond 2e8 cells.
ACI_MUST_CHECK aci_status aci_mesh_create(const aci_scenario *scenario, aci_geometry geometry,
                                          double resolution, aci_grid **out);

#endif
