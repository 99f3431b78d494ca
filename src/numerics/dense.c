/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dense.h"

#include <math.h>

enum { SWEEPS_MAX = 60 };

static double off_diagonal(int n, const double *a)
{
    double sum = 0.0;
    for (int p = 0; p < n; ++p) {
        for (int q = p + 1; q < n; ++q) {
            sum += a[p * n + q] * a[p * n + q];
        }
    }
    return sum;
}

static void rotate_columns(int n, double *a, int p, int q, double c, double s)
{
    for (int k = 0; k < n; ++k) {
        double x = a[k * n + p];
        double y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
    }
}

static void rotate_rows(int n, double *a, int p, int q, double c, double s)
{
    for (int k = 0; k < n; ++k) {
        double x = a[p * n + k];
        double y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
    }
}

static void annihilate(int n, double *a, double *vectors, int p, int q)
{
    double apq = a[p * n + q];
    if (apq == 0.0) {
        return;
    }
    double theta = (a[q * n + q] - a[p * n + p]) / (2.0 * apq);
    double t = (theta >= 0.0 ? 1.0 : -1.0) / (fabs(theta) + sqrt(theta * theta + 1.0));
    double c = 1.0 / sqrt(t * t + 1.0);
    rotate_columns(n, a, p, q, c, t * c);
    rotate_rows(n, a, p, q, c, t * c);
    rotate_columns(n, vectors, p, q, c, t * c);
}

void aci_dense_eigen(int n, double *matrix, double *values, double *vectors)
{
    for (int k = 0; k < n * n; ++k) {
        vectors[k] = k % (n + 1) == 0 ? 1.0 : 0.0;
    }
    double before = off_diagonal(n, matrix);
    for (int sweep = 0; sweep < SWEEPS_MAX && before > 0.0; ++sweep) {
        for (int p = 0; p < n; ++p) {
            for (int q = p + 1; q < n; ++q) {
                annihilate(n, matrix, vectors, p, q);
            }
        }
        double after = off_diagonal(n, matrix);
        if (sweep > 6 && after >= 0.25 * before) {
            break;
        }
        before = after;
    }
    for (int k = 0; k < n; ++k) {
        values[k] = matrix[k * n + k];
    }
}
