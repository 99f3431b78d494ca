/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sample.h"

TestSuite(reader, .timeout = 20);

static aci_reader *write_and_open(sample *made, aci_geometry geometry)
{
    aci_reader *reader = NULL;
    sample_create(geometry, made);
    cr_assert_eq(sample_write(made), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_open(made->path, false, &reader), ACI_OK, "%s", aci_status_message());
    return reader;
}

static void check_contents(const sample *made, const aci_reader *reader)
{
    const aci_reader_contents *contents = aci_reader_describe(reader);
    cr_assert(contents->is_complete);
    cr_assert_str_eq(contents->title, made->scenario.title);
    cr_assert_eq(contents->geometry, made->grid->geometry);
    for (int axis = 0; axis < 3; axis++) {
        cr_assert_eq(contents->cells[axis], made->grid->cells[axis]);
        for (int i = 0; contents->edges[axis] && i <= contents->cells[axis]; i++) {
            cr_assert_eq(contents->edges[axis][i], made->grid->edges[axis][i]);
        }
    }
    cr_assert_eq(contents->layers, SAMPLE_LAYERS);
    cr_assert_str_eq(contents->layer_names[1], "dermis");
    cr_assert_eq(contents->layer_top[1], 15e-6);
    cr_assert_eq(contents->layer_bottom[1], 15e-6 + 900e-6);
}

static void check_fields(const sample *made, const aci_reader *reader)
{
    static const char *const names[] = {"concentration", "activity"};
    double values[SAMPLE_CELLS_MAX];
    for (int field = 0; field < 2; field++) {
        for (int snapshot = 0; snapshot < SAMPLE_TIMES; snapshot++) {
            cr_assert_eq(aci_reader_field(reader, names[field], snapshot, values), ACI_OK);
            for (size_t cell = 0; cell < aci_grid_size(made->grid); cell++) {
                cr_assert_eq(values[cell], sample_value(field, snapshot, cell));
            }
        }
    }
}

static void check_still_fields(const sample *made, const aci_reader *reader)
{
    double values[4][SAMPLE_CELLS_MAX];
    cr_assert_eq(aci_reader_channel_fraction(reader, values[0]), ACI_OK);
    cr_assert_eq(aci_reader_field(reader, "partition", 0, values[1]), ACI_OK);
    cr_assert_eq(aci_reader_field(reader, "diffusivity", 0, values[2]), ACI_OK);
    cr_assert_eq(aci_reader_field(reader, "layer_index", 0, values[3]), ACI_OK);
    for (size_t cell = 0; cell < aci_grid_size(made->grid); cell++) {
        cr_assert_eq(values[0][cell], made->fraction[cell]);
        cr_assert_eq(values[1][cell], made->partition[cell]);
        cr_assert_eq(values[2][cell], made->diffusivity[cell]);
        cr_assert_eq(values[3][cell], made->layer_index[cell]);
    }
}

Test(reader, gives_back_every_bit_in_all_geometries)
{
    for (int geometry = ACI_SLAB; geometry <= ACI_BOX; geometry++) {
        sample made;
        aci_reader *reader = write_and_open(&made, (aci_geometry)geometry);
        check_contents(&made, reader);
        check_fields(&made, reader);
        check_still_fields(&made, reader);
        aci_reader_destroy(&reader);
        sample_destroy(&made);
    }
}

static void check_row(const aci_reader *reader, const char *group, const char *name,
                      const char *units, const double *expected)
{
    char path[128];
    aci_reader_variable variable;
    snprintf(path, sizeof path, "/%s/%s", group, name);
    cr_assert_eq(aci_reader_read(reader, path, &variable), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(variable.rank, 1);
    cr_assert_eq(variable.count, SAMPLE_TIMES);
    cr_assert_str_eq(variable.units, units);
    cr_assert(variable.long_name[0]);
    cr_assert_eq(variable.error_count, 1);
    for (int i = 0; i < SAMPLE_TIMES; i++) {
        cr_assert_eq(variable.values[i], expected[i]);
    }
    aci_reader_destroy_variable(&variable);
}

Test(reader, gives_back_the_ledger_with_units_and_errors)
{
    sample made;
    aci_reader *reader = write_and_open(&made, ACI_SLAB);
#define CHECK(name, units, text)                                                                   \
    if (aci_results_has_row(&made.scenario, ACI_HISTORY_##name)) {                                 \
        check_row(reader, "history", #name, units, made.rows[ACI_HISTORY_##name]);                 \
        check_row(reader, "control", #name, units, made.rows[ACI_HISTORY_##name]);                 \
    } else {                                                                                       \
        cr_assert(!aci_reader_has(reader, "/history/" #name));                                     \
    }
    ACI_HISTORY_LIST(CHECK)
#undef CHECK
    aci_reader_variable amount;
    cr_assert_eq(aci_reader_read(reader, "/history/layer_amount", &amount), ACI_OK);
    cr_assert(amount.rank == 2 && amount.size[0] == SAMPLE_TIMES && amount.size[1] == 2);
    cr_assert_eq(amount.values[3], made.layer_amount[3]);
    cr_assert_eq(amount.error_count, SAMPLE_LAYERS);
    cr_assert_eq(amount.numerical_error[1], made.layer_error[1]);
    aci_reader_destroy_variable(&amount);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

Test(reader, finds_endpoints_where_they_exist)
{
    sample made;
    aci_reader_variable value;
    aci_reader *reader = write_and_open(&made, ACI_SLAB);
    cr_assert_eq(aci_reader_read(reader, "/endpoints/lag_time", &value), ACI_OK);
    cr_assert(value.rank == 0 && value.count == 1);
    cr_assert_eq(value.values[0], made.results.endpoints[ACI_ENDPOINT_lag_time].value);
    cr_assert_str_eq(value.symbol, "t_lag");
    cr_assert_str_eq(value.display_units, "h");
    aci_reader_destroy_variable(&value);
    cr_assert(aci_reader_has(reader, "/history/steady_flux"));
    cr_assert(!aci_reader_has(reader, "/endpoints/fraction_of_dose"));
    cr_assert(!aci_reader_has(reader, "/nowhere/at/all"));
    cr_assert_eq(aci_reader_read(reader, "/endpoints/fraction_of_dose", &value), ACI_FILE);
    cr_assert_eq(aci_reader_read(reader, "/endpoints", &value), ACI_FILE);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

static void check_text(const aci_reader *reader, const char *name, const char *expected)
{
    char *text = NULL;
    cr_assert_eq(aci_reader_text(reader, name, &text), ACI_OK, "%s", aci_status_message());
    cr_assert_str_eq(text, expected);
    free(text);
}

Test(reader, gives_back_the_provenance)
{
    sample made;
    char **names = NULL, *path = NULL;
    int count = 0;
    aci_reader *reader = write_and_open(&made, ACI_SLAB);
    check_text(reader, "/provenance/config", made.options.config);
    check_text(reader, "/provenance/config_resolved", made.options.config_resolved);
    check_text(reader, "/provenance/values", made.options.values);
    cr_assert_eq(aci_reader_names(reader, "/provenance/inputs", &names, &count), ACI_OK);
    cr_assert_eq(count, 2);
    cr_assert_str_eq(names[1], "hole.csv");
    aci_reader_destroy_names(&names, count);
    check_text(reader, "/provenance/inputs/hole.csv", "");
    check_text(reader, "/provenance/inputs/_.._data_hole.csv", made.inputs[0].text);
    cr_assert_eq(
        aci_reader_attribute_text(reader, "/provenance/inputs/_.._data_hole.csv", "path", &path),
        ACI_OK);
    cr_assert_str_eq(path, made.inputs[0].name);
    free(path);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

Test(reader, finds_the_attributes_of_the_run)
{
    static const struct {
        const char *name;
        double value;
    } numbers[] = {{"run_complete", 1},    {"seed", 42},
                   {"threads", 2},         {"time_steps", 11},
                   {"solves", 12},         {"solver_iterations", 13},
                   {"cells", 60},          {"wall_time", 1.5},
                   {"assumed_values", 1},  {"accuracy_requested", 1e-3},
                   {"accuracy_reached", 1}};
    sample made;
    double number = 0;
    char *text = NULL;
    aci_reader *reader = write_and_open(&made, ACI_SLAB);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        cr_assert_eq(aci_reader_attribute_number(reader, "/", numbers[i].name, &number), ACI_OK);
        cr_assert_eq(number, numbers[i].value, "%s", numbers[i].name);
    }
    cr_assert_eq(aci_reader_attribute_text(reader, "/", "commit", &text), ACI_OK);
    cr_assert_str_eq(text, "abc123-dirty");
    free(text);
    cr_assert_eq(aci_reader_attribute_text(reader, "/", "no_such", &text), ACI_FILE);
    cr_assert_eq(aci_reader_attribute_number(reader, "/", "no_such", &number), ACI_FILE);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

Test(reader, takes_an_unfinished_file_only_when_asked)
{
    sample made;
    aci_reader *reader = NULL;
    sample_create(ACI_BOX, &made);
    cr_assert_eq(sample_write_part(&made, 2), ACI_OK);
    cr_assert_eq(aci_reader_open(made.partial, false, &reader), ACI_FILE);
    cr_assert_null(reader);
    cr_assert(strstr(aci_status_message(), "not finished"), "%s", aci_status_message());
    cr_assert_eq(aci_reader_open(made.partial, true, &reader), ACI_OK);
    cr_assert_eq(aci_reader_describe(reader)->snapshots, 2);
    cr_assert(!aci_reader_describe(reader)->is_complete);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

static void check_refused(const char *path, const char *word)
{
    aci_reader *reader = NULL;
    cr_assert_eq(aci_reader_open(path, true, &reader), ACI_FILE);
    cr_assert_null(reader);
    cr_assert(strstr(aci_status_message(), path), "%s", aci_status_message());
    cr_assert(strstr(aci_status_message(), word), "%s", aci_status_message());
}

Test(reader, says_what_is_wrong_with_a_file)
{
    sample made;
    char other[128];
    aci_reader *reader = write_and_open(&made, ACI_BOX);
    aci_reader_destroy(&reader);
    check_refused("/no/such/file.h5", "No such file");
    check_refused(made.directory, "Is a directory");
    snprintf(other, sizeof other, "%s/text", made.directory);
    FILE *file = fopen(other, "w");
    cr_assert_not_null(file);
    fputs("a config is no result\n", file);
    fclose(file);
    check_refused(other, "no HDF5 file");
    cr_assert_eq(truncate(made.path, 5000), 0);
    check_refused(made.path, "truncated");
    sample_destroy(&made);
}

Test(reader, refuses_a_snapshot_that_is_not_there)
{
    sample made;
    double values[SAMPLE_CELLS_MAX];
    aci_reader *reader = write_and_open(&made, ACI_BOX);
    cr_assert_eq(aci_reader_field(reader, "concentration", SAMPLE_TIMES, values), ACI_FILE);
    cr_assert_eq(aci_reader_field(reader, "concentration", -1, values), ACI_FILE);
    cr_assert_eq(aci_reader_field(reader, "temperature", 0, values), ACI_FILE);
    cr_assert_eq(aci_reader_field(reader, "z", 0, values), ACI_FILE);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}
