/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimise: from a config to a design and its files; needles alone, which is quick. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/findings_file.h"
#include "place.h"

TestSuite(optimise_command, .timeout = 120);

/* The deeper the needle the larger its wound: the best one just reaches the depth. */
#define GOAL                                                                                       \
    "--set optimise='{vary: {device.needle.length: {from: 0.2 mm, to: 0.8 mm}}, "                  \
    "target: [{result: depth, at_least: 60 um}], "                                                 \
    "constraints: [{result: bleeding, at_most: 50 %%}], screening: 6, tolerance: 2 %%, pareto: "   \
    "4}'"

static double number_of(const char *json, const char *key)
{
    const char *found = strstr(json, key);
    cr_assert_not_null(found, "%s in %s", key, json);
    return strtod(strchr(found, ':') + 1, NULL);
}

Test(optimise_command, finds_the_shortest_needle_that_is_deep_enough)
{
    place at;
    aci_findings findings;
    char path[2 * PLACE_PATH];
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" optimise stamp.yaml " GOAL " --json --out o.h5"),
                     0);
    place_check_has(at.out, "\"feasible\": true");
    double value = number_of(strstr(at.out, "depth at_least"), "\"value\"");
    cr_assert_geq(value, 60e-6);
    cr_assert_leq(value, 66e-6, "%g", value);
    cr_assert(place_has(&at, "o_design.csv") && place_has(&at, "o_constraints.csv") &&
              place_has(&at, "o_pareto.csv") && place_has(&at, "o_evaluations.csv") &&
              place_has(&at, "o_headlines.csv"));
    cr_assert(!place_has(&at, "o.h5.partial"));
    snprintf(path, sizeof path, "%s/o.h5", at.folder);
    cr_assert_eq(aci_findings_file_read(path, &findings), ACI_OK, "%s", aci_status_message());
    const aci_sheet *design = aci_findings_sheet(&findings, "design");
    cr_assert_eq(aci_findings_column(design, "value")->numbers[0],
                 number_of(at.out, "device.needle.length"));
    aci_findings_destroy(&findings);
    place_check_code(&at, place_run(&at, "\"$A\" optimise stamp.yaml " GOAL " --out o.h5"), 5);
    place_close(&at);
}

Test(optimise_command, says_that_there_is_no_such_design_and_what_is_wrong_in_a_config)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at,
                     place_run(&at, "\"$A\" optimise stamp.yaml " GOAL " --out o.h5 "
                                    "--set optimise.pareto=0 "
                                    "--set 'optimise.target=[{result: depth, at_least: 2 mm}]'"),
                     0);
    place_check_has(at.out, "No design keeps to all limits");
    place_check_has(at.out, "Violated: depth at_least");
    place_check_code(&at, place_run(&at, "\"$A\" optimise stamp.yaml --out p.h5"), 2);
    place_check_has(at.err, "optimise: missing");
    place_check_code(&at,
                     place_run(&at, "\"$A\" optimise stamp.yaml " GOAL " --out p.h5 "
                                    "--set optimise.minimise=dept"),
                     2);
    place_check_has(at.err, "did you mean 'depth'");
    cr_assert(!place_has(&at, "p.h5") && !place_has(&at, "p.h5.partial"));
    place_close(&at);
}
