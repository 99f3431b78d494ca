/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the files of the config share: its memory, its tree and its faults.
#ifndef ACICULA_BASE_CONFIG_TREE_H
#define ACICULA_BASE_CONFIG_TREE_H

#include <stdarg.h>

#include "acicula/base/config.h"

/// Memory that lives as long as the config.
typedef struct aci_config_block {
    struct aci_config_block *next;
    max_align_t data[];
} aci_config_block;

/// Where a fault is.
typedef struct aci_config_place {
    const char *set;  ///< KEY of `--set`, or NULL
    int line, column; ///< from 1
} aci_config_place;

typedef struct aci_config_fault_text {
    aci_config_place place;
    char *text;
} aci_config_fault_text;

struct aci_config {
    char *name, *directory, *text;
    size_t size;
    aci_node *root;
    int node_count;
    aci_config_block *blocks;
    int input_count, input_capacity;
    aci_config_input *inputs;
    int fault_count; ///< found; of these `fault_kept` are stored
    int fault_kept, file_fault_count;
    aci_config_fault_text *faults;
    char *fault_page;
    bool (*is_open)(const char *pattern); ///< aci_config_open, or NULL
};

/// Zeroed memory; NULL when there is none.
void *aci_config_keep(aci_config *config, size_t size);
char *aci_config_keep_text(aci_config *config, const char *text, size_t length);

/// Reads a document into a tree. `set` is the KEY of `--set` or NULL. ACI_BAD_INPUT adds a fault.
ACI_MUST_CHECK aci_status aci_config_build(aci_config *config, const char *text, size_t size,
                                           const char *set, aci_node **root);

/// A new node; NULL when memory is short.
aci_node *aci_config_node(aci_config *config, aci_node_kind kind, aci_config_place place);

/// Puts a node at the end of a map or list. `key` is NULL in a list.
void aci_config_append(aci_node *parent, aci_node *child, const char *key,
                       aci_config_place key_place);

/// Adds a fault with everything spelled out.
void aci_config_fault_at(aci_config *config, aci_config_place place, const char *path,
                         const char *format, va_list arguments);

/// Length in bytes of the UTF-8 code point that begins here, 0 when invalid.
int aci_config_code_point(const char *text, size_t size);

/// Bytes of the line break that begins here, as YAML counts them; 0 for none.
int aci_config_line_break(const char *text, size_t size);

#endif
