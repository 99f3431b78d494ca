/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The page docs/validation/mechanics.md as text.
#ifndef ACICULA_TESTS_VALIDATION_MECHANICS_PAGE_H
#define ACICULA_TESTS_VALIDATION_MECHANICS_PAGE_H

#include <stdio.h>

#include "mechanics_solve.h"

/// A row with what came of it.
typedef struct validation_result {
    const validation_row *row;
    validation_range number; ///< 0 without a config
    validation_verdict verdict;
} validation_result;

enum { VALIDATION_ROWS_MAX = 64 };

typedef struct validation_results {
    int count;
    validation_result list[VALIDATION_ROWS_MAX];
} validation_results;

/// Solves all rows of all groups.
void validation_results_of(validation_results *out);

/// Rows of a verdict; `gating` only, or all.
int validation_count(const validation_results *results, validation_verdict verdict, bool gating);

/// "D1.6, D1.7": the gating rows with a verdict and a use; `use` < 0: any.
void validation_write_ids(FILE *page, const validation_results *results, validation_verdict verdict,
                          int use);

/// The whole page; solves the rows again for other parameters and conditions. Caller frees.
char *validation_page(const validation_results *results);

#endif
