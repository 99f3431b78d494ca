/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Parts of a scenario's text.
#ifndef ACICULA_STUDY_SCENARIO_TEXT_PARTS_H
#define ACICULA_STUDY_SCENARIO_TEXT_PARTS_H

#include "writer.h"

/// The sections device, insertion and treatment; nothing without needles.
void aci_scenario_write_needling(aci_writer *to, const aci_scenario *scenario);

/// Binding and metabolism of a layer, and their origins; nothing where there is none.
void aci_scenario_write_reaction(aci_writer *to, int indent, const aci_layer *layer);
void aci_scenario_list_reaction(aci_writer *to, const aci_layer *layer);

/// The mechanical keys of a layer, and of the skin.
void aci_scenario_write_tissue(aci_writer *to, int indent, const aci_tissue *tissue);
void aci_scenario_write_mechanics(aci_writer *to, int indent, const aci_skin_mechanics *mechanics);

/// Origins of all mechanical numbers; nothing without needles.
void aci_scenario_list_needling(aci_writer *to, const aci_scenario *scenario);

#endif
