/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles: one parameter held at value after value, the others fitted anew. */
#include <math.h>
#include <string.h>

#include "fit_state.h"

enum { OUTWARDS_MAX = 12, GOALS = 2, WALK_MAX = ACI_FIT_PROFILE_MAX / 2 - 1 };

static const double width_unknown = 0.05; /* of the box: first step where no width is known */
static const double farthest = 3.0;       /* times the way so far, in one step outwards */
static const double beyond = 1.05;        /* a little farther than the root is expected */
static const double close_enough = 0.005; /* of the way from the estimate */
static const double short_gap = 0.1;      /* of that way */
static const double straight = 0.2;    /* of the goal: between such points the root is straight */
static const double narrow = 0.01;     /* of the way from the estimate */
static const double narrowest = 1e-6;  /* of the box */
static const double steep = 3.0;       /* times the goal: nothing to draw a line to */
static const double near_enough = 3.0; /* of roots: a point to draw the others' way to */
static const double halved = 0.5;      /* what each second step leaves of a bracket at most */
static const double even = 0.1;        /* of the goal: less is no jump of the root */
static const double is_better = 0.02;  /* fall of chi2 that tells of another minimum */
static const double within = 1e-4;     /* a free parameter starts this far inside its box */

/// One point of a profile: sqrt of the rise is nearly straight in the place.
typedef struct aci_profile_point {
    aci_fit_point point;
    double root; ///< sqrt(max(rise, 0))
    double rise;
    bool is_checked; ///< fitted anew from the next point inwards
} profile_point;

/// A profile being followed to one side.
typedef struct aci_profile_walk {
    aci_fit_state *state;
    const aci_fit *fit;
    int parameter, side;
    int outwards; ///< steps taken
    double gap;   ///< of the bracket before the last step
    int count;
    profile_point points[WALK_MAX]; ///< outwards; the first is the estimate
} walk;

static double clip(double value, double least, double most)
{
    return fmin(fmax(value, least), most);
}

static double place_of(const walk *w, int n)
{
    return w->points[n].point.place[w->parameter];
}

/* How the others go along with the parameter, from the covariance. */
static double follow(const aci_fit *fit, int parameter, int other)
{
    double ratio = fit->covariance[other][parameter] / fit->covariance[parameter][parameter];
    return isfinite(ratio) ? ratio : 0.0;
}

/* How another goes along from a point to the next one; at the estimate by the covariance. */
static double follow_points(const walk *w, int inner, int other)
{
    bool has_outer =
        inner + 1 < w->count && w->points[inner + 1].root < w->points[inner].root + near_enough;
    int from = has_outer ? inner : inner - 1;
    if (from < 0) {
        return follow(w->fit, w->parameter, other);
    }
    const aci_fit_point *a = &w->points[from].point, *b = &w->points[from + 1].point;
    double ratio =
        (b->place[other] - a->place[other]) / (b->place[w->parameter] - a->place[w->parameter]);
    return a->role[other] == b->role[other] && isfinite(ratio) ? ratio : 0.0;
}

/* The start of a point: the one inwards of it, moved along. */
static aci_fit_point start_at(const walk *w, int inner, double place)
{
    aci_fit_point point = w->points[inner].point;
    for (int k = 0; k < w->state->parameters; ++k) {
        double change = follow_points(w, inner, k) * (place - place_of(w, inner));
        if (k != w->parameter && point.role[k] == ACI_FIT_FREE) {
            point.place[k] = clip(point.place[k] + change, within, 1.0 - within);
        }
    }
    point.place[w->parameter] = place;
    point.role[w->parameter] = ACI_FIT_FIXED;
    return point;
}

static aci_status settle(walk *w, profile_point *out)
{
    ACI_TRY(aci_fit_settle(w->state, &out->point));
    out->rise = out->point.chi2 - w->fit->chi2;
    out->root = sqrt(fmax(out->rise, 0.0));
    return ACI_OK;
}

/* Fits the others at a place, beginning from a point inwards, and puts it behind that. */
static aci_status add_point(walk *w, int inner, double place)
{
    profile_point point = {.point = start_at(w, inner, place)};
    ACI_TRY(settle(w, &point));
    for (int n = w->count++; n > inner + 1; --n) {
        w->points[n] = w->points[n - 1];
    }
    w->points[inner + 1] = point;
    return ACI_OK;
}

/* Fits a point again, from the others' values of the point inwards, and takes what is lower. */
static aci_status check_point(walk *w, int n)
{
    profile_point again = {.point = w->points[n - 1].point};
    again.point.place[w->parameter] = place_of(w, n);
    ACI_TRY(settle(w, &again));
    if (again.rise < w->points[n].rise) {
        w->points[n] = again;
    }
    w->points[n].is_checked = true;
    return ACI_OK;
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
    while (w->points[w->count - 1].root < goal && place_of(w, w->count - 1) != end &&
           w->count < WALK_MAX) {
        /* The last step goes to the end, so that an open interval has been seen to be open. */
        bool is_last = ++w->outwards >= OUTWARDS_MAX || w->count + 1 == WALK_MAX;
        ACI_TRY(add_point(w, w->count - 1, is_last ? end : next_place(w, goal)));
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

static double gap_of(const walk *w, int n)
{
    return fabs(place_of(w, n) - place_of(w, n - 1));
}

static bool is_narrow(const walk *w, int n)
{
    return gap_of(w, n) <= fmax(narrow * fabs(place_of(w, n) - place_of(w, 0)), narrowest);
}

/* Where the root meets the goal, between two points. */
static double meet(const walk *w, int n, double goal)
{
    double below = w->points[n - 1].root, above = w->points[n].root;
    double part = isfinite(above) && above > below ? (goal - below) / (above - below) : 0.5;
    return place_of(w, n - 1) + clip(part, 0.0, 1.0) * (place_of(w, n) - place_of(w, n - 1));
}

/* How far a point is from the goal, by the least of the slopes around it. */
static double distance(const walk *w, int n, int bracket, double goal)
{
    double slope = INFINITY;
    for (int k = bracket > 1 ? bracket - 1 : 1; k <= bracket + 1 && k < w->count; ++k) {
        double rise = w->points[k].root - w->points[k - 1].root;
        slope = fmin(slope, fmax(rise, 0.0) / gap_of(w, k));
    }
    return fabs(w->points[n].root - goal) / slope;
}

/* Whether the place where the root meets the goal is known well enough. */
static bool is_met(const walk *w, double goal)
{
    int n = first_beyond(w, goal);
    if (n == w->count) {
        return true;
    }
    double way = fabs(place_of(w, n) - place_of(w, 0));
    double rise = w->points[n].root - w->points[n - 1].root;
    double least = fmin(distance(w, n - 1, n, goal), distance(w, n, n, goal));
    bool is_near = fabs(meet(w, n, goal) - place_of(w, n)) < close_enough * way ||
                   fabs(meet(w, n, goal) - place_of(w, n - 1)) < close_enough * way;
    bool is_even = rise < straight * goal && gap_of(w, n) < short_gap * way;
    return (is_near && least < close_enough * way) || is_even ||
           (is_narrow(w, n) && w->points[n].is_checked);
}

/* A bracket's next point: where a line meets the goal, or the middle where lines do not lead to it
 * fast enough. A bracket that is narrow, yet steep, may end at a point that was not the least. */
static aci_status improve(walk *w, double goal)
{
    int n = first_beyond(w, goal);
    double gap = gap_of(w, n), middle = 0.5 * (place_of(w, n) + place_of(w, n - 1));
    bool halves = w->points[n].root > steep * goal || gap > halved * w->gap;
    w->gap = gap;
    return is_narrow(w, n) ? check_point(w, n)
                           : add_point(w, n - 1, halves ? middle : meet(w, n, goal));
}

/* Points until both ends are known. The walk goes on outwards where a check took the farthest point
 * back below a goal. */
static aci_status find_ends(walk *w, const double goals[GOALS])
{
    double farther = isfinite(goals[1]) ? fmax(goals[0], goals[1]) : goals[0];
    ACI_TRY(walk_out(w, farther));
    for (int k = 0; k < GOALS && w->count < WALK_MAX;) {
        if (!isfinite(goals[k]) || is_met(w, goals[k])) {
            ++k;
            continue;
        }
        ACI_TRY(improve(w, goals[k]));
        ACI_TRY(walk_out(w, farther));
        k = 0;
    }
    return ACI_OK;
}

/* Whether the root jumps over the goal at the end, or has come back below it behind the end. */
static bool is_uneven(const walk *w, double goal)
{
    int n = first_beyond(w, goal);
    double least = (1.0 - even) * goal, most = (1.0 + even) * goal;
    bool found = n < w->count && w->points[n - 1].root < least && w->points[n].root > most;
    for (int k = n + 1; k < w->count; ++k) {
        found = found || w->points[k].root < least;
    }
    return found;
}

/* From the points there are at last, the same for both goals: what rises more ends farther out. */
static void keep_end(const walk *w, double goal, aci_fit_interval *out)
{
    int n = first_beyond(w, goal);
    double end = w->side < 0 ? 0.0 : 1.0, place = n == w->count ? end : meet(w, n, goal);
    double value = aci_fit_value(&w->state->problem->parameters[w->parameter], place);
    *(w->side < 0 ? &out->low : &out->high) = isfinite(goal) ? value : NAN;
    *(w->side < 0 ? &out->low_is_open : &out->high_is_open) = isfinite(goal) && n == w->count;
}

static void keep_points(const walk *w, aci_fit_profile *out)
{
    const aci_fit_parameter *p = &w->state->problem->parameters[w->parameter];
    for (int n = 1; n < w->count; ++n) {
        int from = w->side < 0 ? w->count - n : n;
        out->value[out->count] = aci_fit_value(p, place_of(w, from));
        out->rise[out->count++] = w->points[from].rise;
        if (w->points[from].rise < out->deepest) {
            out->deepest = w->points[from].rise;
            memcpy(out->better, w->points[from].point.place, sizeof out->better);
        }
    }
}

static aci_status follow_side(walk *w, aci_fit_profile *out)
{
    double goals[GOALS] = {sqrt(aci_fit_rise(w->fit->error_freedom)),
                           sqrt(aci_fit_scaled_rise(w->fit))};
    aci_fit_interval *intervals[GOALS] = {&out->interval, &out->scaled};
    ACI_TRY(find_ends(w, goals));
    for (int k = 0; k < GOALS; ++k) {
        keep_end(w, goals[k], intervals[k]);
        out->is_uneven = out->is_uneven || (isfinite(goals[k]) && is_uneven(w, goals[k]));
    }
    keep_points(w, out);
    return ACI_OK;
}

static void start_walk(walk *w, int side)
{
    w->side = side;
    w->count = 1;
    w->outwards = 0;
    w->gap = INFINITY;
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
    out->found_better = out->deepest < -fmax(is_better, 2.0 * state.tolerance);
    out->is_determined = !out->interval.low_is_open && !out->interval.high_is_open;
    fit->points += state.points;
    fit->failed += state.failed;
    aci_fit_state_destroy(&state);
    return status;
}
