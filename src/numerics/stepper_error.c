/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stepper_error.h"

#include <math.h>

static const double least = 1e-6; ///< part of the content whose ways out are followed

double aci_stepper_content(const aci_stepper *s, const double *u, const double *store,
                           double *scratch)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        scratch[c] = op->capacity[c] * fabs(u[c]) + (store != NULL ? fabs(store[c]) : 0.0);
    }
    return aci_field_sum(op->extent, scratch);
}

double aci_stepper_first_target(const aci_propagate_options *o)
{
    return o->report_count > 0 ? o->report_times[0] : o->end;
}

double aci_stepper_to_come(const aci_stepper *s)
{
    const aci_propagate_options *o = s->options;
    double whole = aci_stepper_first_target(o) - o->begin, since = s->time + s->step - o->begin;
    return o->first_step > 0.0 || since >= whole ? 1.0 : sqrt(whole / since);
}

aci_exchange aci_stepper_sum_of_flux(const aci_stepper *s, const double *weight)
{
    aci_exchange sum = {0};
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        sum = aci_operator_exchange_sum(1.0, sum, weight[i], s->stage[i].flux);
    }
    return sum;
}

/// The difference of the masses, into s->right.
static void take_difference(const aci_stepper *s)
{
    aci_field_fill(s->op->extent, 0.0, s->right);
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        aci_field_add(s->op->extent, s->step * aci_stepper_difference[i], s->stage[i].rate,
                      s->right);
    }
}

/// The stores' part of the difference: what the filter must not see of it leaves s->right, so that
/// the filtered u and `store_right` solve both rows.
static void take_store_difference(aci_stepper *s, double pole)
{
    const aci_operator *op = s->op;
    aci_field_fill(op->extent, 0.0, s->store_right);
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        aci_field_add(op->extent, s->step * aci_stepper_difference[i], s->stage[i].uptake,
                      s->store_right);
    }
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->right[c] -= s->store_right[c] / (1.0 + pole * op->store_out[c]);
    }
}

static void filter_store_difference(aci_stepper *s, double pole)
{
    const aci_operator *op = s->op;
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->store_right[c] = s->store_right[c] / (1.0 + pole * op->store_out[c]) +
                            aci_operator_store_capacity(op, pole, c) * s->difference[c];
    }
}

/// A layer that holds next to nothing may be where most of it goes: it shows here.
static double error_of_totals(const aci_stepper *s, const aci_exchange *total)
{
    aci_exchange d = aci_stepper_sum_of_flux(s, aci_stepper_difference);
    double floor = least * s->largest_content, more = aci_stepper_to_come(s);
    double decayed = fmax(more * fabs(total->decayed), floor);
    double out = fmax(more * fabs(total->left + total->sunk), floor);
    double passed = fmax(more * fabs(total->passed), floor);
    double worst = fmax(fabs(d.decayed) / decayed, fabs(d.left + d.sunk) / out);
    return floor > 0.0 ? s->step * fmax(worst, fabs(d.passed) / passed) : 0.0;
}

double aci_stepper_error(aci_stepper *s, const aci_exchange *total)
{
    const double pole = ACI_STEPPER_POLE * s->step;
    const aci_stepper_stage *end = &s->stage[ACI_STEPPER_LAST];
    take_difference(s);
    if (s->store_right != NULL) {
        take_store_difference(s, pole);
    }
    aci_solver_filter(s->solver, s->right, s->difference);
    if (s->store_right != NULL) {
        filter_store_difference(s, pole);
    }
    double content = aci_stepper_content(s, end->u, end->store, s->right);
    s->largest_content = fmax(s->largest_content, content);
    double error = aci_stepper_content(s, s->difference, s->store_right, s->right);
    error = s->largest_content > 0.0 ? error / s->largest_content : 0.0;
    return fmax(error, error_of_totals(s, total));
}
