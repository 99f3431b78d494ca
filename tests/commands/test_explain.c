/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a result file or `insert --json` holds can be explained, and the page says the same. */
#include <criterion/criterion.h>
#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

TestSuite(explain, .timeout = 60);

static const char config[] =
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 485 um, diffusivity: 2e-10 m2/s, partition: 1}\n"
    "device: {kind: stamp, needles: 36, pitch: 1.5 mm, needle: {length: 0.7 mm}}\n"
    "insertion: {force_per_needle: 0.03 N}\n"
    "treatment: {area: 4 cm2, passes: 3, classes: 3}\n"
    "channels: {diffusivity: 5e-10 m2/s, partition: 1}\n"
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
    "simulation: {duration: 2 h, report_times: [1 h, 2 h], accuracy: 1e-1}\n"
    "output: {fields: [concentration, activity, layer_index, partition, diffusivity]}\n";

static void open_place(place *at)
{
    place_open(at);
    place_write(at, "stamp.yaml", config);
}

static void check_run(place *at, const char *command)
{
    int code = place_run(at, "%s", command);
    cr_assert_eq(code, 0, "%s: exit code %d\n%s", command, code, at->err);
}

/* The names that the HDF5 and netCDF libraries give themselves. */
static bool is_plumbing(const char *name)
{
    static const char *const names[] = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return strncmp(name, "_Netcdf4", 8) == 0;
}

static herr_t note_attribute(hid_t object, const char *name, const H5A_info_t *info, void *out)
{
    (void)object, (void)info;
    if (!is_plumbing(name)) {
        fprintf(out, "%s\n", name);
    }
    return 0;
}

static void note_attributes(hid_t file, const char *name, void *out)
{
    hid_t object = H5Oopen(file, name, H5P_DEFAULT);
    cr_assert_geq(object, 0);
    cr_assert_geq(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, NULL, note_attribute, out), 0);
    H5Oclose(object);
}

static herr_t note_object(hid_t file, const char *name, const H5L_info_t *info, void *out)
{
    (void)info;
    fprintf(out, "/%s\n", name);
    note_attributes(file, name, out);
    return 0;
}

/* Paths of all groups and variables and the names of all attributes, one a line. */
static void list_names(const place *at, const char *name)
{
    char path[2 * PLACE_PATH], *text = NULL;
    size_t size = 0;
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    cr_assert_geq(file, 0);
    FILE *out = open_memstream(&text, &size);
    cr_assert_not_null(out);
    note_attributes(file, "/", out);
    cr_assert_geq(H5Lvisit(file, H5_INDEX_NAME, H5_ITER_INC, note_object, out), 0);
    fclose(out);
    H5Fclose(file);
    place_write(at, "names", text);
    free(text);
}

static void check_names(place *at, int least)
{
    check_run(at, "sort -u names | while read -r name; do \"$A\" explain \"$name\" 2>/dev/null | "
                  "grep -q -e 'in file:' -e 'JSON:' || echo \"$name\"; done");
    cr_assert_str_eq(at->out, "", "not explained:\n%s", at->out);
    check_run(at, "sort -u names | wc -l");
    cr_assert_geq(atoi(at->out), least, "%s", at->out);
}

Test(explain, knows_all_that_a_result_file_holds)
{
    place at;
    open_place(&at);
    check_run(&at, "\"$A\" run stamp.yaml --quiet --out r.h5");
    list_names(&at, "r.h5");
    check_run(&at, "grep -x -e /insertion/force -e /channels/x -e /treatment/bleeding -e chosen "
                   "-e /classes/weight names | sort -u | wc -l");
    cr_assert_eq(atoi(at.out), 5);
    check_names(&at, 120);
    place_close(&at);
}

Test(explain, knows_all_keys_of_insert_in_json)
{
    place at;
    open_place(&at);
    check_run(&at, "\"$A\" insert stamp.yaml --json | sed -n 's/^ *\"\\([^\"]*\\)\": .*/\\1/p' "
                   ">names; head -1 names");
    cr_assert_str_eq(at.out, "depth\n");
    check_names(&at, 35);
    place_close(&at);
}

static void check_explains(place *at, const char *name, const char *part, bool is_there)
{
    cr_assert_eq(place_run(at, "\"$A\" explain %s", name), 0, "%s", name);
    cr_assert_eq(strstr(at->out, part) != NULL, is_there, "%s: '%s' in\n%s", name, part, at->out);
}

Test(explain, knows_the_results_of_studies)
{
    static const char *const names[] = {
        "invasiveness", "pain",        "wound_volume", "force_total", "depth",           "depth_5",
        "depth_95",     "steady_flux", "layer_amount", "absorbed",    "through_fraction"};
    place at;
    place_open(&at);
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        cr_assert_eq(place_run(&at, "\"$A\" explain %s", names[n]), 0, "%s", at.err);
        check_explains(&at, "results", names[n], true);
    }
    check_explains(&at, "invasiveness", "is no clinical score", true);
    check_explains(&at, "invasiveness", "unit:    m\n", true);
    place_close(&at);
}

/* A path asks for one group only; the config and the file share some names. */
Test(explain, looks_where_it_is_told)
{
    place at;
    place_open(&at);
    check_explains(&at, "/insertion", "puncture_force\n", true);
    check_explains(&at, "/insertion", "bleeding\n", false);
    check_explains(&at, "insertion", "insertion.force_total\n", true);
    check_explains(&at, "insertion", "puncture_force\n", true);
    check_explains(&at, "mean_needle.depth", "insertion_depth\n", true);
    check_explains(&at, "depth_5_percent", "JSON:    insert --json\n", true);
    cr_assert_eq(place_run(&at, "\"$A\" explain /insertion/bleeding"), 2);
    cr_assert_eq(place_run(&at, "\"$A\" explain --reference insertion"), 2);
    place_close(&at);
}

/* The pages of docs/reference are what the program prints now. */
Test(explain, pages_are_up_to_date)
{
    const char *source = getenv("ACICULA_SOURCE");
    place at;
    place_open(&at);
    if (source == NULL) {
        place_close(&at);
        cr_skip_test("ACICULA_SOURCE does not name the source\n");
    }
    int code = place_run(&at,
                         "sh '%s/scripts/write_reference.sh' \"$A\" pages && "
                         "diff -r pages '%s/docs/reference'",
                         source, source);
    cr_assert_eq(code, 0, "`make docs` writes them again\n%s%s", at.out, at.err);
    place_close(&at);
}
