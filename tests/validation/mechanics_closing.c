/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long channels are seen open. None of these rows gates: they set the numbers of closing, and
 * nothing else tests those. */
#include "mechanics_numbers.h"

const validation_row validation_closings[] = {
    {
        .id = "D5.3a",
        .study = "Kalluri 2011",
        .doi = "10.1208/s12248-011-9288-3",
        .condition = "rat in air, 370 um; closed to calcein",
        .published = "by 12 h",
        .unit = "h",
        .config = "kalluri_closing",
        .cases = {"device.preset=dermaroller_370"},
        .number = validation_closed_to_dye,
        .low = 0.85 * 12,
        .high = 1.15 * 12,
        .use = VALIDATION_CALIBRATION,
        .note = "One time constant and one exponent of the needle's length were fitted to D5.3a "
                "and D5.3b, for a threshold of the dye of 0.03 of the area, chosen by us: they "
                "pass because they were made to. Only the product of the time constant and ln(1/"
                "threshold) is measured.",
    },
    {
        .id = "D5.3b",
        .study = "Kalluri 2011",
        .doi = "10.1208/s12248-011-9288-3",
        .condition = "rat in air, 770 um; closed to calcein",
        .published = "by 18 h",
        .unit = "h",
        .config = "kalluri_closing",
        .cases = {""},
        .number = validation_closed_to_dye,
        .low = 0.85 * 18,
        .high = 1.15 * 18,
        .use = VALIDATION_CALIBRATION,
        .note = "As D5.3a.",
    },
    {
        .id = "D5.3c",
        .study = "Kalluri 2011",
        .doi = "10.1208/s12248-011-9288-3",
        .condition = "rat in air, 370 and 770 um; water loss back to normal",
        .published = "around 4 to 5 h for both",
        .unit = "h",
        .config = "kalluri_closing",
        .cases = {"device.preset=dermaroller_370", ""},
        .number = validation_closed_to_water_loss,
        .low = 4,
        .high = 5,
        .use = VALIDATION_CALIBRATION,
        .note = "The dye wants times 1.5 apart for these two needles, water loss no more than 1.25 "
                "apart: with one law for both and one threshold for water loss no number fits. "
                "0.35 lies between the 0.27 (370 um) and 0.41 (770 um) that would give 4.5 h. "
                "Water loss may follow how many channels are open more than how wide they are.",
    },
    {
        .id = "D5.4a",
        .study = "Schwarz and Laaff 2011",
        .doi = "10.1097/PRS.0b013e3182131e0f",
        .condition = "human, 1.5 mm roller, dry; closed to impedance",
        .published = "closed within minutes, no trace",
        .unit = "h",
        .config = "fernandes_roller",
        .cases = {"channels={closure: {law: two_phase}}"},
        .number = validation_closed_to_impedance,
        VALIDATION_NO_BAND,
        .note = "Neither a method nor a time is given that the model could be held against.",
    },
    {
        .id = "D5.4b",
        .study = "Donnelly 2014",
        .doi = "PMC4119956",
        .condition =
            "human, hydrogel array of 600 um, dry once it is off; water loss back to normal",
        .published = "within 24 h, pores still seen by optical tomography",
        .unit = "h",
        .config = "hydrogel_patch",
        .cases = {"channels={closure: {law: two_phase}}"},
        .number = validation_closed_to_water_loss,
        VALIDATION_AT_MOST(24),
        .use = VALIDATION_IN_VIEW,
        .note = "Weak: any law that closes to water loss within a day passes. The array lay in the "
                "skin for hours and held the holes open; the model counts from its removal.",
    },
    {
        .id = "D5.5a",
        .study = "Gupta 2011",
        .doi = "J Control Release 154:148",
        .condition = "human, dry, lengths not in the abstract (500 um here); closed to impedance",
        .published = "within 2 h, all sites",
        .unit = "h",
        .config = "gupta_closing",
        .cases = {""},
        .number = validation_closed_to_impedance,
        VALIDATION_AT_MOST(2),
        .use = VALIDATION_CALIBRATION,
        .note =
            "The fast part alone (0.8 h) would do; the slow part, a fifth of the area that stays "
            "for a day because faces still lose more water then, keeps the sum above 0.17 for "
            "longer. Less of it mends this row and loses that finding; so would a threshold of "
            "0.25, which the sites of PMC8259462 (0.135 to 0.184) do not have. The findings are "
            "from other sites and needles; no number was bent.",
    },
    {
        .id = "D5.5b",
        .study = "Gupta 2011",
        .doi = "J Control Release 154:148",
        .condition = "the same, occluded; closed to impedance",
        .published = "3 to 40 h by geometry",
        .unit = "h",
        .config = "gupta_closing",
        .cases = {"channels.closure.state=occluded"},
        .number = validation_closed_to_impedance,
        .low = 3,
        .high = 40,
        .use = VALIDATION_CALIBRATION,
        .note = "The time constant was put inside the range that these times allow.",
    },
    {.id = NULL},
};
