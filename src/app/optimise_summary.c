/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optimise_summary.h"

#include <math.h>
#include <string.h>

#include "headline_text.h"
#include "json.h"

static void print_design(FILE *out, const aci_optimise_summary *s)
{
    const aci_optimise_result *r = s->result;
    static const char *const ends[] = {"   at the end of its range", "",
                                       "   at the end of its range"};
    fprintf(out, "%s\n", r->is_feasible ? "Best design" : "No design keeps to all limits; nearest");
    for (int k = 0; k < s->goal->variable_count; k++) {
        char text[ACI_UNITS_TEXT_SIZE] = "";
        double value = r->points.inputs[r->best * r->variables + k];
        if (aci_variable_write(&s->goal->variables[k], value, text) == ACI_OK) {
            fprintf(out, "  --set %s=\"%s\"%s\n", s->goal->variables[k].key, text,
                    ends[r->at_bound[k] + 1]);
        }
    }
}

static void print_results(FILE *out, const aci_optimise_summary *s)
{
    const aci_optimise_result *r = s->result;
    aci_headline_text value, bound;
    aci_headline_text_value(&s->goal->headlines[0], r->points.values[r->best * r->outputs], value);
    fprintf(out, "\n  %-34s %-16s least found\n", s->goal->headlines[0].label, value);
    for (int i = 0; i < r->side_count; i++) {
        const aci_optimise_side *side = &r->sides[i];
        const aci_headline *headline = &s->goal->headlines[side->output];
        aci_headline_text_value(headline, side->value, value);
        aci_headline_text_value(headline, side->bound, bound);
        fprintf(out, "  %-34s %-16s %s %-14s %s\n", headline->label, value,
                side->is_least ? "at least" : "at most ", bound, aci_goal_findings_state(side));
    }
}

/* What a bound costs: the change of the objective in per cent for a change of it by 1 %. */
static void print_multipliers(FILE *out, const aci_optimise_summary *s)
{
    const aci_optimise_result *r = s->result;
    double objective = r->points.values[r->best * r->outputs];
    for (int i = 0; i < r->side_count; i++) {
        const aci_optimise_side *side = &r->sides[i];
        double percent = side->multiplier * side->bound / objective;
        if (r->is_feasible && side->multiplier != 0.0 && isfinite(percent)) {
            fprintf(out, "  1 %% more in the bound of %s: %+.3g %% %s\n",
                    s->goal->headlines[side->output].label, percent,
                    s->goal->headlines[0].outcome.name);
        }
    }
}

static void print_pareto(FILE *out, const aci_optimise_summary *s)
{
    const aci_optimise_result *r = s->result;
    aci_headline_text benefit, cost;
    if (r->pareto_count < 2) {
        return;
    }
    fprintf(out, "\nTrade-off, %d designs under all other limits\n  %-34s %s\n", r->pareto_count,
            s->goal->headlines[1].label, s->goal->headlines[0].label);
    for (int n = 0; n < r->pareto_count; n++) {
        const double *values = r->points.values + r->pareto[n] * r->outputs;
        aci_headline_text_value(&s->goal->headlines[1], values[1], benefit);
        aci_headline_text_value(&s->goal->headlines[0], values[0], cost);
        fprintf(out, "  %-34s %-16s%s%s\n", benefit, cost, n == r->knee ? " knee" : "",
                r->pareto[n] == r->best && r->is_feasible ? " optimum" : "");
    }
}

void aci_optimise_summary_print(FILE *out, const aci_optimise_summary *summary)
{
    const aci_optimise_result *r = summary->result;
    int failed = 0;
    for (int n = 0; n < r->points.count; n++) {
        failed += r->points.statuses[n] != ACI_OK;
    }
    print_design(out, summary);
    print_results(out, summary);
    print_multipliers(out, summary);
    print_pareto(out, summary);
    fprintf(out, "\n%d designs looked at", r->points.count);
    if (failed > 0) {
        fprintf(out, ", %d of them failed", failed);
    }
    fprintf(out, "; %ld runs and insertions computed now\n%s", summary->runs,
            summary->notes != NULL ? summary->notes : "");
    fprintf(out, "%s\n", summary->path);
}

static void json_variables(aci_json *json, const aci_optimise_summary *s)
{
    const aci_optimise_result *r = s->result;
    aci_json_open(json, "design");
    for (int k = 0; k < s->goal->variable_count; k++) {
        aci_json_number(json, s->goal->variables[k].key,
                        r->points.inputs[r->best * r->variables + k]);
    }
    aci_json_close(json);
}

static void json_sides(aci_json *json, const aci_optimise_summary *s)
{
    aci_json_open(json, "constraints");
    for (int i = 0; i < s->result->side_count; i++) {
        const aci_optimise_side *side = &s->result->sides[i];
        char key[2 * ACI_NAME_SIZE + 16];
        snprintf(key, sizeof key, "%s %s", s->goal->headlines[side->output].label,
                 side->is_least ? "at_least" : "at_most");
        aci_json_open(json, key);
        aci_json_text(json, "unit", s->goal->headlines[side->output].outcome.unit);
        aci_json_number(json, "value", side->value);
        aci_json_number(json, "numerical_error", side->error);
        aci_json_number(json, "bound", side->bound);
        aci_json_number(json, "margin", side->margin);
        aci_json_number(json, "multiplier", side->multiplier);
        aci_json_text(json, "state", aci_goal_findings_state(side));
        aci_json_close(json);
    }
    aci_json_close(json);
}

static void json_pareto(aci_json *json, const aci_optimise_summary *s)
{
    const aci_optimise_result *r = s->result;
    aci_json_open(json, "pareto");
    aci_json_integer(json, "designs", r->pareto_count);
    aci_json_number(json, "hypervolume", r->pareto_count > 1 ? r->hypervolume : NAN);
    if (r->knee >= 0) {
        const double *values = r->points.values + r->pareto[r->knee] * r->outputs;
        aci_json_number(json, "knee_benefit", values[1]);
        aci_json_number(json, "knee_cost", values[0]);
    }
    aci_json_close(json);
}

void aci_optimise_summary_json(FILE *out, const aci_optimise_summary *summary)
{
    const aci_optimise_result *r = summary->result;
    aci_json json = {.out = out};
    aci_json_open(&json, NULL);
    aci_json_text(&json, "findings", summary->path);
    aci_json_boolean(&json, "feasible", r->is_feasible);
    aci_json_boolean(&json, "converged", r->has_converged);
    aci_json_number(&json, "violation", r->violation);
    aci_json_text(&json, "minimise", summary->goal->headlines[0].label);
    aci_json_text(&json, "minimise_unit", summary->goal->headlines[0].outcome.unit);
    aci_json_number(&json, "minimum", r->points.values[r->best * r->outputs]);
    json_variables(&json, summary);
    json_sides(&json, summary);
    if (summary->goal->pareto > 0) {
        json_pareto(&json, summary);
    }
    aci_json_integer(&json, "designs", r->points.count);
    aci_json_integer(&json, "runs", summary->runs);
    aci_json_close(&json);
}
