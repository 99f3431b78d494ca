/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/catalogue_book.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rows.h"

TestSuite(catalogue_book, .timeout = 30);

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool knows(const aci_catalogue_book *book, long n)
{
    int status = -1;
    return aci_catalogue_book_knows(book, rows_identity(n), &status);
}

/// Makes and writes a catalogue of the rows first .. end - 1.
static void make_catalogue(const rows_place *at, const aci_catalogue_format *format, long first,
                           long end)
{
    aci_catalogue_book *book = rows_open(at, format, "a");
    for (long n = first; n < end; ++n) {
        rows_add(book, format, n, 0);
    }
    cr_assert_eq(rows_write(book, at, format, "a"), ACI_OK, "%s", aci_status_message());
    aci_catalogue_book_close(&book);
}

/// The catalogue has these cases, case[k] being in place numbers[k].
static void check_catalogue(const rows_place *at, const aci_catalogue_format *format, long count,
                            const long *cases, const long *numbers)
{
    aci_catalogue *read = NULL;
    aci_catalogue_row row;
    cr_assert_eq(aci_catalogue_open(at->path, &read), ACI_OK, "%s", aci_status_message());
    const aci_catalogue_rows rows = aci_catalogue_rows_of(read);
    cr_assert_eq(rows.count, count, "%ld rows instead of %ld", rows.count, count);
    cr_assert_eq(aci_catalogue_create_row(format, &row), ACI_OK);
    for (long k = 0; k < count; ++k) {
        cr_assert_eq(rows.row(rows.context, k, true, &row), ACI_OK);
        rows_check(format, &row, cases != NULL ? cases[k] : k, 0, numbers != NULL ? numbers[k] : k);
    }
    aci_catalogue_destroy_row(&row);
    aci_catalogue_close(&read);
}

/// Added in any order, rows stand in the order of the design.
Test(catalogue_book, rows_are_written_in_the_order_of_the_design)
{
    static const long order[] = {4, 1, 3, 0, 2};
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(5);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    for (int k = 0; k < 5; ++k) {
        cr_assert_not(knows(book, order[k]));
        rows_add(book, &format, order[k], 0);
        cr_assert(knows(book, order[k]));
    }
    cr_assert_eq(aci_catalogue_book_count(book), 5);
    cr_assert_eq(aci_catalogue_book_failures(book), 1);
    cr_assert(exists(at.partial) && !exists(at.path));
    cr_assert_not(aci_catalogue_book_is_written(book));
    cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_OK, "%s", aci_status_message());
    aci_catalogue_book_close(&book);
    cr_assert(!exists(at.partial) && exists(at.path) && exists(at.csv));
    check_catalogue(&at, &format, 5, NULL, NULL);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

Test(catalogue_book, goes_on_with_what_was_added)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(700);
    for (long n = 0; n < 700; n += 350) {
        aci_catalogue_book *book = rows_open(&at, &format, "a");
        cr_assert_eq(aci_catalogue_book_count(book), n);
        for (long k = n; k < n + 350; ++k) {
            rows_add(book, &format, k, 0);
        }
        aci_catalogue_book_close(&book);
        cr_assert(exists(at.partial));
    }
    make_catalogue(&at, &format, 0, 0);
    check_catalogue(&at, &format, 700, NULL, NULL);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

Test(catalogue_book, a_finished_one_is_extended)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(9);
    make_catalogue(&at, &format, 0, 4);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    cr_assert(aci_catalogue_book_is_written(book));
    cr_assert(!exists(at.partial), "nothing is added yet");
    cr_assert(knows(book, 3) && !knows(book, 4));
    aci_catalogue_book_close(&book);
    make_catalogue(&at, &format, 4, 9);
    check_catalogue(&at, &format, 9, NULL, NULL);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

Test(catalogue_book, a_later_row_takes_the_place_of_the_former)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(2);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    rows_add(book, &format, 0, 1);
    rows_add(book, &format, 1, 0);
    rows_add(book, &format, 0, 0);
    cr_assert_eq(aci_catalogue_book_count(book), 2);
    aci_catalogue_book_close(&book);
    make_catalogue(&at, &format, 0, 0);
    check_catalogue(&at, &format, 2, NULL, NULL);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

/// Lack of memory or disk says nothing of the case: it is tried again.
Test(catalogue_book, does_not_know_a_case_that_failed_for_lack_of_room)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(4);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    int status = -1;
    aci_catalogue_row row = rows_make(&format, 1, 0);
    row.status = ACI_FILE;
    cr_assert_eq(aci_catalogue_book_add(book, &row), ACI_OK);
    cr_assert_not(aci_catalogue_book_knows(book, row.identity, &status));
    cr_assert_eq(aci_catalogue_book_failures(book), 1);
    rows_add(book, &format, 3, 0);
    cr_assert(aci_catalogue_book_knows(book, rows_identity(3), &status));
    cr_assert_eq(status, ACI_BAD_INPUT);
    cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_OK);
    aci_catalogue_book_close(&book);
    book = rows_open(&at, &format, "a");
    cr_assert(!knows(book, 1) && knows(book, 3));
    rows_add(book, &format, 1, 0);
    cr_assert(knows(book, 1));
    cr_assert_eq(aci_catalogue_book_failures(book), 1);
    aci_catalogue_book_close(&book);
    aci_catalogue_destroy_row(&row);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

/// Cases of the design get their places, the first where one occurs twice; the others come behind
/// in their old order. A second time nothing changes.
Test(catalogue_book, order_gives_places_with_repeats_and_leftovers)
{
    static const long design[] = {5, 2, 5, 3}, cases[] = {5, 2, 3, 0, 1, 4};
    static const long numbers[] = {0, 1, 3, 4, 5, 6};
    uint64_t identities[4];
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(6);
    make_catalogue(&at, &format, 0, 6);
    for (int k = 0; k < 4; ++k) {
        identities[k] = rows_identity(design[k]);
    }
    for (int round = 0; round < 2; ++round) {
        aci_catalogue_book *book = rows_open(&at, &format, "a");
        aci_catalogue_book_order(book, 4, identities);
        cr_assert_eq(aci_catalogue_book_is_written(book), round == 1);
        cr_assert(knows(book, 4));
        if (round == 0) {
            cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_OK);
        }
        aci_catalogue_book_close(&book);
        check_catalogue(&at, &format, 6, cases, numbers);
    }
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

static aci_catalogue_book *open_other(const rows_place *at, const aci_catalogue_format *format)
{
    aci_catalogue_book *book = NULL;
    char path[128], *signature = rows_signature(format, "a");
    snprintf(path, sizeof path, "%s/b.h5", at->directory);
    cr_assert_eq(aci_catalogue_book_open(path, false, signature, format, &book), ACI_OK);
    free(signature);
    return book;
}

Test(catalogue_book, takes_what_another_catalogue_or_journal_knows)
{
    rows_place at = rows_make_place();
    char partial[128];
    aci_catalogue *catalogue = NULL;
    aci_journal *journal = NULL;
    aci_catalogue_format format = rows_make_format(8);
    make_catalogue(&at, &format, 2, 6);
    aci_catalogue_book *book = open_other(&at, &format);
    rows_add(book, &format, 0, 0);
    rows_add(book, &format, 2, 0);
    cr_assert_eq(aci_catalogue_open(at.path, &catalogue), ACI_OK);
    cr_assert_eq(aci_catalogue_book_take(book, catalogue), ACI_OK);
    cr_assert_eq(aci_catalogue_book_count(book), 5);
    cr_assert_eq(aci_catalogue_book_take(book, catalogue), ACI_OK);
    aci_catalogue_close(&catalogue);
    aci_catalogue_book_close(&book);
    snprintf(partial, sizeof partial, "%s/b.h5.partial", at.directory);
    cr_assert_eq(aci_journal_read(partial, &journal), ACI_OK);
    cr_assert_eq(aci_journal_count(journal), 5, "what is known is not taken again");
    cr_assert_eq(unlink(at.path), 0);
    book = rows_open(&at, &format, "a");
    rows_add(book, &format, 1, 0);
    cr_assert_eq(aci_catalogue_book_take_journal(book, journal), ACI_OK);
    aci_journal_close(&journal, false);
    cr_assert_eq(unlink(partial), 0);
    cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_OK);
    aci_catalogue_book_close(&book);
    check_catalogue(&at, &format, 6, NULL, NULL);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

static void expect_refusal(const rows_place *at, const aci_catalogue_format *format,
                           const char *content, const char *part)
{
    aci_catalogue_book *book = NULL;
    char *signature = rows_signature(format, content);
    cr_assert_eq(aci_catalogue_book_open(at->path, false, signature, format, &book), ACI_FILE);
    cr_assert_null(book);
    cr_assert(strstr(aci_status_message(), part), "%s", aci_status_message());
    cr_assert(strstr(aci_status_message(), "--force starts again"), "%s", aci_status_message());
    free(signature);
}

Test(catalogue_book, refuses_other_work_unless_it_is_to_start_again)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(4);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    rows_add(book, &format, 0, 0);
    aci_catalogue_book_close(&book);
    expect_refusal(&at, &format, "b", "it has 'a', now it would be 'b'");
    make_catalogue(&at, &format, 1, 4);
    expect_refusal(&at, &format, "b", "it has 'a', now it would be 'b'");
    char *signature = rows_signature(&format, "b");
    cr_assert_eq(aci_catalogue_book_open(at.path, true, signature, &format, &book), ACI_OK);
    cr_assert_eq(aci_catalogue_book_count(book), 0);
    check_catalogue(&at, &format, 4, NULL, NULL);
    cr_assert_eq(rows_write(book, &at, &format, "b"), ACI_OK);
    aci_catalogue_book_close(&book);
    check_catalogue(&at, &format, 0, NULL, NULL);
    free(signature);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

/// A limit on the size of files stands for a full disk: neither the old catalogue nor what was
/// added to it is lost.
Test(catalogue_book, loses_nothing_when_the_disk_is_full)
{
    const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(9);
    struct stat found;
    make_catalogue(&at, &format, 0, 4);
    cr_assert_eq(stat(at.path, &found), 0);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    for (long n = 4; n < 9; ++n) {
        rows_add(book, &format, n, 0);
    }
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 4096; size < (rlim_t)found.st_size; size += 1999) {
        const struct rlimit limit = {size, RLIM_INFINITY};
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_FILE, "at %lu", (size_t)size);
        cr_assert(strstr(aci_status_message(), at.path), "%s", aci_status_message());
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
        check_catalogue(&at, &format, 4, NULL, NULL);
    }
    aci_catalogue_book_close(&book);
    cr_assert(exists(at.partial));
    make_catalogue(&at, &format, 0, 0);
    check_catalogue(&at, &format, 9, NULL, NULL);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

/// The second writer is refused, --force or not, and what the first one has stays.
Test(catalogue_book, has_one_writer)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(2);
    aci_catalogue_book *book = rows_open(&at, &format, "a"), *second = NULL;
    rows_add(book, &format, 0, 0);
    char *signature = rows_signature(&format, "a");
    for (int force = 0; force < 2; ++force) {
        pid_t child = fork();
        if (child == 0) {
            aci_status status =
                aci_catalogue_book_open(at.path, force == 1, signature, &format, &second);
            bool refused = status == ACI_FILE &&
                           strstr(aci_status_message(), "another run is writing it") != NULL;
            _exit(refused ? 0 : 1);
        }
        int result = -1;
        cr_assert_eq(waitpid(child, &result, 0), child);
        cr_assert(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    }
    aci_catalogue_book_close(&book);
    make_catalogue(&at, &format, 1, 2);
    check_catalogue(&at, &format, 2, NULL, NULL);
    free(signature);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}

/// So that it can be tried again with more time.
Test(catalogue_book, knows_after_what_time_a_case_was_given_up)
{
    rows_place at = rows_make_place();
    aci_catalogue_format format = rows_make_format(2);
    aci_catalogue_book *book = rows_open(&at, &format, "a");
    aci_catalogue_row row = rows_make(&format, 1, 0);
    row.status = ACI_NUMERICAL;
    snprintf(row.message, sizeof row.message, "given up after 3.6e+03 s, and so on");
    cr_assert_eq(aci_catalogue_book_add(book, &row), ACI_OK);
    rows_add(book, &format, 0, 0);
    cr_assert(knows(book, 0) && knows(book, 1));
    cr_assert_eq(aci_catalogue_book_given_up(book, row.identity), 3600.0);
    cr_assert_eq(aci_catalogue_book_given_up(book, rows_identity(0)), 0.0);
    aci_catalogue_book_close(&book);
    book = rows_open(&at, &format, "a");
    cr_assert_eq(aci_catalogue_book_given_up(book, row.identity), 3600.0);
    cr_assert_eq(rows_write(book, &at, &format, "a"), ACI_OK);
    aci_catalogue_book_close(&book);
    aci_catalogue_destroy_row(&row);
    aci_catalogue_destroy_format(&format);
    rows_remove_place(&at);
}
