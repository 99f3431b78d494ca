/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The layers of the skin as bands across a panel, upright ones with their names above.
#ifndef ACICULA_FIGURE_BANDS_H
#define ACICULA_FIGURE_BANDS_H

#include <stdbool.h>

#include "data.h"
#include "script.h"

typedef struct aci_bands {
    aci_rectangle panel;
    double low, high; ///< ends of the panel's lateral axis, its units
    bool has_names;   ///< where they fit, in one line or two
} aci_bands;

/// Height above the panel the names need, pixels.
enum { ACI_BANDS_NAMES = 36 };

/// Layer n of the data from edges[n] to edges[n + 1], on the axis: layers + 1 of them.
void aci_bands_write(aci_script *script, const aci_figure_data *data, const aci_bands *bands,
                     const double *edges);

#endif
