/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/headline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"

enum { WORDS_SIZE = 1024 };

static const char *member_name(const aci_outcome *outcome, const aci_scenario *s, int member)
{
    return outcome->members == ACI_OUTCOME_LAYERS ? s->skin.layers[member].name
                                                  : s->targets.regions[member].name;
}

static aci_status find_member(const aci_scenario *scenario, const char *member, aci_headline *out)
{
    char words[WORDS_SIZE] = "";
    size_t used = 0;
    int width = aci_outcome_width(&out->outcome, scenario);
    bool has_members = out->outcome.members != ACI_OUTCOME_SINGLE;
    if (!has_members) {
        return *member == '\0' ? ACI_OK
                               : ACI_FAIL(ACI_BAD_INPUT, "'%s' has no parts, so no '.%.40s'",
                                          out->outcome.name, member);
    }
    for (int m = 0; m < width && used < sizeof words; ++m) {
        const char *name = member_name(&out->outcome, scenario, m);
        if (strcmp(name, member) == 0) {
            out->member = m;
            return ACI_OK;
        }
        used +=
            (size_t)snprintf(words + used, sizeof words - used, "%s%s", m > 0 ? ", " : "", name);
    }
    const char *of = out->outcome.members == ACI_OUTCOME_LAYERS ? "layers" : "regions";
    return ACI_FAIL(ACI_BAD_INPUT, "'%s' is one number for each of the %s, written %s.NAME with %s",
                    out->outcome.name, of, out->outcome.name, words);
}

/* The index of a report time; -1: it is none. */
static int index_of(const aci_times *report, double at)
{
    for (int n = 0; n < report->count; ++n) {
        if (fabs(report->time[n] - at) <= 1e-12 * at) {
            return n;
        }
    }
    return -1;
}

static aci_status find_time(const aci_scenario *scenario, double at, aci_headline *out)
{
    const aci_times *report = &scenario->report;
    if (!out->outcome.over_time) {
        return isnan(at) ? ACI_OK
                         : ACI_FAIL(ACI_BAD_INPUT,
                                    "'%s' is one number for the whole run and has no "
                                    "time",
                                    out->outcome.name);
    }
    out->time = isnan(at) ? report->count - 1 : index_of(report, at);
    if (out->time < 0) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "%g h is no report time; simulation.report_times must have "
                        "it",
                        at / 3600.0);
    }
    out->at = report->time[out->time];
    return ACI_OK;
}

static void write_label(const char *name, aci_headline *out)
{
    char time[ACI_UNITS_TEXT_SIZE];
    size_t used = (size_t)snprintf(out->label, sizeof out->label, "%s", name);
    if (out->outcome.over_time && used < sizeof out->label &&
        aci_units_write(out->at, "h", time) == ACI_OK) {
        snprintf(out->label + used, sizeof out->label - used, " at %s", time);
    }
}

aci_status aci_headline_find(const aci_scenario *scenario, const char *name, double at,
                             aci_headline *out)
{
    char outcome[ACI_NAME_SIZE];
    *out = (aci_headline){.time = 0};
    size_t length = strcspn(name, ".");
    snprintf(outcome, sizeof outcome, "%.*s", (int)length, name);
    ACI_TRY(aci_outcome_find(scenario, outcome, &out->outcome));
    ACI_TRY(find_member(scenario, name[length] == '.' ? name + length + 1 : "", out));
    ACI_TRY(find_time(scenario, at, out));
    write_label(name, out);
    return ACI_OK;
}

/* Without the time first, so that a wrong name and a wrong time are each told in their place. */
bool aci_headline_read(aci_config *config, const aci_scenario *scenario, const aci_node *name,
                       const aci_node *at, aci_headline *out)
{
    if (aci_headline_find(scenario, name->text, NAN, out) != ACI_OK) {
        aci_config_fault(config, name, "%s", aci_status_message());
        return false;
    }
    if (at != NULL && aci_headline_find(scenario, name->text, at->number, out) != ACI_OK) {
        aci_config_fault(config, at, "%s", aci_status_message());
        return false;
    }
    return true;
}

/* In a scenario with other report times too. */
static int time_in(const aci_headline *headline, const aci_scenario *scenario)
{
    return headline->outcome.over_time ? index_of(&scenario->report, headline->at) : 0;
}

bool aci_headline_is_reported(const aci_headline *headline, const aci_scenario *scenario)
{
    return time_in(headline, scenario) >= 0;
}

double aci_headline_value(const aci_headline *headline, const aci_scenario *scenario,
                          const aci_results *results, double *error)
{
    int width = aci_outcome_width(&headline->outcome, scenario);
    size_t count = (size_t)aci_outcome_times(&headline->outcome, scenario) * (size_t)width;
    double *block = malloc(2 * (count + 1) * sizeof *block);
    double value = NAN, found = NAN;
    int time = time_in(headline, scenario);
    size_t at = (size_t)(time < 0 ? 0 : time) * (size_t)width + (size_t)headline->member;
    if (block != NULL && time >= 0 && at < count) {
        aci_outcome_values(&headline->outcome, scenario, results, block, block + count);
        value = block[at];
        found = block[count + at];
    }
    free(block);
    if (error != NULL) {
        *error = found;
    }
    return value;
}
