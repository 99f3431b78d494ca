/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the needles of a scenario to channels, classes and patches. */
#include "acicula/study/puncture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/scenarios.h"
#include "support/tolerances.h"

TestSuite(puncture, .timeout = 60);

static const char roller[] =
    "skin: {site: cheek}\n"
    "device: {preset: dermaroller_mf8}\n"
    "insertion: {force_total: 5 N}\n"
    "treatment: {passes: 2, directions: [0 deg, 90 deg]}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: 10 uL/cm2}\n"
    "simulation: {duration: 8 h}\n";

static void solve(const char *const *settings, trial *t, aci_puncture *out)
{
    trial_read(roller, settings, t);
    cr_assert_eq(aci_puncture_solve(&t->scenario, out), ACI_OK, "%s", aci_status_message());
}

/* The model is made again from the scenario, and each strike solved by itself. */
Test(puncture, a_strike_alone_is_that_of_the_list)
{
    trial t;
    aci_puncture p;
    aci_insertion_model *model = NULL;
    solve(NULL, &t, &p);
    aci_needle needle = aci_scenario_needle(&t.scenario);
    cr_assert_eq(aci_insertion_create(&t.scenario.skin, &needle, &p.setting, &model), ACI_OK);
    aci_treatment_reduced reduced = {&t.scenario.skin, &needle, model};
    aci_treatment_method method = aci_treatment_reduced_method(&reduced);
    for (int n = p.treatment->strike_count - 1; n >= 0; n -= 17) {
        aci_strike strike = aci_treatment_strike(p.treatment, n);
        aci_channel channel;
        memset(&channel, 0, sizeof channel);
        cr_assert_eq(memcmp(&strike, &p.treatment->strikes[n], sizeof strike), 0, "%d", n);
        cr_assert_eq(aci_treatment_solve(p.treatment, &method, n, &channel), ACI_OK);
        const aci_channel *listed = &p.treatment->channels[n];
        cr_assert(channel.depth == listed->depth && channel.dimple == listed->dimple);
        cr_assert(channel.force == listed->force && channel.layer == listed->layer);
        cr_assert_eq(memcmp(&channel.residual, &listed->residual, sizeof channel.residual), 0);
    }
    aci_insertion_destroy(&model);
    aci_puncture_destroy(&p);
    trial_drop(&t);
}

/* The curve of the mean needle: it begins untouched, ends where the needle ended, and at every
 * point the base has gone by dimple and depth together. */
Test(puncture, curve_ends_where_the_needle_did)
{
    trial t;
    aci_puncture p;
    solve(NULL, &t, &p);
    const aci_insertion_row *end = &p.rows[ACI_PUNCTURE_ROWS - 1];
    cr_assert(p.rows[0].displacement == 0.0 && p.rows[0].force == 0.0);
    assert_relative(end->displacement, p.mean.displacement, 1e-12);
    assert_relative(end->depth, p.mean.depth, 1e-6); /* the equilibrium is solved to 1e-7 */
    assert_relative(end->force, p.mean.force, 1e-6);
    for (int k = 1; k < ACI_PUNCTURE_ROWS; k++) {
        const aci_insertion_row *row = &p.rows[k];
        cr_assert(row->displacement > p.rows[k - 1].displacement);
        cr_assert(row->depth >= p.rows[k - 1].depth);
        cr_assert_float_eq(row->dimple + row->depth, row->displacement, 1e-9);
    }
    aci_puncture_destroy(&p);
    trial_drop(&t);
}

/* Their weights, the failures last, make up all strikes; each lattice has one channel a strike. */
Test(puncture, classes_share_the_area)
{
    trial t;
    aci_puncture p;
    double sum = 0.0;
    solve(SETTINGS("treatment.classes=7"), &t, &p);
    cr_assert_eq(p.class_count, 7);
    for (int k = 0; k <= p.class_count; k++) {
        aci_scenario class;
        sum += p.classes[k].weight;
        cr_assert_eq(aci_puncture_class_scenario(&p, &t.scenario, k, &class), ACI_OK);
        bool is_open = aci_puncture_is_open(&p, k);
        cr_assert_eq(is_open, k < p.class_count);
        cr_assert_eq(class.channels.kind, is_open ? ACI_CHANNELS_LATTICE : ACI_CHANNELS_NONE);
        assert_relative(class.channels.pitch * class.channels.pitch,
                        t.scenario.needling.plan.area / p.statistics.strikes, 1e-12);
        aci_channels_destroy(&class.channels);
    }
    cr_assert(sum == 1.0);
    aci_puncture_destroy(&p);
    trial_drop(&t);
}

/* Passes without end put more strikes on the skin than it has room for. */
Test(puncture, overlapping_channels_are_refused_with_the_way_out)
{
    trial t;
    aci_puncture p;
    aci_scenario class;
    solve(SETTINGS("treatment.passes=400", "treatment.spread=none", "insertion.force_total=60 N"),
          &t, &p);
    cr_assert_eq(aci_puncture_class_scenario(&p, &t.scenario, 0, &class), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "fewer passes"));
    cr_assert_not_null(strstr(aci_status_message(), "simulation.patch"));
    aci_puncture_destroy(&p);
    trial_drop(&t);
}

static double deepest(const aci_tract *tract)
{
    return tract->length * cos(tract->tilt) + tract->bottom_radius * sin(tract->tilt);
}

/* A needle longer than the skin is thick goes through, which is a result; its channel ends with the
 * skin, on the lattice and in the patch. */
Test(puncture, needles_longer_than_the_skin_go_through)
{
    static const char thin[] =
        "skin={layers: [{name: dermis, thickness: 300 um, diffusivity: 1e-10 m2/s, partition: "
        "1}]}";
    trial t;
    aci_puncture p;
    aci_scenario class;
    solve(SETTINGS(thin, "insertion.force_total=60 N", "insertion.support=free",
                   "simulation.geometry=box", "simulation.patch=3 mm", "treatment.spread=none"),
          &t, &p);
    cr_assert_eq(p.through, p.statistics.strikes);
    cr_assert_gt(p.mean.depth, 300e-6);
    cr_assert_eq(aci_puncture_class_scenario(&p, &t.scenario, 2, &class), ACI_OK);
    assert_relative(aci_channels_depth(&class.channels.profile), 300e-6, 1e-12);
    aci_channels_destroy(&class.channels);
    cr_assert(p.patch.exists && p.patch.count > 0);
    for (int n = 0; n < p.patch.count; n++) {
        assert_relative(deepest(&p.patch.tracts[n]), 300e-6, 1e-12);
    }
    aci_puncture_destroy(&p);
    trial_drop(&t);
}

/* The patch: the tracts of the strikes in the middle square, apart from each other, their mouths
 * within it; the one of strike n lies where the treatment says, unless it was moved in. */
Test(puncture, patch_holds_the_tracts_of_its_window)
{
    trial t;
    aci_puncture p;
    solve(SETTINGS("simulation.geometry=box", "simulation.patch=5 mm", "treatment.passes=20"), &t,
          &p);
    const aci_puncture_patch *patch = &p.patch;
    double side = t.scenario.patch, corner = 0.5 * (p.treatment->side - side);
    int away = 0;
    cr_assert_eq(patch->count, patch->window.found - patch->window.dropped);
    for (int n = 0; n < patch->count; n++) {
        const aci_tract *tract = &patch->tracts[n];
        aci_tract whole = aci_treatment_tract(p.treatment, patch->strikes[n]);
        double radius = tract->mouth_radius;
        cr_assert(tract->x >= radius && tract->x <= side - radius);
        cr_assert(tract->y >= radius && tract->y <= side - radius);
        cr_assert(whole.mouth_radius == radius && whole.tilt == tract->tilt);
        away += hypot(whole.x - corner - tract->x, whole.y - corner - tract->y) > 1e-12;
    }
    cr_assert_eq(away, patch->window.moved);
    double expected = p.statistics.channel_density * side * side; /* Poisson has the most scatter */
    cr_assert_leq(fabs(patch->window.found - expected), 3.0 * sqrt(expected));
    aci_puncture_destroy(&p);
    trial_drop(&t);
}
