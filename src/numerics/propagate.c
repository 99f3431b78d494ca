/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/propagate.h"

#include <math.h>

#include "krylov.h"
#include "stepper.h"

/// Part of a store that must come back within the interval, so that the Krylov space, which counts
/// what is stored as the u in balance with it, keeps the balance of mass to some 1e-12.
static const double least_return = 1e-3;

static bool suit_krylov(const aci_operator *op, const aci_propagate_options *o)
{
    double least = least_return / (o->end - o->begin);
    bool suit = true;
    for (size_t c = 0; c < op->extent.count && op->store_in != NULL; ++c) {
        suit = suit && (op->store_in[c] > 0.0 ? op->store_out[c] >= least : o->store[c] == 0.0);
    }
    return suit;
}

aci_status aci_propagate(aci_operator *op, const aci_propagate_options *options,
                         const aci_watch *watch, double *u, aci_propagate_report *report)
{
    bool stepper = options->method == ACI_PROPAGATE_STEPPER || options->coefficients != NULL ||
                   aci_operator_is_tangent(op) || !suit_krylov(op, options);
    return stepper ? aci_stepper_propagate(op, options, watch, u, report)
                   : aci_krylov_propagate(op, options, watch, u, report);
}

/// What a cell and its store hold at a u that stands still, over u, m3.
static double whole_capacity(const aci_operator *op, size_t c)
{
    bool stores = op->store_in != NULL && op->store_in[c] > 0.0;
    return op->capacity[c] + (stores ? op->store_in[c] / op->store_out[c] : 0.0);
}

/// Totals that are missing for ever: the exchanges of A^-1 (capacity u + what is stored).
static aci_status find_deficit(aci_solver *solver, const aci_operator *op, const double *u,
                               double *right, aci_exchange *deficit)
{
    aci_extent extent = op->extent;
    double *missing = NULL;
    ACI_TRY(aci_field_create(extent, &missing));
    for (size_t c = 0; c < extent.count; ++c) {
        right[c] = whole_capacity(op, c) * u[c];
    }
    aci_status status = aci_solver_solve(solver, right, 1e-8, missing);
    if (status == ACI_OK) {
        aci_field_fill(extent, 0.0, right);
        aci_exchange none = aci_operator_exchange(op, right);
        *deficit = aci_operator_exchange(op, missing);
        deficit->entered -= none.entered;
    }
    aci_field_destroy(extent, &missing);
    return status;
}

/// What enters, from the distance of u below the held value.
static double entered_below(const aci_operator *op, const double *distance)
{
    double sum = op->source != NULL ? aci_field_sum(op->extent, op->source) : 0.0;
    for (size_t n = 0; n < op->extent.plane; ++n) {
        sum -= op->top[n] * distance[n];
    }
    return sum;
}

/// The first solve need not be exact: one more for what is left of the residual brings the digits.
/// Far from the held value, where u is small and owes them to the distance, it is needed anyway.
static const double rough = 1e-7, rest = 1e-6;

static aci_status refine(aci_solver *solver, const aci_operator *op, double *right, double *u,
                         double *entered)
{
    double *correction = NULL;
    ACI_TRY(aci_field_create(op->extent, &correction));
    aci_operator_rate(op, u, right);
    aci_status status = aci_solver_solve(solver, right, rest, correction);
    aci_field_add(op->extent, 1.0, correction, u);
    for (size_t n = 0; n < op->extent.plane; ++n) {
        *entered -= op->top[n] * correction[n];
    }
    aci_field_destroy(op->extent, &correction);
    return status;
}

static aci_status solve_state(aci_solver *solver, const aci_operator *op, double *right, double *u,
                              aci_exchange *rate)
{
    /* solved as the distance from the held value, which near it keeps all its digits */
    aci_field_fill(op->extent, op->top_value, u);
    aci_operator_rate(op, u, right);
    ACI_TRY(aci_solver_solve(solver, right, rough, u));
    double entered = entered_below(op, u);
    aci_field_shift(op->extent, op->top_value, u);
    ACI_TRY(refine(solver, op, right, u, &entered));
    *rate = aci_operator_exchange(op, u);
    rate->entered = entered;
    return ACI_OK;
}

/// `deficit` may be NULL.
static aci_status solve_steady(const aci_operator *op, double *u, aci_exchange *rate,
                               aci_exchange *deficit, aci_propagate_report *report)
{
    aci_solver *solver = NULL;
    double *right = NULL;
    aci_status status;
    ACI_TRY_OR(cleanup, aci_solver_create(op, &solver));
    ACI_TRY_OR(cleanup, aci_field_create(op->extent, &right));
    aci_solver_update(solver, INFINITY);
    ACI_TRY_OR(cleanup, solve_state(solver, op, right, u, rate));
    if (deficit != NULL) {
        ACI_TRY_OR(cleanup, find_deficit(solver, op, u, right, deficit));
    }
    report->solves += aci_solver_work(solver).solves;
    report->iterations += aci_solver_work(solver).iterations;
cleanup:
    aci_field_destroy(op->extent, &right);
    aci_solver_destroy(&solver);
    return status;
}

aci_status aci_propagate_steady_state(const aci_operator *op, double *u, aci_exchange *rate,
                                      aci_propagate_report *report)
{
    return solve_steady(op, u, rate, NULL, report);
}

aci_status aci_propagate_steady(const aci_operator *op, double *u, aci_steady *out,
                                aci_propagate_report *report)
{
    return solve_steady(op, u, &out->rate, &out->deficit, report);
}
