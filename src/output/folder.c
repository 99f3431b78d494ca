/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

aci_status aci_folder_make(const char *path)
{
    char *folder = strdup(path);
    if (folder == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_status status = ACI_OK;
    for (char *slash = folder; status == ACI_OK && (slash = strchr(slash + 1, '/')) != NULL;) {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST && errno != EISDIR) {
            status =
                ACI_FAIL(ACI_FILE, "%s: cannot make the directory: %s", folder, strerror(errno));
        }
        *slash = '/';
    }
    free(folder);
    return status;
}

char *aci_folder_dotted(const char *path, const char *ending)
{
    const char *slash = strrchr(path, '/');
    size_t head = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    size_t size = strlen(path) + strlen(ending) + 2;
    char *text = malloc(size);
    if (text != NULL) {
        snprintf(text, size, "%.*s.%s%s", (int)head, path, path + head, ending);
    }
    return text;
}

static aci_status fail(const char *path, const char *action)
{
    return ACI_FAIL(ACI_FILE, "%s: cannot %s: %s", path, action, strerror(errno));
}

/* Some file systems know no fsync of a folder (EINVAL); nothing is lost by going on. */
static aci_status sync_path(const char *path)
{
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) {
        return fail(path, "open");
    }
    bool is_safe = fsync(descriptor) == 0 || errno == EINVAL;
    aci_status status = is_safe ? ACI_OK : fail(path, "write to disk");
    close(descriptor);
    return status;
}

aci_status aci_folder_replace(const char *temporary, const char *path)
{
    ACI_TRY(sync_path(temporary));
    if (rename(temporary, path) != 0) {
        return fail(path, "rename to it");
    }
    char *folder = strdup(path);
    if (folder == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        slash[1] = '\0';
    }
    aci_status status = sync_path(slash != NULL ? folder : ".");
    free(folder);
    return status;
}
