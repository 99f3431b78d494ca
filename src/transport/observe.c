/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/transport/observe.h"

#include <string.h>

#include "diffusion_parts.h"

enum { PARALLEL_FROM = 200000 };

/// Masses in the tissue (or film) and in the channel of one row of cells.
static void row_masses(const aci_diffusion *diffusion, const aci_grid *grid,
                       const aci_moment *moment, int k, double *tissue, double *channel)
{
    const unsigned char *state = aci_diffusion_states(diffusion, k);
    const double *cut = diffusion->cuts[k].fraction;
    const double fluid = aci_diffusion_channel_partition(diffusion);
    size_t plane = (size_t)grid->cells[0] * (size_t)grid->cells[1];
    size_t first = plane * (size_t)k;
    double height = grid->edges[2][k + 1] - grid->edges[2][k];
    *tissue = 0.0;
    *channel = 0.0;
    for (size_t n = 0; n < plane; ++n) {
        double part = aci_diffusion_part(state[n], &cut);
        double open = part * grid->column_area[n] * height * fluid;
        double u = moment->u[first + n];
        *tissue += (moment->op->capacity[first + n] - open) * u;
        *channel += open * u;
    }
}

static double *place_of(const aci_diffusion *diffusion, int k, aci_balance *out)
{
    int layer = aci_diffusion_layer(diffusion, k);
    if (layer < 0) {
        return &out->vehicle;
    }
    return layer == aci_diffusion_layer_count(diffusion) ? &out->receptor : &out->layers[layer];
}

void aci_observe_balance(const aci_diffusion *diffusion, const aci_grid *grid,
                         const aci_moment *moment, aci_balance *out)
{
    memset(out, 0, sizeof *out);
    const double area = grid->footprint;
#pragma omp parallel for ordered schedule(static, 1) if (aci_grid_size(grid) >= PARALLEL_FROM)
    for (int k = 0; k < grid->cells[2]; ++k) {
        double tissue, channel;
        row_masses(diffusion, grid, moment, k, &tissue, &channel);
#pragma omp ordered
        {
            *place_of(diffusion, k, out) += tissue / area;
            out->channel += channel / area;
        }
    }
    out->entered = moment->total.entered / area;
    out->cleared = moment->total.sunk / area;
    out->bottom = moment->total.left / area;
    out->flux = (moment->rate.sunk + moment->rate.left + moment->rate.passed) / area;
}

void aci_observe_concentration(const aci_grid *grid, const aci_moment *moment, double *out)
{
    size_t plane = (size_t)grid->cells[0] * (size_t)grid->cells[1];
#pragma omp parallel for schedule(static) if (aci_grid_size(grid) >= PARALLEL_FROM)
    for (int k = 0; k < grid->cells[2]; ++k) {
        double height = grid->edges[2][k + 1] - grid->edges[2][k];
        for (size_t n = 0; n < plane; ++n) {
            size_t c = plane * (size_t)k + n;
            out[c] = moment->op->capacity[c] * moment->u[c] / (grid->column_area[n] * height);
        }
    }
}
