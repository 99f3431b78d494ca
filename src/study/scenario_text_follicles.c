/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section follicles as text, and the origins of its numbers. */
#include <stdio.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 96 };

/// A number, its key, the unit for people and that of SI.
typedef struct number {
    const char *key, *unit, *si;
    const aci_value *value;
} number;

static void numbers_of(const aci_follicles *f, number list[ACI_SCENARIO_FOLLICLES_MAX])
{
    const number numbers[ACI_SCENARIO_FOLLICLES_MAX] = {
        {"density", "/cm2", "1/m2", &f->density},
        {"diameter", "um", "m", &f->diameter},
        {"volume", "uL/cm2", "m", &f->volume},
        {"wall_thickness", "um", "m", &f->wall_thickness},
        {"wall_permeability", "cm/h", "m/s", &f->wall_permeability},
        {"fraction", "1", "1", &f->fraction},
        {"release", "cm/h", "m/s", &f->release},
        {"release_from", "um", "m", &f->release_from},
        {"release_to", "um", "m", &f->release_to},
        {"depth", "um", "m", &f->depth},
        {"wall_depth", "um", "m", &f->wall_depth},
        {"sebum_diffusivity", "m2/s", "m2/s", &f->sebum_diffusivity},
        {"sebum_partition", "1", "1", &f->sebum_partition},
    };
    for (int k = 0; k < ACI_SCENARIO_FOLLICLES_MAX; k++) {
        list[k] = numbers[k];
    }
}

/// A volume of zero follows from no openings, and is none that could be given.
static bool is_written(const aci_follicles *f, const number *n)
{
    return n->value != &f->volume || n->value->value > 0.0;
}

void aci_scenario_write_follicles(aci_writer *to, const aci_scenario *scenario)
{
    const aci_follicles *f = &scenario->follicles;
    number list[ACI_SCENARIO_FOLLICLES_MAX];
    if (f->model == ACI_FOLLICLES_NONE) {
        return;
    }
    numbers_of(f, list);
    fprintf(to->out, "follicles:\n  model: %s\n",
            f->model == ACI_FOLLICLES_LUMPED ? "lumped" : "resolved");
    if (f->site[0] != '\0') {
        fprintf(to->out, "  site: %s\n", f->site);
    }
    for (int k = 0; k < ACI_SCENARIO_FOLLICLES_MAX; k++) {
        if (is_written(f, &list[k])) {
            aci_writer_value(to, 2, list[k].key, list[k].value, list[k].unit);
        }
    }
}

void aci_scenario_list_follicles(aci_writer *to, const aci_scenario *scenario)
{
    number list[ACI_SCENARIO_FOLLICLES_MAX];
    numbers_of(&scenario->follicles, list);
    for (int k = 0; k < ACI_SCENARIO_FOLLICLES_MAX; k++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "follicles.%s", list[k].key);
        aci_writer_list(to, key, list[k].value, list[k].unit);
    }
}

int aci_scenario_follicles(const aci_scenario *scenario, aci_scenario_number *out)
{
    number list[ACI_SCENARIO_FOLLICLES_MAX];
    int count = 0;
    numbers_of(&scenario->follicles, list);
    for (int k = 0; k < ACI_SCENARIO_FOLLICLES_MAX; k++) {
        if (list[k].value->origin != ACI_ORIGIN_MISSING) {
            out[count++] =
                (aci_scenario_number){false, "follicles", list[k].key, list[k].si, list[k].value};
        }
    }
    return count;
}
