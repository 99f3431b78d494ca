/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Solutions of cells side by side, each with its share of the treated area, as one solution.
#ifndef ACICULA_STUDY_MIXTURE_H
#define ACICULA_STUDY_MIXTURE_H

#include "accuracy.h"

/// One kind of cell; `weight` is its share of the area, or 1 and -1 for a difference of two that is
/// added.
typedef struct aci_mixture_part {
    double weight;
    const aci_accurate *solution;
} aci_mixture_part;

/// Amounts, fluxes and the trace are sums of weight x part; the weights sum to 1. Errors are the
/// sums of the parts' absolute errors in the measure of accuracy.h: a bound, since they may cancel.
/// The lag time is that of the sum's late straight part. Readouts of the tissue are those of all
/// cells taken together (readouts_error.h). `out` must be destroyed also on failure.
ACI_MUST_CHECK aci_status aci_mixture_combine(const aci_scenario *scenario,
                                              const aci_mixture_part *parts, int count,
                                              aci_accurate *out);

#endif
