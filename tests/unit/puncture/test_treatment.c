/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/treatment.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/strikes.h"
#include "../../support/tolerances.h"

static const double mm = 1e-3, per_cm2 = 1e4;
static const double degree = 0.017453292519943295;
static const simple_needle always = {0.0, 0.5e-3, 20e-6};

static aci_treatment_plan with_directions(aci_treatment_plan plan)
{
    plan.direction_count = 4;
    for (int i = 0; i < 4; i++) {
        plan.directions[i] = 45.0 * degree * i;
    }
    return plan;
}

/// Strikes = N f t for whole numbers of strokes, t = passes A / (W v): 12 needles, 100 Hz, 10 mm/s,
/// lane 8 mm, 4 cm2: 5 s and 500 strokes a pass.
Test(treatment, pen_strikes_are_needles_times_frequency_times_time)
{
    aci_device pen =
        device_make(ACI_DEVICE_PEN, "needles", 12.0, "frequency", 100.0, "width", 8.0 * mm,
                    "needle_length", 1.5 * mm, "needle_diameter", 0.1 * mm, NULL);
    for (int passes = 1; passes <= 5; passes++) {
        aci_treatment_plan plan = with_directions(plan_make(4.0, passes));
        aci_treatment *t = treatment_make(&plan, &pen, NULL);
        assert_relative(t->duration, 5.0 * passes, 1e-14);
        cr_assert(t->strike_count == 12 * 500 * passes);
        aci_treatment_destroy(&t);
    }
}

/// In general the strokes are the whole ones in the time, so N f t is never exceeded and missed by
/// less than one stroke.
Test(treatment, count_is_the_whole_beats)
{
    const char *const products[] = {"exceed",         "skinpen", "dermaroller_mf8",
                                    "home_roller_02", "rf_7x7",  "vivace"};
    const double areas[] = {0.9, 1.0, 3.7, 10.0, 33.3};
    for (int i = 0; i < 30; i++) {
        aci_device device = device_product(products[i / 5]);
        aci_treatment_plan plan = with_directions(plan_make(areas[i % 5], 3));
        aci_treatment *t = treatment_make(&plan, &device, NULL);
        double expected = t->motion.rate * t->duration;
        cr_assert(t->strike_count <= expected * (1.0 + 1e-9), "%s %g", device.name, areas[i % 5]);
        cr_assert(t->strike_count > expected - t->motion.together);
        double density = 3.0 * t->motion.density * plan.area;
        assert_relative(expected, density, 1e-13);
        aci_treatment_destroy(&t);
    }
}

/// 15 passes of 192 needles: 229 per cm2, or 199 when the tips do not slip.
Test(treatment, fifteen_passes_of_a_roller)
{
    aci_device roller = device_product("dermaroller_mf8");
    const double radii[] = {10.0 * mm, 11.5 * mm}, densities[] = {229.2, 199.3};
    for (int i = 0; i < 2; i++) {
        device_set(&roller, "rolling_radius", radii[i]);
        aci_treatment_plan plan = with_directions(plan_make(20.0, 15));
        aci_treatment *t = treatment_make(&plan, &roller, NULL);
        double density = t->strike_count / plan.area / per_cm2, beat = 8.0 / 20.0;
        cr_assert(density <= densities[i] + 0.05 && density >= densities[i] - 0.05 - beat, "%g",
                  density);
        aci_treatment_destroy(&t);
    }
}

Test(treatment, same_seed_gives_the_same_bytes)
{
    aci_device pen = device_product("skinpen");
    aci_treatment_plan plan = with_directions(plan_make(1.0, 2));
    plan.spread = spread_wide();
    aci_treatment *a = treatment_make(&plan, &pen, NULL), *b = treatment_make(&plan, &pen, NULL);
    size_t size = (size_t)a->strike_count * sizeof *a->strikes;
    cr_assert(memcmp(a->strikes, b->strikes, size) == 0);
    aci_treatment_destroy(&b);
    plan.seed = 2;
    b = treatment_make(&plan, &pen, NULL);
    cr_assert(b->strike_count == a->strike_count);
    for (int n = 0; n < a->strike_count; n++) {
        cr_assert(a->strikes[n].x != b->strikes[n].x);
        cr_assert(a->strikes[n].variation.modulus != b->strikes[n].variation.modulus);
    }
    aci_treatment_destroy(&a);
    aci_treatment_destroy(&b);
}

Test(treatment, a_strike_alone_is_the_one_of_the_list)
{
    aci_device roller = device_product("dermaroller_mf8");
    aci_treatment_plan plan = with_directions(plan_make(10.0, 5));
    plan.spread = spread_wide();
    aci_treatment *t = treatment_make(&plan, &roller, &always);
    aci_treatment_method method = simple_method(&always);
    for (int n = t->strike_count - 1; n >= 0; n -= 7) {
        aci_strike strike = aci_treatment_strike(t, n);
        cr_assert(memcmp(&strike, &t->strikes[n], sizeof strike) == 0, "strike %d", n);
        aci_channel channel;
        cr_assert(aci_treatment_solve(t, &method, n, &channel) == ACI_OK);
        cr_assert(memcmp(&channel.residual, &t->channels[n].residual, sizeof channel.residual) ==
                  0);
        cr_assert(channel.depth == t->channels[n].depth);
        cr_assert(channel.failure == t->channels[n].failure);
    }
    aci_treatment_destroy(&t);
}

/// From beat to beat the head moves by the spacing along the direction of its pass, but where a
/// lane or a pass begins: at most one beat in a lane's length over the spacing, and one per pass.
static void assert_steps(const aci_treatment *t)
{
    int together = t->motion.together, steps = 0, beats = t->strike_count / together;
    for (int n = together; n < t->strike_count; n++) {
        const aci_strike *a = &t->strikes[n - together], *b = &t->strikes[n];
        double dx = b->x - a->x - t->motion.spacing * cos(b->azimuth);
        double dy = b->y - a->y - t->motion.spacing * sin(b->azimuth);
        steps += joined_distance(t, dx, dy) <= 1e-12 * t->side;
        cr_assert(b->time >= a->time && b->pass >= a->pass);
        cr_assert(b->x >= 0.0 && b->x < t->side && b->y >= 0.0 && b->y < t->side);
        cr_assert(b->azimuth == t->plan.directions[b->pass % t->plan.direction_count]);
    }
    int lanes = (int)ceil(beats * t->motion.spacing / t->side) + t->plan.passes;
    cr_assert(steps >= (beats - 1 - lanes) * together, "%d of %d", steps, t->strike_count);
}

Test(treatment, head_moves_along_its_direction)
{
    const char *const products[] = {"skinpen", "dermaroller_mf8", "vivace"};
    for (int i = 0; i < 3; i++) {
        aci_device device = device_product(products[i]);
        aci_treatment_plan plan = with_directions(plan_make(100.0, 4));
        plan.speed = 0.2;
        aci_treatment *t = treatment_make(&plan, &device, NULL);
        assert_steps(t);
        aci_treatment_destroy(&t);
    }
}

/// Every needle of the head strikes as often as every other, but for one turn of the drum.
Test(treatment, every_needle_has_its_turn)
{
    aci_device roller = device_product("dermaroller_mf8");
    aci_treatment_plan plan = plan_make(30.0, 7);
    aci_treatment *t = treatment_make(&plan, &roller, NULL);
    int strikes[192] = {0}, least = t->strike_count, most = 0;
    for (int n = 0; n < t->strike_count; n++) {
        cr_assert(t->strikes[n].needle >= 0 && t->strikes[n].needle < 192);
        strikes[t->strikes[n].needle]++;
    }
    for (int k = 0; k < 192; k++) {
        least = strikes[k] < least ? strikes[k] : least;
        most = strikes[k] > most ? strikes[k] : most;
    }
    cr_assert(most - least <= 1, "%d %d", least, most);
    aci_treatment_destroy(&t);
}

/// Before insertion a roller's strikes carry the tilt and slot of the whole needle, and afterwards
/// the channels those of the depth reached.
Test(treatment, entry_follows_the_depth)
{
    aci_device roller = device_product("dermaroller_mf8");
    aci_treatment_plan plan = plan_make(10.0, 1);
    aci_treatment *t = treatment_make(&plan, &roller, &always);
    assert_printed(t->strikes[0].tilt / degree, "29.59");
    assert_relative(t->strikes[0].slot, 1.0283138746630 * mm, 1e-12);
    assert_printed(t->channels[0].entry.slot / mm, "0.197");
    double slot = t->channels[0].entry.slot;
    cr_assert(t->channels[0].residual.slit_half_length == 20e-6 + 0.5 * slot);
    aci_treatment_destroy(&t);
}

/// The mouth lies ahead of the deepest point by the lead, the axis leads from one to the other, and
/// the depth is kept.
Test(treatment, tract_leads_from_mouth_to_bottom)
{
    const char *const products[] = {"dermaroller_mf8", "skinpen", "rf_7x7"};
    for (int i = 0; i < 3; i++) {
        aci_device device = device_product(products[i]);
        aci_treatment_plan plan = with_directions(plan_make(10.0, 4));
        aci_treatment *t = treatment_make(&plan, &device, &always);
        for (int n = 0; n < t->strike_count; n += 11) {
            aci_tract tract = aci_treatment_tract(t, n);
            double along = tract.length * sin(tract.tilt);
            double dx = tract.x + along * cos(tract.azimuth) - t->strikes[n].x;
            double dy = tract.y + along * sin(tract.azimuth) - t->strikes[n].y;
            cr_assert(joined_distance(t, dx, dy) <= 1e-15 + 1e-14 * t->side);
            assert_relative(tract.length * cos(tract.tilt), 0.5 * mm, 1e-14);
        }
        aci_treatment_destroy(&t);
    }
}

static void assert_plan_refused(aci_treatment_plan plan, const char *product, const char *word)
{
    aci_device device = device_product(product);
    aci_treatment *t = NULL;
    cr_assert(aci_treatment_create(&plan, &device, &t) == ACI_BAD_INPUT, "%s", word);
    cr_assert_null(t);
    cr_assert(strstr(aci_status_message(), word) != NULL, "%s", aci_status_message());
}

Test(treatment, impossible_plans_are_refused)
{
    aci_treatment_plan plan = plan_make(4.0, 1), bad = plan;
    bad.speed = 0.0;
    assert_plan_refused(bad, "skinpen", "treatment.speed = 0");
    assert_plan_refused(bad, "dermaroller_mf8", "treatment.speed = 0");
    bad.speed = 1e-6;
    assert_plan_refused(bad, "skinpen", "strikes");
    assert_plan_refused(plan_make(0.0, 1), "skinpen", "treatment.area = 0");
    assert_plan_refused(plan_make(NAN, 1), "skinpen", "treatment.area");
    assert_plan_refused(plan_make(0.01, 1), "rf_7x7", "too small for one hit");
    assert_plan_refused(plan_make(4.0, 0), "skinpen", "treatment.passes = 0");
    bad = plan;
    bad.direction_count = 0;
    assert_plan_refused(bad, "skinpen", "treatment.directions");
    bad = plan;
    bad.directions[0] = NAN;
    assert_plan_refused(bad, "skinpen", "treatment.directions");
    bad = plan;
    bad.merge_radius = -1.0;
    assert_plan_refused(bad, "skinpen", "treatment.merge_radius");
    bad = plan;
    bad.spread.force.value = -0.1;
    assert_plan_refused(bad, "skinpen", "treatment.spread.force");
    bad = plan;
    bad.spread.place_length.value = 0.0;
    assert_plan_refused(bad, "skinpen", "treatment.spread.place_length");
}

/// A stamp has no glide and needs none.
Test(treatment, stamps_need_no_speed)
{
    aci_device array = device_product("rf_7x7");
    aci_treatment_plan plan = plan_make(10.0, 1);
    plan.speed = 0.0;
    aci_treatment *t = treatment_make(&plan, &array, &always);
    cr_assert(t->strike_count == 10 * 49);
    cr_assert(t->channels[0].entry.slot == 0.0);
    aci_treatment_destroy(&t);
}

Test(treatment, an_answer_that_is_no_number_is_an_error)
{
    aci_device array = device_product("rf_7x7");
    aci_treatment_plan plan = plan_make(10.0, 1);
    const simple_needle broken = {0.0, NAN, 20e-6};
    aci_treatment *t = treatment_make(&plan, &array, NULL);
    aci_treatment_method method = simple_method(&broken);
    cr_assert(aci_treatment_insert(t, &method) == ACI_NUMERICAL);
    cr_assert_null(t->channels);
    aci_treatment_destroy(&t);
}

/// A check says what planning would say, and counts nothing.
Test(treatment, check_refuses_what_create_refuses)
{
    aci_device device = device_product("skinpen");
    aci_treatment_plan plan = plan_make(1.0, 1);
    cr_assert_eq(aci_treatment_check(&plan, &device), ACI_OK);
    plan.merge_radius = 6e-3; /* half the side is 5 mm */
    cr_assert_eq(aci_treatment_check(&plan, &device), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "5000 um"));
    assert_plan_refused(plan, "skinpen", "treatment.merge_radius");
}
