/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numerics/stepper.h"
#include "numerics/stepper_rule.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/problem.h"
#include "support/tolerances.h"

static const double end = 600.0;

/// The coefficients of a problem, to be changed with time.
typedef struct changing {
    const aci_operator *original;
    double before, moved, worst;
} changing;

/// Every second cell takes up more and more, and conducts less and less across.
static aci_status change(void *context, double time, aci_operator *op)
{
    const changing *c = context;
    for (size_t n = 0; n < op->extent.count; ++n) {
        op->capacity[n] = c->original->capacity[n] * (1.0 + (n % 2 == 0 ? time / end : 0.0));
        op->conductance[0][n] = c->original->conductance[0][n] * exp(-3.0 * time / end);
    }
    return ACI_OK;
}

static aci_status check_balance(void *context, const aci_moment *moment)
{
    changing *c = context;
    const aci_exchange *e = &moment->total;
    double now = problem_content(moment->op, moment->u) - c->before;
    double moved = fabs(e->entered) + fabs(e->left) + fabs(e->sunk);
    c->worst = fmax(c->worst, fabs(now - (e->entered - e->left - e->sunk)) / moved);
    return ACI_OK;
}

/// Sum over the stages of x y^power.
static double moment(const double *x, const double *y, int power)
{
    double sum = 0.0;
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        sum += x[i] * pow(y[i], power);
    }
    return sum;
}

/// The weights integrate powers of time: all stages straight lines and parabolas from the second
/// implicit one on, the whole step cubes too; the embedded rule parabolas.
Test(stepper_rule, integrates_powers_of_time)
{
    const double *node = aci_stepper_node, *all = aci_stepper_weight[ACI_STEPPER_LAST];
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        const double *weight = aci_stepper_weight[i];
        for (int power = 0; power < 2; ++power) {
            double expected = pow(node[i], power + 1) / (power + 1);
            cr_assert(fabs(moment(weight, node, power) - expected) < 1e-15);
        }
    }
    for (int power = 0; power < 4; ++power) {
        cr_assert(fabs(moment(all, node, power) - 1.0 / (power + 1)) < 1e-15, "%d", power);
    }
    for (int power = 0; power < 3; ++power) {
        cr_assert(fabs(moment(aci_stepper_difference, node, power)) < 1e-14, "%d", power);
    }
}

/// One step of y' = rate y, y = 1, for z = rate step; `difference` gets that of the rule.
static double step_of(double z, double *difference)
{
    double rate[ACI_STEPPER_STAGES], last = 1.0;
    *difference = 0.0;
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        double before = 1.0;
        for (int j = 0; j < i; ++j) {
            before += aci_stepper_weight[i][j] * rate[j];
        }
        last = before / (1.0 - z * (i > 0 ? ACI_STEPPER_POLE : 0.0));
        rate[i] = z * last;
        *difference += aci_stepper_difference[i] * rate[i];
    }
    return last;
}

/// Fourth order, damped without a change of sign, and in the end altogether: nothing that decays
/// comes out below zero.
Test(stepper_rule, damps_like_the_exponential)
{
    double none;
    double coarse = step_of(-0.02, &none) - exp(-0.02), fine = step_of(-0.01, &none) - exp(-0.01);
    assert_relative(coarse / fine, 32.0, 0.05);
    for (double z = -1e-3; z > -1e9; z *= 1.1) {
        double y = step_of(z, &none);
        cr_assert(y > 0.0 && y < 1.0, "%g at %g", y, z);
    }
    cr_assert(step_of(-1e9, &none) < 1e-7);
}

/// The estimate of stepper_rule.h: the error where it matters, more than it elsewhere.
Test(stepper_rule, knows_its_error)
{
    for (double z = -0.6; z > -100.0; z *= 1.1) {
        double difference, error = step_of(z, &difference) - exp(z);
        double estimate = difference / (1.0 - ACI_STEPPER_POLE * z);
        cr_assert(estimate > 0.8 * error && estimate < 1.25 * error, "%g of %g at %g", estimate,
                  error, z);
    }
    for (double z = -100.0; z > -1e9; z *= 1.3) {
        double difference, error = step_of(z, &difference) - exp(z);
        cr_assert(difference / (1.0 - ACI_STEPPER_POLE * z) > error, "%g", z);
    }
}

static const problem_kind kind = {
    .geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 11}, .grading = 1.2, .contrast = 1e3};

/// Propagates under changing coefficients; `u` gets the end.
static long run(double tolerance, double *u, changing *c, problem *p)
{
    problem original = problem_create(kind);
    *c = (changing){.original = original.op};
    const double times[3] = {1.0, 100.0, end};
    aci_propagate_options o = {.end = end,
                               .tolerance = tolerance,
                               .report_count = 3,
                               .report_times = times,
                               .coefficients = change,
                               .context = c};
    aci_watch watch = {.context = c, .report = check_balance};
    aci_propagate_report report = {0};
    for (size_t n = 0; n < p->op->extent.plane; ++n) {
        u[n] = 1.0;
    }
    c->before = problem_content(original.op, u);
    cr_assert(aci_stepper_propagate(p->op, &o, &watch, u, &report) == ACI_OK);
    problem_destroy(&original);
    return report.steps;
}

Test(stepper, conserves_with_changing_coefficients)
{
    for (double tolerance = 1e-2; tolerance > 1e-7; tolerance *= 0.1) {
        problem p = problem_create(kind);
        double *u = problem_zeros(p.op);
        changing c;
        run(tolerance, u, &c, &p);
        cr_assert(c.worst < 1e-12, "%g at tolerance %g", c.worst, tolerance);
        aci_field_destroy(p.op->extent, &u);
        problem_destroy(&p);
    }
}

static double distance(const aci_operator *op, const double *a, const double *b)
{
    double sum = 0.0;
    double size = 0.0;
    for (size_t n = 0; n < op->extent.count; ++n) {
        sum += op->capacity[n] * (a[n] - b[n]) * (a[n] - b[n]);
        size += op->capacity[n];
    }
    return sqrt(sum / size);
}

/// The error of a step is tolerance, ~ step^4, and that of the whole is of the same order: a
/// ten-thousandth of it takes ten times the steps. The third of them that a sharp start takes
/// whatever the tolerance makes the order look higher.
Test(stepper, is_of_fourth_order_in_time)
{
    problem p = problem_create(kind);
    double *exact = problem_zeros(p.op);
    changing c;
    run(1e-9, exact, &c, &p);
    double error[2];
    long steps[2];
    for (int n = 0; n < 2; ++n) {
        problem q = problem_create(kind);
        double *u = problem_zeros(q.op);
        steps[n] = run(n == 0 ? 1e-4 : 1e-6, u, &c, &q);
        error[n] = distance(p.op, u, exact);
        aci_field_destroy(q.op->extent, &u);
        problem_destroy(&q);
    }
    double order = log(error[0] / error[1]) / log((double)steps[1] / (double)steps[0]);
    cr_assert(order > 3.5 && order < 5.5, "%g: %g %g, %ld %ld", order, error[0], error[1], steps[0],
              steps[1]);
    aci_field_destroy(p.op->extent, &exact);
    problem_destroy(&p);
}

Test(stepper, agrees_with_the_exact_exponential)
{
    problem p = problem_create(kind);
    double *u = problem_zeros(p.op);
    double *exact = problem_zeros(p.op);
    u[0] = 0.5;
    problem_exact(p.op, u, end, exact);
    aci_propagate_options o = {.end = end, .tolerance = 1e-8};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    double error = distance(p.op, u, exact);
    cr_assert(error < 1e-5, "%g", error);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &exact);
    problem_destroy(&p);
}

/// Amounts stay where they are when only the capacity changes and nothing conducts.
static aci_status swell(void *context, double time, aci_operator *op)
{
    const aci_operator *original = context;
    for (size_t n = 0; n < op->extent.count; ++n) {
        op->capacity[n] = original->capacity[n] * (1.0 + time / end);
    }
    return ACI_OK;
}

Test(stepper, a_change_of_capacity_keeps_each_cells_mass)
{
    problem p =
        problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 6}, .closed = true});
    problem original =
        problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 6}, .closed = true});
    aci_field_fill(p.op->extent, 0.0, p.op->conductance[2]);
    double *u = problem_random(p.op, 21);
    double *start = problem_random(p.op, 21);
    aci_propagate_options o = {
        .end = end, .tolerance = 1e-3, .coefficients = swell, .context = original.op};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
    for (size_t n = 0; n < p.op->extent.count; ++n) {
        assert_relative(u[n], 0.5 * start[n], 1e-12);
    }
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &start);
    problem_destroy(&p);
    problem_destroy(&original);
}

Test(stepper, a_nan_is_reported)
{
    problem p = problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 10}});
    double *u = problem_zeros(p.op);
    u[4] = NAN;
    aci_propagate_options o = {.end = end, .tolerance = 1e-3};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    u[4] = 0.0;
    p.op->conductance[2][3] = NAN;
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

static aci_status refuse(void *context, double time, aci_operator *op)
{
    (void)context;
    (void)op;
    return time > 10.0 ? ACI_INTERRUPTED : ACI_OK;
}

Test(stepper, a_status_of_the_coefficients_is_passed_on)
{
    problem p = problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 10}});
    double *u = problem_zeros(p.op);
    aci_propagate_options o = {.end = end, .tolerance = 1e-3, .coefficients = refuse};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_INTERRUPTED);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

/// Gives the more per second the shorter the step is, so that no step is short enough: the integral
/// of 1 / time from zero on is infinite.
typedef struct chase {
    const aci_operator *original;
    int calls;
} chase;

static aci_status outrun(void *context, double time, aci_operator *op)
{
    chase *c = context;
    ++c->calls;
    for (size_t n = 0; n < op->extent.count && time > 0.0; ++n) {
        op->source[n] = c->original->capacity[n] * 1e3 / time;
    }
    return ACI_OK;
}

/// Each attempt sets the coefficients five times; a hundred rejections in a row are allowed.
Test(stepper, a_step_that_is_always_rejected_is_reported)
{
    const problem_kind column = {.geometry = ACI_SLAB, .cells = {1, 1, 20}, .closed = true};
    problem p = problem_create(column);
    problem original = problem_create(column);
    double *u = problem_random(p.op, 3);
    chase c = {.original = original.op};
    cr_assert(aci_operator_add_source(p.op) == ACI_OK);
    aci_propagate_options o = {
        .end = end, .tolerance = 1e-3, .coefficients = outrun, .context = &c};
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &watch, u, &report) == ACI_NUMERICAL);
    cr_assert(strstr(aci_status_message(), "rejected"), "%s", aci_status_message());
    cr_assert(c.calls < 550, "%d calls", c.calls);
    cr_assert(report.steps == 0);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
    problem_destroy(&original);
}

/// What the trace says has sunk, straight between its points, and the last of them.
typedef struct sinking {
    double time, rate, sum, most;
    int points;
} sinking;

static aci_status follow(void *context, double time, const aci_exchange *rate)
{
    sinking *s = context;
    cr_assert(time > s->time);
    s->sum += 0.5 * (rate->sunk + s->rate) * (time - s->time);
    s->time = time;
    s->rate = rate->sunk;
    s->most = fmax(s->most, s->rate);
    s->points++;
    return ACI_OK;
}

static aci_status keep_total(void *context, const aci_moment *moment)
{
    aci_exchange *total = context;
    *total = moment->total;
    return ACI_OK;
}

/// The sink's flux rises to its steady value: points within steps neither miss what sinks nor go
/// beyond the end.
Test(stepper, a_trace_between_the_ends_of_steps_has_their_integral)
{
    problem p = problem_create(kind);
    double *u = problem_zeros(p.op);
    sinking s = {0};
    aci_exchange total = {0};
    double last = 6000.0;
    aci_propagate_options o = {
        .end = last, .report_count = 1, .report_times = &last, .tolerance = 1e-3};
    aci_watch reports = {.context = &total, .report = keep_total},
              traces = {&s, NULL, follow, NULL};
    aci_propagate_report report = {0};
    cr_assert(aci_stepper_propagate(p.op, &o, &reports, u, &report) == ACI_OK);
    aci_field_fill(p.op->extent, 0.0, u);
    long steps = report.steps;
    cr_assert(aci_stepper_propagate(p.op, &o, &traces, u, &report) == ACI_OK);
    cr_assert(s.points > 5 * steps && s.time == last, "%d %ld", s.points, steps);
    assert_relative(s.sum, total.sunk, 0.01);
    cr_assert(s.most < 1.005 * s.rate, "%g %g", s.most, s.rate);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}
