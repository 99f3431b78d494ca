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

/// The section channels.closure, indented; nothing without a law.
void aci_scenario_write_closure(aci_writer *to, const aci_scenario *scenario);

/// Origins of the numbers of closing and of the thresholds.
void aci_scenario_list_closure(aci_writer *to, const aci_scenario *scenario);

/// Origins of all mechanical numbers; nothing without needles.
void aci_scenario_list_needling(aci_writer *to, const aci_scenario *scenario);

/// Keys of the product for its film; the section schedule, nothing without one.
void aci_scenario_write_film(aci_writer *to, const aci_scenario *scenario);
void aci_scenario_write_schedule(aci_writer *to, const aci_scenario *scenario);

/// Origins of the film's numbers and of the climate, and whether the film dries.
void aci_scenario_list_film(aci_writer *to, const aci_scenario *scenario);

/// The same numbers as entries of aci_scenario_numbers; returns how many.
int aci_scenario_film_numbers(const aci_scenario *scenario, aci_scenario_number *list);

/// The list regions, and of the section output what is read out of the tissue; nothing without.
void aci_scenario_write_regions(aci_writer *to, const aci_targets *targets);
void aci_scenario_write_readouts(aci_writer *to, const aci_targets *targets);
void aci_scenario_list_regions(aci_writer *to, const aci_targets *targets);

/// The section systemic, and the origins of its numbers; nothing without one.
void aci_scenario_write_systemic(aci_writer *to, const aci_scenario *scenario);
void aci_scenario_list_systemic(aci_writer *to, const aci_scenario *scenario);

/// The section follicles, and the origins of its numbers; nothing without one.
void aci_scenario_write_follicles(aci_writer *to, const aci_scenario *scenario);
void aci_scenario_list_follicles(aci_writer *to, const aci_scenario *scenario);

#endif
