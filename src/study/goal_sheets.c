/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "goal_sheets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/inquiry.h"

/* Results beyond these have no column of their own in `evaluations`: a sheet's columns are limited.
 */
enum { RESULTS_SHOWN = 36 };

/// A sheet with a row for each of some points of a result.
typedef struct table {
    const aci_goal *goal;
    const aci_optimise_result *result;
    aci_sheet *sheet;
    const int *points; ///< [sheet->rows]; NULL: all, in their order
} table;

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the designs of an optimisation");
}

bool aci_goal_sheets_is_first(const aci_goal *goal, int headline)
{
    for (int n = 0; n < headline; n++) {
        if (strcmp(goal->headlines[n].label, goal->headlines[headline].label) == 0) {
            return false;
        }
    }
    return true;
}

static int point_of(const table *t, int row)
{
    return t->points != NULL ? t->points[row] : row;
}

static aci_status add_variables(const table *t)
{
    for (int k = 0; k < t->goal->variable_count; k++) {
        const aci_variable *variable = &t->goal->variables[k];
        char name[ACI_FINDINGS_NAME_SIZE];
        snprintf(name, sizeof name, "%.*s", (int)sizeof name - 1, variable->name);
        double *column = aci_findings_numbers(t->sheet, name, variable->unit, 1, variable->key);
        if (column == NULL) {
            return out_of_memory();
        }
        for (int row = 0; row < t->sheet->rows; row++) {
            column[row] = t->result->points.inputs[point_of(t, row) * t->result->variables + k];
        }
    }
    return ACI_OK;
}

/* A result and its error as two columns. */
static aci_status add_result(const table *t, int output, const char *name, const char *meaning)
{
    const aci_headline *headline = &t->goal->headlines[output];
    char text[ACI_FINDINGS_TEXT_SIZE], error_name[ACI_FINDINGS_NAME_SIZE];
    snprintf(text, sizeof text, "%s%s", meaning, headline->label);
    snprintf(error_name, sizeof error_name, "%.*s_error", (int)sizeof error_name - 7, name);
    double *values = aci_findings_numbers(t->sheet, name, headline->outcome.unit, 1, text);
    double *errors = aci_findings_numbers(t->sheet, error_name, headline->outcome.unit, 1,
                                          "numerical error of it, absolute");
    if (values == NULL || errors == NULL) {
        return out_of_memory();
    }
    for (int row = 0; row < t->sheet->rows; row++) {
        int entry = point_of(t, row) * t->result->outputs + output;
        bool is_good = t->result->points.statuses[point_of(t, row)] == ACI_OK;
        values[row] = t->result->points.values[entry];
        errors[row] = is_good ? t->result->points.errors[entry] : NAN;
    }
    return ACI_OK;
}

/* What a design of the trade-off is besides. */
static aci_status add_marks(const table *t)
{
    const aci_optimise_result *r = t->result;
    double *meets = aci_findings_numbers(t->sheet, "meets_target", "1", 1,
                                         "1 where all targets and constraints hold");
    double *knee = aci_findings_numbers(t->sheet, "is_knee", "1", 1,
                                        "1 farthest from the straight line between the ends");
    double *optimum = aci_findings_numbers(t->sheet, "is_optimum", "1", 1, "1 for the best design");
    aci_findings_text *label = aci_findings_texts(t->sheet, "label", "knee, optimum, or nothing");
    double *evaluation =
        aci_findings_numbers(t->sheet, "evaluation", "1", 1, "row of the sheet evaluations");
    if (meets == NULL || knee == NULL || optimum == NULL || label == NULL || evaluation == NULL) {
        return out_of_memory();
    }
    for (int row = 0; row < t->sheet->rows; row++) {
        int point = point_of(t, row);
        meets[row] = aci_optimise_violation(r, point) <= 0.0;
        knee[row] = row == r->knee;
        optimum[row] = point == r->best && r->is_feasible;
        aci_goal_sheets_put(label, row,
                            optimum[row] > 0.0 ? "optimum"
                            : row == r->knee   ? "knee"
                                               : "");
        evaluation[row] = point;
    }
    return ACI_OK;
}

aci_status aci_goal_sheets_pareto(const aci_goal *goal, const aci_optimise_result *result,
                                  aci_findings *findings)
{
    aci_sheet *sheet =
        aci_findings_add(findings, "pareto", "point",
                         "Designs that no other beats in benefit and cost", result->pareto_count);
    const table t = {goal, result, sheet, result->pareto};
    ACI_TRY(add_result(&t, 1, "benefit", ""));
    ACI_TRY(add_result(&t, 0, "cost", ""));
    ACI_TRY(add_variables(&t));
    return add_marks(&t);
}

static aci_status add_results(const table *t)
{
    int shown = 0;
    for (int n = 0; n < t->goal->headline_count && shown < RESULTS_SHOWN; n++) {
        char name[2 * ACI_NAME_SIZE];
        if (aci_goal_sheets_is_first(t->goal, n)) {
            aci_inquiry_name(&t->goal->headlines[n], name);
            name[ACI_FINDINGS_NAME_SIZE - 1] = '\0';
            ACI_TRY(add_result(t, n, name, ""));
            shown++;
        }
    }
    return ACI_OK;
}

static aci_status add_history(const table *t)
{
    static const char *const stages[] = {"screening", "search", "restart", "pareto"};
    const aci_optimise_result *r = t->result;
    double *violation = aci_findings_numbers(
        t->sheet, "violation", "1", 1, "largest share of its bound by which a limit is violated");
    double *best = aci_findings_numbers(t->sheet, "is_best", "1", 1, "1 for the best design");
    aci_findings_text *stage = aci_findings_texts(t->sheet, "stage", "part of the search");
    aci_findings_text *message = aci_findings_texts(t->sheet, "message", "why it failed");
    if (violation == NULL || best == NULL || stage == NULL || message == NULL) {
        return out_of_memory();
    }
    for (int row = 0; row < t->sheet->rows; row++) {
        bool is_good = r->points.statuses[row] == ACI_OK;
        violation[row] = is_good ? aci_optimise_violation(r, row) : NAN;
        best[row] = row == r->best;
        aci_goal_sheets_put(stage, row, stages[r->points.stages[row]]);
        aci_goal_sheets_put(message, row, r->points.reasons[row]);
    }
    return ACI_OK;
}

aci_status aci_goal_sheets_evaluations(const aci_goal *goal, const aci_optimise_result *result,
                                       aci_findings *findings)
{
    aci_sheet *sheet = aci_findings_add(findings, "evaluations", "evaluation",
                                        "All designs computed", result->points.count);
    const table t = {goal, result, sheet, NULL};
    ACI_TRY(add_variables(&t));
    ACI_TRY(add_results(&t));
    return add_history(&t);
}
