/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Losses that are not linear in u, by their tangents: against closed forms, and what must hold
/// whatever the step.
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "numerics/stepper.h"
#include "numerics/stepper_stage.h"
#include "support/problem.h"
#include "support/tolerances.h"

enum { ROWS = 40 };

static const double end = 600.0;
static const double times[3] = {1.0, 100.0, 600.0};

/// A loss of capacity most u/(half + u) in the cells from `first` on.
typedef struct enzyme {
    double most, half; ///< 1/s times u; of u
    size_t first;
    double before, worst;
    aci_exchange total;
} enzyme;

static aci_status touch(void *context, const double *u, const double *store, aci_operator *op)
{
    (void)store;
    const enzyme *e = context;
    for (size_t c = e->first; c < op->extent.count; ++c) {
        double x = fmax(u[c], 0.0), part = x / (e->half + x);
        op->decay[c] = op->capacity[c] * e->most * (1.0 - part) / (e->half + x);
        op->decay_rest[c] = op->capacity[c] * e->most * part * part;
    }
    return ACI_OK;
}

static double content(const aci_moment *m)
{
    double stored = m->store != NULL ? aci_field_sum(m->op->extent, m->store) : 0.0;
    return problem_content(m->op, m->u) + stored;
}

static aci_status check(void *context, const aci_moment *moment)
{
    enzyme *e = context;
    const aci_exchange *x = &moment->total;
    double change = content(moment) - e->before;
    double size = e->before + fabs(x->entered) + fabs(x->left) + fabs(x->sunk) + fabs(x->decayed);
    double gained = x->entered - x->left - x->sunk - x->decayed;
    e->worst = fmax(e->worst, fabs(change - gained) / size);
    e->total = *x;
    return ACI_OK;
}

/// Propagates u; the number of steps.
static long run(aci_operator *op, enzyme *e, double tolerance, double first, double *u)
{
    double *store = op->store_in != NULL ? problem_zeros(op) : NULL;
    aci_propagate_options o = {.end = end,
                               .tolerance = tolerance,
                               .report_count = 3,
                               .report_times = times,
                               .store = store,
                               .first_step = first,
                               .tangent = touch,
                               .context = e};
    aci_watch watch = {.context = e, .report = check};
    aci_propagate_report report = {0};
    e->before = problem_content(op, u);
    cr_assert(aci_propagate(op, &o, &watch, u, &report) == ACI_OK, "%s", aci_status_message());
    aci_field_destroy(op->extent, &store);
    return report.steps;
}

static problem with_decay(bool closed)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_SLAB, .cells = {1, 1, ROWS}, .contrast = 1e2, .closed = closed});
    cr_assert(aci_operator_add_decay(p.op) == ACI_OK);
    return p;
}

/// Closed cells, each for itself: half ln(u/u0) + u - u0 = -most t. Saturated, half and hardly; the
/// error of the whole is the step's, tolerance, to the power 2/3 and what the stages leave.
Test(decay, closed_cells_meet_the_implicit_relation)
{
    for (double half = 1e-3; half < 1e4; half *= 10.0) {
        problem p = with_decay(true);
        aci_field_fill(p.op->extent, 0.0, p.op->conductance[2]);
        double *u = problem_constant(p.op, 1.0);
        enzyme e = {.most = 0.5 * (half + 1.0) / end, .half = half};
        run(p.op, &e, 1e-9, 0.0, u);
        for (size_t c = 0; c < ROWS; ++c) {
            double left = half * log(u[c]) + u[c] - 1.0 + e.most * end;
            cr_assert(fabs(left) < 1e-5 * (half + u[c]) / u[c], "%g: %g, u %g", half, left, u[c]);
        }
        assert_relative(e.total.decayed, problem_content(p.op, u) / u[0] - problem_content(p.op, u),
                        1e-10);
        aci_field_destroy(p.op->extent, &u);
        problem_destroy(&p);
    }
}

/// Far below `half` the loss is a sink of capacity most/half: the same steps, what is missing is of
/// order u/half = 1e-9.
Test(decay, far_below_saturation_is_a_sink)
{
    problem p = with_decay(false), q = with_decay(false);
    double *u = problem_constant(p.op, 0.5), *v = problem_constant(q.op, 0.5);
    enzyme e = {.most = 1e-2 * 1e9, .half = 1e9}, none = {.half = 1.0};
    for (size_t c = 0; c < ROWS; ++c) {
        p.op->sink[c] = 0.0;
        q.op->sink[c] = 1e-2 * q.op->capacity[c];
    }
    cr_assert(run(p.op, &e, 1e-6, 0.0, u) > 20);
    run(q.op, &none, 1e-6, 0.0, v);
    assert_relative(e.total.decayed, none.total.sunk, 1e-4);
    for (size_t c = 0; c < ROWS; ++c) {
        assert_relative(u[c], v[c], 1e-4);
    }
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(q.op->extent, &v);
    problem_destroy(&p);
    problem_destroy(&q);
}

/// Mass closes to round-off at any tolerance, with and without stores, from hardly to wholly
/// saturated.
Test(decay, mass_closes)
{
    for (int n = 0; n < 18; ++n) {
        problem p = with_decay(false);
        enzyme e = {.most = pow(10.0, n % 3 - 3), .half = pow(10.0, n % 5 - 6), .first = 10};
        if (n % 2 == 1) {
            cr_assert(aci_operator_add_stores(p.op) == ACI_OK);
            for (size_t c = 0; c < ROWS; ++c) {
                p.op->store_in[c] = 3e-2 * p.op->capacity[c];
                p.op->store_out[c] = 1e-2;
            }
        }
        double *u = problem_zeros(p.op);
        run(p.op, &e, pow(10.0, -2 - n / 6), 0.0, u);
        cr_assert(e.worst < 1e-12 && e.total.decayed > 0.0, "%d: %g", n, e.worst);
        aci_field_destroy(p.op->extent, &u);
        problem_destroy(&p);
    }
}

/// A line that never meets any law: each call contradicts the one before, by more than any step
/// makes small.
static aci_status waver(void *context, const double *u, const double *store, aci_operator *op)
{
    int *calls = context;
    (void)u;
    (void)store;
    aci_field_fill(op->extent, ++*calls % 2 == 0 ? 1e100 : 0.0, op->decay_rest);
    return ACI_OK;
}

/// Shorter steps are tried a hundred times, each with forty solves in its first stage and two
/// tangents for each.
Test(decay, a_loss_that_nothing_meets_is_reported)
{
    problem p = with_decay(false);
    double *u = problem_constant(p.op, 1.0);
    int calls = 0;
    aci_propagate_options o = {.end = end, .tolerance = 1e-3, .tangent = waver, .context = &calls};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    cr_assert(strstr(aci_status_message(), "rejected"), "%s", aci_status_message());
    cr_assert(report.steps == 0 && calls <= 1 + 100 * (1 + 2 * 40), "%d", calls);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

/// Stores of a limited size, taken up at on u (size - s) and given back at off.
typedef struct filling {
    double on, off, size;
} filling;

static aci_status touch_stores(void *context, const double *u, const double *store,
                               aci_operator *op)
{
    const filling *f = context;
    for (size_t c = 0; c < op->extent.count; ++c) {
        double size = f->size * op->capacity[c], above = fmax(u[c], 0.0);
        op->store_in[c] = f->on * fmax(size - store[c], 0.0);
        op->store_out[c] = f->off + f->on * above;
        op->store_rest[c] = f->on * above * fmin(store[c], size);
    }
    return ACI_OK;
}

/// A stage alone: what is needed of the stepper for it.
static aci_stepper create_stepper(const problem *p, const aci_propagate_options *options)
{
    aci_stepper s = {.op = p->op, .options = options};
    cr_assert(aci_solver_create(p->op, &s.solver) == ACI_OK);
    double **fields[] = {&s.right,      &s.difference,    &s.contact,       &s.loss,
                         &s.stage[1].u, &s.stage[1].mass, &s.stage[1].rate, &s.contact_store};
    double **stores[] = {&s.store_right, &s.stage[1].store, &s.stage[1].uptake};
    for (size_t n = 0; n < 3 && p->op->store_in != NULL; ++n) {
        *stores[n] = problem_zeros(p->op);
    }
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        *fields[n] = problem_zeros(p->op);
    }
    return s;
}

static void destroy_stepper(aci_stepper *s)
{
    double **fields[] = {
        &s->right,          &s->difference,      &s->contact,       &s->loss,
        &s->stage[1].u,     &s->stage[1].mass,   &s->stage[1].rate, &s->contact_store,
        &s->stage[1].store, &s->stage[1].uptake, &s->store_right};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        aci_field_destroy(s->op->extent, fields[n]);
    }
    aci_solver_destroy(&s->solver);
}

/// Solves the stage from a right side >= 0 with `guess` all over.
static void check_stage(aci_stepper *s, double guess)
{
    const aci_operator *op = s->op;
    double *start = problem_constant(op, guess);
    const double pole = ACI_STEPPER_POLE * s->step;
    const aci_stepper_stage guess_stage = {.u = start, .store = s->store_right};
    s->converged = true;
    cr_assert(aci_stepper_solve_stage(s, &guess_stage, 0.0, &s->stage[1]) == ACI_OK &&
              s->converged);
    double gained = pole * (s->stage[1].flux.entered - s->stage[1].flux.left -
                            s->stage[1].flux.sunk - s->stage[1].flux.decayed);
    double before = aci_field_sum(op->extent, s->right);
    double size = before + pole * s->stage[1].flux.entered;
    double after = problem_content(op, s->stage[1].u);
    after += op->store_in != NULL ? aci_field_sum(op->extent, s->stage[1].store) : 0.0;
    cr_assert(fabs(after - before - gained) < 1e-12 * size);
    for (size_t c = 0; c < op->extent.count; ++c) {
        cr_assert(s->stage[1].u[c] > -1e-13, "%g: %g", s->step, s->stage[1].u[c]);
    }
    aci_field_destroy(op->extent, &start);
}

/// From a step in which nothing happens to one a million times what all cells last, from below and
/// above: an implicit stage converges and leaves nothing below zero, as one with a sink does. 1e-13
/// is the rounding of u of order one.
Test(decay, a_stage_converges_and_stays_positive_at_any_step)
{
    for (int n = 0; n < 60; ++n) {
        problem p = with_decay(n % 2 == 0);
        enzyme e = {.most = 1.0, .half = pow(10.0, -3 * (n % 4)), .first = (size_t)(n % 7)};
        aci_propagate_options o = {.tolerance = 1e-4, .tangent = touch, .context = &e};
        aci_stepper s = create_stepper(&p, &o);
        double *random = problem_random(p.op, (unsigned)n);
        for (size_t c = 0; c < ROWS; ++c) {
            s.right[c] = p.op->capacity[c] * fabs(random[c]);
        }
        s.step = pow(10.0, n % 10 - 3);
        check_stage(&s, 0.0);
        check_stage(&s, 1.0);
        destroy_stepper(&s);
        aci_field_destroy(p.op->extent, &random);
        problem_destroy(&p);
    }
}

/// The same with stores that fill up, half full at first: none holds less than nothing or more than
/// its size. Where all that binds is there, the law of mass action holds: what a tangent leaves is
/// 1e-3 of the tolerance.
Test(decay, a_stage_fills_limited_stores_at_any_step)
{
    for (int n = 0; n < 60; ++n) {
        problem p = problem_create((problem_kind){
            .geometry = ACI_SLAB, .cells = {1, 1, ROWS}, .contrast = 1e2, .closed = n % 2 == 0});
        cr_assert(aci_operator_add_stores(p.op) == ACI_OK);
        cr_assert(aci_operator_add_store_rest(p.op) == ACI_OK);
        filling f = {.on = 1.0, .off = pow(10.0, -3 * (n % 4)), .size = pow(10.0, n % 5 - 2)};
        aci_propagate_options o = {.tolerance = 1e-4, .tangent = touch_stores, .context = &f};
        aci_stepper s = create_stepper(&p, &o);
        double *random = problem_random(p.op, (unsigned)n);
        for (size_t c = 0; c < ROWS; ++c) {
            s.store_right[c] = 0.5 * f.size * p.op->capacity[c];
            s.right[c] = p.op->capacity[c] * fabs(random[c]) + s.store_right[c];
        }
        s.step = pow(10.0, n % 10 - 3);
        check_stage(&s, 0.0);
        check_stage(&s, 1.0);
        double pole = ACI_STEPPER_POLE * s.step, wrong = 0.0, stored = 0.0;
        for (size_t c = 0; c < ROWS; ++c) {
            double size = f.size * p.op->capacity[c], u = s.stage[1].u[c],
                   store = s.stage[1].store[c];
            double law =
                (s.store_right[c] + pole * f.on * u * size) / (1.0 + pole * (f.off + f.on * u));
            cr_assert(store > -1e-13 * size && store < (1.0 + 1e-7) * size, "%g", store / size);
            wrong += fabs(store - law);
            stored += store;
        }
        cr_assert(wrong <= 1e-7 * stored, "%d: %g of %g", n, wrong, stored);
        destroy_stepper(&s);
        aci_field_destroy(p.op->extent, &random);
        problem_destroy(&p);
    }
}
