/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The section `spec` of a sweep's config against the columns of its catalogue.
#ifndef ACICULA_FIGURE_MAP_LIMITS_H
#define ACICULA_FIGURE_MAP_LIMITS_H

#include "map.h"

/// What a row's numbers are held against.
typedef struct aci_map_bounds {
    int count;
    int entries[ACI_MAP_LIMITS_MAX];
    double at_least[ACI_MAP_LIMITS_MAX], at_most[ACI_MAP_LIMITS_MAX];
} aci_map_bounds;

/// Where a column begins in the numbers of a row.
int aci_map_limits_offset(const aci_catalogue_format *format, int column);

/// Where a number of it stands: at a time (NAN: the last) and of a member (NULL: the first), with
/// its name in `label`. -1 where the catalogue has no such time or member.
int aci_map_limits_entry(const aci_catalogue_format *format, int column, const char *member,
                         double time, char label[ACI_QUANTITY_TITLE]);

/// Reads the section; limits on results that the catalogue does not have are passed over, and
/// without a config there are none. Fills in the limits of `map`.
ACI_MUST_CHECK aci_status aci_map_limits_read(const aci_catalogue_format *format,
                                              const char *config, aci_map_bounds *out,
                                              aci_map *map);

/// How far a limit is away, about as a share of its bound, the nearer one of two; < 0 outside.
double aci_map_limits_margin(const aci_map_bounds *bounds, int limit, const double *numbers);

#endif
