/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A panel with two axes, linear or logarithmic, for the figures of studies.
#ifndef ACICULA_FIGURE_PANEL_H
#define ACICULA_FIGURE_PANEL_H

#include <stdbool.h>

#include "quantity.h"
#include "script.h"

typedef struct aci_panel_axis {
    double low, high; ///< display units; > 0 where logarithmic
    bool is_log;
    bool has_names;                 ///< numbers at the tics
    char title[ACI_QUANTITY_TITLE]; ///< "" for none
} aci_panel_axis;

typedef struct aci_panel {
    aci_rectangle at;
    aci_panel_axis x, y;
} aci_panel;

/// An axis that holds nothing yet.
aci_panel_axis aci_panel_empty(bool is_log);

/// Widens the axis to hold a number; NAN, and what a logarithmic axis cannot show, is passed over.
void aci_panel_include(aci_panel_axis *axis, double value);

/// Leaves a margin, a share of the length, at either end; an axis without length gets one. One
/// whose numbers are all >= 0 does not go below.
void aci_panel_widen(aci_panel_axis *axis, double margin);

/// Place, ranges, tics, grid and titles; what is written next goes with the panel.
void aci_panel_begin(aci_script *script, const aci_panel *panel);

/// Place of a number along the axis, 0 at its low end, 1 at its high one.
double aci_panel_part(const aci_panel_axis *axis, double value);

/// Its pixels.
double aci_panel_across(const aci_panel *panel, double value);
double aci_panel_height(const aci_panel *panel, double value);

#endif
