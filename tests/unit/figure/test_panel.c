/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../../src/figure/panel.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../../src/figure/rows.h"

TestSuite(panel, .timeout = 10);

Test(panel, units_are_those_of_the_field)
{
    char text[ACI_QUANTITY_TITLE];
    aci_quantity amount = aci_quantity_of("absorbed", "kg m-2");
    cr_assert_str_eq(amount.unit, "\xc2\xb5g/cm\xc2\xb2");
    cr_assert_float_eq(amount.factor, 1e5, 1e-9);
    cr_assert_str_eq(aci_quantity_title(&amount, "layer_amount.dermis at 4 h", text),
                     "layer amount dermis at 4 h (\xc2\xb5g/cm\xc2\xb2)");
    aci_quantity pure = aci_quantity_of("partition", "1");
    cr_assert(pure.factor == 1.0 && pure.unit[0] == '\0');
    aci_quantity density = aci_quantity_of("device_density", "m-2");
    cr_assert_float_eq(density.factor, 1e-4, 1e-18);
    cr_assert_str_eq(density.unit, "1/cm\xc2\xb2");
    aci_quantity unknown = aci_quantity_of("x", "kg m s-3");
    cr_assert_eq(unknown.factor, 1.0);
    cr_assert_str_eq(unknown.unit, "kg m s\xe2\x81\xbb\xc2\xb3");
}

Test(panel, words_are_short_and_pretty)
{
    char text[ACI_QUANTITY_TITLE];
    cr_assert_str_eq(aci_quantity_pretty("275 um", text), "275 \xc2\xb5m");
    cr_assert_str_eq(aci_quantity_pretty("3e-10 m2/s", text),
                     "3\xc3\x97"
                     "10\xe2\x81\xbb\xc2\xb9\xe2\x81\xb0 m\xc2\xb2/s");
    cr_assert_str_eq(aci_quantity_pretty("cheek", text), "cheek");
    cr_assert_str_eq(aci_quantity_key("skin.layers.stratum_corneum.thickness", text),
                     "stratum corneum thickness");
    cr_assert_str_eq(aci_quantity_key("title", text), "title");
    cr_assert_str_eq(aci_quantity_short("\xc2\xb5\xc2\xb5\xc2\xb5", 2, text),
                     "\xc2\xb5\xc2\xb5\xe2\x80\xa6");
    cr_assert_str_eq(aci_quantity_short("abc", 3, text), "abc");
}

Test(panel, tics_have_no_e)
{
    char text[ACI_FIGURE_TEXT];
    cr_assert_str_eq(aci_text_tic(0, text), "0");
    cr_assert_str_eq(aci_text_tic(-0.25, text), "-0.25");
    cr_assert_str_eq(aci_text_tic(40000, text), "40000");
    cr_assert_str_eq(aci_text_tic(2e-6, text), "2\xc3\x97"
                                               "10\xe2\x81\xbb\xe2\x81\xb6");
    cr_assert_str_eq(aci_text_tic(-1.5e7, text), "-1.5\xc3\x97"
                                                 "10\xe2\x81\xb7");
}

Test(panel, axes_hold_their_numbers)
{
    aci_panel_axis axis = aci_panel_empty(false);
    aci_panel_include(&axis, 3.0);
    aci_panel_include(&axis, NAN);
    aci_panel_include(&axis, INFINITY);
    aci_panel_include(&axis, 1.0);
    cr_assert(axis.low == 1.0 && axis.high == 3.0);
    aci_panel_widen(&axis, 0.25);
    cr_assert(axis.low == 0.5 && axis.high == 3.5);
    aci_panel_widen(&axis, 1.0);
    cr_assert_eq(axis.low, 0.0, "numbers that are positive keep an axis that is");
    aci_panel_axis decades = aci_panel_empty(true);
    aci_panel_include(&decades, 0.0);
    aci_panel_include(&decades, 1.0);
    aci_panel_include(&decades, 100.0);
    cr_assert(decades.low == 1.0 && decades.high == 100.0);
    cr_assert_float_eq(aci_panel_part(&decades, 10.0), 0.5, 1e-15);
    cr_assert_eq(aci_panel_part(&decades, 1e4), 1.0);
}

/* The names that an axis across 250 pixels gets. */
static int count_names(double low, double high)
{
    char *text = NULL;
    size_t size = 0;
    int count = 0;
    aci_script script = {.stream = open_memstream(&text, &size)};
    aci_panel panel = {
        .at = {0, 0, 250, 190}, .x = aci_panel_empty(true), .y = aci_panel_empty(false)};
    panel.x.low = low, panel.x.high = high;
    panel.y.low = 0.0, panel.y.high = 1.0;
    aci_panel_begin(&script, &panel);
    fclose(script.stream);
    const char *end = strstr(strstr(text, "set xtics ("), ")");
    for (const char *at = strstr(text, "set xtics ("); at < end; ++at) {
        count += *at == '\'' && at[1] >= '0' && at[1] <= '9' && strchr("( ", at[-1]) != NULL;
    }
    free(text);
    return count;
}

/* A name such as 2x10^-11 takes 62 pixels. */
Test(panel, names_of_a_logarithmic_axis_keep_apart)
{
    cr_assert_eq(count_names(1.1e-11, 9e-10), 3, "%d", count_names(1.1e-11, 9e-10));
    cr_assert_eq(count_names(1.9e-14, 9e-14), 2, "%d", count_names(1.9e-14, 9e-14));
    cr_assert_eq(count_names(0.9, 11.0), 4, "%d", count_names(0.9, 11.0));
    cr_assert_eq(count_names(0.9, 3.1), 3, "%d", count_names(0.9, 3.1));
}

Test(panel, an_axis_always_has_a_length)
{
    for (int is_log = 0; is_log < 2; ++is_log) {
        aci_panel_axis none = aci_panel_empty(is_log != 0), one = none;
        aci_panel_include(&one, 7.0);
        aci_panel_widen(&none, 0.1);
        aci_panel_widen(&one, 0.1);
        cr_assert(none.high > none.low && one.high > 7.0 && one.low < 7.0);
        cr_assert(!is_log || (none.low > 0.0 && one.low > 0.0));
    }
}

Test(panel, rows_come_by_size)
{
    double size[40];
    aci_rows rows;
    for (int n = 0; n < 40; ++n) {
        size[n] = n == 5 ? NAN : (n * 17 % 40) * (n % 2 ? -1.0 : 1.0);
    }
    aci_rows_choose(size, 40, &rows);
    cr_assert_eq(rows.count, ACI_ROWS_MOST);
    for (int n = 0; n < ACI_ROWS_MOST; ++n) {
        cr_assert_eq(fabs(size[rows.order[n]]), 39 - n);
    }
    aci_rows_choose(size, 3, &rows);
    cr_assert(rows.count == 3 && rows.order[0] == 2 && rows.order[1] == 1 && rows.order[2] == 0);
}
