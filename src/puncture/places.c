/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_MOST = 4096 };

static int cell_of(const aci_places *places, double coordinate)
{
    int cell = (int)(coordinate / places->side * places->cells);
    return cell < places->cells ? cell : places->cells - 1;
}

static size_t cell_at(const aci_places *places, int point)
{
    size_t row = (size_t)cell_of(places, places->y[point]);
    return row * (size_t)places->cells + (size_t)cell_of(places, places->x[point]);
}

static void sort_into_cells(aci_places *places)
{
    size_t cells = (size_t)places->cells * (size_t)places->cells;
    for (int i = 0; i < places->count; i++) {
        places->start[cell_at(places, i) + 1]++;
    }
    for (size_t c = 0; c < cells; c++) {
        places->start[c + 1] += places->start[c];
    }
    for (int i = places->count - 1; i >= 0; i--) { /* start[c + 1] runs back to the cell's begin */
        places->order[--places->start[cell_at(places, i) + 1]] = i;
    }
    memmove(places->start, places->start + 1, cells * sizeof *places->start);
    places->start[cells] = places->count;
}

aci_status aci_places_create(double side, int count, const double *x, const double *y,
                             aci_places *out)
{
    int cells = (int)fmin(fmax(sqrt((double)count), 1.0), (double)CELLS_MOST);
    size_t room = (size_t)count + 1;
    *out = (aci_places){.count = count, .cells = cells, .side = side};
    out->x = malloc(room * sizeof *out->x);
    out->y = malloc(room * sizeof *out->y);
    out->order = malloc(room * sizeof *out->order);
    out->start = calloc((size_t)cells * (size_t)cells + 1, sizeof *out->start);
    if (out->x == NULL || out->y == NULL || out->order == NULL || out->start == NULL) {
        aci_places_destroy(out);
        return ACI_FAIL(ACI_FILE, "not enough memory for %d places", count);
    }
    memcpy(out->x, x, (size_t)count * sizeof *x);
    memcpy(out->y, y, (size_t)count * sizeof *y);
    sort_into_cells(out);
    return ACI_OK;
}

void aci_places_destroy(aci_places *places)
{
    free(places->x);
    free(places->y);
    free(places->start);
    free(places->order);
    *places = (aci_places){0};
}

static double shortest(double difference, double side)
{
    return difference - side * nearbyint(difference / side);
}

typedef struct visit {
    double x, y, radius;
    aci_places_visitor *visitor;
    void *context;
} visit;

static bool visit_cell(const aci_places *places, const visit *v, int column, int row)
{
    int cells = places->cells;
    size_t cell =
        (size_t)((row + cells) % cells) * (size_t)cells + (size_t)((column + cells) % cells);
    for (int k = places->start[cell]; k < places->start[cell + 1]; k++) {
        int point = places->order[k];
        double distance = hypot(shortest(places->x[point] - v->x, places->side),
                                shortest(places->y[point] - v->y, places->side));
        if (distance < v->radius && v->visitor(v->context, point, distance)) {
            return true;
        }
    }
    return false;
}

void aci_places_visit(const aci_places *places, const double at[2], double radius,
                      aci_places_visitor *visitor, void *context)
{
    visit v = {at[0], at[1], radius, visitor, context};
    int cells = places->cells;
    double reach = ceil(radius / places->side * cells * (1.0 + 1e-12));
    int first = reach < 0.5 * cells ? -(int)reach : 0;
    int last = reach < 0.5 * cells ? (int)reach : cells - 1;
    if (last - first + 1 > cells) {
        first = 0;
        last = cells - 1;
    }
    int column = cell_of(places, at[0]), row = cell_of(places, at[1]);
    for (int j = first; j <= last; j++) {
        for (int i = first; i <= last; i++) {
            if (visit_cell(places, &v, column + i, row + j)) {
                return;
            }
        }
    }
}

typedef struct nearest {
    int self;
    double distance;
} nearest;

static bool keep_nearest(void *context, int point, double distance)
{
    nearest *best = context;
    if (point != best->self && distance < best->distance) {
        best->distance = distance;
    }
    return false;
}

double aci_places_nearest(const aci_places *places, int point)
{
    const double at[2] = {places->x[point], places->y[point]};
    double radius = places->side / places->cells;
    while (places->count > 1) {
        nearest best = {point, HUGE_VAL};
        aci_places_visit(places, at, radius, keep_nearest, &best);
        if (best.distance < HUGE_VAL) {
            return best.distance;
        }
        radius *= 2.0;
    }
    return 0.0;
}
