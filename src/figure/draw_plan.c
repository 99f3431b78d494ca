/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `plan`: the skin from above, a square out of the middle of the treated area. Every
/// channel is a disc as wide as its mouth, its depth a colour; strikes that did not puncture are
/// crosses. The square is as large as leaves the discs big enough to see their colour.
#include <math.h>

#include "draw.h"
#include "text.h"

enum { LEFT = 24, TOP = 78, SIDE = 620, GUTTER = 150, BELOW = 58, STRIKES_LEAST = 150 };
enum { BAR_WIDTH = 18, BAR_GAP = 26, COLOURS = 5 };

static const double LARGEST = 5e-3;      ///< side of the square, m
static const double SEEN_RADIUS = 3;     ///< of a disc that shows its colour, pixels
static const double HIDDEN_RADIUS = 2.5; ///< below which discs are enlarged
static const double SCALE_PART = 0.25;   ///< of the side that the scale bar may take

/// What is shown, m.
typedef struct view {
    const aci_figure_needling *needles;
    double corner[2], side;
    double radius;            ///< mean of the mouths
    double enlarged;          ///< drawn over true width
    int channels, failures;   ///< in the square
    int merged;               ///< likewise: punctured, but left no channel of their own
    double low, high, spread; ///< depths of its channels: ends and step of the colours
} view;

static bool is_inside(const view *v, int strike)
{
    double x = v->needles->x[strike] - v->corner[0], y = v->needles->y[strike] - v->corner[1];
    return x >= 0 && x <= v->side && y >= 0 && y <= v->side;
}

static bool is_open(const view *v, int strike)
{
    return v->needles->mouth_radius[strike] > 0;
}

static double mean_radius(const aci_figure_needling *needles)
{
    double sum = 0;
    int count = 0;
    for (int strike = 0; strike < needles->strikes; strike++) {
        sum += needles->mouth_radius[strike];
        count += needles->mouth_radius[strike] > 0;
    }
    return count > 0 ? sum / count : 0;
}

/// The largest square in which the mean disc shows its colour, in steps, but not so small that
/// there is nothing in it.
static double choose_side(const view *v)
{
    double whole = aci_needling_side(v->needles);
    double least = sqrt(STRIKES_LEAST / v->needles->strike_density);
    double side = LARGEST;
    if (v->radius > 0) {
        side = fmin(side, v->radius * SIDE / SEEN_RADIUS);
    }
    side = fmin(fmax(side, least), LARGEST);
    double step = aci_text_step(side, 10);
    return fmin(whole, ceil(side / step - 1e-9) * step);
}

static void count_strikes(view *v)
{
    double least = INFINITY, most = 0;
    for (int strike = 0; strike < v->needles->strikes; strike++) {
        if (!is_inside(v, strike)) {
            continue;
        }
        bool is_punctured = v->needles->punctured[strike] > 0.5;
        v->failures += !is_punctured;
        v->channels += is_open(v, strike);
        v->merged += is_punctured && v->needles->failure[strike] > 0.5;
        if (is_open(v, strike)) {
            double depth = aci_text_micrometres(v->needles->strike_depth[strike]);
            least = fmin(least, depth);
            most = fmax(most, depth);
        }
    }
    double range = most > least ? most - least : fmax(most, 1);
    v->spread = aci_text_step(range, COLOURS);
    v->low = v->spread * floor(fmin(least, most) / v->spread);
    v->high = fmax(v->spread * ceil(most / v->spread), v->low + v->spread);
}

static view make_view(const aci_figure_data *data)
{
    view v = {.needles = &data->needling, .enlarged = 1};
    v.radius = mean_radius(v.needles);
    v.side = choose_side(&v);
    v.corner[0] = v.corner[1] = (aci_needling_side(v.needles) - v.side) / 2;
    double pixels = v.radius * SIDE / v.side;
    if (v.radius > 0 && pixels < HIDDEN_RADIUS) {
        v.enlarged = ceil(HIDDEN_RADIUS / pixels);
    }
    count_strikes(&v);
    return v;
}

/// x, y, size and depth of the channels; x, y of the strikes that did not puncture.
static void write_data(const aci_script *script, const view *v)
{
    const aci_figure_needling *n = v->needles;
    FILE *stream = script->stream;
    double pixels = v->enlarged * SIDE / v->side;
    fputs("$channels << END\n", stream);
    for (int strike = 0; strike < n->strikes; strike++) {
        if (is_inside(v, strike) && is_open(v, strike)) {
            fprintf(stream, "%.6g %.6g %.4g %.4g\n",
                    aci_text_micrometres(n->x[strike] - v->corner[0]),
                    aci_text_micrometres(n->y[strike] - v->corner[1]),
                    aci_script_disc(script, pixels * n->mouth_radius[strike]),
                    aci_text_micrometres(n->strike_depth[strike]));
        }
    }
    fputs("END\n$failures << END\n", stream);
    for (int strike = 0; strike < n->strikes; strike++) {
        if (is_inside(v, strike) && n->punctured[strike] < 0.5) {
            fprintf(stream, "%.6g %.6g\n", aci_text_micrometres(n->x[strike] - v->corner[0]),
                    aci_text_micrometres(n->y[strike] - v->corner[1]));
        }
    }
    fputs("END\n", stream);
}

static void write_colours(aci_script *script, const view *v)
{
    double left = LEFT + SIDE + BAR_GAP, height = SIDE / 2.0;
    fprintf(script->stream,
            "set palette negative\nset cbrange [%g:%g]\nset cbtics %g font small_font format "
            "'%%g'\nset colorbox user origin screen %.6f, screen %.6f size screen %.6f, screen "
            "%.6f\n",
            v->low, v->high, v->spread, left / script->width, 1 - (TOP + height) / script->height,
            (double)BAR_WIDTH / script->width, height / script->height);
    aci_script_label(script, left + BAR_WIDTH + 74, TOP + height / 2, "center rotate by 90",
                     "depth of the tip (" ACI_MICROMETRE ")");
}

/// A round length, below the panel on the left.
static void write_scale_bar(aci_script *script, const view *v)
{
    double side = aci_text_micrometres(v->side), y = TOP + SIDE + 22;
    double length = aci_text_step(side, (int)(2 / SCALE_PART));
    double end = LEFT + SIDE * length / side;
    char text[ACI_FIGURE_TEXT];
    bool is_long = length >= 1000;
    snprintf(text, sizeof text, "%g %s", is_long ? length / 1000 : length,
             is_long ? "mm" : ACI_MICROMETRE);
    aci_script_line(script, (double[]){LEFT, y}, (double[]){end, y}, "lw 3 lc rgb '#222222'");
    aci_script_label(script, end + 12, y, "left " ACI_SMALL, text);
}

static void write_legend(aci_script *script, const view *v)
{
    if (v->failures > 0) {
        aci_script_label(script, LEFT + SIDE, TOP + SIDE + 22, "right " ACI_SMALL " " ACI_GREY,
                         "\xc3\x97  not punctured");
    }
}

static void write_panel(aci_script *script, const view *v)
{
    double side = aci_text_micrometres(v->side);
    aci_script_place_panel(script, (aci_rectangle){LEFT, TOP, SIDE, SIDE});
    fprintf(script->stream,
            "set xrange [0:%.8g] noextend\nset yrange [0:%.8g] noextend\nunset xtics\nunset "
            "ytics\nset border 31 ls 1\nset object rectangle from graph 0, graph 0 to graph 1, "
            "graph 1 behind fillcolor rgb '#f5f5f5' fillstyle solid noborder\n",
            side, side);
    if (v->channels > 0) {
        write_colours(script, v);
    }
    write_scale_bar(script, v);
    write_legend(script, v);
    fputs("plot NaN notitle", script->stream);
    if (v->failures > 0) {
        fputs(", $failures using 1:2 with points pt 2 ps 0.6 lw 1 lc rgb '#808080'",
              script->stream);
    }
    if (v->channels > 0) {
        fputs(", $channels using 1:2:3:4 with points pt 7 ps variable lc palette", script->stream);
    }
    fputc('\n', script->stream);
    aci_script_end_panel(script);
}

static void write_headline(const view *v, char *out, size_t size)
{
    double side = 1e3 * v->side, whole = aci_needling_side(v->needles);
    const char *part = v->side < whole * (1 - 1e-9) ? "out of the middle of the treated skin"
                                                    : "of skin, all that is treated";
    int strikes = v->channels + v->failures + v->merged;
    snprintf(out, size, "%.3g mm \xc3\x97 %.3g mm %s: %d channel%s from %d strike%s", side, side,
             part, v->channels, v->channels == 1 ? "" : "s", strikes, strikes == 1 ? "" : "s");
}

static void write_caption(const aci_figure_data *data, const view *v, char out[ACI_FIGURE_CAPTION])
{
    char first[4 * ACI_FIGURE_TEXT], merged[2 * ACI_FIGURE_TEXT] = "";
    if (v->merged > 0) {
        snprintf(merged, sizeof merged, " %d more slid into earlier channels.", v->merged);
    }
    if (v->channels == 0) {
        snprintf(first, sizeof first, "Crosses: strikes that left no channel.");
    } else if (v->enlarged > 1) {
        snprintf(first, sizeof first, "Discs: the channels, %g times as wide as their mouths.%s",
                 v->enlarged, merged);
    } else {
        snprintf(first, sizeof first, "Discs: the mouths of the channels, to scale.%s", merged);
    }
    aci_text_caption_needles(data, first, out);
}

aci_status aci_draw_plan(aci_script *script, const aci_figure_data *data)
{
    view v = make_view(data);
    char caption[ACI_FIGURE_CAPTION], headline[5 * ACI_FIGURE_TEXT];
    write_caption(data, &v, caption);
    write_headline(&v, headline, sizeof headline);
    int width = LEFT + SIDE + GUTTER;
    int height = TOP + SIDE + BELOW + aci_script_caption_height(width, caption);
    aci_script_begin(script, width, height, data->title, headline);
    aci_script_caption(script, caption);
    write_data(script, &v);
    write_panel(script, &v);
    return ACI_OK;
}
