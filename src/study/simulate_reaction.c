/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where layers bind or degrade the compound: binding is a store of the operator's cells, metabolism
 * a loss. What is not linear in either is there by its tangent. */
#include <math.h>
#include <stdlib.h>

#include "simulation.h"

static aci_status set_up(aci_simulation *s, int *row_layer)
{
    const aci_skin *skin = &s->scenario->skin;
    aci_reaction_layer layers[ACI_SKIN_LAYERS_MAX];
    for (int n = 0; n < skin->layer_count; ++n) {
        layers[n] = aci_reaction_layer_of(&skin->layers[n]);
    }
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        int layer = aci_diffusion_layer(s->diffusion, k);
        row_layer[k] = layer < skin->layer_count ? layer : -1;
    }
    aci_reaction_setup setup = {.layer_count = skin->layer_count,
                                .layers = layers,
                                .rows = s->grid->cells[2],
                                .row_layer = row_layer,
                                .plane = s->op->extent.plane};
    ACI_TRY(aci_reaction_create(&setup, &s->reaction));
    return s->kept != NULL ? aci_reaction_clone(s->reaction, &s->kept_reaction) : ACI_OK;
}

static bool acts(const aci_skin *skin)
{
    bool any = false;
    for (int n = 0; n < skin->layer_count; ++n) {
        const aci_reaction_layer layer = aci_reaction_layer_of(&skin->layers[n]);
        any = any || layer.binding != ACI_BINDING_NONE || layer.rate_max > 0.0;
    }
    return any;
}

aci_status aci_simulation_create_reaction(aci_simulation *s)
{
    if (!acts(&s->scenario->skin)) {
        return ACI_OK;
    }
    int *row_layer = malloc((size_t)s->grid->cells[2] * sizeof *row_layer);
    if (row_layer == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d rows", s->grid->cells[2]);
    }
    aci_status status = set_up(s, row_layer);
    free(row_layer);
    ACI_TRY(status);
    ACI_TRY(aci_reaction_extend(s->reaction, s->op));
    ACI_TRY(aci_field_create(s->op->extent, &s->tissue_capacity));
    return aci_field_create(s->op->extent, &s->tissue_volume);
}

void aci_simulation_destroy_reaction(aci_simulation *s)
{
    aci_reaction_destroy(&s->reaction);
    aci_reaction_destroy(&s->kept_reaction);
    if (s->op != NULL) {
        aci_field_destroy(s->op->extent, &s->tissue_capacity);
        aci_field_destroy(s->op->extent, &s->tissue_volume);
    }
}

double *aci_simulation_bound(const aci_simulation *s)
{
    return s->reaction != NULL ? aci_reaction_bound(s->reaction) : NULL;
}

/// The tissue of cells beside the channels as they are.
static void find_tissue(aci_simulation *s)
{
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        int layer = aci_diffusion_layer(s->diffusion, k);
        bool is_tissue = layer >= 0 && layer < s->scenario->skin.layer_count;
        double partition = is_tissue ? s->scenario->skin.layers[layer].partition.value : 0.0;
        double height = s->grid->edges[2][k + 1] - s->grid->edges[2][k];
        size_t first = (size_t)k * s->op->extent.plane;
        double *volumes = s->tissue_volume + first;
        aci_diffusion_channel_fraction(s->diffusion, k, volumes);
        for (size_t n = 0; n < s->op->extent.plane; ++n) {
            double volume = (1.0 - volumes[n]) * s->grid->column_area[n] * height;
            volumes[n] = is_tissue ? volume : 0.0;
            s->tissue_capacity[first + n] = partition * volume;
        }
    }
}

aci_status aci_simulation_fill(aci_simulation *s, double time, aci_operator *op)
{
    ACI_TRY(aci_diffusion_fill(s->diffusion, time, op));
    aci_simulation_feed_follicles(s, op);
    if (s->reaction != NULL) {
        find_tissue(s);
        const aci_reaction_cells cells = {op->capacity, s->tissue_capacity, s->tissue_volume};
        aci_reaction_fill(s->reaction, &cells, op);
    }
    return ACI_OK;
}

aci_status aci_simulation_touch(void *context, const double *u, const double *store,
                                aci_operator *op)
{
    const aci_simulation *s = context;
    const aci_reaction_cells cells = {op->capacity, s->tissue_capacity, s->tissue_volume};
    aci_reaction_touch(s->reaction, &cells, u, store, op);
    return ACI_OK;
}

bool aci_simulation_settles(const aci_simulation *s)
{
    bool settles = !aci_operator_is_tangent(s->op);
    for (int n = 0; n < s->scenario->skin.layer_count; ++n) {
        const aci_reaction_layer layer = aci_reaction_layer_of(&s->scenario->skin.layers[n]);
        settles = settles && (layer.on_rate <= 0.0 || layer.off_rate > 0.0);
    }
    return settles;
}

void aci_simulation_add_bound(const aci_simulation *s, const aci_moment *moment,
                              double *layer_amount)
{
    double bound[ACI_SKIN_LAYERS_MAX];
    if (moment->store == NULL) {
        return;
    }
    aci_reaction_sum_layers(s->reaction, moment->store, bound);
    for (int n = 0; n < s->scenario->skin.layer_count; ++n) {
        layer_amount[n] += bound[n] / s->grid->footprint;
    }
}

void aci_simulation_add_bound_field(const aci_simulation *s, const aci_moment *moment,
                                    double *concentration)
{
    const double *bound = moment->store;
    if (bound == NULL) {
        return;
    }
    size_t plane = s->op->extent.plane;
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        double height = s->grid->edges[2][k + 1] - s->grid->edges[2][k];
        for (size_t n = 0; n < plane; ++n) {
            size_t c = (size_t)k * plane + n;
            concentration[c] += bound[c] / (s->grid->column_area[n] * height);
        }
    }
}
