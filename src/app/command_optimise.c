/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimise: the least invasive design that reaches a target. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "design_spread.h"
#include "optimise_summary.h"
#include "study.h"

/// An optimisation at work; too large for a stack.
typedef struct work {
    aci_study study;
    aci_goal goal;
    aci_distribution_list uncertain;
    aci_optimise_result result;
    aci_findings findings;
    aci_model model;
    double designs; ///< begun so far
} work;

/* How many designs there will be is not known; this is what they usually come to. */
static double usual_designs(const aci_goal *goal)
{
    int screening = goal->screening > 0 ? goal->screening : 8 * (goal->variable_count + 1);
    return screening + 15.0 * (goal->variable_count + 1) + 3.0 * goal->pareto;
}

/* Part of the time that the needles alone take before the first design is run. */
static double needles_share(const aci_goal *goal)
{
    return goal->mechanical_count > 0 ? 0.3 : 0.0;
}

/* The model, with its batch as a part of the whole progress. */
static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    work *w = context;
    const double usual = usual_designs(&w->goal), before = needles_share(&w->goal);
    const double whole = fmax(usual, 1.1 * (w->designs + points));
    w->study.begin = fmax(w->study.begin, before + (1.0 - before) * w->designs / whole);
    w->designs += points;
    w->study.end =
        fmax(w->study.begin, before + (1.0 - before) * w->designs / fmax(usual, 1.1 * w->designs));
    return w->model.evaluate(w->model.context, points, inputs, values, errors, statuses);
}

static const char *reason(void *context)
{
    const work *w = context;
    return w->model.reason(w->model.context);
}

static aci_status make_models(work *w, aci_model *model, aci_model *needles)
{
    aci_study *study = &w->study;
    const aci_goal *goal = &w->goal;
    study->end = needles_share(goal);
    study->stage = "designs";
    const aci_evaluate_question whole = {goal->variable_count, goal->headline_count,
                                         goal->variables, goal->headlines};
    const aci_evaluate_question mechanical = {goal->variable_count, goal->mechanical_count,
                                              goal->variables, goal->mechanical};
    ACI_TRY(aci_study_model(study, &whole, &w->model));
    ACI_TRY(aci_study_model(study, &mechanical, needles));
    *model = w->model;
    model->context = w;
    model->evaluate = evaluate;
    model->reason = reason;
    return ACI_OK;
}

static aci_status optimise(work *w)
{
    aci_study *study = &w->study;
    const aci_goal *goal = &w->goal;
    aci_model model, needles;
    ACI_TRY(aci_goal_read(study->recipe.config, &study->recipe.scenario, &w->goal));
    ACI_TRY(aci_distribution_read(study->recipe.config, &w->uncertain));
    ACI_TRY(make_models(w, &model, &needles));
    aci_optimise_problem problem = aci_goal_problem(goal, &model, &needles);
    ACI_TRY(aci_optimise_solve(&problem, &w->result));
    snprintf(w->findings.verb, sizeof w->findings.verb, "%s", study->verb);
    snprintf(w->findings.title, sizeof w->findings.title, "%s", study->recipe.scenario.title);
    ACI_TRY(aci_goal_findings_write(goal, &study->recipe.scenario, &w->result, &w->findings));
    return aci_design_spread_add(study, goal, &w->result, &w->uncertain, &w->findings);
}

static void summarise(const work *w, const char *path, const char *notes, long runs)
{
    const aci_optimise_summary summary = {&w->goal, &w->result, notes, path, runs};
    const aci_options *options = w->study.options;
    if (options->json) {
        aci_optimise_summary_json(stdout, &summary);
    } else if (!options->quiet) {
        aci_optimise_summary_print(stdout, &summary);
    }
}

int aci_command_optimise(const aci_options *options)
{
    work *w = calloc(1, sizeof *w);
    if (w == NULL) {
        fprintf(stderr, "acicula: out of memory for an optimisation\n");
        return ACI_FILE;
    }
    int code = aci_study_open(options, "optimise", 0, &w->study);
    aci_status status = code == 0 ? optimise(w) : ACI_OK;
    long runs = aci_study_runs(&w->study);
    char *path = w->study.path != NULL ? strdup(w->study.path) : NULL;
    char *notes = w->findings.notes != NULL ? strdup(w->findings.notes) : NULL;
    int closed = aci_study_close(&w->study, status, &w->findings);
    code = code != 0 ? code : closed;
    if (code == 0) {
        summarise(w, path != NULL ? path : "", notes, runs);
    }
    aci_optimise_destroy(&w->result);
    free(path);
    free(notes);
    free(w);
    return code;
}
