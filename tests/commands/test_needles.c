/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device from the command line: insert, run, check, and what the file holds. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "acicula/study/settings.h"
#include "place.h"
#include "support/scenarios.h"

TestSuite(needles, .timeout = 60);

static aci_reader_variable read_variable(const aci_reader *reader, const char *group,
                                         const char *name)
{
    char path[PLACE_PATH];
    aci_reader_variable out;
    snprintf(path, sizeof path, "/%s/%s", group, name);
    cr_assert_eq(aci_reader_read(reader, path, &out), ACI_OK, "%s", aci_status_message());
    return out;
}

/* Every variable of a group says what it is, in which unit, and has `rows` numbers or one. */
static void check_group(const aci_reader *reader, const char *group, const char *dimension,
                        size_t rows, int least)
{
    char **names = NULL;
    int count = 0, found = 0;
    cr_assert_eq(aci_reader_names(reader, group, &names, &count), ACI_OK, "%s", group);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], dimension) == 0 || strcmp(names[i], "setting") == 0) {
            continue;
        }
        aci_reader_variable variable = read_variable(reader, group, names[i]);
        bool is_setting = strcmp(group, "insertion") == 0 && variable.count == ACI_SETTINGS;
        cr_assert(variable.units[0] != '\0' && variable.long_name[0] != '\0', "%s/%s", group,
                  names[i]);
        cr_assert(variable.rank == 0 || variable.count == rows || is_setting, "%s/%s", group,
                  names[i]);
        found++;
        aci_reader_destroy_variable(&variable);
    }
    cr_assert_geq(found, least, "%d in %s", found, group);
    aci_reader_destroy_names(&names, count);
}

Test(needles, file_holds_force_channels_treatment_and_classes)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml --quiet --out r.h5"), 0);
    aci_reader *reader = place_open_result(&at, "r.h5");
    aci_reader_variable x = read_variable(reader, "channels", "x");
    check_group(reader, "insertion", "", 400, 12);
    check_group(reader, "channels", "channel", x.count, 11);
    check_group(reader, "treatment", "", 1, 15);
    check_group(reader, "classes", "class", 4, 5);
    cr_assert(x.count > 36 && x.count % 36 == 0);
    aci_reader_destroy_variable(&x);
    aci_reader_destroy(&reader);
    place_close(&at);
}

/* Number of rows of the last table, without its two lines of names and units. */
static int rows_of(const char *table)
{
    int lines = 0;
    for (const char *c = table; *c != '\0'; c++) {
        lines += *c == '\n';
    }
    return lines - 2;
}

Test(needles, tables_are_exported)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml --quiet --out r.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table channels --units um,deg"), 0);
    place_check_has(at.out, "x,y,length,mouth_radius,bottom_radius,tilt,azimuth,punctured,");
    place_check_has(at.out, "\num,um,um,um,um,deg,deg,1,");
    cr_assert(rows_of(at.out) > 36 && rows_of(at.out) % 36 == 0);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table insertion --units um"), 0);
    cr_assert_eq(strncmp(at.out, "displacement,force,dimple,depth\num,N,um,um\n0,0,0,0\n", 50), 0);
    cr_assert_eq(rows_of(at.out), 400);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table treatment --units 1/cm2"), 0);
    cr_assert_eq(rows_of(at.out), 1);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table classes"), 0);
    cr_assert_eq(rows_of(at.out), 4);
    cr_assert_eq(strncmp(at.out, "weight,depth,channel_depth,", 27), 0);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --quiet --out s.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export s.h5 --table classes"), 2);
    place_check_has(at.err, "it has history, control, endpoints, geometry\n");
    place_close(&at);
}

/* A patch in which no needle punctured has a table of channels without rows. */
Test(needles, a_patch_has_its_own_channels_or_none)
{
    static const char box[] = "--set simulation='{geometry: box, patch: 2 mm, duration: 2 h, "
                              "report_every: 2 h, accuracy: 1e-1, cells: {x: 8, y: 8, z: 12}}'";
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml %s --out r.h5", box), 0);
    place_check_has(at.out, "The patch holds ");
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table channels --units um"), 0);
    int rows = rows_of(at.out);
    cr_assert(rows > 0 && rows < 36, "%d", rows);
    place_check_code(&at,
                     place_run(&at,
                               "\"$A\" run stamp.yaml %s --quiet --out e.h5 --set "
                               "'insertion.force_per_needle=0.1 mN'",
                               box),
                     0);
    place_check_code(&at, place_run(&at, "\"$A\" export e.h5 --table channels"), 0);
    cr_assert_eq(rows_of(at.out), 0);
    aci_reader *reader = place_open_result(&at, "e.h5");
    aci_reader_variable x = read_variable(reader, "channels", "x");
    cr_assert(x.rank == 1 && x.count == 0);
    aci_reader_destroy_variable(&x);
    aci_reader_destroy(&reader);
    place_close(&at);
}

static void check_same_group(const aci_reader *one, const aci_reader *other, const char *group)
{
    char **names = NULL;
    int count = 0;
    cr_assert_eq(aci_reader_names(one, group, &names, &count), ACI_OK);
    for (int i = 0; i < count; i++) {
        aci_reader_variable a = read_variable(one, group, names[i]);
        aci_reader_variable b = read_variable(other, group, names[i]);
        cr_assert_eq(a.count, b.count);
        cr_assert(a.values == NULL || memcmp(a.values, b.values, a.count * sizeof(double)) == 0,
                  "%s/%s differs", group, names[i]);
        aci_reader_destroy_variable(&a);
        aci_reader_destroy_variable(&b);
    }
    aci_reader_destroy_names(&names, count);
}

static void check_same_files(const place *at, const char *one, const char *other)
{
    static const char *const groups[] = {"history",  "control",   "endpoints", "insertion",
                                         "channels", "treatment", "classes"};
    aci_reader *a = place_open_result(at, one), *b = place_open_result(at, other);
    for (size_t k = 0; k < sizeof groups / sizeof groups[0]; k++) {
        check_same_group(a, b, groups[k]);
    }
    aci_reader_variable left = read_variable(a, "", "concentration");
    aci_reader_variable right = read_variable(b, "", "concentration");
    cr_assert_eq(left.count, right.count);
    cr_assert_eq(memcmp(left.values, right.values, left.count * sizeof(double)), 0);
    aci_reader_destroy_variable(&left);
    aci_reader_destroy_variable(&right);
    aci_reader_destroy(&a);
    aci_reader_destroy(&b);
}

Test(needles, any_number_of_threads_gives_the_same_bits)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml --quiet --threads 1 --out a.h5"),
                     0);
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml --quiet --threads 2 --out b.h5"),
                     0);
    check_same_files(&at, "a.h5", "b.h5");
    place_close(&at);
}

/* From the file alone, also with a needle's shape from a table and with values set. */
Test(needles, rerun_gives_the_same_bits)
{
    place at;
    place_open_stamp(&at);
    place_write(&at, "needle.csv", "depth_um,radius_um\n0,3\n400,40\n700,60\n");
    place_check_code(&at,
                     place_run(&at,
                               "\"$A\" run stamp.yaml --quiet --out r.h5 --set "
                               "device.needle='{profile: needle.csv, material: silicon}' --set "
                               "device.pitch='1.2 mm' --set treatment.seed=12345678901"),
                     0);
    place_check_code(&at, place_run(&at, "rm stamp.yaml needle.csv; \"$A\" rerun r.h5 --quiet"), 0);
    cr_assert_str_eq(at.err, "");
    check_same_files(&at, "r.h5", "r_rerun.h5");
    place_check_code(
        &at, place_run(&at, "\"$A\" rerun r.h5 --quiet --out s.h5 --set treatment.classes=2"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export s.h5 --table classes"), 0);
    cr_assert_eq(rows_of(at.out), 3);
    place_close(&at);
}

Test(needles, insert_prints_depth_first)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" insert stamp.yaml --json"), 0);
    cr_assert_eq(strncmp(at.out, "{\n  \"depth\": ", 13), 0, "%s", at.out);
    double depth = strtod(at.out + 13, NULL); /* within the needle */
    cr_assert(depth > 0.0 && depth < 0.7e-3, "%g", depth);
    place_check_has(at.out, "\"punctured_fraction\": 1");
    place_check_code(&at,
                     place_run(&at, "\"$A\" insert stamp.yaml --json --set "
                                    "'insertion.force_per_needle=0.1 mN'"),
                     0);
    cr_assert_eq(strncmp(at.out, "{\n  \"depth\": 0,\n", 15), 0, "%s", at.out);
    place_check_code(&at, place_run(&at, "ls -A"), 0);
    cr_assert_str_eq(at.out, ".err\n.out\nslab.yaml\nstamp.yaml\n");
    place_close(&at);
}

Test(needles, insert_says_what_became_of_the_needle)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" insert stamp.yaml"), 0);
    place_check_has(
        at.out, "Device: stamp, 36 needles of 0.7 mm; drive force, muscle (assumed) underneath");
    place_check_has(at.out, "puncture at");
    place_check_has(at.out, "in dermis; the force was in balance");
    place_check_has(at.out, "skin.toughness_factor");
    place_check_has(at.out,
                    "stratum_corneum: thickness; dermis: thickness; device: needles, pitch;");
    place_check_has(at.out, "device: rows, frequency,");
    place_check_code(&at,
                     place_run(&at, "\"$A\" insert stamp.yaml --set "
                                    "'insertion.force_per_needle=0.1 mN'"),
                     0);
    place_check_has(at.out, "not punctured: the force was in balance");
    place_check_has(at.out, "504           force too small");
    place_check_code(&at,
                     place_run(&at, "\"$A\" insert stamp.yaml --set device='{preset: infini}' "
                                    "--set insertion='{drive: energy}'"),
                     0);
    place_check_has(at.out, "Device: rf infini, 49 needles");
    place_check_has(at.out, "only the geometry is known here: no heat");
    place_check_code(&at,
                     place_run(&at, "\"$A\" insert stamp.yaml --set 'insertion={support: free, "
                                    "force_per_needle: 1 N}' --set 'device.needle.length=3 mm'"),
                     0);
    place_check_has(at.out, "below the skin");
    place_check_has(at.out, "in a run the channel ends with it");
    place_close(&at);
}

/* The plate lands first, the needle is too weak, the skin too thin: answers, not errors. */
Test(needles, run_notes_what_went_through_the_skin)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at,
                     place_run(&at, "\"$A\" run stamp.yaml --out r.h5 --set 'insertion={support: "
                                    "free, force_per_needle: 1 N}' --set 'device.needle.length=3 "
                                    "mm'"),
                     0);
    place_check_has(at.out, "of the strikes went through the skin; their channels end at 0.5 mm");
    place_close(&at);
}

Test(needles, check_counts_the_classes)
{
    place at;
    place_open_stamp(&at);
    place_check_code(&at, place_run(&at, "\"$A\" check stamp.yaml"), 0);
    place_check_has(at.out, "#   solves    3, one for each depth class of channels");
    place_check_has(at.out, "of fields and channels before compression");
    place_write(&at, "resolved.yaml", at.out);
    place_check_code(&at, place_run(&at, "\"$A\" run resolved.yaml --quiet --out a.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" run stamp.yaml --quiet --out b.h5"), 0);
    check_same_files(&at, "a.h5", "b.h5");
    place_close(&at);
}

/* Everything about needles in tests/bad, for run and, where they are what is wrong, for insert. */
Test(needles, bad_devices_are_refused_and_leave_nothing)
{
    char bad[1200];
    place at;
    place_open_stamp(&at);
    source_path("tests/bad", bad, sizeof bad);
    place_check_code(&at,
                     place_run(&at,
                               "mkdir c; cp '%s'/* c; cd c; n=0\n"
                               "for e in device_*.expected need*.expected insertion_*.expected "
                               "treatment_*.expected; do\n"
                               "  f=${e%%.expected}.yaml\n"
                               "  \"$A\" run $f >o 2>e; [ $? = 2 ] && [ ! -s o ] || echo run $f\n"
                               "  \"$A\" insert $f >o 2>e; c=$?; n=$((n + 1))\n"
                               "  grep -Eq ': error: (channels|simulation)' $e && c=2\n"
                               "  [ $c = 2 ] || echo insert $f $c\n"
                               "done\n"
                               "rm o e; ls | wc -l; ls '%s' | wc -l; [ $n -ge 55 ]",
                               bad, bad),
                     0);
    char *second = strchr(at.out, '\n') + 1;
    cr_assert_eq(strncmp(at.out, second, (size_t)(second - at.out)), 0, "%s", at.out);
    place_close(&at);
}

/* What shows only when the strikes are solved has a place as well, and leaves nothing. */
Test(needles, overlapping_channels_are_refused_with_a_place)
{
    place at;
    place_open_stamp(&at);
    place_check_code(
        &at,
        place_run(&at,
                  "printf 'skin: {site: cheek}\\n"
                  "device: {kind: stamp, needles: 9, pitch: 0.3 mm, needle: {length: 1.5 mm}}\\n"
                  "treatment: {area: 0.01 cm2, passes: 100, spread: none}\\n"
                  "product: {compound: niacinamide, concentration: 50 kg/m3, dose: "
                  "infinite}\\nsimulation: {duration: 1 h, accuracy: 1e-1}\\n' >o.yaml\n"
                  "ls | wc -l; for v in check 'run --out o.h5'; do\n"
                  "  \"$A\" $v o.yaml 2>e >/dev/null; [ $? = 2 ] || echo $v\n"
                  "  grep -c '^o.yaml:3:37: error: treatment.passes: channels of' e\n"
                  "  grep -c error: e; rm e\n"
                  "done; ls | wc -l"),
        0);
    const char *end = strchr(at.out, '\n');
    size_t length = (size_t)(end - at.out) + 1;
    cr_assert_eq(strncmp(end + 1, "1\n1\n1\n1\n", 8), 0, "%s", at.out);
    cr_assert_eq(strncmp(at.out, end + 9, length), 0, "%s", at.out);
    place_close(&at);
}
