/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device_table.h"

#define MM 1e-3
#define UM 1e-6

#define READ(value, confidence, source)                                                            \
    {                                                                                              \
        (value), ACI_ORIGIN_MEASURED, (confidence), (source)                                       \
    }
#define COMPUTED(value, confidence, source)                                                        \
    {                                                                                              \
        (value), ACI_ORIGIN_CORRELATED, (confidence), (source)                                     \
    }
#define ASSUMED(value, source)                                                                     \
    {                                                                                              \
        (value), ACI_ORIGIN_ASSUMED, 'L', (source)                                                 \
    }

#define MF8 "Schwarz and Laaff 2011, 10.1097/PRS.0b013e3182131e0f"
#define HOME "seller's text, scribd 882322951"
#define KALLURI "Kalluri 2011, PMC3160154"
#define REVIEWS "typical rollers on sale, ocreviews.net"
#define DERMAPEN "Medical Insight, November 2012"
#define DERMAPEN_4 "clinics' pages, smartskin-clinic and plasticna-kirurgija.si"
#define EXCEED "FDA 510(k) K182407"
#define PRO_PEN "FDA 510(k) K243800"
#define PRIME "PRIME, October 2015, p. 49"
#define TERMEDIA "Termedia 56995"
#define SECRET "maker's data in the PMFA Journal"
#define HENDEL "Hendel 2019, 10.1111/srt.12676"
#define MEMORY "maker's data, from memory"
#define USUAL_COUNT "assumed: the usual number of rollers on sale"
#define USUAL_LENGTH "assumed: as the 7x7 array of Hendel 2019"

const aci_device aci_device_table[] = {
    {
        .name = "dermaroller_mf8",
        .note = "clinic roller, 1.5 mm",
        .kind = ACI_DEVICE_ROLLER,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(192, 'H', MF8),
        .rows = READ(8, 'H', MF8),
        .needle_length = READ(1.5 * MM, 'H', MF8),
        .needle_diameter = READ(0.25 * MM, 'H', MF8),
        .drum_radius = READ(10 * MM, 'H', MF8),
        .width = READ(20 * MM, 'H', MF8),
    },
    {
        .name = "home_roller_02",
        .note = "home roller, 0.2 mm",
        .kind = ACI_DEVICE_ROLLER,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(192, 'M', HOME),
        .needle_length = READ(0.2 * MM, 'M', HOME),
        .needle_diameter = READ(70 * UM, 'M', HOME),
    },
    {
        .name = "dermaroller_370",
        .note = "roller of Kalluri's rats, 370 um",
        .kind = ACI_DEVICE_ROLLER,
        .shape = ACI_NEEDLE_CONE,
        .needles = ASSUMED(192, USUAL_COUNT),
        .needle_length = READ(370 * UM, 'H', KALLURI),
        .needle_diameter = READ(140 * UM, 'H', KALLURI),
        .tip_radius = READ(4 * UM, 'H', KALLURI),
    },
    {
        .name = "dermaroller_770",
        .note = "roller of Kalluri's rats, 770 um",
        .kind = ACI_DEVICE_ROLLER,
        .shape = ACI_NEEDLE_CONE,
        .needles = ASSUMED(192, USUAL_COUNT),
        .needle_length = READ(770 * UM, 'H', KALLURI),
        .needle_diameter = READ(140 * UM, 'H', KALLURI),
        .tip_radius = READ(4 * UM, 'H', KALLURI),
    },
    {
        .name = "typical_roller",
        .note = "roller on sale, 0.5 to 1.5 mm",
        .kind = ACI_DEVICE_ROLLER,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(192, 'M', REVIEWS),
        .rows = READ(8, 'M', REVIEWS),
        .needle_length = ASSUMED(1.0 * MM, "assumed: middle of 0.5-1.5 mm, ocreviews.net"),
        .needle_diameter = READ(0.1 * MM, 'M', REVIEWS),
    },
    {
        .name = "dermapen",
        .note = "pen of 2012",
        .kind = ACI_DEVICE_PEN,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(11, 'M', DERMAPEN),
        .dial_least = READ(0.25 * MM, 'M', DERMAPEN),
        .dial_most = READ(2.5 * MM, 'M', DERMAPEN),
        .frequency = READ(90, 'M', "the most, " DERMAPEN),
    },
    {
        .name = "dermapen_4",
        .note = "pen, dial in steps of 0.1 mm",
        .kind = ACI_DEVICE_PEN,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(16, 'M', MEMORY),
        .dial_least = READ(0.2 * MM, 'M', DERMAPEN_4),
        .dial_most = READ(3.0 * MM, 'M', DERMAPEN_4),
        .frequency = READ(120, 'M', MEMORY),
    },
    {
        .name = "exceed",
        .note = "pen with a stated tolerance of depth",
        .kind = ACI_DEVICE_PEN,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(6, 'H', EXCEED),
        .needle_length = READ(1.5 * MM, 'H', EXCEED),
        .tolerance = READ(0.15 * MM, 'H', EXCEED),
        .dial_least = READ(0.0, 'H', EXCEED),
        .dial_most = READ(1.5 * MM, 'H', EXCEED),
        .frequency = READ(125, 'H', "middle of 100-150 per second, " EXCEED),
    },
    {
        .name = "skinpen",
        .note = "pen",
        .kind = ACI_DEVICE_PEN,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(14, 'M', MEMORY),
        .dial_least = READ(0.0, 'M', MEMORY),
        .dial_most = READ(2.5 * MM, 'M', MEMORY),
        .frequency = READ(7000.0 / 60.0, 'M', "middle of 6300-7700 per minute, " MEMORY),
    },
    {
        .name = "pro_pen",
        .note = "pen, 14 pins; the rest as SkinPen",
        .kind = ACI_DEVICE_PEN,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(14, 'H', PRO_PEN),
        .dial_most = ASSUMED(2.5 * MM, "assumed: as SkinPen"),
        .frequency = ASSUMED(7000.0 / 60.0, "assumed: as SkinPen"),
    },
    {
        .name = "generic_pen",
        .note = "pen with a usual cartridge; cartridges hold 9 to 36 needles",
        .kind = ACI_DEVICE_PEN,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = ASSUMED(12, "assumed: a usual one of 9-36, " TERMEDIA),
        .needle_diameter = READ(0.3 * MM, 'M', "middle of 0.2-0.4 mm, " TERMEDIA),
        .dial_most = ASSUMED(2.5 * MM, "assumed: as the Dermapen of 2012"),
        .frequency = READ(100, 'M', "middle of 50-150 per second, " PRIME),
    },
    {
        .name = "secret_rf_25",
        .note = "radio-frequency array, 25 pins",
        .kind = ACI_DEVICE_RF,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(25, 'M', MEMORY),
        .needle_length = READ(3.5 * MM, 'M', "the most, " SECRET),
        .dial_least = READ(0.5 * MM, 'M', SECRET),
        .dial_most = READ(3.5 * MM, 'M', SECRET),
    },
    {
        .name = "secret_rf_64",
        .note = "radio-frequency array, 64 pins",
        .kind = ACI_DEVICE_RF,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(64, 'M', MEMORY),
        .needle_length = READ(3.5 * MM, 'M', "the most, " SECRET),
        .dial_least = READ(0.5 * MM, 'M', SECRET),
        .dial_most = READ(3.5 * MM, 'M', SECRET),
    },
    {
        .name = "rf_7x7",
        .note = "radio-frequency array of Hendel's histology",
        .kind = ACI_DEVICE_RF,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(49, 'H', HENDEL),
        .rows = READ(7, 'H', HENDEL),
        .needle_length = READ(1.5 * MM, 'H', HENDEL),
    },
    {
        .name = "infini",
        .note = "radio-frequency array, 49 insulated pins",
        .kind = ACI_DEVICE_RF,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(49, 'M', MEMORY),
        .pitch = COMPUTED(10.0 / 7.0 * MM, 'M', "49 needles on 10 mm x 10 mm, " MEMORY),
        .needle_length = ASSUMED(1.5 * MM, USUAL_LENGTH),
        .needle_diameter = READ(0.2 * MM, 'M', MEMORY),
        .conducting_length = READ(0.3 * MM, 'M', "insulated needles, from memory"),
    },
    {
        .name = "morpheus8",
        .note = "radio-frequency array, 24 pins",
        .kind = ACI_DEVICE_RF,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(24, 'M', MEMORY),
        .needle_length = ASSUMED(1.5 * MM, USUAL_LENGTH),
    },
    {
        .name = "vivace",
        .note = "radio-frequency array, 36 pins",
        .kind = ACI_DEVICE_RF,
        .shape = ACI_NEEDLE_CYLINDER,
        .needles = READ(36, 'M', MEMORY),
        .needle_length = ASSUMED(1.5 * MM, USUAL_LENGTH),
    },
    {.name = ""},
};
