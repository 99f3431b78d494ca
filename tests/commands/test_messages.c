/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program says is true, and what it proposes works. */
#include <criterion/criterion.h>
#include <string.h>

#include "place.h"

TestSuite(messages, .timeout = 60);

Test(messages, the_help_sets_values_of_a_config_with_a_site)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run --help"), 0);
    place_check_has(at.out, "channels.depth=\"150 um\", skin.layers.dermis.clearance=\"0 1/s\"");
    place_check_code(&at,
                     place_run(&at, "\"$A\" check \"$ACICULA_SOURCE/configs/first_run.yaml\" "
                                    "--set channels.depth=\"150 um\" "
                                    "--set skin.layers.dermis.clearance=\"0 1/s\""),
                     0);
    place_close(&at);
}

Test(messages, check_says_that_reactions_are_not_in_its_time)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" check slab.yaml"), 0);
    cr_assert_null(strstr(at.out, "not in this estimate"));
    place_check_code(
        &at,
        place_run(&at, "\"$A\" check slab.yaml --set 'skin.layers[0].binding={kind: linear, "
                       "on_rate: 1e-3 1/s, off_rate: 1e-3 1/s}'"),
        0);
    place_check_has(at.out, "# Slow binding and breakdown in the skin are not in this estimate");
    place_close(&at);
}

/* 1.7 million cells take some 400 MB. A program with sanitizers does not even start in 200. */
Test(messages, more_memory_than_there_is_is_told_before_a_run)
{
    static const char large[] =
        "slab.yaml --set channels='{mouth_radius: 30 um, bottom_radius: 5 um, depth: 100 um, "
        "pitch: 500 um, diffusivity: 1e-10 m2/s, partition: 1}' --set simulation.geometry=box "
        "--set simulation.cells='{x: 120, y: 120, z: 120}' --out r.h5 --threads 1";
    place at;
    place_open(&at);
    if (place_run(&at, "ulimit -v 200000; \"$A\" --version") != 0) {
        place_close(&at);
        cr_skip("the program does not start in 200 MB");
    }
    place_check_code(&at, place_run(&at, "ulimit -v 200000; \"$A\" check %s", large), 0);
    place_check_has(at.out, "# Warning: that is more memory than a run may have here, 205 MB.");
    place_run(&at, "ulimit -v 200000; \"$A\" run %s", large);
    place_check_has(at.err, "acicula: warning: this run needs about ");
    place_check_has(at.err, " of memory and may have 205 MB; ");
    place_check_code(&at, place_run(&at, "\"$A\" check slab.yaml"), 0);
    cr_assert_null(strstr(at.out, "Warning"), "%s", at.out);
    place_close(&at);
}

/* What a run may go on to has its time as well. */
Test(messages, check_tells_the_time_of_all_it_tells_the_cells_of)
{
    place at;
    place_open(&at);
    place_check_code(
        &at, place_run(&at, "\"$A\" check \"$ACICULA_SOURCE/configs/benchmark/B2.yaml\""), 0);
    place_check_has(at.out, "(the finest one expected)");
    place_check_has(at.out, "at most 2000000 cells, ");
    place_check_has(at.out, " min.\n");
    place_check_code(&at, place_run(&at, "\"$A\" check slab.yaml --set 'simulation.cells={z: 9}'"),
                     0);
    place_check_has(at.out, "9 in z, 9 cells (as given)");
    place_close(&at);
}

/* Interrupts a run, with an option more, when its file is there: before there is a field time. */
static void check_interrupted(const char *option, const char *told)
{
    place at;
    place_open(&at);
    place_check_code(
        &at,
        place_run(&at,
                  "\"$A\" run slab.yaml --set channels='{mouth_radius: 30 um, bottom_radius: 5 um, "
                  "depth: 100 um, pitch: 500 um, diffusivity: 1e-10 m2/s, partition: 1}' "
                  "--set simulation.geometry=axisymmetric --set simulation.report_every='4 h' "
                  "--set simulation.cells='{r: 800, z: 800}' %s --out r.h5 2>log & p=$!; n=0; "
                  "while [ ! -e r.h5.partial ] && [ $n -lt 1000 ]; do n=$((n+1)); sleep 0.01; "
                  "done; kill -USR1 $p; wait $p",
                  option),
        130);
    place_run(&at, "cat log");
    place_check_has(at.out, told);
    place_check_code(&at, place_run(&at, "\"$A\" plot r.h5.partial"), 5);
    place_check_has(at.err, "nothing to draw, the file holds no field time and no history");
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --out r.h5"), 5);
    place_check_has(at.err, "--force starts again");
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --out r.h5 --force"), 0);
    cr_assert(place_has(&at, "r.h5") && !place_has(&at, "r.h5.partial"));
    place_close(&at);
}

/* Before the first level is done there is no field time, whatever the file's size. */
Test(messages, an_interrupted_run_says_what_its_file_holds)
{
    check_interrupted("", "r.h5.partial holds the grid, but no field time yet");
    check_interrupted("--set output.fields='[]'",
                      "r.h5.partial holds the grid, output.fields asks for no more");
}

/* Tens of thousands of threads end the runtime of OpenMP; what it cannot read it passes over. */
Test(messages, a_number_of_threads_in_the_environment_is_held_to_the_same_range)
{
    static const char *const wrong[] = {"40000", "0", "-1", "2x", "two", "2,", "2;3", "1,99999"};
    static const char *const right[] = {"2", " 2 ", "2,1", ""};
    place at;
    place_open(&at);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        place_check_code(&at, place_run(&at, "OMP_NUM_THREADS='%s' \"$A\" run slab.yaml", wrong[i]),
                         2);
        place_check_has(at.err, "OMP_NUM_THREADS is '");
        place_check_has(at.err, "allowed is a whole number from 1 to 4096");
        cr_assert_not(place_has(&at, "results"));
    }
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        place_check_code(
            &at, place_run(&at, "OMP_NUM_THREADS='%s' \"$A\" check slab.yaml", right[i]), 0);
    }
    place_check_code(&at,
                     place_run(&at, "OMP_NUM_THREADS=40000 \"$A\" check slab.yaml --threads 2"), 0);
    place_close(&at);
}

Test(messages, results_and_their_groups_are_explained)
{
    static const char *const names[] = {"concentration", "channel_fraction", "numerical_error",
                                        "endpoints",     "control",          "/geometry"};
    place at;
    place_open(&at);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        place_check_code(&at, place_run(&at, "\"$A\" explain %s", names[i]), 0);
        place_check_has(at.out, "in file: /");
    }
    place_check_code(&at, place_run(&at, "\"$A\" explain endpoints"), 0);
    place_check_has(at.out, "lag_time");
    place_check_has(at.out, "permeability");
    place_close(&at);
}

Test(messages, slips_are_answered_with_the_nearest_word)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "\"$A\" list sites"), 2);
    place_check_has(at.err, "did you mean 'skins'?");
    place_check_code(&at, place_run(&at, "\"$A\" rnu slab.yaml"), 2);
    place_check_has(at.err, "did you mean 'run'?");
    place_check_code(&at, place_run(&at, "\"$A\" chekc slab.yaml"), 2);
    place_check_has(at.err, "did you mean 'check'?");
    place_close(&at);
}

/* The reader has seen what it wanted; a full disk is another matter. */
Test(messages, a_closed_pipe_ends_silently)
{
    place at;
    place_open(&at);
    place_check_code(&at, place_run(&at, "{ \"$A\" explain; echo $? >code; } | true; cat code"), 0);
    cr_assert_str_eq(at.err, "");
    cr_assert_str_eq(at.out, "0\n");
    place_close(&at);
}
