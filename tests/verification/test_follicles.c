/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Hair follicles: the lumped store against its closed form, resolved cylinders against limits.
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/scenarios.h"
#include "support/tolerances.h"

#define SKIN                                                                                       \
    "skin:\n  below: sink\n  layers:\n"                                                            \
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-14 m2/s, partition: 1}\n"     \
    "    - {name: viable_epidermis, thickness: 85 um, diffusivity: 1e-10 m2/s, partition: 1}\n"    \
    "    - {name: dermis, thickness: 400 um, diffusivity: 2e-10 m2/s, partition: 1,\n"             \
    "       clearance: 1e-4 1/s}\n"
#define FILM                                                                                       \
    "product: {concentration: 16 kg/m3, dose: 50 um, diffusivity: 1e-9 m2/s, partition: 1}\n"
#define HELD "product: {concentration: 16 kg/m3, dose: infinite, partition: 1}\n"
#define TIMES                                                                                      \
    "simulation: {duration: 8 h, accuracy: 1e-2, report_times: [30 min, 1 h, 2 h, 4 h, 8 h]}\n"    \
    "output: {fields: []}\n"
#define LUMPED                                                                                     \
    "follicles: {model: lumped, density: 100 /cm2, diameter: 60 um, volume: 0.5 uL/cm2, "          \
    "release: 2e-9 m/s}\n"

enum { REPORTS = 5 };

static const double volume = 5e-6, release = 2e-9, held = 16.0;

/// What the follicles hold and have let out, against (phi M0)(1 - exp(-K_f t/V_f)), which needs no
/// simulation; phi M0 = V C, as the dose of 50 um could fill them ten times.
static void check_course(const trial *t)
{
    double load = volume * held, rate = release / volume;
    for (int n = 0; n < REPORTS; ++n) {
        double left = exp(-rate * t->results.history.time[n]);
        assert_relative(trial_row(t, ACI_HISTORY_follicle_amount)[n], load * left, 1e-12);
        assert_relative(trial_row(t, ACI_HISTORY_follicle_delivery)[n], load * (1.0 - left), 1e-9);
    }
}

/// The balance (trial_run asserts 1e-9) then shows that the skin got what the closed form says, in
/// a slab, beside a channel, beside one that closes, and where the tissue binds.
Test(follicles, lumped_course_is_the_closed_form)
{
    const char *const settings[] = {
        "channels=none",
        "channels={mouth_radius: 30 um, bottom_radius: 5 um, depth: 200 um, pitch: "
        "500 um, diffusivity: 5e-10 m2/s, partition: 1}",
        "channels={mouth_radius: 30 um, bottom_radius: 5 um, depth: 200 um, pitch: 500 um, "
        "diffusivity: 5e-10 m2/s, partition: 1, closure: {law: exponential, of: radius, "
        "time_constant: 3 h}}",
        "skin.layers.dermis.binding={kind: linear, on_rate: 1e-4 1/s, off_rate: 1e-5 1/s}"};
    for (int k = 0; k < 4; ++k) {
        trial t;
        trial_compute(SKIN FILM LUMPED TIMES, SETTINGS(settings[k]), &t);
        check_course(&t);
        trial_drop(&t);
    }
}

static void check_same(const trial *a, const trial *b, const double *factors, double tolerance)
{
    for (int row = 0; row < ACI_HISTORY_mass_residual; ++row) {
        for (int n = 0; n < REPORTS; ++n) {
            double found = a->results.history.rows[row][n];
            double expected = b->results.history.rows[row][n];
            double allowed = tolerance * fabs(expected);
            cr_assert(factors[row] == 0.0 || fabs(found - expected) <= allowed,
                      "row %d, time %d: %.17g and %.17g", row, n, found, expected);
        }
    }
    size_t amounts = (size_t)(a->results.history.times * a->results.history.layers);
    cr_assert(tolerance > 0.0 ||
              memcmp(a->results.history.layer_amount, b->results.history.layer_amount,
                     amounts * sizeof(double)) == 0);
}

/// No openings, or none that holds anything: all rows to the bit.
Test(follicles, none_is_as_without)
{
    const char *const settings[] = {"follicles.density=0 /cm2", "follicles.fraction=0 %"};
    double all[ACI_HISTORY_ROWS];
    for (int row = 0; row < ACI_HISTORY_ROWS; ++row) {
        all[row] = 1.0;
    }
    trial none;
    trial_compute(SKIN FILM TIMES, NULL, &none);
    trial t;
    trial_compute(SKIN FILM LUMPED TIMES, SETTINGS(settings[1]), &t);
    check_same(&t, &none, all, 0.0);
    trial_drop(&t);
    trial_compute(SKIN FILM "follicles: {model: lumped, site: forehead, density: 0 /cm2}\n" TIMES,
                  NULL, &t);
    check_same(&t, &none, all, 0.0);
    trial_drop(&t);
    trial_compute(SKIN FILM "follicles: {model: resolved, site: forehead, density: 0 /cm2, "
                            "sebum_partition: 5, depth: 300 um}\n" TIMES,
                  NULL, &t);
    check_same(&t, &none, all, 0.0);
    trial_drop(&t);
    trial_drop(&none);
}

/// With K_f = 0 what is loaded stays: everything else is to the bit as in a run without follicles
/// whose product has that much less (an eighth: exact in binary numbers).
Test(follicles, shut_follicles_only_keep_their_load)
{
    double rows[ACI_HISTORY_ROWS];
    for (int row = 0; row < ACI_HISTORY_ROWS; ++row) {
        rows[row] = 1.0;
    }
    rows[ACI_HISTORY_applied] = rows[ACI_HISTORY_follicle_amount] = 0.0;
    trial shut, none;
    trial_compute(SKIN FILM LUMPED TIMES,
                  SETTINGS("follicles.release=0 m/s", "follicles.fraction=0.125",
                           "follicles.volume=20 uL/cm2"),
                  &shut);
    trial_compute(SKIN FILM TIMES, SETTINGS("product.concentration=14 kg/m3"), &none);
    check_same(&shut, &none, rows, 0.0);
    cr_assert_float_eq(trial_last(&shut, ACI_HISTORY_follicle_amount), 2.0 * 50e-6, 1e-18);
    trial_drop(&shut);
    trial_drop(&none);
}

/// An infinite dose keeps them full: K_f C goes through them for ever. The steady flux grows by the
/// part of it that a bare skin with a constant source there would absorb, all of it: the barrier
/// above lets nothing back but 1e-14/15e-6 u. Wiped off, they empty as ever.
Test(follicles, infinite_dose_keeps_them_full)
{
    trial t, none;
    trial_compute(SKIN HELD LUMPED TIMES, NULL, &t);
    trial_compute(SKIN HELD TIMES, NULL, &none);
    for (int n = 0; n < REPORTS; ++n) {
        double time = t.results.history.time[n];
        assert_relative(trial_row(&t, ACI_HISTORY_follicle_delivery)[n], release * held * time,
                        1e-12);
        assert_relative(trial_row(&t, ACI_HISTORY_follicle_amount)[n], volume * held, 1e-15);
    }
    double more = t.results.history.steady_flux - none.results.history.steady_flux;
    double back = 1e-14 / 15e-6 / (2e-10 / 400e-6); /* up over down, where the source is */
    cr_assert(more > (1.0 - 2.0 * back) * release * held && more < release * held, "%g of %g", more,
              release * held);
    trial_drop(&t);
    trial_drop(&none);
    trial_compute(SKIN HELD LUMPED TIMES, SETTINGS("schedule={remove_at: 1 h}"), &t);
    double left = exp(-release / volume * 3.0 * 3600.0);
    assert_relative(trial_row(&t, ACI_HISTORY_follicle_amount)[3], volume * held * left, 1e-12);
    assert_relative(trial_row(&t, ACI_HISTORY_follicle_delivery)[3],
                    release * held * 3600.0 + volume * held * (1.0 - left), 1e-9);
    trial_drop(&t);
}

/// Put on again, they are filled up to their volume, not beyond.
Test(follicles, are_filled_up_again)
{
    trial t;
    trial_compute(SKIN FILM LUMPED TIMES, SETTINGS("schedule={reapply: [1 h, 3 h]}"), &t);
    double left = exp(-release / volume * 3600.0);
    assert_relative(trial_row(&t, ACI_HISTORY_follicle_amount)[1], volume * held * left, 1e-12);
    assert_relative(trial_row(&t, ACI_HISTORY_follicle_amount)[2], volume * held * left, 1e-12);
    assert_relative(trial_row(&t, ACI_HISTORY_follicle_amount)[3], volume * held * left, 1e-12);
    trial_drop(&t);
}

/// What is released is absorbed where the skin loses it fast and nothing else gets in: a barrier
/// that hardly conducts. The late absorption is the closed form, delayed by how long a point stays:
/// at most L2/2D + 1/k.
Test(follicles, what_is_released_is_absorbed)
{
    trial t;
    trial_compute(SKIN FILM LUMPED TIMES,
                  SETTINGS("skin.layers.stratum_corneum.diffusivity=1e-22 m2/s"), &t);
    double delay = 500e-6 * 500e-6 / 2.0 / 1e-10, load = volume * held, rate = release / volume;
    for (int n = 3; n < REPORTS; ++n) {
        double time = t.results.history.time[n];
        double absorbed = trial_row(&t, ACI_HISTORY_absorbed)[n];
        cr_assert(absorbed < load * -expm1(-rate * time));
        cr_assert(absorbed > load * -expm1(-rate * (time - delay)));
    }
    trial_drop(&t);
}

#define EVEN(bottom)                                                                               \
    "skin:\n  below: " bottom "\n  layers:\n"                                                      \
    "    - {name: stratum_corneum, thickness: 50 um, diffusivity: 1e-11 m2/s, partition: 2}\n"     \
    "    - {name: dermis, thickness: 250 um, diffusivity: 1e-11 m2/s, partition: 2}\n"
#define RESOLVED(more)                                                                             \
    "follicles: {model: resolved, density: 100 /cm2, diameter: 60 um, volume: 0.05 uL/cm2, "       \
    "depth: 150 um, " more "}\n"

/// Within what both state as their errors, plus the share of it that a sum of three adds.
static void check_absorbed(const trial *a, const trial *b)
{
    for (int n = 0; n < REPORTS; ++n) {
        double allowed =
            trial_error(a, ACI_HISTORY_absorbed, n) + trial_error(b, ACI_HISTORY_absorbed, n);
        double difference =
            trial_row(a, ACI_HISTORY_absorbed)[n] - trial_row(b, ACI_HISTORY_absorbed)[n];
        cr_assert(fabs(difference) <= allowed, "%d: %g apart, allowed %g", n, difference, allowed);
    }
}

/// Sebum that is as the tissue, without a lining, is no follicle.
Test(follicles, sebum_like_the_tissue_is_intact_skin)
{
    const char *const products[] = {EVEN("sink") FILM TIMES, EVEN("sink") HELD TIMES};
    const char *const both[] = {
        EVEN("sink") FILM RESOLVED("wall_thickness: 0 um, sebum_partition: 2, sebum_diffusivity: "
                                   "1e-11 m2/s") TIMES,
        EVEN("sink") HELD RESOLVED("wall_thickness: 0 um, sebum_partition: 2, sebum_diffusivity: "
                                   "1e-11 m2/s") TIMES};
    for (int k = 0; k < 2; ++k) {
        trial with, without;
        trial_compute(both[k], NULL, &with);
        trial_compute(products[k], NULL, &without);
        check_absorbed(&with, &without);
        trial_drop(&with);
        trial_drop(&without);
    }
}

/// Through a cylinder with a tight lining down to its end only the bottom leads, beside the barrier
/// between the follicles. The sebum conducts 100 times worse than the tissue, which holds next to
/// nothing by its clearance: flux = n pi r2 K D u0/L, less 1e-2 pi r/4L for the spreading below the
/// bottom (Brown and Escombe), 1.6e-3 of it.
Test(follicles, tight_lining_leaves_the_bottom)
{
    static const char text[] =
        SKIN HELD RESOLVED("wall_permeability: 0 m/s, wall_depth: 150 um, sebum_partition: 1, "
                           "sebum_diffusivity: 1e-12 m2/s") TIMES;
    trial t;
    trial_compute(text,
                  SETTINGS("skin.layers.stratum_corneum.diffusivity=1e-17 m2/s",
                           "skin.layers.dermis.clearance=0.1 1/s", "simulation.accuracy=5e-2"),
                  &t);
    double open = 100e4 * 3.14159265358979 * 900e-12;
    double expected = held * (open * 1e-12 / 150e-6 + (1.0 - open) * 1e-17 / 15e-6);
    const aci_history *h = &t.results.history;
    assert_relative(h->steady_flux, expected, h->steady_flux_error + 1.6e-3);
    trial_drop(&t);
}

/// A lining in series: sebum that conducts far better than it and a tissue that takes all leave the
/// lining's own flux, n 2 pi r l P u0, beside what the open bottom below it lets through, which is
/// closed here by a follicle that ends where tissue hardly conducts.
Test(follicles, lining_is_a_resistance)
{
    static const char text[] =
        "skin:\n  below: sink\n  layers:\n"
        "    - {name: stratum_corneum, thickness: 50 um, diffusivity: 1e-22 m2/s, partition: 1}\n"
        "    - {name: dermis, thickness: 100 um, diffusivity: 1e-8 m2/s, partition: 1, clearance: "
        "10 1/s}\n"
        "    - {name: fat, thickness: 50 um, diffusivity: 1e-22 m2/s, partition: 1}\n" HELD
            RESOLVED("wall_permeability: 1e-9 m/s, wall_depth: 150 um, sebum_partition: 1, "
                     "sebum_diffusivity: 1e-7 m2/s") TIMES;
    trial t;
    trial_compute(text, NULL, &t);
    /* lined over the 100 um of dermis; resistances of sebum, r + L2/r, and tissue are below 1e-3 of
     * the lining's 1e9 s/m: (30e-6 + 150e-6^2/30e-6)/1e-7 = 8e3, and lambda/D = 3e3 */
    double expected = 100e4 * 2.0 * 3.14159265358979 * 30e-6 * 100e-6 * 1e-9 * held;
    const aci_history *h = &t.results.history;
    assert_relative(h->steady_flux, expected, h->steady_flux_error + 1e-4);
    trial_drop(&t);
}

/// Few follicles are each alone: what they add goes as their number. The plume of 100 um of each
/// (D 2e-10, k 2e-2) fills 1e-3 of the skin at 4 /cm2.
Test(follicles, add_in_proportion_to_their_number)
{
    static const char text[] =
        SKIN HELD RESOLVED("wall_thickness: 0 um, sebum_partition: 1, sebum_diffusivity: 1e-10 "
                           "m2/s") TIMES;
    double added[2], error[2];
    for (int k = 0; k < 2; ++k) {
        trial t;
        trial_compute(text,
                      SETTINGS("skin.layers.dermis.clearance=2e-2 1/s",
                               k == 0 ? "follicles.density=4 /cm2" : "follicles.density=8 /cm2"),
                      &t);
        added[k] = trial_last(&t, ACI_HISTORY_follicle_delivery);
        error[k] = trial_error(&t, ACI_HISTORY_absorbed, REPORTS - 1);
        trial_drop(&t);
    }
    cr_assert(fabs(added[1] - 2.0 * added[0]) <= 2e-3 * added[1] + error[1] + 2.0 * error[0],
              "%g and %g", added[0], added[1]);
}

/// Beside the channels of a device, sorted into classes, both models: all is accounted for
/// (trial_run), the lumped course is the closed form, resolved ones add what they add to bare skin.
Test(follicles, beside_a_device)
{
    static const char text[] =
        "skin: {site: forehead}\n"
        "device: {kind: stamp, needles: 36, pitch: 1.5 mm, needle: {length: 0.7 mm}}\n"
        "insertion: {drive: displacement}\n"
        "treatment: {area: 1 cm2, seed: 3, classes: 2}\n"
        "product: {compound: caffeine, concentration: 16 kg/m3, dose: 50 um}\n" TIMES;
    trial t, bare;
    trial_compute(text,
                  SETTINGS("follicles={model: lumped, density: 100 /cm2, diameter: 60 um, volume: "
                           "0.5 uL/cm2, release: 2e-9 m/s}"),
                  &t);
    check_course(&t);
    trial_drop(&t);
    trial_compute(text, SETTINGS("follicles={model: resolved}"), &t);
    trial_compute(text, NULL, &bare);
    for (int n = 0; n < REPORTS; ++n) {
        double added =
            trial_row(&t, ACI_HISTORY_absorbed)[n] - trial_row(&bare, ACI_HISTORY_absorbed)[n];
        double alone = t.results.control.rows[ACI_HISTORY_absorbed][n] -
                       bare.results.control.rows[ACI_HISTORY_absorbed][n];
        assert_relative(added, alone, 1e-9);
    }
    trial_drop(&t);
    trial_drop(&bare);
}

/// Follicles are there before the needles: product put on an hour earlier has done at each time
/// what the same product does an hour later, within the errors of both.
Test(follicles, are_there_before_the_needles)
{
    static const char text[] =
        SKIN FILM RESOLVED("wall_permeability: 1e-8 m/s, sebum_partition: 3, sebum_diffusivity: "
                           "1e-11 m2/s") TIMES;
    trial early, late;
    trial_compute(text,
                  SETTINGS("schedule={apply_at: -1 h}", "simulation.duration=3 h",
                           "simulation.report_times=[1 h, 3 h]"),
                  &early);
    trial_compute(text, SETTINGS("simulation.duration=4 h", "simulation.report_times=[2 h, 4 h]"),
                  &late);
    for (int n = 0; n < 2; ++n) {
        double allowed = trial_error(&early, ACI_HISTORY_absorbed, n) +
                         trial_error(&late, ACI_HISTORY_absorbed, n);
        double difference =
            trial_row(&early, ACI_HISTORY_absorbed)[n] - trial_row(&late, ACI_HISTORY_absorbed)[n];
        cr_assert(fabs(difference) <= allowed, "%d: %g, allowed %g", n, difference, allowed);
    }
    trial_drop(&early);
    trial_drop(&late);
}

/// Dried, fallen out, bound, wiped off, put on again: all is accounted for (trial_run), and of the
/// lumped follicles nothing but their own course is seen.
Test(follicles, everything_at_once_is_accounted_for)
{
    const char *const models[] = {
        "follicles={model: lumped, density: 100 /cm2, diameter: 60 um, volume: 0.5 uL/cm2, "
        "release: 2e-9 m/s}",
        "follicles={model: resolved, density: 100 /cm2, diameter: 60 um, volume: 0.05 uL/cm2, "
        "depth: "
        "150 um, wall_permeability: 1e-8 m/s, sebum_partition: 3, sebum_diffusivity: 1e-11 m2/s}"};
    for (int k = 0; k < 2; ++k) {
        trial t;
        trial_compute(
            SKIN FILM TIMES,
            SETTINGS(models[k], "product.solvents={water: 80 %}", "product.solubility=20 kg/m3",
                     "skin.layers.dermis.binding={kind: saturable, on_rate: 1e-4 m3/kg/s, "
                     "off_rate: 1e-5 1/s, capacity: 2 kg/m3}",
                     "schedule={drying: {}, remove_at: 2.5 h, reapply: [3 h]}",
                     k == 0 ? "simulation.accuracy=1e-2" : "simulation.accuracy=0.1"),
            &t);
        double filled = volume * held, rate = release / volume;
        double found = trial_last(&t, ACI_HISTORY_follicle_amount);
        cr_assert(trial_last(&t, ACI_HISTORY_removed) > 0.0);
        if (k == 0) {
            assert_relative(found, filled * exp(-rate * 5.0 * 3600.0), 1e-12);
        } else {
            cr_assert(found > 0.0 && trial_last(&t, ACI_HISTORY_follicle_delivery) > 0.0);
        }
        trial_drop(&t);
    }
}

/// More room than the dose fills: the film is left with nothing, and nothing below it.
Test(follicles, room_for_the_whole_dose_takes_it)
{
    trial t;
    trial_compute(SKIN FILM LUMPED TIMES, SETTINGS("follicles.volume=100 uL/cm2"), &t);
    double dose = 50e-6 * held, rate = release / 1e-3;
    for (int n = 0; n < REPORTS; ++n) {
        double time = t.results.history.time[n];
        assert_relative(trial_row(&t, ACI_HISTORY_follicle_amount)[n], dose * exp(-rate * time),
                        1e-12);
        cr_assert(trial_row(&t, ACI_HISTORY_vehicle)[n] >= -1e-12 * dose);
    }
    trial_drop(&t);
}
