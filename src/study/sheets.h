/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the sheets of studies of uncertain numbers share.
#ifndef ACICULA_STUDY_SHEETS_H
#define ACICULA_STUDY_SHEETS_H

#include <stdbool.h>

#include "acicula/study/distribution.h"
#include "acicula/study/findings.h"
#include "acicula/study/inquiry.h"
#include "acicula/study/interval.h"

/// A sheet being filled; `is_short` once memory was, and nothing is written then.
typedef struct aci_sheets_page {
    aci_sheet *sheet;
    bool is_short;
} aci_sheets_page;

aci_sheets_page aci_sheets_start(aci_findings *findings, const char *name, const char *dimension,
                                 const char *title, int rows);

/// ACI_FILE when memory was short.
ACI_MUST_CHECK aci_status aci_sheets_end(const aci_sheets_page *page);

/// What a column is: PREFIX_SUFFIX (SUFFIX "": PREFIX alone), its unit and its meaning.
typedef struct aci_sheets_column {
    const char *prefix, *suffix, *unit, *text;
} aci_sheets_column;

/// Adds a column of the numbers that stand `stride` bytes apart, from *first on.
void aci_sheets_numbers(aci_sheets_page *page, aci_sheets_column column, const double *first,
                        size_t stride);

/// The same for a column and two more, its name with _low and with _high.
void aci_sheets_intervals(aci_sheets_page *page, aci_sheets_column column,
                          const aci_interval *first, size_t stride);

/// Adds a column of texts; row n is text(context, n).
typedef void aci_sheets_text(const void *context, int row, aci_findings_text text);
void aci_sheets_texts(aci_sheets_page *page, const char *name, const char *long_name,
                      aci_sheets_text *text, const void *context);

/// Columns `variable` and `label` of the uncertain numbers.
void aci_sheets_variables(aci_sheets_page *page, const aci_distribution_list *uncertain);

/// "needle length" for "device.needle.length": the last two words of the key.
void aci_sheets_label(const aci_variable *variable, aci_findings_text label);

/// The sheet `samples`: inputs [rows][variables], values [rows][results].
ACI_MUST_CHECK aci_status aci_sheets_samples(const aci_distribution_list *uncertain,
                                             const aci_inquiry *inquiry, int rows,
                                             const double *inputs, const double *values,
                                             aci_findings *findings);

#endif
