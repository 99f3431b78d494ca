/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a study has done so far, on disk: records that are only ever added, so that a program
/// killed at any moment loses at most the record being written.
///
/// A file NAME holds a signature, a text that says of what the records are, then the records, each
/// with its length and a check number (hash.h). Opened again, a torn or damaged tail is cut off and
/// the records before it stand. A lock file .NAME.lock keeps a second program off it where the file
/// system knows locks; there must be one writer anyway.
///
/// Numbers are in the machine's byte order: the file is work in progress, not for keeping.
#ifndef ACICULA_OUTPUT_JOURNAL_H
#define ACICULA_OUTPUT_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "acicula/base/status.h"

typedef struct aci_journal aci_journal;

/// Opens or makes the file, and its directory. ACI_FILE when it cannot be, another program writes
/// it, or it has another signature (*differs, when not NULL, is then set and the message names the
/// first line that differs).
ACI_MUST_CHECK aci_status aci_journal_open(const char *path, const char *signature, bool *differs,
                                           aci_journal **out);

/// The same, but leaves out what an existing file holds, whatever it is. The lock comes first: what
/// another program writes stays.
ACI_MUST_CHECK aci_status aci_journal_begin(const char *path, const char *signature,
                                            aci_journal **out);

/// Opens an existing file to read alone, without a lock; what follows a torn record is left out.
ACI_MUST_CHECK aci_status aci_journal_read(const char *path, aci_journal **out);

/// Its signature, and its records in the order they were added.
const char *aci_journal_signature(const aci_journal *journal);
long aci_journal_count(const aci_journal *journal);
size_t aci_journal_size(const aci_journal *journal, long record);

/// Reads the first `size` bytes of a record.
ACI_MUST_CHECK aci_status aci_journal_fetch(const aci_journal *journal, long record, void *bytes,
                                            size_t size);

/// Adds a record. ACI_FILE with the system's reason; what was there before stays readable.
ACI_MUST_CHECK aci_status aci_journal_append(aci_journal *journal, const void *bytes, size_t size);

/// The first line in which two signatures differ, in words.
void aci_journal_difference(const char *old, const char *new, char *text, size_t size);

/// Closes the file; `remove` deletes it, its records being elsewhere by now.
void aci_journal_close(aci_journal **journal, bool remove);

#endif
