/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `indices`: Sobol indices of each uncertain number with their intervals, the largest on
/// top.
#include <math.h>

#include "rows.h"
#include "study.h"

static const char *const first_colour = "#0072b2";
static const char *const total_colour = "#d55e00";

enum { GUTTER = 150, FIRST_AT = 14, TOTAL_AT = 72 };

static const double THICKNESS = 0.17, APART = 0.19; ///< half of a bar's, and from the row's middle

/// One result; by row of the sheet.
typedef struct view {
    const aci_findings *findings;
    const char *label;
    const double *first[3], *total[3]; ///< value, low, high
    aci_rows rows;
} view;

static view read_view(const aci_findings *findings, const aci_columns_results *results, int number)
{
    static const char *const ends[3][2] = {
        {"first", "total"}, {"first_low", "total_low"}, {"first_high", "total_high"}};
    view v = {.findings = findings, .label = results->labels[number]};
    for (int n = 0; n < 3; n++) {
        v.first[n] = aci_columns_of(findings, "indices", results->names[number], ends[n][0]);
        v.total[n] = aci_columns_of(findings, "indices", results->names[number], ends[n][1]);
    }
    aci_rows_choose(v.total[0], aci_columns_rows(findings, "indices"), &v.rows);
    aci_rows_place(number, &v.rows);
    return v;
}

static void choose_axis(view *v)
{
    aci_panel_axis axis = aci_panel_empty(false);
    aci_panel_include(&axis, 0.0);
    aci_panel_include(&axis, 1.0);
    for (int n = 0; n < v->rows.count; n++) {
        for (int end = 0; end < 3; end++) {
            aci_panel_include(&axis, v->first[end][v->rows.order[n]]);
            aci_panel_include(&axis, v->total[end][v->rows.order[n]]);
        }
    }
    axis.high += 0.02 * (axis.high - axis.low);
    snprintf(axis.title, sizeof axis.title, "part of the variance");
    v->rows.panel.x = axis;
}

static void write_data(FILE *stream, const view *v, const char *block,
                       const double *const values[3], double apart)
{
    fprintf(stream, "$%s << END\n", block);
    for (int n = 0; n < v->rows.count; n++) {
        int row = v->rows.order[n];
        double middle = aci_rows_middle(&v->rows, n) + apart, value = values[0][row];
        fprintf(stream, "%.8g %.8g %.8g %.8g %.8g %.8g %.8g %.8g\n", value, middle,
                fmin(0.0, value), fmax(0.0, value), middle - THICKNESS, middle + THICKNESS,
                values[1][row], values[2][row]);
    }
    fputs("END\n", stream);
}

static void write_words(aci_script *script, const view *v)
{
    aci_rows_word(script, &v->rows, -1, FIRST_AT, first_colour, "first");
    aci_rows_word(script, &v->rows, -1, TOTAL_AT, total_colour, "total");
    for (int n = 0; n < v->rows.count; n++) {
        char number[ACI_FIGURE_TEXT];
        snprintf(number, sizeof number, "%.2f", v->first[0][v->rows.order[n]]);
        aci_rows_word(script, &v->rows, n, FIRST_AT, first_colour, number);
        snprintf(number, sizeof number, "%.2f", v->total[0][v->rows.order[n]]);
        aci_rows_word(script, &v->rows, n, TOTAL_AT, total_colour, number);
    }
}

static void write_panel(aci_script *script, view *v)
{
    FILE *stream = script->stream;
    choose_axis(v);
    write_data(stream, v, "first", v->first, APART);
    write_data(stream, v, "total", v->total, -APART);
    aci_rows_begin(script, &v->rows, aci_columns_texts(v->findings, "indices", "label"), v->label);
    write_words(script, v);
    fputs("set style fill solid 0.85 noborder\nset bars 0.6\nplot ", stream);
    fprintf(stream,
            "$first using 1:2:3:4:5:6 with boxxyerror lc rgb '%s', "
            "$total using 1:2:3:4:5:6 with boxxyerror lc rgb '%s', ",
            first_colour, total_colour);
    fputs("$first using 1:2:7:8 with xerrorbars pt 0 lw 1.4 lc rgb '#222222', "
          "$total using 1:2:7:8 with xerrorbars pt 0 lw 1.4 lc rgb '#222222'\n",
          stream);
    aci_script_end_panel(script);
}

static const char caption[] =
    "First (blue): the part of a result's variance that would go if this number were known. Total "
    "(orange): the part that would stay if it alone were not; what is more than the first it does "
    "together with others. Bars across: the interval of the estimate, which may lie outside 0 to "
    "1.";

aci_status aci_draw_indices(aci_script *script, const aci_study_data *data)
{
    const aci_findings *findings = &data->findings;
    aci_columns_results results = aci_columns_find_results(findings, "indices", "total");
    const aci_rows_figure figure = {"indices", "Sobol indices of the uncertain numbers", caption,
                                    GUTTER};
    const int panels = aci_rows_open(script, findings, &results, &figure);
    for (int n = 0; n < panels; n++) {
        view v = read_view(findings, &results, n);
        write_panel(script, &v);
    }
    return ACI_OK;
}
