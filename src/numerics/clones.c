/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clones.h"

ACI_CLONES void aci_lanes_add(aci_lanes *out, const double *a, const double *b, size_t count)
{
    aci_lanes sum = *out;
    size_t c = 0;
    for (; c + ACI_LANES <= count; c += ACI_LANES) {
        sum += ACI_LANES_AT(a + c) * ACI_LANES_AT(b + c);
    }
    for (size_t n = 0; c + n < count; ++n) {
        sum[n] += a[c + n] * b[c + n];
    }
    *out = sum;
}

ACI_CLONES void aci_lanes_add_single(aci_lanes *out, const double *a, const float *b, size_t count)
{
    aci_lanes sum = *out;
    size_t c = 0;
    for (; c + ACI_LANES <= count; c += ACI_LANES) {
        sum += ACI_LANES_AT(a + c) *
               __builtin_convertvector(*(const aci_single_lanes *)(b + c), aci_lanes);
    }
    for (size_t n = 0; c + n < count; ++n) {
        sum[n] += a[c + n] * (double)b[c + n];
    }
    *out = sum;
}
