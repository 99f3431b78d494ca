/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The benchmark set through the whole run: errors within what was asked for, estimates between
/// once and twenty times the true error, mass kept (trial_run). The references are tables of
/// tests/verification/reference, made apart from this program.
#include <criterion/criterion.h>
#include <stdio.h>

#include "support/reference.h"
#include "support/scenarios.h"

static const double most = 20.0;
static const double film = 50e-6; ///< kg/m2 at 1 kg/m3

/// Returns the cells of the finest grid.
static long check(const char *name, double accuracy, double dose)
{
    char path[128], setting[64];
    reference expected;
    trial t;
    snprintf(path, sizeof path, "configs/benchmark/%s.yaml", name);
    snprintf(setting, sizeof setting, "simulation.accuracy=%g", accuracy);
    reference_read(name, dose, &expected);
    trial_read_file(path, SETTINGS(setting), &t);
    trial_run(&t, NULL);
    const aci_history *h = &t.results.history;
    printf("%s at %.0e: error %.1e, estimate %.1e, %ld cells, %.2f s\n", name, accuracy,
           reference_error(&expected, h, REFERENCE_ABSORBED),
           h->numerical_error[ACI_HISTORY_absorbed], t.results.cost.cells,
           t.results.cost.wall_seconds);
    cr_expect(t.results.accuracy_reached);
    reference_check_contract(&expected, h, accuracy);
    reference_check_estimates(&expected, h, most);
    const long cells = t.results.cost.cells;
    trial_drop(&t);
    return cells;
}

Test(benchmark, b1_a0)
{
    check("B1_a0", 1e-2, 0.0);
    check("B1_a0", 1e-3, 0.0);
}

Test(benchmark, b1_a1)
{
    check("B1_a1", 1e-2, 0.0);
    check("B1_a1", 1e-3, 0.0);
}

Test(benchmark, b1_b0)
{
    check("B1_b0", 1e-2, 0.0);
    check("B1_b0", 1e-3, 0.0);
}

Test(benchmark, b1_b1)
{
    check("B1_b1", 1e-2, 0.0);
    check("B1_b1", 1e-3, 0.0);
}

Test(benchmark, b1_v1)
{
    check("B1_v1", 1e-2, film);
    check("B1_v1", 1e-3, film);
}

Test(benchmark, b2)
{
    check("B2", 1e-2, film);
}

/// So few cells that a coarser grid would be the same one, or have the same cell in the barrier:
/// the estimates are of the size of the errors all the same.
Test(benchmark, given_cells_too_few_to_coarsen_have_errors_that_are_told)
{
    static const char *const cells[] = {"simulation.cells={r: 3, z: 3}",
                                        "simulation.cells={r: 6, z: 6}",
                                        "simulation.cells={r: 12, z: 12}"};
    reference expected;
    reference_read("B1_a1", 0.0, &expected);
    for (size_t n = 0; n < sizeof cells / sizeof *cells; ++n) {
        trial t;
        trial_read_file("configs/benchmark/B1_a1.yaml", SETTINGS(cells[n]), &t);
        trial_run(&t, NULL);
        const aci_history *h = &t.results.history;
        double error = reference_error(&expected, h, REFERENCE_ABSORBED);
        printf("B1_a1 %s: error %.1e, estimate %.1e, intact %.1e\n", cells[n], error,
               h->numerical_error[ACI_HISTORY_absorbed],
               t.results.control.numerical_error[ACI_HISTORY_absorbed]);
        cr_expect(h->numerical_error[ACI_HISTORY_absorbed] > error);
        cr_expect(h->numerical_error[ACI_HISTORY_absorbed] < error * most);
        cr_expect(t.results.control.numerical_error[ACI_HISTORY_absorbed] > 1e-2);
        cr_expect_not(t.results.accuracy_reached);
        trial_drop(&t);
    }
}

Test(benchmark, long_b1_infinite_dose)
{
    skip_unless_long();
    check("B1_a0", 1e-4, 0.0);
    check("B1_a1", 1e-4, 0.0);
    check("B1_b0", 1e-4, 0.0);
    check("B1_b1", 1e-4, 0.0);
}

Test(benchmark, long_b1_v1)
{
    skip_unless_long();
    check("B1_v1", 1e-4, film);
}

Test(benchmark, long_b2_to_1e_3)
{
    skip_unless_long();
    check("B2", 1e-3, film);
}

/// Beyond two million cells at a tight tolerance: with vectors in single precision the balance of
/// mass did not close, and the run began again twice.
Test(benchmark, long_b2_to_3e_4)
{
    skip_unless_long();
    cr_expect(check("B2", 3e-4, film) <= 3000000);
}

/// The same at a loose one, where they are single: ten vectors for each of the two levels.
Test(benchmark, long_b2_in_single_precision_takes_one_attempt)
{
    skip_unless_long();
    trial t;
    trial_read_file(
        "configs/benchmark/B2.yaml",
        SETTINGS("simulation.accuracy=1e-2", "simulation.cells={x: 128, y: 128, z: 192}"), &t);
    trial_run(&t, NULL);
    cr_expect(t.results.cost.solves < 30, "%ld solves", t.results.cost.solves);
    trial_drop(&t);
}

Test(benchmark, long_b2_to_1e_4)
{
    skip_unless_long();
    check("B2", 1e-4, film);
}
