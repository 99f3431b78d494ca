/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/invasiveness.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>

#include "acicula/study/headline.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

/* A cone of 30 um and 5 um, 300 um deep, every 500 um: pi h/3 (a^2 + a b + b^2) / pitch^2. The hole
 * below the epidermis meets int L_V r dz vessels; r is straight, so the middle rule is exact. */
Test(invasiveness, of_prescribed_cones_is_their_volume_and_that_of_those_that_bleed)
{
    trial t;
    trial_read(trial_cone, NULL, &t);
    const aci_skin *skin = &t.scenario.skin;
    const aci_profile *profile = &t.scenario.channels.profile;
    double a = profile->radius[0], b = profile->radius[1], h = profile->depth[1];
    double pitch = t.scenario.channels.pitch;
    double volume = M_PI * h / 3.0 * (a * a + a * b + b * b) / (pitch * pitch), vessels = 0.0;
    for (int i = 0; i < skin->layer_count; i++) {
        double top = fmin(h, aci_skin_layer_top(skin, i));
        double bottom = fmin(h, top + skin->layers[i].thickness.value);
        double radius = a + (b - a) * 0.5 * (top + bottom) / h;
        vessels += skin->layers[i].tissue.vessel_density.value * radius * (bottom - top);
    }
    assert_relative(aci_invasiveness_wound_volume(&t.scenario, NULL), volume, 1e-13);
    assert_relative(aci_invasiveness_index(&t.scenario, NULL), volume * (2.0 - exp(-vessels)),
                    1e-12);
    trial_drop(&t);
}

Test(invasiveness, of_intact_skin_is_nothing)
{
    trial t;
    trial_read(trial_slab, NULL, &t);
    cr_assert_eq(aci_invasiveness_index(&t.scenario, NULL), 0.0);
    trial_drop(&t);
}

/* By hand from the strikes, and by name as studies ask for it; a deeper needle is more invasive. */
Test(invasiveness, of_needles_grows_with_depth)
{
    double before = 0.0;
    const char *const depths[] = {"device.protrusion=0.5 mm", "device.protrusion=1.5 mm"};
    for (int k = 0; k < 2; k++) {
        trial t;
        aci_puncture puncture;
        aci_headline headline;
        trial_read_file("configs/pen.yaml", SETTINGS(depths[k], "treatment.area=1 cm2"), &t);
        cr_assert_eq(aci_puncture_solve(&t.scenario, &puncture), ACI_OK);
        double volume = aci_invasiveness_wound_volume(&t.scenario, &puncture), sum = 0.0;
        double index = aci_invasiveness_index(&t.scenario, &puncture);
        for (int n = 0; n < puncture.treatment->strike_count; n++) {
            sum += puncture.treatment->channels[n].residual.volume;
        }
        assert_relative(volume, sum / 1e-4, 1e-12);
        cr_assert_geq(index, volume);
        cr_assert_leq(index, 2.0 * volume);
        cr_assert_gt(index, before);
        before = index;
        cr_assert_eq(aci_headline_find(&t.scenario, "invasiveness", NAN, &headline), ACI_OK);
        cr_assert(headline.outcome.is_mechanical);
        t.results.puncture = &puncture;
        cr_assert_eq(aci_headline_value(&headline, &t.scenario, &t.results, NULL), index);
        t.results.puncture = NULL;
        aci_puncture_destroy(&puncture);
        trial_drop(&t);
    }
}
