/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Numbers of any unit as they stand in a figure: in the unit people use, with a proper sign.
#ifndef ACICULA_FIGURE_QUANTITY_H
#define ACICULA_FIGURE_QUANTITY_H

#include <stddef.h>

#include "text.h"

enum { ACI_QUANTITY_TITLE = 256 };

typedef struct aci_quantity {
    double factor;              ///< shown = factor times SI
    char unit[ACI_FIGURE_TEXT]; ///< "µg/cm²"; "" for a pure number
} aci_quantity;

/// Of a variable by its name and SI unit (description.h).
aci_quantity aci_quantity_of(const char *name, const char *unit);

/// "layer amount dermis (µg/cm²)": underscores, and points before letters, become spaces.
const char *aci_quantity_title(const aci_quantity *quantity, const char *label,
                               char out[ACI_QUANTITY_TITLE]);

/// "12.3 µm", of a number in SI; "?" for NAN.
const char *aci_quantity_text(const aci_quantity *quantity, double value,
                              char out[ACI_FIGURE_TEXT]);

/// A key of a config as short as it still says what it is: of "skin.layers.stratum_corneum.
/// thickness" the last two parts, with spaces.
const char *aci_quantity_key(const char *key, char out[ACI_QUANTITY_TITLE]);

/// At most `most` characters of a text, with an ellipsis where some are left out.
const char *aci_quantity_short(const char *text, int most, char out[ACI_QUANTITY_TITLE]);

/// "275 um" or "3e-10 m2/s" with three digits and proper signs; other texts as they are.
const char *aci_quantity_pretty(const char *text, char out[ACI_QUANTITY_TITLE]);

#endif
