/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/findings_file.h"

#include <criterion/criterion.h>
#include <hdf5.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acicula/base/random.h"
#include "acicula/output/reader.h"
#include "support/folder.h"

TestSuite(findings_file, .timeout = 20);

static aci_findings_file_options options_for(const char *path)
{
    static const aci_file_text inputs[] = {{"hole.csv", "depth_um,radius_um\n"}};
    return (aci_findings_file_options){
        .path = path,
        .config = "title: a\n",
        .set = "channels.depth=150 um\n",
        .inputs = inputs,
        .input_count = 1,
        .command_line = "acicula sensitivity a.yaml",
        .threads = 2,
        .wall_seconds = 1.5,
        .build = {"1.0", "abc", "cc", "-O2", "GSL 2.7"},
    };
}

/// Any bits, among them subnormal numbers, infinities and NaN.
static void fill_random(double *numbers, size_t count, uint64_t seed)
{
    aci_random random = aci_random_start(seed, 1, 0);
    for (size_t k = 0; k < count; ++k) {
        uint64_t high = (uint64_t)(aci_random_uniform(&random) * 4294967296.0);
        uint64_t low = (uint64_t)(aci_random_uniform(&random) * 4294967296.0);
        uint64_t bits = high << 32 | low;
        memcpy(&numbers[k], &bits, sizeof bits);
    }
}

enum { ROWS = 37, WIDTH = 5 };

static aci_findings make_findings(void)
{
    aci_findings made = {.verb = "sensitivity", .title = "Wärme, Kälte; \"quoted\""};
    aci_sheet *sheet = aci_findings_add(&made, "tornado", "variable", "What matters", ROWS);
    aci_findings_text *keys = aci_findings_texts(sheet, "variable", "key of the config");
    double *numbers = aci_findings_numbers(sheet, "low", "kg m-2", 1, "lower end");
    double *matrix = aci_findings_numbers(sheet, "share", "1", WIDTH, "of each");
    double *missing = aci_findings_numbers(sheet, "absorbed", "kg m-2", 1, "all missing");
    cr_assert(keys && numbers && matrix && missing);
    fill_random(numbers, ROWS, 1);
    fill_random(matrix, (size_t)ROWS * WIDTH, 2);
    numbers[3] = NAN;
    numbers[4] = 9.9692099683868690e+36;
    numbers[5] = -0.0;
    snprintf(keys[0], sizeof keys[0], "skin.layers.dermis.thickness, μ-Länge \"x\"\nnext");
    memset(keys[1], 'x', ACI_FINDINGS_TEXT_SIZE - 1);
    sheet = aci_findings_add(&made, "empty", "sample", "", 0);
    cr_assert(aci_findings_numbers(sheet, "value", "s", 1, "") &&
              aci_findings_texts(sheet, "word", "none"));
    cr_assert(aci_findings_add(&made, "bare", "row", "no column", 2));
    cr_assert_eq(aci_findings_note(&made, "%0600d", 1), ACI_OK);
    cr_assert_eq(aci_findings_note(&made, "second"), ACI_OK);
    return made;
}

static void assert_same_column(const aci_column *one, const aci_column *other, int rows)
{
    cr_assert_str_eq(one->name, other->name);
    cr_assert_str_eq(one->unit, other->unit);
    cr_assert_str_eq(one->long_name, other->long_name);
    cr_assert_eq(one->width, other->width);
    cr_assert_eq(one->texts == NULL, other->texts == NULL);
    size_t size = (size_t)rows * (size_t)one->width * sizeof(double);
    if (one->numbers) {
        cr_assert_eq(memcmp(one->numbers, other->numbers, size), 0, "%s", one->name);
    }
    for (int k = 0; one->texts && k < rows; ++k) {
        cr_assert_str_eq(one->texts[k], other->texts[k]);
    }
}

static void assert_same(const aci_findings *one, const aci_findings *other)
{
    cr_assert_str_eq(one->verb, other->verb);
    cr_assert_str_eq(one->title, other->title);
    cr_assert_str_eq(one->notes, other->notes);
    cr_assert_eq(one->sheet_count, other->sheet_count);
    for (int k = 0; k < one->sheet_count; ++k) {
        const aci_sheet *a = one->sheets[k], *b = other->sheets[k];
        cr_assert_str_eq(a->name, b->name);
        cr_assert_str_eq(a->title, b->title);
        cr_assert_str_eq(a->dimension, b->dimension);
        cr_assert_eq(a->rows, b->rows);
        cr_assert_eq(a->column_count, b->column_count);
        for (int n = 0; n < a->column_count; ++n) {
            assert_same_column(&a->columns[n], &b->columns[n], a->rows);
        }
    }
}

static void write_findings(const char *path)
{
    aci_findings made = make_findings();
    aci_findings_file_options options = options_for(path);
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_OK, "%s", aci_status_message());
    aci_findings_destroy(&made);
}

Test(findings_file, comes_back_bit_for_bit)
{
    folder at = folder_make("study.h5");
    aci_findings made = make_findings(), read;
    write_findings(at.path);
    cr_assert(aci_findings_file_is(at.path));
    cr_assert_eq(aci_findings_file_read(at.path, &read), ACI_OK, "%s", aci_status_message());
    assert_same(&made, &read);
    aci_findings_destroy(&made);
    aci_findings_destroy(&read);
    folder_remove(&at);
}

Test(findings_file, says_where_it_comes_from)
{
    folder at = folder_make("study.h5");
    aci_reader *reader = NULL;
    char *text = NULL;
    double number = 0.0;
    write_findings(at.path);
    cr_assert_eq(aci_reader_open(at.path, false, &reader), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_text(reader, "/provenance/set", &text), ACI_OK);
    cr_assert_str_eq(text, "channels.depth=150 um\n");
    free(text);
    cr_assert_eq(aci_reader_text(reader, "/provenance/inputs/hole.csv", &text), ACI_OK);
    free(text);
    cr_assert_eq(aci_reader_attribute_text(reader, "/", "findings", &text), ACI_OK);
    cr_assert_str_eq(text, "sensitivity");
    free(text);
    cr_assert_eq(aci_reader_attribute_number(reader, "/", "wall_time", &number), ACI_OK);
    cr_assert_eq(number, 1.5);
    cr_assert_eq(aci_reader_attribute_text(reader, "/tornado/low", "display_units", &text), ACI_OK);
    cr_assert_str_eq(text, "ug/cm2");
    free(text);
    aci_reader_destroy(&reader);
    folder_remove(&at);
}

Test(findings_file, replaces_another_only_with_force)
{
    folder at = folder_make("study.h5");
    aci_findings made = make_findings();
    aci_findings_file_options options = options_for(at.path);
    write_findings(at.path);
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "--force"), "%s", aci_status_message());
    options.force = true;
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_OK, "%s", aci_status_message());
    aci_findings_destroy(&made);
    folder_remove(&at);
}

Test(findings_file, needs_a_folder_and_a_regular_file)
{
    folder at = folder_make("study.h5");
    char path[128];
    aci_findings made = make_findings();
    aci_findings_file_options options = options_for(at.directory);
    options.force = true;
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "no regular file"), "%s", aci_status_message());
    write_findings(at.path);
    snprintf(path, sizeof path, "%s/below/a.h5", at.path);
    options.path = path;
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_FILE);
    aci_findings_destroy(&made);
    folder_remove(&at);
}

/// A limit on the size of files stands for a full disk: writing fails in the same calls.
Test(findings_file, is_not_there_when_the_disk_is_full)
{
    folder at = folder_make("study.h5");
    aci_findings made = make_findings();
    aci_findings_file_options options = options_for(at.path);
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 0; size < 16384; size += 4096) {
        const struct rlimit limit = {size, RLIM_INFINITY};
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        cr_assert_eq(aci_findings_file_write(&options, &made), ACI_FILE, "at %lu", (size_t)size);
        cr_assert(strstr(aci_status_message(), at.path), "%s", aci_status_message());
        cr_assert_neq(access(at.path, F_OK), 0);
        cr_assert_eq(aci_findings_file_csv(made.sheets[0], at.path),
                     size < 8192 ? ACI_FILE : ACI_OK, "%s", aci_status_message());
        (void)unlink(at.path);
    }
    aci_findings_destroy(&made);
    folder_remove(&at);
}

Test(findings_file, takes_each_name_once)
{
    folder at = folder_make("study.h5");
    aci_findings made = {.verb = "optimise"};
    aci_findings_file_options options = options_for(at.path);
    aci_sheet *sheet = aci_findings_add(&made, "pareto", "design", "", 1);
    cr_assert(aci_findings_numbers(sheet, "a", "1", 1, "") &&
              aci_findings_numbers(sheet, "a", "1", 1, ""));
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_INTERNAL);
    snprintf(sheet->columns[1].name, sizeof sheet->columns[1].name, "b/c");
    cr_assert_eq(aci_findings_file_write(&options, &made), ACI_INTERNAL);
    cr_assert(strstr(aci_status_message(), "b/c"), "%s", aci_status_message());
    aci_findings_destroy(&made);
    folder_remove(&at);
}

Test(findings_file, refuses_what_is_none)
{
    folder at = folder_make("study.h5");
    aci_findings read;
    cr_assert_not(aci_findings_file_is(at.path));
    cr_assert_eq(aci_findings_file_read(at.path, &read), ACI_FILE);
    aci_findings_destroy(&read);
    FILE *file = fopen(at.path, "w");
    cr_assert_not_null(file);
    fputs("variable,low\n", file);
    fclose(file);
    cr_assert_not(aci_findings_file_is(at.path));
    cr_assert_eq(aci_findings_file_read(at.path, &read), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "no HDF5 file"), "%s", aci_status_message());
    aci_findings_destroy(&read);
    folder_remove(&at);
}

static void expect_refusal(const char *path, const char *what)
{
    aci_findings read;
    cr_assert_eq(aci_findings_file_read(path, &read), ACI_FILE, "%s", what);
    cr_assert(strstr(aci_status_message(), path), "%s", aci_status_message());
    aci_findings_destroy(&read);
}

/// HDF5 knows where its file ends, so that no part of one is taken for the whole.
Test(findings_file, is_refused_when_it_is_cut_off)
{
    folder at = folder_make("study.h5");
    struct stat found;
    write_findings(at.path);
    cr_assert_eq(stat(at.path, &found), 0);
    for (off_t size = found.st_size - 1; size > 0; size -= 97) {
        cr_assert_eq(truncate(at.path, size), 0);
        expect_refusal(at.path, "cut off");
    }
    folder_remove(&at);
}

/// Takes a link away, or an attribute of an object.
static void take_away(const char *path, const char *object, const char *attribute)
{
    write_findings(path);
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    cr_assert(file >= 0);
    cr_assert(attribute ? H5Adelete_by_name(file, object, attribute, H5P_DEFAULT) >= 0
                        : H5Ldelete(file, object, H5P_DEFAULT) >= 0);
    cr_assert(H5Fclose(file) >= 0);
    expect_refusal(path, attribute ? attribute : object);
    cr_assert_eq(unlink(path), 0);
}

Test(findings_file, is_refused_when_a_part_is_missing)
{
    folder at = folder_make("study.h5");
    take_away(at.path, "/empty", NULL);
    take_away(at.path, "/tornado/share", NULL);
    take_away(at.path, "/bare/row", NULL);
    take_away(at.path, "/", "sheets");
    take_away(at.path, "/", "findings");
    take_away(at.path, "/tornado", "columns");
    take_away(at.path, "/tornado", "dimension");
    take_away(at.path, "/tornado/low", "units");
    take_away(at.path, "/tornado/variable", "long_name");
    folder_remove(&at);
}

static const char *next_cell(const char *at, char *cell)
{
    bool is_quoted = false;
    for (; *at != '\0' && (is_quoted || (*at != ',' && *at != '\n')); ++at) {
        is_quoted = is_quoted != (*at == '"');
        *cell = *at;
        cell += *at != '"';
    }
    *cell = '\0';
    return at + (*at != '\0');
}

Test(findings_file, has_tables_that_read_back_exactly)
{
    folder at = folder_make("study.h5");
    aci_findings made = make_findings();
    const aci_column *low = aci_findings_column(made.sheets[0], "low");
    char *text = NULL, cell[1024];
    write_findings(at.path);
    cr_assert_eq(aci_findings_file_table(at.path, NULL, NULL, &text), ACI_OK, "%s",
                 aci_status_message());
    static const char head[] = "variable,low,share_0,share_1,share_2,share_3,share_4,absorbed\n"
                               ",kg m-2,1,1,1,1,1,kg m-2\n";
    cr_assert_eq(strncmp(text, head, sizeof head - 1), 0, "%s", text);
    const char *rest = text + sizeof head - 1;
    for (int row = 0; row < ROWS; ++row) {
        rest = next_cell(rest, cell);
        rest = next_cell(rest, cell);
        double value = low->numbers[row];
        cr_assert(isnan(value) ? cell[0] == '\0' : strtod(cell, NULL) == value, "%s", cell);
        for (int k = 2; k < 8; ++k) {
            rest = next_cell(rest, cell);
        }
    }
    cr_assert_eq(*rest, '\0');
    free(text);
    aci_findings_destroy(&made);
    folder_remove(&at);
}

Test(findings_file, has_tables_in_other_units)
{
    folder at = folder_make("study.h5");
    char *text = NULL;
    write_findings(at.path);
    cr_assert_eq(aci_findings_file_table(at.path, "empty", "h", &text), ACI_OK);
    cr_assert_str_eq(text, "value,word\nh,\n");
    free(text);
    cr_assert_eq(aci_findings_file_table(at.path, "empty", "display", &text), ACI_OK);
    cr_assert_str_eq(text, "value,word\nh,\n");
    free(text);
    cr_assert_eq(aci_findings_file_table(at.path, "empty", "um", &text), ACI_BAD_INPUT);
    cr_assert_eq(aci_findings_file_table(at.path, "history", NULL, &text), ACI_BAD_INPUT);
    cr_assert(strstr(aci_status_message(), "tornado, empty, bare"), "%s", aci_status_message());
    folder_remove(&at);
}

Test(findings_file, writes_the_same_table_as_it_exports)
{
    folder at = folder_make("study.h5");
    char *text = NULL, path[128], read[1 << 16] = "";
    aci_findings made = make_findings();
    snprintf(path, sizeof path, "%s/study_tornado.csv", at.directory);
    write_findings(at.path);
    cr_assert_eq(aci_findings_file_table(at.path, "tornado", NULL, &text), ACI_OK);
    cr_assert_eq(aci_findings_file_csv(made.sheets[0], path), ACI_OK, "%s", aci_status_message());
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    size_t length = fread(read, 1, sizeof read - 1, file);
    fclose(file);
    cr_assert(length > 1000 && strcmp(read, text) == 0);
    free(text);
    aci_findings_destroy(&made);
    (void)unlink(path);
    folder_remove(&at);
}
