/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/transport/diffusion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "diffusion_parts.h"

/// How much better the receptor conducts than the skin above it, by the same resistance law.
static const double stirring = 1e6;

void aci_diffusion_fill_film(const aci_diffusion *d, aci_row *row)
{
    double thinness = d->now.thinness;
    double conductivity =
        d->now.has_product ? d->reservoir->partition * d->reservoir->diffusivity : 0.0;
    *row = (aci_row){d->reservoir->partition * thinness, conductivity * thinness,
                     conductivity / thinness, 0.0};
}

static void fill_receptor(const aci_diffusion *d, int k, aci_row *row)
{
    const aci_layer *above = &d->skin->layers[d->skin->layer_count - 1];
    double height = d->grid->edges[2][k + 1] - d->grid->edges[2][k];
    double conductivity = stirring * above->partition.value * above->diffusivity.value *
                          fmax(1.0, height / above->thickness.value);
    *row = (aci_row){1.0, conductivity, conductivity, 0.0};
}

/// Mean over the row, which lies in the layer.
static double mean_clearance(const aci_diffusion *d, int n, int k)
{
    const aci_layer *layer = &d->skin->layers[n];
    if (layer->clearance_depth.origin == ACI_ORIGIN_MISSING) {
        return layer->clearance.value;
    }
    const double *edges = d->grid->edges[2];
    double depth = layer->clearance_depth.value;
    double below = (edges[k] - aci_skin_layer_top(d->skin, n)) / depth;
    double height = (edges[k + 1] - edges[k]) / depth;
    return layer->clearance.value * exp(-below) * -expm1(-height) / height;
}

/// The compound's numbers in the tissue, film or receptor of a row.
static void fill_row(aci_diffusion *d, int k)
{
    aci_row *row = &d->faces.rows[k];
    double z = d->grid->centres[2][k];
    if (z < 0.0) {
        d->layer[k] = -1;
        aci_diffusion_fill_film(d, row);
        return;
    }
    bool is_below = z > aci_skin_thickness(d->skin);
    if (is_below && d->skin->below == ACI_BELOW_RECEPTOR) {
        d->layer[k] = d->skin->layer_count;
        fill_receptor(d, k, row);
        return;
    }
    int n = aci_skin_layer_at(d->skin, z);
    const aci_layer *layer = &d->skin->layers[n];
    double partition = layer->partition.value;
    d->layer[k] = n;
    *row = (aci_row){partition, partition * layer->lateral_diffusivity.value,
                     partition * layer->diffusivity.value, mean_clearance(d, n, k)};
}

static aci_status allocate(aci_diffusion *d)
{
    size_t rows = (size_t)d->grid->cells[2];
    d->layer = calloc(rows, sizeof *d->layer);
    d->cuts = calloc(rows, sizeof *d->cuts);
    d->is_stale = calloc(rows, sizeof *d->is_stale);
    if (!d->layer || !d->cuts || !d->is_stale) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the coefficients of %zu rows", rows);
    }
    return aci_faces_create(d->grid, d->channels, &d->faces);
}

aci_status aci_diffusion_create(const aci_skin *skin, const aci_channels *channels,
                                const aci_reservoir *reservoir, const aci_grid *grid,
                                aci_diffusion **out)
{
    *out = NULL;
    aci_diffusion *d = calloc(1, sizeof *d);
    if (d == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the coefficients");
    }
    d->skin = skin;
    d->channels = channels;
    d->reservoir = reservoir;
    d->grid = grid;
    d->now = (aci_situation){.has_product = true, .thinness = 1.0, .has_channels = true};
    aci_status status;
    ACI_TRY_OR(failed, allocate(d));
    for (int k = 0; k < grid->cells[2]; ++k) {
        fill_row(d, k);
    }
    *out = d;
    return ACI_OK;
failed:
    aci_diffusion_destroy(&d);
    return status;
}

void aci_diffusion_destroy(aci_diffusion **diffusion)
{
    if (*diffusion == NULL) {
        return;
    }
    aci_diffusion *d = *diffusion;
    for (int k = 0; d->cuts != NULL && k < d->grid->cells[2]; ++k) {
        free(d->cuts[k].fraction);
    }
    aci_faces_destroy(&d->faces);
    free(d->cuts);
    free(d->is_stale);
    free(d->layer);
    free(d);
    *diffusion = NULL;
}

void aci_diffusion_set(aci_diffusion *d, const aci_situation *situation)
{
    d->now = *situation;
}

const aci_situation *aci_diffusion_situation(const aci_diffusion *d)
{
    return &d->now;
}

bool aci_diffusion_changes(const aci_diffusion *d)
{
    return d->channels->kind != ACI_CHANNELS_NONE && aci_closure_is_moving(d->channels->closure);
}

void aci_diffusion_channel_fraction(const aci_diffusion *d, int k, double *out)
{
    size_t columns = (size_t)d->grid->cells[0] * (size_t)d->grid->cells[1];
    const unsigned char *state = aci_diffusion_states(d, k);
    const double *cut = d->cuts[k].fraction;
    for (size_t n = 0; n < columns; ++n) {
        out[n] = aci_diffusion_part(state[n], &cut);
    }
}

double aci_diffusion_channel_partition(const aci_diffusion *d)
{
    return d->channels->partition;
}

int aci_diffusion_layer(const aci_diffusion *d, int k)
{
    return d->layer[k];
}

int aci_diffusion_layer_count(const aci_diffusion *d)
{
    return d->skin->layer_count;
}

double aci_diffusion_partition(const aci_diffusion *d, int k, double fraction)
{
    return fraction * d->channels->partition + (1.0 - fraction) * d->faces.rows[k].partition;
}

double aci_diffusion_diffusivity(const aci_diffusion *d, int k, double fraction)
{
    const aci_row *row = &d->faces.rows[k];
    return fraction * d->channels->diffusivity +
           (1.0 - fraction) * row->conductivity / row->partition;
}
