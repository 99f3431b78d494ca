/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The words and numbers that all pages of docs/validation share.
#ifndef ACICULA_TESTS_VALIDATION_PAGE_WORDS_H
#define ACICULA_TESTS_VALIDATION_PAGE_WORDS_H

#include "mechanics_solve.h"

enum { PAGE_RANGE_SIZE = 80 };

const char *page_verdict(validation_verdict verdict);
const char *page_source(validation_source source);

/// "2 to 3 um"; "at most" and "at least" where a side is infinite, one number where both read
/// alike. Three digits, which hold on any machine: rounding differs in the last place of sixteen.
void page_range(validation_range range, const char *unit, char text[PAGE_RANGE_SIZE]);

#endif
