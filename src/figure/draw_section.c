/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `section`: panels side by side for the times; below them, where the stack is much deeper
/// than the channel, the same times again with the upper part enlarged. A patch, wider than deep,
/// has its panels one below the other. A slab has one column per time.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "heatmap.h"
#include "text.h"

enum { TIMES = 3, SLAB_TIMES = 8 };
enum {
    LEFT = 96,
    TOP = 106,
    GAP = 22,
    RIGHT = 264,
    AXIS = 62,
    ROW_GAP = 88,
    BESIDE = 220,
    NARROWEST = 760
};

static const double DECADES = 4;    ///< the colours span at most
static const double HIDDEN = 0.03;  ///< part of the depths that may lie under the colours
static const double FAINT = 0.02;   ///< of the largest amount of all times
static const double DEEP = 2.5;     ///< stack over channel depth from which the enlargement helps
static const double BEYOND = 1.25;  ///< the enlargement's depth over the channel's
static const double THIN_LAYER = 8; ///< slab: shown depth over first layer, likewise

typedef struct view {
    const aci_figure_data *data;
    aci_figure_plane plane;
    int times, chosen[SLAB_TIMES];
    bool is_selection; ///< snapshots were left out because they are too faint
    double low, high;  ///< ends of the colours, kg/m3
    aci_window whole, close;
    bool has_close;
    aci_segment *outline;
    int outline_count;
} view;

static double largest_in_row(const view *v, int time, int row)
{
    const double *value =
        aci_data_section(v->data, v->chosen[time]) + (size_t)row * (size_t)v->plane.columns;
    double largest = 0;
    for (int i = 0; i < v->plane.columns; i++) {
        largest = fmax(largest, value[i]);
    }
    return largest;
}

/// Mean over depth of the largest value of each row: how much there is to see.
static double visible_amount(const view *v, int snapshot)
{
    const double *value = aci_data_section(v->data, snapshot);
    double sum = 0;
    for (int row = 0; row < v->plane.rows; row++) {
        double largest = 0;
        for (int i = 0; i < v->plane.columns; i++) {
            largest = fmax(largest, value[i + row * v->plane.columns]);
        }
        sum += largest * (v->plane.row_edges[row + 1] - v->plane.row_edges[row]);
    }
    return sum;
}

/// The snapshots worth a panel, evenly chosen: those with more than FAINT of the largest amount.
static aci_status choose_times(view *v, int wanted)
{
    int count = v->data->snapshots, visible = 0, pick[SLAB_TIMES];
    double largest = 0, *amount = malloc((size_t)count * sizeof *amount);
    int *kept = malloc((size_t)count * sizeof *kept);
    if (amount != NULL && kept != NULL) {
        for (int n = 0; n < count; n++) {
            amount[n] = visible_amount(v, n);
            largest = fmax(largest, amount[n]);
        }
        for (int n = 0; n < count; n++) {
            if (amount[n] >= FAINT * largest) {
                kept[visible++] = n;
            }
        }
        v->is_selection = visible < count;
        v->times = aci_data_choose(visible, wanted, pick);
        for (int n = 0; n < v->times; n++) {
            v->chosen[n] = kept[pick[n]];
        }
    }
    free(amount);
    free(kept);
    return v->times > 0 ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory for %d snapshots", count);
}

static double largest_concentration(const view *v)
{
    double largest = 0;
    for (int time = 0; time < v->times; time++) {
        for (int row = 0; row < v->plane.rows; row++) {
            largest = fmax(largest, largest_in_row(v, time, row));
        }
    }
    return largest > 0 ? largest : 1;
}

/// Part of depth and time where a row's largest value lies under `low`.
static double part_under(const view *v, double low)
{
    double under = 0, all = 0;
    for (int time = 0; time < v->times; time++) {
        for (int row = 0; row < v->plane.rows; row++) {
            double thickness = v->plane.row_edges[row + 1] - v->plane.row_edges[row];
            all += thickness;
            under += largest_in_row(v, time, row) < low ? thickness : 0;
        }
    }
    return under / all;
}

/// As few decades as show nearly all of the section, in half decades.
static double lower_end(const view *v)
{
    for (int halves = 2; halves < 2 * DECADES; halves++) {
        double low = v->high * pow(10, -0.5 * halves);
        if (part_under(v, low) <= HIDDEN) {
            return low;
        }
    }
    return v->high * pow(10, -DECADES);
}

/// The depth below which every shown value lies under the colour scale.
static double depth_in_use(const view *v)
{
    double stack = v->plane.row_edges[v->plane.rows];
    double depth = BEYOND * v->data->channel_end;
    for (int time = 0; time < v->times; time++) {
        for (int row = 0; row < v->plane.rows; row++) {
            if (largest_in_row(v, time, row) > v->low) {
                depth = fmax(depth, v->plane.row_edges[row + 1]);
            }
        }
    }
    depth *= 1.05;
    return depth > 0.85 * stack ? stack : depth;
}

static void choose_windows(view *v)
{
    const aci_figure_data *data = v->data;
    double right = v->plane.column_edges[v->plane.columns];
    double left = data->is_mirrored ? -right : v->plane.column_edges[0];
    v->whole = (aci_window){left, right, v->plane.row_edges[0], depth_in_use(v)};
    v->has_close =
        data->is_mirrored && data->channel_end > 0 && v->whole.bottom > DEEP * data->channel_end;
    double zoom = (BEYOND * data->channel_end - v->whole.top) / (v->whole.bottom - v->whole.top);
    double half = fmin(right, fmax(right * zoom, 1.5 * data->channel_radius));
    v->close = (aci_window){-half, half, v->whole.top, BEYOND * data->channel_end};
}

/// Panels as wide as the section demands, in bounds; columns of panels or, for a patch, rows.
static aci_rectangle first_panel(const view *v, bool *is_stacked)
{
    double aspect = (v->whole.right - v->whole.left) / (v->whole.bottom - v->whole.top);
    *is_stacked = aspect > 1.6;
    aci_rectangle panel = {LEFT, TOP, 0, v->has_close ? 380 : 460};
    if (*is_stacked) {
        panel.width = 820;
        panel.height = fmin(fmax(panel.width / aspect, 130), 420);
    } else {
        panel.width = fmin(fmax(panel.height * aspect, 190), 330);
        panel.height = aspect * panel.height > 330 ? 330 / aspect : panel.height;
    }
    return panel;
}

static void write_axis_titles(aci_script *script, aci_rectangle rows, const char *lateral)
{
    aci_script_label(script, rows.left - 68, rows.top + rows.height / 2, "center rotate by 90",
                     "depth (" ACI_MICROMETRE ")");
    aci_script_label(script, rows.left + rows.width / 2, rows.top + rows.height + 44, "center",
                     lateral);
}

static aci_heatmap map_of_time(const view *v, int time, char heading[ACI_FIGURE_TEXT])
{
    char hours[ACI_FIGURE_TEXT];
    snprintf(heading, ACI_FIGURE_TEXT, "%.40s h",
             aci_text_time(v->data->snapshot_time[v->chosen[time]], hours));
    return (aci_heatmap){
        .window = v->whole,
        .plane = v->plane,
        .value = aci_data_section(v->data, v->chosen[time]),
        .is_mirrored = v->data->is_mirrored,
        .low = v->low,
        .high = v->high,
        .heading = heading,
        .outline = v->outline,
        .outline_count = v->outline_count,
    };
}

static aci_status write_row(aci_script *script, const view *v, aci_rectangle panel, bool is_close)
{
    aci_rectangle row = panel;
    row.width = v->times * panel.width + (v->times - 1) * GAP;
    for (int time = 0; time < v->times; time++) {
        char heading[ACI_FIGURE_TEXT];
        aci_heatmap map = map_of_time(v, time, heading);
        map.panel = panel;
        map.panel.left += time * (panel.width + GAP);
        map.window = is_close ? v->close : v->whole;
        map.heading = is_close ? NULL : heading;
        map.inset = v->has_close && !is_close ? &v->close : NULL;
        map.has_depth_tics = time == 0;
        map.has_layer_names = time == v->times - 1;
        map.has_colour_box = time == v->times - 1 && !is_close;
        if (time == 0) {
            write_axis_titles(script, row, "distance from the axis (" ACI_MICROMETRE ")");
            aci_script_label(script, row.left, row.top - 13, "left " ACI_SMALL " tc rgb '#b05c10'",
                             is_close ? "the framed part, enlarged" : "");
        }
        ACI_TRY(aci_heatmap_write(script, v->data, &map));
    }
    return ACI_OK;
}

static aci_status write_stack(aci_script *script, const view *v, aci_rectangle panel)
{
    for (int time = 0; time < v->times; time++) {
        char heading[ACI_FIGURE_TEXT];
        aci_heatmap map = map_of_time(v, time, heading);
        map.panel = panel;
        map.panel.top += time * (panel.height + ROW_GAP);
        map.has_depth_tics = true;
        map.has_layer_names = true;
        map.has_colour_box = time == 0;
        write_axis_titles(script, map.panel,
                          time == v->times - 1 ? "distance along the patch (" ACI_MICROMETRE ")"
                                               : "");
        ACI_TRY(aci_heatmap_write(script, v->data, &map));
    }
    return ACI_OK;
}

static aci_status write_cell(aci_script *script, view *v, const char *caption)
{
    bool is_stacked;
    aci_rectangle panel = first_panel(v, &is_stacked);
    int rows = is_stacked ? v->times : 1 + v->has_close;
    int columns = is_stacked ? 1 : v->times;
    int width = (int)fmax(LEFT + columns * panel.width + (columns - 1) * GAP + RIGHT, NARROWEST);
    int height = (int)(TOP + rows * panel.height + (rows - 1) * ROW_GAP + AXIS) +
                 aci_script_caption_height(width, caption);
    char subtitle[160];
    snprintf(subtitle, sizeof subtitle, "Concentration in a section through the %s%s",
             !v->data->has_channel  ? "skin"
             : v->data->is_mirrored ? "channel"
                                    : "deepest channel",
             v->is_selection ? " (nearly empty times left out)" : "");
    aci_script_begin(script, width, height, v->data->title, subtitle);
    aci_script_caption(script, caption);
    if (is_stacked) {
        return write_stack(script, v, panel);
    }
    ACI_TRY(write_row(script, v, panel, false));
    panel.top += panel.height + ROW_GAP;
    return v->has_close ? write_row(script, v, panel, true) : ACI_OK;
}

/// A slab as a plane of its own: one column per time, each one unit (1 um on the axis) wide.
typedef struct column_plane {
    double edges[SLAB_TIMES + 1];
    double *value;
    char tics[SLAB_TIMES * 40];
} column_plane;

static aci_status fill_columns(view *v, column_plane *columns)
{
    int rows = v->plane.rows, length = 0;
    columns->value = malloc((size_t)rows * (size_t)v->times * sizeof *columns->value);
    if (columns->value == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a section of %d cells", rows);
    }
    for (int time = 0; time < v->times; time++) {
        const double *value = aci_data_section(v->data, v->chosen[time]);
        for (int row = 0; row < rows; row++) {
            columns->value[time + row * v->times] = value[row];
        }
        char hours[ACI_FIGURE_TEXT];
        double time_here = v->data->snapshot_time[v->chosen[time]];
        length +=
            snprintf(columns->tics + length, sizeof columns->tics - (size_t)length, "%s'%.20s' %g",
                     time > 0 ? ", " : "(", aci_text_time(time_here, hours), time + 0.5);
    }
    snprintf(columns->tics + length, sizeof columns->tics - (size_t)length,
             ") font small_font offset 0,0.3");
    for (int n = 0; n <= v->times; n++) {
        columns->edges[n] = n * 1e-6;
    }
    return ACI_OK;
}

static void separate_columns(FILE *stream, int times)
{
    for (int n = 1; n < times; n++) {
        fprintf(stream,
                "set arrow from %d, graph 0 to %d, graph 1 nohead front lw 5 "
                "lc rgb '#ffffff'\n",
                n, n);
    }
}

static aci_status write_slab(aci_script *script, view *v, const char *caption)
{
    column_plane columns;
    ACI_TRY(fill_columns(v, &columns));
    double first = v->data->layers > 0 ? v->data->layer_bottom[0] : 0;
    bool has_close = first > 0 && THIN_LAYER * first < v->whole.bottom;
    aci_rectangle panel = {LEFT, TOP - 14, has_close ? 300 : 560, 440};
    int width = (int)(LEFT + panel.width + RIGHT + has_close * (panel.width + BESIDE));
    int height = (int)(panel.top + panel.height + AXIS) + aci_script_caption_height(width, caption);
    aci_script_begin(script, width, height, v->data->title,
                     "Concentration over depth, a column per time");
    aci_script_caption(script, caption);
    aci_status status = ACI_OK;
    for (int close = 0; close <= has_close && status == ACI_OK; close++) {
        char heading[ACI_FIGURE_TEXT];
        aci_heatmap map = map_of_time(v, 0, heading);
        map.heading = NULL;
        map.plane.columns = v->times;
        map.plane.column_edges = columns.edges;
        map.value = columns.value;
        map.is_mirrored = false;
        map.lateral_tics = columns.tics;
        map.window.left = 0;
        map.window.right = columns.edges[v->times];
        map.window.bottom = close ? 3 * first : v->whole.bottom;
        map.window.top = close ? fmax(map.window.top, -first) : map.window.top;
        map.panel = panel;
        map.panel.left += close * (panel.width + BESIDE);
        map.has_depth_tics = map.has_layer_names = true;
        map.has_colour_box = close == has_close;
        write_axis_titles(script, map.panel, close ? "time (h), upper part enlarged" : "time (h)");
        separate_columns(script->stream, v->times);
        status = aci_heatmap_write(script, v->data, &map);
    }
    free(columns.value);
    return status;
}

static aci_status write_view(aci_script *script, view *v)
{
    bool is_slab = v->data->geometry == ACI_SLAB;
    char caption[ACI_FIGURE_CAPTION];
    aci_text_caption_field(v->data, caption);
    if (v->data->channel_end > 0) {
        size_t length = strlen(caption);
        snprintf(caption + length, sizeof caption - length, " Outline: channel wall at the start.");
    }
    ACI_TRY(choose_times(v, is_slab ? SLAB_TIMES : TIMES));
    v->high = largest_concentration(v);
    v->low = lower_end(v);
    choose_windows(v);
    if (is_slab) {
        return write_slab(script, v, caption);
    }
    ACI_TRY(aci_image_contour(&v->plane, v->data->fraction, 0.5, &v->outline, &v->outline_count));
    return write_cell(script, v, caption);
}

aci_status aci_draw_section(aci_script *script, const aci_figure_data *data)
{
    view v = {.data = data, .plane = aci_data_plane(data)};
    aci_status status = write_view(script, &v);
    free(v.outline);
    return status;
}
