/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "about.h"
#include "acicula/base/clock.h"
#include "acicula/base/hash.h"
#include "acicula/output/findings_file.h"
#include "acicula/output/journal.h"
#include "acicula/study/run.h"
#include "command.h"
#include "interrupt.h"
#include "paths.h"
#include "version.h"
#include "waiting.h"

/// A point in the journal; values and errors follow.
typedef struct point_head {
    uint64_t identity;
    int64_t status, count;
} point_head;

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for a study");
}

/* What is read is not written over. */
static aci_status check_inputs(const aci_study *study, const char *path)
{
    const aci_options *options = study->options;
    for (int k = 0; k < options->operand_count; ++k) {
        ACI_TRY(aci_paths_check_other(path, options->operands[k]));
    }
    return aci_recipe_check_inputs(&study->recipe, options->operands[study->config_operand], path);
}

static aci_status choose_path(const aci_options *options, int config_operand, aci_study *study)
{
    if (options->out == NULL) {
        ACI_TRY(aci_paths_study(options->operands[config_operand], study->verb, &study->path));
    } else {
        ACI_TRY(aci_paths_check_file(options->out));
        study->path = strdup(options->out);
    }
    if (study->path == NULL) {
        return out_of_memory();
    }
    return access(study->path, F_OK) == 0 && !options->force
               ? ACI_FAIL(ACI_FILE, "%s: exists already; --force replaces it", study->path)
               : ACI_OK;
}

int aci_study_open(const aci_options *options, const char *verb, int config_operand, aci_study *out)
{
    *out = (aci_study){.options = options,
                       .verb = verb,
                       .config_operand = config_operand,
                       .end = 1.0,
                       .wall_start = aci_clock_seconds()};
    const char *config = options->operands[config_operand];
    if (strcmp(config, "-") != 0) {
        aci_waiting_shorten(options);
    }
    aci_run_set_threads(options->threads);
    int code = aci_command_report(choose_path(options, config_operand, out));
    if (code == 0) {
        code = (int)aci_recipe_read(config, options, &out->recipe);
    }
    if (code == 0) {
        code = aci_command_report(check_inputs(out, out->path));
    }
    if (code == 0) {
        code =
            aci_command_report(aci_cases_create(out->recipe.config, out->recipe.set, &out->cases));
    }
    out->is_open = code == 0;
    return code;
}

/* The slot of an identity, or the free one where it would be. */
static long slot_of(const aci_study *study, uint64_t identity, bool *found)
{
    long at = (long)(identity % (uint64_t)study->slot_count);
    point_head head;
    for (*found = false; study->slots[at] != 0; at = (at + 1) % study->slot_count) {
        if (aci_journal_fetch(study->journal, study->slots[at] - 1, &head, sizeof head) == ACI_OK &&
            head.identity == identity) {
            *found = true;
            break;
        }
    }
    return at;
}

static aci_status enter(aci_study *study, long record)
{
    point_head head;
    bool found;
    ACI_TRY(aci_journal_fetch(study->journal, record, &head, sizeof head));
    study->slots[slot_of(study, head.identity, &found)] = record + 1;
    return ACI_OK;
}

/* A table at least twice as large as what it holds. */
static aci_status make_slots(aci_study *study)
{
    long count = aci_journal_count(study->journal);
    if (2 * count + 2 < study->slot_count) {
        return ACI_OK;
    }
    free(study->slots);
    study->slot_count = 8 * count + 1024;
    study->slots = calloc((size_t)study->slot_count, sizeof *study->slots);
    if (study->slots == NULL) {
        return out_of_memory();
    }
    for (long n = 0; n < count; ++n) {
        ACI_TRY(enter(study, n));
    }
    return ACI_OK;
}

static aci_status open_journal(aci_study *study)
{
    char *name = NULL, *signature = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&signature, &size);
    if (stream == NULL) {
        return out_of_memory();
    }
    fprintf(stream, "program: acicula %s, commit %s, %s\n%s", aci_version_number(),
            aci_version_commit(), study->verb, aci_cases_canonical(study->cases));
    name = malloc(strlen(study->path) + 16);
    aci_status status = fclose(stream) == 0 && name != NULL ? ACI_OK : out_of_memory();
    if (status == ACI_OK) {
        bool differs = false;
        sprintf(name, "%s.partial", study->path);
        status = study->options->force
                     ? aci_journal_begin(name, signature, &study->journal)
                     : aci_journal_open(name, signature, &differs, &study->journal);
        if (status != ACI_OK && differs) {
            char reason[1024];
            snprintf(reason, sizeof reason, "%s", aci_status_message());
            status = ACI_FAIL(ACI_FILE, "%s; --force starts again", reason);
        }
    }
    free(name);
    free(signature);
    return status == ACI_OK ? make_slots(study) : status;
}

static aci_status progress(void *context, double fraction, const char *stage)
{
    const aci_study_model_state *state = context;
    aci_study *study = state->study;
    const char *name = aci_interrupt_signal();
    (void)stage;
    if (name != NULL) {
        return ACI_FAIL(ACI_INTERRUPTED, "interrupted by %s", name);
    }
    aci_progress_show(&study->progress, study->begin + (study->end - study->begin) * fraction,
                      study->stage != NULL ? study->stage : "runs");
    return ACI_OK;
}

static bool recall(void *context, uint64_t identity, double *values, double *errors,
                   aci_status *status)
{
    const aci_study_model_state *state = context;
    const aci_study *study = state->study;
    const size_t count = (size_t)state->model.headline_count;
    bool found;
    const long slot = slot_of(study, identity ^ state->salt, &found);
    const size_t size = sizeof(point_head) + 2 * count * sizeof(double);
    char *bytes = found ? malloc(size) : NULL;
    bool read = bytes != NULL &&
                aci_journal_fetch(study->journal, study->slots[slot] - 1, bytes, size) == ACI_OK;
    if (read) {
        point_head head;
        memcpy(&head, bytes, sizeof head);
        *status = (aci_status)head.status;
        memcpy(values, bytes + sizeof head, count * sizeof *values);
        memcpy(errors, bytes + sizeof head + count * sizeof *values, count * sizeof *errors);
    }
    free(bytes);
    return read;
}

static aci_status keep(void *context, uint64_t identity, const double *values, const double *errors,
                       aci_status status)
{
    const aci_study_model_state *state = context;
    aci_study *study = state->study;
    const size_t count = (size_t)state->model.headline_count;
    const size_t size = sizeof(point_head) + 2 * count * sizeof(double);
    char *bytes = malloc(size);
    if (bytes == NULL) {
        return out_of_memory();
    }
    const point_head head = {identity ^ state->salt, (int64_t)status, (int64_t)count};
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + sizeof head, values, count * sizeof *values);
    memcpy(bytes + sizeof head + count * sizeof *values, errors, count * sizeof *errors);
    aci_status written = aci_journal_append(study->journal, bytes, size);
    free(bytes);
    ACI_TRY(written);
    ACI_TRY(make_slots(study));
    return enter(study, aci_journal_count(study->journal) - 1);
}

/* Models of the same cases with other headlines, or of other cases, have other points. */
static uint64_t salt_of(const aci_cases *cases, const aci_evaluate_question *question)
{
    uint64_t hash = aci_cases_identity(cases);
    for (int k = 0; k < question->headline_count; ++k) {
        hash = aci_hash_text(hash, question->headlines[k].label);
    }
    return hash;
}

static aci_status prepare(aci_study *study)
{
    if (study->models == NULL) {
        study->models = calloc(ACI_STUDY_MODELS_MAX, sizeof *study->models);
        ACI_TRY(study->models != NULL ? open_journal(study) : out_of_memory());
        aci_interrupt_watch();
        aci_progress_start(&study->progress, stderr, study->options->quiet);
    }
    return study->model_count < ACI_STUDY_MODELS_MAX
               ? ACI_OK
               : ACI_FAIL(ACI_BAD_INPUT, "more than %d models in one study", ACI_STUDY_MODELS_MAX);
}

aci_status aci_study_model_of(aci_study *study, const aci_cases *cases,
                              const aci_evaluate_question *question, aci_model *out)
{
    ACI_TRY(prepare(study));
    aci_study_model_state *state = &study->models[study->model_count++];
    *state = (aci_study_model_state){.study = study,
                                     .salt = salt_of(cases, question),
                                     .model = {.cases = cases,
                                               .variable_count = question->variable_count,
                                               .variables = question->variables,
                                               .headline_count = question->headline_count,
                                               .headlines = question->headlines,
                                               .context = state,
                                               .progress = progress,
                                               .recall = recall,
                                               .keep = keep}};
    *out = aci_evaluate_as_model(&state->model);
    return ACI_OK;
}

aci_status aci_study_model(aci_study *study, const aci_evaluate_question *question, aci_model *out)
{
    return aci_study_model_of(study, study->cases, question, out);
}

long aci_study_runs(const aci_study *study)
{
    long runs = 0;
    for (int k = 0; k < study->model_count; ++k) {
        runs += study->models[k].model.runs;
    }
    return runs;
}

static aci_status write_sheets(const aci_study *study, const aci_findings *findings)
{
    for (int k = 0; k < findings->sheet_count; ++k) {
        char ending[ACI_FINDINGS_NAME_SIZE + 8], *path = NULL;
        snprintf(ending, sizeof ending, "_%s.csv", findings->sheets[k]->name);
        ACI_TRY(aci_paths_ending(study->path, ending, &path));
        aci_status status = check_inputs(study, path);
        if (status == ACI_OK) {
            status = aci_findings_file_csv(findings->sheets[k], path);
        }
        free(path);
        ACI_TRY(status);
    }
    return ACI_OK;
}

/* The sheets first: without the file the same command goes on. */
static aci_status write_findings(const aci_study *study, const aci_findings *findings)
{
    char libraries[ACI_ABOUT_SIZE], *command_line = NULL;
    const aci_recipe *recipe = &study->recipe;
    ACI_TRY(write_sheets(study, findings));
    ACI_TRY(
        aci_paths_command_line(study->options->word_count, study->options->words, &command_line));
    const aci_findings_file_options options = {
        .path = study->path,
        .force = study->options->force,
        .scenario = &recipe->scenario,
        .config = aci_config_text(recipe->config),
        .set = recipe->set,
        .config_resolved = recipe->resolved,
        .input_count = recipe->input_count,
        .inputs = recipe->inputs,
        .command_line = command_line,
        .threads = aci_run_set_threads(study->options->threads),
        .wall_seconds = aci_clock_seconds() - study->wall_start,
        .build = aci_about_build(libraries),
    };
    aci_status status = aci_findings_file_write(&options, findings);
    free(command_line);
    return status;
}

static int report_end(aci_study *study, aci_status status)
{
    if (status == ACI_INTERRUPTED) {
        fprintf(stderr, "acicula: %s; %ld runs are kept in %s.partial: the same command goes on\n",
                aci_status_message(),
                study->journal != NULL ? aci_journal_count(study->journal) : 0, study->path);
        return ACI_INTERRUPTED;
    }
    if (study->recipe.config != NULL && aci_config_fault_count(study->recipe.config) > 0) {
        return (int)aci_recipe_faults(&study->recipe, status);
    }
    return aci_recipe_report(&study->recipe, status);
}

int aci_study_close(aci_study *study, aci_status status, aci_findings *findings)
{
    if (study->models != NULL) {
        aci_progress_finish(&study->progress);
    }
    if (status == ACI_OK && study->is_open) {
        status = write_findings(study, findings);
    }
    int code = status == ACI_OK || !study->is_open ? 0 : report_end(study, status);
    bool is_over =
        status == ACI_OK || (study->journal != NULL && aci_journal_count(study->journal) == 0);
    aci_journal_close(&study->journal, is_over);
    aci_findings_destroy(findings);
    aci_cases_destroy(&study->cases);
    aci_recipe_destroy(&study->recipe);
    free(study->slots);
    free(study->models);
    free(study->path);
    return code;
}
