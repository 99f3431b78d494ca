/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Slabs with an exact solution as configs through the whole run at 1e-3: errors in the contract's
/// measure, estimates not below them, lag time and permeability. The exact values are those of
/// layered.h (relative 1e-12), which has its own tests against printed digits.
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/verification/layered.h"
#include "support/reference.h"
#include "support/scenarios.h"

static const double accuracy = 1e-3;
static const double exact_error = 1e-10; ///< of layered.h, and of decimal input, generously

#define HEAD "skin:\n  below: sink\n  layers:\n"
#define LAYER(name, partition, diffusivity, thickness, rest)                                       \
    "    - {name: " name ", partition: " partition ", diffusivity: " diffusivity                   \
    " m2/s, thickness: " thickness " um" rest "}\n"
#define DONOR "product: {concentration: 10 kg/m3, dose: infinite, partition: 1}\n"
#define TIMES(list, duration)                                                                      \
    "simulation: {geometry: slab, duration: " duration " s, accuracy: 1e-3, report_times: [" list  \
    "]}\noutput: {fields: []}\n"

static const char f1[] = HEAD LAYER("stratum_corneum", "1", "1e-14", "15", "")
    DONOR TIMES("1800 s, 3600 s, 7200 s, 14400 s, 28800 s, 86400 s", "86400");

static const char f2a[] = HEAD LAYER("stratum_corneum", "4", "1e-14", "13", "")
    LAYER("viable_epidermis", "0.7", "9.5e-12", "87", "")
        DONOR TIMES("300 s, 900 s, 1800 s, 3600 s, 7200 s, 14400 s, 28800 s, 86400 s", "86400");

#define THREE(horny, epidermis, dermis, thickness, rest)                                           \
    LAYER("stratum_corneum", "4", horny, "13", "")                                                 \
    LAYER("viable_epidermis", "0.7", epidermis, "87", "")                                          \
    LAYER("dermis", "0.7", dermis, thickness, rest)

static const char f2b[] = HEAD THREE("1e-14", "1e-11", "3e-11", "400", "")
    DONOR TIMES("600 s, 1800 s, 3600 s, 7200 s, 14400 s, 28800 s, 43200 s, 86400 s", "86400");

static const char f2c[] = HEAD THREE("2e-16", "1.9e-10", "1.9e-10", "400", "")
    DONOR TIMES("28800 s, 86400 s, 172800 s, 345600 s", "345600");

static const char f2d[] = HEAD THREE("1e-14", "1e-11", "3e-11", "1000", ", clearance: 2e-4 1/s")
    DONOR TIMES("1800 s, 3600 s, 7200 s, 14400 s, 28800 s, 86400 s", "86400");

static const char f6[] = HEAD LAYER("dermis", "0.7", "3e-11", "1000", ", clearance: 2e-4 1/s")
    DONOR TIMES("1800 s, 3600 s, 7200 s, 14400 s, 28800 s, 86400 s", "86400");

/// The scenario as an exact problem; a film is its first layer, full, under a sealed top.
static aci_layered exact_of(const aci_scenario *s)
{
    double donor = s->product.concentration / s->product.partition.value;
    aci_layered exact = {.donor_held = s->product.infinite,
                         .donor_activity = s->product.infinite ? donor : 0.0,
                         .bottom_sealed = s->skin.below == ACI_BELOW_SEALED};
    if (!s->product.infinite) {
        exact.layers[exact.count++] = (aci_layered_material){
            s->product.partition.value, s->product.diffusivity.value, s->product.film, 0.0, donor};
    }
    for (int n = 0; n < s->skin.layer_count; ++n) {
        const aci_layer *l = &s->skin.layers[n];
        exact.layers[exact.count++] = (aci_layered_material){
            l->partition.value, l->diffusivity.value, l->thickness.value, l->clearance.value, 0.0};
    }
    return exact;
}

static double exact_steady_flux(const aci_layered *exact)
{
    double exit = aci_layered_steady_exit(exact);
    double loss = 0.0;
    for (int n = 0; n < exact->count; ++n) {
        loss += exact->layers[n].clearance;
    }
    return loss > 0.0 ? aci_layered_steady_entry(exact) : exit;
}

static reference reference_of(const aci_scenario *s, const aci_layered *exact)
{
    bool infinite = s->product.infinite;
    int film = infinite ? 0 : 1;
    reference r = {.times = s->report.count,
                   .layers = s->skin.layer_count,
                   .error = exact_error,
                   .dose = infinite ? 0.0 : s->product.concentration * s->product.film,
                   .steady_flux = infinite ? exact_steady_flux(exact) : 0.0};
    for (int n = 0; n < r.times; ++n) {
        double time = r.time[n] = s->report.time[n];
        double cleared = r.amount[REFERENCE_CLEARED][n] = aci_layered_cleared_total(exact, time);
        double bottom = exact->bottom_sealed ? 0.0 : aci_layered_passed(exact, exact->count, time);
        r.amount[REFERENCE_BOTTOM][n] = bottom;
        r.amount[REFERENCE_ABSORBED][n] = cleared + bottom;
        r.amount[REFERENCE_VEHICLE][n] = infinite ? 0.0 : aci_layered_amount(exact, 0, time);
        for (int layer = 0; layer < r.layers; ++layer) {
            r.amount[REFERENCE_LAYER + layer][n] = aci_layered_amount(exact, layer + film, time);
        }
    }
    reference_fill_applied(&r);
    return r;
}

static void check_endpoint(const aci_results *results, aci_endpoint endpoint, double expected)
{
    const aci_endpoint_value *found = &results->endpoints[endpoint];
    double error = fabs(found->value / expected - 1.0);
    cr_assert(found->exists);
    cr_expect(error <= accuracy, "endpoint %d: %g instead of %g", (int)endpoint, found->value,
              expected);
    cr_expect(found->numerical_error >= error - exact_error, "endpoint %d: %.2e estimated, is %.2e",
              (int)endpoint, found->numerical_error, error);
}

/// Permeability where the flux has a limit; lag time where all of it leaves below, whose limit
/// layered.h has in closed form.
static void check_endpoints(const trial *t, const aci_layered *exact)
{
    const aci_results *results = &t->results;
    double concentration = t->scenario.product.concentration;
    if (!t->scenario.product.infinite) {
        double last = trial_last(t, ACI_HISTORY_absorbed);
        double dose = concentration * t->scenario.product.film;
        cr_assert(!results->endpoints[ACI_ENDPOINT_lag_time].exists);
        cr_assert(!results->endpoints[ACI_ENDPOINT_permeability].exists);
        cr_assert(results->endpoints[ACI_ENDPOINT_fraction_of_dose].value == last / dose);
        return;
    }
    check_endpoint(results, ACI_ENDPOINT_permeability, exact_steady_flux(exact) / concentration);
    if (trial_last(t, ACI_HISTORY_cleared) == 0.0) {
        check_endpoint(results, ACI_ENDPOINT_lag_time, aci_layered_lag(exact));
    }
}

static void check(const char *text, const char *const *settings)
{
    trial t;
    trial_compute(text, settings, &t);
    aci_layered exact = exact_of(&t.scenario);
    reference expected = reference_of(&t.scenario, &exact);
    cr_expect(t.results.accuracy_reached);
    reference_check_contract(&expected, &t.results.history, accuracy);
    reference_check_estimates(&expected, &t.results.history, 0.0);
    check_endpoints(&t, &exact);
    trial_drop(&t);
}

Test(exact_scenarios, f1_slab)
{
    check(f1, NULL);
}

Test(exact_scenarios, f2a_two_layers)
{
    check(f2a, NULL);
}

Test(exact_scenarios, f2b_three_layers)
{
    check(f2b, NULL);
}

Test(exact_scenarios, f2c_stiff_layers)
{
    check(f2c, NULL);
}

Test(exact_scenarios, f2d_clearance_over_a_sealed_base)
{
    check(f2d, SETTINGS("skin.below=sealed"));
    check(f2d, NULL);
}

Test(exact_scenarios, f6_clearance)
{
    check(f6, SETTINGS("skin.below=sealed"));
    check(f6, NULL);
}

/// F3a, a dose in the upper tenth of a slab, is a film of the slab's own material; F3c, a stirred
/// donor, one of fast diffusion.
Test(exact_scenarios, f3_doses_that_run_out)
{
    check(f1, SETTINGS("product.dose=1.5 um", "product.diffusivity=1e-14 m2/s",
                       "skin.layers.stratum_corneum.thickness=13.5 um"));
    check(f1, SETTINGS("product.dose=20 um", "product.diffusivity=1e-8 m2/s",
                       "skin.layers.stratum_corneum.partition=2"));
}

/// A film that diffuses as slowly as the horny layer, one that is stirred, and one with another
/// partition, over layers with and without clearance.
Test(exact_scenarios, finite_films)
{
    check(f1, SETTINGS("product.dose=20 um", "product.diffusivity=5e-13 m2/s"));
    check(f1, SETTINGS("product.dose=20 um", "product.diffusivity=5e-10 m2/s",
                       "product.partition=0.5"));
    check(f2b, SETTINGS("product.dose=50 um", "product.diffusivity=1e-14 m2/s"));
    check(f2d,
          SETTINGS("product.dose=100 um", "product.diffusivity=5e-10 m2/s", "product.partition=3"));
}

/// The control of a run with channels is the slab of the same skin, to the same accuracy.
Test(exact_scenarios, control_of_a_run_with_channels)
{
    trial t;
    trial_compute(trial_cone, SETTINGS("skin.layers.dermis.clearance=1e-4 1/s"), &t);
    aci_layered exact = exact_of(&t.scenario);
    reference expected = reference_of(&t.scenario, &exact);
    reference_check_contract(&expected, &t.results.control, t.scenario.accuracy);
    reference_check_estimates(&expected, &t.results.control, 0.0);
    trial_drop(&t);
}
