/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Panels whose rows have names: of each row bars along the axis, and words right of it.
#ifndef ACICULA_FIGURE_ROWS_H
#define ACICULA_FIGURE_ROWS_H

#include "columns.h"
#include "panel.h"

enum { ACI_ROWS_MOST = 12, ACI_ROWS_PANELS_MOST = 4 };

/// Pixels.
enum { ACI_ROWS_LEFT = 236, ACI_ROWS_WIDTH = 420 };

/// One panel of a figure that has several below each other.
typedef struct aci_rows {
    int count;                ///< rows shown
    int order[ACI_ROWS_MOST]; ///< the rows of the sheet, from the top
    aci_panel panel;          ///< y from 0 to count
} aci_rows;

/// The rows with the largest `size`, NAN counted as 0, at most ACI_ROWS_MOST.
void aci_rows_choose(const double *size, int count, aci_rows *rows);

/// Height of a panel with everything around it, and where panel `number` of a figure lies.
int aci_rows_height(int count);
void aci_rows_place(int number, aci_rows *rows);

/// A figure of such panels, one for each result of a sheet.
typedef struct aci_rows_figure {
    const char *sheet, *subtitle, *caption;
    int gutter; ///< pixels right of the panels, for words
} aci_rows_figure;

/// Opens it in the size it needs; returns how many panels it has, ACI_ROWS_PANELS_MOST at most.
int aci_rows_open(aci_script *script, const aci_findings *findings,
                  const aci_columns_results *results, const aci_rows_figure *figure);

/// The panel with its names (texts by row of the sheet) and a heading.
void aci_rows_begin(aci_script *script, const aci_rows *rows, const aci_findings_text *names,
                    const char *heading);

/// The middle of a row on the axis y; row 0 is the first shown.
double aci_rows_middle(const aci_rows *rows, int row);

/// Words beside a row, or above the first (row -1), from `offset` pixels right of the panel.
void aci_rows_word(aci_script *script, const aci_rows *rows, int row, double offset,
                   const char *colour, const char *text);

#endif
