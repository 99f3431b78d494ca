/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Operators like those of skin with a channel, made by the numerics layer alone.
#ifndef ACICULA_TESTS_SUPPORT_PROBLEM_H
#define ACICULA_TESTS_SUPPORT_PROBLEM_H

#include "acicula/numerics/propagate.h"

typedef struct problem {
    aci_grid *grid;
    aci_operator *op;
} problem;

/// What problem_create fills in; zeros elsewhere.
typedef struct problem_kind {
    aci_geometry geometry;
    int cells[3];
    double grading;  ///< ratio of two neighbours' widths across; 0 means 1
    double down;     ///< the same along z
    double contrast; ///< of conductivities, upper layer to channel; 0 means 1
    bool closed;     ///< no open side, no sink
} problem_kind;

/// 300 um across, 200 um deep, an upper layer of 20 um that conducts 5e-10 / contrast m2/s, below
/// it 1e-10 with a sink of 1e-4 1/s and a storage of 0.7; on the axis a channel of 40 um by 100 um
/// with 5e-10. Open at the top (held 1) and at the bottom.
problem problem_create(problem_kind kind);
void problem_destroy(problem *p);

/// A new field of zeros; of one value; of numbers in [-1, 1] from a seed.
double *problem_zeros(const aci_operator *op);
double *problem_constant(const aci_operator *op, double value);
double *problem_random(const aci_operator *op, unsigned seed);

/// sum capacity u
double problem_content(const aci_operator *op, const double *u);

/// The exact u at a time by the full eigenproblem of the matrix, for some hundred cells at most.
void problem_exact(const aci_operator *op, const double *start, double time, double *u);

#endif
