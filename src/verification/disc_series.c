/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The flux through a hole between two cylinders as a Galerkin problem.
///
/// Flux density on the hole, rho = r/a: sum_m c_m s_m(rho), where s_m is (1 - rho^2)^(e - 1) times
/// a Jacobi polynomial, chosen by its Hankel transform
///   int_0^1 s_m(rho) J0(x rho) rho drho = J_(2m+e)(x) x^(-e) = h_m(x)    (e = 1/2 disc, 2/3 pore)
/// so that h_m(0) = 0 for m > 0. Either cylinder, of radius R = ratio a and length l, answers a
/// flux into it by the drop of u across it, projected on s_k:
///   (2 a^2/(K D R^2)) [l h_k(0) h_m(0)
///      + sum_n tanh(x_n l/R) R/(x_n J0(x_n)^2) h_k(x_n/ratio) h_m(x_n/ratio)],   J1(x_n) = 0.
#include <assert.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "acicula/verification/disc.h"

enum { SHAPES = 8 };

/// One of the two cylinders, lengths in units of the hole's radius.
typedef struct cylinder {
    double ratio;
    double length;
    int modes;
} cylinder;

/// Enough modes for the last shape to have reached its simple oscillation, x >> (2 SHAPES)^2/2.
static cylinder cylinder_of(double ratio, double length)
{
    return (cylinder){ratio, length, (int)fmax(1500.0, 600.0 * ratio)};
}

/// Part of mode n that is summed directly: 1 at first, 0 at the end, smooth so that the cut does
/// not ring. The rest is summed without its oscillation.
static double taper(int n, int modes)
{
    return 0.5 * erfc(20.0 * ((double)n / modes - 0.75));
}

/// Mean over the oscillation of h_k h_m/(x_n J0^2) as n grows, apart from the sign (-1)^(k+m). In a
/// cylinder as wide as the hole the modes always meet the same phase, so that nothing averages out.
static double mean_term(double place, double ratio, double edge)
{
    double x = place * M_PI / ratio;
    double phase = cos(0.5 * M_PI * edge);
    double mean = ratio > 1.0 ? 0.5 : phase * phase;
    return mean * pow(x, -1.0 - 2.0 * edge);
}

/// The sum of what the taper leaves out; beyond the modes by the midpoint rule.
static double remainder_of_means(const cylinder *part, double edge)
{
    double sum = 0.0;
    for (int n = part->modes / 2; n <= part->modes; n++) {
        sum += (1.0 - taper(n, part->modes)) * mean_term(n + 0.25, part->ratio, edge);
    }
    double start = part->modes + 0.75;
    return sum + mean_term(start, part->ratio, edge) * start / (2.0 * edge);
}

/// Adds a cylinder's drop of u to the matrix, for K D = a = 1.
static void add_cylinder(cylinder part, double edge, gsl_matrix *matrix)
{
    double sums[SHAPES][SHAPES] = {{0.0}};
    for (int n = 1; n <= part.modes; n++) {
        double zero = gsl_sf_bessel_zero_J1((unsigned)n);
        double height = gsl_sf_bessel_J0(zero);
        double x = zero / part.ratio;
        double weight = taper(n, part.modes) * tanh(x * part.length) / (zero * height * height);
        double shapes[SHAPES];
        for (int m = 0; m < SHAPES; m++) {
            shapes[m] = gsl_sf_bessel_Jnu(2.0 * m + edge, x) * pow(x, -edge);
        }
        for (int k = 0; k < SHAPES * SHAPES; k++) {
            sums[k / SHAPES][k % SHAPES] += weight * shapes[k / SHAPES] * shapes[k % SHAPES];
        }
    }
    double remainder = remainder_of_means(&part, edge);
    for (int k = 0; k < SHAPES * SHAPES; k++) {
        size_t row = (size_t)(k / SHAPES);
        size_t column = (size_t)(k % SHAPES);
        double sign = (row + column) % 2 ? -1.0 : 1.0;
        double drop = 2.0 / part.ratio * (sums[row][column] + sign * remainder);
        gsl_matrix_set(matrix, row, column, gsl_matrix_get(matrix, row, column) + drop);
    }
}

/// First coefficient of the flux that gives u = 1 across both cylinders.
static double first_coefficient(gsl_matrix *matrix, double shape_mean)
{
    gsl_vector *right = gsl_vector_calloc(SHAPES);
    gsl_vector *found = gsl_vector_calloc(SHAPES);
    gsl_vector_set(right, 0, shape_mean);
    gsl_linalg_cholesky_decomp1(matrix);
    gsl_linalg_cholesky_solve(matrix, right, found);
    double first = gsl_vector_get(found, 0);
    gsl_vector_free(found);
    gsl_vector_free(right);
    return first;
}

double aci_disc_series_resistance(const aci_disc *disc)
{
    double ratio = disc->cell_radius / disc->radius;
    assert(ratio >= 1.0 / 0.7 && ratio <= 50.0 && disc->depth > 0.0 && disc->pore_length >= 0.0);
    double pore = disc->pore_length / disc->radius;
    double edge = pore > 0.0 ? 2.0 / 3.0 : 0.5;
    double shape_mean = pow(2.0, -edge) / gsl_sf_gamma(1.0 + edge);
    gsl_matrix *matrix = gsl_matrix_calloc(SHAPES, SHAPES);
    double straight = 2.0 * disc->depth / disc->radius / (ratio * ratio) + 2.0 * pore;
    gsl_matrix_set(matrix, 0, 0, straight * shape_mean * shape_mean);
    add_cylinder(cylinder_of(ratio, disc->depth / disc->radius), edge, matrix);
    if (pore > 0.0) {
        add_cylinder(cylinder_of(1.0, pore), edge, matrix);
    }
    double flow = 2.0 * M_PI * shape_mean * first_coefficient(matrix, shape_mean);
    gsl_matrix_free(matrix);
    return 1.0 / (flow * disc->conductivity * disc->radius);
}
