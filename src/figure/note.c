/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "note.h"

#include <assert.h>
#include <math.h>

enum { NOTE_LINE = 17, NOTE_GAP = 8 };

double aci_note_height(const aci_note_axis *axis, double value)
{
    double part = axis->is_log
                      ? log(fmax(value, axis->low) / axis->low) / log(axis->high / axis->low)
                      : (value - axis->low) / (axis->high - axis->low);
    return axis->panel.top + axis->panel.height * (1 - fmin(fmax(part, 0), 1));
}

/// Highest value first.
static void sort(const aci_note *notes, int count, int *order)
{
    for (int n = 0; n < count; n++) {
        int slot = n;
        while (slot > 0 && notes[order[slot - 1]].value < notes[n].value) {
            order[slot] = order[slot - 1];
            slot--;
        }
        order[slot] = n;
    }
}

void aci_note_write(aci_script *script, const aci_note_axis *axis, const aci_note *notes, int count)
{
    int order[ACI_NOTE_MOST];
    double place[ACI_NOTE_MOST];
    assert(count <= ACI_NOTE_MOST);
    sort(notes, count, order);
    for (int n = 0; n < count; n++) {
        place[n] = aci_note_height(axis, notes[order[n]].value);
    }
    aci_text_spread(place, count, 2 * NOTE_LINE + NOTE_GAP, axis->panel.top + 8,
                    axis->panel.top + axis->panel.height - 14);
    double right = axis->panel.left + axis->panel.width;
    for (int n = 0; n < count; n++) {
        const aci_note *here = &notes[order[n]];
        char style[64];
        snprintf(style, sizeof style, "left " ACI_SMALL " tc rgb '%s'", here->colour);
        aci_script_line(script, (double[]){right + 4, aci_note_height(axis, here->value)},
                        (double[]){right + 15, place[n]}, "lw 0.8 lc rgb '#888888'");
        aci_script_label(script, right + 20, place[n], style, here->first);
        aci_script_label(script, right + 20, place[n] + NOTE_LINE, style, here->second);
    }
}

void aci_note_number(FILE *stream, const aci_note_axis *axis, double value)
{
    if (axis->is_log && value < axis->low) {
        fputs(" NaN", stream);
    } else {
        fprintf(stream, " %.8g", value);
    }
}
