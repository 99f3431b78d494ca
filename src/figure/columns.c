/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns.h"

#include <stdio.h>
#include <string.h>

const char *const aci_columns_colours[ACI_COLUMNS_COLOURS] = {"#0072b2", "#d55e00", "#009e73",
                                                              "#cc79a7", "#7a5c00", "#56b4e9"};

int aci_columns_rows(const aci_findings *findings, const char *sheet)
{
    const aci_sheet *found = aci_findings_sheet(findings, sheet);
    return found != NULL ? found->rows : 0;
}

static const aci_column *find(const aci_findings *findings, const char *sheet, const char *column)
{
    return aci_findings_column(aci_findings_sheet(findings, sheet), column);
}

const double *aci_columns_numbers(const aci_findings *findings, const char *sheet,
                                  const char *column)
{
    const aci_column *found = find(findings, sheet, column);
    return found != NULL && found->width == 1 ? found->numbers : NULL;
}

const aci_findings_text *aci_columns_texts(const aci_findings *findings, const char *sheet,
                                           const char *column)
{
    const aci_column *found = find(findings, sheet, column);
    return found != NULL ? (const aci_findings_text *)found->texts : NULL;
}

bool aci_columns_have(const aci_findings *findings, const char *sheet, const char *columns)
{
    char name[ACI_FINDINGS_NAME_SIZE];
    bool has_all = aci_columns_rows(findings, sheet) > 0;
    while (*columns != '\0' && has_all) {
        size_t length = strcspn(columns, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, columns);
        has_all = find(findings, sheet, name) != NULL;
        columns += length + strspn(columns + length, " ");
    }
    return has_all;
}

aci_quantity aci_columns_quantity(const aci_findings *findings, const char *sheet,
                                  const char *column)
{
    const aci_column *found = find(findings, sheet, column);
    return found != NULL ? aci_quantity_of(found->name, found->unit) : aci_quantity_of("", "1");
}

static void join(const char *name, const char *suffix, char out[2 * ACI_FINDINGS_NAME_SIZE])
{
    snprintf(out, 2 * ACI_FINDINGS_NAME_SIZE, "%.63s%s%.32s", name, suffix[0] != '\0' ? "_" : "",
             suffix);
}

const double *aci_columns_of(const aci_findings *findings, const char *sheet, const char *name,
                             const char *suffix)
{
    char whole[2 * ACI_FINDINGS_NAME_SIZE];
    join(name, suffix, whole);
    return aci_columns_numbers(findings, sheet, whole);
}

aci_quantity aci_columns_quantity_of(const aci_findings *findings, const char *sheet,
                                     const char *name, const char *suffix)
{
    char whole[2 * ACI_FINDINGS_NAME_SIZE];
    join(name, suffix, whole);
    return aci_columns_quantity(findings, sheet, whole);
}

static void add_result(const aci_findings *findings, const char *name, size_t length,
                       aci_columns_results *out)
{
    if (out->count == ACI_COLUMNS_RESULTS_MOST) {
        return;
    }
    char *result = out->names[out->count], *label = out->labels[out->count++];
    snprintf(result, ACI_FINDINGS_NAME_SIZE, "%.*s", (int)length, name);
    const aci_column *samples = find(findings, "samples", result);
    if (samples != NULL) {
        snprintf(label, ACI_FINDINGS_TEXT_SIZE, "%s", samples->long_name);
    } else {
        char words[ACI_QUANTITY_TITLE];
        snprintf(label, ACI_FINDINGS_TEXT_SIZE, "%.250s",
                 aci_quantity_title(&(aci_quantity){1.0, ""}, result, words));
    }
}

aci_columns_results aci_columns_find_results(const aci_findings *findings, const char *sheet,
                                             const char *suffix)
{
    aci_columns_results results = {.count = 0};
    const aci_sheet *found = aci_findings_sheet(findings, sheet);
    size_t end = strlen(suffix);
    for (int k = 0; found != NULL && k < found->column_count; k++) {
        const char *name = found->columns[k].name;
        size_t length = strlen(name);
        if (length > end + 1 && strcmp(name + length - end, suffix) == 0 &&
            name[length - end - 1] == '_') {
            add_result(findings, name, length - end - 1, &results);
        }
    }
    return results;
}

void aci_columns_open(aci_script *script, const aci_findings *findings, int width, int height,
                      const char *subtitle, const char *caption)
{
    const char *title = findings->title[0] != '\0' ? findings->title : findings->verb;
    aci_script_begin(script, width,
                     ACI_COLUMNS_TOP + height + aci_script_caption_height(width, caption), title,
                     subtitle);
    aci_script_caption(script, caption);
}
