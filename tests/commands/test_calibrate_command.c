/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate, as a user runs it. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "acicula/output/findings_file.h"
#include "place.h"

TestSuite(calibrate_command, .timeout = 120);

/* Amounts that the slab gives at 3 kg/m3, by `run` itself: concentration is then found again. */
static void open_fit(place *at)
{
    place_open(at);
    int code = place_run(
        at,
        "\"$A\" run slab.yaml --set product.concentration='3 kg/m3' --out r.h5 --quiet && "
        "\"$A\" export r.h5 --units h,ug/cm2 | awk -F, 'NR==1{for(k=1;k<=NF;k++)"
        "if($k==\"absorbed\")c=k; print \"time,amount,sd,n\"} NR==2{print \"h,ug/cm2,ug/cm2,1\"} "
        "NR>2{printf \"%%s,%%s,%%.3g,3\\n\",$1,$c,$c*0.05}' > data.csv && "
        "{ cat slab.yaml; printf 'calibrate:\\n  fit: {product.concentration: {from: 0.5 kg/m3, "
        "to: 20 kg/m3}}\\n'; } > fit.yaml && sed -n 1,2p data.csv");
    place_check_code(at, code, 0);
}

Test(calibrate_command, finds_a_value_again)
{
    place at;
    aci_findings findings = {.sheet_count = 0};
    char path[2 * PLACE_PATH];
    open_fit(&at);
    place_check_code(&at, place_run(&at, "\"$A\" calibrate data.csv fit.yaml --plan"), 0);
    place_check_has(at.out, "product.concentration");
    place_check_has(at.out, "95 % interval (profile, errors as given)");
    place_check_has(at.out, "What to measure next");
    cr_assert(place_has(&at, "results/fit.calibrate.h5"));
    cr_assert(place_has(&at, "results/fit.calibrate_parameters.csv"));
    cr_assert(place_has(&at, "results/fit.calibrate_profile.csv"));
    snprintf(path, sizeof path, "%s/results/fit.calibrate.h5", at.folder);
    cr_assert_eq(aci_findings_file_read(path, &findings), ACI_OK, "%s", aci_status_message());
    const aci_sheet *sheet = aci_findings_sheet(&findings, "parameters");
    double estimate = aci_findings_column(sheet, "estimate")->numbers[0];
    double error = aci_findings_column(sheet, "standard_error")->numbers[0];
    cr_assert_float_eq(estimate, 3.0, 0.1 * error);
    aci_findings_destroy(&findings);
    place_check_code(&at, place_run(&at, "\"$A\" calibrate data.csv fit.yaml"), 5);
    place_check_has(at.err, "exists already");
    place_close(&at);
}

/* Samples later than the config's run: the run goes on to them, and that is said. */
Test(calibrate_command, says_that_a_run_is_prolonged)
{
    place at;
    open_fit(&at);
    place_check_code(&at,
                     place_run(&at,
                               "\"$A\" calibrate data.csv fit.yaml --set "
                               "'simulation.duration=1 h' --set 'simulation.report_times=[1 h]'"),
                     0);
    place_check_has(at.out, "simulation.duration");
    place_check_has(at.out, "the run goes on to then");
    place_close(&at);
}

/* The data may also be named in the config, relative to it; results do not depend on threads. */
Test(calibrate_command, is_the_same_for_any_threads_and_way_to_the_data)
{
    place at;
    open_fit(&at);
    place_check_code(&at,
                     place_run(&at,
                               "\"$A\" calibrate data.csv fit.yaml --json --threads 1 --out a.h5 "
                               "&& mv a_parameters.csv one.csv"),
                     0);
    place_check_has(at.out, "\"p_value\"");
    place_check_code(&at,
                     place_run(&at,
                               "printf '  data: [data.csv]\\n' >> fit.yaml && \"$A\" calibrate "
                               "fit.yaml --quiet --threads 2 --out a.h5 --force && cmp "
                               "a_parameters.csv one.csv"),
                     0);
    place_close(&at);
}

Test(calibrate_command, faults_have_their_place)
{
    static const struct {
        const char *command, *fault;
        int code;
    } cases[] = {
        {"\"$A\" calibrate none.csv fit.yaml", "cannot read the data none.csv: No such file", 5},
        {"sed 's/^2,/2,x/' data.csv > bad.csv; \"$A\" calibrate bad.csv fit.yaml",
         "bad.csv:4:3: error: calibrate.data[0]: 'x", 2},
        {"\"$A\" calibrate data.csv data.csv fit.yaml", "data.csv is named twice", 2},
        {"cp data.csv b.csv; sed 's/$/,data/; 1s/data/set/; 2s/data//' b.csv > c.csv; \"$A\" "
         "calibrate data.csv c.csv fit.yaml",
         "c.csv:3:1: error: calibrate.data[1]: the same amount of data set 'data' at this time as "
         "in data.csv:3",
         2},
        {"\"$A\" calibrate slab.yaml", "error: calibrate: missing, expected what to fit", 2},
        {"\"$A\" calibrate fit.yaml", "calibrate.data: missing, expected CSV files", 2},
        {"\"$A\" calibrate", "calibrate needs [DATA...] CONFIG", 2},
    };
    place at;
    open_fit(&at);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        place_check_code(&at, place_run(&at, "%s", cases[k].command), cases[k].code);
        place_check_has(at.err, cases[k].fault);
        cr_assert_not(place_has(&at, "results/fit.calibrate.h5"));
    }
    place_close(&at);
}
