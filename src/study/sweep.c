/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/sweep.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sweep_points.h"

static const double time_limit_default = 3600.0;

enum { SAMPLES_DEFAULT = 100, LIST_MAX = 100000 };

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the sweep");
}

static bool is_sampled(const aci_sweep *sweep)
{
    return sweep->design == ACI_SWEEP_LATIN_HYPERCUBE || sweep->design == ACI_SWEEP_SOBOL;
}

/* A file is read at once, so that the cases have the text they are known by. */
static aci_status read_value(aci_config *config, const aci_node *node, aci_sweep_key *key)
{
    const aci_config_input *input = NULL;
    if (!aci_variable_check(config, &key->variable, node)) {
        return ACI_OK;
    }
    if (key->variable.row->kind == ACI_PATH &&
        aci_config_read_input(config, node, &input) != ACI_OK) {
        return aci_config_fault_count(config) > 0 ? ACI_OK : ACI_FILE;
    }
    key->has_words = key->has_words || !key->variable.is_number || node->is_word;
    key->texts[key->count] = strdup(node->text);
    return key->texts[key->count++] != NULL ? ACI_OK : out_of_memory();
}

static aci_status read_list(aci_config *config, const aci_node *list, aci_sweep_key *key)
{
    if (list->count == 0 || list->count > LIST_MAX) {
        aci_config_fault(config, list, "%d values, expected at least one and at most %d",
                         list->count, LIST_MAX);
        return ACI_OK;
    }
    key->texts = calloc((size_t)list->count, sizeof *key->texts);
    if (key->texts == NULL) {
        return out_of_memory();
    }
    for (const aci_node *node = list->first; node != NULL; node = node->next) {
        ACI_TRY(read_value(config, node, key));
    }
    return ACI_OK;
}

static bool is_known(aci_config *config, const aci_node *range)
{
    static const char *const keys[] = {"from", "to", "count", "spacing"};
    bool all = true;
    for (const aci_node *node = range->first; node != NULL; node = node->next) {
        bool known = false;
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; ++k) {
            known = known || strcmp(node->key, keys[k]) == 0;
        }
        if (!known) {
            aci_config_fault_key(config, node,
                                 "unknown key '%.60s', allowed are from, to, count, spacing",
                                 node->key);
        }
        all = all && known;
    }
    return all;
}

static bool read_spacing(aci_config *config, const aci_node *range, aci_sweep_key *key)
{
    const aci_node *node = aci_config_child(range, "spacing");
    const char *word = node == NULL ? "linear" : node->text != NULL ? node->text : "";
    key->is_log = strcmp(word, "log") == 0;
    if (!key->is_log && strcmp(word, "linear") != 0) {
        aci_config_fault(config, node, "unknown word '%.60s', allowed are linear, log", word);
        return false;
    }
    if (key->is_log && key->from <= 0.0) {
        aci_config_fault(config, node, "log spacing needs ends above zero");
        return false;
    }
    return true;
}

static bool read_points(aci_config *config, const aci_node *range, const aci_sweep *sweep,
                        aci_sweep_key *key)
{
    const aci_node *node = aci_config_child(range, "count");
    char *end = NULL;
    if (is_sampled(sweep)) {
        if (node != NULL) {
            aci_config_fault(config, node,
                             "this design samples the range, sweep.samples says how many cases");
        }
        return node == NULL;
    }
    if (node == NULL) {
        aci_config_fault_missing(config, range, "count", "missing, expected a whole number");
        return false;
    }
    long count = node->text != NULL ? strtol(node->text, &end, 10) : 0;
    if (node->text == NULL || end == node->text || *end != '\0' || count < 1 || count > LIST_MAX) {
        aci_config_fault(config, node, "expected a whole number from 1 to %d", LIST_MAX);
        return false;
    }
    if (key->variable.is_count && (double)count > key->to - key->from + 1.0) {
        aci_config_fault(config, node, "more points than there are whole numbers in the range");
        return false;
    }
    key->count = (int)count;
    return true;
}

static void read_range(aci_config *config, const aci_node *range, const aci_sweep *sweep,
                       aci_sweep_key *key)
{
    if (!key->variable.is_number) {
        aci_config_fault(config, range, "a range, but its values are words: expected a list");
        return;
    }
    if (!is_known(config, range) ||
        !aci_variable_read_end(config, &key->variable, range, "from", &key->from) ||
        !aci_variable_read_end(config, &key->variable, range, "to", &key->to)) {
        return;
    }
    if (key->from >= key->to) {
        aci_config_fault(config, aci_config_child(range, "to"), "not above `from`");
        return;
    }
    (void)(read_spacing(config, range, key) && read_points(config, range, sweep, key));
}

static aci_status read_key(aci_config *config, const aci_node *node, aci_sweep *sweep)
{
    aci_sweep_key *key = &sweep->keys[sweep->key_count];
    aci_status status = aci_variable_read(config, node, &key->variable);
    if (status != ACI_OK) {
        return status == ACI_BAD_INPUT ? ACI_OK : status;
    }
    sweep->key_count++;
    if (node->kind == ACI_NODE_LIST) {
        return read_list(config, node, key);
    }
    if (node->kind == ACI_NODE_MAP) {
        read_range(config, node, sweep, key);
    } else {
        aci_config_fault(
            config, node,
            "one value, expected a list [..] or a range {from: .., to: .., count: ..}");
    }
    return ACI_OK;
}

static aci_status read_keys(aci_config *config, const aci_node *section, aci_sweep *sweep)
{
    const aci_node *vary = aci_config_child(section, "vary");
    if (vary == NULL) {
        aci_config_fault_missing(config, section, "vary",
                                 "missing, expected keys of the config with their values");
        return ACI_OK;
    }
    if (vary->count > ACI_SWEEP_KEYS_MAX) {
        aci_config_fault(config, vary, "%d keys, at most %d can be varied", vary->count,
                         ACI_SWEEP_KEYS_MAX);
        return ACI_OK;
    }
    for (const aci_node *node = vary->valid ? vary->first : NULL; node != NULL; node = node->next) {
        ACI_TRY(read_key(config, node, sweep));
    }
    return ACI_OK;
}

static void count_zip(aci_config *config, const aci_node *section, aci_sweep *sweep)
{
    sweep->count = sweep->keys[0].count;
    for (int k = 1; k < sweep->key_count; ++k) {
        if (sweep->keys[k].count != sweep->count) {
            const aci_node *vary = aci_config_child(section, "vary");
            aci_config_fault(config, aci_config_child(vary, sweep->keys[k].variable.key),
                             "%d values, but %s has %ld: `zip` goes through them side by side",
                             sweep->keys[k].count, sweep->keys[0].variable.key, sweep->count);
            return;
        }
    }
}

static void count_cases(aci_config *config, const aci_node *section, aci_sweep *sweep)
{
    const aci_node *samples = aci_parameters_value(section, "samples");
    double count = 1.0;
    if (is_sampled(sweep)) {
        sweep->count = samples != NULL ? (long)samples->number : SAMPLES_DEFAULT;
        return;
    }
    if (samples != NULL) {
        aci_config_fault(config, samples,
                         "of no use to this design, allowed with "
                         "latin_hypercube and sobol");
    }
    if (sweep->design == ACI_SWEEP_ZIP) {
        count_zip(config, section, sweep);
        return;
    }
    for (int k = 0; k < sweep->key_count; ++k) {
        count *= sweep->keys[k].count;
    }
    if (count > ACI_SWEEP_CASES_MAX) {
        aci_config_fault(config, aci_config_child(section, "vary"), "%.3g cases, at most %d", count,
                         ACI_SWEEP_CASES_MAX);
        return;
    }
    sweep->count = (long)count;
}

aci_status aci_sweep_read(aci_config *config, aci_sweep *out)
{
    memset(out, 0, sizeof *out);
    const aci_node *section = aci_config_child(aci_config_root(config), "sweep");
    if (section == NULL) {
        aci_config_fault_missing(config, aci_config_root(config), "sweep",
                                 "missing, expected a section with `vary`");
        return aci_config_status(config);
    }
    ACI_TRY(aci_config_status(config));
    const aci_node *design = aci_parameters_value(section, "design");
    const aci_node *seed = aci_parameters_value(section, "seed");
    const aci_node *fields = aci_parameters_value(section, "fields");
    const aci_node *limit = aci_parameters_value(section, "time_limit");
    out->time_limit = limit != NULL ? limit->number : time_limit_default;
    out->design = design != NULL ? (aci_sweep_design)design->choice : ACI_SWEEP_GRID;
    out->seed = seed != NULL ? (uint64_t)seed->number : 1;
    out->fields = fields != NULL && fields->number != 0.0;
    ACI_TRY(read_keys(config, section, out));
    ACI_TRY(aci_config_status(config));
    count_cases(config, section, out);
    ACI_TRY(aci_config_status(config));
    return is_sampled(out) ? aci_sweep_sample(out) : ACI_OK;
}

static const char *const default_endpoints[] = {
    "steady_flux",     "flux_max",          "lag_time", "permeability",
    "dermal_delivery", "enhancement_ratio", "depth",    "punctured_fraction"};

static bool is_default(const aci_outcome *outcome)
{
    for (size_t k = 0; k < sizeof default_endpoints / sizeof default_endpoints[0]; ++k) {
        if (strcmp(outcome->name, default_endpoints[k]) == 0) {
            return true;
        }
    }
    return outcome->over_time && strcmp(outcome->unit, "kg m-2") == 0;
}

static void choose_results(const aci_scenario *scenario, aci_sweep *sweep)
{
    aci_outcome list[ACI_OUTCOMES_MAX];
    int count = aci_outcome_list(scenario, list);
    for (int n = 0; n < count && sweep->outcome_count < ACI_SWEEP_OUTCOMES_MAX; ++n) {
        if (is_default(&list[n])) {
            sweep->outcomes[sweep->outcome_count++] = list[n];
        }
    }
}

static bool has_outcome(const aci_sweep *sweep, const char *name)
{
    for (int n = 0; n < sweep->outcome_count; ++n) {
        if (strcmp(sweep->outcomes[n].name, name) == 0) {
            return true;
        }
    }
    return false;
}

aci_status aci_sweep_read_results(aci_config *config, const aci_scenario *scenario,
                                  aci_sweep *sweep)
{
    const aci_node *section = aci_config_child(aci_config_root(config), "sweep");
    const aci_node *results = aci_config_child(section, "results");
    sweep->outcome_count = 0;
    if (results == NULL) {
        choose_results(scenario, sweep);
        return ACI_OK;
    }
    if (results->count == 0 || results->count > ACI_SWEEP_OUTCOMES_MAX) {
        aci_config_fault(config, results, "%d names, expected 1 to %d", results->count,
                         ACI_SWEEP_OUTCOMES_MAX);
    }
    for (const aci_node *node = results->first;
         node != NULL && sweep->outcome_count < ACI_SWEEP_OUTCOMES_MAX; node = node->next) {
        aci_outcome *out = &sweep->outcomes[sweep->outcome_count];
        if (has_outcome(sweep, node->text)) {
            aci_config_fault(config, node, "'%.60s' twice, allowed once", node->text);
        } else if (aci_outcome_find(scenario, node->text, out) != ACI_OK) {
            aci_config_fault(config, node, "%s", aci_status_message());
        } else {
            sweep->outcome_count++;
        }
    }
    return aci_config_status(config);
}

void aci_sweep_destroy(aci_sweep *sweep)
{
    for (int k = 0; k < ACI_SWEEP_KEYS_MAX; ++k) {
        for (int n = 0; sweep->keys[k].texts != NULL && n < sweep->keys[k].count; ++n) {
            free(sweep->keys[k].texts[n]);
        }
        free(sweep->keys[k].texts);
    }
    free(sweep->unit);
    memset(sweep, 0, sizeof *sweep);
}
