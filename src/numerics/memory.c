/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise */
#endif
#include "memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

enum { LINE = 64, PAGE = 2 << 20, CHUNK = 1 << 18 };
static const size_t large = 4 * (size_t)PAGE;

static void ask_for_large_pages(void *memory, size_t bytes)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    (void)madvise(memory, bytes, MADV_HUGEPAGE); /* without them it is slower, not wrong */
#else
    (void)memory;
    (void)bytes;
#endif
}

void *aci_memory_create(size_t bytes)
{
    const bool is_large = bytes >= large;
    void *memory = NULL;
    if (posix_memalign(&memory, is_large ? PAGE : LINE, bytes > 0 ? bytes : 1) != 0) {
        return NULL;
    }
    if (is_large) {
        ask_for_large_pages(memory, bytes);
    }
    const size_t chunks = (bytes + CHUNK - 1) / CHUNK;
    char *first = memory;
#pragma omp parallel for schedule(static) if (is_large)
    for (size_t n = 0; n < chunks; ++n) {
        size_t begin = n * CHUNK;
        memset(first + begin, 0, bytes - begin < CHUNK ? bytes - begin : CHUNK);
    }
    return memory;
}
