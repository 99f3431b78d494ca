/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinetics in the body of the shipped compounds that have any. */
#include <string.h>

#include "acicula/skin/compounds.h"
#include "values.h"

#define L_PER_KG 1e-3
#define L_PER_H_KG (1e-3 / 3600.0)
#define HOUR 3600.0
#define MG_PER_L 1e-3

#define CAFFEINE_VOLUME "adults, PMID 7333346 and PMID 6832208"
#define CAFFEINE_HALF_LIFE "adults, 1.5 to 9.5 h, Institute of Medicine 2001"
#define TRANEXAMIC "adults, Pilbrant 1981, PMID 7308275, taken as 70 kg"
#define TRANEXAMIC_EXCHANGE "assumed, so that the terminal half-life is the 2 h of PMID 7308275"
#define MINOXIDIL_VOLUME "assumed: 70 L in an adult, from memory"
#define MINOXIDIL_HALF_LIFE                                                                        \
    "the longer end of 1.4 to 4.2 h, PMID 3977334 and 10.1002/j.1552-4604.1989.tb03422.x"
#define LIDOCAINE_CLEARANCE "13 to 17 mL/min/kg in adults, PMID 7175699"
#define LIDOCAINE_VOLUME "assumed within the published 0.13 to 2.5 L/kg, PMID 7175699"
#define LIDOCAINE_EXCHANGE                                                                         \
    "assumed, so that the terminal half-life is 100 min (published 50 to 231), PMID 7175699"
#define LIDOCAINE_LEVEL "toxic above it, therapeutic 1.5 to 5 mg/L (basicmedicalkey.com/lidocaine)"
#define HYDROCORTISONE_CLEARANCE "mean of 0.076 to 0.54 L/h/kg, Thomson 2007, Strathclyde"
#define HYDROCORTISONE_VOLUME "assumed: 20 L in 70 kg, within the published 7 to 24 L"
#define HYDROCORTISONE_EXCHANGE                                                                    \
    "assumed, so that the terminal half-life is 2.2 h (published 1.1 to 6.1)"

static const struct {
    const char *name;
    aci_compound_kinetics kinetics;
} table[] = {
    {"caffeine",
     {.volume = ACI_VALUE_MEASURED(0.7 * L_PER_KG, 'H', CAFFEINE_VOLUME),
      .half_life = ACI_VALUE_MEASURED(5 * HOUR, 'H', CAFFEINE_HALF_LIFE)}},
    {"tranexamic_acid",
     {.volume = ACI_VALUE_MEASURED(10.5 / 70 * L_PER_KG, 'M', TRANEXAMIC),
      .clearance = ACI_VALUE_MEASURED(6.78 / 70 * L_PER_H_KG, 'H', TRANEXAMIC),
      .peripheral_volume = ACI_VALUE_ASSUMED(7.5 / 70 * L_PER_KG, 'M', TRANEXAMIC_EXCHANGE),
      .exchange = ACI_VALUE_ASSUMED(15.1 / 70 * L_PER_H_KG, 'M', TRANEXAMIC_EXCHANGE)}},
    {"minoxidil",
     {.volume = ACI_VALUE_ASSUMED(1.0 * L_PER_KG, 'L', MINOXIDIL_VOLUME),
      .half_life = ACI_VALUE_MEASURED(4.2 * HOUR, 'M', MINOXIDIL_HALF_LIFE)}},
    {"lidocaine",
     {.volume = ACI_VALUE_ASSUMED(0.5 * L_PER_KG, 'M', LIDOCAINE_VOLUME),
      .clearance = ACI_VALUE_MEASURED(0.9 * L_PER_H_KG, 'H', LIDOCAINE_CLEARANCE),
      .peripheral_volume = ACI_VALUE_ASSUMED(1.0 * L_PER_KG, 'M', LIDOCAINE_EXCHANGE),
      .exchange = ACI_VALUE_ASSUMED(1.04 * L_PER_H_KG, 'M', LIDOCAINE_EXCHANGE),
      .stated_level = ACI_VALUE_MEASURED(6 * MG_PER_L, 'M', LIDOCAINE_LEVEL)}},
    {"hydrocortisone",
     {.volume = ACI_VALUE_ASSUMED(20.0 / 70 * L_PER_KG, 'M', HYDROCORTISONE_VOLUME),
      .clearance = ACI_VALUE_MEASURED(0.267 * L_PER_H_KG, 'H', HYDROCORTISONE_CLEARANCE),
      .peripheral_volume = ACI_VALUE_ASSUMED(14.0 / 70 * L_PER_KG, 'M', HYDROCORTISONE_EXCHANGE),
      .exchange = ACI_VALUE_ASSUMED(6.85 / 70 * L_PER_H_KG, 'M', HYDROCORTISONE_EXCHANGE)}},
};

const aci_compound_kinetics *aci_compounds_kinetics(const char *name)
{
    static const aci_compound_kinetics none;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i].kinetics;
        }
    }
    return &none;
}
