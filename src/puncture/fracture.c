/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/fracture.h"

#include <gsl/gsl_math.h>
#include <math.h>

enum { ROW_SIZE = 12 };

/// S/(mu R^2) of the planar crack at one alpha: R/a and value; the count ends the row.
typedef struct row {
    double alpha;
    int count;
    double opening[ROW_SIZE], energy[ROW_SIZE];
} row;

/* pi ln(2 R/a), the exact limit at alpha 2 */
#define ACI_WIDE(powers_of_two) (M_PI * M_LN2 * (powers_of_two))

static const row rows[] = {
    {2.0,
     11,
     {0.2, 0.4, 0.7, 1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, 4096.0, 16384.0},
     {1.47, 1.88, 2.39, 2.89, ACI_WIDE(3), ACI_WIDE(5), ACI_WIDE(7), ACI_WIDE(9), ACI_WIDE(11),
      ACI_WIDE(13), ACI_WIDE(15)}},
    {3.0, 7, {0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.6}, {1.30, 1.86, 2.25, 2.64, 3.05, 3.50, 4.51}},
    {5.0,
     9,
     {0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0},
     {1.32, 1.91, 2.37, 2.90, 3.59, 4.59, 6.71, 11.7, 25.1}},
    {9.0, 7, {0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.3}, {1.38, 2.07, 2.77, 3.91, 6.37, 11.5, 15.3}},
};
enum { ROWS = (int)(sizeof rows / sizeof rows[0]) };

/* knots of a law: even in ln(R/a) over the table, then further and further apart */
enum { TABLE_KNOTS = 41, WIDE_KNOTS = 9 };
static const double table_first = 0.2;
static const double table_last = 3.0;
static const double widening = 2.6;

static double law_opening(int knot)
{
    if (knot < TABLE_KNOTS) {
        return table_first * pow(table_last / table_first, knot / (TABLE_KNOTS - 1.0));
    }
    return table_last * pow(widening, knot - TABLE_KNOTS + 1.0);
}

/// Rise of ln S over ln(R/a) between knots i and i + 1.
static double secant(const row *r, int i)
{
    return log(r->energy[i + 1] / r->energy[i]) / log(r->opening[i + 1] / r->opening[i]);
}

/// Slope at knot i of the monotone cubic of Steffen 1990 (A&A 239, 443); the ends keep the secant,
/// so that the powers beyond join smoothly.
static double knot_slope(const row *r, int i)
{
    if (i == 0 || i == r->count - 1) {
        return secant(r, i == 0 ? 0 : i - 1);
    }
    double before = log(r->opening[i] / r->opening[i - 1]);
    double after = log(r->opening[i + 1] / r->opening[i]);
    double mean = (secant(r, i - 1) * after + secant(r, i) * before) / (before + after);
    return fmin(mean, 2.0 * fmin(secant(r, i - 1), secant(r, i)));
}

/// ln S of a row at R/a: a monotone cubic inside, straight outside.
static double row_logarithm(const row *r, double opening)
{
    int i = 0;
    while (i < r->count - 2 && opening > r->opening[i + 1]) {
        i++;
    }
    double width = log(r->opening[i + 1] / r->opening[i]);
    double x = log(opening / r->opening[i]) / width;
    double start = log(r->energy[i]);
    double rise = secant(r, i) * width;
    if (x < 0.0 || x > 1.0) {
        return start + rise * x;
    }
    double s0 = knot_slope(r, i) * width;
    double s1 = knot_slope(r, i + 1) * width;
    return start + x * (s0 + x * (3.0 * rise - 2.0 * s0 - s1 + x * (s0 + s1 - 2.0 * rise)));
}

/// ln S at any alpha: straight in alpha between the two nearest rows, carried on beyond the last.
static double planar_logarithm(double alpha, double opening)
{
    int i = 1;
    while (i < ROWS - 1 && alpha > rows[i].alpha) {
        i++;
    }
    double part = (alpha - rows[i - 1].alpha) / (rows[i].alpha - rows[i - 1].alpha);
    double low = row_logarithm(&rows[i - 1], opening);
    return low + part * (row_logarithm(&rows[i], opening) - low);
}

/// Fills powers and limits from openings and energies.
static void finish(aci_fracture_law *law)
{
    int last = law->count - 1;
    for (int i = 0; i < last; i++) {
        law->power[i] =
            log(law->energy[i + 1] / law->energy[i]) / log(law->opening[i + 1] / law->opening[i]);
        law->factor[i] = law->energy[i] * pow(law->opening[i], -law->power[i]);
        double slope = law->power[i] / law->perimeter;
        law->toughness[0][i] = i == 0 ? 0.0 : slope * law->energy[i] * law->opening[i];
        law->toughness[1][i] =
            i == last - 1 ? INFINITY : slope * law->energy[i + 1] * law->opening[i + 1];
    }
}

void aci_fracture_planar(double alpha, aci_fracture_law *out)
{
    *out = (aci_fracture_law){.alpha = alpha, .perimeter = 2.0, .count = TABLE_KNOTS + WIDE_KNOTS};
    for (int i = 0; i < out->count; i++) {
        out->opening[i] = law_opening(i);
        out->energy[i] = exp(planar_logarithm(alpha, out->opening[i]));
    }
    finish(out);
}

void aci_fracture_ring(double alpha, aci_fracture_law *out)
{
    static const double least = 1e-4;
    *out = (aci_fracture_law){.alpha = alpha, .perimeter = 2.0 * M_PI, .count = ACI_FRACTURE_KNOTS};
    for (int i = 0; i < ACI_FRACTURE_KNOTS; i++) {
        /* closer towards b = R, where S_ring goes to zero; from b = 0.99 R down to 1e-4 R */
        double part = pow((double)i / (ACI_FRACTURE_KNOTS - 1), 2.0);
        out->opening[i] = exp(0.01 + part * (-log(least) - 0.01));
        out->energy[i] = aci_fracture_ring_energy(alpha, 1.0 / out->opening[i]);
    }
    finish(out);
}

/// The crack at R/a = opening, in units of mu R^2.
static aci_fracture_steady at_opening(const aci_fracture_law *law, double j, double opening,
                                      double energy)
{
    return (aci_fracture_steady){.force = law->perimeter * j / opening + energy,
                                 .half_length = 1.0 / opening,
                                 .elastic = energy};
}

/// The least of 2 j a/R + S: inside a piece where it is stationary there, else at a knot.
static aci_fracture_steady least(const aci_fracture_law *law, double j)
{
    aci_fracture_steady best = {.force = INFINITY};
    for (int i = 0; i < law->count - 1; i++) {
        aci_fracture_steady found = {.force = INFINITY};
        if (j >= law->toughness[0][i] && j <= law->toughness[1][i]) {
            double n = law->power[i];
            double opening = pow(law->perimeter * j / (n * law->factor[i]), 1.0 / (n + 1.0));
            found = at_opening(law, j, opening, law->perimeter * j / (n * opening));
        } else if (i > 0 && j > law->toughness[1][i - 1] && j < law->toughness[0][i]) {
            found = at_opening(law, j, law->opening[i], law->energy[i]);
        }
        if (found.force < best.force) {
            best = found;
        }
    }
    return best;
}

aci_fracture_steady aci_fracture_solve(const aci_fracture_law *law, double shear_modulus,
                                       double toughness, double radius)
{
    if (toughness <= 0.0) {
        return (aci_fracture_steady){0};
    }
    aci_fracture_steady steady = least(law, toughness / (shear_modulus * radius));
    double unit = shear_modulus * radius * radius;
    return (aci_fracture_steady){.force = unit * steady.force,
                                 .half_length = radius * steady.half_length,
                                 .elastic = unit * steady.elastic};
}

double aci_fracture_energy(const aci_fracture_law *law, double opening)
{
    int i = 0;
    while (i < law->count - 2 && opening > law->opening[i + 1]) {
        i++;
    }
    return law->factor[i] * pow(opening, law->power[i]);
}
