/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Formulas as models, and measurements made of them, for tests of fits.
#ifndef ACICULA_TESTS_SUPPORT_MEASURED_H
#define ACICULA_TESTS_SUPPORT_MEASURED_H

#include "acicula/study/fit.h"

enum { FORMULA_POINTS_MAX = 64 };

typedef double formula(const double *parameters, double time);

/// A problem with its own room; not to be moved.
typedef struct formula_data {
    formula *f;
    double numerical; ///< relative error that the model states of its values
    int points;
    double time[FORMULA_POINTS_MAX], measured[FORMULA_POINTS_MAX], error[FORMULA_POINTS_MAX];
    int output[FORMULA_POINTS_MAX];
    aci_fit_problem problem;
} formula_data;

/// Times 1, 2, ...; data at all of them.
void formula_make(formula_data *data, formula *f, int parameters, const aci_fit_parameter *box,
                  int points);

/// Measures at the truth: normal noise of a relative deviation, which the data state as `stated`.
void formula_measure(formula_data *data, const double *truth, double noise, double stated,
                     unsigned seed);

/// Measures `samples` at each time and keeps mean and deviation as a laboratory would. `pools`: one
/// relative deviation of all.
void formula_sample(formula_data *data, const double *truth, double deviation, int samples,
                    bool pools, unsigned seed);

#endif
