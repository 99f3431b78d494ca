/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/product/solvents.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double celsius = 273.15;        /* K */
static const double millimetre = 133.322387; /* mmHg, Pa */

#define LANGE "Dean, Lange's Handbook of Chemistry, 15th ed. 1999, section 5, Antoine constants, "
#define MASS "atomic masses, IUPAC 2021, 10.1515/pac-2019-0603"
#define DENSITY "Haynes, CRC Handbook of Chemistry and Physics, 95th ed. 2014, 25 C"
#define WATER LANGE "0 to 60 C"
#define ETHANOL LANGE "-2 to 100 C"
#define GLYCOL                                                                                     \
    LANGE "45 to 192 C, continued to skin; 0.12 mmHg at 25 C, measured 0.13 (10.17226/12527)"
#define ISOPROPANOL LANGE "0 to 101 C"

#define MEASURED(number, letter, text)                                                             \
    {                                                                                              \
        (number), ACI_ORIGIN_MEASURED, (letter), (text)                                            \
    }
#define CORRELATED(number, letter, text)                                                           \
    {                                                                                              \
        (number), ACI_ORIGIN_CORRELATED, (letter), (text)                                          \
    }

static const aci_solvent solvents[] = {
    {"water", true, MEASURED(18.015e-3, 'H', MASS), MEASURED(997.0, 'H', DENSITY),
     CORRELATED(8.10765, 'H', WATER), CORRELATED(1750.286, 'H', WATER),
     CORRELATED(235.0, 'H', WATER)},
    {"ethanol", false, MEASURED(46.069e-3, 'H', MASS), MEASURED(785.0, 'H', DENSITY),
     CORRELATED(8.32109, 'H', ETHANOL), CORRELATED(1718.10, 'H', ETHANOL),
     CORRELATED(237.52, 'H', ETHANOL)},
    {"propylene_glycol", false, MEASURED(76.095e-3, 'H', MASS), MEASURED(1033.0, 'H', DENSITY),
     CORRELATED(8.2082, 'M', GLYCOL), CORRELATED(2085.9, 'M', GLYCOL),
     CORRELATED(203.54, 'M', GLYCOL)},
    {"isopropanol", false, MEASURED(60.096e-3, 'H', MASS), MEASURED(781.0, 'H', DENSITY),
     CORRELATED(8.11778, 'H', ISOPROPANOL), CORRELATED(1580.92, 'H', ISOPROPANOL),
     CORRELATED(219.61, 'H', ISOPROPANOL)},
};

int aci_solvents_count(void)
{
    return (int)(sizeof solvents / sizeof solvents[0]);
}

const aci_solvent *aci_solvents_at(int index)
{
    return &solvents[index];
}

const aci_solvent *aci_solvents_find(const char *name)
{
    for (int i = 0; i < aci_solvents_count(); i++) {
        if (strcmp(solvents[i].name, name) == 0) {
            return &solvents[i];
        }
    }
    return NULL;
}

double aci_solvents_vapour_pressure(const aci_solvent *solvent, double temperature)
{
    double power = solvent->antoine_a.value -
                   solvent->antoine_b.value / (solvent->antoine_c.value + temperature - celsius);
    return millimetre * pow(10.0, power);
}

static void write_number(FILE *stream, const char *label, double number, const char *unit,
                         const aci_value *value)
{
    fprintf(stream, "  %-24s %8.4g %-6s %-10s  confidence %c  %s\n", label, number, unit,
            aci_skin_origin_name(value->origin), value->confidence, value->source);
}

char *aci_solvents_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return NULL;
    }
    for (int i = 0; i < aci_solvents_count(); i++) {
        const aci_solvent *solvent = &solvents[i];
        double pressure = aci_solvents_vapour_pressure(solvent, celsius + 32.0);
        fprintf(stream, "%s\n", solvent->name);
        write_number(stream, "molar mass", 1e3 * solvent->molar_mass.value, "g/mol",
                     &solvent->molar_mass);
        write_number(stream, "density", 1e-3 * solvent->density.value, "g/mL", &solvent->density);
        write_number(stream, "vapour pressure at 32 C", pressure, "Pa", &solvent->antoine_a);
    }
    return fclose(stream) == 0 ? text : NULL;
}
