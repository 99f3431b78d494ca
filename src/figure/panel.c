/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel.h"

#include <math.h>
#include <string.h>

enum { TIC_WIDTH = 62, TIC_HEIGHT = 38, NAME_WIDTH = 36, NAME_HEIGHT = 16 };

aci_panel_axis aci_panel_empty(bool is_log)
{
    return (aci_panel_axis){
        .low = HUGE_VAL, .high = -HUGE_VAL, .is_log = is_log, .has_names = true};
}

void aci_panel_include(aci_panel_axis *axis, double value)
{
    if (isfinite(value) && !(axis->is_log && value <= 0.0)) {
        axis->low = fmin(axis->low, value);
        axis->high = fmax(axis->high, value);
    }
}

static void widen_log(aci_panel_axis *axis, double margin)
{
    double factor = pow(axis->high / axis->low, margin);
    factor = factor > 1.0 ? factor : 2.0;
    axis->low /= factor;
    axis->high *= factor;
}

static void widen_linear(aci_panel_axis *axis, double margin)
{
    double length = axis->high - axis->low, size = fmax(fabs(axis->low), fabs(axis->high));
    bool is_positive = axis->low >= 0.0;
    // numbers that differ in their last digits alone would give tics without a difference
    length = length > 1e-6 * size ? margin * length : size > 0.0 ? 0.1 * size : 1.0;
    axis->low = is_positive ? fmax(0.0, axis->low - length) : axis->low - length;
    axis->high += length;
}

void aci_panel_widen(aci_panel_axis *axis, double margin)
{
    if (axis->low > axis->high) {
        axis->low = axis->is_log ? 1.0 : 0.0;
        axis->high = axis->is_log ? 10.0 : 1.0;
    }
    if (axis->is_log) {
        widen_log(axis, margin);
    } else {
        widen_linear(axis, margin);
    }
}

/// Digits of each decade with a name, from many to few.
static const char *const named[] = {"123456789", "123468", "125", "13", "1"};
enum { LEVELS = sizeof named / sizeof named[0] };

static bool is_shown(const aci_panel_axis *axis, double value)
{
    return value >= axis->low * (1 - 1e-9) && value <= axis->high * (1 + 1e-9);
}

/// Pixels that a name takes: two halves, and a gap.
static double width_of(double value, bool is_across)
{
    bool is_plain = value > 0.9999e-3 && value < 1e5;
    return !is_across ? NAME_HEIGHT : is_plain ? NAME_WIDTH : TIC_WIDTH;
}

/// Whether the names of a level keep apart.
static bool keeps_apart(const aci_panel_axis *axis, const char *digits, bool is_across,
                        double pixels)
{
    double decade = pixels / log10(axis->high / axis->low), before = -HUGE_VAL;
    for (int power = (int)floor(log10(axis->low)); power <= (int)floor(log10(axis->high));
         power++) {
        for (int digit = 1; digit < 10; digit++) {
            double value = digit * pow(10, power), at = decade * log10(value);
            if (!is_shown(axis, value) || strchr(digits, '0' + digit) == NULL) {
                continue;
            }
            if (at - before < width_of(value, is_across)) {
                return false;
            }
            before = at;
        }
    }
    return true;
}

/// The other digits have tics without a name; over more than two decades all but 1.
static void write_log_tics(FILE *stream, const char *name, const aci_panel_axis *axis,
                           double pixels)
{
    const char *separator = "";
    int level = 0;
    if (axis->high / axis->low > 120.0) {
        aci_script_decades(stream, name, axis->low, axis->high, axis->has_names);
        return;
    }
    while (level + 1 < LEVELS && !keeps_apart(axis, named[level], name[0] == 'x', pixels)) {
        level++;
    }
    fprintf(stream, "set %s (", name);
    for (int power = (int)floor(log10(axis->low)); power <= (int)floor(log10(axis->high));
         power++) {
        for (int digit = 1; digit < 10; digit++) {
            char text[ACI_FIGURE_TEXT] = "";
            double value = digit * pow(10, power);
            bool is_major = strchr(named[level], '0' + digit) != NULL;
            if (!is_shown(axis, value)) {
                continue;
            }
            if (is_major && axis->has_names) {
                aci_text_tic(value, text);
            }
            fprintf(stream, "%s'%s' %.9g %d", separator, text, value, !is_major);
            separator = ", ";
        }
    }
    fputs(") font small_font\n", stream);
}

static void write_linear_tics(FILE *stream, const char *name, const aci_panel_axis *axis, int most)
{
    double step = aci_text_step(axis->high - axis->low, most);
    long first = lround(ceil(axis->low / step - 1e-9)),
         last = lround(floor(axis->high / step + 1e-9));
    fprintf(stream, "set %s (", name);
    for (long n = first; n <= last; n++) {
        char text[ACI_FIGURE_TEXT] = "";
        if (axis->has_names) {
            aci_text_tic((double)n * step, text);
        }
        fprintf(stream, "%s'%s' %.9g", n > first ? ", " : "", text, (double)n * step);
    }
    fputs(") font small_font\n", stream);
}

static void write_tics(FILE *stream, const char *letter, const aci_panel_axis *axis, double pixels)
{
    char name[8];
    bool is_across = letter[0] == 'x';
    int most = (int)fmax(2.0, pixels / (is_across ? TIC_WIDTH : TIC_HEIGHT));
    snprintf(name, sizeof name, "%stics", letter);
    if (axis->is_log) {
        write_log_tics(stream, name, axis, pixels);
    } else {
        write_linear_tics(stream, name, axis, most);
    }
    if (is_across) {
        fprintf(stream, "set %s offset 0,0.3\n", name);
    }
}

void aci_panel_begin(aci_script *script, const aci_panel *panel)
{
    FILE *stream = script->stream;
    aci_rectangle at = panel->at;
    aci_script_place_panel(script, at);
    fputs("unset logscale\n", stream);
    fputs(panel->x.is_log ? "set logscale x\n" : "", stream);
    fputs(panel->y.is_log ? "set logscale y\n" : "", stream);
    fprintf(stream, "set xrange [%.9g:%.9g] noextend\nset yrange [%.9g:%.9g] noextend\n",
            panel->x.low, panel->x.high, panel->y.low, panel->y.high);
    write_tics(stream, "x", &panel->x, at.width);
    write_tics(stream, "y", &panel->y, at.height);
    fputs("set grid xtics ytics lc rgb '#e4e4e4' lw 0.7 lt 1\nset border 3 ls 1\n", stream);
    if (panel->x.title[0] != '\0') {
        aci_script_label(script, at.left + at.width / 2, at.top + at.height + 44, "center",
                         panel->x.title);
    }
    if (panel->y.title[0] != '\0') {
        aci_script_label(script, at.left - 76, at.top + at.height / 2, "center rotate by 90",
                         panel->y.title);
    }
}

double aci_panel_part(const aci_panel_axis *axis, double value)
{
    double part = axis->is_log
                      ? log(fmax(value, axis->low) / axis->low) / log(axis->high / axis->low)
                      : (value - axis->low) / (axis->high - axis->low);
    return fmin(fmax(part, 0.0), 1.0);
}

double aci_panel_across(const aci_panel *panel, double value)
{
    return panel->at.left + panel->at.width * aci_panel_part(&panel->x, value);
}

double aci_panel_height(const aci_panel *panel, double value)
{
    return panel->at.top + panel->at.height * (1.0 - aci_panel_part(&panel->y, value));
}
