/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char slab[] =
    "title: a small slab\n"
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 300 um, diffusivity: 1e-10 m2/s, partition: 1}\n"
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
    "channels: none\n"
    "simulation: {geometry: slab, duration: 4 h, report_every: 1 h, accuracy: 1e-1}\n";

static const char stamp[] =
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 485 um, diffusivity: 2e-10 m2/s, partition: 1}\n"
    "device: {kind: stamp, needles: 36, pitch: 1.5 mm, needle: {length: 0.7 mm}}\n"
    "insertion: {force_per_needle: 0.03 N}\n"
    "treatment: {area: 4 cm2, passes: 3, classes: 3}\n"
    "channels: {diffusivity: 5e-10 m2/s, partition: 1}\n"
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
    "simulation: {duration: 2 h, report_times: [1 h, 2 h], accuracy: 1e-1}\n"
    "output: {field_times: [2 h]}\n";

static char *read_text(const char *folder, const char *name)
{
    char path[2 * PLACE_PATH];
    size_t size = 0;
    char *text = NULL;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "r");
    cr_assert_not_null(in, "no file %s", path);
    FILE *out = open_memstream(&text, &size);
    for (int byte = getc(in); byte != EOF; byte = getc(in)) {
        putc(byte, out);
    }
    fclose(in);
    fclose(out);
    return text;
}

void place_write(const place *at, const char *name, const char *text)
{
    char path[2 * PLACE_PATH];
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    FILE *out = fopen(path, "w");
    cr_assert_not_null(out);
    fputs(text, out);
    fclose(out);
}

bool place_has(const place *at, const char *name)
{
    char path[2 * PLACE_PATH];
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    return access(path, F_OK) == 0;
}

void place_open(place *at)
{
    const char *base = getenv("TMPDIR");
    if (getenv("ACICULA_BINARY") == NULL) {
        cr_skip("ACICULA_BINARY names no program; scripts/run_tests.sh sets it");
    }
    memset(at, 0, sizeof *at);
    snprintf(at->folder, sizeof at->folder, "%s/acicula-commands-XXXXXX",
             base != NULL && base[0] != '\0' ? base : "/tmp");
    cr_assert_not_null(mkdtemp(at->folder));
    place_write(at, "slab.yaml", slab);
}

void place_open_stamp(place *at)
{
    place_open(at);
    place_write(at, "stamp.yaml", stamp);
}

void place_close(place *at)
{
    char command[PLACE_COMMAND];
    snprintf(command, sizeof command, "rm -rf '%s'", at->folder);
    cr_assert_eq(system(command), 0);
    free(at->out);
    free(at->err);
}

int place_run(place *at, const char *format, ...)
{
    char line[PLACE_COMMAND], command[2 * PLACE_COMMAND];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    snprintf(command, sizeof command,
             "cd '%s' && A=\"$ACICULA_BINARY\" && { %s\n} >.out 2>.err </dev/null", at->folder,
             line);
    int result = system(command);
    free(at->out);
    free(at->err);
    at->out = read_text(at->folder, ".out");
    at->err = read_text(at->folder, ".err");
    return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
}

void place_check_code(const place *at, int code, int expected)
{
    cr_assert_eq(code, expected, "exit code %d instead of %d\n%s%s", code, expected, at->out,
                 at->err);
}

void place_check_has(const char *text, const char *part)
{
    cr_assert_not_null(strstr(text, part), "no '%s' in\n%s", part, text);
}

aci_reader *place_open_result(const place *at, const char *name)
{
    char path[2 * PLACE_PATH];
    aci_reader *reader = NULL;
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    cr_assert_eq(aci_reader_open(path, false, &reader), ACI_OK, "%s", aci_status_message());
    return reader;
}
