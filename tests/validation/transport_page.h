/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The page docs/validation/transport.md as text.
#ifndef ACICULA_TESTS_VALIDATION_TRANSPORT_PAGE_H
#define ACICULA_TESTS_VALIDATION_TRANSPORT_PAGE_H

#include <stdio.h>

#include "mechanics_solve.h"
#include "transport_rows.h"

/// A row with what came of it.
typedef struct transport_result {
    const transport_row *row;
    validation_range number;
    validation_verdict verdict;
} transport_result;

enum { TRANSPORT_ROWS_MAX = 64 };

typedef struct transport_results {
    int count;
    transport_result list[TRANSPORT_ROWS_MAX];
} transport_results;

/// Runs all rows of all groups.
void transport_results_of(transport_results *out);

/// Runs the cases of a row.
transport_result transport_solve(const transport_row *row);

/// Rows of a verdict; `gating` only, or all.
int transport_count(const transport_results *results, validation_verdict verdict, bool gating);

/// Heading and counts; then all rows, remarks, changes (which it runs) and settings.
void transport_write_summary(FILE *page, const transport_results *results);
void transport_write_tables(FILE *page, const transport_results *results);

/// The whole page. Caller frees.
char *transport_page(const transport_results *results);

#endif
