/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/systemic.h"

#include <assert.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double tolerance = 1e-11;   /* of a step, in parts of all that comes in */
static const double solver_error = 1e-9; /* what the steps may add up to */
enum { BISECTIONS = 60 };

/// Central, peripheral, eliminated; in parts of all that comes in.
enum { CENTRAL, PERIPHERAL, ELIMINATED, STATES };

/// A moment of the way.
typedef struct state {
    double time;
    double y[STATES];
} state;

/// One call: the model, the piece in which it is, and the largest concentration so far.
typedef struct body {
    const aci_systemic_model *model;
    const aci_systemic_input *input;
    aci_systemic_course *out;
    gsl_odeiv2_driver *driver;
    double total; ///< kg that come in
    int piece;
    double before; ///< what came in before the piece, kg
    state now;
    double peak, peak_time; ///< of the central amount, in parts of the total; s
    double peak_input;      ///< what had come in then, kg
} body;

static double rate_at(const body *b, double time)
{
    const aci_systemic_input *in = b->input;
    int n = b->piece;
    double share = (time - in->time[n]) / (in->time[n + 1] - in->time[n]);
    return (1.0 - share) * in->first[n] + share * in->last[n];
}

/// What has come in until a time in the piece, kg.
static double amount_at(const body *b, double time)
{
    double length = time - b->input->time[b->piece];
    return b->before + 0.5 * length * (b->input->first[b->piece] + rate_at(b, time));
}

static int derivatives(double time, const double y[], double dydt[], void *context)
{
    const body *b = context;
    const aci_systemic_model *m = b->model;
    double exchange = m->k12.value * y[CENTRAL] - m->k21.value * y[PERIPHERAL];
    double eliminated = m->elimination_rate.value * y[CENTRAL];
    dydt[CENTRAL] = rate_at(b, time) / b->total - exchange - eliminated;
    dydt[PERIPHERAL] = exchange;
    dydt[ELIMINATED] = eliminated;
    return GSL_SUCCESS;
}

static double slope(const body *b, const state *at)
{
    double dydt[STATES];
    derivatives(at->time, at->y, dydt, (void *)b);
    return dydt[CENTRAL];
}

/// From a moment to a later one in the same piece.
static aci_status advance(body *b, const state *from, double time, state *to)
{
    state moment = *from;
    gsl_odeiv2_driver_reset(b->driver);
    int code = GSL_SUCCESS;
    if (time > from->time) {
        code = gsl_odeiv2_driver_apply(b->driver, &moment.time, time, moment.y);
    }
    if (code != GSL_SUCCESS) {
        return ACI_FAIL(ACI_NUMERICAL, "systemic kinetics: no step found at %g s (%s)", from->time,
                        gsl_strerror(code));
    }
    moment.time = time;
    *to = moment;
    return ACI_OK;
}

static void consider(body *b, const state *at)
{
    if (at->y[CENTRAL] > b->peak) {
        b->peak = at->y[CENTRAL];
        b->peak_time = at->time;
        b->peak_input = amount_at(b, at->time);
    }
}

/// Between two moments with a rise at the first and a fall at the second: where it turns.
static aci_status find_turn(body *b, const state *low, double high)
{
    state turn = *low;
    double from = low->time, to = high;
    for (int n = 0; n < BISECTIONS && to - from > 1e-12 * to; ++n) {
        double middle = 0.5 * (from + to);
        ACI_TRY(advance(b, low, middle, &turn));
        *(slope(b, &turn) > 0.0 ? &from : &to) = middle;
    }
    consider(b, &turn);
    return ACI_OK;
}

/// To the next stop in the piece, the largest concentration on the way watched.
static aci_status go_to(body *b, double time)
{
    state next;
    ACI_TRY(advance(b, &b->now, time, &next));
    if (slope(b, &b->now) > 0.0 && slope(b, &next) < 0.0) {
        ACI_TRY(find_turn(b, &b->now, time));
    }
    consider(b, &next);
    b->now = next;
    return ACI_OK;
}

static void keep(body *b, int at)
{
    double **rows = b->out->rows;
    const double *y = b->now.y;
    double time = b->now.time;
    rows[ACI_SYSTEMIC_plasma_concentration][at] =
        b->total * y[CENTRAL] / b->model->volume_of_distribution.value;
    rows[ACI_SYSTEMIC_input_rate][at] = rate_at(b, time);
    rows[ACI_SYSTEMIC_input_amount][at] = amount_at(b, time);
    rows[ACI_SYSTEMIC_central_amount][at] = b->total * y[CENTRAL];
    rows[ACI_SYSTEMIC_peripheral_amount][at] = b->total * y[PERIPHERAL];
    rows[ACI_SYSTEMIC_eliminated_amount][at] = b->total * y[ELIMINATED];
}

/// All pieces, all times to keep.
static aci_status go_through(body *b)
{
    const aci_systemic_input *in = b->input;
    aci_systemic_course *out = b->out;
    int next = 0;
    for (b->piece = 0; b->piece < in->count; ++b->piece) {
        double end = in->time[b->piece + 1];
        bool is_last = b->piece + 1 == in->count;
        while (next < out->times &&
               (out->time[next] < end || (is_last && out->time[next] <= end))) {
            ACI_TRY(go_to(b, out->time[next]));
            keep(b, next++);
        }
        ACI_TRY(go_to(b, end));
        b->before = amount_at(b, end);
    }
    b->piece = in->count - 1;
    assert(next == out->times);
    return ACI_OK;
}

static double total_input(const aci_systemic_input *in)
{
    double sum = 0.0;
    for (int n = 0; n < in->count; ++n) {
        sum += 0.5 * (in->time[n + 1] - in->time[n]) * (in->first[n] + in->last[n]);
    }
    return sum;
}

static double largest_rate(const aci_systemic_input *in)
{
    double largest = 0.0;
    for (int n = 0; n < in->count; ++n) {
        largest = fmax(largest, fmax(in->first[n], in->last[n]));
    }
    return largest;
}

/// What the amount that came in is off by where it is least, kg.
static double least_error(const aci_systemic_input *in)
{
    return in->amount_error * in->amount_floor + in->shape_error;
}

/// Error of the central amount, kg: the smaller of the two bounds of the header.
static double central_error(const body *b, double time, double amount, double central)
{
    const aci_systemic_input *in = b->input;
    double by_amount = in->amount_error * (2.0 * amount - central) + 2.0 * least_error(in);
    double until = fmin(time, 1.0 / b->model->elimination_rate.value);
    double by_rate = in->rate_error * until + 2.0 * in->shape_error;
    return fmin(by_amount, by_rate) + solver_error * b->total;
}

/// How far C + its error still reaches what C_max is sure to be, at a kept time.
static double reach(const body *b, int at, double sure)
{
    const aci_systemic_course *out = b->out;
    double central = out->rows[ACI_SYSTEMIC_central_amount][at];
    double amount = out->rows[ACI_SYSTEMIC_input_amount][at];
    return central + central_error(b, out->time[at], amount, central) - sure;
}

/// The time at which `reach` ends, seen from the peak: away from it in steps of `step`.
static double end_of_reach(const body *b, int from, int step, double sure)
{
    const double *time = b->out->time;
    double before_time = b->peak_time;
    double before = b->total * b->peak +
                    central_error(b, b->peak_time, b->peak_input, b->total * b->peak) - sure;
    for (int n = from; n >= 0 && n < b->out->times; n += step) {
        double here = reach(b, n, sure);
        if (here <= 0.0) {
            return before_time + (time[n] - before_time) * before / (before - here);
        }
        before = here;
        before_time = time[n];
    }
    return before_time;
}

/// Relative.
static double peak_time_error(const body *b)
{
    const double *time = b->out->time;
    double peak = b->total * b->peak;
    double sure = peak - central_error(b, b->peak_time, b->peak_input, peak);
    int after = 0;
    while (after < b->out->times && time[after] <= b->peak_time) {
        ++after;
    }
    double early = end_of_reach(b, after - 1, -1, sure), late = end_of_reach(b, after, 1, sure);
    return fmax(b->peak_time - early, late - b->peak_time) / b->peak_time;
}

static void set(body *b, aci_systemic_endpoint endpoint, double value, double error)
{
    b->out->endpoints[endpoint] = (aci_systemic_value){true, value, error};
}

static void find_peak(body *b)
{
    double peak = b->total * b->peak;
    double error = central_error(b, b->peak_time, b->peak_input, peak) / peak;
    double concentration = peak / b->model->volume_of_distribution.value;
    const aci_value *level = &b->model->stated_level;
    set(b, ACI_SYSTEMIC_ENDPOINT_concentration_max, concentration, error);
    set(b, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max, b->peak_time, peak_time_error(b));
    if (level->origin != ACI_ORIGIN_MISSING) {
        set(b, ACI_SYSTEMIC_ENDPOINT_margin, level->value / concentration, error);
    }
    b->out->rises_to_the_end = b->peak_time >= b->input->time[b->input->count] * (1.0 - 1e-9);
}

/// Of all that came in, relative: there the amount is known, whatever the shape.
static double last_error(const body *b)
{
    const aci_systemic_input *in = b->input;
    return b->total > 0.0 ? in->amount_error * fmax(1.0, in->amount_floor / b->total) + solver_error
                          : 0.0;
}

/// The areas are amounts eliminated, now and in the end, over the clearance.
static void find_areas(body *b)
{
    const aci_systemic_input *in = b->input;
    const double *y = b->now.y;
    double clearance = b->model->elimination_rate.value * b->model->volume_of_distribution.value;
    double gone = b->total * y[ELIMINATED];
    double all = b->total * (y[CENTRAL] + y[PERIPHERAL] + y[ELIMINATED]);
    double least = least_error(in) + solver_error * b->total;
    set(b, ACI_SYSTEMIC_ENDPOINT_area_under_curve, gone / clearance,
        gone > 0.0 ? in->amount_error + least / gone : 0.0);
    set(b, ACI_SYSTEMIC_ENDPOINT_area_under_curve_total, all / clearance, last_error(b));
    if (in->applied > 0.0) {
        set(b, ACI_SYSTEMIC_ENDPOINT_systemic_fraction, b->total / in->applied,
            last_error(b) + in->applied_error);
    }
}

/// Largest over time. What is in a compartment or gone is part of what came in.
static void find_errors(body *b)
{
    aci_systemic_course *out = b->out;
    double peak = b->total * b->peak, central = 0.0;
    for (int n = 0; n < out->times; ++n) {
        central =
            fmax(central, central_error(b, out->time[n], out->rows[ACI_SYSTEMIC_input_amount][n],
                                        out->rows[ACI_SYSTEMIC_central_amount][n]));
    }
    double amount = last_error(b) + b->input->shape_error / b->total;
    for (int row = 0; row < ACI_SYSTEMIC_ROWS; ++row) {
        out->numerical_error[row] = amount;
    }
    out->numerical_error[ACI_SYSTEMIC_plasma_concentration] = central / peak;
    out->numerical_error[ACI_SYSTEMIC_central_amount] = central / b->total;
    out->numerical_error[ACI_SYSTEMIC_peripheral_amount] = 2.0 * amount;
    out->numerical_error[ACI_SYSTEMIC_input_rate] =
        isfinite(b->input->rate_error) ? b->input->rate_error / largest_rate(b->input) : 1.0;
}

static aci_status create_course(int times, const double *time, aci_systemic_course *out)
{
    size_t count = (size_t)times + 1;
    out->time = calloc(count, sizeof *out->time);
    bool is_complete = out->time != NULL;
    for (int row = 0; row < ACI_SYSTEMIC_ROWS; ++row) {
        out->rows[row] = calloc(count, sizeof *out->rows[row]);
        is_complete = is_complete && out->rows[row] != NULL;
    }
    if (!is_complete) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the systemic kinetics");
    }
    memcpy(out->time, time, (size_t)times * sizeof *time);
    out->times = times;
    return ACI_OK;
}

static aci_status solve(body *b)
{
    gsl_odeiv2_system system = {derivatives, NULL, STATES, b};
    double length = b->input->time[b->input->count];
    b->driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-6 * length,
                                              tolerance, tolerance);
    if (b->driver == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the systemic kinetics");
    }
    aci_status status = go_through(b);
    gsl_odeiv2_driver_free(b->driver);
    return status;
}

aci_status aci_systemic_solve(const aci_systemic_model *model, const aci_systemic_input *input,
                              int times, const double *time, aci_systemic_course *out)
{
    memset(out, 0, sizeof *out);
    body b = {.model = model, .input = input, .out = out, .total = total_input(input)};
    ACI_TRY(create_course(times, time, out));
    if (b.total > 0.0) {
        ACI_TRY(solve(&b));
        find_peak(&b);
        find_errors(&b);
    }
    find_areas(&b);
    return ACI_OK;
}

void aci_systemic_destroy(aci_systemic_course *course)
{
    free(course->time);
    for (int row = 0; row < ACI_SYSTEMIC_ROWS; ++row) {
        free(course->rows[row]);
    }
    memset(course, 0, sizeof *course);
}

double aci_systemic_half_life(const aci_systemic_model *model)
{
    double product = model->elimination_rate.value * model->k21.value;
    double sum = model->elimination_rate.value + model->k12.value + model->k21.value;
    if (!(model->k12.value > 0.0)) {
        return log(2.0) / model->elimination_rate.value;
    }
    /* the larger root first: the smaller one would lose digits */
    double larger = 0.5 * (sum + sqrt(sum * sum - 4.0 * product));
    return log(2.0) * larger / product;
}

double aci_systemic_elimination(double half_life, double k12, double k21)
{
    double beta = log(2.0) / half_life;
    return k12 > 0.0 ? beta * (k12 + k21 - beta) / (k21 - beta) : beta;
}

const char *aci_systemic_row_name(aci_systemic_row row)
{
    static const char *const names[ACI_SYSTEMIC_ROWS] = {
#define NAME(name, unit, text) #name,
        ACI_SYSTEMIC_LIST(NAME)
#undef NAME
    };
    return names[row];
}

const char *aci_systemic_endpoint_name(aci_systemic_endpoint endpoint)
{
    static const char *const names[ACI_SYSTEMIC_ENDPOINTS] = {
#define NAME(name, unit, text) #name,
        ACI_SYSTEMIC_ENDPOINT_LIST(NAME)
#undef NAME
    };
    return names[endpoint];
}
