/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/sites.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const layer_names[] = {"stratum_corneum", "viable_epidermis", "papillary_dermis",
                                          "reticular_dermis", "hypodermis"};

Test(sites, has_the_promised_skins)
{
    const char *const names[] = {
        "cheek", "forehead",         "neck",    "decolletage", "back_of_hand", "forearm", "abdomen",
        "scalp", "human_dermatomed", "pig_ear", "hairless_rat"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cr_assert_not_null(aci_sites_find(names[i]), "%s", names[i]);
    }
    cr_assert_null(aci_sites_find("chee"));
    cr_assert_null(aci_sites_find(""));
}

Test(sites, every_thickness_is_documented)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        const aci_site *site = aci_sites_at(i);
        for (int k = 0; k < site->layer_count; k++) {
            const aci_value *thickness = &site->layers[k].thickness;
            cr_assert(thickness->value > 0.0, "%s", site->name);
            cr_assert(thickness->source != NULL && strlen(thickness->source) > 10, "%s",
                      site->name);
            cr_assert_not_null(strchr("HML", thickness->confidence), "%s", site->name);
            cr_assert(thickness->confidence != '\0', "%s", site->name);
            cr_assert(thickness->origin == ACI_ORIGIN_MEASURED ||
                          thickness->origin == ACI_ORIGIN_ASSUMED,
                      "%s", site->name);
        }
        cr_assert(strlen(site->description) > 5);
    }
}

/// A source that says so is an assumption, and an assumption is never of high confidence.
Test(sites, assumptions_are_marked)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        const aci_site *site = aci_sites_at(i);
        for (int k = 0; k < site->layer_count; k++) {
            const aci_value *thickness = &site->layers[k].thickness;
            bool is_said = strncmp(thickness->source, "assumed", 7) == 0 ||
                           strncmp(thickness->source, "copied from", 11) == 0;
            cr_assert(is_said == (thickness->origin == ACI_ORIGIN_ASSUMED), "%s", site->name);
            cr_assert(!(is_said && thickness->confidence == 'H'), "%s", site->name);
        }
    }
}

/// "copied from X" means the number of X, where X is a skin of the table.
Test(sites, copies_equal_their_original)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        for (int k = 0; k < aci_sites_at(i)->layer_count; k++) {
            const aci_value *copy = &aci_sites_at(i)->layers[k].thickness;
            const aci_site *original = strncmp(copy->source, "copied from ", 12) == 0
                                           ? aci_sites_find(copy->source + 12)
                                           : NULL;
            if (original != NULL) {
                cr_assert(copy->value == original->layers[k].thickness.value, "%s layer %d",
                          aci_sites_at(i)->name, k);
            }
        }
    }
}

Test(sites, layers_come_in_anatomical_order)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        const aci_site *site = aci_sites_at(i);
        cr_assert(site->layer_count == 5 || site->layer_count == 4, "%s", site->name);
        for (int k = 0; k < site->layer_count; k++) {
            cr_assert_str_eq(site->layers[k].name, layer_names[k]);
        }
        bool is_excised = site->setting == ACI_IN_VITRO;
        cr_assert((site->layer_count == 4) == is_excised, "%s", site->name);
    }
}

/// Published ranges, all sites but palm and sole: stratum corneum 8-35 um, whole epidermis
/// 30-270 um, dermis 0.3 mm (cut) to 6 mm, hypodermis up to 30 mm.
Test(sites, sums_are_plausible)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        const aci_site *site = aci_sites_at(i);
        double barrier = site->layers[0].thickness.value;
        double epidermis = barrier + site->layers[1].thickness.value;
        double dermis = site->layers[2].thickness.value + site->layers[3].thickness.value;
        cr_assert(barrier > 8e-6 && barrier < 35e-6, "%s", site->name);
        cr_assert(epidermis > 30e-6 && epidermis < 270e-6, "%s", site->name);
        cr_assert(dermis > 300e-6 && dermis < 6e-3, "%s", site->name);
        cr_assert(site->layer_count < 5 || site->layers[4].thickness.value <= 30e-3, "%s",
                  site->name);
    }
}

Test(sites, dermatomed_skin_is_cut_to_its_description)
{
    aci_skin skin = {.layer_count = 0};
    aci_sites_fill(aci_sites_find("human_dermatomed"), &skin);
    cr_assert(fabs(aci_skin_thickness(&skin) - 400e-6) < 1e-12);
}

Test(sites, fill_leaves_the_compound_open)
{
    aci_skin skin = {.below = ACI_BELOW_SEALED};
    memset(skin.layers, 0x5a, sizeof skin.layers);
    aci_sites_fill(aci_sites_find("cheek"), &skin);
    cr_assert_str_eq(skin.site, "cheek");
    cr_assert(skin.setting == ACI_IN_VIVO && skin.below == ACI_BELOW_SEALED);
    cr_assert(skin.layer_count == 5);
    for (int i = 0; i < skin.layer_count; i++) {
        const aci_layer *layer = &skin.layers[i];
        cr_assert_str_eq(layer->name, layer_names[i]);
        cr_assert(layer->thickness.origin != ACI_ORIGIN_MISSING);
        cr_assert(layer->diffusivity.origin == ACI_ORIGIN_MISSING);
        cr_assert(layer->lateral_diffusivity.origin == ACI_ORIGIN_MISSING);
        cr_assert(layer->partition.origin == ACI_ORIGIN_MISSING);
        cr_assert(layer->clearance.origin == ACI_ORIGIN_MISSING);
    }
}

Test(sites, excised_skin_is_in_vitro)
{
    cr_assert(aci_sites_find("human_dermatomed")->setting == ACI_IN_VITRO);
    cr_assert(aci_sites_find("pig_ear")->setting == ACI_IN_VITRO);
    cr_assert(aci_sites_find("scalp")->setting == ACI_IN_VIVO);
}

Test(sites, listing_names_all_with_sources)
{
    char *text = aci_sites_text();
    cr_assert_not_null(text);
    for (int i = 0; i < aci_sites_count(); i++) {
        cr_assert_not_null(strstr(text, aci_sites_at(i)->name));
        for (int k = 0; k < aci_sites_at(i)->layer_count; k++) {
            cr_assert_not_null(strstr(text, aci_sites_at(i)->layers[k].thickness.source));
        }
    }
    free(text);
}
