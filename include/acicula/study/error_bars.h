/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How sure a headline number is, in three parts that stand beside each other and are never folded
/// into one:
///
/// - numerical: what grids, steps and sums leave, estimated by the runs themselves;
/// - parameter: the part of the values in the middle, over what the config calls `uncertain`;
/// - model form: what the model leaves out, as a factor up and down, from how published
///   measurements and the program compare (docs/validation). It is a statement about kinds of
///   results, not about this one, and says where it comes from.
///
/// A number without a model form has never been held against a measurement.
#ifndef ACICULA_STUDY_ERROR_BARS_H
#define ACICULA_STUDY_ERROR_BARS_H

#include "acicula/study/findings.h"
#include "acicula/study/headline.h"

/// Model and measurement lie within `factor` of each other, one way or the other.
typedef struct aci_model_form {
    double factor;
    char confidence;    ///< 'H', 'M', 'L'
    const char *source; ///< rows of docs/validation and papers
} aci_model_form;

/// What is known of the kind of result; NULL where nothing is. `is_fitted`: a number of the config
/// was fitted to a measurement of this result (calibrate), so that what was measured is met and the
/// rest is the shape.
const aci_model_form *aci_error_bars_model_form(const aci_scenario *scenario,
                                                const aci_headline *headline, bool is_fitted);

/// Numbers that are not known are NAN.
typedef struct aci_error_bar {
    const char *label; ///< of the headline, borrowed
    const char *unit;  ///< SI, borrowed
    double value;
    double numerical;                     ///< absolute
    double parameter_low, parameter_high; ///< ends of the middle part
    const aci_model_form *model_form;     ///< NULL: none known
} aci_error_bar;

/// The bar of a headline with everything but its numbers, which are NAN.
aci_error_bar aci_error_bars_start(const aci_scenario *scenario, const aci_headline *headline,
                                   bool is_fitted);

/// Adds the sheet `headlines`, dimension `headline`, and a note of what is in it. Its columns:
///   result (text)              "absorbed at 24 h"
///   result_unit (text)         of the next four, SI
///   value, numerical, parameter_low, parameter_high
///   model_form (1)             the factor; missing where there is none
///   model_form_confidence (text), model_form_source (text)
/// `part` is the part of the values that lies between parameter_low and parameter_high, 0..1; 0
/// where no bar has a parameter part.
ACI_MUST_CHECK aci_status aci_error_bars_write(const aci_error_bar *bars, int count, double part,
                                               aci_findings *findings);

#endif
