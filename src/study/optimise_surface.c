/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Response surfaces through the points of a search, and the problems posed on them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "optimise_parts.h"

enum { SURFACE_POINTS_MOST = 300, GAP_TRIES = 200, SCANNED = 200 };

#define REACH 2.0          /* of the radius: points within are all taken */
#define APART 0.02         /* of the radius: points nearer to each other add nothing but rounding */
#define LEAST_CAUTION 3e-5 /* of a bound: designs are rounded to 6 digits */

/// Good points by their distance to a place.
typedef struct ranking {
    int count;
    int *points;
    double *distances;
} ranking;

static void insert(ranking *r, int point, double distance)
{
    int n = r->count++;
    for (; n > 0 && distance < r->distances[n - 1]; n--) {
        r->points[n] = r->points[n - 1];
        r->distances[n] = r->distances[n - 1];
    }
    r->points[n] = point;
    r->distances[n] = distance;
}

static bool is_apart(const aci_search *s, const ranking *taken, int point, double distance)
{
    for (int n = 0; n < taken->count; n++) {
        if (aci_search_distance(s, aci_search_place(s, taken->points[n]),
                                aci_search_place(s, point)) < distance) {
            return false;
        }
    }
    return true;
}

/* The points a surface goes through, into `taken`. */
static void choose(const aci_search *s, const ranking *all, double radius, ranking *taken)
{
    int quadratic = (s->variables + 1) * (s->variables + 2);
    for (int n = 0; n < all->count && taken->count < SURFACE_POINTS_MOST; n++) {
        bool is_wanted = all->distances[n] <= REACH * radius || taken->count < quadratic;
        if (is_wanted && is_apart(s, taken, all->points[n], APART * radius)) {
            taken->points[taken->count++] = all->points[n];
        }
    }
}

static aci_status fit_taken(const aci_search *s, const ranking *taken, aci_surrogate **out)
{
    const aci_optimise_points *points = &s->result->points;
    size_t rows = (size_t)taken->count, inputs = (size_t)s->variables, outputs = (size_t)s->outputs;
    double *places = malloc((rows * inputs + 1) * sizeof *places);
    double *values = malloc((rows * outputs + 1) * sizeof *values);
    aci_status status = ACI_OK;
    if (places == NULL || values == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a response surface");
    }
    for (size_t n = 0; status == ACI_OK && n < rows; n++) {
        size_t point = (size_t)taken->points[n];
        memcpy(places + n * inputs, points->places + point * inputs, inputs * sizeof *places);
        memcpy(values + n * outputs, points->values + point * outputs, outputs * sizeof *values);
    }
    if (status == ACI_OK) {
        status = aci_surrogate_create(s->variables, s->outputs, taken->count, places, values, out);
    }
    free(places);
    free(values);
    return status;
}

double aci_search_whole(const aci_search *search)
{
    return sqrt(search->variables) / REACH;
}

aci_status aci_search_fit(const aci_search *search, const double *place, double radius,
                          aci_surrogate **out)
{
    size_t room = (size_t)search->result->points.count + 1;
    ranking all = {0, malloc(room * sizeof(int)), malloc(room * sizeof(double))};
    ranking taken = {0, malloc(room * sizeof(int)), NULL};
    aci_status status = ACI_OK;
    *out = NULL;
    if (all.points == NULL || all.distances == NULL || taken.points == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a response surface");
    } else {
        for (int n = 0; n < search->result->points.count; n++) {
            if (aci_search_is_good(search, n)) {
                insert(&all, n, aci_search_distance(search, aci_search_place(search, n), place));
            }
        }
        choose(search, &all, radius, &taken);
        status = fit_taken(search, &taken, out);
    }
    free(all.points);
    free(all.distances);
    free(taken.points);
    return status;
}

static void pose_sides(const aci_search *s, double caution, aci_descent *out)
{
    for (int i = 0; i < s->result->side_count; i++) {
        const aci_optimise_side *side = &s->result->sides[i];
        double sign = side->is_least ? -1.0 : 1.0;
        double inwards =
            fmax(caution * s->last_error[i], caution > 0.0 ? LEAST_CAUTION * side->scale : 0.0);
        out->sides[i] = (aci_descent_side){side->output, sign, side->bound - sign * inwards};
    }
    out->side_count = s->result->side_count;
}

/* A little more than one step of whole numbers, so that the box always reaches the next. */
static double whole_step(const aci_optimise_variable *v)
{
    if (!v->is_count) {
        return 0.0;
    }
    return 1.01 * (v->is_log ? log1p(1.0 / v->least) / log(v->most / v->least)
                             : 1.0 / (v->most - v->least));
}

void aci_search_pose(const aci_search *search, const aci_surrogate *surrogate, const double *place,
                     double radius, double caution, aci_descent *out)
{
    *out = (aci_descent){.surrogate = surrogate,
                         .variables = search->variables,
                         .objective = search->problem.objective,
                         .sign = 1.0,
                         .avoided_count = search->avoided_count,
                         .avoided = search->avoided,
                         .avoided_radius = search->avoided_radius};
    for (int k = 0; k < search->variables; k++) {
        double reach = fmax(radius, whole_step(&search->problem.variables[k]));
        out->least[k] = fmax(0.0, place[k] - reach);
        out->most[k] = fmin(1.0, place[k] + reach);
    }
    pose_sides(search, caution, out);
}

static aci_status round_wholes(const aci_search *s, const aci_descent *box, double *place)
{
    aci_descent rest = *box;
    double first[ACI_OPTIMISE_VARIABLES_MAX], settled[ACI_OPTIMISE_VARIABLES_MAX];
    bool has_wholes = false;
    memcpy(settled, place, (size_t)s->variables * sizeof *settled);
    aci_search_settle(s, settled, NULL);
    for (int k = 0; k < s->variables; k++) {
        bool is_whole = s->problem.variables[k].is_count;
        has_wholes = has_wholes || is_whole;
        first[k] = is_whole ? settled[k] : place[k];
        rest.least[k] = is_whole ? settled[k] : rest.least[k];
        rest.most[k] = is_whole ? settled[k] : rest.most[k];
    }
    return has_wholes ? aci_descent_solve(&rest, 1, first, place) : ACI_OK;
}

aci_status aci_search_descend(aci_search *search, const aci_descent *box, const double *first,
                              int count, double *place)
{
    double starts[ACI_DESCENT_STARTS_MAX * ACI_OPTIMISE_VARIABLES_MAX];
    memcpy(starts, first, (size_t)search->variables * sizeof *starts);
    if (count > 1) {
        aci_descent_scan(box, &search->random, SCANNED, count - 1, starts + search->variables);
    }
    ACI_TRY(aci_descent_solve(box, count, starts, place));
    return round_wholes(search, box, place);
}

static double nearest_point(const aci_search *s, const double *place)
{
    double nearest = INFINITY;
    for (int n = 0; n < s->result->points.count; n++) {
        nearest = fmin(nearest, aci_search_distance(s, aci_search_place(s, n), place));
    }
    return nearest;
}

void aci_search_gap(aci_search *search, const aci_descent *box, const double *centre, double radius,
                    double *place)
{
    double widest = -1.0;
    for (int n = 0; n < GAP_TRIES; n++) {
        double tried[ACI_OPTIMISE_VARIABLES_MAX];
        for (int k = 0; k < search->variables; k++) {
            bool is_kept = radius < whole_step(&search->problem.variables[k]);
            double share = aci_random_uniform(&search->random);
            tried[k] = is_kept ? centre[k] : box->least[k] + (box->most[k] - box->least[k]) * share;
        }
        double gap = nearest_point(search, tried);
        if (gap > widest) {
            widest = gap;
            memcpy(place, tried, (size_t)search->variables * sizeof *place);
        }
    }
}
