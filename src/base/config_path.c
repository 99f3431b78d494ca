/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths such as skin.layers[0].thickness and skin.layers.dermis.thickness, and --set. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_tree.h"

enum { WORD_SIZE = 128 };

/// One step of a path: a word, or an index in brackets.
typedef struct path_step {
    bool is_index;
    int index;
    char word[WORD_SIZE];
} path_step;

/* Takes one step off the path; false when it is malformed. */
static bool take_step(const char **path, bool is_first, path_step *step)
{
    const char *at = *path;
    if (*at == '[') {
        char *end = NULL;
        long index = strtol(at + 1, &end, 10);
        bool is_number = at[1] >= '0' && at[1] <= '9' && *end == ']';
        *step = (path_step){.is_index = true, .index = (int)index};
        *path = is_number ? end + 1 : at;
        return is_number && !is_first && index < ACI_CONFIG_NODES_MAX;
    }
    at += !is_first && *at == '.';
    size_t length = strcspn(at, ".[");
    bool has_dot = is_first || at != *path;
    if (length == 0 || length >= WORD_SIZE || !has_dot) {
        return false;
    }
    *step = (path_step){.is_index = false};
    memcpy(step->word, at, length);
    *path = at + length;
    return true;
}

const aci_node *aci_config_child(const aci_node *map, const char *key)
{
    if (map == NULL || map->kind != ACI_NODE_MAP) {
        return NULL;
    }
    const aci_node *child = map->first;
    while (child != NULL && strcmp(child->key, key) != 0) {
        child = child->next;
    }
    return child;
}

static const aci_node *child_at(const aci_node *list, int index)
{
    const aci_node *child = list->kind == ACI_NODE_LIST ? list->first : NULL;
    while (child != NULL && index-- > 0) {
        child = child->next;
    }
    return child;
}

static const aci_node *child_named(const aci_node *list, const char *name)
{
    for (const aci_node *child = list->first; child != NULL; child = child->next) {
        const aci_node *value = aci_config_child(child, "name");
        if (value != NULL && value->text != NULL && strcmp(value->text, name) == 0) {
            return child;
        }
    }
    return NULL;
}

static const aci_node *follow(const aci_node *node, const path_step *step)
{
    if (step->is_index) {
        return child_at(node, step->index);
    }
    return node->kind == ACI_NODE_LIST ? child_named(node, step->word)
                                       : aci_config_child(node, step->word);
}

/* The path without the dot before its next step. */
static const char *after_dot(const char *path, bool is_first)
{
    return path + (!is_first && *path == '.');
}

/* The child whose key is a path itself and stands at the start of this one, the longest of them;
 * moves `path` behind it. NULL where there is none. */
static const aci_node *follow_long_key(const aci_node *map, const char **path, bool is_first)
{
    const char *at = after_dot(*path, is_first);
    const aci_node *longest = NULL;
    size_t most = 0;
    if (map->kind != ACI_NODE_MAP) {
        return NULL;
    }
    for (const aci_node *child = map->first; child != NULL; child = child->next) {
        size_t length = strlen(child->key);
        bool is_start = strncmp(at, child->key, length) == 0 && strchr(".[", at[length]) != NULL;
        if (is_start && length > most && strpbrk(child->key, ".[") != NULL) {
            longest = child;
            most = length;
        }
    }
    *path = longest != NULL ? at + most : *path;
    return longest;
}

const aci_node *aci_config_find(const aci_config *config, const char *path)
{
    const aci_node *node = config->root;
    bool is_first = true;
    while (node != NULL && *path != '\0') {
        path_step step;
        const aci_node *child = follow_long_key(node, &path, is_first);
        if (child == NULL && !take_step(&path, is_first, &step)) {
            return NULL;
        }
        node = child != NULL ? child : follow(node, &step);
        is_first = false;
    }
    return node;
}

static int index_of(const aci_node *node)
{
    int index = 0;
    for (const aci_node *at = node->parent->first; at != NULL && at != node; at = at->next) {
        index++;
    }
    return index;
}

void aci_config_path(const aci_node *node, bool pattern, char path[ACI_CONFIG_PATH_SIZE])
{
    if (node == NULL || node->parent == NULL) {
        path[0] = '\0';
        return;
    }
    aci_config_path(node->parent, pattern, path);
    size_t used = strlen(path), room = ACI_CONFIG_PATH_SIZE - used;
    if (node->key != NULL) {
        snprintf(path + used, room, "%s%s", used > 0 ? "." : "", node->key);
    } else if (pattern) {
        snprintf(path + used, room, "[]");
    } else {
        snprintf(path + used, room, "[%d]", index_of(node));
    }
}

/// A `--set` at work.
typedef struct setting {
    aci_config *config;
    aci_config_place place;
    aci_node *value;
} setting;

static aci_status refuse(const setting *set, const char *format, ...) ACI_PRINTF(2, 3);
static aci_status refuse(const setting *set, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    aci_config_fault_at(set->config, set->place, set->place.set, format, arguments);
    va_end(arguments);
    return aci_config_status(set->config);
}

/* The value takes the place of what stood there. */
static void overwrite(aci_node *old, const aci_node *value)
{
    aci_node kept = *old;
    *old = *value;
    old->key = kept.key;
    old->next = kept.next;
    old->parent = kept.parent;
    for (const aci_node *child = old->first; child != NULL; child = child->next) {
        ((aci_node *)child)->parent = old;
    }
}

/* A map entry, or a list entry with a name, that was not there. */
static aci_status create(const setting *set, aci_node *parent, const char *key, aci_node **out)
{
    aci_config *config = set->config;
    char *word = aci_config_keep_text(config, key, strlen(key));
    aci_node *child = aci_config_node(config, ACI_NODE_MAP, set->place);
    aci_node *name = aci_config_node(config, ACI_NODE_SCALAR, set->place);
    if (word == NULL || child == NULL || name == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory while setting %s", set->place.set);
    }
    if (config->node_count > ACI_CONFIG_NODES_MAX) {
        return refuse(set, "more than %d values in the config", ACI_CONFIG_NODES_MAX);
    }
    if (parent->kind == ACI_NODE_LIST) {
        name->text = word;
        aci_config_append(child, name, "name", set->place);
        aci_config_append(parent, child, NULL, set->place);
    } else {
        aci_config_append(parent, child, word, set->place);
    }
    *out = child;
    return ACI_OK;
}

static bool is_path(const char *path)
{
    const char *at = path;
    int depth = 0;
    path_step step;
    while (*at != '\0' && depth <= ACI_CONFIG_DEPTH_MAX && take_step(&at, at == path, &step)) {
        depth++;
    }
    return *at == '\0' && depth > 0;
}

void aci_config_open(aci_config *config, bool (*is_open)(const char *pattern))
{
    config->is_open = is_open;
}

/* Whether the keys of a map are paths: known to be, or seen. */
static bool has_long_keys(const setting *set, const aci_node *map)
{
    char pattern[ACI_CONFIG_PATH_SIZE];
    aci_config_path(map, true, pattern);
    if (set->config->is_open != NULL && set->config->is_open(pattern)) {
        return true;
    }
    const aci_node *child = map->kind == ACI_NODE_MAP ? map->first : NULL;
    while (child != NULL && strpbrk(child->key, ".[") == NULL) {
        child = child->next;
    }
    return child != NULL;
}

/* A new entry among keys that are paths. Where its key ends shows only when a whole entry is set:
 * a list or a map. */
static aci_status create_long(const setting *set, aci_node *parent, const char *key, aci_node **out)
{
    char here[ACI_CONFIG_PATH_SIZE];
    if (set->value->kind == ACI_NODE_SCALAR) {
        aci_config_path(parent, false, here);
        return refuse(set,
                      "%s has no such key yet; a new one is set whole, as in --set '%s.KEY={...}', "
                      "or all of them together, as in --set '%s={KEY: ...}'",
                      here, here, here);
    }
    return create(set, parent, key, out);
}

static aci_status refuse_path(const setting *set)
{
    return refuse(set, "not a key path, expected one such as channels.depth or "
                       "skin.layers.dermis.thickness");
}

/* One step down the path, to what is there or is made. */
static aci_status descend(const setting *set, const char *path, const char **at, aci_node **node)
{
    path_step step;
    char here[ACI_CONFIG_PATH_SIZE];
    aci_node *parent = *node;
    const char *rest = after_dot(*at, *at == path);
    aci_node *child = (aci_node *)follow_long_key(parent, at, *at == path);
    if (child != NULL) {
        *node = child;
        return ACI_OK;
    }
    if (!take_step(at, *at == path, &step)) {
        return refuse_path(set);
    }
    aci_config_path(parent, false, here);
    if (parent->kind == ACI_NODE_SCALAR) {
        return refuse(set, "%s is '%.80s' and has no keys", here, parent->text);
    }
    *node = (aci_node *)follow(parent, &step);
    if (*node == NULL && step.is_index) {
        return refuse(set,
                      "no entry %d: an index counts the entries the config lists, %s has %d of "
                      "them; name the entry instead, as in skin.layers.dermis.thickness",
                      step.index, here, parent->kind == ACI_NODE_LIST ? parent->count : 0);
    }
    if (*node == NULL && **at != '\0' && has_long_keys(set, parent)) {
        *at += strlen(*at);
        return create_long(set, parent, rest, node);
    }
    return *node != NULL ? ACI_OK : create(set, parent, step.word, node);
}

static aci_status walk(const setting *set, const char *path)
{
    aci_node *node = set->config->root;
    if (!is_path(path)) {
        return refuse_path(set);
    }
    for (const char *at = path; *at != '\0';) {
        assert(node != NULL);
        ACI_TRY(descend(set, path, &at, &node));
    }
    overwrite(node, set->value);
    return ACI_OK;
}

static aci_status build_value(setting *set, const char *value)
{
    size_t length = strlen(value), size = length + 8;
    char *document = malloc(size);
    aci_node *root = NULL;
    if (document == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory while setting %s", set->place.set);
    }
    /* As the only entry of a flow list: block structure and comments cannot come in. */
    int used = snprintf(document, size, "[%s\n]", value);
    aci_status status =
        length > ACI_CONFIG_SIZE_MAX
            ? refuse(set, "a value of more than %d bytes", ACI_CONFIG_SIZE_MAX)
            : aci_config_build(set->config, document, (size_t)used, set->place.set, &root);
    free(document);
    if (status != ACI_OK) {
        return status == ACI_BAD_INPUT ? aci_config_status(set->config) : status;
    }
    if (root == NULL || root->kind != ACI_NODE_LIST || root->count != 1) {
        return refuse(set, "expected one value, a list is written in brackets [1 h, 2 h]");
    }
    set->value = (aci_node *)root->first;
    return ACI_OK;
}

static bool is_text(const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        int length = aci_config_code_point(text + at, size - at);
        if (length == 0) {
            return false;
        }
        at += (size_t)length;
    }
    return true;
}

aci_status aci_config_set(aci_config *config, const char *path, const char *value)
{
    setting set = {.config = config};
    set.place.set = aci_config_keep_text(config, path, strlen(path));
    if (set.place.set == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory while setting %s", path);
    }
    if (config->root == NULL) {
        return aci_config_status(config);
    }
    if (*path == '\0' || !is_text(path) || !is_text(value)) {
        return refuse(&set, "expected KEY=value in valid UTF-8, such as channels.depth=300 um");
    }
    ACI_TRY(build_value(&set, value));
    return walk(&set, set.place.set);
}

aci_status aci_config_set_argument(aci_config *config, const char *argument)
{
    const char *sign = strchr(argument, '=');
    if (sign == NULL) {
        setting set = {.config = config, .place = {.set = argument}};
        set.place.set = aci_config_keep_text(config, argument, strlen(argument));
        return refuse(&set, "no '=' in it, expected KEY=value such as channels.depth=300um");
    }
    char *path = aci_config_keep_text(config, argument, (size_t)(sign - argument));
    return path == NULL ? ACI_FAIL(ACI_FILE, "out of memory while setting a value")
                        : aci_config_set(config, path, sign + 1);
}
