/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Cells of a CSV file.
#ifndef ACICULA_OUTPUT_CSV_H
#define ACICULA_OUTPUT_CSV_H

#include <stdio.h>

/// A text, quoted when it has to be (RFC 4180).
void aci_csv_text(FILE *stream, const char *text);

/// The fewest digits that read back to the same number; nothing for NaN.
void aci_csv_number(FILE *stream, double value);

#endif
