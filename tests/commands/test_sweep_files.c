/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a sweep reads, and those it must not write over. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/catalogue.h"
#include "place.h"
#include "sweeps.h"

TestSuite(sweep_files, .timeout = 90);

/// With `profile` and a pitch in the config, or varied.
static void write_profiles(const place *at, const char *profile, const char *vary)
{
    static const char after[] = "product:", pitch[] = "pitch: 500 um,";
    char text[2048];
    const char *product = strstr(sweeps_head, after);
    const char *skin_end = strstr(sweeps_head, "channels:");
    snprintf(text, sizeof text,
             "%.*schannels: {%s%s diffusivity: 5e-10 m2/s, partition: 1}\n%ssweep:\n"
             "  results: [absorbed]\n  vary: {%s}\n",
             (int)(skin_end - sweeps_head), sweeps_head, profile, pitch, product, vary);
    place_write(at, "s.yaml", text);
}

/// A file is part of the work, whether the config or the section names it.
Test(sweep_files, changed_files_are_other_work)
{
    static const char *const configs[][2] = {{"profile: a.csv, ", "channels.pitch: [500 um]"},
                                             {"", "channels.profile: [a.csv, b.csv]"}};
    place at;
    place_open(&at);
    place_write(&at, "b.csv", "depth_um,radius_um\n0,60\n120,5\n");
    for (int k = 0; k < 2; ++k) {
        place_write(&at, "a.csv", "depth_um,radius_um\n0,30\n100,5\n");
        write_profiles(&at, configs[k][0], configs[k][1]);
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out %d.h5 --json", k), 0);
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out %d.h5 --json", k), 0);
        place_check_has(at.out, "\"computed\": 0");
        place_write(&at, "a.csv", "depth_um,radius_um\n0,40\n100,5\n");
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out %d.h5", k), 5);
        place_check_has(at.err, "a.csv");
    }
    place_check_code(&at, place_run(&at, "rm b.csv; \"$A\" sweep s.yaml --out new.h5"), 5);
    place_check_has(at.err, "sweep.vary.channels.profile[1]: cannot read 'b.csv'");
    place_close(&at);
}

/// The collected catalogue too holds what its cases were made from.
Test(sweep_files, files_are_kept_with_the_collected)
{
    place at;
    char **names = NULL;
    int count = 0;
    place_open(&at);
    place_write(&at, "a.csv", "depth_um,radius_um\n0,30\n100,5\n");
    place_write(&at, "b.csv", "depth_um,radius_um\n0,60\n120,5\n");
    write_profiles(&at, "", "channels.profile: [a.csv, b.csv]");
    for (int shard = 0; shard < 2; ++shard) {
        place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --quiet --shard %d/2", shard), 0);
    }
    place_check_code(&at, place_run(&at, "\"$A\" collect results/s.sweep --out all.h5"), 0);
    aci_reader *reader = place_open_result(&at, "all.h5");
    cr_assert_eq(aci_reader_names(reader, "/provenance/inputs", &names, &count), ACI_OK);
    cr_assert_eq(count, 2);
    aci_reader_destroy_names(&names, count);
    aci_reader_destroy(&reader);
    place_close(&at);
}

Test(sweep_files, no_table_takes_the_place_of_what_is_read)
{
    place at;
    place_open(&at);
    place_write(&at, "a.csv", "depth_um,radius_um\n0,30\n100,5\n");
    write_profiles(&at, "", "channels.profile: [a.csv]");
    place_check_code(&at, place_run(&at, "\"$A\" sweep s.yaml --out a.h5"), 2);
    place_check_has(at.err, "writing a.csv would destroy a.csv");
    place_check_code(&at, place_run(&at, "grep -c depth_um a.csv"), 0);
    place_close(&at);
}

/* Reads the numbers of a case, fields too; the caller frees them. */
static double *read_numbers(const place *at, const char *name, long index, size_t *count)
{
    char path[2 * PLACE_PATH];
    aci_catalogue *catalogue = NULL;
    aci_catalogue_row row;
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    cr_assert_eq(aci_catalogue_open(path, &catalogue), ACI_OK, "%s", aci_status_message());
    const aci_catalogue_format *format = aci_catalogue_format_of(catalogue);
    const aci_catalogue_rows rows = aci_catalogue_rows_of(catalogue);
    *count = aci_catalogue_numbers(format, true);
    cr_assert_gt(*count, 1000);
    cr_assert_eq(aci_catalogue_create_row(format, &row), ACI_OK);
    cr_assert_eq(rows.row(rows.context, index, true, &row), ACI_OK);
    double *numbers = malloc(*count * sizeof *numbers);
    memcpy(numbers, row.numbers, *count * sizeof *numbers);
    aci_catalogue_destroy_row(&row);
    aci_catalogue_close(&catalogue);
    return numbers;
}

/* Case, time and three axes of space; a catalogue that is extended takes them over. */
Test(sweep_files, fields_of_boxes_are_kept_and_taken_over)
{
    place at;
    size_t count = 0, again = 0;
    place_open(&at);
    place_write(&at, "b.yaml",
                "skin:\n  layers:\n"
                "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, "
                "partition: 1}\n"
                "    - {name: dermis, thickness: 100 um, diffusivity: 1e-10 m2/s, partition: 1}\n"
                "channels: {mouth_radius: 30 um, bottom_radius: 5 um, depth: 50 um, pitch: 200 um, "
                "diffusivity: 5e-10 m2/s, partition: 1}\n"
                "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
                "simulation: {geometry: box, duration: 1 h, accuracy: 1e-1}\n"
                "output: {field_times: [1 h]}\n"
                "sweep: {vary: {channels.depth: [40 um]}, results: [absorbed], fields: yes}\n");
    place_check_code(&at, place_run(&at, "\"$A\" sweep b.yaml --out b.h5 --quiet"), 0);
    double *first = read_numbers(&at, "b.h5", 0, &count);
    place_check_code(&at,
                     place_run(&at, "\"$A\" sweep b.yaml --out b.h5 --quiet --set "
                                    "'sweep.vary.channels.depth=[40 um, 60 um]'"),
                     0);
    double *second = read_numbers(&at, "b.h5", 0, &again);
    cr_assert_eq(count, again);
    cr_assert_eq(memcmp(first, second, count * sizeof *first), 0);
    free(first);
    free(second);
    place_close(&at);
}
