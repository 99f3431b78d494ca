/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `fit`: what was measured, with its error, and the fitted curves with their bands; below
/// it how many errors each point is off.
#include <math.h>
#include <string.h>

#include "note.h"
#include "panel.h"
#include "study.h"

enum { LEFT = 116, WIDTH = 560, HEIGHT = 320, GAP = 34, RESIDUALS = 130, AXIS = 62, GUTTER = 220 };
enum { SETS_MOST = 6 };

static const double LOG_RANGE = 30.0; ///< of the sets' largest numbers, from which the axis is log

/// Everything in display units.
typedef struct view {
    const aci_findings *findings;
    aci_quantity time, amount;
    int sets;
    char names[SETS_MOST][ACI_FINDINGS_TEXT_SIZE];
    aci_panel panel, residuals;
} view;

static double scaled(const aci_quantity *quantity, const double *numbers, int row)
{
    return quantity->factor * numbers[row];
}

static int set_of(const view *v, const char *name)
{
    for (int n = 0; n < v->sets; n++) {
        if (strcmp(v->names[n], name) == 0) {
            return n;
        }
    }
    return -1;
}

static void find_sets(view *v)
{
    const aci_findings_text *sets = aci_columns_texts(v->findings, "fit", "set");
    for (int row = 0; row < aci_columns_rows(v->findings, "fit"); row++) {
        if (set_of(v, sets[row]) < 0 && v->sets < SETS_MOST) {
            snprintf(v->names[v->sets++], ACI_FINDINGS_TEXT_SIZE, "%s", sets[row]);
        }
    }
}

/// Sets whose largest numbers lie far apart would lie on the axis beside each other.
static bool needs_log(const view *v)
{
    const aci_findings_text *sets = aci_columns_texts(v->findings, "fit", "set");
    const double *measured = aci_columns_numbers(v->findings, "fit", "measured");
    double largest[SETS_MOST] = {0}, low = HUGE_VAL, high = 0.0;
    for (int row = 0; row < aci_columns_rows(v->findings, "fit"); row++) {
        int set = set_of(v, sets[row]);
        if (set >= 0) {
            largest[set] = fmax(largest[set], measured[row]);
        }
    }
    for (int n = 0; n < v->sets; n++) {
        low = fmin(low, largest[n]);
        high = fmax(high, largest[n]);
    }
    return low > 0.0 && high > LOG_RANGE * low;
}

static void include(aci_panel_axis *axis, const view *v, const char *sheet, const char *column,
                    const aci_quantity *quantity)
{
    const double *numbers = aci_columns_numbers(v->findings, sheet, column);
    for (int row = 0; numbers != NULL && row < aci_columns_rows(v->findings, sheet); row++) {
        aci_panel_include(axis, scaled(quantity, numbers, row));
    }
}

static void choose_axes(view *v)
{
    const aci_quantity pure = {1.0, ""};
    v->panel.at = (aci_rectangle){LEFT, ACI_COLUMNS_TOP, WIDTH, HEIGHT};
    v->panel.x = aci_panel_empty(false);
    include(&v->panel.x, v, "fit", "time", &v->time);
    include(&v->panel.x, v, "curve", "time", &v->time);
    aci_panel_include(&v->panel.x, 0.0);
    aci_panel_widen(&v->panel.x, 0.02);
    v->panel.y = aci_panel_empty(needs_log(v));
    include(&v->panel.y, v, "fit", "measured", &v->amount);
    include(&v->panel.y, v, "curve", v->panel.y.is_log ? "model" : "band_high", &v->amount);
    aci_panel_include(&v->panel.y, 0.0);
    aci_panel_widen(&v->panel.y, 0.06);
    v->residuals.x = v->panel.x;
    v->panel.x.has_names = false;
    v->residuals.at = (aci_rectangle){LEFT, ACI_COLUMNS_TOP + HEIGHT + GAP, WIDTH, RESIDUALS};
    v->residuals.y = aci_panel_empty(false);
    include(&v->residuals.y, v, "fit", "standardised_residual", &pure);
    aci_panel_include(&v->residuals.y, -2.5);
    aci_panel_include(&v->residuals.y, 2.5);
    aci_panel_widen(&v->residuals.y, 0.04);
    aci_quantity_title(&v->time, "time", v->residuals.x.title);
    aci_quantity_title(&v->amount, "measured, fitted", v->panel.y.title);
    snprintf(v->residuals.y.title, sizeof v->residuals.y.title, "residual (errors)");
}

/// Of each set a block: time, measured, error, standardised residual.
static void write_points(FILE *stream, const view *v)
{
    const aci_findings *f = v->findings;
    const aci_findings_text *sets = aci_columns_texts(f, "fit", "set");
    const double *time = aci_columns_numbers(f, "fit", "time");
    const double *measured = aci_columns_numbers(f, "fit", "measured");
    const double *error = aci_columns_numbers(f, "fit", "error");
    const double *residual = aci_columns_numbers(f, "fit", "standardised_residual");
    for (int set = 0; set < v->sets; set++) {
        fprintf(stream, "$points%d << END\n", set);
        for (int row = 0; row < aci_columns_rows(f, "fit"); row++) {
            if (set_of(v, sets[row]) == set) {
                fprintf(stream, "%.8g %.8g %.8g %.8g\n", scaled(&v->time, time, row),
                        scaled(&v->amount, measured, row), scaled(&v->amount, error, row),
                        residual[row]);
            }
        }
        fputs("END\n", stream);
    }
}

/// Of each set a block: time, model, ends of the band. Returns the last number of each.
static void write_curves(FILE *stream, const view *v, double last[SETS_MOST])
{
    const aci_findings *f = v->findings;
    const aci_findings_text *sets = aci_columns_texts(f, "curve", "set");
    const double *time = aci_columns_numbers(f, "curve", "time");
    const double *model = aci_columns_numbers(f, "curve", "model");
    const double *low = aci_columns_numbers(f, "curve", "band_low");
    const double *high = aci_columns_numbers(f, "curve", "band_high");
    for (int set = 0; set < v->sets; set++) {
        fprintf(stream, "$curve%d << END\n", set);
        for (int row = 0; row < aci_columns_rows(f, "curve"); row++) {
            if (set_of(v, sets[row]) == set) {
                last[set] = scaled(&v->amount, model, row);
                fprintf(stream, "%.8g %.8g %.8g %.8g\n", scaled(&v->time, time, row), last[set],
                        scaled(&v->amount, low, row), scaled(&v->amount, high, row));
            }
        }
        fputs("END\n", stream);
    }
}

static void write_names(aci_script *script, const view *v, const double *last)
{
    const aci_note_axis axis = {v->panel.at, v->panel.y.low, v->panel.y.high, v->panel.y.is_log};
    aci_note notes[SETS_MOST];
    for (int set = 0; set < v->sets; set++) {
        char name[ACI_QUANTITY_TITLE];
        notes[set] = (aci_note){.value = last[set], .colour = aci_columns_colours[set]};
        snprintf(notes[set].first, sizeof notes[set].first, "%.60s",
                 v->names[set][0] != '\0' ? aci_quantity_short(v->names[set], 24, name) : "model");
    }
    aci_note_write(script, &axis, notes, v->sets);
}

static void write_fit(aci_script *script, const view *v, const double *last)
{
    FILE *stream = script->stream;
    aci_panel_begin(script, &v->panel);
    write_names(script, v, last);
    fputs("set style fill transparent solid 0.18 noborder\nplot ", stream);
    for (int set = 0; set < v->sets; set++) {
        const char *colour = aci_columns_colours[set];
        fprintf(stream,
                "$curve%d using 1:3:4 with filledcurves fc rgb '%s', "
                "$curve%d using 1:2 with lines lw 2 lc rgb '%s', "
                "$points%d using 1:2:3 with yerrorbars pt 7 ps 0.7 lw 1.3 lc rgb '%s'%s",
                set, colour, set, colour, set, colour, set + 1 < v->sets ? ", " : "\n");
    }
    aci_script_end_panel(script);
}

static void write_residuals(aci_script *script, const view *v)
{
    FILE *stream = script->stream;
    aci_panel_begin(script, &v->residuals);
    for (int level = -2; level <= 2; level += 2) {
        fprintf(stream,
                "set arrow from graph 0, first %d to graph 1, first %d nohead lw %s lc rgb "
                "'#555555'\n",
                level, level, level == 0 ? "1.2" : "1 dt (2,4)");
    }
    fputs("plot ", stream);
    for (int set = 0; set < v->sets; set++) {
        fprintf(stream, "$points%d using 1:4 with points pt 7 ps 0.7 lc rgb '%s'%s", set,
                aci_columns_colours[set], set + 1 < v->sets ? ", " : "\n");
    }
    aci_script_end_panel(script);
}

/// A number of the sheet `summary` by its name; NAN without it.
static double summary(const aci_findings *findings, const char *name)
{
    const aci_findings_text *names = aci_columns_texts(findings, "summary", "quantity");
    const double *values = aci_columns_numbers(findings, "summary", "value");
    for (int row = 0;
         names != NULL && values != NULL && row < aci_columns_rows(findings, "summary"); row++) {
        if (strcmp(names[row], name) == 0) {
            return values[row];
        }
    }
    return NAN;
}

static void write_headline(const aci_findings *findings, char out[ACI_QUANTITY_TITLE])
{
    char chi2[ACI_FIGURE_TEXT], p[ACI_FIGURE_TEXT], chance[2 * ACI_FIGURE_TEXT] = "";
    double value = summary(findings, "chi2"), p_value = summary(findings, "p_value");
    if (isnan(value)) {
        snprintf(out, ACI_QUANTITY_TITLE, "Model and measurement");
        return;
    }
    if (!isnan(p_value)) {
        snprintf(chance, sizeof chance, ", p = %s", aci_text_number(p_value, p));
    }
    snprintf(out, ACI_QUANTITY_TITLE,
             "Model and measurement: chi\xc2\xb2 = %s with %g degrees of freedom%s",
             aci_text_number(value, chi2), summary(findings, "freedom"), chance);
}

static const char caption[] =
    "Points: measured, with the standard error of their mean as it was used. Bands: 95 % for the "
    "fitted curve, from the covariance of the parameters, errors as given. Below: model less "
    "measured over the error; dotted at two errors. What the form of the model leaves out is not "
    "in the bands.";

aci_status aci_draw_fit(aci_script *script, const aci_study_data *data)
{
    char headline[ACI_QUANTITY_TITLE];
    double last[SETS_MOST] = {0};
    view v = {.findings = &data->findings};
    v.time = aci_columns_quantity(v.findings, "fit", "time");
    v.amount = aci_columns_quantity(v.findings, "fit", "measured");
    find_sets(&v);
    choose_axes(&v);
    write_headline(v.findings, headline);
    aci_columns_open(script, v.findings, LEFT + WIDTH + GUTTER, HEIGHT + GAP + RESIDUALS + AXIS,
                     headline, caption);
    write_points(script->stream, &v);
    write_curves(script->stream, &v, last);
    write_fit(script, &v, last);
    write_residuals(script, &v);
    return ACI_OK;
}
