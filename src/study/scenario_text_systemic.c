/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section systemic as text, and the origins of its numbers. */
#include <stdio.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 96 };

/// A number, its key, the unit for people and that of SI.
typedef struct number {
    const char *key, *unit, *si;
    const aci_value *value;
} number;

static void numbers_of(const aci_systemic_model *m, number list[ACI_SCENARIO_SYSTEMIC_MAX])
{
    const number numbers[ACI_SCENARIO_SYSTEMIC_MAX] = {
        {"treated_area", "cm2", "m2", &m->treated_area},
        {"body_mass", "kg", "kg", &m->body_mass},
        {"volume_of_distribution", "L", "m3", &m->volume_of_distribution},
        {"elimination_rate", "1/h", "1/s", &m->elimination_rate},
        {"k12", "1/h", "1/s", &m->k12},
        {"k21", "1/h", "1/s", &m->k21},
        {"stated_level", "mg/L", "kg/m3", &m->stated_level},
    };
    for (int k = 0; k < ACI_SCENARIO_SYSTEMIC_MAX; k++) {
        list[k] = numbers[k];
    }
}

void aci_scenario_write_systemic(aci_writer *to, const aci_scenario *scenario)
{
    number list[ACI_SCENARIO_SYSTEMIC_MAX];
    if (!scenario->systemic.exists) {
        return;
    }
    numbers_of(&scenario->systemic, list);
    fprintf(to->out, "systemic:\n");
    for (int k = 0; k < ACI_SCENARIO_SYSTEMIC_MAX; k++) {
        aci_writer_value(to, 2, list[k].key, list[k].value, list[k].unit);
    }
}

void aci_scenario_list_systemic(aci_writer *to, const aci_scenario *scenario)
{
    number list[ACI_SCENARIO_SYSTEMIC_MAX];
    numbers_of(&scenario->systemic, list);
    for (int k = 0; scenario->systemic.exists && k < ACI_SCENARIO_SYSTEMIC_MAX; k++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "systemic.%s", list[k].key);
        aci_writer_list(to, key, list[k].value, list[k].unit);
    }
}

int aci_scenario_systemic(const aci_scenario *scenario, aci_scenario_number *out)
{
    number list[ACI_SCENARIO_SYSTEMIC_MAX];
    int count = 0;
    numbers_of(&scenario->systemic, list);
    for (int k = 0; scenario->systemic.exists && k < ACI_SCENARIO_SYSTEMIC_MAX; k++) {
        if (list[k].value->origin != ACI_ORIGIN_MISSING) {
            out[count++] =
                (aci_scenario_number){false, "systemic", list[k].key, list[k].si, list[k].value};
        }
    }
    return count;
}
