/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A catalogue read back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/catalogue.h"
#include "fetch.h"

struct aci_catalogue {
    hid_t file;
    char *signature;
    aci_catalogue_format format;
    long count;
    size_t plain;                      ///< numbers of a row without fields
    size_t texts;                      ///< of a row
    double *numbers;                   ///< [count][plain]
    char (*words)[ACI_TEXT_SIZE];      ///< [count][texts]
    double *number, *status, *seconds; ///< [count]
    char **messages, **identities;     ///< [count]
    size_t message_count, identity_count;
};

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

static aci_status damaged(const char *name)
{
    return ACI_FAIL(ACI_FILE, "%s: has another size than its columns", name);
}

static aci_status read_text(hid_t file, const char *name, char **out)
{
    char **texts = NULL;
    size_t count = 0;
    ACI_TRY(aci_fetch_texts(file, name, &count, &texts));
    *out = count == 1 ? strdup(texts[0]) : NULL;
    aci_fetch_free_texts(&texts, count);
    return *out != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: damaged", name);
}

static aci_status read_numbers(const aci_catalogue *c, const char *name, size_t width, double **out)
{
    aci_fetch_shape shape;
    ACI_TRY(aci_fetch_numbers(c->file, name, &shape, out));
    return shape.count == (size_t)c->count * width ? ACI_OK : damaged(name);
}

static aci_status read_column(aci_catalogue *c, const char *name, size_t offset, size_t width)
{
    double *values = NULL;
    aci_status status = read_numbers(c, name, width, &values);
    for (long n = 0; status == ACI_OK && n < c->count; ++n) {
        memcpy(c->numbers + (size_t)n * c->plain + offset, values + (size_t)n * width,
               width * sizeof *values);
    }
    free(values);
    return status;
}

static aci_status read_words(aci_catalogue *c, const char *name, size_t text)
{
    char **words = NULL;
    size_t count = 0;
    ACI_TRY(aci_fetch_texts(c->file, name, &count, &words));
    for (long n = 0; n < c->count && (size_t)n < count; ++n) {
        snprintf(c->words[(size_t)n * c->texts + text], ACI_TEXT_SIZE, "%s", words[n]);
    }
    aci_fetch_free_texts(&words, count);
    return count == (size_t)c->count ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: damaged", name);
}

static aci_status read_columns(aci_catalogue *c)
{
    size_t offset = 0, text = 0;
    for (int k = 0; k < c->format.column_count; ++k) {
        const aci_catalogue_column *column = &c->format.columns[k];
        const size_t width = aci_catalogue_width(&c->format, k);
        if (column->is_text) {
            ACI_TRY(read_words(c, column->name, text++));
        } else if (!column->is_field) {
            ACI_TRY(read_column(c, column->name, offset, width));
            offset += width;
        }
    }
    return ACI_OK;
}

/* What the format's text leaves out. */
static aci_status read_attributes(aci_catalogue *c)
{
    size_t count = 0;
    double *cases = NULL;
    char *title = NULL;
    ACI_TRY(aci_fetch_attribute_numbers(c->file, "/", "design_cases", &count, &cases));
    c->format.cases = count > 0 ? (long)cases[0] : c->count;
    free(cases);
    ACI_TRY(aci_fetch_attribute_text(c->file, "/", "title", &title));
    snprintf(c->format.title, sizeof c->format.title, "%s", title != NULL ? title : "");
    free(title);
    return ACI_OK;
}

static aci_status read_all(aci_catalogue *c)
{
    char *format = NULL;
    aci_fetch_shape shape;
    if (!aci_fetch_has(c->file, "/provenance/format") || !aci_fetch_has(c->file, "/case")) {
        return ACI_FAIL(ACI_FILE, "is no catalogue of a sweep");
    }
    ACI_TRY(read_text(c->file, "/provenance/signature", &c->signature));
    ACI_TRY(read_text(c->file, "/provenance/format", &format));
    aci_status status = aci_catalogue_read_format(format, &c->format);
    free(format);
    ACI_TRY(status);
    ACI_TRY(aci_fetch_numbers(c->file, "/case", &shape, &c->number));
    c->count = (long)shape.count;
    ACI_TRY(read_attributes(c));
    for (int k = 0; k < c->format.column_count; ++k) {
        c->texts += c->format.columns[k].is_text;
    }
    c->plain = aci_catalogue_numbers(&c->format, false);
    c->numbers = calloc((size_t)c->count * c->plain + 1, sizeof *c->numbers);
    c->words = calloc((size_t)c->count * c->texts + 1, sizeof *c->words);
    if (c->numbers == NULL || c->words == NULL) {
        return out_of_memory();
    }
    ACI_TRY(read_numbers(c, "/status", 1, &c->status));
    ACI_TRY(read_numbers(c, "/wall_seconds", 1, &c->seconds));
    ACI_TRY(aci_fetch_texts(c->file, "/message", &c->message_count, &c->messages));
    ACI_TRY(aci_fetch_texts(c->file, "/case_id", &c->identity_count, &c->identities));
    if (c->message_count != (size_t)c->count || c->identity_count != (size_t)c->count) {
        return ACI_FAIL(ACI_FILE, "is damaged");
    }
    return read_columns(c);
}

aci_status aci_catalogue_open(const char *path, aci_catalogue **out)
{
    char reason[512];
    aci_store_start();
    aci_catalogue *c = calloc(1, sizeof *c);
    *out = c;
    if (c == NULL) {
        return out_of_memory();
    }
    c->file = H5I_INVALID_HID;
    aci_status status = aci_fetch_open(path, &c->file);
    if (status == ACI_OK) {
        status = read_all(c);
    }
    if (status != ACI_OK) {
        snprintf(reason, sizeof reason, "%s", aci_status_message());
        aci_catalogue_close(out);
        return ACI_FAIL(status, "%s: %s", path, reason);
    }
    return ACI_OK;
}

void aci_catalogue_close(aci_catalogue **catalogue)
{
    aci_catalogue *c = *catalogue;
    if (c == NULL) {
        return;
    }
    if (c->file >= 0) {
        H5Fclose(c->file);
    }
    aci_fetch_free_texts(&c->messages, c->message_count);
    aci_fetch_free_texts(&c->identities, c->identity_count);
    aci_catalogue_destroy_format(&c->format);
    free(c->signature);
    free(c->numbers);
    free(c->words);
    free(c->number);
    free(c->status);
    free(c->seconds);
    free(c);
    *catalogue = NULL;
}

const char *aci_catalogue_signature(const aci_catalogue *catalogue)
{
    return catalogue->signature;
}

const aci_catalogue_format *aci_catalogue_format_of(const aci_catalogue *catalogue)
{
    return &catalogue->format;
}

/* One case of one field: everything behind its first dimension, which must be `width` numbers. */
static aci_status read_entry(hid_t file, const char *name, long index, size_t width, double *values)
{
    hsize_t start[ACI_STORE_RANK_MAX] = {(hsize_t)index}, size[ACI_STORE_RANK_MAX] = {0};
    hid_t array = H5Dopen2(file, name, H5P_DEFAULT);
    ACI_TRY(aci_store_check(array, name));
    hid_t space = H5Dget_space(array);
    int rank = H5Sget_simple_extent_ndims(space);
    bool has_rank = rank >= 1 && rank <= ACI_STORE_RANK_MAX &&
                    H5Sget_simple_extent_dims(space, size, NULL) == rank;
    hsize_t numbers = 1;
    size[0] = 1;
    for (int k = 0; has_rank && k < rank; ++k) {
        numbers *= size[k];
    }
    if (!has_rank || numbers != width) {
        return aci_store_close(space, aci_store_close(array, damaged(name)));
    }
    herr_t done = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, size, NULL);
    hid_t memory = H5Screate_simple(rank, size, NULL);
    done = done < 0 ? done : H5Dread(array, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values);
    aci_status status = aci_store_check(done, name);
    status = aci_store_close(memory, status);
    status = aci_store_close(space, status);
    return aci_store_close(array, status);
}

static aci_status read_fields(const aci_catalogue *c, long index, double *numbers)
{
    size_t offset = 0;
    for (int k = 0; k < c->format.column_count; ++k) {
        const aci_catalogue_column *column = &c->format.columns[k];
        if (column->is_field) {
            char name[2 * ACI_CATALOGUE_NAME_SIZE];
            snprintf(name, sizeof name, "/fields/%s", column->name);
            ACI_TRY(read_entry(c->file, name, index, aci_catalogue_width(&c->format, k),
                               numbers + offset));
        }
        offset += aci_catalogue_width(&c->format, k);
    }
    return ACI_OK;
}

static aci_status read_row(void *context, long index, bool with_fields, aci_catalogue_row *out)
{
    const aci_catalogue *c = context;
    const size_t at = (size_t)index;
    out->identity = strtoull(c->identities[at], NULL, 16);
    out->number = (long)c->number[at];
    out->status = (int)c->status[at];
    out->seconds = c->seconds[at];
    snprintf(out->message, sizeof out->message, "%s", c->messages[at]);
    memcpy(out->numbers, c->numbers + at * c->plain, c->plain * sizeof *out->numbers);
    memcpy(out->texts, c->words + at * c->texts, c->texts * sizeof *out->texts);
    return with_fields ? read_fields(c, index, out->numbers) : ACI_OK;
}

aci_catalogue_rows aci_catalogue_rows_of(aci_catalogue *catalogue)
{
    return (aci_catalogue_rows){catalogue->count, catalogue, read_row};
}

bool aci_catalogue_is(const char *path)
{
    hid_t file = H5I_INVALID_HID;
    aci_store_start();
    bool is = aci_fetch_open(path, &file) == ACI_OK && aci_fetch_has(file, "/provenance/format") &&
              aci_fetch_has(file, "/case");
    if (file >= 0) {
        H5Fclose(file);
    }
    return is;
}

bool aci_catalogue_is_damaged(const char *path)
{
    hid_t file = H5I_INVALID_HID;
    aci_store_start();
    bool is_broken = H5Fis_hdf5(path) > 0 && aci_fetch_open(path, &file) != ACI_OK;
    if (file >= 0) {
        H5Fclose(file);
    }
    return is_broken;
}
