/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Columns of a study's findings by sheet and name.
#ifndef ACICULA_FIGURE_SHEETS_H
#define ACICULA_FIGURE_SHEETS_H

#include <stdbool.h>

#include "acicula/study/findings.h"
#include "quantity.h"
#include "script.h"

/// Rows of a sheet, 0 without it.
int aci_columns_rows(const aci_findings *findings, const char *sheet);

/// The numbers or texts of a column; NULL where there are none.
const double *aci_columns_numbers(const aci_findings *findings, const char *sheet,
                                  const char *column);
const aci_findings_text *aci_columns_texts(const aci_findings *findings, const char *sheet,
                                           const char *column);

/// Whether all columns of a list "a b c" are there, and there is a row.
bool aci_columns_have(const aci_findings *findings, const char *sheet, const char *columns);

/// How the numbers of a column are shown.
aci_quantity aci_columns_quantity(const aci_findings *findings, const char *sheet,
                                  const char *column);

/// Results of which a sheet has a column NAME_SUFFIX.
enum { ACI_COLUMNS_RESULTS_MOST = 16 };
typedef struct aci_columns_results {
    int count;
    char names[ACI_COLUMNS_RESULTS_MOST][ACI_FINDINGS_NAME_SIZE];  ///< "absorbed_at_4_h"
    char labels[ACI_COLUMNS_RESULTS_MOST][ACI_FINDINGS_TEXT_SIZE]; ///< "absorbed at 4 h"
} aci_columns_results;

/// In the order of the sheet; labels are those of the sheet `samples` where it is there.
aci_columns_results aci_columns_find_results(const aci_findings *findings, const char *sheet,
                                             const char *suffix);

/// The numbers of a column NAME_SUFFIX, or NAME where `suffix` is "".
const double *aci_columns_of(const aci_findings *findings, const char *sheet, const char *name,
                             const char *suffix);

/// Its quantity.
aci_quantity aci_columns_quantity_of(const aci_findings *findings, const char *sheet,
                                     const char *name, const char *suffix);

/// Colours that go apart, also for the colour-blind (Wong 2011, 10.1038/nmeth.1618).
enum { ACI_COLUMNS_COLOURS = 6 };
extern const char *const aci_columns_colours[ACI_COLUMNS_COLOURS];

/// What stands above every figure of findings: title of the study, `subtitle`, and the caption
/// below. `height` is that of the panels with their titles.
void aci_columns_open(aci_script *script, const aci_findings *findings, int width, int height,
                      const char *subtitle, const char *caption);

/// Height above the panels.
enum { ACI_COLUMNS_TOP = 78 };

#endif
