/* SPDX-License-Identifier: GPL-3.0-or-later */
/// When the channels of a scenario count as closed, by each method that has a threshold; the one
/// the user named comes first. Nothing where they do not close by any law.
#ifndef ACICULA_APP_CLOSING_H
#define ACICULA_APP_CLOSING_H

#include <stdio.h>

#include "acicula/study/scenario.h"
#include "json.h"

/// A line for each method. Each line starts with `margin`.
void aci_closing_print(FILE *out, const aci_scenario *scenario, const char *margin);

/// The member "closing": law, state, needle_length, detection, and for each method its threshold
/// and time_closed (s; null: never).
void aci_closing_json(aci_json *json, const aci_scenario *scenario);

#endif
