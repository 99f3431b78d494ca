/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Reading HDF5 in the small, the counterpart of store.h. ACI_FILE with HDF5's own reason.
#ifndef ACICULA_OUTPUT_FETCH_H
#define ACICULA_OUTPUT_FETCH_H

#include <hdf5.h>
#include <stdbool.h>
#include <stddef.h>

#include "acicula/base/status.h"
#include "store.h"

typedef struct aci_fetch_shape {
    int rank;
    size_t size[ACI_STORE_RANK_MAX];
    size_t count; ///< product of the sizes; 1 for a scalar
} aci_fetch_shape;

/// Opens a file to read. Says in words when it is missing, foreign, damaged or in use.
ACI_MUST_CHECK aci_status aci_fetch_open(const char *path, hid_t *out);

/// Whether a path exists, all its groups included.
bool aci_fetch_has(hid_t file, const char *name);

ACI_MUST_CHECK aci_status aci_fetch_shape_of(hid_t array, const char *name, aci_fetch_shape *out);

/// All numbers of a variable as doubles; *values is NULL-safe and freed by the caller.
ACI_MUST_CHECK aci_status aci_fetch_numbers(hid_t file, const char *name, aci_fetch_shape *shape,
                                            double **values);

/// All texts of a variable, of fixed or variable length. Freed with aci_fetch_free_texts.
ACI_MUST_CHECK aci_status aci_fetch_texts(hid_t file, const char *name, size_t *count,
                                          char ***texts);
void aci_fetch_free_texts(char ***texts, size_t count);

/// An attribute of text; NULL in *text (and ACI_OK) when there is none. Caller frees.
ACI_MUST_CHECK aci_status aci_fetch_attribute_text(hid_t file, const char *object, const char *name,
                                                   char **text);

/// An attribute of numbers; *count is 0 (and ACI_OK) when there is none. Caller frees.
ACI_MUST_CHECK aci_status aci_fetch_attribute_numbers(hid_t file, const char *object,
                                                      const char *name, size_t *count,
                                                      double **values);

#endif
