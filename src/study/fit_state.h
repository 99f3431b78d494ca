/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A fit at work: the model asked at places, its Jacobian, and the descent over those parameters
/// that are free.
#ifndef ACICULA_SRC_STUDY_FIT_STATE_H
#define ACICULA_SRC_STUDY_FIT_STATE_H

#include "acicula/study/fit.h"

typedef enum aci_fit_role {
    ACI_FIT_FREE,
    ACI_FIT_AT_END, ///< held at an end of its box, let go when chi2 falls inwards
    ACI_FIT_FIXED   ///< stays where it is
} aci_fit_role;

/// A point of the fit.
typedef struct aci_fit_point {
    double place[ACI_FIT_PARAMETERS_MAX];
    aci_fit_role role[ACI_FIT_PARAMETERS_MAX];
    double chi2;
} aci_fit_point;

typedef struct aci_fit_state {
    const aci_fit_problem *problem;
    int parameters, outputs;
    double step; ///< of differences, relative
    double tolerance;
    int room;                           ///< points that fit into:
    double *inputs;                     ///< [room][parameters]
    double *values, *errors, *jacobian; ///< [room][outputs], twice; [outputs][parameters]
    aci_status *statuses;
    aci_status status; ///< of the model, when it said that nothing can go on
    aci_fit_point *at; ///< whose free parameters the descent moves
    long points;
    int failed;
} aci_fit_state;

ACI_MUST_CHECK aci_status aci_fit_state_create(const aci_fit_problem *problem, aci_fit_state *out);
void aci_fit_state_destroy(aci_fit_state *state);

/// Asks for points [count][parameters], places; fills values, errors and statuses.
ACI_MUST_CHECK aci_status aci_fit_evaluate(aci_fit_state *state, int count, const double *places);

/// chi2 of one row of values; INFINITY where one is no number.
double aci_fit_chi2(const aci_fit_state *state, const double *values);

/// Fills `jacobian`, d(output)/d(place); columns of fixed parameters are 0.
ACI_MUST_CHECK aci_status aci_fit_differentiate(aci_fit_state *state, const aci_fit_point *at);

/// Sets the step of differences and the fall of chi2 that counts from the numerical errors of the
/// first row of values.
void aci_fit_choose_step(aci_fit_state *state);

/// Moves the free parameters of the point to the least chi2.
ACI_MUST_CHECK aci_status aci_fit_descend(aci_fit_state *state, aci_fit_point *point);

/// The same, then holds what ran into an end of its box, and lets go what should not be there.
ACI_MUST_CHECK aci_status aci_fit_settle(aci_fit_state *state, aci_fit_point *point);

/// Covariance, correlation, directions and what follows from the Jacobian of the state.
ACI_MUST_CHECK aci_status aci_fit_spread(const aci_fit_state *state, const aci_fit_point *point,
                                         aci_fit *fit);

#endif
