/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps as a user runs them: killed and continued, extended, in shards, with cases that fail. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "acicula/base/clock.h"
#include "acicula/base/random.h"
#include "acicula/output/catalogue.h"
#include "place.h"
#include "sweeps.h"

TestSuite(sweep, .timeout = 90);

static void write_sweep(const place *at, const char *name, const char *section)
{
    char text[2048];
    snprintf(text, sizeof text, "%ssweep:\n%s", sweeps_head, section);
    place_write(at, name, text);
}

/* A hundred cases of milliseconds. */
static const char many[] = "  vary:\n"
                           "    channels.depth: {from: 30 um, to: 250 um, count: 10}\n"
                           "    channels.pitch: {from: 250 um, to: 1000 um, count: 10}\n"
                           "  results: [absorbed, layer_amount, steady_flux]\n";
enum { MANY = 10 * 10 };

static aci_catalogue *open_catalogue(const place *at, const char *name)
{
    char path[2 * PLACE_PATH];
    aci_catalogue *catalogue = NULL;
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    cr_assert_eq(aci_catalogue_open(path, &catalogue), ACI_OK, "%s", aci_status_message());
    return catalogue;
}

static void check_same_row(const aci_catalogue_format *format, const aci_catalogue_row *a,
                           const aci_catalogue_row *b)
{
    const size_t size = aci_catalogue_numbers(format, false) * sizeof(double);
    cr_assert(a->identity == b->identity && a->number == b->number && a->status == b->status);
    cr_assert_str_eq(a->message, b->message);
    cr_assert_eq(memcmp(a->numbers, b->numbers, size), 0, "case %ld", a->number);
}

/// Both have `count` cases that agree in every bit but the time they took.
static void check_same(const place *at, const char *one, const char *other, long count)
{
    aci_catalogue *a = open_catalogue(at, one), *b = open_catalogue(at, other);
    const aci_catalogue_rows first = aci_catalogue_rows_of(a), second = aci_catalogue_rows_of(b);
    const aci_catalogue_format *format = aci_catalogue_format_of(a);
    aci_catalogue_row x, y;
    cr_assert_eq(first.count, count);
    cr_assert_eq(second.count, count);
    cr_assert_eq(aci_catalogue_create_row(format, &x), ACI_OK);
    cr_assert_eq(aci_catalogue_create_row(format, &y), ACI_OK);
    for (long n = 0; n < count; ++n) {
        cr_assert_eq(first.row(first.context, n, false, &x), ACI_OK);
        cr_assert_eq(second.row(second.context, n, false, &y), ACI_OK);
        check_same_row(format, &x, &y);
    }
    aci_catalogue_destroy_row(&x);
    aci_catalogue_destroy_row(&y);
    aci_catalogue_close(&a);
    aci_catalogue_close(&b);
}

/// Ten kills, each within the first quarter of the time an undisturbed sweep takes.
Test(sweep, killed_at_any_moment_it_goes_on)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", many);
    double whole = aci_clock_seconds();
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out whole.h5 --quiet"), 0);
    whole = aci_clock_seconds() - whole;
    aci_random random = aci_random_start(20, 0, 0);
    int kills = 0;
    for (int n = 0; n < 10; ++n) {
        double moment = whole * (0.02 + 0.23 * aci_random_uniform(&random));
        int code = place_run(&at,
                             "\"$A\" sweep s.yaml --out killed.h5 --quiet --threads %d & p=$!; "
                             "sleep %.3f; kill -KILL $p 2>/dev/null; wait $p",
                             1 + n % 2, moment);
        cr_assert(code == 137 || code == 0, "%d\n%s", code, at.err);
        kills += code == 137;
    }
    cr_assert_gt(kills, 0, "too fast to be killed");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out killed.h5 --quiet"), 0);
    check_same(&at, "whole.h5", "killed.h5", MANY);
    cr_assert_not(place_has(&at, "killed.h5.partial"));
    place_check_code(&at,
                     place_run(&at, "for f in whole killed; do sed 's/,[^,]*$//' $f.csv >$f; done; "
                                    "cmp whole killed"),
                     0);
    place_close(&at);
}

/* Started in the background, signalled when the first case is done, waited for. */
static int signal_sweep(place *at, const char *signal)
{
    return place_run(at,
                     "rm -f x.h5*; \"$A\" sweep s.yaml --out x.h5 --threads 1 2>log & p=$!; n=0; "
                     "while [ $n -lt 1000 ] && [ \"$(cat x.h5.partial 2>/dev/null | wc -c)\" -lt "
                     "6000 ]; do n=$((n+1)); sleep 0.01; done; kill -%s $p; wait $p",
                     signal);
}

Test(sweep, interrupted_it_keeps_what_is_done)
{
    static const char *const signals[] = {"TERM", "USR1"};
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", many);
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out whole.h5 --quiet"), 0);
    for (int k = 0; k < 2; ++k) {
        place_check_code(&at, signal_sweep(&at, signals[k]), 130);
        cr_assert(place_has(&at, "x.h5.partial") && !place_has(&at, "x.h5"));
        place_run(&at, "cat log");
        place_check_has(at.out, "interrupted by SIG");
        place_check_has(at.out, "are done and kept in x.h5.partial: the same command goes on");
        cr_assert_null(strstr(at.out, "; 0 of"), "%s", at.out);
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out x.h5 --json"), 0);
        cr_assert_null(strstr(at.out, "\"computed\": 100"), "%s", at.out);
        check_same(&at, "whole.h5", "x.h5", MANY);
    }
    place_close(&at);
}

Test(sweep, failing_cases_are_rows_that_say_why)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml",
                "  vary: {channels.depth: [50 um, 900 um, 100 um]}\n"
                "  results: [absorbed]\n");
    for (int round = 0; round < 2; ++round) {
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml"), 3);
        place_check_has(at.err, "1 of 3 cases failed; `message` in results/s.sweep.h5 says why");
        place_check_code(&at, place_run(&at, "cat results/s.sweep.csv"), 0);
        place_check_has(at.out, "\n1,0.0009,0,0,0,0,2,");
        place_check_has(at.out, "channels.depth");
    }
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --json"), 3);
    place_check_has(at.out, "\"computed\": 0");
    place_check_has(at.out, "\"failed\": 1");
    place_close(&at);
}

Test(sweep, extended_it_computes_what_is_new)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", "  vary: {channels.depth: [50 um, 100 um]}\n");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --json"), 0);
    place_check_has(at.out, "\"computed\": 2");
    write_sweep(&at, "s.yaml", "  vary: {channels.depth: [0.1 mm, 75 um, 50 um]}\n");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --json"), 0);
    place_check_has(at.out, "\"computed\": 1");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out whole.h5 --quiet"), 0);
    check_same(&at, "whole.h5", "results/s.sweep.h5", 3);
    write_sweep(&at, "s.yaml", "  vary: {channels.depth: [50 um, 0.1 mm, 75 um]}\n");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --json"), 0);
    place_check_has(at.out, "\"computed\": 0");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out other.h5 --quiet"), 0);
    check_same(&at, "other.h5", "results/s.sweep.h5", 3);
    place_close(&at);
}

Test(sweep, equal_cases_are_one)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", "  vary: {channels.depth: [50 um, 100 um, 0.05 mm]}\n");
    for (int shard = 0; shard < 2; ++shard) {
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard %d/2", shard), 0);
    }
    place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep --json"), 0);
    place_check_has(at.out, "\"cases\": 2");
    place_check_has(at.out, "\"missing\": 0");
    place_close(&at);
}

Test(sweep, shards_collected_are_the_whole)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", many);
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out whole.h5 --quiet"), 0);
    for (int shard = 0; shard < 3; ++shard) {
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard %d/4", shard), 0);
    }
    place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep --json"), 3);
    place_check_has(at.out, "\"missing\": 25");
    place_check_has(at.err, "25 of 100 cases are missing; run the shards again, then collect");
    int code = place_run(&at, "\"$A\" sweep s.yaml --quiet --threads 1 --shard 3/4 & p=$!; n=0; "
                              "while [ $n -lt 500 ] && [ \"$(cat "
                              "results/s.sweep/shard_3_of_4.h5.partial 2>/dev/null | wc -c)\" -lt "
                              "6000 ]; do n=$((n+1)); sleep 0.01; done; kill -KILL $p; wait $p");
    bool was_killed = code == 137; /* a busy machine may be too late */
    place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep --json"),
                     was_killed ? 3 : 0);
    cr_assert_null(strstr(at.out, "\"missing\": 25"), "what the killed shard had done counts");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard 3/4"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep --json"), 0);
    check_same(&at, "whole.h5", "results/s.sweep.h5", MANY);
    place_close(&at);
}

/// More values move cases to other shards; what a shard had of them takes its new place all the
/// same.
Test(sweep, shards_are_extended_too)
{
    place at;
    place_open(&at);
    for (int round = 0; round < 2; ++round) {
        write_sweep(&at, "s.yaml",
                    round == 0 ? "  vary: {channels.depth: [50 um, 60 um, 70 um, 80 um]}\n"
                               : "  vary: {channels.depth: [90 um, 50 um, 55 um, 60 um, 70 um, "
                                 "80 um, 95 um]}\n");
        for (int shard = 0; shard < 3; ++shard) {
            place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard %d/3", shard),
                             0);
        }
        place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep --json"), 0);
    }
    place_check_has(at.out, "\"design_cases\": 7");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out whole.h5 --quiet"), 0);
    check_same(&at, "whole.h5", "results/s.sweep.h5", 7);
    place_close(&at);
}

Test(sweep, collect_names_damaged_shards)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", "  vary: {channels.depth: [50 um, 100 um]}\n");
    place_check_code(&at,
                     place_run(&at, "\"$A\" sweep s.yaml --quiet --shard 0/2 && "
                                    "\"$A\" sweep s.yaml --quiet --shard 1/2 && "
                                    "echo other > results/s.sweep/other.h5"),
                     0);
    place_check_code(&at, place_run(&at, "cd results/s.sweep && \"$A\" collect ."), 0);
    cr_assert(place_has(&at, "results/s.sweep.h5"), "the folder's own name");
    place_check_code(&at,
                     place_run(&at, "rm results/s.sweep.h5; "
                                    "truncate -s 30000 results/s.sweep/shard_1_of_2.h5; "
                                    "\"$A\" collect results/s.sweep"),
                     5);
    place_check_has(at.err, "results/s.sweep/shard_1_of_2.h5: is damaged or still being written; "
                            "delete it and run that shard again");
    cr_assert_not(place_has(&at, "results/s.sweep.h5"));
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard 1/2"), 5);
    place_check_has(at.err, "; --force starts again");
    place_check_code(&at, place_run(&at, "\"$A\" rerun results/s.sweep/shard_0_of_2.h5"), 2);
    place_check_has(at.err, "holds a study, no run; `acicula sweep CONFIG` makes it again");
    place_close(&at);
}

Test(sweep, collect_refuses_what_does_not_belong_together)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", "  vary: {channels.depth: [50 um, 100 um]}\n");
    place_check_code(&at, place_run(&at, "\"$A\" collect nowhere"), 5);
    place_check_code(&at, place_run(&at, "mkdir empty; \"$A\" collect empty"), 5);
    place_check_has(at.err, "no shard of a sweep is in it");
    write_sweep(&at, "m.yaml", many);
    place_check_code(&at,
                     place_run(&at, "\"$A\" sweep m.yaml --out x.h5 --quiet --threads 1 & p=$!; "
                                    "n=0; while [ $n -lt 500 ] && [ ! -s x.h5.partial ]; do "
                                    "n=$((n+1)); sleep 0.01; done; kill -KILL $p; wait $p; "
                                    "mv x.h5.partial empty; \"$A\" collect empty"),
                     5);
    place_check_has(at.err, "no shard in it is finished yet");
    cr_assert_not(place_has(&at, "empty.h5.partial"));
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard 0/2"), 0);
    place_check_code(&at,
                     place_run(&at, "\"$A\" sweep s.yaml --quiet --shard 1/2 --set "
                                    "product.concentration='2 kg/m3'"),
                     0);
    place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep"), 5);
    place_check_has(at.err, "is of another sweep than results/s.sweep/shard_0_of_2.h5");
    place_check_has(at.err, "product.concentration");
    place_close(&at);
}

Test(sweep, dry_run_writes_nothing)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", many);
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --dry-run --out below/x.h5"), 0);
    place_check_has(at.out, "100 cases");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --dry-run --json --shard 1/8"), 0);
    place_check_has(at.out, "\"cases\": 13");
    place_check_has(at.out, "\"design_cases\": 100");
    place_run(&at, "ls -A");
    cr_assert_str_eq(at.out, ".err\n.out\ns.yaml\nslab.yaml\n");
    place_close(&at);
}

/// Not even --force takes the work of a sweep that runs.
Test(sweep, the_second_fails_and_the_first_goes_on)
{
    place at;
    place_open(&at);
    write_sweep(&at, "s.yaml", many);
    int code = place_run(&at, "\"$A\" sweep s.yaml --out x.h5 --quiet --threads 1 & p=$!; n=0; "
                              "while [ $n -lt 500 ] && [ ! -s x.h5.partial ]; do n=$((n+1)); "
                              "sleep 0.01; done; kill -STOP $p; "
                              "\"$A\" sweep s.yaml --out x.h5 --quiet --force; c=$?; "
                              "[ -s x.h5.partial ] || c=1; kill -CONT $p; wait $p && exit $c");
    place_check_code(&at, code, 5);
    place_check_has(at.err, "another run is writing it");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out x.h5 --json"), 0);
    place_check_has(at.out, "\"computed\": 0");
    place_close(&at);
}
