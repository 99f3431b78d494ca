/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as a user meets it: exit codes, what it prints, what it leaves on the disk. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "place.h"

TestSuite(commands, .timeout = 60);

static void check_one_line(const char *text)
{
    const char *end = strchr(text, '\n');
    cr_assert(end != NULL && end[1] == '\0', "not one line:\n%s", text);
}

Test(commands, run_writes_one_file_and_says_so)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml"), 0);
    place_check_has(at.out, "results/slab.h5");
    place_check_has(at.out, "ug/cm2");
    place_check_has(at.out, "numerical error");
    place_check_has(at.out, "assumed");
    cr_assert(place_has(&at, "results/slab.h5"));
    place_check_code(&at, place_run(&at, "ls -A results"), 0);
    cr_assert_str_eq(at.out, "slab.h5\n");
    place_close(&at);
}

Test(commands, run_never_replaces_a_result_without_force)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --quiet --out r.h5"), 0);
    cr_assert_str_eq(at.out, "");
    cr_assert_str_eq(at.err, "");
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --out r.h5"), 5);
    place_check_has(at.err, "--force");
    check_one_line(at.err);
    place_check_code(&at, place_run(&at, "\"$A\" run --force --quiet slab.yaml --out=r.h5"), 0);
    place_check_code(
        &at, place_run(&at, "rm r.h5; touch r.h5.partial; \"$A\" run slab.yaml --out r.h5"), 5);
    place_check_has(at.err, "resume");
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --quiet --force --out r.h5"), 0);
    cr_assert_not(place_has(&at, "r.h5.partial"));
    place_close(&at);
}

Test(commands, bad_input_writes_nothing)
{
    place at;
    place_open(&at);
    place_check_code(
        &at, place_run(&at, "\"$A\" run slab.yaml --set skin.layers.dermis.thickness=-1um"), 2);
    place_check_has(at.err, "--set skin.layers.dermis.thickness");
    place_write(&at, "bad.yaml", "skin: {site: cheek}\nchanels: none\n");
    place_check_code(&at, place_run(&at, "\"$A\" run bad.yaml --out new/r.h5"), 2);
    place_check_has(at.err, "bad.yaml:2:1: error: chanels: ");
    place_check_has(at.err, "'channels'");
    cr_assert_str_eq(at.out, "");
    place_check_code(&at, place_run(&at, "\"$A\" run missing.yaml"), 5);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --out ."), 2);
    place_check_code(&at, place_run(&at, "ls -A"), 0);
    cr_assert_str_eq(at.out, ".err\n.out\nbad.yaml\nslab.yaml\n");
    place_close(&at);
}

Test(commands, all_faults_are_told_at_once)
{
    place at;
    place_open(&at);
    place_check_code(&at,
                     place_run(&at, "\"$A\" check slab.yaml --set product.concentration=1 "
                                    "--set 'simulation.duration=1 kg' --set nothing=1"),
                     2);
    place_check_has(at.err, "--set product.concentration");
    place_check_has(at.err, "--set simulation.duration");
    place_check_has(at.err, "--set nothing");
    place_close(&at);
}

Test(commands, a_bad_command_line_is_one_line_and_2)
{
    static const char *const lines[] = {"",
                                        "rn slab.yaml",
                                        "run",
                                        "run a b",
                                        "run slab.yaml --forse",
                                        "run slab.yaml --threads none",
                                        "list needles",
                                        "list",
                                        "explain channels.depht",
                                        "plot x.h5 --format gif",
                                        "plot x.h5 --figures sektion",
                                        "resume results/slab.h5",
                                        "insert slab.yaml --json --out r.h5",
                                        "sweep slab.yaml --jobs 4",
                                        "collect",
                                        "sensitivity",
                                        "tolerance",
                                        "optimise",
                                        "calibrate",
                                        "verify",
                                        "compare a b",
                                        "report a"};
    place at;
    place_open(&at);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        place_check_code(&at, place_run(&at, "\"$A\" %s", lines[i]), 2);
        check_one_line(at.err);
        cr_assert_str_eq(at.out, "");
    }
    place_close(&at);
}

Test(commands, check_touches_nothing_and_can_be_run)
{
    place at;
    place_open(&at);
    place_check_code(
        &at, place_run(&at, "\"$A\" check slab.yaml --set product.concentration='2 kg/m3'"), 0);
    place_check_has(at.out, "concentration: 2 kg/m3");
    place_check_has(at.out, "#   memory");
    cr_assert_str_eq(at.err, "");
    cr_assert_not(place_has(&at, "results"));
    place_write(&at, "resolved.yaml", at.out);
    place_check_code(&at, place_run(&at, "\"$A\" check resolved.yaml"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" check slab.yaml --quiet"), 0);
    cr_assert_str_eq(at.out, "");
    place_close(&at);
}

/// Braces and brackets outside of strings close, and nothing stands behind the last one.
static void check_json_object(const char *text)
{
    int depth = 0;
    bool is_text = false;
    cr_assert_eq(text[0], '{');
    for (const char *c = text; *c != '\0'; c++) {
        if (is_text && *c == '\\') {
            c++;
        } else if (*c == '"') {
            is_text = !is_text;
        } else if (!is_text) {
            depth += (*c == '{') - (*c == '}');
            cr_assert(depth > 0 || strcmp(c, "}\n") == 0 || strcmp(c, "\n") == 0);
        }
    }
    cr_assert_eq(depth, 0);
}

Test(commands, json_stands_alone_on_standard_output)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --json --out r.h5"), 0);
    check_json_object(at.out);
    place_check_has(at.out, "\"file\": \"r.h5\"");
    place_check_has(at.out, "\"lag_time\"");
    place_check_has(at.out, "\"time\": 14400");
    place_check_code(&at, place_run(&at, "\"$A\" check slab.yaml --json"), 0);
    check_json_object(at.out);
    place_check_has(at.out, "\"grid\"");
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --json --out r.h5"), 5);
    cr_assert_str_eq(at.out, "");
    place_close(&at);
}

Test(commands, a_config_may_come_from_standard_input)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run - --quiet <slab.yaml"), 0);
    cr_assert(place_has(&at, "results/config.h5"));
    place_check_code(&at, place_run(&at, "mkdir other; cd other; \"$A\" run ../slab.yaml --quiet"),
                     0);
    cr_assert(place_has(&at, "other/results/slab.h5"));
    place_close(&at);
}

static void check_same_numbers(const aci_reader *one, const aci_reader *other, const char *group)
{
    char **names = NULL;
    int count = 0;
    cr_assert_eq(aci_reader_names(one, group, &names, &count), ACI_OK);
    cr_assert_gt(count, 0);
    for (int i = 0; i < count; i++) {
        char path[PLACE_PATH];
        aci_reader_variable a, b;
        snprintf(path, sizeof path, "%s/%s", group, names[i]);
        cr_assert_eq(aci_reader_read(one, path, &a), ACI_OK);
        cr_assert_eq(aci_reader_read(other, path, &b), ACI_OK);
        cr_assert_eq(a.count, b.count);
        cr_assert(a.values == NULL || memcmp(a.values, b.values, a.count * sizeof(double)) == 0,
                  "%s differs", path);
        aci_reader_destroy_variable(&a);
        aci_reader_destroy_variable(&b);
    }
    aci_reader_destroy_names(&names, count);
}

static void check_same_files(const place *at, const char *one, const char *other)
{
    double field[2][4096];
    aci_reader *a = place_open_result(at, one), *b = place_open_result(at, other);
    int last = aci_reader_describe(a)->snapshots - 1;
    check_same_numbers(a, b, "/history");
    check_same_numbers(a, b, "/control");
    check_same_numbers(a, b, "/endpoints");
    cr_assert_lt(aci_reader_describe(a)->cells[2], 4096);
    cr_assert_eq(aci_reader_field(a, "concentration", last, field[0]), ACI_OK);
    cr_assert_eq(aci_reader_field(b, "concentration", last, field[1]), ACI_OK);
    size_t cells = (size_t)aci_reader_describe(a)->cells[2];
    cr_assert_eq(memcmp(field[0], field[1], cells * sizeof(double)), 0);
    aci_reader_destroy(&a);
    aci_reader_destroy(&b);
}

Test(commands, rerun_needs_the_file_alone_and_gives_the_same_bits)
{
    place at;
    place_open(&at);
    place_check_code(
        &at,
        place_run(&at, "\"$A\" run slab.yaml --quiet --out r.h5 --set "
                       "'skin.layers.dermis.clearance=1e-4 1/s' --set 'title=with \"quotes\"'"),
        0);
    place_check_code(&at, place_run(&at, "rm slab.yaml; \"$A\" rerun r.h5 --threads 1 --quiet"), 0);
    cr_assert_str_eq(at.err, "");
    check_same_files(&at, "r.h5", "r_rerun.h5");
    place_check_code(
        &at, place_run(&at, "\"$A\" export r.h5 >a; \"$A\" export r_rerun.h5 >b; cmp a b"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" rerun r_rerun.h5 --quiet --out s.h5"), 0);
    check_same_files(&at, "r.h5", "s.h5");
    place_check_code(&at, place_run(&at, "\"$A\" rerun r.h5"), 5);
    place_close(&at);
}

Test(commands, rerun_carries_the_files_a_config_reads)
{
    place at;
    place_open(&at);
    place_write(&at, "hole.csv", "depth_um,radius_um\n0,30\n200,10\n");
    place_write(&at, "cell.yaml",
                "skin:\n  layers: [{name: dermis, thickness: 500 um, diffusivity: 1e-10 m2/s, "
                "partition: 1}]\n"
                "channels: {profile: hole.csv, pitch: 500 um, diffusivity: 5e-10 m2/s, "
                "partition: 1}\n"
                "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
                "simulation: {geometry: axisymmetric, duration: 1 h, report_every: 1 h, "
                "cells: {r: 8, z: 24}, accuracy: 1e-1}\n");
    place_check_code(&at, place_run(&at, "\"$A\" run cell.yaml --quiet --out r.h5"), 0);
    place_check_code(&at, place_run(&at, "rm hole.csv cell.yaml; \"$A\" rerun r.h5 --quiet"), 0);
    place_check_code(
        &at, place_run(&at, "\"$A\" export r.h5 >a; \"$A\" export r_rerun.h5 >b; cmp a b"), 0);
    place_close(&at);
}

Test(commands, export_writes_tables)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --quiet --out r.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table history --units h,ug/cm2"), 0);
    place_check_has(at.out, "time,");
    place_check_has(at.out, "\nh,ug/cm2");
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table endpoints --out t.csv"), 0);
    cr_assert_str_eq(at.out, "");
    cr_assert(place_has(&at, "t.csv"));
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --out t.csv"), 5);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --out t.csv --force"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table nothing"), 2);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --units kg"), 2);
    place_check_code(&at, place_run(&at, "\"$A\" export slab.yaml"), 5);
    place_close(&at);
}

Test(commands, explain_and_list_know_what_there_is)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" explain"), 0);
    place_check_has(at.out, "channels.depth\n");
    place_check_has(at.out, "lag_time\n");
    place_check_code(&at, place_run(&at, "\"$A\" explain simulation.accuracy"), 0);
    place_check_has(at.out, "default:");
    place_check_code(&at, place_run(&at, "\"$A\" explain absorbed"), 0);
    place_check_has(at.out, "kg m-2");
    place_check_code(&at, place_run(&at, "\"$A\" explain --reference"), 0);
    place_check_has(at.out, "| `channels.depth` |");
    place_check_code(&at, place_run(&at, "\"$A\" list skins"), 0);
    place_check_has(at.out, "cheek");
    place_check_has(at.out, "assumed");
    place_check_code(&at, place_run(&at, "\"$A\" list compounds"), 0);
    place_check_has(at.out, "niacinamide");
    place_check_code(&at, place_run(&at, "\"$A\" list vehicles"), 0);
    place_check_has(at.out, "ethanol_propylene_glycol_water");
    place_check_code(&at, place_run(&at, "\"$A\" list solvents"), 0);
    place_check_has(at.out, "propylene_glycol\n");
    place_check_code(&at, place_run(&at, "\"$A\" list devices"), 0);
    place_check_has(at.out, "dermaroller_mf8");
    place_check_has(at.out, "stainless_steel");
    place_check_code(&at, place_run(&at, "\"$A\" explain device.needle"), 0);
    place_check_has(at.out, "device.needle.tip_radius\n");
    place_close(&at);
}

Test(commands, every_verb_helps_with_an_example)
{
    static const char *const verbs[] = {"run",     "check", "insert", "rerun",
                                        "explain", "list",  "plot",   "export"};
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" --help"), 0);
    place_check_has(at.out, "Example:");
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        place_check_code(&at, place_run(&at, "\"$A\" %s --help", verbs[i]), 0);
        place_check_has(at.out, "Example:\n  acicula ");
    }
    place_check_code(&at, place_run(&at, "\"$A\" --version"), 0);
    place_check_has(at.out, "HDF5");
    place_check_has(at.out, "libyaml");
    place_close(&at);
}

Test(commands, a_full_disk_behind_standard_output_is_seen)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" list compounds >/dev/full"), 5);
    place_check_code(&at, place_run(&at, "\"$A\" list compounds >&-"), 5);
    /* with standard output closed the result must not be mixed with the summary */
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --out r.h5 >&-"), 5);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5"), 0);
    place_close(&at);
}

Test(commands, plot_draws_what_the_file_has)
{
    place at;
    place_open(&at);
    if (place_run(&at, "command -v gnuplot") != 0) {
        place_close(&at);
        cr_skip("gnuplot is not installed");
    }
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --quiet --out r.h5"), 0);
    place_check_code(
        &at, place_run(&at, "\"$A\" plot r.h5 --figures absorbed,ledger --out pictures"), 0);
    cr_assert_str_eq(at.out, "pictures/r_absorbed.svg\npictures/r_ledger.svg\n");
    cr_assert(place_has(&at, "pictures/r_absorbed.svg"));
    cr_assert_not(place_has(&at, "pictures/r_profile.svg"));
    place_close(&at);
}

/* A cell of 90 000 unknowns takes seconds; the signal is sent when progress is first told. */
Test(commands, a_signal_ends_a_run_with_130)
{
    place at;
    place_open(&at);
    place_check_code(
        &at,
        place_run(&at,
                  "\"$A\" run slab.yaml --set channels='{mouth_radius: 30 um, bottom_radius: 5 um, "
                  "depth: 100 um, pitch: 500 um, diffusivity: 1e-10 m2/s, partition: 1}' "
                  "--set simulation.geometry=axisymmetric --set simulation.accuracy=1e-3 "
                  "--set simulation.cells='{r: 300, z: 300}' --out r.h5 2>log & p=$!; n=0; "
                  "while [ ! -s log ] && [ $n -lt 1000 ]; do n=$((n+1)); sleep 0.01; done; "
                  "kill -USR1 $p; wait $p"),
        130);
    cr_assert_not(place_has(&at, "r.h5"));
    place_check_code(&at, place_run(&at, "cat log"), 0);
    place_check_has(at.out, "interrupted by SIGUSR1");
    place_close(&at);
}
