/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static void remember(int number)
{
    came = number;
}

/* A signal that the caller has switched off (nohup, a shell's background job) stays off. */
static void watch(int number)
{
    struct sigaction old, action = {.sa_handler = remember, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
        sigaction(number, &action, NULL);
    }
}

void aci_interrupt_watch(void)
{
    watch(SIGINT);
    watch(SIGTERM);
    watch(SIGUSR1);
}

const char *aci_interrupt_signal(void)
{
    switch (came) {
    case 0:
        return NULL;
    case SIGINT:
        return "SIGINT";
    case SIGTERM:
        return "SIGTERM";
    default:
        return "SIGUSR1";
    }
}
