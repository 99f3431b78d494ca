/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Points on a square whose sides are joined, sorted into cells so that neighbours are found fast.
#ifndef ACICULA_SRC_PUNCTURE_PLACES_H
#define ACICULA_SRC_PUNCTURE_PLACES_H

#include <stdbool.h>

#include "acicula/base/status.h"

typedef struct aci_places {
    int count;
    int cells; ///< per side, >= 1
    double side;
    double *x, *y; ///< owned copies, in [0, side)
    int *start;    ///< [cells * cells + 1], first of a cell in `order`
    int *order;    ///< points sorted by cell, rising within a cell
} aci_places;

/// Copies the points (each in [0, side)); cells hold about one point each.
ACI_MUST_CHECK aci_status aci_places_create(double side, int count, const double *x,
                                            const double *y, aci_places *out);
void aci_places_destroy(aci_places *places);

/// Called for each point near a place; true ends the visit.
typedef bool aci_places_visitor(void *context, int point, double distance);

/// Visits every point closer than `radius` to (x, y), each once, in a fixed order. Distances are
/// the shortest way round; a radius beyond half the side visits all points.
void aci_places_visit(const aci_places *places, const double at[2], double radius,
                      aci_places_visitor *visitor, void *context);

/// Distance of a point to the nearest other, m; 0 when there is no other.
double aci_places_nearest(const aci_places *places, int point);

#endif
