/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How one output of a sample is spread.
#ifndef ACICULA_STUDY_SPREAD_H
#define ACICULA_STUDY_SPREAD_H

#include "acicula/base/status.h"
#include "acicula/study/interval.h"

/// The finite numbers of column `column` of values[rows][width] in rising order; `sorted` has room
/// for `rows`. Returns how many.
int aci_spread_sort(const double *values, int rows, int width, int column, double *sorted);

/// The median, and the ends between which the part `share` in the middle lies; NAN for no numbers.
ACI_MUST_CHECK aci_status aci_spread_central(const double *values, int rows, int width, int column,
                                             double share, aci_interval *out);

#endif
