/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "acicula/puncture/device.h"

static const double pi = 3.141592653589793;
static const double usual_half_angle = 10.0 * 3.141592653589793 / 180.0;

#define KALLURI "assumed: as the roller of Kalluri 2011, PMC3160154"
#define MF8_LIKE                                                                                   \
    "assumed: as the Dermaroller MF8, Schwarz and Laaff 2011, 10.1097/PRS.0b013e3182131e0f"
#define PLACEHOLDER "assumed: placeholder, no measurement is known"

static bool is_missing(const aci_value *value)
{
    return value->origin == ACI_ORIGIN_MISSING;
}

static void assume(aci_value *slot, double value, char confidence, const char *source)
{
    if (is_missing(slot)) {
        *slot = (aci_value){value, ACI_ORIGIN_ASSUMED, confidence, source};
    }
}

/* From other numbers of the device by geometry: no surer than the one it rests on. */
static void derive(aci_value *slot, double value, const aci_value *from, const char *source)
{
    if (is_missing(slot)) {
        bool is_guess = from->origin == ACI_ORIGIN_ASSUMED;
        *slot = (aci_value){value, is_guess ? ACI_ORIGIN_ASSUMED : ACI_ORIGIN_CORRELATED,
                            from->confidence != 0 ? from->confidence : 'H', source};
    }
}

/// The divisor of a count nearest below its square root; 1 for what is no count.
static int square_rows(double needles)
{
    int count = needles >= 1.0 && needles <= 1e4 ? (int)needles : 1;
    int rows = (int)sqrt((double)count);
    while (rows > 1 && count % rows != 0) {
        rows--;
    }
    return rows > 1 ? rows : 1;
}

static void complete_rows(aci_device *device)
{
    double needles = device->needles.value;
    if (device->kind == ACI_DEVICE_ROLLER && fmod(needles, 8.0) == 0.0) {
        assume(&device->rows, 8.0, 'L', MF8_LIKE);
    }
    assume(&device->rows, square_rows(needles), 'L',
           "assumed: the divisor of the needles nearest to a square");
}

static void complete_protrusion(aci_device *device, double usual)
{
    if (is_missing(&device->dial_most)) {
        assume(&device->protrusion, device->needle_length.value, 'L',
               "assumed: the whole needle stands out");
    }
    assume(&device->protrusion, fmin(usual, device->needle_length.value), 'L',
           "assumed: a usual setting of the dial");
}

static void complete_pen(aci_device *device)
{
    double count = fmax(device->needles.value, 1.0);
    if (is_missing(&device->pitch) && !is_missing(&device->width)) {
        derive(&device->pitch, 0.5 * device->width.value * sqrt(pi / count), &device->width,
               "needles spread over a disc as wide as the lane");
    }
    assume(&device->pitch, 1e-3, 'L', PLACEHOLDER);
    derive(&device->width, 2.0 * device->pitch.value * sqrt(count / pi), &device->pitch,
           "diameter of the disc of all needles");
    complete_protrusion(device, 1.0e-3);
    double most =
        is_missing(&device->dial_most) ? device->needle_length.value : device->dial_most.value;
    assume(&device->stroke, fmax(most, device->protrusion.value), 'L',
           "assumed: the needles draw back into the nozzle at the deepest setting");
    double side = ceil(sqrt(count) - 1e-9);
    assume(&device->ring_radius, device->pitch.value * (1.0 + sqrt(0.5) * (side - 1.0)), 'L',
           "assumed: one pitch beyond the outermost needle");
    assume(&device->ring_width, fmin(1e-3, 0.5 * device->ring_radius.value), 'L', PLACEHOLDER);
    assume(&device->nozzle_force, 1.0, 'L', "assumed: a light hand, no measurement is known");
    assume(&device->suction, 0.0, 'M', "assumed: none");
    assume(&device->frequency, 100.0, 'L',
           "assumed: middle of 50-150 per second, PRIME 10/2015 p. 49");
    assume(&device->moving_mass, 5e-3, 'L', PLACEHOLDER);
    assume(&device->stall_force, 5.0, 'L', PLACEHOLDER);
}

static void complete_roller(aci_device *device)
{
    assume(&device->drum_radius, 10e-3, 'L', MF8_LIKE);
    assume(&device->width, 20e-3, 'L', MF8_LIKE);
    assume(&device->rolling_radius, device->drum_radius.value, 'M',
           "assumed: rolls without slip at the level of the skin, drum landed");
    double area = 2.0 * pi * device->rolling_radius.value * device->width.value;
    derive(&device->pitch, sqrt(area / fmax(device->needles.value, 1.0)), &device->drum_radius,
           "root of the area of a needle on the drum");
}

static void complete_plate(aci_device *device)
{
    bool is_rf = device->kind == ACI_DEVICE_RF;
    double columns = fmax(device->needles.value, 1.0) / device->rows.value;
    if (is_missing(&device->pitch) && !is_missing(&device->width)) {
        derive(&device->pitch, device->width.value / columns, &device->width,
               "width over the needles in a row");
    }
    assume(&device->pitch, is_rf ? 10e-3 / 7.0 : 1e-3, 'L',
           is_rf ? "assumed: as Infini, 49 needles on 10 mm x 10 mm" : PLACEHOLDER);
    derive(&device->width, columns * device->pitch.value, &device->pitch,
           "needles in a row times their pitch");
    assume(&device->frequency, 1.0, 'L', "assumed: one hit per second");
    assume(&device->entry_speed, is_rf ? 0.5 : 0.1, 'L', PLACEHOLDER);
    assume(&device->moving_mass, 35e-3, 'L',
           "assumed: as the applicator of Meliga 2017, 10.1016/j.actbio.2016.10.021");
    if (is_rf) {
        complete_protrusion(device, 1.5e-3);
        assume(&device->conducting_length, device->needle_length.value, 'L',
               "assumed: not insulated");
    }
}

static void complete_needle(aci_device *device)
{
    bool is_rf = device->kind == ACI_DEVICE_RF, is_pen = device->kind == ACI_DEVICE_PEN;
    if (is_pen && !is_missing(&device->dial_most)) {
        derive(&device->needle_length, device->dial_most.value, &device->dial_most,
               "at least the largest protrusion");
    }
    assume(&device->needle_diameter,
           is_rf    ? 0.2e-3
           : is_pen ? 0.3e-3
                    : 0.25e-3,
           'L',
           is_rf    ? "assumed: as Infini"
           : is_pen ? "assumed: middle of 0.2-0.4 mm, Termedia 56995"
                    : MF8_LIKE);
    assume(&device->tip_radius, fmin(4e-6, 0.5 * device->needle_diameter.value), 'L', KALLURI);
    assume(&device->tip_wear, 0.0, 'M', "assumed: new needles");
    double taper = 0.5 * device->needle_diameter.value - device->tip_radius.value;
    double length = device->needle_length.value;
    assume(&device->tip_length, fmin(fmax(taper / tan(usual_half_angle), 1e-9), length), 'L',
           "assumed: half-angle 10 deg, or as long as the needle");
}

void aci_device_complete(aci_device *device)
{
    complete_needle(device);
    if (device->kind != ACI_DEVICE_PEN) {
        complete_rows(device);
    }
    if (device->kind == ACI_DEVICE_PEN) {
        complete_pen(device);
    } else if (device->kind == ACI_DEVICE_ROLLER) {
        complete_roller(device);
    } else {
        complete_plate(device);
    }
    assume(&device->tolerance, 0.05 * aci_device_travel(device), 'L',
           "assumed: 5 % of the travel; Exceed is sold with +-0.15 mm");
    assume(&device->missing, 0.0, 'M', "assumed: all needles are whole");
    assume(&device->surface_drag, 0.1, 'L', "assumed: placeholder, round holes seen by Fernandes");
}
