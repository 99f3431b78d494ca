/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The ledger: what is found is what was applied, in every kind of scenario, to 1e-9 at every
/// output (trial_run asserts it); and a loss that is planted is seen.
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "study/mesh.h"
#include "study/simulate.h"
#include "support/scenarios.h"

#define COARSE "simulation.accuracy=5e-2"

static const char *const closing = "channels.closure={law: exponential, time_constant: 4 h}";

/// All of {infinite, finite} x {sink, sealed} x {without, with clearance} of one config.
static void check_all(const char *text, const char *geometry, const char *cells, const char *extra)
{
    for (int kind = 0; kind < 8; ++kind) {
        const char *const settings[] = {
            COARSE,
            geometry,
            cells,
            kind & 1 ? "product.dose=50 um" : "product.dose=infinite",
            kind & 2 ? "skin.below=sealed" : "skin.below=sink",
            kind & 4 ? "skin.layers.dermis.clearance=1e-4 1/s"
                     : "skin.layers.dermis.clearance=0 1/s",
            extra,
            NULL,
        };
        trial t;
        trial_compute(text, settings, &t);
        cr_assert(kind & 4 || trial_last(&t, ACI_HISTORY_cleared) == 0.0);
        cr_assert(!(kind & 2) || trial_last(&t, ACI_HISTORY_bottom) == 0.0);
        cr_assert(trial_last(&t, ACI_HISTORY_applied) > 0.0);
        trial_drop(&t);
    }
}

Test(balance, slab)
{
    check_all(trial_slab, "simulation.geometry=slab", "simulation.cells={z: 40}", NULL);
}

Test(balance, axisymmetric)
{
    const char *cells = "simulation.cells={r: 16, z: 32}";
    check_all(trial_cone, "simulation.geometry=axisymmetric", cells, NULL);
    check_all(trial_cone, "simulation.geometry=axisymmetric", cells, closing);
}

Test(balance, box)
{
    const char *cells = "simulation.cells={x: 8, y: 8, z: 20}";
    check_all(trial_cone, "simulation.geometry=box", cells, NULL);
    check_all(trial_cone, "simulation.geometry=box", cells, closing);
}

/// The loss of the next simulation: kg/s taken from one cell in the middle of the stack.
static double loss;

static void take_away(aci_operator *op)
{
    cr_assert(aci_operator_add_source(op) == ACI_OK);
    op->source[op->extent.count / 2] -= loss;
}

/// One simulation of a finite dose of which `part` is taken away over the duration. The time steps
/// need not be small: the ledger holds for any.
static aci_status simulate_with_loss(const char *text, const char *cells, double part)
{
    trial t;
    trial_read(text, SETTINGS("product.dose=50 um", cells), &t);
    aci_grid *grid;
    cr_assert(aci_mesh_create(&t.scenario, t.scenario.geometry, 1.0, &grid) == ACI_OK);
    double dose = t.scenario.product.concentration * t.scenario.product.film * grid->footprint;
    loss = part * dose / t.scenario.duration;
    aci_simulate_options options = {
        .scenario = &t.scenario, .grid = grid, .tolerance = 1e-3, .disturb = take_away};
    aci_solution solution;
    aci_status status = aci_simulate(&options, &solution);
    aci_simulate_destroy(&solution);
    aci_grid_destroy(&grid);
    trial_drop(&t);
    return status;
}

static void check_loss_is_seen(const char *text, const char *cells)
{
    cr_assert(simulate_with_loss(text, cells, 0.0) == ACI_OK, "%s", aci_status_message());
    cr_assert(simulate_with_loss(text, cells, 5e-10) == ACI_OK, "%s", aci_status_message());
    cr_assert(simulate_with_loss(text, cells, 1e-6) == ACI_NUMERICAL);
    cr_assert_not_null(strstr(aci_status_message(), "mass balance"), "%s", aci_status_message());
    cr_assert(simulate_with_loss(text, cells, 2e-9) == ACI_NUMERICAL);
    cr_assert(simulate_with_loss(text, cells, -1e-6) == ACI_NUMERICAL);
    cr_assert_not_null(strstr(aci_status_message(), "mass balance"), "%s", aci_status_message());
}

/// A loss of 1e-6 ends the run; so does twice of what is allowed, and a gain. Half of what is
/// allowed passes.
Test(balance, planted_loss_is_seen)
{
    check_loss_is_seen(trial_slab, "simulation.cells={z: 40}");
    check_loss_is_seen(trial_cone, "simulation.cells={r: 16, z: 32}");
}
