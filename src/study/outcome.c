/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/outcome.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "accuracy.h"
#include "acicula/base/parameters.h"
#include "acicula/study/invasiveness.h"

typedef enum outcome_source {
    SOURCE_HISTORY,
    SOURCE_LAYERS,
    SOURCE_STEADY,
    SOURCE_ENDPOINT,
    SOURCE_SYSTEMIC,
    SOURCE_REGION_ROW,
    SOURCE_REGION_ENDPOINT,
    SOURCE_NEEDLES,
    SOURCE_WOUNDS
} outcome_source;

enum { WORDS_SIZE = 2048 };

typedef struct name_row {
    const char *name, *unit, *text;
} name_row;

#define ROW(name, unit, text) {#name, unit, text},
static const name_row history_rows[] = {ACI_HISTORY_LIST(ROW)};
static const name_row endpoint_rows[] = {ACI_ENDPOINT_LIST(ROW)};
static const name_row systemic_rows[] = {ACI_SYSTEMIC_ENDPOINT_LIST(ROW)};
static const name_row region_rows[] = {ACI_REGION_LIST(ROW)};
static const name_row region_endpoint_rows[] = {ACI_REGION_ENDPOINT_LIST(ROW)};

/* name, unit, words, value; `p` is the aci_puncture. */
#define NEEDLES_LIST(X)                                                                            \
    X(depth, "m",                                                                                  \
      "mean over strikes of the tip's depth below the deformed surface, 0 where not "              \
      "punctured",                                                                                 \
      p->statistics.depth_mean)                                                                    \
    X(depth_deviation, "m", "standard deviation of the depth of the strikes that punctured",       \
      p->statistics.depth_deviation)                                                               \
    X(depth_5, "m", "depth that 5 % of the strikes that punctured fall short of",                  \
      p->statistics.depth_quantiles[0])                                                            \
    X(depth_50, "m", "median depth of the strikes that punctured",                                 \
      p->statistics.depth_quantiles[2])                                                            \
    X(depth_95, "m", "depth that 5 % of the strikes that punctured exceed",                        \
      p->statistics.depth_quantiles[4])                                                            \
    X(punctured_fraction, "1", "strikes that punctured over all strikes",                          \
      p->statistics.punctured_fraction)                                                            \
    X(puncture_rate, "s-1", "punctures per second", p->statistics.puncture_rate)                   \
    X(strike_density, "m-2", "strikes per area", p->statistics.strike_density)                     \
    X(channel_density, "m-2", "channels per area", p->statistics.channel_density)                  \
    X(open_area_fraction, "1", "area of the mouths over the area",                                 \
      p->statistics.open_area_fraction)                                                            \
    X(coverage, "1", "part of the area within a mouth", p->statistics.coverage)                    \
    X(bleeding, "1", "mean probability that a channel cuts a vessel", p->statistics.bleeding)      \
    X(treatment_time, "s", "duration of all passes", p->statistics.duration)                       \
    X(through_fraction, "1", "strikes whose tip went below the skin over all",                     \
      p->statistics.strikes > 0 ? (double)p->through / p->statistics.strikes : 0.0)                \
    X(insertion_depth, "m", "depth of one needle on the mean skin", p->mean.depth)                 \
    X(puncture_force, "N", "force at which one needle punctures the mean skin",                    \
      p->mean.puncture_force)                                                                      \
    X(largest_force, "N", "largest force on one needle", p->mean.largest_force)                    \
    X(buckling_safety, "1", "buckling force over largest force; 0 without a puncture",             \
      p->mean.punctured ? p->mean.buckling_safety : 0.0)                                           \
    X(strength_safety, "1", "strength over largest stress; 0 without a puncture",                  \
      p->mean.punctured ? p->mean.strength_safety : 0.0)                                           \
    X(force_total, "N", "largest force on one needle times the needles that touch together",       \
      p->mean.largest_force * p->setting.needles)                                                  \
    X(pain, "1", "of the needles that touch together, relative to one that is 480 um long",        \
      aci_withdrawal_pain(p->mean.depth, p->setting.needles))

static const name_row wounds_rows[] = {
    {"wound_volume", "m", "volume of all channels per area"},
    {"invasiveness", "m", "volume of all channels per area, those that bleed counted twice"}};

#define NEEDLES_ROW(name, unit, text, value) {#name, unit, text},
static const name_row needles_rows[] = {NEEDLES_LIST(NEEDLES_ROW)};

#define NEEDLES_VALUE(name, unit, text, value)                                                     \
    static double needles_##name(const aci_puncture *p)                                            \
    {                                                                                              \
        return value;                                                                              \
    }
NEEDLES_LIST(NEEDLES_VALUE)

#define NEEDLES_FUNCTION(name, unit, text, value) needles_##name,
static double (*const needles_values[])(const aci_puncture *) = {NEEDLES_LIST(NEEDLES_FUNCTION)};

/// A list of outcomes being filled.
typedef struct collection {
    int count;
    aci_outcome *list;
} collection;

static void add(collection *to, const name_row *row, outcome_source source, int index)
{
    assert(to->count < ACI_OUTCOMES_MAX);
    aci_outcome *out = &to->list[to->count++];
    *out = (aci_outcome){.long_name = row->text, .source = (int)source, .index = index};
    snprintf(out->name, sizeof out->name, "%s", row->name);
    snprintf(out->unit, sizeof out->unit, "%s", row->unit);
    out->over_time =
        source == SOURCE_HISTORY || source == SOURCE_LAYERS || source == SOURCE_REGION_ROW;
    out->is_mechanical = source == SOURCE_NEEDLES;
    out->needs_control = source == SOURCE_ENDPOINT && index == (int)ACI_ENDPOINT_enhancement_ratio;
    out->members = source == SOURCE_LAYERS ? ACI_OUTCOME_LAYERS
                   : source == SOURCE_REGION_ROW || source == SOURCE_REGION_ENDPOINT
                       ? ACI_OUTCOME_REGIONS
                       : ACI_OUTCOME_SINGLE;
}

static void add_rows(collection *to, const name_row *rows, int count, outcome_source source)
{
    for (int n = 0; n < count; ++n) {
        add(to, &rows[n], source, n);
    }
}

/* `scenario` may be NULL: of all scenarios. */
static void add_history(collection *to, const aci_scenario *scenario)
{
    static const name_row layers = {"layer_amount", "kg m-2",
                                    "compound in the tissue of each layer, channels excluded"};
    static const name_row steady = {"steady_flux", "kg m-2 s-1",
                                    "limit of the absorption flux, where one exists"};
    for (int row = 0; row < ACI_HISTORY_ROWS; ++row) {
        if (scenario == NULL || aci_results_has_row(scenario, row)) {
            add(to, &history_rows[row], SOURCE_HISTORY, row);
        }
    }
    add(to, &layers, SOURCE_LAYERS, 0);
    add(to, &steady, SOURCE_STEADY, 0);
}

static void add_wounds(collection *to, const aci_scenario *scenario)
{
    int first = to->count;
    add_rows(to, wounds_rows, (int)(sizeof wounds_rows / sizeof wounds_rows[0]), SOURCE_WOUNDS);
    for (int n = first; n < to->count; ++n) {
        to->list[n].is_mechanical = scenario != NULL && scenario->needling.exists;
    }
}

static void add_systemic(collection *to)
{
    add_rows(to, systemic_rows, ACI_SYSTEMIC_ENDPOINTS, SOURCE_SYSTEMIC);
}

static void add_regions(collection *to)
{
    add_rows(to, region_rows, ACI_REGION_ROWS, SOURCE_REGION_ROW);
    add_rows(to, region_endpoint_rows, ACI_REGION_ENDPOINTS, SOURCE_REGION_ENDPOINT);
}

static void add_needles(collection *to)
{
    add_rows(to, needles_rows, (int)(sizeof needles_rows / sizeof needles_rows[0]), SOURCE_NEEDLES);
}

int aci_outcome_list_all(aci_outcome *list)
{
    collection to = {0, list};
    add_history(&to, NULL);
    add_rows(&to, endpoint_rows, ACI_ENDPOINTS, SOURCE_ENDPOINT);
    add_systemic(&to);
    add_regions(&to);
    add_needles(&to);
    add_wounds(&to, NULL);
    return to.count;
}

int aci_outcome_list(const aci_scenario *scenario, aci_outcome *list)
{
    collection to = {0, list};
    add_history(&to, scenario);
    add_rows(&to, endpoint_rows, ACI_ENDPOINTS, SOURCE_ENDPOINT);
    if (scenario->systemic.exists) {
        add_systemic(&to);
    }
    if (scenario->targets.region_count > 0) {
        add_regions(&to);
    }
    if (scenario->needling.exists) {
        add_needles(&to);
    }
    add_wounds(&to, scenario);
    return to.count;
}

static void join_names(const aci_outcome *list, int count, char words[WORDS_SIZE])
{
    size_t used = 0;
    for (int n = 0; n < count && used < WORDS_SIZE; ++n) {
        used += (size_t)snprintf(words + used, WORDS_SIZE - used, "%s%s", n > 0 ? ", " : "",
                                 list[n].name);
    }
}

static bool is_in(const name_row *rows, size_t count, const char *name)
{
    for (size_t n = 0; n < count; ++n) {
        if (strcmp(rows[n].name, name) == 0) {
            return true;
        }
    }
    return false;
}

#define IS_IN(rows, name) is_in(rows, sizeof(rows) / sizeof((rows)[0]), name)

/* What a scenario would have to have for a result that it lacks; NULL where nothing has it. */
static const char *what_is_missing(const char *name)
{
    return IS_IN(needles_rows, name)                                       ? "a device"
           : IS_IN(systemic_rows, name)                                    ? "the section systemic"
           : IS_IN(region_rows, name) || IS_IN(region_endpoint_rows, name) ? "regions"
           : IS_IN(history_rows, name) ? "what makes it (drying, wiping, metabolism, a receptor, "
                                         "follicles)"
                                       : NULL;
}

aci_status aci_outcome_find(const aci_scenario *scenario, const char *name, aci_outcome *out)
{
    aci_outcome list[ACI_OUTCOMES_MAX];
    char words[WORDS_SIZE], nearest[ACI_NAME_SIZE] = "";
    int count = aci_outcome_list(scenario, list);
    for (int n = 0; n < count; ++n) {
        if (strcmp(list[n].name, name) == 0) {
            *out = list[n];
            return ACI_OK;
        }
    }
    const char *missing = what_is_missing(name);
    if (missing != NULL) {
        return ACI_FAIL(ACI_BAD_INPUT, "'%s' needs %s, which this config does not have", name,
                        missing);
    }
    join_names(list, count, words);
    bool is_near = aci_parameters_nearest_word(words, name, nearest, sizeof nearest);
    return ACI_FAIL(ACI_BAD_INPUT, "'%.60s' is no result%s%s%s; there are %s", name,
                    is_near ? ", did you mean '" : "", nearest, is_near ? "'?" : "", words);
}

int aci_outcome_times(const aci_outcome *outcome, const aci_scenario *scenario)
{
    return outcome->over_time ? scenario->report.count : 1;
}

int aci_outcome_width(const aci_outcome *outcome, const aci_scenario *scenario)
{
    return outcome->members == ACI_OUTCOME_LAYERS    ? scenario->skin.layer_count
           : outcome->members == ACI_OUTCOME_REGIONS ? scenario->targets.region_count
                                                     : 1;
}

/// Where the numbers of a block go; `errors` may be NULL.
typedef struct block {
    const aci_scenario *scenario;
    const aci_results *results;
    double *values, *errors;
} block;

static void put(const block *to, int index, double value, double error)
{
    to->values[index] = value;
    if (to->errors != NULL) {
        to->errors[index] = isfinite(value) ? error : NAN;
    }
}

static void put_history(const block *to, int row)
{
    const aci_history *h = &to->results->history;
    for (int n = 0; n < h->times; ++n) {
        double scale = aci_accuracy_measure(to->scenario, h, row, n);
        put(to, n, h->rows[row][n], h->numerical_error[row] * scale);
    }
}

static void put_layers(const block *to)
{
    const aci_history *h = &to->results->history;
    for (int n = 0; n < h->times; ++n) {
        double scale = aci_accuracy_measure(to->scenario, h, ACI_HISTORY_channel_amount, n);
        for (int layer = 0; layer < h->layers; ++layer) {
            int at = n * h->layers + layer;
            put(to, at, h->layer_amount[at], h->layer_error[layer] * scale);
        }
    }
}

static void put_relative(const block *to, int index, bool exists, double value, double error)
{
    put(to, index, exists ? value : NAN, fabs(value) * error);
}

static void put_region_row(const block *to, int row)
{
    const aci_readouts *r = &to->results->readouts;
    const aci_series *series = &r->regions[row];
    int columns = series->columns;
    for (int n = 0, k = 0; n < to->scenario->report.count; ++n) {
        while (k + 1 < r->times && r->time[k] < to->scenario->report.time[n]) {
            ++k;
        }
        for (int c = 0; c < columns; ++c) {
            double largest = 0.0;
            for (int j = 0; j < series->times; ++j) {
                largest = fmax(largest, fabs(series->values[j * columns + c]));
            }
            double scale = row == ACI_REGION_share_above ? 1.0 : largest;
            put(to, n * columns + c, series->values[k * columns + c], scale * series->errors[c]);
        }
    }
}

static bool is_time(int endpoint)
{
    return endpoint == ACI_REGION_ENDPOINT_time_of_mean_concentration_max ||
           endpoint == ACI_REGION_ENDPOINT_time_above_threshold;
}

static void put_region_endpoint(const block *to, int endpoint)
{
    const aci_series *series = &to->results->readouts.endpoints[endpoint];
    for (int c = 0; c < series->columns; ++c) {
        double scale = is_time(endpoint) ? to->scenario->duration : fabs(series->values[c]);
        put(to, c, series->values[c], scale * series->errors[c]);
    }
}

static void put_needles(const block *to, int index)
{
    const aci_puncture *p = to->results->puncture;
    double value = p != NULL ? needles_values[index](p) : NAN;
    put(to, 0, value, NAN);
}

static void put_wounds(const block *to, int index)
{
    const aci_puncture *p = to->results->puncture;
    bool is_known = p != NULL || !to->scenario->needling.exists;
    double value = NAN;
    if (is_known) {
        value = index == 0 ? aci_invasiveness_wound_volume(to->scenario, p)
                           : aci_invasiveness_index(to->scenario, p);
    }
    put(to, 0, value, NAN);
}

void aci_outcome_values(const aci_outcome *outcome, const aci_scenario *scenario,
                        const aci_results *results, double *values, double *errors)
{
    const block to = {scenario, results, values, errors};
    const aci_history *h = &results->history;
    const int index = outcome->index;
    switch ((outcome_source)outcome->source) {
    case SOURCE_HISTORY:
        put_history(&to, index);
        break;
    case SOURCE_LAYERS:
        put_layers(&to);
        break;
    case SOURCE_STEADY:
        put_relative(&to, 0, h->has_steady_flux, h->steady_flux, h->steady_flux_error);
        break;
    case SOURCE_ENDPOINT:
        put_relative(&to, 0, results->endpoints[index].exists, results->endpoints[index].value,
                     results->endpoints[index].numerical_error);
        break;
    case SOURCE_SYSTEMIC:
        put_relative(&to, 0, results->systemic.endpoints[index].exists,
                     results->systemic.endpoints[index].value,
                     results->systemic.endpoints[index].numerical_error);
        break;
    case SOURCE_REGION_ROW:
        put_region_row(&to, index);
        break;
    case SOURCE_REGION_ENDPOINT:
        put_region_endpoint(&to, index);
        break;
    case SOURCE_NEEDLES:
        put_needles(&to, index);
        break;
    case SOURCE_WOUNDS:
        put_wounds(&to, index);
        break;
    }
}
