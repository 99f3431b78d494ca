/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stepper_release.h"

#include <math.h>

enum { TANGENTS_MAX = 40 };

static const double inner_share = 1e-3; ///< of the tolerance: what a solve leaves of its way
static const double least_inner = 1e-11;
static const double loss_share = 0.1;   ///< of the tolerance: what the tangent may take wrongly
static const double store_share = 1e-3; ///< the same of what is stored
static const double rounding = 1e-13;   ///< of the content: no loss below it counts

void aci_stepper_complete(const aci_stepper *s, aci_stepper_stage *at)
{
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        at->mass[c] = s->op->capacity[c] * at->u[c];
    }
    aci_operator_rate(s->op, at->u, at->rate);
    at->flux = aci_operator_exchange(s->op, at->u);
}

aci_status aci_stepper_set_time(aci_stepper *s, double time)
{
    double pole = ACI_STEPPER_POLE * s->step;
    bool changes = s->options->coefficients != NULL;
    if (changes) {
        ACI_TRY(s->options->coefficients(s->options->context, time, s->op));
    }
    if (aci_operator_is_tangent(s->op)) {
        return ACI_OK; /* each stage makes its own matrices */
    }
    if (changes || pole != s->updated_step) {
        aci_solver_update(s->solver, pole);
        s->updated_step = pole;
    }
    return ACI_OK;
}

static double rest_of(const aci_operator *op, size_t c)
{
    return op->store_rest != NULL ? op->store_rest[c] : 0.0;
}

/// Takes from s->difference what the stores hold of the right side and of u_guess.
static void hold_back(const aci_stepper *s, double pole, const double *guess)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        double right = s->store_right[c] + pole * rest_of(op, c);
        s->difference[c] -= right / (1.0 + pole * op->store_out[c]) +
                            aci_operator_store_capacity(op, pole, c) * guess[c];
    }
}

/// Stores that belong to u. The uptake comes from the stage, not from what the store holds, so that
/// it keeps its digits where both are in balance; it may be NULL.
static void fill_stores(const aci_stepper *s, double pole, const double *u, double *store,
                        double *uptake)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        double share = 1.0 / (1.0 + pole * op->store_out[c]);
        double in = op->store_in[c] * u[c] + rest_of(op, c);
        store[c] = share * (s->store_right[c] + pole * in);
        if (uptake != NULL) {
            uptake[c] = share * (in - op->store_out[c] * s->store_right[c]);
        }
    }
}

/// Solves the stage with the operator as it is, from u_guess on.
static aci_status solve_line(aci_stepper *s, const double *guess, double fed, aci_stepper_stage *at)
{
    aci_extent extent = s->op->extent;
    const double pole = ACI_STEPPER_POLE * s->step;
    aci_operator_rate(s->op, guess, s->difference);
    for (size_t c = 0; c < extent.count; ++c) {
        s->difference[c] = s->right[c] - s->op->capacity[c] * guess[c] + pole * s->difference[c];
    }
    if (s->store_right != NULL) {
        hold_back(s, pole, guess);
    }
    aci_stepper_add_release(s, pole, fed, s->difference);
    double tolerance = fmax(least_inner, inner_share * s->options->tolerance);
    ACI_TRY(aci_solver_solve(s->solver, s->difference, tolerance, at->u));
    aci_field_add(extent, 1.0, guess, at->u);
    aci_stepper_complete(s, at);
    if (s->store_right != NULL) {
        fill_stores(s, pole, at->u, at->store, at->uptake);
    }
    return ACI_OK;
}

aci_status aci_stepper_touch(const aci_stepper *s, const double *u, const double *store)
{
    bool needed = aci_operator_is_tangent(s->op);
    return needed ? s->options->tangent(s->options->context, u, store, s->op) : ACI_OK;
}

/// Touches at s->contact, with the stores that belong to it: at one u what a store takes up is
/// linear in what it holds, so that a tangent of another store finds them.
static aci_status touch_contact(aci_stepper *s, double pole, const double *store)
{
    ACI_TRY(aci_stepper_touch(s, s->contact, store));
    if (s->op->store_rest == NULL) {
        return ACI_OK;
    }
    fill_stores(s, pole, s->contact, s->contact_store, NULL);
    return aci_stepper_touch(s, s->contact, s->contact_store);
}

/// What the tangent takes at u in each cell, into s->loss; returns what it takes, whatever is
/// there, from cells that hold less than nothing: a loss that grows with u takes nothing there.
static double find_loss(const aci_stepper *s, const double *u)
{
    const aci_operator *op = s->op;
    double overdrawn = 0.0;
    for (size_t c = 0; c < op->extent.count && op->decay != NULL; ++c) {
        s->loss[c] = op->decay_rest[c] + op->decay[c] * u[c];
        overdrawn += u[c] < 0.0 ? op->decay_rest[c] : 0.0;
    }
    return overdrawn;
}

/// Whether the lines that gave the stage took what the laws take there, now that the operator has
/// the tangents at it.
static bool agrees(const aci_stepper *s, const aci_stepper_stage *at, double overdrawn, double pole)
{
    const aci_operator *op = s->op;
    double wrong = 0.0, sum = 0.0, held = 0.0, wrong_store = 0.0, stored = 0.0;
    for (size_t c = 0; c < op->extent.count; ++c) {
        held += fabs(at->mass[c]);
        if (op->decay != NULL) {
            double law = op->decay_rest[c] + op->decay[c] * at->u[c];
            wrong += fabs(law - s->loss[c]);
            sum += fabs(law);
        }
        if (op->store_rest != NULL) {
            double law = op->store_in[c] * at->u[c] + op->store_rest[c];
            double uptake = law - op->store_out[c] * at->store[c];
            wrong_store += fabs(uptake - at->uptake[c]) / (1.0 / pole + op->store_out[c]);
            stored += fabs(at->store[c]);
        }
    }
    double noise = rounding * (held + stored), allowed = loss_share * s->options->tolerance;
    return overdrawn * pole <= noise && wrong * pole <= fmax(noise, allowed * sum * pole) &&
           wrong_store <= fmax(noise, store_share * s->options->tolerance * stored);
}

aci_status aci_stepper_solve_stage(aci_stepper *s, const aci_stepper_stage *guess, double fed,
                                   aci_stepper_stage *at)
{
    aci_field_copy(s->op->extent, guess->u, s->contact);
    if (!aci_operator_is_tangent(s->op)) {
        return solve_line(s, s->contact, fed, at);
    }
    const double pole = ACI_STEPPER_POLE * s->step;
    bool found = false;
    ACI_TRY(touch_contact(s, pole, guess->store));
    for (int n = 0; n < TANGENTS_MAX && !found; ++n) {
        aci_solver_update(s->solver, pole);
        ACI_TRY(solve_line(s, s->contact, fed, at));
        double overdrawn = find_loss(s, at->u);
        ACI_TRY(aci_stepper_touch(s, at->u, at->store));
        found = agrees(s, at, overdrawn, pole);
        aci_field_copy(s->op->extent, at->u, s->contact);
        ACI_TRY(found ? ACI_OK : touch_contact(s, pole, at->store));
    }
    s->converged = s->converged && found;
    return ACI_OK;
}
