/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Zeroed memory for arrays of numbers, at a cache line. Large arrays ask for large pages, since a
/// solve walks through many arrays at once, and are first touched by all threads.
#ifndef ACICULA_SRC_NUMERICS_MEMORY_H
#define ACICULA_SRC_NUMERICS_MEMORY_H

#include <stddef.h>

/// NULL when memory is short; the caller frees.
void *aci_memory_create(size_t bytes);

#endif
