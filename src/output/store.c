/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/description.h"

static const double fill_value = ACI_STORE_FILL;

void aci_store_start(void)
{
    (void)H5dont_atexit(); // fails harmlessly when the library runs already
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

static herr_t keep_reason(unsigned number, const H5E_error2_t *error, void *context)
{
    static const char mark[] = "error message = '";
    char *reason = context;
    const char *text = error->desc ? strstr(error->desc, mark) : NULL;
    if (text) {
        snprintf(reason, 256, "%s", text + sizeof mark - 1);
        reason[strcspn(reason, "'")] = '\0';
        return 1;
    }
    if (number == 0 && error->desc) {
        snprintf(reason, 256, "%s", error->desc);
    }
    return 0;
}

aci_status aci_store_check(hid_t result, const char *what)
{
    if (result >= 0) {
        return ACI_OK;
    }
    char reason[256] = "";
    (void)H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_reason, reason);
    return ACI_FAIL(ACI_FILE, "%s: %s", what, reason[0] ? reason : "failed");
}

aci_status aci_store_close(hid_t id, aci_status status)
{
    if (id < 0) {
        return status;
    }
    int left = H5Idec_ref(id);
    return status != ACI_OK ? status : aci_store_check(left, "close");
}

aci_status aci_store_access(hid_t access)
{
#if H5_VERSION_GE(1, 10, 7)
    ACI_TRY(aci_store_check(H5Pset_file_locking(access, true, true), "locks"));
#endif
    return aci_store_check(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "access");
}

static aci_status file_properties(hid_t creation, hid_t access)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    ACI_TRY(aci_store_check(H5Pset_link_creation_order(creation, order), "create"));
    ACI_TRY(aci_store_check(H5Pset_attr_creation_order(creation, order), "create"));
    ACI_TRY(
        aci_store_check(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), "create"));
    return aci_store_access(access);
}

aci_status aci_store_create_file(const char *path, hid_t *out)
{
    hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    aci_status status = file_properties(creation, access);
    if (status == ACI_OK) {
        *out = H5Fcreate(path, H5F_ACC_EXCL, creation, access);
        status = aci_store_check(*out, "create");
    }
    status = aci_store_close(access, status);
    return aci_store_close(creation, status);
}

static aci_status plain_properties(hid_t properties)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    ACI_TRY(aci_store_check(H5Pset_obj_track_times(properties, false), "create"));
    return aci_store_check(H5Pset_attr_creation_order(properties, order), "create");
}

aci_status aci_store_create_group(hid_t parent, const char *name, hid_t *out)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    hid_t properties = H5Pcreate(H5P_GROUP_CREATE);
    aci_status status = plain_properties(properties);
    if (status == ACI_OK) {
        status = aci_store_check(H5Pset_link_creation_order(properties, order), name);
    }
    if (status == ACI_OK) {
        *out = H5Gcreate2(parent, name, H5P_DEFAULT, properties, H5P_DEFAULT);
        status = aci_store_check(*out, name);
    }
    return aci_store_close(properties, status);
}

/// HDF5 clears its whole buffer for each text, a megabyte unless it is told otherwise.
static aci_status write_all(hid_t dataset, hid_t type, const void *data, const char *name)
{
    hid_t transfer = H5Pcreate(H5P_DATASET_XFER);
    herr_t done = H5Pset_buffer(transfer, 4096, NULL, NULL);
    done = done < 0 ? done : H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, transfer, data);
    return aci_store_close(transfer, aci_store_check(done, name));
}

static aci_status write_plain(hid_t group, const char *name, hid_t type, hid_t space,
                              const void *data, hid_t *out)
{
    hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    aci_status status = plain_properties(properties);
    if (status == ACI_OK) {
        *out = H5Dcreate2(group, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
        status = aci_store_check(*out, name);
    }
    if (status == ACI_OK && data) {
        status = write_all(*out, type, data, name);
    }
    return aci_store_close(properties, status);
}

/// Texts as data sets have variable length, netCDF's own way: it reads beyond the end of a text of
/// fixed length that fills its type, and 4.9.0 crashes over an array of them.
static aci_status write_texts(hid_t group, const char *name, hid_t space, const char *const *texts,
                              hid_t *out)
{
    hid_t type = aci_store_text_type(1);
    aci_status status = aci_store_check(type < space ? type : space, name);
    if (status == ACI_OK) {
        status = aci_store_check(H5Tset_size(type, H5T_VARIABLE), name);
    }
    if (status == ACI_OK) {
        status = write_plain(group, name, type, space, texts, out);
    }
    return aci_store_close(type, aci_store_close(space, status));
}

aci_status aci_store_text(hid_t group, const char *name, const char *text)
{
    const char *content = text ? text : "";
    hid_t array = H5I_INVALID_HID;
    aci_status status = write_texts(group, name, H5Screate(H5S_SCALAR), &content, &array);
    return aci_store_close(array, status);
}

static aci_status write_description(const aci_description *description, hid_t dataset)
{
    if (description->units) {
        const char *display = aci_description_display(description->name, description->units);
        ACI_TRY(aci_store_attribute_text(dataset, "units", description->units));
        ACI_TRY(display ? aci_store_attribute_text(dataset, "display_units", display) : ACI_OK);
    }
    if (description->symbol) {
        ACI_TRY(aci_store_attribute_text(dataset, "symbol", description->symbol));
    }
    return aci_store_attribute_text(dataset, "long_name", description->long_name);
}

static aci_status describe(const char *name, hid_t dataset)
{
    aci_description known;
    return aci_description_find(name, &known) ? write_description(&known, dataset) : ACI_OK;
}

aci_status aci_store_create_dimension(hid_t group, const char *name, int size, hid_t *out)
{
    char label[128];
    hsize_t extent = (hsize_t)size;
    snprintf(label, sizeof label, "This is a netCDF dimension but not a netCDF variable.%10d",
             size);
    hid_t space = H5Screate_simple(1, &extent, NULL);
    ACI_TRY(aci_store_check(space, name));
    aci_status status = write_plain(group, name, H5T_IEEE_F32BE, space, NULL, out);
    if (status == ACI_OK) {
        status = aci_store_check(H5DSset_scale(*out, label), name);
    }
    if (status == ACI_OK) {
        status = describe(name, *out);
    }
    return aci_store_close(space, status);
}

/// One snapshot to a chunk, and at most 128 x 128 values of it.
static void chunk_size(const aci_store_array *array, hsize_t chunk[ACI_STORE_RANK_MAX])
{
    static const hsize_t largest[ACI_STORE_RANK_MAX - 1][ACI_STORE_RANK_MAX - 1] = {
        {16384}, {128, 128}, {16, 32, 32}, {1, 16, 32, 32}};
    int first = array->grows ? 1 : 0;
    int space_rank = array->rank - first;
    chunk[0] = space_rank ? 1 : 1024;
    for (int i = 0; i < space_rank; i++) {
        hsize_t size = array->size[first + i];
        hsize_t limit = largest[space_rank - 1][i];
        chunk[first + i] = size < limit ? size : limit;
    }
}

/// shuffle and fletcher32 are part of HDF5, deflate nearly always; without it the file is larger.
static aci_status set_filters(hid_t properties)
{
    if (H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0) {
        ACI_TRY(aci_store_check(H5Pset_shuffle(properties), "filters"));
        ACI_TRY(aci_store_check(H5Pset_deflate(properties, 1), "filters"));
    }
    return aci_store_check(H5Pset_fletcher32(properties), "filters");
}

static aci_status array_properties(const aci_store_array *array, hid_t properties)
{
    ACI_TRY(plain_properties(properties));
    if (array->is_field || array->grows) {
        hsize_t chunk[ACI_STORE_RANK_MAX];
        chunk_size(array, chunk);
        ACI_TRY(aci_store_check(H5Pset_chunk(properties, array->rank, chunk), array->name));
        ACI_TRY(set_filters(properties));
    }
    if (array->is_field && !array->is_integer) {
        herr_t set = H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &fill_value);
        ACI_TRY(aci_store_check(set, array->name));
    }
    return ACI_OK;
}

static hid_t array_space(const aci_store_array *array)
{
    hsize_t size[ACI_STORE_RANK_MAX], limit[ACI_STORE_RANK_MAX];
    if (array->rank == 0) {
        return H5Screate(H5S_SCALAR);
    }
    memcpy(size, array->size, sizeof size);
    memcpy(limit, array->size, sizeof limit);
    if (array->grows) {
        size[0] = 0;
        limit[0] = H5S_UNLIMITED;
    }
    return H5Screate_simple(array->rank, size, limit);
}

static aci_status make_array(hid_t group, const aci_store_array *array, hid_t *out)
{
    hid_t type = array->is_integer ? H5T_STD_I32LE : H5T_IEEE_F64LE;
    hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = array_space(array);
    aci_status status = aci_store_check(space, array->name);
    if (status == ACI_OK) {
        status = array_properties(array, properties);
    }
    if (status == ACI_OK) {
        *out = H5Dcreate2(group, array->name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
        status = aci_store_check(*out, array->name);
    }
    return aci_store_close(space, aci_store_close(properties, status));
}

static aci_status set_axes(const aci_store_array *array, hid_t dataset)
{
    if (array->is_scale) {
        return aci_store_check(H5DSset_scale(dataset, array->name), array->name);
    }
    for (int i = 0; i < array->rank; i++) {
        herr_t attached = H5DSattach_scale(dataset, array->axes[i], (unsigned)i);
        ACI_TRY(aci_store_check(attached, array->name));
    }
    return ACI_OK;
}

static aci_status describe_array(const aci_store_array *array, hid_t dataset)
{
    if (array->is_field && !array->is_integer) {
        ACI_TRY(aci_store_attribute_numbers(dataset, "_FillValue", 1, &fill_value));
    }
    return array->description ? write_description(array->description, dataset)
                              : describe(array->name, dataset);
}

aci_status aci_store_create_array(hid_t group, const aci_store_array *array, const void *values,
                                  hid_t *out)
{
    hid_t memory = array->is_integer ? H5T_NATIVE_INT : H5T_NATIVE_DOUBLE;
    ACI_TRY(make_array(group, array, out));
    ACI_TRY(set_axes(array, *out));
    ACI_TRY(describe_array(array, *out));
    if (!values) {
        return ACI_OK;
    }
    return aci_store_check(H5Dwrite(*out, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
                           array->name);
}

aci_status aci_store_create_text_array(hid_t group, const aci_store_array *array,
                                       const char *const *texts, hid_t *out)
{
    ACI_TRY(write_texts(group, array->name, array_space(array), texts, out));
    ACI_TRY(set_axes(array, *out));
    return describe_array(array, *out);
}

aci_status aci_store_create_labels(hid_t group, const char *name, int count,
                                   const char *const *texts, hid_t *out)
{
    aci_store_array array = {.name = name, .rank = 1, .size = {(hsize_t)count}, .is_scale = true};
    return aci_store_create_text_array(group, &array, texts, out);
}

static aci_status write_entry(hid_t array, hid_t space, hsize_t index, const double *values)
{
    hsize_t start[ACI_STORE_RANK_MAX] = {index}, size[ACI_STORE_RANK_MAX];
    int rank = H5Sget_simple_extent_dims(space, size, NULL);
    ACI_TRY(aci_store_check(rank, "append"));
    size[0] = 1;
    herr_t chosen = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, size, NULL);
    ACI_TRY(aci_store_check(chosen, "append"));
    hid_t memory = H5Screate_simple(rank, size, NULL);
    ACI_TRY(aci_store_check(memory, "append"));
    herr_t written = H5Dwrite(array, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values);
    return aci_store_close(memory, aci_store_check(written, "append"));
}

static aci_status grow(hid_t array, hsize_t entries)
{
    hsize_t size[ACI_STORE_RANK_MAX];
    hid_t space = H5Dget_space(array);
    ACI_TRY(aci_store_check(space, "append"));
    ACI_TRY(aci_store_close(
        space, aci_store_check(H5Sget_simple_extent_dims(space, size, NULL), "append")));
    size[0] = entries;
    return aci_store_check(H5Dset_extent(array, size), "append");
}

aci_status aci_store_append(hid_t array, hsize_t index, const double *values)
{
    ACI_TRY(grow(array, index + 1));
    hid_t space = H5Dget_space(array);
    ACI_TRY(aci_store_check(space, "append"));
    return aci_store_close(space, write_entry(array, space, index, values));
}
