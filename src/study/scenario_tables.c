/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV files a config names: profiles and tracts. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "csv_input.h"
#include "scenario_parts.h"

enum { ROWS_MAX = 100000 };

/// A column: its header and the unit its plain numbers are in.
typedef struct csv_column {
    const char *header, *unit;
} csv_column;

/// A table being read. Rows of `column_count` numbers in SI.
typedef struct csv_table {
    aci_csv_input csv;
    const csv_column *columns;
    int column_count;
    bool has_header;
    int row_count, capacity;
    double *rows;
    int *lines; ///< line of each row
} csv_table;

static void describe_header(const csv_table *table, char text[ACI_CSV_INPUT_LINE_SIZE])
{
    text[0] = '\0';
    for (int k = 0; k < table->column_count; k++) {
        size_t used = strlen(text);
        snprintf(text + used, ACI_CSV_INPUT_LINE_SIZE - used, "%s%s", k > 0 ? "," : "",
                 table->columns[k].header);
    }
}

static bool read_header(csv_table *table, const char *line)
{
    char expected[ACI_CSV_INPUT_LINE_SIZE];
    aci_csv_input_cells cells;
    int count = aci_csv_input_split(line, cells);
    bool is_right = count == table->column_count;
    for (int k = 0; k < table->column_count && is_right; k++) {
        is_right = strcmp(cells[k], table->columns[k].header) == 0;
    }
    if (!is_right) {
        describe_header(table, expected);
        aci_csv_input_refuse(&table->csv, "'%.80s' is not the header, expected %s", line, expected);
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

static bool read_row(csv_table *table, const char *line)
{
    aci_csv_input_cells cells;
    int count = aci_csv_input_split(line, cells);
    if (count != table->column_count) {
        aci_csv_input_refuse(&table->csv, "%d columns, expected %d", count, table->column_count);
        return false;
    }
    if (table->row_count == ROWS_MAX || !grow(table)) {
        aci_csv_input_refuse(&table->csv, "more than %d rows", ROWS_MAX);
        return false;
    }
    for (int k = 0; k < count; k++) {
        double *value = &table->rows[table->row_count * count + k];
        table->csv.column = k;
        const csv_column *column = &table->columns[k];
        if (!aci_csv_input_number(&table->csv, column->header, cells[k], column->unit, value)) {
            return false;
        }
    }
    table->csv.column = 0;
    table->lines[table->row_count++] = table->csv.line;
    return true;
}

/* All rows; the first fault ends it, the next ones would repeat it. */
static bool read_table(csv_table *table)
{
    char line[ACI_CSV_INPUT_LINE_SIZE];
    bool is_faulty = false;
    if (!aci_csv_input_open(&table->csv)) {
        return false;
    }
    while (aci_csv_input_next(&table->csv, line, &is_faulty)) {
        if (!(table->has_header ? read_row(table, line) : read_header(table, line))) {
            return false;
        }
    }
    if (is_faulty) {
        return false;
    }
    if (table->row_count == 0) {
        aci_csv_input_refuse(&table->csv, "no rows, expected a header and numbers");
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
        table->csv.line = table->lines[k];
        if (k == 0 ? row[0] != 0.0 : row[0] < depth) {
            aci_csv_input_refuse(&table->csv,
                                 k == 0 ? "the first depth must be 0" : "depths must not decrease");
            return false;
        }
        if (row[1] < 0.0) {
            table->csv.column = 1;
            aci_csv_input_refuse(&table->csv, "a negative radius, allowed is zero or more");
            return false;
        }
        depth = row[0];
        widest = row[1] > widest ? row[1] : widest;
    }
    bool has_volume = depth >= ACI_SCENARIO_LENGTH_LEAST && widest >= ACI_SCENARIO_LENGTH_LEAST;
    if (!has_volume) {
        aci_csv_input_refuse(
            &table->csv,
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
    csv_table table = {
        .csv = {.config = reader->config, .node = node}, .columns = columns, .column_count = 2};
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
    table->csv.line = table->lines[row];
    if (values[2] < ACI_SCENARIO_LENGTH_LEAST || values[3] < ACI_SCENARIO_LENGTH_LEAST ||
        values[4] < 0.0) {
        table->csv.column = values[2] < ACI_SCENARIO_LENGTH_LEAST   ? 2
                            : values[3] < ACI_SCENARIO_LENGTH_LEAST ? 3
                                                                    : 4;
        aci_csv_input_refuse(
            &table->csv,
            "length and mouth radius must be %g um or more, the bottom radius not below 0",
            1e6 * ACI_SCENARIO_LENGTH_LEAST);
        return false;
    }
    if (values[5] < 0.0 || values[5] >= right_angle) {
        table->csv.column = 5;
        aci_csv_input_refuse(&table->csv, "tilt_deg out of range, allowed is 0 to less than 90");
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
    csv_table table = {
        .csv = {.config = reader->config, .node = node}, .columns = columns, .column_count = 7};
    bool is_right = read_table(&table);
    for (int row = 0; row < table.row_count && is_right; row++) {
        is_right = check_tract(&table, row);
    }
    aci_status status = is_right ? keep_tracts(&table, &reader->out->channels) : ACI_BAD_INPUT;
    close_table(&table);
    return status;
}
