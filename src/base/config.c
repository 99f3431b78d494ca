/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/config.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_tree.h"

enum { INPUTS_GROW = 8, READ_STEP = 1 << 16 };

void *aci_config_keep(aci_config *config, size_t size)
{
    aci_config_block *block = calloc(1, sizeof *block + size);
    if (block == NULL) {
        return NULL;
    }
    block->next = config->blocks;
    config->blocks = block;
    return block->data;
}

char *aci_config_keep_text(aci_config *config, const char *text, size_t length)
{
    char *kept = aci_config_keep(config, length + 1);
    if (kept != NULL) {
        memcpy(kept, text, length);
    }
    return kept;
}

void aci_config_destroy(aci_config **config)
{
    if (config == NULL || *config == NULL) {
        return;
    }
    for (aci_config_block *block = (*config)->blocks; block != NULL;) {
        aci_config_block *next = block->next;
        free(block);
        block = next;
    }
    free((*config)->inputs);
    free((*config)->fault_page);
    free(*config);
    *config = NULL;
}

/* All of a stream up to `limit` + 1 bytes, NUL-terminated; NULL with errno set. */
static char *read_stream(FILE *stream, size_t limit, size_t *size)
{
    size_t capacity = 0;
    char *text = NULL;
    *size = 0;
    for (;;) {
        if (*size + 1 >= capacity) {
            capacity = 2 * capacity + READ_STEP;
            char *larger = realloc(text, capacity);
            if (larger == NULL) {
                break;
            }
            text = larger;
        }
        size_t got = fread(text + *size, 1, capacity - *size - 1, stream);
        *size += got;
        if (got == 0 && ferror(stream)) {
            break;
        }
        if (got == 0 || *size > limit) {
            text[*size] = '\0';
            return text;
        }
    }
    free(text);
    return NULL;
}

static char *read_file(const char *path, size_t limit, size_t *size)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        return NULL;
    }
    char *text = read_stream(stream, limit, size);
    int error = errno;
    fclose(stream);
    errno = error;
    return text;
}

static aci_status create(const char *name, const char *text, size_t size, aci_config **out)
{
    aci_config *config = calloc(1, sizeof *config);
    *out = config;
    if (config == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the config");
    }
    const char *slash = strrchr(name, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash - name) + 1;
    config->name = aci_config_keep_text(config, name, strlen(name));
    config->directory = aci_config_keep_text(config, name, length);
    config->text = aci_config_keep_text(config, text, size);
    config->size = size;
    if (config->name == NULL || config->directory == NULL || config->text == NULL) {
        aci_config_destroy(out);
        return ACI_FAIL(ACI_FILE, "out of memory for the config");
    }
    return ACI_OK;
}

static aci_status refuse(aci_config *config, int line, int column, const char *format, ...)
    ACI_PRINTF(4, 5);
static aci_status refuse(aci_config *config, int line, int column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    aci_config_fault_at(config, (aci_config_place){NULL, line, column}, "", format, arguments);
    va_end(arguments);
    return aci_config_status(config);
}

/* libyaml would also find these, but not say where. */
static aci_status check_text(aci_config *config)
{
    int line = 1, column = 1;
    for (size_t at = 0; at < config->size;) {
        size_t left = config->size - at;
        unsigned char first = (unsigned char)config->text[at];
        int length = aci_config_code_point(config->text + at, left);
        int line_break = aci_config_line_break(config->text + at, left);
        if (length == 0) {
            return refuse(config, line, column,
                          "byte 0x%02x is not UTF-8, a config is a text in UTF-8", first);
        }
        if ((first < 0x20 && first != '\t' && line_break == 0) || first == 0x7f) {
            return refuse(config, line, column,
                          "control character 0x%02x (a binary file?), a config is a text", first);
        }
        at += (size_t)(line_break > 0 ? line_break : length);
        line += line_break > 0;
        column = line_break > 0 ? 1 : column + 1;
    }
    return ACI_OK;
}

static aci_status build(aci_config *config)
{
    size_t mark = config->size >= 3 && memcmp(config->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    aci_node *root = NULL;
    if (config->size > ACI_CONFIG_SIZE_MAX) {
        config->size = 0;
        return refuse(config, 1, 1, "a file of more than 1 MiB, a config is smaller");
    }
    config->text += mark;
    config->size -= mark;
    ACI_TRY(check_text(config));
    aci_status status = aci_config_build(config, config->text, config->size, NULL, &root);
    if (status != ACI_OK) {
        return status == ACI_BAD_INPUT ? aci_config_status(config) : status;
    }
    if (root == NULL || (root->kind == ACI_NODE_SCALAR && root->text[0] == '\0')) {
        return refuse(config, 1, 1, "an empty file, expected keys such as 'skin:'");
    }
    if (root->kind != ACI_NODE_MAP) {
        return refuse(config, root->line, root->column,
                      "no map of keys and values, expected keys such as 'skin:'");
    }
    config->root = root;
    return aci_config_status(config);
}

aci_status aci_config_parse(const char *name, const char *text, size_t size, aci_config **out)
{
    ACI_TRY(create(name, text, size, out));
    assert(*out != NULL);
    return build(*out);
}

aci_status aci_config_read(const char *path, aci_config **out)
{
    size_t size = 0;
    bool is_standard = strcmp(path, "-") == 0;
    *out = NULL;
    errno = 0;
    char *text = is_standard ? read_stream(stdin, ACI_CONFIG_SIZE_MAX, &size)
                             : read_file(path, ACI_CONFIG_SIZE_MAX, &size);
    if (text == NULL) {
        return ACI_FAIL(ACI_FILE, "%s: error: cannot read the config: %s", path, strerror(errno));
    }
    aci_status status = aci_config_parse(path, text, size, out);
    free(text);
    return status;
}

static aci_config_input *find_input(const aci_config *config, const char *name)
{
    for (int i = 0; i < config->input_count; i++) {
        if (strcmp(config->inputs[i].name, name) == 0) {
            return &config->inputs[i];
        }
    }
    return NULL;
}

aci_status aci_config_add_input(aci_config *config, const char *name, const char *text, size_t size)
{
    if (config->input_count == config->input_capacity) {
        size_t capacity = (size_t)config->input_capacity + INPUTS_GROW;
        aci_config_input *larger = realloc(config->inputs, capacity * sizeof *larger);
        if (larger == NULL) {
            return ACI_FAIL(ACI_FILE, "out of memory for %s", name);
        }
        config->inputs = larger;
        config->input_capacity = (int)capacity;
    }
    char *kept_name = aci_config_keep_text(config, name, strlen(name));
    char *kept_text = aci_config_keep_text(config, text, size);
    if (kept_name == NULL || kept_text == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %s", name);
    }
    config->inputs[config->input_count++] = (aci_config_input){kept_name, kept_text, size};
    return ACI_OK;
}

static aci_status refuse_file(aci_config *config, const aci_node *node, const char *path)
{
    config->file_fault_count++;
    aci_config_fault(config, node, "cannot read '%.400s': %s; paths are relative to the config",
                     path, strerror(errno));
    return ACI_FAIL(ACI_FILE, "cannot read %s", path);
}

static aci_status load_input(aci_config *config, const aci_node *node)
{
    size_t size = 0, length = strlen(config->directory) + strlen(node->text) + 1;
    char *path = aci_config_keep(config, length);
    if (path == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %s", node->text);
    }
    snprintf(path, length, "%s%s", node->text[0] == '/' ? "" : config->directory, node->text);
    char *text = read_file(path, ACI_CONFIG_INPUT_SIZE_MAX, &size);
    if (text == NULL) {
        return refuse_file(config, node, path);
    }
    aci_status status = ACI_BAD_INPUT;
    if (size > ACI_CONFIG_INPUT_SIZE_MAX) {
        aci_config_fault(config, node, "a file of more than 64 MiB");
    } else {
        status = aci_config_add_input(config, node->text, text, size);
    }
    free(text);
    return status;
}

aci_status aci_config_read_input(aci_config *config, const aci_node *node,
                                 const aci_config_input **out)
{
    *out = find_input(config, node->text);
    if (*out == NULL) {
        ACI_TRY(load_input(config, node));
        *out = find_input(config, node->text);
    }
    return ACI_OK;
}

int aci_config_input_count(const aci_config *config)
{
    return config->input_count;
}

const aci_config_input *aci_config_input_at(const aci_config *config, int index)
{
    return &config->inputs[index];
}

const aci_node *aci_config_root(const aci_config *config)
{
    return config->root;
}

const char *aci_config_text(const aci_config *config)
{
    return config->text;
}

const char *aci_config_name(const aci_config *config)
{
    return config->name;
}
