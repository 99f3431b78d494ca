/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stepper.h"

#include <math.h>
#include <stdlib.h>

#include "stepper_error.h"
#include "stepper_release.h"

enum { ATTEMPTS_MAX = 200000, REJECTED_MAX = 100, TRACE_PARTS = 8 };

static const double order = 4.0;        ///< of the error in a step
static const double unsolved = 64.0;    ///< counts as error where a stage does not converge
static const double first_part = 0.005; ///< of the time to the first report: the first step
static const double loosest = 0.1;      ///< error allowed in a step, however early
static const double safety = 0.9;       ///< of the step that would just do
static const double growth_most = 8.0;  ///< from one step to the next
static const double trend_most = 2.0;   ///< of it for what the last two steps tell
static const double growth_least = 0.2;
static const double error_least = 1e-6; ///< of what is allowed, as far as steps follow it
static const double reach = 1.25;       ///< a step may be longer by this to end at a report time
static const double bulge = 0.1; ///< of a flux that a trace may have beyond the ends of a step

/// Mass, u and what the stores hold.
static aci_status create_state(const aci_operator *op, aci_stepper_stage *s)
{
    if (op->store_in != NULL) {
        ACI_TRY(aci_field_create(op->extent, &s->store));
    }
    ACI_TRY(aci_field_create(op->extent, &s->mass));
    return aci_field_create(op->extent, &s->u);
}

/// Of the stages on the way only the rates are kept: each takes the place of the one before.
static void share_state(aci_stepper *s)
{
    const aci_stepper_stage *last = &s->stage[ACI_STEPPER_LAST];
    for (int i = 1; i < ACI_STEPPER_LAST; ++i) {
        s->stage[i].mass = last->mass;
        s->stage[i].u = last->u;
        s->stage[i].store = last->store;
    }
}

static aci_status create(aci_stepper *s)
{
    aci_extent extent = s->op->extent;
    ACI_TRY(aci_solver_create(s->op, &s->solver));
    ACI_TRY(create_state(s->op, &s->stage[0]));
    ACI_TRY(create_state(s->op, &s->stage[ACI_STEPPER_LAST]));
    share_state(s);
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        ACI_TRY(aci_field_create(extent, &s->stage[i].rate));
        if (s->op->store_in != NULL) {
            ACI_TRY(aci_field_create(extent, &s->stage[i].uptake));
        }
    }
    if (s->op->store_in != NULL) {
        ACI_TRY(aci_field_create(extent, &s->store_right));
    }
    if (aci_operator_is_tangent(s->op)) {
        ACI_TRY(aci_field_create(extent, &s->contact_store));
        ACI_TRY(aci_field_create(extent, &s->loss));
    }
    ACI_TRY(aci_field_create(extent, &s->contact));
    ACI_TRY(aci_field_create(extent, &s->right));
    return aci_field_create(extent, &s->difference);
}

static void destroy(aci_stepper *s)
{
    aci_extent extent = s->op->extent;
    aci_solver_destroy(&s->solver);
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        aci_stepper_stage *at = &s->stage[i];
        if (i == 0 || i == ACI_STEPPER_LAST) {
            aci_field_destroy(extent, &at->mass);
            aci_field_destroy(extent, &at->u);
            aci_field_destroy(extent, &at->store);
        }
        aci_field_destroy(extent, &at->rate);
        aci_field_destroy(extent, &at->uptake);
    }
    aci_field_destroy(extent, &s->right);
    aci_field_destroy(extent, &s->difference);
    aci_field_destroy(extent, &s->store_right);
    aci_field_destroy(extent, &s->contact);
    aci_field_destroy(extent, &s->contact_store);
    aci_field_destroy(extent, &s->loss);
}

/// Right side of stage i, and of its stores.
static void prepare(aci_stepper *s, int i)
{
    aci_extent extent = s->op->extent;
    const aci_stepper_stage *start = &s->stage[0];
    double fed = 0.0;
    aci_field_copy(extent, start->mass, s->right);
    if (s->store_right != NULL) {
        aci_field_copy(extent, start->store, s->store_right);
        aci_field_add(extent, 1.0, start->store, s->right);
    }
    for (int j = 0; j < i; ++j) {
        double weight = aci_stepper_weight[i][j];
        aci_field_add(extent, s->step * weight, s->stage[j].rate, s->right);
        if (s->store_right != NULL) {
            aci_field_add(extent, s->step * weight, s->stage[j].uptake, s->store_right);
        }
        fed += weight * s->fed[j];
    }
    aci_stepper_add_release(s, s->step, fed, s->right);
}

/// Stage after stage; ends early where one does not converge.
static aci_status attempt(aci_stepper *s)
{
    s->converged = true;
    aci_stepper_find_release(s);
    for (int i = 1; i < ACI_STEPPER_STAGES && s->converged; ++i) {
        ACI_TRY(aci_stepper_set_time(s, s->time + aci_stepper_node[i] * s->step));
        prepare(s, i);
        ACI_TRY(aci_stepper_solve_stage(s, &s->stage[i - 1], s->fed[i], &s->stage[i]));
    }
    return ACI_OK;
}

static void swap(aci_stepper_stage *a, aci_stepper_stage *b)
{
    aci_stepper_stage keep = *a;
    *a = *b;
    *b = keep;
}

/// Counts an attempt. Where shorter steps do not help, the solution is not smooth in time.
static aci_status count_attempt(aci_stepper *s, double error)
{
    if (!isfinite(error)) {
        return ACI_FAIL(ACI_NUMERICAL, "the solution is not finite at %g s", s->time);
    }
    s->rejected = error > 1.0 ? s->rejected + 1 : 0;
    if (s->rejected >= REJECTED_MAX) {
        return ACI_FAIL(ACI_NUMERICAL,
                        "the time step at %g s was rejected %d times in a row: at a step of %g s "
                        "its error is still %.3g times what is allowed",
                        s->time, s->rejected, s->step, error);
    }
    if (++s->attempts > ATTEMPTS_MAX) {
        return ACI_FAIL(ACI_NUMERICAL, "%g s were reached after %d time steps, the most allowed",
                        s->time, ATTEMPTS_MAX);
    }
    return ACI_OK;
}

/// Within a step: the parabola with its ends and its integral, but flat at an end rather than
/// beyond it where the integral does not say that the flux is.
static double flux_within(double first, double last, double mean, double share)
{
    double bend = 6.0 * (mean - 0.5 * (first + last));
    bool is_between = (mean - first) * (mean - last) <= 0.0;
    double most = fabs(last - first) + bulge * fmax(fabs(first), fabs(last));
    bend = is_between ? fmax(-most, fmin(most, bend)) : bend;
    return first + share * (last - first) + bend * share * (1.0 - share);
}

/// The step that has ended, from `time` on: `first` are the rates there, `mean` those of the
/// whole step.
static aci_status trace_step(const aci_stepper *s, const aci_watch *watch, double time,
                             const aci_exchange *first, const aci_exchange *mean)
{
    const aci_exchange *last = &s->stage[0].flux;
    double step = s->time - time;
    for (int n = 1; n <= TRACE_PARTS && watch->trace != NULL; ++n) {
        double share = (double)n / TRACE_PARTS;
        aci_exchange rate = *last;
        if (n < TRACE_PARTS) {
            rate.entered = flux_within(first->entered, last->entered, mean->entered, share);
            rate.left = flux_within(first->left, last->left, mean->left, share);
            rate.sunk = flux_within(first->sunk, last->sunk, mean->sunk, share);
            rate.passed = flux_within(first->passed, last->passed, mean->passed, share);
            rate.decayed = flux_within(first->decayed, last->decayed, mean->decayed, share);
        }
        ACI_TRY(
            watch->trace(watch->context, n < TRACE_PARTS ? time + share * step : s->time, &rate));
    }
    return ACI_OK;
}

static aci_status tell(const aci_stepper *s, const aci_watch *watch)
{
    const aci_propagate_options *o = s->options;
    return watch->progress == NULL
               ? ACI_OK
               : watch->progress(watch->context, (s->time - o->begin) / (o->end - o->begin));
}

/// The error allowed at the end of the step under way, of what is held.
static double allowed(const aci_stepper *s)
{
    double tolerance = s->options->tolerance;
    return fmax(tolerance, fmin(loosest, tolerance * aci_stepper_to_come(s)));
}

/// The factor from this step to the next, from its error over what is allowed. Where the error
/// stays what it is as steps grow, as it does behind a sharp start, they go on growing (Gustafsson
/// 1994, doi:10.1145/198429.198437).
static double growth(const aci_stepper *s, double error)
{
    double factor = safety * pow(fmax(error, error_least), -1.0 / order);
    if (error <= 1.0 && s->last_step > 0.0 && s->rejected == 0) {
        double trend =
            s->step / s->last_step * pow(s->last_error / fmax(error, error_least), 1.0 / order);
        factor *= fmin(trend_most, fmax(1.0, trend));
    }
    return fmax(growth_least, fmin(growth_most, factor));
}

/// Whether the step under way ends at `target`; sets it. After a rejection none is stretched.
static bool choose_step(aci_stepper *s, double target)
{
    double left = target - s->time;
    s->natural = fmin(s->natural, aci_stepper_release_step(s));
    double longest = s->rejected > 0 ? s->natural : reach * s->natural;
    bool last = longest >= left * (1.0 - 1e-9);
    s->step = last ? left : fmin(s->natural, 0.5 * left);
    return last;
}

static void accept(aci_stepper *s, double error, double end, const aci_exchange *total)
{
    s->last_error = fmax(error, error_least);
    s->last_step = s->step;
    s->time = end;
    s->total = *total;
    swap(&s->stage[0], &s->stage[ACI_STEPPER_LAST]);
    share_state(s);
}

/// Steps until `target`.
static aci_status advance_to(aci_stepper *s, double target, const aci_watch *watch,
                             aci_propagate_report *report)
{
    while (s->time < target) {
        bool last = choose_step(s, target);
        ACI_TRY(attempt(s));
        aci_exchange mean = aci_stepper_sum_of_flux(s, aci_stepper_weight[ACI_STEPPER_LAST]);
        aci_exchange total = aci_operator_exchange_sum(1.0, s->total, s->step, mean);
        double error = s->converged ? aci_stepper_error(s, &total) / allowed(s) : unsolved;
        ACI_TRY(count_attempt(s, error));
        double next = s->step * growth(s, error);
        if (error > 1.0) {
            s->natural = fmin(next, safety * s->step);
            continue;
        }
        s->natural = fmax(next, last && next >= s->step ? s->natural : 0.0);
        double begin = s->time;
        aci_exchange first = s->stage[0].flux;
        accept(s, error, last ? target : s->time + s->step, &total);
        ++report->steps;
        ACI_TRY(trace_step(s, watch, begin, &first, &mean));
        ACI_TRY(tell(s, watch));
    }
    return ACI_OK;
}

static aci_status start(aci_stepper *s, const double *u)
{
    const aci_propagate_options *o = s->options;
    s->time = o->begin;
    double length = o->end - o->begin;
    s->natural = s->step = o->first_step > 0.0
                               ? fmin(o->first_step, length)
                               : first_part * (aci_stepper_first_target(o) - o->begin);
    aci_field_copy(s->op->extent, u, s->stage[0].u);
    ACI_TRY(aci_stepper_set_time(s, s->time));
    ACI_TRY(aci_stepper_touch(s, u, o->store));
    aci_stepper_complete(s, &s->stage[0]);
    for (size_t c = 0; c < s->op->extent.count && s->store_right != NULL; ++c) {
        s->stage[0].store[c] = o->store[c];
        s->stage[0].uptake[c] = s->op->store_in[c] * u[c] - s->op->store_out[c] * o->store[c];
        s->stage[0].uptake[c] += s->op->store_rest != NULL ? s->op->store_rest[c] : 0.0;
    }
    s->largest_content = aci_stepper_content(s, u, s->stage[0].store, s->right);
    return ACI_OK;
}

static aci_status run(aci_stepper *s, const aci_watch *watch, aci_propagate_report *report)
{
    const aci_propagate_options *o = s->options;
    for (int n = 0; n <= o->report_count; ++n) {
        double target = n < o->report_count ? o->report_times[n] : o->end;
        ACI_TRY(advance_to(s, target, watch, report));
        if (n < o->report_count && watch->report != NULL) {
            aci_moment moment = {.time = target,
                                 .u = s->stage[0].u,
                                 .store = s->stage[0].store,
                                 .op = s->op,
                                 .rate = s->stage[0].flux,
                                 .total = s->total};
            ACI_TRY(watch->report(watch->context, &moment));
        }
    }
    return ACI_OK;
}

aci_status aci_stepper_propagate(aci_operator *op, const aci_propagate_options *options,
                                 const aci_watch *watch, double *u, aci_propagate_report *report)
{
    aci_propagate_options own = *options;
    own.tolerance = own.step_tolerance > 0.0 ? own.step_tolerance : own.tolerance;
    aci_stepper s = {.op = op, .options = &own};
    report->method = "ESDIRK4";
    aci_status status;
    ACI_TRY_OR(cleanup, create(&s));
    ACI_TRY_OR(cleanup, start(&s, u));
    ACI_TRY_OR(cleanup, run(&s, watch, report));
    aci_field_copy(op->extent, s.stage[0].u, u);
    if (op->store_in != NULL) {
        aci_field_copy(op->extent, s.stage[0].store, options->store);
    }
    aci_solver_report work = aci_solver_work(s.solver);
    report->solves += work.solves;
    report->iterations += work.iterations;
    report->indicator = fmax(report->indicator, own.tolerance);
    report->last_step = s.natural;
cleanup:
    destroy(&s);
    return status;
}
