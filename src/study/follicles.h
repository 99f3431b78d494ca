/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Resolved hair follicles: one cell with a follicle of sebum, and its difference to intact skin.
#ifndef ACICULA_STUDY_FOLLICLES_H
#define ACICULA_STUDY_FOLLICLES_H

#include "accuracy.h"

/// Whether there are follicles that need a cell of their own.
bool aci_follicles_are_resolved(const aci_scenario *scenario);

/// The scenario of that cell: no needles, one upright cylinder of sebum with its lining, the area 1
/// over the density. Only the channels are owned: free them with aci_channels_destroy.
ACI_MUST_CHECK aci_status aci_follicles_cell(const aci_scenario *scenario, aci_scenario *out);

/// Solves that cell; what its sebum holds is in the row follicle_amount. `progress` as in
/// accuracy.h. `out` must be destroyed also on failure.
ACI_MUST_CHECK aci_status aci_follicles_solve(const aci_scenario *scenario,
                                              aci_status (*progress)(void *, double), void *context,
                                              aci_accurate *out);

/// needled + cell - intact: shunts that know nothing of each other. As aci_mixture_combine; `cell`
/// gets its row follicle_delivery.
ACI_MUST_CHECK aci_status aci_follicles_add(const aci_scenario *scenario,
                                            const aci_accurate *needled, aci_accurate *cell,
                                            const aci_accurate *intact, aci_accurate *out);

/// How far the compound spreads sideways from a shunt, m: sqrt(D t) in the first layer below the
/// epidermis, at most sqrt(D/k) where the blood takes it away.
double aci_follicles_reach(const aci_scenario *scenario);

#endif
