/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/journal.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "acicula/base/random.h"
#include "support/folder.h"

TestSuite(journal, .timeout = 20);

enum { RECORDS = 7, LONGEST = 90, FILE_MAX = 4096 };

static const char signature[] = "program: acicula 1.0\nchannels.depth: 0.0003\nμ\n";

/// Record n: any bytes, of lengths from none to LONGEST.
static size_t fill_record(int n, unsigned char bytes[LONGEST])
{
    aci_random random = aci_random_start(1, (uint32_t)n, 0);
    size_t size = n == 0 ? 0 : (size_t)(aci_random_uniform(&random) * LONGEST) + 1;
    for (size_t k = 0; k < size; ++k) {
        bytes[k] = (unsigned char)(aci_random_uniform(&random) * 256.0);
    }
    return size;
}

static aci_journal *open_journal(const char *path)
{
    aci_journal *journal = NULL;
    cr_assert_eq(aci_journal_open(path, signature, NULL, &journal), ACI_OK, "%s",
                 aci_status_message());
    return journal;
}

/// Writes the records; ends[n] is the length of the file with n of them.
static void write_journal(const char *path, off_t ends[RECORDS + 1])
{
    unsigned char bytes[LONGEST];
    struct stat found;
    aci_journal *journal = open_journal(path);
    for (int n = 0; n <= RECORDS; ++n) {
        cr_assert_eq(stat(path, &found), 0);
        ends[n] = found.st_size;
        if (n < RECORDS) {
            size_t size = fill_record(n, bytes);
            cr_assert_eq(aci_journal_append(journal, bytes, size), ACI_OK);
        }
    }
    aci_journal_close(&journal, false);
}

static void check_records(const aci_journal *journal, long count)
{
    unsigned char expected[LONGEST], found[LONGEST];
    cr_assert_eq(aci_journal_count(journal), count, "%ld instead of %ld",
                 aci_journal_count(journal), count);
    cr_assert_str_eq(aci_journal_signature(journal), signature);
    for (int n = 0; n < (int)count; ++n) {
        size_t size = fill_record(n, expected);
        cr_assert_eq(aci_journal_size(journal, n), size);
        cr_assert_eq(aci_journal_fetch(journal, n, found, size), ACI_OK);
        cr_assert_eq(memcmp(expected, found, size), 0, "record %d", n);
    }
}

static size_t load(const char *path, unsigned char bytes[FILE_MAX])
{
    FILE *in = fopen(path, "r");
    cr_assert_not_null(in);
    size_t size = fread(bytes, 1, FILE_MAX, in);
    cr_assert(size < FILE_MAX);
    fclose(in);
    return size;
}

static void store(const char *path, const unsigned char *bytes, size_t size)
{
    FILE *out = fopen(path, "w");
    cr_assert_not_null(out);
    cr_assert_eq(fwrite(bytes, 1, size, out), size);
    cr_assert_eq(fclose(out), 0);
}

Test(journal, comes_back_bit_for_bit)
{
    folder at = folder_make("a.h5.partial");
    off_t ends[RECORDS + 1];
    write_journal(at.path, ends);
    aci_journal *journal = open_journal(at.path);
    check_records(journal, RECORDS);
    aci_journal_close(&journal, false);
    cr_assert_eq(aci_journal_read(at.path, &journal), ACI_OK);
    check_records(journal, RECORDS);
    aci_journal_close(&journal, true);
    cr_assert_eq(access(at.path, F_OK), 0, "a reader removes nothing");
    folder_remove(&at);
}

Test(journal, is_removed_when_its_work_is_done)
{
    folder at = folder_make("a.h5.partial");
    aci_journal *journal = open_journal(at.path);
    aci_journal_close(&journal, true);
    cr_assert_null(journal);
    cr_assert_neq(access(at.path, F_OK), 0);
    aci_journal_close(&journal, true);
    folder_remove(&at);
}

Test(journal, makes_its_folder)
{
    folder at = folder_make("a.h5.partial");
    char below[128], path[160];
    snprintf(below, sizeof below, "%s/below", at.directory);
    snprintf(path, sizeof path, "%s/a.h5.partial", below);
    aci_journal *journal = open_journal(path);
    aci_journal_close(&journal, true);
    cr_assert_eq(rmdir(below), 0);
    folder_remove(&at);
}

static long whole_records(const off_t ends[RECORDS + 1], off_t length)
{
    long count = 0;
    while (count < RECORDS && ends[count + 1] <= length) {
        ++count;
    }
    return count;
}

/// Cut off at every byte: the whole records before the cut stand, and the work goes on from there.
Test(journal, keeps_the_whole_records_before_a_cut)
{
    folder at = folder_make("a.h5.partial");
    off_t ends[RECORDS + 1];
    unsigned char bytes[FILE_MAX], again[FILE_MAX], record[LONGEST];
    write_journal(at.path, ends);
    size_t size = load(at.path, bytes);
    for (size_t length = 0; length <= size; ++length) {
        aci_journal *journal = NULL;
        long count = whole_records(ends, (off_t)length);
        store(at.path, bytes, length);
        aci_status status = aci_journal_read(at.path, &journal);
        cr_assert_eq(status, (off_t)length < ends[0] ? ACI_FILE : ACI_OK, "at %zu", length);
        if (status == ACI_OK) {
            check_records(journal, count);
        }
        aci_journal_close(&journal, false);
        journal = open_journal(at.path);
        check_records(journal, count);
        for (int n = (int)count; n < RECORDS; ++n) {
            cr_assert_eq(aci_journal_append(journal, record, fill_record(n, record)), ACI_OK);
        }
        aci_journal_close(&journal, false);
        cr_assert_eq(load(at.path, again), size);
        cr_assert_eq(memcmp(bytes, again, size), 0, "at %zu", length);
    }
    folder_remove(&at);
}

/// FNV-1a is a bijection of its state for each byte, so that one wrong byte is always seen.
Test(journal, drops_a_damaged_record_and_what_follows)
{
    folder at = folder_make("a.h5.partial");
    off_t ends[RECORDS + 1];
    unsigned char bytes[FILE_MAX];
    write_journal(at.path, ends);
    size_t size = load(at.path, bytes);
    for (size_t k = (size_t)ends[0]; k < size; ++k) {
        aci_journal *journal = NULL;
        unsigned char flip = (unsigned char)(1u << (k % 8));
        bytes[k] ^= flip;
        store(at.path, bytes, size);
        bytes[k] ^= flip;
        cr_assert_eq(aci_journal_read(at.path, &journal), ACI_OK);
        check_records(journal, whole_records(ends, (off_t)k));
        aci_journal_close(&journal, false);
        journal = open_journal(at.path);
        check_records(journal, whole_records(ends, (off_t)k));
        aci_journal_close(&journal, false);
    }
    folder_remove(&at);
}

Test(journal, refuses_another_signature_and_names_the_difference)
{
    folder at = folder_make("a.h5.partial");
    off_t ends[RECORDS + 1];
    aci_journal *journal = NULL;
    bool differs = false;
    write_journal(at.path, ends);
    cr_assert_eq(aci_journal_open(at.path, "program: acicula 1.0\nchannels.depth: 0.0004\nμ\n",
                                  &differs, &journal),
                 ACI_FILE);
    cr_assert(differs && journal == NULL);
    cr_assert(strstr(aci_status_message(),
                     "it has 'channels.depth: 0.0003', now it would be 'channels.depth: 0.0004'"),
              "%s", aci_status_message());
    cr_assert_eq(aci_journal_open(at.path, "program: acicula 1.0\n", NULL, &journal), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "it has 'channels.depth: 0.0003', now it would be ''"),
              "%s", aci_status_message());
    journal = open_journal(at.path);
    check_records(journal, RECORDS);
    aci_journal_close(&journal, false);
    folder_remove(&at);
}

Test(journal, leaves_foreign_files_alone)
{
    static const char *const texts[] = {"x", "ACIROWS", "ACIROWS2 and more", "\x89HDF\r\n\x1a\n"};
    folder at = folder_make("a.h5.partial");
    unsigned char found[FILE_MAX];
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; ++k) {
        aci_journal *journal = NULL;
        bool is_start = strcmp(texts[k], "ACIROWS") == 0;
        store(at.path, (const unsigned char *)texts[k], strlen(texts[k]));
        aci_status status = aci_journal_open(at.path, signature, NULL, &journal);
        cr_assert_eq(status, is_start ? ACI_OK : ACI_FILE, "%s", texts[k]);
        aci_journal_close(&journal, false);
        if (!is_start) {
            cr_assert_eq(load(at.path, found), strlen(texts[k]));
            cr_assert_eq(memcmp(found, texts[k], strlen(texts[k])), 0);
        }
    }
    folder_remove(&at);
}

Test(journal, begins_anew_where_it_is_told_to)
{
    folder at = folder_make("a.h5.partial");
    off_t ends[RECORDS + 1];
    aci_journal *journal = NULL;
    write_journal(at.path, ends);
    cr_assert_eq(aci_journal_begin(at.path, "other", &journal), ACI_OK);
    cr_assert_eq(aci_journal_count(journal), 0);
    cr_assert_eq(aci_journal_append(journal, "a", 1), ACI_OK);
    aci_journal_close(&journal, false);
    cr_assert_eq(aci_journal_open(at.path, "other", NULL, &journal), ACI_OK);
    cr_assert_eq(aci_journal_count(journal), 1);
    aci_journal_close(&journal, false);
    folder_remove(&at);
}

/// Neither going on nor beginning anew takes a journal from the program that writes it.
Test(journal, has_one_writer)
{
    folder at = folder_make("a.h5.partial");
    unsigned char record[LONGEST];
    aci_journal *first = open_journal(at.path), *second = NULL;
    cr_assert_eq(aci_journal_append(first, record, fill_record(0, record)), ACI_OK);
    pid_t child = fork();
    if (child == 0) {
        bool refused = aci_journal_open(at.path, signature, NULL, &second) == ACI_FILE &&
                       strstr(aci_status_message(), "another run is writing it") != NULL &&
                       aci_journal_begin(at.path, signature, &second) == ACI_FILE &&
                       aci_journal_read(at.path, &second) == ACI_OK &&
                       aci_journal_count(second) == 1;
        _exit(refused ? 0 : 1);
    }
    int result = -1;
    cr_assert_eq(waitpid(child, &result, 0), child);
    cr_assert(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    for (int n = 1; n < RECORDS; ++n) {
        cr_assert_eq(aci_journal_append(first, record, fill_record(n, record)), ACI_OK);
    }
    aci_journal_close(&first, false);
    second = open_journal(at.path);
    check_records(second, RECORDS);
    aci_journal_close(&second, false);
    folder_remove(&at);
}

/// Its lock goes with a killed writer, whatever that leaves.
Test(journal, is_free_when_its_writer_was_killed)
{
    folder at = folder_make("a.h5.partial");
    char lock[128];
    pid_t child = fork();
    if (child == 0) {
        unsigned char record[LONGEST];
        aci_journal *journal = open_journal(at.path);
        for (int n = 0; n < 3; ++n) {
            cr_assert_eq(aci_journal_append(journal, record, fill_record(n, record)), ACI_OK);
        }
        (void)raise(SIGKILL);
    }
    int result = 0;
    cr_assert_eq(waitpid(child, &result, 0), child);
    cr_assert(WIFSIGNALED(result));
    snprintf(lock, sizeof lock, "%s/.a.h5.partial.lock", at.directory);
    cr_assert_eq(access(lock, F_OK), 0);
    aci_journal *journal = open_journal(at.path);
    check_records(journal, 3);
    aci_journal_close(&journal, false);
    folder_remove(&at);
}

/// A limit on the size of files stands for a full disk. What was added before stays, and more can
/// be added when there is room again.
Test(journal, stays_readable_when_the_disk_is_full)
{
    folder at = folder_make("a.h5.partial");
    off_t ends[RECORDS + 1];
    unsigned char record[LONGEST];
    write_journal(at.path, ends);
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 0; size <= (rlim_t)ends[RECORDS]; size += 3) {
        aci_journal *journal = NULL;
        const struct rlimit limit = {size, RLIM_INFINITY}, none = {RLIM_INFINITY, RLIM_INFINITY};
        long count = whole_records(ends, (off_t)size);
        (void)unlink(at.path);
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        aci_status status = aci_journal_open(at.path, signature, NULL, &journal);
        cr_assert_eq(status, (off_t)size < ends[0] ? ACI_FILE : ACI_OK, "at %lu", (size_t)size);
        for (int n = 0; status == ACI_OK && n < RECORDS; ++n) {
            status = aci_journal_append(journal, record, fill_record(n, record));
            cr_assert_eq(status, n < count ? ACI_OK : ACI_FILE, "record %d at %lu", n,
                         (size_t)size);
        }
        cr_assert(status == ACI_OK || strstr(aci_status_message(), at.path));
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
        aci_journal_close(&journal, false);
        journal = open_journal(at.path);
        check_records(journal, count);
        aci_journal_close(&journal, false);
    }
    folder_remove(&at);
}

Test(journal, says_why_it_cannot_be_opened)
{
    folder at = folder_make("a.h5.partial");
    char path[128];
    aci_journal *journal = NULL;
    cr_assert_eq(aci_journal_read(at.path, &journal), ACI_FILE);
    cr_assert(strstr(aci_status_message(), at.path), "%s", aci_status_message());
    store(at.path, (const unsigned char *)"", 0);
    snprintf(path, sizeof path, "%s/below/a.partial", at.path);
    cr_assert_eq(aci_journal_open(path, signature, NULL, &journal), ACI_FILE);
    cr_assert_null(journal);
    folder_remove(&at);
}
