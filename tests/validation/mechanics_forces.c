/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What force it takes. */
#include "mechanics_numbers.h"

#define FIVE_TIPS                                                                                  \
    {                                                                                              \
        "device.needle.tip_radius=2.5 um", "device.needle.tip_radius=6.5 um",                      \
            "device.needle.tip_radius=10.5 um", "device.needle.tip_radius=14.5 um",                \
            "device.needle.tip_radius=18.5 um"                                                     \
    }
#define WIDE_TIPS                                                                                  \
    {                                                                                              \
        "device.needle.tip_radius=30 um; device.needle.base_diameter=63 um",                       \
            "device.needle.tip_radius=40 um; device.needle.base_diameter=84 um",                   \
            "device.needle.tip_radius=50 um; device.needle.base_diameter=105 um",                  \
            "device.needle.tip_radius=60 um; device.needle.base_diameter=126 um",                  \
            "device.needle.tip_radius=70 um; device.needle.base_diameter=147 um",                  \
            "device.needle.tip_radius=80 um; device.needle.base_diameter=168 um"                   \
    }

const validation_row validation_forces[] = {
    {
        .id = "D2.1a",
        .study = "Roemgens 2014",
        .doi = "10.1016/j.jmbbm.2014.09.015",
        .condition =
            "single needles, excised human skin, tips 5 to 37 um wide; force at puncture over "
            "the measured one",
        .published = "20 to 167 mN",
        .unit = "",
        .config = "roemgens_needle",
        .cases = FIVE_TIPS,
        .number = validation_force_over_roemgens,
        .low = 0.7,
        .high = 1.3,
        .use = VALIDATION_IN_VIEW,
        .gates = true,
        .note = "Several times too small. More toughness mends it and spoils other rows "
                "(see 'One set of parameters'). The measured force is that of a sudden "
                "drop, at which the tip was 160 um deep already; the model's is that of "
                "the first puncture. Taken at 160 um instead (see 'Under another "
                "condition') it fits the sharpest tip and not the bluntest: so deep the "
                "model's force is made by the shaft, the measured one still grows with the "
                "tip. A blunt tip may push a plug of horny layer ahead of it, which the "
                "model has not.",
    },
    {
        .id = "D2.1b",
        .study = "Roemgens 2014",
        .doi = "10.1016/j.jmbbm.2014.09.015",
        .condition = "the same; R2 of force against tip diameter",
        .published = "linear",
        .unit = "",
        .config = "roemgens_needle",
        .cases = FIVE_TIPS,
        .number = validation_line_of_diameter,
        VALIDATION_AT_LEAST(0.9),
        .use = VALIDATION_CALIBRATION,
        .gates = true,
    },
    {
        .id = "D2.1c",
        .study = "Roemgens 2014",
        .doi = "10.1016/j.jmbbm.2014.09.015",
        .condition = "the same; spread of depth between tips at 1.5 mm of travel",
        .published = "similar for all tips",
        .unit = "%",
        .config = "roemgens_needle",
        .cases = FIVE_TIPS,
        .number = validation_depth_spread,
        VALIDATION_AT_MOST(25),
        .use = VALIDATION_CALIBRATION,
        .gates = true,
        .note = "Hangs on an assumption: with fat left under the slack skin the spread "
                "would lie outside the band (see 'Under another condition').",
    },
    {
        .id = "D2.2a",
        .study = "Davis 2004",
        .doi = "10.1016/j.jbiomech.2003.12.010",
        .condition = "hollow metal needles, living human, tip radii 30 to 80 um",
        .published = "about 0.1 to 3 N",
        .unit = "N",
        .config = "davis_hollow",
        .cases = WIDE_TIPS,
        .number = validation_puncture_newton,
        .low = 0.1,
        .high = 3,
        .use = VALIDATION_CALIBRATION,
        .gates = true,
    },
    {
        .id = "D2.2b",
        .study = "Davis 2004",
        .doi = "10.1016/j.jbiomech.2003.12.010",
        .condition = "the same; R2 of force against area",
        .published = "linear",
        .unit = "",
        .config = "davis_hollow",
        .cases = WIDE_TIPS,
        .number = validation_line_of_area,
        VALIDATION_AT_LEAST(0.9),
        .use = VALIDATION_CALIBRATION,
        .gates = true,
    },
    {
        .id = "D2.3",
        .study = "Olatunji 2013",
        .doi = "10.1002/jps.23439",
        .condition =
            "polymer arrays, gap 30 and 600 um, 0.5 and 1 mm/s; fall of the force at puncture",
        .published = "6.7 % and 0.9 %",
        .unit = "%",
        .config = "olatunji_spacing",
        .cases = {"device.pitch=330 um", "device.pitch=900 um",
                  "device.pitch=330 um; device.entry_speed=1 mm/s",
                  "device.pitch=900 um; device.entry_speed=1 mm/s"},
        .number = validation_force_fall,
        .low = 0,
        .high = 10,
        .use = VALIDATION_CALIBRATION,
        .gates = true,
        .note = "Next to no dependence, as measured; so little that its sign is within the "
                "numerical noise of the force (0.3 %) and the verdict hangs on it. Slack "
                "skin on a soft base has nearly F_p = 3 F_s whatever the spacing; the "
                "tension of living skin makes a fall (see 'Under another condition').",
    },
    {
        .id = "D2.4",
        .study = "Donnelly 2011",
        .doi = "PMC3016610",
        .condition = "polymer arrays of 600 and 900 um, skin of newborn pigs; force at puncture",
        .published = "little more than 30 mN is enough",
        .unit = "mN",
        .config = "donnelly_piglet",
        .cases = {"", "device.needle.length=900 um"},
        .number = validation_puncture_force,
        VALIDATION_AT_MOST(60),
        .use = VALIDATION_CALIBRATION,
        .gates = true,
    },
    {
        .id = "D2.5",
        .study = "Sitaraman and Prausnitz",
        .doi = "abstract at OpenAIRE",
        .condition = "finite elements and whole skin samples; force at puncture",
        .published = "55 mN",
        .unit = "mN",
        .config = "sitaraman_patch",
        .cases = {""},
        .number = validation_puncture_force,
        .low = 40,
        .high = 75,
        .use = VALIDATION_CALIBRATION,
        .gates = true,
        .note = "Weak: the tip's radius is not in the abstract, and the force goes nearly with it.",
    },
    {
        .id = "D2.6",
        .study = "Khanna 2010",
        .doi = "from memory",
        .condition =
            "hollow silicon, blunt (30 um) over sharpened (3 um); ratio of force at puncture",
        .published = "numbers not at hand; a large drop",
        .unit = "",
        .config = "khanna_sharpened",
        .cases = {"device.needle.tip_radius=30 um", "device.needle.tip_radius=3 um"},
        .number = validation_force_first_over_last,
        VALIDATION_NO_BAND,
        .source = VALIDATION_MEMORY,
    },
    {
        .id = "D2.7",
        .study = "O'Mahony 2014",
        .doi = "Biomed Microdevices 16:333",
        .condition = "wet-etched silicon, living human; strength over stress at insertion",
        .published = "over 700",
        .unit = "",
        .config = "omahony_silicon",
        .cases = {""},
        .number = validation_silicon_safety,
        VALIDATION_AT_LEAST(100),
        .use = VALIDATION_CALIBRATION,
        .gates = true,
    },
    {.id = NULL},
};
