/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulation reads out of the tissue. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulation.h"

aci_status aci_simulation_create_probe(aci_simulation *s)
{
    if (!aci_readouts_exist(s->scenario)) {
        return ACI_OK;
    }
    /* cells of a device's classes are summed; a box is its whole patch */
    bool keeps_spots = s->scenario->needling.exists && s->grid->geometry != ACI_BOX;
    ACI_TRY(aci_readouts_create(s->scenario, keeps_spots, &s->out->readouts));
    s->spots = calloc(s->op->extent.plane, sizeof *s->spots);
    if (s->spots == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu cells", s->op->extent.plane);
    }
    return aci_probe_create(s->grid, s->diffusion, &s->probe);
}

void aci_simulation_destroy_probe(aci_simulation *s)
{
    free(s->spots);
    s->spots = NULL;
    aci_probe_destroy(&s->probe);
}

static void look_at_regions(aci_simulation *s)
{
    const aci_targets *targets = &s->scenario->targets;
    aci_readouts *out = &s->out->readouts;
    int n = s->next_look++;
    for (int k = 0; k < targets->region_count; ++k) {
        const aci_region *region = &targets->regions[k];
        int at = n * targets->region_count + k;
        aci_probe_band band;
        aci_probe_sum(&s->probe, region->from.value, region->to.value, region->threshold, &band);
        out->volume.values[at] = band.volume;
        out->regions[ACI_REGION_region_amount].values[at] = band.amount;
        out->regions[ACI_REGION_largest_concentration].values[at] = band.largest;
        out->regions[ACI_REGION_share_above].values[at] =
            band.volume > 0.0 ? band.above / band.volume : 0.0;
    }
}

static void look_at_strips(aci_simulation *s, int report)
{
    aci_series *out = &s->out->readouts.strips;
    int layer = aci_skin_find(&s->scenario->skin, "stratum_corneum");
    if (out->columns == 0) {
        return;
    }
    double top = aci_skin_layer_top(&s->scenario->skin, layer);
    double height = s->scenario->skin.layers[layer].thickness.value / out->columns;
    for (int k = 0; k < out->columns; ++k) {
        aci_probe_band band;
        aci_probe_sum(&s->probe, top + k * height, top + (k + 1) * height, 0.0, &band);
        out->values[report * out->columns + k] = band.amount;
    }
}

static aci_status keep_spots(aci_simulation *s, int at, int count)
{
    aci_spots *kept = &s->out->readouts.spots[at];
    kept->count = count;
    kept->spots = malloc((size_t)count * sizeof *kept->spots + 1);
    if (kept->spots == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d cells", count);
    }
    memcpy(kept->spots, s->spots, (size_t)count * sizeof *kept->spots);
    return ACI_OK;
}

/// The channel's axis is the first column of a cell, its edge towards the neighbour the last along
/// r or x.
static void look_at_overlap(aci_simulation *s, double depth, int at)
{
    aci_readouts *out = &s->out->readouts;
    out->axis.values[at] = aci_probe_activity(&s->probe, 0, depth);
    out->edge.values[at] = aci_probe_activity(&s->probe, s->grid->cells[0] - 1, depth);
    double axis = out->axis.values[at];
    out->uniformity[ACI_UNIFORMITY_overlap].values[at] =
        axis > 0.0 ? out->edge.values[at] / axis : 0.0;
}

static aci_status look_at_plane(aci_simulation *s, int plane, int at)
{
    const aci_targets *targets = &s->scenario->targets;
    aci_readouts *out = &s->out->readouts;
    aci_uniformity found;
    int count = aci_probe_plane(&s->probe, targets->plane[plane], s->spots);
    if (out->spots != NULL) {
        ACI_TRY(keep_spots(s, at, count));
    }
    aci_probe_uniformity(count, s->spots, targets->plane_threshold[plane], &found);
    out->uniformity[ACI_UNIFORMITY_variation].values[at] = found.variation;
    out->uniformity[ACI_UNIFORMITY_gini].values[at] = found.gini;
    out->uniformity[ACI_UNIFORMITY_area_above].values[at] = found.above;
    look_at_overlap(s, targets->plane[plane], at);
    return ACI_OK;
}

void aci_simulation_look_first(aci_simulation *s)
{
    const double *bound = s->reaction != NULL ? aci_reaction_bound(s->reaction) : NULL;
    aci_moment moment = {.time = s->course.begin, .u = s->u, .op = s->op};
    if (s->out->readouts.times > 0) {
        aci_probe_look(&s->probe, &moment, bound);
        look_at_regions(s);
    }
}

aci_status aci_simulation_look(aci_simulation *s, const aci_moment *moment, bool is_report)
{
    const aci_readouts *out = &s->out->readouts;
    bool is_look = s->next_look < out->times && out->time[s->next_look] == moment->time;
    bool is_wanted = is_look || (is_report && aci_readouts_exist(s->scenario));
    if (!is_wanted) {
        return ACI_OK;
    }
    aci_probe_look(&s->probe, moment, s->reaction != NULL ? moment->store : NULL);
    if (is_look) {
        look_at_regions(s);
    }
    int report = s->next_report - 1, planes = s->scenario->targets.plane_count;
    if (is_report) {
        look_at_strips(s, report);
    }
    for (int k = 0; is_report && k < planes; ++k) {
        ACI_TRY(look_at_plane(s, k, report * planes + k));
    }
    return ACI_OK;
}
