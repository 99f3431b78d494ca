/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guides say what the program says now; only mechanics and drying films, which take seconds. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "place.h"

TestSuite(guide, .timeout = 120);

static void check_page(const char *script)
{
    const char *source = getenv("ACICULA_SOURCE");
    place at;
    place_open(&at);
    if (source == NULL) {
        place_close(&at);
        cr_skip_test("ACICULA_SOURCE does not name the source\n");
    }
    int code = place_run(&at, "cd '%s' && \"${ACICULA_PYTHON:-python3}\" scripts/%s \"$A\" --check",
                         source, script);
    cr_assert_eq(code, 0, "%s%s", at.out, at.err);
    place_close(&at);
}

Test(guide, mechanics_are_up_to_date)
{
    check_page("write_guide.py");
}

Test(guide, drying_films_are_up_to_date)
{
    check_page("write_product_guide.py");
}
