/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/motion.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/tolerances.h"

static const double mm = 1e-3, um = 1e-6, per_cm2 = 1e4;
static const double degree = 0.017453292519943295;

static aci_device roller_of(double length)
{
    aci_device roller = *aci_device_find("dermaroller_mf8");
    device_set(&roller, "needle_length", length);
    aci_device_complete(&roller);
    cr_assert(aci_device_check(&roller) == ACI_OK, "%s", aci_status_message());
    return roller;
}

static aci_motion motion_of(const aci_device *device, double speed)
{
    aci_motion motion;
    cr_assert(aci_motion_solve(device, speed, &motion) == ACI_OK, "%s", aci_status_message());
    return motion;
}

/// Height 10 mm, needle 1.5 mm: 2 H (tan phi - phi) to the digits of 30-digit arithmetic. The value
/// printed in the reference, 1.0283138731 mm, was found by a sweep in steps and lies 1.5e-9 below.
Test(motion, loop_is_the_closed_form)
{
    double angle = aci_motion_entry_angle(10.0 * mm, 11.5 * mm);
    assert_printed(aci_motion_loop(10.0 * mm, angle) / mm, "1.02831387466303");
    assert_relative(aci_motion_loop(10.0 * mm, angle) / mm, 1.0283138731, 2e-9);
}

/// The way of the shaft along the surface, H phi - H tan phi, swept in steps: its extent is the
/// slot. The ends of the sweep are its extremes, so no step size comes in.
Test(motion, loop_is_the_sweep_of_the_shaft)
{
    const double height = 10.0 * mm, tips = 11.5 * mm;
    double end = aci_motion_entry_angle(height, tips), least = 0.0, most = 0.0;
    for (int i = -1000; i <= 1000; i++) {
        double phi = end * i / 1000.0, x = height * phi - height * tan(phi);
        least = fmin(least, x);
        most = fmax(most, x);
    }
    assert_relative(aci_motion_loop(height, end), most - least, 1e-13);
}

/// The tip's own loop under the surface: x = H phi - tips sin phi is just as wide, and the tip
/// comes in straight down: dx/dphi = H - tips cos(phi_e) = 0.
Test(motion, tip_runs_a_loop_as_wide_and_enters_straight_down)
{
    const double height = 10.0 * mm, tips = 11.5 * mm;
    double end = aci_motion_entry_angle(height, tips);
    double width = 2.0 * (tips * sin(end) - height * end);
    assert_relative(aci_motion_loop(height, end), width, 1e-12);
    cr_assert(fabs(height - tips * cos(end)) <= 1e-15 * tips);
}

typedef struct roller_row {
    double length, engaged;
    const char *angle, *width;
} roller_row;

/// Drum of 10 mm that lands: tilt, mouth and needles engaged (15 degrees apart, 8 a row; printed
/// as whole needles).
Test(motion, roller_table_is_reproduced)
{
    const roller_row rows[] = {{0.2, 12, "11.36", "0.053"}, {0.5, 19, "17.75", "0.206"},
                               {1.0, 26, "24.62", "0.571"}, {1.5, 32, "29.59", "1.028"},
                               {2.0, 0, "33.56", "1.553"},  {2.5, 0, "36.87", "2.130"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        aci_device roller = roller_of(rows[i].length * mm);
        aci_motion_entry entry = aci_motion_enter(&roller, 10.0 * mm, rows[i].length * mm);
        assert_printed(entry.tilt / degree, rows[i].angle);
        assert_printed(entry.slot / mm, rows[i].width);
        double engaged = aci_motion_engaged(&roller, rows[i].length * mm);
        cr_assert(rows[i].engaged == 0 || round(engaged) == rows[i].engaged, "%g", engaged);
    }
}

/// 1.5 mm needles of which only a part is in.
Test(motion, depth_limits_the_slot_of_a_roller)
{
    const struct {
        double depth;
        const char *width;
    } rows[] = {{0.1, "0.018"}, {0.3, "0.091"}, {0.5, "0.197"}, {0.75, "0.362"}, {0.9, "0.477"}};
    aci_device roller = roller_of(1.5 * mm);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        aci_motion_entry entry = aci_motion_enter(&roller, 10.0 * mm, rows[i].depth * mm);
        assert_printed(entry.slot / mm, rows[i].width);
    }
}

/// phi_e^2 = 2 L / R (1 + O(L / R)) and slot = (2/3) R phi_e^3 (1 + O(phi_e^2)): the ratio to
/// (2/3) R (2 L / R)^1.5 departs from 1 by less than 2 L / R.
Test(motion, slot_of_a_short_needle_goes_as_its_length_to_the_three_halves)
{
    for (double length = 1e-5; length < 2e-4; length *= 2.0) {
        aci_device roller = roller_of(length);
        aci_motion_entry entry = aci_motion_enter(&roller, 10.0 * mm, length);
        double x = 2.0 * length / (10.0 * mm);
        assert_relative(entry.slot, 2.0 / 3.0 * 10.0 * mm * pow(x, 1.5), x);
        assert_relative(entry.tilt, sqrt(x), x);
    }
    double last = aci_motion_loop(1.0, 1e-5) / 1e-15;
    assert_relative(last, 2.0 / 3.0, 1e-9);
}

/// Series and difference meet at the angle where the program changes from one to the other.
Test(motion, loop_has_no_step)
{
    double below = aci_motion_loop(1.0, 0.06), above = aci_motion_loop(1.0, 0.06 * (1.0 + 1e-12));
    assert_relative(above, below, 1e-11);
}

/// 192 needles on 20 mm x 20 mm: 15.3 per cm2 and pass, 13.3 when the tips do not slip; 15 passes
/// give 229 or 199, against the 250 of the seller. 540 needles on the same drum: 43.
Test(motion, roller_density_is_the_closed_form)
{
    aci_device roller = roller_of(1.5 * mm);
    assert_printed(motion_of(&roller, 10.0 * mm).density / per_cm2, "15.3");
    assert_printed(15.0 * motion_of(&roller, 10.0 * mm).density / per_cm2, "229");
    device_set(&roller, "rolling_radius", 11.5 * mm);
    assert_printed(motion_of(&roller, 10.0 * mm).density / per_cm2, "13.3");
    assert_printed(15.0 * motion_of(&roller, 10.0 * mm).density / per_cm2, "199");
    aci_device dense = *aci_device_find("typical_roller");
    device_set(&dense, "needles", 540.0);
    device_set(&dense, "rows", 12.0);
    aci_device_complete(&dense);
    cr_assert(aci_device_check(&dense) == ACI_OK);
    assert_printed(motion_of(&dense, 10.0 * mm).density / per_cm2, "43");
}

static aci_device pen_of(double needles, double frequency, double width)
{
    return device_make(ACI_DEVICE_PEN, "needles", needles, "frequency", frequency, "width",
                       width * mm, "needle_length", 1.5 * mm, "needle_diameter", 0.1 * mm, NULL);
}

Test(motion, pen_density_is_the_closed_form)
{
    const struct {
        double needles, frequency, speed, width, density, spacing;
    } rows[] = {{12, 100, 10, 8, 1500, 0.1},
                {36, 100, 10, 8, 4500, 0.1},
                {12, 50, 20, 8, 375, 0.4},
                {6, 150, 10, 5, 1800, 1.0 / 15.0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        aci_device pen = pen_of(rows[i].needles, rows[i].frequency, rows[i].width);
        aci_motion motion = motion_of(&pen, rows[i].speed * mm);
        assert_relative(motion.density, rows[i].density * per_cm2, 1e-14);
        assert_relative(motion.spacing, rows[i].spacing * mm, 1e-14);
        assert_relative(motion.rate, rows[i].needles * rows[i].frequency, 1e-14);
    }
}

/// "Almost 1000 per second": 11 needles at 90 Hz.
Test(motion, dermapen_makes_990_strikes_a_second)
{
    aci_device pen = device_product("dermapen");
    assert_relative(motion_of(&pen, 10.0 * mm).rate, 990.0, 1e-15);
}

static aci_device pen_with(double stroke, double protrusion)
{
    return device_make(ACI_DEVICE_PEN, "needles", 12.0, "frequency", 100.0, "stroke", stroke * mm,
                       "protrusion", protrusion * mm, "needle_length", 2.0 * mm, NULL);
}

/// 100 Hz, 10 mm/s: share of the stroke in the skin, time in it, slot, speed of entry.
Test(motion, pen_entry_is_the_closed_form)
{
    aci_device deep = pen_with(2.5, 1.5), shallow = pen_with(1.5, 0.5);
    aci_motion_entry a = aci_motion_enter(&deep, 10.0 * mm, 1.5 * mm);
    aci_motion_entry b = aci_motion_enter(&shallow, 10.0 * mm, 0.5 * mm);
    assert_printed(100.0 * a.contact_time, "0.564");
    assert_printed(a.contact_time / 1e-3, "5.6");
    assert_printed(a.slot / um, "56");
    assert_printed(a.speed, "0.77");
    assert_printed(100.0 * b.contact_time, "0.392");
    assert_printed(b.slot / um, "39");
    assert_printed(b.speed, "0.44");
}

/// The formulas against the cam itself: time below the surface and speed there, by bisection of
/// the tip's depth p - (S/2)(1 + cos 2 pi f t) = p - d.
Test(motion, pen_entry_follows_from_the_cam)
{
    const double stroke = 2.5 * mm, depth = 0.9 * mm, frequency = 100.0, pi = acos(-1.0);
    double low = 0.0, high = 0.5 / frequency;
    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (low + high);
        double above = 0.5 * stroke * (1.0 + cos(2.0 * pi * frequency * middle));
        *(above > depth ? &low : &high) = middle;
    }
    aci_device pen = pen_with(2.5, 0.9);
    aci_motion_entry entry = aci_motion_enter(&pen, 10.0 * mm, depth);
    assert_relative(entry.contact_time, 1.0 / frequency - 2.0 * low, 1e-12);
    double speed = pi * frequency * stroke * sin(2.0 * pi * frequency * low);
    assert_relative(entry.speed, speed, 1e-12);
}

/// The surface keeps its share of the slot; the mouth and the deepest point are half the rest
/// apart; the lean follows. A surface that does not follow (1) gives an upright, long mouth.
Test(motion, surface_drag_divides_the_slot)
{
    aci_device roller = roller_of(1.5 * mm);
    const double shares[] = {0.0, 0.1, 1.0};
    for (int i = 0; i < 3; i++) {
        device_set(&roller, "surface_drag", shares[i]);
        aci_motion_entry entry = aci_motion_enter(&roller, 10.0 * mm, 0.5 * mm);
        assert_relative(entry.surface_slot, shares[i] * entry.slot, 1e-15);
        assert_relative(entry.lead, 0.5 * (1.0 - shares[i]) * entry.slot, 1e-15);
        cr_assert(fabs(tan(entry.lean) * 0.5 * mm - entry.lead) <= 1e-15);
    }
    aci_device pen = pen_with(2.5, 1.5);
    cr_assert(aci_motion_enter(&pen, 10.0 * mm, 1.5 * mm).lead < 0.0);
}

Test(motion, stamps_go_straight)
{
    aci_device array = device_product("rf_7x7");
    aci_motion motion = motion_of(&array, 0.0);
    aci_motion_entry entry = aci_motion_enter(&array, 0.0, 1.5 * mm);
    assert_relative(motion.density, 1.0 / (array.pitch.value * array.pitch.value), 1e-14);
    cr_assert(entry.slot == 0.0 && entry.tilt == 0.0 && entry.lean == 0.0 && entry.lead == 0.0);
    cr_assert(entry.speed > 0.0);
    cr_assert(aci_motion_engaged(&array, 1.5 * mm) == 49.0);
}

/// N needles cover pitch^2 each: the moment of inertia of the disc they fill, pitch^4 N^2 / (2 pi),
/// is met exactly by radii pitch sqrt((k + 1/2) / pi); a lattice has its middle in the middle.
Test(motion, needles_fill_the_head)
{
    aci_device pen = pen_of(36, 100, 8), array = device_product("morpheus8");
    double inertia = 0.0, middle[2] = {0.0, 0.0};
    for (int i = 0; i < 36; i++) {
        double along, across;
        aci_motion_place(&pen, i, &along, &across);
        inertia += along * along + across * across;
        cr_assert(hypot(along, across) < 0.5 * pen.width.value);
    }
    double pitch = pen.pitch.value;
    assert_relative(inertia, pitch * pitch * 36.0 * 36.0 / (2.0 * acos(-1.0)), 1e-13);
    for (int i = 0; i < 24; i++) {
        double along, across;
        aci_motion_place(&array, i, &along, &across);
        middle[0] += along;
        middle[1] += across;
        cr_assert(fabs(across) < 0.5 * array.width.value);
    }
    cr_assert(hypot(middle[0], middle[1]) <= 24.0 * 1e-16);
}

Test(motion, standing_still_is_refused)
{
    aci_device pen = device_product("skinpen"), roller = device_product("dermaroller_mf8");
    const aci_device *const devices[] = {&pen, &roller};
    const double speeds[] = {0.0, -0.01, NAN, INFINITY, 1e-7};
    for (int i = 0; i < 10; i++) {
        aci_motion motion;
        cr_assert(aci_motion_solve(devices[i / 5], speeds[i % 5], &motion) == ACI_BAD_INPUT);
        cr_assert(strstr(aci_status_message(), "treatment.speed") != NULL);
    }
}

static aci_device_use use_of(aci_drive drive, double force)
{
    return (aci_device_use){.drive = drive,
                            .support = ACI_SUPPORT_MUSCLE,
                            .speed = 10.0 * mm,
                            .force = force,
                            .friction = -1.0};
}

static aci_insertion_setting setting_of(const aci_device *device, aci_device_use use)
{
    aci_insertion_setting setting;
    cr_assert(aci_device_setting(device, &use, &setting) == ACI_OK, "%s", aci_status_message());
    return setting;
}

/// The total is shared by the needles engaged (31.56 on average for 1.5 mm), so that the force on
/// each times their number is the total; a force per needle is left alone.
Test(motion, setting_shares_the_force)
{
    aci_device roller = device_product("dermaroller_mf8");
    aci_device_use use = use_of(ACI_DRIVE_FORCE, 5.0);
    aci_insertion_setting setting = setting_of(&roller, use);
    double engaged = aci_motion_engaged(&roller, 1.5 * mm);
    assert_relative(setting.force * engaged, 5.0, 1e-15);
    cr_assert(setting.needles == 32);
    cr_assert(setting.reference == ACI_REFERENCE_PLATE);
    use.reach = 0.3 * mm;
    assert_relative(setting_of(&roller, use).force * aci_motion_engaged(&roller, 0.3 * mm), 5.0,
                    1e-15);
    use.force_is_needle = true;
    cr_assert(setting_of(&roller, use).force == 5.0);
}

Test(motion, setting_of_a_pen_has_its_cam)
{
    aci_device pen = pen_with(2.5, 1.5);
    aci_insertion_setting setting = setting_of(&pen, use_of(ACI_DRIVE_CAM, 0.0));
    cr_assert(setting.travel == 1.5 * mm && setting.stroke == 2.5 * mm);
    cr_assert(setting.frequency == 100.0 && setting.needles == 12);
    cr_assert(setting.reference == ACI_REFERENCE_NOZZLE);
    cr_assert(setting.speed == 0.0, "left to the crank");
    assert_printed(aci_motion_enter(&pen, 10 * mm, 1.5 * mm).speed, "0.77");
    setting = setting_of(&pen, use_of(ACI_DRIVE_ENERGY, 0.0));
    double mass = pen.moving_mass.value;
    assert_relative(12.0 * setting.energy, 0.5 * mass * setting.speed * setting.speed, 1e-15);
}

Test(motion, impossible_uses_are_refused)
{
    aci_device roller = device_product("dermaroller_mf8");
    aci_insertion_setting setting;
    const aci_device_use uses[] = {use_of(ACI_DRIVE_FORCE, 1000.0), use_of(ACI_DRIVE_FORCE, 0.0),
                                   use_of(ACI_DRIVE_FORCE, NAN), use_of(ACI_DRIVE_CAM, 1.0),
                                   use_of(ACI_DRIVE_ENERGY, 1.0)};
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        cr_assert(aci_device_setting(&roller, &uses[i], &setting) == ACI_BAD_INPUT);
        cr_assert(strstr(aci_status_message(), i < 3 ? "force_total" : "insertion.drive") != NULL);
    }
    aci_device_use still = use_of(ACI_DRIVE_DISPLACEMENT, 0.0);
    still.speed = 0.0;
    cr_assert(aci_device_setting(&roller, &still, &setting) == ACI_BAD_INPUT);
}

/// The head lies on the skin: a roller's ring and a pen's disc with their width, a plate with the
/// longer of its sides (9 rows of 3 at 2 mm are 18 mm long, 6 mm wide).
Test(motion, extent_of_the_head)
{
    aci_device roller = device_product("dermaroller_mf8"), pen = device_product("skinpen");
    aci_device plate = device_make(ACI_DEVICE_STAMP, "needles", 27.0, "needle_length", 1.0 * mm,
                                   "rows", 9.0, "pitch", 2.0 * mm, NULL);
    cr_assert(aci_motion_extent(&roller) == roller.width.value);
    cr_assert(aci_motion_extent(&pen) == pen.width.value);
    assert_relative(aci_motion_extent(&plate), 18.0 * mm, 1e-12);
}
