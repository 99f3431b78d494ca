/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep: many cases of one config into one catalogue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/sweep_columns.h"
#include "acicula/study/case_fields.h"
#include "acicula/study/run.h"
#include "command.h"
#include "interrupt.h"
#include "progress.h"
#include "sweep_plan.h"
#include "sweep_summary.h"
#include "waiting.h"

enum { CODE_FAILED_CASES = 3 };

/// A sweep at work.
typedef struct work {
    const aci_sweep_plan *plan;
    aci_catalogue_book *book;
    long *todo; ///< numbers of the cases that are not known
    long count; ///< of them
    aci_progress progress;
    aci_catalogue_row row;
    long done, failed; ///< in this call
    double fraction, seconds;
} work;

static aci_status assign(void *context, aci_case *out)
{
    const work *w = context;
    out->number = w->todo[out->number];
    return aci_sweep_assign(&w->plan->sweep, out);
}

static aci_observer watch(void *context, const aci_scenario *scenario, void **watched)
{
    const work *w = context;
    aci_case_fields *fields = NULL;
    const aci_times *times = &w->plan->recipe.scenario.output.times;
    if (aci_case_fields_create(w->plan->grid, times, scenario, &fields) != ACI_OK) {
        aci_case_fields_destroy(fields);
        return (aci_observer){.context = NULL};
    }
    *watched = fields;
    return aci_case_fields_observer(fields);
}

static void free_watch(void *context, void *watched)
{
    (void)context;
    aci_case_fields_destroy(watched);
}

static aci_status done(void *context, const aci_case_end *end)
{
    work *w = context;
    const aci_case_fields *fields = end->watch;
    aci_case_end known = *end;
    if (w->plan->grid != NULL && fields == NULL && end->status == ACI_OK) {
        known.status = ACI_FILE;
        known.message = "out of memory for the fields of a case";
    }
    aci_sweep_columns_fill(&w->plan->sweep, &w->plan->format, w->plan->cases, &known,
                           fields != NULL ? fields->values : NULL, &w->row);
    w->done++;
    w->failed += w->row.status != ACI_OK;
    w->seconds += end->seconds;
    return aci_catalogue_book_add(w->book, &w->row);
}

static aci_status show(void *context, double fraction, const char *stage)
{
    work *w = context;
    char text[96];
    const char *name = aci_interrupt_signal();
    (void)stage;
    w->fraction = fraction > w->fraction ? fraction : w->fraction;
    if (name != NULL) {
        return ACI_FAIL(ACI_INTERRUPTED, "interrupted by %s", name);
    }
    size_t used = (size_t)snprintf(text, sizeof text, "%ld/%ld cases", w->done, w->count);
    if (w->failed > 0) {
        snprintf(text + used, sizeof text - used, ", %ld failed", w->failed);
    }
    aci_progress_show(&w->progress, w->fraction, text);
    return ACI_OK;
}

/* A case that was given up is tried again when it may take longer than it might then. */
static bool is_known(const work *w, uint64_t identity)
{
    int status = 0;
    double before = aci_catalogue_book_given_up(w->book, identity);
    bool may_take_longer = before > 0.0 && w->plan->sweep.time_limit > 1.01 * before;
    return aci_catalogue_book_knows(w->book, identity, &status) && !may_take_longer;
}

static aci_status list_todo(work *w)
{
    const aci_sweep_plan *plan = w->plan;
    w->todo = malloc(((size_t)plan->sweep.count + 1) * sizeof *w->todo);
    if (w->todo == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the cases of a sweep");
    }
    for (long n = 0; n < plan->sweep.count; ++n) {
        if (aci_sweep_plan_has(plan, n) && !is_known(w, plan->identities[n])) {
            w->todo[w->count++] = n;
        }
    }
    return ACI_OK;
}

static aci_status compute(work *w, const aci_options *options)
{
    const bool with_fields = w->plan->grid != NULL;
    bool is_mechanical = true, needs_control = false;
    for (int n = 0; n < w->plan->sweep.outcome_count; ++n) {
        is_mechanical = is_mechanical && w->plan->sweep.outcomes[n].is_mechanical;
        needs_control = needs_control || w->plan->sweep.outcomes[n].needs_control;
    }
    const aci_evaluate_options evaluate = {.cases = w->plan->cases,
                                           .count = w->count,
                                           .context = w,
                                           .time_limit = w->plan->sweep.time_limit,
                                           .without_control = !needs_control,
                                           .mechanics_only = is_mechanical && !with_fields,
                                           .assign = assign,
                                           .watch = with_fields ? watch : NULL,
                                           .free_watch = free_watch,
                                           .done = done,
                                           .progress = show};
    ACI_TRY(aci_catalogue_create_row(&w->plan->format, &w->row));
    aci_interrupt_watch();
    aci_progress_start(&w->progress, stderr, options->quiet);
    aci_status status = aci_evaluate(&evaluate);
    aci_progress_finish(&w->progress);
    return status;
}

static aci_status finish(work *w, const aci_options *options)
{
    aci_catalogue_book_order(w->book, w->plan->sweep.count, w->plan->identities);
    if (aci_catalogue_book_is_written(w->book)) {
        return ACI_OK;
    }
    const aci_file_options origin = aci_sweep_plan_origin(w->plan, options);
    return aci_catalogue_book_write(w->book, &origin, w->plan->csv, w->plan->signature);
}

static aci_status sweep(work *w, const aci_options *options)
{
    ACI_TRY(aci_catalogue_book_open(w->plan->path, options->force, w->plan->signature,
                                    &w->plan->format, &w->book));
    ACI_TRY(list_todo(w));
    ACI_TRY(compute(w, options));
    return finish(w, options);
}

static int end_well(const work *w, const aci_options *options)
{
    long failures = aci_catalogue_book_failures(w->book);
    const aci_sweep_summary summary = {.plan = w->plan,
                                       .rows = aci_catalogue_book_count(w->book),
                                       .computed = w->done,
                                       .failed = failures,
                                       .case_seconds =
                                           w->done > 0 ? w->seconds / (double)w->done : 0.0};
    if (options->json) {
        aci_sweep_summary_json(stdout, &summary);
    } else if (!options->quiet) {
        aci_sweep_summary_print(stdout, &summary);
    }
    if (failures > 0 && !options->quiet && !options->json) {
        fprintf(stderr, "acicula: %ld of %ld cases failed; `message` in %s says why\n", failures,
                summary.rows, w->plan->path);
    }
    return failures > 0 ? CODE_FAILED_CASES : 0;
}

static int end_badly(const work *w, aci_status status)
{
    if (status == ACI_INTERRUPTED) {
        fprintf(stderr,
                "acicula: %s; %ld of %ld cases are done and kept in %s.partial: the same command "
                "goes on\n",
                aci_status_message(), w->book != NULL ? aci_catalogue_book_count(w->book) : 0,
                aci_sweep_plan_cases(w->plan), w->plan->path);
        return ACI_INTERRUPTED;
    }
    return aci_recipe_report(&w->plan->recipe, status);
}

int aci_command_sweep(const aci_options *options)
{
    aci_sweep_plan plan;
    work w = {.plan = &plan};
    if (strcmp(options->operands[0], "-") != 0) {
        aci_waiting_shorten(options);
    }
    aci_run_set_threads(options->threads);
    int code = aci_sweep_plan_make(options, &plan);
    if (code == 0 && options->dry_run) {
        code = aci_sweep_plan_tell(&plan, options);
    } else if (code == 0) {
        aci_status status = sweep(&w, options);
        code = status == ACI_OK ? end_well(&w, options) : end_badly(&w, status);
    }
    aci_catalogue_book_close(&w.book);
    aci_catalogue_destroy_row(&w.row);
    free(w.todo);
    aci_sweep_plan_destroy(&plan);
    return code;
}
