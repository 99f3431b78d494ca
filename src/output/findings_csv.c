/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/output/description.h"
#include "acicula/output/findings_file.h"
#include "csv.h"
#include "place.h"
#include "table_units.h"

/// The unit each column is written in.
typedef const char *column_units[ACI_FINDINGS_COLUMNS_MAX];

static const char *choose_unit(const aci_column *column, aci_table_units *list)
{
    aci_reader_variable variable = {.rank = 1};
    const char *display = aci_description_display(column->name, column->unit);
    snprintf(variable.units, sizeof variable.units, "%s", column->unit);
    snprintf(variable.display_units, sizeof variable.display_units, "%s", display ? display : "");
    const char *chosen = aci_table_units_choose(&variable, list);
    if (chosen == variable.units) {
        return column->unit;
    }
    return chosen == variable.display_units ? display : chosen;
}

/// A cell of the line `k` of the head: 0 has the names, 1 the units.
static void write_head_cells(FILE *stream, const aci_column *column, const char *unit, int k)
{
    for (int n = 0; n < column->width; ++n) {
        fputs(n > 0 ? "," : "", stream);
        aci_csv_text(stream, k == 0 ? column->name : unit);
        if (k == 0 && column->width > 1) {
            fprintf(stream, "_%d", n);
        }
    }
}

static aci_status write_cells(FILE *stream, const aci_column *column, const char *unit, int row)
{
    if (column->texts) {
        aci_csv_text(stream, column->texts[row]);
        return ACI_OK;
    }
    for (int n = 0; n < column->width; ++n) {
        double value = column->numbers[(size_t)row * (size_t)column->width + (size_t)n];
        if (strcmp(unit, column->unit) != 0) {
            ACI_TRY(aci_units_convert(value, unit, &value));
        }
        fputs(n > 0 ? "," : "", stream);
        aci_csv_number(stream, value);
    }
    return ACI_OK;
}

static aci_status write_sheet(FILE *stream, const aci_sheet *sheet, const column_units units)
{
    for (int k = 0; k < 2; ++k) {
        for (int n = 0; n < sheet->column_count; ++n) {
            fputs(n > 0 ? "," : "", stream);
            write_head_cells(stream, &sheet->columns[n], units[n], k);
        }
        fputc('\n', stream);
    }
    for (int row = 0; row < sheet->rows; ++row) {
        for (int n = 0; n < sheet->column_count; ++n) {
            fputs(n > 0 ? "," : "", stream);
            ACI_TRY(write_cells(stream, &sheet->columns[n], units[n], row));
        }
        fputc('\n', stream);
    }
    return ACI_OK;
}

static aci_status write_failure(const char *path)
{
    return ACI_FAIL(ACI_FILE, "%s: cannot write: %s", path, strerror(errno));
}

static aci_status write_file(const aci_place *place, const aci_sheet *sheet)
{
    column_units units;
    for (int n = 0; n < sheet->column_count; ++n) {
        units[n] = sheet->columns[n].unit;
    }
    FILE *stream = fopen(place->temporary, "wx");
    if (!stream) {
        return write_failure(place->path);
    }
    aci_status status = write_sheet(stream, sheet, units);
    bool is_written = fflush(stream) == 0 && !ferror(stream);
    status = is_written || status != ACI_OK ? status : write_failure(place->path);
    bool is_closed = fclose(stream) == 0;
    return is_closed || status != ACI_OK ? status : write_failure(place->path);
}

aci_status aci_findings_file_csv(const aci_sheet *sheet, const char *path)
{
    aci_place place = {.path = NULL};
    aci_status status = aci_place_take(&place, path, true);
    if (status == ACI_OK) {
        status = write_file(&place, sheet);
    }
    if (status == ACI_OK) {
        status = aci_place_settle(&place);
    }
    aci_place_leave(&place);
    return status;
}

static aci_status print_sheet(const aci_sheet *sheet, aci_table_units *list, char **out)
{
    column_units units;
    size_t size = 0;
    for (int n = 0; n < sheet->column_count; ++n) {
        units[n] = choose_unit(&sheet->columns[n], list);
    }
    ACI_TRY(aci_table_units_check(list, sheet->name));
    FILE *stream = open_memstream(out, &size);
    if (!stream) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_status status = write_sheet(stream, sheet, units);
    if (fclose(stream) != 0 && status == ACI_OK) {
        status = ACI_FAIL(ACI_FILE, "out of memory");
    }
    if (status != ACI_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}

static aci_status choose_sheet(const aci_findings *findings, const char *name,
                               const aci_sheet **out)
{
    char list[ACI_FINDINGS_SHEETS_MAX * (ACI_FINDINGS_NAME_SIZE + 2)] = "";
    size_t used = 0;
    bool takes_first = name == NULL && findings->sheet_count > 0;
    *out = takes_first ? findings->sheets[0] : name ? aci_findings_sheet(findings, name) : NULL;
    for (int k = 0; k < findings->sheet_count; ++k) {
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", k > 0 ? ", " : "",
                                 findings->sheets[k]->name);
    }
    return *out ? ACI_OK
                : ACI_FAIL(ACI_BAD_INPUT, "--table: the file has no table '%s', it has %s",
                           name ? name : "", used ? list : "none");
}

aci_status aci_findings_file_table(const char *path, const char *sheet, const char *units,
                                   char **out)
{
    aci_findings findings = {.sheet_count = 0};
    aci_table_units list;
    const aci_sheet *chosen = NULL;
    *out = NULL;
    ACI_TRY(aci_table_units_read(units, &list));
    aci_status status = aci_findings_file_read(path, &findings);
    if (status == ACI_OK) {
        status = choose_sheet(&findings, sheet, &chosen);
    }
    if (status == ACI_OK) {
        status = print_sheet(chosen, &list, out);
    }
    aci_findings_destroy(&findings);
    return status;
}
