/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threads.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 4096 };

static const char variable[] = "OMP_NUM_THREADS";
static const char blank[] = " \t";

/* The number at `*text`, which moves on behind it; false where there is none within the range. */
static bool read_number(const char **text, int *threads)
{
    char *end = NULL;
    errno = 0;
    long value = strtol(*text, &end, 10);
    bool is_number = **text >= '0' && **text <= '9' && errno == 0;
    *text = end;
    *threads = (int)value;
    return is_number && value >= 1 && value <= THREADS_MAX;
}

static aci_status refuse(const char *name, const char *example, const char *text)
{
    return ACI_FAIL(ACI_BAD_INPUT,
                    "%s is '%.40s', allowed is a whole number from 1 to %d, for example %s", name,
                    text, THREADS_MAX, example);
}

aci_status aci_threads_read(const char *name, const char *example, const char *text, int *threads)
{
    const char *end = text;
    return read_number(&end, threads) && *end == '\0' ? ACI_OK : refuse(name, example, text);
}

aci_status aci_threads_check_environment(void)
{
    const char *text = getenv(variable);
    if (text == NULL || text[0] == '\0') {
        return ACI_OK;
    }
    const char *at = text;
    bool is_right = true;
    int threads;
    while (is_right) {
        at += strspn(at, blank);
        is_right = read_number(&at, &threads);
        at += strspn(at, blank);
        if (*at != ',') {
            break;
        }
        ++at;
    }
    return is_right && *at == '\0' ? ACI_OK : refuse(variable, "OMP_NUM_THREADS=2", text);
}
