/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Readouts of two levels compared, and of cells side by side taken together.
#ifndef ACICULA_STUDY_READOUTS_ERROR_H
#define ACICULA_STUDY_READOUTS_ERROR_H

#include "acicula/study/readouts.h"

typedef struct aci_readouts_estimating {
    const aci_scenario *scenario;
    double factor; ///< error over the difference of the levels
    double kept;   ///< part of the coarse level's estimate that stands at least
    double least;  ///< amount below which errors are not followed, kg/m2
} aci_readouts_estimating;

/// Errors of `fine` from its difference to `coarse`, in the measures of readouts.h; those of its
/// endpoints are added to the errors of interpolation that are there.
void aci_readouts_estimate(const aci_readouts_estimating *how, aci_readouts *fine,
                           const aci_readouts *coarse);

/// One kind of cell; `weight` is its share of the area.
typedef struct aci_readouts_part {
    double weight;
    const aci_readouts *readouts;
} aci_readouts_part;

/// Amounts, volumes and areas are summed by weight, the largest concentration is that of all;
/// means, shares, uniformity and endpoints follow from the sums, the overlap from the weighted u.
/// Errors of sums are the sums of the parts' absolute errors; of shares, uniformity and times the
/// largest of the parts'. `out` must be destroyed also on failure.
ACI_MUST_CHECK aci_status aci_readouts_combine(const aci_scenario *scenario,
                                               const aci_readouts_part *parts, int count,
                                               aci_readouts *out);

#endif
