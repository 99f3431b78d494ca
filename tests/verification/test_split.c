/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/split.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/problem.h"
#include "support/reacting.h"
#include "support/tolerances.h"

static const double hour = 3600.0;

/// 100 um that bind and degrade over minutes, as fast as they are crossed.
static const reacting_kind tissue = {.thickness = 100e-6,
                                     .partition = 0.7,
                                     .diffusivity = 1e-11,
                                     .sealed_below = true,
                                     .cells = 20,
                                     .layer = {ACI_BINDING_SATURABLE, 1e-3, 5e-4, 4.0, 1e-3, 1.0}};

/// A smooth start.
static reacting smooth(void)
{
    reacting slab = reacting_create(tissue);
    for (int k = 0; k < tissue.cells; ++k) {
        slab.u[k] = 5.0 + 4.0 * cos(3.14159265358979 * (k + 0.5) / tissue.cells);
    }
    return slab;
}

static void run_fixed(reacting *slab, double step)
{
    aci_split_options options = reacting_options(slab, hour, 1.0);
    options.fixed_step = step;
    reacting_advance(slab, &options);
}

static double distance(const reacting *a, const reacting *b)
{
    double sum = 0.0;
    for (int k = 0; k < tissue.cells; ++k) {
        double bound = aci_reaction_bound(a->reaction)[k] - aci_reaction_bound(b->reaction)[k];
        double u = a->u[k] - b->u[k];
        sum += a->op->capacity[k] * u * u + bound * bound / a->op->capacity[k];
    }
    return sqrt(sum);
}

/// Against a step 8 times below the shortest: a share of 1/64 of the last error, 0.02 in the order.
Test(split, is_of_second_order)
{
    reacting reference = smooth();
    run_fixed(&reference, hour / 512.0);
    double last = 0.0;
    for (int steps = 16; steps <= 64; steps *= 2) {
        reacting slab = smooth();
        run_fixed(&slab, hour / steps);
        double error = distance(&slab, &reference);
        double order = log2(last / error);
        cr_assert(last == 0.0 || (order > 1.9 && order < 2.1), "%d steps: order %g", steps, order);
        last = error;
        reacting_destroy(&slab);
    }
    reacting_destroy(&reference);
}

static double norm(const reacting *slab)
{
    return sqrt(aci_field_weighted_dot(slab->op->extent, slab->op->capacity, slab->u, slab->u));
}

/// The error of each step is held below the tolerance, of its doubling below a third: in the end
/// at most a third of their sum, since a closed system damps what it has.
Test(split, the_error_follows_the_tolerance)
{
    reacting reference = smooth();
    double start = norm(&reference);
    run_fixed(&reference, hour / 2000.0);
    for (double tolerance = 1e-3; tolerance > 1e-6; tolerance *= 0.1) {
        reacting slab = smooth();
        aci_split_options options = reacting_options(&slab, hour, tolerance);
        reacting_advance(&slab, &options);
        double error = distance(&slab, &reference) / start;
        cr_assert(error < tolerance / 3.0 * (double)slab.report.steps, "%g: %g in %ld steps",
                  tolerance, error, slab.report.steps);
        cr_assert(slab.report.transports == 3 * (slab.report.steps + slab.report.rejected));
        reacting_destroy(&slab);
    }
    reacting_destroy(&reference);
}

/// A first step of everything is rejected; what it did must not be seen.
Test(split, rejected_steps_leave_no_trace)
{
    reacting slab = smooth();
    double mass = reacting_mobile(&slab);
    aci_split_options options = reacting_options(&slab, hour, 1e-5);
    options.first_step = hour;
    reacting_advance(&slab, &options);
    cr_assert(slab.report.rejected > 0);
    double found = reacting_mobile(&slab) + reacting_bound(&slab) + reacting_degraded(&slab);
    assert_relative(found, mass, 1e-12);
    reacting again = smooth();
    options = reacting_options(&again, hour, 1e-5);
    reacting_advance(&again, &options);
    cr_assert(distance(&slab, &again) < 1e-5 * norm(&slab) * (double)slab.report.steps);
    reacting_destroy(&slab);
    reacting_destroy(&again);
}

/// Through open sides, by both methods of transport.
Test(split, mass_is_closed)
{
    const aci_propagate_method methods[2] = {ACI_PROPAGATE_KRYLOV, ACI_PROPAGATE_STEPPER};
    for (int n = 0; n < 2; ++n) {
        reacting_kind kind = tissue;
        kind.held = 10.0;
        kind.sealed_below = false;
        kind.clearance = 1e-4;
        reacting slab = reacting_create(kind);
        slab.method = methods[n];
        slab.tolerance = 1e-6;
        aci_split_options options = reacting_options(&slab, hour, 1e-4);
        reacting_advance(&slab, &options);
        aci_exchange total = slab.report.total;
        double found = reacting_mobile(&slab) + reacting_bound(&slab) + reacting_degraded(&slab) +
                       total.left + total.sunk;
        cr_assert(total.entered > 0.0 && total.left > 0.0 && total.sunk > 0.0);
        assert_relative(found, total.entered, 1e-12);
        reacting_destroy(&slab);
    }
}

typedef struct tally {
    reacting *slab;
    aci_split_options calls; ///< of the slab, which get the slab
    double reported[3], last;
    int reports, accepted;
    double fraction;
} tally;

static aci_status pass_transport(void *context, double begin, double end, double *u,
                                 aci_exchange *total)
{
    tally *t = context;
    t->last = end;
    return t->calls.transport(t->slab, begin, end, u, total);
}

static aci_status pass_cells(void *context, double time, aci_reaction_cells *out)
{
    tally *t = context;
    t->last = time;
    return t->calls.cells(t->slab, time, out);
}

static aci_status count_accepted(void *context, double time, const double *u,
                                 const aci_exchange *total)
{
    tally *t = context;
    cr_assert(t->last == time && u == t->slab->u && total->left == 0.0);
    ++t->accepted;
    return ACI_OK;
}

static aci_status keep_report(void *context, double time, const double *u,
                              const aci_exchange *total)
{
    tally *t = context;
    cr_assert(t->last == time && u == t->slab->u && total->entered == 0.0);
    t->reported[t->reports++] = time;
    return ACI_OK;
}

static aci_status note_progress(void *context, double fraction)
{
    tally *t = context;
    cr_assert(fraction > t->fraction && fraction <= 1.0);
    t->fraction = fraction;
    return ACI_OK;
}

Test(split, report_times_are_met_with_the_coefficients_of_them)
{
    const double times[3] = {1.0, 777.7, 3600.0};
    reacting slab = smooth();
    tally t = {.slab = &slab, .calls = reacting_options(&slab, hour, 1e-3)};
    aci_split_options options = t.calls;
    options.report_count = 3;
    options.report_times = times;
    options.context = &t;
    options.transport = pass_transport;
    options.cells = pass_cells;
    options.accepted = count_accepted;
    options.report = keep_report;
    options.progress = note_progress;
    reacting_advance(&slab, &options);
    cr_assert(t.reports == 3 && t.accepted == slab.report.steps && t.fraction == 1.0);
    for (int n = 0; n < 3; ++n) {
        cr_assert(t.reported[n] == times[n]);
    }
    reacting_destroy(&slab);
}

static aci_status stop(void *context, double fraction)
{
    (void)context;
    return fraction > 0.1 ? ACI_INTERRUPTED : ACI_OK;
}

Test(split, a_callback_stops_it)
{
    reacting slab = smooth();
    aci_split_options options = reacting_options(&slab, hour, 1e-3);
    options.progress = stop;
    cr_assert(aci_split_advance(&options, slab.op->extent, slab.reaction, slab.u, &slab.report) ==
              ACI_INTERRUPTED);
    reacting_destroy(&slab);
}
