/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of a search: from places to values of the model, and which of them is best. */
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "optimise_parts.h"

enum { SCREEN_FACTOR = 12 };

#define NEARNESS 0.05     /* of the tolerance */
#define NEAR_ZERO 1e-3    /* a bound below this share of the range of results has no size */
#define AVOIDED_SHARE 0.5 /* of the way from a failed point to the nearest good one */

double aci_search_nearness(const aci_search *search)
{
    return NEARNESS * search->problem.tolerance;
}

double aci_search_distance(const aci_search *search, const double *a, const double *b)
{
    double sum = 0.0;
    for (int k = 0; k < search->variables; k++) {
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sqrt(sum);
}

const double *aci_search_place(const aci_search *search, int point)
{
    return search->result->points.places + point * search->variables;
}

bool aci_search_is_good(const aci_search *search, int point)
{
    return search->result->points.statuses[point] == ACI_OK;
}

bool aci_search_is_better(const aci_search *search, int point, int other)
{
    double mine = aci_optimise_violation(search->result, point);
    double theirs = aci_optimise_violation(search->result, other);
    const double *values = search->result->points.values;
    int objective = search->problem.objective;
    if (mine != theirs) {
        return mine < theirs;
    }
    return values[point * search->outputs + objective] <
           values[other * search->outputs + objective];
}

int aci_search_best(const aci_search *search)
{
    int best = -1;
    for (int n = 0; n < search->result->points.count; n++) {
        if (aci_search_is_good(search, n) && (best < 0 || aci_search_is_better(search, n, best))) {
            best = n;
        }
    }
    return best;
}

int aci_search_left(const aci_search *search)
{
    return search->problem.points_most - search->result->points.count;
}

/* Six digits, so that the design can be written down and is the same design. */
static double input_of(const aci_optimise_variable *v, double place)
{
    char text[32];
    double share = fmin(fmax(place, 0.0), 1.0);
    double value = v->is_log ? v->least * pow(v->most / v->least, share)
                             : v->least + (v->most - v->least) * share;
    snprintf(text, sizeof text, "%.6g", v->is_count ? round(value) : value);
    return fmin(fmax(strtod(text, NULL), v->least), v->most);
}

static double place_of(const aci_optimise_variable *v, double input)
{
    return v->is_log ? log(input / v->least) / log(v->most / v->least)
                     : (input - v->least) / (v->most - v->least);
}

void aci_search_settle(const aci_search *search, double *place, double *inputs)
{
    for (int k = 0; k < search->variables; k++) {
        const aci_optimise_variable *v = &search->problem.variables[k];
        double input = input_of(v, place[k]);
        place[k] = fmin(fmax(place_of(v, input), 0.0), 1.0);
        if (inputs != NULL) {
            inputs[k] = input;
        }
    }
}

static bool is_new(const aci_search *s, int count, const double *place)
{
    for (int n = 0; n < count; n++) {
        if (aci_search_distance(s, aci_search_place(s, n), place) <= aci_search_nearness(s)) {
            return false;
        }
    }
    return true;
}

/* The new ones among the places, behind the points; how many. */
static int append(aci_search *s, int count, const double *places, aci_optimise_stage stage)
{
    aci_optimise_points *points = &s->result->points;
    int next = points->count;
    for (int n = 0; n < count && next < s->problem.points_most; n++) {
        double *place = points->places + next * s->variables;
        memcpy(place, places + n * s->variables, (size_t)s->variables * sizeof *place);
        aci_search_settle(s, place, points->inputs + next * s->variables);
        if (is_new(s, next, place)) {
            points->stages[next++] = (int)stage;
        }
    }
    return next - points->count;
}

/* A point that lacks a number it is asked for is no answer. */
static void look_at(aci_search *s, int point)
{
    aci_optimise_points *points = &s->result->points;
    double *values = points->values + point * s->outputs;
    const aci_model *model = s->problem.model;
    const char *reason = model->reason != NULL ? model->reason(model->context) : NULL;
    for (int m = 0; m < s->outputs && points->statuses[point] == ACI_OK; m++) {
        if (!isfinite(values[m])) {
            points->statuses[point] = ACI_NUMERICAL;
            reason = "a result asked for has no number here";
        }
    }
    if (points->statuses[point] != ACI_OK) {
        snprintf(points->reasons[point], sizeof points->reasons[point], "%s",
                 reason != NULL ? reason : aci_status_text(points->statuses[point]));
        for (int m = 0; m < s->outputs; m++) {
            values[m] = NAN;
        }
    }
}

static double nearest_good(const aci_search *s, int point)
{
    double nearest = INFINITY;
    for (int n = 0; n < s->result->points.count; n++) {
        if (aci_search_is_good(s, n)) {
            nearest = fmin(nearest, aci_search_distance(s, aci_search_place(s, n),
                                                        aci_search_place(s, point)));
        }
    }
    return nearest;
}

static void avoid_failures(aci_search *s)
{
    s->avoided_count = 0;
    for (int n = 0; n < s->result->points.count; n++) {
        if (aci_search_is_good(s, n)) {
            continue;
        }
        double nearest = nearest_good(s, n);
        memcpy(s->avoided + s->avoided_count * s->variables, aci_search_place(s, n),
               (size_t)s->variables * sizeof *s->avoided);
        s->avoided_radius[s->avoided_count++] = AVOIDED_SHARE * (isfinite(nearest) ? nearest : 1.0);
    }
}

void aci_search_scale(aci_search *search)
{
    aci_optimise_result *r = search->result;
    for (int i = 0; i < r->side_count; i++) {
        aci_optimise_side *side = &r->sides[i];
        double least = INFINITY, most = -INFINITY;
        for (int n = 0; n < r->points.count; n++) {
            if (aci_search_is_good(search, n)) {
                double value = r->points.values[n * r->outputs + side->output];
                least = fmin(least, value);
                most = fmax(most, value);
            }
        }
        double range = most > least ? most - least : 0.0;
        double size = fabs(side->bound);
        side->scale = size > NEAR_ZERO * range ? size : range;
        side->scale = side->scale > 0.0 ? side->scale : 1.0;
    }
}

aci_status aci_search_evaluate(aci_search *search, int count, const double *places,
                               aci_optimise_stage stage)
{
    aci_optimise_points *points = &search->result->points;
    int first = points->count, more = append(search, count, places, stage);
    const aci_model *model = search->problem.model;
    if (more == 0) {
        return ACI_OK;
    }
    ACI_TRY(model->evaluate(model->context, more, points->inputs + first * search->variables,
                            points->values + first * search->outputs,
                            points->errors + first * search->outputs, points->statuses + first));
    for (int n = first; n < first + more; n++) {
        look_at(search, n);
    }
    points->count += more;
    avoid_failures(search);
    return ACI_OK;
}

/* Places of a Sobol sequence, shifted by the seed modulo 1: as even, and without the corner at 0.
 */
static aci_status spread(aci_search *s, int count, double *places)
{
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)s->variables);
    double shift[ACI_OPTIMISE_VARIABLES_MAX];
    if (sequence == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a screening");
    }
    for (int k = 0; k < s->variables; k++) {
        shift[k] = aci_random_uniform(&s->random);
    }
    for (int n = 0; n < count; n++) {
        double *place = places + n * s->variables;
        gsl_qrng_get(sequence, place);
        for (int k = 0; k < s->variables; k++) {
            place[k] = fmod(place[k] + shift[k], 1.0);
        }
    }
    gsl_qrng_free(sequence);
    return ACI_OK;
}

/* By how much the cheap results of a place violate their limits; INFINITY where they fail. */
static double screen_violation(const aci_search *s, const double *values, aci_status status)
{
    double most = status == ACI_OK ? 0.0 : INFINITY;
    for (int i = 0; i < s->result->side_count; i++) {
        const aci_optimise_side *side = &s->result->sides[i];
        for (int n = 0; n < s->problem.screen->outputs; n++) {
            if (s->problem.screen_outputs[n] == side->output) {
                double excess = (side->is_least ? -1.0 : 1.0) * (values[n] - side->bound);
                most = fmax(most, excess / side->scale);
            }
        }
    }
    return most;
}

/* The first `keep` of least violation come to the front, in their order of before. */
static void keep_least(const aci_search *s, int count, double *violations, double *places, int keep)
{
    size_t bytes = (size_t)s->variables * sizeof *places;
    for (int taken = 0; taken < keep; taken++) {
        int least = taken;
        double place[ACI_OPTIMISE_VARIABLES_MAX];
        for (int n = taken + 1; n < count; n++) {
            least = violations[n] < violations[least] ? n : least;
        }
        double violation = violations[least];
        memcpy(place, places + least * s->variables, bytes);
        memmove(places + (taken + 1) * s->variables, places + taken * s->variables,
                (size_t)(least - taken) * bytes);
        memmove(violations + taken + 1, violations + taken,
                (size_t)(least - taken) * sizeof *violations);
        memcpy(places + taken * s->variables, place, bytes);
        violations[taken] = violation;
    }
}

static aci_status sift(aci_search *s, int count, double *places, int keep)
{
    const aci_model *screen = s->problem.screen;
    size_t rows = (size_t)count, numbers = rows * (size_t)screen->outputs;
    double *inputs = malloc(rows * (size_t)s->variables * sizeof *inputs);
    double *values = malloc(2 * numbers * sizeof *values);
    double *violations = calloc(rows, sizeof *violations);
    aci_status *statuses = malloc(rows * sizeof *statuses);
    aci_status status = ACI_FILE;
    if (inputs == NULL || values == NULL || violations == NULL || statuses == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a screening");
    } else {
        for (int n = 0; n < count; n++) {
            aci_search_settle(s, places + n * s->variables, inputs + n * s->variables);
        }
        status =
            screen->evaluate(screen->context, count, inputs, values, values + numbers, statuses);
    }
    for (int n = 0; status == ACI_OK && n < count; n++) {
        violations[n] = screen_violation(s, values + n * screen->outputs, statuses[n]);
    }
    if (status == ACI_OK) {
        keep_least(s, count, violations, places, keep);
    }
    free(inputs);
    free(values);
    free(violations);
    free(statuses);
    return status;
}

/* The config's own values, where they lie within, and the middle of the cube come first. */
static void put_first(const aci_search *s, double *places)
{
    for (int k = 0; k < s->variables; k++) {
        const aci_optimise_variable *v = &s->problem.variables[k];
        bool is_within = v->start >= v->least && v->start <= v->most;
        places[k] = is_within ? place_of(v, v->start) : 0.5;
        places[s->variables + k] = 0.5;
    }
}

aci_status aci_search_screen(aci_search *search)
{
    int keep = search->problem.screening;
    int count = search->problem.screen != NULL ? SCREEN_FACTOR * keep : keep;
    double *places = malloc((size_t)(count + 2) * (size_t)search->variables * sizeof *places);
    if (places == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a screening");
    }
    put_first(search, places);
    aci_status status = spread(search, count, places + 2 * search->variables);
    if (status == ACI_OK && search->problem.screen != NULL) {
        status = sift(search, count, places + 2 * search->variables, keep);
    }
    if (status == ACI_OK) {
        status = aci_search_evaluate(search, keep + 2, places, ACI_OPTIMISE_SCREENING);
    }
    free(places);
    aci_search_scale(search);
    return status;
}
