/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `uncertain`. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/base/parameters.h"
#include "acicula/base/units.h"
#include "acicula/study/distribution.h"

#define KINDS "normal|lognormal|uniform|log_uniform|triangular"

/// One entry of the section, `KEY: {distribution: ...}`.
typedef struct reader {
    aci_config *config;
    const aci_node *entry;
    aci_variable *variable;
    aci_distribution *out;
} reader;

/// What an entry may say besides its distribution, and for which of them ("nlugt": normal,
/// lognormal, uniform, log_uniform, triangular).
typedef struct entry_key {
    const char *name, *kinds;
} entry_key;

static const entry_key entry_keys[] = {
    {"mean", "n"},       {"deviation", "n"}, {"tolerance", "n"}, {"median", "l"}, {"factor", "l"},
    {"variation", "nl"}, {"mode", "t"},      {"from", "nlugt"},  {"to", "nlugt"},
};
enum { ENTRY_KEYS = sizeof entry_keys / sizeof entry_keys[0] };

static const char *const kind_names[] = {"normal", "lognormal", "uniform", "log_uniform",
                                         "triangular"};

static const aci_node *child_of(const reader *at, const char *key)
{
    return aci_config_child(at->entry, key);
}

/* The keys that fit the distribution, "mean, deviation". */
static void list_keys(char kind, char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "distribution");
    for (int k = 0; k < ENTRY_KEYS; ++k) {
        if (strchr(entry_keys[k].kinds, kind) != NULL && used < size) {
            used += (size_t)snprintf(text + used, size - used, ", %s", entry_keys[k].name);
        }
    }
}

static bool is_allowed(char kind, const char *name)
{
    for (int k = 0; k < ENTRY_KEYS; ++k) {
        if (strcmp(entry_keys[k].name, name) == 0) {
            return strchr(entry_keys[k].kinds, kind) != NULL;
        }
    }
    return strcmp(name, "distribution") == 0;
}

static bool check_keys(const reader *at)
{
    char kind = "nlugt"[at->out->kind], allowed[160], nearest[64];
    bool is_good = true;
    list_keys(kind, allowed, sizeof allowed);
    for (const aci_node *node = at->entry->first; node != NULL; node = node->next) {
        if (is_allowed(kind, node->key)) {
            continue;
        }
        bool is_near = aci_parameters_nearest_word(allowed, node->key, nearest, sizeof nearest);
        aci_config_fault_key(at->config, node,
                             "unknown key '%.60s' of a %s distribution,%s%s%s allowed are %s",
                             node->key, kind_names[at->out->kind], is_near ? " did you mean '" : "",
                             is_near ? nearest : "", is_near ? "'?" : "", allowed);
        is_good = false;
    }
    return is_good;
}

static void refuse_kind(const reader *at, const aci_node *node)
{
    char nearest[64];
    bool is_near = node->kind == ACI_NODE_SCALAR &&
                   aci_parameters_nearest_word(KINDS, node->text, nearest, sizeof nearest);
    aci_config_fault(at->config, node,
                     "unknown distribution '%.60s',%s%s%s allowed are normal, "
                     "lognormal, uniform, log_uniform, triangular",
                     node->kind == ACI_NODE_SCALAR ? node->text : "",
                     is_near ? " did you mean '" : "", is_near ? nearest : "", is_near ? "'?" : "");
}

static bool read_kind(const reader *at)
{
    const aci_node *node = child_of(at, "distribution");
    if (node == NULL) {
        aci_config_fault_missing(at->config, at->entry, "distribution",
                                 "missing, expected normal, lognormal, uniform, log_uniform or "
                                 "triangular");
        return false;
    }
    for (int k = 0; node->kind == ACI_NODE_SCALAR && k < 5; ++k) {
        if (strcmp(node->text, kind_names[k]) == 0) {
            at->out->kind = (aci_distribution_kind)k;
            return true;
        }
    }
    refuse_kind(at, node);
    return false;
}

/* A value of the variable itself, held against the range of its key. */
static bool read_value(const reader *at, const char *key, double *out)
{
    const aci_node *node = child_of(at, key);
    if (node == NULL) {
        return true;
    }
    if (!aci_variable_check(at->config, at->variable, node)) {
        return false;
    }
    if (node->is_word) {
        aci_config_fault(at->config, node, "'%.60s' is no number, expected one", node->text);
        return false;
    }
    *out = node->number;
    return true;
}

/* The centre of the distribution: given in the entry, else the config's own value. */
static bool read_centre(const reader *at, const char *key)
{
    const aci_node *own = aci_config_find(at->config, at->variable->key);
    at->out->centre = NAN;
    if (child_of(at, key) != NULL) {
        return read_value(at, key, &at->out->centre);
    }
    at->out->centre = aci_variable_given(at->config, at->variable);
    if (isnan(at->out->centre)) {
        aci_config_fault_missing(at->config, at->entry, key,
                                 "missing: the config has no number for %s to be the %s",
                                 at->variable->key, key);
        return false;
    }
    return own == NULL || aci_variable_check(at->config, at->variable, own);
}

/* A number above zero in a unit; `least` is what it must exceed. */
static bool read_above(const reader *at, const aci_node *node, const char *unit, double least,
                       double *out)
{
    int column = 0;
    if (node->kind != ACI_NODE_SCALAR) {
        aci_config_fault(at->config, node, "no number, expected one");
        return false;
    }
    if (aci_units_read(node->text, unit, out, &column) != ACI_OK) {
        aci_config_fault_in(at->config, node, column, "%s", aci_status_message());
        return false;
    }
    if (!(*out > least)) {
        aci_config_fault(at->config, node, "%.60s is out of range, allowed is > %g", node->text,
                         least);
    }
    return *out > least;
}

/* The one key given of those that say how wide the distribution is; NULL, and a fault, otherwise.
 */
static const aci_node *only_one(const reader *at, const char *const *keys, int count,
                                const char *words)
{
    const aci_node *found = NULL;
    for (int k = 0; k < count; ++k) {
        const aci_node *node = child_of(at, keys[k]);
        if (node != NULL && found != NULL) {
            aci_config_fault_key(at->config, node, "given together with %s, allowed is one of them",
                                 found->key);
            return NULL;
        }
        found = node != NULL ? node : found;
    }
    if (found == NULL) {
        aci_config_fault(at->config, at->entry, "does not say how wide it is, expected %s", words);
    }
    return found;
}

static bool read_normal_spread(const reader *at)
{
    static const char *const keys[] = {"tolerance", "deviation", "variation"};
    const aci_node *node =
        only_one(at, keys, 3, "tolerance (two standard deviations), deviation or variation");
    double spread = 0.0;
    if (node == NULL) {
        return false;
    }
    bool is_share = node->key[0] == 'v';
    if (!read_above(at, node, is_share ? "1" : at->variable->in_unit, 0.0, &spread)) {
        return false;
    }
    if (is_share && at->out->centre == 0.0) {
        aci_config_fault(at->config, node, "a share of a mean of zero, give deviation instead");
        return false;
    }
    at->out->spread = is_share              ? spread * fabs(at->out->centre)
                      : node->key[0] == 't' ? 0.5 * spread
                                            : spread;
    return true;
}

/* A factor stands for two standard deviations of the logarithm. */
static bool read_lognormal_spread(const reader *at)
{
    static const char *const keys[] = {"variation", "factor"};
    const aci_node *node =
        only_one(at, keys, 2, "variation or factor (two standard deviations, up and down)");
    double spread = 0.0;
    if (node == NULL) {
        return false;
    }
    bool is_factor = node->key[0] == 'f';
    if (!read_above(at, node, "1", is_factor ? 1.0 : 0.0, &spread)) {
        return false;
    }
    at->out->spread = is_factor ? 0.5 * log(spread) : sqrt(log1p(spread * spread));
    return true;
}

/* What the key allows; an excluded end is never met, but for the rounding of a quantile. */
static void cut_to_range(const reader *at)
{
    aci_range range = at->variable->row->range;
    bool has_range = range.minimum != 0.0 || range.maximum != 0.0 || range.minimum_excluded;
    at->out->least = has_range ? range.minimum : -INFINITY;
    at->out->most = has_range ? range.maximum : INFINITY;
    if (has_range && range.minimum_excluded) {
        at->out->least = nextafter(range.minimum, INFINITY);
    }
    if (has_range && range.maximum_excluded) {
        at->out->most = nextafter(range.maximum, -INFINITY);
    }
}

static bool check_ends(const reader *at)
{
    const aci_distribution *out = at->out;
    const aci_node *from = child_of(at, "from"), *to = child_of(at, "to");
    if (!(out->least < out->most)) {
        const aci_node *end = to != NULL ? to : from;
        aci_config_fault(at->config, end, "%.60s leaves nothing between from and to", end->text);
        return false;
    }
    if (out->kind != ACI_DISTRIBUTION_UNIFORM && out->kind != ACI_DISTRIBUTION_LOG_UNIFORM &&
        !(out->centre >= out->least && out->centre <= out->most)) {
        aci_config_fault(at->config, at->entry, "its centre lies outside from .. to");
        return false;
    }
    return true;
}

static bool read_bell(const reader *at)
{
    bool is_log = at->out->kind == ACI_DISTRIBUTION_LOGNORMAL;
    if (!read_centre(at, is_log ? "median" : "mean")) {
        return false;
    }
    if (is_log && !(at->out->centre > 0.0)) {
        aci_config_fault(at->config, at->entry, "a lognormal distribution needs a median > 0");
        return false;
    }
    bool has_spread = is_log ? read_lognormal_spread(at) : read_normal_spread(at);
    cut_to_range(at);
    bool has_from = read_value(at, "from", &at->out->least);
    return read_value(at, "to", &at->out->most) && has_from && has_spread && check_ends(at);
}

/* Distributions that end where the config says. */
static bool read_ended(const reader *at)
{
    static const char *const keys[] = {"from", "to"};
    bool is_good = true;
    for (int k = 0; k < 2; ++k) {
        if (child_of(at, keys[k]) == NULL) {
            aci_config_fault_missing(at->config, at->entry, keys[k],
                                     "missing: a %s distribution has from and to",
                                     kind_names[at->out->kind]);
            is_good = false;
        }
    }
    is_good = is_good && read_value(at, "from", &at->out->least);
    is_good = read_value(at, "to", &at->out->most) && is_good;
    if (is_good && at->out->kind == ACI_DISTRIBUTION_TRIANGULAR) {
        is_good = read_centre(at, "mode");
    }
    if (is_good && at->out->kind != ACI_DISTRIBUTION_TRIANGULAR) {
        double own = aci_variable_given(at->config, at->variable);
        at->out->centre = own >= at->out->least && own <= at->out->most ? own : NAN;
    }
    if (is_good && at->out->kind == ACI_DISTRIBUTION_LOG_UNIFORM && !(at->out->least > 0.0)) {
        aci_config_fault(at->config, child_of(at, "from"), "a logarithm needs from > 0");
        return false;
    }
    return is_good && check_ends(at);
}

static bool read_entry(const reader *at)
{
    if (at->entry->kind != ACI_NODE_MAP) {
        aci_config_fault(at->config, at->entry,
                         "no map, expected one such as {distribution: normal, tolerance: 25 um}");
        return false;
    }
    if (aci_variable_read(at->config, at->entry, at->variable) != ACI_OK) {
        return false;
    }
    if (!at->variable->is_number) {
        aci_config_fault_key(at->config, at->entry,
                             "its values are words, only numbers have a "
                             "distribution");
        return false;
    }
    if (!read_kind(at) || !check_keys(at)) {
        return false;
    }
    return at->out->kind <= ACI_DISTRIBUTION_LOGNORMAL ? read_bell(at) : read_ended(at);
}

aci_status aci_distribution_read(aci_config *config, aci_distribution_list *out)
{
    const aci_node *section = aci_config_child(aci_config_root(config), "uncertain");
    out->count = 0;
    if (section == NULL || !section->valid) {
        return aci_config_status(config);
    }
    if (section->count > ACI_UNCERTAIN_MAX) {
        aci_config_fault(config, section, "%d uncertain numbers, allowed are %d", section->count,
                         ACI_UNCERTAIN_MAX);
        return aci_config_status(config);
    }
    for (const aci_node *node = section->first; node != NULL; node = node->next) {
        reader at = {config, node, &out->variables[out->count], &out->distributions[out->count]};
        *at.out = (aci_distribution){.centre = NAN};
        out->count += read_entry(&at);
    }
    return aci_config_status(config);
}
