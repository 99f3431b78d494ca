/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map_parts.h"

#include <math.h>

enum { GUTTER = 40 };

void aci_map_include(aci_panel_axis *axis, const aci_quantity *quantity, const double *values,
                     int count)
{
    for (int n = 0; n < count; n++) {
        aci_panel_include(axis, quantity->factor * values[n]);
    }
}

aci_panel_axis aci_map_axis(const aci_map_key *key, const aci_quantity *quantity)
{
    aci_panel_axis axis = aci_panel_empty(key->is_log);
    aci_map_include(&axis, quantity, key->values, key->count);
    aci_quantity_title(quantity, key->name, axis.title);
    return axis;
}

static void add(char out[ACI_FIGURE_CAPTION], const char *before, const char *text,
                const char *after)
{
    size_t used = 0;
    while (out[used] != '\0') {
        used++;
    }
    snprintf(out + used, ACI_FIGURE_CAPTION - used, "%s%s%s", before, text, after);
}

static void write_caption(const aci_map *map, char out[ACI_FIGURE_CAPTION])
{
    snprintf(out, ACI_FIGURE_CAPTION, "%s",
             map->cases > 0  ? "Each dot is a case of the sweep; they lie on no grid."
             : map->keys > 1 ? "Each dot is a case of the sweep; between them values are "
                               "interpolated."
                             : "Each dot is a case of the sweep; lines only join them.");
    if (map->others[0] != '\0') {
        add(out, " The axes are the first two keys that vary; they say nothing of ", map->others,
            ".");
    }
    if (map->fixed[0] != '\0') {
        add(out, " At ", map->fixed, ", the first value of each other key.");
    }
    if (map->failed > 0) {
        char number[ACI_FIGURE_TEXT];
        snprintf(number, sizeof number, "%d", map->failed);
        add(out, " Without a result: ", number, map->keys > 1 ? " (crosses)." : ".");
    }
    for (int n = 0; n < map->limit_count; n++) {
        const char *limits = map->cases > 0  ? " Ringed: outside the limits, "
                             : map->keys > 1 ? " Pale: outside the limits, "
                                             : " Limits: ";
        add(out, n == 0 ? limits : "; ", map->limits[n].text, n + 1 < map->limit_count ? "" : ".");
    }
    add(out, "", " The uncertainty of parameters and model is not included.", "");
}

void aci_map_open(aci_script *script, const aci_map *map, int gutter, const char *subtitle)
{
    char caption[ACI_FIGURE_CAPTION];
    int width = ACI_MAP_LEFT + ACI_MAP_WIDTH + gutter;
    write_caption(map, caption);
    aci_script_begin(script, width,
                     ACI_MAP_TOP + ACI_MAP_HEIGHT + ACI_MAP_AXIS +
                         aci_script_caption_height(width, caption),
                     map->title, subtitle);
    aci_script_caption(script, caption);
}

static void write_limits(FILE *stream, const aci_map *map, const aci_quantity *z)
{
    for (int n = 0; n < map->limit_count; n++) {
        const double bounds[2] = {map->limits[n].at_least, map->limits[n].at_most};
        for (int k = 0; k < 2; k++) {
            if (map->limits[n].is_of_shown && isfinite(bounds[k])) {
                fprintf(stream,
                        "set arrow from graph 0, first %.8g to graph 1, first %.8g nohead lw 1.5 "
                        "dt (2,4) lc rgb '#d55e00'\n",
                        z->factor * bounds[k], z->factor * bounds[k]);
            }
        }
    }
}

static aci_panel curve_panel(const aci_map *map, const aci_quantity *x, const aci_quantity *z)
{
    aci_panel panel = {.at = {ACI_MAP_LEFT, ACI_MAP_TOP, ACI_MAP_WIDTH, ACI_MAP_HEIGHT}};
    panel.x = aci_map_axis(&map->key[0], x);
    aci_panel_widen(&panel.x, 0.03);
    panel.y = aci_panel_empty(false);
    aci_map_include(&panel.y, z, map->values, map->key[0].count);
    for (int n = 0; n < map->limit_count; n++) {
        bool is_shown = map->limits[n].is_of_shown;
        aci_panel_include(&panel.y, is_shown ? z->factor * map->limits[n].at_least : NAN);
        aci_panel_include(&panel.y, is_shown ? z->factor * map->limits[n].at_most : NAN);
    }
    panel.y.is_log = panel.y.low > 0.0 && panel.y.high > ACI_MAP_LOG_RANGE * panel.y.low;
    if (!panel.y.is_log) {
        aci_panel_include(&panel.y, 0.0);
    }
    aci_panel_widen(&panel.y, 0.05);
    aci_quantity_title(z, map->label, panel.y.title);
    return panel;
}

aci_status aci_map_draw_curve(aci_script *script, const aci_map *map)
{
    FILE *stream = script->stream;
    aci_quantity x = aci_quantity_of(map->key[0].name, map->key[0].unit);
    aci_quantity z = aci_quantity_of(map->result, map->unit);
    aci_panel panel = curve_panel(map, &x, &z);
    char subtitle[ACI_FIGURE_CAPTION];
    snprintf(subtitle, sizeof subtitle, "%s over %s", map->label, panel.x.title);
    aci_map_open(script, map, GUTTER, subtitle);
    fputs("$cases << END\n", stream);
    for (int n = 0; n < map->key[0].count; n++) {
        fprintf(stream, "%.8g %.8g\n", x.factor * map->key[0].values[n], z.factor * map->values[n]);
    }
    fputs("END\n", stream);
    aci_panel_begin(script, &panel);
    write_limits(stream, map, &z);
    fputs("plot $cases using 1:2 with linespoints pt 7 ps 0.9 lw 2 lc rgb '#0072b2'\n", stream);
    aci_script_end_panel(script);
    return ACI_OK;
}
