/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `likelihood`: for each fitted parameter how much chi2 rises when it is held elsewhere and
/// the others are fitted anew, with the estimate and the interval.
#include <math.h>
#include <string.h>

#include "panel.h"
#include "study.h"

enum { COLUMNS = 3, PANELS_MOST = 9, LEFT = 92, WIDTH = 250, HEIGHT = 190 };
enum { GAP_ACROSS = 56, GAP_DOWN = 104, AXIS = 58, HEADING = 22, RIGHT = 36 };

static const double SHOWN = 2.5; ///< times the threshold, up to where the rise is shown

/// One parameter; numbers in display units.
typedef struct view {
    const aci_findings *findings;
    const char *name;
    aci_quantity quantity;
    double estimate, low, high; ///< NAN where not known
    double threshold, scaled;
    aci_panel panel;
} view;

/// The row of the sheet `parameters`, -1 without it.
static int parameter_row(const aci_findings *findings, const char *name)
{
    const aci_findings_text *names = aci_columns_texts(findings, "parameters", "parameter");
    for (int row = 0; names != NULL && row < aci_columns_rows(findings, "parameters"); row++) {
        if (strcmp(names[row], name) == 0) {
            return row;
        }
    }
    return -1;
}

static double parameter_number(const view *v, int row, const char *column)
{
    const double *numbers = aci_columns_numbers(v->findings, "parameters", column);
    return row >= 0 && numbers != NULL ? v->quantity.factor * numbers[row] : NAN;
}

static void read_parameter(view *v)
{
    int row = parameter_row(v->findings, v->name);
    const aci_findings_text *units = aci_columns_texts(v->findings, "parameters", "unit");
    v->quantity = aci_quantity_of("", row >= 0 && units != NULL ? units[row] : "1");
    v->estimate = parameter_number(v, row, "estimate");
    v->low = parameter_number(v, row, "low");
    v->high = parameter_number(v, row, "high");
}

static bool is_here(const view *v, int row)
{
    return strcmp(aci_columns_texts(v->findings, "profile", "parameter")[row], v->name) == 0;
}

/// The values whose rise is shown, and a little more.
static aci_panel_axis value_axis(const view *v)
{
    const double *values = aci_columns_numbers(v->findings, "profile", "value");
    const double *rises = aci_columns_numbers(v->findings, "profile", "chi2_rise");
    double limit = SHOWN * fmax(v->threshold, v->scaled);
    aci_panel_axis axis = aci_panel_empty(false);
    for (int row = 0; row < aci_columns_rows(v->findings, "profile"); row++) {
        if (is_here(v, row) && rises[row] <= limit) {
            aci_panel_include(&axis, v->quantity.factor * values[row]);
        }
    }
    aci_panel_include(&axis, v->estimate);
    axis.is_log = axis.low > 0.0 && axis.high > 8.0 * axis.low;
    aci_panel_widen(&axis, 0.06);
    return axis;
}

static void read_view(view *v, int number)
{
    const double *thresholds = aci_columns_numbers(v->findings, "profile", "threshold");
    const double *scaled = aci_columns_numbers(v->findings, "profile", "threshold_scaled");
    read_parameter(v);
    for (int n = 0; n < aci_columns_rows(v->findings, "profile"); n++) {
        if (is_here(v, n)) {
            v->threshold = thresholds[n];
            v->scaled = scaled != NULL && isfinite(scaled[n]) ? scaled[n] : v->threshold;
        }
    }
    int row = number / COLUMNS, column = number % COLUMNS;
    v->panel.at =
        (aci_rectangle){LEFT + column * (WIDTH + GAP_ACROSS),
                        ACI_COLUMNS_TOP + HEADING + row * (HEIGHT + GAP_DOWN), WIDTH, HEIGHT};
    v->panel.x = value_axis(v);
    v->panel.y = (aci_panel_axis){.low = 0.0, .high = SHOWN * fmax(v->threshold, v->scaled)};
    v->panel.y.has_names = true;
    if (column == 0) {
        snprintf(v->panel.y.title, sizeof v->panel.y.title, "rise of chi\xc2\xb2");
    }
}

static void write_data(FILE *stream, const view *v, int number)
{
    const double *values = aci_columns_numbers(v->findings, "profile", "value");
    const double *rises = aci_columns_numbers(v->findings, "profile", "chi2_rise");
    fprintf(stream, "$profile%d << END\n", number);
    for (int row = 0; row < aci_columns_rows(v->findings, "profile"); row++) {
        if (is_here(v, row)) {
            fprintf(stream, "%.8g %.8g\n", v->quantity.factor * values[row], rises[row]);
        }
    }
    fputs("END\n", stream);
}

static void write_level(FILE *stream, double level, const char *style)
{
    fprintf(stream,
            "set arrow from graph 0, first %.6g to graph 1, first %.6g nohead lw 1.2 %s lc rgb "
            "'#555555'\n",
            level, level, style);
}

static void write_marks(FILE *stream, const view *v)
{
    if (isfinite(v->low) && isfinite(v->high)) {
        fprintf(stream,
                "set object rectangle from %.8g, graph 0 to %.8g, graph 1 behind fillcolor rgb "
                "'#e8f1f8' fillstyle solid noborder\n",
                fmax(v->low, v->panel.x.low), fmin(v->high, v->panel.x.high));
    }
    if (isfinite(v->estimate)) {
        fprintf(stream,
                "set arrow from first %.8g, graph 0 to first %.8g, graph 1 nohead lw 1.2 lc rgb "
                "'#0072b2'\n",
                v->estimate, v->estimate);
    }
    write_level(stream, v->threshold, "dt (2,4)");
    if (fabs(v->scaled - v->threshold) > 1e-3 * v->threshold) {
        write_level(stream, v->scaled, "dt (8,4)");
    }
}

/// Below the panel what it is, above it the numbers with their unit.
static void write_heading(aci_script *script, const view *v)
{
    char key[ACI_QUANTITY_TITLE], text[ACI_QUANTITY_TITLE], number[3][ACI_FIGURE_TEXT];
    double middle = v->panel.at.left + v->panel.at.width / 2;
    aci_quantity_short(aci_quantity_key(v->name, key), 36, text);
    aci_script_label(script, middle, v->panel.at.top + v->panel.at.height + 40, "center " ACI_SMALL,
                     aci_quantity_title(&v->quantity, text, key));
    if (isfinite(v->estimate)) {
        snprintf(text, sizeof text, "%.40s (%.40s to %.40s) %.40s",
                 aci_text_number(v->estimate, number[0]), aci_text_number(v->low, number[1]),
                 aci_text_number(v->high, number[2]), v->quantity.unit);
        aci_script_label(script, middle, v->panel.at.top - 12, "center " ACI_SMALL, text);
    }
}

static void write_panel(aci_script *script, view *v, int number)
{
    read_view(v, number);
    write_data(script->stream, v, number);
    aci_panel_begin(script, &v->panel);
    write_marks(script->stream, v);
    write_heading(script, v);
    fprintf(script->stream,
            "plot $profile%d using 1:2 with linespoints pt 7 ps 0.35 lw 2 lc rgb '#d55e00'\n",
            number);
    aci_script_end_panel(script);
}

/// Names in the order of their rows; returns how many there are, of which PANELS_MOST are given.
static int find_names(const aci_findings *findings, const char *names[PANELS_MOST])
{
    const aci_findings_text *all = aci_columns_texts(findings, "profile", "parameter");
    int count = 0;
    for (int row = 0; row < aci_columns_rows(findings, "profile"); row++) {
        if (row > 0 && strcmp(all[row], all[row - 1]) == 0) {
            continue;
        }
        if (count < PANELS_MOST) {
            names[count] = all[row];
        }
        count++;
    }
    return count;
}

static void write_caption(int count, char out[ACI_FIGURE_CAPTION])
{
    char more[ACI_FIGURE_TEXT] = "";
    if (count > PANELS_MOST) {
        snprintf(more, sizeof more, " %d more are in the file.", count - PANELS_MOST);
    }
    snprintf(out, ACI_FIGURE_CAPTION,
             "Each point: one parameter held, all others fitted anew. Dotted: the rise at which a "
             "95 %% interval ends, errors as given; dashed: with all errors scaled so that the fit "
             "is as good as it should be. Shaded: the interval that is stated.%s A curve that does "
             "not reach the line on one side says that the data do not bound the parameter there.",
             more);
}

aci_status aci_draw_likelihood(aci_script *script, const aci_study_data *data)
{
    const char *names[PANELS_MOST];
    char caption[ACI_FIGURE_CAPTION];
    int count = find_names(&data->findings, names);
    int shown = count < PANELS_MOST ? count : PANELS_MOST;
    int rows = (shown + COLUMNS - 1) / COLUMNS, columns = shown < COLUMNS ? shown : COLUMNS;
    int width = LEFT + columns * WIDTH + (columns - 1) * GAP_ACROSS + RIGHT;
    width = width < 640 ? 640 : width;
    write_caption(count, caption);
    aci_columns_open(script, &data->findings, width,
                     HEADING + rows * HEIGHT + (rows - 1) * GAP_DOWN + AXIS,
                     "How well the data determine each parameter", caption);
    for (int n = 0; n < shown; n++) {
        view v = {.findings = &data->findings, .name = names[n]};
        write_panel(script, &v, n);
    }
    return ACI_OK;
}
