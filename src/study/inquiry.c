/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/inquiry.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "acicula/base/parameters.h"

static const double usual_confidence = 0.95;

void aci_inquiry_name(const aci_headline *headline, char name[2 * ACI_NAME_SIZE])
{
    size_t used = 0;
    for (const char *c = headline->label; *c != '\0'; ++c) {
        if (isalnum((unsigned char)*c)) {
            name[used++] = *c;
        } else if (used > 0 && name[used - 1] != '_') {
            name[used++] = '_';
        }
    }
    name[used] = '\0';
}

static void add(aci_inquiry *out, const aci_headline *headline)
{
    out->results[out->count] = *headline;
    aci_inquiry_name(headline, out->names[out->count]);
    ++out->count;
}

static int place_of(const aci_inquiry *out, const aci_headline *headline)
{
    for (int k = 0; k < out->count; ++k) {
        if (strcmp(out->results[k].label, headline->label) == 0) {
            return k;
        }
    }
    return -1;
}

int aci_inquiry_add(aci_inquiry *inquiry, const aci_headline *headline)
{
    int place = place_of(inquiry, headline);
    if (place < 0 && inquiry->count < ACI_INQUIRY_RESULTS_MAX) {
        place = inquiry->count;
        add(inquiry, headline);
    }
    return place;
}

/* A name alone in the list has become {name: ...}. */
static bool read_headline(aci_config *config, const aci_scenario *scenario, const aci_node *entry,
                          aci_headline *out)
{
    const aci_node *result = aci_parameters_value(entry, "result");
    const aci_node *at = aci_parameters_value(entry, "at");
    result = result != NULL ? result : aci_parameters_value(entry, "name");
    if (result == NULL) {
        aci_config_fault_missing(config, entry, "result",
                                 "missing, expected a result such as absorbed");
        return false;
    }
    return aci_headline_read(config, scenario, result, at, out);
}

static void read_results(aci_config *config, const aci_scenario *scenario, const aci_node *list,
                         aci_inquiry *out)
{
    aci_headline headline;
    if (list->count < 1 || list->count > ACI_INQUIRY_RESULTS_MAX) {
        aci_config_fault(config, list, "%d results, allowed are 1 to %d", list->count,
                         (int)ACI_INQUIRY_RESULTS_MAX);
        return;
    }
    for (const aci_node *entry = list->first; entry != NULL; entry = entry->next) {
        if (!entry->valid || !read_headline(config, scenario, entry, &headline)) {
            continue;
        }
        if (place_of(out, &headline) >= 0) {
            aci_config_fault(config, entry, "'%s' twice, allowed once", headline.label);
        } else {
            add(out, &headline);
        }
    }
}

static void add_usual(const aci_scenario *scenario, aci_inquiry *out)
{
    static const char *const names[] = {"absorbed", "depth", "punctured_fraction"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; ++k) {
        aci_headline headline;
        bool has_run = k > 0 || scenario->report.count > 0;
        if (has_run && aci_headline_find(scenario, names[k], NAN, &headline) == ACI_OK) {
            add(out, &headline);
        }
    }
}

aci_status aci_inquiry_read(aci_config *config, const char *section, const aci_scenario *scenario,
                            aci_inquiry *out)
{
    const aci_node *map = aci_config_child(aci_config_root(config), section);
    const aci_node *samples = aci_parameters_value(map, "samples");
    const aci_node *seed = aci_parameters_value(map, "seed");
    const aci_node *confidence = aci_parameters_value(map, "confidence");
    const aci_node *results = aci_parameters_value(map, "results");
    *out = (aci_inquiry){.samples = samples != NULL ? (int)samples->number : 0,
                         .seed = seed != NULL ? (uint64_t)seed->number : 1,
                         .confidence = confidence != NULL ? confidence->number : usual_confidence};
    if (results != NULL) {
        read_results(config, scenario, results, out);
    } else {
        add_usual(scenario, out);
    }
    return aci_config_status(config);
}
