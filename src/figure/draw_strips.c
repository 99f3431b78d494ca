/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `strips`: content of each tape strip at up to five report times, as steps over the
/// strips; the last time on intact skin dashed.
#include <math.h>
#include <stdio.h>

#include "draw.h"
#include "text.h"

enum { LEFT = 104, TOP = 82, WIDTH = 640, GUTTER = 190, HEIGHT = 400, AXIS = 62, TIMES = 5 };

static const double decades_below = 1e-4; ///< of the largest, where the axis ends at the latest

typedef struct picture {
    const aci_figure_data *data;
    const aci_figure_strips *strips;
    int times, chosen[TIMES];
    bool has_control;
    double low, high; ///< ug/cm2
} picture;

static double amount(const picture *p, int time, int strip)
{
    return aci_text_amount(p->strips->amount[time * p->strips->columns + strip]);
}

static void find_range(picture *p)
{
    double high = 0, low = HUGE_VAL;
    for (int n = 0; n < p->times; n++) {
        for (int k = 0; k < p->strips->columns; k++) {
            double value = amount(p, p->chosen[n], k);
            high = fmax(high, value);
            low = value > 0 ? fmin(low, value) : low;
        }
    }
    for (int k = 0; p->has_control && k < p->strips->columns; k++) {
        int at = (p->strips->times - 1) * p->strips->columns + k;
        high = fmax(high, aci_text_amount(p->strips->control[at]));
    }
    high = high > 0 ? high : 1;
    low = fmax(fmin(low, 0.1 * high), decades_below * high);
    p->high = pow(10, ceil(log10(1.05 * high)));
    p->low = pow(10, floor(log10(low)));
}

static void write_number(FILE *stream, const picture *p, double value)
{
    fprintf(stream, " %.8g", fmax(value, 1e-3 * p->low));
}

static void write_data(FILE *stream, const picture *p)
{
    const aci_figure_strips *s = p->strips;
    fputs("$strips << END\n", stream);
    for (int k = 0; k < s->columns; k++) {
        fprintf(stream, "%d", k + 1);
        for (int n = 0; n < p->times; n++) {
            write_number(stream, p, amount(p, p->chosen[n], k));
        }
        if (p->has_control) {
            int at = (s->times - 1) * s->columns + k;
            write_number(stream, p, aci_text_amount(s->control[at]));
        }
        fputc('\n', stream);
    }
    fputs("END\n", stream);
}

static const char *time_colour(const picture *p, int time, char out[8])
{
    double place = p->times > 1 ? (double)time / (p->times - 1) : 0.5;
    return aci_script_colour(0.05 + 0.8 * place, out);
}

static void write_axes(aci_script *script, const picture *p, aci_rectangle panel)
{
    FILE *stream = script->stream;
    char text[2 * ACI_FIGURE_TEXT], height[ACI_FIGURE_TEXT];
    int count = p->strips->columns;
    aci_script_place_panel(script, panel);
    fprintf(stream, "set xrange [0.5:%g] noextend\nset yrange [%.8g:%.8g]\nset logscale y\n",
            count + 0.5, p->low, p->high);
    fprintf(stream, "set xtics 1, %d font small_font offset 0,0.3 format '%%g'\n",
            count > 30   ? 5
            : count > 15 ? 2
                         : 1);
    aci_script_decades(stream, "ytics", p->low, p->high, true);
    fputs("set grid ytics lc rgb '#e4e4e4' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    aci_script_label(script, 24, panel.top + panel.height / 2, "center rotate by 90",
                     "compound in the strip (" ACI_AMOUNT_UNIT ")");
    aci_text_number(aci_text_micrometres(p->strips->bottom[0] - p->strips->top[0]), height);
    snprintf(text, sizeof text, "tape strip from the surface, each %s " ACI_MICROMETRE, height);
    aci_script_label(script, panel.left + panel.width / 2, panel.top + panel.height + 44, "center",
                     text);
}

static void write_legend(aci_script *script, const picture *p, aci_rectangle panel)
{
    double x = panel.left + panel.width + 18, y = panel.top + 12;
    for (int n = 0; n < p->times; n++, y += 22) {
        char style[64], colour[8], hours[ACI_FIGURE_TEXT], text[ACI_FIGURE_TEXT + 4];
        snprintf(style, sizeof style, "lw 2.2 lc rgb '%s'", time_colour(p, n, colour));
        snprintf(text, sizeof text, "%s h", aci_text_time(p->strips->time[p->chosen[n]], hours));
        aci_script_line(script, (double[]){x, y}, (double[]){x + 30, y}, style);
        aci_script_label(script, x + 38, y, "left " ACI_SMALL, text);
    }
    if (p->has_control) {
        char hours[ACI_FIGURE_TEXT], text[ACI_FIGURE_TEXT + 16];
        snprintf(text, sizeof text, "intact skin, %s h",
                 aci_text_time(p->strips->time[p->strips->times - 1], hours));
        y += 12;
        aci_script_line(script, (double[]){x, y}, (double[]){x + 30, y},
                        "lw 1.6 dt (6,4) lc rgb '#444444'");
        aci_script_label(script, x + 38, y, "left " ACI_SMALL, text);
    }
}

static void write_curves(FILE *stream, const picture *p)
{
    fputs("plot ", stream);
    for (int n = 0; n < p->times; n++) {
        char colour[8];
        fprintf(stream, "%s$strips using 1:%d with histeps lw 2.2 lc rgb '%s'", n > 0 ? ", " : "",
                n + 2, time_colour(p, n, colour));
    }
    if (p->has_control) {
        fprintf(stream, ", $strips using 1:%d with histeps lw 1.6 dt (6,4) lc rgb '#444444'",
                p->times + 2);
    }
    fputc('\n', stream);
}

static void write_caption(const picture *p, char out[ACI_FIGURE_CAPTION])
{
    char error[ACI_FIGURE_TEXT];
    snprintf(out, ACI_FIGURE_CAPTION,
             "The stratum corneum in %d equal layers, channels left out; a tape of the laboratory "
             "takes off less and less. Content: %s of the fullest strip. The uncertainty of "
             "parameters and model is not included.",
             p->strips->columns, aci_text_error(p->strips->error, error));
}

aci_status aci_draw_strips(aci_script *script, const aci_figure_data *data)
{
    char caption[ACI_FIGURE_CAPTION];
    picture p = {.data = data, .strips = &data->strips};
    const aci_rectangle panel = {LEFT, TOP, WIDTH, HEIGHT};
    p.times = aci_data_choose(data->strips.times, TIMES, p.chosen);
    p.has_control = data->strips.control != NULL && data->has_channel;
    find_range(&p);
    write_caption(&p, caption);
    int width = LEFT + WIDTH + GUTTER;
    aci_script_begin(script, width, TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption),
                     data->title, "Tape strips");
    aci_script_caption(script, caption);
    write_data(script->stream, &p);
    write_axes(script, &p, panel);
    write_legend(script, &p, panel);
    write_curves(script->stream, &p);
    aci_script_end_panel(script);
    return ACI_OK;
}
