/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How far a run is: a bar that is drawn over itself on a terminal, plain lines otherwise.
#ifndef ACICULA_APP_PROGRESS_H
#define ACICULA_APP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct aci_progress {
    FILE *out;
    bool is_quiet, is_terminal;
    int width;            ///< of the terminal, characters
    double start;         ///< on the clock, s
    double last;          ///< when it was last shown, s after the start; below 0: not yet
    double last_fraction; ///< that was shown
} aci_progress;

/// Starts the clock. `is_quiet` shows nothing at all.
void aci_progress_start(aci_progress *progress, FILE *out, bool is_quiet);

/// Shows a fraction (0..1) and what is being done, unless it was shown a moment ago.
void aci_progress_show(aci_progress *progress, double fraction, const char *stage);

/// The part of the whole where `done` of work that usually comes to `usual` is done: done/usual up
/// to 0.8, then ever closer to 1. It never falls while `done` grows, and what takes longer than
/// usual is never at its end before it is.
double aci_progress_part(double done, double usual);

/// Takes the bar away.
void aci_progress_finish(aci_progress *progress);

/// One line of at most `width` characters, "[=====>    ]  48 %  0:12, 0:13 left  stage". The time
/// that is left is told after a second.
void aci_progress_line(double fraction, double elapsed, const char *stage, int width, char *text,
                       size_t size);

/// The same without the bar, for a log: " 48 %, 0:12, 0:13 left, stage".
void aci_progress_plain_line(double fraction, double elapsed, const char *stage, char *text,
                             size_t size);

/// Seconds as "0:07", "12:34" or "3:02:01".
void aci_progress_duration(double seconds, char *text, size_t size);

#endif
