/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/multigrid.h"

#include <criterion/criterion.h>
#include <math.h>

void multigrid_update(aci_multigrid *multigrid, const aci_operator *op, const double *diagonal,
                      double step)
{
    double *spare[2];
    for (int n = 0; n < 2; ++n) {
        cr_assert(aci_field_create(op->extent, &spare[n]) == ACI_OK);
        aci_field_fill(op->extent, NAN, spare[n]);
    }
    aci_multigrid_update(multigrid, op, diagonal, step, spare);
    aci_field_destroy(op->extent, &spare[0]);
    aci_field_destroy(op->extent, &spare[1]);
}
