/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure/script.h"
#include "figure/text.h"
#include "figure_data.h"

TestSuite(figure_text, .timeout = 20);

/// 0.05 kg/m2 applied, 1e-7 (86400 - 1800) of it absorbed at 24 h, 2e-4 in the skin.
Test(figure_text, the_caption_says_where_the_product_is_and_how_deep_the_channel_goes)
{
    aci_figure_data data;
    char caption[ACI_FIGURE_CAPTION];
    make_data(ACI_AXISYMMETRIC, &data);
    aci_text_caption_field(&data, caption);
    cr_assert_not_null(strstr(caption, "After 24 h 82.7 % of the dose is still in the product, "
                                       "0.400 % in the skin, 16.9 % absorbed (numerical error "
                                       "about 0.04 %). The channel reaches 100 " ACI_MICROMETRE
                                       " deep, into the dermis."),
                       "%s", caption);
    for (int n = 0; n < TIMES; n++) {
        data.history.rows[ACI_HISTORY_vehicle][n] = 0;
    }
    aci_text_caption_field(&data, caption);
    cr_assert_not_null(strstr(caption, "Of the 5000 " ACI_AMOUNT_UNIT " that entered within "
                                       "24 h 0.400 % is in the skin, 16.9 % absorbed"),
                       "%s", caption);
    data.history.times = 0; // an unfinished run
    aci_text_caption_field(&data, caption);
    cr_assert_eq(strncmp(caption, "The channel reaches 100", 23), 0, "%s", caption);
    cr_assert_null(strstr(caption, "constant"), "%s", caption);
    aci_data_destroy(&data);
    make_data(ACI_SLAB, &data);
    aci_text_caption_field(&data, caption);
    cr_assert_null(strstr(caption, "channel"), "%s", caption);
    aci_data_destroy(&data);
}

/// Channels of a patch may leave both sides at the corner free.
Test(figure_text, a_channel_away_from_the_corner_is_no_quarter_cell)
{
    const int cells[3] = {RINGS, RINGS, ROWS};
    const double *const edges[3] = {figure_r_edges, figure_r_edges, figure_z_edges};
    double fraction[RINGS * RINGS * ROWS];
    for (int column = 0; column < RINGS * RINGS; column++) {
        aci_figure_data data = {.geometry = ACI_BOX};
        cr_assert_eq(aci_grid_create(ACI_BOX, cells, edges, &data.grid), ACI_OK);
        memset(fraction, 0, sizeof fraction);
        fraction[column + 1 * RINGS * RINGS] = 0.9;
        fraction[column + 2 * RINGS * RINGS] = 0.3;
        cr_assert_eq(aci_data_set_channel(&data, fraction), ACI_OK);
        cr_assert_eq(data.is_mirrored, column == 0, "column %d", column);
        cr_assert_eq(data.row, column / RINGS);
        cr_assert_float_eq(data.channel_depth, column == 0 ? 50e-6 : 32.5e-6, 1e-18);
        aci_data_destroy(&data);
    }
}

Test(figure_text, decades_are_named_without_an_e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    aci_script_decades(stream, "ytics", 2e-5, 300, true);
    fclose(stream);
    cr_assert_not_null(strstr(text, "'10\xe2\x81\xbb\xe2\x81\xb4' 0.0001 0"), "%s", text);
    cr_assert_not_null(strstr(text, "'0.001' 0.001"), "%s", text);
    cr_assert_not_null(strstr(text, "'100' 100"), "%s", text);
    cr_assert_null(strstr(text, "'1000'"), "%s", text);
    cr_assert_null(strstr(text, " 1e-05"), "%s", text);
    free(text);
}

Test(figure_text, lines_do_not_end_between_a_number_and_its_unit)
{
    cr_assert_eq(aci_script_fit("about 12 % of", 9), 5);
    cr_assert_eq(aci_script_fit("about 12 " ACI_MICROMETRE " of", 9), 5);
    cr_assert_eq(aci_script_fit("after 12 h it", 9), 5);
    cr_assert_eq(aci_script_fit("about 12 holes", 9), 8);
}

Test(figure_text, next_to_nothing_is_told_so)
{
    char text[ACI_FIGURE_TEXT];
    cr_assert_str_eq(aci_text_percent(3.77e-15, text), "less than 0.0001");
    cr_assert_str_eq(aci_text_percent(0, text), "0");
    cr_assert_str_eq(aci_text_percent(0.5, text), "50.0");
}
