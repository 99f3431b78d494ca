/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/transport/reaction.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reaction_local.h"

struct aci_reaction {
    int layer_count, rows;
    size_t plane;
    aci_reaction_layer *layers; ///< [layer_count]
    int *row_layer;             ///< [rows]
    double *bound, *degraded;   ///< [cells], kg
};

aci_reaction_layer aci_reaction_layer_of(const aci_layer *layer)
{
    return (aci_reaction_layer){.binding = layer->binding.kind,
                                .on_rate = layer->binding.on_rate.value,
                                .off_rate = layer->binding.off_rate.value,
                                .capacity = layer->binding.capacity.value,
                                .rate_max = layer->metabolism.rate_max.value,
                                .half_saturation = layer->metabolism.half_saturation.value};
}

static size_t count_cells(const aci_reaction *r)
{
    return r->plane * (size_t)r->rows;
}

aci_status aci_reaction_create(const aci_reaction_setup *setup, aci_reaction **out)
{
    *out = NULL;
    aci_reaction *r = calloc(1, sizeof *r);
    if (r == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for binding and metabolism");
    }
    size_t layers = (size_t)setup->layer_count, rows = (size_t)setup->rows;
    size_t cells = rows * setup->plane;
    r->layer_count = setup->layer_count;
    r->rows = setup->rows;
    r->plane = setup->plane;
    r->layers = malloc(layers * sizeof *r->layers);
    r->row_layer = malloc(rows * sizeof *r->row_layer);
    r->bound = calloc(cells, sizeof *r->bound);
    r->degraded = calloc(cells, sizeof *r->degraded);
    if (!r->layers || !r->row_layer || !r->bound || !r->degraded) {
        aci_reaction_destroy(&r);
        return ACI_FAIL(ACI_FILE, "not enough memory for binding and metabolism in %zu cells",
                        cells);
    }
    memcpy(r->layers, setup->layers, layers * sizeof *r->layers);
    memcpy(r->row_layer, setup->row_layer, rows * sizeof *r->row_layer);
    *out = r;
    return ACI_OK;
}

void aci_reaction_destroy(aci_reaction **reaction)
{
    if (*reaction == NULL) {
        return;
    }
    aci_reaction *r = *reaction;
    free(r->layers);
    free(r->row_layer);
    free(r->bound);
    free(r->degraded);
    free(r);
    *reaction = NULL;
}

static bool layer_acts(const aci_reaction_layer *layer)
{
    return layer->binding != ACI_BINDING_NONE || layer->rate_max > 0.0;
}

bool aci_reaction_acts(const aci_reaction *r)
{
    bool acts = false;
    for (int n = 0; n < r->layer_count; ++n) {
        acts = acts || layer_acts(&r->layers[n]);
    }
    return acts;
}

aci_status aci_reaction_clone(const aci_reaction *r, aci_reaction **out)
{
    aci_reaction_setup setup = {r->layer_count, r->layers, r->rows, r->row_layer, r->plane};
    ACI_TRY(aci_reaction_create(&setup, out));
    aci_reaction_copy(r, *out);
    return ACI_OK;
}

void aci_reaction_copy(const aci_reaction *from, aci_reaction *to)
{
    assert(count_cells(from) == count_cells(to));
    size_t size = count_cells(from) * sizeof *from->bound;
    memcpy(to->bound, from->bound, size);
    memcpy(to->degraded, from->degraded, size);
}

static void advance_cell(aci_reaction *r, const aci_reaction_layer *layer,
                         const aci_reaction_cells *cells, double step, size_t c, double *u)
{
    double volume = cells->tissue_volume[c];
    double capacity = cells->capacity[c];
    double below = fmin(*u, 0.0); /* left by a linear solver: neither binds nor is degraded */
    aci_local cell = {capacity * (*u - below) / volume, r->bound[c] / volume, 0.0};
    if (cell.mobile == 0.0 && cell.bound == 0.0) {
        return;
    }
    aci_local_advance(layer, cells->tissue_capacity[c] / capacity, step, &cell);
    *u = cell.mobile * volume / capacity + below;
    r->bound[c] = cell.bound * volume;
    r->degraded[c] += cell.degraded * volume;
}

aci_status aci_reaction_advance(aci_reaction *r, const aci_reaction_cells *cells, double step,
                                double *u)
{
    for (int k = 0; k < r->rows; ++k) {
        if (r->row_layer[k] < 0 || !layer_acts(&r->layers[r->row_layer[k]])) {
            continue;
        }
        size_t first = r->plane * (size_t)k;
        for (size_t c = first; c < first + r->plane; ++c) {
            if (!isfinite(u[c])) {
                return ACI_FAIL(ACI_NUMERICAL, "u = %g kg/m3 in cell %zu before a reaction", u[c],
                                c);
            }
            if (cells->tissue_volume[c] > 0.0) {
                advance_cell(r, &r->layers[r->row_layer[k]], cells, step, c, &u[c]);
            }
        }
    }
    return ACI_OK;
}

aci_status aci_reaction_extend(const aci_reaction *r, aci_operator *op)
{
    bool binds = false, saturates = false, degrades = false;
    for (int n = 0; n < r->layer_count; ++n) {
        binds = binds || r->layers[n].binding != ACI_BINDING_NONE;
        saturates = saturates || r->layers[n].binding == ACI_BINDING_SATURABLE;
        degrades = degrades || r->layers[n].rate_max > 0.0;
    }
    if (binds) {
        ACI_TRY(aci_operator_add_stores(op));
    }
    if (saturates) {
        ACI_TRY(aci_operator_add_store_rest(op));
    }
    return degrades ? aci_operator_add_decay(op) : ACI_OK;
}

void aci_reaction_fill(const aci_reaction *r, const aci_reaction_cells *cells, aci_operator *op)
{
    for (int k = 0; k < r->rows; ++k) {
        int n = r->row_layer[k];
        if (n < 0 || r->layers[n].binding != ACI_BINDING_LINEAR) {
            continue;
        }
        size_t first = r->plane * (size_t)k;
        for (size_t c = first; c < first + r->plane; ++c) {
            op->store_in[c] = r->layers[n].on_rate * cells->tissue_capacity[c];
            op->store_out[c] = r->layers[n].off_rate;
        }
    }
}

/// C over u.
static double partition_of(const aci_reaction_cells *cells, size_t c)
{
    double volume = cells->tissue_volume[c];
    return volume > 0.0 ? cells->tissue_capacity[c] / volume : 0.0;
}

static void touch_binding(const aci_reaction_layer *layer, const aci_reaction_cells *cells,
                          size_t c, double u, double bound, aci_operator *op)
{
    double on = layer->on_rate * partition_of(cells, c), above = fmax(u, 0.0);
    double capacity = layer->capacity * cells->tissue_volume[c];
    op->store_in[c] = on * fmax(capacity - bound, 0.0);
    op->store_out[c] = layer->off_rate + on * above;
    op->store_rest[c] = on * above * fmin(bound, capacity);
}

static void touch_metabolism(const aci_reaction_layer *layer, const aci_reaction_cells *cells,
                             size_t c, double u, aci_operator *op)
{
    double concentration = partition_of(cells, c) * fmax(u, 0.0), half = layer->half_saturation;
    double idle = half / (half + concentration), busy = concentration / (half + concentration);
    op->decay[c] = cells->tissue_capacity[c] * layer->rate_max * idle * idle / half;
    op->decay_rest[c] = cells->tissue_volume[c] * layer->rate_max * busy * busy;
}

void aci_reaction_touch(const aci_reaction *r, const aci_reaction_cells *cells, const double *u,
                        const double *store, aci_operator *op)
{
    for (int k = 0; k < r->rows; ++k) {
        const aci_reaction_layer *layer = r->row_layer[k] < 0 ? NULL : &r->layers[r->row_layer[k]];
        size_t first = r->plane * (size_t)k;
        for (size_t c = first; layer != NULL && c < first + r->plane; ++c) {
            if (layer->binding == ACI_BINDING_SATURABLE) {
                touch_binding(layer, cells, c, u[c], store[c], op);
            }
            if (layer->rate_max > 0.0) {
                touch_metabolism(layer, cells, c, u[c], op);
            }
        }
    }
}

double *aci_reaction_bound(aci_reaction *r)
{
    return r->bound;
}

double *aci_reaction_degraded(aci_reaction *r)
{
    return r->degraded;
}

static double row_sum(const double *row, size_t plane)
{
    double sum = 0.0;
    for (size_t n = 0; n < plane; ++n) {
        sum += row[n];
    }
    return sum;
}

void aci_reaction_sum_layers(const aci_reaction *r, const double *field, double *sums)
{
    memset(sums, 0, (size_t)r->layer_count * sizeof *sums);
    for (int k = 0; k < r->rows; ++k) {
        if (r->row_layer[k] >= 0) {
            sums[r->row_layer[k]] += row_sum(field + r->plane * (size_t)k, r->plane);
        }
    }
}

void aci_reaction_amounts(const aci_reaction *r, double *bound, double *degraded)
{
    if (bound != NULL) {
        aci_reaction_sum_layers(r, r->bound, bound);
    }
    if (degraded != NULL) {
        aci_reaction_sum_layers(r, r->degraded, degraded);
    }
}
