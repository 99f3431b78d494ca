/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Figure `ledger`: where the compound is, as a stack of areas over time. The names stand beside
/// the stack at its end, with the last amount.
#include <math.h>
#include <stdlib.h>

#include "draw.h"
#include "text.h"

enum { LEFT = 104, TOP = 82, WIDTH = 600, HEIGHT = 400, GUTTER = 296, AXIS = 62 };
enum { BANDS_MOST = 48, NAME_SPACING = 21, SWATCH = 13 };

/// One area. `amount` [points] in display units, the first at t = 0.
typedef struct band {
    char name[ACI_FIGURE_TEXT];
    const char *colour;
    double *amount;
} band;

typedef struct stack {
    const aci_figure_data *data;
    int bands, points;
    double unit; ///< display units per kg/m2
    bool is_finite;
    double *time; ///< [points], h
    band band[BANDS_MOST];
} stack;

/// Okabe and Ito's colours (told apart by the colour-blind), then tones between them.
static const char *const layer_colours[] = {"#f0e442", "#56b4e9", "#0072b2", "#332288",
                                            "#88ccee", "#44aa99", "#6699cc", "#223366"};
enum { LAYER_COLOURS = sizeof layer_colours / sizeof layer_colours[0] };

static void free_stack(stack *s)
{
    for (int n = 0; n < s->bands; n++) {
        free(s->band[n].amount);
    }
    free(s->time);
}

/// Adds a band of every `stride`-th number; one that is zero throughout is left out.
static aci_status add_band(stack *s, const char *name, const char *colour, const double *amount,
                           int stride)
{
    double largest = 0;
    int times = s->data->history.times, skipped = s->points - times;
    for (int n = 0; n < times; n++) {
        largest = fmax(largest, fabs(amount[n * stride]));
    }
    if (largest == 0 || s->bands == BANDS_MOST) {
        return ACI_OK;
    }
    band *added = &s->band[s->bands];
    added->amount = calloc((size_t)s->points, sizeof *added->amount);
    if (added->amount == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the figure `ledger`");
    }
    s->bands++;
    aci_text_layer(name, added->name);
    added->colour = colour;
    for (int n = 0; n < times; n++) {
        added->amount[n + skipped] = s->unit * amount[n * stride];
    }
    return ACI_OK;
}

/// From the bottom of the stack: gone, then from the depth up to the product.
static aci_status fill_bands(stack *s)
{
    const aci_history *history = &s->data->history;
    ACI_TRY(add_band(s, "out at the bottom", "#cc79a7", history->rows[ACI_HISTORY_bottom], 1));
    ACI_TRY(add_band(s, "cleared", "#d55e00", history->rows[ACI_HISTORY_cleared], 1));
    ACI_TRY(add_band(s, "broken down", "#b2182b", history->rows[ACI_HISTORY_degraded], 1));
    for (int layer = history->layers - 1; layer >= 0; layer--) {
        ACI_TRY(add_band(s, s->data->layer_name[layer], layer_colours[layer % LAYER_COLOURS],
                         history->layer_amount + layer, history->layers));
    }
    ACI_TRY(add_band(s, "channel", "#009e73", history->rows[ACI_HISTORY_channel_amount], 1));
    ACI_TRY(add_band(s, "follicles", "#8c6d31", history->rows[ACI_HISTORY_follicle_amount], 1));
    ACI_TRY(add_band(s, "evaporated", "#9ecae1", history->rows[ACI_HISTORY_evaporated], 1));
    ACI_TRY(add_band(s, "wiped off", "#969696", history->rows[ACI_HISTORY_removed], 1));
    int before = s->bands;
    ACI_TRY(add_band(s, "product", "#c8c8c8", history->rows[ACI_HISTORY_vehicle], 1));
    if (s->bands > before && s->points > history->times) {
        s->band[before].amount[0] = s->unit * history->rows[ACI_HISTORY_applied][0];
    }
    return ACI_OK;
}

static aci_status fill_stack(stack *s, const aci_figure_data *data)
{
    const aci_history *history = &data->history;
    double applied = history->rows[ACI_HISTORY_applied][history->times - 1];
    int skipped = history->time[0] > 0;
    s->data = data;
    s->points = history->times + skipped;
    s->is_finite = !aci_data_is_infinite_dose(data) && applied > 0;
    s->unit = s->is_finite ? 100 / applied : aci_text_amount(1);
    s->time = calloc((size_t)s->points, sizeof *s->time);
    if (s->time == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the figure `ledger`");
    }
    for (int n = 0; n < history->times; n++) {
        s->time[n + skipped] = aci_text_hours(history->time[n]);
    }
    return fill_bands(s);
}

static double sum_below(const stack *s, int bands, int point)
{
    double sum = 0;
    for (int n = 0; n < bands; n++) {
        sum += s->band[n].amount[point];
    }
    return sum;
}

static void write_data(FILE *stream, const stack *s)
{
    fputs("$stack << END\n", stream);
    for (int point = 0; point < s->points; point++) {
        fprintf(stream, "%.8g", s->time[point]);
        for (int n = 0; n <= s->bands; n++) {
            fprintf(stream, " %.8g", sum_below(s, n, point));
        }
        fputc('\n', stream);
    }
    fputs("END\n", stream);
}

static double highest(const stack *s)
{
    double high = 0;
    for (int point = 0; point < s->points; point++) {
        high = fmax(high, sum_below(s, s->bands, point));
    }
    return s->is_finite ? 100 : high > 0 ? 1.04 * high : 1;
}

/// Of a finite dose what a solver's rounding leaves is nothing.
static const char *amount_text(const stack *s, double amount, char out[ACI_FIGURE_TEXT])
{
    static const double nothing = 1e-12;
    double part = fabs(amount) > 100 * nothing ? amount / 100 : 0;
    return s->is_finite ? aci_text_percent(part, out) : aci_text_number(amount, out);
}

static void write_names(aci_script *script, const stack *s, aci_rectangle panel, double high)
{
    double middle[BANDS_MOST], place[BANDS_MOST];
    int end = s->points - 1;
    for (int n = 0; n < s->bands; n++) {
        int upper = s->bands - 1 - n;
        double value = sum_below(s, upper, end) + s->band[upper].amount[end] / 2;
        middle[n] = panel.top + panel.height * (1 - fmin(fmax(value / high, 0), 1));
        place[n] = middle[n];
    }
    aci_text_spread(place, s->bands, NAME_SPACING, panel.top + 7, panel.top + panel.height - 7);
    double right = panel.left + panel.width;
    for (int n = 0; n < s->bands; n++) {
        const band *here = &s->band[s->bands - 1 - n];
        char text[2 * ACI_FIGURE_TEXT + 8], number[ACI_FIGURE_TEXT];
        snprintf(text, sizeof text, "%s  %s %s", here->name,
                 amount_text(s, here->amount[end], number), s->is_finite ? "%" : ACI_AMOUNT_UNIT);
        aci_script_line(script, (double[]){right + 3, middle[n]}, (double[]){right + 14, place[n]},
                        "lw 0.8 lc rgb '#888888'");
        aci_script_box(script, (aci_rectangle){right + 17, place[n] - SWATCH / 2.0, SWATCH, SWATCH},
                       here->colour);
        aci_script_label(script, right + 36, place[n], "left " ACI_SMALL, text);
    }
}

static void write_panel(aci_script *script, const stack *s)
{
    FILE *stream = script->stream;
    aci_rectangle panel = {LEFT, TOP, WIDTH, HEIGHT};
    double high = highest(s), end = s->time[s->points - 1];
    aci_script_place_panel(script, panel);
    fprintf(
        stream,
        "set xrange [0:%.8g] noextend\nset yrange [0:%.8g] noextend\nset xtics %g offset 0,0.3\n"
        "set ytics %g\nset tics font small_font format '%%g' front\n",
        end, high, aci_text_step(end, 12), aci_text_step(high, 10));
    aci_script_label(script, 24, TOP + HEIGHT / 2.0, "center rotate by 90",
                     s->is_finite ? "part of the applied amount (%)"
                                  : "amount per area (" ACI_AMOUNT_UNIT ")");
    aci_script_label(script, LEFT + WIDTH / 2.0, TOP + HEIGHT + 44, "center", "time (h)");
    write_names(script, s, panel, high);
    fputs("plot ", stream);
    for (int n = 0; n < s->bands; n++) {
        fprintf(stream,
                "$stack using 1:%d:%d with filledcurves fillstyle solid noborder lc rgb '%s', ",
                n + 2, n + 3, s->band[n].colour);
    }
    for (int n = 0; n < s->bands; n++) {
        fprintf(stream, "%s$stack using 1:%d with lines lw 0.9 lc rgb '#ffffff'", n > 0 ? ", " : "",
                n + 3);
    }
    fputc('\n', stream);
    aci_script_end_panel(script);
}

aci_status aci_draw_ledger(aci_script *script, const aci_figure_data *data)
{
    stack s = {0};
    char caption[ACI_FIGURE_CAPTION];
    int width = LEFT + WIDTH + GUTTER;
    aci_text_caption_ledger(data, caption);
    aci_status status = fill_stack(&s, data);
    if (status == ACI_OK) {
        aci_script_begin(script, width,
                         TOP + HEIGHT + AXIS + aci_script_caption_height(width, caption),
                         data->title, "Where the compound is");
        aci_script_caption(script, caption);
        write_data(script->stream, &s);
        write_panel(script, &s);
    }
    free_stack(&s);
    return status;
}
