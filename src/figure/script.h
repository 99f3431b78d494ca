/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The text gnuplot reads: a canvas in pixels, panels on it, and things that go with a panel.
///
/// Labels, lines and boxes are kept by gnuplot until the next plot; aci_script_end_panel drops
/// them, so whatever is written before a plot belongs to that panel. All text is taken literally.
#ifndef ACICULA_FIGURE_SCRIPT_H
#define ACICULA_FIGURE_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

#include "acicula/figure/figure.h"

typedef struct aci_script {
    FILE *stream;
    aci_figure_format format;
    const char *output; ///< file gnuplot writes
    const char *name;   ///< makes identifiers in an SVG unique in a page
    int width, height;  ///< pixels, set by begin
} aci_script;

/// Pixels from the upper left corner of the canvas.
typedef struct aci_rectangle {
    double left, top, width, height;
} aci_rectangle;

#define ACI_SMALL "font small_font"
#define ACI_GREY "tc rgb '#555555'"

/// Terminal, fonts, palette; title in bold and a line below it.
void aci_script_begin(aci_script *script, int width, int height, const char *title,
                      const char *subtitle);

/// The caption, wrapped, on the lowest lines of the canvas; goes with the next panel.
void aci_script_caption(aci_script *script, const char *caption);

/// Height the caption will take, pixels.
int aci_script_caption_height(int width, const char *caption);

void aci_script_place_panel(aci_script *script, aci_rectangle panel);
void aci_script_end_panel(aci_script *script);

/// A text in single quotes for gnuplot; control characters become spaces.
void aci_script_quote(FILE *stream, const char *text);

/// Tics at the decades of a logarithmic axis ("ytics", "cbtics") inside [low, high], named without
/// an e or (`has_names` false) not at all, with small ones at 2 to 9 between.
void aci_script_decades(FILE *stream, const char *axis, double low, double high, bool has_names);

/// A label at a pixel; `style` in gnuplot's words: "center font small_font".
void aci_script_label(aci_script *script, double x, double y, const char *style, const char *text);

/// A line between two pixels.
void aci_script_line(aci_script *script, const double from[2], const double to[2],
                     const char *style);

/// A filled box in pixels.
void aci_script_box(aci_script *script, aci_rectangle box, const char *colour);

/// The point size at which gnuplot's point type 7 is a disc of a radius in pixels, at least 0.5.
double aci_script_disc(const aci_script *script, double radius);

/// Colour of a place in 0..1 of the palette (viridis), as #rrggbb.
const char *aci_script_colour(double place, char out[8]);

/// Bytes of the longest beginning of `text` with at most `most` characters that ends between
/// words, if it can; a number and its unit are one word.
size_t aci_script_fit(const char *text, int most);

#endif
