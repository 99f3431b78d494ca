/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/sweep_columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/error_bars.h"
#include "layout.h"

/// The axes of the results.
typedef struct axes {
    int time, layer, region;
} axes;

static aci_status too_many(void)
{
    return ACI_FAIL(ACI_BAD_INPUT, "sweep.results: too many columns for a catalogue, at most %d",
                    ACI_CATALOGUE_COLUMNS_MAX);
}

static aci_status add_keys(const aci_sweep *sweep, aci_catalogue_format *out)
{
    for (int k = 0; k < sweep->key_count; ++k) {
        const aci_sweep_key *key = &sweep->keys[k];
        char name[ACI_CATALOGUE_NAME_SIZE];
        snprintf(name, sizeof name, "%.*s", (int)sizeof name - 1, key->variable.name);
        aci_catalogue_column *column = aci_catalogue_add_column(
            out, name, key->has_words ? "" : key->variable.unit, key->variable.key);
        if (column == NULL) {
            return too_many();
        }
        column->is_key = true;
        column->is_text = key->has_words;
    }
    return ACI_OK;
}

static aci_status add_axes(const aci_scenario *s, aci_catalogue_format *out, axes *found)
{
    const char *layers[ACI_SKIN_LAYERS_MAX] = {NULL}, *regions[ACI_REGIONS_MAX] = {NULL};
    for (int n = 0; n < s->skin.layer_count; ++n) {
        layers[n] = s->skin.layers[n].name;
    }
    for (int n = 0; n < s->targets.region_count; ++n) {
        regions[n] = s->targets.regions[n].name;
    }
    found->time = aci_catalogue_add_axis(out, "time", "s", s->report.count, s->report.time, NULL);
    found->layer = aci_catalogue_add_axis(out, "layer", "", s->skin.layer_count, NULL, layers);
    found->region =
        s->targets.region_count == 0
            ? 0
            : aci_catalogue_add_axis(out, "region", "", s->targets.region_count, NULL, regions);
    return found->time >= 0 && found->layer >= 0 && found->region >= 0
               ? ACI_OK
               : ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

static void set_axes(aci_catalogue_column *column, const aci_outcome *outcome, const axes *at)
{
    if (outcome->over_time) {
        column->axes[column->rank++] = at->time;
    }
    if (outcome->members != ACI_OUTCOME_SINGLE) {
        column->axes[column->rank++] =
            outcome->members == ACI_OUTCOME_LAYERS ? at->layer : at->region;
    }
}

static void set_model_form(aci_catalogue_column *column, const aci_scenario *scenario,
                           const aci_outcome *outcome)
{
    const aci_headline headline = {.outcome = *outcome};
    const aci_model_form *form = aci_error_bars_model_form(scenario, &headline, false);
    if (form != NULL) {
        column->model_form = form->factor;
        snprintf(column->model_form_source, sizeof column->model_form_source, "confidence %c: %s",
                 form->confidence, form->source);
        for (char *c = column->model_form_source; *c != '\0'; ++c) {
            *c = *c == '\t' || *c == '\n' ? ' ' : *c;
        }
    }
}

static aci_status add_result(const aci_scenario *scenario, const aci_outcome *outcome,
                             const axes *at, aci_catalogue_format *out)
{
    char name[ACI_CATALOGUE_NAME_SIZE];
    snprintf(name, sizeof name, "%s_numerical_error", outcome->name);
    aci_catalogue_column *value =
        aci_catalogue_add_column(out, outcome->name, outcome->unit, outcome->long_name);
    aci_catalogue_column *error = aci_catalogue_add_column(
        out, name, outcome->unit, "absolute estimate, discretisation only");
    if (value == NULL || error == NULL) {
        return too_many();
    }
    set_axes(value, outcome, at);
    set_model_form(value, scenario, outcome);
    set_axes(error, outcome, at);
    return ACI_OK;
}

static aci_status add_fields(const aci_scenario *s, const aci_grid *grid, aci_catalogue_format *out)
{
    const char *names[3] = {NULL};
    int axis[3] = {0}, index[4] = {0};
    if (grid == NULL) {
        return ACI_OK;
    }
    const aci_times *times = &s->output.times;
    int rank = aci_layout_axes(grid->geometry, names, axis);
    index[0] = aci_catalogue_add_axis(out, "time", "s", times->count, times->time, NULL);
    for (int k = 0; k < rank; ++k) {
        index[1 + k] = aci_catalogue_add_axis(out, names[k], "m", grid->cells[axis[k]],
                                              grid->centres[axis[k]], NULL);
    }
    aci_catalogue_column *column = aci_catalogue_add_column(
        out, "concentration", "kg m-3", "concentration, mean over the cell's volume");
    if (column == NULL) {
        return too_many();
    }
    column->is_field = true;
    for (int k = 0; k <= rank; ++k) {
        if (index[k] < 0) {
            return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
        }
        out->axes[index[k]].is_field = true;
        column->axes[column->rank++] = index[k];
    }
    return ACI_OK;
}

aci_status aci_sweep_columns_create(const aci_sweep *sweep, const aci_scenario *scenario,
                                    const aci_grid *grid, aci_catalogue_format *out)
{
    axes at = {0};
    memset(out, 0, sizeof *out);
    out->cases = sweep->count;
    snprintf(out->title, sizeof out->title, "%s", scenario->title);
    ACI_TRY(add_keys(sweep, out));
    ACI_TRY(add_axes(scenario, out, &at));
    for (int n = 0; n < sweep->outcome_count; ++n) {
        ACI_TRY(add_result(scenario, &sweep->outcomes[n], &at, out));
    }
    return add_fields(scenario, grid, out);
}

aci_status aci_sweep_columns_signature(const aci_file_build *build, const aci_cases *cases,
                                       const aci_catalogue_format *format, char **out)
{
    char *columns = NULL;
    size_t size = 0;
    ACI_TRY(aci_catalogue_write_format(format, &columns));
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        free(columns);
        return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
    }
    fprintf(stream, "program: acicula %s, commit %s\n%s%s", build->version, build->commit,
            aci_cases_canonical(cases), columns);
    free(columns);
    return fclose(stream) == 0 ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

/* Whether a case's blocks have the shape of the columns. */
static bool fits(const aci_sweep *sweep, const aci_catalogue_format *format, const aci_scenario *s,
                 int first, char *message, size_t size)
{
    const aci_catalogue_axis *time = &format->axes[0];
    bool same_times = time->size == s->report.count;
    for (int n = 0; same_times && n < time->size; ++n) {
        same_times = time->values[n] == s->report.time[n];
    }
    for (int n = 0; n < sweep->outcome_count; ++n) {
        const aci_outcome *outcome = &sweep->outcomes[n];
        size_t block =
            (size_t)aci_outcome_times(outcome, s) * (size_t)aci_outcome_width(outcome, s);
        bool same_size = aci_catalogue_width(format, first + 2 * n) == block;
        if ((outcome->over_time && !same_times) || !same_size) {
            snprintf(message, size,
                     "its %s are not those of the other cases, so its '%s' has no "
                     "place in the catalogue",
                     same_times ? "layers or regions" : "report times", outcome->name);
            return false;
        }
    }
    return true;
}

static void fill_keys(const aci_sweep *sweep, const aci_case *values, aci_catalogue_row *row)
{
    size_t number = 0, text = 0;
    for (int k = 0; k < sweep->key_count; ++k) {
        if (sweep->keys[k].has_words) {
            snprintf(row->texts[text++], ACI_TEXT_SIZE, "%s", values->assignments[k].value);
        } else {
            row->numbers[number++] = aci_sweep_number(sweep, values, k);
        }
    }
}

static size_t key_numbers(const aci_sweep *sweep)
{
    size_t count = 0;
    for (int k = 0; k < sweep->key_count; ++k) {
        count += !sweep->keys[k].has_words;
    }
    return count;
}

static void fill_results(const aci_sweep *sweep, const aci_catalogue_format *format,
                         const aci_case_end *end, aci_catalogue_row *row)
{
    size_t at = key_numbers(sweep);
    for (int n = 0; n < sweep->outcome_count; ++n) {
        size_t width = aci_catalogue_width(format, sweep->key_count + 2 * n);
        aci_outcome_values(&sweep->outcomes[n], end->scenario, end->results, row->numbers + at,
                           row->numbers + at + width);
        at += 2 * width;
    }
}

void aci_sweep_columns_fill(const aci_sweep *sweep, const aci_catalogue_format *format,
                            const aci_cases *cases, const aci_case_end *end,
                            const double *concentration, aci_catalogue_row *row)
{
    size_t plain = aci_catalogue_numbers(format, false), all = aci_catalogue_numbers(format, true);
    memset(row->numbers, 0, all * sizeof *row->numbers);
    memset(row->message, 0, sizeof row->message);
    row->identity = aci_cases_identity_of(cases, end->values->count, end->values->assignments);
    row->number = end->values->number;
    row->status = (int)end->status;
    row->seconds = end->seconds;
    snprintf(row->message, sizeof row->message, "%s", end->message);
    fill_keys(sweep, end->values, row);
    if (end->status != ACI_OK) {
        return;
    }
    if (!fits(sweep, format, end->scenario, sweep->key_count, row->message, sizeof row->message)) {
        row->status = ACI_BAD_INPUT;
        return;
    }
    fill_results(sweep, format, end, row);
    if (concentration != NULL) {
        memcpy(row->numbers + plain, concentration, (all - plain) * sizeof *concentration);
    }
}
