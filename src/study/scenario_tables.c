/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV files a config names: profiles and tracts. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "scenario_parts.h"

enum { COLUMNS_MAX = 8, CELL_SIZE = 64, LINE_MAX_SIZE = 1024, ROWS_MAX = 100000 };

/// A column: its header and the unit its plain numbers are in.
typedef struct csv_column {
    const char *header, *unit;
} csv_column;

/// A table being read. Rows of `column_count` numbers in SI.
typedef struct csv_table {
    aci_scenario_reader *reader;
    const aci_node *node;
    const csv_column *columns;
    int column_count;
    const char *text; ///< behind a byte order mark
    const char *at;   ///< next line
    int line, column; ///< of a fault: the line from 1, the index of the column or 0
    bool has_header;
    int row_count, capacity;
    double *rows;
    int *lines; ///< line of each row
} csv_table;

/* Where the table's column begins in the source line, in characters from 1. */
static int find_column(const csv_table *table)
{
    const char *at = table->text;
    int place = 1;
    for (int line = 1; line < table->line && *at != '\0'; at++) {
        line += *at == '\n';
    }
    for (int k = 0; k < table->column && at[strcspn(at, ",\n")] == ',';) {
        k += *at == ',';
        place += ((unsigned char)*at++ & 0xc0) != 0x80;
    }
    return place + (int)strspn(at, " \t");
}

static void refuse(const csv_table *table, const char *format, ...) ACI_PRINTF(2, 3);
static void refuse(const csv_table *table, const char *format, ...)
{
    char message[LINE_MAX_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    aci_config_fault_input(table->reader->config, table->node, table->line > 0 ? table->line : 1,
                           find_column(table), "%s", message);
}

static void trim(char *text)
{
    size_t start = strspn(text, " \t"), length = strlen(text + start);
    memmove(text, text + start, length + 1);
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL) {
        text[--length] = '\0';
    }
}

/* Takes a line off the text; false at the end. */
static bool take_line(csv_table *table, char line[LINE_MAX_SIZE])
{
    size_t length = strcspn(table->at, "\n");
    if (*table->at == '\0') {
        return false;
    }
    table->line++;
    snprintf(line, LINE_MAX_SIZE, "%.*s", (int)(length < LINE_MAX_SIZE ? length : LINE_MAX_SIZE),
             table->at);
    table->at += length + (table->at[length] == '\n');
    trim(line);
    if (length >= LINE_MAX_SIZE) {
        refuse(table, "a line of more than %d bytes", LINE_MAX_SIZE - 1);
    }
    return true;
}

/* Splits at commas; the number of cells, COLUMNS_MAX + 1 when there are more. */
static int split_line(const char *line, char cells[COLUMNS_MAX][CELL_SIZE])
{
    int count = 0;
    for (;;) {
        size_t length = strcspn(line, ",");
        if (count == COLUMNS_MAX) {
            return COLUMNS_MAX + 1;
        }
        snprintf(cells[count], CELL_SIZE, "%.*s", (int)(length < CELL_SIZE ? length : CELL_SIZE),
                 line);
        trim(cells[count++]);
        if (line[length] == '\0') {
            return count;
        }
        line += length + 1;
    }
}

static void describe_header(const csv_table *table, char text[LINE_MAX_SIZE])
{
    text[0] = '\0';
    for (int k = 0; k < table->column_count; k++) {
        size_t used = strlen(text);
        snprintf(text + used, LINE_MAX_SIZE - used, "%s%s", k > 0 ? "," : "",
                 table->columns[k].header);
    }
}

static bool read_header(csv_table *table, const char *line)
{
    char cells[COLUMNS_MAX][CELL_SIZE], expected[LINE_MAX_SIZE];
    int count = split_line(line, cells);
    bool is_right = count == table->column_count;
    for (int k = 0; k < table->column_count && is_right; k++) {
        is_right = strcmp(cells[k], table->columns[k].header) == 0;
    }
    if (!is_right) {
        describe_header(table, expected);
        refuse(table, "'%.80s' is not the header, expected %s", line, expected);
    }
    table->has_header = true;
    return is_right;
}

static bool grow(csv_table *table)
{
    if (table->row_count < table->capacity) {
        return true;
    }
    size_t capacity = 2 * (size_t)table->capacity + 64;
    double *rows =
        realloc(table->rows, capacity * (size_t)table->column_count * sizeof *table->rows);
    table->rows = rows != NULL ? rows : table->rows;
    int *lines = realloc(table->lines, capacity * sizeof *table->lines);
    table->lines = lines != NULL ? lines : table->lines;
    table->capacity = rows != NULL && lines != NULL ? (int)capacity : table->capacity;
    return rows != NULL && lines != NULL;
}

/* The unit of the header is put behind the number, so that 30 is exactly what "30 um" is. */
static bool read_cell(csv_table *table, int column, const char *cell, double *value)
{
    char text[CELL_SIZE + 16];
    const csv_column *row = &table->columns[column];
    size_t plain = strspn(cell, "0123456789.+-eE");
    if (cell[0] == '\0') {
        refuse(table, "column %s is empty, expected a number", row->header);
        return false;
    }
    snprintf(text, sizeof text, "%.*s %s", CELL_SIZE, cell, row->unit);
    if (cell[plain] != '\0' || aci_units_read(text, row->unit, value, NULL) != ACI_OK) {
        refuse(table, "'%.40s' in column %s is not a number", cell, row->header);
        return false;
    }
    return true;
}

static bool read_row(csv_table *table, const char *line)
{
    char cells[COLUMNS_MAX][CELL_SIZE];
    int count = split_line(line, cells);
    if (count != table->column_count) {
        refuse(table, "%d columns, expected %d", count, table->column_count);
        return false;
    }
    if (table->row_count == ROWS_MAX || !grow(table)) {
        refuse(table, "more than %d rows", ROWS_MAX);
        return false;
    }
    for (int k = 0; k < count; k++) {
        double *value = &table->rows[table->row_count * count + k];
        table->column = k;
        if (!read_cell(table, k, cells[k], value)) {
            return false;
        }
    }
    table->column = 0;
    table->lines[table->row_count++] = table->line;
    return true;
}

/* All rows; the first fault ends it, the next ones would repeat it. */
static bool read_table(csv_table *table)
{
    const aci_config_input *input = NULL;
    char line[LINE_MAX_SIZE];
    if (aci_config_read_input(table->reader->config, table->node, &input) != ACI_OK) {
        return false;
    }
    table->text = table->at = input->text;
    table->line = 1;
    if (strlen(input->text) != input->size) {
        refuse(table, "a NUL in it (a binary file?), expected a table as text");
        return false;
    }
    table->text += strncmp(table->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    table->at = table->text;
    table->line = 0;
    while (take_line(table, line)) {
        bool is_right = true;
        if (line[0] != '\0' && line[0] != '#') {
            is_right = table->has_header ? read_row(table, line) : read_header(table, line);
        }
        if (!is_right) {
            return false;
        }
    }
    if (table->row_count == 0) {
        refuse(table, "no rows, expected a header and numbers");
    }
    return table->row_count > 0;
}

static void close_table(csv_table *table)
{
    free(table->rows);
    free(table->lines);
}

static bool check_profile(csv_table *table)
{
    double depth = 0.0, widest = 0.0;
    for (int k = 0; k < table->row_count; k++) {
        const double *row = &table->rows[2 * k];
        table->line = table->lines[k];
        if (k == 0 ? row[0] != 0.0 : row[0] < depth) {
            refuse(table, k == 0 ? "the first depth must be 0" : "depths must not decrease");
            return false;
        }
        if (row[1] < 0.0) {
            table->column = 1;
            refuse(table, "a negative radius, allowed is zero or more");
            return false;
        }
        depth = row[0];
        widest = row[1] > widest ? row[1] : widest;
    }
    bool has_volume = depth >= ACI_SCENARIO_LENGTH_LEAST && widest >= ACI_SCENARIO_LENGTH_LEAST;
    if (!has_volume) {
        refuse(table,
               "a shape without volume, expected two depths and a radius, and %g nm or "
               "more of both",
               1e9 * ACI_SCENARIO_LENGTH_LEAST);
    }
    return has_volume;
}

static aci_status keep_profile(const csv_table *table, aci_profile *profile)
{
    size_t count = (size_t)table->row_count;
    assert(table->row_count > 0);
    profile->depth = calloc(count, sizeof(double));
    profile->radius = calloc(count, sizeof(double));
    if (profile->depth == NULL || profile->radius == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a profile");
    }
    for (size_t k = 0; k < count; k++) {
        profile->depth[k] = table->rows[2 * k];
        profile->radius[k] = table->rows[2 * k + 1];
    }
    profile->count = table->row_count;
    return ACI_OK;
}

aci_status aci_scenario_read_profile(aci_scenario_reader *reader, const aci_node *node,
                                     aci_profile *out)
{
    static const csv_column columns[] = {{"depth_um", "um"}, {"radius_um", "um"}};
    csv_table table = {.reader = reader, .node = node, .columns = columns, .column_count = 2};
    aci_status status = ACI_BAD_INPUT;
    if (read_table(&table) && check_profile(&table)) {
        status = keep_profile(&table, out);
    }
    close_table(&table);
    return status;
}

static bool check_tract(csv_table *table, int row)
{
    const double *values = &table->rows[7 * row];
    const double right_angle = 1.57079632679489661923;
    table->line = table->lines[row];
    if (values[2] < ACI_SCENARIO_LENGTH_LEAST || values[3] < ACI_SCENARIO_LENGTH_LEAST ||
        values[4] < 0.0) {
        table->column = values[2] < ACI_SCENARIO_LENGTH_LEAST   ? 2
                        : values[3] < ACI_SCENARIO_LENGTH_LEAST ? 3
                                                                : 4;
        refuse(table,
               "length and mouth radius must be %g um or more, the bottom radius not below 0",
               1e6 * ACI_SCENARIO_LENGTH_LEAST);
        return false;
    }
    if (values[5] < 0.0 || values[5] >= right_angle) {
        table->column = 5;
        refuse(table, "tilt_deg out of range, allowed is 0 to less than 90");
        return false;
    }
    return true;
}

static aci_status keep_tracts(const csv_table *table, aci_channels *channels)
{
    assert(table->row_count > 0);
    channels->tracts = calloc((size_t)table->row_count, sizeof(aci_tract));
    if (channels->tracts == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the tracts");
    }
    for (int k = 0; k < table->row_count; k++) {
        const double *row = &table->rows[7 * k];
        channels->tracts[k] = (aci_tract){row[0], row[1], row[2], row[3], row[4], row[5], row[6]};
    }
    channels->tract_count = table->row_count;
    return ACI_OK;
}

aci_status aci_scenario_read_tracts(aci_scenario_reader *reader, const aci_node *node)
{
    static const csv_column columns[] = {
        {"x_um", "um"},
        {"y_um", "um"},
        {"length_um", "um"},
        {"mouth_radius_um", "um"},
        {"bottom_radius_um", "um"},
        {"tilt_deg", "deg"},
        {"azimuth_deg", "deg"},
    };
    csv_table table = {.reader = reader, .node = node, .columns = columns, .column_count = 7};
    bool is_right = read_table(&table);
    for (int row = 0; row < table.row_count && is_right; row++) {
        is_right = check_tract(&table, row);
    }
    aci_status status = is_right ? keep_tracts(&table, &reader->out->channels) : ACI_BAD_INPUT;
    close_table(&table);
    return status;
}
