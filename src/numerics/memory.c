/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise */
#endif
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

#include "parallel.h"

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

typedef struct piece {
    char *memory;
    size_t bytes;
} piece;

static void clear_chunk(const void *context, size_t n)
{
    const piece *all = context;
    size_t begin = n * CHUNK, left = all->bytes - begin;
    memset(all->memory + begin, 0, left < CHUNK ? left : CHUNK);
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
    const piece all = {memory, bytes};
    aci_parallel_for((bytes + CHUNK - 1) / CHUNK, is_large, clear_chunk, &all);
    return memory;
}
