/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table of config keys for sensitivity and tolerance; included in their place by
 * scenario_parameters.c, which defines the ranges. */
/* clang-format off */
    {.key = "spec",
     .kind = ACI_ENTRIES,
     .standard = "none",
     .meaning = "What results must keep to, for `tolerance`: a list such as [{result: absorbed, at: 4 h, "
                "at_least: 2 ug/cm2}]."},
    {.key = "spec[].result",
     .kind = ACI_TEXT,
     .standard = "none, required",
     .meaning = "The result: absorbed, depth, layer_amount.dermis, region_amount.target; names as in the result file."},
    {.key = "spec[].at",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .range = BETWEEN(0.0, 3.6e7),
     .standard = "the last report time",
     .meaning = "The report time meant, of a result over time."},
    {.key = "spec[].at_least",
     .kind = ACI_TEXT,
     .standard = "none",
     .meaning = "Least value allowed, in a unit of the result: 2 ug/cm2."},
    {.key = "spec[].at_most",
     .kind = ACI_TEXT,
     .standard = "none",
     .meaning = "Largest value allowed, in a unit of the result."},
    /* clang-format on */
