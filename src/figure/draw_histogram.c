/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `histogram`: how deep the strikes go, those that do not puncture as a bar at 0, with the
/// layers, the mean, 5 to 95 % and the depths of the classes the transport is computed for.
#include <math.h>
#include <stdlib.h>

#include "bands.h"
#include "draw.h"
#include "text.h"

enum { LEFT = 104, TOP = 74 + ACI_BANDS_NAMES, WIDTH = 600, HEIGHT = 340, GUTTER = 246, AXIS = 62 };
enum { BINS_LEAST = 12, BINS_MOST = 60, LEGEND_LINE = 18, LEGEND_GAP = 10 };

static const char *const bar_colour = "#e39a5f";
static const char *const failure_colour = "#8a8a8a";
static const char *const mean_style = "lw 2.2 lc rgb '#222222'";
static const char *const quantile_style = "lw 1.6 dt (6,4) lc rgb '#222222'";
static const char *const class_style = "lw 3.5 lc rgb '#0072b2'";

static const double FAILURE_BAR = 0.03; ///< width over that of all depths; half of it beside
static const double NO_DEPTH = 100;     ///< shown when nothing punctures, um
static const double CLASS_TICK = 0.05;  ///< length over the panel's height

/// Depths in um, shares in %.
typedef struct view {
    const aci_figure_data *data;
    const aci_figure_needling *needles;
    double low, high; ///< ends of the axis of depth
    double bin;       ///< width
    int bins;
    double *share; ///< [bins], of all strikes
    double failure_share, most;
} view;

static double deepest(const aci_figure_needling *needles)
{
    double depth = 0;
    for (int strike = 0; strike < needles->strikes; strike++) {
        depth = fmax(depth, needles->strike_depth[strike]);
    }
    return depth > 0 ? aci_text_micrometres(depth) : NO_DEPTH;
}

/// Standard deviation of the punctured, um.
static double deviation(const aci_figure_needling *needles)
{
    double sum = 0, square = 0;
    int count = needles->strikes - needles->failures;
    for (int strike = 0; strike < needles->strikes; strike++) {
        sum += needles->strike_depth[strike];
    }
    double mean = count > 0 ? sum / count : 0;
    for (int strike = 0; strike < needles->strikes; strike++) {
        double off = needles->strike_depth[strike] - mean;
        square += needles->punctured[strike] > 0.5 ? off * off : 0;
    }
    return count > 0 ? aci_text_micrometres(sqrt(square / count)) : 0;
}

/// A round width near half of Scott's for a normal distribution, 3.49 deviations over the cube root
/// of the number (1979, 10.1093/biomet/66.3.605).
static double choose_bin(const aci_figure_needling *needles, double range)
{
    double width = 3.49 / 2 * deviation(needles) / cbrt(needles->strikes);
    double bins = width > 0 ? range / width : BINS_MOST;
    return aci_text_step(range, (int)fmin(fmax(bins, BINS_LEAST), BINS_MOST));
}

static void count_strikes(view *v)
{
    const aci_figure_needling *n = v->needles;
    double part = 100.0 / n->strikes;
    for (int strike = 0; strike < n->strikes; strike++) {
        if (n->punctured[strike] > 0.5) {
            int bin = (int)(aci_text_micrometres(n->strike_depth[strike]) / v->bin);
            v->share[bin < v->bins ? bin : v->bins - 1] += part;
        }
    }
    v->failure_share = part * n->failures;
    v->most = v->failure_share;
    for (int bin = 0; bin < v->bins; bin++) {
        v->most = fmax(v->most, v->share[bin]);
    }
}

static aci_status make_view(const aci_figure_data *data, view *v)
{
    *v = (view){.data = data, .needles = &data->needling};
    double range = deepest(v->needles);
    v->bin = choose_bin(v->needles, range);
    v->bins = (int)ceil(range / v->bin - 1e-9);
    v->high = v->bins * v->bin;
    v->low = v->needles->failures > 0 ? -2 * FAILURE_BAR * v->high : 0;
    v->share = calloc((size_t)v->bins, sizeof *v->share);
    if (v->share == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a histogram");
    }
    count_strikes(v);
    return ACI_OK;
}

static void write_data(FILE *stream, const view *v)
{
    fputs("$bins << END\n", stream);
    for (int bin = 0; bin < v->bins; bin++) {
        fprintf(stream, "%.6g %.6g %.6g\n", (bin + 0.5) * v->bin, v->share[bin], v->bin);
    }
    fprintf(stream, "END\n$failures << END\n%.6g %.6g %.6g\nEND\n", -FAILURE_BAR * v->high,
            v->failure_share, FAILURE_BAR * v->high);
}

static aci_status write_layers(aci_script *script, const view *v, aci_rectangle panel)
{
    aci_bands bands = {panel, v->low, v->high, true};
    double *edges = calloc((size_t)v->data->layers + 1, sizeof *edges);
    if (edges == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d layers", v->data->layers);
    }
    for (int layer = 0; layer < v->data->layers; layer++) {
        edges[layer + 1] = aci_text_micrometres(v->data->layer_bottom[layer]);
    }
    aci_bands_write(script, v->data, &bands, edges);
    free(edges);
    return ACI_OK;
}

static void write_axes(aci_script *script, const view *v, aci_rectangle panel)
{
    FILE *stream = script->stream;
    double high = v->most > 0 ? 1.1 * v->most : 1;
    aci_script_place_panel(script, panel);
    fprintf(stream, "set xrange [%.8g:%.8g] noextend\nset yrange [0:%.8g] noextend\n", v->low,
            v->high, high);
    fprintf(stream, "set xtics 0,%g font small_font offset 0,0.3 format '%%g'\n",
            aci_text_step(v->high, 10));
    fprintf(stream, "set ytics %g font small_font format '%%g'\n",
            aci_text_step(high, (int)(panel.height / 40)));
    fputs("set grid ytics lc rgb '#dddddd' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    aci_script_label(script, 24, panel.top + panel.height / 2, "center rotate by 90",
                     "part of the strikes (%)");
    aci_script_label(script, panel.left + panel.width / 2, panel.top + panel.height + 44, "center",
                     "depth of the tip (" ACI_MICROMETRE ")");
}

static void write_mark(FILE *stream, double depth, double height, const char *style)
{
    fprintf(stream, "set arrow from first %.8g, graph 0 to first %.8g, graph %g nohead front %s\n",
            depth, depth, height, style);
}

/// The true patch of a box is computed as it is, without classes.
static bool is_used(const view *v, int class)
{
    return v->data->geometry != ACI_BOX && v->needles->class_weight[class] > 0;
}

static int count_classes(const view *v)
{
    int count = 0;
    for (int n = 0; n + 1 < v->needles->classes; n++) {
        count += is_used(v, n);
    }
    return count;
}

static void write_marks(FILE *stream, const view *v)
{
    const aci_figure_needling *n = v->needles;
    write_mark(stream, aci_text_micrometres(n->depth_mean), 1, mean_style);
    write_mark(stream, aci_text_micrometres(n->depth_quantiles[0]), 1, quantile_style);
    write_mark(stream, aci_text_micrometres(n->depth_quantiles[2]), 1, quantile_style);
    for (int k = 0; k + 1 < n->classes; k++) {
        if (is_used(v, k)) {
            write_mark(stream, aci_text_micrometres(n->class_depth[k]), CLASS_TICK, class_style);
        }
    }
}

/// The gutter is written from top to bottom.
typedef struct legend {
    aci_script *script;
    double x, y;
} legend;

static void write_entry(legend *at, const char *box, const char *line, const char *const text[2])
{
    if (box != NULL) {
        aci_script_box(at->script, (aci_rectangle){at->x, at->y - 6, 26, 12}, box);
    } else {
        aci_script_line(at->script, (double[]){at->x, at->y}, (double[]){at->x + 26, at->y}, line);
    }
    for (int n = 0; n < 2 && text[n][0] != '\0'; n++) {
        aci_script_label(at->script, at->x + 34, at->y, "left " ACI_SMALL, text[n]);
        at->y += LEGEND_LINE;
    }
    at->y += LEGEND_GAP;
}

static void write_legend(aci_script *script, const view *v, aci_rectangle panel)
{
    const aci_figure_needling *n = v->needles;
    char number[2][ACI_FIGURE_TEXT], text[2 * ACI_FIGURE_TEXT + 16];
    legend at = {script, panel.left + panel.width + 16, panel.top + 12};
    snprintf(text, sizeof text, "%d of %d strikes", n->strikes - n->failures, n->strikes);
    write_entry(&at, bar_colour, NULL, (const char *const[]){"punctured", text});
    if (n->failures > 0) {
        snprintf(text, sizeof text, "%d strikes, at depth 0", n->failures);
        write_entry(&at, failure_colour, NULL, (const char *const[]){"not punctured", text});
    }
    snprintf(text, sizeof text, "%s " ACI_MICROMETRE,
             aci_text_number(aci_text_micrometres(n->depth_mean), number[0]));
    write_entry(&at, NULL, mean_style, (const char *const[]){"mean of all strikes", text});
    snprintf(text, sizeof text, "%s to %s " ACI_MICROMETRE,
             aci_text_number(aci_text_micrometres(n->depth_quantiles[0]), number[0]),
             aci_text_number(aci_text_micrometres(n->depth_quantiles[2]), number[1]));
    write_entry(&at, NULL, quantile_style,
                (const char *const[]){"5 and 95 % of all strikes", text});
    if (count_classes(v) > 0) {
        snprintf(text, sizeof text, "%d depth classes", count_classes(v));
        write_entry(&at, NULL, class_style, (const char *const[]){text, "used for the transport"});
    }
}

static aci_status write_panel(aci_script *script, const view *v)
{
    aci_rectangle panel = {LEFT, TOP, WIDTH, HEIGHT};
    write_axes(script, v, panel);
    ACI_TRY(write_layers(script, v, panel));
    write_marks(script->stream, v);
    write_legend(script, v, panel);
    fprintf(script->stream,
            "set style fill solid border rgb '#ffffff'\n"
            "plot $bins using 1:2:3 with boxes lw 0.5 fc rgb '%s'",
            bar_colour);
    if (v->needles->failures > 0) {
        fprintf(script->stream, ", $failures using 1:2:3 with boxes lw 0.5 fc rgb '%s'",
                failure_colour);
    }
    fputc('\n', script->stream);
    aci_script_end_panel(script);
    return ACI_OK;
}

static void write_headline(const aci_figure_needling *n, char *out, size_t size)
{
    char low[ACI_FIGURE_TEXT], high[ACI_FIGURE_TEXT];
    if (n->failures > 0) {
        snprintf(out, size,
                 "%d of %d strikes do not puncture; the mean depth of all is %s " ACI_MICROMETRE,
                 n->failures, n->strikes,
                 aci_text_number(aci_text_micrometres(n->depth_mean), low));
        return;
    }
    snprintf(out, size, "Every strike punctures; nine in ten end between %s and %s " ACI_MICROMETRE,
             aci_text_number(aci_text_micrometres(n->depth_quantiles[0]), low),
             aci_text_number(aci_text_micrometres(n->depth_quantiles[2]), high));
}

static aci_status write_figure(aci_script *script, const view *v)
{
    char caption[ACI_FIGURE_CAPTION], headline[3 * ACI_FIGURE_TEXT];
    aci_text_caption_needles(v->data, "Layers of mean thickness; each strike meets its own.",
                             caption);
    write_headline(v->needles, headline, sizeof headline);
    int width = LEFT + WIDTH + GUTTER;
    int height = TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption);
    aci_script_begin(script, width, height, v->data->title, headline);
    aci_script_caption(script, caption);
    write_data(script->stream, v);
    return write_panel(script, v);
}

aci_status aci_draw_histogram(aci_script *script, const aci_figure_data *data)
{
    view v;
    aci_status status = make_view(data, &v);
    if (status == ACI_OK) {
        status = write_figure(script, &v);
    }
    free(v.share);
    return status;
}
