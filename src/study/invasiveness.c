/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/invasiveness.h"

#include <math.h>

enum { SLICES = 64 }; /* of a layer: radii are straight between points, so few are enough */

#define PI 3.14159265358979323846

/// What channels of an area do.
typedef struct wounds {
    double volume, index; ///< per area, m
} wounds;

static wounds of_strikes(const aci_treatment *treatment)
{
    wounds sum = {0.0, 0.0};
    for (int n = 0; n < treatment->strike_count; n++) {
        const aci_residual *left = &treatment->channels[n].residual;
        sum.volume += left->volume;
        sum.index += left->volume * (1.0 + left->bleeding);
    }
    sum.volume /= treatment->plan.area;
    sum.index /= treatment->plan.area;
    return sum;
}

/* Volume of a profile: cones between its points. */
static double volume_of(const aci_profile *profile)
{
    double sum = 0.0;
    for (int n = 1; n < profile->count; n++) {
        double a = profile->radius[n - 1], b = profile->radius[n];
        sum += PI / 3.0 * (a * a + a * b + b * b) * (profile->depth[n] - profile->depth[n - 1]);
    }
    return sum;
}

/* The probability that a hole of the profile's width meets a vessel. */
static double bleeding_of(const aci_skin *skin, const aci_profile *profile)
{
    double end = aci_channels_depth(profile), vessels = 0.0;
    for (int i = 0; i < skin->layer_count && aci_skin_layer_top(skin, i) < end; i++) {
        double top = aci_skin_layer_top(skin, i);
        double bottom = fmin(end, top + skin->layers[i].thickness.value);
        double step = (bottom - top) / SLICES;
        for (int k = 0; k < SLICES; k++) {
            vessels += skin->layers[i].tissue.vessel_density.value *
                       aci_channels_radius(profile, top + (k + 0.5) * step) * step;
        }
    }
    return -expm1(-vessels);
}

static wounds of_lattice(const aci_scenario *s)
{
    const aci_profile *profile = &s->channels.profile;
    double volume = volume_of(profile) / (s->channels.pitch * s->channels.pitch);
    return (wounds){volume, volume * (1.0 + bleeding_of(&s->skin, profile))};
}

static wounds of_patch(const aci_scenario *s)
{
    wounds sum = {0.0, 0.0};
    for (int n = 0; n < s->channels.tract_count; n++) {
        const aci_tract *tract = &s->channels.tracts[n];
        double depth[2] = {0.0, tract->length * cos(tract->tilt)};
        double radius[2] = {tract->mouth_radius, tract->bottom_radius};
        const aci_profile profile = {2, depth, radius};
        double volume = volume_of(&profile) / (cos(tract->tilt) * s->patch * s->patch);
        sum.volume += volume;
        sum.index += volume * (1.0 + bleeding_of(&s->skin, &profile));
    }
    return sum;
}

static wounds wounds_of(const aci_scenario *s, const aci_puncture *puncture)
{
    if (puncture != NULL) {
        return of_strikes(puncture->treatment);
    }
    return s->channels.kind == ACI_CHANNELS_LATTICE ? of_lattice(s)
           : s->channels.kind == ACI_CHANNELS_PATCH ? of_patch(s)
                                                    : (wounds){0.0, 0.0};
}

double aci_invasiveness_wound_volume(const aci_scenario *scenario, const aci_puncture *puncture)
{
    return wounds_of(scenario, puncture).volume;
}

double aci_invasiveness_index(const aci_scenario *scenario, const aci_puncture *puncture)
{
    return wounds_of(scenario, puncture).index;
}
