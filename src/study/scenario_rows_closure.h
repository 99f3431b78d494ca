/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table of config keys for the closing of channels; included in their place by
 * scenario_parameters.c, which defines the ranges. */
/* clang-format off */
    {.key = "channels.closure",
     .kind = ACI_SECTION,
     .words = "none",
     .standard = "none",
     .meaning = "How channels close with time; the depth stays, the radius shrinks everywhere by the same "
                "factor. Time counts from the last session of schedule.needling."},
    {.key = "channels.closure.law",
     .kind = ACI_CHOICE,
     .words = "exponential|two_phase",
     .standard = "exponential",
     .meaning = "exponential: r(z,t) = r(z,0) exp(-t/time_constant), or the area in that way. two_phase: the "
                "area A(t) = A(0) (f exp(-t/fast) + (1 - f) exp(-t/slow)), r as its square root; the library "
                "knows its numbers. Covers (schedule.occluded) slow two_phase down; exponential does not know "
                "them."},
    {.key = "channels.closure.of",
     .kind = ACI_CHOICE,
     .words = "radius|area",
     .standard = "radius",
     .meaning = "Whether the radius or the area falls with the time constant of law: exponential."},
    {.key = "channels.closure.time_constant",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .range = BETWEEN(3.6e-3, 3.6e9),
     .standard = "none, required with law: exponential",
     .meaning = "Time in which radius (or area) falls to 1/e."},
    {.key = "channels.closure.state",
     .kind = ACI_CHOICE,
     .words = "dry|occluded",
     .standard = "occluded within the windows of schedule.occluded, dry outside of them",
     .meaning = "Whether air dries the channels or something keeps them wet: chooses the library's numbers for "
                "two_phase that are left out. Given, it holds throughout, whatever covers the skin. Of excised "
                "skin both are the same."},
    {.key = "channels.closure.fast_fraction",
     .kind = ACI_NUMBER,
     .range = BETWEEN(0.0, 1.0),
     .standard = "human dry 0.8, occluded 1; rat dry 1; excised 0.5. A skin without a site is taken for human",
     .source = "see /provenance/values; docs/validation/mechanics.md",
     .confidence = 'L',
     .meaning = "f of two_phase: the part of the area that closes fast."},
    {.key = "channels.closure.fast_time_constant",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .range = BETWEEN(3.6e-3, 3.6e9),
     .standard = "human dry 0.8 h, occluded 15 h; rat dry 4 h; excised 0.75 h; times (L/500 um)^0.55 where a "
                 "device gives the length L of its needles (of a pen what stands out); not scaled for "
                 "prescribed channels. Numbers given are never scaled",
     .source = "Gupta 2011, J Control Release 154:148; Kalluri 2011, 10.1208/s12248-011-9288-3",
     .confidence = 'L',
     .meaning = "Time in which the fast part falls to 1/e."},
    {.key = "channels.closure.slow_time_constant",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .words = "never",
     .range = BETWEEN(3.6e-3, 3.6e9),
     .standard = "human dry 20 h, occluded 15 h; rat dry 4 h; excised never; scaled like the fast one",
     .source = "Sasaki 2019, 10.1093/asjof/ojz017; Gupta 2011, J Control Release 154:148",
     .confidence = 'L',
     .meaning = "Time in which the rest falls to 1/e; never: it stays open, as in excised skin."},
    {.key = "channels.closure.occluded_fast_time_constant",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .words = "never",
     .range = BETWEEN(3.6e-3, 3.6e9),
     .standard = "fast_time_constant where that is given; else human 15 h, excised 0.75 h, scaled like it; rat: "
                 "not known",
     .source = "Gupta 2011, J Control Release 154:148",
     .confidence = 'L',
     .meaning = "Time in which the fast part falls to 1/e under the covers of schedule.occluded. Which part is "
                "fast, f, is the same in the air and under them."},
    {.key = "channels.closure.occluded_slow_time_constant",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .words = "never",
     .range = BETWEEN(3.6e-3, 3.6e9),
     .standard = "slow_time_constant where that is given; else human 15 h, excised never, scaled like it; rat: "
                 "not known",
     .source = "Gupta 2011, J Control Release 154:148",
     .confidence = 'L',
     .meaning = "The same of the rest."},
    {.key = "channels.closure.detection",
     .kind = ACI_CHOICE,
     .words = "impedance|water_loss|dye|own",
     .standard = "none: all are shown alike",
     .source = "impedance 0.17: PMC8259462; water_loss 0.35 and dye 0.03: Kalluri 2011, "
               "10.1208/s12248-011-9288-3",
     .confidence = 'L',
     .meaning = "The method whose 'closed' is meant, named first in the outputs. Each sees channels until A/A0 is "
                "below a threshold of its own: impedance 0.17, water_loss (of the skin) 0.35, dye 0.03. It "
                "changes nothing in the computation."},
    {.key = "channels.closure.detection_threshold",
     .kind = ACI_NUMBER,
     .range = {0.0, 1.0, true, true},
     .standard = "the method's; required for own",
     .meaning = "A/A0 below which the method named under detection calls a channel closed; without a name, a "
                "method of your own."},
