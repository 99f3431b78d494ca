/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

double aci_text_micrometres(double metres)
{
    return metres * 1e6;
}

double aci_text_hours(double seconds)
{
    return seconds / 3600;
}

double aci_text_amount(double amount)
{
    return amount * 1e9 / 1e4;
}

double aci_text_flux(double flux)
{
    return aci_text_amount(flux) * 3600;
}

double aci_text_force(double force)
{
    return force * 1e3;
}

static void raise_figures(int exponent, char *out, size_t size)
{
    static const char *const raised[10] = {
        "\xe2\x81\xb0", "\xc2\xb9",     "\xc2\xb2",     "\xc2\xb3",     "\xe2\x81\xb4",
        "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9",
    };
    char digits[16];
    snprintf(digits, sizeof digits, "%d", exponent);
    size_t length = 0;
    for (const char *c = digits; *c != '\0' && length + 4 < size; c++) {
        const char *figure = *c == '-' ? "\xe2\x81\xbb" : raised[*c - '0'];
        length += (size_t)snprintf(out + length, size - length, "%s", figure);
    }
}

const char *aci_text_decade(int power, char out[ACI_FIGURE_TEXT])
{
    char exponent[32];
    if (power >= -3 && power < 5) {
        snprintf(out, ACI_FIGURE_TEXT, "%.*f", power < 0 ? -power : 0, pow(10, power));
    } else {
        raise_figures(power, exponent, sizeof exponent);
        snprintf(out, ACI_FIGURE_TEXT, "10%s", exponent);
    }
    return out;
}

const char *aci_text_number(double value, char out[ACI_FIGURE_TEXT])
{
    char scientific[32], exponent[32] = "";
    snprintf(scientific, sizeof scientific, "%.2e", value);
    int power = 0;
    sscanf(strchr(scientific, 'e') != NULL ? strchr(scientific, 'e') + 1 : "0", "%d", &power);
    if (value == 0 || !isfinite(value)) {
        snprintf(out, ACI_FIGURE_TEXT, "%g", value);
    } else if (power >= -3 && power < 5) {
        snprintf(out, ACI_FIGURE_TEXT, "%.*f", power < 2 ? 2 - power : 0, value);
    } else {
        raise_figures(power, exponent, sizeof exponent);
        snprintf(out, ACI_FIGURE_TEXT,
                 "%.4s\xc3\x97"
                 "10%s",
                 scientific, exponent);
    }
    return out;
}

const char *aci_text_tic(double value, char out[ACI_FIGURE_TEXT])
{
    char exponent[32];
    bool is_plain = value == 0 || (fabs(value) > 0.9999e-3 && fabs(value) < 1e5);
    if (is_plain) {
        snprintf(out, ACI_FIGURE_TEXT, "%.6g", value);
        return out;
    }
    int power = (int)floor(log10(fabs(value)) + 1e-9);
    raise_figures(power, exponent, sizeof exponent);
    snprintf(out, ACI_FIGURE_TEXT,
             "%.4g\xc3\x97"
             "10%s",
             value / pow(10, power), exponent);
    return out;
}

const char *aci_text_percent(double part, char out[ACI_FIGURE_TEXT])
{
    static const double least = 1e-6;
    if (part != 0 && fabs(part) < least) {
        snprintf(out, ACI_FIGURE_TEXT, "less than 0.0001");
        return out;
    }
    return aci_text_number(100 * part, out);
}

const char *aci_text_time(double seconds, char out[ACI_FIGURE_TEXT])
{
    snprintf(out, ACI_FIGURE_TEXT, "%.3g", aci_text_hours(seconds));
    return out;
}

const char *aci_text_error(double relative, char out[ACI_FIGURE_TEXT])
{
    if (!(relative > 0)) {
        snprintf(out, ACI_FIGURE_TEXT, "numerical error not estimated");
    } else if (relative < 1e-6) {
        snprintf(out, ACI_FIGURE_TEXT, "numerical error below 0.0001 %%");
    } else {
        snprintf(out, ACI_FIGURE_TEXT, "numerical error about %.1g %%", 100 * relative);
    }
    return out;
}

const char *aci_text_layer(const char *name, char out[ACI_FIGURE_TEXT])
{
    snprintf(out, ACI_FIGURE_TEXT, "%s", name);
    for (char *c = out; *c != '\0'; c++) {
        *c = *c == '_' ? ' ' : *c;
    }
    return out;
}

const char *aci_text_layer_at(const aci_figure_data *data, double depth, char out[ACI_FIGURE_TEXT])
{
    for (int layer = 0; layer < data->layers; layer++) {
        if (depth < data->layer_bottom[layer]) {
            return aci_text_layer(data->layer_name[layer], out);
        }
    }
    return aci_text_layer("below_the_skin", out);
}

double aci_text_step(double range, int most)
{
    double power = pow(10, floor(log10(range / most)));
    static const double steps[] = {1, 2, 5, 10};
    for (int n = 0; n < 4; n++) {
        if (range / (steps[n] * power) <= most * (1 + 1e-9)) {
            return steps[n] * power;
        }
    }
    return 10 * power;
}

void aci_text_spread(double *position, int count, double spacing, double low, double high)
{
    for (int n = 0; n < count; n++) {
        double least = n > 0 ? position[n - 1] + spacing : low;
        position[n] = fmax(position[n], least);
    }
    for (int n = count - 1; n >= 0; n--) {
        double most = n < count - 1 ? position[n + 1] - spacing : high;
        position[n] = fmin(position[n], most);
    }
}

static void append(char out[ACI_FIGURE_CAPTION], const char *format, ...) ACI_PRINTF(2, 3);

static void append(char out[ACI_FIGURE_CAPTION], const char *format, ...)
{
    size_t length = strlen(out);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(out + length, ACI_FIGURE_CAPTION - length, format, arguments);
    va_end(arguments);
}

/// What the geometry and the product take for granted, and what no error estimate covers.
static void append_assumptions(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    const aci_grid *grid = data->grid;
    char number[ACI_FIGURE_TEXT];
    double side = aci_text_micrometres(grid->edges[0][grid->cells[0]] - grid->edges[0][0]);
    if (grid->geometry == ACI_SLAB) {
        append(out, " Model: skin the same everywhere along the surface");
    } else if (grid->geometry == ACI_AXISYMMETRIC && data->needling.exists) {
        append(out,
               " Model: strikes in classes of depth, each one upright channel in a round cell of "
               "radius %s " ACI_MICROMETRE "; amounts are of all, fields of one class",
               aci_text_number(side, number));
    } else if (grid->geometry == ACI_AXISYMMETRIC) {
        append(out, " Model: one upright channel in a round cell of radius %s " ACI_MICROMETRE,
               aci_text_number(side, number));
    } else if (data->is_mirrored) {
        append(out, " Model: one upright channel in a square cell of side %s " ACI_MICROMETRE,
               aci_text_number(2 * side, number));
    } else {
        append(out, " Model: a patch of side %s " ACI_MICROMETRE, aci_text_number(side, number));
    }
    if (data->history.times == 0) {
        append(out, ".");
    } else if (aci_data_is_infinite_dose(data)) {
        append(out, ", product at constant concentration.");
    } else {
        double dose = data->history.rows[ACI_HISTORY_applied][data->history.times - 1];
        append(out, ", dose %s " ACI_AMOUNT_UNIT ".",
               aci_text_number(aci_text_amount(dose), number));
    }
    if (data->assumed > 0) {
        append(out, " %d of the parameters %s assumed.", data->assumed,
               data->assumed == 1 ? "is" : "are");
    }
    append(out, " The uncertainty of parameters and model is not included.");
}

void aci_text_caption_needles(const aci_figure_data *data, const char *first,
                              char out[ACI_FIGURE_CAPTION])
{
    out[0] = '\0';
    append(out, "%s Model: cracks and dimple in layered skin, toughness of every layer times %.3g.",
           first, data->needling.toughness_factor);
    if (data->assumed > 0) {
        append(out, " %d of the parameters %s assumed.", data->assumed,
               data->assumed == 1 ? "is" : "are");
    }
    append(out, " Mechanical numbers of skin differ by orders of magnitude between tests: trust "
                "ratios first.");
}

void aci_text_caption_plasma(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    const aci_systemic_value *ends = data->body.endpoints;
    aci_systemic_value most = ends[ACI_SYSTEMIC_ENDPOINT_concentration_max];
    aci_systemic_value area = ends[ACI_SYSTEMIC_ENDPOINT_area_under_curve_total];
    aci_systemic_value share = ends[ACI_SYSTEMIC_ENDPOINT_systemic_fraction];
    char error[ACI_FIGURE_TEXT], number[ACI_FIGURE_TEXT];
    out[0] = '\0';
    append(out, "Largest concentration: %s.", aci_text_error(most.numerical_error, error));
    append(out, " Area under the curve without end, no input after the run: %s mg h/L.",
           aci_text_number(area.value * 1e3 / 3600, number));
    if (share.exists) {
        append(out, " %s %% of what was applied came into the blood.",
               aci_text_percent(share.value, number));
    }
    append(out, " Model: linear kinetics from an empty body; all that leaves the skin reaches the "
                "plasma.");
    if (data->assumed > 0) {
        append(out, " %d of the parameters %s assumed.", data->assumed,
               data->assumed == 1 ? "is" : "are");
    }
    append(out, " The uncertainty of parameters and model is not included.");
}

static void append_absorbed(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    const aci_history *history = &data->history;
    char amount[ACI_FIGURE_TEXT], time[ACI_FIGURE_TEXT], error[ACI_FIGURE_TEXT];
    int last = history->times - 1;
    append(out, "Absorbed by %s h: %s " ACI_AMOUNT_UNIT " (%s).",
           aci_text_time(history->time[last], time),
           aci_text_number(aci_text_amount(history->rows[ACI_HISTORY_absorbed][last]), amount),
           aci_text_error(history->numerical_error[ACI_HISTORY_absorbed], error));
}

void aci_text_caption_absorbed(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    aci_endpoint_value ratio = data->endpoints[ACI_ENDPOINT_enhancement_ratio];
    char number[ACI_FIGURE_TEXT];
    out[0] = '\0';
    append_absorbed(data, out);
    if (ratio.exists && data->has_control && data->has_channel) {
        append(out, " Enhancement ratio %s.", aci_text_number(ratio.value, number));
    }
    append_assumptions(data, out);
}

void aci_text_caption_ledger(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    double largest = 0;
    char number[ACI_FIGURE_TEXT];
    for (int time = 0; time < data->history.times; time++) {
        largest = fmax(largest, fabs(data->history.rows[ACI_HISTORY_mass_residual][time]));
    }
    out[0] = '\0';
    append_absorbed(data, out);
    append(out, " Largest part of the applied amount not accounted for: %s.",
           aci_text_number(largest, number));
    append_assumptions(data, out);
}

/// Skin and channels at the last report time, kg/m2.
static double amount_in_skin(const aci_history *history)
{
    int last = history->times - 1;
    double sum = history->rows[ACI_HISTORY_channel_amount][last];
    for (int layer = 0; layer < history->layers; layer++) {
        sum += history->layer_amount[layer + last * history->layers];
    }
    return sum;
}

static void append_whereabouts(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    const aci_history *history = &data->history;
    int last = history->times - 1;
    char number[ACI_FIGURE_TEXT], time[ACI_FIGURE_TEXT], error[ACI_FIGURE_TEXT];
    double applied = last >= 0 ? history->rows[ACI_HISTORY_applied][last] : 0;
    if (!(applied > 0)) {
        return;
    }
    aci_text_time(history->time[last], time);
    if (aci_data_is_infinite_dose(data)) {
        append(out, "Of the %s " ACI_AMOUNT_UNIT " that entered within %s h ",
               aci_text_number(aci_text_amount(applied), number), time);
    } else {
        double product = history->rows[ACI_HISTORY_vehicle][last];
        append(out, "After %s h %s %% of the dose is still in the product, ", time,
               aci_text_percent(product / applied, number));
    }
    append(out, "%s %% %sin the skin, ",
           aci_text_percent(amount_in_skin(history) / applied, number),
           aci_data_is_infinite_dose(data) ? "is " : "");
    double absorbed = history->rows[ACI_HISTORY_absorbed][last];
    append(out, "%s %% absorbed (%s).", aci_text_percent(absorbed / applied, number),
           aci_text_error(history->numerical_error[ACI_HISTORY_absorbed], error));
}

static void append_depth(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    char number[ACI_FIGURE_TEXT], name[ACI_FIGURE_TEXT];
    int layer = 0;
    if (!data->has_channel || data->layers == 0) {
        return;
    }
    while (layer + 1 < data->layers &&
           data->channel_depth > data->layer_bottom[layer] * (1 + 1e-9)) {
        layer++;
    }
    append(out, "%sThe %s %s " ACI_MICROMETRE " deep, into the %s.", out[0] != '\0' ? " " : "",
           data->is_mirrored ? "channel reaches" : "deepest channel reaches about",
           aci_text_number(aci_text_micrometres(data->channel_depth), number),
           aci_text_layer(data->layer_name[layer], name));
}

void aci_text_caption_field(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION])
{
    out[0] = '\0';
    append_whereabouts(data, out);
    append_depth(data, out);
    append_assumptions(data, out);
}
