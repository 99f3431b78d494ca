/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run and rerun: a recipe, a file that watches the run, a summary. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "about.h"
#include "acicula/base/machine.h"
#include "acicula/output/catalogue.h"
#include "acicula/output/file.h"
#include "acicula/output/findings_file.h"
#include "acicula/study/run.h"
#include "command.h"
#include "interrupt.h"
#include "paths.h"
#include "progress.h"
#include "recipe.h"
#include "summary.h"
#include "waiting.h"

/// The file's observer with a person in front of it.
typedef struct watch {
    aci_observer file;
    aci_progress progress;
    double fraction;
} watch;

static aci_status begin(void *context, const aci_scene *scene)
{
    watch *watching = context;
    return watching->file.begin(watching->file.context, scene);
}

static aci_status snapshot(void *context, const aci_snapshot *moment)
{
    watch *watching = context;
    return watching->file.snapshot(watching->file.context, moment);
}

static aci_status end(void *context, const aci_results *results)
{
    watch *watching = context;
    return watching->file.end(watching->file.context, results);
}

static aci_status show_progress(void *context, double fraction, const char *stage)
{
    watch *watching = context;
    const char *name = aci_interrupt_signal();
    watching->fraction = fraction;
    if (name != NULL) {
        return ACI_FAIL(ACI_INTERRUPTED, "interrupted by %s at %.0f %%", name, 100.0 * fraction);
    }
    aci_progress_show(&watching->progress, fraction, stage);
    return ACI_OK;
}

/* One line before a run that may not end: nobody is told of it by a machine that swaps, or kills.
 */
static aci_status warn_of_memory(void *context, double memory)
{
    watch *watching = context;
    char text[ACI_MACHINE_TEXT], most[ACI_MACHINE_TEXT];
    double there = aci_machine_memory("");
    if (memory > there && !watching->progress.is_quiet) {
        aci_progress_finish(&watching->progress);
        aci_machine_format(memory, text);
        aci_machine_format(there, most);
        fprintf(stderr,
                "acicula: warning: this run needs about %s of memory and may have %s; a larger "
                "simulation.accuracy or fewer simulation.cells need less\n",
                text, most);
    }
    return ACI_OK;
}

static aci_status watch_run(const aci_recipe *recipe, aci_file *file, const aci_options *options,
                            aci_results *results)
{
    watch watching = {.file = aci_file_observer(file)};
    const aci_observer observer = {&watching, begin, snapshot, end, show_progress, warn_of_memory};
    aci_interrupt_watch();
    aci_progress_start(&watching.progress, stderr, options->quiet);
    aci_status status = aci_run(&recipe->scenario, &observer, results);
    aci_progress_finish(&watching.progress);
    return status;
}

static void print_summary(const aci_recipe *recipe, const aci_options *options,
                          const aci_results *results, const char *path)
{
    if (options->json) {
        aci_summary_json(stdout, &recipe->scenario, results, path);
    } else if (!options->quiet) {
        aci_summary_print(stdout, &recipe->scenario, results, path);
    }
}

/// What a run that did not end well leaves in `<result>.partial`.
typedef struct remainder {
    bool has_begun;  ///< the file is there
    bool has_fields; ///< it was to hold some
    int snapshots;   ///< in it
} remainder;

static aci_status compute(const aci_recipe *recipe, const aci_options *options,
                          const aci_file_options *target, remainder *rest)
{
    aci_file *file = NULL;
    aci_results results = {.history = {.times = 0}};
    ACI_TRY(aci_file_create(target, &file));
    aci_status status = watch_run(recipe, file, options, &results);
    const bool has_fields =
        recipe->scenario.output.concentration || recipe->scenario.output.activity;
    *rest = (remainder){aci_file_has_begun(file), has_fields, aci_file_snapshots(file)};
    aci_file_destroy(&file);
    if (status == ACI_OK) {
        print_summary(recipe, options, &results, target->path);
    }
    aci_results_destroy(&results);
    return status;
}

/* What is left of a run that stopped, and what can be done with it. */
static void describe_rest(const char *path, const remainder *rest)
{
    const char *what =
        rest->has_fields ? "but no field time yet" : "output.fields asks for no more";
    if (!rest->has_begun) {
        fprintf(stderr, "; nothing was written\n");
    } else if (rest->snapshots == 0) {
        fprintf(stderr, "; %s.partial holds the grid, %s", path, what);
    } else {
        fprintf(stderr,
                "; %s.partial holds %d field time%s and no history: `acicula plot` draws %s", path,
                rest->snapshots, rest->snapshots == 1 ? "" : "s",
                rest->snapshots == 1 ? "it" : "them");
    }
    if (rest->has_begun) {
        fprintf(stderr,
                "; a checkpoint and `resume` come in a later version, --force starts again\n");
    }
}

static int report_stop(const aci_recipe *recipe, aci_status status, const char *path,
                       const remainder *rest)
{
    if (status == ACI_INTERRUPTED) {
        fprintf(stderr, "acicula: %s", aci_status_message());
        describe_rest(path, rest);
        return ACI_INTERRUPTED;
    }
    (void)aci_recipe_report(recipe, status);
    if (rest->has_begun) {
        fprintf(stderr, "%s.partial is left, with %d field time%s in it.\n", path, rest->snapshots,
                rest->snapshots == 1 ? "" : "s");
    }
    return (int)status;
}

/* `path` is the result's name. */
static int run_recipe(const aci_recipe *recipe, const aci_options *options, const char *path)
{
    char libraries[ACI_ABOUT_SIZE];
    char *command_line = NULL;
    aci_status status = aci_paths_command_line(options->word_count, options->words, &command_line);
    remainder rest = {.has_begun = false};
    if (status == ACI_OK) {
        aci_file_options target = {
            .path = path,
            .force = options->force,
            .scenario = &recipe->scenario,
            .config = aci_config_text(recipe->config),
            .set = recipe->set,
            .config_resolved = recipe->resolved,
            .values = recipe->values,
            .input_count = recipe->input_count,
            .inputs = recipe->inputs,
            .command_line = command_line,
            .threads = aci_run_set_threads(options->threads),
            .seed = recipe->scenario.needling.plan.seed,
            .build = aci_about_build(libraries),
        };
        status = compute(recipe, options, &target, &rest);
    }
    free(command_line);
    return status == ACI_OK ? 0 : report_stop(recipe, status, path, &rest);
}

/* The name given with --out, or the one that follows from the operand. */
static aci_status choose_path(const aci_options *options,
                              aci_status (*standard)(const char *, char **), char **out)
{
    *out = NULL;
    if (options->out == NULL) {
        return standard(options->operands[0], out);
    }
    ACI_TRY(aci_paths_check_file(options->out));
    *out = strdup(options->out);
    return *out != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for a file name");
}

/* Small grids are solved by one thread, which waits for nobody. */
static bool is_small(const aci_scenario *s)
{
    const double least = 5e-4;
    double cells = 1.0 * s->cells[0] * s->cells[1] * s->cells[2];
    return s->geometry != ACI_BOX && !s->needling.exists && cells < 2e4 && s->accuracy >= least;
}

static int run_to(const aci_options *options,
                  aci_status (*read)(const char *, const aci_options *, aci_recipe *),
                  aci_status (*standard)(const char *, char **))
{
    aci_recipe recipe = {.config = NULL};
    char *path = NULL;
    const bool can_read_again = read == aci_recipe_read && strcmp(options->operands[0], "-") != 0;
    if (!can_read_again) {
        aci_waiting_shorten(options);
    }
    aci_status status = choose_path(options, standard, &path);
    if (status == ACI_OK) {
        status = aci_paths_check_other(path, options->operands[0]);
    }
    int code = aci_command_report(status);
    if (status == ACI_OK) {
        code = (int)read(options->operands[0], options, &recipe);
    }
    if (code == 0 && read == aci_recipe_read) {
        code = aci_command_report(aci_recipe_check_inputs(&recipe, options->operands[0], path));
    }
    if (code == 0 && can_read_again && !is_small(&recipe.scenario)) {
        aci_waiting_shorten(options);
    }
    code = code == 0 ? run_recipe(&recipe, options, path) : code;
    aci_recipe_destroy(&recipe);
    free(path);
    return code;
}

int aci_command_run(const aci_options *options)
{
    return run_to(options, aci_recipe_read, aci_paths_result);
}

/* A study's file holds the config it started from, whose own run is not what was done. */
static aci_status check_is_run(const char *path)
{
    aci_findings findings = {.verb = "sweep"};
    bool is_study = aci_catalogue_is(path);
    if (!is_study && aci_findings_file_is(path)) {
        ACI_TRY(aci_findings_file_read(path, &findings));
        is_study = true;
    }
    aci_status status =
        is_study ? ACI_FAIL(ACI_BAD_INPUT,
                            "%s: holds a study, no run; `acicula %s CONFIG` makes it again", path,
                            findings.verb)
                 : ACI_OK;
    aci_findings_destroy(&findings);
    return status;
}

int aci_command_rerun(const aci_options *options)
{
    aci_status status = check_is_run(options->operands[0]);
    if (status != ACI_OK) {
        return aci_command_report(status);
    }
    return run_to(options, aci_recipe_repeat, aci_paths_rerun);
}
