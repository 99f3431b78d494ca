/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The plotting program, run as a process of its own.
#ifndef ACICULA_FIGURE_GNUPLOT_H
#define ACICULA_FIGURE_GNUPLOT_H

#include <stdio.h>

#include "acicula/base/status.h"

enum { ACI_GNUPLOT_PATH = 1024 };

/// Makes an empty file for a script and opens it for writing. `path` is what run takes.
ACI_MUST_CHECK aci_status aci_gnuplot_open(char path[ACI_GNUPLOT_PATH], FILE **out);

/// Runs gnuplot, without the user's start-up files, on a script. (Read from a pipe, gnuplot takes
/// its script character by character, with two system calls each: 40 times slower for images.)
/// ACI_FILE when gnuplot is missing (names the package) or fails (with its own first words).
ACI_MUST_CHECK aci_status aci_gnuplot_run(const char *path);

#endif
