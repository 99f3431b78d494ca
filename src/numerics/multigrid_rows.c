/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid_rows.h"

#include "clones.h"

/// Rows into halves, as numbers of single precision; what is too small for them becomes zero.
ACI_CLONES void aci_multigrid_load_row(const double *restrict row, double factor, int cells,
                                       float *even, float *odd)
{
    const int pairs = cells / 2;
    for (int m = 0; m < pairs; ++m) {
        even[m] = (float)(factor * row[2 * m]);
        odd[m] = (float)(factor * row[2 * m + 1]);
    }
    if ((cells & 1) == 1) {
        even[pairs] = (float)(factor * row[cells - 1]);
    }
}

ACI_CLONES void aci_multigrid_copy_row(const float *restrict even, const float *restrict odd,
                                       int cells, double *restrict row)
{
    const int pairs = cells / 2;
    for (int m = 0; m < pairs; ++m) {
        row[2 * m] = (double)even[m];
        row[2 * m + 1] = (double)odd[m];
    }
    if ((cells & 1) == 1) {
        row[cells - 1] = (double)even[pairs];
    }
}

ACI_CLONES void aci_multigrid_weave_row(const float *restrict even, const float *restrict odd,
                                        int cells, float *restrict row)
{
    const int pairs = cells / 2;
    for (int m = 0; m < pairs; ++m) {
        row[2 * m] = even[m];
        row[2 * m + 1] = odd[m];
    }
    if ((cells & 1) == 1) {
        row[cells - 1] = even[pairs];
    }
}

ACI_CLONES void aci_multigrid_take_row(const float *restrict even, const float *restrict odd,
                                       float beta, int cells, float *restrict row)
{
    const int pairs = cells / 2;
    for (int m = 0; m < pairs; ++m) {
        row[2 * m] = even[m] + beta * row[2 * m];
        row[2 * m + 1] = odd[m] + beta * row[2 * m + 1];
    }
    if ((cells & 1) == 1) {
        row[cells - 1] = even[pairs] + beta * row[cells - 1];
    }
}

ACI_CLONES double aci_multigrid_slab_product(const float *a, const float *b, size_t count)
{
    aci_lanes sum = {0.0};
    for (size_t c = 0; c < count; c += ACI_LANES) {
        aci_lanes x = __builtin_convertvector(*(const aci_single_lanes *)(a + c), aci_lanes);
        sum += x * __builtin_convertvector(*(const aci_single_lanes *)(b + c), aci_lanes);
    }
    return aci_lanes_sum(&sum);
}

ACI_CLONES void aci_multigrid_move_row(double alpha, const float *restrict p,
                                       const double *restrict image, int cells, double *restrict x,
                                       double *restrict r)
{
    for (int i = 0; i < cells; ++i) {
        x[i] += alpha * (double)p[i];
        r[i] -= alpha * image[i];
    }
}

ACI_CLONES void aci_multigrid_start_row(double alpha, const float *restrict p,
                                        const double *restrict image, int cells, double *restrict x,
                                        double *restrict r)
{
    for (int i = 0; i < cells; ++i) {
        x[i] = alpha * (double)p[i];
        r[i] -= alpha * image[i];
    }
}
