/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Of each row of a catalogue what a map needs: its keys, one result, the nearest limit.
#ifndef ACICULA_FIGURE_MAP_TABLE_H
#define ACICULA_FIGURE_MAP_TABLE_H

#include "map.h"

typedef struct aci_map_table_column {
    char name[ACI_CATALOGUE_NAME_SIZE], unit[ACI_CATALOGUE_NAME_SIZE];
} aci_map_table_column;

/// Rows whose keys that are words have the words of the first row.
typedef struct aci_map_table {
    int rows, key_count;
    aci_map_table_column keys[ACI_CATALOGUE_COLUMNS_MAX]; ///< those that are numbers
    double *key_values;                                   ///< [rows][key_count], SI
    double *values;  ///< [rows] of the result, NAN where failed; NULL: there is no result
    double *margins; ///< [rows][ACI_MAP_LIMITS_MAX], as in aci_map
} aci_map_table;

/// Fills in `map` what the result and the limits are called. ACI_BAD_INPUT where there is no
/// result of that name (NULL: `absorbed` or the first). Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_map_table_read(const aci_catalogue_format *format,
                                             const aci_catalogue_rows *rows, const char *config,
                                             const char *result, aci_map_table *out, aci_map *map);
void aci_map_table_destroy(aci_map_table *table);

static inline double aci_map_table_key(const aci_map_table *table, int row, int key)
{
    return table->key_values[row * table->key_count + key];
}

/// Drops all rows in which a key has another value.
void aci_map_table_keep(aci_map_table *table, int key, double value);

#endif
