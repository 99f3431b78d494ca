/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channels.closure of a config, and the text it is written as. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/scenario.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

static const double hour = 3600.0;

static const char prescribed[] =
    "skin: {site: cheek}\n"
    "channels: {mouth_radius: 30 um, bottom_radius: 5 um, depth: 300 um, pitch: 500 um}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: infinite}\n"
    "simulation: {duration: 8 h}\n";

static const char needled[] =
    "skin: {site: cheek}\n"
    "device: {preset: dermaroller_mf8}\n"
    "channels: {closure: {law: two_phase}}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: 10 uL/cm2}\n"
    "simulation: {duration: 8 h}\n";

#define COVERS "schedule.occluded=[0 h, 30 min, 1 h, 90 min]"
#define CLOSURE(keys) "channels.closure={law: two_phase, " keys "}"

static void same_value(const aci_value *a, const aci_value *b)
{
    cr_assert_eq(a->origin != ACI_ORIGIN_MISSING, b->origin != ACI_ORIGIN_MISSING);
    cr_assert(a->value == b->value, "%.17g %.17g", a->value, b->value);
}

static void same_closing(const aci_scenario *a, const aci_scenario *b)
{
    const aci_closure *left = &a->channels.closure, *right = &b->channels.closure;
    const aci_closure_numbers *m = &a->closing.numbers, *n = &b->closing.numbers;
    cr_assert_eq(left->law, right->law);
    cr_assert(left->time_constant == right->time_constant);
    cr_assert(left->fast_fraction == right->fast_fraction);
    cr_assert(left->fast_time_constant == right->fast_time_constant);
    cr_assert(left->slow_time_constant == right->slow_time_constant);
    same_value(&m->fast_fraction, &n->fast_fraction);
    same_value(&m->fast_time_constant, &n->fast_time_constant);
    same_value(&m->slow_time_constant, &n->slow_time_constant);
    cr_assert_eq(a->closing.follows_covers, b->closing.follows_covers);
    cr_assert_eq(left->cover_count, right->cover_count);
    cr_assert(left->occluded_fast_time_constant == right->occluded_fast_time_constant);
    cr_assert(left->occluded_slow_time_constant == right->occluded_slow_time_constant);
    cr_assert_eq(a->closing.state, b->closing.state);
    cr_assert_eq(a->closing.detection, b->closing.detection);
    cr_assert(a->closing.needle_length == b->closing.needle_length);
    for (int k = 0; k < ACI_CLOSURE_METHODS; k++) {
        same_value(&a->closing.threshold[k], &b->closing.threshold[k]);
    }
}

static void goes_round(const trial *t)
{
    char *text = NULL;
    trial copy = {0};
    cr_assert_eq(aci_scenario_text(&t->scenario, &text), ACI_OK);
    cr_assert_eq(aci_config_parse("resolved", text, strlen(text), &copy.config), ACI_OK);
    aci_status status = aci_scenario_read(copy.config, &copy.scenario);
    cr_assert_eq(status, ACI_OK, "%s\n%s", aci_config_faults(copy.config), text);
    same_closing(&t->scenario, &copy.scenario);
    free(text);
    trial_drop(&copy);
}

Test(scenario_closure, resolved_text_gives_the_same_closing)
{
    static const char *const settings[] = {
        CLOSURE("state: dry"),
        CLOSURE("state: occluded, detection: dye"),
        CLOSURE("fast_fraction: 0.37, slow_time_constant: never, detection_threshold: 0.123"),
        CLOSURE("of: area, fast_fraction: 1, fast_time_constant: 5.7 h"),
        CLOSURE("fast_fraction: 0, slow_time_constant: 33.3 h"),
        CLOSURE("detection: water_loss, detection_threshold: 0.05"),
        "channels.closure={time_constant: 5.7 h, detection: impedance}",
        "channels.closure={of: area, time_constant: 5.7 h, detection_threshold: 0.9}",
        "channels.closure=none",
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        trial t;
        trial_read(prescribed, SETTINGS(settings[i]), &t);
        goes_round(&t);
        trial_drop(&t);
        trial_read(prescribed, SETTINGS(settings[i], "skin.setting=in_vitro"), &t);
        goes_round(&t);
        trial_drop(&t);
        trial_read(prescribed, SETTINGS(settings[i], COVERS), &t);
        goes_round(&t);
        trial_drop(&t);
        trial_read(needled, SETTINGS(settings[i]), &t);
        goes_round(&t);
        trial_drop(&t);
    }
}

/// What is left out is the library's; channels that are prescribed have no needle to scale by.
Test(scenario_closure, prescribed_channels_are_not_scaled)
{
    trial t;
    trial_read(prescribed, SETTINGS(CLOSURE("slow_time_constant: 30 h")), &t);
    const aci_closure *closure = &t.scenario.channels.closure;
    cr_assert_eq(closure->law, ACI_CLOSURE_TWO_PHASE);
    cr_assert(closure->fast_fraction == 0.8 && closure->fast_time_constant == 0.8 * hour);
    cr_assert(closure->slow_time_constant == 30.0 * hour);
    cr_assert(t.scenario.closing.needle_length == 0.0);
    cr_assert_eq(t.scenario.closing.detection, -1);
    trial_drop(&t);
}

/// By the needle that stands out: all of a roller's, of a pen's what the dial sets.
Test(scenario_closure, needles_scale_what_is_not_given)
{
    trial roller, pen, given;
    trial_read(needled, NULL, &roller);
    trial_read(needled,
               SETTINGS("device={preset: generic_pen, protrusion: 0.7 mm}", "insertion={}"), &pen);
    trial_read(needled, SETTINGS(CLOSURE("slow_time_constant: 30 h")), &given);
    cr_assert(roller.scenario.closing.needle_length == 1.5e-3);
    cr_assert(pen.scenario.closing.needle_length == 0.7e-3);
    assert_relative(roller.scenario.channels.closure.fast_time_constant,
                    0.8 * hour * pow(3.0, 0.55), 1e-14);
    assert_relative(pen.scenario.channels.closure.slow_time_constant, 20.0 * hour * pow(1.4, 0.55),
                    1e-14);
    cr_assert(given.scenario.channels.closure.slow_time_constant == 30.0 * hour);
    trial_drop(&roller);
    trial_drop(&pen);
    trial_drop(&given);
}

/// Both sets of the library, scaled alike; the parts stay those of the air.
Test(scenario_closure, covers_take_both_sets)
{
    trial t;
    trial_read(needled, SETTINGS(COVERS), &t);
    const aci_closure *closure = &t.scenario.channels.closure;
    double growth = pow(3.0, 0.55);
    cr_assert(t.scenario.closing.follows_covers && closure->cover_count == 2);
    cr_assert(closure->covers[1].from == hour && closure->covers[1].to == 1.5 * hour);
    cr_assert(closure->fast_fraction == 0.8);
    assert_relative(closure->fast_time_constant, 0.8 * hour * growth, 1e-14);
    assert_relative(closure->occluded_fast_time_constant, 15.0 * hour * growth, 1e-14);
    assert_relative(closure->occluded_slow_time_constant, 15.0 * hour * growth, 1e-14);
    cr_assert_str_eq(aci_scenario_closing_state(&t.scenario.closing), "as scheduled");
    trial_drop(&t);
}

/// A state holds throughout, and so does a number given alone, unless its sister is given too.
Test(scenario_closure, what_is_given_stays_under_covers)
{
    trial state, alone, both, exponential;
    trial_read(prescribed, SETTINGS(COVERS, CLOSURE("state: dry")), &state);
    trial_read(prescribed, SETTINGS(COVERS, CLOSURE("fast_time_constant: 2 h")), &alone);
    trial_read(prescribed,
               SETTINGS(COVERS, CLOSURE("fast_time_constant: 2 h, occluded_fast_time_constant: "
                                        "7 h, occluded_slow_time_constant: never")),
               &both);
    trial_read(prescribed, SETTINGS(COVERS, "channels.closure={time_constant: 5 h}"), &exponential);
    cr_assert_not(state.scenario.closing.follows_covers);
    cr_assert(state.scenario.channels.closure.cover_count == 0);
    const aci_closure *closure = &alone.scenario.channels.closure;
    cr_assert(closure->occluded_fast_time_constant == 2.0 * hour);
    cr_assert(closure->occluded_slow_time_constant == 15.0 * hour);
    closure = &both.scenario.channels.closure;
    cr_assert(closure->fast_time_constant == 2.0 * hour);
    cr_assert(closure->occluded_fast_time_constant == 7.0 * hour);
    cr_assert(isinf(closure->occluded_slow_time_constant));
    cr_assert(exponential.scenario.channels.closure.cover_count == 0);
    trial_drop(&state);
    trial_drop(&alone);
    trial_drop(&both);
    trial_drop(&exponential);
}

/// Each session opens at its time; until then, and at a report of that very moment, the one before
/// counts.
Test(scenario_closure, sessions_open_again)
{
    trial t;
    trial_read(prescribed, SETTINGS("schedule.needling=[0 h, 2 h, 5 h]"), &t);
    cr_assert(aci_scenario_opened(&t.scenario, hour) == 0.0);
    cr_assert(aci_scenario_opened(&t.scenario, 2.0 * hour) == 0.0);
    cr_assert(aci_scenario_opened(&t.scenario, 2.1 * hour) == 2.0 * hour);
    cr_assert(aci_scenario_opened(&t.scenario, INFINITY) == 5.0 * hour);
    trial_drop(&t);
}

Test(scenario_closure, excised_skin_does_not_heal)
{
    trial t;
    trial_read(prescribed, SETTINGS(CLOSURE("state: occluded"), "skin.setting=in_vitro"), &t);
    cr_assert(isinf(t.scenario.channels.closure.slow_time_constant));
    cr_assert_eq(t.scenario.closing.numbers.slow_time_constant.origin, ACI_ORIGIN_SETTING);
    trial_drop(&t);
}

/// A threshold belongs to the method named; without a name it is one more method.
Test(scenario_closure, thresholds_keep_their_method)
{
    trial named, own;
    trial_read(prescribed, SETTINGS(CLOSURE("detection: dye, detection_threshold: 0.01")), &named);
    trial_read(prescribed, SETTINGS(CLOSURE("detection_threshold: 0.01")), &own);
    const aci_value *a = named.scenario.closing.threshold, *b = own.scenario.closing.threshold;
    cr_assert_eq(named.scenario.closing.detection, ACI_CLOSURE_DYE);
    cr_assert(a[ACI_CLOSURE_DYE].value == 0.01 && a[ACI_CLOSURE_DYE].origin == ACI_ORIGIN_GIVEN);
    cr_assert_eq(a[ACI_CLOSURE_OWN].origin, ACI_ORIGIN_MISSING);
    cr_assert_eq(own.scenario.closing.detection, ACI_CLOSURE_OWN);
    cr_assert(b[ACI_CLOSURE_OWN].value == 0.01);
    cr_assert(b[ACI_CLOSURE_DYE].value == aci_closure_threshold(ACI_CLOSURE_DYE).value);
    trial_drop(&named);
    trial_drop(&own);
}

/// Needles alone, without product and simulation, close all the same.
Test(scenario_closure, needles_alone_know_how_they_close)
{
    static const char text[] = "skin: {site: hairless_rat}\n"
                               "device: {preset: dermaroller_770}\n"
                               "channels: {closure: {law: two_phase}}\n";
    trial t = {0};
    cr_assert_eq(aci_config_parse("needles", text, sizeof text - 1, &t.config), ACI_OK);
    cr_assert_eq(aci_scenario_read_needles(t.config, &t.scenario), ACI_OK, "%s",
                 aci_config_faults(t.config));
    assert_relative(t.scenario.channels.closure.fast_time_constant, 4.0 * hour * pow(1.54, 0.55),
                    1e-14);
    trial_drop(&t);
}
