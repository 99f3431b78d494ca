/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/needle.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

/* a bevel rises as s^(3/4): pieces shorter towards the tip keep volume and surface to 1e-4 */
enum { BEVEL_PIECES = 64 };

/* a tip at least this wide compared with the shaft is a punch */
static const double flat_share = 0.9;

static double shaft_radius(const aci_needle *needle)
{
    return 0.5 * needle->base_diameter;
}

/// Share of a circle of radius 1 that a chord at height 2 * `part` cuts off, times pi.
static double segment_area(double part)
{
    double height = 2.0 * part;
    return acos(1.0 - height) - (1.0 - height) * sqrt(fmax(0.0, height * (2.0 - height)));
}

static double bevel_radius(const aci_needle *needle, double distance)
{
    double part = fmin(1.0, distance / needle->tip_length);
    return fmax(needle->tip_radius, shaft_radius(needle) * sqrt(segment_area(part) / M_PI));
}

double aci_needle_base_radius(const aci_needle *needle)
{
    switch (needle->shape) {
    case ACI_NEEDLE_PYRAMID:
        return needle->base_diameter / sqrt(M_PI);
    case ACI_NEEDLE_PROFILE:
        return needle->profile.radius[needle->profile.count - 1];
    case ACI_NEEDLE_CONE:
    case ACI_NEEDLE_CYLINDER:
    case ACI_NEEDLE_BEVEL:
        break;
    }
    return shaft_radius(needle);
}

/// Length of the tapered end.
static double taper(const aci_needle *needle)
{
    bool is_shaft = needle->shape == ACI_NEEDLE_CYLINDER || needle->shape == ACI_NEEDLE_BEVEL;
    return is_shaft ? fmin(needle->tip_length, needle->length) : needle->length;
}

double aci_needle_radius(const aci_needle *needle, double distance)
{
    double s = fmin(fmax(distance, 0.0), needle->length);
    if (needle->shape == ACI_NEEDLE_PROFILE) {
        double end = aci_channels_depth(&needle->profile);
        return aci_channels_radius(&needle->profile, fmin(s, end));
    }
    if (needle->shape == ACI_NEEDLE_BEVEL) {
        return bevel_radius(needle, s);
    }
    double base = aci_needle_base_radius(needle);
    double part = fmin(1.0, s / taper(needle));
    return needle->tip_radius + part * (base - needle->tip_radius);
}

static double profile_slope(const aci_profile *profile, double distance)
{
    for (int i = 1; i < profile->count; i++) {
        double width = profile->depth[i] - profile->depth[i - 1];
        if (distance < profile->depth[i] && width > 0.0) {
            return (profile->radius[i] - profile->radius[i - 1]) / width;
        }
    }
    return 0.0;
}

static double bevel_slope(const aci_needle *needle, double distance)
{
    double part = distance / needle->tip_length;
    double radius = bevel_radius(needle, distance);
    if (part >= 1.0 || radius <= needle->tip_radius) {
        return 0.0;
    }
    double r = shaft_radius(needle);
    double chord = 2.0 * r * sqrt(4.0 * part * (1.0 - part));
    return chord * 2.0 * r / needle->tip_length / (2.0 * M_PI * radius);
}

double aci_needle_slope(const aci_needle *needle, double distance)
{
    if (distance < 0.0 || distance >= taper(needle)) {
        return 0.0;
    }
    if (needle->shape == ACI_NEEDLE_PROFILE) {
        return profile_slope(&needle->profile, distance);
    }
    if (needle->shape == ACI_NEEDLE_BEVEL) {
        return bevel_slope(needle, distance);
    }
    return (aci_needle_base_radius(needle) - needle->tip_radius) / taper(needle);
}

int aci_needle_piece_count(const aci_needle *needle)
{
    switch (needle->shape) {
    case ACI_NEEDLE_CYLINDER:
        return 2;
    case ACI_NEEDLE_BEVEL:
        return BEVEL_PIECES + 1;
    case ACI_NEEDLE_PROFILE:
        return needle->profile.count;
    case ACI_NEEDLE_CONE:
    case ACI_NEEDLE_PYRAMID:
        break;
    }
    return 1;
}

double aci_needle_piece_end(const aci_needle *needle, int index)
{
    if (index >= aci_needle_piece_count(needle) - 1) {
        return needle->length;
    }
    if (needle->shape == ACI_NEEDLE_BEVEL) {
        double part = (index + 1.0) / BEVEL_PIECES;
        return taper(needle) * part * part;
    }
    if (needle->shape == ACI_NEEDLE_PROFILE) {
        return fmin(needle->profile.depth[index + 1], needle->length);
    }
    return taper(needle);
}

double aci_needle_surface(const aci_needle *needle, double distance)
{
    double end = fmin(fmax(distance, 0.0), needle->length);
    double sum = 0.0;
    double from = 0.0;
    for (int i = 0; from < end; i++) {
        double to = fmin(end, aci_needle_piece_end(needle, i));
        double r0 = aci_needle_radius(needle, from);
        double r1 = aci_needle_radius(needle, to);
        sum += M_PI * (r0 + r1) * hypot(to - from, r1 - r0);
        from = to;
    }
    return sum;
}

double aci_needle_volume(const aci_needle *needle, double distance)
{
    double end = fmin(fmax(distance, 0.0), needle->length);
    double sum = 0.0;
    double from = 0.0;
    for (int i = 0; from < end; i++) {
        double to = fmin(end, aci_needle_piece_end(needle, i));
        double r0 = aci_needle_radius(needle, from);
        double r1 = aci_needle_radius(needle, to);
        sum += M_PI / 3.0 * (r0 * r0 + r0 * r1 + r1 * r1) * (to - from);
        from = to;
    }
    return sum;
}

bool aci_needle_is_flat(const aci_needle *needle)
{
    return aci_needle_radius(needle, 0.0) >= flat_share * aci_needle_base_radius(needle);
}
