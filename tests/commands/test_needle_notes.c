/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What insert, run and the file say of the needles is the same, and is true. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "place.h"

TestSuite(needle_notes, .timeout = 60);

/* What the file counts is what the summary counts, and its seed that of the strikes. */
Test(needle_notes, file_and_summary_count_the_same)
{
    place at;
    double seed = 0.0, assumed = 0.0;
    place_open_stamp(&at);
    place_check_code(&at,
                     place_run(&at, "\"$A\" run stamp.yaml --out r.h5 --set treatment.seed=7 --set "
                                    "channels.closure='{law: two_phase}'"),
                     0);
    const char *line = strstr(at.out, "   assumed ");
    cr_assert_not_null(line, "%s", at.out);
    aci_reader *reader = place_open_result(&at, "r.h5");
    cr_assert_eq(aci_reader_attribute_number(reader, "/", "seed", &seed), ACI_OK);
    cr_assert_eq(aci_reader_attribute_number(reader, "/", "assumed_values", &assumed), ACI_OK);
    cr_assert(seed == 7.0, "%g", seed);
    cr_assert(assumed > 20.0 && assumed == strtod(line + 11, NULL), "%g\n%s", assumed, line);
    aci_reader_destroy(&reader);
    place_close(&at);
}

Test(needle_notes, a_needle_too_weak_for_its_depth_is_told)
{
    static const char weak[] = "--set device.needle='{length: 0.7 mm, base_diameter: 60 um, "
                               "material: plga}'";
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" insert stamp.yaml"), 0);
    cr_assert_null(strstr(at.out, "safety below 1"));
    place_check_code(&at, place_run(&at, "\"$A\" insert stamp.yaml %s", weak), 0);
    place_check_has(at.out, "Note: a safety below 1: the needle buckles and breaks before");
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml %s --out r.h5", weak), 0);
    place_check_has(at.out, "Note: the mean needle buckles and breaks before it is as deep");
    place_close(&at);
}

/* A pen of 2 mm stroke at 1 mm takes at most another 1 mm of skin along. */
Test(needle_notes, a_nozzle_adds_no_more_travel_than_the_stroke_has)
{
    static const char set[] = "--set device='{kind: pen, needles: 12, "
                              "protrusion: 1 mm, needle: {length: 2 mm}}'";
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "sed -i /^insertion/d stamp.yaml"), 0);
    place_check_code(
        &at, place_run(&at, "\"$A\" insert stamp.yaml %s --set 'insertion.nozzle_force=1 mN'", set),
        0);
    place_check_has(at.out, "so much more travel\n");
    place_check_code(
        &at,
        place_run(&at, "\"$A\" insert stamp.yaml %s --set 'insertion.nozzle_force=100 N'", set), 0);
    place_check_has(at.out, "1000 um more travel: the stroke allows no more\n");
    place_check_has(at.out, "more than the nozzle's radius");
    place_close(&at);
}
