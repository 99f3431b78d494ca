/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One implicit stage of the stepper: its linear solve, and its repetition where a loss is not
/// linear.
#ifndef ACICULA_SRC_NUMERICS_STEPPER_STAGE_H
#define ACICULA_SRC_NUMERICS_STEPPER_STAGE_H

#include "acicula/numerics/propagate.h"
#include "stepper_rule.h"

/// The solution at one stage: masses, u, rates of the masses, what has been exchanged. With stores
/// what they hold and take up; the rates are those of masses and stores together.
typedef struct aci_stepper_stage {
    double *mass, *u, *rate;
    double *store, *uptake; ///< NULL without stores
    aci_exchange flux;
} aci_stepper_stage;

typedef struct aci_stepper {
    aci_operator *op;
    const aci_propagate_options *options;
    aci_solver *solver;
    aci_stepper_stage stage[ACI_STEPPER_STAGES]; ///< the first: where the step begins
    aci_exchange total;                          ///< until there, kg
    double *right, *difference;
    double *store_right;   ///< NULL without stores
    double *contact;       ///< what a solve goes on from, and where the tangents touch
    double *contact_store; ///< NULL without tangents
    double *loss;          ///< what the tangent of the decay takes; NULL without
    bool converged;        ///< the stages of the attempt
    double time, step, updated_step;
    double natural; ///< what error control wants; `step` may be cut short by a report time
    double last_error, last_step; ///< of the step before, of what is allowed; s
    double largest_content;
    double fed[ACI_STEPPER_STAGES]; ///< share of the release at the stages
    long attempts;
    int rejected; ///< in a row
} aci_stepper;

/// Coefficients at a time, and the matrix where they or the step are new.
ACI_MUST_CHECK aci_status aci_stepper_set_time(aci_stepper *s, double time);

/// The tangents at u and store, where the operator has any.
ACI_MUST_CHECK aci_status aci_stepper_touch(const aci_stepper *s, const double *u,
                                            const double *store);

/// Mass and rates that belong to the stage's u under the operator as it is.
void aci_stepper_complete(const aci_stepper *s, aci_stepper_stage *at);

/// Solves (capacity + pole A) u = right + pole (source + fed release) for `at`, from the guess on,
/// which may be `at` itself.
/// With tangents by Newton's iteration, until they take what the laws take at the u found, cells
/// counted apart: to a tenth of the tolerance of what decays, to a thousandth of what is stored.
/// `converged` is cleared where that does not come. What the stage has lost and stored is what its
/// last tangents took, so that mass closes.
ACI_MUST_CHECK aci_status aci_stepper_solve_stage(aci_stepper *s, const aci_stepper_stage *guess,
                                                  double fed, aci_stepper_stage *at);

#endif
