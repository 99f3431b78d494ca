/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/follicles.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/skin/sites.h"

Test(skin_follicles, are_documented)
{
    for (int i = 0; i < aci_follicles_count(); i++) {
        const aci_follicle_site *site = aci_follicles_at(i);
        const aci_value *const numbers[] = {&site->density, &site->diameter, &site->volume,
                                            &site->depth};
        for (int k = 0; k < 4; k++) {
            cr_assert(numbers[k]->value > 0.0 && strlen(numbers[k]->source) > 5, "%s", site->name);
            cr_assert(strchr("HML", numbers[k]->confidence) != NULL);
        }
        cr_assert_eq(aci_follicles_find(site->name), site);
    }
    char *text = aci_follicles_text();
    cr_assert(text != NULL && strstr(text, "calf, hair follicles:") != NULL);
    free(text);
}

/// Openings do not touch, infundibula end above where the follicle does, and every site of living
/// people has them.
Test(skin_follicles, are_possible)
{
    for (int i = 0; i < aci_follicles_count(); i++) {
        const aci_follicle_site *s = aci_follicles_at(i);
        double area = s->density.value * 0.25 * 3.14159265358979 * pow(s->diameter.value, 2.0);
        cr_assert(area < 0.1, "%s: %g of the skin are openings", s->name, area);
        cr_assert(s->volume.value / area < s->depth.value, "%s", s->name);
    }
    for (int i = 0; i < aci_sites_count(); i++) {
        const aci_site *site = aci_sites_at(i);
        bool lives = site->species == ACI_SPECIES_HUMAN && site->setting == ACI_IN_VIVO;
        cr_assert(!lives || aci_follicles_find(site->name) != NULL, "%s", site->name);
    }
}

/// What a copy says it copies has the same number.
Test(skin_follicles, copies_are_copies)
{
    for (int i = 0; i < aci_follicles_count(); i++) {
        const aci_follicle_site *s = aci_follicles_at(i);
        static const char copied[] = "copied from ";
        char name[ACI_NAME_SIZE];
        if (strncmp(s->diameter.source, copied, strlen(copied)) == 0) {
            const char *from = s->diameter.source + strlen(copied);
            snprintf(name, sizeof name, "%.*s", (int)strcspn(from, ";"), from);
            cr_assert_not_null(aci_follicles_find(name), "%s", name);
            cr_assert_eq(aci_follicles_find(name)->diameter.value, s->diameter.value, "%s",
                         s->name);
        }
    }
}

/// 0.43 10^(0.81 x): at 0 the factor, a decade of K for each 1/0.81.
Test(skin_follicles, sebum_takes_up_as_the_lipids)
{
    cr_assert_float_eq(aci_follicles_sebum_partition(0.0).value, 0.43, 1e-15);
    cr_assert_float_eq(aci_follicles_sebum_partition(1.0 / 0.81).value, 4.3, 1e-14);
    cr_assert_eq(aci_follicles_sebum_partition(1.0).confidence, 'L');
    cr_assert_eq(aci_follicles_sebum_diffusivity().origin, ACI_ORIGIN_ASSUMED);
}
