/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

folder folder_make(const char *file)
{
    folder made;
    snprintf(made.directory, sizeof made.directory, "/tmp/acicula_test_XXXXXX");
    cr_assert_not_null(mkdtemp(made.directory));
    snprintf(made.path, sizeof made.path, "%s/%.20s", made.directory, file);
    return made;
}

void folder_remove(const folder *made)
{
    (void)unlink(made->path);
    cr_assert_eq(rmdir(made->directory), 0, "%s: something is left", made->directory);
}
