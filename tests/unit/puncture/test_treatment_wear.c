/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Needles that are missing or worn, and a head that leans. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/strikes.h"

static const double mm = 1e-3;
static const simple_needle simple = {0.0, 2e-4, 3e-5};
enum { NEEDLES = 64 };

static aci_device stamp(double missing)
{
    return device_make(ACI_DEVICE_STAMP, "needles", (double)NEEDLES, "needle_length", 1.0 * mm,
                       "pitch", 0.5 * mm, "missing", missing, NULL);
}

static aci_treatment *strike(double missing, double tilt, uint64_t seed)
{
    aci_device device = stamp(missing);
    aci_treatment_plan plan = plan_make(1.0, 10);
    plan.tilt = tilt;
    plan.seed = seed;
    return treatment_make(&plan, &device, &simple);
}

/* Whether each needle is missing; a needle is so at all of its strikes or at none. */
static int count_missing(const aci_treatment *t)
{
    int state[NEEDLES] = {0}, missing = 0;
    for (int n = 0; n < t->strike_count; n++) {
        bool is_missing = t->channels[n].failure == ACI_FAILURE_MISSING;
        int *of = &state[t->strikes[n].needle];
        cr_assert(*of == 0 || *of == (is_missing ? 1 : 2));
        *of = is_missing ? 1 : 2;
        cr_assert(!is_missing || (!t->channels[n].punctured && t->channels[n].depth == 0.0));
    }
    for (int k = 0; k < NEEDLES; k++) {
        missing += state[k] == 1;
    }
    return missing;
}

/* Over 50 heads of 64 needles a quarter is missing, within five standard deviations. */
Test(treatment_wear, missing_needles_are_the_share_asked_for_and_stay_missing)
{
    int missing = 0, all = 50 * NEEDLES;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        aci_treatment *t = strike(0.25, 0.0, seed);
        missing += count_missing(t);
        aci_treatment_statistics got = statistics_make(t);
        cr_assert_eq(got.failures[ACI_FAILURE_MISSING] + got.punctures, got.strikes);
        aci_treatment_destroy(&t);
    }
    cr_assert_lt(fabs(missing - 0.25 * all), 5.0 * sqrt(0.25 * 0.75 * all), "%d", missing);
}

Test(treatment_wear, of_no_missing_needle_and_of_all_is_as_it_must)
{
    aci_treatment *none = strike(0.0, 0.0, 1), *all = strike(1.0, 0.0, 1);
    cr_assert_eq(count_missing(none), 0);
    cr_assert_eq(count_missing(all), NEEDLES);
    cr_assert_eq(statistics_make(all).punctures, 0);
    aci_treatment_destroy(&none);
    aci_treatment_destroy(&all);
}

/* More missing needles are the same ones and others: what a cause does is not hidden by chance. */
Test(treatment_wear, with_a_larger_share_the_same_needles_are_still_missing)
{
    aci_treatment *few = strike(0.1, 0.0, 3), *many = strike(0.3, 0.0, 3);
    for (int n = 0; n < few->strike_count; n++) {
        cr_assert(few->channels[n].failure != ACI_FAILURE_MISSING ||
                  many->channels[n].failure == ACI_FAILURE_MISSING);
    }
    cr_assert_gt(count_missing(many), count_missing(few));
    aci_treatment_destroy(&few);
    aci_treatment_destroy(&many);
}

Test(treatment_wear, wears_the_tip_up_to_the_shaft)
{
    aci_device device =
        device_make(ACI_DEVICE_STAMP, "needles", 9.0, "needle_length", 1.0 * mm, "needle_diameter",
                    0.2 * mm, "tip_radius", 5e-6, "tip_wear", 20e-6, NULL);
    aci_needle needle;
    cr_assert_eq(aci_device_needle(&device, &needle), ACI_OK);
    cr_assert_float_eq(needle.tip_radius, 25e-6, 1e-20);
    device_set(&device, "tip_wear", 96e-6);
    assert_refused(device, "device.tip_wear", "wider than the shaft");
}

/* The stamp's places are even about its middle: the mean travel is the cosine, the ends differ by
   7 pitches times the sine. */
Test(treatment_wear, a_head_that_leans_goes_deeper_ahead)
{
    double tilt = 0.1, mean = 0.0, least = 9.0, most = 0.0;
    aci_treatment *t = strike(0.0, tilt, 1);
    for (int n = 0; n < NEEDLES; n++) {
        double travel = t->strikes[n].variation.travel;
        mean += travel / NEEDLES;
        least = fmin(least, travel);
        most = fmax(most, travel);
    }
    cr_assert_float_eq(mean, cos(tilt), 1e-12);
    cr_assert_float_eq((most - least) * 1.0 * mm, 7.0 * 0.5 * mm * sin(tilt), 1e-15);
    aci_treatment_destroy(&t);
}

Test(treatment_wear, a_head_that_leans_far_lifts_needles_off_the_skin)
{
    aci_treatment *t = strike(0.0, 0.55, 1);
    double least = 9.0;
    for (int n = 0; n < NEEDLES; n++) {
        least = fmin(least, t->strikes[n].variation.travel);
    }
    cr_assert_eq(least, 1e-3);
    aci_treatment_destroy(&t);
}

/* A pen's head is turned at random in its pass; it leans the way it goes all the same. */
Test(treatment_wear, a_pen_leans_the_way_it_goes)
{
    aci_device device = device_make(ACI_DEVICE_PEN, "needles", 12.0, "needle_length", 2.0 * mm,
                                    "protrusion", 1.0 * mm, NULL);
    aci_treatment_plan plan = plan_make(1.0, 1);
    plan.tilt = 0.1;
    plan.directions[0] = 0.0;
    aci_treatment *t = treatment_make(&plan, &device, NULL);
    for (int n = 1; n < 12; n++) {
        double ahead = t->strikes[n].x - t->strikes[0].x;
        double deeper = t->strikes[n].variation.travel - t->strikes[0].variation.travel;
        bool is_joined = fabs(ahead) < 4.0 * mm; /* not around the side of the square */
        cr_assert(!is_joined || fabs(deeper * 1.0 * mm - ahead * sin(0.1)) < 1e-12, "%d", n);
    }
    aci_treatment_destroy(&t);
}
