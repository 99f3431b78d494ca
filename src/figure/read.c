/* SPDX-License-Identifier: GPL-3.0-or-later */
/// From the result file to the figures' data.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "data.h"

static aci_status no_memory(void)
{
    return ACI_FAIL(ACI_FILE, "not enough memory to read a result file for its figures");
}

static aci_status copy_numbers(const double *from, int count, double **out)
{
    *out = malloc((size_t)(count > 0 ? count : 1) * sizeof **out);
    if (*out == NULL) {
        return no_memory();
    }
    memcpy(*out, from, (size_t)count * sizeof **out);
    return ACI_OK;
}

static aci_status copy_layers(const aci_reader_contents *contents, aci_figure_data *out)
{
    out->layer_name = calloc((size_t)contents->layers + 1, sizeof *out->layer_name);
    if (out->layer_name == NULL) {
        return no_memory();
    }
    out->layers = contents->layers;
    for (int layer = 0; layer < contents->layers; layer++) {
        out->layer_name[layer] = strdup(contents->layer_names[layer]);
        if (out->layer_name[layer] == NULL) {
            return no_memory();
        }
    }
    ACI_TRY(copy_numbers(contents->layer_top, contents->layers, &out->layer_top));
    return copy_numbers(contents->layer_bottom, contents->layers, &out->layer_bottom);
}

static aci_status copy_contents(const char *path, const aci_reader_contents *contents,
                                aci_figure_data *out)
{
    if (contents->cells[2] == 0) {
        return ACI_FAIL(ACI_FILE,
                        "%s: holds no skin and no depths to draw; it is not the result "
                        "of one run",
                        path);
    }
    out->title = strdup(contents->title[0] != '\0' ? contents->title : "Untitled run");
    if (out->title == NULL) {
        return no_memory();
    }
    out->geometry = contents->geometry;
    ACI_TRY(aci_grid_create(contents->geometry, contents->cells,
                            (const double *const *)contents->edges, &out->grid));
    return copy_layers(contents, out);
}

static size_t count_cells(const aci_figure_data *data)
{
    return aci_grid_size(data->grid);
}

static aci_status read_channel(const aci_reader *reader, aci_figure_data *out)
{
    if (!aci_reader_has(reader, "/geometry/channel_fraction")) {
        return aci_data_set_channel(out, NULL);
    }
    double *fraction = malloc(count_cells(out) * sizeof *fraction);
    if (fraction == NULL) {
        return no_memory();
    }
    aci_status status = aci_reader_channel_fraction(reader, fraction);
    if (status == ACI_OK) {
        status = aci_data_set_channel(out, fraction);
    }
    free(fraction);
    return status;
}

static aci_status read_snapshots(const aci_reader *reader, const aci_reader_contents *contents,
                                 aci_figure_data *out)
{
    int first = 0;
    while (first < contents->snapshots && contents->times[first] <= 0) {
        first++;
    }
    if (first == contents->snapshots || !aci_reader_has(reader, "/concentration")) {
        return ACI_OK;
    }
    ACI_TRY(aci_data_set_snapshots(out, contents->snapshots - first, contents->times + first));
    double *concentration = malloc(count_cells(out) * sizeof *concentration);
    if (concentration == NULL) {
        return no_memory();
    }
    aci_status status = ACI_OK;
    for (int n = 0; n < out->snapshots && status == ACI_OK; n++) {
        status = aci_reader_field(reader, "concentration", first + n, concentration);
        if (status == ACI_OK) {
            aci_data_add_snapshot(out, n, concentration);
        }
    }
    free(concentration);
    return status;
}

/// Reads `group/name` of `count` numbers (0: any) and the largest of its numerical errors.
static aci_status read_numbers(const aci_reader *reader, const char *group, const char *name,
                               size_t count, aci_reader_variable *out)
{
    char path[128];
    snprintf(path, sizeof path, "/%s/%s", group, name);
    ACI_TRY(aci_reader_read(reader, path, out));
    if (out->values == NULL || (count > 0 && out->count != count)) {
        aci_reader_destroy_variable(out);
        return ACI_FAIL(ACI_FILE, "%s: not the numbers expected there", path);
    }
    return ACI_OK;
}

static double error_at(const aci_reader_variable *variable, int index)
{
    if (variable->error_count == 0) {
        return 0;
    }
    return variable->numerical_error[(size_t)index < variable->error_count ? index : 0];
}

/// A row a file has none of counts as zero.
static aci_status read_row(const aci_reader *reader, const char *group, int row,
                           aci_history *history)
{
    static const char *const names[] = {
#define ROW_NAME(name, unit, text) #name,
        ACI_HISTORY_LIST(ROW_NAME)
#undef ROW_NAME
    };
    char path[128];
    snprintf(path, sizeof path, "/%s/%s", group, names[row]);
    if (!aci_reader_has(reader, path)) {
        history->rows[row] = calloc((size_t)history->times, sizeof *history->rows[row]);
        return history->rows[row] != NULL ? ACI_OK : no_memory();
    }
    aci_reader_variable variable = {0};
    ACI_TRY(read_numbers(reader, group, names[row], (size_t)history->times, &variable));
    history->numerical_error[row] = error_at(&variable, 0);
    aci_status status = copy_numbers(variable.values, history->times, &history->rows[row]);
    aci_reader_destroy_variable(&variable);
    return status;
}

static aci_status read_layer_amount(const aci_reader *reader, const char *group,
                                    aci_history *history)
{
    aci_reader_variable variable = {0};
    int count = history->times * history->layers;
    history->layer_error = calloc((size_t)history->layers + 1, sizeof *history->layer_error);
    if (history->layer_error == NULL) {
        return no_memory();
    }
    ACI_TRY(read_numbers(reader, group, "layer_amount", (size_t)count, &variable));
    for (int layer = 0; layer < history->layers; layer++) {
        history->layer_error[layer] = error_at(&variable, layer);
    }
    aci_status status = copy_numbers(variable.values, count, &history->layer_amount);
    aci_reader_destroy_variable(&variable);
    return status;
}

static aci_status read_history(const aci_reader *reader, const char *group, int layers,
                               aci_history *history)
{
    aci_reader_variable variable = {0};
    ACI_TRY(read_numbers(reader, group, "time", 0, &variable));
    history->times = (int)variable.count;
    history->layers = layers;
    aci_status status = copy_numbers(variable.values, history->times, &history->time);
    aci_reader_destroy_variable(&variable);
    for (int row = 0; row < ACI_HISTORY_ROWS && status == ACI_OK; row++) {
        status = read_row(reader, group, row, history);
    }
    ACI_TRY(status);
    ACI_TRY(read_layer_amount(reader, group, history));
    char path[128];
    snprintf(path, sizeof path, "/%s/steady_flux", group);
    history->has_steady_flux = aci_reader_has(reader, path);
    if (history->has_steady_flux) {
        ACI_TRY(read_numbers(reader, group, "steady_flux", 1, &variable));
        history->steady_flux = variable.values[0];
        history->steady_flux_error = error_at(&variable, 0);
        aci_reader_destroy_variable(&variable);
    }
    return ACI_OK;
}

static aci_status read_endpoints(const aci_reader *reader, aci_figure_data *out)
{
    static const char *const names[] = {
#define ENDPOINT_NAME(name, unit, text) #name,
        ACI_ENDPOINT_LIST(ENDPOINT_NAME)
#undef ENDPOINT_NAME
    };
    for (int n = 0; n < ACI_ENDPOINTS; n++) {
        char path[128];
        snprintf(path, sizeof path, "/endpoints/%s", names[n]);
        if (aci_reader_has(reader, path)) {
            aci_reader_variable variable = {0};
            ACI_TRY(read_numbers(reader, "endpoints", names[n], 1, &variable));
            out->endpoints[n] =
                (aci_endpoint_value){true, variable.values[0], error_at(&variable, 0)};
            aci_reader_destroy_variable(&variable);
        }
    }
    return ACI_OK;
}

/// Counted by origin where the file is written, over the values that the run used.
static void read_assumed(const aci_reader *reader, aci_figure_data *out)
{
    double count = -1.0;
    bool is_there = aci_reader_attribute_number(reader, "/", "assumed_values", &count) == ACI_OK;
    out->assumed = is_there ? (int)count : -1;
}

static aci_status read_all(const char *path, const aci_reader *reader, aci_figure_data *out)
{
    const aci_reader_contents *contents = aci_reader_describe(reader);
    ACI_TRY(copy_contents(path, contents, out));
    ACI_TRY(read_channel(reader, out));
    ACI_TRY(read_snapshots(reader, contents, out));
    if (aci_reader_has(reader, "/history/time")) {
        ACI_TRY(read_history(reader, "history", out->layers, &out->history));
    }
    out->has_control = aci_reader_has(reader, "/control/time");
    if (out->has_control) {
        ACI_TRY(read_history(reader, "control", out->layers, &out->control));
    }
    ACI_TRY(read_endpoints(reader, out));
    ACI_TRY(aci_needling_read(reader, &out->needling));
    ACI_TRY(aci_body_read(reader, &out->body));
    ACI_TRY(aci_targets_read(reader, &out->regions, &out->strips));
    read_assumed(reader, out);
    return ACI_OK;
}

aci_status aci_data_read(const char *path, aci_figure_data *out)
{
    aci_reader *reader = NULL;
    memset(out, 0, sizeof *out);
    ACI_TRY(aci_reader_open(path, true, &reader));
    aci_status status = read_all(path, reader, out);
    aci_reader_destroy(&reader);
    return status;
}
