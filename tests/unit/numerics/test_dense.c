/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numerics/dense.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/tolerances.h"

enum { ORDER = 40 };

static void fill_symmetric(int n, double *a)
{
    for (int p = 0; p < n; ++p) {
        for (int q = 0; q < n; ++q) {
            a[p * n + q] = cos(1.7 * p * q + 0.3 * (p + q)) + (p == q ? p : 0.0);
        }
    }
}

Test(dense, vectors_are_orthonormal_and_satisfy_the_equation)
{
    static double a[ORDER * ORDER], copy[ORDER * ORDER], v[ORDER * ORDER], values[ORDER];
    fill_symmetric(ORDER, a);
    memcpy(copy, a, sizeof a);
    aci_dense_eigen(ORDER, copy, values, v);
    for (int p = 0; p < ORDER; ++p) {
        for (int q = 0; q < ORDER; ++q) {
            double dot = 0.0;
            double residual = -values[q] * v[p * ORDER + q];
            for (int k = 0; k < ORDER; ++k) {
                dot += v[k * ORDER + p] * v[k * ORDER + q];
                residual += a[p * ORDER + k] * v[k * ORDER + q];
            }
            cr_assert(fabs(dot - (p == q ? 1.0 : 0.0)) < 1e-13);
            cr_assert(fabs(residual) < 1e-13 * 2.0 * ORDER);
        }
    }
}

/// The second difference with fixed ends: 4 sin^2(j pi / (2 (n + 1))).
Test(dense, second_difference_has_its_known_eigenvalues)
{
    enum { N = 12 };
    double a[N * N] = {0.0};
    double v[N * N], values[N];
    for (int k = 0; k < N; ++k) {
        a[k * N + k] = 2.0;
        if (k + 1 < N) {
            a[k * N + k + 1] = a[(k + 1) * N + k] = -1.0;
        }
    }
    aci_dense_eigen(N, a, values, v);
    for (int j = 1; j <= N; ++j) {
        double expected = 4.0 * pow(sin(j * 3.14159265358979323846 / (2.0 * (N + 1))), 2.0);
        double nearest = HUGE_VAL;
        for (int k = 0; k < N; ++k) {
            nearest = fmin(nearest, fabs(values[k] - expected));
        }
        cr_assert(nearest < 1e-14 * 4.0);
    }
}

Test(dense, orders_one_and_zero_coupling_are_trivial)
{
    double a[4] = {3.0, 0.0, 0.0, -1.0};
    double v[4], values[2];
    aci_dense_eigen(2, a, values, v);
    cr_assert(values[0] == 3.0 && values[1] == -1.0 && v[0] == 1.0 && v[1] == 0.0);
    double one = 5.0;
    aci_dense_eigen(1, &one, values, v);
    cr_assert(values[0] == 5.0 && v[0] == 1.0);
}
