/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/findings.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

aci_sheet *aci_findings_add(aci_findings *findings, const char *name, const char *dimension,
                            const char *title, int rows)
{
    aci_sheet *sheet =
        findings->sheet_count < ACI_FINDINGS_SHEETS_MAX ? calloc(1, sizeof *sheet) : NULL;
    if (sheet == NULL) {
        return NULL;
    }
    snprintf(sheet->name, sizeof sheet->name, "%s", name);
    snprintf(sheet->dimension, sizeof sheet->dimension, "%s", dimension);
    snprintf(sheet->title, sizeof sheet->title, "%s", title);
    sheet->rows = rows;
    findings->sheets[findings->sheet_count++] = sheet;
    return sheet;
}

static aci_column *add_column(aci_sheet *sheet, const char *name, const char *unit,
                              const char *long_name)
{
    if (sheet == NULL || sheet->column_count == ACI_FINDINGS_COLUMNS_MAX) {
        return NULL;
    }
    aci_column *column = &sheet->columns[sheet->column_count];
    snprintf(column->name, sizeof column->name, "%s", name);
    snprintf(column->unit, sizeof column->unit, "%s", unit);
    snprintf(column->long_name, sizeof column->long_name, "%s", long_name);
    column->width = 1;
    return column;
}

double *aci_findings_numbers(aci_sheet *sheet, const char *name, const char *unit, int width,
                             const char *long_name)
{
    aci_column *column = add_column(sheet, name, unit, long_name);
    if (column == NULL) {
        return NULL;
    }
    size_t count = (size_t)sheet->rows * (size_t)width;
    column->width = width;
    column->numbers = malloc((count + 1) * sizeof *column->numbers);
    for (size_t n = 0; column->numbers != NULL && n < count; ++n) {
        column->numbers[n] = NAN;
    }
    sheet->column_count += column->numbers != NULL;
    return column->numbers;
}

aci_findings_text *aci_findings_texts(aci_sheet *sheet, const char *name, const char *long_name)
{
    aci_column *column = add_column(sheet, name, "", long_name);
    if (column == NULL) {
        return NULL;
    }
    column->texts = calloc((size_t)sheet->rows + 1, sizeof *column->texts);
    sheet->column_count += column->texts != NULL;
    return column->texts;
}

aci_status aci_findings_note(aci_findings *findings, const char *format, ...)
{
    char line[4 * ACI_FINDINGS_TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    size_t used = findings->notes == NULL ? 0 : strlen(findings->notes);
    char *longer = realloc(findings->notes, used + strlen(line) + 2);
    if (longer == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a note");
    }
    snprintf(longer + used, strlen(line) + 2, "%s\n", line);
    findings->notes = longer;
    return ACI_OK;
}

const aci_sheet *aci_findings_sheet(const aci_findings *findings, const char *name)
{
    for (int k = 0; k < findings->sheet_count; ++k) {
        if (strcmp(findings->sheets[k]->name, name) == 0) {
            return findings->sheets[k];
        }
    }
    return NULL;
}

const aci_column *aci_findings_column(const aci_sheet *sheet, const char *name)
{
    for (int k = 0; sheet != NULL && k < sheet->column_count; ++k) {
        if (strcmp(sheet->columns[k].name, name) == 0) {
            return &sheet->columns[k];
        }
    }
    return NULL;
}

static void destroy_sheet(aci_sheet *sheet)
{
    for (int k = 0; k < sheet->column_count; ++k) {
        free(sheet->columns[k].numbers);
        free(sheet->columns[k].texts);
    }
    free(sheet);
}

void aci_findings_destroy(aci_findings *findings)
{
    for (int k = 0; k < findings->sheet_count; ++k) {
        destroy_sheet(findings->sheets[k]);
    }
    free(findings->notes);
    *findings = (aci_findings){.sheet_count = 0};
}
