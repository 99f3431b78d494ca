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
        [ACI_SECTION] = "map",
        [ACI_ENTRIES] = "list of maps",
        [ACI_QUANTITY] = "quantity",
        [ACI_QUANTITIES] = "list of quantities",
        [ACI_NUMBER] = "pure number",
        [ACI_COUNT] = "whole number",
        [ACI_CHOICE] = "word",
        [ACI_CHOICES] = "list of words",
        [ACI_TEXTS] = "list of names",
        [ACI_BOOLEAN] = "yes or no",
        [ACI_TEXT] = "text",
        [ACI_PATH] = "file name",
        [ACI_OPEN] = "map of keys of the config",
        [ACI_LATER] = "not part of this version yet",
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
    if (row->kind != ACI_LATER && (row->kind != ACI_SECTION || row->standard != NULL)) {
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

/// Goes on from a list to the keys of its entries: over "[0]", or over an entry's name where a key
/// follows it.
static const char *skip_entry(aci_parameter_table table, const char *head, const char *path)
{
    char key[ACI_CONFIG_PATH_SIZE];
    size_t name = *path == '.' ? strcspn(path + 1, ".[") : 0;
    snprintf(key, sizeof key, "%s.%.*s", head, (int)name, path + (name > 0));
    if (*path == '[') {
        path += strcspn(path, "]");
        return path + (*path == ']');
    }
    bool is_name = path[name + (name > 0)] == '.' && aci_parameters_row(table, key) == NULL;
    return is_name ? path + 1 + name : path;
}

/// The first word of a path that is no key, and the known key nearest to it (NULL: none is).
static const char *find_slip(aci_parameter_table table, const char *path, const char **nearest)
{
    char head[ACI_CONFIG_PATH_SIZE] = "", word[ACI_CONFIG_PATH_SIZE], key[ACI_CONFIG_PATH_SIZE + 8];
    for (*nearest = NULL; *path != '\0'; path += *path == '.') {
        size_t length = strcspn(path, ".[");
        snprintf(word, sizeof word, "%.*s", (int)length, path);
        snprintf(key, sizeof key, "%s%s%s", head, head[0] != '\0' ? "." : "", word);
        const aci_parameter *row = aci_parameters_row(table, key);
        if (row == NULL || strlen(key) + 2 >= sizeof head) {
            *nearest = aci_parameters_nearest(table, head, word);
            break;
        }
        bool is_list = row->kind == ACI_ENTRIES;
        snprintf(head, sizeof head, "%s%s", key, is_list ? "[]" : "");
        path = is_list ? skip_entry(table, head, path + length) : path + length;
    }
    return path;
}

/// Names the key with the slip mended, if all of it is known then.
static aci_status refuse_key(aci_parameter_table table, const char *path)
{
    const char *nearest;
    const char *slip = find_slip(table, path, &nearest);
    char mended[2 * ACI_CONFIG_PATH_SIZE];
    if (nearest == NULL || strlen(path) >= ACI_CONFIG_PATH_SIZE) {
        return ACI_FAIL(ACI_BAD_INPUT, "unknown key '%.200s', 'explain' alone lists all of them",
                        path);
    }
    int used = snprintf(mended, sizeof mended, "%.*s%s", (int)(slip - path), path, nearest);
    snprintf(mended + used, sizeof mended - (size_t)used, "%s", slip + strcspn(slip, ".["));
    const aci_parameter *row = aci_parameters_find(table, mended);
    if (row == NULL) {
        mended[used] = '\0';
    }
    /* an entry must be named before its key: the row's "[]" says so */
    bool lacks_entry = row != NULL && strlen(row->key) == strlen(mended) + 2;
    return ACI_FAIL(ACI_BAD_INPUT, "unknown key '%.200s', did you mean '%s'?", path,
                    lacks_entry ? row->key : mended);
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

/// The row of a path; "skin.layers[0]" is explained as "skin.layers".
static const aci_parameter *find_asked(aci_parameter_table table, const char *path)
{
    char list[ACI_CONFIG_PATH_SIZE] = "";
    const char *index = strrchr(path, '[');
    if (index != NULL && strcspn(index, "]") + 1 == strlen(index)) {
        snprintf(list, sizeof list, "%.*s", (int)(index - path), path);
    }
    const aci_parameter *row = aci_parameters_find(table, path);
    const aci_parameter *whole = aci_parameters_find(table, list);
    bool is_list = whole != NULL && (whole->kind == ACI_ENTRIES || whole->kind == ACI_QUANTITIES ||
                                     whole->kind == ACI_CHOICES);
    return row == NULL && is_list ? whole : row;
}

aci_status aci_parameters_explain(aci_parameter_table table, const char *path, char **out)
{
    const aci_parameter *asked = path == NULL ? NULL : find_asked(table, path);
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
