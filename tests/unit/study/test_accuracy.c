/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/accuracy.h"

#include <criterion/criterion.h>

#include "acicula/study/run.h"
#include "support/tolerances.h"

enum { TIMES = 2 };

static const double applied = 3e-3;

/// Absorbed at the end and half of it before, of a finite dose.
static double measure(double accuracy, double absorbed, int time)
{
    aci_scenario scenario = {.accuracy = accuracy};
    aci_history history;
    cr_assert_eq(aci_results_create_history(TIMES, 1, &history), ACI_OK);
    for (int n = 0; n < TIMES; ++n) {
        history.time[n] = 3600.0 * (n + 1);
        history.rows[ACI_HISTORY_applied][n] = applied;
        history.rows[ACI_HISTORY_absorbed][n] = absorbed * (n + 1) / TIMES;
    }
    double found = aci_accuracy_measure(&scenario, &history, ACI_HISTORY_absorbed, time);
    aci_results_destroy_history(&history);
    return found;
}

/// What is absorbed is followed by its own size down to a millionth of the dose; below that, and
/// where round-off of 1e-9 would be asked for, by these.
Test(accuracy_measure, ends_at_a_millionth_of_the_dose)
{
    cr_assert(measure(1e-2, 0.1 * applied, 0) == 0.05 * applied);
    cr_assert(measure(1e-2, 1e-5 * applied, 1) == 1e-5 * applied);
    assert_relative(measure(1e-2, 1e-9 * applied, 1), 1e-6 * applied, 1e-14);
    assert_relative(measure(1e-2, 0.0, 0), 1e-6 * applied, 1e-14);
    assert_relative(measure(1e-6, 0.0, 0), 1e-3 * applied, 1e-14);
}

/// An amount counts as resolved from where its allowed error would be all of it.
Test(accuracy_measure, less_than_its_error_is_nothing)
{
    const double accuracies[] = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5};
    for (int n = 0; n < 5; ++n) {
        aci_scenario scenario = {.accuracy = accuracies[n]};
        assert_relative(aci_run_resolved(&scenario) * applied,
                        accuracies[n] * measure(accuracies[n], 0.0, 0), 1e-14);
    }
}
