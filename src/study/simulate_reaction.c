/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where layers bind or degrade the compound. Linear binding is a store of the operator's cells,
 * metabolism a loss whose tangent the operator holds. Only where a layer binds to saturation
 * everything that reacts takes turns with transport. */
#include <math.h>
#include <stdlib.h>

#include "simulation.h"
#include "split.h"

/// What happens in any layer.
typedef struct kinds {
    bool binds, saturates, degrades;
} kinds;

static kinds kinds_of(const aci_skin *skin)
{
    kinds found = {false, false, false};
    for (int n = 0; n < skin->layer_count; ++n) {
        const aci_reaction_layer layer = aci_reaction_layer_of(&skin->layers[n]);
        found.binds = found.binds || layer.binding != ACI_BINDING_NONE;
        found.saturates = found.saturates || layer.binding == ACI_BINDING_SATURABLE;
        found.degrades = found.degrades || layer.rate_max > 0.0;
    }
    return found;
}

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
    return aci_reaction_clone(s->reaction, &s->kept_reaction);
}

aci_status aci_simulation_create_reaction(aci_simulation *s)
{
    const kinds found = kinds_of(&s->scenario->skin);
    if (!found.binds && !found.degrades) {
        return ACI_OK;
    }
    s->is_split = found.saturates;
    int *row_layer = malloc((size_t)s->grid->cells[2] * sizeof *row_layer);
    if (row_layer == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d rows", s->grid->cells[2]);
    }
    aci_status status = set_up(s, row_layer);
    free(row_layer);
    ACI_TRY(status);
    if (!s->is_split && found.binds) {
        ACI_TRY(aci_operator_add_stores(s->op));
    }
    if (!s->is_split && found.degrades) {
        ACI_TRY(aci_operator_add_decay(s->op));
    }
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
    const double *fraction = aci_diffusion_channel_fraction(s->diffusion);
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        int layer = aci_diffusion_layer(s->diffusion, k);
        bool is_tissue = layer >= 0 && layer < s->scenario->skin.layer_count;
        double partition = is_tissue ? s->scenario->skin.layers[layer].partition.value : 0.0;
        double height = s->grid->edges[2][k + 1] - s->grid->edges[2][k];
        for (size_t n = 0; n < s->op->extent.plane; ++n) {
            size_t c = (size_t)k * s->op->extent.plane + n;
            double volume = (1.0 - fraction[c]) * s->grid->column_area[n] * height;
            s->tissue_volume[c] = is_tissue ? volume : 0.0;
            s->tissue_capacity[c] = partition * volume;
        }
    }
}

aci_status aci_simulation_fill(aci_simulation *s, double time, aci_operator *op)
{
    ACI_TRY(aci_diffusion_fill(s->diffusion, time, op));
    if (op->store_in == NULL && op->decay == NULL) {
        return ACI_OK;
    }
    find_tissue(s);
    for (int k = 0; k < s->grid->cells[2] && op->store_in != NULL; ++k) {
        int n = aci_diffusion_layer(s->diffusion, k);
        if (n < 0 || n >= s->scenario->skin.layer_count) {
            continue;
        }
        const aci_reaction_layer layer = aci_reaction_layer_of(&s->scenario->skin.layers[n]);
        size_t first = (size_t)k * op->extent.plane;
        for (size_t c = first; c < first + op->extent.plane; ++c) {
            op->store_in[c] = layer.on_rate * s->tissue_capacity[c];
            op->store_out[c] = layer.off_rate;
        }
    }
    return ACI_OK;
}

aci_status aci_simulation_set_metabolism(void *context, const double *u, aci_operator *op)
{
    const aci_simulation *s = context;
    const aci_skin *skin = &s->scenario->skin;
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        int n = aci_diffusion_layer(s->diffusion, k);
        bool is_tissue = n >= 0 && n < skin->layer_count;
        if (!is_tissue || skin->layers[n].metabolism.rate_max.value <= 0.0) {
            continue;
        }
        double half = skin->layers[n].metabolism.half_saturation.value;
        double most = skin->layers[n].metabolism.rate_max.value;
        size_t first = (size_t)k * op->extent.plane;
        for (size_t c = first; c < first + op->extent.plane; ++c) {
            double volume = s->tissue_volume[c], partition = skin->layers[n].partition.value;
            double concentration = partition * fmax(u[c], 0.0);
            double idle = half / (half + concentration),
                   busy = concentration / (half + concentration);
            op->decay[c] = s->tissue_capacity[c] * most * idle * idle / half;
            op->decay_rest[c] = volume * most * busy * busy;
        }
    }
    return ACI_OK;
}

bool aci_simulation_settles(const aci_simulation *s)
{
    bool settles = !s->is_split && s->op->decay == NULL;
    for (int n = 0; n < s->scenario->skin.layer_count; ++n) {
        const aci_reaction_layer layer = aci_reaction_layer_of(&s->scenario->skin.layers[n]);
        settles = settles && (layer.on_rate <= 0.0 || layer.off_rate > 0.0);
    }
    return settles;
}

static aci_status find_cells(void *context, double time, aci_reaction_cells *out)
{
    aci_simulation *s = context;
    ACI_TRY(aci_simulation_set_coefficients(s, time, s->op));
    find_tissue(s);
    *out = (aci_reaction_cells){s->op->capacity, s->tissue_capacity, s->tissue_volume};
    return ACI_OK;
}

static aci_status keep_total(void *context, const aci_moment *moment)
{
    *(aci_exchange *)context = moment->total;
    return ACI_OK;
}

static aci_status transport(void *context, double begin, double end, double *u, aci_exchange *total)
{
    aci_simulation *s = context;
    aci_exchange found = {0};
    aci_watch watch = {.context = &found, .report = keep_total};
    ACI_TRY(aci_simulation_set_coefficients(s, begin, s->op));
    ACI_TRY(aci_simulation_propagate(s, begin, end, 1, &end, &watch, u));
    *total = aci_operator_exchange_sum(1.0, *total, 1.0, found);
    return ACI_OK;
}

static aci_moment moment_of(const aci_simulation *s, double time, const double *u,
                            const aci_exchange *total)
{
    return (aci_moment){.time = time,
                        .u = u,
                        .store = aci_simulation_bound(s),
                        .op = s->op,
                        .rate = aci_operator_exchange(s->op, u),
                        .total = *total};
}

static aci_status on_accepted(void *context, double time, const double *u,
                              const aci_exchange *total)
{
    aci_simulation *s = context;
    s->last = moment_of(s, time, u, total);
    return s->is_trial ? ACI_OK : aci_simulation_on_trace(s, time, &s->last.rate);
}

static aci_status on_report(void *context, double time, const double *u, const aci_exchange *total)
{
    aci_simulation *s = context;
    aci_moment moment = moment_of(s, time, u, total);
    return s->is_trial ? ACI_OK : aci_simulation_on_report(s, &moment);
}

static aci_status on_progress(void *context, double fraction)
{
    const aci_simulation *s = context;
    return s->is_trial ? ACI_OK : aci_simulation_on_progress(context, fraction);
}

aci_status aci_simulation_react(aci_simulation *s, double begin, double end, int count,
                                const double *times)
{
    aci_split_options options = {.begin = begin,
                                 .end = end,
                                 .report_count = count,
                                 .report_times = times,
                                 .tolerance = s->options->tolerance,
                                 .first_step = s->split_step,
                                 .context = s,
                                 .transport = transport,
                                 .cells = find_cells,
                                 .accepted = on_accepted,
                                 .report = on_report,
                                 .progress = on_progress};
    aci_split_report report = {0};
    ACI_TRY(aci_split_advance(&options, s->op->extent, s->reaction, s->u, &report));
    s->split_step = report.next_step;
    s->split_steps += report.steps;
    return ACI_OK;
}

double aci_simulation_degraded(const aci_simulation *s, const aci_exchange *total)
{
    double parts[ACI_SKIN_LAYERS_MAX], sum = 0.0;
    if (!s->is_split) {
        return total->decayed;
    }
    aci_reaction_amounts(s->reaction, NULL, parts);
    for (int n = 0; n < s->scenario->skin.layer_count; ++n) {
        sum += parts[n];
    }
    return sum / s->grid->footprint;
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
