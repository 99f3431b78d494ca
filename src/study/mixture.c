/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "readouts_error.h"

static const double same_time = 1e-9; /* relative; nearer points would only show rounding */

/// The parts and the sum being made.
typedef struct mixture {
    const aci_scenario *scenario;
    const aci_mixture_part *parts;
    int count;
    aci_accurate *out;
} mixture;

static const aci_history *history_of(const mixture *m, int part)
{
    return &m->parts[part].solution->solution.history;
}

static void add_amounts(const mixture *m)
{
    aci_history *sum = &m->out->solution.history;
    for (int p = 0; p < m->count; ++p) {
        const aci_history *h = history_of(m, p);
        double weight = m->parts[p].weight;
        for (int row = 0; row < ACI_HISTORY_mass_residual; ++row) {
            for (int n = 0; n < sum->times; ++n) {
                sum->rows[row][n] += weight * h->rows[row][n];
            }
        }
        for (int k = 0; k < sum->times * sum->layers; ++k) {
            sum->layer_amount[k] += weight * h->layer_amount[k];
        }
        for (int n = 0; n < sum->times; ++n) {
            sum->rows[ACI_HISTORY_mass_residual][n] +=
                weight * h->rows[ACI_HISTORY_applied][n] * h->rows[ACI_HISTORY_mass_residual][n];
        }
    }
    for (int n = 0; n < sum->times; ++n) {
        double applied = sum->rows[ACI_HISTORY_applied][n];
        sum->rows[ACI_HISTORY_mass_residual][n] /= applied > 0.0 ? applied : 1.0;
    }
}

static double size_of(const mixture *m, const aci_history *h, int row, int time)
{
    return aci_accuracy_measure(m->scenario, h, row, time);
}

/// Largest sum of absolute errors over the size of the sum, and where.
static void add_row_error(const mixture *m, int row)
{
    aci_history *sum = &m->out->solution.history;
    for (int n = 0; n < sum->times; ++n) {
        double error = 0.0;
        for (int p = 0; p < m->count; ++p) {
            const aci_history *h = history_of(m, p);
            error += fabs(m->parts[p].weight) * h->numerical_error[row] * size_of(m, h, row, n);
        }
        double size = size_of(m, sum, row, n);
        error = size > 0.0 ? error / size : 0.0;
        if (error > sum->numerical_error[row]) {
            sum->numerical_error[row] = error;
            sum->error_time[row] = m->count == 1 ? history_of(m, 0)->error_time[row] : 0.0;
        }
    }
}

static double layer_error(const mixture *m, int layer)
{
    const int amount = ACI_HISTORY_channel_amount; /* layers are judged as all amounts are */
    double error = 0.0;
    for (int p = 0; p < m->count; ++p) {
        const aci_history *h = history_of(m, p);
        error += fabs(m->parts[p].weight) * h->layer_error[layer] * size_of(m, h, amount, 0);
    }
    double size = size_of(m, &m->out->solution.history, amount, 0);
    return size > 0.0 ? error / size : 0.0;
}

static void add_errors(const mixture *m)
{
    aci_history *sum = &m->out->solution.history;
    for (int row = 0; row < ACI_HISTORY_mass_residual; ++row) {
        add_row_error(m, row);
    }
    for (int layer = 0; layer < sum->layers; ++layer) {
        sum->layer_error[layer] = layer_error(m, layer);
    }
}

/// flux (t - lag) summed: the late straight part of the sum.
static void add_steady(const mixture *m)
{
    aci_accurate *out = m->out;
    aci_history *sum = &out->solution.history;
    double behind = 0.0, error = 0.0, lag_error = 0.0;
    sum->has_steady_flux = true;
    for (int p = 0; p < m->count; ++p) {
        const aci_accurate *a = m->parts[p].solution;
        double flux = m->parts[p].weight * a->solution.history.steady_flux;
        sum->has_steady_flux = sum->has_steady_flux && a->solution.history.has_steady_flux;
        sum->steady_flux += flux;
        behind += flux * a->solution.lag_time;
        error += fabs(flux) * a->solution.history.steady_flux_error;
        lag_error += fabs(flux) * a->solution.lag_time *
                     (a->lag_error + a->solution.history.steady_flux_error);
    }
    if (!sum->has_steady_flux || !(sum->steady_flux > 0.0)) {
        sum->has_steady_flux = false;
        sum->steady_flux = 0.0;
        return;
    }
    out->solution.lag_time = behind / sum->steady_flux;
    sum->steady_flux_error = error / sum->steady_flux;
    out->lag_error = behind > 0.0 ? lag_error / behind + sum->steady_flux_error : 0.0;
}

static const aci_trace *trace_of(const mixture *m, int part)
{
    return &m->parts[part].solution->solution.trace;
}

static int compare_times(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/// The times of all traces, each once, rising.
static aci_status merge_times(const mixture *m, double **out, int *count)
{
    size_t total = 0, kept = 0;
    for (int p = 0; p < m->count; ++p) {
        total += (size_t)trace_of(m, p)->count;
    }
    double *times = malloc((total + 1) * sizeof *times);
    *out = times;
    if (times == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu times", total);
    }
    total = 0;
    for (int p = 0; p < m->count; ++p) {
        const aci_trace *trace = trace_of(m, p);
        for (int k = 0; k < trace->count; ++k) {
            times[total++] = trace->time[k];
        }
    }
    qsort(times, total, sizeof *times, compare_times);
    for (size_t k = 0; k < total; ++k) {
        if (kept == 0 || times[k] > times[kept - 1] * (1.0 + same_time)) {
            times[kept++] = times[k];
        }
    }
    *count = (int)kept;
    return ACI_OK;
}

static double flux_sum(const mixture *m, double time, double *bend)
{
    double sum = 0.0;
    *bend = 0.0;
    for (int p = 0; p < m->count; ++p) {
        double part_bend;
        sum += m->parts[p].weight * aci_trace_flux(trace_of(m, p), time, &part_bend);
        *bend += fabs(m->parts[p].weight) * part_bend;
    }
    return sum;
}

/// Longest gap in a trace around a time, of those that have a share of the flux.
static double gap_at(const mixture *m, double time)
{
    double gap = 0.0;
    for (int p = 0; p < m->count; ++p) {
        const aci_trace *trace = trace_of(m, p);
        for (int k = 1; k < trace->count && m->parts[p].weight != 0.0; ++k) {
            bool is_around = trace->time[k - 1] < time && trace->time[k] > time;
            gap = is_around ? fmax(gap, trace->time[k] - trace->time[k - 1]) : gap;
        }
    }
    return gap;
}

static bool have_same_times(const mixture *m)
{
    const aci_trace *first = trace_of(m, 0);
    bool are_same = true;
    for (int p = 1; p < m->count; ++p) {
        const aci_trace *trace = trace_of(m, p);
        are_same = are_same && trace->count == first->count &&
                   memcmp(trace->time, first->time, (size_t)first->count * sizeof(double)) == 0;
    }
    return are_same;
}

/// The parts' errors by their share of the flux then, and what lies between the points of traces
/// with different times.
static void add_peak_errors(const mixture *m)
{
    aci_accurate *out = m->out;
    const aci_peak *peak = &out->solution.peak;
    double bend, unused, flux = flux_sum(m, peak->time, &bend);
    if (!(flux > 0.0)) {
        return;
    }
    for (int p = 0; p < m->count; ++p) {
        const aci_accurate *a = m->parts[p].solution;
        double share =
            fabs(m->parts[p].weight) * aci_trace_flux(trace_of(m, p), peak->time, &unused) / flux;
        out->peak_error += share * a->peak_error;
        out->peak_time_error += share * a->peak_time_error;
    }
    if (!have_same_times(m)) {
        out->peak_error += bend / flux;
        out->peak_time_error += gap_at(m, peak->time) / peak->time;
    }
}

/// The largest sum over the times of all traces, found as in a single trace.
static aci_status find_peak(const mixture *m)
{
    aci_accurate *out = m->out;
    aci_trace_search search = {.count = 0};
    double *times = NULL, bend;
    int count = 0;
    ACI_TRY(merge_times(m, &times, &count));
    aci_status status = ACI_OK;
    for (int k = 0; status == ACI_OK && k < count; ++k) {
        double flux = flux_sum(m, times[k], &bend);
        aci_trace_follow(&search, times[k], flux);
        status = aci_trace_add(&out->solution.trace, times[k], flux);
    }
    free(times);
    ACI_TRY(status);
    out->solution.peak =
        out->solution.history.has_steady_flux && m->scenario->skin.below != ACI_BELOW_RECEPTOR
            ? (aci_peak){search.last[1].flux, m->scenario->duration}
            : search.peak;
    add_peak_errors(m);
    return ACI_OK;
}

static void add_dermal_error(const mixture *m)
{
    double sum = 0.0, error = 0.0;
    for (int p = 0; p < m->count; ++p) {
        double amount =
            m->parts[p].weight * aci_accuracy_dermal_delivery(m->scenario, history_of(m, p));
        sum += amount;
        error += fabs(amount) * m->parts[p].solution->dermal_error;
    }
    m->out->dermal_error = sum > 0.0 ? error / sum : 0.0;
}

static void add_cost(const mixture *m)
{
    aci_run_cost *cost = &m->out->solution.cost;
    for (int p = 0; p < m->count; ++p) {
        const aci_run_cost *part = &m->parts[p].solution->solution.cost;
        cost->cells = part->cells > cost->cells ? part->cells : cost->cells;
        cost->time_steps += part->time_steps;
        cost->solves += part->solves;
        cost->iterations += part->iterations;
        cost->propagator = part->propagator;
    }
}

static aci_status combine_readouts(const mixture *m)
{
    aci_readouts_part *parts = calloc((size_t)m->count, sizeof *parts);
    if (parts == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d cells", m->count);
    }
    for (int p = 0; p < m->count; ++p) {
        parts[p] =
            (aci_readouts_part){m->parts[p].weight, &m->parts[p].solution->solution.readouts};
    }
    aci_status status =
        aci_readouts_combine(m->scenario, parts, m->count, &m->out->solution.readouts);
    free(parts);
    return status;
}

aci_status aci_mixture_combine(const aci_scenario *scenario, const aci_mixture_part *parts,
                               int count, aci_accurate *out)
{
    memset(out, 0, sizeof *out);
    mixture m = {scenario, parts, count, out};
    const aci_history *first = history_of(&m, 0);
    aci_history *sum = &out->solution.history;
    ACI_TRY(aci_results_create_history(first->times, first->layers, sum));
    memcpy(sum->time, first->time, (size_t)first->times * sizeof *sum->time);
    add_amounts(&m);
    add_errors(&m);
    add_steady(&m);
    out->reached = aci_accuracy_excess(out, scenario->accuracy) <= 1.0;
    add_dermal_error(&m);
    add_cost(&m);
    ACI_TRY(combine_readouts(&m));
    return find_peak(&m);
}
