/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The parts of reading a scenario. Each adds its faults to the config and goes on, so that all
/// faults are found at once; a status other than ACI_OK means that memory ran out.
#ifndef ACICULA_STUDY_SCENARIO_PARTS_H
#define ACICULA_STUDY_SCENARIO_PARTS_H

#include <stdio.h>

#include "acicula/skin/compounds.h"
#include "acicula/study/scenario.h"

/// Least thickness, depth, mouth radius and film, m: below it there are molecules, no continuum.
#define ACI_SCENARIO_LENGTH_LEAST 1e-8

typedef struct aci_scenario_reader {
    aci_config *config;
    const aci_node *root;
    aci_scenario *out;
    bool has_compound;       ///< named and known; `compound` holds it
    bool compound_is_faulty; ///< named, but faulty: what it would have given is no second fault
    bool skin_is_faulty;     ///< its thickness is not known
    bool has_asked;          ///< for the compound a site needs
    aci_compound compound;
    const aci_node *layers[ACI_SKIN_LAYERS_MAX]; ///< the config's entries, NULL where the site's
} aci_scenario_reader;

/// Compound, and the pH of the product: both are needed for the layers.
void aci_scenario_read_compound(aci_scenario_reader *reader);
void aci_scenario_read_skin(aci_scenario_reader *reader);

/// Fills what the layers still lack and asks for what nobody knows. After skin and compound.
void aci_scenario_fill_layers(aci_scenario_reader *reader);

/// Binding and metabolism of a layer, from its entry.
void aci_scenario_read_reaction(aci_scenario_reader *reader, const aci_node *entry,
                                aci_layer *layer);

void aci_scenario_read_product(aci_scenario_reader *reader);

/// Solvents and residue, vapour pressure and solubility; the usual solvent where the film dries and
/// none is named.
void aci_scenario_read_recipe(aci_scenario_reader *reader);
void aci_scenario_complete_recipe(aci_scenario_reader *reader);

/// What a compound that evaporates needs. After partition and solubility.
void aci_scenario_check_volatility(aci_scenario_reader *reader);
/// The section systemic. After skin and compound.
void aci_scenario_read_systemic(aci_scenario_reader *reader);

/// The section follicles. After skin, compound and product.
void aci_scenario_read_follicles(aci_scenario_reader *reader);

/// Adds what to know about the follicles to the notes.
void aci_scenario_note_follicles(const aci_scenario *scenario, FILE *out);

/// Device, insertion and treatment. After the skin; before the channels, which then hold no shapes.
ACI_MUST_CHECK aci_status aci_scenario_read_needling(aci_scenario_reader *reader);

/// Its parts, in this order.
void aci_scenario_read_insertion(aci_scenario_reader *reader);
void aci_scenario_read_treatment(aci_scenario_reader *reader);

/// How channels close and are watched; a part of the next. After the needling, whose needles'
/// length counts.
void aci_scenario_read_closure(aci_scenario_reader *reader);

/// What covers do to it. After closure and covers.
ACI_MUST_CHECK aci_status aci_scenario_cover_closure(aci_scenario_reader *reader);

/// After the skin: channels must fit into it.
ACI_MUST_CHECK aci_status aci_scenario_read_channels(aci_scenario_reader *reader);
ACI_MUST_CHECK aci_status aci_scenario_read_simulation(aci_scenario_reader *reader);

/// After product, channels and duration.
ACI_MUST_CHECK aci_status aci_scenario_read_schedule(aci_scenario_reader *reader);

/// The part of it that channels see: covers and sessions.
ACI_MUST_CHECK aci_status aci_scenario_read_covers(aci_scenario_reader *reader);

/// After the simulation: samples end within the duration.
ACI_MUST_CHECK aci_status aci_scenario_read_receptor(aci_scenario_reader *reader);

/// Times that increase from above 0 and end within the duration. ACI_FILE when memory is out.
ACI_MUST_CHECK aci_status aci_scenario_read_times(aci_scenario_reader *reader, const aci_node *list,
                                                  aci_times *times);
ACI_MUST_CHECK aci_status aci_scenario_read_output(aci_scenario_reader *reader);

/// Regions, strips and planes. After skin and output.
void aci_scenario_read_targets(aci_scenario_reader *reader);

/// Whether a text may name a layer or a region: letters, digits, '_' and '-', not too many.
bool aci_scenario_is_name(const char *text);

/// What to know about the compound's numbers in skin and product; at the end, without faults.
ACI_MUST_CHECK aci_status aci_scenario_write_notes(aci_scenario_reader *reader);

/// Reads a profile or a tract file; ACI_BAD_INPUT when there were faults.
ACI_MUST_CHECK aci_status aci_scenario_read_profile(aci_scenario_reader *reader,
                                                    const aci_node *node, aci_profile *out);
ACI_MUST_CHECK aci_status aci_scenario_read_tracts(aci_scenario_reader *reader,
                                                   const aci_node *node);

/// Tracts against each other, the patch and the skin.
void aci_scenario_check_tracts(aci_scenario_reader *reader, const aci_node *node);

/// Stores a number the user gave as `key`; nothing when the key is missing or faulty.
void aci_scenario_give(const aci_node *map, const char *key, aci_value *value);

/// The value of section.key when it is there and valid. Adds a fault when it is not there.
const aci_node *aci_scenario_need(aci_scenario_reader *reader, const char *section, const char *key,
                                  const char *what);

/// Adds the fault that a module below tells as a status message: "device.pitch = 1 mm: too near".
/// Its place is that of the key named, or of the section it is missing from.
void aci_scenario_refuse(aci_scenario_reader *reader, const char *message);

/// Of two keys that exclude each other the one of `--set` wins: the other pointer becomes NULL.
/// Returns whether both still stand.
bool aci_scenario_is_conflict(const aci_node **a, const aci_node **b);

/// A value that a fluid takes from the compound when it is missing. Adds a fault without compound.
void aci_scenario_derive(aci_scenario_reader *reader, const char *section, const char *key,
                         const aci_value *derived, aci_value *value);

#endif
