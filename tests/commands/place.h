/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A temporary folder in which the program is run as a user would.
#ifndef ACICULA_TESTS_COMMANDS_PLACE_H
#define ACICULA_TESTS_COMMANDS_PLACE_H

#include <stdbool.h>

#include "acicula/output/reader.h"

enum { PLACE_PATH = 256, PLACE_COMMAND = 2048 };

/// A folder of its own with slab.yaml in it, and the outputs of the last command.
typedef struct place {
    char folder[PLACE_PATH];
    char *out, *err;
} place;

/// Makes the folder; skips the test when the environment's ACICULA_BINARY names no program.
void place_open(place *at);

/// The same with stamp.yaml too: 36 needles on two layers, three passes, three classes.
void place_open_stamp(place *at);
void place_close(place *at);

/// Runs a line of shell in the folder, "$A" being the program; returns the exit code.
int place_run(place *at, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool place_has(const place *at, const char *name);
void place_write(const place *at, const char *name, const char *text);

/// Fails, showing the outputs, where the exit code is another one; where a text lacks a part.
void place_check_code(const place *at, int code, int expected);
void place_check_has(const char *text, const char *part);

/// A result in the folder; the caller closes it.
aci_reader *place_open_result(const place *at, const char *name);

#endif
