/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/run.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/scenarios.h"

TestSuite(run, .timeout = 60);

typedef struct course {
    double fraction;
    int calls;
    double at_begin; ///< fraction when the last grid began
} course;

static aci_status follow(void *context, double fraction, const char *stage)
{
    course *c = context;
    cr_assert(fraction >= c->fraction && fraction <= 1.0, "%g after %g, %s", fraction, c->fraction,
              stage);
    c->fraction = fraction;
    ++c->calls;
    return ACI_OK;
}

/// Through a layer as tight as this one next to nothing moves: a Krylov space misses the balance,
/// and the same level is done again in steps, from its beginning.
Test(run, progress_never_runs_backwards_where_a_level_is_done_again)
{
    course c = {0};
    const aci_observer observer = {.context = &c, .progress = follow};
    trial t;
    trial_read(trial_slab, SETTINGS("skin.layers.stratum_corneum.diffusivity=1e-25 m2/s"), &t);
    trial_run(&t, &observer);
    cr_assert_str_eq(t.results.cost.propagator, "ESDIRK4");
    cr_assert_gt(c.calls, 10);
    trial_drop(&t);
}

static aci_status note_begin(void *context, const aci_scene *scene)
{
    course *c = context;
    (void)scene;
    c->at_begin = c->fraction;
    return ACI_OK;
}

/// The last grid has most of the cells, eight times those of the first one or more: most of the
/// progress must be left for it, lest no time seems to be left while it is solved.
Test(run, progress_leaves_most_of_itself_for_the_last_grid)
{
    static const char *const accuracies[] = {"simulation.accuracy=3e-2",
                                             "simulation.accuracy=1e-2"};
    for (size_t n = 0; n < sizeof accuracies / sizeof *accuracies; ++n) {
        course c = {0};
        const aci_observer observer = {.context = &c, .begin = note_begin, .progress = follow};
        trial t;
        trial_read_file("configs/benchmark/B2.yaml", SETTINGS(accuracies[n]), &t);
        trial_run(&t, &observer);
        cr_expect(c.at_begin > 0.05 && c.at_begin < 0.5, "%g", c.at_begin);
        trial_drop(&t);
    }
}

static double expected_cells(const aci_run_plan *plan)
{
    return 1.0 * plan->cells[0] * plan->cells[1] * plan->cells[2];
}

/// Time and memory follow from the cells; only these are the same on every machine. A factor of 2
/// either way, as the header promises.
Test(run, the_estimate_has_the_cells_of_the_run_to_a_factor_of_two)
{
    static const char *const cases[][2] = {
        {"configs/first_run.yaml", "simulation.accuracy=1e-2"},
        {"configs/first_run.yaml", "simulation.accuracy=1e-3"},
        {"configs/benchmark/B1_a1.yaml", "simulation.accuracy=1e-2"},
        {"configs/benchmark/B1_v1.yaml", "simulation.accuracy=1e-3"},
        {"configs/benchmark/B2.yaml", "simulation.accuracy=1e-2"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; ++n) {
        trial t;
        aci_run_plan plan;
        trial_read_file(cases[n][0], SETTINGS(cases[n][1]), &t);
        cr_assert_eq(aci_run_estimate(&t.scenario, &plan), ACI_OK);
        trial_run(&t, NULL);
        double cells = (double)t.results.cost.cells;
        double ratio = cells / expected_cells(&plan);
        cr_expect(ratio > 0.5 && ratio < 2.0, "%s %s: %g", cases[n][0], cases[n][1], ratio);
        cr_expect(cells <= plan.cells_most);
        cr_expect(plan.memory_most >= plan.memory && plan.time > 0.0 &&
                  plan.time_most >= plan.time);
        trial_drop(&t);
    }
}

/// The companion is 0.62 of the resolution on both axes: time and memory rise as the cells do.
Test(run, the_estimate_takes_given_cells_as_they_are)
{
    trial t;
    aci_run_plan small, large;
    trial_read(trial_cone, SETTINGS("simulation.cells={r: 40, z: 60}"), &t);
    cr_assert_eq(aci_run_estimate(&t.scenario, &small), ACI_OK);
    trial_drop(&t);
    trial_read(trial_cone, SETTINGS("simulation.cells={r: 80, z: 120}"), &t);
    cr_assert_eq(aci_run_estimate(&t.scenario, &large), ACI_OK);
    trial_drop(&t);
    cr_assert(small.cells[0] == 40 && small.cells[1] == 1 && small.cells[2] == 60);
    cr_assert_eq(small.cells_most, 2400.0);
    cr_assert(large.time > small.time && large.memory > small.memory);
}

/// A tract of 0.1 um needs cells of half its radius over the whole patch of 10 cm: 4e12 columns.
Test(run, a_grid_that_cannot_be_held_is_refused_at_once)
{
    trial t;
    aci_run_plan plan;
    aci_tract tract = {.x = 0.05, .y = 0.05, .length = 1e-4, .mouth_radius = 1e-7};
    trial_read(trial_slab, SETTINGS("simulation.accuracy=1e-2"), &t);
    t.scenario.geometry = ACI_BOX;
    t.scenario.patch = 0.1;
    t.scenario.channels.kind = ACI_CHANNELS_PATCH;
    t.scenario.channels.tracts = &tract;
    t.scenario.channels.tract_count = 1;
    cr_assert_eq(aci_run_estimate(&t.scenario, &plan), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "simulation.accuracy"));
    t.scenario.channels.tracts = NULL;
    trial_drop(&t);
}
