/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table of config keys for the receptor; included in their place by
 * scenario_parameters.c, which defines the ranges. */
/* clang-format off */
    {.key = "receptor",
     .kind = ACI_SECTION,
     .meaning = "The stirred fluid below the skin of a diffusion cell (skin.below: receptor). What enters it "
                "counts as absorbed; it holds the compound as u does (partition 1)."},
    {.key = "receptor.volume",
     .kind = ACI_QUANTITY,
     .unit = "mL",
     .range = ABOVE_ZERO(1.0),
     .standard = "none, required",
     .meaning = "Volume of the fluid."},
    {.key = "receptor.area",
     .kind = ACI_QUANTITY,
     .unit = "cm2",
     .range = ABOVE_ZERO(1.0),
     .standard = "none, required",
     .meaning = "Area of the skin over it; with the volume it tells how soon the fluid fills up."},
    {.key = "receptor.samples",
     .kind = ACI_QUANTITIES,
     .unit = "h",
     .range = ABOVE_ZERO(3.6e7),
     .standard = "none",
     .meaning = "Times at which a sample is drawn and replaced by fresh fluid; a report at that time shows the "
                "state before it."},
    {.key = "receptor.sample_volume",
     .kind = ACI_QUANTITY,
     .unit = "mL",
     .range = ABOVE_ZERO(1.0),
     .standard = "none, required with samples",
     .meaning = "Volume of each sample, at most that of the receptor."},
    /* clang-format on */
