/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/goal_findings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/error_bars.h"
#include "goal_sheets.h"

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the findings of an optimisation");
}

void aci_goal_sheets_put(aci_findings_text *texts, int row, const char *text)
{
    snprintf(texts[row], sizeof texts[row], "%s", text);
}

const char *aci_goal_findings_state(const aci_optimise_side *side)
{
    bool is_known = side->error >= 0.0;
    bool is_unsure = is_known && !side->is_certain;
    if (side->margin < 0.0) {
        return is_unsure ? "violated within its error" : "violated";
    }
    if (side->is_active) {
        return is_unsure ? "active within its error" : "active";
    }
    return is_unsure ? "holds within its error" : "holds";
}

/// The columns of the sheet `design`.
typedef struct design_columns {
    aci_findings_text *key, *set, *unit, *objective_unit;
    double *value, *from, *to, *at_bound, *slope;
} design_columns;

static bool add_design(aci_sheet *sheet, design_columns *to)
{
    to->key = aci_findings_texts(sheet, "key", "key of the config that was varied");
    to->set = aci_findings_texts(sheet, "set", "the value as --set takes it");
    to->unit = aci_findings_texts(sheet, "unit", "unit of value, from and to");
    to->value = aci_findings_numbers(sheet, "value", "", 1, "best value, in unit");
    to->from = aci_findings_numbers(sheet, "from", "", 1, "lower end of the range, in unit");
    to->to = aci_findings_numbers(sheet, "to", "", 1, "upper end of the range, in unit");
    to->at_bound = aci_findings_numbers(sheet, "at_bound", "1", 1, "-1 at from, 1 at to, else 0");
    to->slope = aci_findings_numbers(sheet, "slope", "", 1,
                                     "d objective / d variable, in objective_unit per unit");
    to->objective_unit = aci_findings_texts(sheet, "objective_unit", "unit of the objective");
    return to->key != NULL && to->set != NULL && to->unit != NULL && to->value != NULL &&
           to->from != NULL && to->to != NULL && to->at_bound != NULL && to->slope != NULL &&
           to->objective_unit != NULL;
}

static aci_status write_design(const aci_goal *goal, const aci_optimise_result *r,
                               aci_findings *findings)
{
    design_columns to;
    aci_sheet *sheet =
        aci_findings_add(findings, "design", "variable", "The best design", goal->variable_count);
    if (!add_design(sheet, &to)) {
        return out_of_memory();
    }
    for (int k = 0; k < goal->variable_count; k++) {
        char text[ACI_UNITS_TEXT_SIZE];
        const aci_variable *variable = &goal->variables[k];
        double value = r->points.inputs[r->best * r->variables + k];
        ACI_TRY(aci_variable_write(variable, value, text));
        aci_goal_sheets_put(to.key, k, variable->key);
        snprintf(to.set[k], sizeof to.set[k], "%s=%s", variable->key, text);
        aci_goal_sheets_put(to.unit, k, variable->unit);
        aci_goal_sheets_put(to.objective_unit, k, goal->headlines[0].outcome.unit);
        to.value[k] = value;
        to.from[k] = goal->ranges[k].least;
        to.to[k] = goal->ranges[k].most;
        to.at_bound[k] = r->at_bound[k];
        to.slope[k] = r->slopes[k][0];
    }
    return ACI_OK;
}

static aci_status write_headlines(const aci_goal *goal, const aci_scenario *scenario,
                                  const aci_optimise_result *r, aci_findings *findings)
{
    aci_error_bar bars[ACI_OPTIMISE_OUTPUTS_MAX];
    int count = 0;
    for (int n = 0; n < goal->headline_count; n++) {
        if (aci_goal_sheets_is_first(goal, n)) {
            aci_error_bar *bar = &bars[count++];
            *bar = aci_error_bars_start(scenario, &goal->headlines[n], false);
            bar->value = r->points.values[r->best * r->outputs + n];
            bar->numerical = r->points.errors[r->best * r->outputs + n];
        }
    }
    return aci_error_bars_write(bars, count, 0.0, findings);
}

/// The columns of the sheet `constraints`.
typedef struct side_columns {
    aci_findings_text *result, *role, *side, *unit, *objective_unit, *state;
    double *value, *bound, *margin, *numerical, *holds, *active, *certain, *multiplier;
} side_columns;

static bool add_sides(aci_sheet *sheet, side_columns *to)
{
    to->result = aci_findings_texts(sheet, "result", "result that is limited");
    to->role = aci_findings_texts(sheet, "role", "target or constraint");
    to->side = aci_findings_texts(sheet, "side", "at_least or at_most");
    to->unit = aci_findings_texts(sheet, "unit", "unit of value, bound, margin and numerical");
    to->value = aci_findings_numbers(sheet, "value", "", 1, "value, in unit");
    to->bound = aci_findings_numbers(sheet, "bound", "", 1, "bound, in unit");
    to->margin = aci_findings_numbers(sheet, "margin", "", 1,
                                      "how far on the right side of the bound, in unit");
    to->numerical = aci_findings_numbers(sheet, "numerical", "", 1,
                                         "numerical error of the value, absolute, in unit");
    to->holds = aci_findings_numbers(sheet, "holds", "1", 1, "1 where it holds");
    to->active = aci_findings_numbers(sheet, "active", "1", 1, "1 where it binds");
    to->certain = aci_findings_numbers(sheet, "certain", "1", 1,
                                       "1 where the margin is more than the numerical error");
    to->multiplier = aci_findings_numbers(sheet, "multiplier", "", 1,
                                          "d objective / d bound, in objective_unit per unit");
    to->objective_unit = aci_findings_texts(sheet, "objective_unit", "unit of the objective");
    to->state = aci_findings_texts(sheet, "state", "violated, active or holds");
    return sheet != NULL && sheet->column_count == 14;
}

static void write_side(const aci_goal *goal, const aci_optimise_side *side, int row,
                       const side_columns *to)
{
    const aci_headline *headline = &goal->headlines[side->output];
    aci_goal_sheets_put(to->result, row, headline->label);
    aci_goal_sheets_put(to->role, row, side->limit < goal->target_count ? "target" : "constraint");
    aci_goal_sheets_put(to->side, row, side->is_least ? "at_least" : "at_most");
    aci_goal_sheets_put(to->unit, row, headline->outcome.unit);
    aci_goal_sheets_put(to->objective_unit, row, goal->headlines[0].outcome.unit);
    aci_goal_sheets_put(to->state, row, aci_goal_findings_state(side));
    to->value[row] = side->value;
    to->bound[row] = side->bound;
    to->margin[row] = side->margin;
    to->numerical[row] = side->error;
    to->holds[row] = side->margin >= 0.0;
    to->active[row] = side->is_active;
    to->certain[row] = isnan(side->error) || side->is_certain;
    to->multiplier[row] = side->multiplier;
}

static aci_status write_sides(const aci_goal *goal, const aci_optimise_result *r,
                              aci_findings *findings)
{
    side_columns to;
    aci_sheet *sheet =
        aci_findings_add(findings, "constraints", "constraint",
                         "Targets and constraints at the best design", r->side_count);
    if (!add_sides(sheet, &to)) {
        return out_of_memory();
    }
    for (int i = 0; i < r->side_count; i++) {
        write_side(goal, &r->sides[i], i, &to);
    }
    return ACI_OK;
}

/* Which limits stand in each other's way where no design keeps to all. */
static aci_status note_conflict(const aci_goal *goal, const aci_optimise_result *r,
                                aci_findings *findings)
{
    for (int i = 0; i < r->side_count; i++) {
        const aci_optimise_side *side = &r->sides[i];
        const char *word = side->margin < 0.0 ? "Violated" : "Binding";
        if (side->margin < 0.0 || side->is_active) {
            ACI_TRY(aci_findings_note(findings, "%s: %s %s.", word,
                                      goal->headlines[side->output].label,
                                      side->is_least ? "at_least" : "at_most"));
        }
    }
    return ACI_OK;
}

static aci_status note_outcome(const aci_goal *goal, const aci_optimise_result *r,
                               aci_findings *findings)
{
    if (!r->is_feasible) {
        ACI_TRY(aci_findings_note(findings,
                                  "No design within the ranges keeps to all limits; this one "
                                  "violates them least, by %.3g %% of a bound.",
                                  100.0 * r->violation));
        ACI_TRY(note_conflict(goal, r, findings));
    }
    if (!r->has_converged) {
        ACI_TRY(aci_findings_note(findings,
                                  "The %d designs allowed were used up before the search had "
                                  "narrowed to its tolerance: raise optimise.evaluations.",
                                  r->points.count));
    }
    for (int i = 0; i < r->side_count; i++) {
        const aci_optimise_side *side = &r->sides[i];
        if (side->margin >= 0.0 && side->error > 0.0 && !side->is_certain) {
            ACI_TRY(aci_findings_note(findings,
                                      "%s keeps to its bound by less than its numerical error: "
                                      "tighten simulation.accuracy, or the bound.",
                                      goal->headlines[side->output].label));
        }
    }
    return ACI_OK;
}

static aci_status write_notes(const aci_goal *goal, const aci_optimise_result *r,
                              aci_findings *findings)
{
    const char *objective = goal->headlines[0].outcome.name;
    ACI_TRY(note_outcome(goal, r, findings));
    if (r->is_feasible) {
        ACI_TRY(aci_findings_note(findings,
                                  "Optimality: %.2g of the objective's slope is not balanced by "
                                  "limits that bind (0 at an exact optimum).",
                                  r->stationarity));
    }
    if (r->pareto_count > 1) {
        ACI_TRY(aci_findings_note(findings,
                                  "Trade-off: %d designs cover %.3g of the box between the ends; a "
                                  "straight line would cover 0.5.",
                                  r->pareto_count, r->hypervolume));
    }
    if (strcmp(objective, "invasiveness") == 0) {
        return aci_findings_note(findings,
                                 "invasiveness: volume of all channels per area, those that bleed "
                                 "counted twice; it compares designs and is no clinical score.");
    }
    return ACI_OK;
}

aci_status aci_goal_findings_write(const aci_goal *goal, const aci_scenario *scenario,
                                   const aci_optimise_result *result, aci_findings *findings)
{
    ACI_TRY(write_design(goal, result, findings));
    ACI_TRY(write_headlines(goal, scenario, result, findings));
    ACI_TRY(write_sides(goal, result, findings));
    if (goal->pareto > 0) {
        ACI_TRY(aci_goal_sheets_pareto(goal, result, findings));
    }
    ACI_TRY(aci_goal_sheets_evaluations(goal, result, findings));
    return write_notes(goal, result, findings);
}
