/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Binding and metabolism through whole runs, against runs that know the limit by other means.
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "acicula/verification/laplace.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

#define LAYERS(barrier, living)                                                                    \
    "skin:\n  below: sink\n  layers:\n"                                                            \
    "    - {name: barrier, thickness: 15 um, partition: 1, " barrier "}\n"                         \
    "    - {name: living, thickness: 85 um, diffusivity: 1e-11 m2/s, partition: 1" living "}\n"    \
    "product: {concentration: 10 kg/m3, dose: 50 um, diffusivity: 1e-9 m2/s, partition: 1}\n"      \
    "simulation: {geometry: slab, duration: 8 h, accuracy: 1e-2, report_times: [1 h, 2 h, 4 h, 8 " \
    "h]}\noutput: {fields: []}\n"

/// They agree within what both state as their errors.
static void compare(const char *text, const char *other, const char *const *settings)
{
    trial a, b;
    trial_compute(text, settings, &a);
    trial_compute(other, settings, &b);
    for (int n = 0; n < 4; ++n) {
        double found = trial_row(&a, ACI_HISTORY_absorbed)[n];
        double expected = trial_row(&b, ACI_HISTORY_absorbed)[n];
        double allowed =
            trial_error(&a, ACI_HISTORY_absorbed, n) + trial_error(&b, ACI_HISTORY_absorbed, n);
        cr_assert(fabs(found - expected) <= allowed, "%d: %g, by other means %g, allowed %g", n,
                  found, expected, allowed);
    }
    trial_drop(&a);
    trial_drop(&b);
}

/// Far below its capacity of 1e4 kg/m3 (C is at most 10) Langmuir binding is linear with
/// on_rate times capacity, to 1e-3.
Test(reacting_runs, saturable_binding_at_low_load_is_linear)
{
    compare(LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: saturable, on_rate: 1e-8 m3/kg/s, "
                   "off_rate: 1e-4 1/s, capacity: 1e4 kg/m3}",
                   ""),
            LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: linear, on_rate: 1e-4 1/s, off_rate: "
                   "1e-4 1/s}",
                   ""),
            NULL);
}

/// What binds at once and linearly, B = C here, is a partition of 2 and half the diffusivity: at
/// 1e6 1/s to 1e-10.
Test(reacting_runs, fast_linear_binding_is_a_partition)
{
    static const char binding[] =
        LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: linear, on_rate: "
               "1e6 1/s, off_rate: 1e6 1/s}",
               "");
    static const char partition[] =
        "skin:\n  below: sink\n  layers:\n"
        "    - {name: barrier, thickness: 15 um, partition: 2, diffusivity: 0.5e-14 m2/s}\n"
        "    - {name: living, thickness: 85 um, diffusivity: 1e-11 m2/s, partition: 1}\n"
        "product: {concentration: 10 kg/m3, dose: 50 um, diffusivity: 1e-9 m2/s, partition: 1}\n"
        "simulation: {geometry: slab, duration: 8 h, accuracy: 1e-2, report_times: [1 h, 2 h, "
        "4 h, 8 h]}\noutput: {fields: []}\n";
    compare(binding, partition, NULL);
    compare(binding, partition, SETTINGS("simulation.accuracy=1e-3"));
    compare(binding, partition, SETTINGS("simulation.accuracy=1e-3", "product.dose=infinite"));
}

typedef struct slow_binding {
    double on, off;
} slow_binding;

/// Amount out of the bottom of LAYERS: u = 0 and a flux of 1 there, taken upwards through both
/// layers to the film. The bound amount of the barrier is on/(s + off) of the mobile one.
static double complex passed(double complex s, const void *context)
{
    const slow_binding *b = context;
    const double thickness[2] = {85e-6, 15e-6}, diffusivity[2] = {1e-11, 1e-14};
    const double complex rate[2] = {s, s * (1.0 + b->on / (s + b->off))};
    double complex u = 0.0, flux = 1.0;
    for (int n = 0; n < 2; ++n) {
        double complex q = csqrt(rate[n] / diffusivity[n]);
        double complex below = u, conducts = diffusivity[n] * q;
        u = ccosh(q * thickness[n]) * below + csinh(q * thickness[n]) / conducts * flux;
        flux = conducts * csinh(q * thickness[n]) * below + ccosh(q * thickness[n]) * flux;
    }
    double complex film = csqrt(s / 1e-9);
    return 10.0 / (s * s * (u + flux / (1e-9 * film * ctanh(film * 50e-6))));
}

/// Binding from faster to slower than the crossing (D t/h^2 = 1 at 6 h), strong and weak, and what
/// is never given back: within the stated error, and that no more than was asked for.
Test(reacting_runs, linear_binding_delays_as_its_transform_says)
{
    static const slow_binding cases[] = {{1.0, 1.0}, {1e-3, 1e-3}, {1e-4, 1e-4}, {1e-2, 1e-3}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        char binding[160];
        snprintf(binding, sizeof binding,
                 "skin.layers[0].binding={kind: linear, on_rate: %g 1/s, off_rate: %g 1/s}",
                 cases[k].on, cases[k].off);
        trial t;
        trial_compute(LAYERS("diffusivity: 1e-14 m2/s", ""),
                      SETTINGS("simulation.accuracy=1e-3", binding), &t);
        for (int n = 0; n < 4; ++n) {
            double time = t.results.history.time[n];
            double expected = aci_laplace_invert(passed, &cases[k], time, 0.0);
            double found = trial_row(&t, ACI_HISTORY_absorbed)[n];
            double allowed = trial_error(&t, ACI_HISTORY_absorbed, n);
            cr_assert(fabs(found - expected) <= allowed, "%zu, %d: %g instead of %g", k, n, found,
                      expected);
        }
        trial_drop(&t);
    }
}

/// The steady flux knows nothing of binding; the lag time h^2/(6 D) grows by what is bound, 1 + 3.
Test(reacting_runs, linear_binding_delays_the_steady_flux)
{
    trial t;
    trial_compute(
        "skin:\n  below: sink\n  layers:\n"
        "    - {name: barrier, thickness: 15 um, partition: 1, diffusivity: 1e-14 m2/s, binding: "
        "{kind: linear, on_rate: 3e-4 1/s, off_rate: 1e-4 1/s}}\n"
        "product: {concentration: 10 kg/m3, dose: infinite, diffusivity: 1e-9 m2/s}\n"
        "simulation: {geometry: slab, duration: 8 h, accuracy: 1e-3, report_times: [8 h]}\n"
        "output: {fields: []}\n",
        NULL, &t);
    cr_assert(t.results.history.has_steady_flux);
    assert_relative(t.results.history.steady_flux, 10.0 * 1e-14 / 15e-6, 1e-9);
    assert_relative(t.results.endpoints[ACI_ENDPOINT_lag_time].value,
                    4.0 * 15e-6 * 15e-6 / (6.0 * 1e-14), 1e-3);
    trial_drop(&t);
}

/// Channels that close where the tissue binds, put on again after a wash: all is accounted for
/// (trial_run asserts it) and what is bound shows in its layer.
Test(reacting_runs, what_is_bound_outlasts_events_and_closing_channels)
{
    trial t, without;
    const char *const *events = SETTINGS(
        "simulation={geometry: axisymmetric, duration: 4 h, accuracy: 0.1, report_times: [1 h, "
        "4 h], cells: {r: 20, z: 40}}",
        "product.dose=50 um", "channels.closure={law: exponential, time_constant: 2 h}",
        "schedule={remove_at: 1 h, reapply: [2 h]}");
    const char *const *binding = SETTINGS(
        events[0], events[1], events[2], events[3],
        "skin.layers.dermis.binding={kind: linear, on_rate: 1e-3 1/s, off_rate: 1e-4 1/s}");
    trial_compute(trial_cone, binding, &t);
    trial_compute(trial_cone, events, &without);
    const aci_history *h = &t.results.history;
    int last = h->times * h->layers - 1;
    cr_assert(h->layer_amount[last] > without.results.history.layer_amount[last]);
    cr_assert(trial_last(&t, ACI_HISTORY_absorbed) < trial_last(&without, ACI_HISTORY_absorbed));
    trial_drop(&t);
    trial_drop(&without);
}

/// A row and its error, kg/m2: but for what is absorbed, the error is a part of the dose.
static void read_amount(const trial *t, aci_history_row row, int n, double *amount, double *error)
{
    *amount = trial_row(t, row)[n];
    *error = t->results.history.numerical_error[row] * 10.0 * 50e-6;
}

/// What is degraded and what gets out below agree with clearance within what both state; what is
/// broken down counts as the one here and as the other there.
static void compare_degraded(const char *reacting, const char *clearing, const char *accuracy)
{
    trial a, b;
    trial_compute(reacting, SETTINGS(accuracy), &a);
    trial_compute(clearing, SETTINGS(accuracy), &b);
    for (int n = 0; n < 4; ++n) {
        double broken, cleared, error, other;
        read_amount(&a, ACI_HISTORY_degraded, n, &broken, &error);
        read_amount(&b, ACI_HISTORY_cleared, n, &cleared, &other);
        cr_assert(cleared > 0.0 && fabs(broken - cleared) <= error + other, "%d: %g, cleared %g", n,
                  broken, cleared);
        cr_assert(trial_row(&a, ACI_HISTORY_cleared)[n] == 0.0);
        double left = trial_row(&b, ACI_HISTORY_bottom)[n];
        double allowed =
            trial_error(&a, ACI_HISTORY_bottom, n) + trial_error(&b, ACI_HISTORY_bottom, n);
        cr_assert(fabs(trial_row(&a, ACI_HISTORY_bottom)[n] - left) <= allowed, "%d: %g", n, left);
    }
    trial_drop(&a);
    trial_drop(&b);
}

/// Far below half saturation (1e4 against at most 10 kg/m3) metabolism is first-order clearance:
/// slow, and so fast that the layer, which holds 1e-3 of the dose, turns over in 100 s.
Test(reacting_runs, metabolism_at_low_concentration_is_clearance)
{
    static const char *const accuracies[] = {"simulation.accuracy=1e-2",
                                             "simulation.accuracy=1e-3"};
    for (int n = 0; n < 2; ++n) {
        compare_degraded(LAYERS("diffusivity: 1e-14 m2/s",
                                ", metabolism: {rate_max: 2 kg/m3/s, half_saturation: 1e4 kg/m3}"),
                         LAYERS("diffusivity: 1e-14 m2/s", ", clearance: 2e-4 1/s"), accuracies[n]);
        compare_degraded(
            LAYERS("diffusivity: 1e-14 m2/s",
                   ", metabolism: {rate_max: 1e2 kg/m3/s, half_saturation: 1e4 kg/m3}"),
            LAYERS("diffusivity: 1e-14 m2/s", ", clearance: 1e-2 1/s"), accuracies[n]);
    }
}

/// The same beside slow linear binding above, whose cells have stores.
Test(reacting_runs, metabolism_below_linear_binding_is_clearance)
{
    static const char reacting[] =
        LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: linear, on_rate: 1e-4 1/s, off_rate: 1e-4 "
               "1/s}",
               ", metabolism: {rate_max: 1e2 kg/m3/s, half_saturation: 1e4 kg/m3}");
    static const char clearing[] =
        LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: linear, on_rate: 1e-4 1/s, off_rate: 1e-4 "
               "1/s}",
               ", clearance: 1e-2 1/s");
    compare_degraded(reacting, clearing, "simulation.accuracy=1e-2");
    compare_degraded(reacting, clearing, "simulation.accuracy=1e-3");
}

/// Far above half saturation a layer degrades rate_max whatever reaches it; in the steady state of
/// a held top it does so everywhere: rate_max times thickness and time.
Test(reacting_runs, saturated_metabolism_is_of_order_zero)
{
    trial t;
    trial_compute("skin:\n  below: sealed\n  layers:\n"
                  "    - {name: living, thickness: 100 um, diffusivity: 1e-10 m2/s, partition: 1, "
                  "metabolism: {rate_max: 1e-3 kg/m3/s, half_saturation: 1e-6 kg/m3}}\n"
                  "product: {concentration: 10 kg/m3, dose: infinite, diffusivity: 1e-9 m2/s}\n"
                  "simulation: {geometry: slab, duration: 2 h, accuracy: 1e-3, report_times: [1 h, "
                  "2 h]}\noutput: {fields: []}\n",
                  NULL, &t);
    const double *degraded = trial_row(&t, ACI_HISTORY_degraded);
    /* half_saturation over the least concentration, 10 - rate_max h^2/(2 D) = 9.95, is 1e-7 */
    assert_relative(degraded[1] - degraded[0], 1e-3 * 100e-6 * 3600.0, 1e-6);
    trial_drop(&t);
}

/// Bound, degraded, dried, fallen out, wiped off and put on again: all is accounted for at all
/// times (trial_run asserts it), and the bound part is in its layer.
Test(reacting_runs, everything_at_once_is_accounted_for)
{
    trial t;
    trial_compute(
        LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: saturable, on_rate: 1e-4 "
               "m3/kg/s, off_rate: 1e-5 1/s, capacity: 20 kg/m3}",
               ", metabolism: {rate_max: 1e-3 kg/m3/s, half_saturation: 0.1 kg/m3}"),
        SETTINGS("schedule={drying: {}, remove_at: 3 h, reapply: [4 h], occluded: [1 h, 2 "
                 "h]}",
                 "product.solubility=30 kg/m3", "product.solvents={water: 90 %}",
                 "simulation.accuracy=1e-2"),
        &t);
    cr_assert(trial_last(&t, ACI_HISTORY_degraded) > 0.0);
    cr_assert(trial_last(&t, ACI_HISTORY_removed) > 0.0);
    trial_drop(&t);
}
