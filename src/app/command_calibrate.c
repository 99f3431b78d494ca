/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate: values of a config fitted to measured curves. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/calibrate.h"
#include "calibrate_summary.h"
#include "command.h"
#include "study.h"

/// The model of one data set, which counts what it is asked for.
typedef struct counted {
    struct work *work;
    aci_model model;
} counted;

/// A calibration at work.
typedef struct work {
    aci_study study;
    aci_calibrate calibrate;
    aci_calibrate_join join;
    aci_fit fit;
    aci_fit_profile profiles[ACI_FIT_PARAMETERS_MAX];
    aci_plan_sample *samples;
    int sample_count;
    aci_findings findings;
    int model_count;
    counted models[ACI_MEASURED_SETS_MAX];
    double points; ///< asked of them so far
} work;

static aci_status read_text(const char *path, char **text, size_t *size)
{
    FILE *file = fopen(path, "rb"), *stream = open_memstream(text, size);
    char bytes[8192];
    size_t got = 1;
    bool is_whole = file != NULL && stream != NULL;
    int reason = errno;
    while (is_whole && got > 0 && *size < ACI_CONFIG_INPUT_SIZE_MAX) {
        got = fread(bytes, 1, sizeof bytes, file);
        fwrite(bytes, 1, got, stream);
        is_whole = !ferror(file) && fflush(stream) == 0;
        reason = is_whole ? reason : errno;
    }
    if (file != NULL) {
        fclose(file);
    }
    if (stream != NULL) {
        fclose(stream);
    }
    return is_whole ? ACI_OK
                    : ACI_FAIL(ACI_FILE, "cannot read the data %s: %s", path, strerror(reason));
}

/* A name as YAML in double quotes. */
static void write_quoted(FILE *stream, const char *name)
{
    fputc('"', stream);
    for (const char *c = name; *c != '\0'; ++c) {
        fprintf(stream, "%s%c", strchr("\"\\", *c) != NULL ? "\\" : "", *c);
    }
    fputc('"', stream);
}

/* The files of the command line take the place of those the config names, as --set does. */
static aci_status name_data(aci_recipe *recipe, const aci_options *options)
{
    char *set = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&set, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the data");
    }
    fprintf(stream, "%s", recipe->set);
    long start = ftell(stream);
    for (int k = 0; k + 1 < options->operand_count; ++k) {
        fprintf(stream, "%s", k == 0 ? "calibrate.data=[" : ", ");
        write_quoted(stream, options->operands[k]);
    }
    fprintf(stream, "]\n");
    if (fclose(stream) != 0) {
        free(set);
        return ACI_FAIL(ACI_FILE, "out of memory for the data");
    }
    set[size - 1] = '\0';
    aci_status status = aci_config_set_argument(recipe->config, set + start);
    set[size - 1] = '\n';
    free(recipe->set);
    recipe->set = set;
    return status;
}

static aci_status add_data(aci_recipe *recipe, const aci_options *options)
{
    for (int k = 0; k + 1 < options->operand_count; ++k) {
        char *text = NULL;
        size_t size = 0;
        aci_status status = read_text(options->operands[k], &text, &size);
        if (status == ACI_OK) {
            status = aci_config_add_input(recipe->config, options->operands[k], text, size);
        }
        free(text);
        ACI_TRY(status);
    }
    return options->operand_count > 1 ? name_data(recipe, options) : ACI_OK;
}

/* The data are inputs like any other: the findings hold them. */
static aci_status list_inputs(aci_recipe *recipe)
{
    int count = aci_config_input_count(recipe->config);
    aci_file_text *inputs = calloc((size_t)count + 1, sizeof *inputs);
    if (inputs == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the data");
    }
    for (int k = 0; k < count; ++k) {
        const aci_config_input *input = aci_config_input_at(recipe->config, k);
        inputs[k] = (aci_file_text){input->name, input->text};
    }
    free(recipe->inputs);
    recipe->inputs = inputs;
    recipe->input_count = count;
    return ACI_OK;
}

/* How many points there will be is not known; this is what they usually come to: descents of some
 * steps with differences for each value, and profiles of some points, fitted each. */
static double usual_points(const work *w)
{
    const double descents = 3.0, steps = 8.0, points = 20.0, refits = 3.0;
    double values = w->join.problem.parameter_count;
    double profiles = values * points * (1.0 + refits * 2.0 * (values - 1.0));
    double fit = w->calibrate.starts + descents * steps * (2.0 * values + 2.0);
    return w->model_count * (fit + (w->calibrate.profiles ? profiles : 0.0));
}

/* A batch of one data set as a part of the whole progress. */
static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    counted *c = context;
    work *w = c->work;
    w->study.begin = aci_progress_part(w->points, usual_points(w));
    w->points += points;
    w->study.end = aci_progress_part(w->points, usual_points(w));
    return c->model.evaluate(c->model.context, points, inputs, values, errors, statuses);
}

static const char *reason(void *context)
{
    const counted *c = context;
    return c->model.reason(c->model.context);
}

static aci_status make_model(void *context, const aci_cases *cases,
                             const aci_evaluate_question *question, aci_model *out)
{
    work *w = context;
    counted *c = &w->models[w->model_count++];
    c->work = w;
    ACI_TRY(aci_study_model_of(&w->study, cases, question, &c->model));
    *out = c->model;
    out->context = c;
    out->evaluate = evaluate;
    out->reason = reason;
    return ACI_OK;
}

static aci_status show_stage(void *context, const char *stage)
{
    aci_study *study = context;
    study->stage = stage;
    return ACI_OK;
}

static aci_status fit(work *w, bool plans)
{
    aci_study *study = &w->study;
    const aci_calibrate_modeller modeller = {w, make_model};
    ACI_TRY(aci_calibrate_make(study->recipe.config, study->recipe.set, &w->calibrate, plans,
                               &modeller, &w->join));
    w->join.problem.progress = show_stage;
    w->join.problem.context = study;
    ACI_TRY(aci_fit_solve(&w->join.problem, &w->fit));
    if (w->calibrate.profiles) {
        ACI_TRY(aci_fit_profiles(&w->join.problem, &w->fit, w->profiles));
    }
    return plans ? aci_calibrate_plan(&w->join, &w->fit, &w->samples, &w->sample_count) : ACI_OK;
}

static aci_status calibrate(work *w, const aci_options *options)
{
    aci_recipe *recipe = &w->study.recipe;
    snprintf(w->findings.verb, sizeof w->findings.verb, "calibrate");
    snprintf(w->findings.title, sizeof w->findings.title, "%s",
             recipe->scenario.title[0] != '\0' ? recipe->scenario.title : "Calibration");
    ACI_TRY(add_data(recipe, options));
    ACI_TRY(aci_calibrate_read(recipe->config, &recipe->scenario, &w->calibrate));
    ACI_TRY(list_inputs(recipe));
    ACI_TRY(fit(w, options->plan));
    return aci_calibrate_findings(&w->join, &w->fit, w->calibrate.profiles ? w->profiles : NULL,
                                  w->samples, w->sample_count, &w->findings);
}

static void tell(work *w, const aci_options *options)
{
    const aci_calibrate_summary summary = {
        .join = &w->join,
        .fit = &w->fit,
        .profiles = w->calibrate.profiles ? w->profiles : NULL,
        .findings = &w->findings,
        .samples = w->samples,
        .sample_count = w->sample_count,
        .runs = aci_study_runs(&w->study),
        .path = w->study.path,
    };
    aci_progress_finish(&w->study.progress);
    if (options->json) {
        aci_calibrate_summary_json(stdout, &summary);
    } else if (!options->quiet) {
        aci_calibrate_summary_print(stdout, &summary);
    }
}

int aci_command_calibrate(const aci_options *options)
{
    work *w = calloc(1, sizeof *w);
    if (w == NULL) {
        return aci_command_report(ACI_FAIL(ACI_FILE, "out of memory"));
    }
    int code = aci_study_open(options, "calibrate", options->operand_count - 1, &w->study);
    bool is_open = code == 0;
    aci_status status = is_open ? calibrate(w, options) : (aci_status)code;
    if (is_open && status == ACI_OK) {
        tell(w, options);
    }
    free(w->samples);
    aci_fit_destroy(&w->fit);
    aci_calibrate_unmake(&w->join);
    aci_calibrate_destroy(&w->calibrate);
    int closed = aci_study_close(&w->study, status, &w->findings);
    free(w);
    return is_open ? closed : code;
}
