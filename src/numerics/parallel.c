/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parallel.h"

#include <omp.h>

void aci_parallel_for(size_t count, bool is_large, void (*body)(const void *context, size_t n),
                      const void *context)
{
    if (!is_large) {
        for (size_t n = 0; n < count; ++n) {
            body(context, n);
        }
        return;
    }
#pragma omp parallel for schedule(static)
    for (size_t n = 0; n < count; ++n) {
        body(context, n);
    }
}

void aci_parallel_team(int threads, bool is_large, void (*body)(const void *context, aci_team team),
                       const void *context)
{
    if (!is_large || threads == 1) {
        body(context, (aci_team){0, 1});
        return;
    }
#pragma omp parallel num_threads(threads)
    body(context, (aci_team){omp_get_thread_num(), omp_get_num_threads()});
}

void aci_parallel_wait(aci_team team)
{
    if (team.threads > 1) {
#pragma omp barrier
    }
}
