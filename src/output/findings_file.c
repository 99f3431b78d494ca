/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/findings_file.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/description.h"
#include "layout.h"
#include "place.h"

/// A sheet while it is being written.
typedef struct sheet_group {
    hid_t group, rows;
} sheet_group;

static aci_status check_name(hid_t group, const char *name)
{
    for (const char *c = name; *c != '\0'; ++c) {
        if (!isalnum((unsigned char)*c) && *c != '_') {
            return ACI_FAIL(ACI_INTERNAL, "'%s' is no name for a part of findings", name);
        }
    }
    if (name[0] == '\0' || H5Lexists(group, name, H5P_DEFAULT) > 0) {
        return ACI_FAIL(ACI_INTERNAL, "two parts of the findings have the name '%s'", name);
    }
    return ACI_OK;
}

static aci_description column_description(const aci_column *column)
{
    return (aci_description){.name = column->name,
                             .units = column->texts ? NULL : column->unit,
                             .long_name = column->long_name};
}

static aci_status write_numbers(hid_t group, const aci_store_array *array, const aci_column *column)
{
    const double missing = NAN;
    hid_t variable = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, array, column->numbers, &variable);
    if (status == ACI_OK && !array->is_scale) {
        status = aci_store_attribute_numbers(variable, "_FillValue", 1, &missing);
    }
    return aci_store_close(variable, status);
}

static aci_status write_texts(hid_t group, const aci_store_array *array, const aci_column *column)
{
    hid_t variable = H5I_INVALID_HID;
    size_t count = (size_t)array->size[0];
    const char **texts = calloc(count + 1, sizeof *texts);
    if (!texts) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    for (size_t k = 0; k < count; ++k) {
        texts[k] = column->texts[k];
    }
    aci_status status = aci_store_create_text_array(group, array, texts, &variable);
    free(texts);
    return aci_store_close(variable, status);
}

/// `shape` with the column's name and description.
static aci_status write_array(hid_t group, const aci_store_array *shape, const aci_column *column)
{
    aci_description description = column_description(column);
    aci_store_array array = *shape;
    array.name = column->name;
    array.description = &description;
    ACI_TRY(check_name(group, column->name));
    return column->texts ? write_texts(group, &array, column)
                         : write_numbers(group, &array, column);
}

/// The second dimension of columns with `width` numbers a row.
static aci_status open_entries(hid_t group, int width, hid_t *out)
{
    char name[32];
    snprintf(name, sizeof name, "entry_%d", width);
    if (H5Lexists(group, name, H5P_DEFAULT) <= 0) {
        return aci_store_create_dimension(group, name, width, out);
    }
    *out = H5Dopen2(group, name, H5P_DEFAULT);
    return aci_store_check(*out, name);
}

static aci_status write_column(const sheet_group *to, int rows, const aci_column *column)
{
    hid_t entries = H5I_INVALID_HID;
    aci_status status = ACI_OK;
    bool is_matrix = column->width > 1;
    if (is_matrix) {
        status = open_entries(to->group, column->width, &entries);
    }
    if (status == ACI_OK) {
        aci_store_array array = {.rank = is_matrix ? 2 : 1,
                                 .size = {(hsize_t)rows, (hsize_t)column->width},
                                 .axes = {to->rows, entries}};
        status = write_array(to->group, &array, column);
    }
    return aci_store_close(entries, status);
}

static bool is_coordinate(const aci_sheet *sheet, const aci_column *column)
{
    return column->width == 1 && strcmp(column->name, sheet->dimension) == 0;
}

static aci_status write_rows(sheet_group *to, const aci_sheet *sheet)
{
    for (int k = 0; k < sheet->column_count; ++k) {
        if (is_coordinate(sheet, &sheet->columns[k])) {
            aci_store_array array = {.rank = 1, .size = {(hsize_t)sheet->rows}, .is_scale = true};
            ACI_TRY(write_array(to->group, &array, &sheet->columns[k]));
            to->rows = H5Dopen2(to->group, sheet->dimension, H5P_DEFAULT);
            return aci_store_check(to->rows, sheet->dimension);
        }
    }
    ACI_TRY(check_name(to->group, sheet->dimension));
    return aci_store_create_dimension(to->group, sheet->dimension, sheet->rows, &to->rows);
}

/// Names with a blank between them: attributes are read back in no order, and groups have none that
/// every tool keeps.
static aci_status write_columns_list(hid_t group, const aci_sheet *sheet)
{
    char list[ACI_FINDINGS_COLUMNS_MAX * ACI_FINDINGS_NAME_SIZE] = "";
    size_t used = 0;
    for (int k = 0; k < sheet->column_count; ++k) {
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", k > 0 ? " " : "",
                                 sheet->columns[k].name);
    }
    return aci_store_attribute_text(group, "columns", list);
}

static aci_status fill_sheet(sheet_group *to, const aci_sheet *sheet)
{
    ACI_TRY(aci_store_attribute_text(to->group, "title", sheet->title));
    ACI_TRY(aci_store_attribute_text(to->group, "dimension", sheet->dimension));
    ACI_TRY(write_columns_list(to->group, sheet));
    ACI_TRY(write_rows(to, sheet));
    for (int k = 0; k < sheet->column_count; ++k) {
        if (!is_coordinate(sheet, &sheet->columns[k])) {
            ACI_TRY(write_column(to, sheet->rows, &sheet->columns[k]));
        }
    }
    return ACI_OK;
}

static aci_status write_sheet(hid_t root, const aci_sheet *sheet)
{
    sheet_group to = {H5I_INVALID_HID, H5I_INVALID_HID};
    ACI_TRY(check_name(root, sheet->name));
    aci_status status = aci_store_create_group(root, sheet->name, &to.group);
    if (status == ACI_OK) {
        status = fill_sheet(&to, sheet);
    }
    return aci_store_close(to.group, aci_store_close(to.rows, status));
}

static aci_status write_sheets_list(hid_t root, const aci_findings *findings)
{
    char list[ACI_FINDINGS_SHEETS_MAX * ACI_FINDINGS_NAME_SIZE] = "";
    size_t used = 0;
    for (int k = 0; k < findings->sheet_count; ++k) {
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", k > 0 ? " " : "",
                                 findings->sheets[k]->name);
    }
    return aci_store_attribute_text(root, "sheets", list);
}

static aci_status write_origin(hid_t root, const aci_findings_file_options *options,
                               const aci_findings *findings)
{
    const aci_scenario *scenario = options->scenario;
    const aci_file_options origin = {.scenario = scenario,
                                     .config = options->config,
                                     .set = options->set,
                                     .config_resolved = options->config_resolved,
                                     .input_count = options->input_count,
                                     .inputs = options->inputs,
                                     .command_line = options->command_line,
                                     .threads = options->threads,
                                     .seed = scenario ? scenario->needling.plan.seed : 0,
                                     .build = options->build};
    const aci_provenance_words words = {findings->title, "SI units; a missing number is NaN"};
    ACI_TRY(aci_provenance_write_study(root, &origin, &words));
    ACI_TRY(aci_store_attribute_numbers(root, "wall_time", 0, &options->wall_seconds));
    return aci_store_attribute_text(root, "findings", findings->verb);
}

static aci_status write_notes(hid_t root, const char *notes)
{
    const aci_description description = {.name = "notes", .long_name = "what to know"};
    const aci_store_array array = {.name = "notes", .description = &description};
    hid_t text = H5I_INVALID_HID;
    aci_status status = aci_store_create_text_array(root, &array, &notes, &text);
    return aci_store_close(text, status);
}

static aci_status fill_file(hid_t root, const aci_findings_file_options *options,
                            const aci_findings *findings)
{
    ACI_TRY(write_origin(root, options, findings));
    ACI_TRY(write_sheets_list(root, findings));
    for (int k = 0; k < findings->sheet_count; ++k) {
        ACI_TRY(write_sheet(root, findings->sheets[k]));
    }
    ACI_TRY(findings->notes ? write_notes(root, findings->notes) : ACI_OK);
    ACI_TRY(aci_store_change_integer(root, "run_complete", 1));
    return aci_store_check(H5Fflush(root, H5F_SCOPE_GLOBAL), "flush");
}

/// A file that could not be written is not closed: HDF5 would try to write again.
static aci_status write_file(const char *path, const aci_findings_file_options *options,
                             const aci_findings *findings)
{
    hid_t file = H5I_INVALID_HID;
    ACI_TRY(aci_store_create_file(path, &file));
    ACI_TRY(fill_file(file, options, findings));
    return aci_store_check(H5Fclose(file), "close");
}

aci_status aci_findings_file_write(const aci_findings_file_options *options,
                                   const aci_findings *findings)
{
    aci_place place = {.path = NULL};
    aci_store_start();
    aci_status status = aci_place_take(&place, options->path, options->force);
    if (status == ACI_OK) {
        status = aci_place_report(options->path, write_file(place.temporary, options, findings));
    }
    if (status == ACI_OK) {
        status = aci_place_settle(&place);
    }
    aci_place_leave(&place);
    return status;
}
