/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a history and a trace to the input of the body. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "study/systemic_input.h"

TestSuite(systemic_input, .timeout = 10);

static const double end = 86400.0, rate = 5.0 / 86400.0, area = 3e-2;

/* Flux 1e-8 (rate t)^2 e^(-rate t) kg/m2/s and its integral. */
static double flux_at(double time)
{
    double x = rate * time;
    return 1e-8 * x * x * exp(-x);
}

static double amount_at(double time)
{
    double x = rate * time;
    return 1e-8 / rate * (2.0 - (x * x + 2.0 * x + 2.0) * exp(-x));
}

typedef struct made_up {
    aci_scenario scenario;
    aci_accurate solved;
    aci_systemic_source source;
} made_up;

/* Equal report times, trace points as a Krylov space gives them: denser early. */
static void make_up(int reports, int points, made_up *out)
{
    memset(out, 0, sizeof *out);
    aci_history *h = &out->solved.solution.history;
    out->scenario.accuracy = 1e-3;
    out->scenario.systemic.treated_area.value = area;
    cr_assert_eq(aci_results_create_history(reports, 1, h), ACI_OK);
    for (int n = 0; n < reports; n++) {
        h->time[n] = end * (n + 1) / reports;
        h->rows[ACI_HISTORY_applied][n] = 1e-2;
        h->rows[ACI_HISTORY_absorbed][n] = amount_at(h->time[n]);
        h->rows[ACI_HISTORY_absorption_flux][n] = flux_at(h->time[n]);
    }
    for (int n = 0; n < points; n++) {
        double time = end * pow(1e-3, 1.0 - (double)n / (points - 1));
        cr_assert_eq(aci_trace_add(&out->solved.solution.trace, time, flux_at(time)), ACI_OK);
    }
}

static void solve(made_up *out)
{
    cr_assert_eq(aci_systemic_input_create(&out->scenario, &out->solved, &out->source), ACI_OK);
}

static void drop(made_up *old)
{
    aci_systemic_input_destroy(&old->source);
    aci_accuracy_destroy(&old->solved);
}

/* What the pieces bring in until a time that is a joint or inside a piece, kg. */
static double brought_until(const aci_systemic_input *in, double time)
{
    double sum = 0.0;
    for (int n = 0; n < in->count && in->time[n] < time; n++) {
        double length = in->time[n + 1] - in->time[n], part = fmin(time - in->time[n], length);
        double last = in->first[n] + (in->last[n] - in->first[n]) * part / length;
        sum += 0.5 * part * (in->first[n] + last);
    }
    return sum;
}

static double largest_error(const aci_systemic_input *in)
{
    double largest = 0.0;
    for (int n = 1; n <= 500; n++) {
        double time = end * n / 500.0;
        largest = fmax(largest, fabs(brought_until(in, time) - area * amount_at(time)));
    }
    return largest / (area * amount_at(end));
}

Test(systemic_input, amounts_at_report_times_are_the_historys)
{
    static const int points[] = {0, 2, 30, 241};
    for (int k = 0; k < 4; k++) {
        for (int reports = 1; reports < 20; reports += 6) {
            made_up run;
            make_up(reports, points[k], &run);
            solve(&run);
            const aci_history *h = &run.solved.solution.history;
            for (int n = 0; n < reports; n++) {
                double wanted = area * h->rows[ACI_HISTORY_absorbed][n];
                cr_assert_float_eq(brought_until(&run.source.input, h->time[n]), wanted,
                                   1e-12 * area * amount_at(end));
            }
            drop(&run);
        }
    }
}

Test(systemic_input, joins_and_is_nowhere_negative)
{
    made_up run;
    make_up(7, 241, &run);
    run.solved.solution.trace.flux[3] = -1e-25; /* rounding */
    solve(&run);
    const aci_systemic_input *in = &run.source.input;
    cr_assert_eq(in->time[0], 0.0);
    cr_assert_eq(in->time[in->count], end);
    for (int n = 0; n < in->count; n++) {
        cr_assert_gt(in->time[n + 1], in->time[n]);
        cr_assert(in->first[n] >= 0.0 && in->last[n] >= 0.0);
    }
    drop(&run);
}

/* Straight pieces an eighth of a gap long on a cubic: second order at the least. */
Test(systemic_input, a_denser_trace_is_met_to_second_order)
{
    double error[3];
    for (int k = 0; k < 3; k++) {
        made_up run;
        make_up(1, 30 << k, &run);
        solve(&run);
        error[k] = largest_error(&run.source.input);
        cr_assert_leq(error[k], 3.0 * run.source.input.shape_error / (area * amount_at(end)),
                      "%g, %g", error[k], run.source.input.shape_error);
        drop(&run);
    }
    cr_assert_gt(log2(error[0] / error[1]), 1.9, "%g %g %g", error[0], error[1], error[2]);
    cr_assert_gt(log2(error[1] / error[2]), 1.9, "%g %g %g", error[0], error[1], error[2]);
    cr_assert_lt(error[2], 1e-4);
}

/* One report time tells little without the trace, and the trace tells it all. */
Test(systemic_input, the_trace_is_nearer_than_the_history)
{
    made_up with, without;
    make_up(12, 241, &with);
    make_up(12, 0, &without);
    solve(&with);
    solve(&without);
    double near = largest_error(&with.source.input), far = largest_error(&without.source.input);
    cr_assert_lt(near, 0.1 * far, "%g, %g", near, far);
    drop(&with);
    drop(&without);
}

Test(systemic_input, no_flux_to_follow_is_a_steady_input)
{
    made_up run;
    make_up(2, 0, &run);
    aci_history *h = &run.solved.solution.history;
    h->rows[ACI_HISTORY_absorption_flux][0] = h->rows[ACI_HISTORY_absorption_flux][1] = 0.0;
    solve(&run);
    const aci_systemic_input *in = &run.source.input;
    double wanted = area * h->rows[ACI_HISTORY_absorbed][0] / h->time[0];
    cr_assert_float_eq(in->first[0], wanted, 1e-14 * wanted);
    cr_assert_float_eq(in->last[in->count / 2 - 1], wanted, 1e-14 * wanted);
    drop(&run);
}

/* 0, 240 steps and the report times between them, each once. */
Test(systemic_input, the_course_holds_the_report_times)
{
    made_up run;
    aci_systemic_course course;
    make_up(7, 241, &run);
    run.scenario.systemic.volume_of_distribution.value = 0.04;
    run.scenario.systemic.elimination_rate.value = 1e-4;
    cr_assert_eq(aci_systemic_input_solve(&run.scenario, &run.solved, &course), ACI_OK);
    cr_assert_eq(course.times, 241 + 6);
    const aci_history *h = &run.solved.solution.history;
    int found = 0;
    for (int n = 0; n < course.times; n++) {
        cr_assert(n == 0 || course.time[n] > course.time[n - 1]);
        for (int k = 0; k < h->times; k++) {
            found += course.time[n] == h->time[k];
        }
    }
    cr_assert_eq(found, h->times);
    aci_systemic_destroy(&course);
    drop(&run);
}
