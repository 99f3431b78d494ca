/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/puncture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double widest = 0.4999; /* radius of a channel over the pitch */

static aci_status solve_mean(const aci_scenario *s, const aci_treatment_method *method,
                             const aci_insertion_model *model, aci_puncture *out)
{
    out->rows = calloc(ACI_PUNCTURE_ROWS, sizeof *out->rows);
    if (out->rows == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a force curve");
    }
    ACI_TRY(aci_insertion_curve(model, NULL, ACI_PUNCTURE_ROWS, out->rows, &out->mean));
    out->entry = aci_motion_enter(&s->needling.device, s->needling.plan.speed, out->mean.depth);
    aci_drag drag = {out->entry.slot, out->entry.surface_slot};
    method->withdraw(method->context, &out->mean, drag, &out->residual);
    return ACI_OK;
}

/* Strikes know nothing of each other, so any thread may solve any of them: the first failure in the
 * order of their numbers is the one reported. */
static aci_status solve_strikes(aci_treatment *treatment, const aci_treatment_method *method)
{
    int first = treatment->strike_count;
    ACI_TRY(aci_treatment_prepare(treatment));
#pragma omp parallel for schedule(dynamic, 64) reduction(min : first)
    for (int n = 0; n < treatment->strike_count; n++) {
        aci_status status = aci_treatment_solve(treatment, method, n, &treatment->channels[n]);
        first = status != ACI_OK && n < first ? n : first;
    }
    if (first < treatment->strike_count) {
        aci_channel channel; /* once more, for the message on this thread */
        return aci_treatment_solve(treatment, method, first, &channel);
    }
    return aci_treatment_merge(treatment);
}

/* A channel ends where the skin ends: what is below holds no product. */
static void cut_tract(aci_tract *tract, double skin)
{
    double deepest = skin - tract->bottom_radius * sin(tract->tilt);
    tract->length = fmin(tract->length, deepest / cos(tract->tilt));
}

static aci_status find_patch(const aci_scenario *s, aci_puncture *out)
{
    aci_puncture_patch *patch = &out->patch;
    double corner = 0.5 * (out->treatment->side - s->patch);
    double skin = aci_skin_thickness(&s->skin);
    aci_channels channels = {.kind = ACI_CHANNELS_PATCH};
    patch->exists = s->channels.kind == ACI_CHANNELS_PATCH && s->patch > 0.0;
    if (!patch->exists) {
        return ACI_OK;
    }
    ACI_TRY(aci_treatment_patch_strikes(out->treatment, (double[2]){corner, corner}, s->patch,
                                        &channels, &patch->strikes, &patch->window));
    patch->count = channels.tract_count;
    patch->tracts = channels.tracts;
    for (int n = 0; n < patch->count; n++) {
        cut_tract(&patch->tracts[n], skin);
    }
    return ACI_OK;
}

static int count_through(const aci_scenario *s, const aci_treatment *treatment)
{
    int count = 0;
    for (int n = 0; n < treatment->strike_count; n++) {
        const aci_channel *channel = &treatment->channels[n];
        count += channel->punctured && channel->layer >= s->skin.layer_count;
    }
    return count;
}

static aci_status solve_treatment(const aci_scenario *s, const aci_treatment_method *method,
                                  aci_puncture *out)
{
    const aci_needling *n = &s->needling;
    ACI_TRY(aci_treatment_create(&n->plan, &n->device, &out->treatment));
    ACI_TRY(solve_strikes(out->treatment, method));
    ACI_TRY(aci_treatment_statistics_of(out->treatment, &out->statistics));
    out->through = count_through(s, out->treatment);
    ACI_TRY(find_patch(s, out));
    out->class_count = n->classes;
    out->classes = calloc((size_t)n->classes + 1, sizeof *out->classes);
    if (out->classes == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d classes", n->classes);
    }
    return aci_treatment_classes(out->treatment, n->classes, out->classes);
}

aci_status aci_puncture_solve(const aci_scenario *s, aci_puncture *out)
{
    memset(out, 0, sizeof *out);
    aci_needle needle = aci_scenario_needle(s);
    aci_insertion_model *model = NULL;
    aci_device_use use = s->needling.use;
    ACI_TRY(aci_device_balance(&s->needling.device, &s->skin, &needle, &use));
    ACI_TRY(aci_device_setting(&s->needling.device, &use, &out->setting));
    ACI_TRY(aci_insertion_create(&s->skin, &needle, &out->setting, &model));
    aci_treatment_reduced reduced = {&s->skin, &needle, model};
    aci_treatment_method method = aci_treatment_reduced_method(&reduced);
    aci_status status = solve_mean(s, &method, model, out);
    if (status == ACI_OK) {
        status = solve_treatment(s, &method, out);
    }
    aci_insertion_destroy(&model);
    return status;
}

aci_status aci_puncture_solve_settings(const aci_scenario *scenario, aci_puncture *puncture)
{
    return aci_settings_solve(scenario, puncture->treatment, &puncture->settings);
}

void aci_puncture_destroy(aci_puncture *puncture)
{
    free(puncture->rows);
    free(puncture->classes);
    free(puncture->patch.tracts);
    free(puncture->patch.strikes);
    aci_treatment_destroy(&puncture->treatment);
    memset(puncture, 0, sizeof *puncture);
}

static aci_status set_cone(const aci_residual *residual, double skin, aci_channels *out)
{
    double mouth = residual->mouth_radius, bottom = residual->bottom_radius;
    double depth = fmin(residual->depth, skin);
    double at_end = mouth + (bottom - mouth) * depth / residual->depth;
    return aci_channels_cone(mouth, at_end, depth, &out->profile);
}

bool aci_puncture_is_open(const aci_puncture *p, int index)
{
    const aci_treatment_class *class = &p->classes[index];
    return index<p->class_count &&class->weight> 0.0 && class->residual.depth > 0.0 &&
           class->residual.mouth_radius > 0.0;
}

aci_status aci_puncture_class_scenario(const aci_puncture *p, const aci_scenario *s, int index,
                                       aci_scenario *out)
{
    const aci_treatment_class *class = &p->classes[index];
    *out = *s;
    out->channels.profile = (aci_profile){0};
    out->channels.pitch = 1.0 / sqrt(p->statistics.strike_density);
    if (!aci_puncture_is_open(p, index)) {
        out->channels.kind = ACI_CHANNELS_NONE;
        return ACI_OK;
    }
    out->channels.kind = ACI_CHANNELS_LATTICE;
    if (class->residual.mouth_radius > widest * out->channels.pitch) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "treatment.passes: channels of %.4g um radius overlap at %.4g strikes per "
                        "cm2: allowed are "
                        "fewer passes, or geometry: box with simulation.patch",
                        1e6 * class->residual.mouth_radius, 1e-4 * p->statistics.strike_density);
    }
    return set_cone(&class->residual, aci_skin_thickness(&s->skin), &out->channels);
}

aci_status aci_puncture_patch_scenario(const aci_puncture *p, const aci_scenario *s,
                                       aci_scenario *out)
{
    size_t size = (size_t)p->patch.count * sizeof(aci_tract);
    *out = *s;
    out->channels.kind = ACI_CHANNELS_PATCH;
    out->channels.profile = (aci_profile){0};
    out->channels.tract_count = p->patch.count;
    out->channels.tracts = malloc(size + 1);
    if (out->channels.tracts == NULL) {
        out->channels.tract_count = 0;
        return ACI_FAIL(ACI_FILE, "not enough memory for %d tracts", p->patch.count);
    }
    if (size > 0) {
        memcpy(out->channels.tracts, p->patch.tracts, size);
    }
    return ACI_OK;
}
