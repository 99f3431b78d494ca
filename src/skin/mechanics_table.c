/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mechanics_table.h"

#include <stddef.h>

#include "values.h"

#define GEERLIGS "Geerligs 2011, indentation of isolated layers, 10.1016/j.jbiomech.2011.01.015"
#define SHERGOLD_PIG "pig skin, compression; Shergold 2006, 10.1016/j.ijimpeng.2004.11.010, memory"
#define TOUGHNESS                                                                                  \
    "human skin, mode I, 2.5 kJ/m2: Shergold and Fleck 2004, 10.1098/rspa.2004.1315, from memory"
#define TOUGHNESS_ALL                                                                              \
    ACI_VALUE_MEASURED(2500.0, 'M', TOUGHNESS " (published 10 J/m2 to 30 kJ/m2 by test)")
#define STEEP ACI_VALUE_ASSUMED(5.0, 'L', "assumed: between neo-Hooke (2) and dermis (9)")
#define SKIN_DENSITY ACI_VALUE_ASSUMED(1100.0, 'H', "soft tissue, from memory")
#define NO_VESSELS ACI_VALUE_MEASURED(0.0, 'H', "the epidermis has no vessels")
#define VESSELS                                                                                    \
    ACI_VALUE_ASSUMED(1.0e7, 'L',                                                                  \
                      "assumed: chosen so that 0.15 mm hardly bleeds and 1.2 mm often does")
#define VESSELS_ALL .vessel_density = VESSELS

#define STRATUM_CORNEUM                                                                            \
    {                                                                                              \
        .shear_modulus = ACI_VALUE_MEASURED(0.5e6, 'M', "E 1-2 MPa across; " GEERLIGS),            \
        .ogden_exponent = STEEP, .toughness = TOUGHNESS_ALL,                                       \
        .density = ACI_VALUE_ASSUMED(1300.0, 'L', "keratin and lipid, from memory"),               \
        .vessel_density = NO_VESSELS                                                               \
    }
#define VIABLE_EPIDERMIS                                                                           \
    {                                                                                              \
        .shear_modulus = ACI_VALUE_MEASURED(0.5e6, 'M', "E 1-2 MPa across; " GEERLIGS),            \
        .ogden_exponent = STEEP, .toughness = TOUGHNESS_ALL, .density = SKIN_DENSITY,              \
        .vessel_density = NO_VESSELS                                                               \
    }
#define DERMIS                                                                                     \
    {                                                                                              \
        .shear_modulus = ACI_VALUE_MEASURED(                                                       \
            0.11e6, 'M',                                                                           \
            "whole human skin: Shergold and Fleck 2004, 10.1098/rspa.2004.1315, from memory"),     \
        .ogden_exponent = ACI_VALUE_MEASURED(                                                      \
            9.0, 'M',                                                                              \
            "whole human skin: Shergold and Fleck 2004, 10.1098/rspa.2004.1315, from memory"),     \
        .toughness = TOUGHNESS_ALL, .density = SKIN_DENSITY, VESSELS_ALL                           \
    }

const aci_mechanics_tissue aci_mechanics_tissues[] = {
    {NULL, "stratum_corneum", STRATUM_CORNEUM},
    {NULL, "viable_epidermis", VIABLE_EPIDERMIS},
    {NULL,
     "papillary_dermis",
     {.shear_modulus = ACI_VALUE_ASSUMED(
          0.02e6, 'L',
          "assumed: softer than the reticular dermis (suction: Hendriks 2006, Med Eng Phys 28)"),
      .ogden_exponent = ACI_VALUE_ASSUMED(9.0, 'L', "assumed: as the reticular dermis"),
      .toughness = TOUGHNESS_ALL,
      .density = SKIN_DENSITY,
      VESSELS_ALL}},
    {NULL, "reticular_dermis", DERMIS},
    {NULL, "dermis", DERMIS},
    {NULL,
     "hypodermis",
     {.shear_modulus = ACI_VALUE_MEASURED(
          2000.0 / 3.0, 'M',
          "E 2 kPa, indentation in vivo: Pailler-Mattei 2008, Med Eng Phys 30, from memory"),
      .ogden_exponent = ACI_VALUE_ASSUMED(2.0, 'M', "assumed: neo-Hooke"),
      .toughness =
          ACI_VALUE_ASSUMED(600.0, 'L',
                            "assumed: 0.24 of skin, as pig fat (4.1) to pig skin (17.1 kJ/m2), "
                            "10.1186/s10033-022-00767-4"),
      .density = ACI_VALUE_ASSUMED(910.0, 'H', "fat, from memory"),
      VESSELS_ALL}},
    {"pig_ear",
     "reticular_dermis",
     {.shear_modulus = ACI_VALUE_MEASURED(0.4e6, 'M', SHERGOLD_PIG),
      .ogden_exponent = ACI_VALUE_MEASURED(12.0, 'M', SHERGOLD_PIG)}},
};
const int aci_mechanics_tissue_count =
    (int)(sizeof aci_mechanics_tissues / sizeof aci_mechanics_tissues[0]);

#define LIVING_TENSION                                                                             \
    "28-92 kPa, living forearm and upper arm: Flynn 2011, 10.1007/s10439-011-0292-7 (13.5 kPa by " \
    "suction: Diridollou 2000)"
#define OTTENIO_SHERGOLD                                                                           \
    "human skin 1.9 times stiffer at 100/s (Ottenio 2015 over Ni Annaidh 2012, tension), pig "     \
    "skin 19 times at 4000/s (Shergold 2006, compression, from memory)"

const aci_mechanics_whole aci_mechanics_wholes[] = {
    {NULL,
     {.toughness_factor = ACI_VALUE_CORRELATED(
          0.6, 'L',
          "calibrated, docs/validation/mechanics.md: 1.5 kJ/m2, between needle "
          "insertion (1.14, pig) and mode I (2.5, human)"),
      .pre_tension = ACI_VALUE_ASSUMED(60e3, 'M', "the middle of " LIVING_TENSION),
      .dimple_factor = ACI_VALUE_CORRELATED(
          0.6, 'L', "calibrated with the toughness; of order one in 10.1039/D5SM00502G"),
      .span = ACI_VALUE_ASSUMED(10e-3, 'L', "assumed: as far as a fingertip or a sample holder"),
      .rate_reference = ACI_VALUE_CORRELATED(110.0, 'L', OTTENIO_SHERGOLD),
      .rate_exponent = ACI_VALUE_CORRELATED(0.8, 'L', OTTENIO_SHERGOLD),
      .recoil = ACI_VALUE_CORRELATED(
          0.5, 'M',
          "mouth 70.7 um left by a base of 140 um: Kalluri 2011, 10.1208/s12248-011-9288-3"),
      .thickness_spread = ACI_VALUE_CORRELATED(
          0.22, 'M', "dermis by ultrasound: Meng 2022, 10.1186/s12880-022-00839-w"),
      .modulus_spread = ACI_VALUE_CORRELATED(
          0.4, 'M', "E 83 +- 35 MPa, excised back: Ni Annaidh 2012, arXiv 1302.3022"),
      .toughness_spread = ACI_VALUE_CORRELATED(
          0.4, 'M', "energy 3.6 +- 1.6 MJ/m3, excised back: Ni Annaidh 2012, arXiv 1302.3022")}},
    {"forearm", {.pre_tension = ACI_VALUE_MEASURED(60e3, 'M', "the middle of " LIVING_TENSION)}},
    {"human_dermatomed", {.pre_tension = ACI_VALUE_ASSUMED(0.0, 'M', "excised skin lies slack")}},
    {"pig_ear", {.pre_tension = ACI_VALUE_ASSUMED(0.0, 'M', "excised skin lies slack")}},
    {"hairless_rat",
     {.pre_tension = ACI_VALUE_ASSUMED(2e3, 'L', "assumed: loose skin, little more than slack")}},
};
const int aci_mechanics_whole_count =
    (int)(sizeof aci_mechanics_wholes / sizeof aci_mechanics_wholes[0]);

const aci_mechanics_support aci_mechanics_supports[] = {
    {"forehead", ACI_SUPPORT_BONE, "assumed: the frontal bone, a thin muscle above it left out"},
    {"scalp", ACI_SUPPORT_BONE, "assumed: the skull"},
    {"back_of_hand", ACI_SUPPORT_BONE, "assumed: metacarpal bones and tendons"},
    {"human_dermatomed", ACI_SUPPORT_MUSCLE, "assumed: a pad as soft as muscle under excised skin"},
    {"pig_ear", ACI_SUPPORT_MUSCLE, "assumed: a pad as soft as muscle under excised skin"},
    {NULL, ACI_SUPPORT_MUSCLE, "assumed: muscle under the fat"},
};
