/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The sheets of a tolerance study. R stands for the name of a result's column
/// (aci_inquiry_name): "depth". Numbers of a result are in its SI unit; in sheets whose rows are
/// results or limits the column `result_unit` names it, and the columns have the unit "".
///
/// `distribution`, dimension `share`: share (1) 0.01 .. 0.99; for each result R, R_low, R_high: its
/// quantile and the interval of that.
///
/// `moments`, dimension `result`: result (text, the label), result_unit (text), used (1, samples
/// with a value); mean, mean_low, mean_high, deviation, deviation_low, deviation_high; linear,
/// linear_low, linear_high (1, R^2); skewness, kurtosis (1); centre (all at the centres), median
/// (all at the medians), root_sum_square (a deviation), worst_low, worst_high; remark (text).
///
/// `contributions`, dimension `variable`, a row for each uncertain key: variable, label (texts);
/// for each result R_regression, R_regression_low, R_regression_high, R_first, R_first_low,
/// R_first_high, R_root_sum_square (1); R_minus_2, R_minus_1, R_plus_1, R_plus_2: its value with
/// this one off by so many standard deviations.
///
/// `spec`, dimension `limit`, when the config has `spec`: result, result_unit (texts), at_least,
/// at_most; within, within_low, within_high, cp, cp_low, cp_high, cpk, cpk_low, cpk_high, ppk (1);
/// remark (text).
///
/// `samples`, dimension `sample`: a column for each variable (its name, "device_needle_length") and
/// each result R; missing where the run failed.
///
/// `headlines`: error_bars.h. The value is the run with every uncertain number at the centre of its
/// distribution, the parameter part the middle (confidence) of the samples.
#ifndef ACICULA_STUDY_TOLERANCE_FINDINGS_H
#define ACICULA_STUDY_TOLERANCE_FINDINGS_H

#include "acicula/study/error_bars.h"
#include "acicula/study/inquiry.h"
#include "acicula/study/limits.h"
#include "acicula/study/tolerance.h"

/// What belongs to a study: borrowed.
typedef struct aci_tolerance_subject {
    const aci_distribution_list *uncertain; ///< the model's inputs
    const aci_inquiry *inquiry;             ///< its outputs
    const aci_limits *limits;
    const int *limit_outputs; ///< [limits->count] the output that each limit is about
    const aci_scenario *scenario;
} aci_tolerance_subject;

/// Adds the sheets and notes.
ACI_MUST_CHECK aci_status aci_tolerance_findings_write(const aci_tolerance *tolerance,
                                                       const aci_tolerance_subject *subject,
                                                       aci_findings *findings);

#endif
