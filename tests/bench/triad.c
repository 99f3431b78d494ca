/* SPDX-License-Identifier: GPL-3.0-or-later */
/// a = b + s c over arrays far larger than any cache, as STREAM does: J. D. McCalpin, Memory
/// bandwidth and machine balance in current high performance computers, IEEE TCCA Newsletter, 1995.
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "commands.h"

enum { ELEMENTS = 40000000, REPEATS = 9 };

/// Two are read, one is written, and a cache reads a line before it writes it.
static const double bytes = 4.0 * sizeof(double) * ELEMENTS;

static double *create_array(double value)
{
    double *array = malloc(ELEMENTS * sizeof *array);
    if (array != NULL) {
// The thread that uses a part touches it first.
#pragma omp parallel for schedule(static)
        for (int n = 0; n < ELEMENTS; ++n) {
            array[n] = value;
        }
    }
    return array;
}

static double time_once(double *restrict a, const double *restrict b, const double *restrict c)
{
    double begin = clock_now();
#pragma omp parallel for schedule(static)
    for (int n = 0; n < ELEMENTS; ++n) {
        a[n] = b[n] + 3.0 * c[n];
    }
    return clock_now() - begin;
}

int command_triad(char **words)
{
    (void)words;
    double times[REPEATS];
    double *a = create_array(0.0), *b = create_array(1.0), *c = create_array(2.0);
    int failed = a == NULL || b == NULL || c == NULL;
    for (int n = 0; n < REPEATS && !failed; ++n) {
        times[n] = time_once(a, b, c);
    }
    if (!failed) {
        printf("threads %d\ntriad_GBps %.4g\n", omp_get_max_threads(),
               1e-9 * bytes / clock_median(times, REPEATS));
        failed = a[ELEMENTS / 2] != 7.0;
    }
    free(a);
    free(b);
    free(c);
    return failed;
}
