/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Counts what the program asks of the allocator. The linker sends each such call of the test
/// program through here (--wrap in the Makefile); those inside shared libraries, OpenMP's own among
/// them, do not come by.
#ifndef ACICULA_TESTS_SUPPORT_ALLOCATIONS_H
#define ACICULA_TESTS_SUPPORT_ALLOCATIONS_H

#include <stddef.h>

typedef struct allocations {
    long calls;   ///< that ask for memory, a change of size among them
    size_t bytes; ///< held now, of what was asked for since the start
    size_t most;  ///< largest that has been
} allocations;

/// Begins to count, from zero.
void allocations_start(void);

/// Ends it and returns what was counted.
allocations allocations_stop(void);

#endif
