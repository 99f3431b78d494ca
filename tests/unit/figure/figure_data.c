/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure_data.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const double figure_r_edges[RINGS + 1] = {0, 10e-6, 30e-6, 100e-6, 250e-6};
const double figure_z_edges[ROWS + 1] = {-50e-6, 0, 15e-6, 50e-6, 100e-6, 300e-6, 1000e-6};
static const double times[TIMES] = {3600, 4 * 3600, 24 * 3600};

static double *filled(size_t count, double first, double step)
{
    double *numbers = malloc(count * sizeof *numbers);
    cr_assert_not_null(numbers);
    for (size_t n = 0; n < count; n++) {
        numbers[n] = first + step * (double)n;
    }
    return numbers;
}

/// Q = J (t - lag) exactly, and a ledger that adds up: what is not absorbed stays in the product.
static void fill_history(aci_history *history, double flux, double lag)
{
    history->times = TIMES;
    history->layers = LAYERS;
    history->time = filled(TIMES, 0, 0);
    memcpy(history->time, times, sizeof times);
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        history->rows[row] = filled(TIMES, 0, 0);
        history->numerical_error[row] = 4e-4;
    }
    history->layer_amount = filled((size_t)TIMES * LAYERS, 1e-4, 0);
    history->layer_error = filled(LAYERS, 3e-4, 0);
    for (int n = 0; n < TIMES; n++) {
        double absorbed = flux * (times[n] - lag);
        history->rows[ACI_HISTORY_applied][n] = 0.05;
        history->rows[ACI_HISTORY_absorbed][n] = absorbed;
        history->rows[ACI_HISTORY_cleared][n] = absorbed;
        history->rows[ACI_HISTORY_absorption_flux][n] = flux;
        history->rows[ACI_HISTORY_vehicle][n] = 0.05 - absorbed - 2e-4;
    }
    history->has_steady_flux = true;
    history->steady_flux = flux;
}

static void fill_layers(aci_figure_data *data)
{
    static const char *const names[LAYERS] = {"stratum_corneum", "dermis"};
    data->layers = LAYERS;
    data->layer_name = calloc(LAYERS, sizeof *data->layer_name);
    data->layer_top = filled(LAYERS, 0, 15e-6);
    data->layer_bottom = filled(LAYERS, 15e-6, 985e-6);
    for (int layer = 0; layer < LAYERS; layer++) {
        data->layer_name[layer] = strdup(names[layer]);
    }
}

void make_data(aci_geometry geometry, aci_figure_data *data)
{
    int cells[3] = {geometry == ACI_SLAB ? 1 : RINGS, 1, ROWS};
    const double *edges[3] = {geometry == ACI_SLAB ? NULL : figure_r_edges, NULL, figure_z_edges};
    double fraction[RINGS * ROWS] = {0}, concentration[RINGS * ROWS];
    memset(data, 0, sizeof *data);
    data->title = strdup("It's a {title}_x with <marks> & \"quotes\"");
    data->geometry = geometry;
    cr_assert_eq(aci_grid_create(geometry, cells, edges, &data->grid), ACI_OK);
    fill_layers(data);
    for (int k = 1; k < 5 && geometry != ACI_SLAB; k++) {
        fraction[k * RINGS] = fraction[1 + k * RINGS] = k < 4;
    }
    cr_assert_eq(aci_data_set_channel(data, fraction), ACI_OK);
    cr_assert_eq(aci_data_set_snapshots(data, TIMES, times), ACI_OK);
    for (int n = 0; n < TIMES; n++) {
        for (int cell = 0; cell < cells[0] * ROWS; cell++) {
            concentration[cell] = (n + 1) * 10 * exp(-(double)(cell / cells[0]));
        }
        aci_data_add_snapshot(data, n, concentration);
    }
    fill_history(&data->history, 1e-7, 1800);
    fill_history(&data->control, 1e-8, 3600);
    data->has_control = true;
    data->endpoints[ACI_ENDPOINT_lag_time] = (aci_endpoint_value){true, 1800, 1e-3};
    data->endpoints[ACI_ENDPOINT_enhancement_ratio] = (aci_endpoint_value){true, 10, 1e-3};
}
