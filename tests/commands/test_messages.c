/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program says is true, and what it proposes works. */
#include <criterion/criterion.h>
#include <string.h>

#include "place.h"

TestSuite(messages, .timeout = 60);

static void check_code(const place *at, int code, int expected)
{
    cr_assert_eq(code, expected, "exit code %d instead of %d\n%s%s", code, expected, at->out,
                 at->err);
}

static void check_has(const char *text, const char *part)
{
    cr_assert_not_null(strstr(text, part), "no '%s' in\n%s", part, text);
}

Test(messages, the_help_sets_values_of_a_config_with_a_site)
{
    place at;
    place_open(&at);
    check_code(&at, place_run(&at, "\"$A\" run --help"), 0);
    check_has(at.out, "channels.depth=\"150 um\", skin.layers.dermis.clearance=\"0 1/s\"");
    check_code(&at,
               place_run(&at, "\"$A\" check \"$ACICULA_SOURCE/configs/first_run.yaml\" "
                              "--set channels.depth=\"150 um\" "
                              "--set skin.layers.dermis.clearance=\"0 1/s\""),
               0);
    place_close(&at);
}
