/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ACICULA_TESTS_BENCH_CLOCK_H
#define ACICULA_TESTS_BENCH_CLOCK_H

#include <time.h>

/// Seconds since some moment.
static inline double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/// The middle one; sorts.
static inline double clock_median(double *times, int count)
{
    for (int n = 1; n < count; ++n) {
        double t = times[n];
        int m = n;
        for (; m > 0 && times[m - 1] > t; --m) {
            times[m] = times[m - 1];
        }
        times[m] = t;
    }
    return times[count / 2];
}

#endif
