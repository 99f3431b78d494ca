/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/split.h"

#include <math.h>

enum { ATTEMPTS_MAX = 200000, REJECTED_MAX = 40 };

/// u, what is bound and degraded, and what has been exchanged.
typedef struct state {
    double *u;
    aci_reaction *reaction;
    aci_exchange total;
} state;

typedef struct splitting {
    const aci_split_options *options;
    aci_extent extent;
    state now, start, whole; ///< `now.u` and `now.reaction` are the caller's
    aci_reaction_cells cells;
    double time, step;
    double natural; ///< what error control wants; `step` may be cut short by a report time
    double largest_norm;
    long attempts;
    int rejected; ///< in a row
    aci_split_report *report;
} splitting;

static void copy(aci_extent extent, const state *from, state *to)
{
    aci_field_copy(extent, from->u, to->u);
    aci_reaction_copy(from->reaction, to->reaction);
    to->total = from->total;
}

static aci_status set_cells(splitting *s, double time)
{
    return s->options->cells(s->options->context, time, &s->cells);
}

static aci_status take_step(splitting *s, double from, double to)
{
    const aci_split_options *o = s->options;
    const double half = 0.5 * (to - from);
    ACI_TRY(set_cells(s, from));
    ACI_TRY(aci_reaction_advance(s->now.reaction, &s->cells, half, s->now.u));
    ACI_TRY(o->transport(o->context, from, to, s->now.u, &s->now.total));
    ++s->report->transports;
    ACI_TRY(set_cells(s, to));
    return aci_reaction_advance(s->now.reaction, &s->cells, half, s->now.u);
}

static double norm_of(const splitting *s, const state *a)
{
    const double *capacity = s->cells.capacity;
    const double *bound = aci_reaction_bound(a->reaction);
    double sum = 0.0;
    for (size_t c = 0; c < s->extent.count; ++c) {
        sum += bound[c] * bound[c] / capacity[c];
    }
    return sqrt(aci_field_weighted_dot(s->extent, capacity, a->u, a->u) + sum);
}

/// Distance of `now` from `whole`, relative to the largest norm so far. Overwrites `whole`.
static double distance(splitting *s)
{
    double *bound = aci_reaction_bound(s->whole.reaction);
    const double *kept = aci_reaction_bound(s->now.reaction);
    for (size_t c = 0; c < s->extent.count; ++c) {
        bound[c] -= kept[c];
    }
    aci_field_add(s->extent, -1.0, s->now.u, s->whole.u);
    s->largest_norm = fmax(s->largest_norm, norm_of(s, &s->now));
    return s->largest_norm > 0.0 ? norm_of(s, &s->whole) / s->largest_norm : 0.0;
}

/// One step to `to` and its error over the tolerance; 0 without control.
static aci_status attempt(splitting *s, double to, double *error)
{
    *error = 0.0;
    if (s->options->fixed_step > 0.0) {
        return take_step(s, s->time, to);
    }
    double middle = s->time + 0.5 * s->step;
    copy(s->extent, &s->now, &s->start);
    ACI_TRY(take_step(s, s->time, to));
    copy(s->extent, &s->now, &s->whole);
    copy(s->extent, &s->start, &s->now);
    ACI_TRY(take_step(s, s->time, middle));
    ACI_TRY(take_step(s, middle, to));
    *error = distance(s) / s->options->tolerance;
    return ACI_OK;
}

/// Counts an attempt. Where shorter steps do not help, the parts are not accurate enough.
static aci_status count_attempt(splitting *s, double error)
{
    if (!isfinite(error)) {
        return ACI_FAIL(ACI_NUMERICAL, "the solution is not finite at %g s", s->time);
    }
    bool is_rejected = error > 1.0;
    s->rejected = is_rejected ? s->rejected + 1 : 0;
    s->report->rejected += is_rejected;
    if (s->rejected >= REJECTED_MAX) {
        return ACI_FAIL(ACI_NUMERICAL,
                        "the step of transport and reaction at %g s was rejected %d times in a "
                        "row: at %g s its error is still %.3g times what is allowed",
                        s->time, s->rejected, s->step, error);
    }
    if (++s->attempts > ATTEMPTS_MAX) {
        return ACI_FAIL(ACI_NUMERICAL,
                        "%g s were reached after %d steps of transport and reaction, the most "
                        "allowed",
                        s->time, ATTEMPTS_MAX);
    }
    return ACI_OK;
}

static aci_status tell(const splitting *s)
{
    const aci_split_options *o = s->options;
    if (o->accepted != NULL) {
        ACI_TRY(o->accepted(o->context, s->time, s->now.u, &s->now.total));
    }
    if (o->progress == NULL) {
        return ACI_OK;
    }
    return o->progress(o->context, (s->time - o->begin) / (o->end - o->begin));
}

/// Steps until `target`, shortening the last one so that it ends there.
static aci_status advance_to(splitting *s, double target)
{
    while (s->time < target) {
        double left = target - s->time, error;
        bool is_last = s->natural >= left * (1.0 - 1e-9);
        s->step = is_last ? left : fmin(s->natural, 0.5 * left);
        double to = is_last ? target : s->time + s->step;
        ACI_TRY(attempt(s, to, &error));
        ACI_TRY(count_attempt(s, error));
        double growth = fmin(3.0, 0.9 * pow(fmax(error, 1e-4), -1.0 / 3.0));
        if (error > 1.0) {
            copy(s->extent, &s->start, &s->now);
            s->natural = s->step * fmax(0.2, growth);
            continue;
        }
        if (s->options->fixed_step <= 0.0) {
            s->natural = fmax(s->step * growth, is_last && growth >= 1.0 ? s->natural : 0.0);
        }
        s->time = to;
        ++s->report->steps;
        ACI_TRY(tell(s));
    }
    return ACI_OK;
}

static aci_status run(splitting *s)
{
    const aci_split_options *o = s->options;
    ACI_TRY(set_cells(s, o->begin));
    s->largest_norm = norm_of(s, &s->now);
    for (int n = 0; n <= o->report_count; ++n) {
        double target = n < o->report_count ? o->report_times[n] : o->end;
        ACI_TRY(advance_to(s, target));
        if (n < o->report_count && o->report != NULL) {
            ACI_TRY(o->report(o->context, target, s->now.u, &s->now.total));
        }
    }
    return ACI_OK;
}

static aci_status create_state(const splitting *s, state *out)
{
    ACI_TRY(aci_field_create(s->extent, &out->u));
    return aci_reaction_clone(s->now.reaction, &out->reaction);
}

static void destroy_state(const splitting *s, state *out)
{
    aci_field_destroy(s->extent, &out->u);
    aci_reaction_destroy(&out->reaction);
}

aci_status aci_split_advance(const aci_split_options *options, aci_extent extent,
                             aci_reaction *reaction, double *u, aci_split_report *report)
{
    double first =
        options->first_step > 0.0 ? options->first_step : 1e-4 * (options->end - options->begin);
    splitting s = {.options = options,
                   .extent = extent,
                   .now = {.u = u, .reaction = reaction},
                   .time = options->begin,
                   .natural = options->fixed_step > 0.0 ? options->fixed_step : first,
                   .report = report};
    aci_status status;
    ACI_TRY_OR(cleanup, create_state(&s, &s.start));
    ACI_TRY_OR(cleanup, create_state(&s, &s.whole));
    ACI_TRY_OR(cleanup, run(&s));
    report->next_step = s.natural;
    report->total = s.now.total;
cleanup:
    destroy_state(&s, &s.start);
    destroy_state(&s, &s.whole);
    return status;
}
