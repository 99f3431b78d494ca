/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/hash.h"
#include "acicula/base/units.h"
#include "acicula/study/variable.h"

enum { NUMBER_SIZE = ACI_UNITS_TEXT_SIZE + 32 }; ///< with its unit

struct aci_cases {
    char *name, *text, *set, *canonical;
    size_t size;
    int input_count;
    char **input_names, **input_texts;
    size_t *input_sizes;
    uint64_t identity;
};

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the cases of a study");
}

/* Those beyond the ones it has. */
static aci_status copy_inputs(const aci_config *config, aci_cases *cases)
{
    int count = aci_config_input_count(config);
    size_t room = (size_t)count + 1;
    char **names = realloc(cases->input_names, room * sizeof *names);
    cases->input_names = names != NULL ? names : cases->input_names;
    char **texts = realloc(cases->input_texts, room * sizeof *texts);
    cases->input_texts = texts != NULL ? texts : cases->input_texts;
    size_t *sizes = realloc(cases->input_sizes, room * sizeof *sizes);
    cases->input_sizes = sizes != NULL ? sizes : cases->input_sizes;
    if (names == NULL || texts == NULL || sizes == NULL) {
        return out_of_memory();
    }
    for (int n = cases->input_count; n < count; ++n) {
        const aci_config_input *input = aci_config_input_at(config, n);
        cases->input_count = n + 1;
        cases->input_names[n] = strdup(input->name);
        cases->input_texts[n] = malloc(input->size + 1);
        if (!cases->input_names[n] || !cases->input_texts[n]) {
            return out_of_memory();
        }
        memcpy(cases->input_texts[n], input->text, input->size + 1);
        cases->input_sizes[n] = input->size;
    }
    return ACI_OK;
}

static aci_status set_lines(aci_config *config, const char *lines)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        char *line = strndup(lines, length);
        if (line == NULL) {
            return out_of_memory();
        }
        aci_status status = aci_config_set_argument(config, line);
        free(line);
        ACI_TRY(status);
        lines += length + (lines[length] == '\n');
    }
    return ACI_OK;
}

static aci_status open_config(const aci_cases *cases, int count, const aci_assignment *assignments,
                              aci_config **out)
{
    ACI_TRY(aci_config_parse(cases->name, cases->text, cases->size, out));
    for (int n = 0; n < cases->input_count; ++n) {
        ACI_TRY(aci_config_add_input(*out, cases->input_names[n], cases->input_texts[n],
                                     cases->input_sizes[n]));
    }
    ACI_TRY(set_lines(*out, cases->set));
    for (int n = 0; n < count; ++n) {
        ACI_TRY(aci_config_set(*out, assignments[n].key, assignments[n].value));
    }
    return ACI_OK;
}

aci_status aci_cases_read(const aci_cases *cases, int count, const aci_assignment *assignments,
                          aci_scenario *out)
{
    aci_config *config = NULL;
    memset(out, 0, sizeof *out);
    aci_status status = open_config(cases, count, assignments, &config);
    if (status == ACI_OK) {
        status = aci_scenario_read(config, out);
    }
    aci_config_destroy(&config);
    return status;
}

/* The files that a document names which has not been read as a scenario. One that cannot be read is
 * a fault of the cases that need it. */
static void read_files(aci_config *config, const aci_node *node)
{
    char path[ACI_CONFIG_PATH_SIZE];
    if (node->kind == ACI_NODE_SCALAR) {
        const aci_config_input *input = NULL;
        aci_config_path(node, false, path);
        const aci_parameter *row = aci_parameters_find(aci_scenario_parameters(), path);
        if (row != NULL && row->kind == ACI_PATH) {
            (void)!aci_config_read_input(config, node, &input);
        }
    }
    for (const aci_node *child = node->first; child != NULL; child = child->next) {
        read_files(config, child);
    }
}

/* "0.1 mm" and "100 um" become the same text; words stay what they are, however long. */
static const char *value_of(const char *key, const char *value, char text[NUMBER_SIZE])
{
    const aci_parameter *row = aci_parameters_find(aci_scenario_parameters(), key);
    const char *units = row != NULL && row->unit != NULL ? row->unit : "1";
    bool may_be_number = row != NULL && row->kind != ACI_TEXT && row->kind != ACI_PATH;
    for (const char *at = units; may_be_number && at != NULL; at = strchr(at, '|')) {
        char unit[ACI_UNITS_TEXT_SIZE];
        double number = 0.0;
        at += strspn(at, "| ");
        snprintf(unit, sizeof unit, "%.*s", (int)strcspn(at, "|"), at);
        if (aci_units_read(value, unit, &number, NULL) == ACI_OK) {
            snprintf(text, NUMBER_SIZE, "%.17g %s", number, unit);
            return text;
        }
    }
    return value;
}

/// Lines of text being gathered.
typedef struct lines {
    int count, room;
    char **line;
    bool is_short; ///< of memory
} lines;

static void add_line(lines *to, const char *key, const char *value)
{
    if (to->count == to->room) {
        int room = 2 * to->room + 64;
        char **longer = realloc(to->line, (size_t)room * sizeof *longer);
        if (longer == NULL) {
            to->is_short = true;
            return;
        }
        to->line = longer;
        to->room = room;
    }
    size_t size = strlen(key) + strlen(value) + 4;
    char *line = malloc(size);
    if (line == NULL) {
        to->is_short = true;
        return;
    }
    snprintf(line, size, "%s: %s", key, value);
    to->line[to->count++] = line;
}

static void add_node(lines *to, const aci_node *node)
{
    char path[ACI_CONFIG_PATH_SIZE], value[NUMBER_SIZE];
    bool is_top = node->parent != NULL && node->parent->parent == NULL;
    if (is_top && node->key != NULL &&
        (aci_variable_is_of_study(node->key) || strcmp(node->key, "title") == 0)) {
        return;
    }
    if (node->kind == ACI_NODE_SCALAR) {
        aci_config_path(node, false, path);
        add_line(to, path, value_of(path, node->text, value));
    }
    for (const aci_node *child = node->first; child != NULL; child = child->next) {
        add_node(to, child);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static aci_status join_lines(lines *from, char **out)
{
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    if (from->is_short || stream == NULL) {
        if (stream != NULL) {
            fclose(stream);
        }
        return out_of_memory();
    }
    if (from->count > 0) {
        qsort(from->line, (size_t)from->count, sizeof *from->line, compare_lines);
    }
    for (int n = 0; n < from->count; ++n) {
        fprintf(stream, "%s\n", from->line[n]);
    }
    return fclose(stream) == 0 ? ACI_OK : out_of_memory();
}

static aci_status write_canonical(aci_cases *cases)
{
    aci_config *config = NULL;
    lines all = {0};
    aci_status status = open_config(cases, 0, NULL, &config);
    if (status == ACI_OK && aci_config_root(config) != NULL) {
        read_files(config, aci_config_root(config));
        add_node(&all, aci_config_root(config));
        status = copy_inputs(config, cases);
    }
    for (int n = 0; status == ACI_OK && n < cases->input_count; ++n) {
        char hash[32];
        snprintf(hash, sizeof hash, "%016llx",
                 (unsigned long long)aci_hash_text(ACI_HASH_START, cases->input_texts[n]));
        add_line(&all, cases->input_names[n], hash);
    }
    if (status == ACI_OK) {
        status = join_lines(&all, &cases->canonical);
    }
    for (int n = 0; n < all.count; ++n) {
        free(all.line[n]);
    }
    free(all.line);
    aci_config_destroy(&config);
    return status;
}

aci_status aci_cases_create(const aci_config *config, const char *set, aci_cases **out)
{
    *out = NULL;
    aci_cases *cases = calloc(1, sizeof *cases);
    if (cases == NULL) {
        return out_of_memory();
    }
    const char *text = aci_config_text(config);
    cases->name = strdup(aci_config_name(config));
    cases->text = strdup(text);
    cases->size = strlen(text);
    cases->set = strdup(set != NULL ? set : "");
    aci_status status =
        cases->name && cases->text && cases->set ? copy_inputs(config, cases) : out_of_memory();
    if (status == ACI_OK) {
        status = write_canonical(cases);
    }
    if (status != ACI_OK) {
        aci_cases_destroy(&cases);
        return status;
    }
    cases->identity = aci_hash_text(ACI_HASH_START, cases->canonical);
    *out = cases;
    return ACI_OK;
}

void aci_cases_destroy(aci_cases **cases)
{
    aci_cases *c = *cases;
    if (c == NULL) {
        return;
    }
    for (int n = 0; n < c->input_count; ++n) {
        free(c->input_names[n]);
        free(c->input_texts[n]);
    }
    free(c->input_names);
    free(c->input_texts);
    free(c->input_sizes);
    free(c->name);
    free(c->text);
    free(c->set);
    free(c->canonical);
    free(c);
    *cases = NULL;
}

const char *aci_cases_canonical(const aci_cases *cases)
{
    return cases->canonical;
}

uint64_t aci_cases_identity(const aci_cases *cases)
{
    return cases->identity;
}

uint64_t aci_cases_identity_of(const aci_cases *cases, int count, const aci_assignment *assignments)
{
    uint64_t sum = 0;
    for (int n = 0; n < count; ++n) {
        char value[NUMBER_SIZE];
        const uint64_t key = aci_hash_text(ACI_HASH_START, assignments[n].key);
        sum += aci_hash_text(key, value_of(assignments[n].key, assignments[n].value, value));
    }
    char text[2 * 17];
    snprintf(text, sizeof text, "%016llx%016llx", (unsigned long long)cases->identity,
             (unsigned long long)sum);
    return aci_hash_text(ACI_HASH_START, text);
}
