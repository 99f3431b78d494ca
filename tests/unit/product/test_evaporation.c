/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vapour pressures against printed tables, and the rate of evaporation. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/product/evaporation.h"
#include "support/tolerances.h"

static const double celsius = 273.15;
static const double mg_per_cm2_hour = 0.01 / 3600.0;

static double pressure(const char *name, double theta)
{
    const aci_solvent *solvent = aci_solvents_find(name);
    cr_assert_not_null(solvent, "%s", name);
    return aci_solvents_vapour_pressure(solvent, celsius + theta);
}

/* Water: IAPWS-95, 10.1063/1.1461829. The others boil at the pressure of the atmosphere. Antoine's
 * equation states 0.1 % within its range, 1 % at its ends. */
Test(solvents, vapour_pressures_are_those_of_the_tables)
{
    assert_relative(pressure("water", 20.0), 2339.3, 1e-3);
    assert_relative(pressure("water", 32.0), 4759.6, 1e-3);
    assert_relative(pressure("water", 25.0), 3169.9, 1e-3);
    assert_relative(pressure("ethanol", 78.29), 101325.0, 1e-2);
    assert_relative(pressure("isopropanol", 82.3), 101325.0, 1e-2);
    assert_relative(pressure("propylene_glycol", 187.6), 101325.0, 2e-2);
    /* printed as 0.07 and 0.13 mmHg (10.17226/12527): half a digit, and as much for the source */
    cr_assert_leq(fabs(pressure("propylene_glycol", 20.0) / 133.322 - 0.07), 0.01);
    cr_assert_leq(fabs(pressure("propylene_glycol", 25.0) / 133.322 - 0.13), 0.01);
}

Test(solvents, every_number_has_a_source)
{
    cr_assert_geq(aci_solvents_count(), 4);
    for (int i = 0; i < aci_solvents_count(); i++) {
        const aci_solvent *solvent = aci_solvents_at(i);
        const aci_value *const values[] = {&solvent->molar_mass, &solvent->density,
                                           &solvent->antoine_a, &solvent->antoine_b,
                                           &solvent->antoine_c};
        cr_assert_eq(aci_solvents_find(solvent->name), solvent);
        for (int k = 0; k < 5; k++) {
            cr_assert_gt(values[k]->value, 0.0);
            cr_assert_neq(values[k]->origin, ACI_ORIGIN_MISSING);
            cr_assert(strchr("HML", values[k]->confidence) != NULL && values[k]->source != NULL);
        }
    }
    cr_assert_null(aci_solvents_find("acetone"));
}

static double water_loss(const aci_climate *climate, double activity)
{
    const aci_solvent *water = aci_solvents_find("water");
    double vapour = aci_solvents_vapour_pressure(water, climate->skin_temperature.value);
    double excess = activity - aci_evaporation_ambient(water, climate);
    return excess * aci_evaporation_rate(vapour, water->molar_mass.value, climate);
}

Test(evaporation, of_water_is_the_published_number)
{
    aci_climate climate = aci_evaporation_indoors();
    climate.humidity.value = 0.0;
    assert_printed(water_loss(&climate, 1.0) / mg_per_cm2_hour, "19.97");
}

/* The rule as it is printed, number by number, in its own units. */
Test(evaporation, is_the_rule_of_the_source_in_other_units)
{
    aci_climate climate = aci_evaporation_indoors();
    const double winds[] = {0.05, 0.165, 1.0, 3.0}, masses[] = {18.0, 46.0, 200.0};
    for (int i = 0; i < 12; i++) {
        double wind = winds[i % 4], mass = masses[i / 4], torr = 7.5;
        double metre_per_second = 1.0 / 3.6e5, kilogram_per_m2_second = 10.0 / 3600.0;
        double coefficient = 6320.0 * pow(wind, 0.78) / cbrt(mass);
        double printed = coefficient * torr * mass / (0.76 * 0.082056 * 305.15 * 1e6);
        climate.wind.value = wind;
        assert_relative(aci_evaporation_coefficient(1e-3 * mass, wind),
                        coefficient * metre_per_second, 1e-14);
        /* 0.082056 is R to five digits, one torr 133.322 Pa */
        assert_relative(aci_evaporation_rate(torr * 133.322368, 1e-3 * mass, &climate),
                        printed * kilogram_per_m2_second, 3e-5);
    }
}

/* Air at the skin's temperature takes 1 - humidity of what dry air takes; saturated air none. */
Test(evaporation, falls_with_the_humidity_of_the_air)
{
    aci_climate climate = aci_evaporation_indoors();
    climate.air_temperature = climate.skin_temperature;
    climate.humidity.value = 0.0;
    double dry = water_loss(&climate, 1.0);
    for (int k = 1; k <= 10; k++) {
        climate.humidity.value = 0.1 * k;
        cr_assert_leq(fabs(water_loss(&climate, 1.0) - (1.0 - 0.1 * k) * dry), 4e-16 * dry);
    }
    climate.air_temperature.value = celsius + 22.0;
    climate.humidity.value = 0.6;
    double ratio = pressure("water", 22.0) / pressure("water", 32.0);
    assert_relative(water_loss(&climate, 1.0), (1.0 - 0.6 * ratio) * dry, 1e-14);
    cr_assert(aci_evaporation_ambient(aci_solvents_find("ethanol"), &climate) == 0.0);
}
