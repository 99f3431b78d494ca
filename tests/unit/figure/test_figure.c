/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../src/figure/draw.h"
#include "../../../src/figure/image.h"
#include "../../../src/figure/text.h"
#include "figure_data.h"
#include "unit/output/sample.h"

TestSuite(figure, .timeout = 60);

enum { TRANSPORT_FIGURES = ACI_FIGURE_plasma };

Test(figure, a_pixel_at_a_cell_centre_shows_that_cell)
{
    static const double x[] = {0, 1, 3, 7, 12}, z[] = {-1, 0, 0.01, 2, 9};
    double value[16], pixel;
    aci_figure_plane plane = {4, 4, x, z};
    const aci_raster raster = {1, 1, &pixel};
    for (int n = 0; n < 16; n++) {
        value[n] = 100 + n;
    }
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < 4; i++) {
            double here = (x[i] + x[i + 1]) / 2, depth = (z[k] + z[k + 1]) / 2;
            for (int side = -1; side <= 1; side += 2) {
                aci_window window = {side * here - 1e-3, side * here + 1e-3, depth - 1e-3,
                                     depth + 1e-3};
                aci_image_resample(&plane, value, true, window, &raster);
                cr_assert_eq(pixel, value[i + 4 * k], "cell %d, %d", i, k);
            }
        }
    }
}

Test(figure, pixels_outside_the_plane_have_no_value)
{
    static const double edge[] = {0, 1, 2};
    static const double value[] = {1, 2, 3, 4};
    aci_figure_plane plane = {2, 2, edge, edge};
    double pixels[16];
    const aci_raster raster = {4, 4, pixels};
    aci_image_resample(&plane, value, false, (aci_window){-1, 3, -1, 3}, &raster);
    for (int n = 0; n < 16; n++) {
        bool is_inside = n % 4 % 3 != 0 && n / 4 % 3 != 0;
        cr_assert_eq(isnan(pixels[n]), !is_inside);
    }
    cr_assert_eq(pixels[5], 1);
    cr_assert_eq(pixels[10], 4);
}

/// A wall between cell centres lies half-way for fractions 1 and 0, from the surface to the end.
Test(figure, the_outline_lies_between_channel_and_tissue)
{
    static const double x[] = {0, 2, 4, 8}, z[] = {-5, 0, 10, 30, 50};
    static const double fraction[] = {0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0};
    aci_figure_plane plane = {3, 4, x, z};
    aci_segment *segments = NULL;
    int count = 0;
    double top = INFINITY, bottom = -INFINITY, widest = 0;
    cr_assert_eq(aci_image_contour(&plane, fraction, 0.5, &segments, &count), ACI_OK);
    cr_assert_gt(count, 0);
    for (int n = 0; n < 2 * count; n++) {
        top = fmin(top, segments[n / 2].z[n % 2]);
        bottom = fmax(bottom, segments[n / 2].z[n % 2]);
        widest = fmax(widest, segments[n / 2].x[n % 2]);
    }
    cr_assert_float_eq(top, 0, 1e-12);
    cr_assert_float_eq(bottom, (20 + 40) / 2.0, 1e-12);
    cr_assert_float_eq(widest, (1 + 3) / 2.0, 1e-12);
    free(segments);
}

Test(figure, units_are_those_of_the_field)
{
    // 1 kg/m2 = 1e9 ug / 1e4 cm2; the conversions are products of a few rounded factors
    cr_assert_float_eq(aci_text_amount(1), 1e5, 1e-9);
    cr_assert_float_eq(aci_text_flux(1.0 / 3600), 1e5, 1e-9);
    cr_assert_float_eq(aci_text_hours(5400), 1.5, 1e-15);
    cr_assert_float_eq(aci_text_micrometres(15e-6), 15, 1e-13);
}

Test(figure, numbers_have_three_digits_and_no_e)
{
    char text[ACI_FIGURE_TEXT];
    cr_assert_str_eq(aci_text_number(0, text), "0");
    cr_assert_str_eq(aci_text_number(1.2345, text), "1.23");
    cr_assert_str_eq(aci_text_number(0.012345, text), "0.0123");
    cr_assert_str_eq(aci_text_number(99.96, text), "100");
    cr_assert_str_eq(aci_text_number(24992, text), "24992");
    cr_assert_str_eq(aci_text_number(1.234e-5, text), "1.23\xc3\x97"
                                                      "10\xe2\x81\xbb\xe2\x81\xb5");
    cr_assert_str_eq(aci_text_time(1800, text), "0.5");
    cr_assert_str_eq(aci_text_time(86400, text), "24");
    cr_assert_str_eq(aci_text_error(4.2e-4, text), "numerical error about 0.04 %");
    cr_assert_str_eq(aci_text_error(0, text), "numerical error not estimated");
}

/// Both ends of the tangent in the script: x, y, x, y.
static void read_tangent(const aci_figure_data *data, double end[4])
{
    char *text = NULL;
    size_t size = 0;
    aci_script script = {.stream = open_memstream(&text, &size), .output = "none.svg"};
    cr_assert_eq(aci_draw_script(data, ACI_FIGURE_absorbed, &script), ACI_OK);
    fclose(script.stream);
    const char *found = strstr(text, "$tangent << END\n");
    cr_assert_not_null(found);
    cr_assert_eq(
        sscanf(found, "$tangent << END %lf %lf %lf %lf", &end[0], &end[1], &end[2], &end[3]), 4);
    free(text);
}

Test(figure, the_tangent_meets_zero_at_the_lag_time)
{
    aci_figure_data data;
    double end[4];
    make_data(ACI_AXISYMMETRIC, &data);
    read_tangent(&data, end);
    cr_assert_float_eq(end[0], 0.5, 1e-12);
    cr_assert_eq(end[1], 0);
    // Q = J (t - lag) exactly: 36 ug/cm2/h over 23.5 h, written with 8 digits
    cr_assert_float_eq(end[2], 24, 1e-12);
    cr_assert_float_eq(end[3], 36 * 23.5, 1e-8 * end[3]);
    aci_data_destroy(&data);
}

Test(figure, tic_steps_are_round_and_not_too_many)
{
    for (double range = 1e-3; range < 1e6; range *= 1.37) {
        double step = aci_text_step(range, 6);
        double lead = step / pow(10, floor(log10(step) + 1e-9));
        cr_assert_leq(range / step, 6 * (1 + 1e-9));
        cr_assert(fabs(lead - 1) < 1e-6 || fabs(lead - 2) < 1e-6 || fabs(lead - 5) < 1e-6);
    }
}

Test(figure, spread_names_keep_their_order_and_distance)
{
    double place[] = {100, 101, 101, 395, 399};
    aci_text_spread(place, 5, 20, 90, 400);
    for (int n = 1; n < 5; n++) {
        cr_assert_geq(place[n] - place[n - 1], 20 - 1e-9);
    }
    cr_assert_leq(place[4], 400);
    cr_assert_eq(place[0], 100);
}

Test(figure, a_text_cannot_break_out_of_its_quotes)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    aci_script_quote(stream, "a'\n!reboot '");
    fclose(stream);
    cr_assert_str_eq(text, "'a'' !reboot '''");
    free(text);
}

Test(figure, a_long_caption_breaks_between_words_and_characters)
{
    cr_assert_eq(aci_script_fit("one two three", 9), 7);
    cr_assert_eq(aci_script_fit("one two", 9), 7);
    cr_assert_eq(aci_script_fit("\xc2\xb5\xc2\xb5\xc2\xb5", 2), 4);
}

Test(figure, snapshots_are_chosen_evenly_with_both_ends)
{
    int chosen[8];
    cr_assert_eq(aci_data_choose(7, 3, chosen), 3);
    cr_assert(chosen[0] == 0 && chosen[1] == 3 && chosen[2] == 6);
    cr_assert_eq(aci_data_choose(2, 3, chosen), 2);
    cr_assert(chosen[0] == 0 && chosen[1] == 1);
    cr_assert_eq(aci_data_choose(1, 3, chosen), 1);
    cr_assert_eq(chosen[0], 0);
}

Test(figure, the_mean_weighs_rings_by_their_area)
{
    aci_figure_data data;
    make_data(ACI_AXISYMMETRIC, &data);
    double field[RINGS * ROWS] = {0};
    for (int k = 0; k < ROWS; k++) {
        field[k * RINGS] = 1; // only the innermost ring: part (10 / 250)^2 of the area
    }
    aci_data_add_snapshot(&data, 0, field);
    for (int k = 0; k < ROWS; k++) {
        cr_assert_float_eq(data.mean[k], 1.0 / 625, 1e-15);
    }
    cr_assert(data.has_channel && data.is_mirrored);
    cr_assert_float_eq(data.channel_end, 100e-6, 1e-18);
    aci_data_destroy(&data);
}

Test(figure, names_and_kinds_go_together)
{
    for (int kind = 0; kind < ACI_FIGURES; kind++) {
        cr_assert_eq(aci_figure_find(aci_figure_name((aci_figure_kind)kind)), kind);
    }
    cr_assert_eq(aci_figure_find("heat"), ACI_FIGURES);
}

Test(figure, a_missing_file_is_named)
{
    aci_figure_report report;
    cr_assert_eq(aci_figure_draw("/nowhere/run.h5", &(aci_figure_options){0}, &report), ACI_FILE);
    cr_assert_not_null(strstr(aci_status_message(), "/nowhere/run.h5"), "%s", aci_status_message());
    aci_figure_report_destroy(&report);
}

Test(figure, the_file_says_how_many_values_are_assumed)
{
    sample made;
    aci_figure_data data;
    sample_create(ACI_SLAB, &made);
    made.options.values =
        "a  1  measured: a paper with assumed pH\nb  2  assumed: c\nd 3 assumed\n";
    cr_assert_eq(sample_write(&made), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_data_read(made.path, &data), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(data.assumed, 1, "by origin, of the values that the run used");
    aci_data_destroy(&data);
    sample_destroy(&made);
}

Test(figure, a_file_without_any_snapshot_is_no_success)
{
    sample made;
    aci_figure_report report;
    sample_create(ACI_SLAB, &made);
    cr_assert_eq(sample_write_part(&made, 0), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_figure_draw(made.partial, &(aci_figure_options){0}, &report), ACI_FILE);
    cr_assert_not_null(strstr(aci_status_message(), "no field time"), "%s", aci_status_message());
    cr_assert_not_null(report.skipped[ACI_FIGURE_section]);
    aci_figure_report_destroy(&report);
    sample_destroy(&made);
}

Test(figure, a_missing_gnuplot_is_named_with_its_package)
{
    aci_figure_data data;
    make_data(ACI_SLAB, &data);
    setenv("PATH", "/nowhere", 1);
    cr_assert_eq(aci_draw_file(&data, ACI_FIGURE_ledger, ACI_FIGURE_SVG, "/tmp/none.svg"),
                 ACI_FILE);
    cr_assert_not_null(strstr(aci_status_message(), "gnuplot-nox"), "%s", aci_status_message());
    aci_data_destroy(&data);
}

static char *read_text(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "r"), *copy = open_memstream(&text, &size);
    cr_assert_not_null(file, "%s was not written", path);
    for (int c = fgetc(file); c != EOF; c = fgetc(file)) {
        fputc(c, copy);
    }
    fclose(file);
    fclose(copy);
    return text;
}

static void assert_drawn(const aci_figure_data *data, aci_figure_kind kind,
                         const char *const labels[4])
{
    char path[] = "/tmp/acicula-test-XXXXXX";
    int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    close(descriptor);
    cr_assert_eq(aci_draw_file(data, kind, ACI_FIGURE_SVG, path), ACI_OK,
                 "%s (the tests need gnuplot: apt-get install gnuplot-nox)", aci_status_message());
    char *text = read_text(path);
    unlink(path);
    // the frame of an empty SVG of gnuplot is some 2 kB
    cr_assert_gt(strlen(text), 8000);
    cr_assert_not_null(strstr(text + strlen(text) - 20, "</svg>"));
    for (int n = 0; n < 4 && labels[n] != NULL; n++) {
        cr_assert_not_null(strstr(text, labels[n]), "%s lacks \"%s\"", aci_figure_name(kind),
                           labels[n]);
    }
    free(text);
}

Test(figure, every_figure_of_a_needled_cell_is_drawn_with_its_labels)
{
    aci_figure_data data;
    make_data(ACI_AXISYMMETRIC, &data);
    static const char *const labels[TRANSPORT_FIGURES][4] = {
        [ACI_FIGURE_section] = {"concentration (mg/mL)", "depth (\xc2\xb5m)", "stratum corneum",
                                "<image"},
        [ACI_FIGURE_absorbed] = {"intact skin", "lag time 0.500 h", "numerical error about",
                                 "flux (\xc2\xb5g/cm\xc2\xb2/h)"},
        [ACI_FIGURE_ledger] = {"cleared", "part of the applied amount (%)", "time (h)", "product"},
        [ACI_FIGURE_profile] = {"concentration C (mg/mL)", "channel axis", "24 h", "dermis"},
    };
    for (int kind = 0; kind < TRANSPORT_FIGURES; kind++) {
        assert_drawn(&data, (aci_figure_kind)kind, labels[kind]);
    }
    aci_data_destroy(&data);
}

Test(figure, every_figure_of_a_slab_is_drawn)
{
    aci_figure_data data;
    make_data(ACI_SLAB, &data);
    static const char *const labels[4] = {"It's a {title}_x", "numerical error about"};
    for (int kind = 0; kind < TRANSPORT_FIGURES; kind++) {
        assert_drawn(&data, (aci_figure_kind)kind, labels);
    }
    aci_data_destroy(&data);
}
