/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/values.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(values, .timeout = 10);

static const aci_value measured = {1.0, ACI_ORIGIN_MEASURED, 'H', "a paper"};
static const aci_value assumed = {1.0, ACI_ORIGIN_ASSUMED, 'L', "a guess"};

/// One layer of which diffusivity alone is measured; no channels; an infinite dose.
static aci_scenario intact(void)
{
    aci_scenario scenario = {.skin = {.layer_count = 1}, .product = {.infinite = true}};
    aci_layer *layer = &scenario.skin.layers[0];
    strcpy(layer->name, "dermis");
    layer->thickness = layer->lateral_diffusivity = layer->partition = layer->clearance = assumed;
    layer->diffusivity = measured;
    scenario.product.partition = assumed;
    scenario.product.diffusivity = assumed;
    scenario.channel_diffusivity = scenario.channel_partition = measured;
    return scenario;
}

Test(values, are_those_the_run_uses)
{
    aci_values_entry list[ACI_VALUES_MAX];
    aci_scenario scenario = intact();
    cr_assert_eq(aci_values_list(&scenario, list), 5 + 1);
    scenario.product.infinite = false;
    scenario.channels.kind = ACI_CHANNELS_LATTICE;
    cr_assert_eq(aci_values_list(&scenario, list), 5 + 2 + 2);
    scenario.skin.layers[0].clearance.origin = ACI_ORIGIN_MISSING;
    cr_assert_eq(aci_values_list(&scenario, list), 4 + 2 + 2);
}

Test(values, are_grouped_by_origin)
{
    char *text = NULL;
    size_t size = 0;
    aci_scenario scenario = intact();
    FILE *out = open_memstream(&text, &size);
    aci_values_print(out, &scenario, "# ");
    fclose(out);
    cr_assert_str_eq(text, "#      given   0\n"
                           "#   measured   1 dermis: diffusivity\n"
                           "# correlated   0\n"
                           "#    assumed   5 dermis: thickness, lateral_diffusivity, partition, "
                           "clearance; product: partition\n");
    free(text);
}

Test(values, that_a_setting_overrides_are_told)
{
    char *text = NULL;
    size_t size = 0;
    aci_scenario scenario = intact();
    scenario.skin.layers[0].clearance = (aci_value){0.0, ACI_ORIGIN_SETTING, 0, "setting in_vitro"};
    scenario.drops_clearance = true;
    FILE *out = open_memstream(&text, &size);
    aci_values_print(out, &scenario, "");
    fclose(out);
    cr_assert_not_null(strstr(text, "     given   0\n   setting   1 dermis: clearance\n"), "%s",
                       text);
    cr_assert_not_null(strstr(text, "Note: skin.setting is in_vitro"));
    free(text);
}
