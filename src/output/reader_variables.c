/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch.h"
#include "reader_state.h"

bool aci_reader_has(const aci_reader *reader, const char *name)
{
    return aci_fetch_has(reader->file, name);
}

static aci_status copy_attribute(hid_t file, const char *object, const char *name,
                                 char text[ACI_READER_NAME_SIZE])
{
    char *found = NULL;
    ACI_TRY(aci_fetch_attribute_text(file, object, name, &found));
    snprintf(text, ACI_READER_NAME_SIZE, "%s", found ? found : "");
    free(found);
    return ACI_OK;
}

static aci_status read_description(hid_t file, const char *name, aci_reader_variable *out)
{
    const char *slash = strrchr(name, '/');
    snprintf(out->name, sizeof out->name, "%s", slash ? slash + 1 : name);
    ACI_TRY(copy_attribute(file, name, "units", out->units));
    ACI_TRY(copy_attribute(file, name, "long_name", out->long_name));
    ACI_TRY(copy_attribute(file, name, "symbol", out->symbol));
    ACI_TRY(copy_attribute(file, name, "display_units", out->display_units));
    return aci_fetch_attribute_numbers(file, name, "numerical_error", &out->error_count,
                                       &out->numerical_error);
}

static aci_status examine_array(hid_t array, const char *name, aci_fetch_shape *shape,
                                H5T_class_t *kind)
{
    if (H5Iget_type(array) != H5I_DATASET) {
        return ACI_FAIL(ACI_FILE, "%s: is a group, not a variable", name);
    }
    hid_t type = H5Dget_type(array);
    ACI_TRY(aci_store_check(type, name));
    *kind = H5Tget_class(type);
    return aci_store_close(type, aci_fetch_shape_of(array, name, shape));
}

static aci_status examine(hid_t file, const char *name, aci_fetch_shape *shape, H5T_class_t *kind)
{
    if (!aci_fetch_has(file, name)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such variable in the file", name);
    }
    hid_t array = H5Oopen(file, name, H5P_DEFAULT);
    ACI_TRY(aci_store_check(array, name));
    return aci_store_close(array, examine_array(array, name, shape, kind));
}

static aci_status read_variable(hid_t file, const char *name, aci_reader_variable *out)
{
    aci_fetch_shape shape = {0};
    H5T_class_t kind = H5T_NO_CLASS;
    ACI_TRY(examine(file, name, &shape, &kind));
    out->rank = shape.rank;
    out->count = shape.count;
    memcpy(out->size, shape.size, sizeof shape.size);
    ACI_TRY(read_description(file, name, out));
    if (kind == H5T_STRING) {
        return aci_fetch_texts(file, name, &out->count, &out->texts);
    }
    ACI_TRY(aci_fetch_numbers(file, name, &shape, &out->values));
    for (size_t i = 0; i < out->count; i++) {
        out->values[i] = out->values[i] == ACI_STORE_FILL ? NAN : out->values[i];
    }
    return ACI_OK;
}

aci_status aci_reader_read(const aci_reader *reader, const char *name, aci_reader_variable *out)
{
    *out = (aci_reader_variable){0};
    aci_status status = aci_reader_report(reader, read_variable(reader->file, name, out));
    if (status != ACI_OK) {
        aci_reader_destroy_variable(out);
    }
    return status;
}

void aci_reader_destroy_variable(aci_reader_variable *variable)
{
    free(variable->values);
    free(variable->numerical_error);
    aci_fetch_free_texts(&variable->texts, variable->count);
    *variable = (aci_reader_variable){0};
}

aci_status aci_reader_text(const aci_reader *reader, const char *name, char **out)
{
    char **texts = NULL;
    size_t count = 0;
    *out = NULL;
    ACI_TRY(aci_reader_report(reader, aci_fetch_texts(reader->file, name, &count, &texts)));
    if (count == 1) {
        *out = texts[0];
        texts[0] = NULL;
    }
    aci_fetch_free_texts(&texts, count);
    return *out ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: %s: is no single text", reader->path, name);
}

static aci_status copy_name(hid_t group, hsize_t index, char **out)
{
    char name[ACI_READER_NAME_SIZE];
    ssize_t length = H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, name,
                                        sizeof name, H5P_DEFAULT);
    ACI_TRY(aci_store_check((hid_t)length, "names"));
    *out = strdup(name);
    return *out ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory");
}

static aci_status read_names(hid_t group, char ***names, int *count)
{
    H5G_info_t info;
    ACI_TRY(aci_store_check(H5Gget_info(group, &info), "names"));
    *names = calloc((size_t)info.nlinks + 1, sizeof **names);
    if (!*names) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    for (hsize_t i = 0; i < info.nlinks; i++) {
        ACI_TRY(copy_name(group, i, &(*names)[i]));
        *count = (int)i + 1;
    }
    return ACI_OK;
}

static aci_status list_group(hid_t file, const char *name, char ***names, int *count)
{
    if (!aci_fetch_has(file, name)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such group in the file", name);
    }
    hid_t group = H5Gopen2(file, name, H5P_DEFAULT);
    ACI_TRY(aci_store_check(group, name));
    return aci_store_close(group, read_names(group, names, count));
}

aci_status aci_reader_names(const aci_reader *reader, const char *group, char ***names, int *count)
{
    *names = NULL;
    *count = 0;
    aci_status status = aci_reader_report(reader, list_group(reader->file, group, names, count));
    if (status != ACI_OK) {
        aci_reader_destroy_names(names, *count);
        *count = 0;
    }
    return status;
}

void aci_reader_destroy_names(char ***names, int count)
{
    aci_fetch_free_texts(names, (size_t)count);
}

static aci_status no_attribute(const aci_reader *reader, const char *object, const char *name)
{
    return ACI_FAIL(ACI_FILE, "%s: %s: has no attribute %s", reader->path, object, name);
}

aci_status aci_reader_attribute_text(const aci_reader *reader, const char *object, const char *name,
                                     char **out)
{
    aci_status status = aci_fetch_attribute_text(reader->file, object, name, out);
    ACI_TRY(aci_reader_report(reader, status));
    return *out ? ACI_OK : no_attribute(reader, object, name);
}

aci_status aci_reader_attribute_number(const aci_reader *reader, const char *object,
                                       const char *name, double *out)
{
    double *values = NULL;
    size_t count = 0;
    aci_status status = aci_fetch_attribute_numbers(reader->file, object, name, &count, &values);
    ACI_TRY(aci_reader_report(reader, status));
    if (count == 0) {
        return no_attribute(reader, object, name);
    }
    *out = values[0];
    free(values);
    return ACI_OK;
}
