/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One row per config key. The table drives parsing, ranges, the detection of unknown keys,
/// `--set`, `explain` and the reference page.
#ifndef ACICULA_BASE_PARAMETERS_H
#define ACICULA_BASE_PARAMETERS_H

#include "acicula/base/config.h"

enum { ACI_PARAMETER_TEXT_MAX = 256 }; ///< bytes of a text or file name, with its end

typedef enum aci_parameter_kind {
    ACI_SECTION,    ///< a map; with `words` also one of these words, with `text` any other text
    ACI_ENTRIES,    ///< a list of maps; the entries' keys have rows "key[].name"
    ACI_QUANTITY,   ///< number with unit
    ACI_QUANTITIES, ///< a list of them
    ACI_NUMBER,     ///< pure number
    ACI_COUNT,      ///< whole number; beyond an int only where the range says so
    ACI_CHOICE,     ///< one of `words`
    ACI_CHOICES,    ///< a list of them, each at most once; may be empty
    ACI_BOOLEAN,    ///< yes | no | true | false
    ACI_TEXT,       ///< any text
    ACI_TEXTS,      ///< a list of them
    ACI_PATH,       ///< name of a file, relative to the config
    ACI_OPEN,       ///< a map whose keys are its reader's own, such as paths of other keys
    ACI_LATER,      ///< known, but not part of this version: refused with that sentence
} aci_parameter_kind;

/// Where a number may lie, SI. A row without range has both ends 0.
typedef struct aci_range {
    double minimum, maximum;
    bool minimum_excluded, maximum_excluded;
} aci_range;

typedef struct aci_parameter {
    const char *key; ///< "channels.depth", list entries "skin.layers[].thickness"
    /// The unit shown, which sets the dimension. Alternatives of other dimensions follow after "|";
    /// node->choice says which one was met.
    const char *unit;
    const char *words;    ///< "in_vivo|in_vitro"; for a quantity the words allowed instead
    const char *later;    ///< words that are known, but not part of this version
    const char *standard; ///< the default as text, or in words where it comes from
    const char *source;   ///< of the default
    const char *meaning;
    aci_range range;
    aci_parameter_kind kind;
    char confidence; ///< of the default: 'H', 'M', 'L', or 0
    bool open_text;  ///< ACI_SECTION, an entry of ACI_ENTRIES: may also be a text (a name)
} aci_parameter;

typedef struct aci_parameter_table {
    int count;
    const aci_parameter *rows;
} aci_parameter_table;

/// Holds every value of the config against the table: unknown keys (with the nearest known one),
/// kinds, units, words and ranges. Adds a fault for each, fills in what nodes keep (valid, number,
/// choice, is_word).
void aci_parameters_check(aci_config *config, aci_parameter_table table);

/// Holds one scalar anywhere in the config against the row of the key it stands for, a value of
/// `sweep.vary.channels.depth` against channels.depth; adds faults, fills in what nodes keep.
/// Whether it is valid.
bool aci_parameters_check_as(aci_config *config, aci_parameter_table table,
                             const aci_parameter *row, const aci_node *node);

/// The value of a key of a map when it is there and valid; NULL otherwise.
const aci_node *aci_parameters_value(const aci_node *map, const char *key);

/// The row of a key path, with or without list indices; NULL when unknown.
const aci_parameter *aci_parameters_find(aci_parameter_table table, const char *path);

/// The known key nearest to a word among the keys below `parent` ("skin.layers[]"; "" is the top),
/// at most two edits away; NULL when none is.
const char *aci_parameters_nearest(aci_parameter_table table, const char *parent, const char *word);

/// The nearest of the words "a|b|c" or "a, b, c", at most two edits away; false when none is.
bool aci_parameters_nearest_word(const char *words, const char *word, char *nearest, size_t size);

/// The range as text in the unit shown, "> 0 um, <= 5000 um"; "" without one.
void aci_parameters_range(const aci_parameter *row, char *text, size_t size);

/// A few lines about one key, or about all (path NULL). ACI_BAD_INPUT for an unknown key, naming
/// the nearest. Caller frees.
ACI_MUST_CHECK aci_status aci_parameters_explain(aci_parameter_table table, const char *path,
                                                 char **out);

/// The reference page in Markdown. Caller frees.
ACI_MUST_CHECK aci_status aci_parameters_reference(aci_parameter_table table, char **out);

#endif
