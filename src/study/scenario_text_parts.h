/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Parts of a scenario's text.
#ifndef ACICULA_STUDY_SCENARIO_TEXT_PARTS_H
#define ACICULA_STUDY_SCENARIO_TEXT_PARTS_H

#include "writer.h"

/// The sections device, insertion and treatment; nothing without needles.
void aci_scenario_write_needling(aci_writer *to, const aci_scenario *scenario);

/// The mechanical keys of a layer, and of the skin.
void aci_scenario_write_tissue(aci_writer *to, int indent, const aci_tissue *tissue);
void aci_scenario_write_mechanics(aci_writer *to, int indent, const aci_skin_mechanics *mechanics);

/// The section channels.closure, indented; nothing without a law.
void aci_scenario_write_closure(aci_writer *to, const aci_scenario *scenario);

/// Origins of the numbers of closing and of the thresholds.
void aci_scenario_list_closure(aci_writer *to, const aci_scenario *scenario);

/// Origins of all mechanical numbers; nothing without needles.
void aci_scenario_list_needling(aci_writer *to, const aci_scenario *scenario);

#endif
