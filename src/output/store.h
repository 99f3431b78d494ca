/* SPDX-License-Identifier: GPL-3.0-or-later */
/// HDF5 in the small: every call checked, and the few shapes of object the netCDF-4 model needs.
/// All functions return ACI_FILE with HDF5's own reason; the caller adds the file's name.
#ifndef ACICULA_OUTPUT_STORE_H
#define ACICULA_OUTPUT_STORE_H

#include <hdf5.h>
#include <stdbool.h>

#include "acicula/base/status.h"
#include "acicula/output/description.h"

enum { ACI_STORE_RANK_MAX = 5 };

/// netCDF's fill value of float64: there is no such number.
#define ACI_STORE_FILL 9.9692099683868690e+36

/// Switches HDF5's own messages and its work at exit off: after a write error on a full disk that
/// work never ends. Call before anything else of HDF5.
void aci_store_start(void);

/// ACI_OK when an HDF5 result is not negative; otherwise ACI_FILE, "WHAT: reason".
ACI_MUST_CHECK aci_status aci_store_check(hid_t result, const char *what);

/// Closes any id but a file's (negative ones are left alone) and returns the first failure.
ACI_MUST_CHECK aci_status aci_store_close(hid_t id, aci_status status);

/// Sets how a file is opened. Locks keep a reader off a file that is being written, but must not
/// keep anyone off a file system that knows no locks.
ACI_MUST_CHECK aci_status aci_store_access(hid_t access);

/// A new file that must not exist yet, set up as netCDF-4 wants it.
ACI_MUST_CHECK aci_status aci_store_create_file(const char *path, hid_t *out);

ACI_MUST_CHECK aci_status aci_store_create_group(hid_t parent, const char *name, hid_t *out);

/// A text of fixed length, filled with NUL; HDF5 has none of length 0. The caller closes it.
hid_t aci_store_text_type(size_t length);

ACI_MUST_CHECK aci_status aci_store_attribute_text(hid_t object, const char *name,
                                                   const char *text);
ACI_MUST_CHECK aci_status aci_store_attribute_integer(hid_t object, const char *name,
                                                      long long value);
/// `count` 0 writes a scalar.
ACI_MUST_CHECK aci_status aci_store_attribute_numbers(hid_t object, const char *name, int count,
                                                      const double *values);

/// One-dimensional, int32 like the flag fields.
ACI_MUST_CHECK aci_status aci_store_attribute_flags(hid_t object, const char *name, int count,
                                                    const int *values);

/// Changes a scalar integer attribute that exists.
ACI_MUST_CHECK aci_status aci_store_change_integer(hid_t object, const char *name, long long value);

/// A scalar text as a data set. NULL is "".
ACI_MUST_CHECK aci_status aci_store_text(hid_t group, const char *name, const char *text);

typedef struct aci_store_array {
    const char *name;
    bool is_integer; ///< int32 instead of float64
    bool is_field;   ///< chunked and filtered; float64 fields get a fill value
    bool grows;      ///< the first dimension starts at 0 and has no limit
    int rank;        ///< 0 for a scalar
    hsize_t size[ACI_STORE_RANK_MAX];
    hid_t axes[ACI_STORE_RANK_MAX]; ///< dimension scales; ignored for a scale itself
    bool is_scale;
    const aci_description *description; ///< NULL: that of its name, where there is one
} aci_store_array;

/// Creates an array, attaches its axes or makes it a scale, writes `values` (int or double, whole
/// array; NULL: none) and describes it by its name (description.h). The caller closes *out.
ACI_MUST_CHECK aci_status aci_store_create_array(hid_t group, const aci_store_array *array,
                                                 const void *values, hid_t *out);

/// The same for texts; `is_integer`, `is_field` and `grows` must be false.
ACI_MUST_CHECK aci_status aci_store_create_text_array(hid_t group, const aci_store_array *array,
                                                      const char *const *texts, hid_t *out);

/// A dimension scale of texts.
ACI_MUST_CHECK aci_status aci_store_create_labels(hid_t group, const char *name, int count,
                                                  const char *const *texts, hid_t *out);

/// A dimension without values, as netCDF writes it.
ACI_MUST_CHECK aci_status aci_store_create_dimension(hid_t group, const char *name, int size,
                                                     hid_t *out);

/// Adds one entry, of size[1] x ... values, at `index` of the first, growing dimension.
ACI_MUST_CHECK aci_status aci_store_append(hid_t array, hsize_t index, const double *values);

#endif
