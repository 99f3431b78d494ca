/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A response surface through points: cubic radial functions with a linear part,
///   s(x) = sum_i a_i |x - x_i|^3 + b_0 + b x,   sum a_i = 0,  sum a_i x_i = 0,
/// which meets all values and is exact for linear ones. An output whose values are all > 0 and
/// spread over more than a factor of 8 is met by its logarithm. All outputs share one matrix.
#ifndef ACICULA_STUDY_SURROGATE_H
#define ACICULA_STUDY_SURROGATE_H

#include "acicula/base/status.h"

typedef struct aci_surrogate aci_surrogate;

/// From places [count][variables], all apart, and finite values [count][outputs]; both copied.
/// ACI_NUMERICAL when the places lie in a plane; ACI_FILE when memory is out.
ACI_MUST_CHECK aci_status aci_surrogate_create(int variables, int outputs, int count,
                                               const double *places, const double *values,
                                               aci_surrogate **out);
void aci_surrogate_destroy(aci_surrogate **surrogate);

/// Writes [outputs].
void aci_surrogate_values(const aci_surrogate *surrogate, const double *place, double *values);

/// The same as the surface knows them: logarithms of outputs that it meets by them.
void aci_surrogate_levels(const aci_surrogate *surrogate, const double *place, double *levels);

/// A value of an output as such a level; a value <= 0 of one met by its logarithm is far below all.
double aci_surrogate_level(const aci_surrogate *surrogate, int output, double value);

/// Largest minus least level of an output among the points; 1 where all are equal.
double aci_surrogate_span(const aci_surrogate *surrogate, int output);

/// d output / d place [variables][outputs] by central differences over `step` to both sides,
/// cut off at the ends of the unit cube.
void aci_surrogate_slopes(const aci_surrogate *surrogate, const double *place, double step,
                          double *slopes);

#endif
