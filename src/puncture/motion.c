/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/motion.h"

#include <math.h>

static const double pi = 3.141592653589793;
static const double golden_angle = 2.399963229728653; /* pi (3 - sqrt 5) */
static const double least_speed = 1e-6, most_speed = 10.0;

/* 2 asin(sqrt(x / 2)) is acos(1 - x) and keeps its digits for small x. */
static double angle_of_versine(double x)
{
    return 2.0 * asin(sqrt(0.5 * fmin(fmax(x, 0.0), 2.0)));
}

double aci_motion_entry_angle(double height, double tips)
{
    return angle_of_versine((tips - height) / tips);
}

/* tan x - x; where they meet, the series leaves out 1e-14 of it and the difference loses 1e-13. */
static double tangent_excess(double x)
{
    if (x > 0.06) {
        return tan(x) - x;
    }
    double y = x * x;
    double sum = 1.0 / 3.0 + y * (2.0 / 15.0 + y * (17.0 / 315.0 + y * (62.0 / 2835.0)));
    return x * y * (sum + y * y * y * y * (1382.0 / 155925.0));
}

double aci_motion_loop(double height, double angle)
{
    return 2.0 * height * tangent_excess(angle);
}

static double radius_to_tips(const aci_device *device)
{
    return device->drum_radius.value + device->needle_length.value;
}

static double held_to_travel(const aci_device *device, double depth)
{
    return fmin(fmax(depth, 0.0), aci_device_travel(device));
}

static double needles_in_beat(const aci_device *device)
{
    return device->kind == ACI_DEVICE_ROLLER ? device->rows.value : device->needles.value;
}

static aci_status check_speed(const aci_device *device, double speed)
{
    bool glides = device->kind == ACI_DEVICE_PEN || device->kind == ACI_DEVICE_ROLLER;
    if (!glides || (speed >= least_speed && speed <= most_speed)) {
        return ACI_OK;
    }
    return ACI_FAIL(ACI_BAD_INPUT,
                    "treatment.speed = %.6g mm/s: a %s has to glide, allowed is %.6g to %.6g mm/s",
                    1e3 * speed, aci_device_kind_name(device->kind), 1e3 * least_speed,
                    1e3 * most_speed);
}

static double beat_spacing(const aci_device *device, double speed)
{
    switch (device->kind) {
    case ACI_DEVICE_PEN:
        return speed / device->frequency.value;
    case ACI_DEVICE_ROLLER:
        return 2.0 * pi * device->rolling_radius.value * device->rows.value / device->needles.value;
    default:
        return device->rows.value * device->pitch.value;
    }
}

aci_status aci_motion_solve(const aci_device *device, double speed, aci_motion *out)
{
    ACI_TRY(check_speed(device, speed));
    double spacing = beat_spacing(device, speed), together = needles_in_beat(device);
    bool is_roller = device->kind == ACI_DEVICE_ROLLER;
    double interval = is_roller ? spacing / speed : 1.0 / device->frequency.value;
    *out = (aci_motion){.together = (int)together,
                        .spacing = spacing,
                        .interval = interval,
                        .width = device->width.value,
                        .density = together / (spacing * device->width.value),
                        .rate = together / interval};
    return ACI_OK;
}

/// Where the mouth lies and how the channel leans, from the way to the place of entry.
static void lean(const aci_device *device, double depth, double ahead, aci_motion_entry *entry)
{
    double kept = device->surface_drag.value;
    entry->surface_slot = kept * entry->slot;
    entry->lead = (1.0 - kept) * ahead;
    entry->lean = depth > 0.0 ? atan2(fabs(entry->lead), depth) : 0.0;
}

static aci_motion_entry enter_pen(const aci_device *device, double speed, double depth)
{
    double stroke = device->stroke.value, frequency = device->frequency.value;
    double d = fmin(depth, stroke);
    double duty = angle_of_versine(2.0 * d / stroke) / pi;
    aci_motion_entry entry = {.speed = 2.0 * pi * frequency * sqrt(d * (stroke - d)),
                              .contact_time = duty / frequency,
                              .slot = speed * duty / frequency};
    lean(device, d, -0.5 * entry.slot, &entry);
    return entry;
}

static aci_motion_entry enter_roller(const aci_device *device, double speed, double depth)
{
    double tips = radius_to_tips(device), height = tips - depth;
    double angle = aci_motion_entry_angle(height, tips);
    double rolling = device->rolling_radius.value;
    aci_motion_entry entry = {.tilt = angle,
                              .speed = tips * sin(angle) * speed / rolling,
                              .contact_time = 2.0 * angle * rolling / speed,
                              .slot = aci_motion_loop(height, angle)};
    lean(device, depth, 0.5 * entry.slot, &entry);
    return entry;
}

aci_motion_entry aci_motion_enter(const aci_device *device, double speed, double depth)
{
    double d = held_to_travel(device, depth);
    switch (device->kind) {
    case ACI_DEVICE_PEN:
        return enter_pen(device, speed, d);
    case ACI_DEVICE_ROLLER:
        return enter_roller(device, speed, d);
    default:
        return (aci_motion_entry){.speed = device->entry_speed.value};
    }
}

double aci_motion_engaged(const aci_device *device, double depth)
{
    if (device->kind != ACI_DEVICE_ROLLER) {
        return device->needles.value;
    }
    double tips = radius_to_tips(device);
    double angle = aci_motion_entry_angle(tips - held_to_travel(device, depth), tips);
    return device->needles.value * angle / pi;
}

double aci_motion_extent(const aci_device *device)
{
    bool is_plate = device->kind == ACI_DEVICE_STAMP || device->kind == ACI_DEVICE_RF;
    double length = is_plate ? device->rows.value * device->pitch.value : 0.0;
    return fmax(device->width.value, length);
}

static void place_in_pen(const aci_device *device, int index, double *along, double *across)
{
    double radius = device->pitch.value * sqrt((index + 0.5) / pi);
    *along = radius * cos(golden_angle * index);
    *across = radius * sin(golden_angle * index);
}

void aci_motion_place(const aci_device *device, int index, double *along, double *across)
{
    if (device->kind == ACI_DEVICE_PEN) {
        place_in_pen(device, index, along, across);
        return;
    }
    int rows = (int)device->rows.value, columns = (int)device->needles.value / rows;
    if (device->kind == ACI_DEVICE_ROLLER) {
        *along = 0.0;
        *across = (index + 0.5) / rows * device->width.value - 0.5 * device->width.value;
        return;
    }
    int row = index / columns;
    *along = (row + 0.5 - 0.5 * rows) * device->pitch.value;
    *across = (index % columns + 0.5 - 0.5 * columns) * device->pitch.value;
}
