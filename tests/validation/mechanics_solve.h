/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Runs the cases of a row as `acicula insert` would; a failure fails the test.
#ifndef ACICULA_TESTS_VALIDATION_MECHANICS_SOLVE_H
#define ACICULA_TESTS_VALIDATION_MECHANICS_SOLVE_H

#include "mechanics_rows.h"

typedef enum validation_verdict {
    VALIDATION_PASS,
    VALIDATION_FAIL,
    VALIDATION_NOT_COMPARABLE,
} validation_verdict;

/// Whether a number lies in the row's band; not comparable without a band.
validation_verdict validation_judge(const validation_row *row, validation_range number);

/// Runs the cases, each with the settings of `also` (NULL: none) after its own, and takes the
/// number. The row has a config.
validation_range validation_solve(const validation_row *row, const char *also);

/// What a new skin has for a whole-skin number such as "toughness_factor", in SI, with the factors
/// of the library.
aci_skin_mechanics validation_parameters(void);

#endif
