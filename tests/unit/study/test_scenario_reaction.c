/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/scenario.h"
#include "acicula/transport/reaction.h"

static const char text[] =
    "skin:\n"
    "  site: cheek\n"
    "  setting: in_vitro\n"
    "  layers:\n"
    "    - {name: viable_epidermis, metabolism: {rate_max: 6 ug/mL/min, half_saturation: 2 mg/L}}\n"
    "    - {name: dermis, binding: {kind: saturable, on_rate: 3.6 L/g/h, off_rate: 36 1/h,\n"
    "        capacity: 5 mg/mL}}\n"
    "    - {name: hypodermis, binding: {kind: linear, on_rate: 1e-3 1/s, off_rate: 0 1/s}}\n"
    "product: {compound: niacinamide, concentration: 50 mg/mL, dose: 50 um}\n"
    "simulation: {duration: 8 h}\n";

static aci_config *read(const char *from, aci_scenario *scenario)
{
    aci_config *config = NULL;
    cr_assert_eq(aci_config_parse("FILE", from, strlen(from), &config), ACI_OK);
    cr_assert_eq(aci_scenario_read(config, scenario), ACI_OK, "%s", aci_config_faults(config));
    return config;
}

static aci_reaction_layer of(const aci_scenario *scenario, const char *name)
{
    int layer = aci_skin_find(&scenario->skin, name);
    cr_assert_geq(layer, 0);
    return aci_reaction_layer_of(&scenario->skin.layers[layer]);
}

static void assert_layer(aci_reaction_layer a, aci_reaction_layer b)
{
    cr_assert_eq(a.binding, b.binding);
    cr_assert(a.on_rate == b.on_rate && a.off_rate == b.off_rate && a.capacity == b.capacity);
    cr_assert(a.rate_max == b.rate_max && a.half_saturation == b.half_saturation);
}

/// Metabolism is the tissue's own and stays in vitro, where the blood does not.
Test(scenario_reaction, reaches_the_layers_of_a_site_in_si)
{
    aci_scenario scenario;
    aci_config *config = read(text, &scenario);
    assert_layer(of(&scenario, "stratum_corneum"), (aci_reaction_layer){0});
    assert_layer(of(&scenario, "viable_epidermis"),
                 (aci_reaction_layer){.rate_max = 1e-4, .half_saturation = 2e-3});
    assert_layer(of(&scenario, "dermis"),
                 (aci_reaction_layer){ACI_BINDING_SATURABLE, 1e-3, 1e-2, 5.0, 0.0, 0.0});
    assert_layer(of(&scenario, "hypodermis"),
                 (aci_reaction_layer){ACI_BINDING_LINEAR, 1e-3, 0.0, 0.0, 0.0, 0.0});
    aci_scenario_destroy(&scenario);
    aci_config_destroy(&config);
}

Test(scenario_reaction, lists_its_numbers_with_their_origin)
{
    aci_scenario scenario;
    char *origins = NULL;
    aci_config *config = read(text, &scenario);
    cr_assert_eq(aci_scenario_origins(&scenario, &origins), ACI_OK);
    cr_assert(strstr(origins, "skin.layers.dermis.binding.on_rate") != NULL);
    cr_assert(strstr(origins, "skin.layers.viable_epidermis.metabolism.rate_max") != NULL);
    cr_assert(strstr(origins, "skin.layers.stratum_corneum.binding") == NULL);
    cr_assert(strstr(origins, "skin.layers.hypodermis.binding.capacity") == NULL);
    free(origins);
    aci_scenario_destroy(&scenario);
    aci_config_destroy(&config);
}

Test(scenario_reaction, resolved_text_gives_the_same_numbers)
{
    aci_scenario scenario, copy;
    char *resolved = NULL;
    aci_config *config = read(text, &scenario);
    cr_assert_eq(aci_scenario_text(&scenario, &resolved), ACI_OK);
    aci_config *again = read(resolved, &copy);
    for (int n = 0; n < scenario.skin.layer_count; n++) {
        assert_layer(of(&scenario, scenario.skin.layers[n].name),
                     of(&copy, scenario.skin.layers[n].name));
    }
    free(resolved);
    aci_scenario_destroy(&scenario);
    aci_scenario_destroy(&copy);
    aci_config_destroy(&config);
    aci_config_destroy(&again);
}
