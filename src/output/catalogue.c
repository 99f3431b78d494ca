/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/description.h"
#include "layout.h"
#include "place.h"
#include "space.h"

/// A catalogue being written.
typedef struct target {
    const aci_catalogue_format *format;
    const aci_catalogue_rows *rows;
    hid_t group;                        ///< "/" or "/fields"
    hid_t cases;                        ///< its scale `case`
    hid_t axes[ACI_CATALOGUE_AXES_MAX]; ///< of this group; H5I_INVALID_HID for the other's
    bool is_fields;
    aci_catalogue_row row;
    double *numbers; ///< [rows * widest column without fields]
    char **texts;    ///< [rows]
} target;

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

/// A column as an array over the cases, described by the file format or by the column itself.
static aci_status write_array(const target *t, const aci_store_array *array,
                              const char *const words[2], const void *values, hid_t *out)
{
    const aci_description own = {.name = array->name, .units = words[0], .long_name = words[1]};
    aci_description known;
    aci_store_array described = *array;
    described.description = aci_description_find(array->name, &known) ? NULL : &own;
    return aci_store_create_array(t->group, &described, values, out);
}

static aci_status write_numbers(target *t, const char *name, bool is_integer, const void *values,
                                const char *unit, const char *long_name)
{
    aci_store_array array = {.name = name,
                             .is_integer = is_integer,
                             .rank = 1,
                             .size = {(hsize_t)t->rows->count},
                             .axes = {t->cases}};
    hid_t out = H5I_INVALID_HID;
    const char *const words[2] = {unit, long_name};
    aci_status status = write_array(t, &array, words, values, &out);
    return aci_store_close(out, status);
}

static aci_status write_cases(target *t)
{
    int *numbers = calloc((size_t)t->rows->count + 1, sizeof *numbers);
    if (numbers == NULL) {
        return out_of_memory();
    }
    aci_status status = ACI_OK;
    for (long n = 0; status == ACI_OK && n < t->rows->count; ++n) {
        status = t->rows->row(t->rows->context, n, false, &t->row);
        numbers[n] = (int)t->row.number;
    }
    aci_store_array array = {.name = "case",
                             .is_integer = true,
                             .rank = 1,
                             .size = {(hsize_t)t->rows->count},
                             .is_scale = true};
    const char *const words[2] = {"1", "place of the case in the design"};
    if (status == ACI_OK) {
        status = write_array(t, &array, words, numbers, &t->cases);
    }
    free(numbers);
    return status;
}

static aci_status write_axis(target *t, int index)
{
    const aci_catalogue_axis *axis = &t->format->axes[index];
    if (axis->is_field != t->is_fields) {
        return ACI_OK;
    }
    if (axis->labels != NULL) {
        return aci_store_create_labels(t->group, axis->name, axis->size,
                                       (const char *const *)axis->labels, &t->axes[index]);
    }
    aci_store_array array = {
        .name = axis->name, .rank = 1, .size = {(hsize_t)axis->size}, .is_scale = true};
    const char *const words[2] = {axis->unit, axis->name};
    ACI_TRY(write_array(t, &array, words, axis->values, &t->axes[index]));
    return strcmp(axis->name, "z") == 0
               ? aci_store_attribute_text(t->axes[index], "positive", "down")
               : ACI_OK;
}

/* Reads one column of all rows; `offset` is its place among the numbers of a row. */
static aci_status gather(target *t, size_t offset, size_t width)
{
    aci_status status = ACI_OK;
    for (long n = 0; status == ACI_OK && n < t->rows->count; ++n) {
        status = t->rows->row(t->rows->context, n, false, &t->row);
        memcpy(t->numbers + (size_t)n * width, t->row.numbers + offset, width * sizeof(double));
    }
    return status;
}

static aci_store_array shape_of(const target *t, const aci_catalogue_column *column)
{
    aci_store_array array = {.name = column->name,
                             .rank = 1 + column->rank,
                             .size = {(hsize_t)t->rows->count},
                             .axes = {t->cases}};
    for (int k = 0; k < column->rank; ++k) {
        array.size[1 + k] = (hsize_t)t->format->axes[column->axes[k]].size;
        array.axes[1 + k] = t->axes[column->axes[k]];
    }
    return array;
}

static aci_status write_model_form(hid_t array, const aci_catalogue_column *column)
{
    ACI_TRY(aci_store_attribute_numbers(array, "model_form", 0, &column->model_form));
    return aci_store_attribute_text(array, "model_form_source", column->model_form_source);
}

static aci_status write_column(target *t, const aci_catalogue_column *column, size_t offset,
                               size_t width)
{
    ACI_TRY(gather(t, offset, width));
    aci_store_array array = shape_of(t, column);
    const char *const words[2] = {column->unit, column->long_name};
    hid_t out = H5I_INVALID_HID;
    aci_status status = write_array(t, &array, words, t->numbers, &out);
    if (status == ACI_OK && column->model_form > 0.0) {
        status = write_model_form(out, column);
    }
    return aci_store_close(out, status);
}

static void free_texts(target *t)
{
    for (long n = 0; n < t->rows->count; ++n) {
        free(t->texts[n]);
        t->texts[n] = NULL;
    }
}

/// Texts of all rows: column `index` of texts, -1 the message, -2 the identity.
static aci_status write_texts(target *t, const char *name, int index, const char *long_name)
{
    aci_status status = ACI_OK;
    for (long n = 0; status == ACI_OK && n < t->rows->count; ++n) {
        char identity[32];
        status = t->rows->row(t->rows->context, n, false, &t->row);
        snprintf(identity, sizeof identity, "%016llx", (unsigned long long)t->row.identity);
        t->texts[n] = strdup(index == -1   ? t->row.message
                             : index == -2 ? identity
                                           : t->row.texts[index]);
        status = status == ACI_OK && t->texts[n] == NULL ? out_of_memory() : status;
    }
    hid_t out = H5I_INVALID_HID;
    if (status == ACI_OK) {
        const aci_description own = {.name = name, .long_name = long_name};
        const aci_store_array array = {.name = name,
                                       .rank = 1,
                                       .size = {(hsize_t)t->rows->count},
                                       .axes = {t->cases},
                                       .description = &own};
        status = aci_store_create_text_array(t->group, &array, (const char *const *)t->texts, &out);
    }
    free_texts(t);
    return aci_store_close(out, status);
}

static aci_status write_field(target *t, const aci_catalogue_column *column, size_t offset)
{
    aci_store_array array = shape_of(t, column);
    hid_t out = H5I_INVALID_HID;
    array.is_field = array.grows = true;
    aci_status status = aci_store_create_array(t->group, &array, NULL, &out);
    for (long n = 0; status == ACI_OK && n < t->rows->count; ++n) {
        status = t->rows->row(t->rows->context, n, true, &t->row);
        if (status == ACI_OK) {
            status = aci_store_append(out, (hsize_t)n, t->row.numbers + offset);
        }
    }
    char coordinates[1024] = "";
    size_t used = 0;
    for (int k = 0; k < t->format->column_count && used < sizeof coordinates; ++k) {
        if (t->format->columns[k].is_key) {
            used += (size_t)snprintf(coordinates + used, sizeof coordinates - used, "%s%s",
                                     used > 0 ? " " : "", t->format->columns[k].name);
        }
    }
    if (status == ACI_OK) {
        status = aci_store_attribute_text(out, "coordinates", coordinates);
    }
    return aci_store_close(out, status);
}

/* The keys stand in both groups, the results in the root and the fields in theirs. */
static aci_status write_columns(target *t)
{
    size_t offset = 0;
    int text = 0;
    for (int k = 0; k < t->format->column_count; ++k) {
        const aci_catalogue_column *column = &t->format->columns[k];
        const size_t width = aci_catalogue_width(t->format, k);
        if (column->is_field && t->is_fields) {
            ACI_TRY(write_field(t, column, offset));
        } else if (!column->is_field && (!t->is_fields || column->is_key)) {
            ACI_TRY(column->is_text ? write_texts(t, column->name, text, column->long_name)
                                    : write_column(t, column, offset, width));
        }
        offset += width;
        text += column->is_text;
    }
    return ACI_OK;
}

static aci_status write_status(target *t)
{
    int *statuses = calloc((size_t)t->rows->count + 1, sizeof *statuses);
    if (statuses == NULL) {
        return out_of_memory();
    }
    aci_status status = ACI_OK;
    for (long n = 0; status == ACI_OK && n < t->rows->count; ++n) {
        status = t->rows->row(t->rows->context, n, false, &t->row);
        statuses[n] = t->row.status;
        t->numbers[n] = t->row.seconds;
    }
    if (status == ACI_OK) {
        status = write_numbers(t, "status", true, statuses, "1",
                               "0: done; else the exit code the case would have as a run");
    }
    free(statuses);
    ACI_TRY(status);
    ACI_TRY(write_texts(t, "message", -1, "why the case failed"));
    ACI_TRY(write_texts(t, "case_id", -2, "content of the case's inputs as a number"));
    return write_numbers(t, "wall_seconds", false, t->numbers, "s", "time the case took");
}

static aci_status close_group(target *t, aci_status status)
{
    for (int k = 0; k < t->format->axis_count; ++k) {
        status = aci_store_close(t->axes[k], status);
    }
    return aci_store_close(t->cases, status);
}

static aci_status write_group(target *t, hid_t group, bool is_fields)
{
    t->group = group;
    t->is_fields = is_fields;
    t->cases = H5I_INVALID_HID;
    for (int k = 0; k < ACI_CATALOGUE_AXES_MAX; ++k) {
        t->axes[k] = H5I_INVALID_HID;
    }
    aci_status status = write_cases(t);
    for (int k = 0; status == ACI_OK && k < t->format->axis_count; ++k) {
        status = write_axis(t, k);
    }
    if (status == ACI_OK) {
        status = write_columns(t);
    }
    if (status == ACI_OK && !is_fields) {
        status = write_status(t);
    }
    return close_group(t, status);
}

static aci_status write_fields(target *t, hid_t file)
{
    hid_t group = H5I_INVALID_HID;
    if (aci_catalogue_numbers(t->format, true) == aci_catalogue_numbers(t->format, false)) {
        return ACI_OK;
    }
    aci_status status = aci_store_create_group(file, "fields", &group);
    if (status == ACI_OK) {
        status = write_group(t, group, true);
    }
    return aci_store_close(group, status);
}

static aci_status write_origin(const aci_file_options *options, const char *signature,
                               const aci_catalogue_format *format, hid_t file)
{
    char *text = NULL;
    hid_t group = H5I_INVALID_HID;
    ACI_TRY(aci_store_attribute_text(file, "catalogue", "sweep"));
    ACI_TRY(aci_store_attribute_integer(file, "design_cases", format->cases));
    const aci_provenance_words words = {format->title[0] != '\0' ? format->title : "sweep",
                                        "SI units; rows are cases; amounts per treated area"};
    ACI_TRY(aci_provenance_write_study(file, options, &words));
    ACI_TRY(aci_catalogue_write_format(format, &text));
    group = H5Gopen2(file, "provenance", H5P_DEFAULT);
    aci_status status = aci_store_check(group, "provenance");
    if (status == ACI_OK) {
        status = aci_store_text(group, "format", text);
    }
    if (status == ACI_OK) {
        status = aci_store_text(group, "signature", signature);
    }
    free(text);
    return aci_store_close(group, status);
}

/* Bytes it takes at most, so that a full disk is found first. */
static hsize_t bytes_of(const target *t, const aci_file_options *options, const char *signature)
{
    hsize_t row = 8 * aci_catalogue_numbers(t->format, true) + 1024;
    return row * (hsize_t)t->rows->count + (1 << 18) + 2 * strlen(signature) +
           strlen(options->config != NULL ? options->config : "");
}

static aci_status write_file(target *t, const aci_file_options *options, const char *signature,
                             const char *path)
{
    hid_t file = H5I_INVALID_HID;
    hsize_t size = 0;
    ACI_TRY(aci_store_create_file(path, &file));
    aci_status status = aci_space_reserve(file, bytes_of(t, options, signature));
    if (status == ACI_OK) {
        status = write_origin(options, signature, t->format, file);
    }
    if (status == ACI_OK) {
        status = write_group(t, file, false);
    }
    if (status == ACI_OK) {
        status = write_fields(t, file);
    }
    if (status == ACI_OK) {
        status = aci_store_change_integer(file, "run_complete", 1);
    }
    if (status != ACI_OK) {
        return status;
    }
    ACI_TRY(aci_store_check(H5Fflush(file, H5F_SCOPE_GLOBAL), "flush"));
    ACI_TRY(aci_store_check(H5Fget_filesize(file, &size), "close"));
    ACI_TRY(aci_store_check(H5Fclose(file), "close"));
    return aci_space_trim(path, size);
}

static aci_status prepare(target *t)
{
    size_t widest = 1, rows = (size_t)t->rows->count + 1;
    for (int k = 0; k < t->format->column_count; ++k) {
        size_t width = t->format->columns[k].is_field ? 1 : aci_catalogue_width(t->format, k);
        widest = width > widest ? width : widest;
    }
    t->numbers = malloc(rows * widest * sizeof *t->numbers);
    t->texts = calloc(rows, sizeof *t->texts);
    ACI_TRY(aci_catalogue_create_row(t->format, &t->row));
    return t->numbers != NULL && t->texts != NULL ? ACI_OK : out_of_memory();
}

aci_status aci_catalogue_write(const aci_file_options *options, const char *csv,
                               const char *signature, const aci_catalogue_format *format,
                               const aci_catalogue_rows *rows)
{
    target t = {.format = format, .rows = rows};
    aci_place place = {.path = NULL};
    aci_store_start();
    aci_status status = aci_place_take(&place, options->path, true);
    if (status == ACI_OK) {
        status = prepare(&t);
    }
    if (status == ACI_OK) {
        status =
            aci_place_report(options->path, write_file(&t, options, signature, place.temporary));
    }
    if (status == ACI_OK && csv != NULL) {
        status = aci_catalogue_csv(csv, format, rows);
    }
    if (status == ACI_OK) {
        status = aci_place_settle(&place);
    }
    aci_place_leave(&place);
    aci_catalogue_destroy_row(&t.row);
    free(t.numbers);
    free(t.texts);
    return status;
}
