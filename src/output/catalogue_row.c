/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a catalogue as a record of a journal: a head, the numbers, the texts, the fields. */
#include <stdlib.h>
#include <string.h>

#include "acicula/output/catalogue.h"

typedef struct row_head {
    uint64_t identity;
    int64_t number;
    int64_t status;
    double seconds;
    char message[512];
} row_head;

static size_t text_count(const aci_catalogue_format *format)
{
    size_t count = 0;
    for (int k = 0; k < format->column_count; ++k) {
        count += format->columns[k].is_text;
    }
    return count;
}

/// Bytes of the parts of a record, in their order.
typedef struct extents {
    size_t head, numbers, texts, fields;
} extents;

static extents extents_of(const aci_catalogue_format *format)
{
    size_t plain = aci_catalogue_numbers(format, false);
    size_t all = aci_catalogue_numbers(format, true);
    return (extents){sizeof(row_head), plain * sizeof(double), text_count(format) * ACI_TEXT_SIZE,
                     (all - plain) * sizeof(double)};
}

aci_status aci_catalogue_create_row(const aci_catalogue_format *format, aci_catalogue_row *out)
{
    memset(out, 0, sizeof *out);
    out->numbers = calloc(aci_catalogue_numbers(format, true) + 1, sizeof *out->numbers);
    out->texts = calloc(text_count(format) + 1, sizeof *out->texts);
    return out->numbers != NULL && out->texts != NULL
               ? ACI_OK
               : ACI_FAIL(ACI_FILE, "out of memory for a row of the catalogue");
}

void aci_catalogue_destroy_row(aci_catalogue_row *row)
{
    free(row->numbers);
    free(row->texts);
    memset(row, 0, sizeof *row);
}

aci_status aci_catalogue_append_row(const aci_catalogue_format *format, aci_journal *journal,
                                    const aci_catalogue_row *row)
{
    const extents e = extents_of(format);
    const size_t size = e.head + e.numbers + e.texts + e.fields;
    char *bytes = malloc(size);
    if (bytes == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a row of the catalogue");
    }
    row_head head;
    memset(&head, 0, sizeof head);
    head.identity = row->identity;
    head.number = row->number;
    head.status = row->status;
    head.seconds = row->seconds;
    memcpy(head.message, row->message, sizeof head.message);
    memcpy(bytes, &head, e.head);
    memcpy(bytes + e.head, row->numbers, e.numbers);
    memcpy(bytes + e.head + e.numbers, row->texts, e.texts);
    memcpy(bytes + e.head + e.numbers + e.texts, (const char *)row->numbers + e.numbers, e.fields);
    aci_status status = aci_journal_append(journal, bytes, size);
    free(bytes);
    return status;
}

aci_status aci_catalogue_fetch_row(const aci_catalogue_format *format, const aci_journal *journal,
                                   long record, bool with_fields, aci_catalogue_row *out)
{
    const extents e = extents_of(format);
    const size_t size = e.head + e.numbers + e.texts + (with_fields ? e.fields : 0);
    if (aci_journal_size(journal, record) != e.head + e.numbers + e.texts + e.fields) {
        return ACI_FAIL(ACI_FILE, "a row of the catalogue has another length than its columns");
    }
    char *bytes = malloc(size);
    if (bytes == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a row of the catalogue");
    }
    aci_status status = aci_journal_fetch(journal, record, bytes, size);
    if (status == ACI_OK) {
        row_head head;
        memcpy(&head, bytes, e.head);
        out->identity = head.identity;
        out->number = (long)head.number;
        out->status = (int)head.status;
        out->seconds = head.seconds;
        memcpy(out->message, head.message, sizeof out->message);
        memcpy(out->numbers, bytes + e.head, e.numbers);
        memcpy(out->texts, bytes + e.head + e.numbers, e.texts);
        if (with_fields) {
            memcpy((char *)out->numbers + e.numbers, bytes + e.head + e.numbers + e.texts,
                   e.fields);
        }
    }
    free(bytes);
    return status;
}
