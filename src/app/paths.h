/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Names of files that follow from other names. All texts are malloc'd; the caller frees them.
#ifndef ACICULA_APP_PATHS_H
#define ACICULA_APP_PATHS_H

#include <stdbool.h>

#include "acicula/base/status.h"

/// Where the result of a config goes: "results/<stem>.h5"; "results/config.h5" for "-".
ACI_MUST_CHECK aci_status aci_paths_result(const char *config, char **out);

/// Where a repeated run goes: "<folder>/<stem>_rerun.h5".
ACI_MUST_CHECK aci_status aci_paths_rerun(const char *file, char **out);

/// Where a study of a config goes: "results/<stem>.<verb>.h5".
ACI_MUST_CHECK aci_status aci_paths_study(const char *config, const char *verb, char **out);

/// Where one shard of a sweep goes: "<folder>shard_<i>_of_<n>.h5", the folder ending in '/'.
ACI_MUST_CHECK aci_status aci_paths_shard(const char *folder, int shard, int shards, char **out);

/// Whether a name is that of a folder: it ends in '/' or is one.
bool aci_paths_is_folder(const char *path);

/// The name with another ending in place of its last one: "a.h5", ".csv" to "a.csv".
ACI_MUST_CHECK aci_status aci_paths_ending(const char *path, const char *ending, char **out);

/// ACI_BAD_INPUT when a name given with --out is that of a folder.
ACI_MUST_CHECK aci_status aci_paths_check_file(const char *path);

/// ACI_BAD_INPUT when writing a result `path`, or the `path`.partial it has until it is done, would
/// destroy `input`: both are one file, by whatever names. "-" is no file.
ACI_MUST_CHECK aci_status aci_paths_check_other(const char *path, const char *input);

/// `name` as a config at `config` means it: from the config's folder on, unless it is absolute.
ACI_MUST_CHECK aci_status aci_paths_beside(const char *config, const char *name, char **out);

/// "acicula" and the words behind it, as a shell would read them again.
ACI_MUST_CHECK aci_status aci_paths_command_line(int count, char *const *words, char **out);

#endif
