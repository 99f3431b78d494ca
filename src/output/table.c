/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/study/systemic.h"
#include "csv.h"
#include "table_units.h"

enum { COLUMNS_MAX = 256 };

/// A part of a variable: `count` entries from `first` in steps of `stride`.
typedef struct csv_column {
    char name[2 * ACI_READER_NAME_SIZE];
    const aci_reader_variable *variable;
    size_t first, stride;
    const char *units; ///< to write in
} csv_column;

typedef struct csv_table {
    int variable_count, column_count;
    aci_reader_variable variables[COLUMNS_MAX];
    csv_column columns[COLUMNS_MAX];
    bool is_scalar; ///< no variable has a dimension: one row
    size_t rows;    ///< may be 0
} csv_table;

static aci_status add_column(csv_table *out, const aci_reader_variable *variable,
                             const char *suffix, size_t first, size_t stride)
{
    if (out->column_count == COLUMNS_MAX) {
        return ACI_FAIL(ACI_FILE, "a table has at most %d columns", COLUMNS_MAX);
    }
    csv_column *column = &out->columns[out->column_count++];
    column->variable = variable;
    column->first = first;
    column->stride = stride;
    snprintf(column->name, sizeof column->name, "%s%s%s", variable->name, suffix[0] ? "_" : "",
             suffix);
    return ACI_OK;
}

/// The variable that names the entries of a group's second dimension; NULL where none does.
static const aci_reader_variable *find_names(const csv_table *out)
{
    static const char *const names[] = {"region", "strip", "plane_depth"};
    for (int i = 0; i < out->variable_count; i++) {
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
            if (strcmp(out->variables[i].name, names[k]) == 0) {
                return &out->variables[i];
            }
        }
    }
    return NULL;
}

/// "basal_layer", "3", "100um" or just the number of the column.
static void name_column(const aci_reader_variable *names, size_t index,
                        char text[ACI_READER_NAME_SIZE])
{
    if (names != NULL && index < names->count && names->texts != NULL) {
        snprintf(text, ACI_READER_NAME_SIZE, "%s", names->texts[index]);
    } else if (names != NULL && index < names->count) {
        bool is_length = strcmp(names->units, "m") == 0;
        snprintf(text, ACI_READER_NAME_SIZE, "%.6g%s",
                 (is_length ? 1e6 : 1.0) * names->values[index], is_length ? "um" : "");
    } else {
        snprintf(text, ACI_READER_NAME_SIZE, "%zu", index);
    }
}

/// A column per entry of the second dimension, named after the group's own names, else after the
/// layers where those fit.
static aci_status add_matrix(csv_table *out, const aci_reader *reader,
                             const aci_reader_variable *variable)
{
    const aci_reader_contents *contents = aci_reader_describe(reader);
    const aci_reader_variable *names = find_names(out);
    size_t width = variable->size[1];
    for (size_t i = 0; i < width; i++) {
        char name[ACI_READER_NAME_SIZE];
        name_column(names, i, name);
        bool is_layer = names == NULL && width == (size_t)contents->layers;
        ACI_TRY(add_column(out, variable, is_layer ? contents->layer_names[i] : name, i, width));
    }
    return ACI_OK;
}

static aci_status read_variable(csv_table *out, const aci_reader *reader, const char *group,
                                const char *name)
{
    char path[2 * ACI_READER_NAME_SIZE];
    if (out->variable_count == COLUMNS_MAX) {
        return ACI_FAIL(ACI_FILE, "a table has at most %d columns", COLUMNS_MAX);
    }
    snprintf(path, sizeof path, "/%s/%s", group, name);
    ACI_TRY(aci_reader_read(reader, path, &out->variables[out->variable_count]));
    out->variable_count++;
    return ACI_OK;
}

/// The table region_endpoints is what /regions has for each region.
static bool is_over_regions(const char *table)
{
    return strcmp(table, "region_endpoints") == 0;
}

static const char *group_of(const char *table)
{
    return is_over_regions(table) ? "regions" : table;
}

/// In a group with names for its columns, numbers of one dimension are of the columns but for the
/// time; the two have tables of their own.
static bool is_of_rows(const csv_table *out, const aci_reader_variable *variable, const char *table)
{
    bool is_time = strcmp(variable->name, "time") == 0;
    bool is_over_time = variable->rank == 2 || is_time;
    return find_names(out) == NULL || is_over_time != is_over_regions(table);
}

/// What has a dimension first gives the rows; a table without such has one.
static void find_rows(csv_table *out, const char *table)
{
    out->is_scalar = true;
    out->rows = 1;
    for (int i = 0; i < out->variable_count && out->is_scalar; i++) {
        const aci_reader_variable *variable = &out->variables[i];
        out->is_scalar = variable->rank == 0 || !is_of_rows(out, variable, table);
        out->rows = out->is_scalar ? 1 : variable->size[0];
    }
}

/// The first variable with a dimension gives the rows. What is of another length (the layers'
/// names beside a history, a scalar, a field) has no place in the table.
static aci_status add_columns(csv_table *out, const aci_reader *reader, const char *table)
{
    for (int i = 0; i < out->variable_count; i++) {
        const aci_reader_variable *variable = &out->variables[i];
        bool has_rows = variable->rank > 0 && variable->size[0] == out->rows &&
                        is_of_rows(out, variable, table);
        bool is_scalar_row = variable->rank == 0 && out->is_scalar;
        if (variable->rank == 2 && has_rows) {
            ACI_TRY(add_matrix(out, reader, variable));
        } else if ((variable->rank == 1 && has_rows) || is_scalar_row) {
            ACI_TRY(add_column(out, variable, "", 0, 1));
        }
    }
    return ACI_OK;
}

/// A dimension without values, which netCDF keeps as a variable that says so.
static bool is_dimension(const aci_reader *reader, const char *group, const char *name)
{
    char path[2 * ACI_READER_NAME_SIZE];
    char *text = NULL;
    snprintf(path, sizeof path, "/%s/%s", group, name);
    bool is_one = aci_reader_attribute_text(reader, path, "NAME", &text) == ACI_OK &&
                  strstr(text, "not a netCDF variable") != NULL;
    free(text);
    return is_one;
}

static aci_status read_group(csv_table *out, const aci_reader *reader, const char *group)
{
    char **names = NULL;
    int count = 0;
    ACI_TRY(aci_reader_names(reader, group, &names, &count));
    aci_status status = ACI_OK;
    for (int i = 0; status == ACI_OK && i < count; i++) {
        bool is_label = strcmp(names[i], "layer") == 0 && strcmp(group, "geometry") != 0;
        bool is_field = strcmp(names[i], "channel_fraction") == 0;
        if (!is_label && !is_field && !is_dimension(reader, group, names[i])) {
            status = read_variable(out, reader, group, names[i]);
        }
    }
    aci_reader_destroy_names(&names, count);
    return status;
}

/// The endpoints of the body: of /systemic what is a single number.
static aci_status read_body(csv_table *out, const aci_reader *reader)
{
    for (int n = 0; n < ACI_SYSTEMIC_ENDPOINTS; n++) {
        char path[ACI_READER_NAME_SIZE];
        const char *name = aci_systemic_endpoint_name((aci_systemic_endpoint)n);
        snprintf(path, sizeof path, "/systemic/%s", name);
        if (aci_reader_has(reader, path)) {
            ACI_TRY(read_variable(out, reader, "systemic", name));
        }
    }
    return ACI_OK;
}

static aci_status read_table(csv_table *out, const aci_reader *reader, const char *name)
{
    ACI_TRY(read_group(out, reader, group_of(name)));
    if (strcmp(name, "endpoints") == 0 && aci_reader_has(reader, "/history/steady_flux")) {
        ACI_TRY(read_variable(out, reader, "history", "steady_flux"));
    }
    if (strcmp(name, "endpoints") == 0 && aci_reader_has(reader, "/systemic")) {
        ACI_TRY(read_body(out, reader));
    }
    find_rows(out, name);
    return add_columns(out, reader, name);
}

static aci_status check_name(const aci_reader *reader, const char *name)
{
    static const char *const known[] = {"history",  "control",   "endpoints", "geometry",
                                        "channels", "insertion", "treatment", "classes",
                                        "closure",  "systemic",  "regions",   "region_endpoints",
                                        "strips",   "uniformity"};
    char list[ACI_READER_NAME_SIZE] = "";
    size_t length = 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (aci_reader_has(reader, group_of(known[i]))) {
            if (strcmp(known[i], name) == 0) {
                return ACI_OK;
            }
            length += (size_t)snprintf(list + length, sizeof list - length, "%s%s",
                                       length ? ", " : "", known[i]);
        }
    }
    return ACI_FAIL(ACI_BAD_INPUT, "--table: the file has no table '%s', it has %s", name, list);
}

static aci_status write_cell(FILE *stream, const csv_column *column, size_t row)
{
    const aci_reader_variable *variable = column->variable;
    size_t index = column->first + row * column->stride;
    if (variable->texts) {
        aci_csv_text(stream, variable->texts[index]);
        return ACI_OK;
    }
    double value = variable->values[index];
    if (strcmp(column->units, variable->units) != 0) {
        ACI_TRY(aci_units_convert(value, column->units, &value));
    }
    aci_csv_number(stream, value);
    return ACI_OK;
}

static aci_status write_rows(FILE *stream, const csv_table *table)
{
    for (size_t row = 0; row < table->rows; row++) {
        for (int i = 0; i < table->column_count; i++) {
            fputs(i ? "," : "", stream);
            ACI_TRY(write_cell(stream, &table->columns[i], row));
        }
        fputc('\n', stream);
    }
    return ACI_OK;
}

static aci_status write_table(FILE *stream, const csv_table *table)
{
    for (int i = 0; i < table->column_count; i++) {
        fputs(i ? "," : "", stream);
        aci_csv_text(stream, table->columns[i].name);
    }
    fputc('\n', stream);
    for (int i = 0; i < table->column_count; i++) {
        fputs(i ? "," : "", stream);
        aci_csv_text(stream, table->columns[i].units);
    }
    fputc('\n', stream);
    return write_rows(stream, table);
}

static aci_status print_table(const csv_table *table, char **out)
{
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    if (!stream) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_status status = write_table(stream, table);
    if (fclose(stream) != 0 && status == ACI_OK) {
        status = ACI_FAIL(ACI_FILE, "out of memory");
    }
    if (status != ACI_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}

static aci_status make_csv(csv_table *table, const aci_reader *reader, const char *name,
                           aci_table_units *list, char **out)
{
    ACI_TRY(read_table(table, reader, name));
    for (int i = 0; i < table->column_count; i++) {
        table->columns[i].units = aci_table_units_choose(table->columns[i].variable, list);
    }
    ACI_TRY(aci_table_units_check(list, name));
    return print_table(table, out);
}

aci_status aci_table_csv(const aci_reader *reader, const char *name, const char *units, char **out)
{
    aci_table_units list;
    *out = NULL;
    ACI_TRY(check_name(reader, name));
    ACI_TRY(aci_table_units_read(units, &list));
    csv_table *content = calloc(1, sizeof *content);
    if (!content) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_status status = make_csv(content, reader, name, &list, out);
    for (int i = 0; i < content->variable_count; i++) {
        aci_reader_destroy_variable(&content->variables[i]);
    }
    free(content);
    return status;
}
