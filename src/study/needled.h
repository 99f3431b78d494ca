/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The needled skin of a scenario, solved: one cell or patch where the channels are prescribed, a
/// cell for each depth class where a device makes them.
#ifndef ACICULA_STUDY_NEEDLED_H
#define ACICULA_STUDY_NEEDLED_H

#include "acicula/study/puncture.h"
#include "mixture.h"

typedef struct aci_needled_options {
    const aci_scenario *scenario;
    const aci_puncture *puncture; ///< solved; NULL where channels are prescribed
    const aci_accurate *intact;   ///< the slab, which stands for strikes without a channel
    const aci_observer *observer; ///< gets the fields of the class in the middle; may be NULL
    aci_status (*progress)(void *context, double fraction); ///< 0..1 of all the solves
    void *progress_context;
} aci_needled_options;

/// `out` must be destroyed with aci_accuracy_destroy also on failure.
ACI_MUST_CHECK aci_status aci_needled_solve(const aci_needled_options *options, aci_accurate *out);

/// The class whose fields are shown: the open one in the middle of the probability; -1 without.
int aci_needled_shown(const aci_puncture *puncture);

#endif
