/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compounds_table.h"

#include "values.h"

#define GRAM 1e-3
#define CM3 1e-6
#define NM 1e-9
#define UM2 1e-12
#define CM_PER_H (1e-2 / 3600.0)

#define FORMULA "from the formula"
#define NOMINAL "nominal grade"
#define OCTANOL "PHYSPROP or Hansch, from memory"
#define SCHROEDER "Schroeder's rule from the formula"
#define AQSOL "mean of AqSolDB, Sorkun 2019, 10.1038/s41597-019-0151-1"
#define GUIDE                                                                                      \
    "input of the published cases of the model of Dancik 2013, user guide of the Open Systems "    \
    "Pharmacology skin permeation model"
#define HUSKIN "human Kp from HuskinDB (aggregate), Stepanov 2020, 10.1038/s41597-020-00764-z"
#define HOSTYNEK "human Kp of copper given as GHK-Cu, Hostynek 2010, 10.1007/s00011-010-0214-4"
#define BELOW_FREE "assumed just below the unbound diffusivity of Kretsos 2008"
#define TISSUE_WATER "assumed: tissue water only, the middle of 0.6-0.7"
#define AMPHIPHILE "assumed: half the unbound diffusivity, no partition known; binding likely"
#define INSULIN "monomer, from memory"
#define QUARTER_WATER "assumed: a quarter of that in water"
#define INSULIN_LOSS                                                                               \
    "assumed: lymph and capillaries, half-life about 2 h under the skin, from memory"
#define DEXTRAN "supplier's table, from memory"
#define ROEMGENS                                                                                   \
    "median of human dermis by photobleaching, Roemgens 2015, JMBBM 50:215, from memory"
#define ROEMGENS_HALF "half of dermis, Roemgens 2015, JMBBM 50:215, from memory"
#define WEI "rhodamine dextran of 70 and 500 kDa, human skin, Wei 2018, 10.1038/s41598-018-36009-8"
#define WEI_DERMIS "middle of 1-20 um2/s, " WEI
#define WEI_EPIDERMIS "middle of 1-8 um2/s, " WEI
#define WEI_JUNCTION "middle of 0.7-3 um2/s, " WEI
#define HALF_DERMIS "assumed: half of dermis, as for 40 kDa"
#define JUNCTION_SCALED "assumed: that of 70 kDa (Wei 2018) by the ratio of diffusivities in water"
#define COIL "assumed coil law 65 nm (M / 1 MDa)^0.59"
#define FIFTH_WATER "assumed: a fifth of that in water (range 0.1-0.3)"
#define WITHIN_WEI                                                                                 \
    FIFTH_WATER ", within the 1-20 um2/s of dextrans of 70 and 500 kDa in human dermis (Wei 2018)"
#define SIZE_EXCLUDED "assumed: large coils find less room"

const aci_compound aci_compounds_table[] = {
    {
        .name = "caffeine",
        .note = "stimulant, the usual test compound",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(194.19 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-0.07, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(182 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(23.9, 'H', AQSOL),
        .skin_permeability = ACI_VALUE_MEASURED(0.00037 * CM_PER_H, 'M', HUSKIN),
    },
    {
        .name = "niacinamide",
        .note = "vitamin B3",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(122.12 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-0.37, 'H', OCTANOL),
        .pka_base = ACI_VALUE_MEASURED(3.35, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(126 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(500, 'M', AQSOL),
    },
    {
        .name = "ascorbic_acid",
        .note = "vitamin C; usual products are below pH 3.5, see product.ph",
        .binding = ACI_BINDING_ACID,
        .molar_mass = ACI_VALUE_MEASURED(176.12 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-1.85, 'H', OCTANOL),
        .pka_acid = ACI_VALUE_MEASURED(4.17, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(147 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(336, 'L', AQSOL ", sd 0.5 decades"),
    },
    {
        .name = "ascorbyl_glucoside",
        .note = "vitamin C glucoside, log Kow below -3, ionised",
        .binding = ACI_BINDING_NEUTRAL,
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(338.26 * GRAM, 'H', FORMULA),
        .molar_volume = ACI_VALUE_CORRELATED(287 * CM3, 'M', SCHROEDER),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(150 * UM2, 'L', BELOW_FREE),
        .dermis_partition = ACI_VALUE_ASSUMED(0.65, 'L', TISSUE_WATER),
    },
    {
        .name = "tranexamic_acid",
        .note = "zwitterion",
        .binding = ACI_BINDING_ACID,
        .molar_mass = ACI_VALUE_MEASURED(157.21 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-2, 'M', OCTANOL),
        .pka_acid = ACI_VALUE_MEASURED(4.3, 'H', OCTANOL),
        .pka_base = ACI_VALUE_MEASURED(10.6, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(182 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(167, 'M', AQSOL),
    },
    {
        .name = "glycerol",
        .note = "humectant",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(92.09 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-1.76, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(98 * CM3, 'M', SCHROEDER),
    },
    {
        .name = "minoxidil",
        .note = "hair growth; the hair follicle route is not in these numbers",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(209.25 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(1.24, 'H', OCTANOL),
        .pka_base = ACI_VALUE_MEASURED(4.61, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(217 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(2.4, 'M', AQSOL),
    },
    {
        .name = "salicylic_acid",
        .note = "ionised at pH 7.4; the measured Kp is used as it is",
        .binding = ACI_BINDING_SITE_ACID,
        .molar_mass = ACI_VALUE_MEASURED(138.12 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(2.26, 'H', OCTANOL),
        .pka_acid = ACI_VALUE_MEASURED(2.97, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(133 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(2.09, 'M', AQSOL),
        .skin_permeability = ACI_VALUE_MEASURED(0.0037 * CM_PER_H, 'M', HUSKIN),
    },
    {
        .name = "lidocaine",
        .note = "local anaesthetic",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(234.34 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(2.44, 'H', OCTANOL),
        .pka_base = ACI_VALUE_MEASURED(7.9, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(294 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(3.89, 'M', AQSOL),
        .skin_permeability = ACI_VALUE_MEASURED(0.0034 * CM_PER_H, 'M', HUSKIN),
    },
    {
        .name = "acyclovir",
        .note = "antiviral",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(225.2 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-1.56, 'H', OCTANOL),
        .pka_acid = ACI_VALUE_MEASURED(9.25, 'H', OCTANOL),
        .pka_base = ACI_VALUE_MEASURED(2.27, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(203 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(1.71, 'M', AQSOL),
        .skin_permeability = ACI_VALUE_MEASURED(0.00013 * CM_PER_H, 'M', HUSKIN),
    },
    {
        .name = "hydrocortisone",
        .note = "steroid",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(362.46 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(1.61, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(385 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(0.29, 'M', AQSOL),
        .skin_permeability = ACI_VALUE_MEASURED(0.00012 * CM_PER_H, 'M', HUSKIN),
    },
    {
        .name = "triamcinolone_acetonide",
        .note = "steroid",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(434.5 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(2.53, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(430.5 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(0.021, 'M', AQSOL),
    },
    {
        .name = "retinol",
        .note = "vitamin A; solubility in water is tiny, no single number is promised",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(286.45 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(5.68, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(385 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(0.04, 'L', AQSOL ", sd 1.8 decades: a guess"),
    },
    {
        .name = "tretinoin",
        .note = "retinoic acid",
        .binding = ACI_BINDING_ACID,
        .molar_mass = ACI_VALUE_MEASURED(300.44 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(6.3, 'M', OCTANOL),
        .pka_acid = ACI_VALUE_MEASURED(4.76, 'M', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(385 * CM3, 'M', SCHROEDER),
    },
    {
        .name = "ghk",
        .note = "tripeptide GHK, free of copper",
        .binding = ACI_BINDING_NEUTRAL,
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(340.38 * GRAM, 'H', FORMULA),
        .molar_volume = ACI_VALUE_CORRELATED(364 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(131, 'L', "as another text says, second hand"),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(150 * UM2, 'L', BELOW_FREE),
        .dermis_partition = ACI_VALUE_ASSUMED(0.65, 'L', TISSUE_WATER),
    },
    {
        .name = "ghk_copper",
        .note = "GHK-Cu",
        .binding = ACI_BINDING_NEUTRAL,
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(401.9 * GRAM, 'M', FORMULA),
        .molar_volume = ACI_VALUE_CORRELATED(364 * CM3, 'M', SCHROEDER),
        .skin_permeability = ACI_VALUE_MEASURED(2.43e-4 * CM_PER_H, 'M', HOSTYNEK),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(135 * UM2, 'L', BELOW_FREE),
        .dermis_partition = ACI_VALUE_ASSUMED(0.65, 'L', TISSUE_WATER),
    },
    {
        .name = "palmitoyl_pentapeptide_4",
        .note = "Pal-KTTKS; an amphiphile that forms micelles, tissue binding unknown",
        .binding = ACI_BINDING_NEUTRAL,
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(802.05 * GRAM, 'H', FORMULA),
        .molar_volume = ACI_VALUE_CORRELATED(959 * CM3, 'M', SCHROEDER),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(45 * UM2, 'L', AMPHIPHILE),
        .dermis_partition = ACI_VALUE_ASSUMED(1, 'L', AMPHIPHILE),
    },
    {
        .name = "naltrexone",
        .note = "reference drug of microneedle studies",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(341.4 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(1.92, 'H', OCTANOL),
        .pka_base = ACI_VALUE_MEASURED(8.38, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(322 * CM3, 'M', SCHROEDER),
    },
    {
        .name = "testosterone",
        .note = "steroid; checks the correlations",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(288.42 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(3.32, 'H', OCTANOL),
        .molar_volume = ACI_VALUE_CORRELATED(329 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(0.0389, 'M', GUIDE),
    },
    {
        .name = "butoxyethanol",
        .note = "2-butoxyethanol, solvent, mixes with water; checks the correlations",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(118.18 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(0.83, 'H', GUIDE),
        .molar_volume = ACI_VALUE_CORRELATED(154 * CM3, 'M', SCHROEDER),
    },
    {
        .name = "dpgme",
        .note = "dipropylene glycol methyl ether, solvent; checks the correlations",
        .binding = ACI_BINDING_NEUTRAL,
        .molar_mass = ACI_VALUE_MEASURED(148.2 * GRAM, 'H', FORMULA),
        .log_kow = ACI_VALUE_MEASURED(-0.22, 'H', GUIDE),
        .molar_volume = ACI_VALUE_CORRELATED(182 * CM3, 'M', SCHROEDER),
        .solubility = ACI_VALUE_MEASURED(930, 'M', GUIDE),
    },
    {
        .name = "calcein",
        .note = "fluorescent tracer, polyanion",
        .binding = ACI_BINDING_NEUTRAL,
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(622.55 * GRAM, 'H', FORMULA),
        .molar_volume = ACI_VALUE_CORRELATED(630 * CM3, 'L', SCHROEDER),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(100 * UM2, 'L', BELOW_FREE),
        .dermis_partition = ACI_VALUE_ASSUMED(0.65, 'L', TISSUE_WATER),
    },
    {
        .name = "insulin",
        .note = "monomer; hexamers (radius 2.7 nm) move slower",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(5808 * GRAM, 'H', FORMULA),
        .radius = ACI_VALUE_MEASURED(1.6 * NM, 'M', INSULIN),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(46 * UM2, 'L', QUARTER_WATER),
        .dermis_clearance = ACI_VALUE_ASSUMED(1e-4, 'L', INSULIN_LOSS),
    },
    {
        .name = "fitc_dextran_4k",
        .note = "fluorescent dextran, 4 kDa",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(4e3 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_MEASURED(1.4 * NM, 'M', DEXTRAN),
        .epidermis_diffusivity = ACI_VALUE_ASSUMED(36.5 * UM2, 'L', HALF_DERMIS),
        .junction_diffusivity = ACI_VALUE_ASSUMED(8.1 * UM2, 'L', JUNCTION_SCALED),
    },
    {
        .name = "fitc_dextran_10k",
        .note = "fluorescent dextran, 10 kDa",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(10e3 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_MEASURED(2.3 * NM, 'M', DEXTRAN),
        .epidermis_diffusivity = ACI_VALUE_ASSUMED(22.2 * UM2, 'L', HALF_DERMIS),
        .junction_diffusivity = ACI_VALUE_ASSUMED(4.9 * UM2, 'L', JUNCTION_SCALED),
    },
    {
        .name = "fitc_dextran_40k",
        .note = "fluorescent dextran, 40 kDa",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(40e3 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_MEASURED(4.5 * NM, 'M', DEXTRAN),
        .dermis_diffusivity = ACI_VALUE_MEASURED(23 * UM2, 'M', ROEMGENS),
        .epidermis_diffusivity = ACI_VALUE_MEASURED(11.5 * UM2, 'M', ROEMGENS_HALF),
        .junction_diffusivity = ACI_VALUE_ASSUMED(2.5 * UM2, 'L', JUNCTION_SCALED),
    },
    {
        .name = "fitc_dextran_70k",
        .note = "fluorescent dextran, 70 kDa",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(70e3 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_MEASURED(6.0 * NM, 'M', DEXTRAN),
        .dermis_diffusivity = ACI_VALUE_MEASURED(10 * UM2, 'M', WEI_DERMIS),
        .epidermis_diffusivity = ACI_VALUE_MEASURED(4.5 * UM2, 'M', WEI_EPIDERMIS),
        .junction_diffusivity = ACI_VALUE_MEASURED(1.9 * UM2, 'M', WEI_JUNCTION),
    },
    {
        .name = "hyaluronic_acid_5k",
        .note = "hyaluronic acid, 5 kDa, dilute (below overlap)",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(5000 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_CORRELATED(2.85 * NM, 'L', COIL),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(20 * UM2, 'L', FIFTH_WATER),
        .dermis_partition = ACI_VALUE_ASSUMED(0.3, 'L', SIZE_EXCLUDED),
    },
    {
        .name = "hyaluronic_acid_10k",
        .note = "hyaluronic acid, 10 kDa, dilute (below overlap)",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(10e3 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_CORRELATED(4.3 * NM, 'L', COIL),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(13.6 * UM2, 'L', WITHIN_WEI),
        .dermis_partition = ACI_VALUE_ASSUMED(0.3, 'L', SIZE_EXCLUDED),
    },
    {
        .name = "hyaluronic_acid_50k",
        .note = "hyaluronic acid, 50 kDa, dilute (below overlap)",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(50000 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_CORRELATED(11.1 * NM, 'L', COIL),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(5.3 * UM2, 'L', FIFTH_WATER),
        .dermis_partition = ACI_VALUE_ASSUMED(0.3, 'L', SIZE_EXCLUDED),
    },
    {
        .name = "hyaluronic_acid_100k",
        .note = "hyaluronic acid, 100 kDa, dilute (below overlap)",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(100e3 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_CORRELATED(16.7 * NM, 'L', COIL),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(3.5 * UM2, 'L', WITHIN_WEI),
        .dermis_partition = ACI_VALUE_ASSUMED(0.3, 'L', SIZE_EXCLUDED),
    },
    {
        .name = "hyaluronic_acid_300k",
        .note = "hyaluronic acid, 300 kDa, dilute (below overlap)",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(300000 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_CORRELATED(31.9 * NM, 'L', COIL),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(1.8 * UM2, 'L', FIFTH_WATER),
        .dermis_partition = ACI_VALUE_ASSUMED(0.3, 'L', SIZE_EXCLUDED),
    },
    {
        .name = "hyaluronic_acid_1000k",
        .note = "hyaluronic acid, 1000 kDa, dilute; above 1-2 g/L coils overlap and move slower",
        .is_excluded = true,
        .molar_mass = ACI_VALUE_MEASURED(1e6 * GRAM, 'M', NOMINAL),
        .radius = ACI_VALUE_CORRELATED(65 * NM, 'L', COIL),
        .dermis_diffusivity = ACI_VALUE_ASSUMED(0.9 * UM2, 'L', FIFTH_WATER),
        .dermis_partition = ACI_VALUE_ASSUMED(0.3, 'L', SIZE_EXCLUDED),
    },
    {.name = ""},
};
