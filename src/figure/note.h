/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Remarks in the gutter right of a panel, each tied to a height in it, instead of a legend.
#ifndef ACICULA_FIGURE_NOTE_H
#define ACICULA_FIGURE_NOTE_H

#include <stdbool.h>
#include <stdio.h>

#include "script.h"
#include "text.h"

/// The vertical axis of a panel, display units.
typedef struct aci_note_axis {
    aci_rectangle panel;
    double low, high;
    bool is_log;
} aci_note_axis;

/// Two lines; the second may be empty.
typedef struct aci_note {
    double value; ///< on the vertical axis, display units
    const char *colour;
    char first[ACI_FIGURE_TEXT], second[160];
} aci_note;

enum { ACI_NOTE_MOST = 8 };

/// Pixel of a value, held inside the panel.
double aci_note_height(const aci_note_axis *axis, double value);

/// Writes a number of the script's data: NaN below a logarithmic axis, which ends above zero and
/// along whose end a line would be a value.
void aci_note_number(FILE *stream, const aci_note_axis *axis, double value);

/// Writes up to ACI_NOTE_MOST notes, moved apart where they are close.
void aci_note_write(aci_script *script, const aci_note_axis *axis, const aci_note *notes,
                    int count);

#endif
