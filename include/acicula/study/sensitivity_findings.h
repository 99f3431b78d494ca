/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The sheets of a sensitivity study. R stands for the name of a result's column
/// (aci_inquiry_name): "absorbed_at_4_h". Numbers of a result are in its SI unit; numbers of
/// variables in a sheet whose rows are variables are in the SI unit that the column
/// `variable_unit` names, and have the unit "" themselves.
///
/// `indices`, dimension `variable`, a row for each uncertain key:
///   variable (text) "device.needle.length", label (text) "needle length";
///   for each result R_first, R_first_low, R_first_high, R_total, R_total_low, R_total_high (1).
///
/// `tornado`, dimension `variable`, the same rows:
///   variable, label, variable_unit, low_text "275 um", high_text (texts);
///   low, median, high: 5, 50 and 95 % quantiles of the variable;
///   for each result R_low, R_high: its value with the variable there, the others at their medians,
///   R_median: with all at their medians, the same in every row, R_elasticity (1).
///
/// `samples`, dimension `sample`, the base points A and B in turn:
///   a column for each variable (its name, "device_needle_length") and each result R.
///
/// `headlines`: error_bars.h. The value is the run with every uncertain number at the centre of its
/// distribution, the parameter part the middle (confidence) of the samples.
#ifndef ACICULA_STUDY_SENSITIVITY_FINDINGS_H
#define ACICULA_STUDY_SENSITIVITY_FINDINGS_H

#include "acicula/study/error_bars.h"
#include "acicula/study/inquiry.h"
#include "acicula/study/sensitivity.h"

/// Adds the sheets and notes. The outputs of the model are the results of the inquiry, its inputs
/// the variables.
ACI_MUST_CHECK aci_status aci_sensitivity_findings_write(const aci_sensitivity *sensitivity,
                                                         const aci_distribution_list *uncertain,
                                                         const aci_inquiry *inquiry,
                                                         const aci_scenario *scenario,
                                                         aci_findings *findings);

#endif
