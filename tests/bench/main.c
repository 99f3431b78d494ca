/* SPDX-License-Identifier: GPL-3.0-or-later */
/// build/bench: what `make bench` measures of this program. See commands.h.
#include <gsl/gsl_errno.h>
#ifdef __linux__
#include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>

#include "commands.h"

typedef struct command {
    const char *name, *words;
    int least;
    int (*run)(char **words);
} command;

static const command commands[] = {
    {"triad", "", 0, command_triad},
    {"solve", "GRID STEP [TRACTS]", 2, command_solve},
    {"march", "GRID TOLERANCE [TRACTS]", 2, command_march},
    {"run", "CONFIG ACCURACY REPEATS", 3, command_run},
    {"sweep", "CONFIG ACCURACY", 2, command_sweep},
};

static int explain(void)
{
    fprintf(stderr, "usage: OMP_NUM_THREADS=n bench COMMAND ...; GRID is G0, G1, G2 or B3\n");
    for (size_t n = 0; n < sizeof commands / sizeof *commands; ++n) {
        fprintf(stderr, "  %-5s %s\n", commands[n].name, commands[n].words);
    }
    return 2;
}

/// As the program does: see keep_memory in src/app/main.c.
static void keep_memory(void)
{
#if defined(__GLIBC__) && defined(M_TOP_PAD)
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 8 << 20);
#endif
}

int main(int count, char **arguments)
{
    char *words[WORDS_MAX + 1] = {NULL};
    for (int n = 0; n < WORDS_MAX && n + 2 < count; ++n) {
        words[n] = arguments[n + 2];
    }
    keep_memory();
    gsl_set_error_handler_off();
    for (size_t n = 0; count > 1 && n < sizeof commands / sizeof *commands; ++n) {
        if (strcmp(arguments[1], commands[n].name) == 0 && count - 2 >= commands[n].least) {
            return commands[n].run(words);
        }
    }
    return explain();
}
