/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A multigrid without a solver around it.
#ifndef ACICULA_TESTS_SUPPORT_MULTIGRID_H
#define ACICULA_TESTS_SUPPORT_MULTIGRID_H

#include "numerics/multigrid.h"

/// aci_multigrid_update with spare fields that hold NaN before.
void multigrid_update(aci_multigrid *multigrid, const aci_operator *op, const double *diagonal,
                      double step);

#endif
