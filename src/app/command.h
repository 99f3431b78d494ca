/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The verbs' functions. Each prints its own messages and returns the program's exit code.
#ifndef ACICULA_APP_COMMAND_H
#define ACICULA_APP_COMMAND_H

#include "acicula/base/status.h"
#include "options.h"

int aci_command_run(const aci_options *options);
int aci_command_insert(const aci_options *options);
int aci_command_check(const aci_options *options);
int aci_command_optimise(const aci_options *options);
int aci_command_rerun(const aci_options *options);
int aci_command_explain(const aci_options *options);
int aci_command_list(const aci_options *options);
int aci_command_sweep(const aci_options *options);
int aci_command_collect(const aci_options *options);
int aci_command_sensitivity(const aci_options *options);
int aci_command_tolerance(const aci_options *options);
int aci_command_calibrate(const aci_options *options);
int aci_command_plot(const aci_options *options);
int aci_command_export(const aci_options *options);

/// The whole program but for what main.c sets up: parses, dispatches, returns the exit code.
int aci_command(int count, char *const *words);

/// Prints the last message on standard error unless `status` is ACI_OK; returns the exit code.
int aci_command_report(aci_status status);

#endif
