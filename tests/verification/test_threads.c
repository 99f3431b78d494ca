/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One thread or several: the same bits of every number and every field. The grids are large enough
/// for all parallel branches (fields from 65536 cells on).
#include <criterion/criterion.h>
#include <string.h>

#include "support/scenarios.h"

enum { THREADS = 3 };

#define FIELDS "output={fields: [activity], field_times: [1 h, 4 h]}"

static void check_same_history(const aci_history *a, const aci_history *b)
{
    size_t times = (size_t)a->times;
    for (int row = 0; row < ACI_HISTORY_ROWS; ++row) {
        cr_assert(memcmp(a->rows[row], b->rows[row], times * sizeof(double)) == 0, "row %d", row);
    }
    cr_assert(
        memcmp(a->layer_amount, b->layer_amount, times * (size_t)a->layers * sizeof(double)) == 0);
    cr_assert(memcmp(a->numerical_error, b->numerical_error, sizeof a->numerical_error) == 0);
    cr_assert(a->steady_flux == b->steady_flux);
}

static void check_same_fields(const field_log *a, const field_log *b)
{
    cr_assert(a->count == 2 && b->count == 2 && a->cells == b->cells);
    for (int n = 0; n < a->count; ++n) {
        cr_assert(memcmp(a->activity[n], b->activity[n], a->cells * sizeof(double)) == 0);
    }
}

static void check(const char *const *settings, long cells)
{
    trial t[THREADS];
    field_log log[THREADS];
    for (int n = 0; n < THREADS; ++n) {
        aci_observer observer = field_log_observer(&log[n]);
        cr_assert(aci_run_set_threads(n + 1) == n + 1);
        trial_read(trial_cone, settings, &t[n]);
        trial_run(&t[n], &observer);
        cr_assert(t[n].results.cost.cells == cells, "%ld", t[n].results.cost.cells);
    }
    for (int n = 1; n < THREADS; ++n) {
        check_same_history(&t[0].results.history, &t[n].results.history);
        check_same_history(&t[0].results.control, &t[n].results.control);
        check_same_fields(&log[0], &log[n]);
    }
    for (int n = 0; n < THREADS; ++n) {
        field_log_drop(&log[n]);
        trial_drop(&t[n]);
    }
}

Test(threads, finite_dose_in_a_box)
{
    check(SETTINGS("simulation={geometry: box, duration: 4 h, report_times: [1 h, 4 h], "
                   "accuracy: 5e-2, cells: {x: 36, y: 36, z: 54}}",
                   "product.dose=50 um", "skin.layers.dermis.clearance=1e-4 1/s", FIELDS),
          36L * 36L * 54L);
}

/// With the stepper, whose coefficients are filled again and again; fewer cells, enough for what
/// is parallel in the multigrid cycle (16384).
Test(threads, closing_channel_in_a_box)
{
    check(SETTINGS("simulation={geometry: box, duration: 1 min, report_times: [30 s, 1 min], "
                   "accuracy: 0.1, cells: {x: 22, y: 22, z: 36}}",
                   "channels.closure={law: exponential, time_constant: 10 min}",
                   "output={fields: [activity], field_times: [30 s, 1 min]}"),
          22L * 22L * 36L);
}

#define BINDING "skin.layers.dermis.binding={kind: linear, on_rate: 1e-3 1/s, off_rate: 1e-3 1/s}"

/// Stores of the cells in a Krylov space, and in steps.
Test(threads, binding_in_a_box)
{
    check(SETTINGS("simulation={geometry: box, duration: 4 h, report_times: [1 h, 4 h], "
                   "accuracy: 5e-2, cells: {x: 36, y: 36, z: 54}}",
                   "product.dose=50 um", BINDING, FIELDS),
          36L * 36L * 54L);
}

Test(threads, binding_beside_a_closing_channel_in_a_box)
{
    check(SETTINGS("simulation={geometry: box, duration: 1 min, report_times: [30 s, 1 min], "
                   "accuracy: 0.1, cells: {x: 22, y: 22, z: 36}}",
                   "channels.closure={law: exponential, time_constant: 10 min}", BINDING,
                   "output={fields: [activity], field_times: [30 s, 1 min]}"),
          22L * 22L * 36L);
}

/// Tangents renewed within each stage, of metabolism and of saturable binding.
Test(threads, metabolism_and_saturable_binding_in_a_box)
{
    check(SETTINGS("simulation={geometry: box, duration: 1 min, report_times: [30 s, 1 min], "
                   "accuracy: 0.1, cells: {x: 22, y: 22, z: 36}}",
                   "skin.layers.dermis.binding={kind: saturable, on_rate: 1 m3/kg/s, off_rate: "
                   "1e-3 1/s, capacity: 0.1 kg/m3}",
                   "skin.layers.dermis.metabolism={rate_max: 1e-3 kg/m3/s, half_saturation: 0.1 "
                   "kg/m3}",
                   "output={fields: [activity], field_times: [30 s, 1 min]}"),
          22L * 22L * 36L);
}
