/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/output/catalogue.h"
#include "csv.h"
#include "place.h"

/* "4h" for a time, the label or the number for other axes. */
static void write_place(const aci_catalogue_axis *axis, size_t index, char *text, size_t size)
{
    char time[ACI_UNITS_TEXT_SIZE];
    if (axis->labels != NULL) {
        snprintf(text, size, "%s", axis->labels[index]);
    } else if (strcmp(axis->unit, "s") == 0 &&
               aci_units_write(axis->values[index], "h", time) == ACI_OK) {
        char *blank = strchr(time, ' ');
        if (blank != NULL) {
            memmove(blank, blank + 1, strlen(blank));
        }
        snprintf(text, size, "%s", time);
    } else {
        snprintf(text, size, "%.9g", axis->values[index]);
    }
}

static void write_name(FILE *out, const aci_catalogue_format *format,
                       const aci_catalogue_column *column, size_t index)
{
    size_t place[ACI_CATALOGUE_RANK_MAX] = {0};
    for (int k = column->rank - 1; k >= 0; --k) {
        size_t size = (size_t)format->axes[column->axes[k]].size;
        place[k] = index % size;
        index /= size;
    }
    fprintf(out, ",%s", column->name);
    for (int k = 0; k < column->rank; ++k) {
        char text[2 * ACI_CATALOGUE_NAME_SIZE];
        /* names of layers before times reads better: layer_amount_dermis_4h */
        int at = column->rank - 1 - k;
        write_place(&format->axes[column->axes[at]], place[at], text, sizeof text);
        fprintf(out, "_%s", text);
    }
}

static size_t cells_of(const aci_catalogue_format *format, int k)
{
    return format->columns[k].is_text ? 1 : aci_catalogue_width(format, k);
}

static void write_heads(FILE *out, const aci_catalogue_format *format)
{
    fprintf(out, "case");
    for (int k = 0; k < format->column_count; ++k) {
        for (size_t n = 0; !format->columns[k].is_field && n < cells_of(format, k); ++n) {
            write_name(out, format, &format->columns[k], n);
        }
    }
    fprintf(out, ",status,message,case_id,wall_seconds\n1");
    for (int k = 0; k < format->column_count; ++k) {
        for (size_t n = 0; !format->columns[k].is_field && n < cells_of(format, k); ++n) {
            fprintf(out, ",%s", format->columns[k].unit);
        }
    }
    fprintf(out, ",1,,,s\n");
}

static void write_row(FILE *out, const aci_catalogue_format *format, const aci_catalogue_row *row)
{
    size_t at = 0, text = 0;
    fprintf(out, "%ld", row->number);
    for (int k = 0; k < format->column_count && !format->columns[k].is_field; ++k) {
        if (format->columns[k].is_text) {
            fputc(',', out);
            aci_csv_text(out, row->texts[text++]);
        }
        for (size_t n = 0; n < aci_catalogue_width(format, k); ++n) {
            fputc(',', out);
            aci_csv_number(out, row->numbers[at++]);
        }
    }
    fprintf(out, ",%d,", row->status);
    aci_csv_text(out, row->message);
    fprintf(out, ",%016llx,%.6g\n", (unsigned long long)row->identity, row->seconds);
}

static aci_status write_all(FILE *out, const aci_catalogue_format *format,
                            const aci_catalogue_rows *rows)
{
    aci_catalogue_row row;
    aci_status status = aci_catalogue_create_row(format, &row);
    write_heads(out, format);
    for (long n = 0; status == ACI_OK && n < rows->count; ++n) {
        status = rows->row(rows->context, n, false, &row);
        if (status == ACI_OK) {
            write_row(out, format, &row);
        }
    }
    aci_catalogue_destroy_row(&row);
    return status;
}

static aci_status write_file(const aci_place *place, const aci_catalogue_format *format,
                             const aci_catalogue_rows *rows)
{
    FILE *out = fopen(place->temporary, "w");
    if (out == NULL) {
        return ACI_FAIL(ACI_FILE, "%s: cannot write: %s", place->path, strerror(errno));
    }
    aci_status status = write_all(out, format, rows);
    bool is_whole = ferror(out) == 0;
    is_whole = fclose(out) == 0 && is_whole;
    return status != ACI_OK || is_whole
               ? status
               : ACI_FAIL(ACI_FILE, "%s: cannot write: %s", place->path, strerror(errno));
}

aci_status aci_catalogue_csv(const char *path, const aci_catalogue_format *format,
                             const aci_catalogue_rows *rows)
{
    aci_place place = {.path = NULL};
    aci_status status = aci_place_take(&place, path, true);
    if (status == ACI_OK) {
        status = write_file(&place, format, rows);
    }
    if (status == ACI_OK) {
        status = aci_place_settle(&place);
    }
    aci_place_leave(&place);
    return status;
}

static aci_status print_all(const aci_catalogue_format *format, const aci_catalogue_rows *rows,
                            char **out)
{
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a table");
    }
    aci_status status = write_all(stream, format, rows);
    if (fclose(stream) != 0 && status == ACI_OK) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a table");
    }
    if (status != ACI_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}

aci_status aci_catalogue_table(const char *path, char **out)
{
    aci_catalogue *catalogue = NULL;
    *out = NULL;
    aci_status status = aci_catalogue_open(path, &catalogue);
    if (status == ACI_OK) {
        aci_catalogue_rows rows = aci_catalogue_rows_of(catalogue);
        status = print_all(aci_catalogue_format_of(catalogue), &rows, out);
    }
    aci_catalogue_close(&catalogue);
    return status;
}
