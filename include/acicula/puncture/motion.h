/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Devices in motion: when and where needles strike, and how they go in and out.
///
/// Everything is geometry: no skin, no forces. A pass is a sequence of beats: at each beat the same
/// few needles strike together, then the device has moved on by `spacing`.
///
/// **Pen** (stroke S, frequency f, protrusion p, glide speed v, N needles, lane W). Depth of the
/// tip under the nozzle p - (S/2)(1 + cos 2 pi f t). A needle that goes d deep
///   is in the skin for the share   q = acos(1 - 2 d/S) / pi   of each stroke,
///   moves along by the slot        v q / f   while it is in,
///   enters with                    2 pi f sqrt(d (S - d)).
/// Density of strikes of one pass N f / (v W), spacing v / f.
///
/// **Roller** (drum R, needle L, axle at the height H above the skin, roll angle phi from the
/// vertical). Tip: x = H phi - (R + L) sin phi, depth (R + L) cos phi - H, rolling without slip at
/// the level of the skin. Drum landed: H = R; with only d of the needle in: H = R + L - d. Then
///   the needle enters tilted by    phi_e = acos(H / (R + L)),
///   is in over the roll angle      2 phi_e, so that N phi_e / pi needles are in at a time,
///   sweeps the surface by the slot 2 H (tan phi_e - phi_e)  ~ L^1.5 for short needles,
///   enters straight down with      (R + L) sin phi_e v / rolling_radius.
/// The tip's loop under the surface is as wide as the slot. Density of one pass N / (2 pi
/// rolling_radius W), spacing 2 pi rolling_radius rows / N.
///
/// **Stamp, rf** Straight in and out, no slot. Density of one pass 1 / pitch^2.
///
/// The skin follows a needle that is dragged along (Fernandes sees round holes): the surface keeps
/// `surface_drag` of the slot, the dermis all of it. So the mouth lies near where the needle came
/// in, the bottom where it was deepest, and the channel leans between them.
#ifndef ACICULA_PUNCTURE_MOTION_H
#define ACICULA_PUNCTURE_MOTION_H

#include "acicula/puncture/device.h"

/// One pass of a device at a speed.
typedef struct aci_motion {
    int together;    ///< needles that strike in one beat
    double spacing;  ///< way between beats, m
    double interval; ///< time between beats, s
    double width;    ///< of the lane, m
    double density;  ///< strikes per area of one pass, 1/m2
    double rate;     ///< strikes per second
} aci_motion;

/// How one needle goes in and out when its tip reaches a depth.
typedef struct aci_motion_entry {
    double tilt;         ///< of the shaft from the vertical as it comes in, rad
    double speed;        ///< of the tip at first touch, m/s
    double contact_time; ///< s
    double slot;         ///< length swept along the travel, m, if the skin stood still
    double surface_slot; ///< what the surface keeps of it, m
    /// From where the needle is deepest to the middle of the mouth, along the travel, m: ahead (>
    /// 0) for a roller, behind for a pen.
    double lead;
    double lean; ///< of the channel's axis from the vertical, rad
} aci_motion_entry;

/// One pass. The device is completed and checked. ACI_BAD_INPUT when pen or roller do not glide
/// (speed outside 1 um/s to 10 m/s): they would never leave the first hole. A stamp has no speed.
ACI_MUST_CHECK aci_status aci_motion_solve(const aci_device *device, double speed, aci_motion *out);

/// The entry of a needle whose tip reaches `depth` >= 0, held to the device's travel; all zero for
/// a pen or roller at depth 0. `speed` as above.
aci_motion_entry aci_motion_enter(const aci_device *device, double speed, double depth);

/// Needles in the skin at a time when the deepest is `depth` in (m, held to the travel): a mean, no
/// whole number, for a roller; all needles of the others.
double aci_motion_engaged(const aci_device *device, double depth);

/// Largest extent of the head on the skin, m: its lane's width, of a stamp or rf head also its
/// length. On an area whose side is less the head would be wrapped around it and strike on strikes.
double aci_motion_extent(const aci_device *device);

/// Where needle `index` in [0, together) of a beat stands: along the travel and across, from the
/// head's middle, m. Roller: one needle of each ring. Stamp, rf: the rows of the lattice. Pen:
/// needle k of N at the radius pitch sqrt((k + 1/2) / pi) and k times the golden angle, which
/// spreads any number evenly over a disc; the true layout of cartridges is not published.
void aci_motion_place(const aci_device *device, int index, double *along, double *across);

/// Entry angle of a roller, acos(height / tips), for 0 < height <= tips (radius to the tips), rad.
double aci_motion_entry_angle(double height, double tips);

/// 2 height (tan angle - angle), m, without cancellation, for 0 <= angle < pi/2.
double aci_motion_loop(double height, double angle);

#endif
