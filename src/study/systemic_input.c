/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "systemic_input.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_interp.h>
#include <math.h>
#include <stdlib.h>

enum { PARTS = 8, STEPS = 240 }; /* of a gap in the trace; of the duration */

static const double same_time = 1e-9; /* relative; nearer points would only show rounding */

/// Points of the flux of absorption, kg/m2/s, and the pieces being made of them.
typedef struct shaping {
    const aci_history *history;
    const aci_trace *trace;
    double area;
    int count;
    double *time, *flux;
    int *report; ///< [count], report time that the point is, -1 for a point of the trace
    aci_systemic_source *out;
} shaping;

static aci_status no_memory(void)
{
    return ACI_FAIL(ACI_FILE, "not enough memory for the systemic kinetics");
}

static void add_point(shaping *s, double time, double flux, int report)
{
    s->time[s->count] = time;
    s->flux[s->count] = fmax(flux, 0.0); /* below zero it is rounding */
    s->report[s->count++] = report;
}

/// t = 0 with nothing, the trace, and the report times, each once: near a report time its own flux
/// stands for the trace's.
static void merge_points(shaping *s)
{
    const aci_history *h = s->history;
    const aci_trace *trace = s->trace;
    int k = 0;
    add_point(s, 0.0, 0.0, -1);
    for (int n = 0; n < h->times; ++n) {
        double report = h->time[n];
        for (; k < trace->count && trace->time[k] <= report * (1.0 + same_time); ++k) {
            bool is_apart = trace->time[k] > s->time[s->count - 1] * (1.0 + same_time);
            if (is_apart && trace->time[k] < report * (1.0 - same_time)) {
                add_point(s, trace->time[k], trace->flux[k], -1);
            }
        }
        add_point(s, report, h->rows[ACI_HISTORY_absorption_flux][n], n);
    }
}

/// Straight pieces over each gap between points, on the cubic.
static aci_status divide(const shaping *s)
{
    const gsl_interp_type *type = s->count > 2 ? gsl_interp_steffen : gsl_interp_linear;
    gsl_interp *curve = gsl_interp_alloc(type, (size_t)s->count);
    if (curve == NULL || gsl_interp_init(curve, s->time, s->flux, (size_t)s->count) != 0) {
        gsl_interp_free(curve);
        return no_memory();
    }
    int piece = 0;
    for (int n = 0; n + 1 < s->count; ++n) {
        double length = s->time[n + 1] - s->time[n], before = s->flux[n];
        for (int part = 1; part <= PARTS; ++part, ++piece) {
            bool is_end = part == PARTS;
            double time = is_end ? s->time[n + 1] : s->time[n] + length * part / PARTS;
            double flux =
                is_end ? s->flux[n + 1] : gsl_interp_eval(curve, s->time, s->flux, time, NULL);
            s->out->time[piece + 1] = time;
            s->out->first[piece] = s->area * before;
            s->out->last[piece] = s->area * fmax(flux, 0.0);
            before = fmax(flux, 0.0);
        }
    }
    gsl_interp_free(curve);
    return ACI_OK;
}

/// The pieces from one report time to the next bring in what the history says. Returns what they
/// would have been off by, kg.
static double correct(const shaping *s, int from, int end, double wanted)
{
    aci_systemic_source *out = s->out;
    double sum = 0.0, length = out->time[end] - out->time[from];
    for (int k = from; k < end; ++k) {
        sum += 0.5 * (out->time[k + 1] - out->time[k]) * (out->first[k] + out->last[k]);
    }
    for (int k = from; k < end; ++k) {
        out->first[k] = sum > 0.0 ? out->first[k] * (wanted / sum) : wanted / length;
        out->last[k] = sum > 0.0 ? out->last[k] * (wanted / sum) : wanted / length;
    }
    return fabs(wanted - sum);
}

static void correct_all(const shaping *s)
{
    const double *absorbed = s->history->rows[ACI_HISTORY_absorbed];
    double before = 0.0;
    int from = 0;
    for (int n = 0; n < s->count; ++n) {
        if (s->report[n] < 0) {
            continue;
        }
        double now = fmax(absorbed[s->report[n]], before);
        double off = correct(s, from, PARTS * n, s->area * (now - before));
        s->out->input.shape_error = fmax(s->out->input.shape_error, off);
        before = now;
        from = PARTS * n;
    }
}

/// Absolute where the row may be far below what its error is measured by.
static void set_errors(const aci_scenario *scenario, const aci_accurate *solved, shaping *s)
{
    const aci_history *h = s->history;
    aci_systemic_input *in = &s->out->input;
    int last = h->times - 1;
    double flux = h->numerical_error[ACI_HISTORY_absorption_flux] *
                  aci_accuracy_measure(scenario, h, ACI_HISTORY_absorption_flux, 0);
    double applied = h->rows[ACI_HISTORY_applied][last];
    in->amount_error = h->numerical_error[ACI_HISTORY_absorbed];
    in->amount_floor = s->area * aci_accuracy_measure(scenario, h, ACI_HISTORY_absorbed, 0);
    in->rate_error = s->area * fmax(flux, solved->peak_error * solved->solution.peak.flux);
    in->applied = s->area * applied;
    if (applied > 0.0) {
        in->applied_error = h->numerical_error[ACI_HISTORY_applied] *
                            aci_accuracy_measure(scenario, h, ACI_HISTORY_applied, last) / applied;
    }
}

static aci_status allocate(shaping *s)
{
    size_t points = (size_t)s->trace->count + (size_t)s->history->times + 1;
    size_t pieces = PARTS * points + 1;
    s->time = calloc(points, sizeof *s->time);
    s->flux = calloc(points, sizeof *s->flux);
    s->report = calloc(points, sizeof *s->report);
    s->out->time = calloc(pieces, sizeof *s->out->time);
    s->out->first = calloc(pieces, sizeof *s->out->first);
    s->out->last = calloc(pieces, sizeof *s->out->last);
    bool has_points = s->time != NULL && s->flux != NULL && s->report != NULL;
    bool has_pieces = s->out->time != NULL && s->out->first != NULL && s->out->last != NULL;
    return has_points && has_pieces ? ACI_OK : no_memory();
}

aci_status aci_systemic_input_create(const aci_scenario *scenario, const aci_accurate *solved,
                                     aci_systemic_source *out)
{
    shaping s = {.history = &solved->solution.history,
                 .trace = &solved->solution.trace,
                 .area = scenario->systemic.treated_area.value,
                 .out = out};
    *out = (aci_systemic_source){.time = NULL};
    aci_status status = allocate(&s);
    if (status == ACI_OK) {
        merge_points(&s);
        status = divide(&s);
    }
    if (status == ACI_OK) {
        correct_all(&s);
        set_errors(scenario, solved, &s);
        out->input.count = PARTS * (s.count - 1);
        out->input.time = out->time;
        out->input.first = out->first;
        out->input.last = out->last;
    }
    free(s.time);
    free(s.flux);
    free(s.report);
    return status;
}

void aci_systemic_input_destroy(aci_systemic_source *source)
{
    free(source->time);
    free(source->first);
    free(source->last);
    *source = (aci_systemic_source){.time = NULL};
}

/// 0, the report times and equal steps, each once.
static int list_times(const aci_history *h, double *times)
{
    double end = h->time[h->times - 1];
    int count = 0, step = 0;
    for (int n = 0; n < h->times; ++n) {
        for (; end * step / STEPS < h->time[n] * (1.0 - same_time); ++step) {
            double time = end * step / STEPS;
            if (count == 0 || time > times[count - 1] * (1.0 + same_time)) {
                times[count++] = time;
            }
        }
        times[count++] = h->time[n];
    }
    return count;
}

aci_status aci_systemic_input_solve(const aci_scenario *scenario, const aci_accurate *solved,
                                    aci_systemic_course *out)
{
    const aci_history *h = &solved->solution.history;
    aci_systemic_source source = {.time = NULL};
    *out = (aci_systemic_course){.times = 0};
    double *times = calloc((size_t)h->times + STEPS + 1, sizeof *times);
    aci_status status = times != NULL ? ACI_OK : no_memory();
    if (status == ACI_OK) {
        status = aci_systemic_input_create(scenario, solved, &source);
    }
    if (status == ACI_OK) {
        int count = list_times(h, times);
        status = aci_systemic_solve(&scenario->systemic, &source.input, count, times, out);
    }
    aci_systemic_input_destroy(&source);
    free(times);
    return status;
}
