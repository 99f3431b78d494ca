/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A sweep made ready: config, cases, columns, where it goes.
#ifndef ACICULA_APP_SWEEP_PLAN_H
#define ACICULA_APP_SWEEP_PLAN_H

#include "about.h"
#include "acicula/output/catalogue_book.h"
#include "acicula/study/sweep.h"
#include "recipe.h"

typedef struct aci_sweep_plan {
    aci_recipe recipe; ///< its scenario is that of the first case that can be read
    long first;        ///< that case
    aci_cases *cases;
    aci_sweep sweep;
    aci_grid *grid; ///< common to the fields; NULL without them
    aci_catalogue_format format;
    char *signature, *command_line;
    char *path, *csv;
    char libraries[ACI_ABOUT_SIZE];
    aci_file_build build;
    uint64_t *identities; ///< [sweep.count]
    bool *repeats;        ///< [sweep.count] whether a case is an earlier one again
    int shard, shards;    ///< 0 of 1 without --shard
} aci_sweep_plan;

/// Reads everything; prints what is wrong itself. The exit code, 0 when all is well. Destroy it in
/// every case.
int aci_sweep_plan_make(const aci_options *options, aci_sweep_plan *out);
void aci_sweep_plan_destroy(aci_sweep_plan *plan);

/// Whether case `number` is to be computed in this shard; format.cases counts those of all shards.
bool aci_sweep_plan_has(const aci_sweep_plan *plan, long number);

/// How many these are.
long aci_sweep_plan_cases(const aci_sweep_plan *plan);

/// What the catalogue says of its origin; borrows the plan.
aci_file_options aci_sweep_plan_origin(const aci_sweep_plan *plan, const aci_options *options);

/// --dry-run: the number of cases, their cost and size, on standard output.
int aci_sweep_plan_tell(const aci_sweep_plan *plan, const aci_options *options);

#endif
