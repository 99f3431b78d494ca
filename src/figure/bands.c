/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bands.h"

#include <math.h>
#include <string.h>

#include "text.h"

enum { LINE = 15, ABOVE = 10 };

static const double CHARACTER = 6.8; ///< pixels of the small font, in the mean

static void write_line(aci_script *script, double x, double y, const char *text)
{
    aci_script_label(script, x, y, "center " ACI_SMALL " " ACI_GREY, text);
}

static double width_of(const char *text)
{
    return CHARACTER * (double)strlen(text);
}

static void write_name(aci_script *script, const aci_bands *bands, const char *layer,
                       const double range[2])
{
    char name[ACI_FIGURE_TEXT];
    double scale = bands->panel.width / (bands->high - bands->low);
    double width = scale * (range[1] - range[0]), y = bands->panel.top - ABOVE;
    double x = bands->panel.left + scale * ((range[0] + range[1]) / 2 - bands->low);
    aci_text_layer(layer, name);
    if (width_of(name) < width) {
        write_line(script, x, y, name);
        return;
    }
    char *space = strchr(name, ' ');
    if (space == NULL) {
        return;
    }
    *space = '\0';
    if (fmax(width_of(name), width_of(space + 1)) < width) {
        write_line(script, x, y - LINE, name);
        write_line(script, x, y, space + 1);
    }
}

void aci_bands_write(aci_script *script, const aci_figure_data *data, const aci_bands *bands,
                     const double *edges)
{
    double scale = bands->panel.width / (bands->high - bands->low);
    for (int layer = 0; layer < data->layers; layer++) {
        double range[2] = {fmax(edges[layer], bands->low), fmin(edges[layer + 1], bands->high)};
        if (scale * (range[1] - range[0]) < 0.5) {
            continue;
        }
        fprintf(script->stream,
                "set object rectangle from first %.8g, graph 0 to first %.8g, graph 1 behind "
                "fillcolor rgb '%s' fillstyle solid noborder\n",
                range[0], range[1], layer % 2 == 0 ? "#e9e9e9" : "#f5f5f5");
        if (bands->has_names) {
            write_name(script, bands, data->layer_name[layer], range);
        }
    }
}
