/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/mechanics.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/skin/sites.h"

static aci_skin site(const char *name)
{
    aci_skin skin;
    memset(&skin, 0, sizeof skin);
    aci_sites_fill(aci_sites_find(name), &skin);
    return skin;
}

static void assert_documented(const aci_value *value, double least)
{
    cr_assert(value->origin != ACI_ORIGIN_MISSING && value->value >= least);
    cr_assert(value->source != NULL && strlen(value->source) > 8);
    cr_assert(value->confidence != '\0' && strchr("HML", value->confidence) != NULL);
}

Test(mechanics, every_site_is_complete_and_documented)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        aci_skin skin = site(aci_sites_at(i)->name);
        aci_mechanics_fill(&skin);
        for (int k = 0; k < skin.layer_count; k++) {
            const aci_tissue *tissue = &skin.layers[k].tissue;
            assert_documented(&tissue->shear_modulus, 1.0);
            assert_documented(&tissue->ogden_exponent, 2.0);
            assert_documented(&tissue->toughness, 1.0);
            assert_documented(&tissue->density, 500.0);
            assert_documented(&tissue->vessel_density, 0.0);
        }
        const aci_skin_mechanics *whole = &skin.mechanics;
        const aci_value *const values[] = {&whole->toughness_factor, &whole->pre_tension,
                                           &whole->dimple_factor,    &whole->span,
                                           &whole->rate_reference,   &whole->rate_exponent,
                                           &whole->recoil,           &whole->thickness_spread,
                                           &whole->modulus_spread,   &whole->toughness_spread};
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            assert_documented(values[k], 0.0);
        }
        cr_assert(whole->toughness_factor.value >= 0.5 && whole->toughness_factor.value <= 9.0);
    }
}

Test(mechanics, given_numbers_stay)
{
    aci_skin skin = site("cheek");
    skin.layers[1].tissue.toughness = (aci_value){77.0, ACI_ORIGIN_GIVEN, 0, "config"};
    skin.mechanics.recoil = (aci_value){0.9, ACI_ORIGIN_GIVEN, 0, "config"};
    aci_mechanics_fill(&skin);
    cr_assert(skin.layers[1].tissue.toughness.value == 77.0 && skin.mechanics.recoil.value == 0.9);
    cr_assert(skin.layers[1].tissue.toughness.origin == ACI_ORIGIN_GIVEN);
    aci_skin again = skin;
    aci_mechanics_fill(&again);
    cr_assert(again.mechanics.pre_tension.value == skin.mechanics.pre_tension.value);
}

Test(mechanics, unknown_layers_are_dermis_and_say_so)
{
    aci_skin skin;
    memset(&skin, 0, sizeof skin);
    skin.layer_count = 2;
    strcpy(skin.layers[0].name, "dermis");
    strcpy(skin.layers[1].name, "cartilage");
    aci_mechanics_fill(&skin);
    const aci_tissue *own = &skin.layers[0].tissue;
    const aci_tissue *taken = &skin.layers[1].tissue;
    cr_assert(own->shear_modulus.value == taken->shear_modulus.value);
    cr_assert(own->shear_modulus.origin == ACI_ORIGIN_MEASURED);
    cr_assert(taken->shear_modulus.origin == ACI_ORIGIN_ASSUMED);
    cr_assert(taken->shear_modulus.confidence == 'L');
}

Test(mechanics, sites_differ_where_they_are_known_to)
{
    aci_skin human = site("forearm");
    aci_skin pig = site("pig_ear");
    aci_mechanics_fill(&human);
    aci_mechanics_fill(&pig);
    int dermis = aci_skin_find(&pig, "reticular_dermis");
    cr_assert(pig.layers[dermis].tissue.ogden_exponent.value == 12.0);
    cr_assert(pig.mechanics.pre_tension.value == 0.0 && human.mechanics.pre_tension.value > 0.0);
}

Test(mechanics, rate_stiffens)
{
    aci_skin skin = site("cheek");
    aci_mechanics_fill(&skin);
    cr_assert(aci_mechanics_rate_factor(&skin, 0.0) == 1.0);
    double slow = skin.layers[0].tissue.shear_modulus.value;
    cr_assert(aci_mechanics_modulus(&skin, 0, 0.0) == slow);
    double reference = skin.mechanics.rate_reference.value;
    cr_assert(fabs(aci_mechanics_modulus(&skin, 0, reference) / slow - 2.0) < 1e-14);
    /* 1.9 times at 100/s and 19 times at 4000/s */
    cr_assert(fabs(aci_mechanics_rate_factor(&skin, 100.0) / 1.9 - 1.0) < 0.05);
    cr_assert(fabs(aci_mechanics_rate_factor(&skin, 4000.0) / 18.75 - 1.0) < 0.05);
}

Test(mechanics, factor_multiplies_every_toughness)
{
    aci_skin skin = site("cheek");
    aci_mechanics_fill(&skin);
    for (int i = 0; i < skin.layer_count; i++) {
        cr_assert(aci_mechanics_toughness(&skin, i) ==
                  skin.layers[i].tissue.toughness.value * skin.mechanics.toughness_factor.value);
    }
}

Test(mechanics, listing_names_layers_and_sources)
{
    char *text = aci_mechanics_text();
    cr_assert_not_null(text);
    cr_assert_not_null(strstr(text, "stratum_corneum"));
    cr_assert_not_null(strstr(text, "toughness factor"));
    cr_assert_not_null(strstr(text, "10.1016/j.jbiomech.2011.01.015"));
    free(text);
}

/// Every body site says what lies under it, by assumption; a skin of one's own lies on muscle.
Test(mechanics, every_site_has_a_support)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        const aci_mechanics_support *support = aci_mechanics_support_of(aci_sites_at(i)->name);
        cr_assert(strncmp(support->source, "assumed: ", 9) == 0);
    }
    cr_assert(aci_mechanics_support_of("scalp")->support == ACI_SUPPORT_BONE);
    cr_assert(aci_mechanics_support_of("cheek")->support == ACI_SUPPORT_MUSCLE);
    cr_assert(aci_mechanics_support_of("")->support == ACI_SUPPORT_MUSCLE);
}
