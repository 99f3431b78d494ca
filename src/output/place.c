/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static aci_status system_failure(const char *path, const char *action)
{
    return ACI_FAIL(ACI_FILE, "%s: cannot %s: %s", path, action, strerror(errno));
}

aci_status aci_place_report(const char *path, aci_status status)
{
    if (status == ACI_OK) {
        return ACI_OK;
    }
    char reason[512];
    snprintf(reason, sizeof reason, "%s", aci_status_message());
    return ACI_FAIL(status, "%s: cannot write: %s", path, reason);
}

aci_status aci_place_make(char *directory)
{
    for (char *slash = directory; (slash = strchr(slash + 1, '/')) != NULL;) {
        *slash = '\0';
        int made = mkdir(directory, 0777);
        *slash = '/';
        if (made != 0 && errno != EEXIST && errno != EISDIR) {
            return system_failure(directory, "make the directory");
        }
    }
    return ACI_OK;
}

aci_status aci_place_sync(const char *path)
{
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) {
        return system_failure(path, "open");
    }
    // some file systems know no fsync of a directory (EINVAL); nothing is lost by going on
    bool is_safe = fsync(descriptor) == 0 || errno == EINVAL;
    aci_status status = is_safe ? ACI_OK : system_failure(path, "write to disk");
    close(descriptor);
    return status;
}

/// The process in the temporary name keeps two of them off one file.
static aci_status make_names(aci_place *place, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t size = strlen(path) + 64;
    place->path = strdup(path);
    place->directory = malloc(size);
    place->temporary = malloc(size);
    if (!place->path || !place->directory || !place->temporary) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    snprintf(place->directory, size, "%.*s", slash ? (int)(name - path) : 2, slash ? path : "./");
    snprintf(place->temporary, size, "%s.%s.%ld.tmp", place->directory, name, (long)getpid());
    return ACI_OK;
}

static aci_status check_existing(const char *path, bool force)
{
    struct stat found;
    if (stat(path, &found) != 0) {
        return ACI_OK;
    }
    if (!S_ISREG(found.st_mode)) {
        return ACI_FAIL(ACI_FILE, "%s: is no regular file", path);
    }
    return force ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: exists already; --force replaces it", path);
}

aci_status aci_place_take(aci_place *place, const char *path, bool force)
{
    ACI_TRY(make_names(place, path));
    ACI_TRY(check_existing(path, force));
    ACI_TRY(aci_place_make(place->directory));
    if (unlink(place->temporary) != 0 && errno != ENOENT) {
        return system_failure(path, "write");
    }
    return ACI_OK;
}

aci_status aci_place_settle(aci_place *place)
{
    ACI_TRY(aci_place_sync(place->temporary));
    if (rename(place->temporary, place->path) != 0) {
        return system_failure(place->path, "rename to it");
    }
    place->is_settled = true;
    return aci_place_sync(place->directory);
}

void aci_place_leave(aci_place *place)
{
    if (place->temporary && !place->is_settled) {
        (void)unlink(place->temporary);
    }
    free(place->path);
    free(place->directory);
    free(place->temporary);
    *place = (aci_place){.path = NULL};
}
