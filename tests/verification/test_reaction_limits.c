/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Binding and metabolism in a slab, through the splitting and the implicit steps, against exact
/// solutions, the limits in which they are something else, and each other.
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/verification/laplace.h"
#include "acicula/verification/layered.h"
#include "support/problem.h"
#include "support/reacting.h"
#include "support/tolerances.h"

static const double hour = 3600.0;

/// 50 um, crossed in h^2/(6 D) = 42 s; held on top, a sink below.
static reacting_kind slab_kind(void)
{
    return (reacting_kind){
        .thickness = 50e-6, .partition = 0.7, .diffusivity = 1e-11, .held = 10.0, .cells = 50};
}

static void advance(reacting *slab, double end, double tolerance)
{
    slab->method = ACI_PROPAGATE_STEPPER;
    slab->tolerance = 0.1 * tolerance;
    aci_split_options options = reacting_options(slab, end, tolerance);
    reacting_advance(slab, &options);
}

typedef struct slow_binding {
    double thickness, partition, diffusivity, held, on, off;
} slow_binding;

/// Amount out of the bottom: the bound amount is on/(s + off) of the mobile one.
static double complex passed(double complex s, const void *context)
{
    const slow_binding *b = context;
    double complex q = csqrt(s * (1.0 + b->on / (s + b->off)) / b->diffusivity);
    return b->held * b->partition * b->diffusivity * q / (csinh(q * b->thickness) * s * s);
}

/// Rates as slow as the crossing, where neither limit helps. The cells contribute (1/50)^2/12 of
/// relative error times a few, the splitting its tolerance.
Test(reaction_limits, slow_binding_delays_as_the_transform_says)
{
    reacting_kind kind = slab_kind();
    kind.layer = (aci_reaction_layer){ACI_BINDING_LINEAR, 2e-2, 5e-3, 0.0, 0.0, 0.0};
    const slow_binding exact = {50e-6, 0.7, 1e-11, 10.0, 2e-2, 5e-3};
    for (double end = 100.0; end < 1000.0; end *= 3.0) {
        reacting slab = reacting_create(kind);
        advance(&slab, end, 1e-4);
        assert_relative(slab.report.total.left, aci_laplace_invert(passed, &exact, end, 0.0), 1e-3);
        reacting_destroy(&slab);
    }
}

/// Binding 1e3 times faster than the crossing is a partition of 1 + on/off times, with a
/// diffusivity that is smaller by the same factor.
Test(reaction_limits, fast_linear_binding_is_a_partition)
{
    reacting_kind kind = slab_kind();
    kind.layer = (aci_reaction_layer){ACI_BINDING_LINEAR, 30.0, 20.0, 0.0, 0.0, 0.0};
    reacting slab = reacting_create(kind);
    advance(&slab, 300.0, 5e-5);
    aci_layered exact = {.donor_held = true,
                         .donor_activity = 10.0,
                         .count = 1,
                         .layers = {{0.7 * 2.5, 1e-11 / 2.5, 50e-6, 0.0, 0.0}}};
    assert_relative(slab.report.total.left, aci_layered_passed(&exact, 1, 300.0), 1e-3);
    assert_relative(slab.report.total.entered, aci_layered_passed(&exact, 0, 300.0), 1e-3);
    assert_relative(reacting_mobile(&slab) + reacting_bound(&slab),
                    aci_layered_amount(&exact, 0, 300.0), 1e-3);
    reacting_destroy(&slab);
}

/// The load is at most 7e-6 of the capacity.
Test(reaction_limits, saturable_binding_at_low_load_is_linear)
{
    double left[2], bound[2];
    for (int n = 0; n < 2; ++n) {
        reacting_kind kind = slab_kind();
        kind.held = 1e-5;
        kind.layer = n == 0
                         ? (aci_reaction_layer){ACI_BINDING_LINEAR, 2e-2, 5e-3, 0.0, 0.0, 0.0}
                         : (aci_reaction_layer){ACI_BINDING_SATURABLE, 4e-3, 5e-3, 5.0, 0.0, 0.0};
        reacting slab = reacting_create(kind);
        aci_split_options options = reacting_options(&slab, 300.0, 1.0);
        options.fixed_step = 5.0;
        reacting_advance(&slab, &options);
        left[n] = slab.report.total.left;
        bound[n] = reacting_bound(&slab);
        reacting_destroy(&slab);
    }
    assert_relative(left[1], left[0], 1e-5);
    assert_relative(bound[1], bound[0], 1e-5);
}

/// C/half_saturation is at most 7e-6; the same grid without splitting, whose error is second order.
Test(reaction_limits, metabolism_at_low_concentration_is_clearance)
{
    reacting_kind kind = slab_kind();
    kind.held = 1e-5;
    kind.clearance = 1e-2;
    reacting cleared = reacting_create(kind);
    advance(&cleared, 300.0, 1e-4);
    kind.clearance = 0.0;
    kind.layer = (aci_reaction_layer){.rate_max = 1e-2, .half_saturation = 1.0};
    reacting slab = reacting_create(kind);
    advance(&slab, 300.0, 1e-4);
    assert_relative(reacting_degraded(&slab), cleared.report.total.sunk, 1e-4);
    assert_relative(slab.report.total.left, cleared.report.total.left, 1e-4);
    assert_relative(reacting_mobile(&slab), reacting_mobile(&cleared), 1e-4);
    reacting_destroy(&slab);
    reacting_destroy(&cleared);
}

/// Far above half_saturation a steady slab degrades rate_max everywhere and holds a parabola:
///   entered - left = rate_max h,   entered + left = 2 K D u0/h.
Test(reaction_limits, saturated_metabolism_is_of_order_zero)
{
    reacting_kind kind = slab_kind();
    kind.layer = (aci_reaction_layer){.rate_max = 1e-3, .half_saturation = 1e-9};
    reacting slab = reacting_create(kind);
    advance(&slab, hour, 1e-4);
    double before = slab.report.total.left, degraded = reacting_degraded(&slab);
    slab.report = (aci_split_report){0};
    aci_split_options options = reacting_options(&slab, 100.0, 1e-4);
    reacting_advance(&slab, &options);
    cr_assert(before > 0.0);
    double lost = 1e-3 * 50e-6 * 100.0, mean = 0.7 * 1e-11 * 10.0 / 50e-6 * 100.0;
    assert_relative(reacting_degraded(&slab) - degraded, lost, 1e-2);
    assert_relative(slab.report.total.left, mean - 0.5 * lost, 1e-2);
    assert_relative(slab.report.total.entered, mean + 0.5 * lost, 1e-2);
    reacting_destroy(&slab);
}

static const aci_reaction_layer layers[] = {
    {.rate_max = 1e-2, .half_saturation = 1.0},
    {.binding = ACI_BINDING_SATURABLE, .on_rate = 4e-3, .off_rate = 5e-3, .capacity = 5.0},
    {ACI_BINDING_SATURABLE, 4e-3, 5e-3, 5.0, 1e-2, 1.0},
    {ACI_BINDING_LINEAR, 2e-2, 5e-3, 0.0, 1e-2, 1.0},
    {ACI_BINDING_SATURABLE, 4e-2, 0.0, 5.0, 1e-2, 1e-3},
};

enum { LAYERS = sizeof layers / sizeof layers[0] };

/// Two methods that share the cells but neither the reactions nor the steps. The splitting is of
/// order one next to the held side: 1e-3 is what its tolerance of 1e-5 comes to there.
Test(reaction_limits, implicit_steps_agree_with_splitting)
{
    for (int n = 0; n < LAYERS; ++n) {
        reacting_kind kind = slab_kind();
        kind.layer = layers[n];
        reacting split = reacting_create(kind), implicit = reacting_create(kind);
        advance(&split, 300.0, 1e-5);
        reacting_step(&implicit, 300.0, 1e-6);
        double size = split.report.total.entered;
        cr_assert(fabs(implicit.report.total.entered - size) < 1e-3 * size, "%d", n);
        cr_assert(fabs(implicit.report.total.left - split.report.total.left) < 1e-3 * size);
        cr_assert(fabs(reacting_degraded(&implicit) - reacting_degraded(&split)) < 1e-3 * size);
        cr_assert(fabs(reacting_bound(&implicit) - reacting_bound(&split)) < 1e-3 * size);
        cr_assert(fabs(reacting_mobile(&implicit) - reacting_mobile(&split)) < 1e-3 * size);
        reacting_destroy(&split);
        reacting_destroy(&implicit);
    }
}

/// A closed cell by implicit steps against the closed forms of its reactions, from the first
/// seconds to balance. The error of the whole is the step's 1e-8 to the power 2/3, some 5e-6.
Test(reaction_limits, closed_cells_meet_their_closed_forms)
{
    for (int n = 0; n < LAYERS; ++n) {
        for (double end = 10.0; end < 1e5; end *= 10.0) {
            reacting_kind kind = slab_kind();
            kind.held = 0.0;
            kind.sealed_below = true;
            kind.cells = 2;
            kind.layer = layers[n];
            reacting exact = reacting_create(kind), implicit = reacting_create(kind);
            exact.u[0] = exact.u[1] = implicit.u[0] = implicit.u[1] = 10.0;
            double size = reacting_mobile(&exact);
            const aci_reaction_cells cells = {exact.op->capacity, exact.op->capacity, exact.volume};
            cr_assert(aci_reaction_advance(exact.reaction, &cells, end, exact.u) == ACI_OK);
            reacting_step(&implicit, end, 1e-8);
            cr_assert(fabs(reacting_mobile(&implicit) - reacting_mobile(&exact)) < 1e-5 * size);
            cr_assert(fabs(reacting_bound(&implicit) - reacting_bound(&exact)) < 1e-5 * size);
            cr_assert(fabs(reacting_degraded(&implicit) - reacting_degraded(&exact)) < 1e-5 * size);
            double kept = reacting_mobile(&implicit) + reacting_bound(&implicit);
            cr_assert(fabs(kept + reacting_degraded(&implicit) - size) < 1e-12 * size);
            reacting_destroy(&exact);
            reacting_destroy(&implicit);
        }
    }
}
