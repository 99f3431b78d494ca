/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drying.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <string.h>

static const double tolerance = 1e-9;  /* of the cubic, of the mass at the start */
static const double precision = 1e-12; /* of the integrator, likewise */
enum { TRIES_MAX = 60 };

static double volume_of(const aci_drying *drying, const double *state)
{
    double volume = drying->still;
    for (int i = 0; i < drying->count; i++) {
        volume += fmax(state[i], 0.0) / drying->density[i];
    }
    return volume;
}

/* How far the activity is above that of the air; at most zero: nothing evaporates. */
static double excess(const aci_drying *drying, const double *state, double volume, int i)
{
    return fmax(state[i], 0.0) / drying->density[i] / volume - drying->ambient[i];
}

static int right_side(double time, const double state[], double slope[], void *context)
{
    const aci_drying *drying = context;
    double volume = volume_of(drying, state);
    (void)time;
    for (int i = 0; i < drying->count; i++) {
        double loss = drying->rate[i] * fmax(excess(drying, state, volume, i), 0.0);
        slope[i] = -loss;
        slope[drying->count + i] = loss;
    }
    return GSL_SUCCESS;
}

static int derivatives(double time, const double state[], double *matrix, double *change,
                       void *context)
{
    const aci_drying *drying = context;
    int count = drying->count, size = 2 * count;
    double volume = volume_of(drying, state);
    (void)time;
    memset(matrix, 0, (size_t)(size * size) * sizeof *matrix);
    memset(change, 0, (size_t)size * sizeof *change);
    for (int i = 0; i < count; i++) {
        double above = excess(drying, state, volume, i), share = above + drying->ambient[i];
        for (int j = 0; j < count && above > 0.0; j++) {
            double slope = drying->rate[i] * ((i == j) - share) / (volume * drying->density[j]);
            matrix[i * size + j] = -slope;
            matrix[(count + i) * size + j] = slope;
        }
    }
    return GSL_SUCCESS;
}

/* A slope of more than three chords would overshoot the ends (Fritsch and Carlson 1980,
 * 10.1137/0717021): below what the tolerance sees, where a solvent is all but gone. */
static double gentle(double slope, double chord)
{
    return slope * chord > 0.0 && fabs(slope) > 3.0 * fabs(chord) ? 3.0 * chord : slope;
}

double aci_drying_at(const aci_drying_step *step, int index, double time)
{
    double span = step->to - step->from, first = step->first[index], last = step->last[index];
    if (!(span > 0.0) || time <= step->from) {
        return first;
    }
    if (time >= step->to) {
        return last;
    }
    double x = (time - step->from) / span, y = 1.0 - x, chord = (last - first) / span;
    double left = gentle(step->first_slope[index], chord);
    double right = gentle(step->last_slope[index], chord);
    return first + (last - first) * x * x * (3.0 - 2.0 * x) + span * x * y * (left * y - right * x);
}

/// One integration: where it stands and how it is judged.
typedef struct run {
    const aci_drying *drying;
    gsl_odeiv2_driver *driver;
    double mass; ///< at the start, kg/m2
} run;

static aci_status advance(const run *of, double from, double to, double *state)
{
    double time = from;
    gsl_odeiv2_driver_reset_hstart(of->driver, to - from);
    int code = gsl_odeiv2_driver_apply(of->driver, &time, to, state);
    return code == GSL_SUCCESS
               ? ACI_OK
               : ACI_FAIL(ACI_NUMERICAL, "the drying film could not be followed at %.6g s: %s",
                          time, gsl_strerror(code));
}

static void begin(const run *of, aci_drying_step *step, double from, const double *state)
{
    step->from = from;
    memcpy(step->first, state, sizeof(double) * 2 * (size_t)of->drying->count);
    right_side(from, state, step->first_slope, (void *)of->drying);
}

static void end(const run *of, aci_drying_step *step, double to, const double *state)
{
    step->to = to;
    memcpy(step->last, state, sizeof(double) * 2 * (size_t)of->drying->count);
    right_side(to, state, step->last_slope, (void *)of->drying);
}

/* Two halves of a step, and how far a single cubic over both would miss the middle, over the
 * tolerance; each half misses a sixteenth of that. */
static aci_status halve(const run *of, double from, double span, aci_drying_step halves[2],
                        double *miss)
{
    double state[ACI_DRYING_SIZE], middle = from + 0.5 * span;
    aci_drying_step whole = halves[0];
    memcpy(state, halves[0].first, sizeof state);
    ACI_TRY(advance(of, from, middle, state));
    end(of, &halves[0], middle, state);
    begin(of, &halves[1], middle, state);
    ACI_TRY(advance(of, middle, from + span, state));
    end(of, &halves[1], from + span, state);
    end(of, &whole, from + span, state);
    *miss = 0.0;
    for (int i = 0; i < of->drying->count; i++) {
        double error = fabs(aci_drying_at(&whole, i, middle) - halves[0].last[i]);
        *miss = fmax(*miss, error / (tolerance * of->mass));
    }
    return ACI_OK;
}

/* The error of a cubic goes with the fourth power of the step. */
static double next_span(double span, double miss)
{
    return span * fmin(4.0, fmax(0.2, 0.9 / pow(fmax(miss, 1e-12), 0.25)));
}

static aci_status take_step(const run *of, double from, double to, double *span,
                            aci_drying_step halves[2])
{
    double miss = INFINITY;
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        double tried = fmin(*span, to - from);
        ACI_TRY(halve(of, from, tried, halves, &miss));
        *span = next_span(tried, miss);
        if (miss <= 1.0) {
            return ACI_OK;
        }
    }
    return ACI_FAIL(ACI_NUMERICAL, "the drying film changes too abruptly at %.6g s", from);
}

static aci_status follow(const run *of, double from, double to, double *state,
                         aci_drying_keep *keep, void *context)
{
    aci_drying_step halves[2] = {{.from = from}};
    double span = to - from;
    begin(of, &halves[0], from, state);
    while (halves[0].from < to) {
        ACI_TRY(take_step(of, halves[0].from, to, &span, halves));
        ACI_TRY(keep(&halves[0], context));
        ACI_TRY(keep(&halves[1], context));
        memcpy(state, halves[1].last, sizeof(double) * 2 * (size_t)of->drying->count);
        begin(of, &halves[0], halves[1].to, state);
    }
    return ACI_OK;
}

aci_status aci_drying_solve(const aci_drying *drying, double from, double to, double *state,
                            aci_drying_keep *keep, void *context)
{
    gsl_odeiv2_system system = {right_side, derivatives, 2 * (size_t)drying->count, (void *)drying};
    run of = {.drying = drying};
    for (int i = 0; i < drying->count; i++) {
        of.mass += state[i];
    }
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    of.driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_bsimp, to - from,
                                              precision * of.mass, 0.0);
    aci_status status = of.driver == NULL ? ACI_FAIL(ACI_FILE, "out of memory for a film")
                                          : follow(&of, from, to, state, keep, context);
    if (of.driver != NULL) {
        gsl_odeiv2_driver_free(of.driver);
    }
    gsl_set_error_handler(handler);
    return status;
}
