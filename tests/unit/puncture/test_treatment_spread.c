/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/treatment.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/strikes.h"

static const double mm = 1e-3;

typedef struct moments {
    double mean, variation;
} moments;

static moments moments_of(const aci_treatment *t, size_t offset)
{
    moments m = {0.0, 0.0};
    for (int n = 0; n < t->strike_count; n++) {
        m.mean += *(double *)((char *)&t->strikes[n] + offset) / t->strike_count;
    }
    for (int n = 0; n < t->strike_count; n++) {
        double value = *(double *)((char *)&t->strikes[n] + offset) - m.mean;
        m.variation += value * value / t->strike_count;
    }
    m.variation = sqrt(m.variation) / m.mean;
    return m;
}

/// Mean 1 within 5 v / sqrt(n) and the variation within 5 sqrt((kurtosis - 1) / n) / 2 of itself,
/// with the n independent values there are: strikes here, each a pass of one needle, with the
/// places' share switched off. The kurtosis of a lognormal with v <= 0.3 is below 4.6.
static void assert_spread(const aci_treatment *t, size_t offset, double variation)
{
    moments m = moments_of(t, offset);
    double n = t->strike_count;
    cr_assert(fabs(m.mean - 1.0) <= 5.0 * variation / sqrt(n), "%g", m.mean);
    cr_assert(fabs(m.variation / variation - 1.0) <= 2.5 * sqrt(3.6 / n), "%g instead of %g",
              m.variation, variation);
}

Test(treatment_spread, factors_have_the_spread_asked_for)
{
    aci_device device = one_needle(4.0);
    aci_treatment_plan plan = plan_make(4.0, 10000);
    plan.spread = spread_wide();
    for (int i = 0; i < 2; i++) { /* of the operator's pass only, then of the beat only */
        plan.spread.pass_share.value = i;
        aci_treatment *t = treatment_make(&plan, &device, NULL);
        assert_spread(t, offsetof(aci_strike, variation.thickness), 0.25);
        assert_spread(t, offsetof(aci_strike, variation.modulus), 0.3);
        assert_spread(t, offsetof(aci_strike, variation.toughness), 0.2);
        assert_spread(t, offsetof(aci_strike, variation.force), 0.3);
        assert_spread(t, offsetof(aci_strike, variation.speed), 0.1);
        aci_treatment_destroy(&t);
    }
}

/// With a field of 1 mm on 100 cm2 there are some 10^4 / 4 independent places: the field's
/// correlation reaches over its own and the next cells.
Test(treatment_spread, places_have_the_spread_asked_for)
{
    aci_device device = one_needle(100.0);
    aci_treatment_plan plan = plan_make(100.0, 10000);
    plan.spread = spread_wide();
    plan.spread.place_share.value = 1.0;
    aci_treatment *t = treatment_make(&plan, &device, NULL);
    moments m = moments_of(t, offsetof(aci_strike, variation.modulus));
    double n = 2500.0;
    cr_assert(fabs(m.mean - 1.0) <= 5.0 * 0.3 / sqrt(n), "%g", m.mean);
    cr_assert(fabs(m.variation / 0.3 - 1.0) <= 2.5 * sqrt(3.6 / n), "%g", m.variation);
    aci_treatment_destroy(&t);
}

/// A field of places is continuous: near strikes have near factors. Its logarithm changes by no
/// more than about 30 standard deviations per length (nodes within 8.6, straight in between, the
/// root of the weights at least 1/2), so over 1 % of the length by 0.3.
Test(treatment_spread, neighbours_share_their_place)
{
    aci_device device = one_needle(0.04);
    aci_treatment_plan plan = plan_make(0.04, 300);
    plan.spread = spread_wide();
    plan.spread.place_share.value = 1.0;
    plan.spread.place_length.value = 5.0 * mm;
    aci_treatment *t = treatment_make(&plan, &device, NULL);
    double scale = sqrt(log1p(0.25 * 0.25));
    int pairs = 0;
    for (int i = 0; i < 300; i++) {
        for (int k = 0; k < i; k++) {
            double distance =
                hypot(t->strikes[i].x - t->strikes[k].x, t->strikes[i].y - t->strikes[k].y);
            double a = t->strikes[i].variation.thickness, b = t->strikes[k].variation.thickness;
            bool is_near = distance < 0.05 * mm;
            cr_assert(!is_near || fabs(log(a / b)) <= 30.0 * 0.01 * scale * sqrt(2.0));
            pairs += is_near;
        }
    }
    cr_assert(pairs > 20, "%d", pairs);
    aci_treatment_destroy(&t);
}

/// Needles of one beat are pushed by one force, all strikes of one needle have one travel, and what
/// belongs to the pass does not change within it.
Test(treatment_spread, what_is_common_is_shared)
{
    aci_device array = device_product("rf_7x7");
    aci_treatment_plan plan = plan_make(10.0, 3);
    plan.spread = spread_wide();
    aci_treatment *t = treatment_make(&plan, &array, NULL);
    for (int n = 49; n < t->strike_count; n++) {
        const aci_insertion_variation *here = &t->strikes[n].variation;
        cr_assert(here->travel == t->strikes[n % 49].variation.travel);
        cr_assert(here->force == t->strikes[n / 49 * 49].variation.force);
        cr_assert(here->force != t->strikes[n - 49].variation.force);
    }
    aci_treatment_destroy(&t);
    plan.spread.pass_share.value = 1.0;
    t = treatment_make(&plan, &array, NULL);
    for (int n = 49; n < t->strike_count; n++) {
        const aci_strike *here = &t->strikes[n], *before = &t->strikes[n - 49];
        bool is_same = here->variation.force == before->variation.force;
        cr_assert(is_same == (here->pass == before->pass));
    }
    aci_treatment_destroy(&t);
}

Test(treatment_spread, no_spread_is_exactly_the_mean)
{
    aci_device array = device_product("rf_7x7");
    aci_treatment_plan plan = plan_make(10.0, 1);
    const aci_insertion_variation mean = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    aci_treatment *t = treatment_make(&plan, &array, NULL);
    for (int n = 0; n < t->strike_count; n++) {
        cr_assert(memcmp(&t->strikes[n].variation, &mean, sizeof mean) == 0);
    }
    aci_treatment_destroy(&t);
}
