/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `distribution`: how far each result strays: a histogram, and beside it the share of the
/// samples below each value, with the limits.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "panel.h"
#include "study.h"

enum { RESULTS_MOST = 4, POINTS_MOST = 600, BINS_LEAST = 8, BINS_MOST = 60 };
enum { LEFT = 104, WIDTH = 350, HEIGHT = 200, APART = 96, ABOVE = 52, BELOW = 70, RIGHT = 40 };

static const char *const bar_colour = "#7fb2d6";
static const char *const line_colour = "#0072b2";
static const char *const limit_colour = "#d55e00";

/// One result; numbers in display units.
typedef struct view {
    const aci_findings *findings;
    const char *name, *label;
    aci_quantity quantity;
    int count;
    double *sorted;           ///< [count], rising, without missing ones
    double at_least, at_most; ///< -INFINITY and INFINITY without
    double within[3];         ///< share of the samples, low, high; NAN without limits
    double mean;              ///< NAN where not known
    double bin;
    int bins;
    double first;     ///< low end of the first bin
    aci_panel_axis x; ///< of both panels
} view;

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static aci_status read_samples(view *v)
{
    const double *samples = aci_columns_of(v->findings, "samples", v->name, "");
    int rows = aci_columns_rows(v->findings, "samples");
    v->sorted = malloc((size_t)rows * sizeof *v->sorted + 1);
    if (v->sorted == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d samples", rows);
    }
    for (int row = 0; samples != NULL && row < rows; row++) {
        if (isfinite(samples[row])) {
            v->sorted[v->count++] = v->quantity.factor * samples[row];
        }
    }
    qsort(v->sorted, (size_t)v->count, sizeof *v->sorted, compare);
    return ACI_OK;
}

static int row_of(const view *v, const char *sheet)
{
    const aci_findings_text *results = aci_columns_texts(v->findings, sheet, "result");
    for (int row = 0; results != NULL && row < aci_columns_rows(v->findings, sheet); row++) {
        if (strcmp(results[row], v->label) == 0) {
            return row;
        }
    }
    return -1;
}

static double number(const view *v, const char *sheet, const char *column, int row, double none)
{
    const double *numbers = aci_columns_numbers(v->findings, sheet, column);
    return row >= 0 && numbers != NULL && !isnan(numbers[row]) ? numbers[row] : none;
}

/// The first limit on the result.
static void read_limits(view *v)
{
    static const char *const shares[3] = {"within", "within_low", "within_high"};
    int row = row_of(v, "spec");
    v->at_least = v->quantity.factor * number(v, "spec", "at_least", row, -INFINITY);
    v->at_most = v->quantity.factor * number(v, "spec", "at_most", row, INFINITY);
    for (int n = 0; n < 3; n++) {
        v->within[n] = number(v, "spec", shares[n], row, NAN);
    }
    v->mean = v->quantity.factor * number(v, "moments", "mean", row_of(v, "moments"), NAN);
}

/// A round width near Freedman's and Diaconis's, 2 quartile ranges over the cube root of the number
/// (1981, 10.1007/BF01025868).
static void choose_bins(view *v)
{
    int last = v->count - 1;
    double range = v->sorted[last] - v->sorted[0];
    double quartiles = v->sorted[3 * last / 4] - v->sorted[last / 4];
    double wanted = range / (2.0 * quartiles / cbrt(v->count));
    bool is_narrow = !(range > 1e-9 * fabs(v->sorted[last]));
    wanted = isfinite(wanted) ? fmin(fmax(wanted, BINS_LEAST), BINS_MOST) : BINS_LEAST;
    v->bin =
        is_narrow ? fmax(fabs(v->sorted[last]), 1e-12) / 10 : aci_text_step(range, (int)wanted);
    v->first = v->bin * floor(v->sorted[0] / v->bin);
    v->bins = (int)floor((v->sorted[last] - v->first) / v->bin) + 1;
}

static void choose_axis(view *v)
{
    v->x = aci_panel_empty(false);
    aci_panel_include(&v->x, v->first);
    aci_panel_include(&v->x, v->first + v->bins * v->bin);
    aci_panel_include(&v->x, v->at_least);
    aci_panel_include(&v->x, v->at_most);
    aci_panel_widen(&v->x, 0.03);
    aci_quantity_title(&v->quantity, v->label, v->x.title);
}

static double write_bars(FILE *stream, const view *v, int result)
{
    double most = 0.0;
    int at = 0;
    fprintf(stream, "$bars%d << END\n", result);
    for (int n = 0; n < v->bins; n++) {
        double end = v->first + (n + 1) * v->bin;
        int from = at;
        while (at < v->count && (v->sorted[at] < end || n + 1 == v->bins)) {
            at++;
        }
        double share = 100.0 * (at - from) / v->count;
        most = fmax(most, share);
        fprintf(stream, "%.8g %.6g %.8g\n", end - v->bin / 2, share, v->bin);
    }
    fputs("END\n", stream);
    return most;
}

/// Steps, of which a large sample has more than can be seen.
static void write_steps(FILE *stream, const view *v, int result)
{
    int stride = v->count / POINTS_MOST + 1;
    fprintf(stream, "$steps%d << END\n%.8g 0\n", result, v->sorted[0]);
    for (int n = stride - 1; n < v->count; n += stride) {
        fprintf(stream, "%.8g %.6g\n", v->sorted[n], 100.0 * (n + 1) / v->count);
    }
    fprintf(stream, "%.8g 100\nEND\n", v->sorted[v->count - 1]);
}

static void write_limits(FILE *stream, const view *v)
{
    const double limits[2] = {v->at_least, v->at_most};
    for (int n = 0; n < 2; n++) {
        if (!isfinite(limits[n])) {
            continue;
        }
        fprintf(stream,
                "set object rectangle from %.8g, graph 0 to %.8g, graph 1 behind fillcolor rgb "
                "'#fbeee6' fillstyle solid noborder\n"
                "set arrow from first %.8g, graph 0 to first %.8g, graph 1 nohead front lw 1.6 dt "
                "(4,3) lc rgb '%s'\n",
                n == 0 ? v->x.low : limits[n], n == 0 ? limits[n] : v->x.high, limits[n], limits[n],
                limit_colour);
    }
}

static aci_panel panel_at(const view *v, int result, int column)
{
    double top = ACI_COLUMNS_TOP + ABOVE + result * (double)(ABOVE + HEIGHT + BELOW);
    aci_panel panel = {.at = {LEFT + column * (double)(WIDTH + APART), top, WIDTH, HEIGHT},
                       .x = v->x};
    panel.y.has_names = true;
    return panel;
}

static void write_histogram(aci_script *script, const view *v, int result)
{
    aci_panel panel = panel_at(v, result, 0);
    double most = write_bars(script->stream, v, result);
    panel.y.high = most > 0.0 ? 1.1 * most : 1.0;
    snprintf(panel.y.title, sizeof panel.y.title, "samples (%%)");
    aci_panel_begin(script, &panel);
    write_limits(script->stream, v);
    if (isfinite(v->mean)) {
        fprintf(script->stream,
                "set arrow from first %.8g, graph 0 to first %.8g, graph 1 nohead front lw 1.4 lc "
                "rgb '#222222'\n",
                v->mean, v->mean);
    }
    fprintf(script->stream,
            "set style fill solid border rgb '#ffffff'\n"
            "plot $bars%d using 1:2:3 with boxes lw 0.5 fc rgb '%s'\n",
            result, bar_colour);
    aci_script_end_panel(script);
}

static void write_cumulative(aci_script *script, const view *v, int result)
{
    aci_panel panel = panel_at(v, result, 1);
    write_steps(script->stream, v, result);
    panel.y.high = 100.0;
    snprintf(panel.y.title, sizeof panel.y.title, "samples below (%%)");
    aci_panel_begin(script, &panel);
    write_limits(script->stream, v);
    fprintf(script->stream, "plot $steps%d using 1:2 with steps lw 2 lc rgb '%s'\n", result,
            line_colour);
    aci_script_end_panel(script);
}

static void write_heading(aci_script *script, const view *v, int result)
{
    char text[2 * ACI_QUANTITY_TITLE], numbers[3][ACI_FIGURE_TEXT], words[ACI_QUANTITY_TITLE];
    const aci_rectangle at = panel_at(v, result, 0).at;
    int last = v->count - 1;
    snprintf(text, sizeof text, "%.100s: median %s, nine in ten between %s and %s%s%s",
             aci_quantity_title(&(aci_quantity){1.0, ""}, v->label, words),
             aci_text_number(v->sorted[last / 2], numbers[0]),
             aci_text_number(v->sorted[last / 20], numbers[1]),
             aci_text_number(v->sorted[last - last / 20], numbers[2]),
             v->quantity.unit[0] != '\0' ? " " : "", v->quantity.unit);
    aci_script_label(script, 24, at.top - 34, "left", text);
    if (isfinite(v->within[0])) {
        snprintf(text, sizeof text, "within the limits %.2f %% (%.2f to %.2f)",
                 100.0 * v->within[0], 100.0 * v->within[1], 100.0 * v->within[2]);
        aci_script_label(script, at.left + WIDTH + APART, at.top - 12,
                         "left " ACI_SMALL " tc rgb '#d55e00'", text);
    }
}

static aci_status write_result(aci_script *script, view *v, int result)
{
    v->quantity = aci_columns_quantity_of(v->findings, "samples", v->name, "");
    aci_status status = read_samples(v);
    if (status == ACI_OK && v->count > 0) {
        read_limits(v);
        choose_bins(v);
        choose_axis(v);
        write_heading(script, v, result);
        write_histogram(script, v, result);
        write_cumulative(script, v, result);
    }
    free(v->sorted);
    return status;
}

static const char caption[] =
    "Left: how the samples divide; the upright line is their mean. Right: the share of the samples "
    "below a value. Dashed and shaded: outside the limits; in brackets the interval of the share. "
    "Numbers come from what the config calls uncertain; what the model leaves out is not in them.";

aci_status aci_draw_distribution(aci_script *script, const aci_study_data *data)
{
    const aci_findings *findings = &data->findings;
    char subtitle[ACI_QUANTITY_TITLE];
    aci_columns_results results = aci_columns_find_results(findings, "distribution", "high");
    int shown = results.count < RESULTS_MOST ? results.count : RESULTS_MOST;
    snprintf(subtitle, sizeof subtitle, "%d samples of what is uncertain",
             aci_columns_rows(findings, "samples"));
    aci_columns_open(script, findings, LEFT + 2 * WIDTH + APART + RIGHT,
                     shown * (ABOVE + HEIGHT + BELOW), subtitle, caption);
    for (int n = 0; n < shown; n++) {
        view v = {.findings = findings, .name = results.names[n], .label = results.labels[n]};
        ACI_TRY(write_result(script, &v, n));
    }
    return ACI_OK;
}
