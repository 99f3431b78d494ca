/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/evaluate.h"

#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/clock.h"
#include "acicula/base/machine.h"
#include "acicula/study/run.h"

enum { MESSAGE_SIZE = 512 };

static const char given_up[] = "given up after ";

/// All cases, their threads and how far they are.
typedef struct team {
    const aci_evaluate_options *options;
    int threads;
    double *fractions; ///< [threads] of the running cases
    long finished;
    aci_status status; ///< why everything ends
    char message[MESSAGE_SIZE];
} team;

/// One thread at work on one case.
typedef struct worker {
    team *team;
    int place;
    double begun; ///< s, on the clock
    aci_case values;
    aci_scenario scenario;
    aci_results results;
    aci_observer watch;
    void *watched;
} worker;

/* Inside the critical section: the first reason to stop is kept. */
static void end_all(team *t, aci_status status)
{
    if (t->status == ACI_OK && status != ACI_OK) {
        t->status = status;
        snprintf(t->message, sizeof t->message, "%s", aci_status_message());
    }
}

static aci_status status_of(team *t)
{
    aci_status status;
#pragma omp critical(aci_evaluate)
    status = t->status;
    return status;
}

static void tell(team *t, const char *stage)
{
    const aci_evaluate_options *o = t->options;
    double sum = (double)t->finished;
    for (int k = 0; k < t->threads; ++k) {
        sum += t->fractions[k];
    }
    if (o->progress != NULL) {
        end_all(t, o->progress(o->context, sum / (double)o->count, stage));
    }
}

static aci_status on_progress(void *context, double fraction, const char *stage)
{
    worker *w = context;
    aci_status status;
    const double limit = w->team->options->time_limit;
    (void)stage;
    if (limit > 0.0 && aci_clock_seconds() - w->begun > limit) {
        return ACI_FAIL(ACI_NUMERICAL, "%s%.3g s, the time a case may take", given_up, limit);
    }
#pragma omp critical(aci_evaluate)
    {
        w->team->fractions[w->place] = fraction;
        tell(w->team, "cases");
        status = w->team->status;
    }
    return status == ACI_OK ? ACI_OK : ACI_FAIL(ACI_INTERRUPTED, "given up");
}

double aci_evaluate_given_up(const char *message)
{
    bool is = strncmp(message, given_up, sizeof given_up - 1) == 0;
    return is ? strtod(message + sizeof given_up - 1, NULL) : 0.0;
}

static aci_status on_begin(void *context, const aci_scene *scene)
{
    worker *w = context;
    return w->watch.begin != NULL ? w->watch.begin(w->watch.context, scene) : ACI_OK;
}

static aci_status on_snapshot(void *context, const aci_snapshot *moment)
{
    worker *w = context;
    return w->watch.snapshot != NULL ? w->watch.snapshot(w->watch.context, moment) : ACI_OK;
}

static aci_status run_needles(worker *w)
{
    aci_puncture *puncture = calloc(1, sizeof *puncture);
    w->results.puncture = puncture;
    return puncture == NULL ? ACI_FAIL(ACI_FILE, "not enough memory for the needles")
                            : aci_puncture_solve(&w->scenario, puncture);
}

static aci_status run_whole(worker *w, const aci_observer *observer)
{
    const aci_run_options options = {.scenario = &w->scenario,
                                     .observer = observer,
                                     .without_control = w->team->options->without_control};
    return aci_run_with(&options, &w->results);
}

static aci_status run_case(worker *w)
{
    const aci_evaluate_options *o = w->team->options;
    ACI_TRY(aci_cases_read(o->cases, w->values.count, w->values.assignments, &w->scenario));
    if (o->mechanics_only) {
        return run_needles(w);
    }
    if (o->watch == NULL) {
        const aci_observer observer = {.context = w, .progress = on_progress};
        w->scenario.output.times.count = 0;
        return run_whole(w, &observer);
    }
    w->watch = o->watch(o->context, &w->scenario, &w->watched);
    const aci_observer observer = {
        .context = w, .begin = on_begin, .snapshot = on_snapshot, .progress = on_progress};
    return run_whole(w, &observer);
}

static void report(worker *w, aci_status status)
{
    team *t = w->team;
    const bool was_read = w->scenario.report.count > 0;
    char message[MESSAGE_SIZE] = ""; /* the thread's own is overwritten by what `done` calls */
    if (status != ACI_OK) {
        snprintf(message, sizeof message, "%s", aci_status_message());
    }
    const aci_case_end end = {.values = &w->values,
                              .status = status,
                              .message = message,
                              .scenario = was_read ? &w->scenario : NULL,
                              .results = status == ACI_OK ? &w->results : NULL,
                              .watch = w->watched,
                              .seconds = aci_clock_seconds() - w->begun};
#pragma omp critical(aci_evaluate)
    {
        t->fractions[w->place] = 0.0;
        t->finished++;
        if (status != ACI_INTERRUPTED && t->status == ACI_OK) {
            end_all(t, t->options->done(t->options->context, &end));
            tell(t, "cases");
        }
    }
}

static void do_case(team *t, long number)
{
    worker w = {.team = t, .place = t->threads > 1 ? omp_get_thread_num() : 0};
    w.begun = aci_clock_seconds();
    w.values.number = number;
    aci_status status = t->options->assign(t->options->context, &w.values);
    if (status == ACI_OK) {
        status = run_case(&w);
    }
    report(&w, status);
    if (w.watched != NULL && t->options->free_watch != NULL) {
        t->options->free_watch(t->options->context, w.watched);
    }
    aci_results_destroy(&w.results);
    aci_scenario_destroy(&w.scenario);
}

/* Memory of one case, bytes; 0 where it cannot be told. */
static double memory_of(const aci_evaluate_options *o, long number)
{
    aci_case values = {.number = number};
    aci_scenario scenario = {.patch = 0.0};
    aci_run_plan plan = {.memory = 0.0};
    aci_status status = o->assign(o->context, &values);
    if (status == ACI_OK) {
        status = aci_cases_read(o->cases, values.count, values.assignments, &scenario);
    }
    /* One needle's channel serves for the size: the estimate would insert them all. */
    if (status == ACI_OK && !scenario.needling.exists) {
        status = aci_run_estimate(&scenario, &plan);
    }
    aci_scenario_destroy(&scenario);
    return status == ACI_OK ? plan.memory : 0.0;
}

/* Cases go side by side where there are enough of them and memory for as many at once. */
static int threads_for(const aci_evaluate_options *o)
{
    const int threads = omp_get_max_threads();
    if (o->count < threads || threads == 1) {
        return 1;
    }
    double memory = o->mechanics_only ? 0.0 : fmax(memory_of(o, 0), memory_of(o, o->count - 1));
    return memory * threads <= 0.5 * aci_machine_memory("") ? threads : 1;
}

aci_status aci_evaluate(const aci_evaluate_options *options)
{
    team t = {.options = options, .threads = 1};
    if (options->count <= 0) {
        return ACI_OK;
    }
    t.threads = threads_for(options);
    t.fractions = calloc((size_t)t.threads, sizeof *t.fractions);
    if (t.fractions == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the cases");
    }
    if (t.threads > 1) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(t.threads)
        for (long n = 0; n < options->count; ++n) {
            if (status_of(&t) == ACI_OK) {
                do_case(&t, n);
            }
        }
    } else {
        for (long n = 0; n < options->count && t.status == ACI_OK; ++n) {
            do_case(&t, n);
        }
    }
    free(t.fractions);
    return t.status == ACI_OK ? ACI_OK : ACI_FAIL(t.status, "%s", t.message);
}
