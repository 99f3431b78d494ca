/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What happens to product and skin in the course of a run, against exact solutions and balances:
/// evaporation, wiping, re-application, precipitation, a receptor with samples.
#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdio.h>

#include "support/scenarios.h"
#include "support/tolerances.h"

#define ONE_LAYER(thickness, below)                                                                \
    "skin:\n  below: " below "\n  layers:\n    - {name: barrier, thickness: " thickness            \
    ", diffusivity: 1e-14 m2/s, partition: 1}\n"
#define SIMULATION(times, duration)                                                                \
    "simulation: {geometry: slab, duration: " duration ", accuracy: 1e-3, report_times: [" times   \
    "]}\noutput: {fields: []}\n"

/// A dose in the upper tenth of 15 um that also evaporates, chi = k h/D = 2: transport.md's F3b,
/// Kasting 2001. The film is that tenth: it keeps its thickness, having no solvents.
static const char deposit[] =
    ONE_LAYER("13.5 um", "sink") "product:\n"
                                 "  compound: {molar_mass: 150 g/mol, log_kow: 1}\n"
                                 "  concentration: 10 kg/m3\n  dose: 1.5 um\n"
                                 "  diffusivity: 1e-14 m2/s\n  partition: 1\n"
                                 "  solvents: {water: 0 %}\n  solubility: 20 kg/m3\n"
                                 "  vapour_pressure: 1 Pa\n"
                                 "schedule: {drying: {humidity: 40 %}}\n" SIMULATION(
                                     "3600 s, 7200 s, 14400 s, 28800 s", "28800 s");

Test(events, deposit_that_evaporates)
{
    const double absorbed[] = {0.1172549939, 0.2564101871, 0.3460294601, 0.3659448549};
    const double evaporated[] = {0.4633302796, 0.5606928790, 0.6197544362, 0.6328583955};
    trial t;
    trial_read(deposit, NULL, &t);
    aci_product *product = &t.scenario.product;
    double permeance = aci_film_solute_permeance(
        1.0, product->molar_mass.value, product->solubility.value, &t.scenario.schedule.climate);
    product->vapour_pressure.value = 2.0 * 1e-14 / 15e-6 / permeance;
    trial_run(&t, NULL);
    double dose = product->concentration * product->film;
    for (int n = 0; n < 4; ++n) {
        assert_relative(trial_row(&t, ACI_HISTORY_absorbed)[n] / dose, absorbed[n], 1e-3);
        assert_relative(trial_row(&t, ACI_HISTORY_evaporated)[n] / dose, evaporated[n], 1e-3);
    }
    trial_drop(&t);
}

static const char film[] =
    ONE_LAYER("15 um", "sink") "product: {concentration: 10 kg/m3, dose: 50 um, diffusivity: 1e-9 "
                               "m2/s, partition: 1}\n" SIMULATION("1 h, 2 h, 4 h, 8 h", "8 h");

/// Wiped off wholly, what is in the skin goes on alone: nothing is lost, nothing returns, and as
/// much is absorbed as a skin holds that is closed above: its content ends in absorption.
Test(events, wiped_film_leaves_the_skin_alone)
{
    trial t;
    trial_compute(film, SETTINGS("schedule={remove_at: 2 h}", "simulation.duration=48 h"), &t);
    const double *removed = trial_row(&t, ACI_HISTORY_removed);
    double dose = 10.0 * 50e-6;
    cr_assert(removed[1] == 0.0, "a report at the time of an event shows the state before it");
    cr_assert(removed[2] > 0.5 * dose && removed[3] == removed[2]);
    assert_relative(removed[2], trial_row(&t, ACI_HISTORY_vehicle)[1], 1e-12);
    cr_assert(fabs(trial_row(&t, ACI_HISTORY_vehicle)[2]) < 1e-15 * dose);
    double rest = dose - removed[2];
    cr_assert(trial_row(&t, ACI_HISTORY_absorbed)[3] < rest);
    trial_drop(&t);
    trial_compute(film, SETTINGS("schedule={remove_at: 2 h, removed_fraction: 0 %}"), &t);
    trial never;
    trial_compute(film, NULL, &never);
    for (int n = 0; n < 4; ++n) {
        assert_relative(trial_row(&t, ACI_HISTORY_absorbed)[n],
                        trial_row(&never, ACI_HISTORY_absorbed)[n], 2e-3);
    }
    trial_drop(&never);
    trial_drop(&t);
}

/// Where the film could hold all there is, nothing falls out and no pieces are needed: the run is
/// the one that knows no solubility, to the rounding of the film's u.
Test(events, a_film_that_can_hold_it_all_goes_at_once)
{
    trial whole, soluble;
    trial_compute(film, SETTINGS("product.dose=5 um", "simulation.report_times=[8 h]"), &whole);
    trial_compute(film,
                  SETTINGS("product.dose=5 um", "simulation.report_times=[8 h]",
                           "product.solubility=1000 kg/m3"),
                  &soluble);
    const aci_endpoint_value *a = whole.results.endpoints, *b = soluble.results.endpoints;
    const int both[] = {ACI_ENDPOINT_flux_max, ACI_ENDPOINT_time_of_flux_max};
    cr_assert(a[ACI_ENDPOINT_time_of_flux_max].value < 4.0 * 3600.0);
    for (int n = 0; n < 2; ++n) {
        assert_relative(b[both[n]].value, a[both[n]].value, 1e-9);
    }
    trial_drop(&whole);
    trial_drop(&soluble);
}

/// Put on later, everything happens later; put on before the needles, a slab does not know.
Test(events, application_shifts_the_course)
{
    trial now, later, before;
    trial_compute(film, SETTINGS("simulation.report_times=[1 h, 2 h, 4 h]"), &now);
    trial_compute(
        film, SETTINGS("schedule={apply_at: 2 h}", "simulation.report_times=[1 h, 3 h, 4 h, 6 h]"),
        &later);
    trial_compute(film, SETTINGS("schedule={apply_at: -1 h}", "simulation.report_times=[1 h, 3 h]"),
                  &before);
    const double *absorbed = trial_row(&now, ACI_HISTORY_absorbed);
    cr_assert(trial_row(&later, ACI_HISTORY_absorbed)[0] == 0.0);
    for (int n = 0; n < 3; ++n) {
        assert_relative(trial_row(&later, ACI_HISTORY_absorbed)[n + 1], absorbed[n], 2e-3);
    }
    assert_relative(trial_row(&before, ACI_HISTORY_absorbed)[0], absorbed[1], 2e-3);
    assert_relative(trial_row(&before, ACI_HISTORY_absorbed)[1], absorbed[2], 2e-3);
    trial_drop(&now);
    trial_drop(&later);
    trial_drop(&before);
}

/// Doses add up in the ledger; where nothing is left of the old film, a new one starts as the
/// first.
Test(events, doses_add_up)
{
    trial t;
    trial_compute(film,
                  SETTINGS("schedule={remove_at: 3 h, reapply: [2 h, 3 h, 5 h], drying: {}}",
                           "product.solvents={water: 80 %}"),
                  &t);
    const double *applied = trial_row(&t, ACI_HISTORY_applied);
    for (int n = 0; n < 4; ++n) {
        const double doses[] = {1.0, 1.0, 3.0, 4.0};
        assert_relative(applied[n], doses[n] * 10.0 * 50e-6, 1e-14);
    }
    assert_relative(t.results.endpoints[ACI_ENDPOINT_fraction_of_dose].value,
                    trial_last(&t, ACI_HISTORY_absorbed) / applied[3], 1e-14);
    trial_drop(&t);
}

/// A suspension holds the skin at the solubility until the last of it has gone: until then the slab
/// of an infinite dose at that concentration (the film, 25 um thick with D 1e-9 m2/s, has 4e-6 of
/// the barrier's resistance).
Test(events, suspension_is_an_infinite_dose_while_it_lasts)
{
    trial t, held;
    trial_compute(film, SETTINGS("product.solubility=1 kg/m3"), &t);
    trial_compute(film, SETTINGS("product.dose=infinite", "product.concentration=1 kg/m3"), &held);
    for (int n = 0; n < 4; ++n) {
        assert_relative(trial_row(&t, ACI_HISTORY_absorbed)[n],
                        trial_row(&held, ACI_HISTORY_absorbed)[n], 1e-3);
    }
    trial_drop(&held);
    trial_drop(&t);
}

/// The same amount dissolved and undissolved: once all has dissolved and long gone, all is absorbed
/// in both; the suspension later.
Test(events, solid_that_dissolves_is_not_lost)
{
    trial t, all;
    const char *long_time = "simulation={geometry: slab, duration: 20 d, accuracy: 1e-3}";
    trial_compute(film, SETTINGS("product.solubility=3 kg/m3", long_time), &t);
    trial_compute(film, SETTINGS(long_time), &all);
    double dose = 10.0 * 50e-6;
    for (int n = 0; n < t.results.history.times; ++n) {
        cr_assert(trial_row(&t, ACI_HISTORY_absorbed)[n] <
                  trial_row(&all, ACI_HISTORY_absorbed)[n] + 1e-6 * dose);
    }
    assert_relative(trial_last(&t, ACI_HISTORY_absorbed), dose, 2e-2);
    trial_drop(&all);
    trial_drop(&t);
}

/// A film that dries to a tenth falls out of solution at half its thickness, which water of 45 um
/// takes a quarter of an hour for, and then holds the skin at the solubility: its flux lies between
/// those of a held product that came at once and half an hour later.
Test(events, drying_film_falls_out)
{
    trial t, held;
    trial_compute(film,
                  SETTINGS("product.solubility=20 kg/m3", "product.solvents={water: 90 %}",
                           "schedule={drying: {humidity: 0 %}}",
                           "simulation.report_times=[2.5 h, 3 h]"),
                  &t);
    trial_compute(film,
                  SETTINGS("product.dose=infinite", "product.concentration=20 kg/m3",
                           "simulation.report_times=[2.5 h, 3 h]"),
                  &held);
    double flux = trial_row(&t, ACI_HISTORY_absorption_flux)[1];
    const double *bounds = trial_row(&held, ACI_HISTORY_absorption_flux);
    cr_assert(flux > bounds[0] * (1.0 - 1e-3) && flux < bounds[1] * (1.0 + 1e-3),
              "%g between %g and %g", flux, bounds[0], bounds[1]);
    trial_drop(&held);
    trial_drop(&t);
}

/// Rate of the decay of u below a held top and above a stirred receptor: x tan x = ratio.
typedef struct decay {
    double ratio;
} decay;

static double decay_equation(double x, void *parameters)
{
    const decay *d = parameters;
    return x * sin(x) - d->ratio * cos(x);
}

static double decay_root(int n, double ratio)
{
    decay d = {ratio};
    gsl_function function = {decay_equation, &d};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    gsl_root_fsolver_set(solver, &function, n * M_PI + 1e-12, (n + 0.5) * M_PI);
    for (int k = 0; k < 200; ++k) {
        gsl_root_fsolver_iterate(solver);
    }
    double root = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return root;
}

/// Receptor concentration over the held one (Carslaw and Jaeger 1959, 3.13): 1 - sum of
/// 2 (x^2 + r^2)/(x (x^2 + r^2 + r)) sin x exp(-x^2 D t/h^2).
static double receptor_share(double ratio, double time)
{
    double sum = 0.0;
    for (int n = 0; n < 60; ++n) {
        double x = decay_root(n, ratio), q = x * x + ratio * ratio;
        sum += 2.0 * q / (x * (q + ratio)) * sin(x) * exp(-x * x * time);
    }
    return 1.0 - sum;
}

static const char cell[] =
    ONE_LAYER("15 um", "receptor") "receptor: {volume: 0.01 mL, area: 1 cm2}\n"
                                   "product: {concentration: 10 kg/m3, dose: infinite, partition: "
                                   "1}\n" SIMULATION("1 h, 2 h, 4 h, 8 h, 24 h", "24 h");

/// A receptor as small as 100 um of fluid fills up and pushes back.
Test(events, receptor_fills_up)
{
    const double times[] = {3600.0, 7200.0, 14400.0, 28800.0, 86400.0};
    trial t;
    trial_compute(cell, NULL, &t);
    for (int n = 0; n < 5; ++n) {
        double scaled = 1e-14 * times[n] / (15e-6 * 15e-6);
        double expected = receptor_share(15.0 / 100.0, scaled);
        double found = trial_row(&t, ACI_HISTORY_bottom)[n] / (10.0 * 100e-6);
        cr_assert(fabs(found - expected) <= 1e-3 * fmax(expected, 1e-3), "%d: %g, exact %g", n,
                  found, expected);
    }
    trial_drop(&t);
}

/// Drawn or not, rising or not: steady flux, lag time and permeability are those over a sink, to
/// what the numerics of both claim.
Test(events, receptor_has_the_steady_flux_of_a_sink)
{
    trial sink, sampled;
    const char *open =
        ONE_LAYER("15 um", "sink") "product: {concentration: 10 kg/m3, dose: "
                                   "infinite, partition: 1}\n" SIMULATION("24 h", "24 h");
    trial_compute(open, NULL, &sink);
    trial_compute(cell, SETTINGS("receptor.samples=[1 h, 4 h]", "receptor.sample_volume=0.01 mL"),
                  &sampled);
    for (int n = ACI_ENDPOINT_lag_time; n <= ACI_ENDPOINT_permeability; ++n) {
        const aci_endpoint_value *a = &sink.results.endpoints[n];
        const aci_endpoint_value *b = &sampled.results.endpoints[n];
        cr_assert(a->exists && b->exists);
        assert_relative(b->value, a->value, a->numerical_error + b->numerical_error + 1e-5);
    }
    assert_relative(sampled.results.history.steady_flux, 1e-14 * 10.0 / 15e-6, 1e-5);
    trial_drop(&sink);
    trial_drop(&sampled);
}

/// A large one is a sink; drawn samples stay in the ledger, to 1e-12 of the dose where the skin
/// lets nothing through between the samples.
Test(events, samples_stay_in_the_ledger)
{
    trial sink, large, sampled;
    trial_compute(cell, SETTINGS("skin.below=receptor", "receptor.volume=100 mL"), &large);
    const char *plain = ONE_LAYER("15 um", "sink") "product: {concentration: 10 kg/m3, dose: "
                                                   "infinite, partition: 1}\n" SIMULATION(
                                                       "1 h, 2 h, 4 h, 8 h, 24 h", "24 h");
    trial_compute(plain, NULL, &sink);
    for (int n = 0; n < 5; ++n) {
        assert_relative(trial_row(&large, ACI_HISTORY_bottom)[n],
                        trial_row(&sink, ACI_HISTORY_bottom)[n], 1e-3);
    }
    trial_compute(
        cell,
        SETTINGS("receptor.samples=[1 h, 2 h, 3 h, 4 h, 6 h]", "receptor.sample_volume=0.01 mL"),
        &sampled);
    /* emptied wholly each time: more passes than into the same fluid, less than into a sink */
    for (int n = 1; n < 5; ++n) {
        double more = trial_row(&sampled, ACI_HISTORY_bottom)[n];
        cr_assert(more < trial_row(&sink, ACI_HISTORY_bottom)[n] * (1.0 + 1e-6));
    }
    trial_drop(&sink);
    trial_drop(&large);
    trial_drop(&sampled);
}
