/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "acicula/base/random.h"

rows_place rows_make_place(void)
{
    rows_place made;
    snprintf(made.directory, sizeof made.directory, "/tmp/acicula_rows_XXXXXX");
    cr_assert_not_null(mkdtemp(made.directory));
    snprintf(made.path, sizeof made.path, "%s/a.h5", made.directory);
    snprintf(made.csv, sizeof made.csv, "%s/a.csv", made.directory);
    snprintf(made.partial, sizeof made.partial, "%s.partial", made.path);
    return made;
}

void rows_remove_place(const rows_place *place)
{
    (void)unlink(place->path);
    (void)unlink(place->csv);
    (void)unlink(place->partial);
    cr_assert_eq(rmdir(place->directory), 0, "%s: something is left", place->directory);
}

static aci_catalogue_column *add(aci_catalogue_format *format, const char *name, const char *unit,
                                 int rank, int first, int second)
{
    aci_catalogue_column *column = aci_catalogue_add_column(format, name, unit, "what it is");
    cr_assert_not_null(column);
    column->rank = rank;
    column->axes[0] = first;
    column->axes[1] = second;
    return column;
}

aci_catalogue_format rows_make_format(long cases)
{
    static const double times[] = {1800.0, 3600.0, 0.1 + 0.2}, depths[] = {1e-6, 2e-6, 4e-6, 8e-6};
    static const char *const layers[] = {"stratum_corneum", "dermis"};
    aci_catalogue_format made = {.cases = cases, .title = "Längen, \"quoted\""};
    int time = aci_catalogue_add_axis(&made, "time", "s", 3, times, NULL);
    int layer = aci_catalogue_add_axis(&made, "layer", "", 2, NULL, layers);
    int depth = aci_catalogue_add_axis(&made, "z", "m", 4, depths, NULL);
    cr_assert(time == 0 && layer == 1 && depth == 2);
    made.axes[depth].is_field = true;
    add(&made, "channels_depth", "m", 0, 0, 0)->is_key = true;
    aci_catalogue_column *text = add(&made, "skin_site", "", 0, 0, 0);
    text->is_key = text->is_text = true;
    add(&made, "steady_flux", "kg m-2 s-1", 0, 0, 0);
    add(&made, "layer_amount", "kg m-2", 2, time, layer);
    add(&made, "concentration", "kg m-3", 1, depth, 0)->is_field = true;
    return made;
}

char *rows_signature(const aci_catalogue_format *format, const char *content)
{
    char *columns = NULL, *out = NULL;
    size_t size = 0;
    cr_assert_eq(aci_catalogue_write_format(format, &columns), ACI_OK);
    FILE *stream = open_memstream(&out, &size);
    cr_assert_not_null(stream);
    fprintf(stream, "program: acicula 1.0\n%s\n%s", content, columns);
    fclose(stream);
    free(columns);
    return out;
}

uint64_t rows_identity(long n)
{
    return UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(n + 1);
}

static double any_number(aci_random *random, size_t k)
{
    static const double special[] = {NAN, INFINITY, -INFINITY, -0.0, 4.9406564584124654e-324};
    uint64_t high = (uint64_t)(aci_random_uniform(random) * 4294967296.0);
    uint64_t low = (uint64_t)(aci_random_uniform(random) * 4294967296.0);
    uint64_t bits = high << 32 | low;
    double number;
    memcpy(&number, &bits, sizeof number);
    return k % 6 == 5 ? number : special[(k + low) % 5];
}

aci_catalogue_row rows_make(const aci_catalogue_format *format, long n, int version)
{
    aci_catalogue_row made;
    cr_assert_eq(aci_catalogue_create_row(format, &made), ACI_OK);
    aci_random random = aci_random_start(1, (uint32_t)n, (uint32_t)version);
    size_t count = aci_catalogue_numbers(format, true);
    for (size_t k = 0; k < count; ++k) {
        made.numbers[k] = any_number(&random, k);
    }
    made.identity = rows_identity(n);
    made.number = n;
    made.seconds = 0.1 * (double)n;
    made.status = n % 5 == 3 ? ACI_BAD_INPUT : ACI_OK;
    if (made.status != ACI_OK) {
        snprintf(made.message, sizeof made.message, "case %ld: \"too deep\", μ", n);
    }
    snprintf(made.texts[0], sizeof made.texts[0], "cheek %ld, \"left\"", n);
    return made;
}

void rows_check(const aci_catalogue_format *format, const aci_catalogue_row *row, long n,
                int version, long number)
{
    aci_catalogue_row expected = rows_make(format, n, version);
    cr_assert_eq(row->identity, expected.identity);
    cr_assert_eq(row->number, number);
    cr_assert_eq(row->status, expected.status);
    cr_assert_eq(row->seconds, expected.seconds);
    cr_assert_str_eq(row->message, expected.message);
    cr_assert_str_eq(row->texts[0], expected.texts[0]);
    size_t size = aci_catalogue_numbers(format, true) * sizeof(double);
    cr_assert_eq(memcmp(row->numbers, expected.numbers, size), 0, "row %ld", n);
    aci_catalogue_destroy_row(&expected);
}

aci_catalogue_book *rows_open(const rows_place *place, const aci_catalogue_format *format,
                              const char *content)
{
    aci_catalogue_book *book = NULL;
    char *signature = rows_signature(format, content);
    cr_assert_eq(aci_catalogue_book_open(place->path, false, signature, format, &book), ACI_OK,
                 "%s", aci_status_message());
    free(signature);
    return book;
}

void rows_add(aci_catalogue_book *book, const aci_catalogue_format *format, long n, int version)
{
    aci_catalogue_row row = rows_make(format, n, version);
    cr_assert_eq(aci_catalogue_book_add(book, &row), ACI_OK, "%s", aci_status_message());
    aci_catalogue_destroy_row(&row);
}

aci_status rows_write(aci_catalogue_book *book, const rows_place *place,
                      const aci_catalogue_format *format, const char *content)
{
    const aci_file_options options = {.path = place->path,
                                      .config = "title: a\n",
                                      .set = "",
                                      .config_resolved = "title: a\n",
                                      .command_line = "acicula sweep a.yaml",
                                      .threads = 1,
                                      .build = {"1.0", "abc", "cc", "-O2", "GSL 2.7"}};
    char *signature = rows_signature(format, content);
    aci_status status = aci_catalogue_book_write(book, &options, place->csv, signature);
    free(signature);
    return status;
}
