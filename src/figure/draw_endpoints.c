/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `endpoints`: what several runs absorbed and delivered against the number that differs.
#include <math.h>

#include "compare.h"
#include "draw.h"
#include "gnuplot.h"
#include "note.h"

enum { LEFT = 104, TOP = 82, WIDTH = 560, HEIGHT = 360, GUTTER = 240, AXIS = 62 };

static const char absorbed_colour[] = "#0072b2";
static const char delivered_colour[] = "#d55e00";

static void write_data(FILE *stream, const aci_compare *of)
{
    fputs("$runs << END\n", stream);
    for (int n = 0; n < of->count; n++) {
        const aci_compare_point *point = &of->points[n];
        fprintf(stream, "%.8g %.8g %.8g\n", point->place, aci_text_amount(point->absorbed),
                aci_text_amount(point->delivered));
    }
    fputs("END\n", stream);
}

static double highest(const aci_compare *of)
{
    double high = 0;
    for (int n = 0; n < of->count; n++) {
        high = fmax(high, aci_text_amount(fmax(of->points[n].absorbed, of->points[n].delivered)));
    }
    return high > 0 ? 1.08 * high : 1;
}

static void write_axes(aci_script *script, const aci_compare *of, const aci_note_axis *axis)
{
    FILE *stream = script->stream;
    char title[ACI_CONFIG_PATH_SIZE + 2 * ACI_FIGURE_TEXT];
    double first = of->points[0].place, last = of->points[of->count - 1].place;
    double edge = 0.03 * (last - first);
    aci_script_place_panel(script, axis->panel);
    fprintf(stream, "set xrange [%.8g:%.8g] noextend\nset yrange [0:%.8g] noextend\n", first - edge,
            last + edge, axis->high);
    fprintf(stream, "set xtics %g font small_font offset 0,0.3 format '%%g'\n",
            aci_text_step(last - first, 10));
    fprintf(stream, "set ytics %g font small_font format '%%g'\n", aci_text_step(axis->high, 8));
    fputs("set grid xtics ytics lc rgb '#e4e4e4' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    aci_script_label(script, 24, axis->panel.top + axis->panel.height / 2, "center rotate by 90",
                     "amount at the end (" ACI_AMOUNT_UNIT ")");
    snprintf(title, sizeof title, of->unit[0] != '\0' ? "%s (%s)" : "%s", of->key, of->unit);
    aci_script_label(script, axis->panel.left + axis->panel.width / 2,
                     axis->panel.top + axis->panel.height + 44, "center", title);
}

static void write_panel(aci_script *script, const aci_compare *of)
{
    const aci_compare_point *last = &of->points[of->count - 1];
    aci_note_axis axis = {{LEFT, TOP, WIDTH, HEIGHT}, 0, highest(of), false};
    aci_note notes[2] = {
        {aci_text_amount(last->delivered), delivered_colour, "in living skin or absorbed", ""},
        {aci_text_amount(last->absorbed), absorbed_colour, "absorbed", ""}};
    write_axes(script, of, &axis);
    aci_note_write(script, &axis, notes, 2);
    fprintf(script->stream,
            "plot $runs using 1:3 with linespoints pt 7 ps 0.9 lw 2 lc rgb '%s', "
            "$runs using 1:2 with linespoints pt 7 ps 0.9 lw 2 lc rgb '%s'\n",
            delivered_colour, absorbed_colour);
    aci_script_end_panel(script);
}

static void write_caption(const aci_compare *of, char out[ACI_FIGURE_CAPTION])
{
    char error[ACI_FIGURE_TEXT];
    double largest = 0;
    for (int n = 0; n < of->count; n++) {
        largest = fmax(largest, of->points[n].error);
    }
    snprintf(out, ACI_FIGURE_CAPTION,
             "Each dot is a run of its own; in all else their configs are the same. Lines only "
             "join the dots. Largest %s; that of parameters and model is larger.",
             aci_text_error(largest, error));
}

aci_status aci_draw_endpoints(aci_script *script, const aci_compare *of)
{
    char caption[ACI_FIGURE_CAPTION], subtitle[ACI_FIGURE_TEXT];
    char title[ACI_CONFIG_PATH_SIZE + ACI_FIGURE_TEXT];
    int width = LEFT + WIDTH + GUTTER;
    write_caption(of, caption);
    snprintf(subtitle, sizeof subtitle, "%d runs, amounts after %.4g h", of->count, of->hours);
    snprintf(title, sizeof title, "What gets in against %s", of->key);
    script->name = "endpoints";
    aci_script_begin(script, width, TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption),
                     title, subtitle);
    aci_script_caption(script, caption);
    write_data(script->stream, of);
    write_panel(script, of);
    fputs("unset multiplot\nunset output\n", script->stream);
    return ACI_OK;
}
