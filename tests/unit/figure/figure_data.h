/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A small result made up in memory, to be drawn.
#ifndef ACICULA_TESTS_UNIT_FIGURE_DATA_H
#define ACICULA_TESTS_UNIT_FIGURE_DATA_H

#include "figure/data.h"

enum { RINGS = 4, ROWS = 6, TIMES = 3, LAYERS = 2 };

extern const double figure_r_edges[RINGS + 1]; ///< m
extern const double figure_z_edges[ROWS + 1];

/// A cell with a channel of 30 um x 100 um and a concentration that falls with depth; a slab
/// without the channel. A finite dose of 0.05 kg/m2, at 24 h 1e-7 (86400 - 1800) of it absorbed and
/// 2e-4 in the skin.
void make_data(aci_geometry geometry, aci_figure_data *data);

#endif
