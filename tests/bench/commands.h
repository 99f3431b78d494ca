/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What this program measures, one command each. A command prints lines "name value", and rows of a
/// table as "row value value ..."; scripts/bench reads them. It returns the exit code.
#ifndef ACICULA_TESTS_BENCH_COMMANDS_H
#define ACICULA_TESTS_BENCH_COMMANDS_H

enum { WORDS_MAX = 4 };

/// The bandwidth of memory: triad.
int command_triad(char **words);

/// One implicit step from the start, and what its parts cost: solve GRID STEP [TRACTS].
int command_solve(char **words);

/// The whole 24 h: march GRID TOLERANCE [TRACTS].
int command_march(char **words);

/// A config as `acicula run` would compute it, without the file: run CONFIG ACCURACY REPEATS.
int command_run(char **words);

/// The section `sweep` of a config, two keys of lengths, as the verb computes it: sweep CONFIG
/// ACCURACY.
int command_sweep(char **words);

#endif
