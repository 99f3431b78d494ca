/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Loops compiled for several widths of vectors, of which the machine at hand takes the widest it
/// has. No arithmetic is contracted or reordered, so that all give the same bits.
#ifndef ACICULA_SRC_NUMERICS_CLONES_H
#define ACICULA_SRC_NUMERICS_CLONES_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) &&   \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ACI_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ACI_CLONES
#endif

#endif
