/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `absorbed`: Q(t) above its flux, needled against intact skin. Each curve is named at its
/// end, with its number, so there is no legend to look up.
#include <math.h>
#include <string.h>

#include "draw.h"
#include "note.h"
#include "text.h"

enum { LEFT = 104, TOP = 82, WIDTH = 600, GUTTER = 276, AMOUNT_HEIGHT = 320, FLUX_HEIGHT = 170 };
enum { GAP = 26, AXIS = 62, POINTS_MOST = 24 };

static const char *const needled_colour = "#d55e00";
static const char *const intact_colour = "#0072b2";
static const char *const tangent_colour = "#555555";

/// Below this ratio of the largest fluxes a linear axis shows only one of the two curves.
static const double LOG_RATIO = 0.03;

static void write_curve(FILE *stream, const char *name, const aci_history *history)
{
    fprintf(stream, "$%s << END\n", name);
    if (history->time[0] > 0) {
        fputs("0 0 0\n", stream);
    }
    for (int n = 0; n < history->times; n++) {
        double absorbed = aci_text_amount(history->rows[ACI_HISTORY_absorbed][n]);
        double flux = aci_text_flux(history->rows[ACI_HISTORY_absorption_flux][n]);
        // a zero may have been rounded below it, where the axis ends and the line would break
        fprintf(stream, "%.8g %.8g %.8g\n", aci_text_hours(history->time[n]), fmax(absorbed, 0),
                fmax(flux, 0));
    }
    fputs("END\n", stream);
}

static double largest(const aci_history *history, aci_history_row row)
{
    double value = 0;
    for (int n = 0; n < history->times; n++) {
        value = fmax(value, history->rows[row][n]);
    }
    return value;
}

static double last(const aci_history *history, aci_history_row row)
{
    return history->rows[row][history->times - 1];
}

static bool shows_control(const aci_figure_data *data)
{
    return data->has_control && data->has_channel && data->control.times > 0;
}

static bool shows_tangent(const aci_figure_data *data)
{
    double lag = data->endpoints[ACI_ENDPOINT_lag_time].value;
    const aci_history *history = &data->history;
    return data->endpoints[ACI_ENDPOINT_lag_time].exists && history->has_steady_flux && lag > 0 &&
           lag < history->time[history->times - 1];
}

static const char *own_name(const aci_figure_data *data)
{
    return data->has_channel ? "needled skin" : "intact skin";
}

static void write_axes(aci_script *script, const aci_figure_data *data, const aci_note_axis *a,
                       const char *title, bool has_time_axis)
{
    FILE *stream = script->stream;
    const aci_history *history = &data->history;
    double end = aci_text_hours(history->time[history->times - 1]);
    aci_script_place_panel(script, a->panel);
    fprintf(stream, "set xrange [0:%.8g]\nset yrange [%.8g:%.8g]\n%s logscale y\n", end, a->low,
            a->high, a->is_log ? "set" : "unset");
    fprintf(stream, "set xtics %g font small_font offset 0,0.3 format '%s'\n",
            aci_text_step(end, 12), has_time_axis ? "%g" : "");
    if (a->is_log) {
        aci_script_decades(stream, "ytics", a->low, a->high, true);
    } else {
        fprintf(stream, "set ytics %g font small_font format '%%g'\n",
                aci_text_step(a->high, (int)(a->panel.height / 45)));
    }
    fputs("set grid xtics ytics lc rgb '#e4e4e4' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    aci_script_label(script, 24, a->panel.top + a->panel.height / 2, "center rotate by 90", title);
    if (has_time_axis) {
        aci_script_label(script, a->panel.left + a->panel.width / 2,
                         a->panel.top + a->panel.height + 44, "center", "time (h)");
    }
}

static void write_plots(FILE *stream, const aci_figure_data *data, int column)
{
    bool has_points = data->history.times <= POINTS_MOST;
    if (shows_control(data)) {
        fprintf(stream, "$intact using 1:%d with %s lw 1.8 lc rgb '%s', ", column,
                has_points ? "linespoints pt 5 ps 0.6" : "lines", intact_colour);
    }
    fprintf(stream, "$own using 1:%d with %s lw 2.2 lc rgb '%s'\n", column,
            has_points ? "linespoints pt 7 ps 0.7" : "lines",
            data->has_channel ? needled_colour : intact_colour);
}

static aci_note amount_note(const aci_history *history, const char *name, const char *colour)
{
    aci_note n = {.value = aci_text_amount(last(history, ACI_HISTORY_absorbed)), .colour = colour};
    char number[ACI_FIGURE_TEXT], time[ACI_FIGURE_TEXT];
    snprintf(n.first, sizeof n.first, "%s", name);
    snprintf(n.second, sizeof n.second, "%s " ACI_AMOUNT_UNIT " at %s h",
             aci_text_number(n.value, number),
             aci_text_time(history->time[history->times - 1], time));
    return n;
}

static void write_amounts(aci_script *script, const aci_figure_data *data, aci_rectangle panel)
{
    const aci_history *history = &data->history;
    aci_note notes[ACI_NOTE_MOST];
    int count = 0;
    double high = largest(history, ACI_HISTORY_absorbed);
    notes[count++] =
        amount_note(history, own_name(data), data->has_channel ? needled_colour : intact_colour);
    if (shows_control(data)) {
        high = fmax(high, largest(&data->control, ACI_HISTORY_absorbed));
        notes[count++] = amount_note(&data->control, "intact skin", intact_colour);
    }
    aci_note_axis a = {panel, 0, high > 0 ? 1.06 * aci_text_amount(high) : 1, false};
    char number[ACI_FIGURE_TEXT];
    if (shows_tangent(data)) {
        double lag = aci_text_hours(data->endpoints[ACI_ENDPOINT_lag_time].value);
        double end = aci_text_hours(history->time[history->times - 1]);
        double slope = aci_text_flux(history->steady_flux);
        aci_note *tangent = &notes[count++];
        *tangent = (aci_note){.value = slope * (end - lag), .colour = tangent_colour};
        snprintf(tangent->first, sizeof tangent->first, "tangent of the steady flux");
        snprintf(tangent->second, sizeof tangent->second, "lag time %s h",
                 aci_text_number(lag, number));
        fprintf(script->stream, "$tangent << END\n%.8g 0\n%.8g %.8g\nEND\n", lag, end,
                slope * (end - lag));
    }
    write_axes(script, data, &a, "absorbed Q (" ACI_AMOUNT_UNIT ")", false);
    aci_note_write(script, &a, notes, count);
    fputs("plot ", script->stream);
    if (shows_tangent(data)) {
        fprintf(script->stream,
                "$tangent with lines lw 1.5 dt (8,5) lc rgb '%s', "
                "$tangent every ::0::0 with points pt 9 ps 1.1 lc rgb '%s', ",
                tangent_colour, tangent_colour);
    }
    write_plots(script->stream, data, 2);
    aci_script_end_panel(script);
}

static aci_note_axis flux_axis(const aci_figure_data *data, aci_rectangle panel)
{
    double high = largest(&data->history, ACI_HISTORY_absorption_flux);
    aci_note_axis a = {panel, 0, high > 0 ? 1.12 * aci_text_flux(high) : 1, false};
    if (!shows_control(data)) {
        return a;
    }
    double other = largest(&data->control, ACI_HISTORY_absorption_flux);
    a.high = fmax(a.high, 1.12 * aci_text_flux(other));
    if (other > 0 && other < LOG_RATIO * high) {
        a.is_log = true;
        a.high = pow(10, ceil(log10(a.high)));
        a.low = pow(10, floor(log10(fmax(0.02 * aci_text_flux(other), 1e-7 * a.high))));
    }
    return a;
}

static void write_fluxes(aci_script *script, const aci_figure_data *data, aci_rectangle panel)
{
    const aci_history *history = &data->history;
    aci_note_axis a = flux_axis(data, panel);
    aci_note notes[ACI_NOTE_MOST];
    int count = 0;
    char number[ACI_FIGURE_TEXT], time[ACI_FIGURE_TEXT];
    aci_endpoint_value most = data->endpoints[ACI_ENDPOINT_flux_max];
    aci_endpoint_value when = data->endpoints[ACI_ENDPOINT_time_of_flux_max];
    notes[count] = (aci_note){.value = aci_text_flux(last(history, ACI_HISTORY_absorption_flux)),
                              .colour = data->has_channel ? needled_colour : intact_colour};
    snprintf(notes[count].first, ACI_FIGURE_TEXT, "%s", own_name(data));
    if (history->has_steady_flux) {
        snprintf(notes[count].second, sizeof notes[count].second, "steady %s " ACI_FLUX_UNIT,
                 aci_text_number(aci_text_flux(history->steady_flux), number));
    } else if (most.exists && when.exists) {
        snprintf(
            notes[count].second, sizeof notes[count].second, "largest %s " ACI_FLUX_UNIT " at %s h",
            aci_text_number(aci_text_flux(most.value), number), aci_text_time(when.value, time));
    }
    count++;
    if (shows_control(data)) {
        double value = aci_text_flux(last(&data->control, ACI_HISTORY_absorption_flux));
        notes[count] = (aci_note){.value = value, .colour = intact_colour};
        snprintf(notes[count].first, ACI_FIGURE_TEXT, "intact skin");
        snprintf(notes[count].second, sizeof notes[count].second, "%s " ACI_FLUX_UNIT " at the end",
                 aci_text_number(value, number));
        count++;
    }
    write_axes(script, data, &a, "flux (" ACI_FLUX_UNIT ")", true);
    aci_note_write(script, &a, notes, count);
    fputs("plot ", script->stream);
    write_plots(script->stream, data, 3);
    aci_script_end_panel(script);
}

aci_status aci_draw_absorbed(aci_script *script, const aci_figure_data *data)
{
    char caption[ACI_FIGURE_CAPTION];
    aci_text_caption_absorbed(data, caption);
    int width = LEFT + WIDTH + GUTTER;
    int height =
        TOP + AMOUNT_HEIGHT + GAP + FLUX_HEIGHT + AXIS + aci_script_caption_height(width, caption);
    aci_script_begin(script, width, height, data->title,
                     data->history.times > POINTS_MOST
                         ? "Absorbed amount and flux"
                         : "Absorbed amount and flux; points: report times, joined by lines");
    aci_script_caption(script, caption);
    write_curve(script->stream, "own", &data->history);
    if (shows_control(data)) {
        write_curve(script->stream, "intact", &data->control);
    }
    aci_rectangle panel = {LEFT, TOP, WIDTH, AMOUNT_HEIGHT};
    write_amounts(script, data, panel);
    panel.top += AMOUNT_HEIGHT + GAP;
    panel.height = FLUX_HEIGHT;
    write_fluxes(script, data, panel);
    return ACI_OK;
}
