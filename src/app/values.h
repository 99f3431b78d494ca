/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The numbers of a scenario that the run uses and that somebody had to know: which are given,
/// measured, correlated or assumed.
#ifndef ACICULA_APP_VALUES_H
#define ACICULA_APP_VALUES_H

#include <stdio.h>

#include "acicula/study/scenario.h"
#include "json.h"

enum {
    ACI_VALUES_MAX = 5 * ACI_SKIN_LAYERS_MAX + 4 + ACI_SCENARIO_NUMBERS_MAX +
                     ACI_SCENARIO_CLOSING_MAX + ACI_SCENARIO_SYSTEMIC_MAX +
                     ACI_SCENARIO_FOLLICLES_MAX
};

/// `group` is a layer's name, "channels", "product", "systemic", "follicles", or one of closing or
/// of the mechanics (scenario.h).
typedef aci_scenario_number aci_values_entry;

/// Fills `list` (ACI_VALUES_MAX entries) and returns the number. Pointers go into the scenario.
int aci_values_list(const aci_scenario *scenario, aci_values_entry *list);

/// A paragraph for each origin: how many values, and which. Each line starts with `margin`.
void aci_values_print(FILE *out, const aci_scenario *scenario, const char *margin);

/// The same of what the needles meet and are: thickness of layers, and the numbers that only
/// needling and a drying film use.
void aci_values_print_needles(FILE *out, const aci_scenario *scenario);

/// The member "values": each value with unit, origin, confidence and source.
void aci_values_json(aci_json *json, const aci_scenario *scenario);

#endif
