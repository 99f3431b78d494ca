/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stepper.h"

#include <math.h>
#include <stdlib.h>

#include "stepper_release.h"

static const double part = ACI_STEPPER_PART;
static const double middle_weight = 1.20710678118654752440; ///< c1 = 1 / (g (2 - g))
static const double least = 1e-4;    ///< part of the content whose ways out are followed
static const double unsolved = 64.0; ///< counts as error where a stage does not converge
static const double old_weight = 0.20710678118654752440; ///< c2 = (1 - g)^2 / (g (2 - g))

enum { ATTEMPTS_MAX = 200000, REJECTED_MAX = 100 };

static aci_status create_stage(const aci_operator *op, aci_stepper_stage *s)
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

static void destroy_stage(aci_extent extent, aci_stepper_stage *s)
{
    aci_field_destroy(extent, &s->mass);
    aci_field_destroy(extent, &s->u);
    aci_field_destroy(extent, &s->rate);
    aci_field_destroy(extent, &s->store);
    aci_field_destroy(extent, &s->uptake);
}

static aci_status create(aci_stepper *s)
{
    aci_extent extent = s->op->extent;
    ACI_TRY(aci_solver_create(s->op, &s->solver));
    ACI_TRY(create_stage(s->op, &s->old));
    ACI_TRY(create_stage(s->op, &s->middle));
    ACI_TRY(create_stage(s->op, &s->new));
    if (s->op->store_in != NULL) {
        ACI_TRY(aci_field_create(extent, &s->store_right));
    }
    if (aci_operator_is_tangent(s->op)) {
        ACI_TRY(aci_field_create(extent, &s->contact));
        ACI_TRY(aci_field_create(extent, &s->contact_store));
        ACI_TRY(aci_field_create(extent, &s->loss));
    }
    ACI_TRY(aci_field_create(extent, &s->right));
    return aci_field_create(extent, &s->difference);
}

static void destroy(aci_stepper *s)
{
    aci_extent extent = s->op->extent;
    aci_solver_destroy(&s->solver);
    destroy_stage(extent, &s->old);
    destroy_stage(extent, &s->middle);
    destroy_stage(extent, &s->new);
    aci_field_destroy(extent, &s->right);
    aci_field_destroy(extent, &s->difference);
    aci_field_destroy(extent, &s->store_right);
    aci_field_destroy(extent, &s->contact);
    aci_field_destroy(extent, &s->contact_store);
    aci_field_destroy(extent, &s->loss);
}

/// Right sides of the first stage, and of the second.
static void prepare_middle(aci_stepper *s, double pole)
{
    const size_t count = s->op->extent.count;
    const aci_stepper_stage *old = &s->old;
    for (size_t c = 0; c < count; ++c) {
        s->right[c] = old->mass[c] + pole * old->rate[c];
    }
    for (size_t c = 0; c < count && s->store_right != NULL; ++c) {
        s->right[c] += old->store[c];
        s->store_right[c] = old->store[c] + pole * old->uptake[c];
    }
}

static void prepare_new(aci_stepper *s)
{
    const size_t count = s->op->extent.count;
    const aci_stepper_stage *old = &s->old, *middle = &s->middle;
    for (size_t c = 0; c < count; ++c) {
        s->right[c] = middle_weight * middle->mass[c] - old_weight * old->mass[c];
    }
    for (size_t c = 0; c < count && s->store_right != NULL; ++c) {
        s->store_right[c] = middle_weight * middle->store[c] - old_weight * old->store[c];
        s->right[c] += s->store_right[c];
    }
}

/// Both stages; ends early where one does not converge.
static aci_status attempt(aci_stepper *s)
{
    const double pole = 0.5 * part * s->step;
    s->converged = true;
    aci_stepper_find_release(s);
    ACI_TRY(aci_stepper_set_time(s, s->time + part * s->step));
    prepare_middle(s, pole);
    aci_stepper_add_release(s, pole, s->fed[0], s->right);
    ACI_TRY(aci_stepper_solve_stage(s, &s->old, s->fed[1], &s->middle));
    if (!s->converged) {
        return ACI_OK;
    }
    s->middle.total = aci_operator_exchange_sum(
        1.0, s->old.total, pole, aci_operator_exchange_sum(1.0, s->old.flux, 1.0, s->middle.flux));
    ACI_TRY(aci_stepper_set_time(s, s->time + s->step));
    prepare_new(s);
    ACI_TRY(aci_stepper_solve_stage(s, &s->middle, s->fed[2], &s->new));
    s->new.total = aci_operator_exchange_sum(
        1.0, aci_operator_exchange_sum(middle_weight, s->middle.total, -old_weight, s->old.total),
        pole, s->new.flux);
    return ACI_OK;
}

/// The norm of stepper.h. `scratch` must not be u or store; the store may be NULL.
static double norm_of(const aci_stepper *s, const double *u, const double *store, double *scratch)
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
static void take_store_difference(aci_stepper *s, const double weight[3], double pole)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->store_right[c] = weight[0] * s->old.uptake[c] + weight[1] * s->middle.uptake[c] +
                            weight[2] * s->new.uptake[c];
        s->right[c] -= s->store_right[c] / (1.0 + pole * op->store_out[c]);
    }
}

static void filter_store_difference(aci_stepper *s, double pole)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->store_right[c] = s->store_right[c] / (1.0 + pole * op->store_out[c]) +
                            aci_operator_store_capacity(op, pole, c) * s->difference[c];
    }
}

/// Embedded difference of what has decayed and of what has got out, from the weights of the three
/// stages' rates, relative to what has so far or to `least` of all that was there. A layer that
/// holds next to nothing shows here, not in the norm.
static double error_of_totals(aci_stepper *s, const double weight[3])
{
    const aci_exchange *total = &s->new.total;
    aci_exchange d = aci_operator_exchange_sum(weight[0], s->old.flux, weight[1], s->middle.flux);
    d = aci_operator_exchange_sum(1.0, d, weight[2], s->new.flux);
    double content = aci_field_dot(s->op->extent, s->op->capacity, s->new.u);
    s->largest_content = fmax(s->largest_content, content);
    double floor = least * s->largest_content;
    double decayed = fmax(fabs(total->decayed), floor);
    double out = fmax(fabs(total->left + total->sunk), floor);
    return floor > 0.0 ? fmax(fabs(d.decayed) / decayed, fabs(d.left + d.sunk) / out) : 0.0;
}

/// Embedded difference, relative to the largest norm so far.
static double error_of_step(aci_stepper *s)
{
    aci_extent extent = s->op->extent;
    const double pole = 0.5 * part * s->step;
    const double k = (-3.0 * part * part + 4.0 * part - 2.0) / (12.0 * (2.0 - part));
    const double factor = 2.0 * k * s->step;
    const double a = 1.0 / part;
    const double b = -1.0 / (part * (1.0 - part));
    const double c = 1.0 / (1.0 - part);
    const double weight[3] = {factor * a, factor * b, factor * c};
    for (size_t n = 0; n < extent.count; ++n) {
        s->right[n] = factor * (a * s->old.rate[n] + b * s->middle.rate[n] + c * s->new.rate[n]);
    }
    if (s->store_right != NULL) {
        take_store_difference(s, weight, pole);
    }
    aci_solver_filter(s->solver, s->right, s->difference);
    if (s->store_right != NULL) {
        filter_store_difference(s, pole);
    }
    s->largest_norm = fmax(s->largest_norm, norm_of(s, s->new.u, s->new.store, s->right));
    double error = norm_of(s, s->difference, s->store_right, s->right);
    error = s->largest_norm > 0.0 ? error / s->largest_norm : 0.0;
    return aci_operator_is_tangent(s->op) ? fmax(error, error_of_totals(s, weight)) : error;
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

static aci_status tell(const aci_stepper *s, const aci_watch *watch)
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
static aci_status advance_to(aci_stepper *s, double target, const aci_watch *watch,
                             aci_propagate_report *report)
{
    while (s->time < target) {
        double left = target - s->time;
        s->natural = fmin(s->natural, aci_stepper_release_step(s));
        bool last = s->natural >= left * (1.0 - 1e-9);
        s->step = last ? left : fmin(s->natural, 0.5 * left);
        ACI_TRY(attempt(s));
        double error = s->converged ? error_of_step(s) / s->options->tolerance : unsolved;
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

static aci_status start(aci_stepper *s, const double *u)
{
    const aci_propagate_options *o = s->options;
    s->time = o->begin;
    double length = o->end - o->begin;
    s->natural = s->step = o->first_step > 0.0 ? fmin(o->first_step, length) : 1e-6 * length;
    aci_field_copy(s->op->extent, u, s->old.u);
    ACI_TRY(aci_stepper_set_time(s, s->time));
    ACI_TRY(aci_stepper_touch(s, u, o->store));
    aci_stepper_complete(s, &s->old);
    for (size_t c = 0; c < s->op->extent.count && s->store_right != NULL; ++c) {
        s->old.store[c] = o->store[c];
        s->old.uptake[c] = s->op->store_in[c] * u[c] - s->op->store_out[c] * o->store[c];
        s->old.uptake[c] += s->op->store_rest != NULL ? s->op->store_rest[c] : 0.0;
    }
    s->largest_norm = norm_of(s, u, s->old.store, s->right);
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
    aci_stepper s = {.op = op, .options = options};
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
