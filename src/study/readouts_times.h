/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The times at which regions are looked at.
#ifndef ACICULA_STUDY_READOUTS_TIMES_H
#define ACICULA_STUDY_READOUTS_TIMES_H

#include "acicula/study/scenario.h"

/// The begin of the course, its events, the report times and the end, and between events times
/// begin + (n/N)^3 length, from 1e-3 of the length on, that keep apart from these; increasing,
/// owned by the caller. N is 128 without events, fewer with many, and where the solver pays for
/// each. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_readouts_times(const aci_scenario *scenario, int *count,
                                             double **times, bool **turns);

#endif
