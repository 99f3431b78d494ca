/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `force`: force on the mean needle against its displacement, the puncture marked; below,
/// how the displacement divides into dimple and depth. Bands show in which layer the tip is.
#include <math.h>
#include <stdlib.h>

#include "bands.h"
#include "draw.h"
#include "note.h"
#include "text.h"

enum { LEFT = 104, TOP = 74 + ACI_BANDS_NAMES, WIDTH = 600, GUTTER = 230, GAP = 30, AXIS = 62 };
enum { FORCE_HEIGHT = 290, DEPTH_HEIGHT = 210, LABEL_LINE = 18 };

static const char *const force_colour = "#222222";
static const char *const depth_colour = "#d55e00";
static const char *const dimple_colour = "#0072b2";

static bool is_punctured(const aci_figure_needling *needles)
{
    return needles->insertion_depth > 0;
}

static double last(const aci_figure_needling *needles, const double *values)
{
    return values[needles->rows - 1];
}

static double largest(const aci_figure_needling *needles, const double *values)
{
    double value = 0;
    for (int row = 0; row < needles->rows; row++) {
        value = fmax(value, values[row]);
    }
    return value;
}

static void write_data(FILE *stream, const aci_figure_needling *needles)
{
    fputs("$way << END\n", stream);
    for (int row = 0; row < needles->rows; row++) {
        fprintf(stream, "%.6g %.6g %.6g %.6g\n", aci_text_micrometres(needles->displacement[row]),
                aci_text_force(needles->force[row]), aci_text_micrometres(needles->dimple[row]),
                aci_text_micrometres(needles->depth[row]));
    }
    fputs("END\n", stream);
    if (is_punctured(needles)) {
        fprintf(stream, "$puncture << END\n%.6g %.6g\nEND\n",
                aci_text_micrometres(needles->puncture_displacement),
                aci_text_force(needles->puncture_force));
    }
}

/// Displacement, m, at which the tip goes below a depth; the end of the way when it never does.
static double displacement_at(const aci_figure_needling *needles, double depth)
{
    for (int row = 0; row < needles->rows; row++) {
        if (needles->depth[row] > depth) {
            return needles->displacement[row];
        }
    }
    return last(needles, needles->displacement);
}

/// Bands over the displacement for the layers the tip goes through.
static aci_status write_layers(aci_script *script, const aci_figure_data *data, aci_rectangle panel,
                               bool has_names)
{
    const aci_figure_needling *needles = &data->needling;
    double end = aci_text_micrometres(last(needles, needles->displacement));
    aci_bands bands = {panel, 0, end, has_names};
    double *edges = malloc(((size_t)data->layers + 1) * sizeof *edges);
    if (edges == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d layers", data->layers);
    }
    for (int layer = 0; layer <= data->layers; layer++) {
        double top = layer == 0 ? 0 : data->layer_bottom[layer - 1];
        edges[layer] = aci_text_micrometres(displacement_at(needles, top));
    }
    aci_bands_write(script, data, &bands, edges);
    free(edges);
    return ACI_OK;
}

static void write_axes(aci_script *script, const aci_figure_needling *needles,
                       const aci_note_axis *axis, const char *title, bool is_lowest)
{
    FILE *stream = script->stream;
    double end = aci_text_micrometres(last(needles, needles->displacement));
    aci_script_place_panel(script, axis->panel);
    fprintf(stream, "set xrange [0:%.8g] noextend\nset yrange [%.8g:%.8g] noextend\n", end,
            axis->low, axis->high);
    fprintf(stream, "set xtics %g font small_font offset 0,0.3 format '%s'\n",
            aci_text_step(end, 10), is_lowest ? "%g" : "");
    fprintf(stream, "set ytics %g font small_font format '%%g'\n",
            aci_text_step(axis->high, (int)(axis->panel.height / 40)));
    fputs("set grid ytics lc rgb '#dddddd' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    aci_script_label(script, 24, axis->panel.top + axis->panel.height / 2, "center rotate by 90",
                     title);
    if (is_lowest) {
        aci_script_label(script, axis->panel.left + axis->panel.width / 2,
                         axis->panel.top + axis->panel.height + 44, "center",
                         "displacement of the needle after first touch (" ACI_MICROMETRE ")");
    }
    if (is_punctured(needles)) {
        fprintf(stream,
                "set arrow from %.6g, graph 0 to %.6g, graph 1 nohead back lw 1 dt (4,4) "
                "lc rgb '#888888'\n",
                aci_text_micrometres(needles->puncture_displacement),
                aci_text_micrometres(needles->puncture_displacement));
    }
}

/// At the top of the panel beside the dashed line, on the side with more room: the force rises to
/// there only at the far end.
static void write_puncture(aci_script *script, const aci_figure_needling *needles,
                           const aci_rectangle *panel)
{
    char force[ACI_FIGURE_TEXT], way[ACI_FIGURE_TEXT], text[2 * ACI_FIGURE_TEXT + 32];
    double part = needles->puncture_displacement / last(needles, needles->displacement);
    double x = panel->left + part * panel->width + (part < 0.5 ? 8 : -8);
    const char *style = part < 0.5 ? "left " ACI_SMALL : "right " ACI_SMALL;
    aci_script_label(script, x, panel->top + 14, style, "the skin is punctured");
    snprintf(text, sizeof text, "at %s mN, %s " ACI_MICROMETRE,
             aci_text_number(aci_text_force(needles->puncture_force), force),
             aci_text_number(aci_text_micrometres(needles->puncture_displacement), way));
    aci_script_label(script, x, panel->top + 14 + LABEL_LINE, style, text);
}

static aci_note end_note(double value, const char *unit, const char *name, const char *colour)
{
    char number[ACI_FIGURE_TEXT];
    aci_note note = {.value = value, .colour = colour};
    snprintf(note.first, sizeof note.first, "%s", name);
    snprintf(note.second, sizeof note.second, "%s %s", aci_text_number(value, number), unit);
    return note;
}

static aci_status write_forces(aci_script *script, const aci_figure_data *data, aci_rectangle panel)
{
    const aci_figure_needling *needles = &data->needling;
    double most = aci_text_force(largest(needles, needles->force));
    aci_note_axis axis = {panel, 0, most > 0 ? 1.15 * most : 1, false};
    aci_note note = end_note(aci_text_force(last(needles, needles->force)), "mN",
                             "force at the end", force_colour);
    write_axes(script, needles, &axis, "force (mN)", false);
    ACI_TRY(write_layers(script, data, panel, true));
    aci_note_write(script, &axis, &note, 1);
    if (is_punctured(needles)) {
        write_puncture(script, needles, &panel);
    }
    fprintf(script->stream, "plot $way using 1:2 with lines lw 2.2 lc rgb '%s'", force_colour);
    if (is_punctured(needles)) {
        fprintf(script->stream, ", $puncture with points pt 7 ps 1.1 lc rgb '%s'", depth_colour);
    }
    fputc('\n', script->stream);
    aci_script_end_panel(script);
    return ACI_OK;
}

static aci_status write_depths(aci_script *script, const aci_figure_data *data, aci_rectangle panel)
{
    const aci_figure_needling *needles = &data->needling;
    double most = fmax(largest(needles, needles->dimple), largest(needles, needles->depth));
    aci_note_axis axis = {panel, 0, most > 0 ? 1.06 * aci_text_micrometres(most) : 1, false};
    const aci_note notes[] = {
        end_note(aci_text_micrometres(last(needles, needles->dimple)), ACI_MICROMETRE,
                 "dimple of the skin", dimple_colour),
        end_note(aci_text_micrometres(last(needles, needles->depth)), ACI_MICROMETRE,
                 "depth of the tip in the skin", depth_colour),
    };
    write_axes(script, needles, &axis, "dimple, depth (" ACI_MICROMETRE ")", true);
    ACI_TRY(write_layers(script, data, panel, false));
    aci_note_write(script, &axis, notes, 2);
    fprintf(script->stream,
            "plot $way using 1:3 with lines lw 2.2 lc rgb '%s', "
            "$way using 1:4 with lines lw 2.2 lc rgb '%s'\n",
            dimple_colour, depth_colour);
    aci_script_end_panel(script);
    return ACI_OK;
}

static void write_headline(const aci_figure_data *data, char *out, size_t size)
{
    const aci_figure_needling *needles = &data->needling;
    char way[ACI_FIGURE_TEXT], other[ACI_FIGURE_TEXT], layer[ACI_FIGURE_TEXT];
    aci_text_number(aci_text_micrometres(last(needles, needles->displacement)), way);
    if (!is_punctured(needles)) {
        snprintf(out, size,
                 "One needle, mean skin: %s " ACI_MICROMETRE
                 " of displacement only dimple it, a puncture takes %s mN",
                 way, aci_text_number(aci_text_force(needles->puncture_force), other));
        return;
    }
    snprintf(out, size,
             "One needle, mean skin: of %s " ACI_MICROMETRE " displacement %s " ACI_MICROMETRE
             " become depth; the tip ends in %s",
             way, aci_text_number(aci_text_micrometres(needles->insertion_depth), other),
             aci_text_layer_at(data, needles->insertion_depth, layer));
}

aci_status aci_draw_force(aci_script *script, const aci_figure_data *data)
{
    char caption[ACI_FIGURE_CAPTION], headline[4 * ACI_FIGURE_TEXT];
    aci_text_caption_needles(data,
                             is_punctured(&data->needling)
                                 ? "Displacement = dimple + depth. Shaded: the layer in which the "
                                   "tip is."
                                 : "Displacement = dimple.",
                             caption);
    write_headline(data, headline, sizeof headline);
    int width = LEFT + WIDTH + GUTTER;
    int height =
        TOP + FORCE_HEIGHT + GAP + DEPTH_HEIGHT + AXIS + aci_script_caption_height(width, caption);
    aci_script_begin(script, width, height, data->title, headline);
    aci_script_caption(script, caption);
    write_data(script->stream, &data->needling);
    aci_rectangle panel = {LEFT, TOP, WIDTH, FORCE_HEIGHT};
    ACI_TRY(write_forces(script, data, panel));
    panel.top += FORCE_HEIGHT + GAP;
    panel.height = DEPTH_HEIGHT;
    return write_depths(script, data, panel);
}
