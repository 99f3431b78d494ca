/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How uncertain a number is: a distribution, as the section `uncertain` of a config states it.
///
///   uncertain:
///     device.needle.length: {distribution: normal, tolerance: 25 um}      # 2 standard deviations
///     skin.layers.stratum_corneum.thickness: {distribution: lognormal, variation: 20 %}
///     channels.diffusivity: {distribution: uniform, from: 3e-10 m2/s, to: 7e-10 m2/s}
///     channels.partition: {distribution: log_uniform, from: 0.5, to: 2}
///     treatment.speed: {distribution: triangular, from: 5 mm/s, mode: 10 mm/s, to: 20 mm/s}
///
/// normal: mean; one of tolerance (2 standard deviations), deviation, variation (deviation / mean).
/// lognormal: median; one of variation (deviation / mean of the whole law) and factor (up or down,
/// 2 standard deviations of the logarithm: 95 % lie between median / factor and median factor).
/// Both may be cut off with from and to. mean, median and mode default to the config's own value.
#ifndef ACICULA_STUDY_DISTRIBUTION_H
#define ACICULA_STUDY_DISTRIBUTION_H

#include "acicula/study/variable.h"

typedef enum aci_distribution_kind {
    ACI_DISTRIBUTION_NORMAL,      ///< mean, standard deviation
    ACI_DISTRIBUTION_LOGNORMAL,   ///< median, standard deviation of the logarithm
    ACI_DISTRIBUTION_UNIFORM,     ///< between two ends
    ACI_DISTRIBUTION_LOG_UNIFORM, ///< the logarithm uniform between two ends, both > 0
    ACI_DISTRIBUTION_TRIANGULAR,  ///< between two ends with a mode
} aci_distribution_kind;

/// Cut off at the range the key allows, where it has one: the probability is that of what is left.
typedef struct aci_distribution {
    aci_distribution_kind kind;
    /// Mean, median or mode, SI; of uniform ones the config's own value where it lies between the
    /// ends, NAN otherwise.
    double centre;
    double spread;      ///< standard deviation (of the logarithm for a lognormal)
    double least, most; ///< ends, SI; -INFINITY and INFINITY of an unbounded one
} aci_distribution;

/// The value below which a share 0 < p < 1 lies. Rises with p.
double aci_distribution_quantile(const aci_distribution *distribution, double p);

double aci_distribution_mean(const aci_distribution *distribution);
double aci_distribution_deviation(const aci_distribution *distribution);

enum { ACI_UNCERTAIN_MAX = 20 };

/// The section `uncertain`: keys and how uncertain they are.
typedef struct aci_distribution_list {
    int count;
    aci_variable variables[ACI_UNCERTAIN_MAX];
    aci_distribution distributions[ACI_UNCERTAIN_MAX];
} aci_distribution_list;

/// Reads the section; where an entry has no centre it is the config's own value. Adds all faults;
/// ACI_BAD_INPUT when there is any. count 0 without the section.
ACI_MUST_CHECK aci_status aci_distribution_read(aci_config *config, aci_distribution_list *out);

#endif
