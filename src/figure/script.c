/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "text.h"

enum { MARGIN = 24, CAPTION_LINE = 19, TITLE_SIZE = 19, TEXT_SIZE = 15, SMALL_SIZE = 13 };

/// Mean width of a character of DejaVu Sans, the widest of the usual sans-serif fonts, in sizes.
static const double CHARACTER_WIDTH = 0.6;

/// Points of the palette viridis (S. van der Walt, N. Smith, 2015, CC0): even in lightness, so
/// that it reads in grey and for the colour-blind.
static const unsigned char viridis[][3] = {
    {68, 1, 84},    {72, 40, 120},  {62, 74, 137},  {49, 104, 142}, {38, 130, 142},
    {31, 158, 137}, {53, 183, 121}, {110, 206, 88}, {181, 222, 43}, {253, 231, 37},
};
enum { VIRIDIS_POINTS = sizeof viridis / sizeof viridis[0] };

const char *aci_script_colour(double place, char out[8])
{
    double position = fmin(fmax(place, 0), 1) * (VIRIDIS_POINTS - 1);
    int below = (int)fmin(floor(position), VIRIDIS_POINTS - 2);
    double part = position - below;
    unsigned mixed[3];
    for (int n = 0; n < 3; n++) {
        mixed[n] =
            (unsigned)lround((1 - part) * viridis[below][n] + part * viridis[below + 1][n]) & 255u;
    }
    snprintf(out, 8, "#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
    return out;
}

/// As gnuplot 5.4 draws a point of size 1: svg a circle of 3/8 of the font and its stroke of a
/// pixel, which grows with it; pngcairo a circle of 3 pixels with a stroke of one pixel.
double aci_script_disc(const aci_script *script, double radius)
{
    const double svg = 0.375 * TEXT_SIZE + 0.5, png = 3, stroke = 0.5;
    return script->format == ACI_FIGURE_SVG ? radius / svg : fmax(radius - stroke, 0) / png;
}

void aci_script_quote(FILE *stream, const char *text)
{
    fputc('\'', stream);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'') {
            fputs("''", stream);
        } else {
            fputc((unsigned char)*c < ' ' ? ' ' : *c, stream);
        }
    }
    fputc('\'', stream);
}

static int is_continuation(char c)
{
    return ((unsigned char)c & 0xc0u) == 0x80u;
}

/// A space, but not one between a number and its unit.
static bool is_break(const char *text)
{
    bool is_unit = strncmp(text + 1, ACI_MICRO, strlen(ACI_MICRO)) == 0 || text[1] == '%' ||
                   strncmp(text + 1, "mg ", 3) == 0 ||
                   (text[1] == 'h' && !isalpha((unsigned char)text[2]));
    return text[0] == ' ' && !is_unit;
}

size_t aci_script_fit(const char *text, int most)
{
    size_t end = 0, last_space = 0;
    int characters = 0;
    while (text[end] != '\0' && characters < most) {
        if (is_break(text + end)) {
            last_space = end;
        }
        do {
            end++;
        } while (is_continuation(text[end]));
        characters++;
    }
    if (text[end] == '\0' || is_break(text + end) || last_space == 0) {
        return end;
    }
    return last_space;
}

static int characters_across(int width, int size)
{
    return (int)((width - 2 * MARGIN) / (CHARACTER_WIDTH * size));
}

int aci_script_caption_height(int width, const char *caption)
{
    int lines = 0;
    while (*caption != '\0') {
        caption += aci_script_fit(caption, characters_across(width, SMALL_SIZE));
        caption += strspn(caption, " ");
        lines++;
    }
    return lines * CAPTION_LINE + CAPTION_LINE;
}

void aci_script_caption(aci_script *script, const char *caption)
{
    double y = script->height - aci_script_caption_height(script->width, caption) + CAPTION_LINE;
    while (*caption != '\0') {
        size_t length = aci_script_fit(caption, characters_across(script->width, SMALL_SIZE));
        char line[512];
        snprintf(line, sizeof line, "%.*s", (int)length, caption);
        aci_script_label(script, MARGIN, y, ACI_SMALL " " ACI_GREY, line);
        y += CAPTION_LINE;
        caption += length;
        caption += strspn(caption, " ");
    }
}

static void write_terminal(const aci_script *script)
{
    FILE *stream = script->stream;
    const char *family = script->format == ACI_FIGURE_SVG ? "sans-serif" : "Sans";
    // pngcairo counts points of 1/72 inch at 96 pixels an inch, svg counts pixels
    double unit = script->format == ACI_FIGURE_SVG ? 1 : 0.75;
    if (script->format == ACI_FIGURE_SVG) {
        fprintf(stream, "set terminal svg size %d,%d name '%s'", script->width, script->height,
                script->name);
    } else {
        fprintf(stream, "set terminal pngcairo size %d,%d fontscale 2 linewidth 2 pointscale 2",
                2 * script->width, 2 * script->height);
    }
    fprintf(stream, " font '%s,%g' background '#ffffff' noenhanced\n", family, unit * TEXT_SIZE);
    fprintf(stream, "title_font = '%s%cBold,%g'\nsmall_font = '%s,%g'\n", family,
            script->format == ACI_FIGURE_SVG ? ' ' : ':', unit * TITLE_SIZE, family,
            unit * SMALL_SIZE);
    fputs("set encoding utf8\nset output ", stream);
    aci_script_quote(stream, script->output);
    fputc('\n', stream);
}

static void write_palette(FILE *stream)
{
    fputs("set palette defined (", stream);
    for (int n = 0; n < VIRIDIS_POINTS; n++) {
        char colour[8];
        double place = (double)n / (VIRIDIS_POINTS - 1);
        fprintf(stream, "%s%.6g '%s'", n > 0 ? ", " : "", place, aci_script_colour(place, colour));
    }
    fputs(")\n", stream);
}

void aci_script_begin(aci_script *script, int width, int height, const char *title,
                      const char *subtitle)
{
    script->width = width;
    script->height = height;
    write_terminal(script);
    write_palette(script->stream);
    fputs("set style line 1 lc rgb '#888888' lw 1\nset border 31 ls 1\nset tics nomirror out "
          "scale 0.6 tc rgb '#222222'\nunset key\nset multiplot\n",
          script->stream);
    int most = characters_across(width, TITLE_SIZE);
    size_t length = aci_script_fit(title, most);
    char line[512];
    snprintf(line, sizeof line, "%.*s%s", (int)length, title,
             title[length] != '\0' ? "\xe2\x80\xa6" : "");
    aci_script_label(script, MARGIN, 26, "font title_font", line);
    aci_script_label(script, MARGIN, 52, ACI_GREY, subtitle);
}

void aci_script_place_panel(aci_script *script, aci_rectangle panel)
{
    fprintf(script->stream,
            "set lmargin at screen %.6f\nset rmargin at screen %.6f\n"
            "set tmargin at screen %.6f\nset bmargin at screen %.6f\n",
            panel.left / script->width, (panel.left + panel.width) / script->width,
            1 - panel.top / script->height, 1 - (panel.top + panel.height) / script->height);
}

void aci_script_end_panel(aci_script *script)
{
    fputs("unset label\nunset arrow\nunset object\nunset key\n", script->stream);
}

void aci_script_decades(FILE *stream, const char *axis, double low, double high, bool has_names)
{
    const char *separator = "";
    fprintf(stream, "set %s (", axis);
    for (int power = (int)floor(log10(low)); power <= (int)floor(log10(high)); power++) {
        for (int digit = 1; digit < 10; digit++) {
            double value = digit * pow(10, power);
            char name[ACI_FIGURE_TEXT] = "";
            if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) {
                continue;
            }
            if (digit == 1 && has_names) {
                aci_text_decade(power, name);
            }
            fprintf(stream, "%s'%s' %.9g %d", separator, name, value, digit > 1);
            separator = ", ";
        }
    }
    fputs(") font small_font\n", stream);
}

void aci_script_label(aci_script *script, double x, double y, const char *style, const char *text)
{
    fputs("set label ", script->stream);
    aci_script_quote(script->stream, text);
    fprintf(script->stream, " at screen %.6f, screen %.6f front %s\n", x / script->width,
            1 - y / script->height, style);
}

void aci_script_line(aci_script *script, const double from[2], const double to[2],
                     const char *style)
{
    fprintf(script->stream,
            "set arrow from screen %.6f, screen %.6f to screen %.6f, screen %.6f nohead front %s\n",
            from[0] / script->width, 1 - from[1] / script->height, to[0] / script->width,
            1 - to[1] / script->height, style);
}

void aci_script_box(aci_script *script, aci_rectangle box, const char *colour)
{
    fprintf(script->stream,
            "set object rectangle from screen %.6f, screen %.6f to screen %.6f, screen %.6f front "
            "fillcolor rgb '%s' fillstyle solid noborder\n",
            box.left / script->width, 1 - (box.top + box.height) / script->height,
            (box.left + box.width) / script->width, 1 - box.top / script->height, colour);
}
