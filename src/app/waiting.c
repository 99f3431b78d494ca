/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "waiting.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char spins[] = "10000"; ///< some 0.1 ms

void aci_waiting_shorten(const aci_options *options)
{
    char name[] = "acicula";
    if (options->threads == 1 || getenv("GOMP_SPINCOUNT") != NULL ||
        getenv("OMP_WAIT_POLICY") != NULL) {
        return;
    }
    char **words = calloc((size_t)options->word_count + 2, sizeof *words);
    if (words != NULL && setenv("GOMP_SPINCOUNT", spins, 1) == 0) {
        words[0] = name;
        memcpy(words + 1, options->words, (size_t)options->word_count * sizeof *words);
        execv("/proc/self/exe", words);
    }
    free(words);
}
