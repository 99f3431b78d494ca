/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `tornado`: what each uncertain number does to a result when it alone goes to its 5 % and
/// its 95 % quantile; the largest on top.
#include <math.h>
#include <stdlib.h>

#include "rows.h"
#include "study.h"

static const char *const low_colour = "#0072b2";
static const char *const high_colour = "#d55e00";

enum { GUTTER = 330, LOW_AT = 14, HIGH_AT = 128, ELASTICITY_AT = 242 };

static const double THICKNESS = 0.32; ///< half of a bar's, in rows

/// One result; numbers in display units.
typedef struct view {
    const aci_findings *findings;
    const char *name, *label;
    aci_quantity quantity;
    const double *low, *high, *median, *elasticity; ///< by row of the sheet, SI
    aci_rows rows;
} view;

static aci_status read_view(const aci_findings *findings, const aci_columns_results *results,
                            int number, view *v)
{
    int count = aci_columns_rows(findings, "tornado");
    double *swing = malloc((size_t)count * sizeof *swing + 1);
    if (swing == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a tornado");
    }
    *v = (view){
        .findings = findings, .name = results->names[number], .label = results->labels[number]};
    v->low = aci_columns_of(findings, "tornado", v->name, "low");
    v->high = aci_columns_of(findings, "tornado", v->name, "high");
    v->median = aci_columns_of(findings, "tornado", v->name, "median");
    v->elasticity = aci_columns_of(findings, "tornado", v->name, "elasticity");
    v->quantity = aci_columns_quantity_of(findings, "tornado", v->name, "low");
    for (int row = 0; row < count; row++) {
        double from_low = fabs(v->low[row] - v->median[row]);
        swing[row] = fmax(fabs(v->high[row] - v->low[row]),
                          fmax(from_low, fabs(v->high[row] - v->median[row])));
    }
    aci_rows_choose(swing, count, &v->rows);
    aci_rows_place(number, &v->rows);
    free(swing);
    return ACI_OK;
}

static void choose_axis(view *v)
{
    aci_panel_axis axis = aci_panel_empty(false);
    for (int n = 0; n < v->rows.count; n++) {
        int row = v->rows.order[n];
        aci_panel_include(&axis, v->quantity.factor * v->low[row]);
        aci_panel_include(&axis, v->quantity.factor * v->high[row]);
        aci_panel_include(&axis, v->quantity.factor * v->median[row]);
    }
    aci_panel_widen(&axis, 0.06);
    aci_quantity_title(&v->quantity, v->label, axis.title);
    v->rows.panel.x = axis;
}

static void write_data(FILE *stream, const view *v, const char *block, const double *to)
{
    fprintf(stream, "$%s << END\n", block);
    for (int n = 0; n < v->rows.count; n++) {
        int row = v->rows.order[n];
        double a = v->quantity.factor * v->median[row], b = v->quantity.factor * to[row];
        double middle = aci_rows_middle(&v->rows, n);
        fprintf(stream, "%.8g %.8g %.8g %.8g %.8g %.8g\n", (a + b) / 2, middle, fmin(a, b),
                fmax(a, b), middle - THICKNESS, middle + THICKNESS);
    }
    fputs("END\n", stream);
}

static void write_words(aci_script *script, const view *v)
{
    const aci_findings_text *lows = aci_columns_texts(v->findings, "tornado", "low_text");
    const aci_findings_text *highs = aci_columns_texts(v->findings, "tornado", "high_text");
    aci_rows_word(script, &v->rows, -1, LOW_AT, low_colour, "at 5 %");
    aci_rows_word(script, &v->rows, -1, HIGH_AT, high_colour, "at 95 %");
    aci_rows_word(script, &v->rows, -1, ELASTICITY_AT, "#555555", "elasticity");
    for (int n = 0; n < v->rows.count; n++) {
        int row = v->rows.order[n];
        char text[ACI_QUANTITY_TITLE], number[ACI_FIGURE_TEXT];
        aci_rows_word(script, &v->rows, n, LOW_AT, low_colour,
                      aci_quantity_pretty(lows[row], text));
        aci_rows_word(script, &v->rows, n, HIGH_AT, high_colour,
                      aci_quantity_pretty(highs[row], text));
        if (isfinite(v->elasticity[row])) {
            snprintf(number, sizeof number, "%.2f", v->elasticity[row]);
            aci_rows_word(script, &v->rows, n, ELASTICITY_AT, "#555555", number);
        }
    }
}

static void write_panel(aci_script *script, view *v)
{
    FILE *stream = script->stream;
    double median = v->quantity.factor * v->median[0];
    choose_axis(v);
    write_data(stream, v, "low", v->low);
    write_data(stream, v, "high", v->high);
    aci_rows_begin(script, &v->rows, aci_columns_texts(v->findings, "tornado", "label"), v->label);
    write_words(script, v);
    fprintf(stream,
            "set arrow from first %.8g, graph 0 to first %.8g, graph 1 nohead front lw 1.2 lc rgb "
            "'#222222'\nset style fill solid 0.85 noborder\n"
            "plot $low using 1:2:3:4:5:6 with boxxyerror lc rgb '%s', "
            "$high using 1:2:3:4:5:6 with boxxyerror lc rgb '%s'\n",
            median, median, low_colour, high_colour);
    aci_script_end_panel(script);
}

static const char caption[] =
    "One number goes to its 5 % (blue) and its 95 % quantile (orange) while the "
    "others stay at their medians; the line is the result with all at their medians. Elasticity: "
    "relative change of the result over that of the number. What numbers do together is not seen "
    "here: compare the total indices.";

aci_status aci_draw_tornado(aci_script *script, const aci_study_data *data)
{
    const aci_findings *findings = &data->findings;
    aci_columns_results results = aci_columns_find_results(findings, "tornado", "elasticity");
    const aci_rows_figure figure = {
        "tornado", "One uncertain number at a time, from its 5 % to its 95 % quantile", caption,
        GUTTER};
    const int panels = aci_rows_open(script, findings, &results, &figure);
    for (int n = 0; n < panels; n++) {
        view v;
        ACI_TRY(read_view(findings, &results, n, &v));
        write_panel(script, &v);
    }
    return ACI_OK;
}
