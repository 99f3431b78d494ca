/* SPDX-License-Identifier: GPL-3.0-or-later */
/// All points of a study through its model at once, the inputs given by their shares: a share p of
/// an input is the value below which it lies with probability p.
///
/// The first points are the same for every study: the centres of the distributions, the medians,
/// then one input after the other at each of a few shares with the rest at their medians.
#ifndef ACICULA_STUDY_SURVEY_H
#define ACICULA_STUDY_SURVEY_H

#include <stdbool.h>

#include "acicula/study/distribution.h"
#include "acicula/study/model.h"

enum { ACI_SURVEY_CENTRE = 0, ACI_SURVEY_MEDIAN = 1, ACI_SURVEY_FIRST = 2 };

typedef struct aci_survey {
    const aci_model *model;
    const aci_distribution *distributions;
    int share_count;
    const double *shares; ///< of the one-at-a-time points
    int points;
    double *inputs;          ///< [points][inputs]
    double *values, *errors; ///< [points][outputs]
    aci_status *statuses;    ///< [points]
} aci_survey;

/// The number of points before those of the design: 2 + inputs x shares.
int aci_survey_before(const aci_survey *survey);

/// Room for these and `designed` points; fills in the former. `model`, `distributions`, `shares`
/// and share_count are set, and borrowed. Destroy in every case.
ACI_MUST_CHECK aci_status aci_survey_create(aci_survey *survey, int designed);
void aci_survey_destroy(aci_survey *survey);

/// Sets the inputs of a point from their shares.
void aci_survey_put(aci_survey *survey, int point, const double *shares);

/// Runs the model. A value that is not finite counts as missing.
ACI_MUST_CHECK aci_status aci_survey_run(aci_survey *survey);

/// The point with one input at one of the shares.
int aci_survey_point(const aci_survey *survey, int input, int share);

/// Value of an output at a point.
double aci_survey_value(const aci_survey *survey, int point, int output);

/// Points that failed.
int aci_survey_failures(const aci_survey *survey);

#endif
