/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: what a run would do, as a config that can be run, with the rest in comments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "acicula/base/machine.h"
#include "acicula/study/run.h"
#include "closing.h"
#include "command.h"
#include "json.h"
#include "paths.h"
#include "progress.h"
#include "recipe.h"
#include "values.h"

enum { TEXT_SIZE = ACI_MACHINE_TEXT };

static const char *const axis_names[3][3] = {
    [ACI_SLAB] = {"", "", "z"}, [ACI_AXISYMMETRIC] = {"r", "", "z"}, [ACI_BOX] = {"x", "y", "z"}};

static void format_grid(aci_geometry geometry, const int cells[3], char text[TEXT_SIZE])
{
    double total = 1.0;
    int used = 0;
    for (int axis = 0; axis < 3; axis++) {
        if (axis_names[geometry][axis][0] != '\0') {
            used += snprintf(text + used, (size_t)(TEXT_SIZE - used), "%s%d in %s",
                             used > 0 ? " x " : "", cells[axis], axis_names[geometry][axis]);
            total *= cells[axis];
        }
    }
    snprintf(text + used, (size_t)(TEXT_SIZE - used), ", %.0f cells", total);
}

static bool reacts(const aci_skin *skin)
{
    bool found = false;
    for (int i = 0; i < skin->layer_count; i++) {
        const aci_layer *layer = &skin->layers[i];
        found = found || layer->binding.kind != ACI_BINDING_NONE ||
                layer->metabolism.rate_max.value > 0.0;
    }
    return found;
}

static void print_memory_warning(const aci_run_plan *plan)
{
    char there[TEXT_SIZE];
    double memory = aci_machine_memory("");
    aci_machine_format(memory, there);
    if (plan->memory > memory) {
        printf("# Warning: that is more memory than a run may have here, %s. A larger\n"
               "# simulation.accuracy or fewer simulation.cells need less.\n",
               there);
    } else if (plan->memory_most > memory) {
        printf("# A run that goes so far needs more memory than it may have here, %s.\n", there);
    }
}

static void print_limit(const aci_scenario *s, const aci_run_plan *plan)
{
    char memory[TEXT_SIZE], duration[TEXT_SIZE];
    double expected = 1.0 * plan->cells[0] * plan->cells[1] * plan->cells[2];
    aci_machine_format(plan->memory_most, memory);
    aci_progress_duration(plan->time_most, duration, sizeof duration);
    printf("# Cells, memory and time are right to a factor of about 2 (intact skin: 5).");
    if (plan->cells_most > expected) {
        printf(
            " Where the\n# accuracy is hard to reach a run goes on to at most %.0f cells, %s and "
            "%s min.",
            plan->cells_most, memory, duration);
    }
    printf("\n");
    print_memory_warning(plan);
    if (reacts(&s->skin)) {
        printf("# Slow binding and breakdown in the skin are not in this estimate: such runs take "
               "up to\n"
               "# a hundred times as long.\n");
    }
}

static void print_plan(const aci_recipe *recipe, const aci_run_plan *plan, const char *path)
{
    char grid[TEXT_SIZE], memory[TEXT_SIZE], file[TEXT_SIZE], duration[TEXT_SIZE];
    format_grid(recipe->scenario.geometry, plan->cells, grid);
    aci_machine_format(plan->memory, memory);
    aci_machine_format(plan->file, file);
    aci_progress_duration(plan->time, duration, sizeof duration);
    printf("\n# A run would take\n");
    printf("#   grid      %s (%s)\n", grid,
           recipe->scenario.cells[2] > 0 ? "as given" : "the finest one expected");
    if (plan->solves > 1) {
        printf("#   solves    %d, one for each depth class of channels\n", plan->solves);
    }
    printf("#   memory    %s\n", memory);
    printf("#   file      %s of fields%s before compression\n", file,
           recipe->scenario.needling.exists ? " and channels" : "");
    printf("#   time      %s min on one core, all grids together\n",
           plan->time < 1.0 ? "below 0:01" : duration);
    print_limit(&recipe->scenario, plan);
    printf("# It would write %s%s\n", path,
           access(path, F_OK) == 0 ? ", which exists already: only with --force" : "");
    if (recipe->scenario.channels.closure.law != ACI_CLOSURE_NONE) {
        printf("#\n");
        aci_closing_print(stdout, &recipe->scenario, "# ");
    }
    printf("#\n# What the numbers rest on\n");
    aci_values_print(stdout, &recipe->scenario, "# ");
}

static void print_json(const aci_recipe *recipe, const aci_run_plan *plan, const char *path)
{
    aci_json json = {.out = stdout};
    aci_geometry geometry = recipe->scenario.geometry;
    aci_json_open(&json, NULL);
    aci_json_text(&json, "config", aci_config_name(recipe->config));
    aci_json_text(&json, "file", path);
    aci_json_text(&json, "title", recipe->scenario.title);
    aci_json_open(&json, "grid");
    for (int axis = 0; axis < 3; axis++) {
        if (axis_names[geometry][axis][0] != '\0') {
            aci_json_integer(&json, axis_names[geometry][axis], plan->cells[axis]);
        }
    }
    aci_json_close(&json);
    aci_json_number(&json, "cells_most", plan->cells_most);
    aci_json_integer(&json, "solves", plan->solves);
    aci_json_number(&json, "memory_bytes", plan->memory);
    aci_json_number(&json, "memory_bytes_most", plan->memory_most);
    aci_json_number(&json, "file_bytes", plan->file);
    aci_json_number(&json, "seconds", plan->time);
    aci_closing_json(&json, &recipe->scenario);
    aci_values_json(&json, &recipe->scenario);
    aci_json_text(&json, "config_resolved", recipe->resolved);
    aci_json_close(&json);
}

static aci_status check(const aci_recipe *recipe, const aci_options *options)
{
    aci_run_plan plan;
    char *standard = NULL;
    ACI_TRY(aci_run_estimate(&recipe->scenario, &plan));
    ACI_TRY(aci_paths_result(options->operands[0], &standard));
    const char *path = options->out != NULL ? options->out : standard;
    if (options->json) {
        print_json(recipe, &plan, path);
    } else if (!options->quiet) {
        printf("%s", recipe->resolved);
        print_plan(recipe, &plan, path);
    }
    free(standard);
    return ACI_OK;
}

int aci_command_check(const aci_options *options)
{
    aci_recipe recipe;
    int code = (int)aci_recipe_read(options->operands[0], options, &recipe);
    if (code == 0) {
        code = aci_recipe_report(&recipe, check(&recipe, options));
    }
    aci_recipe_destroy(&recipe);
    return code;
}
