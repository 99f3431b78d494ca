/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/run.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/clock.h"
#include "estimate.h"
#include "follicles.h"
#include "needled.h"
#include "systemic_input.h"

/// The parts of one run.
typedef struct run {
    const aci_scenario *scenario;
    const aci_observer *observer;
    aci_puncture *puncture; ///< NULL where channels are prescribed
    aci_accurate needled, intact;
    aci_accurate follicle; ///< the cell of a resolved follicle, else empty
    const char *stage;
    double done, share;
    double told; ///< largest fraction told so far
    bool has_control;
} run;

/// A level that is done again, by the other propagator, begins behind what was told already.
static aci_status on_progress(void *context, double fraction)
{
    run *r = context;
    r->told = fmax(r->told, r->done + r->share * fraction);
    if (r->observer == NULL || r->observer->progress == NULL) {
        return ACI_OK;
    }
    return r->observer->progress(r->observer->context, r->told, r->stage);
}

double aci_run_resolved(const aci_scenario *scenario)
{
    return aci_accuracy_resolved(scenario);
}

/// Whether the intact skin is more than something to compare with.
static bool needs_intact(const aci_scenario *s)
{
    return s->needling.exists || s->systemic.exists || aci_follicles_are_resolved(s);
}

static aci_status solve_intact(run *r)
{
    if (!r->has_control) {
        return ACI_OK;
    }
    aci_accuracy_options options = {.scenario = r->scenario,
                                    .geometry = ACI_SLAB,
                                    .accuracy = r->scenario->accuracy,
                                    .progress = on_progress,
                                    .progress_context = r};
    r->stage = "intact skin";
    r->share = 0.05;
    ACI_TRY(on_progress(r, 0.0));
    ACI_TRY(aci_accuracy_solve(&options, &r->intact));
    r->done += r->share;
    return ACI_OK;
}

static aci_status solve_needled(run *r)
{
    aci_needled_options options = {.scenario = r->scenario,
                                   .puncture = r->puncture,
                                   .intact = &r->intact,
                                   .observer = r->observer,
                                   .progress = on_progress,
                                   .progress_context = r};
    r->stage = "needled skin";
    r->share = aci_follicles_are_resolved(r->scenario) ? 0.65 : 0.95;
    ACI_TRY(on_progress(r, 0.0));
    return aci_needled_solve(&options, &r->needled);
}

/// The follicles of the needled skin, and of the intact skin it is held against.
static aci_status add_follicles(run *r)
{
    aci_accurate both;
    if (!aci_follicles_are_resolved(r->scenario)) {
        return ACI_OK;
    }
    r->stage = "hair follicles";
    r->done += r->share;
    r->share = 1.0 - r->done;
    ACI_TRY(aci_follicles_solve(r->scenario, on_progress, r, &r->follicle));
    aci_status status =
        aci_follicles_add(r->scenario, &r->needled, &r->follicle, &r->intact, &both);
    aci_accuracy_destroy(&r->needled);
    aci_accuracy_destroy(&r->intact);
    r->needled = both;
    r->intact = r->follicle;
    r->follicle = (aci_accurate){.reached = false};
    return status;
}

static aci_status puncture(run *r)
{
    if (!r->scenario->needling.exists) {
        return ACI_OK;
    }
    r->stage = "needles";
    r->puncture = calloc(1, sizeof *r->puncture);
    if (r->puncture == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the needles");
    }
    ACI_TRY(on_progress(r, 0.0));
    ACI_TRY(aci_puncture_solve(r->scenario, r->puncture));
    return aci_puncture_solve_settings(r->scenario, r->puncture);
}

/// Refuses what cannot be held, and tells what will be.
static aci_status expect(const run *r)
{
    double memory;
    ACI_TRY(aci_estimate_check(r->scenario, r->puncture, &memory));
    const aci_observer *observer = r->observer;
    return observer != NULL && observer->expect != NULL
               ? observer->expect(observer->context, memory)
               : ACI_OK;
}

static void set(aci_results *out, aci_endpoint endpoint, double value, double error)
{
    out->endpoints[endpoint] =
        (aci_endpoint_value){.exists = isfinite(value), .value = value, .numerical_error = error};
}

static double last_applied(const aci_history *h)
{
    return h->rows[ACI_HISTORY_applied][h->times - 1];
}

static double last_absorbed(const aci_history *h)
{
    return h->rows[ACI_HISTORY_absorbed][h->times - 1];
}

static void find_endpoints(const run *r, aci_results *out)
{
    const aci_scenario *s = r->scenario;
    const aci_accurate *a = &r->needled;
    const aci_history *h = &a->solution.history;
    const aci_history *control = &r->intact.solution.history;
    double absorbed_error = h->numerical_error[ACI_HISTORY_absorbed];
    set(out, ACI_ENDPOINT_flux_max, a->solution.peak.flux, a->peak_error);
    set(out, ACI_ENDPOINT_time_of_flux_max, a->solution.peak.time, a->peak_time_error);
    set(out, ACI_ENDPOINT_dermal_delivery, aci_accuracy_dermal_delivery(s, h), a->dermal_error);
    if (h->has_steady_flux) {
        set(out, ACI_ENDPOINT_lag_time, a->solution.lag_time, a->lag_error);
        set(out, ACI_ENDPOINT_permeability, h->steady_flux / s->product.concentration,
            h->steady_flux_error);
    }
    if (r->has_control &&
        last_absorbed(control) > aci_accuracy_resolved(s) * last_applied(control)) {
        set(out, ACI_ENDPOINT_enhancement_ratio, last_absorbed(h) / last_absorbed(control),
            absorbed_error + control->numerical_error[ACI_HISTORY_absorbed]);
    }
    if (!s->product.infinite) {
        set(out, ACI_ENDPOINT_fraction_of_dose, last_absorbed(h) / last_applied(h), absorbed_error);
    }
}

static aci_status follow_into_the_body(const run *r, aci_results *out)
{
    if (!r->scenario->systemic.exists) {
        return ACI_OK;
    }
    ACI_TRY(aci_systemic_input_solve(r->scenario, &r->needled, &out->systemic));
    return aci_systemic_input_solve(r->scenario, &r->intact, &out->systemic_control);
}

static aci_shortfall find_worst(const run *r)
{
    const double accuracy = r->scenario->accuracy;
    aci_shortfall needled = aci_accuracy_shortfall(&r->needled, accuracy);
    aci_shortfall intact = aci_accuracy_shortfall(&r->intact, accuracy);
    intact.is_control = true;
    return intact.error * needled.allowed > needled.error * intact.allowed ? intact : needled;
}

/// The solutions become the results', which own their histories from here on.
static void hand_over(run *r, aci_results *out)
{
    out->worst = find_worst(r);
    out->history = r->needled.solution.history;
    out->control = r->intact.solution.history;
    memset(&r->needled.solution.history, 0, sizeof r->needled.solution.history);
    memset(&r->intact.solution.history, 0, sizeof r->intact.solution.history);
    out->readouts = r->needled.solution.readouts;
    out->readouts_control = r->intact.solution.readouts;
    memset(&r->needled.solution.readouts, 0, sizeof r->needled.solution.readouts);
    memset(&r->intact.solution.readouts, 0, sizeof r->intact.solution.readouts);
    out->puncture = r->puncture;
    out->shown_class = r->puncture != NULL ? aci_needled_shown(r->puncture) : -1;
    out->cost = r->needled.solution.cost;
    out->accuracy_reached = r->needled.reached && (!r->has_control || r->intact.reached);
}

aci_status aci_run(const aci_scenario *scenario, const aci_observer *observer, aci_results *out)
{
    const aci_run_options options = {.scenario = scenario, .observer = observer};
    return aci_run_with(&options, out);
}

aci_status aci_run_with(const aci_run_options *options, aci_results *out)
{
    const aci_scenario *scenario = options->scenario;
    const aci_observer *observer = options->observer;
    memset(out, 0, sizeof *out);
    double begun = aci_clock_seconds();
    run r = {.scenario = scenario,
             .observer = observer,
             .has_control = !options->without_control || needs_intact(scenario)};
    aci_status status = puncture(&r);
    if (status == ACI_OK) {
        status = expect(&r);
    }
    if (status == ACI_OK) {
        status = solve_intact(&r);
    }
    if (status == ACI_OK) {
        status = solve_needled(&r);
    }
    if (status == ACI_OK) {
        status = add_follicles(&r);
    }
    if (status == ACI_OK) {
        find_endpoints(&r, out);
        status = follow_into_the_body(&r, out);
    }
    hand_over(&r, out);
    aci_accuracy_destroy(&r.needled);
    aci_accuracy_destroy(&r.intact);
    aci_accuracy_destroy(&r.follicle);
    out->cost.wall_seconds = aci_clock_seconds() - begun;
    if (status == ACI_OK && observer != NULL && observer->end != NULL) {
        status = observer->end(observer->context, out);
    }
    return status;
}

int aci_run_set_threads(int threads)
{
    if (threads > 0) {
        omp_set_num_threads(threads);
    }
    return omp_get_max_threads();
}
