/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Confidence intervals of what is estimated from a sample.
///
/// Where the sample came in replicates, sets of points that are alike and shifted at random
/// (points.h), an estimate made without one of them tells how much it hangs on chance: the
/// jackknife over groups (Tukey 1958; Efron and Stein 1981, 10.1214/aos/1176345462). Where the
/// sample counts as drawn at random, order statistics and the score test of a share need no law.
#ifndef ACICULA_STUDY_INTERVAL_H
#define ACICULA_STUDY_INTERVAL_H

/// An estimate and the interval that holds the true number with the confidence asked for; NAN where
/// there is none.
typedef struct aci_interval {
    double value, low, high;
} aci_interval;

/// From the estimate of all `count` >= 2 replicates and those without one of them:
///   pseudo_r = count value - (count - 1) without[r],
///   value -+ t(count - 1) deviation(pseudo) / sqrt(count).
/// NAN at both ends when one of the numbers is not finite.
aci_interval aci_interval_jackknife(double value, const double *without, int count,
                                    double confidence);

/// Of a share, `hits` of `count` (Wilson 1927, 10.1080/01621459.1927.10502953). Within 0 and 1,
/// and no point even for 0 hits.
aci_interval aci_interval_share(long hits, long count, double confidence);

/// The quantile of `share` from `count` numbers in rising order: between neighbours, at the place
/// share (count - 1), and two of them that it lies between with at least the confidence, by the
/// binomial law, whatever the distribution is. An end is NAN where the sample is too small for it.
/// Of stratified and quasi-random samples it is wider than need be.
aci_interval aci_interval_quantile(const double *sorted, int count, double share,
                                   double confidence);

#endif
