/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <math.h>

enum { ROW = 30, ABOVE = 46, BELOW = 66, NAME_MOST = 27 };

static double size_of(const double *size, int row)
{
    return isnan(size[row]) ? 0.0 : fabs(size[row]);
}

void aci_rows_choose(const double *size, int count, aci_rows *rows)
{
    rows->count = 0;
    for (int row = 0; row < count; row++) {
        int slot = rows->count;
        rows->count += rows->count < ACI_ROWS_MOST;
        for (; slot > 0 && size_of(size, rows->order[slot - 1]) < size_of(size, row); slot--) {
            if (slot < ACI_ROWS_MOST) {
                rows->order[slot] = rows->order[slot - 1];
            }
        }
        if (slot < ACI_ROWS_MOST) {
            rows->order[slot] = row;
        }
    }
}

int aci_rows_height(int count)
{
    return ABOVE + ROW * count + BELOW;
}

void aci_rows_place(int number, aci_rows *rows)
{
    double top = ACI_COLUMNS_TOP + ABOVE + number * (double)aci_rows_height(rows->count);
    rows->panel.at = (aci_rectangle){ACI_ROWS_LEFT, top, ACI_ROWS_WIDTH, (double)ROW * rows->count};
    rows->panel.y = (aci_panel_axis){.low = 0.0, .high = rows->count};
}

double aci_rows_middle(const aci_rows *rows, int row)
{
    return rows->count - row - 0.5;
}

void aci_rows_word(aci_script *script, const aci_rows *rows, int row, double offset,
                   const char *colour, const char *text)
{
    char style[96];
    const aci_rectangle at = rows->panel.at;
    snprintf(style, sizeof style, "left " ACI_SMALL " tc rgb '%s'", colour);
    aci_script_label(script, at.left + at.width + offset, at.top + ROW * (row + 0.5), style, text);
}

void aci_rows_begin(aci_script *script, const aci_rows *rows, const aci_findings_text *names,
                    const char *heading)
{
    const aci_rectangle at = rows->panel.at;
    aci_panel_begin(script, &rows->panel);
    fputs("unset ytics\nset grid noytics\n", script->stream);
    char words[ACI_QUANTITY_TITLE];
    aci_script_label(script, 24, at.top - 30, "left",
                     aci_quantity_title(&(aci_quantity){1.0, ""}, heading, words));
    for (int row = 0; row < rows->count; row++) {
        char name[ACI_QUANTITY_TITLE];
        aci_script_label(script, at.left - 10, at.top + ROW * (row + 0.5), "right " ACI_SMALL,
                         aci_quantity_short(names[rows->order[row]], NAME_MOST, name));
    }
}

int aci_rows_open(aci_script *script, const aci_findings *findings,
                  const aci_columns_results *results, const aci_rows_figure *figure)
{
    int panels = results->count < ACI_ROWS_PANELS_MOST ? results->count : ACI_ROWS_PANELS_MOST;
    int rows = aci_columns_rows(findings, figure->sheet);
    int height = aci_rows_height(rows < ACI_ROWS_MOST ? rows : ACI_ROWS_MOST);
    aci_columns_open(script, findings, ACI_ROWS_LEFT + ACI_ROWS_WIDTH + figure->gutter,
                     panels * height, figure->subtitle, figure->caption);
    return panels;
}
