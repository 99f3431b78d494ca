/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `plasma`: concentration in plasma against time, needled against intact skin, the largest
/// marked, the stated level as a line. The axis is linear while the level is in sight of the curve
/// and logarithmic where it is far above, so that the margin is seen either way.
#include <math.h>

#include "draw.h"
#include "note.h"
#include "text.h"

enum { LEFT = 104, TOP = 82, WIDTH = 600, GUTTER = 276, HEIGHT = 400, AXIS = 62 };

static const char *const needled_colour = "#d55e00";
static const char *const intact_colour = "#0072b2";
static const char *const level_colour = "#a31515";

static const double in_sight = 5.0;       ///< level over largest concentration
static const double decades_below = 1e-3; ///< of the largest concentration, where the axis ends

/// The unit in which the largest concentration has digits before the point.
typedef struct scale {
    double per_si;
    const char *unit;
} scale;

static const aci_systemic_value *endpoint(const aci_figure_data *data, aci_systemic_endpoint which)
{
    return &data->body.endpoints[which];
}

static scale choose_scale(const aci_figure_data *data)
{
    double largest = endpoint(data, ACI_SYSTEMIC_ENDPOINT_concentration_max)->value;
    return largest >= 1e-4   ? (scale){1e3, "mg/L"}
           : largest >= 1e-7 ? (scale){1e6, ACI_MICRO "g/L"}
                             : (scale){1e9, "ng/L"};
}

static bool shows_control(const aci_figure_data *data)
{
    return data->has_channel;
}

static double largest_of(const double *values, int count)
{
    double largest = 0;
    for (int n = 0; n < count; n++) {
        largest = fmax(largest, values[n]);
    }
    return largest;
}

static aci_note_axis choose_axis(const aci_figure_data *data, scale in, aci_rectangle panel)
{
    const aci_figure_body *body = &data->body;
    double most = in.per_si * endpoint(data, ACI_SYSTEMIC_ENDPOINT_concentration_max)->value;
    double control = in.per_si * largest_of(body->control, body->times);
    double level = in.per_si * body->level;
    double high = fmax(most, shows_control(data) ? control : 0);
    if (level <= in_sight * high) {
        return (aci_note_axis){panel, 0, 1.1 * fmax(high, level), false};
    }
    return (aci_note_axis){panel, pow(10, floor(log10(decades_below * high))),
                           pow(10, ceil(log10(1.2 * level))), true};
}

static void write_data(FILE *stream, const aci_figure_data *data, scale in,
                       const aci_note_axis *axis)
{
    const aci_figure_body *body = &data->body;
    fputs("$plasma << END\n", stream);
    for (int n = 0; n < body->times; n++) {
        fprintf(stream, "%.8g", aci_text_hours(body->time[n]));
        aci_note_number(stream, axis, in.per_si * body->concentration[n]);
        aci_note_number(stream, axis, in.per_si * body->control[n]);
        fputc('\n', stream);
    }
    fprintf(stream, "END\n$peak << END\n%.8g %.8g\nEND\n",
            aci_text_hours(endpoint(data, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max)->value),
            in.per_si * endpoint(data, ACI_SYSTEMIC_ENDPOINT_concentration_max)->value);
}

static void write_axes(aci_script *script, const aci_figure_data *data, const aci_note_axis *axis,
                       scale in)
{
    FILE *stream = script->stream;
    char title[ACI_FIGURE_TEXT];
    double end = aci_text_hours(data->body.time[data->body.times - 1]);
    aci_script_place_panel(script, axis->panel);
    fprintf(stream, "set xrange [0:%.8g]\nset yrange [%.8g:%.8g]\n%s logscale y\n", end, axis->low,
            axis->high, axis->is_log ? "set" : "unset");
    fprintf(stream, "set xtics %g font small_font offset 0,0.3 format '%%g'\n",
            aci_text_step(end, 12));
    if (axis->is_log) {
        aci_script_decades(stream, "ytics", axis->low, axis->high, true);
    } else {
        fprintf(stream, "set ytics %g font small_font format '%%g'\n",
                aci_text_step(axis->high, (int)(axis->panel.height / 45)));
    }
    fputs("set grid xtics ytics lc rgb '#e4e4e4' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    snprintf(title, sizeof title, "concentration in plasma (%s)", in.unit);
    aci_script_label(script, 24, axis->panel.top + axis->panel.height / 2, "center rotate by 90",
                     title);
    aci_script_label(script, axis->panel.left + axis->panel.width / 2,
                     axis->panel.top + axis->panel.height + 44, "center", "time (h)");
}

static aci_note peak_note(const aci_figure_data *data, scale in)
{
    const aci_figure_body *body = &data->body;
    double most = endpoint(data, ACI_SYSTEMIC_ENDPOINT_concentration_max)->value;
    double when = endpoint(data, ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max)->value;
    bool rises = when >= body->time[body->times - 1] * (1 - 1e-9);
    char number[ACI_FIGURE_TEXT], time[ACI_FIGURE_TEXT];
    aci_note note = {.value = in.per_si * body->concentration[body->times - 1],
                     .colour = data->has_channel ? needled_colour : intact_colour};
    snprintf(note.first, sizeof note.first, "%s",
             data->has_channel ? "needled skin" : "intact skin");
    aci_text_number(in.per_si * most, number);
    if (rises) {
        snprintf(note.second, sizeof note.second, "%s %s, still rising", number, in.unit);
    } else {
        snprintf(note.second, sizeof note.second, "largest %s %s at %s h", number, in.unit,
                 aci_text_time(when, time));
    }
    return note;
}

static aci_note control_note(const aci_figure_data *data, scale in)
{
    const aci_figure_body *body = &data->body;
    char number[ACI_FIGURE_TEXT];
    aci_note note = {.value = in.per_si * body->control[body->times - 1], .colour = intact_colour};
    snprintf(note.first, sizeof note.first, "intact skin");
    snprintf(note.second, sizeof note.second, "largest %s %s",
             aci_text_number(in.per_si * largest_of(body->control, body->times), number), in.unit);
    return note;
}

static aci_note level_note(const aci_figure_data *data, scale in)
{
    const aci_systemic_value *margin = endpoint(data, ACI_SYSTEMIC_ENDPOINT_margin);
    char number[ACI_FIGURE_TEXT], times[ACI_FIGURE_TEXT];
    aci_note note = {.value = in.per_si * data->body.level, .colour = level_colour};
    snprintf(note.first, sizeof note.first, "stated level %s %s",
             aci_text_number(note.value, number), in.unit);
    snprintf(note.second, sizeof note.second, "margin %s", aci_text_number(margin->value, times));
    return note;
}

static void write_panel(aci_script *script, const aci_figure_data *data, const aci_note_axis *axis,
                        scale in)
{
    aci_note notes[3];
    int count = 0;
    notes[count++] = peak_note(data, in);
    if (shows_control(data)) {
        notes[count++] = control_note(data, in);
    }
    if (data->body.level > 0) {
        notes[count++] = level_note(data, in);
        fprintf(script->stream,
                "set arrow from graph 0, first %.8g to graph 1, first %.8g nohead "
                "lw 1.5 dt (8,5) lc rgb '%s'\n",
                in.per_si * data->body.level, in.per_si * data->body.level, level_colour);
    }
    write_axes(script, data, axis, in);
    aci_note_write(script, axis, notes, count);
    fputs("plot ", script->stream);
    if (shows_control(data)) {
        fprintf(script->stream, "$plasma using 1:3 with lines lw 1.8 lc rgb '%s', ", intact_colour);
    }
    fprintf(script->stream,
            "$plasma using 1:2 with lines lw 2.2 lc rgb '%s', "
            "$peak using 1:2 with points pt 7 ps 1.0 lc rgb '%s'\n",
            notes[0].colour, notes[0].colour);
    aci_script_end_panel(script);
}

aci_status aci_draw_plasma(aci_script *script, const aci_figure_data *data)
{
    char caption[ACI_FIGURE_CAPTION];
    scale in = choose_scale(data);
    aci_text_caption_plasma(data, caption);
    int width = LEFT + WIDTH + GUTTER;
    int height = TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption);
    const aci_rectangle panel = {LEFT, TOP, WIDTH, HEIGHT};
    aci_note_axis axis = choose_axis(data, in, panel);
    aci_script_begin(script, width, height, data->title,
                     "Concentration in plasma; the dot marks the largest");
    aci_script_caption(script, caption);
    write_data(script->stream, data, in, &axis);
    write_panel(script, data, &axis, in);
    return ACI_OK;
}
