/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/catalogue.h"

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

#include "acicula/output/reader.h"
#include "rows.h"

TestSuite(catalogue, .timeout = 30);

enum { ROWS = 12 };

static void write_catalogue(const rows_place *at, aci_catalogue_format *format)
{
    *format = rows_make_format(ROWS);
    aci_catalogue_book *book = rows_open(at, format, "a");
    for (long n = 0; n < ROWS; ++n) {
        rows_add(book, format, n, 0);
    }
    cr_assert_eq(rows_write(book, at, format, "a"), ACI_OK, "%s", aci_status_message());
    aci_catalogue_book_close(&book);
}

static void check_same_format(const aci_catalogue_format *one, const aci_catalogue_format *other)
{
    cr_assert_eq(one->axis_count, other->axis_count);
    cr_assert_eq(one->column_count, other->column_count);
    for (int k = 0; k < one->axis_count; ++k) {
        const aci_catalogue_axis *a = &one->axes[k], *b = &other->axes[k];
        cr_assert_str_eq(a->name, b->name);
        cr_assert_str_eq(a->unit, b->unit);
        cr_assert(a->size == b->size && a->is_field == b->is_field);
        for (int n = 0; n < a->size; ++n) {
            cr_assert(a->labels != NULL ? strcmp(a->labels[n], b->labels[n]) == 0
                                        : a->values[n] == b->values[n]);
        }
    }
    for (int k = 0; k < one->column_count; ++k) {
        cr_assert_eq(memcmp(&one->columns[k], &other->columns[k], sizeof one->columns[k]), 0,
                     "column %s", one->columns[k].name);
    }
}

Test(catalogue, format_survives_as_text)
{
    char *text = NULL, *again = NULL;
    aci_catalogue_format made = rows_make_format(ROWS), read;
    cr_assert_eq(aci_catalogue_write_format(&made, &text), ACI_OK);
    cr_assert_eq(aci_catalogue_read_format(text, &read), ACI_OK);
    check_same_format(&made, &read);
    cr_assert_eq(aci_catalogue_write_format(&read, &again), ACI_OK);
    cr_assert_str_eq(text, again);
    free(text);
    free(again);
    aci_catalogue_destroy_format(&made);
    aci_catalogue_destroy_format(&read);
}

Test(catalogue, damaged_format_is_refused)
{
    static const char *const texts[] = {"axis\ttime\n", "axis\tt\ts\t0\t2\t1\tnumbers\n",
                                        "axis\tt\ts\t0\t-1\tnumbers\n", "column\ta\tm\tb\t0\t0\n",
                                        "column\ta\tm\tb\t0\t0\t0\t3\n"};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; ++k) {
        aci_catalogue_format read;
        cr_assert_eq(aci_catalogue_read_format(texts[k], &read), ACI_FILE, "%s", texts[k]);
        aci_catalogue_destroy_format(&read);
    }
}

/// Numbers to the last bit, NAN with its bits too, texts, messages, fields.
Test(catalogue, comes_back_bit_for_bit)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format;
    aci_catalogue *read = NULL;
    aci_catalogue_row row;
    write_catalogue(&at, &format);
    cr_assert(aci_catalogue_is(at.path));
    cr_assert_eq(aci_catalogue_open(at.path, &read), ACI_OK, "%s", aci_status_message());
    check_same_format(&format, aci_catalogue_format_of(read));
    cr_assert_eq(aci_catalogue_format_of(read)->cases, ROWS);
    cr_assert_str_eq(aci_catalogue_format_of(read)->title, format.title);
    char *signature = rows_signature(&format, "a");
    cr_assert_str_eq(aci_catalogue_signature(read), signature);
    const aci_catalogue_rows rows = aci_catalogue_rows_of(read);
    cr_assert_eq(rows.count, ROWS);
    cr_assert_eq(aci_catalogue_create_row(&format, &row), ACI_OK);
    for (long n = 0; n < ROWS; ++n) {
        cr_assert_eq(rows.row(rows.context, n, true, &row), ACI_OK, "%s", aci_status_message());
        rows_check(&format, &row, n, 0, n);
    }
    free(signature);
    aci_catalogue_destroy_row(&row);
    aci_catalogue_close(&read);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

Test(catalogue, is_read_as_any_result)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format;
    aci_reader *reader = NULL;
    aci_reader_variable read;
    aci_catalogue_row row;
    write_catalogue(&at, &format);
    cr_assert_eq(aci_reader_open(at.path, false, &reader), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_read(reader, "/layer_amount", &read), ACI_OK);
    cr_assert(read.count == (size_t)ROWS * 3 * 2);
    cr_assert_str_eq(read.units, "kg m-2");
    row = rows_make(&format, 4, 0);
    cr_assert_eq(memcmp(read.values + 4 * 6, row.numbers + 2, 6 * sizeof(double)), 0);
    aci_catalogue_destroy_row(&row);
    aci_reader_destroy_variable(&read);
    cr_assert_eq(aci_reader_read(reader, "/message", &read), ACI_OK);
    cr_assert_str_eq(read.texts[3], "case 3: \"too deep\", μ");
    cr_assert_str_eq(read.texts[4], "");
    aci_reader_destroy_variable(&read);
    aci_reader_destroy(&reader);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

static char *load(const char *path)
{
    static char text[1 << 16];
    FILE *in = fopen(path, "r");
    cr_assert_not_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    return text;
}

Test(catalogue, has_the_same_table_as_csv)
{
    static const char head[] =
        "case,channels_depth,skin_site,steady_flux,layer_amount_stratum_corneum_0.5h,"
        "layer_amount_dermis_0.5h,layer_amount_stratum_corneum_1h,layer_amount_dermis_1h,";
    rows_place at = rows_make_place();
    aci_catalogue_format format;
    write_catalogue(&at, &format);
    char *text = load(at.csv);
    cr_assert_eq(strncmp(text, head, sizeof head - 1), 0, "%s", text);
    cr_assert_not_null(strstr(text, "\n1,m,,kg m-2 s-1,kg m-2,"));
    cr_assert_not_null(strstr(text, ",\"cheek 7, \"\"left\"\"\","));
    cr_assert_not_null(strstr(text, ",\"case 8: \"\"too deep\"\", μ\","));
    long lines = 0;
    for (const char *at_line = text; (at_line = strchr(at_line, '\n')) != NULL; ++at_line) {
        ++lines;
    }
    cr_assert_eq(lines, ROWS + 2);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

Test(catalogue, of_no_case_is_a_catalogue)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(0);
    aci_catalogue *read = NULL;
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_OK, "%s", aci_status_message());
    aci_catalogue_book_close(&book);
    cr_assert_eq(aci_catalogue_open(at.path, &read), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_catalogue_rows_of(read).count, 0);
    aci_catalogue_close(&read);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

static void expect_refusal(const char *path, const char *what)
{
    aci_catalogue *read = NULL;
    cr_assert_eq(aci_catalogue_open(path, &read), ACI_FILE, "%s", what);
    cr_assert_null(read);
    cr_assert(strstr(aci_status_message(), path), "%s", aci_status_message());
}

/// HDF5 knows where its file ends, so that no part of one is taken for the whole.
Test(catalogue, is_refused_when_it_is_cut_off)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format;
    struct stat found;
    write_catalogue(&at, &format);
    cr_assert_eq(stat(at.path, &found), 0);
    for (off_t size = found.st_size - 1; size > 0; size -= 997) {
        cr_assert_eq(truncate(at.path, size), 0);
        expect_refusal(at.path, "cut off");
        cr_assert_not(aci_catalogue_is(at.path));
    }
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

Test(catalogue, is_refused_when_a_part_is_missing)
{
    static const char *const parts[] = {
        "/case",        "/status",        "/wall_seconds",         "/message",
        "/case_id",     "/skin_site",     "/provenance/signature", "/provenance/format",
        "/steady_flux", "/channels_depth"};
    rows_place at = rows_make_place();
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; ++k) {
        aci_catalogue_format format;
        write_catalogue(&at, &format);
        hid_t file = H5Fopen(at.path, H5F_ACC_RDWR, H5P_DEFAULT);
        cr_assert(H5Ldelete(file, parts[k], H5P_DEFAULT) >= 0);
        cr_assert(H5Fclose(file) >= 0);
        expect_refusal(at.path, parts[k]);
        cr_assert_eq(unlink(at.path), 0);
        aci_catalogue_destroy_format(&format);
    }
    rows_remove_place(&at);
}

/// Signals, limits and what stood there before: see test_catalogue_book.c.
Test(catalogue, csv_is_whole_or_not_there)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format;
    aci_catalogue *read = NULL;
    write_catalogue(&at, &format);
    cr_assert_eq(aci_catalogue_open(at.path, &read), ACI_OK);
    const aci_catalogue_rows rows = aci_catalogue_rows_of(read);
    cr_assert_eq(unlink(at.csv), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 0; size < 1024; size += 256) {
        const struct rlimit limit = {size, RLIM_INFINITY};
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        cr_assert_eq(aci_catalogue_csv(at.csv, &format, &rows), ACI_FILE);
        cr_assert(strstr(aci_status_message(), at.csv), "%s", aci_status_message());
        cr_assert_neq(access(at.csv, F_OK), 0);
    }
    aci_catalogue_close(&read);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}
