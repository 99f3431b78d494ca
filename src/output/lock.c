/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100 };

/// Whether the file that was locked is the one that has the name: a run that ends removes its own.
static bool has_name(int descriptor, const char *path)
{
    struct stat locked, named;
    return fstat(descriptor, &locked) == 0 && stat(path, &named) == 0 &&
           locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

aci_status aci_lock_take(aci_lock *lock, const char *path, const char *result)
{
    for (int n = 0; n < TRIES; ++n) {
        int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0) {
            return ACI_FAIL(ACI_FILE, "%s: cannot write: %s: %s", result, path, strerror(errno));
        }
        bool is_held = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (!is_held && has_name(descriptor, path)) {
            *lock = (aci_lock){descriptor, path};
            return ACI_OK;
        }
        close(descriptor);
        if (is_held) {
            break;
        }
    }
    return ACI_FAIL(ACI_FILE,
                    "%s: another run is writing it; wait for its end or choose another --out",
                    result);
}

void aci_lock_release(aci_lock *lock)
{
    if (lock->descriptor >= 0) {
        (void)unlink(lock->path);
        close(lock->descriptor);
    }
    lock->descriptor = -1;
}
