/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section follicles: the library's numbers, own ones, and what follows from them. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/skin/follicles.h"
#include "study/follicles.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

TestSuite(scenario_follicles, .timeout = 10);

static const double pi = 3.14159265358979323846;

static const char forehead[] =
    "skin: {site: forehead}\n"
    "product: {compound: minoxidil, concentration: 20 kg/m3, dose: 10 uL/cm2}\n"
    "follicles: {model: lumped}\n"
    "simulation: {duration: 8 h}\n";

Test(scenario_follicles, the_model_alone_takes_the_library)
{
    trial t;
    trial_read(forehead, NULL, &t);
    const aci_follicles *f = &t.scenario.follicles;
    const aci_follicle_site *library = aci_follicles_find("forehead");
    const aci_layer *barrier = &t.scenario.skin.layers[0];
    cr_assert_eq(f->model, ACI_FOLLICLES_LUMPED);
    cr_assert_str_eq(f->site, "forehead");
    cr_assert_eq(f->density.value, library->density.value);
    cr_assert_eq(f->density.origin, ACI_ORIGIN_MEASURED);
    cr_assert_eq(f->diameter.value, library->diameter.value);
    cr_assert_eq(f->volume.value, library->volume.value);
    cr_assert_eq(f->fraction.origin, ACI_ORIGIN_MISSING);
    /* the lining of n cylinders of that volume has n pi d l = 4 V/d of area */
    double permeability = barrier->partition.value * barrier->diffusivity.value / 5e-6;
    double depth = f->volume.value / (f->density.value * pi * 0.25 * pow(f->diameter.value, 2.0));
    double area = f->density.value * pi * f->diameter.value * depth;
    assert_relative(f->wall_permeability.value, permeability, 1e-14);
    assert_relative(f->release.value, permeability * area / t.scenario.product.partition.value,
                    1e-13);
    assert_relative(f->release_from.value, aci_skin_layer_top(&t.scenario.skin, 2), 1e-14);
    assert_relative(f->release_to.value, depth, 1e-13);
    cr_assert(strstr(t.scenario.notes, "Lumped follicles") != NULL);
    trial_drop(&t);
}

Test(scenario_follicles, another_site_and_own_numbers_override)
{
    trial t;
    trial_read(forehead, SETTINGS("follicles.site=calf", "follicles.density=28 /cm2"), &t);
    const aci_follicles *f = &t.scenario.follicles;
    const aci_follicle_site *calf = aci_follicles_find("calf");
    cr_assert_eq(f->density.origin, ACI_ORIGIN_GIVEN);
    assert_relative(f->volume.value, calf->volume.value * 28e4 / calf->density.value, 1e-14);
    cr_assert_eq(f->diameter.value, calf->diameter.value);
    trial_drop(&t);
    trial_read(forehead, SETTINGS("follicles.volume=0.3 uL/cm2", "follicles.release=1e-5 cm/h"),
               &t);
    assert_relative(t.scenario.follicles.volume.value, 3e-6, 1e-14);
    assert_relative(t.scenario.follicles.release.value, 1e-7 / 3600.0, 1e-14);
    trial_drop(&t);
}

Test(scenario_follicles, resolved_cell_is_a_lined_cylinder_of_sebum)
{
    trial t;
    aci_scenario cell;
    trial_read(forehead, SETTINGS("follicles={model: resolved, wall_permeability: 1e-9 m/s}"), &t);
    const aci_follicles *f = &t.scenario.follicles;
    assert_relative(f->sebum_partition.value, aci_follicles_sebum_partition(1.24).value, 1e-14);
    cr_assert_eq(f->release.origin, ACI_ORIGIN_MISSING);
    cr_assert(aci_follicles_cell(&t.scenario, &cell) == ACI_OK);
    const aci_channels *c = &cell.channels;
    cr_assert(c->kind == ACI_CHANNELS_LATTICE && c->is_grown && cell.geometry == ACI_AXISYMMETRIC);
    assert_relative(c->pitch * c->pitch * f->density.value, 1.0, 1e-14);
    assert_relative(aci_channels_radius(&c->profile, 0.5 * f->depth.value), 0.5 * f->diameter.value,
                    1e-14);
    assert_relative(c->lining_resistance, 1e9, 1e-14);
    cr_assert(c->lining_depth == f->wall_depth.value && c->lining_depth < f->depth.value);
    cr_assert_eq(c->diffusivity, f->sebum_diffusivity.value);
    aci_channels_destroy(&cell.channels);
    trial_drop(&t);
}

/// An end that is meant to be a boundary of layers is that boundary, to the bit.
Test(scenario_follicles, end_at_a_boundary_is_the_boundary)
{
    trial t;
    aci_scenario cell;
    trial_read(forehead,
               SETTINGS("follicles={model: resolved, depth: 226.8 um, wall_depth: 100 um}"), &t);
    cr_assert(aci_follicles_cell(&t.scenario, &cell) == ACI_OK);
    cr_assert_eq(aci_channels_depth(&cell.channels.profile),
                 aci_skin_layer_top(&t.scenario.skin, 3));
    aci_channels_destroy(&cell.channels);
    trial_drop(&t);
}

/// The resolved config read again gives the same numbers, to the bit, for both models.
Test(scenario_follicles, text_gives_the_same_again)
{
    const char *const models[] = {"follicles={model: lumped, fraction: 2 %}",
                                  "follicles={model: resolved}",
                                  "follicles={model: resolved, wall_thickness: 0 um}",
                                  "follicles={model: lumped, density: 0 /cm2}"};
    for (int k = 0; k < 4; k++) {
        trial t, again;
        char *text = NULL;
        trial_read(forehead, SETTINGS(models[k]), &t);
        cr_assert(aci_scenario_text(&t.scenario, &text) == ACI_OK);
        trial_read(text, NULL, &again);
        aci_scenario_number a[ACI_SCENARIO_FOLLICLES_MAX], b[ACI_SCENARIO_FOLLICLES_MAX];
        int count = aci_scenario_follicles(&t.scenario, a);
        cr_assert_eq(aci_scenario_follicles(&again.scenario, b), count);
        for (int n = 0; n < count; n++) {
            cr_assert_eq(a[n].value->value, b[n].value->value, "%s: %.17g and %.17g", a[n].name,
                         a[n].value->value, b[n].value->value);
        }
        cr_assert_eq(again.scenario.follicles.model, t.scenario.follicles.model);
        free(text);
        trial_drop(&t);
        trial_drop(&again);
    }
}

/// sqrt(D t) while that is short, sqrt(D/k) in the end.
Test(scenario_follicles, reach_is_of_the_upper_dermis)
{
    trial t;
    trial_read(forehead, NULL, &t);
    aci_layer *dermis = &t.scenario.skin.layers[2];
    dermis->lateral_diffusivity.value = 1e-10;
    dermis->clearance.value = 1e-4;
    assert_relative(aci_follicles_reach(&t.scenario), 1e-3, 1e-14);
    t.scenario.duration = 100.0;
    assert_relative(aci_follicles_reach(&t.scenario), 1e-4, 1e-14);
    trial_drop(&t);
}
