/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/findings_file.h"
#include "fetch.h"

enum { PATH_SIZE = 4 * ACI_FINDINGS_NAME_SIZE };

/// A text attribute that must be there. Caller frees.
static aci_status need_attribute(hid_t file, const char *object, const char *name, char **out)
{
    ACI_TRY(aci_fetch_attribute_text(file, object, name, out));
    return *out ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: has no attribute %s", object, name);
}

static aci_status copy_attribute(hid_t file, const char *object, const char *name, char *text,
                                 size_t size)
{
    char *found = NULL;
    ACI_TRY(need_attribute(file, object, name, &found));
    snprintf(text, size, "%s", found);
    free(found);
    return ACI_OK;
}

static aci_status count_rows(hid_t file, const char *path, int *rows)
{
    aci_fetch_shape shape = {0};
    if (!aci_fetch_has(file, path)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such dimension", path);
    }
    hid_t array = H5Dopen2(file, path, H5P_DEFAULT);
    ACI_TRY(aci_store_check(array, path));
    ACI_TRY(aci_store_close(array, aci_fetch_shape_of(array, path, &shape)));
    *rows = (int)shape.count;
    return shape.rank == 1 && shape.count < INT_MAX
               ? ACI_OK
               : ACI_FAIL(ACI_FILE, "%s: is no dimension", path);
}

static aci_status read_texts(hid_t file, const char *path, const char *name, aci_sheet *out)
{
    char **texts = NULL, long_name[ACI_FINDINGS_TEXT_SIZE];
    size_t count = 0;
    ACI_TRY(copy_attribute(file, path, "long_name", long_name, sizeof long_name));
    ACI_TRY(aci_fetch_texts(file, path, &count, &texts));
    aci_findings_text *column = aci_findings_texts(out, name, long_name);
    aci_status status = ACI_OK;
    if (count != (size_t)out->rows || !column) {
        status =
            ACI_FAIL(ACI_FILE, column ? "%s: is of another length" : "%s: out of memory", path);
    }
    for (int k = 0; status == ACI_OK && k < out->rows; ++k) {
        snprintf(column[k], sizeof column[k], "%s", texts[k]);
    }
    aci_fetch_free_texts(&texts, count);
    return status;
}

static aci_status add_numbers(const char *path, const aci_column *like,
                              const aci_fetch_shape *shape, const double *values, aci_sheet *out)
{
    size_t width = shape->rank == 2 ? shape->size[1] : 1;
    if (shape->rank < 1 || shape->rank > 2 || shape->size[0] != (size_t)out->rows || width < 1 ||
        width > INT_MAX) {
        return ACI_FAIL(ACI_FILE, "%s: is of another shape than its sheet", path);
    }
    double *column = aci_findings_numbers(out, like->name, like->unit, (int)width, like->long_name);
    if (!column) {
        return ACI_FAIL(ACI_FILE, "%s: out of memory", path);
    }
    memcpy(column, values, shape->count * sizeof *values);
    return ACI_OK;
}

static aci_status read_numbers(hid_t file, const char *path, const char *name, aci_sheet *out)
{
    aci_column like = {.width = 1};
    aci_fetch_shape shape = {0};
    double *values = NULL;
    snprintf(like.name, sizeof like.name, "%s", name);
    ACI_TRY(copy_attribute(file, path, "units", like.unit, sizeof like.unit));
    ACI_TRY(copy_attribute(file, path, "long_name", like.long_name, sizeof like.long_name));
    ACI_TRY(aci_fetch_numbers(file, path, &shape, &values));
    aci_status status = add_numbers(path, &like, &shape, values, out);
    free(values);
    return status;
}

static aci_status read_column(hid_t file, const char *name, aci_sheet *out)
{
    char path[PATH_SIZE], *units = NULL;
    snprintf(path, sizeof path, "/%s/%s", out->name, name);
    if (!aci_fetch_has(file, path)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such column", path);
    }
    ACI_TRY(aci_fetch_attribute_text(file, path, "units", &units));
    bool is_number = units != NULL;
    free(units);
    return is_number ? read_numbers(file, path, name, out) : read_texts(file, path, name, out);
}

static aci_status read_columns(hid_t file, aci_sheet *sheet)
{
    char path[PATH_SIZE], *list = NULL, *rest = NULL;
    snprintf(path, sizeof path, "/%s", sheet->name);
    ACI_TRY(need_attribute(file, path, "columns", &list));
    aci_status status = ACI_OK;
    for (char *name = strtok_r(list, " ", &rest); status == ACI_OK && name;
         name = strtok_r(NULL, " ", &rest)) {
        status = read_column(file, name, sheet);
    }
    free(list);
    return status;
}

static aci_status read_sheet(hid_t file, const char *name, aci_findings *out)
{
    char path[PATH_SIZE], title[ACI_FINDINGS_TEXT_SIZE], dimension[ACI_FINDINGS_NAME_SIZE];
    int rows = 0;
    snprintf(path, sizeof path, "/%s", name);
    if (!aci_fetch_has(file, path)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such sheet", path);
    }
    ACI_TRY(copy_attribute(file, path, "title", title, sizeof title));
    ACI_TRY(copy_attribute(file, path, "dimension", dimension, sizeof dimension));
    snprintf(path, sizeof path, "/%s/%s", name, dimension);
    ACI_TRY(count_rows(file, path, &rows));
    aci_sheet *sheet = aci_findings_add(out, name, dimension, title, rows);
    return sheet ? read_columns(file, sheet) : ACI_FAIL(ACI_FILE, "out of memory");
}

static aci_status read_sheets(hid_t file, aci_findings *out)
{
    char *list = NULL, *rest = NULL;
    ACI_TRY(need_attribute(file, "/", "sheets", &list));
    aci_status status = ACI_OK;
    for (char *name = strtok_r(list, " ", &rest); status == ACI_OK && name;
         name = strtok_r(NULL, " ", &rest)) {
        status = read_sheet(file, name, out);
    }
    free(list);
    return status;
}

static aci_status read_notes(hid_t file, aci_findings *out)
{
    char **texts = NULL;
    size_t count = 0;
    if (!aci_fetch_has(file, "/notes")) {
        return ACI_OK;
    }
    ACI_TRY(aci_fetch_texts(file, "/notes", &count, &texts));
    if (count == 1) {
        out->notes = texts[0];
        texts[0] = NULL;
    }
    aci_fetch_free_texts(&texts, count);
    return count == 1 ? ACI_OK : ACI_FAIL(ACI_FILE, "/notes: is no single text");
}

static aci_status check_program(hid_t file)
{
    char *program = NULL, *verb = NULL;
    aci_status status = aci_fetch_attribute_text(file, "/", "program", &program);
    if (status == ACI_OK) {
        status = aci_fetch_attribute_text(file, "/", "findings", &verb);
    }
    if (status == ACI_OK && (!program || strcmp(program, "acicula") != 0 || !verb)) {
        status = ACI_FAIL(ACI_FILE, "is no file of findings of acicula");
    }
    free(program);
    free(verb);
    return status;
}

static aci_status read_file(hid_t file, aci_findings *out)
{
    ACI_TRY(check_program(file));
    ACI_TRY(copy_attribute(file, "/", "findings", out->verb, sizeof out->verb));
    ACI_TRY(copy_attribute(file, "/", "title", out->title, sizeof out->title));
    ACI_TRY(read_sheets(file, out));
    return read_notes(file, out);
}

static aci_status report(const char *path, aci_status status)
{
    if (status == ACI_OK) {
        return ACI_OK;
    }
    char reason[512];
    snprintf(reason, sizeof reason, "%s", aci_status_message());
    return ACI_FAIL(status, "%s: %s", path, reason);
}

aci_status aci_findings_file_read(const char *path, aci_findings *out)
{
    hid_t file = H5I_INVALID_HID;
    *out = (aci_findings){.sheet_count = 0};
    aci_store_start();
    ACI_TRY(report(path, aci_fetch_open(path, &file)));
    aci_status status = report(path, read_file(file, out));
    (void)H5Fclose(file);
    return status;
}

bool aci_findings_file_is(const char *path)
{
    hid_t file = H5I_INVALID_HID;
    aci_store_start();
    if (aci_fetch_open(path, &file) != ACI_OK) {
        return false;
    }
    bool is_one = check_program(file) == ACI_OK;
    (void)H5Fclose(file);
    return is_one;
}
