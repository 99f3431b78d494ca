/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acicula/base/hash.h"
#include "lock.h"
#include "place.h"

enum { MAGIC_SIZE = 8 };
static const char magic[MAGIC_SIZE + 1] = "ACIROWS1";

/// Before the signature and before every record.
typedef struct head {
    uint64_t size, check;
} head;

struct aci_journal {
    char *path, *lock_path, *signature;
    int descriptor;
    bool is_writer;
    aci_lock lock;
    long count, room;
    off_t *places; ///< [count] of the heads
    size_t *sizes; ///< [count]
    off_t end;
};

static aci_status fail(const aci_journal *journal, const char *action)
{
    return ACI_FAIL(ACI_FILE, "%s: cannot %s: %s", journal->path, action, strerror(errno));
}

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for a journal");
}

/* False at the end of the file, with errno 0, and where reading fails. */
static bool read_all(int descriptor, void *bytes, size_t size, off_t place)
{
    char *at = bytes;
    while (size > 0) {
        errno = 0;
        ssize_t got = pread(descriptor, at, size, place);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        at += got;
        size -= (size_t)got;
        place += got;
    }
    return true;
}

static bool write_all(int descriptor, const void *bytes, size_t size, off_t place)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t put = pwrite(descriptor, at, size, place);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        at += put;
        size -= (size_t)put;
        place += put;
    }
    return true;
}

static aci_status remember(aci_journal *journal, off_t place, size_t size)
{
    if (journal->count == journal->room) {
        long room = 2 * journal->room + 256;
        off_t *places = realloc(journal->places, (size_t)room * sizeof *places);
        journal->places = places != NULL ? places : journal->places;
        size_t *sizes = realloc(journal->sizes, (size_t)room * sizeof *sizes);
        journal->sizes = sizes != NULL ? sizes : journal->sizes;
        if (places == NULL || sizes == NULL) {
            return out_of_memory();
        }
        journal->room = room;
    }
    journal->places[journal->count] = place;
    journal->sizes[journal->count++] = size;
    journal->end = place + (off_t)(sizeof(head) + size);
    return ACI_OK;
}

/* A block with its check number; *bytes stays NULL where it is torn or damaged. Only what was read
 * without an error counts as torn: what is torn is cut off. */
static aci_status read_block(const aci_journal *journal, off_t place, off_t length, head *out,
                             char **bytes)
{
    const off_t start = place + (off_t)sizeof *out;
    *bytes = NULL;
    if (start > length) {
        return ACI_OK;
    }
    if (!read_all(journal->descriptor, out, sizeof *out, place)) {
        return errno != 0 ? fail(journal, "read") : ACI_OK;
    }
    if (out->size > (uint64_t)(length - start)) {
        return ACI_OK;
    }
    char *read = malloc(out->size + 1);
    if (read == NULL) {
        return out_of_memory();
    }
    bool is_whole = read_all(journal->descriptor, read, out->size, start);
    aci_status status = is_whole || errno == 0 ? ACI_OK : fail(journal, "read");
    if (!is_whole || aci_hash_bytes(ACI_HASH_START, read, out->size) != out->check) {
        free(read);
        return status;
    }
    read[out->size] = '\0';
    *bytes = read;
    return ACI_OK;
}

static aci_status scan(aci_journal *journal, off_t length)
{
    head record;
    char *bytes = NULL;
    ACI_TRY(read_block(journal, journal->end, length, &record, &bytes));
    while (bytes != NULL) {
        free(bytes);
        ACI_TRY(remember(journal, journal->end, record.size));
        ACI_TRY(read_block(journal, journal->end, length, &record, &bytes));
    }
    return ACI_OK;
}

/* The signature of a file that has one; it stays NULL for a new, foreign or torn file. */
static aci_status read_signature(aci_journal *journal, off_t length)
{
    char found[MAGIC_SIZE];
    head signature;
    if (!read_all(journal->descriptor, found, sizeof found, 0)) {
        return errno != 0 ? fail(journal, "read") : ACI_OK;
    }
    if (memcmp(found, magic, sizeof found) != 0) {
        return ACI_OK;
    }
    ACI_TRY(read_block(journal, MAGIC_SIZE, length, &signature, &journal->signature));
    if (journal->signature != NULL) {
        journal->end = MAGIC_SIZE + (off_t)(sizeof signature + signature.size);
    }
    return ACI_OK;
}

static aci_status begin(aci_journal *journal, const char *signature)
{
    size_t size = strlen(signature);
    head first = {size, aci_hash_bytes(ACI_HASH_START, signature, size)};
    journal->signature = strdup(signature);
    if (journal->signature == NULL) {
        return out_of_memory();
    }
    bool written =
        ftruncate(journal->descriptor, 0) == 0 &&
        write_all(journal->descriptor, magic, MAGIC_SIZE, 0) &&
        write_all(journal->descriptor, &first, sizeof first, MAGIC_SIZE) &&
        write_all(journal->descriptor, signature, size, MAGIC_SIZE + (off_t)sizeof first);
    journal->end = MAGIC_SIZE + (off_t)(sizeof first + size);
    return written ? ACI_OK : fail(journal, "write");
}

void aci_journal_difference(const char *old, const char *new, char *text, size_t size)
{
    size_t line = 0;
    for (size_t n = 0; old[n] != '\0' && old[n] == new[n]; ++n) {
        line = old[n] == '\n' ? n + 1 : line;
    }
    snprintf(text, size, "it has '%.*s', now it would be '%.*s'", (int)strcspn(old + line, "\n"),
             old + line, (int)strcspn(new + line, "\n"), new + line);
}

/* Whether a file without a signature is what this program leaves when it is stopped at its start.
 */
static bool is_own(const aci_journal *journal, off_t length)
{
    char first[MAGIC_SIZE] = "";
    size_t size = length < MAGIC_SIZE ? (size_t)length : MAGIC_SIZE;
    return read_all(journal->descriptor, first, size, 0) && memcmp(first, magic, size) == 0;
}

static aci_status continue_or_begin(aci_journal *journal, const char *signature, bool *differs)
{
    struct stat found;
    if (fstat(journal->descriptor, &found) != 0) {
        return fail(journal, "look at it");
    }
    ACI_TRY(read_signature(journal, found.st_size));
    if (journal->signature == NULL) {
        return is_own(journal, found.st_size)
                   ? begin(journal, signature)
                   : ACI_FAIL(ACI_FILE, "%s: is no work in progress of this program",
                              journal->path);
    }
    if (strcmp(journal->signature, signature) != 0) {
        char difference[512];
        aci_journal_difference(journal->signature, signature, difference, sizeof difference);
        if (differs != NULL) {
            *differs = true;
        }
        return ACI_FAIL(ACI_FILE, "%s: left by other work: %s", journal->path, difference);
    }
    ACI_TRY(scan(journal, found.st_size));
    return found.st_size == journal->end || ftruncate(journal->descriptor, journal->end) == 0
               ? ACI_OK
               : fail(journal, "cut off its torn end");
}

/* Makes the directory too. */
static aci_status make_names(aci_journal *journal, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0, size = strlen(path) + 16;
    char *directory = folder > 0 ? strndup(path, folder) : strdup("./");
    journal->path = strdup(path);
    journal->lock_path = malloc(size);
    if (directory == NULL || journal->path == NULL || journal->lock_path == NULL) {
        free(directory);
        return out_of_memory();
    }
    snprintf(journal->lock_path, size, "%.*s.%s.lock", (int)folder, path, path + folder);
    aci_status status = aci_place_make(directory);
    free(directory);
    return status;
}

static aci_status claim(aci_journal *journal, const char *path)
{
    ACI_TRY(make_names(journal, path));
    ACI_TRY(aci_lock_take(&journal->lock, journal->lock_path, journal->path));
    journal->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (journal->descriptor < 0) {
        return fail(journal, "open");
    }
    journal->is_writer = true;
    return ACI_OK;
}

static aci_journal *new_journal(void)
{
    aci_journal *journal = calloc(1, sizeof *journal);
    if (journal != NULL) {
        journal->descriptor = -1;
        journal->lock.descriptor = -1;
    }
    return journal;
}

aci_status aci_journal_open(const char *path, const char *signature, bool *differs,
                            aci_journal **out)
{
    *out = new_journal();
    if (*out == NULL) {
        return out_of_memory();
    }
    aci_status status = claim(*out, path);
    if (status == ACI_OK) {
        status = continue_or_begin(*out, signature, differs);
    }
    if (status != ACI_OK) {
        aci_journal_close(out, false);
    }
    return status;
}

aci_status aci_journal_begin(const char *path, const char *signature, aci_journal **out)
{
    *out = new_journal();
    if (*out == NULL) {
        return out_of_memory();
    }
    aci_status status = claim(*out, path);
    if (status == ACI_OK) {
        status = begin(*out, signature);
    }
    if (status != ACI_OK) {
        aci_journal_close(out, false);
    }
    return status;
}

static aci_status look(aci_journal *journal, const char *path)
{
    struct stat found;
    journal->path = strdup(path);
    if (journal->path == NULL) {
        return out_of_memory();
    }
    journal->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (journal->descriptor < 0 || fstat(journal->descriptor, &found) != 0) {
        return fail(journal, "open");
    }
    ACI_TRY(read_signature(journal, found.st_size));
    if (journal->signature == NULL) {
        return ACI_FAIL(ACI_FILE, "%s: is no work in progress of this program", path);
    }
    return scan(journal, found.st_size);
}

aci_status aci_journal_read(const char *path, aci_journal **out)
{
    *out = new_journal();
    if (*out == NULL) {
        return out_of_memory();
    }
    aci_status status = look(*out, path);
    if (status != ACI_OK) {
        aci_journal_close(out, false);
    }
    return status;
}

const char *aci_journal_signature(const aci_journal *journal)
{
    return journal->signature;
}

long aci_journal_count(const aci_journal *journal)
{
    return journal->count;
}

size_t aci_journal_size(const aci_journal *journal, long record)
{
    return journal->sizes[record];
}

aci_status aci_journal_fetch(const aci_journal *journal, long record, void *bytes, size_t size)
{
    bool read =
        size <= journal->sizes[record] &&
        read_all(journal->descriptor, bytes, size, journal->places[record] + (off_t)sizeof(head));
    return read ? ACI_OK : fail(journal, "read");
}

aci_status aci_journal_append(aci_journal *journal, const void *bytes, size_t size)
{
    const head record = {size, aci_hash_bytes(ACI_HASH_START, bytes, size)};
    const off_t place = journal->end;
    if (!write_all(journal->descriptor, bytes, size, place + (off_t)sizeof record) ||
        !write_all(journal->descriptor, &record, sizeof record, place)) {
        int reason = errno;
        (void)!ftruncate(journal->descriptor, place);
        errno = reason;
        return fail(journal, "write");
    }
    return remember(journal, place, size);
}

void aci_journal_close(aci_journal **journal, bool remove)
{
    aci_journal *j = *journal;
    if (j == NULL) {
        return;
    }
    if (j->descriptor >= 0) {
        close(j->descriptor);
    }
    if (remove && j->is_writer) {
        unlink(j->path);
    }
    aci_lock_release(&j->lock);
    free(j->places);
    free(j->sizes);
    free(j->signature);
    free(j->lock_path);
    free(j->path);
    free(j);
    *journal = NULL;
}
