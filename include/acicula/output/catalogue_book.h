/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The rows of a sweep while it is being made: a journal `PATH`.partial, what an earlier catalogue
/// PATH holds, and which cases are known. Every row is on the disk before it counts.
///
/// Order of use: aci_catalogue_book_open, ask and add, aci_catalogue_book_write,
/// aci_catalogue_book_close. Killed anywhere between, the same calls go on with what was added.
///
/// A row whose case failed for lack of memory or disk (ACI_FILE) does not count as known: it is
/// tried again.
#ifndef ACICULA_OUTPUT_CATALOGUE_BOOK_H
#define ACICULA_OUTPUT_CATALOGUE_BOOK_H

#include "acicula/output/catalogue.h"

typedef struct aci_catalogue_book aci_catalogue_book;

/// Opens it; the format is borrowed. With `force` what is there is left out and will be replaced.
/// ACI_FILE when the catalogue or the journal is of something else (the message says what differs),
/// another program writes it, or `path` is no catalogue.
ACI_MUST_CHECK aci_status aci_catalogue_book_open(const char *path, bool force,
                                                  const char *signature,
                                                  const aci_catalogue_format *format,
                                                  aci_catalogue_book **out);

/// Whether a case is known, and the status of its row.
bool aci_catalogue_book_knows(const aci_catalogue_book *book, uint64_t identity, int *status);

/// The time after which a known case was given up, s; 0 where it was not.
double aci_catalogue_book_given_up(const aci_catalogue_book *book, uint64_t identity);

long aci_catalogue_book_count(const aci_catalogue_book *book);

/// Adds a row; a later row of the same case takes the place of the former.
ACI_MUST_CHECK aci_status aci_catalogue_book_add(aci_catalogue_book *book,
                                                 const aci_catalogue_row *row);

/// Takes over all rows of other work that are not known yet, and of all the places it gives them;
/// where several give one, the smallest.
ACI_MUST_CHECK aci_status aci_catalogue_book_take(aci_catalogue_book *book, aci_catalogue *other);
ACI_MUST_CHECK aci_status aci_catalogue_book_take_journal(aci_catalogue_book *book,
                                                          const aci_journal *other);

/// Gives the cases of a design their places: identities[n] gets number n. Cases that are known, but
/// not of the design, come behind. Without this call each keeps the number it has.
void aci_catalogue_book_order(aci_catalogue_book *book, long design, const uint64_t *identities);

/// Whether the catalogue on the disk has all known rows in their places and no others.
bool aci_catalogue_book_is_written(const aci_catalogue_book *book);

/// Writes the catalogue and the CSV in the order of the numbers, then removes the journal.
ACI_MUST_CHECK aci_status aci_catalogue_book_write(aci_catalogue_book *book,
                                                   const aci_file_options *options, const char *csv,
                                                   const char *signature);

/// Rows that failed.
long aci_catalogue_book_failures(const aci_catalogue_book *book);

void aci_catalogue_book_close(aci_catalogue_book **book);

#endif
