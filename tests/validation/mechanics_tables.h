/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The tables of the page, in Markdown.
#ifndef ACICULA_TESTS_VALIDATION_MECHANICS_TABLES_H
#define ACICULA_TESTS_VALIDATION_MECHANICS_TABLES_H

#include <stdio.h>

#include "mechanics_page.h"

/// All rows, group by group.
void validation_write_rows(FILE *page, const validation_results *results);

/// The notes of the rows.
void validation_write_remarks(FILE *page, const validation_results *results);

/// Gating rows that pass with other values of the two calibrated numbers; solves them anew.
void validation_write_parameters(FILE *page, const validation_results *results);

/// The rows under another condition; solves them.
void validation_write_changes(FILE *page);

/// The settings of the cases, for whoever repeats a row.
void validation_write_settings(FILE *page, const validation_results *results);

#endif
