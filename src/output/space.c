/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "space.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

/// Room for HDF5's block allocation and attributes, and for the index entry of a chunk: a node of
/// the B-tree holds 64 keys of at most 48 bytes and is at least half full, so 512 is generous.
enum { SLACK = 1 << 16, CHUNK_TABLE = 512 };

static aci_status chunk_layout(hid_t array, int *rank, hsize_t chunk[ACI_STORE_RANK_MAX])
{
    hid_t properties = H5Dget_create_plist(array);
    ACI_TRY(aci_store_check(properties, "space"));
    *rank = H5Pget_chunk(properties, ACI_STORE_RANK_MAX, chunk);
    return aci_store_close(properties, aci_store_check(*rank, "space"));
}

aci_status aci_space_entry(hid_t array, hsize_t *bytes)
{
    hsize_t size[ACI_STORE_RANK_MAX], chunk[ACI_STORE_RANK_MAX];
    hsize_t chunks = 1, values = 1;
    int rank = 0;
    ACI_TRY(chunk_layout(array, &rank, chunk));
    hid_t space = H5Dget_space(array);
    ACI_TRY(aci_store_check(space, "space"));
    herr_t known = H5Sget_simple_extent_dims(space, size, NULL);
    ACI_TRY(aci_store_close(space, aci_store_check(known, "space")));
    for (int i = 1; i < rank; i++) {
        chunks *= (size[i] + chunk[i] - 1) / chunk[i];
    }
    for (int i = 0; i < rank; i++) {
        values *= chunk[i];
    }
    *bytes = chunks * (values * sizeof(double) + CHUNK_TABLE);
    return ACI_OK;
}

aci_status aci_space_reserve(hid_t file, hsize_t bytes)
{
    hsize_t end = 0;
    int *descriptor = NULL;
    ACI_TRY(aci_store_check(H5Fget_filesize(file, &end), "space"));
    ACI_TRY(aci_store_check(H5Fget_vfd_handle(file, H5P_DEFAULT, (void **)&descriptor), "space"));
    int failure = posix_fallocate(*descriptor, (off_t)end, (off_t)(bytes + SLACK));
    // a file system that cannot reserve is no reason to stop
    if (failure != 0 && failure != EOPNOTSUPP && failure != EINVAL) {
        return ACI_FAIL(ACI_FILE, "%s", strerror(failure));
    }
    return ACI_OK;
}

aci_status aci_space_trim(const char *path, hsize_t size)
{
    struct stat found;
    if (stat(path, &found) != 0 ||
        ((hsize_t)found.st_size > size && truncate(path, (off_t)size) != 0)) {
        return ACI_FAIL(ACI_FILE, "%s", strerror(errno));
    }
    return ACI_OK;
}
