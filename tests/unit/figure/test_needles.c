/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of runs with a device. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../src/figure/draw.h"
#include "../../../src/figure/text.h"

TestSuite(figure_needles, .timeout = 60);

enum { ROWS = 101, ALONG = 21, STRIKES = ALONG * ALONG, LAYERS = 3, CLASSES = 4 };

static const double way = 1e-3, puncture = 0.25e-3, side = 10.5e-3;

static double *numbers(int count)
{
    double *out = calloc((size_t)count, sizeof *out);
    cr_assert_not_null(out);
    return out;
}

static void fill_layers(aci_figure_data *data)
{
    static const char *const names[LAYERS] = {"stratum_corneum", "viable_epidermis", "dermis"};
    static const double edges[LAYERS + 1] = {0, 15e-6, 100e-6, 1.5e-3};
    data->layers = LAYERS;
    data->layer_name = calloc(LAYERS, sizeof *data->layer_name);
    data->layer_top = numbers(LAYERS);
    data->layer_bottom = numbers(LAYERS);
    for (int layer = 0; layer < LAYERS; layer++) {
        data->layer_name[layer] = strdup(names[layer]);
        data->layer_top[layer] = edges[layer];
        data->layer_bottom[layer] = edges[layer + 1];
    }
}

/// Half of the displacement after the puncture becomes depth.
static void fill_way(aci_figure_needling *n, bool is_punctured)
{
    n->rows = ROWS;
    n->displacement = numbers(ROWS);
    n->force = numbers(ROWS);
    n->dimple = numbers(ROWS);
    n->depth = numbers(ROWS);
    for (int row = 0; row < ROWS; row++) {
        double here = way * row / (ROWS - 1);
        n->displacement[row] = here;
        n->depth[row] = is_punctured && here > puncture ? (here - puncture) / 2 : 0;
        n->dimple[row] = here - n->depth[row];
        n->force[row] = 1e5 * n->dimple[row] * n->dimple[row];
    }
    n->puncture_displacement = puncture;
    n->puncture_force = 1e5 * puncture * puncture;
    n->insertion_depth = n->depth[ROWS - 1];
    n->toughness_factor = 1;
}

/// A lattice of 0.5 mm; the depths are 0, 1, ... 440 um, all of the first 21 failed: a row through
/// the middle.
static void fill_strikes(aci_figure_needling *n)
{
    n->strikes = STRIKES;
    n->strike_density = STRIKES / (side * side);
    n->x = numbers(STRIKES);
    n->y = numbers(STRIKES);
    n->mouth_radius = numbers(STRIKES);
    n->strike_depth = numbers(STRIKES);
    n->failure = numbers(STRIKES);
    n->punctured = numbers(STRIKES);
    for (int strike = 0; strike < STRIKES; strike++) {
        bool is_open = strike >= ALONG;
        n->x[strike] = 0.3e-3 + 0.5e-3 * (strike % ALONG);
        n->y[strike] = 0.3e-3 + 0.5e-3 * ((strike / ALONG + ALONG / 2) % ALONG);
        n->mouth_radius[strike] = is_open ? 10e-6 : 0;
        n->strike_depth[strike] = is_open ? 1e-6 * strike : 0;
        n->failure[strike] = is_open ? 0 : 1;
        n->punctured[strike] = is_open;
    }
    cr_assert_eq(aci_needling_summarise(n), ACI_OK);
}

/// Three classes and the strikes without a channel.
static void fill_classes(aci_figure_needling *n)
{
    n->classes = CLASSES;
    n->class_weight = numbers(CLASSES);
    n->class_depth = numbers(CLASSES);
    for (int k = 0; k < CLASSES; k++) {
        n->class_weight[k] = 0.25;
        n->class_depth[k] = k + 1 < CLASSES ? 100e-6 * (k + 1) : 0;
    }
}

/// Median depth from 0 to 0.2 mm, half and one and a half times that at the band's sides.
static void fill_settings(aci_figure_needling *n, aci_settings_kind kind, double most)
{
    n->settings = ACI_SETTINGS;
    n->kind = kind;
    n->chosen = most / 2;
    n->setting = numbers(ACI_SETTINGS);
    n->depth_5 = numbers(ACI_SETTINGS);
    n->depth_50 = numbers(ACI_SETTINGS);
    n->depth_95 = numbers(ACI_SETTINGS);
    n->punctured_share = numbers(ACI_SETTINGS);
    for (int row = 0; row < ACI_SETTINGS; row++) {
        n->setting[row] = most * (row + 1) / ACI_SETTINGS;
        n->depth_5[row] = 0.6e-3 * (row + 1) / ACI_SETTINGS / 6;
        n->depth_50[row] = 2 * n->depth_5[row];
        n->depth_95[row] = 3 * n->depth_5[row];
        n->punctured_share[row] = 1 - 0.5 / (row + 1);
    }
}

static void make_needles(bool is_punctured, aci_figure_data *data)
{
    memset(data, 0, sizeof *data);
    data->title = strdup("It's a {title}_x with <marks> & \"quotes\"");
    fill_layers(data);
    data->needling.exists = true;
    fill_way(&data->needling, is_punctured);
    fill_strikes(&data->needling);
    fill_classes(&data->needling);
    fill_settings(&data->needling, ACI_SETTINGS_protrusion, 0.6e-3);
}

static char *script_of(const aci_figure_data *data, aci_figure_kind kind)
{
    char *text = NULL;
    size_t size = 0;
    aci_script script = {.stream = open_memstream(&text, &size), .output = "none.svg"};
    cr_assert_eq(aci_draw_script(data, kind, &script), ACI_OK);
    fclose(script.stream);
    return text;
}

/// Numbers that follow a word in the script.
static void read_after(const char *text, const char *word, double out[2])
{
    const char *found = strstr(text, word);
    cr_assert_not_null(found, "no %s", word);
    cr_assert_eq(sscanf(found + strlen(word), "%lf %lf", &out[0], &out[1]), 2);
}

/// The figure as SVG.
static char *drawn(const aci_figure_data *data, aci_figure_kind kind)
{
    char path[] = "/tmp/acicula-test-XXXXXX", *text = NULL;
    size_t size = 0;
    int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    close(descriptor);
    cr_assert_eq(aci_draw_file(data, kind, ACI_FIGURE_SVG, path), ACI_OK,
                 "%s (the tests need gnuplot: apt-get install gnuplot-nox)", aci_status_message());
    FILE *file = fopen(path, "r"), *copy = open_memstream(&text, &size);
    for (int c = fgetc(file); c != EOF; c = fgetc(file)) {
        fputc(c, copy);
    }
    fclose(file);
    fclose(copy);
    unlink(path);
    cr_assert_not_null(strstr(text, "</svg>"));
    return text;
}

static void assert_drawn(const aci_figure_data *data, aci_figure_kind kind,
                         const char *const *labels)
{
    char *text = drawn(data, kind);
    for (; *labels != NULL; labels++) {
        cr_assert_not_null(strstr(text, *labels), "%s lacks \"%s\"", aci_figure_name(kind),
                           *labels);
    }
    free(text);
}

#define LABELS(...)                                                                                \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

Test(figure_needles, the_puncture_is_marked_in_display_units)
{
    aci_figure_data data;
    double point[2];
    make_needles(true, &data);
    char *text = script_of(&data, ACI_FIGURE_force);
    read_after(text, "$puncture << END\n", point);
    // written with 6 digits
    cr_assert_float_eq(point[0], 250, 250e-6);
    cr_assert_float_eq(point[1], 6.25, 6.25e-6);
    free(text);
    aci_data_destroy(&data);
}

Test(figure_needles, force_is_drawn_with_its_labels)
{
    aci_figure_data data;
    make_needles(true, &data);
    assert_drawn(&data, ACI_FIGURE_force,
                 LABELS("force (mN)", "the skin is punctured", "at 6.25 mN, 250 ",
                        "depth of the tip", "375 ", "ends in dermis"));
    aci_data_destroy(&data);
}

Test(figure_needles, a_needle_that_does_not_puncture_has_no_mark)
{
    aci_figure_data data;
    make_needles(false, &data);
    char *text = script_of(&data, ACI_FIGURE_force);
    cr_assert_null(strstr(text, "$puncture"));
    cr_assert_not_null(strstr(text, "only dimple it, a puncture takes 6.25 mN"));
    free(text);
    aci_data_destroy(&data);
}

Test(figure_needles, a_depth_has_its_layer)
{
    aci_figure_data data;
    char name[ACI_FIGURE_TEXT];
    make_needles(true, &data);
    cr_assert_str_eq(aci_text_layer_at(&data, 0, name), "stratum corneum");
    cr_assert_str_eq(aci_text_layer_at(&data, 15e-6, name), "viable epidermis");
    cr_assert_str_eq(aci_text_layer_at(&data, 2e-3, name), "below the skin");
    aci_data_destroy(&data);
}

/// Of 0, ... 0 (21 times), 21, 22, ... 440: straight between the sorted depths, the first at 0.
Test(figure_needles, a_failure_counts_as_depth_0)
{
    aci_figure_data data;
    make_needles(true, &data);
    const aci_figure_needling *n = &data.needling;
    cr_assert_eq(n->failures, ALONG);
    // 441 additions and few digits of the decimal input
    cr_assert_float_eq(n->depth_mean, 1e-6 * (440 * 441 / 2 - 20 * 21 / 2) / 441, 1e-17);
    cr_assert_float_eq(n->depth_quantiles[0], 1e-6 * 22, 1e-18);
    cr_assert_float_eq(n->depth_quantiles[1], 1e-6 * 220, 1e-18);
    cr_assert_float_eq(n->depth_quantiles[2], 1e-6 * 418, 1e-18);
    cr_assert_float_eq(aci_needling_side(n), side, 1e-17);
    aci_data_destroy(&data);
}

Test(figure_needles, depth_is_drawn_with_the_chosen_setting)
{
    aci_figure_data data;
    double point[2];
    make_needles(true, &data);
    char *text = script_of(&data, ACI_FIGURE_depth);
    read_after(text, "$chosen << END\n", point);
    cr_assert_float_eq(point[0], 300, 300e-6);
    cr_assert_float_eq(point[1], 220, 220e-6);
    cr_assert_not_null(strstr(text, "$settings every ::0::1 using 1:3 with lines lw 1.6 dt (2,4)"));
    free(text);
    assert_drawn(&data, ACI_FIGURE_depth,
                 LABELS("protrusion of the needles (\xc2\xb5m)", "chosen: 300 \xc2\xb5m",
                        "median 220 \xc2\xb5m (22.0 to 418)", "depth = setting", "punctured (%)",
                        "half of the strikes go deeper than 220 \xc2\xb5m, 73 % of the setting"));
    aci_data_destroy(&data);
}

Test(figure_needles, a_force_has_newtons_and_no_line_of_equal_depth)
{
    static const aci_settings_kind kinds[] = {ACI_SETTINGS_force_total,
                                              ACI_SETTINGS_force_per_needle};
    static const char *const chosen[] = {"chosen: 0.0003 N", "chosen: 0.3 mN"};
    for (int k = 0; k < 2; k++) {
        aci_figure_data data;
        make_needles(true, &data);
        data.needling.kind = kinds[k];
        char *text = script_of(&data, ACI_FIGURE_depth);
        cr_assert_not_null(strstr(text, chosen[k]));
        cr_assert_null(strstr(text, "depth = setting"));
        free(text);
        aci_data_destroy(&data);
    }
}

Test(figure_needles, where_nothing_punctures_there_are_still_axes)
{
    aci_figure_data data;
    make_needles(false, &data);
    aci_figure_needling *n = &data.needling;
    n->kind = ACI_SETTINGS_force_total;
    for (int row = 0; row < ACI_SETTINGS; row++) {
        n->depth_5[row] = n->depth_50[row] = n->depth_95[row] = n->punctured_share[row] = 0;
    }
    for (int strike = 0; strike < STRIKES; strike++) {
        n->strike_depth[strike] = n->mouth_radius[strike] = n->punctured[strike] = 0;
        n->failure[strike] = 3;
    }
    cr_assert_eq(aci_needling_summarise(n), ACI_OK);
    for (int kind = ACI_FIGURE_force; kind <= ACI_FIGURE_histogram; kind++) {
        assert_drawn(&data, (aci_figure_kind)kind, LABELS("trust"));
    }
    aci_data_destroy(&data);
}

static int count_lines(const char *text, const char *block)
{
    int lines = -1; // of the opening line
    const char *end = strstr(text, block);
    for (end = end != NULL ? end : "END"; strncmp(end, "END", 3) != 0; lines++) {
        end = strchr(end, '\n') + 1;
    }
    return lines;
}

/// The middle of 10.5 mm holds 10 x 10 of the lattice, with the row of failures.
Test(figure_needles, the_plan_shows_the_middle)
{
    aci_figure_data data;
    make_needles(true, &data);
    char *text = script_of(&data, ACI_FIGURE_plan);
    cr_assert_eq(count_lines(text, "$channels << END"), 90);
    cr_assert_eq(count_lines(text, "$failures << END"), 10);
    free(text);
    assert_drawn(&data, ACI_FIGURE_plan,
                 LABELS("5 mm \xc3\x97 5 mm out of the middle of the treated skin: 90 channels "
                        "from 100 strikes",
                        "depth of the tip (\xc2\xb5m)", "1 mm", "not punctured"));
    aci_data_destroy(&data);
}

/// The scale bar is 1 mm, so a disc is to it as its mouth to 1 mm. In the SVG a circle of radius 1
/// with a stroke is scaled; two decimals are written.
Test(figure_needles, discs_are_to_scale)
{
    aci_figure_data data;
    double scale, stroke, panel = 620, shown = 5e-3, mouth = 50e-6;
    make_needles(true, &data);
    for (int strike = 0; strike < STRIKES; strike++) {
        data.needling.mouth_radius[strike] *= mouth / 10e-6;
    }
    char *text = drawn(&data, ACI_FIGURE_plan);
    const char *circle = strstr(text, "<circle id='gpPt5' stroke-width='");
    const char *use = strstr(text, "<use xlink:href='#gpPt6' transform='translate(");
    cr_assert(circle != NULL && use != NULL && strstr(text, "to scale") != NULL);
    cr_assert_eq(sscanf(circle, "<circle id='gpPt5' stroke-width='%lf'", &stroke), 1);
    cr_assert_eq(sscanf(strstr(use, "scale("), "scale(%lf)", &scale), 1);
    cr_assert_float_eq(scale * (1 + stroke / 2), panel * mouth / shown, 0.01);
    free(text);
    aci_data_destroy(&data);
}

Test(figure_needles, small_discs_are_enlarged_by_a_stated_factor)
{
    aci_figure_data data;
    make_needles(true, &data);
    for (int strike = 0; strike < STRIKES; strike++) {
        data.needling.mouth_radius[strike] *= 0.1;
    }
    // 1 um of 5 mm on 620 pixels is 0.124 pixels: 21 times that is more than 2.5
    assert_drawn(&data, ACI_FIGURE_plan, LABELS("21 times as wide as their mouths"));
    aci_data_destroy(&data);
}

/// Sum of the second numbers of a block's lines.
static double sum_of(const char *text, const char *block)
{
    double sum = 0, x, y;
    const char *line = strchr(strstr(text, block), '\n') + 1;
    for (; sscanf(line, "%lf %lf", &x, &y) == 2; line = strchr(line, '\n') + 1) {
        sum += y;
    }
    return sum;
}

Test(figure_needles, bars_and_failures_are_all_strikes)
{
    aci_figure_data data;
    make_needles(true, &data);
    char *text = script_of(&data, ACI_FIGURE_histogram);
    double failures = sum_of(text, "$failures << END");
    // 6 digits in up to 60 bins
    cr_assert_float_eq(failures, 100.0 * ALONG / STRIKES, 1e-5);
    cr_assert_float_eq(failures + sum_of(text, "$bins << END"), 100, 1e-4);
    free(text);
    assert_drawn(&data, ACI_FIGURE_histogram,
                 LABELS("part of the strikes (%)", "depth of the tip (\xc2\xb5m)",
                        "420 of 441 strikes", "21 strikes, at depth 0", "22.0 to 418 \xc2\xb5m",
                        "3 depth classes", "epidermis",
                        "21 of 441 strikes do not puncture; the mean depth of all is 220"));
    aci_data_destroy(&data);
}

Test(figure_needles, a_patch_has_no_classes)
{
    aci_figure_data data;
    make_needles(true, &data);
    data.geometry = ACI_BOX;
    char *text = script_of(&data, ACI_FIGURE_histogram);
    cr_assert_null(strstr(text, "depth classes"));
    free(text);
    aci_data_destroy(&data);
}
