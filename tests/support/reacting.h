/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A slab of one tissue that binds and degrades, carried by splitting or by the implicit steps.
#ifndef ACICULA_TESTS_SUPPORT_REACTING_H
#define ACICULA_TESTS_SUPPORT_REACTING_H

#include "acicula/numerics/propagate.h"
#include "support/split.h"

typedef struct reacting_kind {
    double thickness, partition, diffusivity, clearance; ///< SI
    double held;                                         ///< u on top; sealed when 0
    bool sealed_below;
    int cells;
    aci_reaction_layer layer;
} reacting_kind;

typedef struct reacting {
    reacting_kind kind;
    aci_grid *grid;
    aci_operator *op;
    aci_reaction *reaction;
    double *u, *volume;
    aci_propagate_method method;
    double tolerance; ///< of each transport
    aci_split_report report;
} reacting;

/// Empty; transport to 1e-10 by Krylov.
reacting reacting_create(reacting_kind kind);
void reacting_destroy(reacting *slab);

/// Options whose callbacks are those of the slab.
aci_split_options reacting_options(reacting *slab, double end, double tolerance);

/// Advances by them and adds to the report; asserts success.
void reacting_advance(reacting *slab, const aci_split_options *options);

/// The same from 0 to `end` by the implicit steps of aci_propagate. One call for each slab, which
/// never meets splitting.
void reacting_step(reacting *slab, double end, double tolerance);

/// Mobile, bound and degraded, kg per m2.
double reacting_mobile(const reacting *slab);
double reacting_bound(const reacting *slab);
double reacting_degraded(const reacting *slab);

#endif
