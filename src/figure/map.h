/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One result of a sweep over one or two of its keys, from the catalogue.
#ifndef ACICULA_FIGURE_MAP_H
#define ACICULA_FIGURE_MAP_H

#include "acicula/output/catalogue.h"
#include "quantity.h"

enum { ACI_MAP_LIMITS_MAX = 8 };

/// A key that takes several values.
typedef struct aci_map_key {
    char name[ACI_CATALOGUE_NAME_SIZE], unit[ACI_CATALOGUE_NAME_SIZE];
    bool is_log; ///< its values lie even on a logarithmic axis
    int count;
    double *values; ///< [count] rising, SI
} aci_map_key;

/// A limit of the section `spec`, of any result of the catalogue.
typedef struct aci_map_limit {
    char text[ACI_QUANTITY_TITLE]; ///< "absorbed ≥ 2 µg/cm² at 4 h"
    bool is_of_shown;              ///< of the result that is drawn
    double at_least, at_most;      ///< SI; -INFINITY and INFINITY where there is none
} aci_map_limit;

/// Everything is owned; destroy in every case.
typedef struct aci_map {
    char *title;
    const char *lack; ///< static text: why there is nothing to draw; NULL where there is
    int keys;         ///< 1 or 2
    aci_map_key key[2];
    char result[ACI_CATALOGUE_NAME_SIZE], unit[ACI_CATALOGUE_NAME_SIZE];
    char label[ACI_QUANTITY_TITLE]; ///< "absorbed at 24 h"
    double *values;                 ///< [key 1][key 0], SI; NAN where the case failed or is missing
    double *margins; ///< [limit][key 1][key 0]: how far away it is, as a share of its bound; < 0
                     ///< outside; NULL without limits
    int failed;      ///< cases of the grid without a value
    int cases; ///< of points that lie on no grid, 0 of a grid; `values` are then [case], `margins`
               ///< [limit][case]
    double *places;                  ///< [case][2] of such points, SI; NULL of a grid
    char others[ACI_QUANTITY_TITLE]; ///< further keys of such points: "channels pitch"; "" without
    char fixed[ACI_QUANTITY_TITLE];  ///< "channels bottom radius = 5 µm"; "" without other keys
    int limit_count;
    aci_map_limit limits[ACI_MAP_LIMITS_MAX];
} aci_map;

/// Reads what there is to draw: the result named (NULL: `absorbed`, or the first of the catalogue)
/// at its last time, over the first two keys that take several numbers, the others at their first
/// value; of points that lie on no grid (latin_hypercube, sobol, zip) all, whatever the others are.
/// ACI_FILE when the file cannot be read, ACI_BAD_INPUT where it has no such result.
ACI_MUST_CHECK aci_status aci_map_read(const char *path, const char *result, aci_map *out);

/// The same from rows in memory. `config` is what the sweep was given (NULL: no limits).
ACI_MUST_CHECK aci_status aci_map_make(const aci_catalogue_format *format,
                                       const aci_catalogue_rows *rows, const char *config,
                                       const char *result, aci_map *out);
void aci_map_destroy(aci_map *map);

#endif
