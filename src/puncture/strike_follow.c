/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The way of a strike: the base moves on by D, the tip stays at the least depth at which the skin
/// can hold the dimple's force. Between the knots of the way everything is computed afresh.
#include <gsl/gsl_math.h>
#include <math.h>

#include "strike.h"

enum { CELLS = 48, CELLS_LEAST = 3, TRIALS = 60 };

static const double exact = 1e-13;

typedef struct state {
    double depth, force, dimple, displacement;
} state;

/// One piece of the way: the depth goes from one value to another in one stratum, or stays while
/// the dimple grows.
typedef struct cell {
    double from, to;               ///< depth
    double dimple_from, dimple_to; ///< where the depth stays
    int tip;
} cell;

typedef struct way {
    const aci_strike *strike;
    const aci_strike_limits *limits;
    aci_insertion *out;
    double displacement; ///< the largest so far
    double force;        ///< the largest so far
    double work;         ///< of the force on the needle
    double held;         ///< of the largest force so far
    state last;          ///< reached; the tip then in stratum `last_tip`
    int last_tip;
    double loss; ///< in jumps
    bool is_in, is_jumping, is_done;
} way;

static state state_of(const way *w, double depth, double force)
{
    double dimple = aci_strike_dimple_depth(&w->strike->dimple, force);
    return (state){depth, force, dimple, depth + dimple};
}

static state state_in(const way *w, const cell *c, double part)
{
    if (c->from == c->to) {
        double dimple = c->dimple_from + part * (c->dimple_to - c->dimple_from);
        double force = aci_strike_dimple_force(&w->strike->dimple, dimple);
        return (state){c->from, force, dimple, c->from + dimple};
    }
    double depth = c->from + part * (c->to - c->from);
    return state_of(w, depth, aci_strike_force(w->strike, depth, c->tip));
}

/// Work that has gone into tissue and dimple at a state.
static double spent_at(const way *w, const state *s, int tip)
{
    return aci_strike_work(w->strike, s->depth, tip) +
           aci_strike_dimple_energy(&w->strike->dimple, s->dimple);
}

/// What a limit is exceeded by, in parts of it; below 0 while none is met. What pushes is not used
/// up before it moves.
static double excess(const way *w, const state *s, double work)
{
    const aci_strike_limits *limits = w->limits;
    double budget = limits->energy + limits->push * s->displacement;
    double largest = fmax(s->displacement / limits->travel, s->force / limits->force);
    double at_rest = limits->push > 0.0 ? 0.0 : 1.0;
    double used = budget > 0.0 ? work / budget : (work > 0.0 ? 2.0 : at_rest);
    return fmax(largest, used) - 1.0;
}

/// What is looked for inside a cell: the base moving on again, or (with a start) a limit.
static double miss(const way *w, const cell *c, const state *start, double part)
{
    state s = state_in(w, c, part);
    if (start == NULL) {
        return s.displacement - w->displacement;
    }
    return excess(w, &s, w->work + spent_at(w, &s, c->tip) - spent_at(w, start, c->tip));
}

/// The part of a cell at which `miss` turns from below 0: false position with halved weights
/// (Illinois), from the side where it is 0 or above.
static double find(const way *w, const cell *c, const state *start, double low)
{
    double high = 1.0;
    double below = miss(w, c, start, low);
    double above = miss(w, c, start, high);
    int side = 0;
    if (below >= 0.0) {
        return low;
    }
    for (int i = 0; i < TRIALS && high - low > exact; i++) {
        double middle =
            i % 8 == 7 ? 0.5 * (low + high) : (low * above - high * below) / (above - below);
        double value = miss(w, c, start, middle);
        if (value >= 0.0) {
            high = middle;
            above = value;
            below *= side == 1 ? 0.5 : 1.0;
            side = 1;
        } else {
            low = middle;
            below = value;
            above *= side == -1 ? 0.5 : 1.0;
            side = -1;
        }
        if (value >= 0.0 && value < exact * w->limits->travel) {
            break;
        }
    }
    return high;
}

static void set_stop(const way *w, const state *s)
{
    const aci_strike_limits *limits = w->limits;
    if (s->displacement >= limits->travel) {
        w->out->stop = ACI_STOP_TRAVEL;
    } else if (s->force >= limits->force) {
        w->out->stop = ACI_STOP_FORCE;
    } else {
        w->out->stop = ACI_STOP_ENERGY;
    }
}

static void finish(way *w, const state *s, int tip)
{
    const aci_strike *strike = w->strike;
    aci_insertion *out = w->out;
    aci_strike_energy spent = aci_strike_spent(strike, s->depth, tip);
    double held = aci_strike_force(strike, s->depth, tip);
    w->is_done = true;
    out->depth = fmin(s->depth, fmin(strike->depth_limit, w->limits->travel));
    out->dimple = fmin(s->dimple, w->limits->travel - out->depth);
    out->displacement = out->depth + out->dimple;
    out->punctured = out->punctured && out->depth > 0.0;
    out->force = out->punctured ? fmin(held, s->force) : s->force;
    out->contact_force = s->force - out->force;
    out->layer = tip;
    out->friction_force = aci_strike_friction(strike, s->depth, tip);
    out->energy.fracture = spent.fracture;
    out->energy.friction = spent.friction;
    out->energy.elastic = spent.elastic + aci_strike_dimple_energy(&strike->dimple, s->dimple);
    set_stop(w, s);
}

/// The base moves on from one state to another, neither before nor behind a jump.
static void move(way *w, const state *start, const state *end, double work)
{
    double length = end->displacement - start->displacement;
    bool is_at_most = start->force >= w->force;
    w->held += is_at_most && end->force >= start->force ? work : fmax(work, w->force * length);
    w->work += work;
    w->force = fmax(w->force, end->force);
    w->displacement = end->displacement;
}

/// Takes the base on again after a jump: what was stored before it and is not now is lost.
static state land(way *w, const cell *c, double *from)
{
    *from = find(w, c, NULL, 0.0);
    state start = state_in(w, c, *from);
    w->loss += spent_at(w, &w->last, w->last_tip) - spent_at(w, &start, c->tip);
    return start;
}

/// Goes through one piece of the way from its begin, or jumps over it where the base does not move;
/// leaves the begin of the next.
static void pass(way *w, const cell *c, state *begin)
{
    state start = *begin;
    state end = state_in(w, c, 1.0);
    *begin = end;
    if (end.displacement <= w->displacement) {
        w->is_jumping = true;
        return;
    }
    double from = 0.0;
    if (w->is_jumping || start.displacement < w->displacement) {
        start = land(w, c, &from);
        w->is_jumping = false;
    }
    if (!w->is_in && (start.depth > 0.0 || c->to > c->from)) {
        w->is_in = true;
        w->out->pop_in = start.depth;
    }
    double before = spent_at(w, &start, c->tip);
    double work = spent_at(w, &end, c->tip) - before;
    bool is_last = excess(w, &end, w->work + work) >= 0.0;
    if (is_last) {
        end = state_in(w, c, find(w, c, &start, from));
        work = spent_at(w, &end, c->tip) - before;
    }
    move(w, &start, &end, work);
    if (is_last) {
        finish(w, &end, c->tip);
        return;
    }
    w->last = end;
    w->last_tip = c->tip;
}

/// The tip goes through one stratum.
static void pass_stratum(way *w, int k)
{
    const aci_strike *strike = w->strike;
    double top = strike->top[k];
    double limit = strike->depth_limit;
    double bottom = k + 1 < strike->strata ? fmin(strike->top[k + 1], limit) : limit;
    int count = (int)fmax(CELLS_LEAST, ceil(CELLS * (bottom - top) / limit));
    state begin = state_of(w, top, aci_strike_force(strike, top, k));
    for (int i = 0; i < count && !w->is_done; i++) {
        cell c = {.from = top + (bottom - top) * i / count,
                  .to = top + (bottom - top) * (i + 1) / count,
                  .tip = k};
        pass(w, &c, &begin);
    }
}

/// The dimple grows while the tip stays.
static void hold(way *w, double depth, double from, double to, int tip)
{
    cell held = {depth, depth, from, to, tip};
    if (to > from && !w->is_done) {
        state begin = state_in(w, &held, 0.0);
        pass(w, &held, &begin);
    }
}

static double dimple_under(const way *w, double depth, int tip)
{
    return aci_strike_dimple_depth(&w->strike->dimple, aci_strike_force(w->strike, depth, tip));
}

static void pass_all(way *w)
{
    const aci_strike *strike = w->strike;
    double before = strike->puncture_displacement;
    for (int k = 0; k < strike->strata && !w->is_done; k++) {
        hold(w, strike->top[k], before, dimple_under(w, strike->top[k], k), k);
        if (!w->is_done) {
            pass_stratum(w, k);
            before = dimple_under(w, strike->top[k + 1], k);
        }
    }
    double end = strike->depth_limit;
    int tip = strike->strata - 1;
    double last = dimple_under(w, end, tip);
    hold(w, end, last, fmax(2.0 * last, 2.0 * w->limits->travel), tip);
}

/// The dimple before the puncture; done when a limit comes first.
static void press(way *w)
{
    const aci_strike *strike = w->strike;
    cell pressed = {0.0, 0.0, 0.0, strike->puncture_displacement, 0};
    state start = {0};
    state end = state_in(w, &pressed, 1.0);
    w->out->punctured = excess(w, &end, spent_at(w, &end, 0)) <= 0.0;
    if (!w->out->punctured) {
        end = state_in(w, &pressed, find(w, &pressed, &start, 0.0));
    }
    move(w, &start, &end, spent_at(w, &end, 0));
    w->last = end;
    if (!w->out->punctured) {
        finish(w, &end, 0);
    }
}

void aci_strike_follow(const aci_strike *strike, const aci_strike_limits *limits,
                       aci_insertion *out)
{
    way w = {.strike = strike, .limits = limits, .out = out};
    *out = (aci_insertion){.puncture_force = strike->puncture_force,
                           .puncture_displacement = strike->puncture_displacement,
                           .lift = strike->lift,
                           .rate_factor = strike->rate_factor};
    press(&w);
    if (!w.is_done) {
        pass_all(&w);
    }
    bool is_held = isfinite(limits->force);
    out->energy.work = is_held ? w.held : w.work;
    out->energy.damping = w.loss + (is_held ? w.held - w.work : 0.0);
    out->largest_force = w.force;
}
