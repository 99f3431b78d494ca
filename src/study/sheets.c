/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

aci_sheets_page aci_sheets_start(aci_findings *findings, const char *name, const char *dimension,
                                 const char *title, int rows)
{
    aci_sheet *sheet = aci_findings_add(findings, name, dimension, title, rows);
    return (aci_sheets_page){sheet, sheet == NULL};
}

aci_status aci_sheets_end(const aci_sheets_page *page)
{
    return page->is_short ? ACI_FAIL(ACI_FILE, "out of memory for a sheet of findings") : ACI_OK;
}

static void join(const char *prefix, const char *suffix, char name[ACI_FINDINGS_NAME_SIZE])
{
    size_t room = ACI_FINDINGS_NAME_SIZE - strlen(suffix) - 2;
    snprintf(name, ACI_FINDINGS_NAME_SIZE, "%.*s%s%s", (int)room, prefix,
             *prefix != '\0' && *suffix != '\0' ? "_" : "", suffix);
}

void aci_sheets_numbers(aci_sheets_page *page, aci_sheets_column column, const double *first,
                        size_t stride)
{
    char name[ACI_FINDINGS_NAME_SIZE];
    join(column.prefix, column.suffix, name);
    double *numbers = aci_findings_numbers(page->sheet, name, column.unit, 1, column.text);
    page->is_short = page->is_short || numbers == NULL;
    for (int row = 0; numbers != NULL && row < page->sheet->rows; ++row) {
        const char *place = (const char *)first + (size_t)row * stride;
        numbers[row] = *(const double *)(const void *)place;
    }
}

void aci_sheets_intervals(aci_sheets_page *page, aci_sheets_column column,
                          const aci_interval *first, size_t stride)
{
    char low[ACI_FINDINGS_NAME_SIZE], high[ACI_FINDINGS_NAME_SIZE], text[ACI_FINDINGS_TEXT_SIZE];
    join(column.suffix, "low", low);
    join(column.suffix, "high", high);
    aci_sheets_numbers(page, column, &first->value, stride);
    snprintf(text, sizeof text, "%.200s, low end of its interval", column.text);
    aci_sheets_numbers(page, (aci_sheets_column){column.prefix, low, column.unit, text},
                       &first->low, stride);
    snprintf(text, sizeof text, "%.200s, high end of its interval", column.text);
    aci_sheets_numbers(page, (aci_sheets_column){column.prefix, high, column.unit, text},
                       &first->high, stride);
}

void aci_sheets_texts(aci_sheets_page *page, const char *name, const char *long_name,
                      aci_sheets_text *text, const void *context)
{
    aci_findings_text *texts = aci_findings_texts(page->sheet, name, long_name);
    page->is_short = page->is_short || texts == NULL;
    for (int row = 0; texts != NULL && row < page->sheet->rows; ++row) {
        text(context, row, texts[row]);
    }
}

void aci_sheets_label(const aci_variable *variable, aci_findings_text label)
{
    const char *from = variable->key;
    for (const char *dot = strchr(from, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
        const char *next = strchr(dot + 1, '.');
        from = next != NULL && strchr(next + 1, '.') == NULL ? dot + 1 : from;
    }
    snprintf(label, ACI_FINDINGS_TEXT_SIZE, "%.200s", from);
    for (char *c = label; *c != '\0'; ++c) {
        *c = *c == '.' || *c == '_' ? ' ' : *c;
    }
}

static void key_text(const void *context, int row, aci_findings_text text)
{
    const aci_distribution_list *list = context;
    snprintf(text, ACI_FINDINGS_TEXT_SIZE, "%.200s", list->variables[row].key);
}

static void label_text(const void *context, int row, aci_findings_text text)
{
    const aci_distribution_list *list = context;
    aci_sheets_label(&list->variables[row], text);
}

void aci_sheets_variables(aci_sheets_page *page, const aci_distribution_list *uncertain)
{
    aci_sheets_texts(page, "variable", "key of the config", key_text, uncertain);
    aci_sheets_texts(page, "label", "its name in figures", label_text, uncertain);
}

aci_status aci_sheets_samples(const aci_distribution_list *uncertain, const aci_inquiry *inquiry,
                              int rows, const double *inputs, const double *values,
                              aci_findings *findings)
{
    aci_sheets_page page =
        aci_sheets_start(findings, "samples", "sample", "Points of the study", rows);
    for (int i = 0; i < uncertain->count; ++i) {
        const aci_variable *variable = &uncertain->variables[i];
        aci_sheets_column column = {variable->name, "", variable->unit, variable->key};
        aci_sheets_numbers(&page, column, inputs + i, (size_t)uncertain->count * sizeof *inputs);
    }
    for (int k = 0; k < inquiry->count; ++k) {
        const aci_headline *result = &inquiry->results[k];
        aci_sheets_column column = {inquiry->names[k], "", result->outcome.unit, result->label};
        aci_sheets_numbers(&page, column, values + k, (size_t)inquiry->count * sizeof *values);
    }
    return aci_sheets_end(&page);
}
