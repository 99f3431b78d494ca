/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Which further measurement would tell most about the parameters of a fit: D-optimal design.
///
///   F = J^T J + 12 I,   gain = ln det(F + g g^T/e^2) - ln det F = ln(1 + g^T F^-1 g/e^2)
///
/// in places 0..1 of the parameters' boxes; J from the data there are, g the slope of the model at
/// the new one, e its error. 12 is one over the variance of an even spread over the box: what is
/// known without data. Linear about the estimate, so it tells where to look next, not what will be
/// found (Atkinson, Donev and Tobias 2007, Optimum Experimental Designs,
/// 10.1093/oso/9780199296590.001.0001). A parameter at an end of its box counts as free.
#ifndef ACICULA_STUDY_PLAN_H
#define ACICULA_STUDY_PLAN_H

#include "acicula/study/fit.h"

typedef struct aci_plan_sample {
    int output;   ///< of the model
    double error; ///< standard error it would have, > 0
    double gain;  ///< of it alone
    int rank;     ///< from 1, by gain
    int pick;     ///< its turn when each is chosen beside those chosen before; 0: not chosen
    double half[ACI_FIT_PARAMETERS_MAX]; ///< half of the 95 % interval to be expected, in places
} aci_plan_sample;

/// Fills gain, rank and half of each sample, given output and error, and picks `picks` of them one
/// after the other, each once. The order of samples stays.
void aci_plan_rank(const aci_fit_problem *problem, const aci_fit *fit, int picks, int count,
                   aci_plan_sample *samples);

#endif
