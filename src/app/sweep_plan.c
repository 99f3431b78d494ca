/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweep_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/sweep_columns.h"
#include "acicula/study/case_fields.h"
#include "acicula/study/common_grid.h"
#include "acicula/study/run.h"
#include "command.h"
#include "paths.h"

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the cases of a sweep");
}

/* The first case that can be read stands for the columns of all; where none can, the first says
 * what is wrong. */
static aci_status find_first(aci_sweep_plan *plan)
{
    aci_status status = ACI_BAD_INPUT;
    for (long n = 0; n < plan->sweep.count && status == ACI_BAD_INPUT; ++n) {
        aci_case values = {.number = n};
        aci_scenario scenario = {.patch = 0.0};
        ACI_TRY(aci_sweep_assign(&plan->sweep, &values));
        status = aci_cases_read(plan->cases, values.count, values.assignments, &scenario);
        plan->first = status == ACI_OK ? n : 0;
        aci_scenario_destroy(&scenario);
    }
    return status == ACI_BAD_INPUT ? ACI_OK : status;
}

static aci_status set_first(aci_sweep_plan *plan)
{
    aci_case values = {.number = plan->first};
    ACI_TRY(aci_sweep_assign(&plan->sweep, &values));
    for (int k = 0; k < values.count; ++k) {
        ACI_TRY(aci_config_set(plan->recipe.config, values.assignments[k].key,
                               values.assignments[k].value));
    }
    return ACI_OK;
}

static aci_status read_sweep(aci_sweep_plan *plan)
{
    aci_config *config = plan->recipe.config;
    aci_parameters_check(config, aci_scenario_parameters());
    ACI_TRY(aci_config_status(config));
    ACI_TRY(aci_sweep_read(config, &plan->sweep));
    ACI_TRY(aci_cases_create(config, plan->recipe.set, &plan->cases));
    ACI_TRY(find_first(plan));
    return set_first(plan);
}

static aci_status make_grid(aci_sweep_plan *plan)
{
    double extent[3] = {1e-6, 1e-6, 1e-6};
    if (!plan->sweep.fields) {
        return ACI_OK;
    }
    if (!plan->recipe.scenario.output.concentration) {
        return ACI_FAIL(ACI_BAD_INPUT, "output.fields: sweep.fields needs the concentration");
    }
    for (long n = 0; n < plan->sweep.count; ++n) {
        aci_case values = {.number = n};
        aci_scenario scenario = {.patch = 0.0};
        ACI_TRY(aci_sweep_assign(&plan->sweep, &values));
        aci_status status =
            aci_cases_read(plan->cases, values.count, values.assignments, &scenario);
        if (status == ACI_OK) {
            status = aci_case_fields_extent(&scenario, extent);
        }
        aci_scenario_destroy(&scenario);
        ACI_TRY(status == ACI_BAD_INPUT ? ACI_OK : status);
    }
    return aci_common_grid_create(plan->recipe.scenario.geometry, extent, &plan->grid);
}

/// A case by its identity.
typedef struct named {
    uint64_t identity;
    long number;
} named;

static int compare_named(const void *a, const void *b)
{
    const named *x = a, *y = b;
    return x->identity != y->identity ? (x->identity > y->identity) - (x->identity < y->identity)
                                      : (x->number > y->number) - (x->number < y->number);
}

/* Of equal cases (samples from a list, 100 um beside 0.1 mm) the first is computed. */
static aci_status find_repeats(aci_sweep_plan *plan)
{
    named *cases = malloc(((size_t)plan->sweep.count + 1) * sizeof *cases);
    if (cases == NULL) {
        return out_of_memory();
    }
    for (long n = 0; n < plan->sweep.count; ++n) {
        cases[n] = (named){plan->identities[n], n};
    }
    qsort(cases, (size_t)plan->sweep.count, sizeof *cases, compare_named);
    plan->format.cases = plan->sweep.count;
    for (long n = 1; n < plan->sweep.count; ++n) {
        bool repeats = cases[n].identity == cases[n - 1].identity;
        plan->repeats[cases[n].number] = repeats;
        plan->format.cases -= repeats;
    }
    free(cases);
    return ACI_OK;
}

static aci_status list_identities(aci_sweep_plan *plan)
{
    plan->identities = calloc((size_t)plan->sweep.count + 1, sizeof *plan->identities);
    plan->repeats = calloc((size_t)plan->sweep.count + 1, sizeof *plan->repeats);
    if (plan->identities == NULL || plan->repeats == NULL) {
        return out_of_memory();
    }
    for (long n = 0; n < plan->sweep.count; ++n) {
        aci_case values = {.number = n};
        ACI_TRY(aci_sweep_assign(&plan->sweep, &values));
        plan->identities[n] = aci_cases_identity_of(plan->cases, values.count, values.assignments);
    }
    return find_repeats(plan);
}

static aci_status make_columns(aci_sweep_plan *plan, const aci_options *options)
{
    const aci_scenario *scenario = &plan->recipe.scenario;
    plan->build = aci_about_build(plan->libraries);
    ACI_TRY(aci_sweep_read_results(plan->recipe.config, scenario, &plan->sweep));
    ACI_TRY(make_grid(plan));
    ACI_TRY(aci_sweep_columns_create(&plan->sweep, scenario, plan->grid, &plan->format));
    ACI_TRY(
        aci_sweep_columns_signature(&plan->build, plan->cases, &plan->format, &plan->signature));
    ACI_TRY(list_identities(plan));
    return aci_paths_command_line(options->word_count, options->words, &plan->command_line);
}

/* A shard goes into a folder of its own, or the one given with --out. */
static aci_status choose_shard(const aci_options *options, aci_sweep_plan *plan)
{
    char *folder = NULL;
    if (options->out != NULL) {
        return aci_paths_shard(options->out, plan->shard, plan->shards, &plan->path);
    }
    ACI_TRY(aci_paths_study(options->operands[0], "sweep", &folder));
    folder[strlen(folder) - strlen(".h5")] = '\0';
    aci_status status = aci_paths_shard(folder, plan->shard, plan->shards, &plan->path);
    free(folder);
    return status;
}

static aci_status choose_path(const aci_options *options, aci_sweep_plan *plan)
{
    plan->shard = options->shard;
    plan->shards = options->shards > 0 ? options->shards : 1;
    bool has_file = options->out != NULL && !aci_paths_is_folder(options->out);
    if (options->shards > 0 && !has_file) {
        ACI_TRY(choose_shard(options, plan));
    } else if (options->out != NULL) {
        ACI_TRY(aci_paths_check_file(options->out));
        plan->path = strdup(options->out);
    } else {
        ACI_TRY(aci_paths_study(options->operands[0], "sweep", &plan->path));
    }
    if (plan->path == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a file name");
    }
    ACI_TRY(aci_paths_check_other(plan->path, options->operands[0]));
    return aci_paths_ending(plan->path, ".csv", &plan->csv);
}

static aci_status check_inputs(const aci_options *options, const aci_sweep_plan *plan)
{
    const char *config = options->operands[0];
    ACI_TRY(aci_paths_check_other(plan->csv, config));
    ACI_TRY(aci_recipe_check_inputs(&plan->recipe, config, plan->path));
    return aci_recipe_check_inputs(&plan->recipe, config, plan->csv);
}

int aci_sweep_plan_make(const aci_options *options, aci_sweep_plan *out)
{
    memset(out, 0, sizeof *out);
    int code = aci_command_report(choose_path(options, out));
    if (code == 0) {
        code = (int)aci_recipe_open(options->operands[0], options, &out->recipe);
    }
    if (code == 0) {
        code = (int)aci_recipe_faults(&out->recipe, read_sweep(out));
    }
    if (code == 0) {
        code = (int)aci_recipe_complete(&out->recipe);
    }
    if (code == 0) {
        code = aci_command_report(check_inputs(options, out));
    }
    if (code == 0) {
        aci_status status = make_columns(out, options);
        bool has_faults = aci_config_fault_count(out->recipe.config) > 0;
        code = has_faults ? (int)aci_recipe_faults(&out->recipe, status)
                          : aci_recipe_report(&out->recipe, status);
    }
    return code;
}

void aci_sweep_plan_destroy(aci_sweep_plan *plan)
{
    aci_catalogue_destroy_format(&plan->format);
    aci_grid_destroy(&plan->grid);
    aci_sweep_destroy(&plan->sweep);
    aci_cases_destroy(&plan->cases);
    aci_recipe_destroy(&plan->recipe);
    free(plan->identities);
    free(plan->repeats);
    free(plan->signature);
    free(plan->command_line);
    free(plan->path);
    free(plan->csv);
}

bool aci_sweep_plan_has(const aci_sweep_plan *plan, long number)
{
    return number % plan->shards == plan->shard && !plan->repeats[number];
}

long aci_sweep_plan_cases(const aci_sweep_plan *plan)
{
    long count = 0;
    for (long n = 0; n < plan->sweep.count; ++n) {
        count += aci_sweep_plan_has(plan, n);
    }
    return count;
}

aci_file_options aci_sweep_plan_origin(const aci_sweep_plan *plan, const aci_options *options)
{
    const aci_recipe *recipe = &plan->recipe;
    return (aci_file_options){
        .path = plan->path,
        .force = true,
        .scenario = &recipe->scenario,
        .config = aci_config_text(recipe->config),
        .set = recipe->set,
        .config_resolved = recipe->resolved,
        .values = recipe->values,
        .input_count = recipe->input_count,
        .inputs = recipe->inputs,
        .command_line = plan->command_line,
        .threads = aci_run_set_threads(options->threads),
        .seed = plan->sweep.seed,
        .build = plan->build,
    };
}
