/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Made-up rows of a sweep: every kind of column, any bits in the numbers.
#ifndef ACICULA_TESTS_OUTPUT_ROWS_H
#define ACICULA_TESTS_OUTPUT_ROWS_H

#include "acicula/output/catalogue_book.h"

/// A fresh folder and the names of a catalogue in it.
typedef struct rows_place {
    char directory[64], path[96], csv[96], partial[104];
} rows_place;

rows_place rows_make_place(void);
/// Fails when there is more in the folder than these names.
void rows_remove_place(const rows_place *place);

/// Keys (a number, a text), a result without axes, one over time and layers, a field.
aci_catalogue_format rows_make_format(long cases);

/// The signature of these columns and `content`, a line.
char *rows_signature(const aci_catalogue_format *format, const char *content);

/// Row n: numbers of any bits (NAN, infinities, subnormal ones among them), texts with commas and
/// quotes. `version` is mixed into the numbers.
aci_catalogue_row rows_make(const aci_catalogue_format *format, long n, int version);
uint64_t rows_identity(long n);

/// Fails where a row differs in a bit from rows_make(format, n, version); its number is `number`.
void rows_check(const aci_catalogue_format *format, const aci_catalogue_row *row, long n,
                int version, long number);

/// Opens a book of this format; fails when it cannot be opened.
aci_catalogue_book *rows_open(const rows_place *place, const aci_catalogue_format *format,
                              const char *content);
void rows_add(aci_catalogue_book *book, const aci_catalogue_format *format, long n, int version);
aci_status rows_write(aci_catalogue_book *book, const rows_place *place,
                      const aci_catalogue_format *format, const char *content);

#endif
