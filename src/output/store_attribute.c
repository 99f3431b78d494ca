/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store.h"

hid_t aci_store_text_type(size_t length)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 &&
        (H5Tset_size(type, length ? length : 1) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0 ||
         H5Tset_strpad(type, H5T_STR_NULLPAD) < 0)) {
        H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

static aci_status write_attribute(hid_t object, const char *name, hid_t type, hid_t space,
                                  const void *data)
{
    hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    ACI_TRY(aci_store_check(attribute, name));
    return aci_store_close(attribute, aci_store_check(H5Awrite(attribute, type, data), name));
}

aci_status aci_store_attribute_text(hid_t object, const char *name, const char *text)
{
    hid_t type = aci_store_text_type(strlen(text));
    hid_t space = H5Screate(H5S_SCALAR);
    aci_status status = aci_store_check(type < space ? type : space, name);
    if (status == ACI_OK) {
        status = write_attribute(object, name, type, space, text);
    }
    return aci_store_close(type, aci_store_close(space, status));
}

aci_status aci_store_attribute_integer(hid_t object, const char *name, long long value)
{
    hid_t space = H5Screate(H5S_SCALAR);
    ACI_TRY(aci_store_check(space, name));
    return aci_store_close(space, write_attribute(object, name, H5T_NATIVE_LLONG, space, &value));
}

aci_status aci_store_attribute_numbers(hid_t object, const char *name, int count,
                                       const double *values)
{
    hsize_t size = (hsize_t)count;
    hid_t space = count ? H5Screate_simple(1, &size, NULL) : H5Screate(H5S_SCALAR);
    ACI_TRY(aci_store_check(space, name));
    return aci_store_close(space, write_attribute(object, name, H5T_NATIVE_DOUBLE, space, values));
}

aci_status aci_store_attribute_flags(hid_t object, const char *name, int count, const int *values)
{
    hsize_t size = (hsize_t)count;
    hid_t space = H5Screate_simple(1, &size, NULL);
    ACI_TRY(aci_store_check(space, name));
    return aci_store_close(space, write_attribute(object, name, H5T_NATIVE_INT, space, values));
}

aci_status aci_store_change_integer(hid_t object, const char *name, long long value)
{
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    ACI_TRY(aci_store_check(attribute, name));
    herr_t written = H5Awrite(attribute, H5T_NATIVE_LLONG, &value);
    return aci_store_close(attribute, aci_store_check(written, name));
}
