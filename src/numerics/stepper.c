/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stepper.h"

#include <math.h>
#include <stdlib.h>

static const double part = 0.58578643762690495120;          ///< g = 2 - sqrt 2
static const double middle_weight = 1.20710678118654752440; ///< c1 = 1 / (g (2 - g))
static const double old_weight = 0.20710678118654752440;    ///< c2 = (1 - g)^2 / (g (2 - g))

static const double line_misses = 50.0; ///< the cube of a step over the fall by what it costs

enum { ATTEMPTS_MAX = 200000, REJECTED_MAX = 100 };

/// The solution at one stage: masses, u, rates of the masses, what has been exchanged. With stores
/// what they hold and take up; the rates are those of masses and stores together.
typedef struct stage {
    double *mass, *u, *rate;
    double *store, *uptake; ///< NULL without stores
    aci_exchange flux, total;
} stage;

typedef struct stepper {
    aci_operator *op;
    const aci_propagate_options *options;
    aci_solver *solver;
    stage old, middle, new;
    double *right, *difference;
    double *store_right; ///< NULL without stores
    double time, step, updated_step;
    double natural; ///< what error control wants; `step` may be cut short by a report time
    double largest_norm;
    double fed[3]; ///< of the release at the three stages: the line with its integral and its ends'
                   ///< difference, which the rule integrates exactly
    long attempts;
    int rejected; ///< in a row
} stepper;

static aci_status create_stage(const aci_operator *op, stage *s)
{
    aci_extent extent = op->extent;
    if (op->store_in != NULL) {
        ACI_TRY(aci_field_create(extent, &s->store));
        ACI_TRY(aci_field_create(extent, &s->uptake));
    }
    ACI_TRY(aci_field_create(extent, &s->mass));
    ACI_TRY(aci_field_create(extent, &s->u));
    return aci_field_create(extent, &s->rate);
}

static void destroy_stage(aci_extent extent, stage *s)
{
    aci_field_destroy(extent, &s->mass);
    aci_field_destroy(extent, &s->u);
    aci_field_destroy(extent, &s->rate);
    aci_field_destroy(extent, &s->store);
    aci_field_destroy(extent, &s->uptake);
}

static aci_status create(stepper *s)
{
    aci_extent extent = s->op->extent;
    ACI_TRY(aci_solver_create(s->op, &s->solver));
    ACI_TRY(create_stage(s->op, &s->old));
    ACI_TRY(create_stage(s->op, &s->middle));
    ACI_TRY(create_stage(s->op, &s->new));
    if (s->op->store_in != NULL) {
        ACI_TRY(aci_field_create(extent, &s->store_right));
    }
    ACI_TRY(aci_field_create(extent, &s->right));
    return aci_field_create(extent, &s->difference);
}

static void destroy(stepper *s)
{
    aci_extent extent = s->op->extent;
    aci_solver_destroy(&s->solver);
    destroy_stage(extent, &s->old);
    destroy_stage(extent, &s->middle);
    destroy_stage(extent, &s->new);
    aci_field_destroy(extent, &s->right);
    aci_field_destroy(extent, &s->difference);
    aci_field_destroy(extent, &s->store_right);
}

/// Mass and rates that belong to the stage's u under the operator as it is.
static void complete(const stepper *s, stage *at)
{
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        at->mass[c] = s->op->capacity[c] * at->u[c];
    }
    aci_operator_rate(s->op, at->u, at->rate);
    at->flux = aci_operator_exchange(s->op, at->u);
}

/// Coefficients at a time, and the matrix where they or the step are new.
static aci_status set_time(stepper *s, double time)
{
    double pole = 0.5 * part * s->step;
    bool changes = s->options->coefficients != NULL;
    if (changes) {
        ACI_TRY(s->options->coefficients(s->options->context, time, s->op));
    }
    if (changes || pole != s->updated_step) {
        aci_solver_update(s->solver, pole);
        s->updated_step = pole;
    }
    return ACI_OK;
}

/// Takes from s->difference what the stores hold of the right side and of u_guess.
static void hold_back(const stepper *s, double pole, const double *guess)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->difference[c] -= s->store_right[c] / (1.0 + pole * op->store_out[c]) +
                            aci_operator_store_capacity(op, pole, c) * guess[c];
    }
}

/// Stores that belong to the stage's u. The uptake comes from the stage, not from what the store
/// holds, so that it keeps its digits where both are in balance.
static void fill_stores(const stepper *s, double pole, stage *at)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        double share = 1.0 / (1.0 + pole * op->store_out[c]);
        double in = op->store_in[c] * at->u[c];
        at->store[c] = share * (s->store_right[c] + pole * in);
        at->uptake[c] = share * (in - op->store_out[c] * s->store_right[c]);
    }
}

static void find_fed(stepper *s)
{
    const aci_propagate_options *o = s->options;
    double x = o->release_rate * s->step;
    double first = o->release != NULL ? exp(-o->release_rate * (s->time - o->begin)) : 0.0;
    double mean = x > 0.0 ? -expm1(-x) / x * first : first;
    double half = -0.5 * expm1(-x) * first;
    s->fed[0] = mean + half;
    s->fed[1] = mean + (1.0 - 2.0 * part) * half;
    s->fed[2] = mean - half;
}

static void add_fed(const stepper *s, double pole, double fed, double *right)
{
    if (s->options->release != NULL) {
        aci_field_add(s->op->extent, pole * fed, s->options->release, right);
    }
}

/// The line misses the release by the third power of the step over its fall, of what is left of it.
static double longest_step(const stepper *s)
{
    const aci_propagate_options *o = s->options;
    if (o->release == NULL || o->release_rate == 0.0) {
        return INFINITY;
    }
    double left = exp(-fmin(700.0, o->release_rate * (s->time - o->begin)));
    return cbrt(line_misses * o->tolerance / left) / o->release_rate;
}

/// Solves (capacity + pole A) u = right + pole source for `at`, from u_guess on.
static aci_status solve_stage(stepper *s, const double *guess, double fed, stage *at)
{
    aci_extent extent = s->op->extent;
    const double pole = 0.5 * part * s->step;
    aci_operator_rate(s->op, guess, s->difference);
    for (size_t c = 0; c < extent.count; ++c) {
        s->difference[c] = s->right[c] - s->op->capacity[c] * guess[c] + pole * s->difference[c];
    }
    if (s->store_right != NULL) {
        hold_back(s, pole, guess);
    }
    add_fed(s, pole, fed, s->difference);
    double tolerance = fmax(1e-10, 1e-3 * s->options->tolerance);
    ACI_TRY(aci_solver_solve(s->solver, s->difference, tolerance, at->u));
    aci_field_add(extent, 1.0, guess, at->u);
    complete(s, at);
    if (s->store_right != NULL) {
        fill_stores(s, pole, at);
    }
    return ACI_OK;
}

/// Right sides of the first stage, and of the second.
static void prepare_middle(stepper *s, double pole)
{
    const size_t count = s->op->extent.count;
    const stage *old = &s->old;
    for (size_t c = 0; c < count; ++c) {
        s->right[c] = old->mass[c] + pole * old->rate[c];
    }
    for (size_t c = 0; c < count && s->store_right != NULL; ++c) {
        s->right[c] += old->store[c];
        s->store_right[c] = old->store[c] + pole * old->uptake[c];
    }
}

static void prepare_new(stepper *s)
{
    const size_t count = s->op->extent.count;
    const stage *old = &s->old, *middle = &s->middle;
    for (size_t c = 0; c < count; ++c) {
        s->right[c] = middle_weight * middle->mass[c] - old_weight * old->mass[c];
    }
    for (size_t c = 0; c < count && s->store_right != NULL; ++c) {
        s->store_right[c] = middle_weight * middle->store[c] - old_weight * old->store[c];
        s->right[c] += s->store_right[c];
    }
}

static aci_status attempt(stepper *s)
{
    const double pole = 0.5 * part * s->step;
    find_fed(s);
    ACI_TRY(set_time(s, s->time + part * s->step));
    prepare_middle(s, pole);
    add_fed(s, pole, s->fed[0], s->right);
    ACI_TRY(solve_stage(s, s->old.u, s->fed[1], &s->middle));
    s->middle.total = aci_operator_exchange_sum(
        1.0, s->old.total, pole, aci_operator_exchange_sum(1.0, s->old.flux, 1.0, s->middle.flux));
    ACI_TRY(set_time(s, s->time + s->step));
    prepare_new(s);
    ACI_TRY(solve_stage(s, s->middle.u, s->fed[2], &s->new));
    s->new.total = aci_operator_exchange_sum(
        1.0, aci_operator_exchange_sum(middle_weight, s->middle.total, -old_weight, s->old.total),
        pole, s->new.flux);
    return ACI_OK;
}

/// The norm of stepper.h. `scratch` must not be u or store; the store may be NULL.
static double norm_of(const stepper *s, const double *u, const double *store, double *scratch)
{
    const aci_operator *op = s->op;
    double square = aci_field_weighted_dot(op->extent, op->capacity, u, u);
    if (store == NULL) {
        return sqrt(square);
    }
    for (size_t c = 0; c < op->extent.count; ++c) {
        double size = op->capacity[c] * op->store_out[c] + op->store_in[c];
        scratch[c] = size > 0.0 ? store[c] * sqrt(op->store_out[c] / size) : 0.0;
    }
    return sqrt(square + aci_field_dot(op->extent, scratch, scratch));
}

/// The stores' part of the difference, from weights of the three stages' rates: what the filter
/// must not see of it leaves s->right, so that the filtered u and `store_right` solve both rows.
static void take_store_difference(stepper *s, const double weight[3], double pole)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->store_right[c] = weight[0] * s->old.uptake[c] + weight[1] * s->middle.uptake[c] +
                            weight[2] * s->new.uptake[c];
        s->right[c] -= s->store_right[c] / (1.0 + pole * op->store_out[c]);
    }
}

static void filter_store_difference(stepper *s, double pole)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->store_right[c] = s->store_right[c] / (1.0 + pole * op->store_out[c]) +
                            aci_operator_store_capacity(op, pole, c) * s->difference[c];
    }
}

/// Embedded difference, relative to the largest norm so far.
static double error_of_step(stepper *s)
{
    aci_extent extent = s->op->extent;
    const double pole = 0.5 * part * s->step;
    const double k = (-3.0 * part * part + 4.0 * part - 2.0) / (12.0 * (2.0 - part));
    const double factor = 2.0 * k * s->step;
    const double a = 1.0 / part;
    const double b = -1.0 / (part * (1.0 - part));
    const double c = 1.0 / (1.0 - part);
    for (size_t n = 0; n < extent.count; ++n) {
        s->right[n] = factor * (a * s->old.rate[n] + b * s->middle.rate[n] + c * s->new.rate[n]);
    }
    if (s->store_right != NULL) {
        const double weight[3] = {factor * a, factor * b, factor * c};
        take_store_difference(s, weight, pole);
    }
    aci_solver_filter(s->solver, s->right, s->difference);
    if (s->store_right != NULL) {
        filter_store_difference(s, pole);
    }
    s->largest_norm = fmax(s->largest_norm, norm_of(s, s->new.u, s->new.store, s->right));
    double error = norm_of(s, s->difference, s->store_right, s->right);
    return s->largest_norm > 0.0 ? error / s->largest_norm : 0.0;
}

static void swap(stage *a, stage *b)
{
    stage keep = *a;
    *a = *b;
    *b = keep;
}

/// Counts an attempt. Where shorter steps do not help, the solution is not smooth in time.
static aci_status count_attempt(stepper *s, double error)
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

static aci_status tell(const stepper *s, const aci_watch *watch)
{
    const aci_propagate_options *o = s->options;
    if (watch->trace != NULL) {
        ACI_TRY(watch->trace(watch->context, s->time, &s->old.flux));
    }
    if (watch->progress == NULL) {
        return ACI_OK;
    }
    return watch->progress(watch->context, (s->time - o->begin) / (o->end - o->begin));
}

/// Steps until `target`, shortening the last one so that it ends there.
static aci_status advance_to(stepper *s, double target, const aci_watch *watch,
                             aci_propagate_report *report)
{
    while (s->time < target) {
        double left = target - s->time;
        s->natural = fmin(s->natural, longest_step(s));
        bool last = s->natural >= left * (1.0 - 1e-9);
        s->step = last ? left : fmin(s->natural, 0.5 * left);
        ACI_TRY(attempt(s));
        double error = error_of_step(s) / s->options->tolerance;
        ACI_TRY(count_attempt(s, error));
        double growth = fmin(3.0, 0.9 * pow(fmax(error, 1e-4), -1.0 / 3.0));
        if (error > 1.0) {
            s->natural = s->step * fmax(0.2, growth);
            continue;
        }
        s->natural = fmax(s->step * growth, last && growth >= 1.0 ? s->natural : 0.0);
        s->time = last ? target : s->time + s->step;
        swap(&s->old, &s->new);
        ++report->steps;
        ACI_TRY(tell(s, watch));
    }
    return ACI_OK;
}

static aci_status start(stepper *s, const double *u)
{
    const aci_propagate_options *o = s->options;
    s->time = o->begin;
    double length = o->end - o->begin;
    s->natural = s->step = o->first_step > 0.0 ? fmin(o->first_step, length) : 1e-6 * length;
    aci_field_copy(s->op->extent, u, s->old.u);
    ACI_TRY(set_time(s, s->time));
    complete(s, &s->old);
    for (size_t c = 0; c < s->op->extent.count && s->store_right != NULL; ++c) {
        s->old.store[c] = o->store[c];
        s->old.uptake[c] = s->op->store_in[c] * u[c] - s->op->store_out[c] * o->store[c];
    }
    s->largest_norm = norm_of(s, u, s->old.store, s->right);
    return ACI_OK;
}

static aci_status run(stepper *s, const aci_watch *watch, aci_propagate_report *report)
{
    const aci_propagate_options *o = s->options;
    for (int n = 0; n <= o->report_count; ++n) {
        double target = n < o->report_count ? o->report_times[n] : o->end;
        ACI_TRY(advance_to(s, target, watch, report));
        if (n < o->report_count && watch->report != NULL) {
            aci_moment moment = {.time = target,
                                 .u = s->old.u,
                                 .store = s->old.store,
                                 .op = s->op,
                                 .rate = s->old.flux,
                                 .total = s->old.total};
            ACI_TRY(watch->report(watch->context, &moment));
        }
    }
    return ACI_OK;
}

aci_status aci_stepper_propagate(aci_operator *op, const aci_propagate_options *options,
                                 const aci_watch *watch, double *u, aci_propagate_report *report)
{
    stepper s = {.op = op, .options = options};
    report->method = "TR-BDF2";
    aci_status status;
    ACI_TRY_OR(cleanup, create(&s));
    ACI_TRY_OR(cleanup, start(&s, u));
    ACI_TRY_OR(cleanup, run(&s, watch, report));
    aci_field_copy(op->extent, s.old.u, u);
    if (op->store_in != NULL) {
        aci_field_copy(op->extent, s.old.store, options->store);
    }
    aci_solver_report work = aci_solver_work(s.solver);
    report->solves += work.solves;
    report->iterations += work.iterations;
    report->indicator = fmax(report->indicator, options->tolerance);
    report->last_step = s.natural;
cleanup:
    destroy(&s);
    return status;
}
