/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parameters_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDIT_SIZE = 48, NEAR = 2 };

bool aci_parameters_nth(const char *words, int n, char *word, size_t size)
{
    while (words != NULL && n-- > 0) {
        words = strpbrk(words, "|,");
        words = words == NULL ? NULL : words + 1 + strspn(words + 1, " ");
    }
    if (words == NULL) {
        return false;
    }
    snprintf(word, size, "%.*s", (int)strcspn(words, "|,"), words);
    return true;
}

int aci_parameters_word(const char *words, const char *word)
{
    char at[EDIT_SIZE];
    for (int n = 0; aci_parameters_nth(words, n, at, sizeof at); n++) {
        if (strcmp(at, word) == 0) {
            return n;
        }
    }
    return -1;
}

static void add_to_list(char *text, size_t size, const char *word)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", word);
}

void aci_parameters_list(const char *words, char *text, size_t size)
{
    char word[EDIT_SIZE];
    text[0] = '\0';
    for (int n = 0; aci_parameters_nth(words, n, word, sizeof word); n++) {
        add_to_list(text, size, word);
    }
}

static int least(int a, int b, int c)
{
    int smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

/* Whether two words differ by two neighbouring letters that have changed places. */
static bool is_swapped(const char *a, const char *b)
{
    size_t k = 0;
    while (a[k] != '\0' && a[k] == b[k]) {
        k++;
    }
    return a[k] != '\0' && b[k] != '\0' && a[k + 1] != '\0' && a[k] == b[k + 1] &&
           a[k + 1] == b[k] && strcmp(a + k + 2, b + k + 2) == 0;
}

/* Levenshtein distance, a swap of neighbours counting as one; long words count as far. */
static int edits(const char *a, const char *b)
{
    int row[EDIT_SIZE];
    size_t columns = strlen(b);
    if (strlen(a) >= EDIT_SIZE || columns >= EDIT_SIZE) {
        return EDIT_SIZE;
    }
    if (is_swapped(a, b)) {
        return 1;
    }
    for (size_t j = 0; j <= columns; j++) {
        row[j] = (int)j;
    }
    for (int i = 1; a[i - 1] != '\0'; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            int above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[columns];
}

/* Two edits make any two words of two letters alike: fewer are allowed in short ones. */
static int allowed_edits(const char *word)
{
    return strlen(word) < 4 ? 1 : NEAR;
}

bool aci_parameters_nearest_word(const char *words, const char *word, char *nearest, size_t size)
{
    char at[EDIT_SIZE];
    int best = allowed_edits(word) + 1;
    for (int n = 0; aci_parameters_nth(words, n, at, sizeof at); n++) {
        int distance = edits(word, at);
        if (distance < best) {
            best = distance;
            snprintf(nearest, size, "%s", at);
        }
    }
    return best <= allowed_edits(word);
}

const aci_parameter *aci_parameters_row(aci_parameter_table table, const char *pattern)
{
    for (int i = 0; i < table.count; i++) {
        if (strcmp(table.rows[i].key, pattern) == 0) {
            return &table.rows[i];
        }
    }
    return NULL;
}

/* The last word of a row directly below `parent`; NULL for other rows. */
static const char *word_below(const aci_parameter *row, const char *parent)
{
    size_t length = strlen(parent);
    const char *word = row->key + length + (length > 0);
    bool is_below =
        strncmp(row->key, parent, length) == 0 && (length == 0 || row->key[length] == '.');
    return is_below && strpbrk(word, ".[") == NULL ? word : NULL;
}

const char *aci_parameters_nearest(aci_parameter_table table, const char *parent, const char *word)
{
    const char *nearest = NULL;
    int best = allowed_edits(word) + 1;
    for (int i = 0; i < table.count; i++) {
        const char *known = word_below(&table.rows[i], parent);
        int distance = known == NULL ? EDIT_SIZE : edits(word, known);
        if (distance < best) {
            best = distance;
            nearest = known;
        }
    }
    return nearest;
}

void aci_parameters_keys(aci_parameter_table table, const char *parent, char *text, size_t size)
{
    text[0] = '\0';
    for (int i = 0; i < table.count; i++) {
        const char *known = word_below(&table.rows[i], parent);
        if (known != NULL && table.rows[i].kind != ACI_LATER) {
            add_to_list(text, size, known);
        }
    }
}

static bool matches(const char *row, const char *path)
{
    while (*row != '\0' && *row != '[') {
        if (*row++ != *path++) {
            return false;
        }
    }
    if (*row == '\0') {
        return *path == '\0';
    }
    size_t index = *path == '[' ? strcspn(path, "]") + 1 : 0;
    size_t name = *path == '.' ? 1 + strcspn(path + 1, ".[") : 0;
    if (index > 0 && path[index - 1] == ']' && matches(row + 2, path + index)) {
        return true;
    }
    return matches(row + 2, path) || (name > 0 && matches(row + 2, path + name));
}

const aci_parameter *aci_parameters_find(aci_parameter_table table, const char *path)
{
    for (int i = 0; i < table.count; i++) {
        if (matches(table.rows[i].key, path)) {
            return &table.rows[i];
        }
    }
    return NULL;
}

const char *aci_parameters_expected(const aci_parameter *row)
{
    static _Thread_local char text[768];
    char words[512] = "", unit[EDIT_SIZE] = "1";
    aci_parameters_list(row->words, words, sizeof words);
    if (row->unit != NULL) {
        aci_parameters_nth(row->unit, 0, unit, sizeof unit);
    }
    switch (row->kind) {
    case ACI_SECTION:
        snprintf(text, sizeof text, "a map of keys%s%s%s", words[0] ? " or the word " : "", words,
                 row->open_text ? " or a name" : "");
        break;
    case ACI_ENTRIES:
        snprintf(text, sizeof text, "a list of entries such as [{name: dermis}]");
        break;
    case ACI_OPEN:
        snprintf(text, sizeof text, "a map from keys of the config, such as channels.depth");
        break;
    case ACI_QUANTITY:
        snprintf(text, sizeof text, "a number with a unit such as %s%s%s", unit,
                 words[0] ? ", or the word " : "", words);
        break;
    case ACI_QUANTITIES:
        snprintf(text, sizeof text, "a list such as [1 %s, 2 %s]", unit, unit);
        break;
    case ACI_CHOICES:
        snprintf(text, sizeof text, "a list in brackets of: %s", words);
        break;
    case ACI_TEXTS:
        snprintf(text, sizeof text, "a list in brackets such as [absorbed, steady_flux]");
        break;
    case ACI_CHOICE:
        snprintf(text, sizeof text, "one of %s", words);
        break;
    default:
        snprintf(text, sizeof text, "%s",
                 row->kind == ACI_NUMBER    ? "a pure number"
                 : row->kind == ACI_COUNT   ? "a whole number"
                 : row->kind == ACI_BOOLEAN ? "yes or no"
                 : row->kind == ACI_PATH    ? "the name of a file"
                                            : "a text");
        break;
    }
    return text;
}

const aci_node *aci_parameters_value(const aci_node *map, const char *key)
{
    const aci_node *child = aci_config_child(map, key);
    return child != NULL && child->valid ? child : NULL;
}
