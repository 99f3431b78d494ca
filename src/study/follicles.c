/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "follicles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mixture.h"

/// A lining that lets nothing through still joins both sides, for the solver's sake, m/s.
static const double tight = 1e-15;
static const double same_depth = 1e-6; /* relative; decimal input may differ in the last places */

bool aci_follicles_are_resolved(const aci_scenario *scenario)
{
    const aci_follicles *f = &scenario->follicles;
    return f->model == ACI_FOLLICLES_RESOLVED && f->density.value > 0.0;
}

static double lining(const aci_follicles *f)
{
    return f->wall_thickness.value > 0.0 ? 1.0 / fmax(f->wall_permeability.value, tight) : 0.0;
}

/// The depth, or the boundary of layers it is meant to be: the grid has one edge for both.
static double end_of(const aci_scenario *scenario)
{
    double depth = scenario->follicles.depth.value;
    for (int n = 1; n <= scenario->skin.layer_count; ++n) {
        double boundary = aci_skin_layer_top(&scenario->skin, n);
        if (fabs(depth - boundary) <= same_depth * boundary) {
            return boundary;
        }
    }
    return depth;
}

aci_status aci_follicles_cell(const aci_scenario *scenario, aci_scenario *out)
{
    const aci_follicles *f = &scenario->follicles;
    double radius = 0.5 * f->diameter.value;
    *out = *scenario;
    out->needling = (aci_needling){.exists = false};
    out->schedule.needling = (aci_times){0, NULL};
    out->geometry = ACI_AXISYMMETRIC;
    out->patch = 0.0;
    out->cells[1] = 0;
    out->channels = (aci_channels){.kind = ACI_CHANNELS_LATTICE,
                                   .pitch = 1.0 / sqrt(f->density.value),
                                   .diffusivity = f->sebum_diffusivity.value,
                                   .partition = f->sebum_partition.value,
                                   .lining_resistance = lining(f),
                                   .lining_depth = f->wall_depth.value,
                                   .is_grown = true};
    if (scenario->geometry != ACI_AXISYMMETRIC) {
        out->cells[0] = out->cells[2] = 0;
    }
    return aci_channels_cone(radius, radius, end_of(scenario), &out->channels.profile);
}

/// The sebum is no channel.
static void rename_channel(aci_history *h)
{
    double *sebum = h->rows[ACI_HISTORY_channel_amount];
    h->rows[ACI_HISTORY_channel_amount] = h->rows[ACI_HISTORY_follicle_amount];
    h->rows[ACI_HISTORY_follicle_amount] = sebum;
    h->numerical_error[ACI_HISTORY_follicle_amount] =
        h->numerical_error[ACI_HISTORY_channel_amount];
    h->numerical_error[ACI_HISTORY_channel_amount] = 0.0;
}

aci_status aci_follicles_solve(const aci_scenario *scenario, aci_status (*progress)(void *, double),
                               void *context, aci_accurate *out)
{
    aci_scenario cell;
    memset(out, 0, sizeof *out);
    aci_status status = aci_follicles_cell(scenario, &cell);
    if (status == ACI_OK) {
        aci_accuracy_options options = {.scenario = &cell,
                                        .geometry = ACI_AXISYMMETRIC,
                                        .accuracy = scenario->accuracy,
                                        .progress = progress,
                                        .progress_context = context};
        status = aci_accuracy_solve(&options, out);
    }
    if (status == ACI_OK) {
        rename_channel(&out->solution.history);
    }
    aci_channels_destroy(&cell.channels);
    return status;
}

/// In the skin and through it.
static double within(const aci_history *h, int time)
{
    double sum = h->rows[ACI_HISTORY_cleared][time] + h->rows[ACI_HISTORY_bottom][time] +
                 h->rows[ACI_HISTORY_degraded][time];
    for (int layer = 0; layer < h->layers; ++layer) {
        sum += h->layer_amount[time * h->layers + layer];
    }
    return sum;
}

static void find_delivery(const aci_history *cell, const aci_history *intact, aci_history *out)
{
    for (int n = 0; n < out->times; ++n) {
        out->rows[ACI_HISTORY_follicle_delivery][n] = within(cell, n) - within(intact, n);
    }
    out->numerical_error[ACI_HISTORY_follicle_delivery] =
        out->numerical_error[ACI_HISTORY_absorbed];
}

aci_status aci_follicles_add(const aci_scenario *scenario, const aci_accurate *needled,
                             aci_accurate *cell, const aci_accurate *intact, aci_accurate *out)
{
    const aci_mixture_part parts[3] = {{1.0, needled}, {1.0, cell}, {-1.0, intact}};
    ACI_TRY(aci_mixture_combine(scenario, parts, 3, out));
    const aci_history *skin = &intact->solution.history;
    find_delivery(&cell->solution.history, skin, &cell->solution.history);
    find_delivery(&cell->solution.history, skin, &out->solution.history);
    return ACI_OK;
}

double aci_follicles_reach(const aci_scenario *scenario)
{
    const aci_skin *skin = &scenario->skin;
    int epidermis = aci_skin_find(skin, "viable_epidermis");
    int n = epidermis + 1 < skin->layer_count ? epidermis + 1 : skin->layer_count - 1;
    const aci_layer *layer = &skin->layers[n];
    double diffusivity = layer->lateral_diffusivity.value;
    double reach = sqrt(diffusivity * scenario->duration);
    return layer->clearance.value > 0.0 ? fmin(reach, sqrt(diffusivity / layer->clearance.value))
                                        : reach;
}
