/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A scenario with the texts it was made from: from a config, or from a result file.
#ifndef ACICULA_APP_RECIPE_H
#define ACICULA_APP_RECIPE_H

#include "acicula/output/file.h"
#include "acicula/study/scenario.h"
#include "options.h"

typedef struct aci_recipe {
    aci_config *config;
    aci_scenario scenario;
    char *set;      ///< all --set values, one a line
    char *resolved; ///< the complete config
    char *values;   ///< where each value comes from
    int input_count;
    aci_file_text *inputs; ///< texts are the config's
} aci_recipe;

/// From a config ("-": standard input) and --set. Prints the faults itself; destroy in every case.
ACI_MUST_CHECK aci_status aci_recipe_read(const char *path, const aci_options *options,
                                          aci_recipe *out);

/// In two steps, for a config that is complete only with the values of a case: reads and sets
/// first, the scenario and what follows from it later. Both print the faults.
ACI_MUST_CHECK aci_status aci_recipe_open(const char *path, const aci_options *options,
                                          aci_recipe *out);
ACI_MUST_CHECK aci_status aci_recipe_complete(aci_recipe *recipe);

/// Prints what is wrong with a config that is open: its faults, or the last message.
aci_status aci_recipe_faults(aci_recipe *recipe, aci_status status);

/// The same of what penetration needs alone (aci_scenario_read_needles); `resolved`, `values` and
/// `inputs` stay empty.
ACI_MUST_CHECK aci_status aci_recipe_read_needles(const char *path, const aci_options *options,
                                                  aci_recipe *out);

/// From the provenance of a finished result, and --set on top of it. When this program's library
/// makes other numbers of that config than the one that wrote the file, the numbers in the file are
/// used. Prints its messages itself; destroy in every case.
ACI_MUST_CHECK aci_status aci_recipe_repeat(const char *path, const aci_options *options,
                                            aci_recipe *out);

/// Prints the message of a status as aci_command_report does; bad input with its place in the
/// config, where it begins with a key. The exit code.
int aci_recipe_report(const aci_recipe *recipe, aci_status status);

/// ACI_BAD_INPUT when writing `path` would destroy a table that the config at `config` names. Those
/// of aci_recipe_repeat come from the result file.
ACI_MUST_CHECK aci_status aci_recipe_check_inputs(const aci_recipe *recipe, const char *config,
                                                  const char *path);

void aci_recipe_destroy(aci_recipe *recipe);

#endif
