/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles: one parameter held at value after value, the others fitted anew. */
#include <math.h>
#include <string.h>

#include "fit_state.h"

enum { OUTWARDS_MAX = 12, REFINED_MAX = 6 };

static const double width_unknown = 0.05; /* of the box: first step where no width is known */
static const double farthest = 3.0;       /* times the way so far, in one step outwards */
static const double beyond = 1.05;        /* a little farther than the root is expected */
static const double close_enough = 0.005; /* of the square root of the rise */
static const double straight = 0.25;  /* of the goal: between such points the root is straight */
static const double is_better = 0.05; /* fall of chi2 that tells of another minimum */
static const double within = 1e-4;    /* a free parameter starts this far inside its box */

/// One point of a profile: sqrt of the rise is nearly straight in the place.
typedef struct aci_profile_point {
    aci_fit_point point;
    double root; ///< sqrt(max(rise, 0))
    double rise;
} profile_point;

/// A profile being followed to one side.
typedef struct aci_profile_walk {
    aci_fit_state *state;
    const aci_fit *fit;
    int parameter, side;
    int count;
    profile_point points[ACI_FIT_PROFILE_MAX / 2 - 1]; ///< outwards; the first is the estimate
} walk;

enum { WALK_MAX = ACI_FIT_PROFILE_MAX / 2 - 1 };

static double clip(double value, double least, double most)
{
    return fmin(fmax(value, least), most);
}

/* How the others go along with the parameter, from the covariance. */
static double follow(const aci_fit *fit, int parameter, int other)
{
    double ratio = fit->covariance[other][parameter] / fit->covariance[parameter][parameter];
    return isfinite(ratio) ? ratio : 0.0;
}

/* The start of a point: its neighbour, moved along. */
static aci_fit_point start_at(const walk *w, const profile_point *from, double place)
{
    aci_fit_point point = from->point;
    for (int k = 0; k < w->state->parameters; ++k) {
        double change = follow(w->fit, w->parameter, k) * (place - from->point.place[w->parameter]);
        if (k != w->parameter && point.role[k] == ACI_FIT_FREE) {
            point.place[k] = clip(point.place[k] + change, within, 1.0 - within);
        }
    }
    point.place[w->parameter] = place;
    point.role[w->parameter] = ACI_FIT_FIXED;
    return point;
}

/* Fits the others at a place, beginning from the nearest point there is. */
static aci_status solve_at(walk *w, double place, profile_point *out)
{
    const profile_point *nearest = &w->points[0];
    for (int n = 1; n < w->count; ++n) {
        double gap = fabs(w->points[n].point.place[w->parameter] - place);
        nearest = gap < fabs(nearest->point.place[w->parameter] - place) ? &w->points[n] : nearest;
    }
    out->point = start_at(w, nearest, place);
    ACI_TRY(aci_fit_settle(w->state, &out->point));
    out->rise = out->point.chi2 - w->fit->chi2;
    out->root = sqrt(fmax(out->rise, 0.0));
    return ACI_OK;
}

/* Puts a point in its order, outwards. */
static void insert(walk *w, const profile_point *point)
{
    int at = w->count;
    double place = w->side * point->point.place[w->parameter];
    while (at > 1 && w->side * w->points[at - 1].point.place[w->parameter] > place) {
        w->points[at] = w->points[at - 1];
        --at;
    }
    w->points[at] = *point;
    ++w->count;
}

static double place_of(const walk *w, int n)
{
    return w->points[n].point.place[w->parameter];
}

/* The next place outwards: where the last slope of the root leads to the goal. */
static double next_place(const walk *w, double goal)
{
    int last = w->count - 1;
    double end = w->side < 0 ? 0.0 : 1.0, start = place_of(w, 0);
    double width = sqrt(w->fit->covariance[w->parameter][w->parameter]);
    if (last == 0) {
        double step = isfinite(width) && width > 0.0 ? fmin(width, 0.5) : width_unknown;
        return clip(start + w->side * step, 0.0, 1.0);
    }
    double way = fabs(place_of(w, last) - start), before = fabs(place_of(w, last - 1) - start);
    double slope = (w->points[last].root - w->points[last - 1].root) / (way - before);
    double step = slope > 0.0 ? beyond * (goal - w->points[last].root) / slope : farthest * way;
    double next = start + w->side * (way + fmin(step, farthest * way));
    return (end - next) * w->side < 0.02 * way ? end : next;
}

static aci_status walk_out(walk *w, double goal)
{
    double end = w->side < 0 ? 0.0 : 1.0;
    for (int k = 0; k < OUTWARDS_MAX; ++k) {
        profile_point point;
        bool is_done = w->points[w->count - 1].root >= goal || place_of(w, w->count - 1) == end ||
                       w->points[w->count - 1].rise < -is_better;
        if (is_done) {
            return ACI_OK;
        }
        /* The last step goes to the end, so that an open interval has been seen to be open. */
        ACI_TRY(solve_at(w, k + 1 == OUTWARDS_MAX ? end : next_place(w, goal), &point));
        insert(w, &point);
    }
    return ACI_OK;
}

/* The first point whose root is beyond the goal; `count` when none is. */
static int first_beyond(const walk *w, double goal)
{
    int n = 1;
    while (n < w->count && w->points[n].root < goal) {
        ++n;
    }
    return n;
}

/* Where the root meets the goal, between two points. */
static double meet(const walk *w, int n, double goal)
{
    double below = w->points[n - 1].root, above = w->points[n].root;
    if (!isfinite(above)) {
        return 0.5 * (place_of(w, n - 1) + place_of(w, n));
    }
    double part = above > below ? (goal - below) / (above - below) : 0.0;
    return place_of(w, n - 1) + part * (place_of(w, n) - place_of(w, n - 1));
}

static aci_status refine(walk *w, double goal, double *place, bool *is_open)
{
    *is_open = first_beyond(w, goal) == w->count;
    *place = w->side < 0 ? 0.0 : 1.0;
    for (int k = 0; k < REFINED_MAX && !*is_open && w->count < WALK_MAX; ++k) {
        profile_point point;
        int n = first_beyond(w, goal);
        *place = meet(w, n, goal);
        bool is_close = w->points[n].root - w->points[n - 1].root < straight * goal ||
                        fabs(w->points[n].root - goal) < close_enough * goal ||
                        fabs(w->points[n - 1].root - goal) < close_enough * goal;
        if (is_close) {
            return ACI_OK;
        }
        ACI_TRY(solve_at(w, *place, &point));
        insert(w, &point);
    }
    if (!*is_open) {
        *place = meet(w, first_beyond(w, goal), goal);
    }
    return ACI_OK;
}

static void keep_end(const walk *w, double place, bool is_open, aci_fit_interval *out)
{
    double value = aci_fit_value(&w->state->problem->parameters[w->parameter], place);
    *(w->side < 0 ? &out->low : &out->high) = value;
    *(w->side < 0 ? &out->low_is_open : &out->high_is_open) = is_open;
}

static void keep_points(const walk *w, aci_fit_profile *out)
{
    const aci_fit_parameter *p = &w->state->problem->parameters[w->parameter];
    for (int n = 1; n < w->count; ++n) {
        int from = w->side < 0 ? w->count - n : n;
        out->value[out->count] = aci_fit_value(p, place_of(w, from));
        out->rise[out->count++] = w->points[from].rise;
        if (w->points[from].rise < -is_better) {
            out->found_better = true;
            memcpy(out->better, w->points[from].point.place, sizeof out->better);
        }
    }
}

static aci_status follow_side(walk *w, aci_fit_profile *out)
{
    double goals[2] = {sqrt(aci_fit_rise(w->fit->error_freedom)),
                       sqrt(aci_fit_scaled_rise(w->fit))};
    aci_fit_interval *intervals[2] = {&out->interval, &out->scaled};
    ACI_TRY(walk_out(w, isfinite(goals[1]) ? fmax(goals[0], goals[1]) : goals[0]));
    for (int k = 0; k < 2; ++k) {
        double place = NAN;
        bool is_open = false;
        if (isfinite(goals[k])) {
            ACI_TRY(refine(w, goals[k], &place, &is_open));
        }
        keep_end(w, place, is_open, intervals[k]);
    }
    keep_points(w, out);
    return ACI_OK;
}

static void start_walk(walk *w, int side)
{
    w->side = side;
    w->count = 1;
    w->points[0] = (profile_point){.point = {.chi2 = w->fit->chi2}};
    for (int k = 0; k < w->state->parameters; ++k) {
        w->points[0].point.place[k] = w->fit->place[k];
        w->points[0].point.role[k] = w->fit->at_end[k] != 0 ? ACI_FIT_AT_END : ACI_FIT_FREE;
    }
    w->points[0].point.role[w->parameter] = ACI_FIT_FIXED;
}

aci_status aci_fit_profile_one(const aci_fit_problem *problem, aci_fit *fit, int parameter,
                               aci_fit_profile *out)
{
    aci_fit_state state;
    *out = (aci_fit_profile){.count = 0};
    ACI_TRY(aci_fit_state_create(problem, &state));
    memcpy(state.values, fit->values, (size_t)state.outputs * sizeof(double));
    memcpy(state.errors, fit->errors, (size_t)state.outputs * sizeof(double));
    aci_fit_choose_step(&state);
    walk w = {.state = &state, .fit = fit, .parameter = parameter};
    start_walk(&w, -1);
    aci_status status = follow_side(&w, out);
    out->value[out->count] = fit->estimate[parameter];
    out->rise[out->count++] = 0.0;
    if (status == ACI_OK) {
        start_walk(&w, 1);
        status = follow_side(&w, out);
    }
    out->is_determined = !out->interval.low_is_open && !out->interval.high_is_open;
    fit->points += state.points;
    fit->failed += state.failed;
    aci_fit_state_destroy(&state);
    return status;
}
