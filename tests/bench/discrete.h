/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A staircase (staircase.h) as an operator of this library, in SI.
#ifndef ACICULA_TESTS_BENCH_DISCRETE_H
#define ACICULA_TESTS_BENCH_DISCRETE_H

#include "acicula/numerics/operator.h"
#include "staircase.h"

typedef struct discrete {
    staircase stairs;
    aci_grid *grid;
    aci_operator *op;
    double *u;                ///< the start: 1 in the film
    double voxels_s, setup_s; ///< for the materials of the cells; for grid and coefficients
} discrete;

/// Destroy also on failure.
aci_status discrete_create(const char *name, const char *tracts_path, discrete *out);
void discrete_destroy(discrete *d);

/// Amount in each material over the footprint, um.
void discrete_amounts(const discrete *d, const double *u, double amounts[STAIRCASE_MATERIALS]);

/// Time of one A u, the middle of several, s.
aci_status discrete_time_apply(const discrete *d, const double *u, double *out);

/// Says on standard error why a measurement stops; the exit code.
int discrete_fail(aci_status status);

#endif
