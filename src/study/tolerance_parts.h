/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The parts of a tolerance study: one output's column of a sample, whole or without a replicate.
#ifndef ACICULA_STUDY_TOLERANCE_PARTS_H
#define ACICULA_STUDY_TOLERANCE_PARTS_H

#include "acicula/study/tolerance.h"
#include "survey.h"

/// The rows with a value, in their order.
typedef struct aci_tolerance_column {
    int count, inputs;
    double *values;        ///< [count]
    const double **sample; ///< [count] rows of inputs, borrowed
    int *replicates;       ///< [count]
} aci_tolerance_column;

ACI_MUST_CHECK aci_status aci_tolerance_column_create(const aci_tolerance *tolerance, int output,
                                                      aci_tolerance_column *out);

/// The same without one replicate; `part` has been created from the same tolerance.
void aci_tolerance_column_without(const aci_tolerance_column *column, int replicate,
                                  aci_tolerance_column *part);
void aci_tolerance_column_destroy(aci_tolerance_column *column);

double aci_tolerance_column_mean(const aci_tolerance_column *column);

/// With n - 1.
double aci_tolerance_column_deviation(const aci_tolerance_column *column);

/// Whether it varies beyond rounding.
bool aci_tolerance_column_varies(const aci_tolerance_column *column);

/// Fills in regression and first of an output's causes, and the linear part.
ACI_MUST_CHECK aci_status aci_tolerance_find_causes(aci_tolerance *tolerance, int output,
                                                    const aci_tolerance_column *column,
                                                    aci_tolerance_column *part);

/// Fills in what one input at a time tells.
void aci_tolerance_find_steps(aci_tolerance *tolerance, int output, const aci_survey *survey);

#endif
