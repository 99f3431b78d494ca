/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The file of a study's findings: HDF5 in the netCDF-4 data model with CF metadata, like the
/// result file, and its sheets as CSV.
///
/// Layout. Root attributes say what was run by whom with what (as in a result file), `findings` is
/// the verb, `sheets` the names of the sheets in their order. Each sheet is a group with the
/// attributes `title`, `dimension` (of its rows) and `columns` (names in their order). A column is
/// a variable (row) or, for `width` > 1, (row, entry_WIDTH); it has `long_name`, and numbers have
/// `units`, `display_units` and a `_FillValue` of NaN: a missing number is NaN. A column with the
/// name of the dimension is its coordinate variable. /notes is the text of the notes, /provenance
/// holds the texts `config`, `set`, `config_resolved`, `environment` and inputs/NAME.
#ifndef ACICULA_OUTPUT_FINDINGS_FILE_H
#define ACICULA_OUTPUT_FINDINGS_FILE_H

#include <stdbool.h>

#include "acicula/output/file.h"
#include "acicula/study/findings.h"

/// All pointers are borrowed. Texts may be NULL (empty).
typedef struct aci_findings_file_options {
    const char *path;
    bool force;                   ///< replace an existing file
    const aci_scenario *scenario; ///< geometry, accuracy and assumed values; may be NULL
    const char *config;           ///< as written
    const char *set;              ///< what `--set` changed in it, KEY=VALUE a line
    const char *config_resolved;  ///< complete and runnable
    int input_count;
    const aci_file_text *inputs;
    const char *command_line;
    int threads;
    double wall_seconds;
    aci_file_build build;
} aci_findings_file_options;

/// Writes the whole file under a dotted name beside `path`, brings it to the disk and renames it:
/// `path` is whole or not there. Makes the directory. ACI_FILE, with the file's name and the
/// system's reason, when `path` exists (without `force`), is no regular file, or cannot be written;
/// ACI_INTERNAL when two sheets or two columns of one sheet have the same name.
ACI_MUST_CHECK aci_status aci_findings_file_write(const aci_findings_file_options *options,
                                                  const aci_findings *findings);

/// Reads one back, bit for bit; destroy `out` in every case. ACI_FILE when it is missing, damaged,
/// or no file of findings.
ACI_MUST_CHECK aci_status aci_findings_file_read(const char *path, aci_findings *out);

/// Whether it is a file of findings; false also for what cannot be read.
bool aci_findings_file_is(const char *path);

/// A sheet as CSV: a line of names, one of units, then the rows; numbers read back exactly, a
/// missing one is an empty cell. A column of more than one number a row is NAME_0, NAME_1, ...
/// Replaces `path`, whole or not at all. ACI_FILE when it cannot be written.
ACI_MUST_CHECK aci_status aci_findings_file_csv(const aci_sheet *sheet, const char *path);

/// The same as text (caller frees) from the file at `path`. `sheet` NULL: its first. `units` as for
/// aci_table_csv. ACI_BAD_INPUT for a sheet or unit that it does not have.
ACI_MUST_CHECK aci_status aci_findings_file_table(const char *path, const char *sheet,
                                                  const char *units, char **out);

#endif
