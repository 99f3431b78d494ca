/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../../src/figure/map.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../../src/figure/map_raster.h"
#include "../../../src/figure/study.h"

TestSuite(map, .timeout = 30);

/// A sweep over depth, pitch and one more key, with a word; absorbed = depth/pitch at each time.
typedef struct sweep {
    int depths, pitches, others;
    bool is_log;
    int failed; ///< case, -1 for none
} sweep;

static double depth_of(const sweep *s, int n)
{
    return s->is_log ? 50e-6 * pow(2, n) : 50e-6 * (n + 1);
}

static aci_status fill_row(void *context, long index, bool with_fields, aci_catalogue_row *out)
{
    const sweep *s = context;
    int i = (int)index % s->depths, k = (int)index / s->depths % s->pitches;
    cr_assert_not(with_fields);
    out->number = index;
    out->status = index == s->failed ? 4 : 0;
    out->numbers[0] = depth_of(s, i);
    out->numbers[1] = 200e-6 * (k + 1);
    out->numbers[2] = 5e-6 * (double)(index / (s->depths * s->pitches) + 1);
    for (int n = 0; n < 2; ++n) {
        out->numbers[3 + n] = (n + 1) * out->numbers[0] / out->numbers[1];
    }
    out->numbers[5] = out->numbers[0];
    snprintf(out->texts[0], ACI_TEXT_SIZE, "cheek");
    return ACI_OK;
}

static void make_format(const sweep *s, aci_catalogue_format *format)
{
    static const double times[] = {3600, 14400};
    static const char *const keys[] = {"channels_depth", "channels_pitch", "channels_radius"};
    *format = (aci_catalogue_format){.cases = s->depths * s->pitches * s->others};
    int time = aci_catalogue_add_axis(format, "time", "s", 2, times, NULL);
    aci_catalogue_column *column = aci_catalogue_add_column(format, "skin_site", "", "site");
    column->is_key = column->is_text = true;
    for (int k = 0; k < 3; ++k) {
        aci_catalogue_add_column(format, keys[k], "m", keys[k])->is_key = true;
    }
    column = aci_catalogue_add_column(format, "absorbed", "kg m-2", "absorbed");
    column->rank = 1;
    column->axes[0] = time;
    cr_assert_not_null(aci_catalogue_add_column(format, "depth", "m", "depth"));
}

static void make_map(const sweep *s, const char *config, aci_map *map)
{
    sweep copy = *s;
    aci_catalogue_format format;
    make_format(s, &format);
    const aci_catalogue_rows rows = {format.cases, &copy, fill_row};
    cr_assert_eq(aci_map_make(&format, &rows, config, NULL, map), ACI_OK, "%s",
                 aci_status_message());
    map->title = strdup("A sweep");
    aci_catalogue_destroy_format(&format);
}

Test(map, has_each_case_in_its_place)
{
    const sweep s = {5, 3, 1, false, 7};
    aci_map map;
    make_map(&s, NULL, &map);
    cr_assert_null(map.lack);
    cr_assert_eq(map.keys, 2);
    cr_assert_str_eq(map.key[0].name, "channels_depth");
    cr_assert(map.key[0].count == 5 && map.key[1].count == 3);
    cr_assert_str_eq(map.label, "absorbed at 4 h");
    cr_assert_eq(map.failed, 1);
    for (int n = 0; n < 15; ++n) {
        double value = 2 * depth_of(&s, n % 5) / (200e-6 * (n / 5 + 1));
        cr_assert(n == 7 ? isnan(map.values[n]) : map.values[n] == value);
    }
    aci_map_destroy(&map);
}

Test(map, knows_even_spacing_from_logarithmic)
{
    for (int is_log = 0; is_log < 2; ++is_log) {
        const sweep s = {6, 3, 1, is_log != 0, -1};
        aci_map map;
        make_map(&s, NULL, &map);
        cr_assert_eq(map.key[0].is_log, is_log != 0);
        cr_assert_not(map.key[1].is_log);
        aci_map_destroy(&map);
    }
}

Test(map, is_at_the_first_value_of_other_keys)
{
    const sweep s = {4, 3, 2, false, -1};
    aci_map map;
    make_map(&s, NULL, &map);
    cr_assert_eq(map.keys, 2);
    cr_assert_eq(map.failed, 0);
    cr_assert_str_eq(map.fixed, "channels radius = 5.00 \xc2\xb5m");
    aci_map_destroy(&map);
}

Test(map, is_a_curve_for_one_key_and_nothing_for_none)
{
    const sweep one = {4, 1, 1, false, -1}, none = {1, 1, 1, false, -1};
    aci_map map;
    make_map(&one, NULL, &map);
    cr_assert(map.keys == 1 && map.lack == NULL);
    aci_map_destroy(&map);
    make_map(&none, NULL, &map);
    cr_assert_not_null(map.lack);
    aci_map_destroy(&map);
}

/// Every case has values of its own, as in a design that samples ranges.
static aci_status fill_diagonal(void *context, long index, bool with_fields, aci_catalogue_row *out)
{
    const sweep *s = context;
    return fill_row(context, index * (s->depths + 1), with_fields, out);
}

Test(map, has_cases_on_no_grid_one_by_one)
{
    sweep s = {9, 9, 1, false, -1};
    aci_catalogue_format format;
    aci_map map;
    make_format(&s, &format);
    const aci_catalogue_rows rows = {9, &s, fill_diagonal};
    cr_assert_eq(aci_map_make(&format, &rows, NULL, NULL, &map), ACI_OK);
    cr_assert(map.lack == NULL && map.keys == 2 && map.cases == 9);
    for (int n = 0; n < map.cases; ++n) {
        cr_assert_float_eq(map.places[2 * n], depth_of(&s, n), 1e-12);
        cr_assert_float_eq(map.values[n], 2 * map.places[2 * n] / map.places[2 * n + 1], 1e-12);
    }
    aci_map_destroy(&map);
    aci_catalogue_destroy_format(&format);
}

Test(map, holds_cases_against_limits)
{
    static const char config[] = "spec:\n"
                                 "  - {result: absorbed, at: 1 h, at_least: 0.25 kg/m2}\n"
                                 "  - {result: depth, at_most: 120 um}\n"
                                 "  - {result: steady_flux, at_most: 1 kg/m2/s}\n"
                                 "  - {result: absorbed, at: 3 h, at_least: 1 kg/m2}\n";
    const sweep s = {4, 3, 1, false, -1};
    aci_map map;
    make_map(&s, config, &map);
    cr_assert_eq(map.limit_count, 2, "%d", map.limit_count);
    for (int n = 0; n < 12; ++n) {
        double depth = depth_of(&s, n % 4), absorbed = depth / (200e-6 * (n / 4 + 1));
        if (fabs(absorbed - 0.25) > 1e-9) {
            cr_assert_eq(map.margins[n] < 0, absorbed < 0.25, "case %d", n);
        }
        cr_assert_eq(map.margins[12 + n]<0, depth> 120e-6, "case %d", n);
    }
    cr_assert_str_eq(map.limits[1].text, "depth at most 120 \xc2\xb5m");
    aci_map_destroy(&map);
}

Test(map, is_exact_at_nodes_and_straight_between)
{
    static const double across[] = {0, 0.2, 1}, up[] = {0, 0.7, 1};
    const aci_map_lattice lattice = {3, 3, across, up};
    double plane[9], power[9];
    for (int n = 0; n < 9; ++n) {
        plane[n] = 1 + 2 * across[n % 3] - 3 * up[n / 3];
        power[n] = exp(plane[n]);
    }
    for (double x = 0; x <= 1; x += 0.125) {
        for (double y = 0; y <= 1; y += 0.125) {
            double value = 1 + 2 * x - 3 * y;
            cr_assert_float_eq(aci_map_raster_between(&lattice, plane, false, x, y), value, 1e-14);
            cr_assert_float_eq(aci_map_raster_between(&lattice, power, true, x, y) / exp(value), 1,
                               1e-14);
        }
    }
}

Test(map, has_lines_where_the_value_is_the_level)
{
    double pixels[11 * 9];
    const aci_raster raster = {11, 9, pixels};
    aci_segment *segments = NULL;
    int count = 0;
    for (int n = 0; n < 99; ++n) {
        pixels[n] = n % 11 / 10.0 + 2 * (n / 11 / 8.0);
    }
    cr_assert_eq(aci_map_raster_line(&raster, 1.3, &segments, &count), ACI_OK);
    cr_assert_geq(count, 8);
    double length = 0;
    for (int n = 0; n < count; ++n) {
        const aci_segment *s = &segments[n];
        for (int end = 0; end < 2; ++end) {
            cr_assert_float_eq(s->x[end] + 2 * s->z[end], 1.3, 1e-14);
        }
        length += hypot(s->x[1] - s->x[0], s->z[1] - s->z[0]);
    }
    // from (0, 0.65) to (1, 0.15)
    cr_assert_float_eq(length, hypot(1, 0.5), 1e-12);
    free(segments);
}

static char *script_of(const aci_map *map)
{
    char *text = NULL;
    size_t size = 0;
    const aci_study_data data = {.is_catalogue = true, .map = *map};
    aci_script script = {.stream = open_memstream(&text, &size), .output = "none.svg"};
    cr_assert_eq(aci_study_script(&data, ACI_FIGURE_map, &script), ACI_OK);
    fclose(script.stream);
    return text;
}

static void has(const char *text, const char *part)
{
    cr_assert_not_null(strstr(text, part), "no '%s' in\n%.2000s", part, text);
}

Test(map, draws_lines_cases_and_limits)
{
    const sweep s = {4, 3, 1, false, 5};
    aci_map map;
    make_map(&s, "spec:\n  - {result: depth, at_most: 120 um}\n", &map);
    char *text = script_of(&map);
    has(text, "$pixels << END\n");
    has(text, "$margins << END\n");
    has(text, "$cases << END\n50 200 1\n100 200 1\n");
    has(text, "100 400 0\n");
    has(text, "absorbed at 4 h (\xc2\xb5g/cm\xc2\xb2)");
    has(text, "channels depth (\xc2\xb5m)");
    has(text, "Without a result: 1");
    has(text, "Pale: outside the limits, depth at most 120 \xc2\xb5m.");
    free(text);
    aci_map_destroy(&map);
}

Test(map, draws_a_curve_with_its_limit)
{
    const sweep s = {3, 1, 1, false, -1};
    aci_map map;
    make_map(&s, "spec:\n  - {result: absorbed, at_least: 0.5 kg/m2}\n", &map);
    char *text = script_of(&map);
    has(text, "$cases << END\n50 50000\n100 100000\n150 150000\nEND");
    has(text, "from graph 0, first 50000 to graph 1, first 50000");
    cr_assert_null(strstr(text, "$pixels"));
    free(text);
    aci_map_destroy(&map);
}
