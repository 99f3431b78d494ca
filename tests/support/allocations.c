/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/allocations.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdlib.h>

enum { BLOCKS_MAX = 1 << 12 };

/// Blocks that were asked for while counting and are still held.
typedef struct block {
    const void *memory;
    size_t bytes;
} block;

static bool is_counting;
static allocations count;
static block blocks[BLOCKS_MAX];
static int block_count;

static void add(const void *memory, size_t bytes)
{
    ++count.calls;
    if (memory == NULL) {
        return;
    }
    cr_assert(block_count < BLOCKS_MAX, "more blocks than can be followed");
    blocks[block_count++] = (block){memory, bytes};
    count.bytes += bytes;
    count.most = count.bytes > count.most ? count.bytes : count.most;
}

static void forget(const void *memory)
{
    for (int n = block_count - 1; n >= 0; --n) {
        if (blocks[n].memory == memory) {
            count.bytes -= blocks[n].bytes;
            blocks[n] = blocks[--block_count];
            return;
        }
    }
}

void allocations_start(void)
{
    count = (allocations){0};
    block_count = 0;
    is_counting = true;
}

allocations allocations_stop(void)
{
    is_counting = false;
    return count;
}

/* the names are the linker's */
void *__real_malloc(size_t bytes);
void *__real_calloc(size_t members, size_t bytes);
void *__real_realloc(void *memory, size_t bytes);
void *__real_aligned_alloc(size_t alignment, size_t bytes);
int __real_posix_memalign(void **out, size_t alignment, size_t bytes);
void __real_free(void *memory);
void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t members, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);
void *__wrap_aligned_alloc(size_t alignment, size_t bytes);
int __wrap_posix_memalign(void **out, size_t alignment, size_t bytes);
void __wrap_free(void *memory);

/// Threads may ask at a time.
static void note(const void *old, const void *memory, size_t bytes, bool is_new)
{
    if (!is_counting) {
        return;
    }
#pragma omp critical(allocations)
    {
        if (old != NULL) {
            forget(old);
        }
        if (is_new) {
            add(memory, bytes);
        }
    }
}

void *__wrap_malloc(size_t bytes)
{
    void *memory = __real_malloc(bytes);
    note(NULL, memory, bytes, true);
    return memory;
}

void *__wrap_calloc(size_t members, size_t bytes)
{
    void *memory = __real_calloc(members, bytes);
    note(NULL, memory, members * bytes, true);
    return memory;
}

/// The old block is forgotten before it goes, while no other can have its place.
void *__wrap_realloc(void *memory, size_t bytes)
{
    note(memory, NULL, 0, false);
    void *more = __real_realloc(memory, bytes);
    note(NULL, more, bytes, true);
    return more;
}

void *__wrap_aligned_alloc(size_t alignment, size_t bytes)
{
    void *memory = __real_aligned_alloc(alignment, bytes);
    note(NULL, memory, bytes, true);
    return memory;
}

int __wrap_posix_memalign(void **out, size_t alignment, size_t bytes)
{
    int failed = __real_posix_memalign(out, alignment, bytes);
    note(NULL, failed == 0 ? *out : NULL, bytes, true);
    return failed;
}

void __wrap_free(void *memory)
{
    note(memory, NULL, 0, false);
    __real_free(memory);
}
