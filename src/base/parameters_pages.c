/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "parameters_words.h"

enum { CELL_SIZE = 512 };

static void write_limit(double value, const char *unit, char text[ACI_UNITS_TEXT_SIZE])
{
    if (aci_units_write(value, unit, text) != ACI_OK) {
        snprintf(text, ACI_UNITS_TEXT_SIZE, "%g", value);
    }
}

void aci_parameters_range(const aci_parameter *row, char *text, size_t size)
{
    char unit[64] = "1", limit[ACI_UNITS_TEXT_SIZE];
    aci_range range = row->range;
    size_t used = 0;
    text[0] = '\0';
    if (row->unit != NULL) {
        aci_parameters_nth(row->unit, 0, unit, sizeof unit);
    }
    if (range.minimum == 0.0 && range.maximum == 0.0 && !range.minimum_excluded) {
        snprintf(text, size, "%s", row->kind == ACI_COUNT ? "a whole number" : "");
        return;
    }
    if (isfinite(range.minimum)) {
        write_limit(range.minimum, unit, limit);
        used = (size_t)snprintf(text, size, "%s %s", range.minimum_excluded ? ">" : ">=", limit);
    }
    if (isfinite(range.maximum) && used < size) {
        write_limit(range.maximum, unit, limit);
        snprintf(text + used, size - used, "%s%s %s", used > 0 ? ", " : "",
                 range.maximum_excluded ? "<" : "<=", limit);
    }
}

static const char *kind_name(aci_parameter_kind kind)
{
    static const char *const names[] = {
        [ACI_SECTION] = "map",        [ACI_ENTRIES] = "list of maps",
        [ACI_QUANTITY] = "quantity",  [ACI_QUANTITIES] = "list of quantities",
        [ACI_NUMBER] = "pure number", [ACI_COUNT] = "whole number",
        [ACI_CHOICE] = "word",        [ACI_CHOICES] = "list of words",
        [ACI_BOOLEAN] = "yes or no",  [ACI_TEXT] = "text",
        [ACI_PATH] = "file name",     [ACI_LATER] = "not part of this version yet",
    };
    return names[kind];
}

/* "quantity in um, or infinite" */
static void describe_kind(const aci_parameter *row, char text[CELL_SIZE])
{
    char units[CELL_SIZE / 4] = "", words[CELL_SIZE / 2] = "";
    aci_parameters_list(row->unit, units, sizeof units);
    aci_parameters_list(row->words, words, sizeof words);
    bool has_unit = units[0] != '\0' && strcmp(units, "1") != 0;
    bool is_word = row->kind == ACI_CHOICE || row->kind == ACI_CHOICES;
    snprintf(text, CELL_SIZE, "%s%s%s%s%s%s", kind_name(row->kind), has_unit ? " in " : "",
             has_unit ? units : "",
             words[0] == '\0' ? ""
             : is_word        ? ": "
                              : ", or ",
             words, row->open_text ? ", or a name" : "");
}

static const char *confidence_name(char confidence)
{
    return confidence == 'H'   ? "high confidence"
           : confidence == 'M' ? "medium confidence"
           : confidence == 'L' ? "low confidence"
                               : "";
}

static void explain_row(FILE *out, const aci_parameter *row)
{
    char kind[CELL_SIZE], range[CELL_SIZE];
    describe_kind(row, kind);
    aci_parameters_range(row, range, sizeof range);
    fprintf(out, "%s\n    %s\n    value:   %s\n", row->key, row->meaning, kind);
    if (range[0] != '\0') {
        fprintf(out, "    range:   %s\n", range);
    }
    if (row->kind != ACI_LATER && row->kind != ACI_SECTION) {
        fprintf(out, "    default: %s\n", row->standard != NULL ? row->standard : "none");
    }
    if (row->source != NULL) {
        fprintf(out, "    source:  %s%s%s\n", row->source, row->confidence ? ", " : "",
                confidence_name(row->confidence));
    }
}

static bool is_below(const aci_parameter *row, const aci_parameter *parent)
{
    size_t length = strlen(parent->key);
    return strncmp(row->key, parent->key, length) == 0 &&
           (row->key[length] == '.' || row->key[length] == '[');
}

static aci_status refuse_key(aci_parameter_table table, const char *path)
{
    const char *nearest = NULL;
    size_t length = strlen(path);
    size_t parent = length;
    char head[ACI_CONFIG_PATH_SIZE] = "";
    while (parent > 0 && path[parent - 1] != '.') {
        parent--;
    }
    if (parent > 0 && parent < sizeof head) {
        memcpy(head, path, parent - 1);
    }
    const aci_parameter *row = aci_parameters_find(table, head);
    if (parent == 0 || row != NULL) {
        snprintf(head, sizeof head, "%s%s", row != NULL ? row->key : "",
                 row != NULL && row->kind == ACI_ENTRIES ? "[]" : "");
        nearest = aci_parameters_nearest(table, head, path + parent);
    }
    return ACI_FAIL(ACI_BAD_INPUT, "unknown key '%.200s'%s%s%s%s%s", path,
                    nearest != NULL ? ", did you mean '" : "", nearest != NULL ? head : "",
                    nearest != NULL && head[0] != '\0' ? "." : "", nearest != NULL ? nearest : "",
                    nearest != NULL ? "'?" : ", 'explain' alone lists all of them");
}

static aci_status finish(FILE *out, char **text)
{
    if (fclose(out) != 0 || *text == NULL) {
        free(*text);
        *text = NULL;
        return ACI_FAIL(ACI_FILE, "out of memory for a text");
    }
    return ACI_OK;
}

aci_status aci_parameters_explain(aci_parameter_table table, const char *path, char **out)
{
    const aci_parameter *asked = path == NULL ? NULL : aci_parameters_find(table, path);
    size_t size = 0;
    *out = NULL;
    if (path != NULL && asked == NULL) {
        return refuse_key(table, path);
    }
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a text");
    }
    for (int i = 0; i < table.count; i++) {
        const aci_parameter *row = &table.rows[i];
        if (asked == NULL || row == asked || is_below(row, asked)) {
            explain_row(stream, row);
        }
    }
    return finish(stream, out);
}

/* A cell of a Markdown table: the bar would end it. */
static void write_cell(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        fprintf(out, *text == '|' ? "\\|" : "%c", *text);
    }
}

static void write_row(FILE *out, const aci_parameter *row)
{
    char kind[CELL_SIZE], range[CELL_SIZE];
    describe_kind(row, kind);
    aci_parameters_range(row, range, sizeof range);
    fprintf(out, "| `%s` | ", row->key);
    write_cell(out, row->meaning);
    fprintf(out, " | ");
    write_cell(out, kind);
    fprintf(out, " | %s | ", range);
    write_cell(out, row->standard != NULL ? row->standard : "");
    fprintf(out, "%s", row->source != NULL ? "; " : "");
    write_cell(out, row->source != NULL ? row->source : "");
    fprintf(out, "%s%s |\n", row->confidence ? ", " : "", confidence_name(row->confidence));
}

aci_status aci_parameters_reference(aci_parameter_table table, char **out)
{
    size_t size = 0;
    *out = NULL;
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a text");
    }
    fprintf(stream, "# Config keys\n\nWritten by the program from the table that reads the config; "
                    "`acicula explain KEY` prints the same.\nA number that has a dimension carries "
                    "its unit, any unit of that dimension will do.\n");
    const char *head = "";
    for (int i = 0; i < table.count; i++) {
        const aci_parameter *row = &table.rows[i];
        size_t length = strcspn(row->key, ".[");
        if (strncmp(head, row->key, length) != 0 || strcspn(head, ".[") != length) {
            head = row->key;
            fprintf(stream,
                    "\n## %.*s\n\n| key | meaning | value | range | default |\n"
                    "|---|---|---|---|---|\n",
                    (int)length, head);
        }
        write_row(stream, row);
    }
    return finish(stream, out);
}
