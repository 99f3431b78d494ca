/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_math.h>
#include <math.h>

#include "acicula/puncture/needle.h"

/* sampled this often, closer towards the tip, the largest stress of a cone is found to 1e-3; short
   pieces share the samples */
enum { SAMPLES = 256, SAMPLES_LEAST = 8 };

/// Moment of area over R^4: a circle or a square of the same cross-section area.
static double moment_factor(const aci_needle *needle)
{
    return needle->shape == ACI_NEEDLE_PYRAMID ? M_PI * M_PI / 12.0 : M_PI / 4.0;
}

/// Distance of the outermost fibre over R.
static double fibre_factor(const aci_needle *needle)
{
    return needle->shape == ACI_NEEDLE_PYRAMID ? 0.5 * sqrt(M_PI) : 1.0;
}

/// Deflection and its slope along a loaded needle.
typedef struct bend {
    double y, slope;
} bend;

/// Carries the bend over a uniform piece: y'' + k^2 y = 0.
static bend across_shaft(bend b, double k, double length)
{
    double c = cos(k * length);
    double s = sin(k * length);
    return (bend){b.y * c + b.slope * s / k, b.slope * c - b.y * k * s};
}

/// Carries the bend over a cone from r0 to r1: y'' + load/R^4 y = 0 has the solutions
/// R cos(q/R) and R sin(q/R) with q = sqrt(load)/taper.
static bend across_cone(bend b, double load, double r0, double r1, double length)
{
    double grade = (r1 - r0) / length;
    double q = sqrt(load) / grade;
    double turn = q / r0 - q / r1;
    double c = cos(turn);
    double s = sin(turn);
    double value = b.y / r0;                           /* amplitude of cos */
    double other = (value - b.slope / grade) * r0 / q; /* of sin, per unit of q/R */
    double along = value * c - other * s;
    double across = value * s + other * c;
    return (bend){r1 * along, grade * (along - q / r1 * across)};
}

/// Whether the needle beyond `from` leans over before its base: a load above the critical one.
static bool is_buckled(const aci_needle *needle, double from, double load)
{
    bend b = {0.0, 1.0};
    for (int i = 0; i < aci_needle_piece_count(needle); i++) {
        double to = fmax(from, aci_needle_piece_end(needle, i));
        double r0 = aci_needle_radius(needle, from);
        double r1 = aci_needle_radius(needle, to);
        double turn = sqrt(load) * (to - from) / (r0 * r1);
        int parts = 1 + (int)fmin(turn, 1e6);
        for (int k = 0; k < parts && to > from; k++) {
            double a = r0 + (r1 - r0) * k / parts;
            double e = r0 + (r1 - r0) * (k + 1) / parts;
            double step = (to - from) / parts;
            bool is_cone = fabs(e - a) > 1e-9 * a;
            b = is_cone ? across_cone(b, load, a, e, step)
                        : across_shaft(b, sqrt(load) / (a * e), step);
            if (b.slope <= 0.0 || b.y <= 0.0) {
                return true;
            }
        }
        from = to;
    }
    return false;
}

double aci_needle_buckling_force_beyond(const aci_needle *needle, double buried)
{
    double base = aci_needle_base_radius(needle);
    double length = needle->length - buried;
    double high = gsl_pow_2(M_PI * base * base / (2.0 * length)) * 1.001;
    double low = high;
    while (is_buckled(needle, buried, low)) {
        high = low;
        low *= 0.5;
    }
    while (high > low * (1.0 + 1e-10)) {
        double middle = 0.5 * (low + high);
        *(is_buckled(needle, buried, middle) ? &high : &low) = middle;
    }
    return low * needle->material->young_modulus * moment_factor(needle);
}

double aci_needle_buckling_force(const aci_needle *needle)
{
    return aci_needle_buckling_force_beyond(needle, 0.0);
}

static double moment(double lateral, double buried, double s)
{
    return s < buried ? 0.5 * lateral * s * s / buried : lateral * (s - 0.5 * buried);
}

double aci_needle_stress(const aci_needle *needle, double axial, double lateral, double buried)
{
    double largest = 0.0;
    double from = 0.0;
    int pieces = aci_needle_piece_count(needle);
    int samples = pieces <= 2 ? SAMPLES : 2 * SAMPLES / pieces;
    samples = samples > SAMPLES_LEAST ? samples : SAMPLES_LEAST;
    for (int i = 0; i < pieces; i++) {
        double to = aci_needle_piece_end(needle, i);
        for (int k = 0; k <= samples; k++) {
            double part = (double)k / samples;
            double s = from + (to - from) * part * part;
            double r = aci_needle_radius(needle, s);
            double bending = moment(lateral, buried, s) * fibre_factor(needle) /
                             (moment_factor(needle) * r * r * r);
            largest = fmax(largest, axial / (M_PI * r * r) + bending);
        }
        from = to;
    }
    return largest;
}
