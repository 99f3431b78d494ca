/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_tree.h"

enum {
    FAULTS_MAX = 200,
    MESSAGE_SIZE = 1024,
    FAULT_SIZE = 4096,
    SHOWN_MAX = 100, ///< characters of a source line
    CARET_MAX = 90,  ///< a caret beyond this moves the window
    TAB_WIDTH = 4
};

int aci_config_code_point(const char *text, size_t size)
{
    static const unsigned long smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)text[0];
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length <= 1) {
        return length;
    }
    unsigned long code = first & (0xffU >> (length + 1));
    if (first > 0xf4 || (size_t)length > size) {
        return 0;
    }
    for (int i = 1; i < length; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xc0) != 0x80) {
            return 0;
        }
        code = code << 6 | (next & 0x3f);
    }
    bool is_surrogate = code >= 0xd800 && code < 0xe000;
    return code < smallest[length] || code > 0x10ffff || is_surrogate ? 0 : length;
}

int aci_config_line_break(const char *text, size_t size)
{
    if (size == 0) {
        return 0;
    }
    if (text[0] == '\r') {
        return size > 1 && text[1] == '\n' ? 2 : 1;
    }
    if (text[0] == '\n') {
        return 1;
    }
    if (size > 1 && memcmp(text, "\xc2\x85", 2) == 0) {
        return 2;
    }
    return size > 2 &&
                   (memcmp(text, "\xe2\x80\xa8", 3) == 0 || memcmp(text, "\xe2\x80\xa9", 3) == 0)
               ? 3
               : 0;
}

/* The text from the start of a line to the end of the document. */
static const char *find_line(const aci_config *config, int line, size_t *size)
{
    const char *at = config->text, *end = config->text + config->size;
    for (int k = 1; k < line && at < end;) {
        int length = aci_config_line_break(at, (size_t)(end - at));
        k += length > 0;
        at += length > 0 ? length : 1;
    }
    *size = (size_t)(end - at);
    return at;
}

/// A source line as it is shown: one cell per character.
typedef struct shown_line {
    int width, caret; ///< cells; the caret's cell
    char cells[4 * 1024][5];
} shown_line;

static void show_character(shown_line *shown, const char *at, int length)
{
    char *cell = shown->cells[shown->width++];
    bool is_control = length == 0 || (length == 1 && ((unsigned char)*at < 0x20 || *at == 0x7f));
    memset(cell, 0, 5);
    memcpy(cell, is_control ? "?" : at, is_control ? 1 : (size_t)length);
}

static void expand_line(const char *at, size_t size, int column, shown_line *shown)
{
    const char *end = at + size;
    shown->width = 0;
    shown->caret = -1;
    for (int k = 1; at < end && aci_config_line_break(at, (size_t)(end - at)) == 0; k++) {
        int length = aci_config_code_point(at, (size_t)(end - at));
        if (shown->width + TAB_WIDTH >= 4 * 1024) {
            break;
        }
        shown->caret = k == column ? shown->width : shown->caret;
        if (*at == '\t') {
            do {
                show_character(shown, " ", 1);
            } while (shown->width % TAB_WIDTH != 0);
        } else {
            show_character(shown, at, length);
        }
        at += length > 0 ? length : 1;
    }
    shown->caret = shown->caret < 0 ? shown->width : shown->caret;
}

/* The two lines under a message, from where the source line begins; `size` goes on to the end of
 * the text, `room` is what is left of the buffer. */
static void write_source(const char *line, size_t size, aci_config_place place, char *out,
                         size_t room)
{
    shown_line *shown = malloc(sizeof *shown);
    size_t used = 0;
    if (shown == NULL) {
        out[0] = '\0';
        return;
    }
    expand_line(line, size, place.column, shown);
    int start = shown->caret > CARET_MAX ? shown->caret - CARET_MAX / 2 : 0;
    used += (size_t)snprintf(out, room, "%6d | %s", place.line, start > 0 ? "..." : "");
    for (int i = start; i < shown->width && i < start + SHOWN_MAX; i++) {
        used += (size_t)snprintf(out + used, room - used, "%s", shown->cells[i]);
    }
    used += (size_t)snprintf(out + used, room - used, "%s\n       | ",
                             shown->width > start + SHOWN_MAX ? "..." : "");
    snprintf(out + used, room - used, "%*s^\n", shown->caret - start + (start > 0 ? 3 : 0), "");
    free(shown);
}

static bool is_before(aci_config_place a, aci_config_place b)
{
    if ((a.set != NULL) != (b.set != NULL)) {
        return a.set == NULL;
    }
    if (a.set != NULL || a.line == b.line) {
        return a.set == NULL && a.column < b.column;
    }
    return a.line < b.line;
}

static void insert_fault(aci_config *config, aci_config_place place, const char *text)
{
    config->fault_count++;
    if (config->faults == NULL) {
        config->faults = aci_config_keep(config, FAULTS_MAX * sizeof(aci_config_fault_text));
    }
    char *kept = aci_config_keep_text(config, text, strlen(text));
    if (config->faults == NULL || kept == NULL || config->fault_kept == FAULTS_MAX) {
        return;
    }
    int k = config->fault_kept++;
    for (; k > 0 && is_before(place, config->faults[k - 1].place); k--) {
        config->faults[k] = config->faults[k - 1];
    }
    config->faults[k] = (aci_config_fault_text){place, kept};
}

/* Beyond the ones kept, faults are only counted: a hostile file costs no more than a bad one. */
static bool is_full(aci_config *config)
{
    config->fault_count += config->fault_kept == FAULTS_MAX;
    return config->fault_kept == FAULTS_MAX;
}

void aci_config_fault_at(aci_config *config, aci_config_place place, const char *path,
                         const char *format, va_list arguments)
{
    char message[MESSAGE_SIZE], where[MESSAGE_SIZE], *fault = malloc(FAULT_SIZE);
    if (fault == NULL || is_full(config)) {
        config->fault_count += fault == NULL;
        free(fault);
        return;
    }
    vsnprintf(message, sizeof message, format, arguments);
    if (place.set != NULL) {
        snprintf(where, sizeof where, "--set %s", place.set);
    } else {
        snprintf(where, sizeof where, "%s:%d:%d", config->name, place.line, place.column);
    }
    int used = snprintf(fault, FAULT_SIZE, "%s: error: %s%s%s\n", where, path,
                        path[0] == '\0' ? "" : ": ", message);
    if (place.set == NULL && config->size > 0) {
        size_t size = 0;
        const char *line = find_line(config, place.line, &size);
        write_source(line, size, place, fault + used, FAULT_SIZE - (size_t)used);
    }
    insert_fault(config, place, fault);
    free(fault);
}

static aci_config_place value_place(const aci_node *node)
{
    return node == NULL ? (aci_config_place){NULL, 1, 1}
                        : (aci_config_place){node->set, node->line, node->column};
}

static aci_config_place key_place(const aci_node *node)
{
    return node == NULL || node->key == NULL
               ? value_place(node)
               : (aci_config_place){node->set, node->key_line, node->key_column};
}

void aci_config_fault(aci_config *config, const aci_node *node, const char *format, ...)
{
    char path[ACI_CONFIG_PATH_SIZE];
    va_list arguments;
    if (is_full(config)) {
        return;
    }
    aci_config_path(node, false, path);
    va_start(arguments, format);
    aci_config_fault_at(config, value_place(node), path, format, arguments);
    va_end(arguments);
}

void aci_config_fault_in(aci_config *config, const aci_node *node, int offset, const char *format,
                         ...)
{
    char path[ACI_CONFIG_PATH_SIZE];
    aci_config_place place = value_place(node);
    va_list arguments;
    if (is_full(config)) {
        return;
    }
    aci_config_path(node, false, path);
    for (int i = 0; i < offset && node->text[i] != '\0'; i++) {
        place.column += ((unsigned char)node->text[i] & 0xc0) != 0x80;
    }
    place.column += node->is_quoted;
    va_start(arguments, format);
    aci_config_fault_at(config, place, path, format, arguments);
    va_end(arguments);
}

void aci_config_fault_key(aci_config *config, const aci_node *node, const char *format, ...)
{
    char path[ACI_CONFIG_PATH_SIZE];
    va_list arguments;
    if (is_full(config)) {
        return;
    }
    aci_config_path(node, false, path);
    va_start(arguments, format);
    aci_config_fault_at(config, key_place(node), path, format, arguments);
    va_end(arguments);
}

void aci_config_fault_missing(aci_config *config, const aci_node *map, const char *key,
                              const char *format, ...)
{
    char path[ACI_CONFIG_PATH_SIZE];
    va_list arguments;
    if (is_full(config)) {
        return;
    }
    aci_config_path(map, false, path);
    size_t used = strlen(path);
    snprintf(path + used, sizeof path - used, "%s%s", used > 0 ? "." : "", key);
    va_start(arguments, format);
    aci_config_fault_at(config, key_place(map), path, format, arguments);
    va_end(arguments);
}

/* The source line of an input and what follows it; NULL for a file that was not read. */
static const char *find_input_line(const aci_config *config, const char *name, int line,
                                   size_t *size)
{
    int n = 0;
    while (n < config->input_count && strcmp(config->inputs[n].name, name) != 0) {
        n++;
    }
    if (n == config->input_count) {
        return NULL;
    }
    const char *at = config->inputs[n].text, *end = at + config->inputs[n].size;
    at += strncmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (int k = 1; k < line && at < end; at++) {
        k += *at == '\n';
    }
    *size = (size_t)(end - at);
    return at;
}

void aci_config_fault_input(aci_config *config, const aci_node *node, int line, int column,
                            const char *format, ...)
{
    char path[ACI_CONFIG_PATH_SIZE], message[MESSAGE_SIZE], fault[FAULT_SIZE];
    va_list arguments;
    size_t size = 0;
    if (is_full(config)) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    aci_config_path(node, false, path);
    size_t used = (size_t)snprintf(fault, sizeof fault, "%.1000s:%d:%d: error: %s: %s\n",
                                   node->text, line, column, path, message);
    const char *source = find_input_line(config, node->text, line, &size);
    if (source != NULL && size > 0) {
        write_source(source, size, (aci_config_place){NULL, line, column}, fault + used,
                     sizeof fault - used);
        used = strlen(fault);
    }
    if (node->set == NULL) {
        snprintf(fault + used, sizeof fault - used, "%.600s:%d:%d: note: named here\n",
                 config->name, node->line, node->column);
    }
    insert_fault(config, value_place(node), fault);
}

int aci_config_fault_count(const aci_config *config)
{
    return config->fault_count;
}

const char *aci_config_faults(aci_config *config)
{
    size_t size = 128, used = 0;
    for (int i = 0; i < config->fault_kept; i++) {
        size += strlen(config->faults[i].text);
    }
    free(config->fault_page);
    config->fault_page = malloc(size);
    if (config->fault_page == NULL) {
        return "error: out of memory\n";
    }
    config->fault_page[0] = '\0';
    for (int i = 0; i < config->fault_kept; i++) {
        size_t length = strlen(config->faults[i].text);
        memcpy(config->fault_page + used, config->faults[i].text, length + 1);
        used += length;
    }
    if (config->fault_count > config->fault_kept) {
        snprintf(config->fault_page + used, size - used, "and %d more faults\n",
                 config->fault_count - config->fault_kept);
    }
    return config->fault_page;
}

aci_status aci_config_status(aci_config *config)
{
    if (config->fault_count == 0) {
        return ACI_OK;
    }
    aci_status status = config->fault_count == config->file_fault_count ? ACI_FILE : ACI_BAD_INPUT;
    const char *text = config->fault_kept > 0 ? config->faults[0].text : "out of memory";
    return ACI_FAIL(status, "%.*s", (int)strcspn(text, "\n"), text);
}
