/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A config as text, written key by key.
#ifndef ACICULA_STUDY_WRITER_H
#define ACICULA_STUDY_WRITER_H

#include <stdio.h>

#include "acicula/study/scenario.h"

/// A text being written; the first failure is kept.
typedef struct aci_writer {
    FILE *out;
    char *text;
    size_t size;
    aci_status status;
} aci_writer;

ACI_MUST_CHECK aci_status aci_writer_open(aci_writer *to);

/// Gives the text, which the caller frees; NULL after a failure, whose status is returned.
ACI_MUST_CHECK aci_status aci_writer_close(aci_writer *to, char **out);

/// A number in a unit, "30 um", so that reading it gives the same bits.
void aci_writer_quantity(aci_writer *to, double value, const char *unit);

/// "correlated: Kretsos 2008, medium confidence"; just "given" for the user's own.
void aci_writer_origin(aci_writer *to, const aci_value *value);

/// A line "key: 30 um".
void aci_writer_key(aci_writer *to, int indent, const char *key, double value, const char *unit);

/// The same with its origin as a comment, where it is not the user's; nothing when it is missing.
void aci_writer_value(aci_writer *to, int indent, const char *key, const aci_value *value,
                      const char *unit);

/// A line "key: "text"", quotes escaped.
void aci_writer_quoted(aci_writer *to, int indent, const char *key, const char *text);

/// A line of the listing of origins: key, number to four digits ("never" for an infinite one),
/// origin.
void aci_writer_list(aci_writer *to, const char *key, const aci_value *value, const char *unit);

/// A line of that listing where the value is a word and the origin is said in words.
void aci_writer_line(aci_writer *to, const char *key, const char *word, const char *origin);

/// A line "key: [1 h, 2 h]" below a section.
void aci_writer_times(aci_writer *to, const char *key, const aci_times *times);

#endif
