/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The place of a file that appears whole or not at all: written under a dotted name beside it,
/// brought to the disk, renamed.
///
/// Order of use: aci_place_take, write `temporary`, aci_place_settle, aci_place_leave.
#ifndef ACICULA_OUTPUT_PLACE_H
#define ACICULA_OUTPUT_PLACE_H

#include <stdbool.h>

#include "acicula/base/status.h"

/// Start with all zero.
typedef struct aci_place {
    char *path, *directory; ///< the directory ends in '/'
    char *temporary;        ///< DIRECTORY.NAME.PROCESS.tmp; does not exist yet
    bool is_settled;
} aci_place;

/// Makes the directory. ACI_FILE when `path` exists (without `force`; names --force), is no regular
/// file, or the directory cannot be made. Leave it in every case.
ACI_MUST_CHECK aci_status aci_place_take(aci_place *place, const char *path, bool force);

/// The file written under the temporary name gets its own.
ACI_MUST_CHECK aci_status aci_place_settle(aci_place *place);

/// Frees; removes the temporary file of a place that was not settled.
void aci_place_leave(aci_place *place);

/// A failed status with "PATH: cannot write: " before the last message.
aci_status aci_place_report(const char *path, aci_status status);

/// Makes all directories of a path that ends in '/' (changed for the time of the call).
ACI_MUST_CHECK aci_status aci_place_make(char *directory);

/// Has the system bring a file or directory to the disk.
ACI_MUST_CHECK aci_status aci_place_sync(const char *path);

#endif
