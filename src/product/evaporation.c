/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/product/evaporation.h"

#include <math.h>

static const double gas_constant = 8.314462618; /* J/(mol K) */
static const double coefficient = 6320.0 / 3.6e6;

aci_climate aci_evaporation_indoors(void)
{
    return (aci_climate){
        .skin_temperature = {305.15, ACI_ORIGIN_ASSUMED, 'H',
                             "32 C, the surface of uncovered skin; OECD test guideline 428"},
        .air_temperature = {295.15, ACI_ORIGIN_ASSUMED, 'M', "22 C, a heated room"},
        .humidity = {0.4, ACI_ORIGIN_ASSUMED, 'M', "40 %, a heated room"},
        .wind = {0.165, ACI_ORIGIN_ASSUMED, 'M', "indoors: Dancik 2013, PMID 22285584"},
    };
}

double aci_evaporation_coefficient(double molar_mass, double wind)
{
    return coefficient * pow(wind, 0.78) / cbrt(molar_mass);
}

double aci_evaporation_rate(double vapour_pressure, double molar_mass, const aci_climate *climate)
{
    return aci_evaporation_coefficient(molar_mass, climate->wind.value) * vapour_pressure *
           molar_mass / (gas_constant * climate->skin_temperature.value);
}

double aci_evaporation_ambient(const aci_solvent *solvent, const aci_climate *climate)
{
    if (!solvent->is_in_air) {
        return 0.0;
    }
    return climate->humidity.value *
           aci_solvents_vapour_pressure(solvent, climate->air_temperature.value) /
           aci_solvents_vapour_pressure(solvent, climate->skin_temperature.value);
}
