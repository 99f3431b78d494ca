/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/catalogue_book.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "acicula/study/evaluate.h"

/// Where a case's row stands.
typedef struct entry {
    uint64_t identity;
    long record;             ///< of the journal; -1 - row for one of the old catalogue
    long number, old_number; ///< now, and before aci_catalogue_book_order
    int status;
    double given_up; ///< s after which it was; 0: it was not
    bool is_placed;  ///< its number is that of other work taken over
} entry;

struct aci_catalogue_book {
    const aci_catalogue_format *format;
    char *path, *partial, *signature;
    aci_catalogue *old; ///< NULL where there is none
    aci_catalogue_rows old_rows;
    aci_journal *journal; ///< NULL until something is added
    bool is_changed;      ///< something is known that the old catalogue does not have, or otherwise
    long count, room;
    entry *entries;
    long *slots; ///< [2 * room] a table by identity: entry + 1, 0 for a free slot
    aci_catalogue_row row;
};

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

/* The slot of an identity, or the free one where it would be. */
static long slot_of(const aci_catalogue_book *book, uint64_t identity)
{
    const uint64_t size = 2 * (uint64_t)book->room;
    uint64_t at = identity % size;
    while (book->slots[at] != 0 && book->entries[book->slots[at] - 1].identity != identity) {
        at = (at + 1) % size;
    }
    return (long)at;
}

static entry *find(const aci_catalogue_book *book, uint64_t identity)
{
    long found = book->room > 0 ? book->slots[slot_of(book, identity)] : 0;
    return found > 0 ? &book->entries[found - 1] : NULL;
}

static void fill_slots(aci_catalogue_book *book)
{
    memset(book->slots, 0, 2 * (size_t)book->room * sizeof *book->slots);
    for (long n = 0; n < book->count; ++n) {
        book->slots[slot_of(book, book->entries[n].identity)] = n + 1;
    }
}

static aci_status make_room(aci_catalogue_book *book)
{
    const long room = 2 * book->room + 256;
    entry *entries = realloc(book->entries, (size_t)room * sizeof *entries);
    book->entries = entries != NULL ? entries : book->entries;
    long *slots = realloc(book->slots, 2 * (size_t)room * sizeof *slots);
    book->slots = slots != NULL ? slots : book->slots;
    if (entries == NULL || slots == NULL) {
        return out_of_memory();
    }
    book->room = room;
    fill_slots(book);
    return ACI_OK;
}

static aci_status insert(aci_catalogue_book *book, const entry *new)
{
    entry *known = find(book, new->identity);
    if (known != NULL) {
        *known = *new;
        return ACI_OK;
    }
    if (book->count == book->room) {
        ACI_TRY(make_room(book));
    }
    assert(book->entries != NULL && book->slots != NULL);
    book->slots[slot_of(book, new->identity)] = book->count + 1;
    book->entries[book->count++] = *new;
    return ACI_OK;
}

static entry entry_of(const aci_catalogue_row *row, long record)
{
    double given_up = row->status != ACI_OK ? aci_evaluate_given_up(row->message) : 0.0;
    return (entry){row->identity, record, row->number, row->number, row->status, given_up, false};
}

static aci_status index_journal(aci_catalogue_book *book)
{
    for (long n = 0; n < aci_journal_count(book->journal); ++n) {
        ACI_TRY(aci_catalogue_fetch_row(book->format, book->journal, n, false, &book->row));
        entry new = entry_of(&book->row, n);
        ACI_TRY(insert(book, &new));
    }
    book->is_changed = book->is_changed || aci_journal_count(book->journal) > 0;
    return ACI_OK;
}

static aci_status index_catalogue(aci_catalogue_book *book)
{
    book->old_rows = aci_catalogue_rows_of(book->old);
    for (long n = 0; n < book->old_rows.count; ++n) {
        ACI_TRY(book->old_rows.row(book->old_rows.context, n, false, &book->row));
        entry new = entry_of(&book->row, -1 - n);
        ACI_TRY(insert(book, &new));
    }
    return ACI_OK;
}

static aci_status open_old(aci_catalogue_book *book)
{
    if (access(book->path, F_OK) != 0) {
        return ACI_OK;
    }
    if (aci_catalogue_open(book->path, &book->old) != ACI_OK) {
        char reason[1024];
        snprintf(reason, sizeof reason, "%s", aci_status_message());
        return ACI_FAIL(ACI_FILE, "%s; --force starts again", reason);
    }
    const char *signature = aci_catalogue_signature(book->old);
    if (strcmp(signature, book->signature) != 0) {
        char difference[512];
        aci_journal_difference(signature, book->signature, difference, sizeof difference);
        return ACI_FAIL(ACI_FILE,
                        "%s: holds another sweep: %s; --force starts again, --out names another "
                        "file",
                        book->path, difference);
    }
    return index_catalogue(book);
}

static aci_status open_journal(aci_catalogue_book *book)
{
    bool differs = false;
    aci_status status = aci_journal_open(book->partial, book->signature, &differs, &book->journal);
    if (status != ACI_OK && differs) {
        char reason[1024];
        snprintf(reason, sizeof reason, "%s", aci_status_message());
        return ACI_FAIL(ACI_FILE, "%s; --force starts again", reason);
    }
    ACI_TRY(status);
    return index_journal(book);
}

static aci_status fill(aci_catalogue_book *book, const char *path, bool force,
                       const char *signature, const aci_catalogue_format *format)
{
    size_t size = strlen(path) + 16;
    book->format = format;
    book->path = strdup(path);
    book->signature = strdup(signature);
    book->partial = malloc(size);
    if (book->path == NULL || book->signature == NULL || book->partial == NULL) {
        return out_of_memory();
    }
    snprintf(book->partial, size, "%s.partial", path);
    ACI_TRY(aci_catalogue_create_row(format, &book->row));
    if (force) {
        book->is_changed = true;
        return aci_journal_begin(book->partial, book->signature, &book->journal);
    }
    ACI_TRY(open_old(book));
    return book->old == NULL || access(book->partial, F_OK) == 0 ? open_journal(book) : ACI_OK;
}

aci_status aci_catalogue_book_open(const char *path, bool force, const char *signature,
                                   const aci_catalogue_format *format, aci_catalogue_book **out)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return out_of_memory();
    }
    aci_status status = fill(*out, path, force, signature, format);
    if (status != ACI_OK) {
        aci_catalogue_book_close(out);
    }
    return status;
}

bool aci_catalogue_book_knows(const aci_catalogue_book *book, uint64_t identity, int *status)
{
    const entry *known = find(book, identity);
    if (known == NULL || known->status == ACI_FILE) {
        return false;
    }
    *status = known->status;
    return true;
}

double aci_catalogue_book_given_up(const aci_catalogue_book *book, uint64_t identity)
{
    const entry *known = find(book, identity);
    return known != NULL ? known->given_up : 0.0;
}

long aci_catalogue_book_count(const aci_catalogue_book *book)
{
    return book->count;
}

aci_status aci_catalogue_book_add(aci_catalogue_book *book, const aci_catalogue_row *row)
{
    if (book->journal == NULL) {
        ACI_TRY(open_journal(book));
    }
    ACI_TRY(aci_catalogue_append_row(book->format, book->journal, row));
    entry new = entry_of(row, aci_journal_count(book->journal) - 1);
    book->is_changed = true;
    return insert(book, &new);
}

/* The number that other work gives a case counts more than the one it had here; of several the
 * smallest, since in what is left of an earlier design it stands behind the design. */
static aci_status take_row(aci_catalogue_book *book)
{
    int status = 0;
    const aci_catalogue_row *row = &book->row;
    if (!aci_catalogue_book_knows(book, row->identity, &status)) {
        ACI_TRY(aci_catalogue_book_add(book, row));
    }
    entry *known = find(book, row->identity);
    if (!known->is_placed || row->number < known->number) {
        book->is_changed = book->is_changed || known->number != row->number;
        known->number = row->number;
        known->is_placed = true;
    }
    return ACI_OK;
}

aci_status aci_catalogue_book_take(aci_catalogue_book *book, aci_catalogue *other)
{
    const aci_catalogue_rows rows = aci_catalogue_rows_of(other);
    for (long n = 0; n < rows.count; ++n) {
        ACI_TRY(rows.row(rows.context, n, true, &book->row));
        ACI_TRY(take_row(book));
    }
    return ACI_OK;
}

aci_status aci_catalogue_book_take_journal(aci_catalogue_book *book, const aci_journal *other)
{
    for (long n = 0; n < aci_journal_count(other); ++n) {
        ACI_TRY(aci_catalogue_fetch_row(book->format, other, n, true, &book->row));
        ACI_TRY(take_row(book));
    }
    return ACI_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    return x->number != y->number ? (x->number > y->number) - (x->number < y->number)
                                  : (x->identity > y->identity) - (x->identity < y->identity);
}

static void sort(aci_catalogue_book *book)
{
    if (book->count > 0) {
        qsort(book->entries, (size_t)book->count, sizeof *book->entries, compare_numbers);
        fill_slots(book);
    }
}

/* Cases behind the design keep their order among themselves. */
void aci_catalogue_book_order(aci_catalogue_book *book, long design, const uint64_t *identities)
{
    for (long n = 0; n < book->count; ++n) {
        book->entries[n].old_number = book->entries[n].number;
        book->entries[n].number += LONG_MAX / 2;
    }
    for (long n = design - 1; n >= 0; --n) {
        entry *known = find(book, identities[n]);
        if (known != NULL) {
            known->number = n;
        }
    }
    sort(book);
    for (long n = 0; n < book->count; ++n) {
        entry *e = &book->entries[n];
        e->number = e->number >= LONG_MAX / 2 ? design++ : e->number;
        book->is_changed = book->is_changed || e->number != e->old_number;
    }
}

bool aci_catalogue_book_is_written(const aci_catalogue_book *book)
{
    return book->old != NULL && !book->is_changed;
}

long aci_catalogue_book_failures(const aci_catalogue_book *book)
{
    long failures = 0;
    for (long n = 0; n < book->count; ++n) {
        failures += book->entries[n].status != ACI_OK;
    }
    return failures;
}

static aci_status read_row(void *context, long index, bool with_fields, aci_catalogue_row *out)
{
    aci_catalogue_book *book = context;
    const entry *at = &book->entries[index];
    ACI_TRY(at->record >= 0
                ? aci_catalogue_fetch_row(book->format, book->journal, at->record, with_fields, out)
                : book->old_rows.row(book->old_rows.context, -1 - at->record, with_fields, out));
    out->number = at->number;
    return ACI_OK;
}

aci_status aci_catalogue_book_write(aci_catalogue_book *book, const aci_file_options *options,
                                    const char *csv, const char *signature)
{
    sort(book);
    const aci_catalogue_rows rows = {book->count, book, read_row};
    aci_status status = aci_catalogue_write(options, csv, signature, book->format, &rows);
    if (status == ACI_OK) {
        aci_journal_close(&book->journal, true);
    }
    return status;
}

void aci_catalogue_book_close(aci_catalogue_book **book)
{
    aci_catalogue_book *b = *book;
    if (b == NULL) {
        return;
    }
    /* An empty journal is worth nothing. */
    aci_journal_close(&b->journal, b->journal != NULL && aci_journal_count(b->journal) == 0);
    aci_catalogue_close(&b->old);
    aci_catalogue_destroy_row(&b->row);
    free(b->entries);
    free(b->slots);
    free(b->partial);
    free(b->signature);
    free(b->path);
    free(b);
    *book = NULL;
}
