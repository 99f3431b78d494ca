/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/limits.h"

#include <math.h>

#include "acicula/base/parameters.h"
#include "acicula/base/units.h"

/// One entry of the list being read.
typedef struct reader {
    aci_config *config;
    const aci_scenario *scenario;
    const aci_node *entry;
} reader;

static bool read_headline(const reader *at, aci_headline *out)
{
    const aci_node *result = aci_parameters_value(at->entry, "result");
    const aci_node *time = aci_parameters_value(at->entry, "at");
    if (aci_config_child(at->entry, "result") == NULL) {
        aci_config_fault_missing(at->config, at->entry, "result",
                                 "missing, expected the result that is limited, such as absorbed");
    }
    if (result == NULL) {
        return false;
    }
    return aci_headline_read(at->config, at->scenario, result, time, out);
}

static bool read_bound(const reader *at, const char *key, const char *unit, double *out)
{
    const aci_node *node = aci_parameters_value(at->entry, key);
    int column = 0;
    if (node != NULL && aci_units_read(node->text, unit, out, &column) != ACI_OK) {
        aci_config_fault_in(at->config, node, column, "%s", aci_status_message());
        return false;
    }
    return node != NULL || aci_config_child(at->entry, key) == NULL;
}

static bool check_bounds(const reader *at, const aci_limit *limit)
{
    const aci_node *least = aci_config_child(at->entry, "at_least");
    const aci_node *most = aci_config_child(at->entry, "at_most");
    if (least == NULL && most == NULL) {
        aci_config_fault(at->config, at->entry,
                         "limits nothing, expected at_least, at_most or both");
    } else if (least != NULL && most != NULL && limit->at_least > limit->at_most) {
        aci_config_fault(at->config, most,
                         "%s is below at_least, which is %s: nothing lies between", most->text,
                         least->text);
    }
    return (least != NULL || most != NULL) && limit->at_least <= limit->at_most;
}

static bool read_limit(const reader *at, aci_limit *out)
{
    *out = (aci_limit){.at_least = -INFINITY, .at_most = INFINITY};
    if (!read_headline(at, &out->headline)) {
        return false;
    }
    const char *unit = out->headline.outcome.unit;
    bool has_least = read_bound(at, "at_least", unit, &out->at_least);
    bool has_most = read_bound(at, "at_most", unit, &out->at_most);
    return has_least && has_most && check_bounds(at, out);
}

aci_status aci_limits_read(aci_config *config, const char *section, const aci_scenario *scenario,
                           aci_limits *out)
{
    const aci_node *list = aci_config_find(config, section);
    out->count = 0;
    if (list == NULL || !list->valid) {
        return aci_config_status(config);
    }
    if (list->count > ACI_LIMITS_MAX) {
        aci_config_fault(config, list, "%d limits, allowed are %d", list->count, ACI_LIMITS_MAX);
        return aci_config_status(config);
    }
    for (const aci_node *entry = list->first; entry != NULL; entry = entry->next) {
        reader at = {config, scenario, entry};
        if (entry->valid && read_limit(&at, &out->limits[out->count])) {
            ++out->count;
        }
    }
    return aci_config_status(config);
}
