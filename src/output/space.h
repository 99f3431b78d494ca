/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Room on the disk, asked for before HDF5 writes. HDF5 changes its tables of contents first and
/// finds the disk full afterwards, which can cost the whole file; with the room reserved a full
/// disk is found while the file is still as the last flush left it.
#ifndef ACICULA_OUTPUT_SPACE_H
#define ACICULA_OUTPUT_SPACE_H

#include <hdf5.h>

#include "acicula/base/status.h"

/// At most how many bytes one more entry of a growing, chunked array takes, tables included.
ACI_MUST_CHECK aci_status aci_space_entry(hid_t array, hsize_t *bytes);

/// Reserves bytes behind the end of an open file. ACI_FILE with the system's reason.
ACI_MUST_CHECK aci_status aci_space_reserve(hid_t file, hsize_t bytes);

/// Cuts off what was reserved and not used: everything behind `size`, HDF5's own end of the file.
ACI_MUST_CHECK aci_status aci_space_trim(const char *path, hsize_t size);

#endif
