/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's edges: what the process inherits, and whether its output arrived. */
#include <fcntl.h>
#include <gsl/gsl_errno.h>
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

/* A full disk or a reader that has gone away must not look like success. */
static int close_output(int code)
{
    bool is_broken = ferror(stdout) != 0;
    if ((fclose(stdout) != 0 || is_broken) && code == ACI_OK) {
        fprintf(stderr, "acicula: error: cannot write to standard output: the disk is full or "
                        "nobody reads it\n");
        return ACI_FILE;
    }
    return code;
}

int main(int count, char *words[])
{
    hold_standard_streams();
    set_signal(SIGPIPE, SIG_IGN);
    set_signal(SIGABRT, end_after_bug);
    gsl_set_error_handler_off();
    return close_output(aci_command(count - 1, words + 1));
}
