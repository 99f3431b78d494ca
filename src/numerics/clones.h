/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Loops compiled for several widths of vectors, of which the machine at hand takes the widest it
/// has. No arithmetic is contracted or reordered, so that all give the same bits.
#ifndef ACICULA_SRC_NUMERICS_CLONES_H
#define ACICULA_SRC_NUMERICS_CLONES_H

#include <stddef.h>

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) &&   \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ACI_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ACI_CLONES
#endif

/// Eight numbers side by side: what sums are made of, in one order on any machine.
enum { ACI_LANES = 8 };
typedef double aci_lanes __attribute__((vector_size(64), aligned(8), may_alias));
typedef float aci_single_lanes __attribute__((vector_size(32), aligned(4), may_alias));

/// sum += a b, eight side by side
void aci_lanes_add(aci_lanes *sum, const double *a, const double *b, size_t count);
void aci_lanes_add_single(aci_lanes *sum, const double *a, const float *b, size_t count);

#define ACI_LANES_AT(place) (*(const aci_lanes *)(place))

static inline double aci_lanes_sum(const aci_lanes *a)
{
    return (((*a)[0] + (*a)[4]) + ((*a)[1] + (*a)[5])) +
           (((*a)[2] + (*a)[6]) + ((*a)[3] + (*a)[7]));
}

#endif
