/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport/reaction_local.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

#include "acicula/base/random.h"
#include "support/tolerances.h"

static const aci_reaction_layer linear = {
    .binding = ACI_BINDING_LINEAR, .on_rate = 3e-3, .off_rate = 1e-3};
static const aci_reaction_layer saturable = {
    .binding = ACI_BINDING_SATURABLE, .on_rate = 2e-3, .off_rate = 1e-3, .capacity = 5.0};
static const aci_reaction_layer enzyme = {.rate_max = 1e-3, .half_saturation = 0.5};

static aci_local after(const aci_reaction_layer *layer, double share, double step, aci_local cell)
{
    aci_local_advance(layer, share, step, &cell);
    return cell;
}

/// a(t) = a_end + (a - a_end) e^-(on + off) t with a_end = off (a + b)/(on + off).
Test(reaction_local, linear_binding_is_an_exponential)
{
    for (double step = 1e-6; step < 1e7; step *= 10.0) {
        double on = 0.7 * linear.on_rate, off = linear.off_rate;
        aci_local cell = after(&linear, 0.7, step, (aci_local){2.0, 0.5, 0.0});
        double end = off * 2.5 / (on + off);
        assert_relative(cell.mobile, end + (2.0 - end) * exp(-(on + off) * step), 1e-15 * 8);
        assert_relative(cell.bound, 2.5 - end - (2.0 - end) * exp(-(on + off) * step), 1e-15 * 8);
    }
}

/// (b - low)/(b - high) decays with on (high - low), low and high the roots of the rate.
Test(reaction_local, saturable_binding_follows_the_riccati_equation)
{
    const double share = 0.8, total = 7.0;
    const double sum = total + 5.0 + 1e-3 / (2e-3 * share);
    const double high = 0.5 * (sum + sqrt(sum * sum - 20.0 * total));
    const double low = 5.0 * total / high;
    for (double step = 1e-3; step < 1e5; step *= 10.0) {
        aci_local cell = after(&saturable, share, step, (aci_local){total - 1.0, 1.0, 0.0});
        double ratio = (1.0 - low) / (1.0 - high) * exp(-2e-3 * share * (high - low) * step);
        assert_relative(cell.bound, (low - ratio * high) / (1.0 - ratio), 1e-14);
        assert_relative(cell.mobile + cell.bound, total, 2.0 * DBL_EPSILON);
    }
}

/// half_saturation ln(C/C0) + C - C0 = -rate_max share t, to the rounding of its terms.
Test(reaction_local, metabolism_meets_the_implicit_relation)
{
    for (double start = 1e-6; start < 1e4; start *= 10.0) {
        for (double step = 1.0; step < 1e7; step *= 10.0) {
            double share = 0.9;
            aci_local cell = after(&enzyme, share, step, (aci_local){start / share, 0.0, 0.0});
            double end = share * cell.mobile;
            double decline = enzyme.rate_max * share * step;
            cr_assert(end >= 0.0 && cell.degraded >= 0.0);
            if (end > 1e-300) {
                double part = 0.5 * log(end / start);
                double left = part + end - start + decline;
                cr_assert(fabs(left) <= 8.0 * DBL_EPSILON * (start + decline - part + 1.0),
                          "%g %g: %g", start, step, left);
            }
            assert_relative(cell.mobile + cell.degraded, start / share, 2.0 * DBL_EPSILON);
        }
    }
}

/// With half_saturation far above C metabolism is first order: a 2 by 2 exponential, by its two
/// rates. What is left of the nonlinearity is C/half_saturation = 1e-12.
Test(reaction_local, binding_with_metabolism_is_the_matrix_exponential_at_low_load)
{
    aci_reaction_layer both = linear;
    both.rate_max = 2e9;
    both.half_saturation = 1e12;
    const double k = 2e-3, on = 3e-3, off = 1e-3, a = 1.0, b = 0.4;
    const double mean = 0.5 * (on + off + k);
    const double spread = sqrt(mean * mean - off * k);
    for (double step = 1e-2; step < 3e4; step *= 10.0) {
        aci_local cell = after(&both, 1.0, step, (aci_local){a, b, 0.0});
        double fast = exp(-(mean + spread) * step), slow = exp(-(mean - spread) * step);
        double shared = 0.5 * (slow + fast), split = 0.5 * (slow - fast) / spread;
        double mobile = a * shared + (a * (mean - on - k) + off * b) * split;
        double bound = b * shared + (b * (mean - off) + on * a) * split;
        cr_assert(fabs(cell.mobile - mobile) < 1e-10 && fabs(cell.bound - bound) < 1e-10,
                  "at %g s %.3g %.3g", step, cell.mobile - mobile, cell.bound - bound);
    }
}

/// Two independent ways to the same numbers: a closed form, and the integration that is used as
/// soon as there is metabolism, however little.
Test(reaction_local, integration_agrees_with_the_closed_forms)
{
    for (double step = 1e-1; step < 1e6; step *= 10.0) {
        aci_local from = {6.0, 1.0, 0.0};
        aci_reaction_layer idle = saturable;
        idle.rate_max = 1e-30;
        idle.half_saturation = 1.0;
        cr_assert(fabs(after(&idle, 0.8, step, from).bound -
                       after(&saturable, 0.8, step, from).bound) < 1e-10 * 7.0);
        idle = enzyme;
        idle.binding = ACI_BINDING_SATURABLE;
        idle.capacity = 1.0;
        cr_assert(fabs(after(&idle, 0.8, step, from).mobile -
                       after(&enzyme, 0.8, step, (aci_local){6.0, 0.0, 0.0}).mobile) < 1e-10 * 7.0);
    }
}

/// Equilibrium is K_d B = C (capacity - B), and a second step of any length leaves it.
Test(reaction_local, fast_binding_ends_in_equilibrium)
{
    for (double rate = 1.0; rate < 1e18; rate *= 1e3) {
        aci_reaction_layer fast = {ACI_BINDING_SATURABLE, rate, 0.3 * rate, 5.0, 0.0, 0.0};
        aci_local cell = after(&fast, 1.0, 100.0, (aci_local){8.0, 0.0, 0.0});
        assert_relative(cell.mobile * (5.0 - cell.bound), 0.3 * cell.bound, 1e-14);
        aci_local again = after(&fast, 1.0, 1e5, cell);
        cr_assert(fabs(again.bound - cell.bound) <= 4.0 * DBL_EPSILON * 8.0);
        fast.binding = ACI_BINDING_LINEAR;
        cell = after(&fast, 1.0, 100.0, (aci_local){8.0, 0.0, 0.0});
        assert_relative(cell.mobile, 0.3 * cell.bound, 4.0 * DBL_EPSILON);
    }
}

/// While binding keeps its equilibrium b = 4 a, metabolism of first order k drains a + b with k/5;
/// departures from equilibrium are of the order of k over the rates, 1e-9.
Test(reaction_local, fast_binding_slows_metabolism_by_what_it_holds)
{
    aci_reaction_layer fast = {ACI_BINDING_LINEAR, 4e6, 1e6, 0.0, 1e-3 * 1e12, 1e12};
    aci_local cell = after(&fast, 1.0, 3000.0, (aci_local){1.0, 4.0, 0.0});
    assert_relative(cell.mobile + cell.bound, 5.0 * exp(-0.6), 2e-9);
    assert_relative(cell.bound, 4.0 * cell.mobile, 2e-9);
}

/// To first order in load over capacity.
Test(reaction_local, saturable_binding_at_low_load_is_linear)
{
    aci_reaction_layer as_linear = {ACI_BINDING_LINEAR, 5.0 * 2e-3, 1e-3, 0.0, 0.0, 0.0};
    for (double load = 1e-3; load > 1e-9; load *= 0.1) {
        aci_local from = {load, 0.2 * load, 0.0};
        aci_local cell = after(&saturable, 1.0, 60.0, from);
        assert_relative(cell.bound, after(&as_linear, 1.0, 60.0, from).bound, 2.0 * load / 5.0);
    }
}

static double any(aci_random *random, double from, double to)
{
    return from * pow(to / from, aci_random_uniform(random));
}

Test(reaction_local, amounts_stay_positive_and_none_is_lost)
{
    aci_random random = aci_random_start(5, 1, 0);
    for (int n = 0; n < 6000; ++n) {
        aci_reaction_layer layer = {(aci_binding_kind)(n % 3),
                                    any(&random, 1e-7, 1e5),
                                    any(&random, 1e-7, 1e5),
                                    any(&random, 1e-3, 1e3),
                                    n % 2 ? any(&random, 1e-9, 1e3) : 0.0,
                                    any(&random, 1e-6, 1e4)};
        double share = aci_random_uniform(&random);
        aci_local cell = {any(&random, 1e-9, 1e3), 0.0, 0.0};
        cell.bound = n % 3 == 2 ? layer.capacity * aci_random_uniform(&random) : cell.mobile;
        double total = cell.mobile + cell.bound;
        aci_local_advance(&layer, share, any(&random, 1e-3, 1e5), &cell);
        cr_assert(cell.mobile >= 0.0 && cell.bound >= 0.0 && isfinite(cell.degraded));
        cr_assert(cell.degraded >= 0.0);
        cr_assert(fabs(cell.mobile + cell.bound + cell.degraded - total) <= 1e-15 * total, "%d: %g",
                  n, (cell.mobile + cell.bound + cell.degraded - total) / total);
    }
}
