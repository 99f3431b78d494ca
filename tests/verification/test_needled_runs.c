/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs whose channels a device makes, against the same channels prescribed, against themselves with
 * more classes and finer grids, and against intact skin. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/scenarios.h"
#include "support/tolerances.h"

TestSuite(needled_runs, .timeout = 120);

#define SKIN                                                                                       \
    "skin:\n"                                                                                      \
    "  layers:\n"                                                                                  \
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-14 m2/s, partition: 1}\n"     \
    "    - {name: viable_epidermis, thickness: 85 um, diffusivity: 1e-10 m2/s, partition: 1}\n"    \
    "    - {name: dermis, thickness: 900 um, diffusivity: 2e-10 m2/s, partition: 1, clearance: "   \
    "1e-4 1/s}\n"
#define REST                                                                                       \
    "product: {concentration: 1 kg/m3, dose: 100 um, partition: 1, diffusivity: 5e-10 m2/s}\n"     \
    "simulation: {duration: 8 h, report_times: [1 h, 4 h, 8 h], accuracy: 3e-2}\n"                 \
    "output: {fields: []}\n"

/* Depth and mouth of one to two dozen channels, seen by a coarse grid. */
static const char patch[] =
    "simulation={geometry: box, patch: 2.5 mm, duration: 2 h, report_times: "
    "[1 h, 2 h], accuracy: 1e-1, cells: {x: 16, y: 16, z: 20}}";

/* 36 needles that are pressed 5 times; they go 0.16 mm deep in the mean. */
static const char stamp[] =
    SKIN "device: {kind: stamp, needles: 36, pitch: 1.5 mm, needle: {length: 0.7 mm}}\n"
         "insertion: {force_per_needle: 0.06 N}\n"
         "treatment: {area: 4 cm2, passes: 5}\n"
         "channels: {diffusivity: 5e-10 m2/s, partition: 1}\n" REST;

static const char prescribed[] = SKIN REST;

/* A given grid: only the channels differ between two runs. */
static const char cells[] = "simulation.cells={r: 8, z: 40}";

static double relative_difference(double a, double b)
{
    return a == b ? 0.0 : fabs(a - b) / fmax(fabs(a), fabs(b));
}

static void check_same_rows(const trial *a, const trial *b, double relative)
{
    const aci_history *left = &a->results.history, *right = &b->results.history;
    for (int row = 0; row < ACI_HISTORY_mass_residual; row++) {
        for (int n = 0; n < left->times; n++) {
            cr_assert_leq(relative_difference(left->rows[row][n], right->rows[row][n]), relative,
                          "row %d at %g s: %.17g %.17g", row, left->time[n], left->rows[row][n],
                          right->rows[row][n]);
        }
    }
    for (int k = 0; k < left->times * left->layers; k++) {
        cr_assert_leq(relative_difference(left->layer_amount[k], right->layer_amount[k]), relative);
    }
    for (int k = 0; k < ACI_ENDPOINTS; k++) {
        const aci_endpoint_value *one = &a->results.endpoints[k], *two = &b->results.endpoints[k];
        cr_assert_eq(one->exists, two->exists);
        cr_assert_leq(relative_difference(one->value, two->value), relative, "endpoint %d", k);
    }
}

/* The cone and pitch of a class, prescribed and run with the same settings. */
static void run_prescribed(const trial *from, int class, const char *setting, trial *out)
{
    aci_scenario one;
    char channels[ACI_TEXT_SIZE];
    cr_assert_eq(aci_puncture_class_scenario(from->results.puncture, &from->scenario, class, &one),
                 ACI_OK);
    const aci_profile *cone = &one.channels.profile;
    int end = cone->count - 1;
    snprintf(channels, sizeof channels,
             "channels={mouth_radius: %.17g m, bottom_radius: %.17g m, depth: %.17g m, pitch: "
             "%.17g m, diffusivity: 5e-10 m2/s, partition: 1}",
             cone->radius[0], cone->radius[end], cone->depth[end], one.channels.pitch);
    aci_channels_destroy(&one.channels);
    trial_compute(prescribed, SETTINGS(channels, setting), out);
}

/* With accuracy and with a given grid, with an infinite dose and a finite one. */
Test(needled_runs, without_spread_equals_the_prescribed_channel)
{
    static const char *const settings[] = {"simulation.accuracy=3e-2", cells,
                                           "product.dose=infinite"};
    for (int k = 0; k < 3; k++) {
        trial device, cone;
        trial_compute(stamp, SETTINGS(settings[k], "treatment.spread=none", "treatment.classes=1"),
                      &device);
        const aci_treatment_statistics *s = &device.results.puncture->statistics;
        cr_assert(s->channels == s->strikes && s->channels > 0);
        run_prescribed(&device, 0, settings[k], &cone);
        check_same_rows(&device, &cone, 1e-12);
        trial_drop(&cone);
        trial_drop(&device);
    }
}

/* Five classes of one and the same channel, each a fifth of the area. */
Test(needled_runs, classes_of_equal_channels_are_one_class)
{
    trial one, five;
    trial_compute(stamp, SETTINGS(cells, "treatment.spread=none", "treatment.classes=1"), &one);
    trial_compute(stamp, SETTINGS(cells, "treatment.spread=none", "treatment.classes=5"), &five);
    check_same_rows(&one, &five, 1e-14);
    trial_drop(&one);
    trial_drop(&five);
}

/* What the ledger leaves is from sums of its own rows, not from a residual that was carried over.
 */
Test(needled_runs, amounts_of_a_mixture_close)
{
    trial t;
    trial_compute(stamp, SETTINGS(cells), &t);
    const aci_history *h = &t.results.history;
    for (int n = 0; n < h->times; n++) {
        double found = h->rows[ACI_HISTORY_vehicle][n] + h->rows[ACI_HISTORY_channel_amount][n] +
                       h->rows[ACI_HISTORY_cleared][n] + h->rows[ACI_HISTORY_bottom][n];
        for (int k = 0; k < h->layers; k++) {
            found += h->layer_amount[n * h->layers + k];
        }
        cr_assert_leq(fabs(found / h->rows[ACI_HISTORY_applied][n] - 1.0), 1e-9);
        assert_relative(h->rows[ACI_HISTORY_absorbed][n],
                        h->rows[ACI_HISTORY_cleared][n] + h->rows[ACI_HISTORY_bottom][n], 1e-14);
    }
    trial_drop(&t);
}

/* The sum by hand: each class prescribed, times its weight, and intact skin for the rest. The force
 * is so small that some needles fail. */
Test(needled_runs, mixture_is_the_sum_over_its_classes)
{
    trial t;
    double sum = 0.0, weight = 0.0;
    trial_compute(stamp,
                  SETTINGS(cells, "treatment.classes=3", "insertion.force_per_needle=0.009 N"), &t);
    const aci_puncture *p = t.results.puncture;
    cr_assert(p->statistics.channels > 0 && p->statistics.channels < p->statistics.strikes);
    for (int k = 0; k < p->class_count; k++) {
        trial one;
        run_prescribed(&t, k, cells, &one);
        sum += p->classes[k].weight * trial_last(&one, ACI_HISTORY_absorbed);
        weight += p->classes[k].weight;
        trial_drop(&one);
    }
    const aci_history *intact = &t.results.control;
    assert_relative(weight + p->classes[p->class_count].weight, 1.0, 1e-15);
    sum += (1.0 - weight) * intact->rows[ACI_HISTORY_absorbed][intact->times - 1];
    assert_relative(trial_last(&t, ACI_HISTORY_absorbed), sum, 1e-12);
    trial_drop(&t);
}

/* The dose as a function of depth is curved, so that one mean channel is biased; with classes the
 * bias goes. */
Test(needled_runs, more_classes_converge)
{
    static const char *const settings[] = {"treatment.classes=5", "treatment.classes=10",
                                           "treatment.classes=20"};
    double absorbed[3];
    for (int k = 0; k < 3; k++) {
        trial t;
        trial_compute(stamp, SETTINGS(cells, settings[k]), &t);
        absorbed[k] = trial_last(&t, ACI_HISTORY_absorbed);
        trial_drop(&t);
    }
    double first = fabs(absorbed[1] - absorbed[0]), second = fabs(absorbed[2] - absorbed[1]);
    cr_assert_lt(second, first);
    cr_assert_lt(first, 0.01 * absorbed[2]);
}

/* Two phases close the classes of a device and its true patch as one part alone does: a part of the
 * area with the same constant is the exponential, up to a rounding of the radius that may tip a
 * solve by one iteration. */
Test(needled_runs, two_phase_closes_classes_and_patch)
{
    static const char two[] = "channels.closure={law: two_phase, fast_fraction: 0.3, "
                              "fast_time_constant: 2 h, slow_time_constant: 2 h}";
    static const char one[] = "channels.closure={of: area, time_constant: 2 h}";
    for (int k = 0; k < 2; k++) {
        const char *shape = k == 0 ? cells : patch;
        trial parts, whole, open;
        trial_compute(stamp, SETTINGS("treatment.classes=2", shape, two), &parts);
        trial_compute(stamp, SETTINGS("treatment.classes=2", shape, one), &whole);
        trial_compute(stamp, SETTINGS("treatment.classes=2", shape), &open);
        double absorbed = trial_last(&whole, ACI_HISTORY_absorbed);
        assert_relative(trial_last(&parts, ACI_HISTORY_absorbed), absorbed, 1e-6);
        cr_assert_gt(trial_last(&open, ACI_HISTORY_absorbed), 1.01 * absorbed);
        trial_drop(&parts);
        trial_drop(&whole);
        trial_drop(&open);
    }
}

/* No needle punctures: intact skin to the bit, with or without someone who looks at fields. */
Test(needled_runs, where_all_strikes_fail_skin_is_intact)
{
    field_log log = {0};
    aci_observer observer = field_log_observer(&log);
    const aci_observer *observers[] = {NULL, &observer};
    for (int k = 0; k < 2; k++) {
        trial t;
        trial_read(stamp, SETTINGS("insertion.force_per_needle=0.1 mN", "output.fields=[activity]"),
                   &t);
        trial_run(&t, observers[k]);
        const aci_history *h = &t.results.history, *intact = &t.results.control;
        const aci_treatment_statistics *s = &t.results.puncture->statistics;
        cr_assert(s->punctures == 0 && s->failures[ACI_FAILURE_FORCE] == s->strikes);
        cr_assert_eq(t.results.shown_class, -1);
        for (int row = 0; row < ACI_HISTORY_mass_residual; row++) {
            cr_assert_arr_eq(h->rows[row], intact->rows[row], (size_t)h->times * sizeof(double));
        }
        cr_assert_arr_eq(h->layer_amount, intact->layer_amount,
                         (size_t)(h->times * h->layers) * sizeof(double));
        cr_assert(t.results.endpoints[ACI_ENDPOINT_enhancement_ratio].value == 1.0);
        trial_drop(&t);
    }
    cr_assert_eq(log.count, 3);
    field_log_drop(&log);
}

/* The estimate of a sum over classes covers what a run ten times as accurate finds. */
Test(needled_runs, estimate_covers_a_finer_run)
{
    static const char *const doses[] = {"product.dose=100 um", "product.dose=infinite"};
    for (int k = 0; k < 2; k++) {
        trial rough, fine;
        trial_compute(stamp, SETTINGS(doses[k], "treatment.classes=3"), &rough);
        trial_compute(stamp, SETTINGS(doses[k], "treatment.classes=3", "simulation.accuracy=3e-3"),
                      &fine);
        for (int n = 0; n < rough.results.history.times; n++) {
            double off = fabs(trial_row(&rough, ACI_HISTORY_absorbed)[n] -
                              trial_row(&fine, ACI_HISTORY_absorbed)[n]);
            cr_assert_leq(off, trial_error(&rough, ACI_HISTORY_absorbed, n), "%g at %d", off, n);
        }
        cr_assert_leq(rough.results.history.numerical_error[ACI_HISTORY_absorbed], 3e-2);
        cr_assert(rough.results.accuracy_reached && fine.results.accuracy_reached);
        trial_drop(&rough);
        trial_drop(&fine);
    }
}

/* The tracts of a patch as the file a user would write: um and degrees with all digits. */
static void write_tracts(const aci_puncture_patch *from, char *text, size_t size)
{
    const double um = 1e-6, degree = acos(-1.0) / 180.0;
    size_t used = (size_t)snprintf(text, size,
                                   "x_um,y_um,length_um,mouth_radius_um,bottom_radius_um,"
                                   "tilt_deg,azimuth_deg\n");
    for (int n = 0; n < from->count; n++) {
        const aci_tract *tract = &from->tracts[n];
        used += (size_t)snprintf(
            text + used, size - used, "%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", tract->x / um,
            tract->y / um, tract->length / um, tract->mouth_radius / um, tract->bottom_radius / um,
            tract->tilt / degree, tract->azimuth / degree);
        cr_assert_lt(used, size);
    }
}

/* The true patch of a device is the patch of its tracts. Tracts differ by the rounding of units,
 * 1e-16; what the grid and the solver make of it stays below 1e-12. */
Test(needled_runs, patch_of_a_device_is_the_patch_of_its_tracts)
{
    char text[16384];
    trial device, tracts = {0};
    trial_compute(stamp, SETTINGS(patch, "product.dose=infinite", "treatment.passes=10"), &device);
    const aci_puncture *p = device.results.puncture;
    cr_assert(p->patch.exists && p->patch.count > 5);
    cr_assert_lt(p->patch.count, p->statistics.channels);
    write_tracts(&p->patch, text, sizeof text);
    cr_assert_eq(aci_config_parse("trial", prescribed, sizeof prescribed - 1, &tracts.config),
                 ACI_OK);
    cr_assert_eq(aci_config_add_input(tracts.config, "t.csv", text, strlen(text)), ACI_OK);
    cr_assert_eq(aci_config_set(tracts.config, "channels",
                                "{file: t.csv, diffusivity: 5e-10 m2/s, partition: 1}"),
                 ACI_OK);
    cr_assert_eq(aci_config_set_argument(tracts.config, patch), ACI_OK);
    cr_assert_eq(aci_config_set(tracts.config, "product.dose", "infinite"), ACI_OK);
    cr_assert_eq(aci_scenario_read(tracts.config, &tracts.scenario), ACI_OK, "%s",
                 aci_config_faults(tracts.config));
    trial_run(&tracts, NULL);
    check_same_rows(&device, &tracts, 1e-12);
    trial_drop(&tracts);
    trial_drop(&device);
}

/* The plan of a run counts what will be solved, on the grids that will be used. */
Test(needled_runs, estimate_of_the_time_counts_the_classes)
{
    aci_run_plan plan;
    trial t;
    trial_read(stamp, SETTINGS(cells, "treatment.classes=4"), &t);
    cr_assert_eq(aci_run_estimate(&t.scenario, &plan), ACI_OK);
    cr_assert(plan.solves == 4 && plan.cells[0] == 8 && plan.cells[2] == 40);
    trial_drop(&t);
    trial_read(stamp, SETTINGS("treatment.classes=4"), &t);
    cr_assert_eq(aci_run_estimate(&t.scenario, &plan), ACI_OK);
    trial_run(&t, NULL);
    double expected = (double)plan.cells[0] * plan.cells[2], found = (double)t.results.cost.cells;
    cr_assert(plan.solves == 4 && expected <= found && found < 4.0 * expected, "%g %g", expected,
              found);
    trial_drop(&t);
    trial_read(stamp, SETTINGS(patch), &t);
    cr_assert_eq(aci_run_estimate(&t.scenario, &plan), ACI_OK);
    cr_assert(plan.solves == 1 && plan.cells[0] == 16 && plan.cells[1] == 16);
    trial_drop(&t);
    trial_read(stamp, SETTINGS("insertion.force_per_needle=0.1 mN"), &t);
    cr_assert_eq(aci_run_estimate(&t.scenario, &plan), ACI_OK);
    cr_assert(plan.solves == 1 && plan.cells[0] <= 1);
    trial_drop(&t);
}
