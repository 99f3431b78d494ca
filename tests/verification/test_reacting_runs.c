/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Binding and metabolism through whole runs, against runs that know the limit by other means.
#include <criterion/criterion.h>
#include <math.h>

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
static void compare(const char *text, const char *other)
{
    trial a, b;
    trial_compute(text, NULL, &a);
    trial_compute(other, NULL, &b);
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
                   ""));
}

/// What binds at once and linearly, B = C here, is a partition of 2 and half the diffusivity.
Test(reacting_runs, fast_linear_binding_is_a_partition)
{
    compare(
        LAYERS("diffusivity: 1e-14 m2/s, binding: {kind: linear, on_rate: 1 1/s, off_rate: 1 "
               "1/s}",
               ""),
        "skin:\n  below: sink\n  layers:\n"
        "    - {name: barrier, thickness: 15 um, partition: 2, diffusivity: 0.5e-14 m2/s}\n"
        "    - {name: living, thickness: 85 um, diffusivity: 1e-11 m2/s, partition: 1}\n"
        "product: {concentration: 10 kg/m3, dose: 50 um, diffusivity: 1e-9 m2/s, partition: 1}\n"
        "simulation: {geometry: slab, duration: 8 h, accuracy: 1e-2, report_times: [1 h, 2 h, "
        "4 h, 8 h]}\noutput: {fields: []}\n");
}


/// Far below half saturation (1e4 against at most 10 kg/m3) metabolism is first-order clearance.
Test(reacting_runs, metabolism_at_low_concentration_is_clearance)
{
    static const char reacting[] =
        LAYERS("diffusivity: 1e-14 m2/s", ", metabolism: {rate_max: 2 kg/m3/s, half_saturation: "
                                          "1e4 kg/m3}");
    static const char clearing[] = LAYERS("diffusivity: 1e-14 m2/s", ", clearance: 2e-4 1/s");
    trial a, b;
    trial_compute(reacting, NULL, &a);
    trial_compute(clearing, NULL, &b);
    for (int n = 0; n < 4; ++n) {
        double allowed =
            trial_error(&a, ACI_HISTORY_bottom, n) + trial_error(&b, ACI_HISTORY_bottom, n);
        double left = trial_row(&b, ACI_HISTORY_bottom)[n];
        cr_assert(fabs(trial_row(&a, ACI_HISTORY_bottom)[n] - left) <= allowed);
        /* degraded is judged like all amounts, by the dose */
        double broken = trial_row(&a, ACI_HISTORY_degraded)[n];
        double stated = a.results.history.numerical_error[ACI_HISTORY_degraded] * 10.0 * 50e-6;
        cr_assert(fabs(broken - trial_row(&b, ACI_HISTORY_cleared)[n]) <= stated + allowed,
                  "%d: %g", n, broken);
    }
    trial_drop(&a);
    trial_drop(&b);
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
