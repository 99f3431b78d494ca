/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libyaml's events are used and not its documents: those take quadratic time. */
#include "config_tree.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef struct builder {
    aci_config *config;
    yaml_parser_t *parser;
    yaml_event_t *event;
    const char *set;
    aci_node *root, *open; ///< the innermost unfinished map or list
    int depth;
    const char *key; ///< waiting for its value
    aci_config_place key_place;
    bool has_document, is_finished;
} builder;

static aci_config_place place_of(const builder *build, yaml_mark_t mark)
{
    return (aci_config_place){build->set, (int)mark.line + 1, (int)mark.column + 1};
}

static aci_status refuse(builder *build, yaml_mark_t mark, const char *format, ...)
    ACI_PRINTF(3, 4);
static aci_status refuse(builder *build, yaml_mark_t mark, const char *format, ...)
{
    char path[ACI_CONFIG_PATH_SIZE] = "";
    va_list arguments;
    if (build->open != NULL) {
        aci_config_path(build->open, false, path);
    }
    va_start(arguments, format);
    aci_config_fault_at(build->config, place_of(build, mark), build->set ? build->set : path,
                        format, arguments);
    va_end(arguments);
    return ACI_BAD_INPUT;
}

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory while reading the config");
}

aci_node *aci_config_node(aci_config *config, aci_node_kind kind, aci_config_place place)
{
    aci_node *node = aci_config_keep(config, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->set = place.set;
        node->line = node->key_line = place.line;
        node->column = node->key_column = place.column;
        config->node_count++;
    }
    return node;
}

void aci_config_append(aci_node *parent, aci_node *child, const char *key,
                       aci_config_place key_place)
{
    child->parent = parent;
    child->key = key;
    if (key != NULL) {
        child->key_line = key_place.line;
        child->key_column = key_place.column;
    }
    if (parent->first == NULL) {
        parent->first = child;
    } else {
        ((aci_node *)parent->last)->next = child;
    }
    parent->last = child;
    parent->count++;
}

static aci_status place_node(builder *build, aci_node *node)
{
    aci_node *parent = build->open;
    if (parent == NULL) {
        build->root = node;
    } else {
        aci_config_append(parent, node, build->key, build->key_place);
        build->key = NULL;
    }
    return ACI_OK;
}

static bool wants_key(const builder *build)
{
    return build->open != NULL && build->open->kind == ACI_NODE_MAP && build->key == NULL;
}

static aci_status check_plainness(builder *build, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    yaml_mark_t mark = build->event->start_mark;
    if (anchor != NULL) {
        return refuse(build, mark, "anchors (&name) are not allowed, write each value out");
    }
    if (tag != NULL) {
        return refuse(build, mark, "tags (!name) are not allowed, write the value alone");
    }
    if (build->config->node_count >= ACI_CONFIG_NODES_MAX) {
        return refuse(build, mark, "more than %d values, allowed are fewer", ACI_CONFIG_NODES_MAX);
    }
    return ACI_OK;
}

static aci_status open_collection(builder *build, aci_node_kind kind, const yaml_char_t *anchor,
                                  const yaml_char_t *tag)
{
    yaml_mark_t mark = build->event->start_mark;
    ACI_TRY(check_plainness(build, anchor, tag));
    if (wants_key(build)) {
        return refuse(build, mark, "a key must be a word, not a list or map");
    }
    if (build->depth == ACI_CONFIG_DEPTH_MAX) {
        return refuse(build, mark, "nested too deeply, allowed are %d levels",
                      ACI_CONFIG_DEPTH_MAX);
    }
    aci_node *node = aci_config_node(build->config, kind, place_of(build, mark));
    if (node == NULL) {
        return out_of_memory();
    }
    ACI_TRY(place_node(build, node));
    build->open = node;
    build->depth++;
    return ACI_OK;
}

static aci_status add_scalar(builder *build)
{
    const yaml_event_t *event = build->event;
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    ACI_TRY(check_plainness(build, event->data.scalar.anchor, event->data.scalar.tag));
    if (memchr(value, '\0', length) != NULL) {
        return refuse(build, event->start_mark, "a text with a NUL in it");
    }
    const char *text = aci_config_keep_text(build->config, value, length);
    if (text == NULL) {
        return out_of_memory();
    }
    if (wants_key(build)) {
        build->key = text;
        build->key_place = place_of(build, event->start_mark);
        return ACI_OK;
    }
    aci_node *node =
        aci_config_node(build->config, ACI_NODE_SCALAR, place_of(build, event->start_mark));
    if (node == NULL) {
        return out_of_memory();
    }
    node->text = text;
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return place_node(build, node);
}

static int compare_keys(const void *a, const void *b)
{
    const aci_node *const *left = a, *const *right = b;
    int order = strcmp((*left)->key, (*right)->key);
    if (order != 0) {
        return order;
    }
    int lines = (*left)->key_line - (*right)->key_line;
    return lines != 0 ? lines : (*left)->key_column - (*right)->key_column;
}

/* Sorting keeps this within n log n for a map of a hundred thousand keys. */
static aci_status refuse_duplicates(aci_config *config, const aci_node *map)
{
    if (map->count < 2) {
        return ACI_OK;
    }
    const aci_node **children = malloc((size_t)map->count * sizeof(aci_node *));
    int count = 0;
    if (children == NULL) {
        return out_of_memory();
    }
    for (const aci_node *child = map->first; child != NULL; child = child->next) {
        children[count++] = child;
    }
    qsort(children, (size_t)count, sizeof(aci_node *), compare_keys);
    for (int i = 1; i < count; i++) {
        if (strcmp(children[i - 1]->key, children[i]->key) == 0) {
            aci_config_fault_key(config, children[i],
                                 "duplicate key '%s', allowed once (first on line %d)",
                                 children[i]->key, children[i - 1]->key_line);
        }
    }
    free(children);
    return ACI_OK;
}

static aci_status close_collection(builder *build)
{
    aci_node *closed = build->open;
    assert(closed != NULL);
    if (closed->kind == ACI_NODE_MAP) {
        ACI_TRY(refuse_duplicates(build->config, closed));
    }
    build->open = (aci_node *)closed->parent;
    build->depth--;
    return ACI_OK;
}

static aci_status start_document(builder *build)
{
    const yaml_event_t *event = build->event;
    if (build->has_document) {
        return refuse(build, event->start_mark, "a second document, allowed is one");
    }
    if (event->data.document_start.version_directive != NULL ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end) {
        return refuse(build, event->start_mark, "directives (%%YAML, %%TAG) are not allowed");
    }
    build->has_document = true;
    return ACI_OK;
}

static aci_status take_event(builder *build)
{
    const yaml_event_t *event = build->event;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return start_document(build);
    case YAML_ALIAS_EVENT:
        return refuse(build, event->start_mark,
                      "aliases (*name) are not allowed, write each value out");
    case YAML_SCALAR_EVENT:
        return add_scalar(build);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(build, ACI_NODE_LIST, event->data.sequence_start.anchor,
                               event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return open_collection(build, ACI_NODE_MAP, event->data.mapping_start.anchor,
                               event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(build);
    case YAML_STREAM_END_EVENT:
        build->is_finished = true;
        return ACI_OK;
    default:
        return ACI_OK;
    }
}

/* libyaml's words, with a hint where they are no help. */
static aci_status refuse_syntax(builder *build)
{
    const yaml_parser_t *parser = build->parser;
    const char *problem = parser->problem != NULL ? parser->problem : "not readable as YAML";
    yaml_mark_t mark = parser->problem_mark;
    if (parser->error == YAML_MEMORY_ERROR) {
        return out_of_memory();
    }
    if (strstr(problem, "cannot start any token") != NULL) {
        return refuse(build, mark,
                      "a character that cannot begin a value here (a tab, @, ` or %%), "
                      "allowed after blanks is a word, number or quoted text");
    }
    if (strstr(problem, "end of stream") != NULL && parser->context != NULL) {
        mark = parser->context_mark;
    }
    return refuse(build, mark, "%s%s%s", problem, parser->context != NULL ? " " : "",
                  parser->context != NULL ? parser->context : "");
}

static aci_status build_tree(builder *build)
{
    while (!build->is_finished) {
        yaml_event_t event;
        if (!yaml_parser_parse(build->parser, &event)) {
            return refuse_syntax(build);
        }
        build->event = &event;
        aci_status status = take_event(build);
        yaml_event_delete(&event);
        build->event = NULL;
        ACI_TRY(status);
    }
    return ACI_OK;
}

aci_status aci_config_build(aci_config *config, const char *text, size_t size, const char *set,
                            aci_node **root)
{
    yaml_parser_t parser;
    builder build = {.config = config, .parser = &parser, .set = set};
    if (!yaml_parser_initialize(&parser)) {
        return out_of_memory();
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    aci_status status = build_tree(&build);
    yaml_parser_delete(&parser);
    *root = status == ACI_OK ? build.root : NULL;
    return status;
}

void aci_config_library(char *text, size_t size)
{
    snprintf(text, size, "libyaml %s", yaml_get_version_string());
}
