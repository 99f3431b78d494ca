/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sensitivity and tolerance from the command line: sheets, words, JSON, and going on. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/findings_file.h"
#include "place.h"
#include "support/scenarios.h"

TestSuite(uncertain, .timeout = 60);

static const char sections[] =
    "uncertain:\n"
    "  skin.layers.stratum_corneum.thickness: {distribution: normal, tolerance: 3 um}\n"
    "  skin.layers.dermis.diffusivity: {distribution: lognormal, factor: 1.5}\n"
    "sensitivity: {samples: 16, results: [steady_flux, {result: absorbed, at: 24 h}]}\n"
    "tolerance: {samples: 32, results: [steady_flux]}\n"
    "spec: [{result: steady_flux, at_least: 0 ug/cm2/h}, {result: absorbed, at_most: 1 g/m2}]\n";

static void open_place(place *at)
{
    char text[4096];
    place_open(at);
    snprintf(text, sizeof text, "%s%s", trial_slab, sections);
    place_write(at, "u.yaml", text);
}

static void read_findings(const place *at, const char *name, aci_findings *out)
{
    char path[2 * PLACE_PATH];
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    cr_assert_eq(aci_findings_file_read(path, out), ACI_OK, "%s", aci_status_message());
}

static double number(const aci_findings *findings, const char *sheet, const char *column, int row)
{
    const aci_column *found = aci_findings_column(aci_findings_sheet(findings, sheet), column);
    cr_assert(found != NULL && found->numbers != NULL, "%s.%s", sheet, column);
    return found->numbers[row];
}

/* What lets the steady flux through a stack of layers is the stratum corneum: 15 um at 1e-14 m2/s
   against 1e-10 and 2e-10 m2/s below; flux u0 / sum(h / D), so the elasticity is -h D' / D h'. */
Test(uncertain, sensitivity_finds_the_barrier_of_a_slab)
{
    place at;
    aci_findings found = {.sheet_count = 0};
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" sensitivity u.yaml --quiet --out s.h5"), 0);
    read_findings(&at, "s.h5", &found);
    cr_assert_gt(number(&found, "indices", "steady_flux_total", 0), 0.9);
    cr_assert_lt(number(&found, "indices", "steady_flux_total", 1), 0.1);
    cr_assert_float_eq(number(&found, "tornado", "steady_flux_elasticity", 0), -1.0, 0.1);
    double median = number(&found, "tornado", "steady_flux_median", 0);
    cr_assert_eq(number(&found, "headlines", "value", 0), median);
    cr_assert_lt(number(&found, "headlines", "numerical", 0), 0.02 * median);
    cr_assert_lt(number(&found, "headlines", "parameter_low", 0), median);
    cr_assert_eq(aci_findings_sheet(&found, "samples")->rows, 32);
    aci_findings_destroy(&found);
    place_check_code(&at,
                     place_run(&at, "ls s_indices.csv s_tornado.csv s_headlines.csv "
                                    "s_samples.csv; ls *.partial 2>/dev/null | wc -l"),
                     0);
    place_check_has(at.out, "0\n");
    place_close(&at);
}

Test(uncertain, tolerance_holds_results_against_the_spec)
{
    place at;
    aci_findings found = {.sheet_count = 0};
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" tolerance u.yaml --quiet --out t.h5"), 0);
    read_findings(&at, "t.h5", &found);
    cr_assert_eq(aci_findings_sheet(&found, "distribution")->rows, 9);
    cr_assert_eq(aci_findings_sheet(&found, "moments")->rows, 2);
    cr_assert_eq(aci_findings_sheet(&found, "spec")->rows, 2);
    cr_assert_eq(number(&found, "spec", "within", 0), 1.0);
    double regression = number(&found, "contributions", "steady_flux_regression", 0);
    cr_assert(regression > 0.9 && regression < 1.1);
    aci_findings_destroy(&found);
    place_close(&at);
}

/* The samples are what `run --set` gives, bit for bit. */
Test(uncertain, a_sample_is_a_run_of_its_own)
{
    place at;
    aci_findings found = {.sheet_count = 0};
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" tolerance u.yaml --quiet --out t.h5"), 0);
    read_findings(&at, "t.h5", &found);
    double thickness = number(&found, "samples", "skin_layers_stratum_corneum_thickness", 5);
    double diffusivity = number(&found, "samples", "skin_layers_dermis_diffusivity", 5);
    double flux = number(&found, "samples", "steady_flux", 5);
    place_check_code(&at,
                     place_run(&at,
                               "\"$A\" run u.yaml --json --out r.h5 --set "
                               "skin.layers.stratum_corneum.thickness='%.17g m' --set "
                               "skin.layers.dermis.diffusivity='%.17g m2/s'",
                               thickness, diffusivity),
                     0);
    const char *key = strstr(at.out, "\"steady_flux\": ");
    cr_assert(key != NULL && strtod(key + 15, NULL) == flux, "%.17g\n%s", flux, at.out);
    aci_findings_destroy(&found);
    place_close(&at);
}

Test(uncertain, both_tell_in_words_and_json_the_same_for_any_number_of_threads)
{
    place at;
    open_place(&at);
    place_check_code(&at,
                     place_run(&at, "for v in sensitivity tolerance; do\n"
                                    "  for t in 1 2; do\n"
                                    "    \"$A\" $v u.yaml --threads $t --out $v.h5 --force "
                                    ">$v.$t 2>/dev/null || exit 1\n"
                                    "  done; cmp $v.1 $v.2 || exit 1\n"
                                    "  \"$A\" $v u.yaml --json --out $v.h5 --force 2>/dev/null "
                                    "|| exit 1\ndone; cat sensitivity.1 tolerance.1"),
                     0);
    place_check_has(at.out, "\"indices\": {");
    place_check_has(at.out, "\"contributions\": {");
    place_check_has(at.out, "\"parameter_high\": ");
    place_check_has(at.out, "steady_flux");
    place_check_has(at.out, "Limits\n");
    place_close(&at);
}

Test(uncertain, quiet_keeps_the_json)
{
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" sensitivity u.yaml --json --quiet"), 0);
    place_check_has(at.out, "\"indices\": {");
    place_check_code(&at, place_run(&at, "\"$A\" tolerance u.yaml --json --quiet"), 0);
    place_check_has(at.out, "\"contributions\": {");
    place_close(&at);
}

/// Hours of runs are not lost because one of the files cannot be written.
Test(uncertain, a_sheet_that_cannot_be_written_loses_nothing)
{
    static const char command[] = "\"$A\" sensitivity u.yaml --json --out s.h5";
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "mkdir s_tornado.csv; %s", command), 5);
    place_check_has(at.err, "s_tornado.csv: is no regular file");
    cr_assert(place_has(&at, "s.h5.partial") && !place_has(&at, "s.h5"));
    place_check_code(&at, place_run(&at, "rmdir s_tornado.csv; %s", command), 0);
    cr_assert(place_has(&at, "s.h5") && !place_has(&at, "s.h5.partial"));
    place_close(&at);
}

Test(uncertain, no_sheet_takes_the_place_of_what_is_read)
{
    place at;
    open_place(&at);
    place_check_code(&at,
                     place_run(&at, "cp u.yaml s_tornado.csv; "
                                    "\"$A\" sensitivity s_tornado.csv --quiet --out s.h5"),
                     2);
    place_check_has(at.err, "writing s_tornado.csv would destroy s_tornado.csv");
    place_check_code(&at, place_run(&at, "cmp u.yaml s_tornado.csv"), 0);
    place_close(&at);
}

Test(uncertain, without_anything_uncertain_is_refused_and_leaves_nothing)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" sensitivity slab.yaml; c=$?; ls | wc -l; exit $c"),
                     2);
    place_check_has(at.err, "error: uncertain: missing");
    place_check_has(at.out, "1\n");
    place_check_code(&at, place_run(&at, "\"$A\" tolerance slab.yaml"), 2);
    place_close(&at);
}
