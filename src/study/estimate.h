/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a run must not begin with.
#ifndef ACICULA_STUDY_ESTIMATE_H
#define ACICULA_STUDY_ESTIMATE_H

#include "acicula/study/puncture.h"

/// Whether the grids that are expected to be needed can be; ACI_BAD_INPUT, with what to change,
/// where one cannot. `puncture` is NULL where channels are prescribed. `memory` gets the bytes that
/// the largest of them is expected to take.
ACI_MUST_CHECK aci_status aci_estimate_check(const aci_scenario *scenario,
                                             const aci_puncture *puncture, double *memory);

#endif
