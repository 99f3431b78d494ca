/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/progress.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(progress, .timeout = 10);

Test(progress, tells_durations_as_clocks_do)
{
    char text[32];
    aci_progress_duration(7.4, text, sizeof text);
    cr_assert_str_eq(text, "0:07");
    aci_progress_duration(754.0, text, sizeof text);
    cr_assert_str_eq(text, "12:34");
    aci_progress_duration(10921.0, text, sizeof text);
    cr_assert_str_eq(text, "3:02:01");
    aci_progress_duration(-1.0, text, sizeof text);
    cr_assert_str_eq(text, "0:00");
}

Test(progress, never_falls_back_nor_ends_too_early)
{
    double before = 0.0;
    for (int done = 1; done < 500; ++done) {
        double part = aci_progress_part(done, 100.0);
        cr_assert(part > before && part < 1.0, "%d: %g", done, part);
        before = part;
    }
    cr_assert_eq(aci_progress_part(0.0, 100.0), 0.0);
    cr_assert_float_eq(aci_progress_part(50.0, 100.0), 0.5, 1e-15);
    cr_assert_float_eq(aci_progress_part(80.0 + 1e-9, 100.0), 0.8, 1e-9);
}

Test(progress, tells_the_time_that_is_left)
{
    char text[128];
    /* a quarter took 10 s: three quarters take 30 s */
    aci_progress_line(0.25, 10.0, "intact skin", 100, text, sizeof text);
    cr_assert_str_eq(text, "[======>                 ]  25 %  0:10, 0:30 left  intact skin");
    aci_progress_line(1.0, 40.0, "needled skin", 100, text, sizeof text);
    cr_assert_str_eq(text, "[========================] 100 %  0:40  needled skin");
}

/* More work may turn up until all is done. */
Test(progress, does_not_say_that_no_time_is_left)
{
    char text[128];
    for (int n = 1; n <= 1000; ++n) {
        aci_progress_plain_line(1e-3 * n, 40.0, "needled skin", text, sizeof text);
        cr_assert_null(strstr(text, " 0:00 left"), "%s", text);
    }
    aci_progress_plain_line(0.97, 40.0, "needled skin", text, sizeof text);
    cr_assert_str_eq(text, " 97 %, 0:40, 0:01 left, needled skin");
    aci_progress_plain_line(0.99, 40.0, "needled skin", text, sizeof text);
    cr_assert_str_eq(text, " 99 %, 0:40, needled skin");
}

Test(progress, needs_no_bar_to_tell_it)
{
    char text[128];
    aci_progress_plain_line(0.25, 10.0, "intact skin", text, sizeof text);
    cr_assert_str_eq(text, " 25 %, 0:10, 0:30 left, intact skin");
    aci_progress_plain_line(7.0, 40.0, "needled skin", text, sizeof text);
    cr_assert_str_eq(text, "100 %, 0:40, needled skin");
}

Test(progress, keeps_to_its_width_and_its_range)
{
    char text[128];
    aci_progress_line(0.5, 10.0, "a stage", 20, text, sizeof text);
    cr_assert_eq(strlen(text), 20);
    aci_progress_line(7.0, 1.0, "", 100, text, sizeof text);
    cr_assert_not_null(strstr(text, "100 %"));
    aci_progress_line(-7.0, 1.0, "", 100, text, sizeof text);
    cr_assert_not_null(strstr(text, "  0 %"));
}

Test(progress, writes_plain_lines_away_from_a_terminal)
{
    aci_progress progress;
    char text[4096];
    FILE *out = tmpfile();
    cr_assert_not_null(out);
    aci_progress_start(&progress, out, false);
    for (int i = 0; i < 1000; i++) {
        aci_progress_show(&progress, 1e-3 * i, "work");
    }
    aci_progress_finish(&progress);
    rewind(out);
    size_t size = fread(text, 1, sizeof text - 1, out);
    text[size] = '\0';
    cr_assert_null(strpbrk(text, "\r\033[]=>"), "%s", text);
    cr_assert_eq(text[size - 1], '\n');
    cr_assert_lt(size, 1000, "no line for every call");
    fclose(out);
}

Test(progress, is_silent_when_asked_to)
{
    aci_progress progress;
    FILE *out = tmpfile();
    cr_assert_not_null(out);
    aci_progress_start(&progress, out, true);
    aci_progress_show(&progress, 0.5, "work");
    aci_progress_finish(&progress);
    cr_assert_eq(ftell(out), 0);
    fclose(out);
}
