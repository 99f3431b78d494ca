/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `regions`: mean concentration of up to five regions against time, needled skin as a line,
/// intact skin thin and dashed, the threshold as a dotted line of the region's colour. The time
/// axis is linear; concentrations span at most five decades, down to where the curves end.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw.h"
#include "note.h"
#include "text.h"

enum { LEFT = 104, TOP = 82, WIDTH = 600, GUTTER = 290, HEIGHT = 400, AXIS = 62, SHOWN = 5 };

static const char *const colours[SHOWN] = {"#d55e00", "#0072b2", "#009e73", "#cc79a7", "#7a5c00"};

static const double decades_below = 1e-4; ///< of the largest, where the axis ends at the latest

static int shown(const aci_figure_regions *r)
{
    return r->columns < SHOWN ? r->columns : SHOWN;
}

static bool has_threshold(const aci_figure_regions *r, int k)
{
    return r->threshold != NULL && r->threshold[k] > 0;
}

/// The lower of the two curves at the end.
static double last_of(const aci_figure_regions *r, int k)
{
    int at = (r->times - 1) * r->columns + k;
    double control = r->control != NULL ? r->control[at] : HUGE_VAL;
    return fmin(r->mean[at], control > 0 ? control : HUGE_VAL);
}

/// kg/m3 is mg/mL.
static aci_note_axis choose_axis(const aci_figure_regions *r, aci_rectangle panel)
{
    double high = 0, low = HUGE_VAL;
    for (int k = 0; k < shown(r); k++) {
        high = fmax(high, r->largest[k]);
        low = fmin(low, fmin(0.1 * r->largest[k], last_of(r, k)));
        if (has_threshold(r, k)) {
            high = fmax(high, r->threshold[k]);
            low = fmin(low, 0.5 * r->threshold[k]);
        }
    }
    high = high > 0 ? high : 1;
    low = fmax(low, decades_below * high);
    return (aci_note_axis){panel, pow(10, floor(log10(low))), pow(10, ceil(log10(1.1 * high))),
                           true};
}

static void write_data(FILE *stream, const aci_figure_regions *r, const aci_note_axis *axis)
{
    fputs("$regions << END\n", stream);
    for (int n = 0; n < r->times; n++) {
        fprintf(stream, "%.8g", aci_text_hours(r->time[n]));
        for (int k = 0; k < shown(r); k++) {
            int at = n * r->columns + k;
            aci_note_number(stream, axis, r->mean[at]);
            aci_note_number(stream, axis, r->control != NULL ? r->control[at] : 0);
        }
        fputc('\n', stream);
    }
    fputs("END\n", stream);
}

static void write_axes(aci_script *script, const aci_figure_regions *r, const aci_note_axis *axis)
{
    FILE *stream = script->stream;
    double begin = aci_text_hours(r->time[0]), end = aci_text_hours(r->time[r->times - 1]);
    aci_script_place_panel(script, axis->panel);
    fprintf(stream, "set xrange [%.8g:%.8g]\nset yrange [%.8g:%.8g]\nset logscale y\n", begin, end,
            axis->low, axis->high);
    fprintf(stream, "set xtics %g font small_font offset 0,0.3 format '%%g'\n",
            aci_text_step(end - begin, 12));
    aci_script_decades(stream, "ytics", axis->low, axis->high, true);
    fputs("set grid xtics ytics lc rgb '#e4e4e4' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    aci_script_label(script, 24, axis->panel.top + axis->panel.height / 2, "center rotate by 90",
                     "mean concentration in the tissue (mg/mL)");
    aci_script_label(script, axis->panel.left + axis->panel.width / 2,
                     axis->panel.top + axis->panel.height + 44, "center", "time (h)");
}

static aci_note note_of(const aci_figure_regions *r, int k, const aci_note_axis *axis)
{
    char number[ACI_FIGURE_TEXT], name[ACI_FIGURE_TEXT], threshold[ACI_FIGURE_TEXT];
    aci_note note = {.value = fmax(axis->low, r->mean[(r->times - 1) * r->columns + k]),
                     .colour = colours[k]};
    snprintf(note.first, sizeof note.first, "%s", aci_text_layer(r->names[k], name));
    aci_text_number(r->largest[k], number);
    if (has_threshold(r, k)) {
        snprintf(note.second, sizeof note.second, "largest %s, to reach %s mg/mL", number,
                 aci_text_number(r->threshold[k], threshold));
    } else {
        snprintf(note.second, sizeof note.second, "largest %s mg/mL", number);
    }
    return note;
}

static void write_thresholds(FILE *stream, const aci_figure_regions *r)
{
    for (int k = 0; k < shown(r); k++) {
        if (has_threshold(r, k)) {
            fprintf(stream,
                    "set arrow from graph 0, first %.8g to graph 1, first %.8g nohead lw 1.5 "
                    "dt (2,4) lc rgb '%s'\n",
                    r->threshold[k], r->threshold[k], colours[k]);
        }
    }
}

static void write_panel(aci_script *script, const aci_figure_data *data, const aci_note_axis *axis)
{
    const aci_figure_regions *r = &data->regions;
    aci_note notes[SHOWN];
    FILE *stream = script->stream;
    write_axes(script, r, axis);
    write_thresholds(stream, r);
    for (int k = 0; k < shown(r); k++) {
        notes[k] = note_of(r, k, axis);
    }
    aci_note_write(script, axis, notes, shown(r));
    fputs("plot ", stream);
    for (int k = 0; k < shown(r); k++) {
        if (r->control != NULL && data->has_channel) {
            fprintf(stream, "$regions using 1:%d with lines lw 1.3 dt (6,4) lc rgb '%s', ",
                    2 * k + 3, colours[k]);
        }
        fprintf(stream, "$regions using 1:%d with lines lw 2.2 lc rgb '%s'%s", 2 * k + 2,
                colours[k], k + 1 < shown(r) ? ", " : "\n");
    }
    aci_script_end_panel(script);
}

static void write_caption(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    const aci_figure_regions *r = &data->regions;
    char error[ACI_FIGURE_TEXT], more[ACI_FIGURE_TEXT] = "", assumed[ACI_FIGURE_TEXT] = "";
    double worst = 0;
    for (int k = 0; k < shown(r); k++) {
        worst = fmax(worst, r->largest_error[k]);
    }
    if (r->columns > SHOWN) {
        snprintf(more, sizeof more, " %d more regions are in the file.", r->columns - SHOWN);
    }
    if (data->assumed > 0) {
        snprintf(assumed, sizeof assumed, " %d of the parameters %s assumed.", data->assumed,
                 data->assumed == 1 ? "is" : "are");
    }
    snprintf(out, ACI_FIGURE_CAPTION,
             "Mean over the tissue of each region, channels left out%s; dotted: the concentration "
             "to be reached. Largest concentrations: %s.%s%s The uncertainty of parameters and "
             "model is not included.",
             r->control != NULL && data->has_channel ? "; dashed: the same in intact skin" : "",
             aci_text_error(worst, error), more, assumed);
}

aci_status aci_draw_regions(aci_script *script, const aci_figure_data *data)
{
    char caption[ACI_FIGURE_CAPTION];
    write_caption(data, caption);
    int width = LEFT + WIDTH + GUTTER;
    int height = TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption);
    aci_note_axis axis = choose_axis(&data->regions, (aci_rectangle){LEFT, TOP, WIDTH, HEIGHT});
    aci_script_begin(script, width, height, data->title, "Mean concentration of each region");
    aci_script_caption(script, caption);
    write_data(script->stream, &data->regions, &axis);
    write_panel(script, data, &axis);
    return ACI_OK;
}
