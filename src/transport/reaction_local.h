/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The closed cell: a mobile amount a and a bound one b, both per volume of tissue, with C = share
/// a
///   da/dt = -binding - metabolism,  db/dt = binding
///   binding = on C - off b  or  on C (capacity - b) - off b
///   metabolism = rate_max C/(half_saturation + C)
/// Linear: an exponential. Saturable: the Riccati equation of b at constant a + b, by its two
/// roots. Metabolism alone: half_saturation ln(C/C0) + C - C0 = -share rate_max t, by Newton from
/// above. Binding and metabolism: linearly implicit Euler, extrapolated (Deuflhard, Hairer and
/// Zugck 1987, Numer. Math. 51, 501; doi:10.1007/BF01400352), with steps small enough to stay
/// positive.
#ifndef ACICULA_TRANSPORT_REACTION_LOCAL_H
#define ACICULA_TRANSPORT_REACTION_LOCAL_H

#include "acicula/transport/reaction.h"

typedef struct aci_local {
    double mobile, bound; ///< a and b, kg/m3, >= 0
    double degraded;      ///< gains what the two lose, kg/m3
} aci_local;

/// Advances by `step` seconds; `share` of a is in the tissue, 0..1.
void aci_local_advance(const aci_reaction_layer *layer, double share, double step, aci_local *cell);

/// Only the binding; only the metabolism. In closed form.
void aci_local_bind(const aci_reaction_layer *layer, double share, double step, aci_local *cell);
void aci_local_degrade(const aci_reaction_layer *layer, double share, double step, aci_local *cell);

#endif
