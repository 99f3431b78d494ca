/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A config: one YAML document as a tree of texts with their places, and the faults found in it.
///
/// Allowed: maps, lists and scalars. Refused: anchors, aliases, tags, a second document, keys that
/// are not scalars, duplicate keys, more than 1 MiB, depth over 32, over 100 000 nodes, a NUL,
/// invalid UTF-8, an empty file. Reading takes time in proportion to the size.
///
/// Faults are collected, not thrown: readers add as many as they find, and the program prints
/// aci_config_faults and stops when there is any. A fault reads
///   FILE:LINE:COLUMN: error: key.path: what is wrong, what is allowed
///      LINE | the source line
///           |      ^
/// with `--set KEY` for the place of a value that came from aci_config_set. Lines and columns count
/// from 1, columns in code points.
#ifndef ACICULA_BASE_CONFIG_H
#define ACICULA_BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "acicula/base/status.h"

enum {
    ACI_CONFIG_SIZE_MAX = 1 << 20, ///< bytes
    ACI_CONFIG_DEPTH_MAX = 32,
    ACI_CONFIG_NODES_MAX = 100000,
    ACI_CONFIG_INPUT_SIZE_MAX = 64 << 20, ///< bytes of one input file
    ACI_CONFIG_PATH_SIZE = 512            ///< of a key path as text
};

typedef enum aci_node_kind { ACI_NODE_SCALAR, ACI_NODE_LIST, ACI_NODE_MAP } aci_node_kind;

/// One value. Owned by the config; read it, change nothing.
typedef struct aci_node aci_node;
struct aci_node {
    aci_node_kind kind;
    const char *key;  ///< in a map: its key; NULL elsewhere
    const char *text; ///< of a scalar: as written, without quotes; NULL elsewhere
    bool is_quoted;
    int count; ///< of children
    const aci_node *first, *last, *next, *parent;

    int line, column;         ///< of the value, from 1
    int key_line, key_column; ///< of the key, from 1
    const char *set;          ///< the KEY of `--set KEY=value` when it came from there, else NULL

    /// What aci_parameters_check made of a scalar; `valid` is false before it and after a fault.
    bool valid;
    double number; ///< SI value of a quantity, number, count or boolean
    int choice;    ///< index of the word or, for a quantity, of the unit; see aci_parameter
    bool is_word;  ///< the scalar is one of the words allowed in place of a quantity
};

/// A file the config reads, as it was read.
typedef struct aci_config_input {
    const char *name; ///< as written in the config
    const char *text; ///< NUL-terminated
    size_t size;
} aci_config_input;

typedef struct aci_config aci_config;

/// Reads a file; "-" is standard input. ACI_FILE when it cannot be read (*out is then NULL);
/// ACI_BAD_INPUT when it is no config (*out then exists and holds the fault). Destroy in all cases.
ACI_MUST_CHECK aci_status aci_config_read(const char *path, aci_config **out);

/// The same from memory. `name` stands for the file in messages, and its directory is where
/// relative inputs are looked for. The text is copied.
ACI_MUST_CHECK aci_status aci_config_parse(const char *name, const char *text, size_t size,
                                           aci_config **out);

void aci_config_destroy(aci_config **config);

/// Gives the text of an input, so that aci_config_read_input(name) needs no file. Copied.
ACI_MUST_CHECK aci_status aci_config_add_input(aci_config *config, const char *name,
                                               const char *text, size_t size);

/// Tells which maps have keys that are paths of other keys, by patterns such as "sweep.vary" or
/// "sets[].set": there aci_config_set makes a new entry, a list or a map, as one key with dots.
void aci_config_open(aci_config *config, bool (*is_open)(const char *pattern));

/// Sets one value: path "skin.layers[0].thickness" or, by an entry's `name`,
/// "skin.layers.dermis.thickness". `value` is one YAML value in flow style: a scalar, a list
/// `[1 h, 2 h]` or a map. Missing maps and named entries are made; a missing index is a fault.
/// Where a map has keys that are paths, the longest one that the path goes on with is followed.
/// ACI_BAD_INPUT also adds a fault with the place `--set PATH`.
ACI_MUST_CHECK aci_status aci_config_set(aci_config *config, const char *path, const char *value);

/// The same from one argument "key.path=value".
ACI_MUST_CHECK aci_status aci_config_set_argument(aci_config *config, const char *argument);

/// The topmost map; NULL when the document is faulty.
const aci_node *aci_config_root(const aci_config *config);

/// The value of a key in a map; NULL when there is none or `map` is NULL or no map.
const aci_node *aci_config_child(const aci_node *map, const char *key);

/// The value at a path as in aci_config_set; NULL when there is none.
const aci_node *aci_config_find(const aci_config *config, const char *path);

/// The path of a node, "skin.layers[0].thickness"; "" for the root. Cut at the end when too long.
/// `pattern` leaves the indices out: "skin.layers[].thickness".
void aci_config_path(const aci_node *node, bool pattern, char path[ACI_CONFIG_PATH_SIZE]);

/// Reads the file a scalar names, relative to the config's directory, or takes the text given by
/// aci_config_add_input. Recorded once per name. ACI_FILE, and a fault at the node, when it cannot
/// be read. The text stays as long as the config, *out until the next input.
ACI_MUST_CHECK aci_status aci_config_read_input(aci_config *config, const aci_node *node,
                                                const aci_config_input **out);

/// The inputs read or given so far.
int aci_config_input_count(const aci_config *config);
const aci_config_input *aci_config_input_at(const aci_config *config, int index);

/// The document as it was written, and its name.
const char *aci_config_text(const aci_config *config);
const char *aci_config_name(const aci_config *config);

/// The YAML library that reads, "libyaml 0.2.5".
void aci_config_library(char *text, size_t size);

/// Adds a fault at a value (`node` NULL: at the document). The message says what is wrong and what
/// is allowed; the place, the key path and the source line are put around it.
void aci_config_fault(aci_config *config, const aci_node *node, const char *format, ...)
    ACI_PRINTF(3, 4);

/// The same at a byte of the scalar's text, and at the node's key.
void aci_config_fault_in(aci_config *config, const aci_node *node, int offset, const char *format,
                         ...) ACI_PRINTF(4, 5);
void aci_config_fault_key(aci_config *config, const aci_node *node, const char *format, ...)
    ACI_PRINTF(3, 4);

/// The same for a key that is not there: at the map's key, with the path of the missing key.
void aci_config_fault_missing(aci_config *config, const aci_node *map, const char *key,
                              const char *format, ...) ACI_PRINTF(4, 5);

/// A fault in an input, as above: "NAME:LINE:COLUMN: error: KEY: message" with the source line,
/// listed with the faults of `node`, the scalar that names the file. Lines end at '\n', columns
/// count code points, both from 1; a byte order mark is none.
void aci_config_fault_input(aci_config *config, const aci_node *node, int line, int column,
                            const char *format, ...) ACI_PRINTF(5, 6);

int aci_config_fault_count(const aci_config *config);

/// All faults in the order of their places, with source lines, ready to print; "" when there are
/// none. Owned by the config, valid until the next fault.
const char *aci_config_faults(aci_config *config);

/// ACI_OK without faults; otherwise ACI_BAD_INPUT with the first fault as the message, or ACI_FILE
/// when nothing is wrong but files that cannot be read.
ACI_MUST_CHECK aci_status aci_config_status(aci_config *config);

#endif
