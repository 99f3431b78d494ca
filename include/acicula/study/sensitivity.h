/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Which of the uncertain numbers matter: Sobol indices of a model with independent inputs, and
/// each input by itself (a tornado).
///
/// With V the variance of an output over all inputs,
///   first_i = V(E(y | x_i)) / V        what would go if x_i were known,
///   total_i = E(V(y | all but x_i)) / V    what would stay if x_i alone were not.
/// first_i <= total_i; the difference is what x_i does together with others. The first indices add
/// up to at most 1, and to 1 where nothing does anything together.
///
/// **Design.** N base points in 2 d dimensions give the matrices A and B of d inputs each; AB_i is
/// A with the column i of B (Saltelli 2002, 10.1016/S0010-4655(02)00280-1). N (d + 2) runs give all
/// indices of all outputs. The points are quasi-random in 8 replicates, each shifted at random
/// (points.h), so that the spread between replicates tells the error.
///
/// **Estimators**, y less its mean m over A and B, V its variance over both:
///   first_i = mean(y_B (y_ABi - y_A)) / V      (Saltelli 2010, 10.1016/j.cpc.2009.09.018, b)
///   total_i = mean((y_A - y_ABi)^2) / 2 V      (Jansen 1999, 10.1016/S0010-4655(98)00154-4)
/// Intervals: jackknife over the replicates (interval.h). An estimate may lie below 0 or above 1 by
/// its error, and is not cut.
///
/// **Failed points.** A base point with a missing value among its d + 2 is left out, for that
/// output. What fails is seldom a matter of chance, so an index from many dropped points is of the
/// inputs that work, and no longer of independent ones: `used` says how many were left.
///
/// **One at a time.** Each input at its 5 % and 95 % quantiles, the others at their medians. The
/// elasticity is the slope of the logarithms between the two, over the median values:
///   ((y_high - y_low) / y_median) / ((x_high - x_low) / x_median).
#ifndef ACICULA_STUDY_SENSITIVITY_H
#define ACICULA_STUDY_SENSITIVITY_H

#include <stdint.h>

#include "acicula/study/distribution.h"
#include "acicula/study/interval.h"
#include "acicula/study/model.h"

typedef struct aci_sensitivity_options {
    int samples; ///< base points N, rounded up to a multiple of 8
    uint64_t seed;
    double confidence; ///< of the intervals, 0..1
} aci_sensitivity_options;

/// Owned arrays; destroy in every case.
typedef struct aci_sensitivity {
    int inputs, outputs;
    int samples; ///< base points
    int points;  ///< runs, all of them
    int failed;  ///< of them
    double confidence;
    char reason[256]; ///< why one of the failed did; "" where not known

    int *used;                   ///< [outputs] base points without a missing value
    aci_interval *first, *total; ///< [outputs][inputs]; NAN for an output that does not vary

    double *centre, *centre_error;   ///< [outputs] at the centres of the distributions
    double *median_input;            ///< [inputs]
    double *median;                  ///< [outputs] at the medians of all inputs
    double *low_input, *high_input;  ///< [inputs] 5 % and 95 % quantiles
    double *low, *high, *elasticity; ///< [inputs][outputs] one input there

    aci_interval *spread; ///< [outputs] median and the central part (confidence) of A and B
    int rows;             ///< of the sample A, B
    double *sample;       ///< [rows][inputs]
    double *values;       ///< [rows][outputs]
} aci_sensitivity;

/// Runs the model and estimates. ACI_BAD_INPUT for no inputs or more than ACI_UNCERTAIN_MAX;
/// otherwise what the model's call itself fails with.
ACI_MUST_CHECK aci_status aci_sensitivity_solve(const aci_model *model,
                                                const aci_distribution *distributions,
                                                const aci_sensitivity_options *options,
                                                aci_sensitivity *out);

void aci_sensitivity_destroy(aci_sensitivity *sensitivity);

#endif
