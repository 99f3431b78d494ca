/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How far results stray when the uncertain numbers do: manufacture, hand and skin of a device, by
/// Monte Carlo on evenly spread points, and which cause does how much.
///
/// **Sample.** Latin hypercubes in 8 independent replicates (points.h) through the quantiles of
/// independent distributions. Points that fail are left out and counted.
///
/// **Statistics** of each output: mean, standard deviation (n - 1), skewness and excess kurtosis,
/// quantiles. Intervals of mean, deviation, regression and first indices by jackknife over the
/// replicates, those of quantiles and shares as if the points were drawn at random, which makes
/// them wider than need be (interval.h).
///
/// **Causes**, for each input x_i with deviation s_i, y of deviation s:
///   regression  (b_i s_i / s)^2 of the linear fit y = b_0 + sum b_i x_i. They add up to R^2, the
///               part that is linear.
///   first       V(E(y | x_i)) / V from the same sample: the squares of the coefficients of y along
///               x_i's share in Legendre polynomials up to order 6 (the idea is that of Plischke,
///               Borgonovo and Smith 2013, 10.1016/j.ejor.2012.11.047), each square the mean
///               product of what different replicates have, so that chance adds nothing. It misses
///               what six orders do not see: half a percent of a normal input, a tenth of a step.
///               `sensitivity` has no such gap.
///   one at a time   y with x_i at the shares of -2, -1, 1 and 2 standard deviations of a normal
///               law, the others at their medians. Root sum of squares: the deviation
///               sqrt(sum ((y_i(1) - y_i(-1)) / 2)^2) of a linear model. Worst case: all causes at
///               whichever of -2 and 2 is worse, effects added, and no less than the least and the
///               largest sample, since the sum misses what causes do together. Not a bound.
/// An input without an order, the seed of a treatment, shows in none of them but by chance: what
/// first indices leave of 1 is its part and that of inputs together.
///
/// **Capability** against limits L and U (ISO 22514-2):
///   Cp = (U - L) / 6 s,   Cpk = min(U - mean, mean - L) / 3 s,
/// and from quantiles, for any distribution (as ISO 22514-2 has it):
///   Ppk = min((U - q50) / (q99.865 - q50), (q50 - L) / (q50 - q0.135)),
/// which needs at least 741 points.
#ifndef ACICULA_STUDY_TOLERANCE_H
#define ACICULA_STUDY_TOLERANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "acicula/study/distribution.h"
#include "acicula/study/interval.h"
#include "acicula/study/model.h"

enum { ACI_TOLERANCE_QUANTILES = 9, ACI_TOLERANCE_STEPS = 4 };

/// 1, 5, 10, 25, 50, 75, 90, 95, 99 %.
extern const double aci_tolerance_shares[ACI_TOLERANCE_QUANTILES];

typedef struct aci_tolerance_options {
    int samples; ///< rounded up to a multiple of 8
    uint64_t seed;
    double confidence; ///< of the intervals, 0..1
} aci_tolerance_options;

/// Of one output.
typedef struct aci_tolerance_output {
    int used; ///< points with a value
    aci_interval mean, deviation, quantiles[ACI_TOLERANCE_QUANTILES];
    double skewness, kurtosis;   ///< 0 of a normal distribution
    bool is_far_from_normal;     ///< |skewness| > 0.5 or |kurtosis| > 1
    aci_interval central;        ///< median and the middle part `confidence` of the values
    double centre, centre_error; ///< with all inputs at the centres of their distributions
    double median;               ///< with all inputs at their medians
    double root_sum_square;      ///< deviation
    double worst_low, worst_high;
    aci_interval linear; ///< R^2
} aci_tolerance_output;

/// Of one input and one output.
typedef struct aci_tolerance_cause {
    aci_interval regression, first;
    double steps[ACI_TOLERANCE_STEPS]; ///< y at -2, -1, 1, 2 deviations
    double root_sum_square;            ///< share of the square of the output's
} aci_tolerance_cause;

/// Owned arrays; destroy in every case.
typedef struct aci_tolerance {
    int inputs, outputs, samples;
    int points, failed; ///< runs, all of them; of them failed
    int failed_samples; ///< of the samples
    double confidence;
    char reason[256];              ///< why one of the failed did; "" where not known
    aci_tolerance_output *results; ///< [outputs]
    aci_tolerance_cause *causes;   ///< [outputs][inputs]
    double *sample;                ///< [samples][inputs]
    double *values;                ///< [samples][outputs], NAN where failed
} aci_tolerance;

/// Runs the model and evaluates. ACI_BAD_INPUT for no inputs or more than ACI_UNCERTAIN_MAX;
/// otherwise what the model's call itself fails with.
ACI_MUST_CHECK aci_status aci_tolerance_solve(const aci_model *model,
                                              const aci_distribution *distributions,
                                              const aci_tolerance_options *options,
                                              aci_tolerance *out);

void aci_tolerance_destroy(aci_tolerance *tolerance);

/// An output held against limits; -INFINITY and INFINITY where there is none. NAN for what does not
/// exist: Cp with one limit, all but `within` for an output that does not vary.
typedef struct aci_tolerance_capability {
    aci_interval within; ///< share between the limits, ends included (Wilson)
    aci_interval cp, cpk;
    double ppk;
} aci_tolerance_capability;

ACI_MUST_CHECK aci_status aci_tolerance_hold(const aci_tolerance *tolerance, int output,
                                             double at_least, double at_most,
                                             aci_tolerance_capability *out);

#endif
