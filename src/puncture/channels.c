/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/channels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void aci_channels_destroy(aci_channels *channels)
{
    free(channels->profile.depth);
    free(channels->profile.radius);
    free(channels->tracts);
    memset(channels, 0, sizeof *channels);
}

aci_status aci_channels_cone(double mouth_radius, double bottom_radius, double depth,
                             aci_profile *out)
{
    *out = (aci_profile){
        .count = 2, .depth = calloc(2, sizeof(double)), .radius = calloc(2, sizeof(double))};
    if (out->depth == NULL || out->radius == NULL) {
        free(out->depth);
        free(out->radius);
        *out = (aci_profile){0};
        return ACI_FAIL(ACI_FILE, "not enough memory for a channel");
    }
    out->depth[1] = depth;
    out->radius[0] = mouth_radius;
    out->radius[1] = bottom_radius;
    return ACI_OK;
}

/// The first point but the top one that is not above a depth; the last point if all are.
static int first_below(const aci_profile *profile, double depth)
{
    int low = 1;
    int high = profile->count - 1;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (profile->depth[middle] < depth) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

double aci_channels_radius(const aci_profile *profile, double depth)
{
    if (profile->count < 2 || depth < 0.0 || depth > profile->depth[profile->count - 1]) {
        return 0.0;
    }
    int n = first_below(profile, depth);
    double width = profile->depth[n] - profile->depth[n - 1];
    double part = width > 0.0 ? (depth - profile->depth[n - 1]) / width : 1.0;
    return profile->radius[n - 1] + part * (profile->radius[n] - profile->radius[n - 1]);
}

double aci_channels_depth(const aci_profile *profile)
{
    return profile->count > 0 ? profile->depth[profile->count - 1] : 0.0;
}

/// Length of [from, to] on which a straight piece of wall lies outside `radius`.
static double piece_length(double z0, double z1, double r0, double r1, double radius)
{
    if (r0 > radius && r1 > radius) {
        return z1 - z0;
    }
    if (r0 <= radius && r1 <= radius) {
        return 0.0;
    }
    double crossing = (radius - r0) / (r1 - r0) * (z1 - z0);
    return r0 > radius ? crossing : z1 - z0 - crossing;
}

double aci_channels_length(const aci_profile *profile, double factor, double radius, double from,
                           double to)
{
    double length = 0.0;
    for (int n = 1; n < profile->count; ++n) {
        double low = profile->depth[n - 1];
        double high = profile->depth[n];
        double z0 = fmax(low, from);
        double z1 = fmin(high, to);
        if (z1 <= z0) {
            continue;
        }
        double slope = (profile->radius[n] - profile->radius[n - 1]) / (high - low);
        double r0 = factor * (profile->radius[n - 1] + slope * (z0 - low));
        double r1 = factor * (profile->radius[n - 1] + slope * (z1 - low));
        length += piece_length(z0, z1, r0, r1, radius);
    }
    return length;
}

void aci_channels_radius_range(const aci_profile *profile, double from, double to, double *least,
                               double *largest)
{
    *least = from < 0.0 || to > aci_channels_depth(profile) ? 0.0 : HUGE_VAL;
    *largest = 0.0;
    for (int n = 1; n < profile->count; ++n) {
        double low = profile->depth[n - 1];
        double high = profile->depth[n];
        double z0 = fmax(low, from);
        double z1 = fmin(high, to);
        if (z1 < z0) {
            continue;
        }
        double width = high - low;
        double a = width > 0.0 ? (z0 - low) / width : 0.0;
        double b = width > 0.0 ? (z1 - low) / width : 1.0;
        double step = profile->radius[n] - profile->radius[n - 1];
        double r0 = profile->radius[n - 1] + a * step;
        double r1 = profile->radius[n - 1] + b * step;
        *least = fmin(*least, fmin(r0, r1));
        *largest = fmax(*largest, fmax(r0, r1));
    }
    *least = fmin(*least, *largest);
}
