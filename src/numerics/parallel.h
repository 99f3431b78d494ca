/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Loops by several threads where they are large. A small one stays a plain loop, without the cost
/// of a parallel region of one thread, some microseconds.
#ifndef ACICULA_SRC_NUMERICS_PARALLEL_H
#define ACICULA_SRC_NUMERICS_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

/// Values or cells from which on a loop is large.
enum { ACI_PARALLEL_FROM = 60000 };

/// Calls body for n = 0 .. count - 1, in any order.
void aci_parallel_for(size_t count, bool is_large, void (*body)(const void *context, size_t n),
                      const void *context);

/// One of the threads at work on the same thing.
typedef struct aci_team {
    int thread, threads;
} aci_team;

/// Calls body once in each of at most `threads` threads.
void aci_parallel_team(int threads, bool is_large, void (*body)(const void *context, aci_team team),
                       const void *context);

/// Waits for the rest of the team.
void aci_parallel_wait(aci_team team);

#endif
