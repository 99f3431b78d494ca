/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_SIZE_MAX = 1 << 28 };

static aci_status check_readable(const char *path)
{
    int descriptor = open(path, O_RDONLY);
    char byte;
    ssize_t got = descriptor < 0 ? -1 : read(descriptor, &byte, 1);
    aci_status status = got < 0 ? ACI_FAIL(ACI_FILE, "cannot read: %s", strerror(errno)) : ACI_OK;
    if (descriptor >= 0) {
        close(descriptor);
    }
    return status;
}

aci_status aci_fetch_open(const char *path, hid_t *out)
{
    *out = H5I_INVALID_HID;
    ACI_TRY(check_readable(path));
    if (H5Fis_hdf5(path) == 0) {
        return ACI_FAIL(ACI_FILE, "is no HDF5 file, so no result of acicula");
    }
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    aci_status status = aci_store_access(access);
    if (status == ACI_OK) {
        *out = H5Fopen(path, H5F_ACC_RDONLY, access);
        status = aci_store_check(*out, "is truncated, damaged, or still being written");
    }
    return aci_store_close(access, status);
}

bool aci_fetch_has(hid_t file, const char *name)
{
    char part[512];
    size_t length = strlen(name);
    if (length == 0 || length >= sizeof part) {
        return false;
    }
    for (size_t i = 1; i <= length; i++) {
        if (name[i] != '/' && name[i] != '\0') {
            continue;
        }
        memcpy(part, name, i);
        part[i] = '\0';
        if (strcmp(part, "/") != 0 && H5Lexists(file, part, H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    return true;
}

static aci_status space_shape(hid_t space, const char *name, aci_fetch_shape *out)
{
    hsize_t size[H5S_MAX_RANK] = {0};
    int rank = H5Sget_simple_extent_dims(space, size, NULL);
    ACI_TRY(aci_store_check(rank, name));
    if (rank > ACI_STORE_RANK_MAX) {
        return ACI_FAIL(ACI_FILE, "%s: has %d dimensions, at most %d are expected", name, rank,
                        ACI_STORE_RANK_MAX);
    }
    *out = (aci_fetch_shape){.rank = rank, .count = 1};
    for (int i = 0; i < rank; i++) {
        if (size[i] && out->count > SIZE_MAX / 64 / size[i]) {
            return ACI_FAIL(ACI_FILE, "%s: is too large", name);
        }
        out->size[i] = (size_t)size[i];
        out->count *= out->size[i];
    }
    return ACI_OK;
}

aci_status aci_fetch_shape_of(hid_t array, const char *name, aci_fetch_shape *out)
{
    hid_t space = H5Dget_space(array);
    ACI_TRY(aci_store_check(space, name));
    return aci_store_close(space, space_shape(space, name, out));
}

/// The class is asked first, because a conversion of text to numbers fails without a clear word.
static aci_status check_class(hid_t type, const char *name, bool wants_text)
{
    ACI_TRY(aci_store_check(type, name));
    H5T_class_t kind = H5Tget_class(type);
    bool is_number = kind == H5T_INTEGER || kind == H5T_FLOAT;
    if (wants_text ? kind != H5T_STRING : !is_number) {
        return ACI_FAIL(ACI_FILE, "%s: is no %s", name, wants_text ? "text" : "number");
    }
    return ACI_OK;
}

static aci_status read_numbers(hid_t array, const char *name, aci_fetch_shape *shape,
                               double **values)
{
    hid_t type = H5Dget_type(array);
    ACI_TRY(aci_store_close(type, check_class(type, name, false)));
    ACI_TRY(aci_fetch_shape_of(array, name, shape));
    *values = calloc(shape->count + 1, sizeof **values);
    if (!*values) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    herr_t got = H5Dread(array, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, *values);
    return aci_store_check(got, name);
}

static aci_status open_array(hid_t file, const char *name, hid_t *out)
{
    if (!aci_fetch_has(file, name)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such variable", name);
    }
    *out = H5Dopen2(file, name, H5P_DEFAULT);
    return aci_store_check(*out, name);
}

aci_status aci_fetch_numbers(hid_t file, const char *name, aci_fetch_shape *shape, double **values)
{
    hid_t array = H5I_INVALID_HID;
    *values = NULL;
    ACI_TRY(open_array(file, name, &array));
    aci_status status = aci_store_close(array, read_numbers(array, name, shape, values));
    if (status != ACI_OK) {
        free(*values);
        *values = NULL;
    }
    return status;
}

static aci_status read_fixed(hid_t array, hid_t type, const char *name, size_t count, char **texts)
{
    size_t length = H5Tget_size(type);
    if (length == 0 || length > TEXT_SIZE_MAX / (count + 1)) {
        return ACI_FAIL(ACI_FILE, "%s: text is too long", name);
    }
    char *block = malloc(length * count + 1);
    if (!block) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_status status =
        aci_store_check(H5Dread(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, block), name);
    for (size_t i = 0; status == ACI_OK && i < count; i++) {
        texts[i] = strndup(block + i * length, length);
        status = texts[i] ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory");
    }
    free(block);
    return status;
}

static aci_status read_variable(hid_t array, hid_t type, const char *name, size_t count,
                                char **texts)
{
    char **loans = calloc(count + 1, sizeof *loans);
    if (!loans) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    hid_t space = H5Dget_space(array);
    aci_status status = aci_store_check(space, name);
    if (status == ACI_OK) {
        status = aci_store_check(H5Dread(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, loans), name);
    }
    if (status == ACI_OK) {
        for (size_t i = 0; i < count; i++) {
            texts[i] = strdup(loans[i] ? loans[i] : "");
            status = texts[i] ? status : ACI_FAIL(ACI_FILE, "out of memory");
        }
        herr_t freed = H5Dvlen_reclaim(type, space, H5P_DEFAULT, loans);
        status = status != ACI_OK ? status : aci_store_check(freed, name);
    }
    free(loans);
    return aci_store_close(space, status);
}

static aci_status read_texts(hid_t array, hid_t type, const char *name, size_t *count,
                             char ***texts)
{
    aci_fetch_shape shape = {0};
    ACI_TRY(check_class(type, name, true));
    ACI_TRY(aci_fetch_shape_of(array, name, &shape));
    *texts = calloc(shape.count + 1, sizeof **texts);
    if (!*texts) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    *count = shape.count;
    return H5Tis_variable_str(type) > 0 ? read_variable(array, type, name, shape.count, *texts)
                                        : read_fixed(array, type, name, shape.count, *texts);
}

aci_status aci_fetch_texts(hid_t file, const char *name, size_t *count, char ***texts)
{
    hid_t array = H5I_INVALID_HID;
    *texts = NULL;
    *count = 0;
    ACI_TRY(open_array(file, name, &array));
    hid_t type = H5Dget_type(array);
    aci_status status = read_texts(array, type, name, count, texts);
    status = aci_store_close(array, aci_store_close(type, status));
    if (status != ACI_OK) {
        aci_fetch_free_texts(texts, *count);
    }
    return status;
}

void aci_fetch_free_texts(char ***texts, size_t count)
{
    for (size_t i = 0; *texts && i < count; i++) {
        free((*texts)[i]);
    }
    free(*texts);
    *texts = NULL;
}

static aci_status read_attribute_text(hid_t attribute, hid_t type, const char *name, char **text)
{
    ACI_TRY(check_class(type, name, true));
    size_t length = H5Tget_size(type);
    if (H5Tis_variable_str(type) > 0 || length > TEXT_SIZE_MAX) {
        return ACI_FAIL(ACI_FILE, "attribute %s: is no text of fixed length", name);
    }
    *text = calloc(length + 1, 1);
    if (!*text) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    return aci_store_check(H5Aread(attribute, type, *text), name);
}

aci_status aci_fetch_attribute_text(hid_t file, const char *object, const char *name, char **text)
{
    *text = NULL;
    if (H5Aexists_by_name(file, object, name, H5P_DEFAULT) <= 0) {
        return ACI_OK;
    }
    hid_t attribute = H5Aopen_by_name(file, object, name, H5P_DEFAULT, H5P_DEFAULT);
    ACI_TRY(aci_store_check(attribute, name));
    hid_t type = H5Aget_type(attribute);
    aci_status status = read_attribute_text(attribute, type, name, text);
    status = aci_store_close(attribute, aci_store_close(type, status));
    if (status != ACI_OK) {
        free(*text);
        *text = NULL;
    }
    return status;
}

static aci_status read_attribute_numbers(hid_t attribute, hid_t space, const char *name,
                                         size_t *count, double **values)
{
    aci_fetch_shape shape = {0};
    hid_t type = H5Aget_type(attribute);
    ACI_TRY(aci_store_close(type, check_class(type, name, false)));
    ACI_TRY(space_shape(space, name, &shape));
    *values = calloc(shape.count + 1, sizeof **values);
    if (!*values) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    *count = shape.count;
    return aci_store_check(H5Aread(attribute, H5T_NATIVE_DOUBLE, *values), name);
}

aci_status aci_fetch_attribute_numbers(hid_t file, const char *object, const char *name,
                                       size_t *count, double **values)
{
    *values = NULL;
    *count = 0;
    if (H5Aexists_by_name(file, object, name, H5P_DEFAULT) <= 0) {
        return ACI_OK;
    }
    hid_t attribute = H5Aopen_by_name(file, object, name, H5P_DEFAULT, H5P_DEFAULT);
    ACI_TRY(aci_store_check(attribute, name));
    hid_t space = H5Aget_space(attribute);
    aci_status status = read_attribute_numbers(attribute, space, name, count, values);
    status = aci_store_close(attribute, aci_store_close(space, status));
    if (status != ACI_OK) {
        free(*values);
        *values = NULL;
        *count = 0;
    }
    return status;
}
