/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's edges: what the process inherits, and whether its output arrived. */
#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#ifdef __linux__
#include <malloc.h>
#endif
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "command.h"

/* A closed standard stream would lend its number to the next file opened, and a message would then
 * be written into a result. The modes make a use of the stream fail, as it should. */
static void hold_standard_streams(void)
{
    static const int modes[3] = {O_WRONLY, O_RDONLY, O_WRONLY};
    for (int stream = 0; stream < 3; stream++) {
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", modes[stream]) < 0) {
            _exit(ACI_FILE);
        }
    }
}

/* A failed assertion is a bug, and has said so on standard error. */
static void end_after_bug(int signal_number)
{
    (void)signal_number;
    _exit(ACI_INTERNAL);
}

static void set_signal(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/* Whether standard output is a pipe that nobody reads any more. */
static bool is_abandoned(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/* A full disk must not look like success. A reader that has gone away (`| head -1`) has seen what
 * it wanted: whatever the verb had to do besides is done. */
static int close_output(int code)
{
    bool was_abandoned = is_abandoned();
    bool is_broken = ferror(stdout) != 0;
    bool is_closed = fclose(stdout) == 0;
    was_abandoned = was_abandoned || (!is_closed && errno == EPIPE);
    if ((!is_closed || is_broken) && code == ACI_OK && !was_abandoned) {
        fprintf(stderr, "acicula: error: cannot write to standard output, is the disk full?\n");
        return ACI_FILE;
    }
    return code;
}

/* A run takes and gives back the same large fields again and again: kept, they need not be cleared
 * by the system each time, which took a quarter of a small run. */
static void keep_memory(void)
{
#if defined(__GLIBC__) && defined(M_TOP_PAD)
    const int kept = 256 << 20, step = 8 << 20;
    mallopt(M_MMAP_THRESHOLD, 4 * step);
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_TOP_PAD, step);
#endif
}

int main(int count, char *words[])
{
    keep_memory();
    hold_standard_streams();
    set_signal(SIGPIPE, SIG_IGN);
    set_signal(SIGABRT, end_after_bug);
    gsl_set_error_handler_off();
    return close_output(aci_command(count - 1, words + 1));
}
