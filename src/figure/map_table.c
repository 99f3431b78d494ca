/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map_limits.h"

/// Where in a row's numbers things stand.
typedef struct places {
    int keys[ACI_CATALOGUE_COLUMNS_MAX];
    int result;
    aci_map_bounds bounds;
} places;

static int find_column(const aci_catalogue_format *format, const char *name)
{
    int k = 0;
    while (k < format->column_count && strcmp(format->columns[k].name, name) != 0) {
        k++;
    }
    return k;
}

static bool is_result(const aci_catalogue_column *column)
{
    return !column->is_key && !column->is_text && !column->is_field &&
           strncmp(column->name, "wall_", 5) != 0;
}

/// Names those there are.
static aci_status refuse_result(const aci_catalogue_format *format, const char *result)
{
    char names[512] = "";
    size_t used = 0;
    for (int k = 0; k < format->column_count; k++) {
        const char *name = format->columns[k].name;
        if (is_result(&format->columns[k]) && strstr(name, "_numerical_error") == NULL &&
            used < sizeof names) {
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     used > 0 ? ", " : "", name);
        }
    }
    return ACI_FAIL(ACI_BAD_INPUT,
                    "--figures map:%.60s: the catalogue has no such result, it has "
                    "%s",
                    result, names);
}

/// The one named; `format->column_count` where it is none.
static int find_result(const aci_catalogue_format *format, const char *result)
{
    int k = find_column(format, result);
    return k < format->column_count && is_result(&format->columns[k]) ? k : format->column_count;
}

/// `absorbed` where it is there, else the first; -1 without any.
static int choose_result(const aci_catalogue_format *format)
{
    int k = find_column(format, "absorbed");
    for (int n = 0; k == format->column_count && n < format->column_count; n++) {
        k = is_result(&format->columns[n]) ? n : k;
    }
    return k < format->column_count ? k : -1;
}

static void describe_result(const aci_catalogue_format *format, int k, places *out, aci_map *map)
{
    const aci_catalogue_column *column = &format->columns[k];
    snprintf(map->result, sizeof map->result, "%s", column->name);
    snprintf(map->unit, sizeof map->unit, "%s", column->unit);
    out->result = aci_map_limits_entry(format, k, NULL, NAN, map->label);
}

static void find_keys(const aci_catalogue_format *format, places *out, aci_map_table *table)
{
    for (int k = 0; k < format->column_count; k++) {
        const aci_catalogue_column *column = &format->columns[k];
        if (column->is_key && !column->is_text && column->rank == 0) {
            aci_map_table_column *key = &table->keys[table->key_count];
            snprintf(key->name, sizeof key->name, "%s", column->name);
            snprintf(key->unit, sizeof key->unit, "%s", column->unit);
            out->keys[table->key_count++] = aci_map_limits_offset(format, k);
        }
    }
}

/// Whether the words of the keys are those of the first row.
static bool has_words(const aci_catalogue_format *format, const aci_catalogue_row *row,
                      const aci_catalogue_row *first)
{
    int text = 0;
    for (int k = 0; k < format->column_count; k++) {
        const aci_catalogue_column *column = &format->columns[k];
        if (column->is_key && column->is_text &&
            strcmp(row->texts[text], first->texts[text]) != 0) {
            return false;
        }
        text += column->is_text;
    }
    return true;
}

static void take_row(const aci_catalogue_row *row, const places *at, aci_map_table *table)
{
    int n = table->rows++;
    bool is_done = row->status == 0;
    for (int k = 0; k < table->key_count; k++) {
        table->key_values[n * table->key_count + k] = row->numbers[at->keys[k]];
    }
    table->values[n] = is_done ? row->numbers[at->result] : NAN;
    for (int m = 0; m < at->bounds.count; m++) {
        table->margins[n * ACI_MAP_LIMITS_MAX + m] =
            is_done ? aci_map_limits_margin(&at->bounds, m, row->numbers) : NAN;
    }
}

static aci_status read_rows(const aci_catalogue_format *format, const aci_catalogue_rows *rows,
                            const places *at, aci_map_table *table)
{
    aci_catalogue_row first, row;
    aci_status status = aci_catalogue_create_row(format, &first);
    aci_status other = aci_catalogue_create_row(format, &row);
    status = status != ACI_OK ? status : other;
    for (long n = 0; status == ACI_OK && n < rows->count; n++) {
        aci_catalogue_row *to = n == 0 ? &first : &row;
        status = rows->row(rows->context, n, false, to);
        if (status == ACI_OK && has_words(format, to, &first)) {
            take_row(to, at, table);
        }
    }
    aci_catalogue_destroy_row(&first);
    aci_catalogue_destroy_row(&row);
    return status;
}

aci_status aci_map_table_read(const aci_catalogue_format *format, const aci_catalogue_rows *rows,
                              const char *config, const char *result, aci_map_table *out,
                              aci_map *map)
{
    places at = {.result = 0};
    int column = result != NULL ? find_result(format, result) : choose_result(format);
    *out = (aci_map_table){.rows = 0};
    if (column == format->column_count) {
        return refuse_result(format, result);
    }
    if (column < 0) {
        return ACI_OK;
    }
    size_t count = (size_t)rows->count + 1;
    find_keys(format, &at, out);
    describe_result(format, column, &at, map);
    ACI_TRY(aci_map_limits_read(format, config, &at.bounds, map));
    out->key_values = malloc(count * (size_t)(out->key_count + 1) * sizeof(double));
    out->values = malloc(count * sizeof(double));
    out->margins = malloc(count * ACI_MAP_LIMITS_MAX * sizeof(double));
    if (out->key_values == NULL || out->values == NULL || out->margins == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a map");
    }
    return read_rows(format, rows, &at, out);
}

void aci_map_table_destroy(aci_map_table *table)
{
    free(table->key_values);
    free(table->values);
    free(table->margins);
    *table = (aci_map_table){.rows = 0};
}

void aci_map_table_keep(aci_map_table *table, int key, double value)
{
    int kept = 0, width = table->key_count;
    for (int n = 0; n < table->rows; n++) {
        if (aci_map_table_key(table, n, key) == value) {
            memmove(table->key_values + kept * width, table->key_values + n * width,
                    (size_t)width * sizeof(double));
            memmove(table->margins + kept * ACI_MAP_LIMITS_MAX,
                    table->margins + n * ACI_MAP_LIMITS_MAX, ACI_MAP_LIMITS_MAX * sizeof(double));
            table->values[kept++] = table->values[n];
        }
    }
    table->rows = kept;
}
