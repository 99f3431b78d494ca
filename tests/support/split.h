/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Transport and reaction in turn over an interval, by Strang's symmetric splitting:
///   step(h) = react(h/2) transport(h) react(h/2)
/// of second order in h; the reaction stands outside, so that each step ends with what is fast in
/// balance. G. Strang 1968, SIAM J. Numer. Anal. 5, 506 (doi:10.1137/0705041).
///
/// It shares nothing with the implicit steps but transport, and its reactions are closed forms
/// (reaction.h), so it tells whether those are right. Slow where what is bound is in balance within
/// a step: there its order falls to one.
///
/// Steps are chosen by doubling: one step and two halves, and their difference, in the capacity
/// norm
///   |u, bound|^2 = sum over cells of capacity u^2 + bound^2/capacity
/// relative to its largest value so far, is held below the tolerance per step. The two halves are
/// kept as they are, so that amounts stay positive and none is lost. What a layer that holds little
/// contributes to the norm is little: a slab of one layer is what this is for.
///
/// Each call of `transport` starts anew: a Krylov space or a stepper of its own.
#ifndef ACICULA_TESTS_SUPPORT_SPLIT_H
#define ACICULA_TESTS_SUPPORT_SPLIT_H

#include "acicula/numerics/operator.h"
#include "acicula/transport/reaction.h"

/// Callbacks other than `transport` and `cells` may be NULL. A status other than ACI_OK stops with
/// it. When `accepted` and `report` are called, the last calls of `transport` and `cells` were for
/// that time, so the coefficients are those of it.
typedef struct aci_split_options {
    double begin, end; ///< s
    int report_count;
    const double *report_times; ///< increasing, in (begin, end]; met exactly
    double tolerance;           ///< of a step, relative
    double first_step;          ///< s; 0: 1e-4 of the interval
    double fixed_step; ///< s; > 0: at most that long, without error control, one transport a step
    void *context;
    /// Carries u over an interval; adds what was exchanged to `total`, kg. Sets the coefficients of
    /// both ends itself where they change; may be called again for an earlier interval.
    aci_status (*transport)(void *context, double begin, double end, double *u,
                            aci_exchange *total);
    /// The cells at a time, valid until the next call of either.
    aci_status (*cells)(void *context, double time, aci_reaction_cells *out);
    /// after each step that counts; `total` since `begin`, kg
    aci_status (*accepted)(void *context, double time, const double *u, const aci_exchange *total);
    /// at the report times, after `accepted`
    aci_status (*report)(void *context, double time, const double *u, const aci_exchange *total);
    aci_status (*progress)(void *context, double fraction);
} aci_split_options;

typedef struct aci_split_report {
    long steps, rejected, transports;
    double next_step;   ///< what error control would take next, s: `first_step` of a next interval
    aci_exchange total; ///< over the interval, kg
} aci_split_report;

/// `u` (a field of `extent`) and `reaction` hold the start and get the end. All memory is taken
/// before the first step. Adds its work to `report`. ACI_NUMERICAL where no step is short enough.
ACI_MUST_CHECK aci_status aci_split_advance(const aci_split_options *options, aci_extent extent,
                                            aci_reaction *reaction, double *u,
                                            aci_split_report *report);

#endif
