/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/skin.h"

#include <criterion/criterion.h>
#include <math.h>

/// Thicknesses that are exact in binary, so that sums of them are too.
static aci_skin three_layers(void)
{
    return (aci_skin){
        .layer_count = 3,
        .layers = {{.name = "top", .thickness = {.value = 0.25}},
                   {.name = "middle", .thickness = {.value = 0.5}},
                   {.name = "bottom", .thickness = {.value = 1.0}}},
    };
}

Test(skin, depths_add_up)
{
    aci_skin skin = three_layers();
    cr_assert(aci_skin_layer_top(&skin, 0) == 0.0);
    cr_assert(aci_skin_layer_top(&skin, 1) == 0.25);
    cr_assert(aci_skin_layer_top(&skin, 2) == 0.75);
    cr_assert(aci_skin_thickness(&skin) == 1.75);
}

Test(skin, a_layer_owns_its_upper_side)
{
    aci_skin skin = three_layers();
    cr_assert(aci_skin_layer_at(&skin, 0.0) == 0);
    cr_assert(aci_skin_layer_at(&skin, nextafter(0.25, 0.0)) == 0);
    cr_assert(aci_skin_layer_at(&skin, 0.25) == 1);
    cr_assert(aci_skin_layer_at(&skin, 0.75) == 2);
}

Test(skin, below_the_skin_is_the_last_layer)
{
    aci_skin skin = three_layers();
    cr_assert(aci_skin_layer_at(&skin, 1.75) == 2);
    cr_assert(aci_skin_layer_at(&skin, 100.0) == 2);
}

Test(skin, finds_layers_by_whole_name)
{
    aci_skin skin = three_layers();
    cr_assert(aci_skin_find(&skin, "middle") == 1);
    cr_assert(aci_skin_find(&skin, "mid") == -1);
    cr_assert(aci_skin_find(&skin, "") == -1);
}

Test(skin, origins_have_words)
{
    cr_assert_str_eq(aci_skin_origin_name(ACI_ORIGIN_GIVEN), "given");
    cr_assert_str_eq(aci_skin_origin_name(ACI_ORIGIN_MEASURED), "measured");
    cr_assert_str_eq(aci_skin_origin_name(ACI_ORIGIN_CORRELATED), "correlated");
    cr_assert_str_eq(aci_skin_origin_name(ACI_ORIGIN_ASSUMED), "assumed");
    cr_assert_str_eq(aci_skin_origin_name(ACI_ORIGIN_MISSING), "missing");
}
