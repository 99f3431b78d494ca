/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A page of docs/validation as a file; a failure fails the test.
#ifndef ACICULA_TESTS_VALIDATION_PAGE_FILE_H
#define ACICULA_TESTS_VALIDATION_PAGE_FILE_H

/// Writes the page first where ACICULA_WRITE_PAGES is set. Fails at the first line of the file that
/// differs from `computed`.
void page_file_check(const char *name, const char *computed);

#endif
