/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/propagate.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <string.h>

#include "support/problem.h"
#include "support/tolerances.h"

static const aci_propagate_method methods[2] = {ACI_PROPAGATE_KRYLOV, ACI_PROPAGATE_STEPPER};

static void propagate(problem *p, aci_propagate_options o, double *u)
{
    aci_watch watch = {0};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(p->op, &o, &watch, u, &report) == ACI_OK);
}

Test(propagate, both_methods_agree)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_AXISYMMETRIC, .cells = {17, 1, 19}, .grading = 1.1, .contrast = 1e4});
    double *u[2];
    for (int n = 0; n < 2; ++n) {
        u[n] = problem_zeros(p.op);
        propagate(&p,
                  (aci_propagate_options){.end = 1800.0, .tolerance = 1e-7, .method = methods[n]},
                  u[n]);
    }
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        cr_assert(fabs(u[0][c] - u[1][c]) < 1e-4, "%g and %g", u[0][c], u[1][c]);
    }
    aci_field_destroy(p.op->extent, &u[0]);
    aci_field_destroy(p.op->extent, &u[1]);
    problem_destroy(&p);
}

/// After many relaxation times (300 um)^2 / 1e-10 m2/s every u is content / capacity; amounts per
/// volume are then as the storages, 0.7 to 1.
/* Here the chain nearly holds the constant: what is missing is as small as the solves are rough,
 * 1e-6, and owes its digits to the difference, 1e-16 over 1e-6. */
Test(propagate, a_closed_system_becomes_uniform)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_BOX, .cells = {7, 6, 8}, .contrast = 1e2, .closed = true});
    for (int n = 0; n < 2; ++n) {
        double *u = problem_zeros(p.op);
        u[0] = 100.0;
        u[150] = 7.0;
        double content = problem_content(p.op, u);
        double expected = content / aci_field_sum(p.op->extent, p.op->capacity);
        propagate(&p, (aci_propagate_options){.end = 1e6, .tolerance = 1e-6, .method = methods[n]},
                  u);
        for (size_t c = 0; c < p.op->extent.count; ++c) {
            assert_relative(u[c], expected, 1e-5);
        }
        assert_relative(problem_content(p.op, u), content, 1e-10);
        aci_field_destroy(p.op->extent, &u);
    }
    problem_destroy(&p);
}

Test(propagate, scaling_capacities_and_conductances_leaves_u)
{
    for (int n = 0; n < 2; ++n) {
        problem p = problem_create(
            (problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 11}, .contrast = 1e3});
        double *u[2] = {problem_zeros(p.op), problem_zeros(p.op)};
        for (int pass = 0; pass < 2; ++pass) {
            propagate(
                &p, (aci_propagate_options){.end = 900.0, .tolerance = 1e-6, .method = methods[n]},
                u[pass]);
            double *fields[] = {p.op->capacity, p.op->sink, p.op->conductance[0],
                                p.op->conductance[2]};
            for (int m = 0; m < 4; ++m) {
                aci_field_scale(p.op->extent, 4.0, fields[m]);
            }
            for (size_t c = 0; c < p.op->extent.plane; ++c) {
                p.op->top[c] *= 4.0;
                p.op->bottom[c] *= 4.0;
            }
        }
        for (size_t c = 0; c < p.op->extent.count; ++c) {
            cr_assert(fabs(u[0][c] - u[1][c]) < 1e-13);
        }
        aci_field_destroy(p.op->extent, &u[0]);
        aci_field_destroy(p.op->extent, &u[1]);
        problem_destroy(&p);
    }
}

Test(propagate, doubling_everything_doubles_u)
{
    for (int n = 0; n < 2; ++n) {
        problem p = problem_create(
            (problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 11}, .contrast = 1e3});
        double *u[2] = {problem_zeros(p.op), problem_zeros(p.op)};
        for (int pass = 0; pass < 2; ++pass) {
            p.op->top_value = pass == 0 ? 1.0 : 2.0;
            propagate(
                &p, (aci_propagate_options){.end = 900.0, .tolerance = 1e-6, .method = methods[n]},
                u[pass]);
        }
        for (size_t c = 0; c < p.op->extent.count; ++c) {
            cr_assert(fabs(2.0 * u[0][c] - u[1][c]) < 1e-13);
        }
        aci_field_destroy(p.op->extent, &u[0]);
        aci_field_destroy(p.op->extent, &u[1]);
        problem_destroy(&p);
    }
}

/// The steady state balances, and is the limit of the transient.
Test(propagate, steady_is_the_limit)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_BOX, .cells = {6, 5, 9}, .grading = 1.2, .contrast = 1e2});
    double *steady = problem_zeros(p.op);
    double *u = problem_zeros(p.op);
    aci_steady state;
    memset(&state, 0x7f, sizeof state); /* whatever it held before */
    cr_assert(aci_operator_add_gauge(p.op) == ACI_OK);
    p.op->gauge[4] = 2.0 * p.op->top[0];
    aci_propagate_report report = {0};
    cr_assert(aci_propagate_steady(p.op, steady, &state, &report) == ACI_OK);
    cr_assert(fabs(state.rate.entered - state.rate.left - state.rate.sunk) <
              1e-12 * state.rate.entered);
    cr_assert(state.rate.passed == p.op->gauge[4] * steady[4]);
    propagate(&p, (aci_propagate_options){.end = 1e6, .tolerance = 1e-6}, u);
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        cr_assert(fabs(u[c] - steady[c]) < 1e-5);
    }
    aci_field_destroy(p.op->extent, &steady);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

Test(propagate, a_closed_system_with_a_source_has_no_steady_state)
{
    problem p =
        problem_create((problem_kind){.geometry = ACI_BOX, .cells = {4, 3, 5}, .closed = true});
    double *u = problem_zeros(p.op);
    cr_assert(aci_operator_add_source(p.op) == ACI_OK);
    p.op->source[7] = 1e-15;
    aci_steady state;
    aci_propagate_report report = {0};
    cr_assert(aci_propagate_steady(p.op, u, &state, &report) == ACI_NUMERICAL);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

typedef struct tally {
    int reports, traces, tellings;
    double last;
    double fraction;
} tally;

static aci_status count_report(void *context, const aci_moment *moment)
{
    tally *l = context;
    cr_assert(moment->time > l->last);
    l->last = moment->time;
    ++l->reports;
    return ACI_OK;
}

static aci_status count_trace(void *context, double time, const aci_exchange *rate)
{
    tally *l = context;
    cr_assert(time > 0.0 && isfinite(rate->entered));
    ++l->traces;
    return ACI_OK;
}

static aci_status note_progress(void *context, double fraction)
{
    tally *l = context;
    cr_assert(fraction >= l->fraction && fraction <= 1.0);
    l->fraction = fraction;
    ++l->tellings;
    return ACI_OK;
}

Test(propagate, every_report_time_is_met_once_and_in_order)
{
    const double times[4] = {1.0, 1.5, 700.0, 900.0};
    for (int n = 0; n < 2; ++n) {
        problem p = problem_create((problem_kind){.geometry = ACI_SLAB, .cells = {1, 1, 30}});
        double *u = problem_zeros(p.op);
        tally l = {0};
        aci_watch watch = {&l, count_report, count_trace, note_progress};
        aci_propagate_options o = {.end = 900.0,
                                   .report_count = 4,
                                   .report_times = times,
                                   .tolerance = 1e-6,
                                   .method = methods[n]};
        aci_propagate_report report = {0};
        cr_assert(aci_propagate(p.op, &o, &watch, u, &report) == ACI_OK);
        cr_assert(l.reports == 4 && l.last == 900.0 && l.traces > 4 && l.fraction == 1.0);
        // a run is stopped from here: not only at the four times
        cr_assert(l.tellings >= report.steps);
        cr_assert(report.solves > 0 && report.iterations >= report.solves && report.steps > 0);
        aci_field_destroy(p.op->extent, &u);
        problem_destroy(&p);
    }
}

/// One run and the same in two parts, as events split it.
Test(propagate, a_stop_in_between_changes_nothing_beyond_the_tolerance)
{
    problem p = problem_create(
        (problem_kind){.geometry = ACI_AXISYMMETRIC, .cells = {9, 1, 11}, .contrast = 1e3});
    double *whole = problem_zeros(p.op);
    double *parts = problem_zeros(p.op);
    propagate(&p, (aci_propagate_options){.end = 3600.0, .tolerance = 1e-7}, whole);
    propagate(&p, (aci_propagate_options){.end = 500.0, .tolerance = 1e-7}, parts);
    propagate(&p, (aci_propagate_options){.begin = 500.0, .end = 3600.0, .tolerance = 1e-7}, parts);
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        cr_assert(fabs(whole[c] - parts[c]) < 1e-6);
    }
    aci_field_destroy(p.op->extent, &whole);
    aci_field_destroy(p.op->extent, &parts);
    problem_destroy(&p);
}

static aci_status keep_and_stop(void *context, const aci_moment *moment)
{
    aci_field_copy(moment->op->extent, moment->u, context);
    return ACI_INTERRUPTED;
}

/// Nothing is held on top, so that no steady state is needed; a few steps are enough.
Test(propagate, has_the_same_bits_for_any_number_of_threads)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_BOX, .cells = {65, 60, 53}, .grading = 1.05, .contrast = 1e4});
    p.op->top_value = 0.0;
    const double time = 2e-5;
    double *u = problem_zeros(p.op);
    double *kept[2] = {problem_zeros(p.op), problem_zeros(p.op)};
    aci_field_fill(p.op->extent, 1.0, u);
    for (int n = 0; n < 2; ++n) {
        for (int threads = 1; threads <= 3; ++threads) {
            double *end = kept[threads > 1];
            omp_set_num_threads(threads);
            aci_watch watch = {.context = end, .report = keep_and_stop};
            aci_propagate_options o = {.end = 10.0,
                                       .report_count = 1,
                                       .report_times = &time,
                                       .tolerance = 1e-1,
                                       .method = methods[n]};
            aci_propagate_report report = {0};
            cr_assert(aci_propagate(p.op, &o, &watch, u, &report) == ACI_INTERRUPTED);
            cr_assert(memcmp(kept[0], end, p.op->extent.count * sizeof *u) == 0);
        }
    }
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &kept[0]);
    aci_field_destroy(p.op->extent, &kept[1]);
    problem_destroy(&p);
}
