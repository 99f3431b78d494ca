/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The best place of a response surface in a box under limits, by an augmented Lagrangian
///   L = f + sum_i (max(0, m_i + p g_i)^2 - m_i^2) / (2 p),   g_i <= 0 where a limit holds,
/// with f and g over their spans, minimised by Nelder and Mead's simplex; m_i and p go up until
/// the limits hold (Hestenes 1969, 10.1007/BF00927673). The box is folded away: a place is
/// least + (most - least) (1 - cos(pi t))/2.
#ifndef ACICULA_STUDY_DESCENT_H
#define ACICULA_STUDY_DESCENT_H

#include "acicula/base/random.h"
#include "acicula/study/optimise.h"
#include "surrogate.h"

/// value <= bound (sign 1) or >= bound (sign -1).
typedef struct aci_descent_side {
    int output;
    double sign, bound;
} aci_descent_side;

typedef struct aci_descent {
    const aci_surrogate *surrogate;
    int variables;
    int objective;
    double sign; ///< 1: least, -1: most of the objective
    int side_count;
    aci_descent_side sides[ACI_OPTIMISE_SIDES_MAX + 1];
    double least[ACI_OPTIMISE_VARIABLES_MAX], most[ACI_OPTIMISE_VARIABLES_MAX];
    int avoided_count; ///< places to stay away from, [avoided_count][variables], and how far
    const double *avoided, *avoided_radius;
} aci_descent;

enum { ACI_DESCENT_STARTS_MAX = 12 };

/// The best of `count` random places of the box, best first, into starts[keep][variables].
void aci_descent_scan(const aci_descent *descent, aci_random *random, int count, int keep,
                      double *starts);

/// The best place found from starts[count][variables]. ACI_FILE when memory is out.
ACI_MUST_CHECK aci_status aci_descent_solve(const aci_descent *descent, int count,
                                            const double *starts, double *place);

/// Largest violation of a side over its span at a place; <= 0 where all hold.
double aci_descent_violation(const aci_descent *descent, const double *place);

#endif
