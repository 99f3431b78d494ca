/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section systemic: an own model, the library's, and both mixed. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/skin/compounds.h"
#include "support/scenarios.h"

TestSuite(scenario_systemic, .timeout = 10);

static const double hour = 3600.0;

static const char lidocaine[] =
    "skin: {site: cheek}\n"
    "product: {compound: lidocaine, concentration: 50 kg/m3, dose: 2 mg/cm2}\n"
    "systemic: {treated_area: 300 cm2}\n"
    "simulation: {duration: 8 h}\n";

static void near(double value, double wanted)
{
    cr_assert_float_eq(value, wanted, 1e-13 * fabs(wanted), "%.17g, not %.17g", value, wanted);
}

Test(scenario_systemic, the_library_gives_what_is_left_out)
{
    trial t;
    trial_read(lidocaine, NULL, &t);
    const aci_systemic_model *m = &t.scenario.systemic;
    cr_assert(m->exists);
    near(m->treated_area.value, 0.03);
    near(m->body_mass.value, 70.0);
    cr_assert_eq(m->body_mass.origin, ACI_ORIGIN_ASSUMED);
    near(m->volume_of_distribution.value, 35e-3);
    near(m->elimination_rate.value, 1.8 / hour);
    near(m->k12.value, 2.08 / hour);
    near(m->k21.value, 1.04 / hour);
    near(m->stated_level.value, 6e-3);
    cr_assert_eq(m->elimination_rate.origin, ACI_ORIGIN_MEASURED);
    /* 100 min, to which the exchange was chosen in three digits */
    cr_assert_float_eq(aci_systemic_half_life(m), 6000.0, 0.002 * 6000.0);
    trial_drop(&t);
}

Test(scenario_systemic, body_mass_scales_what_is_per_mass)
{
    trial t;
    trial_read(lidocaine, SETTINGS("systemic.body_mass=35 kg"), &t);
    near(t.scenario.systemic.volume_of_distribution.value, 17.5e-3);
    near(t.scenario.systemic.elimination_rate.value, 1.8 / hour);
    cr_assert_eq(t.scenario.systemic.body_mass.origin, ACI_ORIGIN_GIVEN);
    trial_drop(&t);
}

Test(scenario_systemic, one_number_of_ones_own_leaves_the_others)
{
    trial t;
    trial_read(lidocaine, SETTINGS("systemic.clearance=20 L/h"), &t);
    near(t.scenario.systemic.elimination_rate.value, 20e-3 / hour / 35e-3);
    near(t.scenario.systemic.k12.value, 2.08 / hour);
    trial_drop(&t);
    trial_read(lidocaine, SETTINGS("systemic.half_life=3 h"), &t);
    cr_assert_float_eq(aci_systemic_half_life(&t.scenario.systemic), 3 * hour, 1e-9 * hour);
    near(t.scenario.systemic.k21.value, 1.04 / hour);
    trial_drop(&t);
    trial_read(lidocaine, SETTINGS("systemic.k12=0 1/h"), &t);
    cr_assert_eq(t.scenario.systemic.k12.origin, ACI_ORIGIN_MISSING);
    near(t.scenario.systemic.elimination_rate.value, 1.8 / hour);
    trial_drop(&t);
}

Test(scenario_systemic, a_whole_model_of_ones_own_asks_the_library_for_the_level_alone)
{
    trial t;
    trial_read(lidocaine,
               SETTINGS("systemic.volume_of_distribution=1.3 L/kg", "systemic.half_life=1.6 h"),
               &t);
    const aci_systemic_model *m = &t.scenario.systemic;
    near(m->volume_of_distribution.value, 91e-3);
    near(m->elimination_rate.value, log(2.0) / (1.6 * hour));
    cr_assert_eq(m->k12.origin, ACI_ORIGIN_MISSING);
    near(m->stated_level.value, 6e-3);
    trial_drop(&t);
    trial_read(
        lidocaine,
        SETTINGS("systemic={treated_area: 1 cm2, volume_of_distribution: 42 L, "
                 "elimination_rate: 0.5 1/h, k12: 2 1/h, k21: 1 1/h, stated_level: 10 mg/L}"),
        &t);
    near(t.scenario.systemic.volume_of_distribution.value, 42e-3);
    near(t.scenario.systemic.k12.value, 2.0 / hour);
    near(t.scenario.systemic.stated_level.value, 10e-3);
    cr_assert_eq(t.scenario.systemic.body_mass.origin, ACI_ORIGIN_MISSING, "nothing uses it");
    trial_drop(&t);
}

Test(scenario_systemic, of_two_ways_that_of_set_wins)
{
    trial t;
    trial_read(lidocaine, SETTINGS("systemic.half_life=3 h"), &t);
    double rate = t.scenario.systemic.elimination_rate.value;
    trial_drop(&t);
    char text[sizeof lidocaine + 64];
    snprintf(text, sizeof text, "%s", lidocaine);
    strcpy(strstr(text, "systemic"),
           "systemic: {treated_area: 300 cm2, clearance: 1 L/h}\nsimulation: {duration: 8 h}\n");
    trial_read(text, SETTINGS("systemic.half_life=3 h"), &t);
    near(t.scenario.systemic.elimination_rate.value, rate);
    trial_drop(&t);
}

Test(scenario_systemic, resolved_text_gives_the_same_numbers)
{
    static const char *const settings[][3] = {
        {NULL},
        {"systemic.half_life=3.3 h", "systemic.body_mass=61.7 kg", NULL},
        {"systemic.k12=0 1/h", NULL},
        {"product.compound=minoxidil", NULL},
        {"systemic={treated_area: 1 cm2, volume_of_distribution: 42 L, half_life: 5 h}", NULL},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        trial first, second;
        char *text = NULL, *again = NULL;
        trial_read(lidocaine, settings[i], &first);
        cr_assert_eq(aci_scenario_text(&first.scenario, &text), ACI_OK);
        trial_read(text, NULL, &second);
        cr_assert_eq(aci_scenario_text(&second.scenario, &again), ACI_OK);
        aci_scenario_number one[ACI_SCENARIO_SYSTEMIC_MAX], two[ACI_SCENARIO_SYSTEMIC_MAX];
        int count = aci_scenario_systemic(&first.scenario, one);
        cr_assert_eq(aci_scenario_systemic(&second.scenario, two), count, "%s", text);
        for (int k = 0; k < count; k++) {
            cr_assert_eq(one[k].value->value, two[k].value->value, "%s", one[k].name);
        }
        free(text);
        free(again);
        trial_drop(&first);
        trial_drop(&second);
    }
}

/* Each number of the library says what is known of it, and each body can be solved. */
Test(scenario_systemic, library_is_complete_and_within_what_was_published)
{
    static const struct {
        const char *name;
        double least, most; /* of the terminal half-life, h: the published ranges */
    } known[] = {{"caffeine", 1.5, 9.5},
                 {"tranexamic_acid", 1.9, 2.1},
                 {"minoxidil", 1.38, 4.2},
                 {"lidocaine", 50.0 / 60, 231.0 / 60},
                 {"hydrocortisone", 1.1, 6.1}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        trial t;
        char setting[96];
        const aci_compound_kinetics *k = aci_compounds_kinetics(known[i].name);
        const aci_value *values[] = {&k->volume,   &k->clearance,         &k->half_life,
                                     &k->exchange, &k->peripheral_volume, &k->stated_level};
        for (int n = 0; n < 6; n++) {
            cr_assert(values[n]->origin == ACI_ORIGIN_MISSING ||
                      (values[n]->value > 0.0 && values[n]->confidence != 0 &&
                       values[n]->source != NULL));
        }
        cr_assert_neq(k->clearance.origin == ACI_ORIGIN_MISSING,
                      k->half_life.origin == ACI_ORIGIN_MISSING);
        snprintf(setting, sizeof setting, "product.compound=%s", known[i].name);
        trial_read(lidocaine, SETTINGS(setting), &t);
        double hours = aci_systemic_half_life(&t.scenario.systemic) / hour;
        cr_assert(hours >= known[i].least && hours <= known[i].most * (1.0 + 1e-12), "%s: %g h",
                  known[i].name, hours);
        trial_drop(&t);
    }
    cr_assert_eq(aci_compounds_kinetics("glycerol")->volume.origin, ACI_ORIGIN_MISSING);
}
