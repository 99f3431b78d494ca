/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "design_spread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/tolerance.h"

enum { SAMPLES = 64 };
static const double part = 0.95;

/// A design under uncertain numbers.
typedef struct scatter {
    aci_study *study;
    const aci_goal *goal;
    const double *design; ///< values of the goal's variables
    aci_distribution_list *uncertain;
    aci_cases *cases;
    aci_tolerance found;
} scatter;

/* The study's own --set lines with the design's behind them. */
static aci_status set_design(scatter *s)
{
    char *lines = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&lines, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a design");
    }
    aci_status status = ACI_OK;
    fputs(s->study->recipe.set != NULL ? s->study->recipe.set : "", stream);
    for (int k = 0; status == ACI_OK && k < s->goal->variable_count; ++k) {
        char text[ACI_UNITS_TEXT_SIZE];
        status = aci_variable_write(&s->goal->variables[k], s->design[k], text);
        fprintf(stream, "%s=%s\n", s->goal->variables[k].key, text);
    }
    bool is_whole = fclose(stream) == 0;
    if (status == ACI_OK) {
        status = is_whole ? aci_cases_create(s->study->recipe.config, lines, &s->cases)
                          : ACI_FAIL(ACI_FILE, "out of memory for a design");
    }
    free(lines);
    return status;
}

static void centre_on_design(scatter *s)
{
    for (int n = 0; n < s->uncertain->count; ++n) {
        aci_distribution *d = &s->uncertain->distributions[n];
        bool has_centre =
            d->kind == ACI_DISTRIBUTION_NORMAL || d->kind == ACI_DISTRIBUTION_LOGNORMAL;
        for (int k = 0; has_centre && k < s->goal->variable_count; ++k) {
            bool is_same = strcmp(s->goal->variables[k].key, s->uncertain->variables[n].key) == 0;
            d->centre = is_same ? s->design[k] : d->centre;
        }
    }
}

static aci_status run(scatter *s)
{
    aci_model model;
    const aci_tolerance_options options = {
        .samples = SAMPLES, .seed = s->goal->seed, .confidence = part};
    s->study->stage = "uncertain numbers at the design";
    s->study->begin = 0.0;
    s->study->end = 1.0;
    const aci_evaluate_question question = {s->uncertain->count, s->goal->headline_count,
                                            s->uncertain->variables, s->goal->headlines};
    ACI_TRY(aci_study_model_of(s->study, s->cases, &question, &model));
    return aci_tolerance_solve(&model, s->uncertain->distributions, &options, &s->found);
}

static void fill_sheet(const scatter *s, aci_findings *findings)
{
    const aci_sheet *sheet = aci_findings_sheet(findings, "headlines");
    const aci_column *names = aci_findings_column(sheet, "result");
    const aci_column *low = aci_findings_column(sheet, "parameter_low");
    const aci_column *high = aci_findings_column(sheet, "parameter_high");
    for (int row = 0; names != NULL && low != NULL && high != NULL && row < sheet->rows; ++row) {
        int k = 0;
        while (k < s->goal->headline_count &&
               strcmp(names->texts[row], s->goal->headlines[k].label) != 0) {
            ++k;
        }
        if (k < s->goal->headline_count) {
            low->numbers[row] = s->found.results[k].central.low;
            high->numbers[row] = s->found.results[k].central.high;
        }
    }
}

static aci_status scatter_about(scatter *s, aci_findings *findings)
{
    ACI_TRY(set_design(s));
    centre_on_design(s);
    ACI_TRY(run(s));
    fill_sheet(s, findings);
    return aci_findings_note(findings,
                             "parameter_low to parameter_high hold %.0f %% of the values over the "
                             "uncertain numbers at the design, from %d samples, %d of them failed.",
                             100.0 * part, s->found.samples, s->found.failed_samples);
}

aci_status aci_design_spread_add(aci_study *study, const aci_goal *goal,
                                 const aci_optimise_result *result,
                                 aci_distribution_list *uncertain, aci_findings *findings)
{
    scatter s = {.study = study, .goal = goal, .uncertain = uncertain};
    if (uncertain->count == 0 || result->best < 0) {
        return ACI_OK;
    }
    s.design = result->points.inputs + result->best * result->variables;
    aci_status status = scatter_about(&s, findings);
    aci_tolerance_destroy(&s.found);
    aci_cases_destroy(&s.cases);
    return status;
}
