/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `depth`: depth of the tip against the setting, median and 5 to 95 % of the strikes, with
/// the layers, the line depth = setting and what the chosen setting came to; below, how many
/// strikes puncture. The way from nothing to the least setting is dotted: depth need not be
/// proportional there.
#include <math.h>
#include <string.h>

#include "draw.h"
#include "text.h"

enum { LEFT = 104, TOP = 110, WIDTH = 600, GUTTER = 176, GAP = 28, AXIS = 62 };
enum {
    DEPTH_HEIGHT = 350,
    SHARE_HEIGHT = 90,
    LABEL_WIDTH = 225,
    LABEL_HEIGHT = 40,
    LABEL_LINE = 18
};
enum { NAME_SPACING = 16, NAMES_MOST = 64 };

static const char *const colour = "#d55e00";
static const char *const band_colour = "#f3cdb0";
static const char *const chosen_colour = "#222222";

static const double CHARACTER = 6.7;     ///< pixels of the small font, in the mean
static const double BEYOND = 2.0;        ///< depths shown at most, over the deepest of the band
static const double FORCE_BEYOND = 1.25; ///< the same without a line depth = setting
static const double NO_DEPTH = 200;      ///< shown when no needle goes in at any force, um
static const double FOOT = 0.78;         ///< part of the height above a label at the foot

/// A setting as it is shown.
typedef struct scale {
    const char *name, *unit;
    double factor;
    bool is_length;
} scale;

static scale scale_of(aci_settings_kind kind)
{
    switch (kind) {
    case ACI_SETTINGS_force_total:
        return (scale){"force on all needles", "N", 1, false};
    case ACI_SETTINGS_force_per_needle:
        return (scale){"force on each needle", "mN", 1e3, false};
    case ACI_SETTINGS_needle_length:
        return (scale){"length of the needles", ACI_MICROMETRE, 1e6, true};
    default:
        return (scale){"protrusion of the needles", ACI_MICROMETRE, 1e6, true};
    }
}

/// Display units of both axes.
typedef struct view {
    const aci_figure_data *data;
    const aci_figure_needling *needles;
    scale scale;
    double chosen, most; ///< of the settings
    double deepest;      ///< end of the axis of depth
    aci_rectangle panel;
} view;

static double find_deepest(const view *v)
{
    double deepest = 0;
    for (int row = 0; row < v->needles->settings; row++) {
        deepest = fmax(deepest, aci_text_micrometres(v->needles->depth_95[row]));
    }
    deepest = fmax(deepest, aci_text_micrometres(v->needles->depth_quantiles[2]));
    if (!v->scale.is_length) {
        return deepest > 0 ? FORCE_BEYOND * deepest : NO_DEPTH;
    }
    return deepest > 0 ? fmin(1.04 * v->most, BEYOND * deepest) : v->most;
}

static view make_view(const aci_figure_data *data)
{
    const aci_figure_needling *needles = &data->needling;
    view v = {.data = data,
              .needles = needles,
              .scale = scale_of(needles->kind),
              .panel = {LEFT, TOP, WIDTH, DEPTH_HEIGHT}};
    v.chosen = v.scale.factor * needles->chosen;
    v.most = v.scale.factor * fmax(needles->setting[needles->settings - 1], needles->chosen);
    v.deepest = find_deepest(&v);
    return v;
}

/// Setting, three depths, share; and the treatment itself at the chosen setting.
static void write_data(FILE *stream, const view *v)
{
    const aci_figure_needling *n = v->needles;
    fputs("$settings << END\n0 0 0 0\n", stream);
    for (int row = 0; row < n->settings; row++) {
        fprintf(stream, "%.6g %.6g %.6g %.6g %.6g\n", v->scale.factor * n->setting[row],
                aci_text_micrometres(n->depth_5[row]), aci_text_micrometres(n->depth_50[row]),
                aci_text_micrometres(n->depth_95[row]), 100 * n->punctured_share[row]);
    }
    fprintf(
        stream, "END\n$chosen << END\n%.6g %.6g %.6g %.6g %.6g\nEND\n", v->chosen,
        aci_text_micrometres(n->depth_quantiles[1]), aci_text_micrometres(n->depth_quantiles[0]),
        aci_text_micrometres(n->depth_quantiles[2]), 100 * (1 - (double)n->failures / n->strikes));
}

/// Bands along the depth with their names in the gutter.
static void write_layers(aci_script *script, const view *v)
{
    double place[NAMES_MOST];
    int layer_of[NAMES_MOST], count = 0;
    double pixels = v->panel.height / v->deepest;
    for (int layer = 0; layer < v->data->layers && count < NAMES_MOST; layer++) {
        double top = aci_text_micrometres(v->data->layer_top[layer]);
        double bottom = fmin(aci_text_micrometres(v->data->layer_bottom[layer]), v->deepest);
        if (top >= v->deepest) {
            break;
        }
        fprintf(script->stream,
                "set object rectangle from graph 0, first %.8g to graph 1, first %.8g behind "
                "fillcolor rgb '%s' fillstyle solid noborder\n"
                "set arrow from graph 0, first %.8g to graph 1, first %.8g nohead back lw 0.7 "
                "lc rgb '#bbbbbb'\n",
                top, bottom, layer % 2 == 0 ? "#ededed" : "#f8f8f8", bottom, bottom);
        if (pixels * (bottom - top) > 4) {
            place[count] = -(v->panel.top + v->panel.height - pixels * (top + bottom) / 2);
            layer_of[count++] = layer;
        }
    }
    aci_text_spread(place, count, NAME_SPACING, -(v->panel.top + v->panel.height - 6),
                    -(v->panel.top + 6));
    for (int n = 0; n < count; n++) {
        char name[ACI_FIGURE_TEXT];
        aci_script_label(script, v->panel.left + v->panel.width + 10, -place[n],
                         "left " ACI_SMALL " " ACI_GREY,
                         aci_text_layer(v->data->layer_name[layer_of[n]], name));
    }
}

static void write_axes(aci_script *script, const view *v, aci_rectangle panel, const char *title,
                       double high)
{
    FILE *stream = script->stream;
    bool is_lowest = panel.top > v->panel.top;
    aci_script_place_panel(script, panel);
    fprintf(stream, "set xrange [0:%.8g] noextend\nset yrange [0:%.8g] noextend\n", v->most, high);
    fprintf(stream, "set xtics %g font small_font offset 0,0.3 format '%s'\n",
            aci_text_step(v->most, 10), is_lowest ? "%g" : "");
    fprintf(stream, "set ytics %g font small_font format '%%g'\nunset grid\nset border 3 ls 1\n",
            is_lowest ? 50 : aci_text_step(high, (int)(panel.height / 40)));
    fprintf(stream,
            "set arrow from %.6g, graph 0 to %.6g, graph 1 nohead back lw 1 lc rgb '#888888'\n",
            v->chosen, v->chosen);
    aci_script_label(script, 24, panel.top + panel.height / 2, "center rotate by 90", title);
    if (is_lowest) {
        char name[2 * ACI_FIGURE_TEXT];
        snprintf(name, sizeof name, "%s (%s)", v->scale.name, v->scale.unit);
        aci_script_label(script, panel.left + panel.width / 2, panel.top + panel.height + 44,
                         "center", name);
    }
}

/// Whether the line depth = setting goes through a label at the top, left of the chosen setting.
static bool is_crossed(const view *v)
{
    double pixels = v->panel.width / v->most, x = pixels * v->chosen;
    double lowest = 1 - LABEL_HEIGHT / v->panel.height;
    return v->scale.is_length && pixels * v->deepest > x - LABEL_WIDTH &&
           pixels * v->deepest * lowest < x;
}

/// At the top on the left of its line, where depths are smaller, unless there is no room or the
/// line depth = setting is in the way; then on the right, or at the foot.
static void write_chosen(aci_script *script, const view *v)
{
    char number[3][ACI_FIGURE_TEXT], text[4 * ACI_FIGURE_TEXT];
    const double *depth = v->needles->depth_quantiles;
    double along = v->panel.width * v->chosen / v->most;
    bool has_left = along > LABEL_WIDTH, has_right = v->panel.width - along > LABEL_WIDTH;
    bool is_left = has_left && !(is_crossed(v) && has_right);
    double x = v->panel.left + along + (is_left ? -8 : 8), y = v->panel.top + 14;
    if (is_left && is_crossed(v)) {
        y += FOOT * v->panel.height;
    }
    const char *style = is_left ? "right " ACI_SMALL : "left " ACI_SMALL;
    snprintf(text, sizeof text, "chosen: %.4g %s", v->chosen, v->scale.unit);
    aci_script_label(script, x, y, style, text);
    snprintf(text, sizeof text, "median %s " ACI_MICROMETRE " (%s to %s)",
             aci_text_number(aci_text_micrometres(depth[1]), number[0]),
             aci_text_number(aci_text_micrometres(depth[0]), number[1]),
             aci_text_number(aci_text_micrometres(depth[2]), number[2]));
    aci_script_label(script, x, y + LABEL_LINE, style, text);
}

/// One entry of the row above the panel; returns where the next begins.
static double write_entry(aci_script *script, double x, const char *style, const char *text)
{
    double y = TOP - 20;
    if (style == NULL) {
        aci_script_box(script, (aci_rectangle){x, y - 6, 28, 12}, band_colour);
    } else {
        aci_script_line(script, (double[]){x, y}, (double[]){x + 28, y}, style);
    }
    aci_script_label(script, x + 36, y, "left " ACI_SMALL, text);
    return x + 36 + CHARACTER * (double)strlen(text) + 24;
}

static void write_legend(aci_script *script, const view *v)
{
    char style[64];
    snprintf(style, sizeof style, "lw 2.2 lc rgb '%s'", colour);
    double x = write_entry(script, LEFT, style, "median");
    x = write_entry(script, x, NULL, "5 to 95 % of the strikes");
    if (v->scale.is_length) {
        write_entry(script, x, "lw 1.2 lc rgb '#0072b2'", "depth = setting");
    }
}

static void write_depths(aci_script *script, const view *v)
{
    write_axes(script, v, v->panel, "depth of the tip (" ACI_MICROMETRE ")", v->deepest);
    write_layers(script, v);
    write_chosen(script, v);
    write_legend(script, v);
    fprintf(script->stream,
            "plot $settings every ::1 using 1:2:4 with filledcurves fc rgb '%s', "
            "$settings every ::1 using 1:3 with lines lw 2.2 lc rgb '%s', "
            "$settings every ::0::1 using 1:3 with lines lw 1.6 dt (2,4) lc rgb '%s', ",
            band_colour, colour, colour);
    if (v->scale.is_length) {
        fprintf(script->stream, "x with lines lw 1.2 lc rgb '#0072b2', ");
    }
    fprintf(script->stream,
            "$chosen using 1:2:3:4 with yerrorbars pt 7 ps 1.0 lw 1.6 lc rgb '%s'\n",
            chosen_colour);
    aci_script_end_panel(script);
}

static void write_shares(aci_script *script, const view *v)
{
    aci_rectangle panel = v->panel;
    panel.top += DEPTH_HEIGHT + GAP;
    panel.height = SHARE_HEIGHT;
    write_axes(script, v, panel, "punctured (%)", 105);
    fprintf(script->stream,
            "plot $settings every ::1 using 1:5 with linespoints pt 7 ps 0.5 lw 1.8 lc rgb '%s', "
            "$chosen using 1:5 with points pt 7 ps 1.0 lc rgb '%s'\n",
            colour, chosen_colour);
    aci_script_end_panel(script);
}

static void write_headline(const view *v, char *out, size_t size)
{
    const aci_figure_needling *n = v->needles;
    char depth[ACI_FIGURE_TEXT], share[ACI_FIGURE_TEXT] = "";
    double median = n->depth_quantiles[1];
    if (median <= 0) {
        snprintf(out, size, "Set to %.4g %s, %d of %d strikes puncture", v->chosen, v->scale.unit,
                 n->strikes - n->failures, n->strikes);
        return;
    }
    if (v->scale.is_length) {
        snprintf(share, sizeof share, ", %.2g %% of the setting", 100 * median / n->chosen);
    }
    snprintf(out, size,
             "Set to %.4g %s, half of the strikes go deeper than %s " ACI_MICROMETRE "%s",
             v->chosen, v->scale.unit, aci_text_number(aci_text_micrometres(median), depth), share);
}

aci_status aci_draw_depth(aci_script *script, const aci_figure_data *data)
{
    view v = make_view(data);
    char caption[ACI_FIGURE_CAPTION], headline[4 * ACI_FIGURE_TEXT];
    aci_text_caption_needles(data,
                             "Depths of all strikes, 0 where not punctured; point and bar: the "
                             "treatment itself; dotted: "
                             "nothing between was computed.",
                             caption);
    write_headline(&v, headline, sizeof headline);
    int width = LEFT + WIDTH + GUTTER;
    int height =
        TOP + DEPTH_HEIGHT + GAP + SHARE_HEIGHT + AXIS + aci_script_caption_height(width, caption);
    aci_script_begin(script, width, height, data->title, headline);
    aci_script_caption(script, caption);
    write_data(script->stream, &v);
    write_depths(script, &v);
    write_shares(script, &v);
    return ACI_OK;
}
