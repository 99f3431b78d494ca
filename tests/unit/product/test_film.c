/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drying against closed forms, the ledger, events and covers. */
#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>

#include "acicula/product/film.h"
#include "support/tolerances.h"

enum { SAMPLES = 400 };

static const double dose = 0.02; /* kg/m2: 2 mg/cm2 */
/* Of the dose. The solution is exact; its exponents, up to 40, cost that many last places. */
static const double round_off = 1e-13;

static aci_value number(double value)
{
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "test"};
}

static aci_film_recipe recipe_of(const char *first, double share, const char *second, double other)
{
    aci_film_recipe recipe = {.residue_density = number(1200.0)};
    const char *const names[] = {first, second};
    const double shares[] = {share, other};
    for (int i = 0; i < 2 && names[i] != NULL; i++) {
        recipe.solvents[recipe.solvent_count] = aci_solvents_find(names[i]);
        recipe.fractions[recipe.solvent_count++] = number(shares[i]);
    }
    return recipe;
}

static aci_climate air(double humidity)
{
    aci_climate climate = aci_evaporation_indoors();
    climate.air_temperature = climate.skin_temperature;
    climate.humidity = number(humidity);
    return climate;
}

/* One application of `thickness` at t = 0. */
static aci_film *film_of(const aci_film_recipe *recipe, const aci_climate *climate,
                         double thickness, double end)
{
    aci_film *film = NULL;
    const aci_film_event event = {0.0, thickness, 0.0};
    const aci_film_history history = {&event, 1, NULL, 0, end};
    cr_assert_eq(aci_film_create(recipe, climate, &history, &film), ACI_OK);
    return film;
}

static double rate_of(const char *name, const aci_climate *climate)
{
    const aci_solvent *solvent = aci_solvents_find(name);
    double vapour = aci_solvents_vapour_pressure(solvent, climate->skin_temperature.value);
    return aci_evaporation_rate(vapour, solvent->molar_mass.value, climate);
}

/* With next to no residue the activity is 1 until the end, and the mass falls on a straight line:
 * the closed form of film.h differs from it by s log((h_0 - s)/(h - s)), here below 1e-6 * 20. */
Test(film, of_pure_water_dries_on_a_straight_line)
{
    aci_climate climate = air(0.0);
    aci_film_recipe recipe = recipe_of("water", 1.0 - 1e-6, NULL, 0.0);
    double rate = rate_of("water", &climate), time = dose / rate;
    aci_film *film = film_of(&recipe, &climate, dose / aci_film_density(&recipe), 2.0 * time);
    for (int k = 0; k <= SAMPLES; k++) {
        double at = 2.0 * time * k / SAMPLES, left = fmax(dose - rate * at, 0.0);
        cr_assert_leq(fabs(aci_film_amount(film, 0, at) - left), 2e-5 * dose);
        cr_assert_geq(aci_film_thickness(film, at), aci_film_residue(film, at));
    }
    aci_film_destroy(&film);
}

/// For the integrator below: the equation of film.h, term by term.
typedef struct law {
    int count;
    double rate[4], ambient[4], density[4], still;
} law;

static int slopes(double time, const double mass[], double slope[], void *context)
{
    const law *of = context;
    double thickness = of->still;
    (void)time;
    for (int i = 0; i < of->count; i++) {
        thickness += mass[i] / of->density[i];
    }
    for (int i = 0; i < of->count; i++) {
        double activity = mass[i] / of->density[i] / thickness;
        slope[i] = -of->rate[i] * fmax(activity - of->ambient[i], 0.0);
    }
    return GSL_SUCCESS;
}

static law law_of(const aci_film_recipe *recipe, const aci_climate *climate, double still)
{
    law of = {.count = recipe->solvent_count, .still = still};
    for (int i = 0; i < of.count; i++) {
        of.rate[i] = rate_of(recipe->solvents[i]->name, climate);
        of.ambient[i] = aci_evaporation_ambient(recipe->solvents[i], climate);
        of.density[i] = recipe->solvents[i]->density.value;
    }
    return of;
}

/* Follows the film with a Runge-Kutta method of order 8 to 1e-12 of the dose; returns whether its
 * water, the first solvent, was held back at first. */
static bool check_against_integrator(const aci_film_recipe *recipe, const aci_climate *climate)
{
    double end = 1800.0, time = 0.0, mass[4], slope[4];
    aci_film *film = film_of(recipe, climate, 30e-6, end);
    law of = law_of(recipe, climate, aci_film_residue(film, 0.0));
    gsl_odeiv2_system system = {slopes, NULL, (size_t)of.count, &of};
    gsl_odeiv2_driver *driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 0.1, 1e-12 * 0.03, 0.0);
    for (int i = 0; i < of.count; i++) {
        mass[i] = aci_film_amount(film, i, 0.0);
    }
    slopes(0.0, mass, slope, &of);
    for (int k = 1; k <= 60; k++) {
        cr_assert_eq(gsl_odeiv2_driver_apply(driver, &time, end * k / 60.0, mass), GSL_SUCCESS);
        for (int i = 0; i < of.count; i++) {
            /* some 1e3 steps of 1e-12 each */
            cr_assert_leq(fabs(aci_film_amount(film, i, time) - mass[i]), 1e-9 * 0.03,
                          "%d at %g: %.12g %.12g", i, time, aci_film_amount(film, i, time),
                          mass[i]);
        }
    }
    gsl_odeiv2_driver_free(driver);
    aci_film_destroy(&film);
    return slope[0] == 0.0;
}

/* Any mixture, in dry air and in air so humid that water leaves only when the others have. */
Test(film, of_many_solvents_is_what_an_integrator_finds)
{
    const double humidities[] = {0.0, 0.3, 0.7, 1.0};
    int held = 0;
    for (int k = 0; k < 12; k++) {
        aci_climate climate = air(humidities[k % 4]);
        aci_film_recipe recipe = recipe_of("water", 0.2 + 0.1 * (k / 4), "ethanol", 0.35);
        recipe.solvents[2] = aci_solvents_find("propylene_glycol");
        recipe.solvents[3] = aci_solvents_find("isopropanol");
        recipe.fractions[2] = number(0.1);
        recipe.fractions[3] = number(0.1);
        recipe.solvent_count = 4;
        held += check_against_integrator(&recipe, &climate);
    }
    cr_assert(held > 3 && held < 12, "%d of the films hold water back at first", held);
}

/* When 1 % of the water is left. */
static double drying_time(const aci_climate *climate)
{
    aci_film_recipe recipe = recipe_of("water", 1.0 - 1e-6, NULL, 0.0);
    aci_film *film = film_of(&recipe, climate, dose / aci_film_density(&recipe), 7200.0);
    double low = 0.0, high = 7200.0;
    for (int k = 0; k < 60; k++) {
        double middle = 0.5 * (low + high);
        *(aci_film_amount(film, 0, middle) > 0.01 * dose ? &low : &high) = middle;
    }
    aci_film_destroy(&film);
    return low / 0.99;
}

Test(film, of_2_mg_per_cm2_dries_in_6_minutes_and_in_15_in_humid_air)
{
    aci_climate dry = air(0.0);
    assert_printed(drying_time(&dry) / 60.0, "6.0");
    /* in humid air the last of the water stays, so the straight line is that of the first half */
    aci_climate humid = air(0.6);
    double rate = 0.4 * rate_of("water", &humid);
    cr_assert_leq(fabs(dose / rate / 60.0 - 15.0), 0.5);
}

/* (E/rho) t = h_0 - h + s log((h_0 - s)/(h - s)): the time at the film's thickness is the time. */
Test(film, of_one_solvent_follows_its_closed_form)
{
    const double shares[] = {0.1, 0.5, 0.9, 0.99};
    const char *const names[] = {"water", "ethanol", "propylene_glycol", "isopropanol"};
    aci_climate climate = air(0.0);
    for (int i = 0; i < 4; i++) {
        aci_film_recipe recipe = recipe_of(names[i], shares[i], NULL, 0.0);
        double thickness = 50e-6, density = recipe.solvents[0]->density.value;
        double speed = rate_of(names[i], &climate) / density, end = 3.0 * thickness / speed;
        aci_film *film = film_of(&recipe, &climate, thickness, end);
        double s = aci_film_residue(film, 0.0);
        for (int k = 0; k <= SAMPLES; k++) {
            double time = end * k / SAMPLES, h = aci_film_thickness(film, time), above = h - s;
            double exact = thickness - h + s * log((thickness - s) / above);
            /* an error e of h moves the exact time by e dt/dh = e h / (h - s) / speed */
            cr_assert_leq(fabs(speed * time - exact), round_off * thickness * (1.0 + h / above),
                          "%s at %g: %g %g", names[i], time, speed * time, exact);
        }
        aci_film_destroy(&film);
    }
}

/* Water beside a residue stops at the volume fraction that the air keeps up. */
Test(film, in_humid_air_ends_in_balance_with_it)
{
    aci_climate climate = air(0.5);
    aci_film_recipe recipe = recipe_of("water", 0.9, NULL, 0.0);
    aci_film *film = film_of(&recipe, &climate, 50e-6, 86400.0);
    double s = aci_film_residue(film, 0.0);
    cr_assert_leq(fabs(aci_film_thickness(film, 86400.0) - 2.0 * s), round_off * 50e-6);
    aci_film_destroy(&film);
    climate.humidity = number(1.0);
    film = film_of(&recipe, &climate, 50e-6, 86400.0);
    assert_relative(aci_film_thickness(film, 86400.0), 50e-6, round_off);
    aci_film_destroy(&film);
}

static void check_ledger(const aci_film *film, int solvents, double from, double end)
{
    for (int k = 0; k <= SAMPLES; k++) {
        double time = from + (end - from) * k / SAMPLES;
        for (int i = 0; i < solvents; i++) {
            double applied = aci_film_applied(film, i, time);
            double there = aci_film_amount(film, i, time) + aci_film_evaporated(film, i, time) +
                           aci_film_removed(film, i, time);
            cr_assert_leq(fabs(there - applied), round_off * applied, "%d at %g: %g", i, time,
                          there - applied);
            cr_assert_geq(aci_film_amount(film, i, time), 0.0);
        }
        cr_assert_geq(aci_film_thickness(film, time), aci_film_residue(film, time));
    }
}

/* Four solvents whose rates differ by four powers of ten, and a residue of a thousandth. */
Test(film, of_many_solvents_loses_none_and_never_grows)
{
    aci_climate climate = aci_evaporation_indoors();
    aci_film_recipe recipe = recipe_of("water", 0.5, "ethanol", 0.3);
    recipe.solvents[2] = aci_solvents_find("propylene_glycol");
    recipe.solvents[3] = aci_solvents_find("isopropanol");
    recipe.fractions[2] = number(0.1);
    recipe.fractions[3] = number(0.099);
    recipe.solvent_count = 4;
    aci_film *film = film_of(&recipe, &climate, 100e-6, 86400.0);
    check_ledger(film, 4, 0.0, 86400.0);
    check_ledger(film, 4, 0.0, 600.0);
    double before = aci_film_thickness(film, 0.0);
    for (int k = 1; k <= 40 * SAMPLES; k++) {
        double now = aci_film_thickness(film, 86400.0 * k / (40 * SAMPLES));
        cr_assert_leq(now, before + round_off * 100e-6);
        before = now;
    }
    aci_film_destroy(&film);
}

/* What evaporates follows from the activity at every time: the slope of the ledger is the law. */
Test(film, evaporates_as_its_activities_say)
{
    aci_climate climate = aci_evaporation_indoors();
    aci_film_recipe recipe = recipe_of("water", 0.6, "ethanol", 0.3);
    aci_film *film = film_of(&recipe, &climate, 20e-6, 1200.0);
    const double step = 0.05; /* s: the third derivative over a film's ~60 s, squared: 1e-6 */
    for (int k = 1; k < 100; k++) {
        double time = 6.0 * k, thickness = aci_film_thickness(film, time);
        for (int i = 0; i < 2; i++) {
            const aci_solvent *solvent = recipe.solvents[i];
            double rate = rate_of(solvent->name, &climate);
            double activity = aci_film_amount(film, i, time) / solvent->density.value / thickness;
            double expected = rate * (activity - aci_evaporation_ambient(solvent, &climate));
            double slope = (aci_film_evaporated(film, i, time + step) -
                            aci_film_evaporated(film, i, time - step)) /
                           (2.0 * step);
            cr_assert_leq(fabs(slope - fmax(expected, 0.0)), 1e-5 * rate, "%s at %g: %g %g",
                          solvent->name, time, slope, expected);
        }
    }
    aci_film_destroy(&film);
}

Test(film, without_a_climate_or_under_a_cover_does_not_dry)
{
    aci_climate climate = air(0.0);
    aci_film_recipe recipe = recipe_of("water", 0.9, NULL, 0.0);
    const aci_film_event event = {-600.0, 30e-6, 0.0};
    const aci_film_window covers[] = {{-700.0, 100.0}, {200.0, 5000.0}};
    aci_film *film = film_of(&recipe, NULL, 30e-6, 1e6);
    cr_assert(aci_film_thickness(film, 1e6) == aci_film_thickness(film, 0.0));
    cr_assert(aci_film_evaporated(film, 0, 1e6) == 0.0);
    aci_film_destroy(&film);
    const aci_film_history history = {&event, 1, covers, 2, 9000.0};
    cr_assert_eq(aci_film_create(&recipe, &climate, &history, &film), ACI_OK);
    double fresh = aci_film_thickness(film, -600.0), later = aci_film_thickness(film, 200.0);
    assert_relative(fresh, 30e-6, round_off);
    cr_assert(aci_film_thickness(film, 100.0) == fresh);
    cr_assert_lt(later, fresh);
    cr_assert(aci_film_thickness(film, 5000.0) == later);
    cr_assert_lt(aci_film_thickness(film, 9000.0), later);
    /* the 100 s between the covers are those of a film without covers */
    aci_film *open = film_of(&recipe, &climate, 30e-6, 100.0);
    assert_relative(later, aci_film_thickness(open, 100.0), 4.0 * round_off);
    aci_film_destroy(&open);
    aci_film_destroy(&film);
}

/* Applied twice and wiped by halves: jumps to the digit, values from both sides. */
Test(film, is_applied_again_and_wiped_off)
{
    aci_climate climate = aci_evaporation_indoors();
    aci_film_recipe recipe = recipe_of("water", 0.7, "propylene_glycol", 0.2);
    const aci_film_event events[] = {
        {100.0, 20e-6, 0.0}, {300.0, 20e-6, 0.0}, {900.0, 0.0, 0.5}, {1200.0, 10e-6, 1.0}};
    aci_film *film = NULL;
    const aci_film_history history = {events, 4, NULL, 0, 1200.0};
    cr_assert_eq(aci_film_create(&recipe, &climate, &history, &film), ACI_OK);
    cr_assert(aci_film_thickness(film, 99.0) == 0.0);
    cr_assert(aci_film_thickness_before(film, 100.0) == 0.0);
    assert_relative(aci_film_thickness(film, 100.0), 20e-6, round_off);
    assert_relative(aci_film_thickness(film, 300.0) - aci_film_thickness_before(film, 300.0), 20e-6,
                    round_off);
    assert_relative(aci_film_thickness(film, 900.0), 0.5 * aci_film_thickness_before(film, 900.0),
                    round_off);
    assert_relative(aci_film_thickness(film, 1200.0), 10e-6, round_off);
    cr_assert(aci_film_thickness(film, 5000.0) == aci_film_thickness(film, 1200.0));
    cr_assert(aci_film_thickness(film, 600.0) == aci_film_thickness_before(film, 600.0));
    check_ledger(film, 2, 0.0, 1300.0);
    aci_film_destroy(&film);
    cr_assert_null(film);
}

/* Volumes add: the mass per thickness is that of the recipe. */
Test(film, has_the_density_of_its_recipe)
{
    aci_film_recipe recipe = recipe_of("water", 0.6, "ethanol", 0.3);
    double density = 1.0 / (0.6 / 997.0 + 0.3 / 785.0 + 0.1 / 1200.0);
    assert_relative(aci_film_density(&recipe), density, 1e-14);
    aci_film *film = film_of(&recipe, NULL, 40e-6, 1.0);
    assert_relative(aci_film_amount(film, 1, 0.0), 0.3 * density * 40e-6, 1e-14);
    assert_relative(aci_film_residue(film, 0.0), 0.1 * density * 40e-6 / 1200.0, 1e-13);
    aci_film_destroy(&film);
}

static void refused(const aci_film_recipe *recipe, aci_film_history history)
{
    aci_film *film = NULL;
    cr_assert_eq(aci_film_create(recipe, NULL, &history, &film), ACI_BAD_INPUT);
    cr_assert_null(film);
}

Test(film, refuses_what_cannot_be)
{
    aci_film_recipe good = recipe_of("water", 0.9, NULL, 0.0), full = good, below = good;
    const aci_film_event once = {0.0, 1e-5, 0.0}, back[] = {{1.0, 1e-5, 0.0}, {0.0, 1e-5, 0.0}};
    const aci_film_event negative = {0.0, -1e-5, 0.0}, more = {0.0, 1e-5, 1.5};
    const aci_film_window empty = {1.0, 1.0}, both[] = {{0.0, 2.0}, {1.0, 3.0}};
    full.fractions[0] = number(1.0);
    below.fractions[0] = number(-0.1);
    refused(&full, (aci_film_history){&once, 1, NULL, 0, 10.0});
    refused(&below, (aci_film_history){&once, 1, NULL, 0, 10.0});
    good.residue_density = number(0.0);
    refused(&good, (aci_film_history){&once, 1, NULL, 0, 10.0});
    good.residue_density = number(1200.0);
    refused(&good, (aci_film_history){back, 2, NULL, 0, 10.0});
    refused(&good, (aci_film_history){&negative, 1, NULL, 0, 10.0});
    refused(&good, (aci_film_history){&more, 1, NULL, 0, 10.0});
    refused(&good, (aci_film_history){&once, 1, &empty, 1, 10.0});
    refused(&good, (aci_film_history){&once, 1, both, 2, 10.0});
}

enum { CELLS = 200 };

/* A unit dose spread over the top tenth of a slab with loss k u at its top and a sink below: the
 * integral U of u over all time obeys -D U'' = deposit, D U' = k U at the top. Cells of equal size
 * solve that to (1/CELLS)^2. */
static double absorbed_share(double permeance, double diffusivity, double thickness)
{
    double cell = thickness / CELLS, inner = diffusivity / cell, slope[CELLS], value[CELLS];
    double top = 1.0 / (1.0 / permeance + 0.5 / inner), deposit = 10.0 / CELLS;
    for (int i = 0; i < CELLS; i++) { /* elimination of a tridiagonal system from above */
        double above = i == 0 ? top : inner, below = i == CELLS - 1 ? 2.0 * inner : inner;
        double pivot = above + below - (i == 0 ? 0.0 : above * slope[i - 1]);
        slope[i] = below / pivot;
        value[i] =
            ((i < CELLS / 10 ? deposit : 0.0) + (i == 0 ? 0.0 : above * value[i - 1])) / pivot;
    }
    return 2.0 * inner * value[CELLS - 1];
}

/* chi = k l / D = 2 and a deposit of a tenth: (1 + chi a / 2 l) / (1 + chi) is absorbed. */
Test(film, loses_the_compound_through_a_permeance)
{
    aci_climate climate = air(0.0);
    double diffusivity = 1e-14, thickness = 15e-6, wanted = 2.0 * diffusivity / thickness;
    double unit = aci_film_solute_permeance(1.0, 0.2, 10.0, &climate);
    double permeance = aci_film_solute_permeance(wanted / unit, 0.2, 10.0, &climate);
    assert_relative(permeance * thickness / diffusivity, 2.0, 1e-14);
    assert_relative(unit * 10.0, aci_evaporation_rate(1.0, 0.2, &climate), 1e-14);
    cr_assert(aci_film_solute_permeance(0.0, 0.2, 10.0, &climate) == 0.0);
    cr_assert_leq(fabs(absorbed_share(permeance, diffusivity, thickness) - 1.1 / 3.0),
                  1.0 / (CELLS * CELLS));
}
