/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a study found, as tables that files, figures and terminals take as they are.
///
/// A sheet is a table: rows along one dimension, columns of numbers or texts; a column of numbers
/// may hold `width` of them in a row (a matrix). SI throughout, NAN where a number is missing.
#ifndef ACICULA_STUDY_FINDINGS_H
#define ACICULA_STUDY_FINDINGS_H

#include "acicula/base/status.h"

enum {
    ACI_FINDINGS_NAME_SIZE = 64,
    ACI_FINDINGS_TEXT_SIZE = 256,
    ACI_FINDINGS_COLUMNS_MAX = 96,
    ACI_FINDINGS_SHEETS_MAX = 24
};

typedef char aci_findings_text[ACI_FINDINGS_TEXT_SIZE];

typedef struct aci_column {
    char name[ACI_FINDINGS_NAME_SIZE]; ///< as a variable of the file: letters, digits, underscores
    char unit[ACI_FINDINGS_NAME_SIZE]; ///< "m2 s-1", "1"; "" for texts
    char long_name[ACI_FINDINGS_TEXT_SIZE];
    int width;                ///< numbers in a row, >= 1
    double *numbers;          ///< [rows][width]; NULL for texts
    aci_findings_text *texts; ///< [rows]; NULL for numbers
} aci_column;

typedef struct aci_sheet {
    char name[ACI_FINDINGS_NAME_SIZE];      ///< a group of the file
    char dimension[ACI_FINDINGS_NAME_SIZE]; ///< of the rows: "variable", "design", "sample"
    char title[ACI_FINDINGS_TEXT_SIZE];
    int rows, column_count;
    aci_column columns[ACI_FINDINGS_COLUMNS_MAX];
} aci_sheet;

/// Owned; destroy in every case. Start with all zero.
typedef struct aci_findings {
    char verb[ACI_FINDINGS_NAME_SIZE]; ///< "sensitivity"
    char title[ACI_FINDINGS_TEXT_SIZE];
    int sheet_count;
    aci_sheet *sheets[ACI_FINDINGS_SHEETS_MAX];
    char *notes; ///< what to know, one a line; NULL for none
} aci_findings;

/// Adds an empty sheet and returns it; NULL when memory is short or there are too many.
aci_sheet *aci_findings_add(aci_findings *findings, const char *name, const char *dimension,
                            const char *title, int rows);

/// Adds a column and returns its numbers, all NAN (its texts, all ""); NULL when memory is short,
/// or `sheet` is NULL, so that calls can follow each other and be looked at in the end.
double *aci_findings_numbers(aci_sheet *sheet, const char *name, const char *unit, int width,
                             const char *long_name);
aci_findings_text *aci_findings_texts(aci_sheet *sheet, const char *name, const char *long_name);

/// Adds a line to the notes (printf format).
ACI_MUST_CHECK aci_status aci_findings_note(aci_findings *findings, const char *format, ...)
    ACI_PRINTF(2, 3);

/// A sheet or column by name; NULL when there is none.
const aci_sheet *aci_findings_sheet(const aci_findings *findings, const char *name);
const aci_column *aci_findings_column(const aci_sheet *sheet, const char *name);

void aci_findings_destroy(aci_findings *findings);

#endif
