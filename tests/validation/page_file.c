/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/scenarios.h"

enum { PATH_SIZE = 1200, PAGE_SIZE_MAX = 1 << 18 };

static char *read_page(const char *page_name)
{
    char path[PATH_SIZE];
    char *text = calloc(PAGE_SIZE_MAX, 1);
    source_path(page_name, path, sizeof path);
    FILE *file = fopen(path, "r");
    cr_assert(text != NULL && file != NULL, "%s: run 'make validation'", path);
    size_t size = fread(text, 1, PAGE_SIZE_MAX - 1, file);
    cr_assert(size > 0 && fclose(file) == 0);
    return text;
}

static void write_page(const char *page_name, const char *text)
{
    char path[PATH_SIZE];
    source_path(page_name, path, sizeof path);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

/// Fails at the first line that differs.
static void compare(const char *page_name, const char *page, const char *computed)
{
    for (int line = 1; *page != '\0' || *computed != '\0'; line++) {
        int length = (int)strcspn(page, "\n"), other = (int)strcspn(computed, "\n");
        bool is_same = length == other && strncmp(page, computed, (size_t)length) == 0;
        cr_assert(is_same,
                  "%s:%d says\n  %.*s\nand computed is\n  %.*s\n'make validation' writes it",
                  page_name, line, length, page, other, computed);
        page += length + (page[length] == '\n');
        computed += other + (computed[other] == '\n');
    }
}

void page_file_check(const char *name, const char *computed)
{
    if (getenv("ACICULA_WRITE_PAGES") != NULL) {
        write_page(name, computed);
    }
    char *page = read_page(name);
    compare(name, page, computed);
    free(page);
}
