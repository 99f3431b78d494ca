/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `profile`: concentration over depth at up to six times, the mean over the area as a line
/// and the column on the channel's axis dashed. A first layer too thin to see has a panel of its
/// own on the left.
#include <math.h>
#include <string.h>

#include "draw.h"
#include "text.h"

enum { TIMES = 6, LEFT = 104, TOP = 104, HEIGHT = 400, WIDTH = 640, GAP = 30, GUTTER = 200 };
enum { AXIS = 62, CLOSE_WIDTH = 330 };

static const int DECADES = 6;      ///< the axis spans at most
static const double HIDDEN = 0.02; ///< part of the depths that may lie under the axis
static const double THIN = 0.08;   ///< first layer over stack below which it gets its own panel

typedef struct picture {
    const aci_figure_data *data;
    int times, chosen[TIMES];
    double low, high; ///< kg/m3
    bool has_axis;    ///< a channel: the axis differs from the mean
} picture;

static double on_axis(const aci_figure_data *data, int snapshot, int row)
{
    int column = data->axis_column + row * data->grid->cells[0];
    return aci_data_section(data, snapshot)[column];
}

static double mean_of(const aci_figure_data *data, int snapshot, int row)
{
    return data->mean[(size_t)snapshot * (size_t)data->grid->cells[2] + (size_t)row];
}

/// Part of depth and time where the mean lies under `low`.
static double part_under(const picture *p, double low)
{
    const aci_grid *grid = p->data->grid;
    double under = 0, all = 0;
    for (int time = 0; time < p->times; time++) {
        for (int row = 0; row < grid->cells[2]; row++) {
            double thickness = grid->edges[2][row + 1] - grid->edges[2][row];
            all += thickness;
            under += mean_of(p->data, p->chosen[time], row) < low ? thickness : 0;
        }
    }
    return under / all;
}

static void find_range(picture *p)
{
    double largest = 0;
    for (int time = 0; time < p->times; time++) {
        for (int row = 0; row < p->data->grid->cells[2]; row++) {
            double mean = mean_of(p->data, p->chosen[time], row);
            largest = fmax(largest, fmax(mean, on_axis(p->data, p->chosen[time], row)));
        }
    }
    largest = largest > 0 ? largest : 1;
    p->high = 2 * largest;
    p->low = pow(10, floor(log10(largest)));
    for (int decade = 0; decade < DECADES && part_under(p, p->low) > HIDDEN; decade++) {
        p->low /= 10;
    }
}

/// Depth, then for each time the mean and the value on the axis.
static void write_data(FILE *stream, const picture *p)
{
    fputs("$profile << END\n", stream);
    for (int row = 0; row < p->data->grid->cells[2]; row++) {
        fprintf(stream, "%.8g", aci_text_micrometres(p->data->grid->centres[2][row]));
        for (int time = 0; time < p->times; time++) {
            fprintf(stream, " %.6g %.6g", mean_of(p->data, p->chosen[time], row),
                    on_axis(p->data, p->chosen[time], row));
        }
        fputc('\n', stream);
    }
    fputs("END\n", stream);
}

/// Grey and white bands; a name above each band wide enough for it.
static void write_layers(aci_script *script, const picture *p, aci_rectangle panel,
                         const double range[2])
{
    double scale = panel.width / (range[1] - range[0]);
    for (int layer = -1; layer < p->data->layers; layer++) {
        double top = layer < 0 ? range[0] : p->data->layer_top[layer];
        double bottom = layer < 0 ? p->data->layer_top[0] : p->data->layer_bottom[layer];
        top = fmax(top, range[0]);
        bottom = fmin(bottom, range[1]);
        if (bottom - top < 1e-9) {
            continue;
        }
        if (layer % 2 == 0) {
            fprintf(script->stream,
                    "set object rectangle from first %.8g, graph 0 to first %.8g, graph 1 behind "
                    "fillcolor rgb '#f0f0f0' fillstyle solid noborder\n",
                    aci_text_micrometres(top), aci_text_micrometres(bottom));
        }
        char name[ACI_FIGURE_TEXT];
        aci_text_layer(layer < 0 ? "product" : p->data->layer_name[layer], name);
        if (scale * (bottom - top) > 7.0 * (double)strlen(name)) {
            aci_script_label(script, panel.left + scale * ((top + bottom) / 2 - range[0]),
                             panel.top - 11, "center " ACI_SMALL " " ACI_GREY, name);
        }
    }
}

static void write_axes(aci_script *script, const picture *p, aci_rectangle panel,
                       const double range[2], bool is_first)
{
    FILE *stream = script->stream;
    double width = aci_text_micrometres(range[1] - range[0]);
    aci_script_place_panel(script, panel);
    fprintf(stream, "set xrange [%.8g:%.8g] noextend\nset xtics %g font small_font offset 0,0.3\n",
            aci_text_micrometres(range[0]), aci_text_micrometres(range[1]),
            aci_text_step(width, (int)(panel.width / 60)));
    fprintf(stream, "set logscale y\nset yrange [%.8g:%.8g] noextend\n", p->low, p->high);
    aci_script_decades(stream, "ytics", p->low, p->high, is_first);
    fputs("set grid ytics lc rgb '#dddddd' lw 0.7 lt 1\n", stream);
    aci_script_label(script, panel.left + panel.width / 2, panel.top + panel.height + 44, "center",
                     "depth (" ACI_MICROMETRE ")");
    if (is_first) {
        aci_script_label(script, 24, panel.top + panel.height / 2, "center rotate by 90",
                         "concentration C (mg/mL)");
    }
}

static const char *time_colour(const picture *p, int time, char out[8])
{
    return aci_script_colour(p->times > 1 ? 0.86 * (1 - (double)time / (p->times - 1)) : 0.3, out);
}

static void write_curves(FILE *stream, const picture *p)
{
    fputs("plot ", stream);
    for (int time = 0; time < p->times; time++) {
        char colour[8];
        time_colour(p, time, colour);
        fprintf(stream, "%s$profile using 1:%d with lines lw 2.2 lc rgb '%s'", time > 0 ? ", " : "",
                2 * time + 2, colour);
        if (p->has_axis) {
            fprintf(stream, ", $profile using 1:%d with lines lw 1.4 dt (6,4) lc rgb '%s'",
                    2 * time + 3, colour);
        }
    }
    fputc('\n', stream);
}

static void write_legend(aci_script *script, const picture *p, aci_rectangle panel)
{
    double x = panel.left + panel.width + 18, y = panel.top + 12;
    for (int time = 0; time < p->times; time++, y += 22) {
        char style[64], colour[8], hours[ACI_FIGURE_TEXT], text[ACI_FIGURE_TEXT + 4];
        snprintf(style, sizeof style, "lw 2.2 lc rgb '%s'", time_colour(p, time, colour));
        snprintf(text, sizeof text, "%s h",
                 aci_text_time(p->data->snapshot_time[p->chosen[time]], hours));
        aci_script_line(script, (double[]){x, y}, (double[]){x + 30, y}, style);
        aci_script_label(script, x + 38, y, "left " ACI_SMALL, text);
    }
    if (!p->has_axis) {
        return;
    }
    y += 12;
    aci_script_line(script, (double[]){x, y}, (double[]){x + 30, y}, "lw 2.2 lc rgb '#444444'");
    aci_script_label(script, x + 38, y, "left " ACI_SMALL, "mean over the area");
    y += 22;
    aci_script_line(script, (double[]){x, y}, (double[]){x + 30, y},
                    "lw 1.4 dt (6,4) lc rgb '#444444'");
    aci_script_label(script, x + 38, y, "left " ACI_SMALL, "channel axis");
}

static void write_panels(aci_script *script, const picture *p)
{
    const aci_figure_data *data = p->data;
    const double *depth = data->grid->edges[2];
    double range[2] = {depth[0], depth[data->grid->cells[2]]};
    double first = data->layers > 0 ? data->layer_bottom[0] : 0;
    bool has_close = first > 0 && first < THIN * range[1];
    aci_rectangle panel = {LEFT, TOP, WIDTH, HEIGHT};
    if (has_close) {
        double close[2] = {fmax(range[0], -0.5 * first), 2.2 * first};
        panel.width = CLOSE_WIDTH;
        write_axes(script, p, panel, close, true);
        write_layers(script, p, panel, close);
        write_curves(script->stream, p);
        aci_script_end_panel(script);
        panel.left += CLOSE_WIDTH + GAP;
        panel.width = WIDTH - CLOSE_WIDTH + 40;
    }
    write_axes(script, p, panel, range, !has_close);
    write_layers(script, p, panel, range);
    write_legend(script, p, panel);
    write_curves(script->stream, p);
    aci_script_end_panel(script);
}

aci_status aci_draw_profile(aci_script *script, const aci_figure_data *data)
{
    picture p = {.data = data, .has_axis = data->has_channel};
    char caption[ACI_FIGURE_CAPTION];
    int width = LEFT + WIDTH + 40 + GAP + GUTTER;
    p.times = aci_data_choose(data->snapshots, TIMES, p.chosen);
    find_range(&p);
    aci_text_caption_field(data, caption);
    aci_script_begin(script, width, TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption),
                     data->title, "Concentration over depth");
    aci_script_caption(script, caption);
    write_data(script->stream, &p);
    write_panels(script, &p);
    return ACI_OK;
}
