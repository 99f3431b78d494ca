/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guide says what the program says now; only the mechanics, which take seconds. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "place.h"

TestSuite(guide, .timeout = 120);

Test(guide, mechanics_are_up_to_date)
{
    const char *source = getenv("ACICULA_SOURCE");
    place at;
    place_open(&at);
    if (source == NULL) {
        place_close(&at);
        cr_skip_test("ACICULA_SOURCE does not name the source\n");
    }
    int code = place_run(&at,
                         "cd '%s' && \"${ACICULA_PYTHON:-python3}\" scripts/write_guide.py \"$A\" "
                         "--check",
                         source);
    cr_assert_eq(code, 0, "%s%s", at.out, at.err);
    place_close(&at);
}
