/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table of config keys for the stratum corneum; included in their place by
 * scenario_parameters.c, which defines the ranges. */
/* clang-format off */
    {.key = "skin.hydration",
     .kind = ACI_CHOICE,
     .words = "partial|full",
     .standard = "partial",
     .source = "skin under air or a thin film; assumed",
     .confidence = 'M',
     .meaning = "Water in the stratum corneum. full: soaked for hours or under a seal; partition, "
                "permeability, spread sideways and the library's thickness are those of swollen "
                "stratum corneum."},
    {.key = "skin.polar_permeability",
     .kind = ACI_QUANTITY,
     .unit = "cm/h",
     .range = FROM_ZERO(1e-4 / 3600.0),
     .standard = "1e-5 cm/h",
     .source = "lower end of 1e-5 to 1e-4, from memory; assumed",
     .confidence = 'L',
     .meaning = "The polar pathway through the stratum corneum that predictions lack, for a "
                "compound of diffusivity 5e-6 cm2/s in water and in proportion to it; 0 cm/h for "
                "none. A measured permeability has it already."},
