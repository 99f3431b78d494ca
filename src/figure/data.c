/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void free_history(aci_history *history)
{
    free(history->time);
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        free(history->rows[row]);
    }
    free(history->layer_amount);
    free(history->layer_error);
    memset(history, 0, sizeof *history);
}

void aci_data_destroy(aci_figure_data *data)
{
    for (int layer = 0; data->layer_name != NULL && layer < data->layers; layer++) {
        free(data->layer_name[layer]);
    }
    free(data->layer_name);
    free(data->layer_top);
    free(data->layer_bottom);
    free(data->title);
    free(data->fraction);
    free(data->snapshot_time);
    free(data->section);
    free(data->mean);
    aci_grid_destroy(&data->grid);
    free_history(&data->history);
    free_history(&data->control);
    aci_needling_destroy(&data->needling);
    aci_body_destroy(&data->body);
    aci_targets_destroy(&data->regions, &data->strips);
    memset(data, 0, sizeof *data);
}

/// Sum of the channel fraction times thickness over a column: how much channel lies below it.
static double column_length(const aci_grid *grid, const double *fraction, int i, int j)
{
    double length = 0;
    for (int k = 0; k < grid->cells[2]; k++) {
        length +=
            fraction[aci_grid_cell(grid, i, j, k)] * (grid->edges[2][k + 1] - grid->edges[2][k]);
    }
    return length;
}

static void find_deepest(aci_figure_data *data, const double *fraction)
{
    const aci_grid *grid = data->grid;
    double deepest = 0;
    for (int j = 0; j < grid->cells[1]; j++) {
        for (int i = 0; i < grid->cells[0]; i++) {
            double length = column_length(grid, fraction, i, j);
            if (length > deepest * (1 + 1e-9)) {
                deepest = length;
                data->has_channel = true;
                data->row = j;
                data->axis_column = i;
            }
        }
    }
}

/// True when the channel only shrinks away from the corner of the box, as in a quarter of a cell.
static bool shrinks_from_corner(const aci_grid *grid, const double *fraction)
{
    for (int j = 0; j < grid->cells[1]; j++) {
        for (int i = 0; i < grid->cells[0]; i++) {
            double beside = INFINITY;
            if (i > 0) {
                beside = column_length(grid, fraction, i - 1, j);
            }
            if (j > 0) {
                beside = fmin(beside, column_length(grid, fraction, i, j - 1));
            }
            if (column_length(grid, fraction, i, j) > beside * (1 + 1e-6) + 1e-12) {
                return false;
            }
        }
    }
    return true;
}

/// The cells of a single channel end where it does; tracts end somewhere inside a cell.
static void find_depth(aci_figure_data *data, const double *fraction)
{
    const aci_grid *grid = data->grid;
    size_t plane = aci_grid_size(grid) / (size_t)grid->cells[2];
    for (size_t cell = 0; cell < aci_grid_size(grid); cell++) {
        if (fraction[cell] > 0) {
            data->channel_depth = data->is_mirrored ? grid->edges[2][cell / plane + 1]
                                                    : grid->centres[2][cell / plane];
        }
    }
}

/// How far down and, from the left side, how far across cells are mostly channel.
static void find_channel_size(aci_figure_data *data)
{
    const aci_grid *grid = data->grid;
    for (int k = 0; k < grid->cells[2]; k++) {
        for (int i = 0; i < grid->cells[0]; i++) {
            if (data->fraction[i + k * grid->cells[0]] >= 0.5) {
                data->channel_end = grid->edges[2][k + 1];
                data->channel_radius = fmax(data->channel_radius, grid->edges[0][i + 1]);
            }
        }
    }
}

aci_status aci_data_set_channel(aci_figure_data *data, const double *fraction)
{
    const aci_grid *grid = data->grid;
    int columns = grid->cells[0], rows = grid->cells[2];
    data->fraction = calloc((size_t)columns * (size_t)rows, sizeof *data->fraction);
    if (data->fraction == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a section of %d x %d cells", columns,
                        rows);
    }
    data->is_mirrored = grid->geometry != ACI_SLAB;
    if (fraction == NULL) {
        return ACI_OK;
    }
    find_deepest(data, fraction);
    if (grid->geometry == ACI_BOX) {
        data->is_mirrored = shrinks_from_corner(grid, fraction);
    }
    find_depth(data, fraction);
    if (data->is_mirrored) {
        data->row = 0;
        data->axis_column = 0;
    }
    for (int k = 0; k < rows; k++) {
        for (int i = 0; i < columns; i++) {
            data->fraction[i + k * columns] = fraction[aci_grid_cell(grid, i, data->row, k)];
        }
    }
    find_channel_size(data);
    return ACI_OK;
}

aci_status aci_data_set_snapshots(aci_figure_data *data, int snapshots, const double *times)
{
    size_t count = (size_t)snapshots, rows = (size_t)data->grid->cells[2];
    data->snapshot_time = malloc(count * sizeof *data->snapshot_time);
    data->section = malloc(count * rows * (size_t)data->grid->cells[0] * sizeof *data->section);
    data->mean = malloc(count * rows * sizeof *data->mean);
    if (data->snapshot_time == NULL || data->section == NULL || data->mean == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d snapshots", snapshots);
    }
    memcpy(data->snapshot_time, times, count * sizeof *times);
    data->snapshots = snapshots;
    return ACI_OK;
}

void aci_data_add_snapshot(aci_figure_data *data, int snapshot, const double *concentration)
{
    const aci_grid *grid = data->grid;
    int columns = grid->cells[0], rows = grid->cells[2];
    double *section = data->section + (size_t)snapshot * (size_t)columns * (size_t)rows;
    double *mean = data->mean + (size_t)snapshot * (size_t)rows;
    for (int k = 0; k < rows; k++) {
        double sum = 0;
        for (int j = 0; j < grid->cells[1]; j++) {
            for (int i = 0; i < columns; i++) {
                sum += grid->column_area[i + j * columns] *
                       concentration[aci_grid_cell(grid, i, j, k)];
            }
        }
        mean[k] = sum / grid->footprint;
        memcpy(section + (size_t)k * (size_t)columns,
               concentration + aci_grid_cell(grid, 0, data->row, k),
               (size_t)columns * sizeof *section);
    }
}

aci_figure_plane aci_data_plane(const aci_figure_data *data)
{
    const aci_grid *grid = data->grid;
    return (aci_figure_plane){grid->cells[0], grid->cells[2], grid->edges[0], grid->edges[2]};
}

bool aci_data_is_infinite_dose(const aci_figure_data *data)
{
    for (int time = 0; time < data->history.times; time++) {
        if (data->history.rows[ACI_HISTORY_vehicle][time] != 0) {
            return false;
        }
    }
    return true;
}

int aci_data_choose(int count, int wanted, int *chosen)
{
    int number = count < wanted ? count : wanted;
    for (int n = 0; n < number; n++) {
        chosen[n] = number > 1 ? (n * (count - 1) + (number - 1) / 2) / (number - 1) : count - 1;
    }
    return number;
}
