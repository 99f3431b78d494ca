/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trade-off: least objective for a benefit of at least so much, level by level. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "optimise_parts.h"

enum { ROUNDS = 3, STARTS = 4 };

/* Rounds look at less and less about the best designs so far, the first at the whole cube; for the
 * ends, which the first may miss, the second too. */
#define RADIUS 0.5
#define NARROWING 0.35
/* A side within this share of its bound's size is one that a design may have been stopped by. */
#define CLOSE 0.1

/// The axes: benefit counts upwards, whatever is meant by more of it.
typedef struct axes {
    int output, objective;
    double sign; ///< 1: more is better
    double benefit_least, benefit_most, cost_least, cost_most;
} axes;

static double benefit(const aci_search *s, const axes *a, int point)
{
    return a->sign * s->result->points.values[point * s->outputs + a->output];
}

static double cost(const aci_search *s, const axes *a, int point)
{
    return s->result->points.values[point * s->outputs + a->objective];
}

/* Whether all limits but the first hold, whose result is an axis here. */
static bool is_allowed(const aci_search *s, int point)
{
    const double *values = s->result->points.values + point * s->outputs;
    for (int i = 0; i < s->result->side_count; i++) {
        const aci_optimise_side *side = &s->result->sides[i];
        double value = values[side->output];
        bool holds = side->is_least ? value >= side->bound : value <= side->bound;
        if (side->limit != 0 && !holds) {
            return false;
        }
    }
    return aci_search_is_good(s, point);
}

static bool beats(const aci_search *s, const axes *a, int point, int other)
{
    double more = benefit(s, a, point) - benefit(s, a, other);
    double less = cost(s, a, other) - cost(s, a, point);
    return more >= 0.0 && less >= 0.0 && (more > 0.0 || less > 0.0 || point < other);
}

/* Allowed points that none beats, by rising benefit; how many. */
static int find_front(const aci_search *s, const axes *a, int *front)
{
    int count = 0;
    for (int n = 0; n < s->result->points.count; n++) {
        bool is_beaten = !is_allowed(s, n);
        for (int i = 0; !is_beaten && i < s->result->points.count; i++) {
            is_beaten = i != n && is_allowed(s, i) && beats(s, a, i, n);
        }
        if (is_beaten) {
            continue;
        }
        int place = count++;
        for (; place > 0 && benefit(s, a, front[place - 1]) > benefit(s, a, n); place--) {
            front[place] = front[place - 1];
        }
        front[place] = n;
    }
    return count;
}

static void find_ends(const aci_search *s, axes *a, const int *front, int count)
{
    int first = front[0], last = front[count - 1];
    a->benefit_least = benefit(s, a, first);
    a->benefit_most = benefit(s, a, last);
    a->cost_least = cost(s, a, first);
    a->cost_most = cost(s, a, last);
}

static double share(double value, double least, double most)
{
    return most > least ? (value - least) / (most - least) : 0.0;
}

/* Both axes from 0 to 1 between the ends. */
static void normalised(const aci_search *s, const axes *a, int point, double out[2])
{
    out[0] = share(benefit(s, a, point), a->benefit_least, a->benefit_most);
    out[1] = share(cost(s, a, point), a->cost_least, a->cost_most);
}

static double apart(const aci_search *s, const axes *a, int point, int other)
{
    double x[2], y[2];
    normalised(s, a, point, x);
    normalised(s, a, other, y);
    return hypot(x[0] - y[0], x[1] - y[1]);
}

/* What a piece of the front counts in the sharing out of levels: its benefit, and the less of its
 * cost the steeper it is. A steep piece is as a rule one whose upper end is not good yet: benefits
 * within it would only find its lower end again. */
static double weight(const aci_search *s, const axes *a, int point, int before)
{
    double x[2], y[2];
    normalised(s, a, point, x);
    normalised(s, a, before, y);
    double more = fabs(x[0] - y[0]);
    return more + sqrt(more * fabs(x[1] - y[1]));
}

/* Benefits that part the front into pieces of equal weight, ends left out. */
static void find_levels(const aci_search *s, const axes *a, const int *front, int count, int levels,
                        double *out)
{
    double whole = 0.0, gone = 0.0;
    for (int n = 1; n < count; n++) {
        whole += weight(s, a, front[n], front[n - 1]);
    }
    int n = 1;
    for (int i = 0; i < levels; i++) {
        double wanted = whole * (i + 1) / (levels + 1);
        double piece = weight(s, a, front[n], front[n - 1]);
        while (n < count - 1 && gone + piece < wanted) {
            gone += piece;
            n++;
            piece = weight(s, a, front[n], front[n - 1]);
        }
        double part = piece > 0.0 ? fmin(1.0, (wanted - gone) / piece) : 0.0;
        double from = benefit(s, a, front[n - 1]), to = benefit(s, a, front[n]);
        out[i] = from + part * (to - from);
    }
}

/* The problem without the first limit, in a box about a point. */
static void pose_cost(const aci_search *s, const aci_surrogate *surface, int start, double radius,
                      aci_descent *out)
{
    int kept = 0;
    aci_search_pose(s, surface, aci_search_place(s, start), radius, 1.0, out);
    for (int i = 0; i < s->result->side_count; i++) {
        if (s->result->sides[i].limit != 0) {
            out->sides[kept++] = out->sides[i];
        }
    }
    out->side_count = kept;
}

/* One of the designs asked for: least cost (-INFINITY), most benefit (INFINITY), or least cost for
 * a benefit. */
static void ask(const axes *a, double level, aci_descent *problem)
{
    if (level == INFINITY) {
        problem->objective = a->output;
        problem->sign = -a->sign;
    } else if (isfinite(level)) {
        problem->sides[problem->side_count++] =
            (aci_descent_side){a->output, -a->sign, a->sign * level};
    }
}

/* The front's point of least cost that has the benefit, its place in the front: where a descent may
 * start. */
static int start_for(const aci_search *s, const axes *a, const int *front, int count, double level)
{
    for (int n = 0; n < count; n++) {
        if (benefit(s, a, front[n]) >= level) {
            return n;
        }
    }
    return count - 1;
}

/* The designs wanted lie between a point of the front and the one before it. */
static double gap_before(const aci_search *s, const int *front, int start)
{
    return start > 0 ? aci_search_distance(s, aci_search_place(s, front[start]),
                                           aci_search_place(s, front[start - 1]))
                     : 0.0;
}

/// One design asked for: its place and what the surface says of it.
typedef struct request {
    double place[ACI_OPTIMISE_VARIABLES_MAX], foretold[ACI_OPTIMISE_OUTPUTS_MAX];
    bool is_foretold;
} request;

/* Looks within `radius` of the start; from RADIUS on, in the whole cube. */
static aci_status place_level(aci_search *s, const axes *a, int start, double level, double radius,
                              request *out)
{
    const double *first = aci_search_place(s, start);
    bool is_whole = radius >= RADIUS;
    aci_surrogate *surface;
    aci_descent problem;
    memcpy(out->place, first, (size_t)s->variables * sizeof *first);
    out->is_foretold = false;
    aci_status status = aci_search_fit(s, first, is_whole ? aci_search_whole(s) : radius, &surface);
    if (status == ACI_OK) {
        pose_cost(s, surface, start, is_whole ? 1.0 : radius, &problem);
        ask(a, level, &problem);
        status = aci_search_descend(s, &problem, first, STARTS, out->place);
        aci_surrogate_values(surface, out->place, out->foretold);
        out->is_foretold = status == ACI_OK;
    }
    aci_surrogate_destroy(&surface);
    return status == ACI_NUMERICAL ? ACI_OK : status;
}

/* The point that was made of a request; -1: it was none of the new ones, or it failed. */
static int point_of(const aci_search *s, const request *asked, int first)
{
    for (int n = first; n < s->result->points.count; n++) {
        if (aci_search_is_good(s, n) &&
            aci_search_distance(s, aci_search_place(s, n), asked->place) <= 1e-5) {
            return n;
        }
    }
    return -1;
}

/* How far off the surfaces were on sides that designs were led to, for the next round's caution. */
static void learn(aci_search *s, const request *asked, int count, int first)
{
    for (int i = 0; i < s->result->side_count; i++) {
        const aci_optimise_side *side = &s->result->sides[i];
        double most = 0.0;
        for (int n = 0; n < count; n++) {
            int point = asked[n].is_foretold ? point_of(s, &asked[n], first) : -1;
            double foretold = asked[n].foretold[side->output];
            if (point >= 0 && fabs(foretold - side->bound) <= CLOSE * side->scale) {
                double found = s->result->points.values[point * s->outputs + side->output];
                most = fmax(most, fabs(found - foretold));
            }
        }
        s->last_error[i] = fmax(0.5 * s->last_error[i], most);
    }
}

static aci_status evaluate(aci_search *s, const request *asked, int count)
{
    double places[ACI_OPTIMISE_PARETO_MAX * ACI_OPTIMISE_VARIABLES_MAX];
    int first = s->result->points.count;
    for (int n = 0; n < count; n++) {
        memcpy(places + n * s->variables, asked[n].place, (size_t)s->variables * sizeof *places);
    }
    ACI_TRY(aci_search_evaluate(s, count, places, ACI_OPTIMISE_PARETO));
    learn(s, asked, count, first);
    return ACI_OK;
}

/* Both ends and all levels, once more. */
static aci_status improve(aci_search *s, axes *a, int round, int *front, request *asked)
{
    int levels = s->problem.pareto - 2, count = find_front(s, a, front);
    double level[ACI_OPTIMISE_PARETO_MAX] = {-INFINITY, INFINITY};
    if (count == 0) {
        return ACI_OK;
    }
    find_ends(s, a, front, count);
    if (count == 1) {
        levels = 0;
    } else {
        find_levels(s, a, front, count, levels, level + 2);
    }
    for (int i = 0; i < levels + 2; i++) {
        int narrowed = i < 2 && round == 1 ? 0 : round;
        int start = start_for(s, a, front, count, level[i]);
        double radius = RADIUS * pow(NARROWING, narrowed);
        radius = i < 2 ? radius : fmax(radius, gap_before(s, front, start));
        ACI_TRY(place_level(s, a, front[start], level[i], radius, &asked[i]));
    }
    return evaluate(s, asked, levels + 2);
}

/* Drops the point whose neighbours are nearest to each other until few enough are left. */
static int thin(const aci_search *s, const axes *a, int *front, int count, int wanted)
{
    while (count > wanted) {
        int crowded = 1;
        double least = INFINITY;
        for (int n = 1; n < count - 1; n++) {
            double room = apart(s, a, front[n + 1], front[n - 1]);
            if (front[n] != s->result->best && room < least) {
                least = room;
                crowded = n;
            }
        }
        memmove(front + crowded, front + crowded + 1,
                (size_t)(count - crowded - 1) * sizeof *front);
        count--;
    }
    return count;
}

/* The share of the box between the ends whose points some point of the front beats. */
static double find_hypervolume(const aci_search *s, const axes *a, const int *front, int count)
{
    double sum = 0.0, before = 0.0;
    for (int n = 0; n < count; n++) {
        double x[2];
        normalised(s, a, front[n], x);
        sum += (x[0] - before) * (1.0 - x[1]);
        before = x[0];
    }
    return sum;
}

/* Farthest below the straight line between the ends. */
static int find_knee(const aci_search *s, const axes *a, const int *front, int count)
{
    int knee = -1;
    double most = 0.0;
    for (int n = 1; n < count - 1; n++) {
        double x[2];
        normalised(s, a, front[n], x);
        if (x[0] - x[1] > most) {
            most = x[0] - x[1];
            knee = n;
        }
    }
    return knee;
}

static void keep(aci_search *s, axes *a, int *front)
{
    aci_optimise_result *r = s->result;
    int count = find_front(s, a, front);
    if (count == 0) {
        return;
    }
    find_ends(s, a, front, count);
    r->pareto_count = thin(s, a, front, count, s->problem.pareto);
    r->hypervolume = find_hypervolume(s, a, front, r->pareto_count);
    r->knee = find_knee(s, a, front, r->pareto_count);
    memcpy(r->pareto, front, (size_t)r->pareto_count * sizeof *front);
}

aci_status aci_search_trade(aci_search *search)
{
    const aci_optimise_limit *limit = &search->problem.limits[0];
    bool rises = isfinite(limit->at_least);
    axes a = {.output = limit->output,
              .objective = search->problem.objective,
              .sign = rises ? 1.0 : -1.0};
    int *front = malloc((size_t)search->problem.points_most * sizeof *front);
    request *asked = malloc((size_t)search->problem.pareto * sizeof *asked);
    aci_status status = ACI_OK;
    search->result->benefit_rises = rises;
    if (front == NULL || asked == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a trade-off");
    }
    for (int round = 0; round < ROUNDS && status == ACI_OK; round++) {
        status = improve(search, &a, round, front, asked);
    }
    if (status == ACI_OK) {
        keep(search, &a, front);
    }
    free(front);
    free(asked);
    return status;
}
