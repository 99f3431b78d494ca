/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "paths.h"
#include "recorded.h"

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the config");
}

/* Faults belong to the config and know their place, as does the message of one that cannot be read;
 * anything else is the last message. */
static aci_status report(aci_recipe *recipe, aci_status status, bool is_config)
{
    if (status != ACI_OK && recipe->config != NULL && aci_config_fault_count(recipe->config) > 0) {
        fputs(aci_config_faults(recipe->config), stderr);
    } else if (status != ACI_OK && recipe->config == NULL && is_config) {
        fprintf(stderr, "%s\n", aci_status_message());
    } else {
        (void)aci_command_report(status);
    }
    return status;
}

/* Sections whose keys are paths of other keys. */
static bool is_open(const char *pattern)
{
    const aci_parameter_table table = aci_scenario_parameters();
    for (int k = 0; k < table.count; ++k) {
        if (table.rows[k].kind == ACI_OPEN && strcmp(table.rows[k].key, pattern) == 0) {
            return true;
        }
    }
    return false;
}

/* A fault in one value does not hide those in the others. */
static aci_status set_lines(aci_config *config, const char *lines)
{
    aci_config_open(config, is_open);
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        char *line = malloc(length + 1);
        if (line == NULL) {
            return out_of_memory();
        }
        memcpy(line, lines, length);
        line[length] = '\0';
        aci_status status = aci_config_set_argument(config, line);
        free(line);
        if (status != ACI_OK && status != ACI_BAD_INPUT) {
            return status;
        }
        lines += length + (lines[length] == '\n');
    }
    return ACI_OK;
}

/* The values a file was made with, then those of this command line. */
static aci_status join_sets(const char *before, const aci_options *options, char **out)
{
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        return out_of_memory();
    }
    fputs(before, stream);
    for (int i = 0; i < options->set_count; i++) {
        fprintf(stream, "%s\n", options->sets[i]);
    }
    return fclose(stream) == 0 ? ACI_OK : out_of_memory();
}

static aci_status list_inputs(aci_recipe *recipe)
{
    int count = aci_config_input_count(recipe->config);
    recipe->inputs = calloc((size_t)count + 1, sizeof *recipe->inputs);
    if (recipe->inputs == NULL) {
        return out_of_memory();
    }
    for (int i = 0; i < count; i++) {
        const aci_config_input *input = aci_config_input_at(recipe->config, i);
        recipe->inputs[i] = (aci_file_text){input->name, input->text};
    }
    recipe->input_count = count;
    return ACI_OK;
}

static aci_status read_scenario(aci_recipe *recipe)
{
    ACI_TRY(aci_scenario_read(recipe->config, &recipe->scenario));
    ACI_TRY(aci_scenario_text(&recipe->scenario, &recipe->resolved));
    ACI_TRY(aci_scenario_origins(&recipe->scenario, &recipe->values));
    return list_inputs(recipe);
}

aci_status aci_recipe_faults(aci_recipe *recipe, aci_status status)
{
    return report(recipe, status, true);
}

/* A config and --set, before anything is made of them. */
static aci_status begin(const char *path, const aci_options *options, aci_recipe *out)
{
    *out = (aci_recipe){.config = NULL};
    ACI_TRY(aci_config_read(path, &out->config));
    ACI_TRY(join_sets("", options, &out->set));
    return set_lines(out->config, out->set);
}

aci_status aci_recipe_open(const char *path, const aci_options *options, aci_recipe *out)
{
    aci_status status = begin(path, options, out);
    if (status == ACI_OK) {
        status = aci_config_status(out->config);
    }
    return aci_recipe_faults(out, status);
}

aci_status aci_recipe_complete(aci_recipe *recipe)
{
    return aci_recipe_faults(recipe, read_scenario(recipe));
}

aci_status aci_recipe_read(const char *path, const aci_options *options, aci_recipe *out)
{
    aci_status status = begin(path, options, out);
    if (status == ACI_OK) {
        status = read_scenario(out);
    }
    return report(out, status, true);
}

aci_status aci_recipe_read_needles(const char *path, const aci_options *options, aci_recipe *out)
{
    aci_status status = begin(path, options, out);
    if (status == ACI_OK) {
        status = aci_scenario_read_needles(out->config, &out->scenario);
    }
    return report(out, status, true);
}

/* Whether two complete configs have the same values; comments tell sources, not values. */
static bool is_same_config(const char *one, const char *other)
{
    static const char comment[] = "  # ";
    while (*one != '\0' && *other != '\0') {
        if (strncmp(one, comment, sizeof comment - 1) == 0) {
            one += strcspn(one, "\n");
        }
        if (strncmp(other, comment, sizeof comment - 1) == 0) {
            other += strcspn(other, "\n");
        }
        if (*one != *other) {
            return false;
        }
        one += *one != '\0';
        other += *other != '\0';
    }
    return *one == *other;
}

/* A recipe from one of the two configs in a file; `set` is taken over. */
static aci_status rebuild(const char *path, const char *config, const char *set,
                          const aci_recorded *from, aci_recipe *out)
{
    *out = (aci_recipe){.config = NULL, .set = strdup(set)};
    ACI_TRY(out->set == NULL ? out_of_memory() : ACI_OK);
    ACI_TRY(aci_config_parse(path, config, strlen(config), &out->config));
    for (int i = 0; i < from->input_count; i++) {
        const aci_file_text *input = &from->inputs[i];
        ACI_TRY(aci_config_add_input(out->config, input->name, input->text, strlen(input->text)));
    }
    ACI_TRY(set_lines(out->config, out->set));
    return read_scenario(out);
}

/* The config as written keeps what is known of each value; it serves when it still makes the same
 * numbers. Otherwise the library has changed since, and the complete config has the numbers. */
static aci_status repeat(const char *path, const aci_recorded *from, const aci_options *options,
                         aci_recipe *out)
{
    char *set = NULL;
    aci_status status = rebuild(path, from->config, from->set, from, out);
    bool is_same = status == ACI_OK && is_same_config(out->resolved, from->resolved);
    if (is_same && options->set_count == 0) {
        return ACI_OK;
    }
    if (!is_same && !options->quiet) {
        fprintf(stderr,
                "acicula: note: this version makes other numbers of the config in %s; the numbers "
                "in the file are used\n",
                path);
    }
    aci_recipe_destroy(out);
    ACI_TRY(join_sets(is_same ? from->set : "", options, &set));
    status = rebuild(path, is_same ? from->config : from->resolved, set, from, out);
    free(set);
    return status;
}

aci_status aci_recipe_repeat(const char *path, const aci_options *options, aci_recipe *out)
{
    aci_recorded from = {.config = NULL};
    *out = (aci_recipe){.config = NULL};
    aci_status status = aci_recorded_read(path, &from);
    if (status == ACI_OK) {
        status = repeat(path, &from, options, out);
    }
    aci_recorded_destroy(&from);
    return report(out, status, false);
}

int aci_recipe_report(const aci_recipe *recipe, aci_status status)
{
    bool has_place = status == ACI_BAD_INPUT && recipe->config != NULL &&
                     aci_scenario_fault(recipe->config, aci_status_message());
    if (!has_place) {
        return aci_command_report(status);
    }
    fputs(aci_config_faults(recipe->config), stderr);
    return (int)status;
}

aci_status aci_recipe_check_inputs(const aci_recipe *recipe, const char *config, const char *path)
{
    for (int i = 0; i < recipe->input_count; i++) {
        char *input = NULL;
        ACI_TRY(aci_paths_beside(config, recipe->inputs[i].name, &input));
        aci_status status = aci_paths_check_other(path, input);
        free(input);
        ACI_TRY(status);
    }
    return ACI_OK;
}

void aci_recipe_destroy(aci_recipe *recipe)
{
    aci_config_destroy(&recipe->config);
    aci_scenario_destroy(&recipe->scenario);
    free(recipe->set);
    free(recipe->resolved);
    free(recipe->values);
    free(recipe->inputs);
    *recipe = (aci_recipe){.config = NULL};
}
