/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "acicula/puncture/device.h"

static const double pi = 3.141592653589793;
static const double rounding = 1e-9; /* relative; decimal input may differ in the last place */

/// A unit people read, and how many SI units it has.
static const char *shown(const char *unit, double *scale)
{
    *scale = strcmp(unit, "m") == 0 || strcmp(unit, "kg") == 0 ? 1e-3
             : strcmp(unit, "Pa") == 0                         ? 1e3
                                                               : 1.0;
    return strcmp(unit, "m") == 0     ? " mm"
           : strcmp(unit, "kg") == 0  ? " g"
           : strcmp(unit, "N") == 0   ? " N"
           : strcmp(unit, "1") == 0   ? ""
           : strcmp(unit, "1/s") == 0 ? " Hz"
           : strcmp(unit, "Pa") == 0  ? " kPa"
                                      : " m/s";
}

static aci_status check_range(const aci_device_number *number, double value)
{
    if (value >= number->least && value <= number->most) {
        return ACI_OK;
    }
    double scale = 1.0;
    const char *unit = shown(number->unit, &scale);
    return ACI_FAIL(ACI_BAD_INPUT, "device.%s = %.6g%s: allowed is %.6g to %.6g%s", number->name,
                    value / scale, unit, number->least / scale, number->most / scale, unit);
}

static aci_status check_number(const aci_device *device, const aci_device_number *number)
{
    const aci_value *value = (const aci_value *)((const char *)device + number->offset);
    char letter = "prsf"[device->kind];
    if (value->origin != ACI_ORIGIN_MISSING) {
        return check_range(number, value->value);
    }
    if (strchr(number->kinds, letter) == NULL) {
        return ACI_OK;
    }
    return ACI_FAIL(ACI_BAD_INPUT, "device.%s is missing: a %s needs it", number->name,
                    aci_device_kind_name(device->kind));
}

static aci_status check_needle(const aci_device *device)
{
    double tip = device->tip_radius.value, shaft = device->needle_diameter.value;
    double wear = device->tip_wear.value;
    if (2.0 * tip > shaft * (1.0 + rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.tip_radius = %.6g um: the tip is wider than the shaft of %.6g um "
                        "diameter, allowed is up to half of it",
                        1e6 * tip, 1e6 * shaft);
    }
    if (2.0 * (tip + wear) > shaft * (1.0 + rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.tip_wear = %.6g um: the worn tip of %.6g um radius is wider than "
                        "the shaft of %.6g um diameter",
                        1e6 * wear, 1e6 * (tip + wear), 1e6 * shaft);
    }
    if (device->tip_length.value > device->needle_length.value * (1.0 + rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.tip_length = %.6g mm: longer than the needle of %.6g mm",
                        1e3 * device->tip_length.value, 1e3 * device->needle_length.value);
    }
    return ACI_OK;
}

static aci_status check_count(const aci_device *device)
{
    double needles = device->needles.value, rows = device->rows.value;
    if (needles != floor(needles)) {
        return ACI_FAIL(ACI_BAD_INPUT, "device.needles = %.6g: expected a whole number", needles);
    }
    if (device->kind != ACI_DEVICE_PEN && fmod(needles, rows) != 0.0) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.rows = %.6g: does not divide the %.6g needles into equal rows",
                        rows, needles);
    }
    return ACI_OK;
}

/// Shortest distance of two needles of a lattice of rows; of a pen the pitch.
static double least_distance(const aci_device *device)
{
    if (device->kind != ACI_DEVICE_ROLLER) {
        return device->pitch.value;
    }
    double around = 2.0 * pi * device->drum_radius.value * device->rows.value;
    return fmin(device->width.value / device->rows.value, around / device->needles.value);
}

static aci_status check_distance(const aci_device *device)
{
    double distance = least_distance(device);
    if (device->needles.value > 1.0 && distance < device->needle_diameter.value) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.needles = %.6g: they stand %.6g um apart, closer than their "
                        "diameter of %.6g um",
                        device->needles.value, 1e6 * distance, 1e6 * device->needle_diameter.value);
    }
    return ACI_OK;
}

static aci_status check_protrusion(const aci_device *device, double most, const char *what)
{
    if (device->protrusion.value > most * (1.0 + rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT, "device.protrusion = %.6g mm: allowed is up to %s, %.6g mm",
                        1e3 * device->protrusion.value, what, 1e3 * most);
    }
    return ACI_OK;
}

static aci_status check_dial(const aci_device *device)
{
    double protrusion = device->protrusion.value;
    ACI_TRY(check_protrusion(device, device->needle_length.value, "the needle's length"));
    if (device->dial_most.origin != ACI_ORIGIN_MISSING) {
        ACI_TRY(check_protrusion(device, device->dial_most.value, "the end of the dial"));
    }
    if (protrusion < device->dial_least.value * (1.0 - rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT, "device.protrusion = %.6g mm: the dial begins at %.6g mm",
                        1e3 * protrusion, 1e3 * device->dial_least.value);
    }
    return ACI_OK;
}

static aci_status check_insulation(const aci_device *device)
{
    double bare = device->conducting_length.value, length = device->needle_length.value;
    if (bare > length * (1.0 + rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.conducting_length = %.6g mm: allowed is up to the needle's length, "
                        "%.6g mm",
                        1e3 * bare, 1e3 * length);
    }
    return ACI_OK;
}

static aci_status check_roller(const aci_device *device)
{
    double least = device->drum_radius.value, most = least + device->needle_length.value;
    double rolling = device->rolling_radius.value;
    if (rolling < least * (1.0 - rounding) || rolling > most * (1.0 + rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.rolling_radius = %.6g mm: allowed is from the drum's radius, %.6g "
                        "mm, to that of the tips, %.6g mm",
                        1e3 * rolling, 1e3 * least, 1e3 * most);
    }
    return ACI_OK;
}

/// The rim stands around the needles, whose middles lie on a disc as large as their shares.
static aci_status check_ring(const aci_device *device)
{
    double ring = device->ring_radius.value, rim = device->ring_width.value;
    double needles = device->pitch.value * sqrt((device->needles.value - 0.5) / pi);
    if (ring < needles * (1.0 - rounding)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "device.ring_radius = %.6g mm: the needles reach %.6g mm from the middle, "
                        "allowed is no less",
                        1e3 * ring, 1e3 * needles);
    }
    if (rim > 0.5 * ring * (1.0 + rounding)) {
        return ACI_FAIL(
            ACI_BAD_INPUT,
            "device.ring_width = %.6g mm: allowed is up to half of ring_radius, %.6g mm", 1e3 * rim,
            0.5e3 * ring);
    }
    return ACI_OK;
}

aci_status aci_device_check(const aci_device *device)
{
    for (int i = 0; i < aci_device_number_count(); i++) {
        ACI_TRY(check_number(device, aci_device_number_at(i)));
    }
    ACI_TRY(check_needle(device));
    ACI_TRY(check_count(device));
    ACI_TRY(check_distance(device));
    switch (device->kind) {
    case ACI_DEVICE_PEN:
        ACI_TRY(check_protrusion(device, device->stroke.value, "the stroke"));
        ACI_TRY(check_ring(device));
        return check_dial(device);
    case ACI_DEVICE_RF:
        ACI_TRY(check_insulation(device));
        return check_dial(device);
    case ACI_DEVICE_ROLLER:
        return check_roller(device);
    default:
        return ACI_OK;
    }
}
