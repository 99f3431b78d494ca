/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Keeps two runs off one result file, in this process, another one or on another machine that
/// shares the file system. The lock goes with its process, however that ends; an empty lock file
/// that a killed run leaves is no obstacle. Where the file system knows no locks, nothing is kept
/// off.
#ifndef ACICULA_OUTPUT_LOCK_H
#define ACICULA_OUTPUT_LOCK_H

#include "acicula/base/status.h"

typedef struct aci_lock {
    int descriptor; ///< -1: not taken
    const char *path;
} aci_lock;

/// Creates the lock file `path` (borrowed) and locks it. ACI_FILE when another run holds it, named
/// by `result`, or when it cannot be made. Initialise with descriptor -1.
ACI_MUST_CHECK aci_status aci_lock_take(aci_lock *lock, const char *path, const char *result);

/// Removes the lock file and lets go; nothing when it was not taken.
void aci_lock_release(aci_lock *lock);

#endif
