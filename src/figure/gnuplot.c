/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

aci_status aci_gnuplot_open(char path[ACI_GNUPLOT_PATH], FILE **out)
{
    const char *directory = getenv("TMPDIR");
    directory = directory != NULL && directory[0] != '\0' ? directory : "/tmp";
    snprintf(path, ACI_GNUPLOT_PATH, "%.1000s/acicula-XXXXXX", directory);
    int descriptor = mkstemp(path);
    if (descriptor < 0) {
        return ACI_FAIL(ACI_FILE, "%s: cannot make a temporary file: %s", directory,
                        strerror(errno));
    }
    *out = fdopen(descriptor, "w");
    if (*out == NULL) {
        close(descriptor);
        unlink(path);
        return ACI_FAIL(ACI_FILE, "%s: cannot open: %s", path, strerror(errno));
    }
    return ACI_OK;
}

static aci_status start(const char *path, int messages, pid_t *process)
{
    char script[ACI_GNUPLOT_PATH];
    static char program[] = "gnuplot", no_defaults[] = "-d";
    char *const arguments[] = {program, no_defaults, script, NULL};
    posix_spawn_file_actions_t actions;
    snprintf(script, sizeof script, "%s", path);
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return ACI_FAIL(ACI_FILE, "cannot start gnuplot: not enough memory");
    }
    int error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (error == 0) {
        error = posix_spawn_file_actions_adddup2(&actions, messages, STDOUT_FILENO);
    }
    if (error == 0) {
        error = posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
    }
    if (error == 0) {
        error = posix_spawnp(process, program, &actions, NULL, arguments, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    if (error == ENOENT) {
        return ACI_FAIL(ACI_FILE, "the program gnuplot draws the figures and is not installed: "
                                  "install the package gnuplot-nox (Debian, Ubuntu: "
                                  "apt-get install gnuplot-nox) or gnuplot");
    }
    return error == 0 ? ACI_OK : ACI_FAIL(ACI_FILE, "cannot start gnuplot: %s", strerror(error));
}

/// gnuplot writes blank lines and a caret before its sentence; the last line that says something
/// is the one to show.
static void read_message(FILE *messages, char *out, size_t size)
{
    char line[512];
    out[0] = '\0';
    rewind(messages);
    while (fgets(line, sizeof line, messages) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[strspn(line, " \t^")] != '\0') {
            snprintf(out, size, "%.*s", (int)size - 1, line + strspn(line, " \t"));
        }
    }
}

static aci_status wait_for(pid_t process, FILE *messages)
{
    int result = 0;
    char message[256];
    while (waitpid(process, &result, 0) < 0) {
        if (errno != EINTR) {
            return ACI_FAIL(ACI_FILE, "lost sight of gnuplot: %s", strerror(errno));
        }
    }
    if (WIFEXITED(result) && WEXITSTATUS(result) == 127) {
        return ACI_FAIL(ACI_FILE, "cannot start gnuplot: install the package gnuplot-nox");
    }
    if (!WIFEXITED(result) || WEXITSTATUS(result) != 0) {
        read_message(messages, message, sizeof message);
        return ACI_FAIL(ACI_FILE, "gnuplot failed: %s", message[0] != '\0' ? message : "no reason");
    }
    return ACI_OK;
}

aci_status aci_gnuplot_run(const char *path)
{
    pid_t process;
    FILE *messages = tmpfile();
    if (messages == NULL) {
        return ACI_FAIL(ACI_FILE, "cannot make a temporary file: %s", strerror(errno));
    }
    aci_status status = start(path, fileno(messages), &process);
    if (status == ACI_OK) {
        status = wait_for(process, messages);
    }
    fclose(messages);
    return status;
}
