/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Words, lists of words and rows: what the check and the pages of the parameters share.
#ifndef ACICULA_BASE_PARAMETERS_WORDS_H
#define ACICULA_BASE_PARAMETERS_WORDS_H

#include "acicula/base/parameters.h"

/// The n-th of "a|b|c"; false beyond the last.
bool aci_parameters_nth(const char *words, int n, char *word, size_t size);

/// Index of a word in "a|b|c"; -1 when it is not there or `words` is NULL.
int aci_parameters_word(const char *words, const char *word);

/// "a|b|c" as "a, b, c".
void aci_parameters_list(const char *words, char *text, size_t size);

/// The row of exactly this pattern; NULL when there is none.
const aci_parameter *aci_parameters_row(aci_parameter_table table, const char *pattern);

/// The keys directly below a pattern, "a, b, c".
void aci_parameters_keys(aci_parameter_table table, const char *parent, char *text, size_t size);

/// What a row expects, "a quantity such as 1 um". Valid until the next call on this thread.
const char *aci_parameters_expected(const aci_parameter *row);

#endif
