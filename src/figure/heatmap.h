/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One panel of concentrations as colours over depth, with the layers of the skin.
#ifndef ACICULA_FIGURE_HEATMAP_H
#define ACICULA_FIGURE_HEATMAP_H

#include "data.h"
#include "image.h"
#include "script.h"

typedef struct aci_heatmap {
    aci_rectangle panel;
    aci_window window;
    aci_figure_plane plane;
    const double *value; ///< [rows][columns], kg/m3
    bool is_mirrored;
    double low, high;         ///< ends of the logarithmic colour scale, kg/m3
    const char *heading;      ///< above the panel, NULL: none
    const char *lateral_tics; ///< gnuplot's words after `set xtics`; NULL: micrometres
    bool has_depth_tics, has_layer_names, has_colour_box;
    const aci_window *inset;    ///< drawn as a box: the part another panel shows larger
    const aci_segment *outline; ///< of the channel, NULL: none
    int outline_count;
} aci_heatmap;

/// Writes the panel. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_heatmap_write(aci_script *script, const aci_figure_data *data,
                                            const aci_heatmap *map);

#endif
