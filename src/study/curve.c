/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include <math.h>
#include <stddef.h>

enum { HALVINGS = 60, PARTS = 4 };

static bool is_turn(const aci_curve *c, int n)
{
    return c->turns != NULL && c->turns[n];
}

/// What a parabola through a piece and a third point lies above the piece's chord.
static double bend(const aci_curve *c, int piece, int third, double time)
{
    double a = c->time[piece], b = c->time[piece + 1];
    double slope = (c->value[piece + 1] - c->value[piece]) / (b - a);
    double chord = c->value[piece] + slope * (c->time[third] - a);
    double curvature = (c->value[third] - chord) / ((c->time[third] - a) * (c->time[third] - b));
    return curvature * (time - a) * (time - b);
}

double aci_curve_at(const aci_curve *c, int piece, double time)
{
    double a = c->time[piece], b = c->time[piece + 1];
    double share = (time - a) / (b - a);
    double line = (1.0 - share) * c->value[piece] + share * c->value[piece + 1];
    bool has_before = piece > 0 && !is_turn(c, piece);
    bool has_after = piece + 2 < c->count && !is_turn(c, piece + 1);
    double before = has_before ? bend(c, piece, piece - 1, time) : 0.0;
    double after = has_after ? bend(c, piece, piece + 2, time) : 0.0;
    if (has_before && has_after) {
        return line + (1.0 - share) * before + share * after;
    }
    return line + before + after;
}

static double middle_of(const aci_curve *c, int piece)
{
    return 0.5 * (c->time[piece] + c->time[piece + 1]);
}

/* Simpson's rule is exact for a cubic. */
double aci_curve_integral(const aci_curve *c)
{
    double sum = 0.0;
    for (int n = 0; n + 1 < c->count; ++n) {
        double middle = aci_curve_at(c, n, middle_of(c, n));
        double width = c->time[n + 1] - c->time[n];
        sum += width / 6.0 * (c->value[n] + 4.0 * middle + c->value[n + 1]);
    }
    return sum;
}

/// Where the curve crosses a level in [low, high] of a piece.
static double crossing(const aci_curve *c, int piece, double low, double high, double level)
{
    bool is_above = aci_curve_at(c, piece, low) > level;
    for (int n = 0; n < HALVINGS && high > low; ++n) {
        double middle = 0.5 * (low + high);
        bool is_same = (aci_curve_at(c, piece, middle) > level) == is_above;
        *(is_same ? &low : &high) = middle;
    }
    return 0.5 * (low + high);
}

double aci_curve_above(const aci_curve *c, double level)
{
    double sum = 0.0;
    for (int n = 0; n + 1 < c->count; ++n) {
        double width = (c->time[n + 1] - c->time[n]) / PARTS;
        for (int part = 0; part < PARTS; ++part) {
            double low = c->time[n] + part * width;
            double high = part + 1 == PARTS ? c->time[n + 1] : low + width;
            bool begins = aci_curve_at(c, n, low) > level, ends = aci_curve_at(c, n, high) > level;
            double at = begins != ends ? crossing(c, n, low, high, level) : high;
            sum += begins ? at - low : ends ? high - at : 0.0;
        }
    }
    return sum;
}

/// Top of the curve in a piece, by golden section.
static double top_of(const aci_curve *c, int piece, double *time)
{
    const double golden = 0.6180339887498949;
    double low = c->time[piece], high = c->time[piece + 1];
    for (int n = 0; n < HALVINGS; ++n) {
        double a = high - golden * (high - low), b = low + golden * (high - low);
        bool is_left = aci_curve_at(c, piece, a) >= aci_curve_at(c, piece, b);
        *(is_left ? &high : &low) = is_left ? b : a;
    }
    *time = 0.5 * (low + high);
    return aci_curve_at(c, piece, *time);
}

double aci_curve_peak(const aci_curve *c, double *time)
{
    int best = 0;
    for (int n = 1; n < c->count; ++n) {
        best = c->value[n] > c->value[best] ? n : best;
    }
    double largest = c->value[best];
    *time = c->time[best];
    for (int piece = best - 1; piece <= best; ++piece) {
        double at, top = 0.0;
        bool exists = piece >= 0 && piece + 1 < c->count;
        if (exists && (top = top_of(c, piece, &at)) > largest) {
            largest = top;
            *time = at;
        }
    }
    return largest;
}

int aci_curve_thin(const aci_curve *c, double *time, double *value, bool *turns)
{
    int count = 0, since = 0;
    for (int n = 0; n < c->count; ++n, ++since) {
        bool is_end = n == 0 || n + 1 == c->count || is_turn(c, n);
        since = is_end ? 0 : since;
        if (since % 2 == 0) {
            time[count] = c->time[n];
            value[count] = c->value[n];
            turns[count++] = is_turn(c, n);
        }
    }
    return count;
}
