/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/goal.h"

#include <math.h>
#include <string.h>

#include "acicula/base/parameters.h"

enum { PARETO_LEAST = 3 };

/// What is read from.
typedef struct reader {
    aci_config *config;
    const aci_scenario *scenario;
    const aci_node *section;
    aci_goal *out;
} reader;

static void check_keys(const reader *at, const aci_node *range)
{
    static const char words[] = "from|to|spacing";
    for (const aci_node *node = range->first; node != NULL; node = node->next) {
        char nearest[16] = "";
        if (strcmp(node->key, "from") == 0 || strcmp(node->key, "to") == 0 ||
            strcmp(node->key, "spacing") == 0) {
            continue;
        }
        bool is_near = aci_parameters_nearest_word(words, node->key, nearest, sizeof nearest);
        aci_config_fault_key(at->config, node,
                             "unknown key '%.60s'%s%s%s, allowed are from, to, spacing", node->key,
                             is_near ? ", did you mean '" : "", nearest, is_near ? "'?" : "");
    }
}

static void read_spacing(const reader *at, const aci_node *range, aci_optimise_variable *out)
{
    const aci_node *node = aci_config_child(range, "spacing");
    const char *word = node == NULL ? "linear" : node->text != NULL ? node->text : "";
    out->is_log = strcmp(word, "log") == 0;
    if (!out->is_log && strcmp(word, "linear") != 0) {
        aci_config_fault(at->config, node, "unknown word '%.60s', allowed are linear, log", word);
    } else if (out->is_log && out->least <= 0.0) {
        aci_config_fault(at->config, node, "log spacing needs a range above zero");
    }
}

static void read_range(const reader *at, const aci_node *node, aci_variable *variable,
                       aci_optimise_variable *out)
{
    *out = (aci_optimise_variable){.is_count = variable->is_count};
    if (node->kind != ACI_NODE_MAP) {
        aci_config_fault(at->config, node, "expected a range such as {from: .., to: ..}");
        return;
    }
    if (!variable->is_number) {
        aci_config_fault_key(at->config, node,
                             "its values are words, only numbers can be searched for");
        return;
    }
    check_keys(at, node);
    bool has_least = aci_variable_read_end(at->config, variable, node, "from", &out->least);
    bool has_most = aci_variable_read_end(at->config, variable, node, "to", &out->most);
    if (!has_least || !has_most) {
        return;
    }
    if (!(out->least < out->most)) {
        aci_config_fault(at->config, aci_config_child(node, "to"), "not above `from`, which is %s",
                         aci_config_child(node, "from")->text);
    }
    read_spacing(at, node, out);
    out->start = aci_variable_given(at->config, variable);
}

static aci_status read_variables(const reader *at)
{
    const aci_node *vary = aci_config_child(at->section, "vary");
    aci_goal *out = at->out;
    if (vary == NULL || (vary->valid && vary->count == 0)) {
        aci_config_fault_missing(at->config, at->section, "vary",
                                 "nothing to choose, expected keys of the config with a range, for "
                                 "example {channels.depth: {from: 50 um, to: 300 um}}");
        return ACI_OK;
    }
    if (vary->count > ACI_OPTIMISE_VARIABLES_MAX) {
        aci_config_fault(at->config, vary, "%d keys, at most %d can be searched at once",
                         vary->count, ACI_OPTIMISE_VARIABLES_MAX);
        return ACI_OK;
    }
    for (const aci_node *node = vary->valid ? vary->first : NULL; node != NULL; node = node->next) {
        aci_variable *variable = &out->variables[out->variable_count];
        aci_status status = aci_variable_read(at->config, node, variable);
        if (status == ACI_OK) {
            read_range(at, node, variable, &out->ranges[out->variable_count++]);
        } else if (status != ACI_BAD_INPUT) {
            return status;
        }
    }
    return ACI_OK;
}

static aci_status read_limits(const reader *at, const char *section)
{
    aci_limits limits;
    aci_status status = aci_limits_read(at->config, section, at->scenario, &limits);
    for (int n = 0; n < limits.count; n++) {
        at->out->limits[at->out->limit_count++] = limits.limits[n];
    }
    return status == ACI_BAD_INPUT ? ACI_OK : status;
}

static aci_status read_all_limits(const reader *at)
{
    const aci_node *target = aci_config_child(at->section, "target");
    if (target == NULL || (target->valid && target->count == 0)) {
        aci_config_fault_missing(at->config, at->section, "target",
                                 "missing, expected what must be reached, for example "
                                 "[{result: absorbed, at_least: 2 ug/cm2}]");
    }
    ACI_TRY(read_limits(at, "optimise.target"));
    at->out->target_count = at->out->limit_count;
    return read_limits(at, "optimise.constraints");
}

static void read_objective(const reader *at)
{
    const aci_node *name = aci_parameters_value(at->section, "minimise");
    const aci_node *time = aci_parameters_value(at->section, "minimise_at");
    const char *text = name != NULL ? name->text : "invasiveness";
    aci_headline *out = &at->out->headlines[0];
    if (aci_headline_find(at->scenario, text, NAN, out) != ACI_OK) {
        aci_config_fault(at->config, name != NULL ? name : at->section, "%s", aci_status_message());
    } else if (time != NULL && aci_headline_find(at->scenario, text, time->number, out) != ACI_OK) {
        aci_config_fault(at->config, time, "%s", aci_status_message());
    }
}

static double number_or(const reader *at, const char *key, double standard)
{
    const aci_node *node = aci_parameters_value(at->section, key);
    return node != NULL ? node->number : standard;
}

static void read_numbers(const reader *at)
{
    aci_goal *out = at->out;
    out->pareto = (int)number_or(at, "pareto", 0.0);
    out->screening = (int)number_or(at, "screening", 0.0);
    out->points_most = (int)number_or(at, "evaluations", 0.0);
    out->seed = (uint64_t)number_or(at, "seed", 1.0);
    out->tolerance = number_or(at, "tolerance", 0.0);
    if (out->pareto > 0 && out->pareto < PARETO_LEAST) {
        aci_config_fault(at->config, aci_config_child(at->section, "pareto"),
                         "%d designs are no trade-off, allowed are 0 and at least %d", out->pareto,
                         PARETO_LEAST);
    }
}

static void list_headlines(const reader *at)
{
    aci_goal *out = at->out;
    out->headline_count = 1 + out->limit_count;
    for (int n = 0; n < out->limit_count; n++) {
        out->headlines[n + 1] = out->limits[n].headline;
    }
    for (int n = 0; n < out->headline_count && at->scenario->needling.exists; n++) {
        if (out->headlines[n].outcome.is_mechanical) {
            out->screen_outputs[out->mechanical_count] = n;
            out->mechanical[out->mechanical_count++] = out->headlines[n];
        }
    }
}

aci_status aci_goal_read(aci_config *config, const aci_scenario *scenario, aci_goal *out)
{
    const aci_node *section = aci_config_child(aci_config_root(config), "optimise");
    memset(out, 0, sizeof *out);
    if (section == NULL) {
        aci_config_fault_missing(config, aci_config_root(config), "optimise",
                                 "missing, expected what to vary and the target");
        return aci_config_status(config);
    }
    reader at = {config, scenario, section, out};
    ACI_TRY(read_variables(&at));
    ACI_TRY(read_all_limits(&at));
    read_objective(&at);
    read_numbers(&at);
    list_headlines(&at);
    return aci_config_status(config);
}

aci_optimise_problem aci_goal_problem(const aci_goal *goal, const aci_model *model,
                                      const aci_model *screen)
{
    aci_optimise_problem out = {.model = model,
                                .screen = goal->mechanical_count > 0 ? screen : NULL,
                                .variable_count = goal->variable_count,
                                .limit_count = goal->limit_count,
                                .seed = goal->seed,
                                .screening = goal->screening,
                                .points_most = goal->points_most,
                                .tolerance = goal->tolerance,
                                .pareto = goal->pareto};
    memcpy(out.variables, goal->ranges, sizeof goal->ranges);
    memcpy(out.screen_outputs, goal->screen_outputs, sizeof goal->screen_outputs);
    for (int n = 0; n < goal->limit_count; n++) {
        out.limits[n] =
            (aci_optimise_limit){n + 1, goal->limits[n].at_least, goal->limits[n].at_most};
    }
    return out;
}
