/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Folders and names beside a file.
#ifndef ACICULA_OUTPUT_FOLDER_H
#define ACICULA_OUTPUT_FOLDER_H

#include "acicula/base/status.h"

/// Makes the folders a file's path goes through. ACI_FILE with the system's reason.
ACI_MUST_CHECK aci_status aci_folder_make(const char *path);

/// "DIR/.NAME" and an ending, for a file "DIR/NAME": freed by the caller, NULL without memory.
char *aci_folder_dotted(const char *path, const char *ending);

/// Puts a finished file in its place: on disk first, then renamed, then its folder on disk.
ACI_MUST_CHECK aci_status aci_folder_replace(const char *temporary, const char *path);

#endif
