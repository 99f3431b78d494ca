/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "heatmap.h"

#include <math.h>
#include <stdlib.h>

#include "text.h"

/// Image pixels per canvas pixel: sharp on dense screens, and a file of some 100 kB.
static const double PIXELS = 1.5;
enum { NAME_SPACING = 18, NAMES_MOST = 34, LABEL_HALF = 18 };

static aci_status write_pixels(FILE *stream, const aci_heatmap *map, int width, int height)
{
    double *pixels = malloc((size_t)width * (size_t)height * sizeof *pixels);
    if (pixels == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for an image of %d x %d", width, height);
    }
    aci_raster raster = {width, height, pixels};
    aci_image_resample(&map->plane, map->value, map->is_mirrored, map->window, &raster);
    fputs("$pixels << END\n", stream);
    for (int n = 0; n < height; n++) {
        for (int m = 0; m < width; m++) {
            double value = pixels[m + n * width];
            if (isnan(value)) {
                fputs("NaN ", stream);
            } else {
                fprintf(stream, "%.4g ", fmax(value, map->low));
            }
        }
        fputc('\n', stream);
    }
    fputs("END\n", stream);
    free(pixels);
    return ACI_OK;
}

static void write_outline(FILE *stream, const aci_heatmap *map)
{
    fputs("$outline << END\n", stream);
    for (int side = 1; side >= (map->is_mirrored ? -1 : 1); side -= 2) {
        for (int n = 0; n < map->outline_count; n++) {
            const aci_segment *segment = &map->outline[n];
            for (int end = 0; end < 2; end++) {
                fprintf(stream, "%.5g %.5g\n", side * aci_text_micrometres(segment->x[end]),
                        aci_text_micrometres(segment->z[end]));
            }
            fputc('\n', stream);
        }
    }
    fputs("END\n", stream);
}

/// Dark under light, so that the line shows on every colour of the palette.
static void write_depth_line(FILE *stream, double depth, double width)
{
    double z = aci_text_micrometres(depth);
    fprintf(stream,
            "set arrow from graph 0, first %.8g to graph 1, first %.8g nohead front lw %g "
            "lc rgb '#80000000'\n"
            "set arrow from graph 0, first %.8g to graph 1, first %.8g nohead front lw %g "
            "lc rgb '#ffffff'\n",
            z, z, 2.2 * width, z, z, 0.8 * width);
}

static void write_layer_lines(FILE *stream, const aci_figure_data *data, aci_window window)
{
    for (int layer = 0; layer < data->layers; layer++) {
        double top = data->layer_top[layer];
        if (top > window.top && top < window.bottom) {
            write_depth_line(stream, top, layer == 0 ? 1.6 : 1);
        }
    }
}

/// Names beside the panel, each tied to the middle of what the panel shows of its layer.
static void write_layer_names(aci_script *script, const aci_figure_data *data,
                              const aci_heatmap *map)
{
    double scale = map->panel.height / (map->window.bottom - map->window.top);
    double middle[NAMES_MOST], place[NAMES_MOST];
    char name[NAMES_MOST][ACI_FIGURE_TEXT];
    int count = 0;
    for (int layer = -1; layer < data->layers && count < NAMES_MOST; layer++) {
        double top = layer < 0 ? map->window.top : data->layer_top[layer];
        double bottom = layer < 0 ? data->layer_top[0] : data->layer_bottom[layer];
        top = fmax(top, map->window.top);
        bottom = fmin(bottom, map->window.bottom);
        if (bottom - top > 1e-9) {
            middle[count] = map->panel.top + scale * ((top + bottom) / 2 - map->window.top);
            place[count] = middle[count];
            aci_text_layer(layer < 0 ? "product" : data->layer_name[layer], name[count++]);
        }
    }
    aci_text_spread(place, count, NAME_SPACING, map->panel.top + 6,
                    map->panel.top + map->panel.height - 6);
    double right = map->panel.left + map->panel.width;
    for (int n = 0; n < count; n++) {
        aci_script_line(script, (double[]){right + 3, middle[n]}, (double[]){right + 14, place[n]},
                        "lw 0.8 lc rgb '#888888'");
        aci_script_label(script, right + 18, place[n], "left " ACI_SMALL, name[n]);
    }
}

static void write_inset(FILE *stream, const aci_window *inset)
{
    for (int layer = 0; layer < 2; layer++) {
        fprintf(stream,
                "set object rectangle from %.8g, %.8g to %.8g, %.8g front fillstyle empty "
                "border lc rgb '%s' lw %g\n",
                aci_text_micrometres(inset->left), aci_text_micrometres(inset->top),
                aci_text_micrometres(inset->right), aci_text_micrometres(inset->bottom),
                layer == 0 ? "#80000000" : "#ff9e4a", layer == 0 ? 2.4 : 1.3);
    }
}

/// Tics at round numbers, none so near to an end that its label meets the next panel's.
static void write_lateral_tics(FILE *stream, const aci_heatmap *map)
{
    double left = aci_text_micrometres(map->window.left);
    double width = aci_text_micrometres(map->window.right) - left;
    double margin = width * fmin(0.08, LABEL_HALF / map->panel.width);
    double step = aci_text_step(width, (int)fmax(3, map->panel.width / 60));
    while (floor((left + width - margin) / step) - ceil((left + margin) / step) < 2) {
        step /= 2;
    }
    fprintf(stream, "set xtics %g,%g,%g font small_font offset 0,0.3\n",
            step * ceil((left + margin) / step), step, left + width - margin);
}

static void write_axes(FILE *stream, const aci_heatmap *map)
{
    aci_window window = map->window;
    double height = aci_text_micrometres(window.bottom - window.top);
    fprintf(stream, "set xrange [%.8g:%.8g] noextend\nset yrange [%.8g:%.8g] noextend\n",
            aci_text_micrometres(window.left), aci_text_micrometres(window.right),
            aci_text_micrometres(window.bottom), aci_text_micrometres(window.top));
    if (map->lateral_tics != NULL) {
        fprintf(stream, "set xtics %s\n", map->lateral_tics);
    } else {
        write_lateral_tics(stream, map);
    }
    fprintf(stream, "set ytics %g font small_font format '%s'\n",
            aci_text_step(height, (int)fmax(3, map->panel.height / 45)),
            map->has_depth_tics ? "%g" : "");
    fprintf(stream, "set logscale cb\nset cbrange [%g:%g]\n", map->low, map->high);
}

static void write_colour_box(aci_script *script, const aci_heatmap *map)
{
    double left = map->panel.left + map->panel.width + 160;
    double bottom = map->panel.top + map->panel.height;
    fprintf(script->stream,
            "set colorbox user origin screen %.6f, screen %.6f size screen %.6f, screen %.6f\n",
            left / script->width, 1 - bottom / script->height, 16.0 / script->width,
            map->panel.height / script->height);
    aci_script_decades(script->stream, "cbtics", map->low, map->high, true);
    aci_script_label(script, left + 86, (map->panel.top + bottom) / 2, "center rotate by 90",
                     "concentration (mg/mL)");
}

aci_status aci_heatmap_write(aci_script *script, const aci_figure_data *data,
                             const aci_heatmap *map)
{
    FILE *stream = script->stream;
    int width = (int)lround(PIXELS * map->panel.width);
    int height = (int)lround(PIXELS * map->panel.height);
    ACI_TRY(write_pixels(stream, map, width, height));
    write_outline(stream, map);
    aci_script_place_panel(script, map->panel);
    write_axes(stream, map);
    write_layer_lines(stream, data, map->window);
    fputs("unset colorbox\n", stream);
    if (map->has_colour_box) {
        write_colour_box(script, map);
    }
    if (map->has_layer_names) {
        write_layer_names(script, data, map);
    }
    if (map->inset != NULL) {
        write_inset(stream, map->inset);
    }
    if (map->heading != NULL) {
        aci_script_label(script, map->panel.left + map->panel.width / 2, map->panel.top - 13,
                         "center", map->heading);
    }
    double step_x = aci_text_micrometres(map->window.right - map->window.left) / width;
    double step_z = aci_text_micrometres(map->window.bottom - map->window.top) / height;
    fprintf(stream, "plot $pixels matrix using (%.10g+%.10g*$1):(%.10g+%.10g*$2):3 with image",
            aci_text_micrometres(map->window.left) + step_x / 2, step_x,
            aci_text_micrometres(map->window.top) + step_z / 2, step_z);
    if (map->outline_count > 0) {
        fputs(", $outline with lines lw 3.4 lc rgb '#80000000', "
              "$outline with lines lw 1.6 lc rgb '#ffffff'",
              stream);
    }
    fputc('\n', stream);
    aci_script_end_panel(script);
    return ACI_OK;
}
