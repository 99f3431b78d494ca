/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `pareto`: designs that no other beats in benefit and cost, among all that were computed,
/// with the knee and the best design named.
#include <math.h>
#include <string.h>

#include "panel.h"
#include "study.h"

enum { LEFT = 116, WIDTH = 600, HEIGHT = 420, AXIS = 62, RIGHT = 44, WORDS_MOST = 4 };

static const double LOG_RANGE = 30.0;

/// Everything in display units.
typedef struct view {
    const aci_findings *findings;
    aci_quantity benefit, cost;
    const aci_column *all_benefit, *all_cost; ///< of the sheet `evaluations`; NULL without
    const double *violation;
    aci_panel panel;
} view;

/// The column of all designs that is the same result as one of the front, by its long name.
static const aci_column *find_same(const aci_findings *findings, const char *name)
{
    const aci_column *of = aci_findings_column(aci_findings_sheet(findings, "pareto"), name);
    const aci_sheet *all = aci_findings_sheet(findings, "evaluations");
    for (int k = 0; all != NULL && of != NULL && k < all->column_count; k++) {
        if (strcmp(all->columns[k].long_name, of->long_name) == 0 &&
            all->columns[k].numbers != NULL) {
            return &all->columns[k];
        }
    }
    return NULL;
}

static const char *long_name(const aci_findings *findings, const char *name)
{
    return aci_findings_column(aci_findings_sheet(findings, "pareto"), name)->long_name;
}

static aci_panel_axis front_axis(const aci_findings *findings, const char *name,
                                 const aci_quantity *quantity)
{
    const double *numbers = aci_columns_numbers(findings, "pareto", name);
    aci_panel_axis axis = aci_panel_empty(false);
    for (int row = 0; row < aci_columns_rows(findings, "pareto"); row++) {
        aci_panel_include(&axis, quantity->factor * numbers[row]);
    }
    axis.is_log = axis.low > 0.0 && axis.high > LOG_RANGE * axis.low;
    if (!axis.is_log && axis.low > 0.0) {
        aci_panel_include(&axis, 0.0);
    }
    aci_panel_widen(&axis, 0.08);
    aci_quantity_title(quantity, long_name(findings, name), axis.title);
    return axis;
}

static void write_front(FILE *stream, const view *v)
{
    const double *benefit = aci_columns_numbers(v->findings, "pareto", "benefit");
    const double *cost = aci_columns_numbers(v->findings, "pareto", "cost");
    fputs("$front << END\n", stream);
    for (int row = 0; row < aci_columns_rows(v->findings, "pareto"); row++) {
        fprintf(stream, "%.8g %.8g\n", v->cost.factor * cost[row],
                v->benefit.factor * benefit[row]);
    }
    fputs("END\n", stream);
}

/// All designs that lie in the panel: cost, benefit, 1 where the limits hold.
static void write_all(FILE *stream, const view *v)
{
    int rows = v->all_cost != NULL ? aci_columns_rows(v->findings, "evaluations") : 0;
    fputs("$all << END\n", stream);
    for (int row = 0; row < rows; row++) {
        double x = v->cost.factor * v->all_cost->numbers[row];
        double y = v->benefit.factor * v->all_benefit->numbers[row];
        bool is_inside = x >= v->panel.x.low && x <= v->panel.x.high && y >= v->panel.y.low &&
                         y <= v->panel.y.high;
        if (is_inside) {
            bool holds = v->violation == NULL || v->violation[row] <= 0.0;
            fprintf(stream, "%.8g %.8g %d\n", x, y, holds);
        }
    }
    fputs("NaN NaN 0\nEND\n", stream);
}

/// Whether more cost buys a larger number.
static bool is_rising(const view *v)
{
    const double *benefit = aci_columns_numbers(v->findings, "pareto", "benefit");
    const double *cost = aci_columns_numbers(v->findings, "pareto", "cost");
    int last = aci_columns_rows(v->findings, "pareto") - 1;
    return (benefit[last] - benefit[0]) * (cost[last] - cost[0]) >= 0.0;
}

/// A name beside its design, on the side where the worse designs are; number `named` of them.
static void write_name(aci_script *script, const view *v, int row, int named, const char *name)
{
    double benefit = aci_columns_numbers(v->findings, "pareto", "benefit")[row];
    double cost = aci_columns_numbers(v->findings, "pareto", "cost")[row];
    double x = aci_panel_across(&v->panel, v->cost.factor * cost);
    double y = aci_panel_height(&v->panel, v->benefit.factor * benefit);
    double side = x > LEFT + 0.55 * WIDTH ? -1.0 : 1.0, down = is_rising(v) ? 1.0 : -1.0;
    char text[ACI_QUANTITY_TITLE], numbers[2][ACI_FIGURE_TEXT];
    snprintf(text, sizeof text, "%.40s: %s at %s", name,
             aci_quantity_text(&v->benefit, benefit, numbers[0]),
             aci_quantity_text(&v->cost, cost, numbers[1]));
    double end[2] = {x + side * 24, y + down * (26 + 18 * named)};
    aci_script_line(script, (double[]){x + side * 7, y + down * 7}, end, "lw 0.8 lc rgb '#888888'");
    aci_script_label(script, end[0] + 4 * side, end[1],
                     side > 0 ? "left " ACI_SMALL : "right " ACI_SMALL, text);
}

static void write_names(aci_script *script, const view *v)
{
    const aci_findings_text *labels = aci_columns_texts(v->findings, "pareto", "label");
    int named = 0;
    for (int row = 0; row < aci_columns_rows(v->findings, "pareto") && named < WORDS_MOST; row++) {
        if (labels[row][0] != '\0') {
            write_name(script, v, row, named++, labels[row]);
        }
    }
}

/// Designs with a name as rings.
static void write_marks(FILE *stream, const view *v)
{
    const aci_findings_text *labels = aci_columns_texts(v->findings, "pareto", "label");
    const double *benefit = aci_columns_numbers(v->findings, "pareto", "benefit");
    const double *cost = aci_columns_numbers(v->findings, "pareto", "cost");
    fputs("$marks << END\n", stream);
    for (int row = 0; row < aci_columns_rows(v->findings, "pareto"); row++) {
        if (labels[row][0] != '\0') {
            fprintf(stream, "%.8g %.8g\n", v->cost.factor * cost[row],
                    v->benefit.factor * benefit[row]);
        }
    }
    fputs("NaN NaN\nEND\n", stream);
}

static view read_view(const aci_findings *findings)
{
    view v = {.findings = findings};
    v.benefit = aci_columns_quantity(findings, "pareto", "benefit");
    v.cost = aci_columns_quantity(findings, "pareto", "cost");
    v.all_benefit = find_same(findings, "benefit");
    v.all_cost = v.all_benefit != NULL ? find_same(findings, "cost") : NULL;
    v.violation = aci_columns_numbers(findings, "evaluations", "violation");
    v.panel.at = (aci_rectangle){LEFT, ACI_COLUMNS_TOP, WIDTH, HEIGHT};
    v.panel.x = front_axis(findings, "cost", &v.cost);
    v.panel.y = front_axis(findings, "benefit", &v.benefit);
    return v;
}

static const char caption[] =
    "Discs: designs that no other disc beats in both, each computed by the model; the line only "
    "joins them. Grey: the other designs that were computed, pale where a limit is violated. The "
    "knee is the disc farthest from the straight line between the ends, on linear axes: beyond it "
    "more costs much. The uncertainty of parameters and model is not included.";

aci_status aci_draw_pareto(aci_script *script, const aci_study_data *data)
{
    FILE *stream = script->stream;
    char subtitle[ACI_FIGURE_CAPTION];
    view v = read_view(&data->findings);
    snprintf(subtitle, sizeof subtitle, "%s against %s", v.panel.y.title, v.panel.x.title);
    aci_columns_open(script, v.findings, LEFT + WIDTH + RIGHT, HEIGHT + AXIS, subtitle, caption);
    write_front(stream, &v);
    write_all(stream, &v);
    write_marks(stream, &v);
    aci_panel_begin(script, &v.panel);
    write_names(script, &v);
    fputs("plot $all using 1:($3>0 ? NaN : $2) with points pt 7 ps 0.5 lc rgb '#dddddd', "
          "$all using 1:($3>0 ? $2 : NaN) with points pt 7 ps 0.5 lc rgb '#999999', "
          "$front using 1:2 with linespoints pt 7 ps 0.8 lw 2 lc rgb '#0072b2', "
          "$marks using 1:2 with points pt 6 ps 1.9 lw 2 lc rgb '#d55e00'\n",
          stream);
    aci_script_end_panel(script);
    return ACI_OK;
}
