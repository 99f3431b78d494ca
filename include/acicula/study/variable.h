/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A key of the config that a study gives other values.
#ifndef ACICULA_STUDY_VARIABLE_H
#define ACICULA_STUDY_VARIABLE_H

#include "acicula/base/parameters.h"
#include "acicula/base/units.h"

typedef struct aci_variable {
    char key[ACI_CONFIG_PATH_SIZE];    ///< as with --set, "skin.layers.dermis.thickness"
    char name[ACI_CONFIG_PATH_SIZE];   ///< of its column: "skin_layers_dermis_thickness"
    char unit[ACI_UNITS_TEXT_SIZE];    ///< SI, of its column: "m", "m2 s-1"; "1" for a pure number
    char in_unit[ACI_UNITS_TEXT_SIZE]; ///< that its values are written in for the config: "um"
    bool is_number;                    ///< else its values are words or texts
    bool is_count;                     ///< whole numbers
    bool has_unit;                     ///< a number has been read, so that the dimension is settled
    const aci_parameter *row;          ///< of the config's table
} aci_variable;

/// The variable of a key that stands as a key of a map of the config (`sweep.vary`, `uncertain`).
/// ACI_BAD_INPUT, and a fault at `node`'s key, when the config knows no such key (with the nearest
/// one), or it is a section or a list that takes no single value.
ACI_MUST_CHECK aci_status aci_variable_read(aci_config *config, const aci_node *node,
                                            aci_variable *out);

/// Whether a key stands in a section of a study (sweep, uncertain, ...): no case has it.
bool aci_variable_is_of_study(const char *key);

/// Holds one value given for the variable against its key's kind, unit and range; a number's SI
/// value is then node->number (a word allowed in place of a number: node->is_word). Faults are
/// added; false for a fault. The first number with a unit sets `in_unit` and `unit` (a dose may be
/// a thickness or a mass per area); one of another dimension later is a fault.
bool aci_variable_check(aci_config *config, aci_variable *variable, const aci_node *node);

/// The end `key` of a range {from: .., to: ..} of the variable. Faults are added where it is
/// missing or no number for the variable; false for one.
bool aci_variable_read_end(aci_config *config, aci_variable *variable, const aci_node *range,
                           const char *key, double *out);

/// A number as the text the config takes, "150 um": reads back to exactly `value`. Counts are
/// rounded.
ACI_MUST_CHECK aci_status aci_variable_write(const aci_variable *variable, double value,
                                             char text[ACI_UNITS_TEXT_SIZE]);

/// The value the config has for the variable where a number stands in it, SI; NAN where it leaves
/// the key out or has a word.
double aci_variable_given(const aci_config *config, const aci_variable *variable);

#endif
