/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search: surface, best place of it, model there, again; in a box that follows the best point.
 */
#include <math.h>
#include <string.h>

#include "optimise_parts.h"

enum { TRIED = 4, ROUNDS_MOST = 400 };

#define RADIUS 0.25
#define RADIUS_MOST 0.5
#define FAR 0.8  /* of the radius: the box was in the way */
#define NEAR 0.1 /* of the radius: the box is too wide to tell */
#define NARROWER 0.7
/* A second search starts as far away as this and is given up below that radius if it is no better.
 */
#define ELSEWHERE 0.25
#define GIVEN_UP 0.05
#define LITTLE_CAUTION 1e-3 /* of the surface's last error: nothing but the rounding of designs */

/// A box that follows the best point: of all points, or of those in the box.
typedef struct trail {
    int centre;
    double radius;
    bool is_local;
    aci_optimise_stage stage;
} trail;

/// One round: places to try, the first of them the box's best, and what the surface says of it.
typedef struct round_plan {
    int count;
    double places[TRIED * ACI_OPTIMISE_VARIABLES_MAX];
    double foretold[ACI_OPTIMISE_OUTPUTS_MAX];
    aci_descent box;
} round_plan;

static double *next_place(const aci_search *s, round_plan *plan)
{
    return plan->places + plan->count++ * s->variables;
}

/* The best place in the box that the surface's last error would not spoil, and the best one. Where
 * both are nearly the same the first is kept: it is the one that holds the limits. */
static aci_status try_box(aci_search *s, const trail *t, const aci_surrogate *surface,
                          round_plan *plan)
{
    const double *centre = aci_search_place(s, t->centre);
    double *cautious = next_place(s, plan), *bold = next_place(s, plan);
    aci_descent unsafe;
    aci_search_pose(s, surface, centre, t->radius, 1.0, &plan->box);
    ACI_TRY(aci_search_descend(s, &plan->box, centre, 3, cautious));
    aci_surrogate_values(surface, cautious, plan->foretold);
    aci_search_pose(s, surface, centre, t->radius, 0.0, &unsafe);
    return aci_search_descend(s, &unsafe, cautious, 2, bold);
}

/* The same in the whole cube, where that is another place. */
static aci_status try_cube(aci_search *s, const trail *t, round_plan *plan)
{
    const double *centre = aci_search_place(s, t->centre);
    aci_surrogate *surface;
    double *place = next_place(s, plan);
    aci_status status = aci_search_fit(s, centre, aci_search_whole(s), &surface);
    if (status == ACI_OK) {
        aci_descent cube;
        aci_search_pose(s, surface, centre, 1.0, LITTLE_CAUTION, &cube);
        status = aci_search_descend(s, &cube, centre, 4, place);
    }
    aci_surrogate_destroy(&surface);
    if (status == ACI_NUMERICAL) {
        plan->count--;
        return ACI_OK;
    }
    return status;
}

/* Where no surface can be made: anything in the box. */
static void try_gaps(aci_search *s, const trail *t, round_plan *plan)
{
    const double *centre = aci_search_place(s, t->centre);
    plan->count = 0;
    while (plan->count < TRIED) {
        aci_search_gap(s, &plan->box, centre, t->radius, next_place(s, plan));
    }
}

static aci_status plan_round(aci_search *s, const trail *t, round_plan *plan)
{
    const double *centre = aci_search_place(s, t->centre);
    aci_surrogate *surface;
    plan->count = 0;
    aci_status status = aci_search_fit(s, centre, t->radius, &surface);
    if (status == ACI_OK) {
        status = try_box(s, t, surface, plan);
    } else {
        aci_search_pose(s, NULL, centre, t->radius, 0.0, &plan->box);
    }
    aci_surrogate_destroy(&surface);
    if (status == ACI_NUMERICAL) {
        try_gaps(s, t, plan);
        return ACI_OK;
    }
    ACI_TRY(status);
    if (!t->is_local) {
        ACI_TRY(try_cube(s, t, plan));
    }
    aci_search_gap(s, &plan->box, centre, t->radius, next_place(s, plan));
    return ACI_OK;
}

/* How far off the surface was on each side, at its best place; half of before where that is known.
 */
static void learn(aci_search *s, const round_plan *plan, int first)
{
    const aci_optimise_points *points = &s->result->points;
    bool is_tried = first < points->count && aci_search_is_good(s, first) &&
                    aci_search_distance(s, aci_search_place(s, first), plan->places) <= 1e-5;
    for (int i = 0; i < s->result->side_count; i++) {
        int output = s->result->sides[i].output;
        double off = 0.0;
        if (is_tried) {
            off = fabs(points->values[first * s->outputs + output] - plan->foretold[output]);
        }
        s->last_error[i] = fmax(0.5 * s->last_error[i], off);
    }
}

static double farthest(const aci_search *s, int point, int other)
{
    double most = 0.0;
    for (int k = 0; k < s->variables; k++) {
        most = fmax(most, fabs(aci_search_place(s, point)[k] - aci_search_place(s, other)[k]));
    }
    return most;
}

static int new_centre(const aci_search *s, const trail *t, int first)
{
    int centre = t->centre;
    for (int n = first; n < s->result->points.count; n++) {
        bool is_within = !t->is_local || farthest(s, n, t->centre) <= 1.01 * t->radius;
        if (is_within && aci_search_is_good(s, n) && aci_search_is_better(s, n, centre)) {
            centre = n;
        }
    }
    return centre;
}

/* A far better point widens the box, one elsewhere starts it anew, none or a near one narrows it.
 */
static void follow(const aci_search *s, trail *t, int first)
{
    int centre = new_centre(s, t, first);
    double moved = farthest(s, centre, t->centre);
    if (moved > 1.01 * t->radius) {
        t->radius = fmax(t->radius, fmin(RADIUS, 0.5 * moved));
    } else if (moved >= FAR * t->radius) {
        t->radius = fmin(RADIUS_MOST, 2.0 * t->radius);
    } else if (moved < NEAR * t->radius) {
        t->radius *= NARROWER;
    }
    t->centre = centre;
}

static bool is_hopeless(const aci_search *s, const trail *t)
{
    if (!t->is_local) {
        return false;
    }
    int best = s->result->best;
    bool is_same = aci_search_distance(s, aci_search_place(s, t->centre),
                                       aci_search_place(s, best)) < 0.5 * ELSEWHERE;
    bool is_worse = !aci_search_is_better(s, t->centre, best);
    return is_worse && (is_same || t->radius < GIVEN_UP);
}

static aci_status walk(aci_search *s, trail *t, int points_kept)
{
    for (int n = 0; n < ROUNDS_MOST && t->radius >= s->problem.tolerance; n++) {
        int first = s->result->points.count;
        round_plan plan;
        if (aci_search_left(s) <= points_kept || is_hopeless(s, t)) {
            break;
        }
        ACI_TRY(plan_round(s, t, &plan));
        ACI_TRY(aci_search_evaluate(s, plan.count, plan.places, t->stage));
        learn(s, &plan, first);
        follow(s, t, first);
    }
    return ACI_OK;
}

/* The best point that is far from the best of all; -1: none. */
static int elsewhere(const aci_search *s)
{
    int found = -1, best = s->result->best;
    for (int n = 0; n < s->result->points.count; n++) {
        bool is_far =
            aci_search_distance(s, aci_search_place(s, n), aci_search_place(s, best)) >= ELSEWHERE;
        if (is_far && aci_search_is_good(s, n) &&
            (found < 0 || aci_search_is_better(s, n, found))) {
            found = n;
        }
    }
    return found;
}

static aci_status restart(aci_search *s, int points_kept)
{
    trail t = {elsewhere(s), RADIUS, true, ACI_OPTIMISE_RESTART};
    if (t.centre < 0) {
        return ACI_OK;
    }
    ACI_TRY(walk(s, &t, points_kept));
    if (aci_search_is_better(s, t.centre, s->result->best)) {
        s->result->best = t.centre;
        s->result->has_converged = t.radius < s->problem.tolerance;
    }
    return ACI_OK;
}

static aci_status refuse(const aci_search *s)
{
    const aci_optimise_points *points = &s->result->points;
    return ACI_FAIL(ACI_NUMERICAL, "all %d points of the screening failed; the last: %s",
                    points->count, points->count > 0 ? points->reasons[points->count - 1] : "");
}

aci_status aci_search_run(aci_search *search)
{
    int kept = search->problem.pareto > 0 ? aci_search_left(search) / 2 : 0;
    kept = kept < 3 * search->problem.pareto ? kept : 3 * search->problem.pareto;
    trail t = {aci_search_best(search), RADIUS, false, ACI_OPTIMISE_SEARCH};
    if (t.centre < 0) {
        return refuse(search);
    }
    ACI_TRY(walk(search, &t, kept));
    search->result->best = t.centre;
    search->result->has_converged = t.radius < search->problem.tolerance;
    return restart(search, kept);
}
