/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `map`: one result of a sweep over two keys, as colours with lines of equal value and what
/// the limits leave; over one key as a curve.
#include <math.h>
#include <stdlib.h>

#include "map_parts.h"
#include "map_raster.h"
#include "study.h"

enum { GUTTER = 190, LEVELS_MOST = 16 };

/// Image pixels per canvas pixel.
static const double PIXELS = 0.75;

static const double AT_EDGE = 2.0; ///< a name there would stand across the frame

static const char *const line_style = "lw 1.2 lc rgb '#ffffff'";
static const char *const edge_style = "lw 3 lc rgb '#d55e00'";

/// A map in display units.
typedef struct view {
    const aci_map *map;
    aci_quantity x, y, z;
    aci_panel panel;
    aci_panel_axis colour;
    int columns, rows;
    double *across, *up; ///< parts along the axes of the values of the keys
} view;

static double colour_step(const view *v)
{
    return aci_text_step(v->colour.high - v->colour.low, 8);
}

/// From round number to round number.
static void choose_colours(view *v)
{
    const aci_map *map = v->map;
    v->colour = aci_panel_empty(false);
    aci_map_include(&v->colour, &v->z, map->values,
                    map->cases > 0 ? map->cases : v->columns * v->rows);
    v->colour.is_log = v->colour.low > 0.0 && v->colour.high > ACI_MAP_LOG_RANGE * v->colour.low;
    if (!(v->colour.high > v->colour.low)) {
        aci_panel_widen(&v->colour, 0.1);
    }
    if (!v->colour.is_log) {
        double step = colour_step(v);
        v->colour.low = step * floor(v->colour.low / step);
        v->colour.high = step * ceil(v->colour.high / step);
    }
}

static aci_status make_view(const aci_map *map, view *v)
{
    *v = (view){.map = map, .columns = map->key[0].count, .rows = map->key[1].count};
    v->x = aci_quantity_of(map->key[0].name, map->key[0].unit);
    v->y = aci_quantity_of(map->key[1].name, map->key[1].unit);
    v->z = aci_quantity_of(map->result, map->unit);
    v->panel.at = (aci_rectangle){ACI_MAP_LEFT, ACI_MAP_TOP, ACI_MAP_WIDTH, ACI_MAP_HEIGHT};
    v->panel.x = aci_map_axis(&map->key[0], &v->x);
    v->panel.y = aci_map_axis(&map->key[1], &v->y);
    choose_colours(v);
    v->across = malloc((size_t)v->columns * sizeof *v->across);
    v->up = malloc((size_t)v->rows * sizeof *v->up);
    if (v->across == NULL || v->up == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a map");
    }
    for (int i = 0; i < v->columns; i++) {
        v->across[i] = aci_panel_part(&v->panel.x, v->x.factor * map->key[0].values[i]);
    }
    for (int k = 0; k < v->rows; k++) {
        v->up[k] = aci_panel_part(&v->panel.y, v->y.factor * map->key[1].values[k]);
    }
    return ACI_OK;
}

/// What is drawn at a place: the result, or how far the nearest limit is away.
static double value_at(const view *v, bool is_margin, double x, double y)
{
    const aci_map_lattice lattice = {v->columns, v->rows, v->across, v->up};
    if (!is_margin) {
        return v->z.factor *
               aci_map_raster_between(&lattice, v->map->values, v->colour.is_log, x, y);
    }
    double margin = HUGE_VAL;
    for (int n = 0; n < v->map->limit_count; n++) {
        const double *values = v->map->margins + (size_t)n * (size_t)(v->columns * v->rows);
        double here = aci_map_raster_between(&lattice, values, false, x, y);
        margin = here < margin || isnan(here) ? here : margin;
    }
    return margin;
}

static void write_pixels(FILE *stream, const view *v, const char *name, bool is_margin)
{
    int width = (int)(PIXELS * ACI_MAP_WIDTH), height = (int)(PIXELS * ACI_MAP_HEIGHT);
    fprintf(stream, "$%s << END\n", name);
    for (int k = 0; k < height; k++) {
        for (int i = 0; i < width; i++) {
            double value = value_at(v, is_margin, (i + 0.5) / width, (k + 0.5) / height);
            if (isnan(value)) {
                fputs("NaN ", stream);
            } else {
                fprintf(stream, "%.4g ", value);
            }
        }
        fputc('\n', stream);
    }
    fputs("END\n", stream);
}

/// Places for lines: fewer than pixels, a line is straight between them.
static aci_status make_raster(const view *v, bool is_margin, aci_raster *out)
{
    *out = (aci_raster){ACI_MAP_WIDTH / 4 + 1, ACI_MAP_HEIGHT / 4 + 1, NULL};
    out->pixels = malloc((size_t)out->width * (size_t)out->height * sizeof *out->pixels);
    if (out->pixels == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a map");
    }
    for (int k = 0; k < out->height; k++) {
        for (int i = 0; i < out->width; i++) {
            out->pixels[i + out->width * k] =
                value_at(v, is_margin, (double)i / (out->width - 1), (double)k / (out->height - 1));
        }
    }
    return ACI_OK;
}

/// A place in the panel as numbers on its axes.
static double on_axis(const aci_panel_axis *axis, double part)
{
    return axis->is_log ? axis->low * pow(axis->high / axis->low, part)
                        : axis->low + part * (axis->high - axis->low);
}

/// Where a line's name goes: near the diagonal, so that names of neighbours do not meet.
typedef struct name_place {
    double distance, x, y; ///< parts of the panel
} name_place;

static void write_segment(FILE *stream, const view *v, const aci_segment *segment, name_place *name)
{
    double x = (segment->x[0] + segment->x[1]) / 2, y = (segment->z[0] + segment->z[1]) / 2;
    double margin = fmin(fmin(x, 1 - x), fmin(y, 1 - y));
    double distance = fabs(x - y) + (margin < 0.04 ? AT_EDGE : 0.0);
    if (distance < name->distance) {
        *name = (name_place){distance, x, y};
    }
    for (int end = 0; end < 2; end++) {
        fprintf(stream, "%.6g %.6g\n", on_axis(&v->panel.x, segment->x[end]),
                on_axis(&v->panel.y, segment->z[end]));
    }
    fputc('\n', stream);
}

/// The line on which a raster has a value; `name` may be NULL.
static aci_status write_line(FILE *stream, const view *v, const aci_raster *raster, double level,
                             name_place *name)
{
    aci_segment *segments = NULL;
    int count = 0;
    name_place unused = {HUGE_VAL, 0, 0};
    ACI_TRY(aci_map_raster_line(raster, level, &segments, &count));
    for (int n = 0; n < count; n++) {
        write_segment(stream, v, &segments[n], name != NULL ? name : &unused);
    }
    free(segments);
    return ACI_OK;
}

/// Round levels inside the colours, at most LEVELS_MOST.
static int choose_levels(const view *v, double *levels)
{
    int count = 0;
    if (!v->colour.is_log) {
        double step = colour_step(v);
        int inside = (int)lround((v->colour.high - v->colour.low) / step) - 1;
        for (; count < inside && count < LEVELS_MOST; count++) {
            levels[count] = v->colour.low + (count + 1) * step;
        }
        return count;
    }
    static const double digits[] = {1, 2, 5};
    bool is_wide = v->colour.high > 1e4 * v->colour.low;
    for (int power = (int)floor(log10(v->colour.low)); count < LEVELS_MOST; power++) {
        for (int n = 0; n < (is_wide ? 1 : 3) && count < LEVELS_MOST; n++) {
            double level = digits[n] * pow(10, power);
            if (level >= v->colour.high) {
                return count;
            }
            if (level > v->colour.low) {
                levels[count++] = level;
            }
        }
    }
    return count;
}

static aci_status write_lines(FILE *stream, const view *v, const double *levels, int count,
                              name_place *names)
{
    aci_raster raster;
    aci_status status = make_raster(v, false, &raster);
    fputs("$lines << END\n", stream);
    for (int n = 0; status == ACI_OK && n < count; n++) {
        names[n] = (name_place){HUGE_VAL, 0, 0};
        status = write_line(stream, v, &raster, levels[n], &names[n]);
    }
    fputs("\nEND\n", stream);
    free(raster.pixels);
    return status;
}

static aci_status write_levels(aci_script *script, const view *v)
{
    double levels[LEVELS_MOST];
    name_place names[LEVELS_MOST];
    int count = choose_levels(v, levels);
    fputs("set style textbox opaque noborder margins 0.4, 0.3 fillcolor rgb '#50ffffff'\n",
          script->stream);
    ACI_TRY(write_lines(script->stream, v, levels, count, names));
    for (int n = 0; n < count; n++) {
        char number[ACI_FIGURE_TEXT];
        snprintf(number, sizeof number, "%g", levels[n]);
        if (names[n].distance < AT_EDGE) {
            aci_script_label(script, ACI_MAP_LEFT + ACI_MAP_WIDTH * names[n].x,
                             ACI_MAP_TOP + ACI_MAP_HEIGHT * (1 - names[n].y),
                             "center boxed " ACI_SMALL, number);
        }
    }
    return ACI_OK;
}

/// Where the nearest limit is met.
static aci_status write_edge(FILE *stream, const view *v)
{
    aci_raster raster;
    aci_status status = make_raster(v, true, &raster);
    fputs("$edge << END\n", stream);
    if (status == ACI_OK) {
        status = write_line(stream, v, &raster, 0.0, NULL);
    }
    fputs("\nEND\n", stream);
    free(raster.pixels);
    return status;
}

static void write_cases(FILE *stream, const view *v)
{
    const aci_map *map = v->map;
    fputs("$cases << END\n", stream);
    for (int k = 0; k < v->rows; k++) {
        for (int i = 0; i < v->columns; i++) {
            fprintf(stream, "%.6g %.6g %d\n", v->x.factor * map->key[0].values[i],
                    v->y.factor * map->key[1].values[k], !isnan(map->values[i + v->columns * k]));
        }
    }
    fputs("END\n", stream);
}

static void write_colour_box(aci_script *script, const view *v)
{
    char title[ACI_QUANTITY_TITLE];
    double left = ACI_MAP_LEFT + ACI_MAP_WIDTH + 26;
    fprintf(script->stream,
            "set colorbox user origin screen %.6f, screen %.6f size screen %.6f, screen %.6f\n"
            "set cbrange [%.6g:%.6g]\n%s logscale cb\n",
            left / script->width, 1 - (double)(ACI_MAP_TOP + ACI_MAP_HEIGHT) / script->height,
            16.0 / script->width, (double)ACI_MAP_HEIGHT / script->height, v->colour.low,
            v->colour.high, v->colour.is_log ? "set" : "unset");
    if (v->colour.is_log) {
        aci_script_decades(script->stream, "cbtics", v->colour.low, v->colour.high, true);
    } else {
        fprintf(script->stream, "set cbtics %.6g font small_font format '%%g'\n", colour_step(v));
    }
    aci_script_label(script, left + 88, ACI_MAP_TOP + ACI_MAP_HEIGHT / 2.0, "center rotate by 90",
                     aci_quantity_title(&v->z, v->map->label, title));
}

static void write_image(FILE *stream, const view *v)
{
    int width = (int)(PIXELS * ACI_MAP_WIDTH), height = (int)(PIXELS * ACI_MAP_HEIGHT);
    fprintf(stream,
            "set x2range [0:1] noextend\nset y2range [0:1] noextend\nunset x2tics\nunset y2tics\n"
            "plot $pixels matrix using ((0.5+$1)/%d):((0.5+$2)/%d):3 axes x2y2 with image",
            width, height);
    if (v->map->margins != NULL) {
        fprintf(stream,
                ", $margins matrix using ((0.5+$1)/%d):((0.5+$2)/%d):(255):(255):(255):($3<0 ? "
                "150 : 0) axes x2y2 with rgbalpha",
                width, height);
    }
    fprintf(stream, ", $lines using 1:2 with lines %s", line_style);
    if (v->map->margins != NULL) {
        fprintf(stream, ", $edge using 1:2 with lines %s", edge_style);
    }
    fputs(", $cases using 1:($3>0 ? $2 : NaN) with points pt 7 ps 0.25 lc rgb '#40000000', "
          "$cases using 1:($3>0 ? NaN : $2) with points pt 2 ps 0.6 lw 1.5 lc rgb '#d55e00'\n",
          stream);
}

static aci_status write_map(aci_script *script, const view *v)
{
    FILE *stream = script->stream;
    write_pixels(stream, v, "pixels", false);
    if (v->map->margins != NULL) {
        write_pixels(stream, v, "margins", true);
        ACI_TRY(write_edge(stream, v));
    }
    write_cases(stream, v);
    aci_panel_begin(script, &v->panel);
    fputs("unset grid\nset border 15 ls 1\n", stream);
    ACI_TRY(write_levels(script, v));
    write_colour_box(script, v);
    write_image(stream, v);
    aci_script_end_panel(script);
    return ACI_OK;
}

/// How far the nearest limit is away from a case that lies on no grid.
static double margin_of(const aci_map *map, int n)
{
    double margin = HUGE_VAL;
    for (int m = 0; m < map->limit_count; m++) {
        margin = fmin(margin, map->margins[(size_t)m * (size_t)map->cases + (size_t)n]);
    }
    return margin;
}

static aci_status write_scatter(aci_script *script, view *v)
{
    const aci_map *map = v->map;
    FILE *stream = script->stream;
    fputs("$cases << END\n", stream);
    for (int n = 0; n < map->cases; n++) {
        bool is_done = !isnan(map->values[n]);
        fprintf(stream, "%.6g %.6g %.6g %d %d\n", v->x.factor * map->places[2 * n],
                v->y.factor * map->places[2 * n + 1], is_done ? v->z.factor * map->values[n] : 0.0,
                is_done, is_done && margin_of(map, n) < 0.0);
    }
    fputs("END\n", stream);
    aci_panel_widen(&v->panel.x, 0.03);
    aci_panel_widen(&v->panel.y, 0.03);
    aci_panel_begin(script, &v->panel);
    write_colour_box(script, v);
    fputs("plot $cases using 1:($4>0 ? $2 : NaN):3 with points pt 7 ps 1.1 lc palette, "
          "$cases using 1:($5>0 ? $2 : NaN) with points pt 6 ps 1.5 lw 1.5 lc rgb '#d55e00', "
          "$cases using 1:($4>0 ? NaN : $2) with points pt 2 ps 0.6 lw 1.5 lc rgb '#d55e00'\n",
          stream);
    aci_script_end_panel(script);
    return ACI_OK;
}

static aci_status draw_two(aci_script *script, const aci_map *map)
{
    view v;
    char subtitle[ACI_FIGURE_CAPTION];
    aci_status status = make_view(map, &v);
    if (status == ACI_OK) {
        snprintf(subtitle, sizeof subtitle, "%s over %s and %s", map->label, v.panel.x.title,
                 v.panel.y.title);
        aci_map_open(script, map, GUTTER, subtitle);
        status = map->cases > 0 ? write_scatter(script, &v) : write_map(script, &v);
    }
    free(v.across);
    free(v.up);
    return status;
}

aci_status aci_draw_map(aci_script *script, const aci_study_data *data)
{
    const aci_map *map = &data->map;
    return map->keys > 1 ? draw_two(script, map) : aci_map_draw_curve(script, map);
}
