/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fill_scenario(sample *out, aci_geometry geometry)
{
    aci_scenario *scenario = &out->scenario;
    static const char *const names[SAMPLE_LAYERS] = {"stratum_corneum", "dermis"};
    static const double thickness[SAMPLE_LAYERS] = {15e-6, 900e-6};
    strcpy(scenario->title, "Sample: a µ in the title");
    scenario->skin.layer_count = SAMPLE_LAYERS;
    for (int i = 0; i < SAMPLE_LAYERS; i++) {
        strcpy(scenario->skin.layers[i].name, names[i]);
        scenario->skin.layers[i].thickness = (aci_value){thickness[i], ACI_ORIGIN_GIVEN, 0, ""};
    }
    scenario->skin.layers[1].clearance.origin = ACI_ORIGIN_ASSUMED;
    scenario->geometry = geometry;
    scenario->product.infinite = true;
    scenario->accuracy = 1e-3;
    scenario->output.concentration = scenario->output.activity = true;
    scenario->output.layer_index = scenario->output.partition = true;
    scenario->output.diffusivity = true;
}

static void fill_scene(sample *out)
{
    static const double x[] = {0, 10e-6, 25e-6, 70e-6, 250e-6};
    static const double y[] = {0, 20e-6, 60e-6, 250e-6};
    static const double z[] = {-50e-6, 0, 15e-6, 100e-6, 400e-6, 915e-6};
    aci_geometry geometry = out->scenario.geometry;
    const int cells[3] = {geometry == ACI_SLAB ? 1 : 4, geometry == ACI_BOX ? 3 : 1, 5};
    const double *const edges[3] = {geometry == ACI_SLAB ? NULL : x, geometry == ACI_BOX ? y : NULL,
                                    z};
    cr_assert_eq(aci_grid_create(geometry, cells, edges, &out->grid), ACI_OK);
    for (size_t i = 0; i < aci_grid_size(out->grid); i++) {
        out->fraction[i] = (double)(i % 7) / 7.0;
        out->partition[i] = 1.0 / (1.0 + (double)i);
        out->diffusivity[i] = 1e-10 / (1.0 + (double)i);
        out->layer_index[i] = (int)(i % 3) - 1;
    }
    out->scene = (aci_scene){.grid = out->grid,
                             .channel_fraction = out->fraction,
                             .layer_index = out->layer_index,
                             .partition = out->partition,
                             .diffusivity = out->diffusivity};
}

static void fill_history(sample *out, aci_history *history)
{
    *history = (aci_history){.times = SAMPLE_TIMES,
                             .layers = SAMPLE_LAYERS,
                             .time = out->time,
                             .layer_amount = out->layer_amount,
                             .layer_error = out->layer_error,
                             .has_steady_flux = true,
                             .steady_flux = 1e-9 / 3.0,
                             .steady_flux_error = 2e-4};
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        history->rows[row] = out->rows[row];
        history->numerical_error[row] = 1e-4 * (row + 1);
    }
}

static void fill_results(sample *out)
{
    for (int i = 0; i < SAMPLE_TIMES; i++) {
        out->time[i] = 3600.0 * (i + 1);
        for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
            out->rows[row][i] = 1e-3 * (row + 1) / (3.0 + i);
        }
        out->rows[ACI_HISTORY_vehicle][i] = 0.0;
        out->rows[ACI_HISTORY_mass_residual][i] = 1e-14 * i;
        double total = 0.0;
        for (int layer = 0; layer < SAMPLE_LAYERS; layer++) {
            out->layer_amount[i * SAMPLE_LAYERS + layer] = (1.0 + layer + i) / 7e4;
            out->layer_error[layer] = 3e-4 * (layer + 1);
            total += out->layer_amount[i * SAMPLE_LAYERS + layer];
        }
        out->rows[ACI_HISTORY_absorbed][i] =
            out->rows[ACI_HISTORY_cleared][i] + out->rows[ACI_HISTORY_bottom][i];
        out->rows[ACI_HISTORY_applied][i] =
            total + out->rows[ACI_HISTORY_channel_amount][i] + out->rows[ACI_HISTORY_absorbed][i];
    }
    fill_history(out, &out->results.history);
    fill_history(out, &out->results.control);
    for (int i = 0; i < ACI_ENDPOINTS; i++) {
        bool exists = i != ACI_ENDPOINT_fraction_of_dose;
        out->results.endpoints[i] = (aci_endpoint_value){exists, 0.1 * (i + 1), 5e-4};
    }
    out->results.cost = (aci_run_cost){60, 11, 12, 13, 1.5, "rational Krylov"};
    out->results.accuracy_reached = true;
}

void sample_create(aci_geometry geometry, sample *out)
{
    memset(out, 0, sizeof *out);
    strcpy(out->directory, "/tmp/acicula_output_XXXXXX");
    cr_assert_not_null(mkdtemp(out->directory));
    snprintf(out->path, sizeof out->path, "%s/results/case.h5", out->directory);
    snprintf(out->partial, sizeof out->partial, "%s.partial", out->path);
    fill_scenario(out, geometry);
    fill_scene(out);
    fill_results(out);
    out->inputs[0] = (aci_file_text){"../data/hole.csv", "depth_um,radius_um\n0,30\n"};
    out->inputs[1] = (aci_file_text){"hole.csv", ""};
    out->options =
        (aci_file_options){.path = out->path,
                           .scenario = &out->scenario,
                           .config = "skin: {site: cheek}\n# µ\n",
                           .config_resolved = "skin:\n  site: cheek\n",
                           .values = "key,value,origin\n",
                           .input_count = 2,
                           .inputs = out->inputs,
                           .command_line = "acicula run case.yaml",
                           .threads = 2,
                           .seed = 42,
                           .build = {"0.1.0", "abc123-dirty", "gcc 12", "-O3", "GSL 2.7"}};
}

static void remove_files(const char *path)
{
    DIR *directory = opendir(path);
    if (!directory) {
        return;
    }
    for (struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        char name[512];
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        (void)unlink(name);
    }
    closedir(directory);
    (void)rmdir(path);
}

void sample_destroy(sample *old)
{
    char results[96];
    snprintf(results, sizeof results, "%s/results", old->directory);
    aci_grid_destroy(&old->grid);
    remove_files(results);
    remove_files(old->directory);
}

double sample_value(int field, int snapshot, size_t cell)
{
    return sin(1.0 + (double)cell + 100.0 * snapshot) * (field ? 3.0 : 50.0);
}

aci_status sample_snapshot(const sample *from, const aci_observer *observer, int index)
{
    double values[2][SAMPLE_CELLS_MAX];
    for (int field = 0; field < 2; field++) {
        for (size_t cell = 0; cell < aci_grid_size(from->grid); cell++) {
            values[field][cell] = sample_value(field, index, cell);
        }
    }
    aci_snapshot snapshot = {from->time[index], values[0], values[1]};
    return observer->snapshot(observer->context, &snapshot);
}

static aci_status write_life(const sample *from, const aci_observer *observer, int snapshots,
                             bool finish)
{
    ACI_TRY(observer->begin(observer->context, &from->scene));
    for (int i = 0; i < snapshots; i++) {
        ACI_TRY(sample_snapshot(from, observer, i));
    }
    return finish ? observer->end(observer->context, &from->results) : ACI_OK;
}

static aci_status write_sample(const sample *from, int snapshots, bool finish)
{
    aci_file *file = NULL;
    ACI_TRY(aci_file_create(&from->options, &file));
    aci_observer observer = aci_file_observer(file);
    aci_status status = write_life(from, &observer, snapshots, finish);
    aci_file_destroy(&file);
    return status;
}

aci_status sample_write(const sample *from)
{
    return write_sample(from, SAMPLE_TIMES, true);
}

aci_status sample_write_part(const sample *from, int snapshots)
{
    return write_sample(from, snapshots, false);
}
