/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/device.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/tolerances.h"

static const double mm = 1e-3, um = 1e-6;

Test(device, has_the_promised_products)
{
    const char *const names[] = {
        "dermaroller_mf8", "home_roller_02", "dermaroller_370", "dermaroller_770", "typical_roller",
        "dermapen",        "dermapen_4",     "exceed",          "skinpen",         "pro_pen",
        "generic_pen",     "secret_rf_25",   "secret_rf_64",    "rf_7x7",          "infini",
        "morpheus8",       "vivace"};
    int count = (int)(sizeof names / sizeof names[0]);
    for (int i = 0; i < count; i++) {
        cr_assert_not_null(aci_device_find(names[i]), "%s", names[i]);
    }
    cr_assert(aci_device_count() == count);
    cr_assert_null(aci_device_find("dermaroller"));
    cr_assert_null(aci_device_find(""));
}

static void assert_documented(aci_device *device, const aci_device_number *number)
{
    const aci_value *value = aci_device_value(device, number);
    if (value->origin == ACI_ORIGIN_MISSING) {
        cr_assert(value->value == 0.0 && value->source == NULL);
        return;
    }
    cr_assert(value->source != NULL && strlen(value->source) > 10, "%s %s", device->name,
              number->name);
    cr_assert(value->confidence != '\0' && strchr("HML", value->confidence) != NULL, "%s %s",
              device->name, number->name);
    bool is_said = strncmp(value->source, "assumed", 7) == 0;
    cr_assert(!is_said || value->origin == ACI_ORIGIN_ASSUMED, "%s %s", device->name, number->name);
    cr_assert(value->origin != ACI_ORIGIN_ASSUMED || value->confidence != 'H');
    bool is_memory = strstr(value->source, "from memory") != NULL;
    cr_assert(!is_memory || value->confidence != 'H', "%s %s", device->name, number->name);
}

/// Before and after completion, every number of every product says where it comes from.
Test(device, every_number_is_documented)
{
    for (int i = 0; i < aci_device_count(); i++) {
        aci_device raw = *aci_device_at(i), complete = device_product(raw.name);
        for (int k = 0; k < aci_device_number_count(); k++) {
            assert_documented(&raw, aci_device_number_at(k));
            assert_documented(&complete, aci_device_number_at(k));
        }
        cr_assert(strlen(raw.note) > 2);
    }
}

Test(device, completion_is_done_once)
{
    aci_device once = device_product("skinpen"), twice = once;
    aci_device_complete(&twice);
    for (int k = 0; k < aci_device_number_count(); k++) {
        const aci_device_number *number = aci_device_number_at(k);
        cr_assert(memcmp(aci_device_value(&once, number), aci_device_value(&twice, number),
                         sizeof(aci_value)) == 0);
    }
}

/// Lattices: 24 x 8 on the drum; 4 x 6, 6 x 6, 8 x 8 by the square rule; a prime stands in one row.
Test(device, rows_divide_the_needles)
{
    cr_assert(device_product("dermaroller_mf8").rows.value == 8.0);
    cr_assert(device_product("morpheus8").rows.value == 4.0);
    cr_assert(device_product("vivace").rows.value == 6.0);
    cr_assert(device_product("secret_rf_64").rows.value == 8.0);
    aci_device prime =
        device_make(ACI_DEVICE_STAMP, "needles", 13.0, "needle_length", 1.0 * mm, NULL);
    cr_assert(prime.rows.value == 1.0);
}

/// The area of a needle on the head times its density is 1, by each kind's own geometry.
Test(device, needle_density_is_that_of_the_head)
{
    aci_device roller = device_product("dermaroller_mf8"), array = device_product("infini");
    double drum = 2.0 * acos(-1.0) * 10.0 * mm * 20.0 * mm;
    assert_relative(aci_device_needle_density(&roller), 192.0 / drum, 1e-14);
    assert_relative(aci_device_needle_density(&array), 49.0 / (10.0 * mm * 10.0 * mm), 1e-14);
    assert_relative(array.width.value, 10.0 * mm, 1e-14);
    assert_relative(roller.pitch.value, sqrt(drum / 192.0), 1e-14);
    aci_device pen = device_product("generic_pen");
    double disc = 0.25 * acos(-1.0) * pen.width.value * pen.width.value;
    assert_relative(aci_device_needle_density(&pen), 12.0 / disc, 1e-14);
}

/// Pitch and width of a pen are one number: either gives the other.
Test(device, pen_width_and_pitch_agree)
{
    aci_device a = device_make(ACI_DEVICE_PEN, "needles", 12.0, "needle_length", 1.5 * mm, "width",
                               8.0 * mm, NULL);
    aci_device b = device_make(ACI_DEVICE_PEN, "needles", 12.0, "needle_length", 1.5 * mm, "pitch",
                               a.pitch.value, NULL);
    assert_relative(b.width.value, 8.0 * mm, 1e-15);
}

Test(device, cartridges_of_6_to_42_needles_are_accepted)
{
    for (int needles = 6; needles <= 42; needles++) {
        aci_device pen = *aci_device_find("generic_pen");
        device_set(&pen, "needles", needles);
        aci_device_complete(&pen);
        cr_assert(aci_device_check(&pen) == ACI_OK, "%s", aci_status_message());
    }
}

Test(device, travel_is_the_dial_or_the_needle)
{
    aci_device pen = *aci_device_find("exceed");
    device_set(&pen, "protrusion", 0.5 * mm);
    aci_device_complete(&pen);
    cr_assert(aci_device_check(&pen) == ACI_OK, "%s", aci_status_message());
    cr_assert(aci_device_travel(&pen) == 0.5 * mm);
    aci_device roller = device_product("dermaroller_mf8"), array = device_product("rf_7x7");
    cr_assert(aci_device_travel(&roller) == 1.5 * mm);
    cr_assert(aci_device_travel(&array) == 1.5 * mm);
}

static aci_device changed(const char *product, const char *name, double value)
{
    aci_device device = *aci_device_find(product);
    device_set(&device, name, value);
    return device;
}

Test(device, impossible_devices_are_refused)
{
    assert_refused(aci_device_blank(ACI_DEVICE_PEN), "device.needles", "missing");
    assert_refused(changed("skinpen", "needles", 0.0), "device.needles = 0", "allowed is 1");
    assert_refused(changed("skinpen", "needles", 7.5), "device.needles = 7.5", "whole");
    assert_refused(changed("skinpen", "needles", NAN), "device.needles", "allowed is 1");
    assert_refused(changed("dermaroller_370", "tip_radius", 71.0 * um), "tip is wider", "140 um");
    assert_refused(changed("dermaroller_mf8", "rows", 7.0), "device.rows = 7", "192");
    assert_refused(changed("dermaroller_mf8", "rolling_radius", 9.0 * mm), "rolling_radius", "10");
    assert_refused(changed("dermaroller_mf8", "needles", 8000.0), "closer than", "250 um");
    assert_refused(changed("dermaroller_mf8", "needle_length", -1.0), "needle_length", "allowed");
    assert_refused(changed("exceed", "protrusion", 1.6 * mm), "protrusion = 1.6 mm", "length");
    assert_refused(changed("dermapen", "protrusion", 0.2 * mm), "protrusion = 0.2 mm", "begins");
    assert_refused(changed("secret_rf_25", "protrusion", 0.4 * mm), "0.4 mm", "begins");
    assert_refused(changed("dermapen", "stroke", 0.5 * mm), "protrusion = 1 mm", "stroke");
    assert_refused(changed("dermapen", "frequency", 0.0), "device.frequency = 0 Hz", "allowed");
    assert_refused(changed("rf_7x7", "pitch", 0.1 * mm), "closer than", "200 um");
    assert_refused(changed("rf_7x7", "tip_length", 2.0 * mm), "tip_length = 2 mm", "1.5 mm");
}

/// A needle without any tip (a punch) and one needle alone are unusual, not impossible.
Test(device, limits_are_accepted)
{
    aci_device punch = device_make(ACI_DEVICE_STAMP, "needles", 1.0, "needle_length", 1.0 * mm,
                                   "needle_diameter", 100.0 * um, "tip_radius", 50.0 * um, NULL);
    cr_assert(punch.width.value == punch.pitch.value);
}

Test(device, needle_is_handed_over)
{
    aci_device roller = device_product("dermaroller_370");
    aci_needle needle;
    cr_assert(aci_device_needle(&roller, &needle) == ACI_OK);
    cr_assert(needle.shape == ACI_NEEDLE_CONE && needle.length == 370.0 * um);
    cr_assert(needle.tip_radius == 4.0 * um && needle.base_diameter == 140.0 * um);
    cr_assert(strcmp(needle.material->name, "stainless_steel") == 0);
    roller.material = "cheese";
    cr_assert(aci_device_needle(&roller, &needle) == ACI_BAD_INPUT);
    cr_assert(strstr(aci_status_message(), "cheese") != NULL);
}

Test(device, needles_may_be_given_by_gauge)
{
    aci_device pen = *aci_device_find("skinpen");
    cr_assert(aci_device_set_gauge(&pen, 32) == ACI_OK);
    assert_relative(pen.needle_diameter.value, aci_needle_gauge(32), 1e-15);
    cr_assert(pen.needle_diameter.origin == ACI_ORIGIN_GIVEN);
    cr_assert(aci_device_set_gauge(&pen, 7) == ACI_BAD_INPUT);
    cr_assert(strstr(aci_status_message(), "gauge = 7") != NULL);
}
