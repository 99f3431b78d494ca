/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What figures of one and of two keys share, and the one of one key.
#ifndef ACICULA_FIGURE_MAP_PARTS_H
#define ACICULA_FIGURE_MAP_PARTS_H

#include "map.h"
#include "panel.h"

/// The panel.
enum { ACI_MAP_LEFT = 116, ACI_MAP_TOP = 82, ACI_MAP_WIDTH = 540, ACI_MAP_HEIGHT = 420 };
enum { ACI_MAP_AXIS = 62 }; ///< height of what stands below it

#define ACI_MAP_LOG_RANGE 30.0 ///< of the result, from which it is shown logarithmically

/// Widens an axis to hold all values, SI.
void aci_map_include(aci_panel_axis *axis, const aci_quantity *quantity, const double *values,
                     int count);

/// The axis of a key, from its first value to its last.
aci_panel_axis aci_map_axis(const aci_map_key *key, const aci_quantity *quantity);

/// Title and caption; `gutter` is left right of the panel.
void aci_map_open(aci_script *script, const aci_map *map, int gutter, const char *subtitle);

/// The result over one key.
ACI_MUST_CHECK aci_status aci_map_draw_curve(aci_script *script, const aci_map *map);

#endif
