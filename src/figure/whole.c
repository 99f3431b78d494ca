/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { END_SIZE = 16, BLOCK = 4096, BLOCKS = 64 };

aci_status aci_whole_begin(const char *path, const char *shown)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return ACI_FAIL(ACI_FILE, "%s: cannot write: %s; --out names another folder", shown,
                        strerror(errno));
    }
    close(descriptor);
    return ACI_OK;
}

static bool has_end(const char *bytes, size_t size, aci_figure_format format)
{
    static const char png[] = "IEND\xae\x42\x60\x82", svg[] = "</svg>";
    const char *end = format == ACI_FIGURE_PNG ? png : svg;
    const size_t length = strlen(end);
    while (size > 0 && strchr(" \r\n", bytes[size - 1]) != NULL && format == ACI_FIGURE_SVG) {
        size--;
    }
    return size >= length && memcmp(bytes + size - length, end, length) == 0;
}

static bool is_whole(int descriptor, aci_figure_format format)
{
    char bytes[END_SIZE];
    struct stat about;
    if (fstat(descriptor, &about) != 0 || about.st_size < END_SIZE) {
        return false;
    }
    ssize_t got = pread(descriptor, bytes, sizeof bytes, about.st_size - END_SIZE);
    return got == END_SIZE && has_end(bytes, sizeof bytes, format);
}

/// Why a picture broke off: the plotting program keeps it to itself, so more is written to see.
static int find_reason(int descriptor)
{
    static const char block[BLOCK];
    if (lseek(descriptor, 0, SEEK_END) < 0) {
        return errno;
    }
    for (int n = 0; n < BLOCKS; n++) {
        if (write(descriptor, block, sizeof block) < 0) {
            return errno;
        }
    }
    return fsync(descriptor) != 0 ? errno : 0;
}

aci_status aci_whole_check(const char *path, aci_figure_format format, const char *shown)
{
    int error = 0, descriptor = open(path, O_RDWR | O_CLOEXEC);
    bool is_good = descriptor >= 0;
    if (!is_good) {
        error = errno;
    } else if (fsync(descriptor) != 0 && errno != EINVAL) {
        error = errno;
        is_good = false;
    } else if (!is_whole(descriptor, format)) {
        error = find_reason(descriptor);
        is_good = false;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return is_good ? ACI_OK
                   : ACI_FAIL(ACI_FILE, "%s: cannot write: %s; --out names another folder", shown,
                              error != 0 ? strerror(error) : "gnuplot left half a picture");
}
