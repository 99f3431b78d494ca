/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The inside of an open reader, for the files that share it.
#ifndef ACICULA_OUTPUT_READER_STATE_H
#define ACICULA_OUTPUT_READER_STATE_H

#include <hdf5.h>

#include "acicula/output/reader.h"

struct aci_reader {
    char path[4096];
    hid_t file;
    aci_reader_contents contents;
};

/// Puts the file's name before the last message; passes ACI_OK on.
ACI_MUST_CHECK aci_status aci_reader_report(const aci_reader *reader, aci_status status);

#endif
