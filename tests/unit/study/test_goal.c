/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `optimise`: what it is read as, and what it is refused for. */
#include "acicula/study/goal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/study/goal_findings.h"
#include "support/formulas.h"
#include "support/scenarios.h"

static const char *const good =
    "optimise={vary: {channels.depth: {from: 50 um, to: 0.3 mm}, "
    "channels.pitch: {from: 250 um, to: 1 mm, spacing: log}}, "
    "target: [{result: absorbed, at_least: 2 ug/cm2}], "
    "constraints: [{result: layer_amount.dermis, at_most: 3 g/m2}, "
    "{result: invasiveness, at_least: 0 m, at_most: 1 um}], pareto: 5, seed: 7}";

Test(goal, is_read_with_its_results)
{
    trial t;
    aci_goal goal;
    trial_read(trial_cone, SETTINGS(good), &t);
    cr_assert_eq(aci_goal_read(t.config, &t.scenario, &goal), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(goal.variable_count, 2);
    cr_assert_eq(goal.ranges[0].least, 50e-6);
    cr_assert_eq(goal.ranges[0].most, 300e-6);
    cr_assert(!goal.ranges[0].is_log);
    cr_assert(goal.ranges[1].is_log);
    cr_assert_str_eq(goal.headlines[0].label, "invasiveness");
    cr_assert_eq(goal.target_count, 1);
    cr_assert_eq(goal.limit_count, 3);
    cr_assert_eq(goal.headline_count, 4);
    cr_assert_eq(goal.mechanical_count, 0, "there are no needles");
    aci_optimise_problem problem = aci_goal_problem(&goal, NULL, NULL);
    cr_assert_eq(problem.limits[0].output, 1);
    cr_assert_eq(problem.limits[0].at_least, 2e-5);
    cr_assert_eq(problem.limits[0].at_most, INFINITY);
    cr_assert_eq(problem.limits[2].at_most, 1e-6);
    cr_assert_eq(problem.pareto, 5);
    cr_assert_eq(problem.seed, 7);
    trial_drop(&t);
}

static void check_refused(const char *setting, const char *key, const char *words)
{
    trial t;
    aci_goal goal;
    trial_read(trial_cone, setting != NULL ? SETTINGS(setting) : NULL, &t);
    cr_assert_eq(aci_goal_read(t.config, &t.scenario, &goal), ACI_BAD_INPUT, "%s", setting);
    const char *page = aci_config_faults(t.config);
    cr_assert_not_null(strstr(page, key), "%s: %s", key, page);
    cr_assert_not_null(strstr(page, words), "%s: %s", words, page);
    trial_drop(&t);
}

#define TARGET ", target: [{result: absorbed, at_least: 2 ug/cm2}]}"
#define DEPTH "{vary: {channels.depth: {from: 50 um, to: 0.3 mm}}"

Test(goal, says_what_is_wrong_with_what_is_varied)
{
    check_refused(NULL, "optimise", "missing");
    check_refused("optimise={target: [{result: absorbed, at_least: 2 ug/cm2}]}", "optimise.vary",
                  "nothing to choose");
    check_refused("optimise={vary: {channels.dept: {from: 50 um, to: 0.3 mm}}" TARGET,
                  "channels.dept", "channels.depth");
    check_refused("optimise={vary: {simulation: {from: 50 um, to: 0.3 mm}}" TARGET, "optimise.vary",
                  "no single value");
    check_refused("optimise={vary: {channels.depth: {from: 300 um, to: 300 um}}" TARGET, "to",
                  "not above `from`, which is 300 um");
    check_refused("optimise={vary: {channels.depth: {from: 50 um}}" TARGET, "to", "missing");
    check_refused("optimise={vary: {channels.depth: {from: 50, to: 0.3 mm}}" TARGET, "from",
                  "unit");
    check_refused("optimise={vary: {channels.depth: {from: 50 s, to: 0.3 mm}}" TARGET, "from",
                  "dimension");
    check_refused("optimise={vary: {channels.depth: {from: 50 um, to: 0.3 mm, spacin: log}}" TARGET,
                  "spacin", "did you mean 'spacing'");
    check_refused("optimise={vary: {channels.depth: [50 um, 0.3 mm]}" TARGET, "channels.depth",
                  "expected a range");
    check_refused("optimise={vary: {skin.site: {from: cheek, to: forearm}}" TARGET, "skin.site",
                  "only numbers");
    check_refused("optimise={vary: {channels.partition: {from: -1, to: 2, spacing: log}}" TARGET,
                  "channels.partition", "-1");
}

Test(goal, says_what_is_wrong_with_what_is_wanted)
{
    check_refused("optimise=" DEPTH "}", "optimise.target", "must be reached");
    check_refused("optimise=" DEPTH ", target: [{result: absorbt, at_least: 2 ug/cm2}]}",
                  "optimise.target[0].result", "did you mean 'absorbed'");
    check_refused("optimise=" DEPTH ", target: [{result: absorbed}]}", "optimise.target[0]",
                  "limits nothing");
    check_refused("optimise=" DEPTH ", target: [{result: absorbed, at_least: 2 um}]}",
                  "optimise.target[0].at_least", "dimension");
    check_refused("optimise=" DEPTH ", target: [{result: absorbed, at: 7 min, at_least: 2 g/m2}]}",
                  "optimise.target[0].at", "no report time");
    check_refused("optimise=" DEPTH ", minimise: pain" TARGET, "optimise.minimise", "a device");
    check_refused("optimise=" DEPTH ", pareto: 2" TARGET, "optimise.pareto", "at least 3");
}

/* One design of a formula, as sheets. */
static void line(const double *x, double *values)
{
    values[0] = x[0];
    values[1] = 1e-5 * x[0] / 1e-4;
    values[2] = x[0];
    values[3] = 1e-7;
}

Test(goal, findings_hold_the_design_and_all_that_was_computed)
{
    trial t;
    aci_goal goal;
    formula_model formula = {.compute = line};
    aci_model model = formula_as_model(&formula, 2, 4);
    trial_read(trial_cone, SETTINGS(good), &t);
    cr_assert_eq(aci_goal_read(t.config, &t.scenario, &goal), ACI_OK);
    aci_optimise_problem problem = aci_goal_problem(&goal, &model, NULL);
    aci_optimise_result result;
    formula_solve(&problem, &result);
    aci_findings findings = {.sheet_count = 0};
    cr_assert_eq(aci_goal_findings_write(&goal, &t.scenario, &result, &findings), ACI_OK);
    const aci_sheet *design = aci_findings_sheet(&findings, "design");
    double depth = aci_findings_column(design, "value")->numbers[0];
    /* 1e-5 depth / 100 um must be 2e-5: 200 um, the least deep; depth has 6 digits. */
    cr_assert_float_eq(depth, 200e-6, 3e-6);
    cr_assert_str_eq(aci_findings_column(design, "key")->texts[0], "channels.depth");
    const aci_sheet *sides = aci_findings_sheet(&findings, "constraints");
    cr_assert_eq(sides->rows, 4);
    cr_assert_str_eq(aci_findings_column(sides, "state")->texts[0], "active");
    cr_assert_str_eq(aci_findings_column(sides, "role")->texts[1], "constraint");
    const aci_sheet *all = aci_findings_sheet(&findings, "evaluations");
    cr_assert_eq(all->rows, result.points.count);
    cr_assert_not_null(aci_findings_column(all, "channels_depth"));
    const aci_sheet *front = aci_findings_sheet(&findings, "pareto");
    cr_assert_eq(front->rows, result.pareto_count);
    cr_assert_str_eq(aci_findings_column(front, "benefit")->unit, "kg m-2");
    cr_assert_not_null(aci_findings_sheet(&findings, "headlines"));
    aci_findings_destroy(&findings);
    aci_optimise_destroy(&result);
    trial_drop(&t);
}
