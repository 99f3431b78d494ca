/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "map_table.h"

static const char no_keys[] = "the sweep varies no key that is a number";
static const char no_result[] = "the sweep kept no result that is a number";
static const char no_grid[] =
    "the cases lie on no grid of two keys; `acicula export` has them as a table";

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/// Sorts and drops what is there twice; returns how many are left.
static int make_distinct(double *values, int count)
{
    int kept = 0;
    qsort(values, (size_t)count, sizeof *values, compare);
    for (int n = 0; n < count; n++) {
        if (kept == 0 || values[n] != values[kept - 1]) {
            values[kept++] = values[n];
        }
    }
    return kept;
}

/// How unequal the steps between values are: largest over smallest.
static double unevenness(const aci_map_key *key, bool is_log)
{
    double least = HUGE_VAL, most = 0.0;
    for (int n = 1; n < key->count; n++) {
        double step =
            is_log ? log(key->values[n] / key->values[n - 1]) : key->values[n] - key->values[n - 1];
        least = fmin(least, step);
        most = fmax(most, step);
    }
    return most / least;
}

static bool is_logarithmic(const aci_map_key *key)
{
    double range = key->values[key->count - 1] / key->values[0];
    if (!(key->values[0] > 0.0) || key->count < 3) {
        return key->values[0] > 0.0 && range > 20.0;
    }
    return unevenness(key, true) < unevenness(key, false);
}

/// The values that key `k` of the table takes.
static aci_status find_values(const aci_map_table *table, int k, aci_map_key *out)
{
    out->values = malloc((size_t)table->rows * sizeof *out->values + 1);
    if (out->values == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a map");
    }
    for (int n = 0; n < table->rows; n++) {
        out->values[n] = aci_map_table_key(table, n, k);
    }
    out->count = make_distinct(out->values, table->rows);
    snprintf(out->name, sizeof out->name, "%s", table->keys[k].name);
    snprintf(out->unit, sizeof out->unit, "%s", table->keys[k].unit);
    out->is_log = out->count > 1 && is_logarithmic(out);
    return ACI_OK;
}

static void add_fixed(const aci_map_table *table, int k, aci_map *map)
{
    char name[ACI_QUANTITY_TITLE], number[ACI_FIGURE_TEXT];
    aci_quantity quantity = aci_quantity_of(table->keys[k].name, table->keys[k].unit);
    aci_quantity_title(&(aci_quantity){1.0, ""}, table->keys[k].name, name);
    size_t used = strlen(map->fixed);
    snprintf(map->fixed + used, sizeof map->fixed - used, "%s%s = %s", used > 0 ? ", " : "", name,
             aci_quantity_text(&quantity, aci_map_table_key(table, 0, k), number));
}

/// The first two keys that vary are the axes; of the others the rows with the first value stay.
static aci_status choose_keys(aci_map_table *table, aci_map *map, int chosen[2])
{
    for (int k = 0; k < table->key_count; k++) {
        aci_map_key key = {.count = 0};
        aci_status status = table->rows > 0 ? find_values(table, k, &key) : ACI_OK;
        if (status == ACI_OK && key.count > 1 && map->keys < 2) {
            chosen[map->keys] = k;
            map->key[map->keys++] = key;
            continue;
        }
        if (status == ACI_OK && key.count > 1) {
            add_fixed(table, k, map);
            aci_map_table_keep(table, k, aci_map_table_key(table, 0, k));
        }
        free(key.values);
        ACI_TRY(status);
    }
    return ACI_OK;
}

static int find(const aci_map_key *key, double value)
{
    const double *found = bsearch(&value, key->values, (size_t)key->count, sizeof value, compare);
    return found != NULL ? (int)(found - key->values) : 0;
}

static double *missing_numbers(size_t count)
{
    double *numbers = malloc((count + 1) * sizeof *numbers);
    for (size_t n = 0; numbers != NULL && n < count; n++) {
        numbers[n] = NAN;
    }
    return numbers;
}

static aci_status fill(const aci_map_table *table, const int chosen[2], aci_map *map)
{
    int columns = map->key[0].count, rows = map->keys > 1 ? map->key[1].count : 1;
    size_t count = (size_t)columns * (size_t)rows;
    map->values = missing_numbers(count);
    map->margins = map->limit_count > 0 ? missing_numbers((size_t)map->limit_count * count) : NULL;
    if (map->values == NULL || (map->limit_count > 0 && map->margins == NULL)) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a map");
    }
    for (int n = 0; n < table->rows; n++) {
        int i = find(&map->key[0], aci_map_table_key(table, n, chosen[0]));
        int k = map->keys > 1 ? find(&map->key[1], aci_map_table_key(table, n, chosen[1])) : 0;
        map->values[i + columns * k] = table->values[n];
        for (int m = 0; m < map->limit_count; m++) {
            map->margins[(size_t)m * count + (size_t)(i + columns * k)] =
                table->margins[n * ACI_MAP_LIMITS_MAX + m];
        }
    }
    for (size_t n = 0; n < count; n++) {
        map->failed += isnan(map->values[n]);
    }
    return ACI_OK;
}

static void add_other(const aci_map_table *table, int k, aci_map *map)
{
    char name[ACI_QUANTITY_TITLE];
    aci_quantity_title(&(aci_quantity){1.0, ""}, table->keys[k].name, name);
    size_t used = strlen(map->others);
    snprintf(map->others + used, sizeof map->others - used, "%s%s", used > 0 ? ", " : "", name);
}

/// Places of a grid of two keys, were it one; from there on the cases are points for themselves.
static bool is_grid(const aci_map *map, int rows)
{
    double places = (double)map->key[0].count * (map->keys > 1 ? map->key[1].count : 1);
    return places <= 2.0 * rows;
}

/// The first two keys that vary, and the names of the others, of all rows.
static aci_status find_varied(const aci_map_table *table, aci_map *map, int chosen[2])
{
    for (int k = 0; k < table->key_count && table->rows > 0; k++) {
        aci_map_key key = {.count = 0};
        aci_status status = find_values(table, k, &key);
        if (status == ACI_OK && key.count > 1 && map->keys < 2) {
            chosen[map->keys] = k;
            map->key[map->keys++] = key;
            continue;
        }
        if (status == ACI_OK && key.count > 1) {
            add_other(table, k, map);
        }
        free(key.values);
        ACI_TRY(status);
    }
    return ACI_OK;
}

static void forget_keys(aci_map *map)
{
    for (int k = 0; k < map->keys; k++) {
        free(map->key[k].values);
        map->key[k] = (aci_map_key){.count = 0};
    }
    map->keys = 0;
    map->others[0] = '\0';
}

static aci_status scatter(const aci_map_table *table, const int chosen[2], aci_map *map)
{
    size_t count = (size_t)table->rows;
    map->cases = table->rows;
    map->places = missing_numbers(2 * count);
    map->values = missing_numbers(count);
    map->margins = map->limit_count > 0 ? missing_numbers((size_t)map->limit_count * count) : NULL;
    if (map->places == NULL || map->values == NULL ||
        (map->limit_count > 0 && map->margins == NULL)) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a map");
    }
    for (int n = 0; n < table->rows; n++) {
        map->places[2 * n] = aci_map_table_key(table, n, chosen[0]);
        map->places[2 * n + 1] = aci_map_table_key(table, n, chosen[1]);
        map->values[n] = table->values[n];
        map->failed += isnan(table->values[n]);
        for (int m = 0; m < map->limit_count; m++) {
            map->margins[(size_t)m * count + (size_t)n] =
                table->margins[n * ACI_MAP_LIMITS_MAX + m];
        }
    }
    return ACI_OK;
}

static aci_status make_map(aci_map_table *table, aci_map *map)
{
    int chosen[2] = {0, 0};
    ACI_TRY(find_varied(table, map, chosen));
    if (map->keys > 1 && !is_grid(map, table->rows)) {
        return scatter(table, chosen, map);
    }
    forget_keys(map);
    ACI_TRY(choose_keys(table, map, chosen));
    if (map->keys == 0) {
        map->lack = no_keys;
        return ACI_OK;
    }
    if (!is_grid(map, table->rows)) {
        map->lack = no_grid;
        return ACI_OK;
    }
    return fill(table, chosen, map);
}

aci_status aci_map_make(const aci_catalogue_format *format, const aci_catalogue_rows *rows,
                        const char *config, const char *result, aci_map *out)
{
    aci_map_table table;
    *out = (aci_map){.title = NULL};
    aci_status status = aci_map_table_read(format, rows, config, result, &table, out);
    if (status == ACI_OK && table.values == NULL) {
        out->lack = no_result;
    } else if (status == ACI_OK) {
        status = make_map(&table, out);
    }
    aci_map_table_destroy(&table);
    return status;
}

static aci_status read_texts(const char *path, char **title, char **config)
{
    aci_reader *reader = NULL;
    ACI_TRY(aci_reader_open(path, true, &reader));
    aci_status status = aci_reader_attribute_text(reader, "/", "title", title);
    if (status == ACI_OK) {
        status = aci_reader_text(reader, "/provenance/config", config);
    }
    aci_reader_destroy(&reader);
    return status;
}

static aci_status read_map(const char *path, const char *config, const char *result, aci_map *out)
{
    aci_catalogue *catalogue = NULL;
    aci_status status = aci_catalogue_open(path, &catalogue);
    if (status == ACI_OK) {
        aci_catalogue_rows rows = aci_catalogue_rows_of(catalogue);
        status = aci_map_make(aci_catalogue_format_of(catalogue), &rows, config, result, out);
    }
    aci_catalogue_close(&catalogue);
    return status;
}

aci_status aci_map_read(const char *path, const char *result, aci_map *out)
{
    char *title = NULL, *config = NULL;
    *out = (aci_map){.title = NULL};
    aci_status status = read_texts(path, &title, &config);
    if (status == ACI_OK) {
        status = read_map(path, config, result, out);
    }
    out->title = title;
    free(config);
    return status;
}

void aci_map_destroy(aci_map *map)
{
    free(map->title);
    free(map->key[0].values);
    free(map->key[1].values);
    free(map->values);
    free(map->margins);
    free(map->places);
    *map = (aci_map){.title = NULL};
}
