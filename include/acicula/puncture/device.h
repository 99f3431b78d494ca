/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Devices: the head that carries the needles, how it is built and what it can be set to.
///
/// Four kinds. A pen drives its needles up and down while it glides; a roller turns its drum of
/// needles over the skin; a stamp is pressed once and lifted; a radio-frequency array (rf) is a
/// stamp with a motor, of which only the geometry is known here. Every number carries where it
/// comes from. What the movement makes of these numbers stands in motion.h, what a treatment does
/// in treatment.h.
///
/// The way of a device: a product of the library (aci_device_find) or an empty one
/// (aci_device_blank), numbers overwritten with ACI_ORIGIN_GIVEN, aci_device_complete,
/// aci_device_check. Plain values, copied by `=`; the shipped table is constant and safe from every
/// thread.
#ifndef ACICULA_PUNCTURE_DEVICE_H
#define ACICULA_PUNCTURE_DEVICE_H

#include <stddef.h>

#include "acicula/puncture/insertion.h"

typedef enum aci_device_kind {
    ACI_DEVICE_PEN,
    ACI_DEVICE_ROLLER,
    ACI_DEVICE_STAMP,
    ACI_DEVICE_RF,
    ACI_DEVICE_KINDS,
} aci_device_kind;

/// The numbers of a device: name, SI unit ("1": none), the kinds that need it by their first
/// letters (f: rf), least and largest value allowed, meaning. Those that a kind has no use for stay
/// ACI_ORIGIN_MISSING and 0.
#define ACI_DEVICE_NUMBERS(X)                                                                      \
    X(needles, "1", "prsf", 1, 1e4, "needles on the head")                                         \
    X(needle_length, "m", "prsf", 1e-5, 1e-2, "tip to base")                                       \
    X(needle_diameter, "m", "prsf", 1e-6, 5e-3, "at the base; of a pyramid the side")              \
    X(tip_radius, "m", "prsf", 1e-9, 2e-3, "of the blunt end")                                     \
    X(tip_length, "m", "prsf", 1e-9, 1e-2, "of the tapered end of a cylinder or bevel")            \
    X(tip_wear, "m", "prsf", 0, 1e-3, "added to tip_radius by use")                                \
    X(missing, "1", "prsf", 0, 1,                                                                  \
      "share of the needles that make no channel: broken, bent, blunt")                            \
    X(pitch, "m", "prsf", 1e-6, 0.1, "distance of neighbouring needles on the head")               \
    X(rows, "1", "rsf", 1, 1e4, "roller: rings side by side; stamp, rf: rows along the travel")    \
    X(width, "m", "prsf", 1e-5, 0.5, "of the lane that one pass treats")                           \
    X(tolerance, "m", "prsf", 0, 1e-2, "two standard deviations of the travel between needles")    \
    X(surface_drag, "1", "prsf", 0, 1, "share of the slot that stays in the surface")              \
    X(protrusion, "m", "pf", 1e-6, 1e-2, "of the needles at their deepest point: the dial")        \
    X(dial_least, "m", "", 0, 1e-2, "least protrusion that can be set")                            \
    X(dial_most, "m", "", 1e-6, 1e-2, "largest protrusion that can be set")                        \
    X(stroke, "m", "p", 1e-6, 5e-2, "peak to peak, at least the protrusion")                       \
    X(frequency, "1/s", "psf", 1e-3, 1e4, "strokes of a pen, hits of a stamp or rf head")          \
    X(moving_mass, "kg", "psf", 1e-6, 10, "what moves with the needles, for energy and cam")       \
    X(stall_force, "N", "p", 1e-3, 1e3, "of the motor on the whole cartridge")                     \
    X(ring_radius, "m", "p", 1e-4, 5e-2, "of a pen's nozzle, to the middle of its rim")            \
    X(ring_width, "m", "p", 1e-6, 5e-2, "of that rim, where it rests on the skin")                 \
    X(nozzle_force, "N", "p", 0, 100, "of the hand that presses the nozzle on")                    \
    X(suction, "Pa", "p", 0, 1e5, "inside the nozzle")                                             \
    X(drum_radius, "m", "r", 5e-4, 0.2, "without the needles")                                     \
    X(rolling_radius, "m", "r", 5e-4, 0.2, "way per angle of the rolling drum")                    \
    X(entry_speed, "m/s", "sf", 1e-6, 50, "of the head at first touch")                            \
    X(conducting_length, "m", "f", 0, 1e-2, "bare end of an insulated needle, else its length")

typedef struct aci_device {
    char name[ACI_NAME_SIZE]; ///< of the product; "" for one of one's own
    const char *note;         ///< one line for listings, NULL without
    aci_device_kind kind;
    aci_needle_shape shape;
    const char *material; ///< a name of aci_needle_material_find; NULL: stainless steel
#define ACI_DEVICE_MEMBER(name, unit, kinds, least, most, meaning) aci_value name;
    ACI_DEVICE_NUMBERS(ACI_DEVICE_MEMBER)
#undef ACI_DEVICE_MEMBER
} aci_device;

/// "pen", "roller", "stamp", "rf".
const char *aci_device_kind_name(aci_device_kind kind);

/// The shipped products, in the table's order.
int aci_device_count(void);
const aci_device *aci_device_at(int index);

/// A product by name; NULL when there is none.
const aci_device *aci_device_find(const char *name);

/// A device with nothing but its kind and cone-shaped needles.
aci_device aci_device_blank(aci_device_kind kind);

/// One row of ACI_DEVICE_NUMBERS, for listings and for setting a number by its name.
typedef struct aci_device_number {
    const char *name, *unit, *kinds;
    double least, most;
    const char *meaning;
    size_t offset; ///< of the aci_value in aci_device
} aci_device_number;

int aci_device_number_count(void);
const aci_device_number *aci_device_number_at(int index);

/// The number of a row; of a name, NULL when there is none.
aci_value *aci_device_value(aci_device *device, const aci_device_number *number);
aci_value *aci_device_value_find(aci_device *device, const char *name);

/// Fills every missing number its kind needs, from the others where geometry tells, else by an
/// assumption that says so. Leaves needles and needle_length missing: nobody can guess them, and
/// aci_device_check refuses their absence. With A the area a needle has on the head:
///   pen      pitch = sqrt(A), width = diameter of the disc of all needles = 2 pitch sqrt(N / pi)
///   roller   rings rows over the width, N / rows needles around; pitch = sqrt(width 2 pi
///            rolling_radius / N); rolling_radius = drum_radius
///   stamp    rows x (N / rows) at the pitch; width = pitch N / rows; pitch may come from the width
///   pen, rf  protrusion = needle_length without a dial, else 1.0 or 1.5 mm; a pen's needle_length
///   is
///            taken from its dial_most
/// Rows left out: the divisor of N nearest below its square root (roller: 8 if that divides N).
void aci_device_complete(aci_device *device);

/// Whether the completed device can exist and do what it is set to; ACI_BAD_INPUT with the number,
/// its value and what is allowed otherwise: no needles, a tip wider than the shaft, needles in each
/// other, rows that do not divide the needles, a protrusion beyond needle, stroke or dial, ...
ACI_MUST_CHECK aci_status aci_device_check(const aci_device *device);

/// The needle of a checked device, without a measured profile.
/// ACI_BAD_INPUT when its material is not in the library.
ACI_MUST_CHECK aci_status aci_device_needle(const aci_device *device, aci_needle *out);

/// Sets the needle's diameter by its gauge; ACI_BAD_INPUT for a gauge that is not in ISO 9626.
ACI_MUST_CHECK aci_status aci_device_set_gauge(aci_device *device, int gauge);

/// How far the base can move below first touch, m: the protrusion of pen and rf, else the needle's
/// length (the drum or plate lands then).
double aci_device_travel(const aci_device *device);

/// Area of the head that carries needles, m2: pen, stamp, rf N pitch^2; roller the drum's surface
/// 2 pi drum_radius width.
double aci_device_footprint(const aci_device *device);

/// Needles per area of the head, 1/m2: a property of the device, not of the skin it has treated.
double aci_device_needle_density(const aci_device *device);

/// How the device is used on the skin.
typedef struct aci_device_use {
    aci_drive drive;
    aci_support support;
    aci_puncture_law law;
    double speed;         ///< of glide, m/s; > 0 for pen and roller
    double force;         ///< N, 0..500, > 0 for ACI_DRIVE_FORCE
    bool force_is_needle; ///< on each needle; else on all that touch together
    double friction;      ///< < 0: that of the needle's material
    double reach; ///< displacement at which a roller's needles are counted (aci_device_balance
                  ///< finds it), m; 0: its travel, as if the drum had landed
} aci_device_use;

/// What an insertion needs to know of device and use: travel, force per needle, entry speed, the
/// needles that touch together (aci_motion_engaged) at their distance, and what holds the skin
/// beside them: the nozzle of a pen, the drum or plate of the others. A lone needle has the
/// reference ACI_REFERENCE_PLATE as well: its base lands.
///   force per needle = force / max(1, engaged);  energy per needle = mass speed^2 / (2 needles)
/// The device is completed and checked. ACI_BAD_INPUT for a use that is impossible: a cam without
/// a pen, a glide speed of zero, no force or more than a hand can press, ...
ACI_MUST_CHECK aci_status aci_device_setting(const aci_device *device, const aci_device_use *use,
                                             aci_insertion_setting *out);

/// A listing of all products, each completed, with origin, confidence and source of every number,
/// then the materials. malloc'd, the caller frees it; NULL when memory is out.
char *aci_device_text(void);

/// How deep a roller sinks under a total force before its drum lands: the more it sinks, the more
/// needles share the force. Sets use->reach to the least displacement r at which the mean strike
/// with the force per needle of `engaged at r` goes no further than r (to 1e-4 of the travel), or
/// to the travel. Does nothing for other devices, drives, and forces given per needle.
ACI_MUST_CHECK aci_status aci_device_balance(const aci_device *device, const aci_skin *skin,
                                             const aci_needle *needle, aci_device_use *use);

#endif
