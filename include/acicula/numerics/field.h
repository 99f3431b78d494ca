/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Fields: one double per cell, with one plane of zeros before and after, so that a stencil may
/// read the neighbours of every cell without a branch (conductances across the outer sides are
/// zero). Sums are taken in blocks of fixed size that are added in order: the same bits for any
/// number of threads.
#ifndef ACICULA_NUMERICS_FIELD_H
#define ACICULA_NUMERICS_FIELD_H

#include <stddef.h>

#include "acicula/base/status.h"

/// Extent of a field: `count` values, `plane` zeros on either side.
typedef struct aci_extent {
    size_t count, plane;
} aci_extent;

/// Zeroed values; `*out` points at the first one. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_field_create(aci_extent extent, double **out);
void aci_field_destroy(aci_extent extent, double **field);

/// sum a[c] b[c]
double aci_field_dot(aci_extent extent, const double *a, const double *b);
/// sum w[c] a[c] b[c]
double aci_field_weighted_dot(aci_extent extent, const double *w, const double *a, const double *b);
/// out[n] = sum w[c] a[c] b[n][c] for `fields` b at once, at most 64; w NULL: 1
void aci_field_dots(aci_extent extent, const double *w, const double *a, int fields,
                    double *const b[], double out[]);
/// y -= sum over n of factor[n] x[n], at most 64
void aci_field_subtract(aci_extent extent, int fields, const double factor[], double *const x[],
                        double *y);
/// The same with b and x in single precision.
void aci_field_dots_single(aci_extent extent, const double *w, const double *a, int fields,
                           float *const b[], double out[]);
void aci_field_subtract_single(aci_extent extent, int fields, const double factor[],
                               float *const x[], double *y);
/// out = y in single precision, [count] without the zeros around; y gets what is left of it.
void aci_field_round(aci_extent extent, double *y, float *out);
/// sum a[c]
double aci_field_sum(aci_extent extent, const double *a);
/// largest |a[c]|; NaN counts as nothing
double aci_field_largest(aci_extent extent, const double *a);
/// y += value
void aci_field_shift(aci_extent extent, double value, double *y);
/// y += factor x
void aci_field_add(aci_extent extent, double factor, const double *x, double *y);
/// y = x + factor y
void aci_field_scale_and_add(aci_extent extent, const double *x, double factor, double *y);
/// y = w x
void aci_field_multiply(aci_extent extent, const double *w, const double *x, double *y);
/// y = factor y
void aci_field_scale(aci_extent extent, double factor, double *y);
void aci_field_copy(aci_extent extent, const double *x, double *y);
void aci_field_fill(aci_extent extent, double value, double *y);

#endif
