/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/accuracy.h"

#include <criterion/criterion.h>
#include <math.h>

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

/// Two levels of a finite dose, resolutions 2 and 1, that differ by `at_first` in what is cleared
/// at the first of two times, by a tenth of it at the second.
static aci_shortfall shortfall_of(double at_first, double layer)
{
    aci_scenario scenario = {.accuracy = 1e-2};
    aci_accurate levels[2] = {{.resolution = 2.0}, {.resolution = 1.0}};
    for (int level = 0; level < 2; ++level) {
        aci_history *h = &levels[level].solution.history;
        cr_assert_eq(aci_results_create_history(TIMES, 1, h), ACI_OK);
        for (int n = 0; n < TIMES; ++n) {
            h->time[n] = 3600.0 * (n + 1);
            h->rows[ACI_HISTORY_applied][n] = applied;
            h->rows[ACI_HISTORY_absorbed][n] = 0.5 * applied;
            double other = level * at_first * (n == 0 ? 1.0 : 0.1);
            h->rows[ACI_HISTORY_cleared][n] = 0.5 * applied * (1.0 + other);
            h->layer_amount[n] = applied * (0.5 + level * layer);
        }
    }
    aci_accuracy_estimate(&scenario, &levels[0], &levels[1]);
    aci_shortfall worst = aci_accuracy_shortfall(&levels[0], scenario.accuracy);
    assert_relative(aci_accuracy_excess(&levels[0], scenario.accuracy), worst.error / worst.allowed,
                    1e-14);
    aci_accuracy_destroy(&levels[0]);
    aci_accuracy_destroy(&levels[1]);
    return worst;
}

/// An amount may err by three times the accuracy; the estimate is 1.75/(2^1.5 - 1) differences.
Test(accuracy_shortfall, names_what_errs_most_and_when)
{
    const double factor = 1.75 / (pow(2.0, 1.5) - 1.0);
    aci_shortfall worst = shortfall_of(0.2, 0.1);
    cr_assert_eq(worst.row, ACI_HISTORY_cleared);
    cr_assert(worst.time == 3600.0 && !worst.is_control);
    assert_relative(worst.error, 0.2 * factor, 1e-12);
    assert_relative(worst.allowed, 3e-2, 1e-12);
    worst = shortfall_of(0.1, 0.2);
    cr_assert(worst.row == ACI_SHORTFALL_LAYER && worst.layer == 0 && worst.time == 0.0);
    assert_relative(worst.error, 0.2 * factor, 1e-12);
}
